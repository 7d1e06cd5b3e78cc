/*===- MemRef.h - Arrays as compiled functions take them --------*- C -*-===*\
|*                                                                          *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                  *|
|*                                                                          *|
|*===----------------------------------------------------------------------===*|
|*                                                                          *|
|* For C and C++ programs that link functions compiled ahead of time:       *|
|*                                                                          *|
|*   glu-opt layer.mlir --glu-to-cpu=target=avx512 |                        *|
|*     mlir-translate --mlir-to-llvmir |                                    *|
|*     opt -O3 -mcpu=x86-64-v4 |                                            *|
|*     llc -O3 -mcpu=x86-64-v4 --relocation-model=pic -filetype=obj \       *|
|*       -o layer.o                                                         *|
|*   cc main.c layer.o -lomp -lm                                            *|
|*                                                                          *|
|* (and -lmlir_c_runner_utils, if the linker misses memrefCopy).            *|
|*                                                                          *|
|* A function @f on tensors becomes `_mlir_ciface_f`:                       *|
|*                                                                          *|
|*   func.func @f(%x: tensor<?x8xf32>, %s: f32) -> tensor<?x4xf32>          *|
|*   void _mlir_ciface_f(GLUMemRef2D *result, GLUMemRef2D *x, float s);     *|
|*                                                                          *|
|* One result that is a tensor, or several results, come back through the   *|
|* first pointer; several as a struct of their types in order. One number   *|
|* is returned as such. A result's `allocated` is from malloc, and the      *|
|* caller's to free. Arguments are not written, unless they are marked      *|
|* `bufferization.writable = true`; a result may then be one of them, and   *|
|* has its `allocated`.                                                     *|
|*                                                                          *|
\*===----------------------------------------------------------------------===*/

#ifndef GLU_RUNTIME_MEMREF_H
#define GLU_RUNTIME_MEMREF_H

#include <stdint.h>

/* Element [i, j, ...] is at aligned[offset + i * strides[0] + ...], where
   `aligned` has the element type: float, double, int32_t, ..., uint16_t for the
   bits of an f16 or bf16. Arrays passed to functions and returned by them are
   dense and row-major. */

typedef struct {
  void *allocated, *aligned;
  int64_t offset;
} GLUMemRef0D;

#define GLU_DEFINE_MEMREF(RANK)                                                \
  typedef struct {                                                             \
    void *allocated, *aligned;                                                 \
    int64_t offset, sizes[RANK], strides[RANK];                                \
  } GLUMemRef##RANK##D

GLU_DEFINE_MEMREF(1);
GLU_DEFINE_MEMREF(2);
GLU_DEFINE_MEMREF(3);
GLU_DEFINE_MEMREF(4);

#undef GLU_DEFINE_MEMREF

/* Descriptors of dense row-major arrays that belong to the caller. */

static inline GLUMemRef0D gluMemRef0D(void *data) {
  GLUMemRef0D m = {data, data, 0};
  return m;
}

static inline GLUMemRef1D gluMemRef1D(void *data, int64_t n) {
  GLUMemRef1D m = {data, data, 0, {n}, {1}};
  return m;
}

static inline GLUMemRef2D gluMemRef2D(void *data, int64_t m, int64_t n) {
  GLUMemRef2D r = {data, data, 0, {m, n}, {n, 1}};
  return r;
}

static inline GLUMemRef3D gluMemRef3D(void *data, int64_t l, int64_t m,
                                      int64_t n) {
  GLUMemRef3D r = {data, data, 0, {l, m, n}, {m * n, n, 1}};
  return r;
}

static inline GLUMemRef4D gluMemRef4D(void *data, int64_t k, int64_t l,
                                      int64_t m, int64_t n) {
  GLUMemRef4D r = {data, data, 0, {k, l, m, n}, {l * m * n, m * n, n, 1}};
  return r;
}

#endif /* GLU_RUNTIME_MEMREF_H */
