//===- Stream.cpp - Products of few rows by mma.sync ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The 16 rows of mma.sync are all that there are, so that each weight is used
// once and memory sets the pace. A block has few columns of the weights and a
// part of k, of which each warp takes every fourth tile through a ring of its
// own: warps wait for their own copies alone. What the warps have summed is
// added in shared memory. Where k is split among blocks, these leave their sums
// in a buffer, and a second kernel adds them, in order.
//
//===----------------------------------------------------------------------===//

#include "MmaTile.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
constexpr int64_t lanes = MmaTile::lanes, warps = GPUStrategyAttr::streamWarps;

class StreamKernel {
public:
  StreamKernel(CodeBuilder &code, const GPUProduct &product);
  void emit();

private:
  SumsTile getTile() const;
  Value allocateSums();
  Value getSumsOf(Value sums, Value number, int64_t terms);
  void emitSums(SumsTile &tile);

  CodeBuilder &code;
  const GPUProduct &product;
  GPUStrategyAttr strategy;
  /// Tiles of the result, and of k: those of a split.
  int64_t channelTiles, splitTiles, splits;
};
} // namespace

StreamKernel::StreamKernel(CodeBuilder &code, const GPUProduct &product)
    : code(code), product(product), strategy(product.strategy) {
  auto weight = cast<MemRefType>(product.weights[0].getType());
  channelTiles =
      llvm::divideCeil(product.layout.getN(weight), getTile().channels);
  int64_t steps = llvm::divideCeil(product.layout.getK(weight),
                                   GPUStrategyAttr::tileK * warps);
  int64_t splitSteps =
      std::max<int64_t>(channelTiles * steps / strategy.getBlocks(), 1);
  splits = llvm::divideCeil(steps, splitSteps);
  splitTiles = splitSteps * warps;
}

SumsTile StreamKernel::getTile() const {
  SumsTile tile;
  tile.rows = strategy.getRows();
  tile.channels = strategy.getColumns() / product.getParts();
  tile.threads = warps * lanes;
  return tile;
}

/// [tile of channels][split][row][column], as blocks make them.
Value StreamKernel::allocateSums() {
  return code.create<memref::AllocOp>(MemRefType::get(
      {channelTiles * splits * strategy.getRows(), strategy.getColumns()},
      code.b.getF32Type()));
}

/// `terms` tiles of `sums`, from a number on.
Value StreamKernel::getSumsOf(Value sums, Value number, int64_t terms) {
  int64_t rows = strategy.getRows();
  SmallVector<OpFoldResult, 2> from{code.mul(number, rows),
                                    code.b.getIndexAttr(0)};
  SmallVector<OpFoldResult, 2> sizes{
      code.b.getIndexAttr(terms * rows),
      code.b.getIndexAttr(strategy.getColumns())};
  SmallVector<OpFoldResult, 2> strides(2, code.b.getIndexAttr(1));
  return code.create<memref::SubViewOp>(sums, from, sizes, strides);
}

/// Leaves the sums of each warp, over the split of this block, in shared
/// memory.
void StreamKernel::emitSums(SumsTile &tile) {
  Value shared =
      allocateShared(code, strategy.getSharedBytes(), code.b.getI8Type());
  Value warp = code.div(tile.thread, lanes), zero = code.get(0);
  MmaTile mma(code, product, tile,
              {lanes, /*rings=*/warps, code.rem(tile.thread, lanes), warp},
              {tile.rows, tile.channels, zero, zero}, shared);
  Value from = code.mul(tile.split, splitTiles);
  Value to = code.min(code.add(from, splitTiles), mma.getTilesOfK());
  SmallVector<Value> sums = mma.emitSums(code.add(from, warp), to, warps);
  // The sums go where the tiles were.
  code.create<gpu::BarrierOp>();
  tile.terms = warps;
  tile.sums =
      viewShared(code, shared, {warps * tile.rows, strategy.getSumsOfRow()},
                 code.b.getF32Type(), 0);
  mma.storeSums(tile, sums, code.mul(warp, tile.rows));
  code.create<gpu::BarrierOp>();
}

void StreamKernel::emit() {
  SumsTile tile = getTile();
  if (splits == 1) {
    emitTileLaunch(code, product, tile, "stream", [&] {
      emitSums(tile);
      emitTileResults(code, product, tile);
    });
    return;
  }
  Value sums = allocateSums();
  tile.splits = splits;
  emitTileLaunch(code, product, tile, "stream", [&] {
    emitSums(tile);
    Value number = code.add(code.mul(tile.channelTile, splits), tile.split);
    emitTileSums(code, product, tile, getSumsOf(sums, number, 1));
  });
  SumsTile whole = getTile();
  emitTileLaunch(code, product, whole, "stream_sum", [&] {
    whole.terms = splits;
    whole.sums = getSumsOf(sums, code.mul(whole.channelTile, splits), splits);
    emitTileResults(code, product, whole);
  });
}

void mlir::glu::emitStreamProduct(CodeBuilder &code,
                                  const GPUProduct &product) {
  StreamKernel(code, product).emit();
}
