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

namespace {
/// The numbers of a strategy but for its block of rows, of which this has the
/// most.
struct Shape {
  int64_t rows, columns, unroll, maxRowBlock, kBlock, panelGroup;
};
} // namespace

/// Two by two tiles, which leaves four of the eight for x and weights.
static Shape getAMXShape() {
  return {/*rows=*/32,         /*columns=*/32,  /*unroll=*/1,
          /*maxRowBlock=*/512, /*kBlock=*/1024, /*panelGroup=*/4};
}

/// Sums in three quarters of the registers: the rest holds a row of weights and
/// an element of x.
static Shape getFMAShape(Type type, const TargetDescription &target) {
  int64_t lanes = target.vectorBits / (type.isF64() ? 64 : 32);
  int64_t vectors = target.avx512 ? 4 : 2;
  return {/*rows=*/6,          /*columns=*/vectors * lanes,
          /*unroll=*/4,
          /*maxRowBlock=*/120, /*kBlock=*/1024,
          /*panelGroup=*/4};
}

/// Whole register tiles of rows, at least one, of which half of L2 holds what
/// is multiplied at a time.
static int64_t fitRowBlock(const Shape &shape, int64_t k, Type type,
                           const TargetDescription &target) {
  int64_t rowBytes =
      std::min(k, shape.kBlock) * type.getIntOrFloatBitWidth() / 8;
  int64_t rows = std::min(shape.maxRowBlock, target.l2Bytes / 2 / rowBytes);
  return std::max(shape.rows, rows / shape.rows * shape.rows);
}

static StrategyAttr choose(ArrayRef<ProductWeights> products,
                           const TargetDescription &target) {
  int64_t k = 1;
  for (const ProductWeights &product : products)
    k = std::max(k, product.layout.getK(product.getType()));
  Type type = products.front().getType().getElementType();
  bool isAMX = target.amxBf16 && type.isBF16();
  Shape shape = isAMX ? getAMXShape() : getFMAShape(type, target);
  return StrategyAttr::get(
      type.getContext(), isAMX ? KernelKind::AMX : KernelKind::FMA, shape.rows,
      shape.columns, shape.unroll, fitRowBlock(shape, k, type, target),
      shape.kBlock, shape.panelGroup);
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
static LogicalResult check(Operation *layer, StrategyAttr strategy, Type type,
                           const TargetDescription &target, StringRef name) {
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
  if (auto strategy =
          layer->getAttrOfType<StrategyAttr>(StrategyAttr::attrName))
    return check(layer, strategy, products.front().getType().getElementType(),
                 description, target);
  auto options = remark::RemarkOpts::name("Strategy").category("glu-strategy");
  StringRef name = layer->getName().getStringRef();
  if (StringRef obstacle = findObstacle(products); !obstacle.empty()) {
    remark::missed(layer->getLoc(), options)
        << remark::reason("{0}: {1}", name, obstacle);
    return success();
  }
  StrategyAttr strategy = choose(products, description);
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
