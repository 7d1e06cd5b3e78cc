//===- FuseGateValue.cpp - Fuse products into layers ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The patterns rewrite the sites that have no problem; the pass reports the
// others once the rewriting is over.
//
//===----------------------------------------------------------------------===//

#include "LayerSites.h"
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

//===----------------------------------------------------------------------===//
// Rewrite
//===----------------------------------------------------------------------===//

static constexpr remark::RemarkOpts remarkOpts =
    remark::RemarkOpts::name("FuseGateValue").category("glu-fuse");

/// The tensor that the root overwrites, null if there is none of the type. A
/// linalg product reads what it writes into: its start, which was written over
/// another tensor.
static Value findDestination(const Site &site) {
  auto root = dyn_cast<DestinationStyleOpInterface>(site.root);
  if (!root || root.getDpsInitOperand(0)->get().getType() != site.type)
    return Value();
  OpOperand *init = root.getDpsInitOperand(0);
  auto product = dyn_cast<linalg::LinalgOp>(site.root);
  if (!product || !product.payloadUsesValueFromOperand(init))
    return init->get();
  Operation *start = init->get().getDefiningOp();
  if (!isa_and_nonnull<linalg::FillOp, linalg::BroadcastOp>(start))
    return Value();
  return cast<DestinationStyleOpInterface>(start).getDpsInits()[0];
}

/// What the layer writes into. The last size is that of `weight`.
static Value createInit(OpBuilder &b, const Site &site, Value weight,
                        unsigned outDim) {
  if (Value destination = findDestination(site))
    return destination;
  Location loc = site.root->getLoc();
  SmallVector<Value> sizes;
  for (int64_t d = 0, last = site.type.getRank() - 1; d <= last; ++d) {
    if (!site.type.isDynamicDim(d))
      continue;
    OpFoldResult size = d < last ? tensor::getMixedSize(b, loc, site.x, d)
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

template <typename OpTy>
static void reportPassed(OpTy layer, StringRef text) {
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
template <typename SiteTy>
struct FuseSite : RewritePattern {
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
