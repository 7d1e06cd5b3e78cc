//===- GPUProduct.cpp - What kernels of all families have -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GPUProduct.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::glu;

void mlir::glu::emitTileLaunch(CodeBuilder &code, const GPUProduct &product,
                               BlockTile &tile, StringRef family,
                               function_ref<void()> body) {
  Value one = code.get(1);
  Value m = code.create<memref::DimOp>(product.x, 0);
  Value n = code.create<memref::DimOp>(product.result, 1);
  // A grid of no blocks is an error.
  Value rowTiles = code.max(code.ceilDiv(m, tile.rows), 1);
  Value channelTiles = code.max(code.ceilDiv(n, tile.channels), 1);
  auto launch =
      code.create<gpu::LaunchOp>(rowTiles, channelTiles, code.get(tile.splits),
                                 code.get(tile.threads), one, one);
  StringRef layer = product.isMaxout           ? "maxout"
                    : product.layout.isGated() ? "gated_linear"
                                               : "linear";
  launch.setFunctionAttr(FlatSymbolRefAttr::get(code.b.getContext(),
                                                (family + "_" + layer).str()));
  OpBuilder::InsertionGuard guard(code.b);
  code.b.setInsertionPointToStart(&launch.getBody().front());
  tile.thread = launch.getThreadIds().x;
  tile.channelTile = launch.getBlockIds().y;
  tile.split = launch.getBlockIds().z;
  tile.rowFrom = code.mul(launch.getBlockIds().x, tile.rows);
  tile.channelFrom = code.mul(tile.channelTile, tile.channels);
  body();
  code.create<gpu::TerminatorOp>();
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
