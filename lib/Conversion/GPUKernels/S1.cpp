//===- S1.cpp - Products on tensor cores by mma.sync ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block makes a tile of the result, a warp 64 rows of it and 64 columns: of
// gate and value 32 each, so that both sums of an element are in one thread.
// The threads of the block share the tiles of x and of the weights. f32 is
// taken as tf32.
//
//===----------------------------------------------------------------------===//

#include "MmaTile.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
constexpr int64_t lanes = MmaTile::lanes, warpRows = 64;
} // namespace

/// Of f32, which has to be rounded on the way, a warp has registers for fewer.
static int64_t getWarpColumns(const GPUProduct &product) {
  return product.epilogue.storage.isF32() ? 32 : 64;
}

static void emitBody(CodeBuilder &code, const GPUProduct &product,
                     SumsTile &tile) {
  GPUStrategyAttr strategy = product.strategy;
  Value warp = code.div(tile.thread, lanes);
  int64_t warpColumns = getWarpColumns(product);
  int64_t warpsOfRow = strategy.getColumns() / warpColumns;
  int64_t warpChannels = warpColumns / product.getParts();
  Value rowFrom = code.mul(code.div(warp, warpsOfRow), warpRows);
  Value channelFrom = code.mul(code.rem(warp, warpsOfRow), warpChannels);
  Value shared =
      allocateShared(code, strategy.getSharedBytes(), code.b.getI8Type());
  MmaTile mma(code, product, tile,
              {tile.threads, /*rings=*/1, tile.thread, code.get(0)},
              {warpRows, warpChannels, rowFrom, channelFrom}, shared);
  SmallVector<Value> sums =
      mma.emitSums(code.get(0), mma.getTilesOfK(), /*step=*/1);
  // The sums go where the tiles were.
  code.create<gpu::BarrierOp>();
  tile.sums = viewShared(code, shared, {tile.rows, strategy.getSumsOfRow()},
                         code.b.getF32Type(), 0);
  mma.storeSums(tile, sums, rowFrom);
  code.create<gpu::BarrierOp>();
  emitTileResults(code, product, tile);
}

void mlir::glu::emitS1Product(CodeBuilder &code, const GPUProduct &product) {
  GPUStrategyAttr strategy = product.strategy;
  SumsTile tile;
  tile.rows = strategy.getRows();
  tile.channels = strategy.getColumns() / product.getParts();
  tile.threads = tile.rows / warpRows * strategy.getColumns() /
                 getWarpColumns(product) * lanes;
  emitTileLaunch(code, product, tile, "s1",
                 [&] { emitBody(code, product, tile); });
}
