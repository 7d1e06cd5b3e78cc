//===- S1.cpp - Products on tensor cores by mma.sync ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block makes a tile of the result, a warp 64 rows of it and 64 columns: of
// gate and value 32 each, so that both sums of an element are in one thread.
// Tiles of x and of the weights come into a ring of stages in shared memory by
// asynchronous copies of 16 bytes, a chunk, while tensor cores multiply the
// tile of an earlier stage. Chunks beyond the end of a matrix are zeros. In
// shared memory, chunk c of row r lies at c ^ (r mod 8), so that neither the
// copies nor ldmatrix, which reads the same chunk of eight rows, meet in a
// bank.
//
//===----------------------------------------------------------------------===//

#include "SumsTile.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
constexpr int64_t lanes = 32, tileK = GPUStrategyAttr::tileK;
/// Elements of 16 bytes.
constexpr int64_t chunk = 8;
/// A product of mma.sync, and the sums of it that a thread has: two columns of
/// rows r and r + 8.
constexpr int64_t mmaRows = 16, mmaColumns = 8, mmaK = 16, mmaSums = 4;
constexpr int64_t warpRows = 64, warpColumns = 64;

/// A ring of matrices in shared memory: [stage][part][row][column].
struct Ring {
  Value buffer;
  int64_t rows, columns;
};

/// Where a chunk comes from.
struct Source {
  Value isInside;
  SmallVector<Value, 2> at;
};

/// The registers that a thread has of a 16 x 16 matrix.
using Fragment = SmallVector<Value, 4>;

class S1Kernel {
public:
  S1Kernel(CodeBuilder &code, const GPUProduct &product);
  void emit();

private:
  void emitBody();
  void allocateTiles();

  void emitLoads(Value tile);
  void emitChunks(const Ring &to, Value stage, int64_t part, Value from,
                  function_ref<Source(Value row, Value column)> locate);
  Source locateRows(Value row, Value column, Value kFrom);
  Source locateWeights(int64_t part, Value row, Value column, Value kFrom);

  SmallVector<Value> emitSums();
  SmallVector<Value> emitTileProduct(Value stage, ValueRange sums);
  Fragment loadFragment(const Ring &from, Value stage, int64_t part, Value row,
                        Value column, bool transpose);
  Fragment loadRows(Value stage, int64_t i, int64_t step);
  Fragment loadWeights(Value stage, int64_t part, int64_t j, int64_t step);
  void multiply(const Fragment &x, ArrayRef<Value> weights,
                MutableArrayRef<Value> sums);
  void storeSums(ValueRange sums);

  bool isInOut() { return product.layout.getOrder() == WeightOrder::InOut; }
  int64_t getParts() { return product.getParts(); }
  int64_t getWarpChannels() { return warpColumns / getParts(); }
  int64_t getSumCount() {
    return warpRows / mmaRows * warpColumns / mmaColumns * mmaSums;
  }
  Value allOf(Value lhs, Value rhs) {
    return code.create<arith::AndIOp>(lhs, rhs);
  }
  /// The place of the chunk that starts at `column`.
  Value swizzle(Value row, Value column) {
    return code.fold<arith::XOrIOp>(column, code.mul(code.rem(row, 8), chunk));
  }

  CodeBuilder &code;
  const GPUProduct &product;
  GPUStrategyAttr strategy;
  FloatType type;
  SumsTile tile;
  Value m, n, k;
  Ring rows, weights;
  Value lane, warpRowFrom, warpChannelFrom;
};
} // namespace

S1Kernel::S1Kernel(CodeBuilder &code, const GPUProduct &product)
    : code(code), product(product), strategy(product.strategy),
      type(product.epilogue.storage) {
  tile.rows = strategy.getRows();
  tile.channels = strategy.getColumns() / getParts();
  tile.threads =
      tile.rows / warpRows * strategy.getColumns() / warpColumns * lanes;
  m = code.create<memref::DimOp>(product.x, 0);
  k = code.create<memref::DimOp>(product.x, 1);
  n = code.create<memref::DimOp>(product.result, 1);
}

void S1Kernel::emit() {
  emitTileLaunch(code, product, tile, "s1", [&] { emitBody(); });
}

void S1Kernel::emitBody() {
  lane = code.rem(tile.thread, lanes);
  Value warp = code.div(tile.thread, lanes);
  int64_t warpsOfRow = strategy.getColumns() / warpColumns;
  warpRowFrom = code.mul(code.div(warp, warpsOfRow), warpRows);
  warpChannelFrom = code.mul(code.rem(warp, warpsOfRow), getWarpChannels());
  allocateTiles();
  SmallVector<Value> sums = emitSums();
  // The sums go where the tiles were.
  code.create<gpu::BarrierOp>();
  storeSums(sums);
  code.create<gpu::BarrierOp>();
  emitTileResults(code, product, tile);
}

void S1Kernel::allocateTiles() {
  int64_t stages = strategy.getStages();
  Value shared =
      allocateShared(code, strategy.getSharedBytes(), code.b.getI8Type());
  rows = {Value(), tile.rows, tileK};
  rows.buffer =
      viewShared(code, shared, {stages, 1, rows.rows, rows.columns}, type, 0);
  weights = {Value(), tile.channels, tileK};
  if (isInOut())
    std::swap(weights.rows, weights.columns);
  weights.buffer = viewShared(
      code, shared, {stages, getParts(), weights.rows, weights.columns}, type,
      stages * tile.rows * GPUStrategyAttr::rowBytes);
  tile.sums = viewShared(code, shared, {tile.rows, strategy.getSumsOfRow()},
                         code.b.getF32Type(), 0);
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// Neighbouring threads bring neighbouring chunks.
void S1Kernel::emitChunks(
    const Ring &to, Value stage, int64_t part, Value from,
    function_ref<Source(Value row, Value column)> locate) {
  Value zero = code.get(0);
  int64_t chunksOfRow = to.columns / chunk;
  for (int64_t i = 0; i < to.rows * chunksOfRow; i += tile.threads) {
    Value number = code.add(tile.thread, i);
    Value row = code.div(number, chunksOfRow);
    Value column = code.mul(code.rem(number, chunksOfRow), chunk);
    Source source = locate(row, column);
    // Of a chunk outside nothing is read, but its address must be valid.
    SmallVector<Value> at;
    for (Value index : source.at)
      at.push_back(code.select(source.isInside, index, zero));
    Value elements = code.select(source.isInside, code.get(chunk), zero);
    SmallVector<Value> place{stage, code.get(part), row, swizzle(row, column)};
    code.create<nvgpu::DeviceAsyncCopyOp>(
        nvgpu::DeviceAsyncTokenType::get(code.b.getContext()), to.buffer, place,
        from, at, code.b.getIndexAttr(chunk), elements, code.b.getUnitAttr());
  }
}

Source S1Kernel::locateRows(Value row, Value column, Value kFrom) {
  Value r = code.add(tile.rowFrom, row), c = code.add(kFrom, column);
  return {allOf(code.isLess(r, m), code.isLess(c, k)), {r, c}};
}

Source S1Kernel::locateWeights(int64_t part, Value row, Value column,
                               Value kFrom) {
  if (!isInOut())
    std::swap(row, column);
  Value step = code.add(kFrom, row);
  Value channel = code.add(tile.channelFrom, column);
  SmallVector<Value, 2> at{
      step, getWeightChannel(code, product.layout, part, channel, n)};
  if (!isInOut())
    std::swap(at[0], at[1]);
  return {allOf(code.isLess(step, k), code.isLess(channel, n)), at};
}

/// Starts the copies of a tile of k, if there is one, as a group, which is
/// empty if there is none.
void S1Kernel::emitLoads(Value number) {
  Value kFrom = code.mul(number, tileK);
  Value stage = code.rem(number, strategy.getStages());
  code.ifThen(code.isLess(kFrom, k), [&] {
    emitChunks(rows, stage, 0, product.x, [&](Value row, Value column) {
      return locateRows(row, column, kFrom);
    });
    for (int64_t part = 0; part < getParts(); ++part)
      emitChunks(weights, stage, part, product.getWeight(part),
                 [&](Value row, Value column) {
                   return locateWeights(part, row, column, kFrom);
                 });
  });
  code.create<NVVM::CpAsyncCommitGroupOp>();
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// Four matrices of 8 x 8: lane l has the address of row l mod 8 of matrix l
/// / 8.
Fragment S1Kernel::loadFragment(const Ring &from, Value stage, int64_t part,
                                Value row, Value column, bool transpose) {
  Value matrices = code.create<nvgpu::LdMatrixOp>(
      VectorType::get({4, 2}, type), from.buffer,
      ValueRange{stage, code.get(part), row, swizzle(row, column)}, transpose,
      /*numTiles=*/4);
  Fragment registers;
  for (int64_t i = 0; i < 4; ++i) {
    Value both = code.create<vector::ExtractOp>(matrices, i);
    // nvvm.mma.sync takes pairs of f16 as such and those of bf16 as bits.
    if (type.isBF16())
      both = code.create<vector::ExtractOp>(
          code.create<vector::BitCastOp>(
              VectorType::get({1}, code.b.getI32Type()), both),
          0);
    registers.push_back(both);
  }
  return registers;
}

/// Rows i * 16 of the warp: matrices of rows 0-7 and 8-15, then those of the
/// other half of k.
Fragment S1Kernel::loadRows(Value stage, int64_t i, int64_t step) {
  Value row = code.add(code.add(warpRowFrom, code.rem(lane, 16)), i * mmaRows);
  Value column = code.add(code.mul(code.div(lane, 16), chunk), step * mmaK);
  return loadFragment(rows, stage, 0, row, column, /*transpose=*/false);
}

/// Channels j * 16 of the warp: both halves of k of channels 0-7, then those of
/// channels 8-15.
Fragment S1Kernel::loadWeights(Value stage, int64_t part, int64_t j,
                               int64_t step) {
  Value half = code.rem(code.div(lane, 8), 2), eight = code.div(lane, 16);
  Value inMatrix = code.rem(lane, 8);
  Value channel = code.add(code.add(warpChannelFrom, code.mul(eight, 8)),
                           j * 2 * mmaColumns);
  Value kOf = code.add(code.mul(half, chunk), step * mmaK);
  if (isInOut())
    return loadFragment(weights, stage, part, code.add(kOf, inMatrix), channel,
                        /*transpose=*/true);
  return loadFragment(weights, stage, part, code.add(channel, inMatrix), kOf,
                      /*transpose=*/false);
}

void S1Kernel::multiply(const Fragment &x, ArrayRef<Value> weights,
                        MutableArrayRef<Value> sums) {
  Type f32 = code.b.getF32Type();
  auto results = LLVM::LLVMStructType::getLiteral(
      code.b.getContext(), SmallVector<Type>(mmaSums, f32));
  auto ptxType = type.isBF16() ? NVVM::MMATypes::bf16 : NVVM::MMATypes::f16;
  Value result = code.create<NVVM::MmaOp>(
      results, x, weights, ValueRange(sums),
      ArrayRef<int64_t>{mmaRows, mmaColumns, mmaK}, std::nullopt, std::nullopt,
      std::array{ptxType, ptxType},
      std::array{NVVM::MMALayout::row, NVVM::MMALayout::col});
  for (auto [i, sum] : llvm::enumerate(sums))
    sum = code.create<LLVM::ExtractValueOp>(result, i);
}

/// The sums of a thread are those of [part][column of mma][row of mma].
SmallVector<Value> S1Kernel::emitTileProduct(Value stage, ValueRange before) {
  SmallVector<Value> sums(before);
  constexpr int64_t rowCount = warpRows / mmaRows;
  for (int64_t step = 0; step < tileK / mmaK; ++step) {
    SmallVector<Fragment> x;
    for (int64_t i = 0; i < rowCount; ++i)
      x.push_back(loadRows(stage, i, step));
    MutableArrayRef<Value> rest = sums;
    for (int64_t part = 0; part < getParts(); ++part)
      for (int64_t j = 0; j < getWarpChannels() / (2 * mmaColumns); ++j) {
        Fragment weights = loadWeights(stage, part, j, step);
        for (int64_t half : {0, 1})
          for (int64_t i = 0; i < rowCount; ++i) {
            multiply(x[i], ArrayRef(weights).slice(2 * half, 2),
                     rest.take_front(mmaSums));
            rest = rest.drop_front(mmaSums);
          }
      }
  }
  return sums;
}

SmallVector<Value> S1Kernel::emitSums() {
  int64_t stages = strategy.getStages();
  for (int64_t number = 0; number < stages - 1; ++number)
    emitLoads(code.get(number));
  Value zero = code.create<arith::ConstantOp>(code.b.getF32FloatAttr(0.0f));
  SmallVector<Value> zeros(getSumCount(), zero);
  return code.loop(0, code.ceilDiv(k, tileK), 1, zeros,
                   [&](Value number, ValueRange sums) {
                     // The copies of this tile are there, and all threads have
                     // read the tile whose stage the next copies take.
                     code.create<NVVM::CpAsyncWaitGroupOp>(stages - 2);
                     code.create<gpu::BarrierOp>();
                     emitLoads(code.add(number, stages - 1));
                     return emitTileProduct(code.rem(number, stages), sums);
                   });
}

void S1Kernel::storeSums(ValueRange sums) {
  Value row = code.add(warpRowFrom, code.div(lane, 4));
  Value channel = code.add(warpChannelFrom, code.mul(code.rem(lane, 4), 2));
  for (int64_t part = 0; part < getParts(); ++part)
    for (int64_t j = 0; j < getWarpChannels(); j += mmaColumns)
      for (int64_t i = 0; i < warpRows; i += mmaRows)
        for (int64_t half : {0, 8}) {
          tile.storePair(code, sums.take_front(2), part,
                         code.add(row, i + half), code.add(channel, j));
          sums = sums.drop_front(2);
        }
}

void mlir::glu::emitS1Product(CodeBuilder &code, const GPUProduct &product) {
  S1Kernel(code, product).emit();
}
