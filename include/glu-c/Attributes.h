/*===- glu-c/Attributes.h - Attributes of the glu dialect ---------*- C -*-===*\
|*                                                                          *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                  *|
|*                                                                          *|
|*===----------------------------------------------------------------------===*|
|*                                                                          *|
|* Attributes belong to their context. A null attribute is none of these,   *|
|* and a function that reads a parameter returns false for an attribute     *|
|* that has none, and leaves the parameter as it was.                       *|
|*                                                                          *|
\*===----------------------------------------------------------------------===*/

#ifndef GLU_C_ATTRIBUTES_H
#define GLU_C_ATTRIBUTES_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

/// Whether this is an activation, of glu or of another dialect.
MLIR_CAPI_EXPORTED bool gluAttributeIsAActivation(MlirAttribute attr);

/// act(x) and d act(x) / dx by their definitions, parameters being doubles.
/// beta is not read unless it is an operand of the activation. False if the
/// attribute is no activation.
MLIR_CAPI_EXPORTED bool gluActivationEvaluate(MlirAttribute activation,
                                              double x, double beta,
                                              double *value,
                                              double *derivative);

/// x
MLIR_CAPI_EXPORTED MlirAttribute gluIdentityAttrGet(MlirContext context);
MLIR_CAPI_EXPORTED bool gluAttributeIsAIdentity(MlirAttribute attr);

/// 1 / (1 + exp(-x))
MLIR_CAPI_EXPORTED MlirAttribute gluSigmoidAttrGet(MlirContext context);
MLIR_CAPI_EXPORTED bool gluAttributeIsASigmoid(MlirAttribute attr);

/// tanh(x)
MLIR_CAPI_EXPORTED MlirAttribute gluTanhAttrGet(MlirContext context);
MLIR_CAPI_EXPORTED bool gluAttributeIsATanh(MlirAttribute attr);

/// max(x, 0)
MLIR_CAPI_EXPORTED MlirAttribute gluReluAttrGet(MlirContext context);
MLIR_CAPI_EXPORTED bool gluAttributeIsARelu(MlirAttribute attr);

/// x * tanh(log(1 + exp(x)))
MLIR_CAPI_EXPORTED MlirAttribute gluMishAttrGet(MlirContext context);
MLIR_CAPI_EXPORTED bool gluAttributeIsAMish(MlirAttribute attr);

/// x for x > 0, slope * x otherwise; null unless the slope is finite.
MLIR_CAPI_EXPORTED MlirAttribute gluLeakyReluAttrGet(MlirContext context,
                                                     double slope);
MLIR_CAPI_EXPORTED bool gluAttributeIsALeakyRelu(MlirAttribute attr);
MLIR_CAPI_EXPORTED bool gluLeakyReluAttrGetSlope(MlirAttribute attr,
                                                 double *slope);

/// x for x > 0, alpha * (exp(x) - 1) otherwise; null unless alpha is finite.
MLIR_CAPI_EXPORTED MlirAttribute gluEluAttrGet(MlirContext context,
                                               double alpha);
MLIR_CAPI_EXPORTED bool gluAttributeIsAElu(MlirAttribute attr);
MLIR_CAPI_EXPORTED bool gluEluAttrGetAlpha(MlirAttribute attr, double *alpha);

typedef enum GLUGeluForm {
  /// 0.5 x (1 + erf(x / sqrt 2)), the exact form
  GLU_GELU_ERF = 0,
  /// 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))
  GLU_GELU_TANH = 1,
  /// x sigmoid(1.702 x)
  GLU_GELU_SIGMOID = 2
} GLUGeluForm;

/// Null if there is no such form.
MLIR_CAPI_EXPORTED MlirAttribute gluGeluAttrGet(MlirContext context,
                                                GLUGeluForm form);
MLIR_CAPI_EXPORTED bool gluAttributeIsAGelu(MlirAttribute attr);
MLIR_CAPI_EXPORTED bool gluGeluAttrGetForm(MlirAttribute attr,
                                           GLUGeluForm *form);

/// x * sigmoid(beta * x), which is SiLU for a beta of 1.
MLIR_CAPI_EXPORTED MlirAttribute gluSwishAttrGet(MlirContext context,
                                                 double beta);
/// The same with a beta that is an operand of the op.
MLIR_CAPI_EXPORTED MlirAttribute
gluSwishAttrGetBetaOperand(MlirContext context);
MLIR_CAPI_EXPORTED bool gluAttributeIsASwish(MlirAttribute attr);
/// False if beta is an operand, too.
MLIR_CAPI_EXPORTED bool gluSwishAttrGetBeta(MlirAttribute attr, double *beta);

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

typedef enum GLUWeightOrder {
  /// `[in, out]`, the papers'
  GLU_WEIGHT_ORDER_IN_OUT = 0,
  /// `[out, in]`, that of torch.nn.Linear
  GLU_WEIGHT_ORDER_OUT_IN = 1
} GLUWeightOrder;

/// Where gate and value of channel j are, of n channels.
typedef enum GLUWeightPacking {
  /// One weight, no gate.
  GLU_WEIGHT_PACKING_SINGLE = 0,
  /// Column j of a gate weight and of a value weight.
  GLU_WEIGHT_PACKING_SEPARATE = 1,
  /// Columns j and n + j of one weight.
  GLU_WEIGHT_PACKING_GATE_FIRST = 2,
  /// Columns n + j and j of one weight.
  GLU_WEIGHT_PACKING_VALUE_FIRST = 3,
  /// Columns 2B (j / B) + j % B and B more of one weight, B being the block.
  GLU_WEIGHT_PACKING_INTERLEAVED = 4
} GLUWeightPacking;

/// How the weights of a product lie. The block is 0 for all packings but
/// `interleaved`, for which it is positive; null otherwise.
MLIR_CAPI_EXPORTED MlirAttribute gluWeightsAttrGet(MlirContext context,
                                                   GLUWeightPacking packing,
                                                   GLUWeightOrder order,
                                                   int64_t block);
MLIR_CAPI_EXPORTED bool gluAttributeIsAWeights(MlirAttribute attr);
MLIR_CAPI_EXPORTED bool gluWeightsAttrGetLayout(MlirAttribute attr,
                                                GLUWeightPacking *packing,
                                                GLUWeightOrder *order,
                                                int64_t *block);

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

typedef enum GLURounding {
  /// Only what an op returns is rounded to the element type.
  GLU_ROUNDING_F32_THROUGH = 0,
  /// Gate, value and activation are rounded too, as by separate ops.
  GLU_ROUNDING_AS_UNFUSED = 1
} GLURounding;

/// Null if there is no such rounding.
MLIR_CAPI_EXPORTED MlirAttribute gluRoundingAttrGet(MlirContext context,
                                                    GLURounding rounding);
MLIR_CAPI_EXPORTED bool gluAttributeIsARounding(MlirAttribute attr);
MLIR_CAPI_EXPORTED bool gluRoundingAttrGetValue(MlirAttribute attr,
                                                GLURounding *rounding);

#ifdef __cplusplus
}
#endif

#endif // GLU_C_ATTRIBUTES_H
