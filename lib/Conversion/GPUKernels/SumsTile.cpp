//===- SumsTile.cpp - From sums in shared memory to results ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SumsTile.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::glu;

/// Channels of a row that a thread finishes together: 16 bytes of sums.
static constexpr int64_t group = 4;

Value mlir::glu::allocateSharedBytes(CodeBuilder &code, int64_t bytes) {
  auto space = gpu::AddressSpaceAttr::get(code.b.getContext(),
                                          gpu::AddressSpace::Workgroup);
  return code.create<memref::AllocaOp>(MemRefType::get(
      bytes, code.b.getI8Type(), MemRefLayoutAttrInterface(), space));
}

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
               const SumsTile &tile, Value n);
  void emitRow(Value rowOfTile);

private:
  void store(Value row, ArrayRef<Value> results);

  CodeBuilder &code;
  const GPUProduct &product;
  const SumsTile &tile;
  Value n, channelOfTile, channel;
  SmallVector<ChannelEpilogue, group> epilogues;
};
} // namespace

/// The first of the channels must be inside; for the others, whose results are
/// not stored, the last has to do.
ChannelGroup::ChannelGroup(CodeBuilder &code, const GPUProduct &product,
                           const SumsTile &tile, Value n)
    : code(code), product(product), tile(tile), n(n),
      channelOfTile(
          code.mul(code.rem(tile.thread, tile.channels / group), group)),
      channel(code.add(tile.channelFrom, channelOfTile)) {
  for (int64_t i = 0; i < group; ++i)
    epilogues.emplace_back(code, product,
                           code.min(code.add(channel, i), code.sub(n, 1)));
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
  Value m = code.create<memref::DimOp>(product.x, 0);
  Value n = code.b.createOrFold<memref::DimOp>(code.loc, product.result, 1);
  int64_t threadsOfRow = tile.channels / group;
  Value first = code.div(tile.thread, threadsOfRow);
  Value channel = code.add(
      tile.channelFrom, code.mul(code.rem(tile.thread, threadsOfRow), group));
  code.ifThen(code.isLess(channel, n), [&] {
    ChannelGroup channels(code, product, tile, n);
    Value end = code.min(code.sub(m, tile.rowFrom), tile.rows);
    code.loop(first, end, tile.threads / threadsOfRow,
              [&](Value row) { channels.emitRow(row); });
  });
}
