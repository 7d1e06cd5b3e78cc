//===- AssignGPUStrategy.cpp - Choose the GPU kernels of layers -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Packing.h"
#include "glu/Target/GPUTarget.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Remarks.h"

namespace mlir::glu {
#define GEN_PASS_DEF_ASSIGNGPUSTRATEGYPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Choice
//===----------------------------------------------------------------------===//

/// Elements of a copy of 16 bytes.
static constexpr int64_t chunk = 8;

static bool isWholeChunks(int64_t size) {
  return !ShapedType::isDynamic(size) && size % chunk == 0;
}

static std::string describe(int64_t size) {
  return ShapedType::isDynamic(size) ? "dynamic" : std::to_string(size);
}

/// Why tensor cores do not take a product; empty if they do.
static std::string findObstacle(const ProductWeights &product) {
  RankedTensorType type = product.getType();
  int64_t outDim = product.layout.getOutDim();
  int64_t n = type.getDimSize(outDim), k = type.getDimSize(1 - outDim);
  if (type.hasStaticShape() && type.getNumElements() == 0)
    return "weights have no elements";
  if (!isWholeChunks(k))
    return "k is " + describe(k) + ", no multiple of 8 elements of 16 bits";
  if (product.layout.getOrder() == WeightOrder::OutIn)
    return "";
  if (product.layout.isPacked() && !ShapedType::isDynamic(n))
    n /= 2;
  if (!isWholeChunks(n))
    return "n of in_out weights is " + describe(n) +
           ", no multiple of 8 elements of 16 bits";
  if (product.layout.getPacking() == WeightPacking::Interleaved &&
      product.layout.getBlock() % chunk)
    return "blocks of interleaved in_out weights have " +
           std::to_string(product.layout.getBlock()) +
           " channels, no multiple of 8";
  return "";
}

/// Why tensor cores do not take a layer; empty if they do.
static std::string findObstacle(ArrayRef<ProductWeights> products) {
  Type type = products.front().getType().getElementType();
  if (!type.isBF16() && !type.isF16()) {
    std::string name;
    llvm::raw_string_ostream(name) << type;
    return "the element type is " + name + ", not bf16 or f16";
  }
  for (const ProductWeights &product : products)
    if (std::string obstacle = findObstacle(product); !obstacle.empty())
      return obstacle;
  return "";
}

/// What wgmma and the copy engine want beyond that.
static std::string findS2Obstacle(ArrayRef<ProductWeights> products,
                                  StringRef arch) {
  if (arch != "sm_90a")
    return "the architecture is " + arch.str() + ", not sm_90a";
  if (products.front().layout.getPacking() == WeightPacking::Interleaved)
    return "weights are interleaved";
  return "";
}

/// Why a family does not take a layer; empty if it does.
static std::string findObstacle(GPUFamily family,
                                ArrayRef<ProductWeights> products,
                                StringRef arch) {
  std::string obstacle;
  if (family != GPUFamily::S0)
    obstacle = findObstacle(products);
  if (family == GPUFamily::S2 && obstacle.empty())
    obstacle = findS2Obstacle(products, arch);
  return obstacle;
}

/// The tile of S1 fits every architecture.
static GPUStrategyAttr getStrategy(MLIRContext *ctx, GPUFamily family) {
  switch (family) {
  case GPUFamily::S0:
    return GPUStrategyAttr::get(ctx, family, 0, 0, 0);
  case GPUFamily::S1:
    return GPUStrategyAttr::get(ctx, family, /*rows=*/128, /*columns=*/128,
                                /*stages=*/3);
  case GPUFamily::S2:
    return GPUStrategyAttr::get(ctx, family, /*rows=*/128, /*columns=*/256,
                                /*stages=*/4);
  }
}

/// Fails if a strategy written by hand cannot be carried out.
static LogicalResult check(Operation *layer, Attribute attribute,
                           ArrayRef<ProductWeights> products, StringRef arch) {
  auto strategy = dyn_cast<GPUStrategyAttr>(attribute);
  if (!strategy)
    return layer->emitOpError("expected a #glu.gpu_strategy for a GPU, got ")
           << attribute;
  std::string obstacle = findObstacle(strategy.getFamily(), products, arch);
  if (!obstacle.empty())
    return layer->emitOpError("cannot be computed by ")
           << strategy << ": " << obstacle << "; expected another family";
  int64_t most = getSharedMemoryOfBlock(arch);
  if (strategy.getSharedBytes() > most)
    return layer->emitOpError("expected at most ")
           << most << " bytes of shared memory on " << arch << ", " << strategy
           << " takes " << strategy.getSharedBytes();
  return success();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {
struct AssignGPUStrategyPass
    : glu::impl::AssignGPUStrategyPassBase<AssignGPUStrategyPass> {
  using Base::Base;

  void runOnOperation() override;
  LogicalResult assign(Operation *layer);
};
} // namespace

LogicalResult AssignGPUStrategyPass::assign(Operation *layer) {
  auto products = getProductWeights(layer);
  if (products.empty())
    return success();
  if (Attribute strategy = layer->getAttr(StrategyAttr::attrName))
    return check(layer, strategy, products, arch);
  auto options = remark::RemarkOpts::name("Strategy").category("glu-strategy");
  StringRef name = layer->getName().getStringRef();
  GPUStrategyAttr strategy;
  for (GPUFamily family : {GPUFamily::S2, GPUFamily::S1, GPUFamily::S0}) {
    std::string obstacle = findObstacle(family, products, arch);
    strategy = getStrategy(&getContext(), family);
    if (obstacle.empty())
      break;
    remark::missed(layer->getLoc(), options) << remark::reason(
        "{0}: not {1}: {2}", name, stringifyGPUFamily(family), obstacle);
  }
  layer->setAttr(StrategyAttr::attrName, strategy);
  remark::passed(layer->getLoc(), options)
      << remark::add("{0}", name) << remark::metric("strategy", strategy);
  return success();
}

void AssignGPUStrategyPass::runOnOperation() {
  if (llvm::Error error = checkGPUArch(arch)) {
    getOperation().emitError(llvm::toString(std::move(error)));
    return signalPassFailure();
  }
  WalkResult result = getOperation().walk(
      [&](Operation *op) { return WalkResult(assign(op)); });
  if (result.wasInterrupted())
    signalPassFailure();
}
