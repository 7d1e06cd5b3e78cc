/*===- glu-c/Compiler.h - Compile a function and call it ----------*- C -*-===*\
|*                                                                          *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                  *|
|*                                                                          *|
|*===----------------------------------------------------------------------===*|
|*                                                                          *|
|*   MlirContext context = gluContextCreate();                              *|
|*   MlirModule module = gluModuleParse(context, text, &error);             *|
|*   GLUFunction layer = gluCompile(module, NULL, &error);                  *|
|*   GLUResults results = gluFunctionCall(layer, weights, 2, arguments,     *|
|*                                        &error);                          *|
|*   GLUArray y = gluResultsGet(results, 0);                                *|
|*                                                                          *|
|* docs/c-api.md has the whole program.                                     *|
|*                                                                          *|
\*===----------------------------------------------------------------------===*/

#ifndef GLU_C_COMPILER_H
#define GLU_C_COMPILER_H

#include "glu-c/Support.h"
#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

/// Reads MLIR text or bytecode. The caller gives the module to
/// mlirModuleDestroy. What text calls the arguments of functions is kept in
/// their locations.
MLIR_CAPI_EXPORTED MlirModule gluModuleParse(MlirContext context,
                                             MlirStringRef source,
                                             GLUError *error);

/// Makes ops of StableHLO and torch in `module` linalg, arith and math, as
/// docs/import.md says; a module without them stays as it is. To read them,
/// the context must allow unregistered dialects. False if it failed; then the
/// module may be half imported.
MLIR_CAPI_EXPORTED bool gluModuleImport(MlirModule module, GLUError *error);

/// How to compile. gluCompileOptionsGetDefault has the defaults, which a null
/// pointer to options stands for, too. A null string is its default.
typedef struct GLUCompileOptions {
  /// The function: by default the only public one, or `main`.
  const char *entry;
  /// `cpu`, the default, `cuda` or `emulator`, which executes code for a GPU
  /// without one.
  const char *device;
  /// The GPU to compile for, such as `sm_80`: by default that of the device.
  const char *arch;
  /// The CPU to compile for: `host`, the default, `generic`, `avx2`, `avx512`,
  /// `amx`, or a list of features such as `+avx2,+fma`.
  const char *target;
  /// Threads of a call; 0, the default, leaves the number to OpenMP.
  unsigned threads;
  /// The order of warps on the emulator, and its errors of approximate
  /// instructions; 0 by default.
  uint64_t seed;
  /// Whether weights that are arguments may be prepared once for many calls,
  /// see gluFunctionPrepareWeights; false by default.
  bool prepare;
  /// Whether activations and layers are found in linalg, TOSA, arith and math;
  /// true by default.
  bool raise;
} GLUCompileOptions;

MLIR_CAPI_EXPORTED GLUCompileOptions gluCompileOptionsGetDefault(void);

/// A copy of `module` that keeps what the entry needs, taken through the stages
/// of the device's pipeline up to and including `stage`: raise, fuse, strategy,
/// pack, tile, linalg, vectorize, bufferize, target or llvm (for a GPU: raise,
/// fuse, strategy, tile, linalg, bufferize, target or llvm), which an empty name
/// stands for, too. The caller gives it to mlirModuleDestroy;
/// mlirOperationPrint prints it.
MLIR_CAPI_EXPORTED MlirModule gluModuleLower(MlirModule module,
                                             const GLUCompileOptions *options,
                                             MlirStringRef stage,
                                             GLUError *error);

//===----------------------------------------------------------------------===//
// The machine
//===----------------------------------------------------------------------===//

/// The features of the CPU that executes this process, `+avx,+avx2` and so on,
/// by which `host` chooses code. Lives as long as the process.
MLIR_CAPI_EXPORTED MlirStringRef gluGetHostFeatures(void);

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// A function in machine code. Several threads may use it at a time. It is
/// destroyed before its context, but not before calls of it return.
typedef struct GLUFunction {
  void *ptr;
} GLUFunction;

static inline bool gluFunctionIsNull(GLUFunction function) {
  return !function.ptr;
}

/// Compiles a function of `module`, which stays as it is and may be destroyed.
/// Fails if this machine cannot execute the code.
MLIR_CAPI_EXPORTED GLUFunction gluCompile(MlirModule module,
                                          const GLUCompileOptions *options,
                                          GLUError *error);

/// Does nothing for a null function.
MLIR_CAPI_EXPORTED void gluFunctionDestroy(GLUFunction function);

/// What the passes did and what they could not do, and warnings: a line for
/// each, empty if the context has a remark engine of its own. It belongs to the
/// function.
MLIR_CAPI_EXPORTED MlirStringRef gluFunctionGetRemarks(GLUFunction function);

typedef enum GLUElementType {
  GLU_F16 = 0,
  GLU_BF16 = 1,
  GLU_F32 = 2,
  GLU_F64 = 3,
  /// A byte, 0 or 1.
  GLU_I1 = 4,
  GLU_I8 = 5,
  GLU_I16 = 6,
  GLU_I32 = 7,
  /// Also for an index.
  GLU_I64 = 8
} GLUElementType;

/// The size of a dimension that a call decides.
#define GLU_DYNAMIC_SIZE INT64_MIN

/// The type of an argument or a result, a number or a tensor. What it points to
/// belongs to the function.
typedef struct GLUValueType {
  GLUElementType elementType;
  bool isTensor;
  /// 0 for a number.
  intptr_t rank;
  const int64_t *shape;
  /// As MLIR writes it, `tensor<?x8xf32>`. Empty if there is no such argument
  /// or result; the other members are zero then.
  MlirStringRef text;
} GLUValueType;

/// Both are 0 for a null function.
MLIR_CAPI_EXPORTED intptr_t gluFunctionGetNumArguments(GLUFunction function);
MLIR_CAPI_EXPORTED intptr_t gluFunctionGetNumResults(GLUFunction function);
MLIR_CAPI_EXPORTED GLUValueType gluFunctionGetArgumentType(GLUFunction function,
                                                           intptr_t index);
MLIR_CAPI_EXPORTED GLUValueType gluFunctionGetResultType(GLUFunction function,
                                                         intptr_t index);

/// What the source calls the argument, `x` for `%x`; empty if it gives a number
/// only. It belongs to the function.
MLIR_CAPI_EXPORTED MlirStringRef
gluFunctionGetArgumentName(GLUFunction function, intptr_t index);

/// Whether a call may write argument `index`, see gluFunctionCall.
MLIR_CAPI_EXPORTED bool gluFunctionWritesArgument(GLUFunction function,
                                                  intptr_t index);

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// An array in memory of the host: element [i, j, ...] is at
/// data + width * (i * strides[0] + j * strides[1] + ...), where `width` is the
/// size of an element in bytes.
typedef struct GLUArray {
  void *data;
  GLUElementType elementType;
  intptr_t rank;
  /// `rank` sizes; not read for rank 0, which is one element.
  const int64_t *shape;
  /// `rank` strides in elements, which may be 0 or negative. Null for a dense
  /// row-major array.
  const int64_t *strides;
} GLUArray;

/// Weights among the arguments of a function, as its calls read them. Several
/// threads may use them at a time. They may outlive the function, but are of
/// use to it alone.
typedef struct GLUWeights {
  void *ptr;
} GLUWeights;

static inline bool gluWeightsIsNull(GLUWeights weights) { return !weights.ptr; }

/// Whether a function that was compiled with `prepare` takes argument `index`
/// prepared.
MLIR_CAPI_EXPORTED bool gluFunctionPreparesArgument(GLUFunction function,
                                                    intptr_t index);

/// Prepares the weights among `arguments`, which are all those of a call; the
/// data of those that are not prepared may be null. There may be none to
/// prepare, which is no error. The caller destroys the result, which does not
/// need the arguments any more.
MLIR_CAPI_EXPORTED GLUWeights
gluFunctionPrepareWeights(GLUFunction function, intptr_t count,
                          const GLUArray *arguments, GLUError *error);

/// Does nothing for null weights.
MLIR_CAPI_EXPORTED void gluWeightsDestroy(GLUWeights weights);

/// What a call returned. It may outlive the function, but not its context.
typedef struct GLUResults {
  void *ptr;
} GLUResults;

static inline bool gluResultsIsNull(GLUResults results) { return !results.ptr; }

/// Calls the function. Arrays that are dense and row-major are read where they
/// are, others are copied. Null weights are prepared by the call, where the
/// function prepares any; arguments that `weights` stand for have a type and a
/// shape, but their data may be null. Fails if the number, a type or a shape of
/// the arguments does not fit the function, or if sizes do not agree with one
/// another as its ops demand, and if an assertion in it fails. Sizes in ops
/// that glu does not know, and numbers that are sizes, are the caller's to get
/// right.
///
/// An argument is not written unless it has `bufferization.writable = true`;
/// then it must be dense, and a result may lie in its memory.
MLIR_CAPI_EXPORTED GLUResults gluFunctionCall(GLUFunction function,
                                              GLUWeights weights,
                                              intptr_t count,
                                              const GLUArray *arguments,
                                              GLUError *error);

/// Does nothing for null results.
MLIR_CAPI_EXPORTED void gluResultsDestroy(GLUResults results);

/// 0 for null results.
MLIR_CAPI_EXPORTED intptr_t gluResultsGetCount(GLUResults results);

/// A dense row-major array that belongs to `results`, with null strides. Its
/// data is null if there is no such result.
MLIR_CAPI_EXPORTED GLUArray gluResultsGet(GLUResults results, intptr_t index);

#ifdef __cplusplus
}
#endif

#endif // GLU_C_COMPILER_H
