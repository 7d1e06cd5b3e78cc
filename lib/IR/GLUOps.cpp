//===- GLUOps.cpp - Verification of glu ops -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The labels C1, C2, ... are those of docs/spec.md and test/IR/invalid.mlir;
// where a line above says "as glu.linear", the label is that of glu.linear.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"

using namespace mlir;
using namespace mlir::glu;

#define GET_OP_CLASSES
#include "glu/IR/GLUOps.cpp.inc"

FloatType mlir::glu::getComputeType(FloatType type) {
  return type.getWidth() == 64 ? type : Float32Type::get(type.getContext());
}

static bool compatible(int64_t a, int64_t b) {
  return ShapedType::isDynamic(a) || ShapedType::isDynamic(b) || a == b;
}

static std::string sizeText(int64_t size) {
  return ShapedType::isDynamic(size) ? "?" : std::to_string(size);
}

//===----------------------------------------------------------------------===//
// Elementwise ops
//===----------------------------------------------------------------------===//

/// A beta operand is there exactly where the activation takes one.
static LogicalResult verifyBetaPresence(Operation *op,
                                        ActivationAttrInterface activation,
                                        Value beta) {
  if (activation.takesBeta() == bool(beta))
    return success();
  if (beta)
    return op->emitOpError("expected no beta operand for ")
           << activation << ", got one of type " << beta.getType();
  return op->emitOpError("expected a beta operand for ")
         << activation << ", got none";
}

static LogicalResult verifyBetaElementType(Operation *op, Value beta,
                                           Type elementType) {
  Type type = getElementTypeOrSelf(beta);
  if (type == elementType || type.isF32())
    return success();
  return op->emitOpError("expected beta of element type ")
         << elementType << (elementType.isF32() ? "" : " or f32") << ", got "
         << type;
}

static LogicalResult verifyElementwise(Operation *op,
                                       ActivationAttrInterface activation,
                                       Value x, Value beta) {
  if (failed(verifyBetaPresence(op, activation, beta))) // C1
    return failure();
  if (!beta)
    return success();
  return verifyBetaElementType(op, beta, getElementTypeOrSelf(x)); // C2
}

LogicalResult ActivationOp::verify() {
  return verifyElementwise(*this, getActivation(), getX(), getBeta());
}

LogicalResult GateOp::verify() {
  return verifyElementwise(*this, getActivation(), getGate(), getBeta());
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

namespace {
/// The checks that layers share. Each emits its own error.
struct LayerVerifier {
  Operation *op;
  RankedTensorType x, init;

  Type elementType() const { return x.getElementType(); }

  /// C1, C2: x and init have one rank >= 1 and agree in all dimensions but the
  /// last.
  LogicalResult verifyRows() const {
    if (x.getRank() < 1)
      return op->emitOpError("expected x of rank 1 or more, got rank 0");
    if (x.getRank() != init.getRank())
      return op->emitOpError("expected init of rank ")
             << x.getRank() << " as x, got rank " << init.getRank();
    for (int64_t d = 0; d < x.getRank() - 1; ++d)
      if (!compatible(x.getDimSize(d), init.getDimSize(d)))
        return op->emitOpError("expected dimension ")
               << d << " of init to be " << x.getDimSize(d) << " as in x, got "
               << init.getDimSize(d);
    return success();
  }

  /// C3: all operands have the element type of x.
  LogicalResult verifyElementType(StringRef name, Value operand) const {
    if (!operand || getElementTypeOrSelf(operand) == elementType())
      return success();
    return op->emitOpError("expected ")
           << name << " of element type " << elementType() << " as x, got "
           << getElementTypeOrSelf(operand);
  }

  /// C4, C5: a weight is a matrix whose inner dimension is that of its input,
  /// of size `k`.
  LogicalResult verifyInner(StringRef name, Value weight, WeightsAttr layout,
                            StringRef inputName, int64_t k) const {
    auto type = cast<RankedTensorType>(weight.getType());
    if (type.getRank() != 2)
      return op->emitOpError("expected ")
             << name << " of rank 2, got rank " << type.getRank();
    unsigned outDim = layout.getOutDim();
    int64_t inner = type.getDimSize(1 - outDim);
    if (compatible(inner, k))
      return success();
    InFlightDiagnostic diag = op->emitOpError("expected the inner dimensions "
                                              "of ")
                              << inputName << " and " << name
                              << " to agree, got " << k << " and " << inner;
    if (compatible(type.getDimSize(outDim), k))
      diag.attachNote() << name << " would fit as "
                        << stringifyWeightOrder(
                               layout.getOrder() == WeightOrder::InOut
                                   ? WeightOrder::OutIn
                                   : WeightOrder::InOut);
    return diag;
  }

  /// C6: the outer dimension of a weight.
  LogicalResult verifyOuter(StringRef name, Value weight, WeightsAttr layout,
                            int64_t n) const {
    unsigned outDim = layout.getOutDim();
    int64_t outer = cast<RankedTensorType>(weight.getType()).getDimSize(outDim);
    if (compatible(outer, n))
      return success();
    return op->emitOpError("expected dimension ")
           << outDim << " of " << name << " to be " << n << ", got " << outer;
  }

  /// C7: a bias has one element for each channel.
  LogicalResult verifyBias(StringRef name, Value bias, int64_t n) const {
    if (!bias)
      return success();
    if (failed(verifyElementType(name, bias)))
      return failure();
    int64_t size = cast<RankedTensorType>(bias.getType()).getDimSize(0);
    if (compatible(size, n))
      return success();
    return op->emitOpError("expected ")
           << name << " of size " << n << ", got " << size;
  }

  /// C8, C9: beta is there where the activation takes one, and is one scalar or
  /// one for each channel.
  LogicalResult verifyBeta(ActivationAttrInterface activation, Value beta,
                           int64_t n) const {
    if (failed(verifyBetaPresence(op, activation, beta)))
      return failure();
    if (!beta)
      return success();
    if (failed(verifyBetaElementType(op, beta, elementType())))
      return failure();
    auto type = dyn_cast<RankedTensorType>(beta.getType());
    if (!type || compatible(type.getDimSize(0), n))
      return success();
    return op->emitOpError("expected beta of size ")
           << n << ", got " << type.getDimSize(0);
  }

  /// C10: a weight that is no gate's has a layout without packing.
  LogicalResult verifySingle(StringRef name, WeightsAttr layout) const {
    if (!layout.isGated())
      return success();
    return op->emitOpError("expected ")
           << name << " <in_out> or <out_in>, got " << layout;
  }
};

/// The operands of a product with optional gate, as glu.gated_linear and
/// glu.ffn have them.
struct GatedOperands {
  WeightsAttr layout;
  OperandRange weights;
  Value bias, gateBias, valueBias;
};
} // namespace

/// The size of n that the weights give: kDynamic if unknown. A packed weight
/// holds 2n.
static int64_t getOutSize(WeightsAttr layout, OperandRange weights) {
  for (Value weight : weights) {
    auto type = cast<RankedTensorType>(weight.getType());
    int64_t size = type.getDimSize(layout.getOutDim());
    if (!ShapedType::isDynamic(size))
      return layout.isPacked() ? size / 2 : size;
  }
  return ShapedType::kDynamic;
}

/// As glu.gated_linear: C11, the number of weights; C12, the biases that the
/// layout takes; C13, the size of a packed weight.
static LogicalResult verifyPacking(const LayerVerifier &verifier,
                                   const GatedOperands &operands) {
  Operation *op = verifier.op;
  WeightsAttr layout = operands.layout;
  size_t count = layout.getPacking() == WeightPacking::Separate ? 2 : 1;
  if (operands.weights.size() != count)
    return op->emitOpError("expected ")
           << count << " weight" << (count == 1 ? "" : "s") << " for " << layout
           << ", got " << operands.weights.size();

  bool separate = layout.getPacking() == WeightPacking::Separate;
  if (separate && operands.bias)
    return op->emitOpError("expected gate_bias and value_bias for ")
           << layout << ", got bias";
  if (!separate && (operands.gateBias || operands.valueBias))
    return op->emitOpError("expected bias for ")
           << layout << ", got "
           << (operands.gateBias ? "gate_bias" : "value_bias");

  if (!layout.isPacked())
    return success();
  auto type = cast<RankedTensorType>(operands.weights[0].getType());
  if (type.getRank() != 2)
    return success(); // C4 says so
  int64_t size = type.getDimSize(layout.getOutDim());
  if (ShapedType::isDynamic(size))
    return success();
  if (size % 2)
    return op->emitOpError("expected an even dimension ")
           << layout.getOutDim() << " of the packed weight, got " << size;
  if (layout.getBlock() && (size / 2) % layout.getBlock())
    return op->emitOpError("expected the interleave ")
           << layout.getBlock() << " to divide the " << size / 2
           << " channels of the packed weight";
  return success();
}

/// The product (x W + b), gated or not, whose result has `n` channels.
static LogicalResult verifyProduct(const LayerVerifier &verifier,
                                   const GatedOperands &operands, int64_t n) {
  WeightsAttr layout = operands.layout;
  int64_t outer = n;
  if (layout.isPacked() && !ShapedType::isDynamic(n))
    outer = 2 * n;
  bool separate = layout.getPacking() == WeightPacking::Separate;
  for (auto [i, weight] : llvm::enumerate(operands.weights)) {
    StringRef name = !layout.isGated() ? "the weight"
                     : !separate       ? "the packed weight"
                     : i == 0          ? "the gate weight"
                                       : "the value weight";
    if (failed(verifier.verifyElementType(name, weight)) ||
        failed(verifier.verifyInner(name, weight, layout, "x",
                                    verifier.x.getShape().back())) ||
        failed(verifier.verifyOuter(name, weight, layout, outer)))
      return failure();
  }
  return success(succeeded(verifier.verifyBias("bias", operands.bias, outer)) &&
                 succeeded(verifier.verifyBias("gate_bias", operands.gateBias,
                                               n)) &&
                 succeeded(verifier.verifyBias("value_bias",
                                               operands.valueBias, n)));
}

LogicalResult LinearOp::verify() {
  LayerVerifier verifier{*this, getXType(), getInitType()};
  int64_t n = getInitType().getRank() ? getInitType().getShape().back() : 0;
  GatedOperands operands{getLayout(), getOperation()->getOperands().slice(1, 1),
                         getBias(), Value(), Value()};
  return success(
      succeeded(verifier.verifyRows()) &&
      succeeded(verifier.verifyElementType("init", getInit())) &&
      succeeded(verifier.verifySingle("weights", getLayout())) &&
      succeeded(verifyProduct(verifier, operands, n)) &&
      succeeded(verifier.verifyBeta(getActivation(), getBeta(), n)));
}

LogicalResult GatedLinearOp::verify() {
  LayerVerifier verifier{*this, getXType(), getInitType()};
  if (failed(verifier.verifyRows()) ||
      failed(verifier.verifyElementType("init", getInit())))
    return failure();
  if (!getLayout().isGated()) // C14
    return emitOpError("expected weights that are separate, gate_first, "
                       "value_first or interleaved, got ")
           << getLayout() << "; glu.linear has one weight and no gate";
  GatedOperands operands{getLayout(), getWeights(), getBias(), getGateBias(),
                         getValueBias()};
  int64_t n = getInitType().getShape().back();
  return success(
      succeeded(verifyPacking(verifier, operands)) &&
      succeeded(verifyProduct(verifier, operands, n)) &&
      succeeded(verifier.verifyBeta(getActivation(), getBeta(), n)));
}

int64_t FFNOp::getHiddenSize() {
  int64_t size = getOutSize(getLayout(), getWeights());
  if (!ShapedType::isDynamic(size))
    return size;
  return cast<RankedTensorType>(getDownWeight().getType())
      .getDimSize(1 - getDownLayout().getOutDim());
}

LogicalResult FFNOp::verify() {
  LayerVerifier verifier{*this, getXType(), getInitType()};
  GatedOperands operands{getLayout(), getWeights(), getBias(), getGateBias(),
                         getValueBias()};
  if (failed(verifier.verifyRows()) ||
      failed(verifier.verifyElementType("init", getInit())) ||
      failed(verifyPacking(verifier, operands)) ||
      failed(verifier.verifySingle("down", getDownLayout())))
    return failure();
  for (Value weight : getOperands().slice(1, getWeights().size() + 1))
    if (cast<RankedTensorType>(weight.getType()).getRank() != 2) // C4
      return emitOpError("expected weights of rank 2, got rank ")
             << cast<RankedTensorType>(weight.getType()).getRank();
  int64_t hidden = getHiddenSize(), n = getInitType().getShape().back();
  return success(
      succeeded(verifyProduct(verifier, operands, hidden)) &&
      succeeded(verifier.verifyBeta(getActivation(), getBeta(), hidden)) &&
      succeeded(verifier.verifyElementType("the down weight",
                                           getDownWeight())) &&
      succeeded(verifier.verifyInner("the down weight", getDownWeight(),
                                     getDownLayout(), "the hidden", hidden)) &&
      succeeded(verifier.verifyOuter("the down weight", getDownWeight(),
                                     getDownLayout(), n)) &&
      succeeded(verifier.verifyBias("down_bias", getDownBias(), n)));
}

LogicalResult MaxoutOp::verify() {
  LayerVerifier verifier{*this, getXType(), getInitType()};
  if (failed(verifier.verifyRows()) ||
      failed(verifier.verifyElementType("init", getInit())) ||
      failed(verifier.verifyElementType("the weight", getWeight())))
    return failure();
  auto weight = cast<RankedTensorType>(getWeight().getType());
  if (weight.getRank() != 3) // C4
    return emitOpError("expected the weight to be [pieces, in, out], got rank ")
           << weight.getRank();
  if (weight.getDimSize(0) == 0) // C5
    return emitOpError("expected one piece or more, got 0");
  int64_t k = getXType().getShape().back();
  int64_t n = getInitType().getShape().back();
  if (!compatible(weight.getDimSize(1), k)) // C6
    return emitOpError("expected the inner dimensions of x and the weight to "
                       "agree, got ")
           << k << " and " << weight.getDimSize(1);
  if (!compatible(weight.getDimSize(2), n)) // C7
    return emitOpError("expected dimension 2 of the weight to be ")
           << n << ", got " << weight.getDimSize(2);
  if (!getBias())
    return success();
  auto bias = cast<RankedTensorType>(getBias().getType());
  if (failed(verifier.verifyElementType("bias", getBias())))
    return failure();
  if (bias.getRank() != 2 || !compatible(bias.getDimSize(0), // C8
                                         weight.getDimSize(0)) ||
      !compatible(bias.getDimSize(1), n))
    return emitOpError("expected bias to be [pieces, out] = [")
           << sizeText(weight.getDimSize(0)) << ", " << sizeText(n)
           << "], got " << bias;
  return success();
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// The result has the shape of init.
template <typename OpTy>
static LogicalResult reifyAsInit(OpTy op, OpBuilder &b,
                                 ReifiedRankedShapedTypeDims &reified) {
  reified.assign(1, tensor::getMixedSizes(b, op.getLoc(), op.getInit()));
  return success();
}

LogicalResult
LinearOp::reifyResultShapes(OpBuilder &b, ReifiedRankedShapedTypeDims &shapes) {
  return reifyAsInit(*this, b, shapes);
}
LogicalResult
GatedLinearOp::reifyResultShapes(OpBuilder &b,
                                 ReifiedRankedShapedTypeDims &shapes) {
  return reifyAsInit(*this, b, shapes);
}
LogicalResult
FFNOp::reifyResultShapes(OpBuilder &b, ReifiedRankedShapedTypeDims &shapes) {
  return reifyAsInit(*this, b, shapes);
}
LogicalResult
MaxoutOp::reifyResultShapes(OpBuilder &b, ReifiedRankedShapedTypeDims &shapes) {
  return reifyAsInit(*this, b, shapes);
}
