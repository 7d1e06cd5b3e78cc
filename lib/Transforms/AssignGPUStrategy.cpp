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

/// Whether copies of 16 bytes take so many elements of `type`.
static bool isWholeChunks(int64_t size, Type type) {
  return !ShapedType::isDynamic(size) &&
         size * type.getIntOrFloatBitWidth() % 128 == 0;
}

/// `no multiple of 8 elements of 16 bits`.
static std::string describeChunks(Type type) {
  unsigned width = type.getIntOrFloatBitWidth();
  return "no multiple of " + std::to_string(128 / width) + " elements of " +
         std::to_string(width) + " bits";
}

static std::string describe(int64_t size) {
  return ShapedType::isDynamic(size) ? "dynamic" : std::to_string(size);
}

/// Why tensor cores do not take a product; empty if they do.
static std::string findObstacle(const ProductWeights &product) {
  RankedTensorType type = product.getType();
  int64_t outDim = product.layout.getOutDim();
  int64_t n = type.getDimSize(outDim), k = type.getDimSize(1 - outDim);
  Type element = type.getElementType();
  if (type.hasStaticShape() && type.getNumElements() == 0)
    return "weights have no elements";
  if (!isWholeChunks(k, element))
    return "k is " + describe(k) + ", " + describeChunks(element);
  if (product.layout.getOrder() == WeightOrder::OutIn)
    return "";
  if (product.layout.isPacked() && !ShapedType::isDynamic(n))
    n /= 2;
  if (!isWholeChunks(n, element))
    return "n of in_out weights is " + describe(n) + ", " +
           describeChunks(element);
  int64_t block = product.layout.getBlock();
  if (product.layout.getPacking() == WeightPacking::Interleaved &&
      !isWholeChunks(block, element))
    return "blocks of interleaved in_out weights have " +
           std::to_string(block) + " channels, " + describeChunks(element);
  return "";
}

/// Why tensor cores do not take a layer; empty if they do.
static std::string findObstacle(ArrayRef<ProductWeights> products, bool tf32) {
  Type type = products.front().getType().getElementType();
  bool fits = tf32 ? type.isF32() : type.isBF16() || type.isF16();
  if (!fits) {
    std::string name;
    llvm::raw_string_ostream(name) << type;
    return "the element type is " + name + ", not " +
           (tf32 ? "f32 for tf32" : "bf16 or f16");
  }
  for (const ProductWeights &product : products)
    if (std::string obstacle = findObstacle(product); !obstacle.empty())
      return obstacle;
  return "";
}

/// A box of the copy engine has channels of one part: of rows along k, as many
/// as there are in blocks, and otherwise 64 neighbours.
static std::string findS2Obstacle(WeightsAttr layout) {
  if (layout.getPacking() != WeightPacking::Interleaved)
    return "";
  constexpr int64_t box = 64;
  int64_t block = layout.getBlock();
  bool isOutIn = layout.getOrder() == WeightOrder::OutIn;
  if (block % (isOutIn ? 2 * box : box) == 0 || (isOutIn && box % block == 0))
    return "";
  return llvm::formatv("blocks of interleaved weights have {0} channels; "
                       "expected {1}",
                       block,
                       isOutIn ? "a power of two up to 64 or a multiple of 128"
                               : "a multiple of 64");
}

/// What wgmma and the copy engine want beyond that.
static std::string findS2Obstacle(ArrayRef<ProductWeights> products,
                                  StringRef arch) {
  if (arch != "sm_90a")
    return "the architecture is " + arch.str() + ", not sm_90a";
  return findS2Obstacle(products.front().layout);
}

/// The rows of x, those of all its dimensions.
static int64_t countRows(Operation *layer) {
  auto x = cast<RankedTensorType>(layer->getOperand(0).getType());
  ArrayRef<int64_t> sizes = x.getShape().drop_back();
  if (ShapedType::isDynamicShape(sizes))
    return ShapedType::kDynamic;
  return llvm::product_of(sizes);
}

/// What a kernel for few rows wants beyond that: to know them, and all that
/// says how k is split.
static std::string findStreamObstacle(Operation *layer,
                                      ArrayRef<ProductWeights> products) {
  constexpr int64_t mostRows = 16;
  int64_t rows = countRows(layer);
  if (ShapedType::isDynamic(rows) || rows > mostRows)
    return "the number of rows is " + describe(rows) + ", not at most 16";
  for (const ProductWeights &product : products)
    if (!product.getType().hasStaticShape())
      return "weights have a dynamic size";
  return "";
}

/// Why a layer cannot be computed so; empty if it can.
static std::string findObstacle(GPUStrategyAttr strategy, Operation *layer,
                                ArrayRef<ProductWeights> products,
                                StringRef arch) {
  GPUFamily family = strategy.getFamily();
  std::string obstacle;
  if (family != GPUFamily::S0)
    obstacle = findObstacle(products, strategy.getTf32());
  if (!obstacle.empty())
    return obstacle;
  if (family == GPUFamily::S2)
    return findS2Obstacle(products, arch);
  if (family == GPUFamily::Stream)
    return findStreamObstacle(layer, products);
  return "";
}

/// Rows of in_out weights run along the channels: a block takes so many that
/// those of gate and value are 64 bytes of a row each. Either way there are 32
/// KB of weights on their way to a block that multiplies.
static GPUStrategyAttr getStreamStrategy(MLIRContext *ctx,
                                         ArrayRef<ProductWeights> products) {
  bool hasInOut = llvm::any_of(products, [](const ProductWeights &product) {
    return product.layout.getOrder() == WeightOrder::InOut;
  });
  return GPUStrategyAttr::get(ctx, GPUFamily::Stream, /*rows=*/16,
                              /*columns=*/hasInOut ? 64 : 32,
                              /*stages=*/hasInOut ? 2 : 3, /*cluster=*/1,
                              /*blocks=*/128);
}

/// The tiles of S1 and of stream fit every architecture.
static GPUStrategyAttr getStrategy(MLIRContext *ctx, GPUFamily family,
                                   ArrayRef<ProductWeights> products,
                                   bool allowTF32) {
  Type type = products.front().getType().getElementType();
  switch (family) {
  case GPUFamily::S0:
    return GPUStrategyAttr::get(ctx, family);
  case GPUFamily::S1:
    return GPUStrategyAttr::get(ctx, family, /*rows=*/128, /*columns=*/128,
                                /*stages=*/3, /*cluster=*/1, /*blocks=*/0,
                                allowTF32 && type.isF32());
  case GPUFamily::S2:
    return GPUStrategyAttr::get(ctx, family, /*rows=*/128, /*columns=*/256,
                                /*stages=*/4);
  case GPUFamily::Stream:
    return getStreamStrategy(ctx, products);
  }
}

/// Fails if a strategy written by hand cannot be carried out.
static LogicalResult check(Operation *layer, Attribute attribute,
                           ArrayRef<ProductWeights> products, StringRef arch) {
  auto strategy = dyn_cast<GPUStrategyAttr>(attribute);
  if (!strategy)
    return layer->emitOpError("expected a #glu.gpu_strategy for a GPU, got ")
           << attribute;
  std::string obstacle = findObstacle(strategy, layer, products, arch);
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
  for (GPUFamily family :
       {GPUFamily::Stream, GPUFamily::S2, GPUFamily::S1, GPUFamily::S0}) {
    strategy = getStrategy(&getContext(), family, products, allowTF32);
    std::string obstacle = findObstacle(strategy, layer, products, arch);
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
