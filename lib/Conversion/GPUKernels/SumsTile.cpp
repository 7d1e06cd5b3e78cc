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
  void emitResults();
  void emitSums(Value to);

private:
  VectorType getType() const {
    return VectorType::get(group, code.b.getF32Type());
  }
  Value getFirstRow();
  void forEachRow(function_ref<void(Value rowOfTile)> body);
  Value getColumn(int64_t part) {
    return code.add(channelOfTile, part * tile.channels);
  }
  Value loadSums(Value rowOfTile, int64_t part);
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

/// Eight threads load at a time. Where they have two rows, these are not
/// neighbours but the next ones but one, which lie in other banks.
Value ChannelGroup::getFirstRow() {
  Value row = code.div(tile.thread, threadsOfRow);
  if (threadsOfRow >= 8)
    return row;
  Value differ = code.rem(code.fold<arith::XOrIOp>(row, code.div(row, 2)), 2);
  return code.fold<arith::XOrIOp>(row, code.mul(differ, 3));
}

/// The rows of the thread that are inside, if its channels are.
void ChannelGroup::forEachRow(function_ref<void(Value rowOfTile)> body) {
  Value m = code.create<memref::DimOp>(product.x, 0);
  Value end = code.min(code.sub(m, tile.rowFrom), tile.rows);
  code.loop(getFirstRow(), end, tile.threads / threadsOfRow, body);
}

void ChannelGroup::emitResults() {
  code.ifThen(code.isLess(channel, n), [&] {
    // For channels beyond the last, whose results are not stored, that has to
    // do.
    for (int64_t i = 0; i < group; ++i)
      epilogues.emplace_back(code, product,
                             code.min(code.add(channel, i), code.sub(n, 1)));
    forEachRow([&](Value row) { emitRow(row); });
  });
}

void ChannelGroup::emitSums(Value to) {
  code.ifThen(code.isLess(channel, n), [&] {
    forEachRow([&](Value row) {
      for (int64_t part = 0; part < product.getParts(); ++part) {
        auto store = code.create<vector::StoreOp>(
            loadSums(row, part), to, ValueRange{row, getColumn(part)});
        store.setAlignment(16);
      }
    });
  });
}

Value ChannelGroup::loadSums(Value rowOfTile, int64_t part) {
  auto loadTerm = [&](Value i) -> Value {
    Value row = code.add(rowOfTile, code.mul(i, tile.rows));
    auto load = code.create<vector::LoadOp>(getType(), tile.sums,
                                            ValueRange{row, getColumn(part)});
    load.setAlignment(16);
    return load;
  };
  return code.loop(1, tile.terms, 1, loadTerm(code.get(0)),
                   [&](Value i, ValueRange sum) -> SmallVector<Value> {
                     return {code.create<arith::AddFOp>(sum[0], loadTerm(i))};
                   })[0];
}

void ChannelGroup::emitRow(Value rowOfTile) {
  SmallVector<Value, 2> parts;
  for (int64_t part = 0; part < product.getParts(); ++part)
    parts.push_back(loadSums(rowOfTile, part));
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
  ChannelGroup(code, product, tile).emitResults();
}

void mlir::glu::emitTileSums(CodeBuilder &code, const GPUProduct &product,
                             const SumsTile &tile, Value to) {
  ChannelGroup(code, product, tile).emitSums(to);
}
