//===- SumsTile.cpp - From sums in shared memory to results ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SumsTile.h"

using namespace mlir;
using namespace mlir::glu;

/// Channels of a row that a thread finishes together: 16 bytes of sums.
static constexpr int64_t group = 4;

Value mlir::glu::viewShared(CodeBuilder &code, Value bytes,
                            ArrayRef<int64_t> shape, Type type, int64_t byte) {
  Attribute space = cast<MemRefType>(bytes.getType()).getMemorySpace();
  return code.create<memref::ViewOp>(
      MemRefType::get(shape, type, MemRefLayoutAttrInterface(), space), bytes,
      code.get(byte), ValueRange());
}

void SumsTile::storePair(CodeBuilder &code, ValueRange pair, int64_t part,
                         Value row, Value channel) const {
  auto type = VectorType::get(2, pair[0].getType());
  auto store = code.create<vector::StoreOp>(
      code.create<vector::FromElementsOp>(type, pair), sums,
      ValueRange{row, code.add(channel, part * channels)});
  store.setAlignment(8);
}

namespace {
/// The four channels of a thread, the same in all of its rows.
class ChannelGroup {
public:
  ChannelGroup(CodeBuilder &code, const GPUProduct &product,
               const SumsTile &tile);
  void emit();

private:
  void emitRow(Value rowOfTile);
  void store(Value row, ArrayRef<Value> results);

  CodeBuilder &code;
  const GPUProduct &product;
  const SumsTile &tile;
  int64_t threadsOfRow;
  Value n, channelOfTile, channel;
  SmallVector<ChannelEpilogue, group> epilogues;
};
} // namespace

ChannelGroup::ChannelGroup(CodeBuilder &code, const GPUProduct &product,
                           const SumsTile &tile)
    : code(code), product(product), tile(tile),
      threadsOfRow(tile.channels / group),
      n(code.b.createOrFold<memref::DimOp>(code.loc, product.result, 1)),
      channelOfTile(code.mul(code.rem(tile.thread, threadsOfRow), group)),
      channel(code.add(tile.channelFrom, channelOfTile)) {}

void ChannelGroup::emit() {
  Value m = code.create<memref::DimOp>(product.x, 0);
  code.ifThen(code.isLess(channel, n), [&] {
    // For channels beyond the last, whose results are not stored, that has to
    // do.
    for (int64_t i = 0; i < group; ++i)
      epilogues.emplace_back(code, product,
                             code.min(code.add(channel, i), code.sub(n, 1)));
    Value end = code.min(code.sub(m, tile.rowFrom), tile.rows);
    code.loop(code.div(tile.thread, threadsOfRow), end,
              tile.threads / threadsOfRow, [&](Value row) { emitRow(row); });
  });
}

void ChannelGroup::emitRow(Value rowOfTile) {
  auto type = VectorType::get(group, code.b.getF32Type());
  SmallVector<Value, 2> parts;
  for (int64_t part = 0; part < product.getParts(); ++part) {
    Value at = code.add(channelOfTile, part * tile.channels);
    auto load =
        code.create<vector::LoadOp>(type, tile.sums, ValueRange{rowOfTile, at});
    load.setAlignment(16);
    parts.push_back(load);
  }
  SmallVector<Value, group> results;
  for (auto [i, epilogue] : llvm::enumerate(epilogues)) {
    SmallVector<Value, 2> sums;
    for (Value part : parts)
      sums.push_back(code.create<vector::ExtractOp>(part, i));
    results.push_back(epilogue.emit(code, sums));
  }
  store(code.add(tile.rowFrom, rowOfTile), results);
}

void ChannelGroup::store(Value row, ArrayRef<Value> results) {
  auto size = getConstantIntValue(n);
  if (size && *size % group == 0) {
    FloatType element = product.epilogue.storage;
    auto type = VectorType::get(group, element);
    auto store = code.create<vector::StoreOp>(
        code.create<vector::FromElementsOp>(type, results), product.result,
        ValueRange{row, channel});
    store.setAlignment(group * element.getWidth() / 8);
    return;
  }
  for (auto [i, result] : llvm::enumerate(results)) {
    Value at = code.add(channel, i);
    code.ifThen(code.isLess(at, n), [&, result = result] {
      code.create<memref::StoreOp>(result, product.result, ValueRange{row, at});
    });
  }
}

void mlir::glu::emitTileResults(CodeBuilder &code, const GPUProduct &product,
                                const SumsTile &tile) {
  ChannelGroup(code, product, tile).emit();
}
