//===- FuseGateValue.cpp - Fuse products into layers ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Analysis and rewrite are apart: matchGatedLinear and matchFeedForward look at
// a site and give all that the new op needs, or what is in its way. The
// patterns rewrite the sites where nothing is; the pass reports the others once
// the rewriting is over.
//
//===----------------------------------------------------------------------===//

#include "Products.h"
#include "glu/Transforms/Passes.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::glu {
#define GEN_PASS_DEF_FUSEGATEVALUEPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

namespace {
/// Where a layer can replace separate ops, and what it is made of.
struct Site {
  /// What is in the way; empty if nothing is.
  std::string problem;
  /// The op whose result the layer replaces.
  Operation *root = nullptr;
  /// The type of the layer. Where there is `expand`, the type of the root is
  /// what that makes of it.
  RankedTensorType type;
  tensor::ExpandShapeOp expand;

  Value x;
  WeightsAttr layout;
  SmallVector<Value, 2> weights;
  Value bias, gateBias, valueBias, beta;
  ActivationAttrInterface activation;
  Rounding rounding = Rounding::F32Through;

  void fail(const Twine &text) {
    if (problem.empty())
      problem = text.str();
  }
};

struct GatedLinearSite : Site {};

struct FeedForwardSite : Site {
  /// What x of the down projection is, if that is a gated layer already.
  GatedLinearOp gated;
  Weight downWeight;
  Value downBias;
};
} // namespace

static bool isNarrow(FloatType type) { return type.getWidth() < 32; }

static int64_t getLastSize(Value value) {
  auto type = value ? dyn_cast<RankedTensorType>(value.getType()) : nullptr;
  return type && type.getRank() ? type.getShape().back() : ShapedType::kDynamic;
}

static int64_t getOutSize(Value weight, WeightsAttr layout) {
  return cast<RankedTensorType>(weight.getType())
      .getDimSize(layout.getOutDim());
}

static int64_t getInnerSize(Value weight, WeightsAttr layout) {
  return cast<RankedTensorType>(weight.getType())
      .getDimSize(1 - layout.getOutDim());
}

//===----------------------------------------------------------------------===//
// Analysis: types
//===----------------------------------------------------------------------===//

/// Finds the type of the layer, which is in front of the expansion that
/// `factor` goes through.
static void setType(Site &site, const Factor &factor) {
  auto type = cast<RankedTensorType>(site.root->getResult(0).getType());
  site.expand = factor.expand;
  site.type = type.clone(factor.getElementType());
  if (!site.expand)
    return;
  ArrayRef<int64_t> expanded = site.expand.getResultType().getShape();
  if (type.getShape().drop_back() != expanded.drop_back() ||
      (!factor.slice && type.getShape().back() != expanded.back()))
    site.fail("the types of a product and what follows it do not match");
  SmallVector<int64_t> shape(site.expand.getSrcType().getShape());
  shape.back() = type.getShape().back();
  site.type = site.type.clone(shape);
}

// Types with dynamic sizes let pass, in separate ops, static sizes that the
// verifier of a layer would compare.

static void checkRows(Site &site) {
  ArrayRef<int64_t> x = cast<RankedTensorType>(site.x.getType()).getShape();
  ArrayRef<int64_t> result = site.type.getShape();
  bool matches = x.size() == result.size();
  for (size_t d = 0; matches && d + 1 < x.size(); ++d)
    matches = agree({x[d], result[d]});
  for (Value weight : site.weights)
    matches = matches && agree({x.back(), getInnerSize(weight, site.layout)});
  if (!matches)
    site.fail("the sizes of x, the weights and the result do not agree");
}

/// `n` is the number of channels of the product, gated or not.
static void checkChannels(Site &site, int64_t n) {
  SmallVector<int64_t> single{n, getLastSize(site.gateBias),
                              getLastSize(site.valueBias),
                              getLastSize(site.beta)};
  SmallVector<int64_t> packed{getLastSize(site.bias)};
  for (Value weight : site.weights)
    packed.push_back(getOutSize(weight, site.layout));
  if (!site.layout.isPacked())
    single.append(packed);
  else if (!ShapedType::isDynamic(n))
    packed.push_back(2 * n);
  if (!agree(single) || !agree(packed))
    site.fail("the sizes of weights, biases and the result do not agree");
}

//===----------------------------------------------------------------------===//
// Analysis: gate and value
//===----------------------------------------------------------------------===//

/// The factors of a multiplication of tensors; the left one is activated if the
/// op is a `glu.gate`.
static std::optional<std::pair<Factor, Factor>>
matchMultiplication(Operation *op) {
  if (op->getNumResults() != 1 ||
      !isa<RankedTensorType>(op->getResult(0).getType()))
    return std::nullopt;
  Block *block = op->getBlock();
  if (auto gate = dyn_cast<GateOp>(op))
    return std::make_pair(matchGate(gate), matchFactor(gate.getValue(), block));
  auto multiply = matchElementwise<arith::MulFOp>(op->getResult(0));
  if (!multiply || !multiply->maps[0].isIdentity() ||
      !multiply->maps[1].isIdentity())
    return std::nullopt;
  return std::make_pair(matchFactor(multiply->operands[0], block),
                        matchFactor(multiply->operands[1], block));
}

/// The op whose result is that of `op` in `elementType`: `op` itself or the
/// rounding of its result.
static Operation *findRounded(Operation *op, FloatType elementType) {
  if (getElementTypeOrSelf(op->getResult(0)) == elementType)
    return op;
  if (!op->hasOneUse())
    return nullptr;
  Operation *user = *op->user_begin();
  bool isRounding = user->getBlock() == op->getBlock() &&
                    user->getNumResults() == 1 &&
                    matchRounding(user->getResult(0)) == op->getResult(0) &&
                    getElementTypeOrSelf(user->getResult(0)) == elementType;
  return isRounding ? user : nullptr;
}

/// Finds the contract that rounds where the factors do.
static void setRounding(Site &site, const Factor &gate, const Factor &value) {
  if (!isNarrow(gate.getElementType()))
    return;
  bool activationRounded =
      gate.activation ? gate.activationRounded : gate.sumRounded;
  if (gate.sumRounded != value.sumRounded ||
      gate.sumRounded != activationRounded)
    site.fail("of gate, value and activation some are rounded and some are "
              "not, which no rounding contract keeps");
  if (gate.sumRounded)
    site.rounding = Rounding::AsUnfused;
}

/// The factors are slices of one product: its weight holds both.
static void setPackedProduct(Site &site, const Factor &gate,
                             const Factor &value) {
  if (!gate.slice || !value.slice)
    return site.fail("only one factor is the slice of a product");
  Weight weight = gate.weight.stripTransposes();
  std::optional<WeightsAttr> layout = matchPacking(
      *gate.slice, *value.slice, getLastSize(gate.slice->source), weight.order);
  if (!layout)
    return site.fail("the slices are not the two halves of one product");
  site.layout = *layout;
  site.weights = {weight.value};
  site.bias = gate.bias;
}

/// The weights are slices of one tensor, and the biases, if there are any, are
/// slices of one tensor in the same way.
static LogicalResult setPackedWeights(Site &site, const Factor &gate,
                                      const Factor &value) {
  Weight gateWeight = gate.weight.stripTransposes();
  Weight valueWeight = value.weight.stripTransposes();
  std::optional<Slice> gateSlice =
      matchSlice(gateWeight.value, gateWeight.getOutDim());
  std::optional<Slice> valueSlice =
      matchSlice(valueWeight.value, valueWeight.getOutDim());
  if (!gateSlice || !valueSlice || gateWeight.order != valueWeight.order)
    return failure();
  Weight packed{gateSlice->source, gateWeight.order};
  int64_t total = packed.getType().getDimSize(packed.getOutDim());
  packed = packed.stripTransposes();
  std::optional<WeightsAttr> layout =
      matchPacking(*gateSlice, *valueSlice, total, packed.order);
  if (!layout || bool(gate.bias) != bool(value.bias))
    return failure();
  if (gate.bias) {
    std::optional<Slice> gateBias = matchSlice(gate.bias, 0);
    std::optional<Slice> valueBias = matchSlice(value.bias, 0);
    if (!gateBias || !valueBias ||
        matchPacking(*gateBias, *valueBias, getLastSize(gateBias->source),
                     packed.order) != layout)
      return failure();
    site.bias = gateBias->source;
  }
  site.layout = *layout;
  site.weights = {packed.value};
  return success();
}

static void setSeparateWeights(Site &site, const Factor &gate,
                               const Factor &value) {
  Weight gateWeight = gate.weight.stripTransposes();
  Weight valueWeight = value.weight.stripTransposes();
  // Where only one weight is transposed, both are read behind the transpose.
  if (gateWeight.order != valueWeight.order) {
    gateWeight = gate.weight;
    valueWeight = value.weight;
  }
  if (gateWeight.order != valueWeight.order)
    site.fail("the weights of gate and value are of different orders");
  site.layout = WeightsAttr::get(site.x.getContext(), WeightPacking::Separate,
                                 gateWeight.order);
  site.weights = {gateWeight.value, valueWeight.value};
  site.gateBias = gate.bias;
  site.valueBias = value.bias;
}

static void setGatedWeights(Site &site, const Factor &gate,
                            const Factor &value) {
  if (gate.slice || value.slice)
    setPackedProduct(site, gate, value);
  else if (failed(setPackedWeights(site, gate, value)))
    setSeparateWeights(site, gate, value);
}

static bool haveSameRows(const Factor &gate, const Factor &value) {
  tensor::ExpandShapeOp a = gate.expand, b = value.expand;
  if (!a || !b)
    return !a && !b;
  return a.getReassociation() == b.getReassociation() &&
         a.getResultType().getShape().drop_back() ==
             b.getResultType().getShape().drop_back();
}

static void matchGateAndValue(GatedLinearSite &site, const Factor &gate,
                              const Factor &value) {
  if (value.activation)
    return site.fail("both factors are activated");
  if (gate.x != value.x)
    return site.fail("the products read different inputs");
  site.root = findRounded(site.root, gate.getElementType());
  if (!site.root)
    return site.fail("the result is not rounded to the type of x");
  if (!haveSameRows(gate, value))
    return site.fail("the rows of the products are expanded in different ways");

  site.x = gate.x;
  site.activation = gate.activation;
  if (!site.activation)
    site.activation = IdentityAttr::get(site.x.getContext());
  site.beta = gate.beta;
  setRounding(site, gate, value);
  setType(site, gate);
  setGatedWeights(site, gate, value);
  if (!site.problem.empty())
    return;
  int64_t n = site.type.getShape().back();
  if (site.layout.isPacked() && ShapedType::isDynamic(n))
    site.fail("the number of channels of a packed weight is dynamic");
  checkRows(site);
  checkChannels(site, n);
}

/// A site is a multiplication of which a factor is a product.
static std::optional<GatedLinearSite> matchGatedLinear(Operation *op) {
  auto factors = matchMultiplication(op);
  if (!factors)
    return std::nullopt;
  auto &[lhs, rhs] = *factors;
  if (!lhs.product && !rhs.product)
    return std::nullopt;
  GatedLinearSite site;
  site.root = op;
  if (!lhs.product || !rhs.product)
    site.fail("only one factor is a product");
  else
    site.problem = lhs.problem.empty() ? rhs.problem : lhs.problem;
  if (!site.problem.empty())
    return site;
  if (rhs.activation && !lhs.activation)
    std::swap(lhs, rhs);
  matchGateAndValue(site, lhs, rhs);
  return site;
}

//===----------------------------------------------------------------------===//
// Analysis: hidden layer and down projection
//===----------------------------------------------------------------------===//

/// Goes on from a product to the last op of act(x W + b) that a layer without
/// activation can take over.
static void findRoot(FeedForwardSite &site, FloatType elementType) {
  Operation *product = site.root;
  for (Operation *op = product;;) {
    if (isNarrow(elementType) &&
        getElementTypeOrSelf(op->getResult(0)) == elementType)
      return;
    if (!op->hasOneUse())
      return;
    op = *op->user_begin();
    if (op->getNumResults() != 1)
      return;
    Factor factor = matchFactor(op->getResult(0), op->getBlock(),
                                /*isResult=*/true);
    if (factor.product != product || !factor.problem.empty() || factor.slice)
      return;
    if (factor.activation)
      return site.fail("the down projection is activated");
    if (!isa<tensor::ExpandShapeOp>(op))
      site.root = op;
  }
}

/// The gated layer whose result `hidden` is, if its rows are expanded and
/// collapsed again on the way.
static GatedLinearOp findGated(Value hidden) {
  if (auto collapse = hidden.getDefiningOp<tensor::CollapseShapeOp>()) {
    auto expand = collapse.getSrc().getDefiningOp<tensor::ExpandShapeOp>();
    if (expand && expand.getSrcType() == collapse.getType() &&
        expand.getReassociation() == collapse.getReassociation())
      hidden = expand.getSrc();
  }
  return hidden.getDefiningOp<GatedLinearOp>();
}

static void setHidden(FeedForwardSite &site, GatedLinearOp gated,
                      Value hidden) {
  for (Value value = hidden; value != gated.getResult();
       value = value.getDefiningOp()->getOperand(0))
    if (!value.hasOneUse())
      site.fail("the hidden layer has another use");
  if (!gated->hasOneUse())
    site.fail("the hidden layer has another use");
  if (gated->getBlock() != site.root->getBlock())
    site.fail("the hidden layer is in another block");
  site.x = gated.getX();
  site.layout = gated.getLayout();
  site.weights = gated.getWeights();
  site.bias = gated.getBias();
  site.gateBias = gated.getGateBias();
  site.valueBias = gated.getValueBias();
  site.beta = gated.getBeta();
  site.activation = gated.getActivation();
  site.rounding = gated.getRounding();
}

static void setHidden(FeedForwardSite &site, const Factor &hidden,
                      FloatType elementType) {
  if (!hidden.problem.empty())
    return site.fail(hidden.problem);
  if (hidden.slice || hidden.expand)
    return site.fail("the hidden layer is sliced or reshaped");
  if (hidden.getElementType() != elementType)
    return site.fail("the hidden layer is not rounded to the type of x");
  Weight weight = hidden.weight.stripTransposes();
  site.x = hidden.x;
  site.layout = WeightsAttr::get(site.x.getContext(), weight.order);
  site.weights = {weight.value};
  site.bias = hidden.bias;
  site.beta = hidden.beta;
  site.activation = hidden.activation;
  if (isNarrow(elementType) && hidden.sumRounded)
    site.rounding = Rounding::AsUnfused;
}

static void setDown(FeedForwardSite &site, const Factor &down) {
  if (getElementTypeOrSelf(site.root->getResult(0)) != down.getElementType())
    return site.fail("the result is not rounded to the type of x");
  setType(site, down);
  site.downWeight = down.weight.stripTransposes();
  site.downBias = down.bias;
  if (!site.problem.empty())
    return;
  RankedTensorType weight = site.downWeight.getType();
  unsigned outDim = site.downWeight.getOutDim();
  checkRows(site);
  checkChannels(site, getLastSize(down.x));
  checkChannels(site, weight.getDimSize(1 - outDim));
  if (!agree({site.type.getShape().back(), weight.getDimSize(outDim),
              getLastSize(site.downBias)}))
    site.fail("the sizes of the down projection and the result do not agree");
}

/// A site is a product whose input is a gated layer or an activated product.
static std::optional<FeedForwardSite> matchFeedForward(Operation *op) {
  if (!isProduct(op))
    return std::nullopt;
  Block *block = op->getBlock();
  Factor down = matchFactor(op->getResult(0), block, /*isResult=*/true);
  if (!down.x)
    return std::nullopt;
  FeedForwardSite site;
  site.root = op;
  if (GatedLinearOp gated = findGated(down.x)) {
    setHidden(site, gated, down.x);
  } else {
    Factor hidden = matchFactor(down.x, block);
    if (!hidden.product || !hidden.activation)
      return std::nullopt;
    setHidden(site, hidden, down.getElementType());
  }
  if (!down.problem.empty())
    site.fail(down.problem);
  if (down.activation)
    site.fail("the down projection is activated");
  if (!site.problem.empty())
    return site;
  findRoot(site, down.getElementType());
  setDown(site, matchFactor(site.root->getResult(0), block, /*isResult=*/true));
  return site;
}

//===----------------------------------------------------------------------===//
// Rewrite
//===----------------------------------------------------------------------===//

static constexpr remark::RemarkOpts remarkOpts =
    remark::RemarkOpts::name("FuseGateValue").category("glu-fuse");

/// What the layer writes into: what the root did, or a new tensor. The last
/// size is that of `weight`.
static Value createInit(OpBuilder &b, const Site &site, Value weight,
                        unsigned outDim) {
  Location loc = site.root->getLoc();
  auto root = dyn_cast<DestinationStyleOpInterface>(site.root);
  if (root && root.getDpsInits()[0].getType() == site.type)
    return root.getDpsInits()[0];
  SmallVector<Value> sizes;
  for (int64_t d = 0, e = site.type.getRank(); d < e; ++d) {
    if (!site.type.isDynamicDim(d))
      continue;
    OpFoldResult size = d + 1 < e
                            ? tensor::getMixedSize(b, loc, site.x, d)
                            : tensor::getMixedSize(b, loc, weight, outDim);
    sizes.push_back(getValueOrCreateConstantIndexOp(b, loc, size));
  }
  return tensor::EmptyOp::create(b, loc, site.type, sizes);
}

/// Replaces the root by the layer and what is behind it.
static void replaceRoot(PatternRewriter &rewriter, const Site &site,
                        Value layer) {
  if (site.expand) {
    Location loc = site.root->getLoc();
    auto type = cast<RankedTensorType>(site.root->getResult(0).getType());
    tensor::ExpandShapeOp expand = site.expand;
    SmallVector<OpFoldResult> sizes = expand.getMixedOutputShape();
    if (!ShapedType::isDynamic(type.getShape().back()))
      sizes.back() = rewriter.getIndexAttr(type.getShape().back());
    layer = tensor::ExpandShapeOp::create(
        rewriter, loc, type, layer, expand.getReassociationIndices(), sizes);
  }
  rewriter.replaceOp(site.root, layer);
}

template <typename OpTy> static void reportPassed(OpTy layer, StringRef text) {
  auto report = remark::passed(layer.getLoc(), remarkOpts);
  report << text;
  if (std::optional<int64_t> flops = layer.getFlops())
    report << remark::metric("flops", *flops);
  if (std::optional<int64_t> bytes = layer.getBytes())
    report << remark::metric("bytes", *bytes);
}

static void rewrite(PatternRewriter &rewriter, const GatedLinearSite &site) {
  Value init =
      createInit(rewriter, site, site.weights[0], site.layout.getOutDim());
  auto layer = GatedLinearOp::create(
      rewriter, site.root->getLoc(), site.type, site.activation, site.layout,
      site.rounding, site.x, site.weights, site.bias, site.gateBias,
      site.valueBias, site.beta, init);
  reportPassed(layer, "one product for gate and value");
  replaceRoot(rewriter, site, layer.getResult());
}

static void rewrite(PatternRewriter &rewriter, const FeedForwardSite &site) {
  Value init = createInit(rewriter, site, site.downWeight.value,
                          site.downWeight.getOutDim());
  auto down = WeightsAttr::get(rewriter.getContext(), site.downWeight.order);
  auto layer = FFNOp::create(
      rewriter, site.root->getLoc(), site.type, site.activation, site.layout,
      down, site.rounding, site.x, site.weights, site.downWeight.value,
      site.bias, site.gateBias, site.valueBias, site.downBias, site.beta, init);
  reportPassed(layer, "one op for hidden layer and down projection");
  replaceRoot(rewriter, site, layer.getResult());
}

namespace {
/// Rewrites the sites that `matchSite` finds. What the layer replaces is left
/// without uses.
template <typename SiteTy> struct FuseSite : RewritePattern {
  using Matcher = std::optional<SiteTy> (*)(Operation *);
  FuseSite(MLIRContext *context, Matcher matchSite)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context),
        matchSite(matchSite) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    std::optional<SiteTy> site = matchSite(op);
    if (!site)
      return failure();
    if (!site->problem.empty())
      return rewriter.notifyMatchFailure(op, site->problem);
    rewriter.setInsertionPoint(site->root);
    rewrite(rewriter, *site);
    return success();
  }

  Matcher matchSite;
};

struct FuseGateValuePass : glu::impl::FuseGateValuePassBase<FuseGateValuePass> {
  using Base::Base;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet gated(context), feedForward(context);
    populateFuseGateValuePatterns(gated);
    populateFuseFeedForwardPatterns(feedForward);
    gatedPatterns = std::move(gated);
    feedForwardPatterns = std::move(feedForward);
    return success();
  }

  void runOnOperation() override {
    GreedyRewriteConfig config;
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled)
        .enableFolding(false)
        .enableConstantCSE(false);
    // A hidden layer is first made one op, so that its weights are not taken
    // for a down projection.
    for (const auto *patterns : {&gatedPatterns, &feedForwardPatterns})
      if (failed(applyPatternsGreedily(getOperation(), *patterns, config)))
        return signalPassFailure();
    getOperation()->walk([](Operation *op) {
      reportMissed(op, matchGatedLinear(op));
      reportMissed(op, matchFeedForward(op));
    });
  }

  template <typename SiteTy>
  static void reportMissed(Operation *op, const std::optional<SiteTy> &site) {
    if (site)
      remark::missed(op->getLoc(), remarkOpts)
          << remark::reason("{0}", site->problem);
  }

  FrozenRewritePatternSet gatedPatterns, feedForwardPatterns;
};
} // namespace

void mlir::glu::populateFuseGateValuePatterns(RewritePatternSet &patterns) {
  patterns.add<FuseSite<GatedLinearSite>>(patterns.getContext(),
                                          matchGatedLinear);
}

void mlir::glu::populateFuseFeedForwardPatterns(RewritePatternSet &patterns) {
  patterns.add<FuseSite<FeedForwardSite>>(patterns.getContext(),
                                          matchFeedForward);
}
