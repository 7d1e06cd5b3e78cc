//===- Raise.cpp - Framework spellings to glu ops -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function is raised as a copy, which takes its place if anything was found:
// code without a layer stays as it is.
//
//===----------------------------------------------------------------------===//

#include "Raise.h"
#include "../LayerSites.h"
#include "Contraction.h"
#include "glu/Transforms/Passes.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Conversion/TosaToArith/TosaToArith.h"
#include "mlir/Conversion/TosaToLinalg/TosaToLinalg.h"
#include "mlir/Conversion/TosaToTensor/TosaToTensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/Passes.h"
#include "mlir/Transforms/RegionUtils.h"

namespace mlir::glu {
#define GEN_PASS_DEF_RAISEPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

/// Merges equal ops and removes those without uses.
static void simplify(Operation *root) {
  IRRewriter rewriter(root->getContext());
  DominanceInfo dominance(root);
  eliminateCommonSubExpressions(rewriter, dominance, root);
  (void)runRegionDCE(rewriter, root->getRegions());
}

/// Whether glu-fuse-gate-value finds a layer.
static bool hasLayer(Operation *root) {
  return root
      ->walk([](Operation *op) {
        auto gated = matchGatedLinear(op);
        auto feedForward = matchFeedForward(op);
        return (gated && gated->problem.empty()) ||
                       (feedForward && feedForward->problem.empty())
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Applies `patterns`, and again, since sizes that are equal are seen to be so
/// only once they are one value.
static LogicalResult rewriteTwice(Operation *root,
                                  const FrozenRewritePatternSet &patterns) {
  int64_t ops = 0;
  root->walk([&](Operation *) { ++ops; });
  GreedyRewriteConfig config;
  config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled)
      .enableConstantCSE(false)
      .setMaxIterations(64) // steps of the longest activation
      .setMaxNumRewrites(4 * (ops + 64));
  for (int round = 0; round < 2; ++round) {
    simplify(root);
    for (Region &region : root->getRegions())
      if (failed(applyPatternsGreedily(region, patterns, config)))
        return emitError(root->getLoc())
               << "the layouts of products and elementwise code do not settle";
  }
  simplify(root);
  return success();
}

LogicalResult mlir::glu::lowerTosa(ModuleOp module) {
  auto isTosa = [](Operation *op) {
    return isa_and_nonnull<tosa::TosaDialect>(op->getDialect())
               ? WalkResult::interrupt()
               : WalkResult::advance();
  };
  if (!module.walk(isTosa).wasInterrupted())
    return success();
  auto pm = PassManager::on<ModuleOp>(module.getContext());
  tosa::addTosaToLinalgPasses(pm, TosaToLinalgOptions(),
                              TosaToLinalgNamedOptions(),
                              /*validationOptions=*/std::nullopt);
  OpPassManager &functions = pm.nest<func::FuncOp>();
  functions.addPass(createTosaToTensorPass());
  functions.addPass(createTosaToArithPass());
  functions.addPass(createCanonicalizerPass());
  if (failed(pm.run(module)))
    return failure();
  RewritePatternSet patterns(module.getContext());
  populateSizePatterns(patterns);
  if (failed(rewriteTwice(module, std::move(patterns))))
    return failure();
  // The sizes are affine maps now.
  auto lowerSizes = PassManager::on<ModuleOp>(module.getContext());
  lowerSizes.addPass(createLowerAffinePass());
  return lowerSizes.run(module);
}

namespace {
struct RaisePass : glu::impl::RaisePassBase<RaisePass> {
  using Base::Base;

  void runOnOperation() override {
    if (failed(lowerTosa(getOperation())) || failed(inlineCalls()))
      return signalPassFailure();
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        raise(function);
  }

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet patterns(context);
    populateProductFormPatterns(patterns);
    populateContractionPatterns(patterns);
    populateLayoutPatterns(patterns);
    populateReshapePatterns(patterns);
    populateGuardPatterns(patterns);
    layoutPatterns = std::move(patterns);
    return success();
  }

  /// Exporters outline activations: `call @silu`.
  LogicalResult inlineCalls() {
    bool hasCalls =
        getOperation()
            ->walk([](func::CallOp) { return WalkResult::interrupt(); })
            .wasInterrupted();
    if (!hasCalls)
      return success();
    OpPassManager pm(ModuleOp::getOperationName());
    pm.addPass(createInlinerPass());
    pm.addPass(createSymbolDCEPass());
    return runPipeline(pm, getOperation());
  }

  void raise(func::FuncOp function) {
    OwningOpRef<func::FuncOp> copy = function.clone();
    SmallVector<Location> widened = widenSums(*copy);
    if (failed(rewriteTwice(*copy, layoutPatterns)))
      return signalPassFailure();
    unsigned count = raiseActivations(*copy, strictRounding);
    simplify(*copy);
    count += raiseGates(*copy);
    separatePackedProducts(*copy);
    simplify(*copy);
    count += raiseMaxout(*copy);
    if (!count && !hasLayer(*copy))
      return;
    function.getBody().takeBody(copy->getBody());
    for (Location loc : widened)
      remark::passed(loc, raiseRemarkOpts)
          << "removed the roundings of a sum at each step";
  }

  /// Sums of 16 bits are formed in f32. Returns where.
  SmallVector<Location> widenSums(Operation *root) {
    SmallVector<linalg::LinalgOp> sums;
    root->walk([&](linalg::LinalgOp op) {
      if (sumsInNarrowType(op))
        sums.push_back(op);
    });
    SmallVector<Location> locations;
    IRRewriter rewriter(root->getContext());
    for (linalg::LinalgOp op : sums) {
      if (strictRounding) {
        remark::missed(op.getLoc(), raiseRemarkOpts)
            << remark::reason("a sum is rounded to 16 bits at each step");
        continue;
      }
      locations.push_back(op.getLoc());
      widenSum(rewriter, op);
    }
    return locations;
  }

  FrozenRewritePatternSet layoutPatterns;
};
} // namespace
