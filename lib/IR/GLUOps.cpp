//===- GLUOps.cpp - Verification of glu ops -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The labels C1, C2, ... are those of docs/spec.md and test/IR/invalid.mlir.
// glu.linear, glu.gated_linear and glu.ffn share theirs.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Packing.h"

using namespace mlir;
using namespace mlir::glu;

#define GET_OP_CLASSES
#include "glu/IR/GLUOps.cpp.inc"

FloatType mlir::glu::getComputeType(FloatType type) {
  return type.getWidth() == 64 ? type : Float32Type::get(type.getContext());
}

//===----------------------------------------------------------------------===//
// beta
//===----------------------------------------------------------------------===//

/// A beta operand is there exactly where the activation takes one.
static LogicalResult verifyBetaPresence(Operation *op,
                                        ActivationAttrInterface activation,
                                        Value beta) {
  if (activation.takesBeta() == bool(beta))
    return success();
  if (beta)
    return op->emitOpError("expected no beta operand for ")
           << activation << ", got one of type " << beta.getType()
           << "; swish<beta = ?> takes one";
  return op->emitOpError("expected a beta operand for ")
         << activation << ", got none; swish<beta = 1.0> takes none";
}

/// beta has the element type of x or is f32.
static LogicalResult verifyBetaElementType(Operation *op, Value beta, Value x) {
  if (!beta)
    return success();
  Type type = getElementTypeOrSelf(beta), expected = getElementTypeOrSelf(x);
  if (type == expected || type.isF32())
    return success();
  return op->emitOpError("expected beta of element type ")
         << expected << (expected.isF32() ? "" : " or f32") << ", got " << type;
}

//===----------------------------------------------------------------------===//
// Elementwise ops: C1, C2 and C5 are constraints and traits in GLUOps.td
//===----------------------------------------------------------------------===//

static LogicalResult verifyElementwise(Operation *op,
                                       ActivationAttrInterface activation,
                                       Value x, Value beta) {
  return success(succeeded(verifyBetaPresence(op, activation, beta)) && // C3
                 succeeded(verifyBetaElementType(op, beta, x)));        // C4
}

LogicalResult ActivationOp::verify() {
  return verifyElementwise(*this, getActivation(), getX(), getBeta());
}

LogicalResult GateOp::verify() {
  return verifyElementwise(*this, getActivation(), getGate(), getBeta());
}

//===----------------------------------------------------------------------===//
// Layers: C1 and C4 are constraints and traits in GLUOps.td
//===----------------------------------------------------------------------===//

static RankedTensorType getTensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

namespace {
/// A dimension of an operand that must be `factor` times a size that several
/// operands share.
struct Dim {
  StringRef name;
  Value operand;
  int64_t index;
  int64_t factor = 1;
  /// Of a weight, where another order of its dimensions may be the way out.
  WeightsAttr layout = {};

  /// kDynamic if not known, or if the operand is absent or a scalar.
  int64_t getSize() const {
    auto type = dyn_cast_if_present<RankedTensorType>(
        operand ? operand.getType() : Type());
    return type ? type.getDimSize(index) : ShapedType::kDynamic;
  }
  friend Diagnostic &operator<<(Diagnostic &diag, const Dim &dim) {
    return diag << "dimension " << dim.index << " of " << dim.name;
  }
};
} // namespace

/// If a weight would fit with its dimensions in the other order, says so.
static void suggestOtherOrder(InFlightDiagnostic &diag, const Dim &dim,
                              int64_t expected) {
  if (!dim.layout ||
      getTensorType(dim.operand).getDimSize(1 - dim.index) != expected)
    return;
  diag.attachNote() << dim.name << " would fit " << dim.layout.getTransposed();
}

/// Checks that `dims` share one size, which it returns: kDynamic if no operand
/// tells.
static FailureOr<int64_t> verifySharedSize(Operation *op, ArrayRef<Dim> dims) {
  const Dim *first = nullptr;
  for (const Dim &dim : dims) {
    int64_t size = dim.getSize();
    if (ShapedType::isDynamic(size))
      continue;
    if (size % dim.factor)
      return op->emitOpError("expected ")
             << dim << ", which holds gate and value, to be even, got " << size;
    if (!first) {
      first = &dim;
      continue;
    }
    int64_t expected = first->getSize() / first->factor * dim.factor;
    if (size == expected)
      continue;
    InFlightDiagnostic diag = op->emitOpError("expected ")
                              << dim << " to be " << expected << ", "
                              << (first->factor == dim.factor  ? "as "
                                  : first->factor < dim.factor ? "twice "
                                                               : "half of ")
                              << *first << ", got " << size;
    suggestOtherOrder(diag, dim, expected);
    return failure();
  }
  return first ? first->getSize() / first->factor : ShapedType::kDynamic;
}

/// C2, C3: x has rank 1 or more, and init the rank of x and its sizes in all
/// dimensions but the last.
static LogicalResult verifyRows(Operation *op, Value x, Value init) {
  int64_t rank = getTensorType(x).getRank();
  if (rank == 0)
    return op->emitOpError("expected x of rank 1 or more, got rank 0");
  if (getTensorType(init).getRank() != rank)
    return op->emitOpError("expected init of rank ")
           << rank << " as x, got rank " << getTensorType(init).getRank();
  for (int64_t d = 0; d < rank - 1; ++d)
    if (failed(verifySharedSize(op, {{"x", x, d}, {"init", init, d}})))
      return failure();
  return success();
}

/// C5: an operand has the element type of x.
static LogicalResult verifyElementType(Operation *op, Value x, StringRef name,
                                       Value operand) {
  Type expected = getElementTypeOrSelf(x);
  if (!operand || getElementTypeOrSelf(operand) == expected)
    return success();
  return op->emitOpError("expected ")
         << name << " of element type " << expected << " as x, got "
         << getElementTypeOrSelf(operand);
}

/// C5, C7 (C18 for the down weight of glu.ffn).
static LogicalResult verifyMatrix(Operation *op, Value x, StringRef name,
                                  Value weight) {
  if (failed(verifyElementType(op, x, name, weight)))
    return failure();
  if (getTensorType(weight).getRank() == 2)
    return success();
  return op->emitOpError("expected ")
         << name << " of rank 2, got rank " << getTensorType(weight).getRank();
}

namespace {
/// x W + b and its activation, gated or not, as the layers have it.
struct Product {
  ActivationAttrInterface activation;
  WeightsAttr layout;
  Value x;
  SmallVector<Value, 2> weights;
  Value bias, gateBias, valueBias, beta;

  bool isSeparate() const {
    return layout.getPacking() == WeightPacking::Separate;
  }
  StringRef getWeightName(size_t i) const {
    if (!layout.isGated())
      return "the weight";
    if (!isSeparate())
      return "the packed weight";
    return i == 0 ? "the gate weight" : "the value weight";
  }
};
} // namespace

/// C13, C14: the weights and biases are those that the layout takes.
static LogicalResult verifyOperandsOfLayout(Operation *op,
                                            const Product &product) {
  WeightsAttr layout = product.layout;
  if (failed(verifyWeightCount(op, layout, product.weights.size())))
    return failure();
  if (product.isSeparate() && product.bias)
    return op->emitOpError("expected gate_bias and value_bias for ")
           << layout << ", got bias";
  if (!product.isSeparate() && (product.gateBias || product.valueBias))
    return op->emitOpError("expected bias for ")
           << layout << ", got "
           << (product.gateBias ? "gate_bias" : "value_bias");
  return success();
}

/// C8, C9, C12, C15: the sizes k and n. `output` is the dimension outside the
/// product that runs over n. Returns n.
static FailureOr<int64_t>
verifyProductSizes(Operation *op, const Product &product, Dim output) {
  WeightsAttr layout = product.layout;
  int64_t outDim = layout.getOutDim(), packed = layout.isPacked() ? 2 : 1;
  SmallVector<Dim> inner{
      {"x", product.x, getTensorType(product.x).getRank() - 1}};
  SmallVector<Dim> outer{output};
  for (auto [i, weight] : llvm::enumerate(product.weights)) {
    StringRef name = product.getWeightName(i);
    inner.push_back({name, weight, 1 - outDim, 1, layout});
    outer.push_back({name, weight, outDim, packed});
  }
  outer.append({{"bias", product.bias, 0, packed},
                {"gate_bias", product.gateBias, 0},
                {"value_bias", product.valueBias, 0},
                {"beta", product.beta, 0}});
  if (failed(verifySharedSize(op, inner)))
    return failure();
  return verifySharedSize(op, outer);
}

static LogicalResult verifyProduct(Operation *op, const Product &product,
                                   Dim output) {
  if (failed(verifyOperandsOfLayout(op, product)))
    return failure();
  for (auto [i, weight] : llvm::enumerate(product.weights))
    if (failed(verifyMatrix(op, product.x, product.getWeightName(i), weight)))
      return failure();
  if (failed(verifyElementType(op, product.x, "bias", product.bias)) ||
      failed(verifyElementType(op, product.x, "gate_bias", product.gateBias)) ||
      failed(
          verifyElementType(op, product.x, "value_bias", product.valueBias)) ||
      failed(verifyBetaPresence(op, product.activation, product.beta)) || // C10
      failed(verifyBetaElementType(op, product.beta, product.x)))         // C11
    return failure();

  FailureOr<int64_t> n = verifyProductSizes(op, product, output);
  if (failed(n))
    return failure();
  int64_t block = product.layout.getBlock();
  if (block && !ShapedType::isDynamic(*n) && *n % block) // C16
    return op->emitOpError("expected the interleave ")
           << block << " to divide the " << *n << " channels of gate and value";
  return success();
}

/// The dimension of init that runs over the channels of the result.
static Dim getOutputDim(Value init) {
  return {"init", init, getTensorType(init).getRank() - 1};
}

LogicalResult LinearOp::verify() {
  if (failed(verifyRows(*this, getX(), getInit())) ||
      failed(verifyElementType(*this, getX(), "init", getInit())))
    return failure();
  if (getLayout().isGated()) // C6
    return emitOpError("expected weights<in_out> or weights<out_in>, got ")
           << getLayout() << "; glu.gated_linear has a gate";
  Product product{getActivation(), getLayout(), getX(),  {getWeight()},
                  getBias(),       Value(),     Value(), getBeta()};
  return verifyProduct(*this, product, getOutputDim(getInit()));
}

LogicalResult GatedLinearOp::verify() {
  if (failed(verifyRows(*this, getX(), getInit())) ||
      failed(verifyElementType(*this, getX(), "init", getInit())))
    return failure();
  if (!getLayout().isGated()) // C6
    return emitOpError("expected weights that are separate, gate_first, "
                       "value_first or interleaved, got ")
           << getLayout() << "; glu.linear has one weight and no gate";
  Product product{getActivation(), getLayout(),   getX(),         getWeights(),
                  getBias(),       getGateBias(), getValueBias(), getBeta()};
  return verifyProduct(*this, product, getOutputDim(getInit()));
}

LogicalResult FFNOp::verify() {
  if (failed(verifyRows(*this, getX(), getInit())) ||
      failed(verifyElementType(*this, getX(), "init", getInit())))
    return failure();
  WeightsAttr downLayout = getDownLayout();
  if (downLayout.isGated()) // C17
    return emitOpError("expected down<in_out> or down<out_in>, got ")
           << downLayout;
  if (failed(verifyMatrix(*this, getX(), "the down weight", getDownWeight())) ||
      failed(verifyElementType(*this, getX(), "down_bias", getDownBias())))
    return failure();

  int64_t downOut = downLayout.getOutDim();
  Dim hidden{"the down weight", getDownWeight(), 1 - downOut};
  Product product{getActivation(), getLayout(),   getX(),         getWeights(),
                  getBias(),       getGateBias(), getValueBias(), getBeta()};
  if (failed(verifyProduct(*this, product, hidden))) // C9: d_ff
    return failure();
  return verifySharedSize(*this, {getOutputDim(getInit()), // C19: d_out
                                  {"the down weight", getDownWeight(), downOut},
                                  {"down_bias", getDownBias(), 0}});
}

int64_t FFNOp::getHiddenSize() {
  WeightsAttr layout = getLayout();
  for (Value weight : getWeights()) {
    int64_t size = getTensorType(weight).getDimSize(layout.getOutDim());
    if (!ShapedType::isDynamic(size))
      return layout.isPacked() ? size / 2 : size;
  }
  return getTensorType(getDownWeight())
      .getDimSize(1 - getDownLayout().getOutDim());
}

LogicalResult MaxoutOp::verify() {
  Value x = getX(), weight = getWeight(), bias = getBias();
  if (failed(verifyRows(*this, x, getInit())) ||
      failed(verifyElementType(*this, x, "init", getInit())) ||
      failed(verifyElementType(*this, x, "the weight", weight)) ||
      failed(verifyElementType(*this, x, "bias", bias)))
    return failure();
  if (getTensorType(weight).getRank() != 3) // C6
    return emitOpError("expected the weight to be [pieces, in, out], got rank ")
           << getTensorType(weight).getRank();
  if (getTensorType(weight).getDimSize(0) == 0) // C7
    return emitOpError("expected one piece or more, got 0");
  if (bias && getTensorType(bias).getRank() != 2) // C10
    return emitOpError("expected bias to be [pieces, out], got rank ")
           << getTensorType(bias).getRank();
  Dim xFeatures{"x", x, getTensorType(x).getRank() - 1};
  return success(succeeded(verifySharedSize( // C8
                     *this, {xFeatures, {"the weight", weight, 1}})) &&
                 succeeded(verifySharedSize( // C9, C10
                     *this, {getOutputDim(getInit()),
                             {"the weight", weight, 2},
                             {"bias", bias, 1}})) &&
                 succeeded(verifySharedSize( // C10
                     *this, {{"the weight", weight, 0}, {"bias", bias, 0}})));
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

LogicalResult LinearOp::reifyResultShapes(OpBuilder &b,
                                          ReifiedRankedShapedTypeDims &shapes) {
  return reifyAsInit(*this, b, shapes);
}
LogicalResult
GatedLinearOp::reifyResultShapes(OpBuilder &b,
                                 ReifiedRankedShapedTypeDims &shapes) {
  return reifyAsInit(*this, b, shapes);
}
LogicalResult FFNOp::reifyResultShapes(OpBuilder &b,
                                       ReifiedRankedShapedTypeDims &shapes) {
  return reifyAsInit(*this, b, shapes);
}
LogicalResult MaxoutOp::reifyResultShapes(OpBuilder &b,
                                          ReifiedRankedShapedTypeDims &shapes) {
  return reifyAsInit(*this, b, shapes);
}
