//===- AssignStrategy.cpp - Choose how layers are computed ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Packing.h"
#include "glu/Target/Target.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Remarks.h"

namespace mlir::glu {
#define GEN_PASS_DEF_ASSIGNSTRATEGYPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Choice
//===----------------------------------------------------------------------===//

/// Whole register tiles of rows, at least one, of which a quarter of L2 holds
/// `kBlock` elements each: the rest is for weights and sums.
static int64_t fitRowBlock(int64_t rows, int64_t kBlock, int64_t elementBytes,
                           const TargetDescription &target) {
  int64_t most = target.l2Bytes / 4 / (kBlock * elementBytes);
  return std::max(rows, most / rows * rows);
}

/// Two by two tiles, which leaves four of the eight for x and weights. Panels
/// are taken in large groups, each of which reads a block of x again.
static StrategyAttr getAMXStrategy(MLIRContext *ctx,
                                   const TargetDescription &target) {
  constexpr int64_t rows = 32, columns = 32, kBlock = 1024, panelGroup = 16;
  return StrategyAttr::get(ctx, KernelKind::AMX, rows, columns, /*unroll=*/1,
                           fitRowBlock(rows, kBlock, 2, target), kBlock,
                           panelGroup);
}

/// Sums in three quarters of the registers: the rest holds a row of weights and
/// an element of x.
static StrategyAttr getFMAStrategy(MLIRContext *ctx, Type compute,
                                   const TargetDescription &target) {
  constexpr int64_t rows = 6, unroll = 4, kBlock = 1024, panelGroup = 4;
  int64_t vectors = target.avx512 ? 4 : 2;
  int64_t lanes = target.vectorBits / compute.getIntOrFloatBitWidth();
  return StrategyAttr::get(
      ctx, KernelKind::FMA, rows, vectors * lanes, unroll,
      fitRowBlock(rows, kBlock, compute.getIntOrFloatBitWidth() / 8, target),
      kBlock, panelGroup);
}

static StrategyAttr choose(FloatType type, const TargetDescription &target) {
  if (target.amxBf16 && type.isBF16())
    return getAMXStrategy(type.getContext(), target);
  return getFMAStrategy(type.getContext(), getComputeType(type), target);
}

/// Why there is no strategy for a layer; empty if there is one.
static StringRef findObstacle(ArrayRef<ProductWeights> products) {
  for (const ProductWeights &product : products) {
    if (!product.getType().hasStaticShape())
      return "weights of dynamic shape";
    if (product.getType().getNumElements() == 0)
      return "weights without elements";
  }
  return "";
}

/// Fails if `target` cannot carry out a strategy written by hand.
static LogicalResult check(Operation *layer, Attribute attribute, Type type,
                           const TargetDescription &target, StringRef name) {
  auto strategy = dyn_cast<StrategyAttr>(attribute);
  if (!strategy)
    return layer->emitOpError("expected a #glu.strategy for a CPU, got ")
           << attribute;
  if (strategy.getKernel() != KernelKind::AMX)
    return success();
  if (!type.isBF16())
    return layer->emitOpError("expected bf16 for the strategy amx, got ")
           << type;
  if (!target.amxBf16)
    return layer->emitOpError("expected a target with amx-tile and amx-bf16 "
                              "for the strategy amx, got '")
           << name << "'";
  return success();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {
struct AssignStrategyPass
    : glu::impl::AssignStrategyPassBase<AssignStrategyPass> {
  using Base::Base;

  void runOnOperation() override;
  LogicalResult assign(Operation *layer, const TargetDescription &description);
};
} // namespace

LogicalResult AssignStrategyPass::assign(Operation *layer,
                                         const TargetDescription &description) {
  auto products = getProductWeights(layer);
  if (products.empty())
    return success();
  if (Attribute strategy = layer->getAttr(StrategyAttr::attrName))
    return check(layer, strategy, products.front().getType().getElementType(),
                 description, target);
  auto options = remark::RemarkOpts::name("Strategy").category("glu-strategy");
  StringRef name = layer->getName().getStringRef();
  if (StringRef obstacle = findObstacle(products); !obstacle.empty()) {
    remark::missed(layer->getLoc(), options)
        << remark::reason("{0}: {1}", name, obstacle);
    return success();
  }
  auto type = cast<FloatType>(products.front().getType().getElementType());
  StrategyAttr strategy = choose(type, description);
  layer->setAttr(StrategyAttr::attrName, strategy);
  remark::passed(layer->getLoc(), options)
      << remark::add("{0}", name) << remark::metric("strategy", strategy);
  return success();
}

void AssignStrategyPass::runOnOperation() {
  llvm::Expected<TargetDescription> description = parseTarget(target);
  if (!description) {
    getOperation().emitError(llvm::toString(description.takeError()));
    return signalPassFailure();
  }
  WalkResult result = getOperation().walk(
      [&](Operation *op) { return WalkResult(assign(op, *description)); });
  if (result.wasInterrupted())
    signalPassFailure();
}
