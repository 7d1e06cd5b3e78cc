//===- GPUProduct.cpp - What kernels of all families have -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GPUProduct.h"

using namespace mlir;
using namespace mlir::glu;

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
