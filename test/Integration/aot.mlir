// A function compiled ahead of time and linked into a C program, as
// include/glu/Runtime/MemRef.h says.

// RUN: split-file %s %t
// RUN: glu-opt %t/layer.mlir --glu-to-cpu=target=generic | mlir-translate --mlir-to-llvmir | opt -O3 | llc -O3 --relocation-model=pic -filetype=obj -o %t/layer.o
// RUN: %cc -std=c99 -Wall -Werror -pedantic -I%glu_include %t/main.c %t/layer.o %libomp -lm -o %t/program
// RUN: %t/program | FileCheck %s

// CHECK: 3 x 2: 9 0 49 0 121 0
// CHECK: sum 10, twice 14
// CHECK: into the caller's array: 0 0 1 2

//--- layer.mlir
func.func @layer(%x: tensor<?x2xf32>, %w: tensor<2x2xf32>, %v: tensor<2x2xf32>)
    -> tensor<?x2xf32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x2xf32>
  %init = tensor.empty(%m) : tensor<?x2xf32>
  %y = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
         outs(%init : tensor<?x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// A struct of results, and a number as an argument.
func.func @several(%x: tensor<4xf32>, %n: i32) -> (tensor<f32>, i32) {
  %zero = arith.constant dense<0.0> : tensor<f32>
  %sum = linalg.reduce { arith.addf } ins(%x : tensor<4xf32>)
           outs(%zero : tensor<f32>) dimensions = [0]
  %twice = arith.addi %n, %n : i32
  return %sum, %twice : tensor<f32>, i32
}

// An array of the caller's for the result.
func.func @into(%x: tensor<?xf32>,
                %y: tensor<?xf32> {bufferization.writable = true})
    -> tensor<?xf32> {
  %0 = glu.activation relu(%x) : tensor<?xf32>
  %1 = bufferization.materialize_in_destination %0 in %y
         : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %1 : tensor<?xf32>
}

//--- main.c
#include "glu/Runtime/MemRef.h"
#include <stdio.h>
#include <stdlib.h>

void _mlir_ciface_layer(GLUMemRef2D *result, GLUMemRef2D *x, GLUMemRef2D *w,
                        GLUMemRef2D *v);

typedef struct {
  GLUMemRef0D sum;
  int32_t twice;
} Several;
void _mlir_ciface_several(Several *results, GLUMemRef1D *x, int32_t n);

void _mlir_ciface_into(GLUMemRef1D *result, GLUMemRef1D *x, GLUMemRef1D *y);

int main(void) {
  float x[3][2] = {{1, 2}, {3, 4}, {5, 6}};
  float w[2][2] = {{1, -1}, {1, 0}}, v[2][2] = {{1, 1}, {1, 1}};
  GLUMemRef2D xs = gluMemRef2D(x, 3, 2), ws = gluMemRef2D(w, 2, 2),
              vs = gluMemRef2D(v, 2, 2), y;
  _mlir_ciface_layer(&y, &xs, &ws, &vs);
  const float *values = (const float *)y.aligned + y.offset;
  printf("%d x %d:", (int)y.sizes[0], (int)y.sizes[1]);
  for (int i = 0; i < 6; ++i)
    printf(" %g", values[i]);
  printf("\n");
  free(y.allocated);

  float terms[4] = {1, 2, 3, 4};
  GLUMemRef1D ts = gluMemRef1D(terms, 4);
  Several several;
  _mlir_ciface_several(&several, &ts, 7);
  printf("sum %g, twice %d\n", *(float *)several.sum.aligned, several.twice);
  free(several.sum.allocated);

  float in[4] = {-1, 0, 1, 2}, out[4];
  GLUMemRef1D ins = gluMemRef1D(in, 4), outs = gluMemRef1D(out, 4), result;
  _mlir_ciface_into(&result, &ins, &outs);
  if (result.aligned == out)
    printf("into the caller's array: %g %g %g %g\n", out[0], out[1], out[2],
           out[3]);
  return 0;
}
