//===- GPUProduct.cpp - What kernels of all families have -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GPUProduct.h"

using namespace mlir;
using namespace mlir::glu;

void mlir::glu::emitLaunch(CodeBuilder &code, const GPUProduct &product,
                           StringRef family, const LaunchSizes &sizes,
                           function_ref<void(gpu::LaunchOp)> body) {
  Value one = code.get(1), cluster, clusterOne;
  if (sizes.cluster > 1) {
    cluster = code.get(sizes.cluster);
    clusterOne = one;
  }
  auto launch = code.create<gpu::LaunchOp>(
      sizes.x, sizes.y, code.get(sizes.z), code.get(sizes.threads), one, one,
      /*dynamicSharedMemorySize=*/Value(), /*asyncTokenType=*/Type(),
      /*asyncDependencies=*/ValueRange(), /*workgroupAttributions=*/TypeRange(),
      /*privateAttributions=*/TypeRange(), cluster, clusterOne, clusterOne);
  // MLIR 22.1 makes no arguments of clusters.
  if (cluster)
    launch.getBody().addArguments(SmallVector<Type>(6, one.getType()),
                                  SmallVector<Location>(6, code.loc));
  StringRef layer = product.isMaxout           ? "maxout"
                    : product.layout.isGated() ? "gated_linear"
                                               : "linear";
  launch.setFunctionAttr(FlatSymbolRefAttr::get(code.b.getContext(),
                                                (family + "_" + layer).str()));
  OpBuilder::InsertionGuard guard(code.b);
  code.b.setInsertionPointToStart(&launch.getBody().front());
  body(launch);
  code.create<gpu::TerminatorOp>();
}

void mlir::glu::emitTileLaunch(CodeBuilder &code, const GPUProduct &product,
                               BlockTile &tile, StringRef family,
                               function_ref<void()> body) {
  Value m = code.create<memref::DimOp>(product.x, 0);
  Value n = code.create<memref::DimOp>(product.result, 1);
  // A grid of no blocks is an error.
  Value rowTiles = code.max(code.ceilDiv(m, tile.rows), 1);
  Value channelTiles = code.max(code.ceilDiv(n, tile.channels), 1);
  LaunchSizes sizes{rowTiles, channelTiles, tile.splits, tile.threads};
  emitLaunch(code, product, family, sizes, [&](gpu::LaunchOp launch) {
    tile.thread = launch.getThreadIds().x;
    tile.channelTile = launch.getBlockIds().y;
    tile.split = launch.getBlockIds().z;
    tile.rowFrom = code.mul(launch.getBlockIds().x, tile.rows);
    tile.channelFrom = code.mul(tile.channelTile, tile.channels);
    body();
  });
}

Value mlir::glu::allocateShared(CodeBuilder &code, ArrayRef<int64_t> shape,
                                Type type) {
  auto space = gpu::AddressSpaceAttr::get(code.b.getContext(),
                                          gpu::AddressSpace::Workgroup);
  return code.create<memref::AllocaOp>(
      MemRefType::get(shape, type, MemRefLayoutAttrInterface(), space));
}

Value mlir::glu::getWeightChannel(CodeBuilder &code, WeightsAttr layout,
                                  int64_t part, Value channel, Value n) {
  switch (layout.getPacking()) {
  case WeightPacking::Single:
  case WeightPacking::Separate:
    return channel;
  case WeightPacking::GateFirst:
    return part == 0 ? channel : code.add(n, channel);
  case WeightPacking::ValueFirst:
    return part == 1 ? channel : code.add(n, channel);
  case WeightPacking::Interleaved: {
    int64_t block = layout.getBlock();
    Value blocks = code.mul(code.div(channel, block), 2 * block);
    return code.add(code.add(blocks, code.rem(channel, block)), part * block);
  }
  }
  llvm_unreachable("unknown packing");
}

/// A bias or beta of a channel, null for null.
static Value loadOfChannel(CodeBuilder &code, Value perChannel, Value channel) {
  if (!perChannel || !isa<MemRefType>(perChannel.getType()))
    return perChannel;
  return code.create<memref::LoadOp>(perChannel, channel);
}

ChannelEpilogue::ChannelEpilogue(CodeBuilder &code, const GPUProduct &product,
                                 Value channel)
    : product(product), beta(loadOfChannel(code, product.beta, channel)) {
  if (!product.isMaxout)
    for (Value bias : product.biases)
      biases.push_back(loadOfChannel(code, bias, channel));
}

Value ChannelEpilogue::emit(CodeBuilder &code, ValueRange sums) const {
  // The bias of a piece is in the maximum.
  if (product.isMaxout)
    return convertFloat(code.b, code.loc, sums[0], product.epilogue.storage);
  return product.epilogue.emit(code.b, code.loc, sums, biases, beta);
}
