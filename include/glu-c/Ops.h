/*===- glu-c/Ops.h - Ops of the glu dialect -----------------------*- C -*-===*\
|*                                                                          *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                  *|
|*                                                                          *|
|*===----------------------------------------------------------------------===*|
|*                                                                          *|
|* Each function makes one op in no block, as mlirOperationCreate does: the *|
|* caller puts it into a block or destroys it. An op that does not verify   *|
|* is not made; then the operation is null and the error says why.          *|
|* docs/spec.md has the constraints.                                        *|
|*                                                                          *|
\*===----------------------------------------------------------------------===*/

#ifndef GLU_C_OPS_H
#define GLU_C_OPS_H

#include "glu-c/Attributes.h"
#include "glu-c/Support.h"

#ifdef __cplusplus
extern "C" {
#endif

/// act(x) of a scalar, vector or tensor. beta is null unless the activation is
/// swish with a beta operand.
MLIR_CAPI_EXPORTED MlirOperation gluActivationCreate(MlirLocation loc,
                                                     MlirAttribute activation,
                                                     MlirValue x,
                                                     MlirValue beta,
                                                     GLUError *error);

/// act(gate) * value, elementwise, with beta as above.
MLIR_CAPI_EXPORTED MlirOperation gluGateCreate(MlirLocation loc,
                                               MlirAttribute activation,
                                               GLURounding rounding,
                                               MlirValue gate, MlirValue value,
                                               MlirValue beta, GLUError *error);

/// The attributes and operands of a layer. Those that it does not have are
/// null, as in a struct of zeros; one that its op cannot have is an error.
typedef struct GLULayer {
  MlirAttribute activation;
  /// The layout of `weight`, or of `weight` and `valueWeight`.
  MlirAttribute layout;
  /// The layout of `downWeight`.
  MlirAttribute downLayout;
  GLURounding rounding;
  /// `[m..., in]`
  MlirValue x;
  /// The weight, that of the gate, or a packed one that holds both.
  MlirValue weight;
  /// The weight of the value, if it is separate.
  MlirValue valueWeight;
  /// The second product of an FFN.
  MlirValue downWeight;
  /// The bias of `weight` in all layers but those with a separate value.
  MlirValue bias;
  MlirValue gateBias, valueBias, downBias;
  MlirValue beta;
  /// `[m..., out]`, the tensor to write into, of the type of the result.
  MlirValue init;
} GLULayer;

/// max over i of (x W_i + b_i), with weights `[pieces, in, out]` and a bias
/// `[pieces, out]`. Takes x, weight, bias and init.
MLIR_CAPI_EXPORTED MlirOperation gluMaxoutCreate(MlirLocation loc,
                                                 const GLULayer *layer,
                                                 GLUError *error);

/// act(x W + b). Takes activation, layout, rounding, x, weight, bias, beta and
/// init.
MLIR_CAPI_EXPORTED MlirOperation gluLinearCreate(MlirLocation loc,
                                                 const GLULayer *layer,
                                                 GLUError *error);

/// act(x W + b) * (x V + c). Takes all but what belongs to the down weight.
MLIR_CAPI_EXPORTED MlirOperation gluGatedLinearCreate(MlirLocation loc,
                                                      const GLULayer *layer,
                                                      GLUError *error);

/// h W2 + b2 with h = act(x W + b) or h = act(x W + b) * (x V + c). Takes all.
MLIR_CAPI_EXPORTED MlirOperation gluFFNCreate(MlirLocation loc,
                                              const GLULayer *layer,
                                              GLUError *error);

//===----------------------------------------------------------------------===//
// Cost
//===----------------------------------------------------------------------===//

/// What an op needs; -1 where a dynamic size decides.
typedef struct GLUCost {
  /// Elements of weights and biases.
  int64_t parameters;
  int64_t flops;
  /// The least to be read and written, each operand once.
  int64_t bytes;
} GLUCost;

/// False, and `cost` as it was, for ops that do not say what they cost.
MLIR_CAPI_EXPORTED bool gluOperationGetCost(MlirOperation op, GLUCost *cost);

#ifdef __cplusplus
}
#endif

#endif // GLU_C_OPS_H
