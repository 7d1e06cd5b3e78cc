//===- Epilogue.cpp - From sums to the result -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Product.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
/// A vector of channels of one row, which the last channels may not fill.
struct RowSegment {
  CodeBuilder &code;
  const Product &product;
  Value row, channel;
  /// Null where all lanes are channels.
  Value mask;

  RowSegment(CodeBuilder &code, const Product &product, Value row,
             Value channel)
      : code(code), product(product), row(row), channel(channel) {
    if (product.n % product.getPanelChannels() == 0)
      return;
    auto type = VectorType::get(product.getLanes(), code.b.getI1Type());
    Value left = code.max(code.sub(product.n, channel), 0);
    mask = code.create<vector::CreateMaskOp>(type, left);
  }

  /// A bias or beta of these channels.
  Value load(Value perChannel) {
    if (!perChannel)
      return {};
    auto type =
        VectorType::get(product.getLanes(), getElementTypeOrSelf(perChannel));
    if (!isa<MemRefType>(perChannel.getType()))
      return code.create<vector::BroadcastOp>(type, perChannel);
    if (!mask)
      return code.create<vector::LoadOp>(type, perChannel, channel);
    Value zero = code.create<arith::ConstantOp>(code.b.getZeroAttr(type));
    return code.create<vector::MaskedLoadOp>(type, perChannel, channel, mask,
                                             zero);
  }

  void store(Value result) {
    if (product.isResultTiled) {
      // Tiles have room for all lanes.
      code.create<vector::StoreOp>(
          result, product.result,
          getPlaceInTiles(code, product.result, row, channel));
      return;
    }
    Value at[] = {row, channel};
    if (mask)
      code.create<vector::MaskedStoreOp>(product.result, at, mask, result);
    else
      code.create<vector::StoreOp>(result, product.result, at);
  }
};
} // namespace

void mlir::glu::emitEpilogueRow(CodeBuilder &code, const Product &product,
                                Value sums, Value sumsRow, Value row,
                                Value panel) {
  int64_t lanes = product.getLanes();
  auto type = VectorType::get(lanes, product.getComputeType());
  auto load = [&](int64_t column) -> Value {
    Value at[] = {sumsRow, code.get(column)};
    return code.create<vector::LoadOp>(type, sums, at);
  };
  Value first = code.mul(panel, product.getPanelChannels());
  auto emit = [&](Value channel, ValueRange vectors) {
    RowSegment segment(code, product, row, channel);
    SmallVector<Value, 2> biases;
    for (Value bias : product.biases)
      biases.push_back(segment.load(bias));
    segment.store(product.epilogue.emit(code.b, code.loc, vectors, biases,
                                        segment.load(product.beta)));
  };
  if (product.isGated)
    return emit(first, {load(0), load(lanes)});
  emit(first, load(0));
  emit(code.add(first, lanes), load(lanes));
}
