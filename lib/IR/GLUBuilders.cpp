//===- GLUBuilders.cpp - The layers of the papers, by name ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Builders.h"

using namespace mlir;
using namespace mlir::glu;

/// Swish with a beta operand, or with the constant 1.
static SwishAttr getSwish(MLIRContext *context, Value beta) {
  return beta ? SwishAttr::get(context) : SwishAttr::get(context, 1.0);
}

/// A destination with the rows of x and the channels of `weight`, its last
/// dimension.
static Value createInit(OpBuilder &b, Location loc, Value x, Value weight) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, x);
  int64_t rank = cast<RankedTensorType>(weight.getType()).getRank();
  sizes.back() = tensor::getMixedSize(b, loc, weight, rank - 1);
  return tensor::EmptyOp::create(b, loc, sizes, getElementTypeOrSelf(x));
}

static Value buildActivation(OpBuilder &b, Location loc,
                             ActivationAttrInterface activation, Value x,
                             Value beta = {}) {
  return ActivationOp::create(b, loc, activation, x, beta);
}

static Value buildGated(OpBuilder &b, Location loc,
                        ActivationAttrInterface activation, Value x, Value w,
                        Value v, Value gateBias, Value valueBias,
                        Value beta = {}) {
  Value init = createInit(b, loc, x, w);
  auto layout = WeightsAttr::get(b.getContext(), WeightPacking::Separate,
                                 WeightOrder::InOut);
  return GatedLinearOp::create(b, loc, init.getType(), activation, layout,
                               Rounding::F32Through, x, ValueRange{w, v},
                               /*bias=*/Value(), gateBias, valueBias, beta,
                               init);
}

static Value buildPlainFFN(OpBuilder &b, Location loc,
                           ActivationAttrInterface activation, Value x,
                           Value w1, Value w2, Value bias1, Value bias2,
                           Value beta = {}) {
  Value init = createInit(b, loc, x, w2);
  auto layout = WeightsAttr::get(b.getContext(), WeightOrder::InOut);
  return FFNOp::create(b, loc, init.getType(), activation, layout, layout,
                       Rounding::F32Through, x, w1, w2, bias1,
                       /*gate_bias=*/Value(), /*value_bias=*/Value(), bias2,
                       beta, init);
}

static Value buildGatedFFN(OpBuilder &b, Location loc,
                           ActivationAttrInterface activation, Value x, Value w,
                           Value v, Value w2, Value gateBias, Value valueBias,
                           Value bias2, Value beta = {}) {
  Value init = createInit(b, loc, x, w2);
  MLIRContext *context = b.getContext();
  auto layout =
      WeightsAttr::get(context, WeightPacking::Separate, WeightOrder::InOut);
  auto downLayout = WeightsAttr::get(context, WeightOrder::InOut);
  return FFNOp::create(b, loc, init.getType(), activation, layout, downLayout,
                       Rounding::F32Through, x, ValueRange{w, v}, w2,
                       /*bias=*/Value(), gateBias, valueBias, bias2, beta,
                       init);
}

Value mlir::glu::buildMaxout(OpBuilder &b, Location loc, Value x, Value w,
                             Value bias) {
  Value init = createInit(b, loc, x, w);
  return MaxoutOp::create(b, loc, init.getType(), x, w, bias, init);
}

//===----------------------------------------------------------------------===//
// Tables: the name of a function and the activation that defines it
//===----------------------------------------------------------------------===//

#define ACTIVATION(NAME, ATTR)                                                 \
  Value mlir::glu::build##NAME(OpBuilder &b, Location loc, Value x) {          \
    return buildActivation(b, loc, ATTR, x);                                   \
  }
ACTIVATION(Sigmoid, SigmoidAttr::get(b.getContext()))
ACTIVATION(Tanh, TanhAttr::get(b.getContext()))
ACTIVATION(ReLU, ReluAttr::get(b.getContext()))
ACTIVATION(Mish, MishAttr::get(b.getContext()))
ACTIVATION(SiLU, SwishAttr::get(b.getContext(), 1.0))
#undef ACTIVATION

/// A gated unit and the feed-forward layer that has it.
#define GATED(NAME, ATTR)                                                      \
  Value mlir::glu::build##NAME(OpBuilder &b, Location loc, Value x, Value w,   \
                               Value v, Value gateBias, Value valueBias) {     \
    return buildGated(b, loc, ATTR, x, w, v, gateBias, valueBias);             \
  }                                                                            \
  Value mlir::glu::buildFFN##NAME(OpBuilder &b, Location loc, Value x,         \
                                  Value w, Value v, Value w2, Value gateBias,  \
                                  Value valueBias, Value bias2) {              \
    return buildGatedFFN(b, loc, ATTR, x, w, v, w2, gateBias, valueBias,       \
                         bias2);                                               \
  }
GATED(GLU, SigmoidAttr::get(b.getContext()))
GATED(Bilinear, IdentityAttr::get(b.getContext()))
GATED(ReGLU, ReluAttr::get(b.getContext()))
GATED(GEGLU, GeluAttr::get(b.getContext(), GeluForm::Erf))
#undef GATED

//===----------------------------------------------------------------------===//
// Functions that take more than operands, or beta
//===----------------------------------------------------------------------===//

Value mlir::glu::buildLeakyReLU(OpBuilder &b, Location loc, Value x,
                                double slope) {
  return buildActivation(b, loc, LeakyReluAttr::get(b.getContext(), slope), x);
}

Value mlir::glu::buildELU(OpBuilder &b, Location loc, Value x, double alpha) {
  return buildActivation(b, loc, EluAttr::get(b.getContext(), alpha), x);
}

Value mlir::glu::buildGELU(OpBuilder &b, Location loc, Value x, GeluForm form) {
  return buildActivation(b, loc, GeluAttr::get(b.getContext(), form), x);
}

Value mlir::glu::buildSwish(OpBuilder &b, Location loc, Value x, Value beta) {
  return buildActivation(b, loc, getSwish(b.getContext(), beta), x, beta);
}

Value mlir::glu::buildSwiGLU(OpBuilder &b, Location loc, Value x, Value w,
                             Value v, Value gateBias, Value valueBias,
                             Value beta) {
  return buildGated(b, loc, getSwish(b.getContext(), beta), x, w, v, gateBias,
                    valueBias, beta);
}

Value mlir::glu::buildFFNReLU(OpBuilder &b, Location loc, Value x, Value w1,
                              Value w2, Value bias1, Value bias2) {
  return buildPlainFFN(b, loc, ReluAttr::get(b.getContext()), x, w1, w2, bias1,
                       bias2);
}

Value mlir::glu::buildFFNGELU(OpBuilder &b, Location loc, Value x, Value w1,
                              Value w2, Value bias1, Value bias2) {
  return buildPlainFFN(b, loc, GeluAttr::get(b.getContext(), GeluForm::Erf), x,
                       w1, w2, bias1, bias2);
}

Value mlir::glu::buildFFNSwish(OpBuilder &b, Location loc, Value x, Value w1,
                               Value w2, Value bias1, Value bias2, Value beta) {
  return buildPlainFFN(b, loc, getSwish(b.getContext(), beta), x, w1, w2, bias1,
                       bias2, beta);
}

Value mlir::glu::buildFFNSwiGLU(OpBuilder &b, Location loc, Value x, Value w,
                                Value v, Value w2, Value gateBias,
                                Value valueBias, Value bias2, Value beta) {
  return buildGatedFFN(b, loc, getSwish(b.getContext(), beta), x, w, v, w2,
                       gateBias, valueBias, bias2, beta);
}
