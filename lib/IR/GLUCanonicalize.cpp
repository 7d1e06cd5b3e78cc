//===- GLUCanonicalize.cpp - Folds and canonicalization of glu ops --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fold fires only where the texts of the ops give equal bits for every input,
// -0, infinities and NaN included. test/unit/IR/FoldTest.cpp counts the bits.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Packing.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mlir::glu;

/// The compute type of an op, by its result.
static FloatType getOpComputeType(Operation *op) {
  return getComputeType(
      cast<FloatType>(getElementTypeOrSelf(op->getResult(0))));
}

/// `value` in `type`; null if it must be rounded for that.
static std::optional<APFloat> convertExactly(APFloat value, FloatType type) {
  bool losesInfo;
  value.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  if (losesInfo)
    return std::nullopt;
  return value;
}

/// A parameter as an op uses it: rounded to the compute type.
static APFloat getParameter(FloatAttr parameter, FloatType computeType) {
  APFloat value = parameter.getValue();
  bool losesInfo;
  value.convert(computeType.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value;
}

/// A constant with `value` in every element; null for a tensor of dynamic size.
static Value createConstant(OpBuilder &b, Location loc, Type type,
                            const APFloat &value) {
  TypedAttr attr = FloatAttr::get(getElementTypeOrSelf(type), value);
  if (auto shaped = dyn_cast<ShapedType>(type)) {
    if (!shaped.hasStaticShape())
      return {};
    attr = DenseElementsAttr::get(shaped, cast<Attribute>(attr));
  }
  return arith::ConstantOp::create(b, loc, attr);
}

//===----------------------------------------------------------------------===//
// Activation attributes, wherever they are
//===----------------------------------------------------------------------===//

/// The simplest activation that equals `activation` in every bit; itself if
/// there is none.
static ActivationAttrInterface simplify(ActivationAttrInterface activation,
                                        FloatType computeType) {
  MLIRContext *context = activation.getContext();
  if (auto swish = dyn_cast<SwishAttr>(activation)) {
    if (!swish.getBeta())
      return activation;
    APFloat beta = getParameter(swish.getBeta(), computeType);
    if (beta.isInfinity() && !beta.isNegative())
      return ReluAttr::get(context);
  }
  if (auto leaky = dyn_cast<LeakyReluAttr>(activation)) {
    APFloat slope = getParameter(leaky.getSlope(), computeType);
    if (slope.isZero())
      return ReluAttr::get(context);
    if (slope.isExactlyValue(1.0))
      return IdentityAttr::get(context);
  }
  return activation;
}

namespace {
template <typename OpTy>
struct SimplifyActivation : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    ActivationAttrInterface simple =
        simplify(op.getActivation(), getOpComputeType(op));
    if (simple == op.getActivation())
      return rewriter.notifyMatchFailure(op, "expected an activation that is "
                                             "another for its parameter");
    rewriter.modifyOpInPlace(op, [&] { op.setActivationAttr(simple); });
    return success();
  }
};

/// swish<beta = ?> with a constant operand -> swish<beta = constant>. A double
/// holds every constant of the element types.
template <typename OpTy>
struct FoldConstantBeta : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    APFloat beta(0.0);
    if (!op.getBeta() || !isa<SwishAttr>(op.getActivation()) ||
        !matchPattern(op.getBeta(), m_ConstantFloat(&beta)))
      return rewriter.notifyMatchFailure(op, "expected swish of one constant");
    rewriter.modifyOpInPlace(op, [&] {
      op.setActivationAttr(
          SwishAttr::get(op.getContext(), beta.convertToDouble()));
      op.getBetaMutable().clear();
    });
    return success();
  }
};

/// as_unfused -> f32_through where nothing is rounded in between: the element
/// type is the compute type.
template <typename OpTy>
struct DropIdleRounding : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    if (op.getRounding() == Rounding::F32Through ||
        getElementTypeOrSelf(op.getResult()) != getOpComputeType(op))
      return rewriter.notifyMatchFailure(op, "expected a rounding contract "
                                             "that makes no difference");
    rewriter.modifyOpInPlace(op, [&] { op.setRounding(Rounding::F32Through); });
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Elementwise ops
//===----------------------------------------------------------------------===//

OpFoldResult ActivationOp::fold(FoldAdaptor) {
  if (getActivation().isIdentity())
    return getX();
  // relu gives +0 or a positive number, which relu leaves alone.
  auto inner = getX().getDefiningOp<ActivationOp>();
  if (inner && isa<ReluAttr>(getActivation()) &&
      isa<ReluAttr>(inner.getActivation()))
    return getX();
  return {};
}

namespace {
/// swish<beta = 0.0>(x) -> x * 0.5. Halving is exact in the compute type, or
/// underflows in the element type alone; both are rounded once.
struct HalveForZeroBeta : OpRewritePattern<ActivationOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ActivationOp op,
                                PatternRewriter &rewriter) const override {
    auto swish = dyn_cast<SwishAttr>(op.getActivation());
    if (!swish || !swish.getBeta() ||
        !getParameter(swish.getBeta(), getOpComputeType(op)).isZero())
      return rewriter.notifyMatchFailure(op, "expected swish<beta = 0.0>");
    auto type = cast<FloatType>(getElementTypeOrSelf(op.getType()));
    Value half = createConstant(rewriter, op.getLoc(), op.getType(),
                                *convertExactly(APFloat(0.5), type));
    if (!half)
      return rewriter.notifyMatchFailure(op, "expected a static shape");
    rewriter.replaceOpWithNewOp<arith::MulFOp>(op, op.getX(), half);
    return success();
  }
};

/// gate identity(g, v) -> g * v. The product of two f16 or bf16 is exact in
/// f32, or so small that both round it to zero: one rounding either way.
struct MultiplyForIdentityGate : OpRewritePattern<GateOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GateOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.getActivation().isIdentity())
      return rewriter.notifyMatchFailure(op, "expected identity");
    rewriter.replaceOpWithNewOp<arith::MulFOp>(op, op.getGate(), op.getValue());
    return success();
  }
};
} // namespace

/// act(x) for the activations that do no more than select and multiply, if no
/// rounding to the compute type or to the type of x changes it; else null.
static std::optional<APFloat>
evaluateExactly(Attribute activation, const APFloat &x, FloatType type) {
  bool positive = x.isNaN() || (!x.isNegative() && !x.isZero());
  if (isa<ReluAttr>(activation))
    return positive ? x : APFloat::getZero(x.getSemantics());
  auto leaky = dyn_cast<LeakyReluAttr>(activation);
  if (!leaky)
    return std::nullopt;
  if (positive)
    return x;
  FloatType computeType = getComputeType(type);
  APFloat product = getParameter(leaky.getSlope(), computeType);
  APFloat::opStatus status = product.multiply(*convertExactly(x, computeType),
                                              APFloat::rmNearestTiesToEven);
  if (status != APFloat::opOK)
    return std::nullopt;
  return convertExactly(product, type);
}

namespace {
/// gate act(constant, v) -> act(constant) * v, with no rounding in act and the
/// product rounded as in MultiplyForIdentityGate.
struct MultiplyForConstantGate : OpRewritePattern<GateOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GateOp op,
                                PatternRewriter &rewriter) const override {
    APFloat gate(0.0);
    if (!matchPattern(op.getGate(), m_ConstantFloat(&gate)))
      return rewriter.notifyMatchFailure(op, "expected a constant gate");
    auto type = cast<FloatType>(getElementTypeOrSelf(op.getType()));
    std::optional<APFloat> factor =
        evaluateExactly(op.getActivation(), gate, type);
    if (!factor)
      return rewriter.notifyMatchFailure(op, "expected an exact act(gate)");
    // A constant gate has a static shape.
    Value constant =
        createConstant(rewriter, op.getLoc(), op.getType(), *factor);
    rewriter.replaceOpWithNewOp<arith::MulFOp>(op, op.getValue(), constant);
    return success();
  }
};
} // namespace

void ActivationOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                               MLIRContext *context) {
  patterns.add<SimplifyActivation<ActivationOp>, FoldConstantBeta<ActivationOp>,
               HalveForZeroBeta>(context);
}

void GateOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                         MLIRContext *context) {
  patterns.add<SimplifyActivation<GateOp>, FoldConstantBeta<GateOp>,
               DropIdleRounding<GateOp>, MultiplyForIdentityGate,
               MultiplyForConstantGate>(context);
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

/// The matrix of which `value` is the transpose; null if it is none.
static Value getTransposeSource(Value value) {
  if (auto transpose = value.getDefiningOp<linalg::TransposeOp>())
    return transpose.getPermutation() == ArrayRef<int64_t>{1, 0}
               ? transpose.getInput()
               : Value();
  auto generic = value.getDefiningOp<linalg::GenericOp>();
  if (!generic)
    return {};
  std::optional<SmallVector<int64_t>> permutation =
      linalg::isaTransposeOpInterface(generic);
  if (!permutation || *permutation != SmallVector<int64_t>{1, 0})
    return {};
  return generic.getDpsInputs().front();
}

/// The matrices of which `weights` are the transposes, if all are.
static FailureOr<SmallVector<Value>>
getTransposeSources(ArrayRef<OpOperand> weights) {
  SmallVector<Value> sources;
  for (const OpOperand &weight : weights)
    sources.push_back(getTransposeSource(weight.get()));
  if (llvm::is_contained(sources, Value()))
    return failure();
  return sources;
}

static void setOperands(MutableArrayRef<OpOperand> operands,
                        ArrayRef<Value> values) {
  for (auto [operand, value] : llvm::zip_equal(operands, values))
    operand.set(value);
}

static SmallVector<MutableOperandRange> getBiases(LinearOp op) {
  return {op.getBiasMutable()};
}
static SmallVector<MutableOperandRange> getBiases(MaxoutOp op) {
  return {op.getBiasMutable()};
}
static SmallVector<MutableOperandRange> getBiases(GatedLinearOp op) {
  return {op.getBiasMutable(), op.getGateBiasMutable(),
          op.getValueBiasMutable()};
}
static SmallVector<MutableOperandRange> getBiases(FFNOp op) {
  return {op.getBiasMutable(), op.getGateBiasMutable(),
          op.getValueBiasMutable(), op.getDownBiasMutable()};
}

namespace {
/// x transpose(W), weights<in_out> -> x W, weights<out_in>, and the reverse.
/// Two weights share one order, so both must be transposes.
template <typename OpTy>
struct AbsorbTransposedWeights : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    MutableArrayRef<OpOperand> weights = getProductWeights(op).front().operands;
    FailureOr<SmallVector<Value>> sources = getTransposeSources(weights);
    if (failed(sources))
      return rewriter.notifyMatchFailure(op, "expected transposed weights");
    rewriter.modifyOpInPlace(op, [&] {
      setOperands(weights, *sources);
      op.setLayoutAttr(op.getLayout().getTransposed());
    });
    return success();
  }
};

/// The same for W2.
struct AbsorbTransposedDownWeight : OpRewritePattern<FFNOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(FFNOp op,
                                PatternRewriter &rewriter) const override {
    Value source = getTransposeSource(op.getDownWeight());
    if (!source)
      return rewriter.notifyMatchFailure(op, "expected a transposed weight");
    rewriter.modifyOpInPlace(op, [&] {
      op.getDownWeightMutable().assign(source);
      op.setDownLayoutAttr(op.getDownLayout().getTransposed());
    });
    return success();
  }
};

/// A bias of +0.0 -> no bias, which stands for it. A bias of -0.0 is kept.
template <typename OpTy>
struct DropZeroBias : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    for (MutableOperandRange bias : getBiases(op)) {
      if (bias.empty() || !matchPattern(bias[0].get(), m_PosZeroFloat()))
        continue;
      rewriter.modifyOpInPlace(op, [&] { bias.clear(); });
      return success();
    }
    return rewriter.notifyMatchFailure(op, "expected a bias of +0.0");
  }
};

/// maxout of one piece -> linear identity.
struct LinearForOnePiece : OpRewritePattern<MaxoutOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MaxoutOp op,
                                PatternRewriter &rewriter) const override {
    auto weightType = cast<RankedTensorType>(op.getWeight().getType());
    if (weightType.getDimSize(0) != 1)
      return rewriter.notifyMatchFailure(op, "expected one piece");
    Location loc = op.getLoc();
    Value weight = tensor::CollapseShapeOp::create(
        rewriter, loc, op.getWeight(),
        ArrayRef<ReassociationIndices>{{0, 1}, {2}});
    Value bias;
    if (op.getBias())
      bias = tensor::CollapseShapeOp::create(
          rewriter, loc, op.getBias(), ArrayRef<ReassociationIndices>{{0, 1}});
    MLIRContext *context = op.getContext();
    rewriter.replaceOpWithNewOp<LinearOp>(
        op, op.getType(), IdentityAttr::get(context),
        WeightsAttr::get(context, WeightOrder::InOut), Rounding::F32Through,
        op.getX(), weight, bias, /*beta=*/Value(), op.getInit());
    return success();
  }
};
} // namespace

/// The patterns of the layers that have an activation.
template <typename OpTy>
static void populateLayerPatterns(RewritePatternSet &patterns) {
  patterns.add<SimplifyActivation<OpTy>, FoldConstantBeta<OpTy>,
               DropIdleRounding<OpTy>, AbsorbTransposedWeights<OpTy>,
               DropZeroBias<OpTy>>(patterns.getContext());
}

void LinearOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *) {
  populateLayerPatterns<LinearOp>(patterns);
}

void GatedLinearOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                MLIRContext *) {
  populateLayerPatterns<GatedLinearOp>(patterns);
}

void FFNOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                        MLIRContext *context) {
  populateLayerPatterns<FFNOp>(patterns);
  patterns.add<AbsorbTransposedDownWeight>(context);
}

void MaxoutOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<LinearForOnePiece, DropZeroBias<MaxoutOp>>(context);
}
