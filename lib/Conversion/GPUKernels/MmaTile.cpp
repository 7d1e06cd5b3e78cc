//===- MmaTile.cpp - Tiles that mma.sync multiplies -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MmaTile.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"

using namespace mlir;
using namespace mlir::glu;

/// A product of mma.sync, and the sums of it that a thread has: two columns of
/// rows r and r + 8.
static constexpr int64_t mmaRows = 16, mmaColumns = 8, mmaSums = 4;

MmaTile::MmaTile(CodeBuilder &code, const GPUProduct &product,
                 const BlockTile &block, const MmaTeam &team,
                 const WarpTile &warp, Value bytes)
    : code(code), product(product), block(block), team(team), warp(warp),
      type(product.epilogue.storage), elementBytes(type.getWidth() / 8),
      rows{Value(), block.rows, getTileK()},
      weights{Value(), block.channels, getTileK(), isInOut() && type.isF32()},
      lane(code.rem(team.thread, lanes)),
      firstStage(code.mul(team.ring, getStages())) {
  m = code.create<memref::DimOp>(product.x, 0);
  k = code.create<memref::DimOp>(product.x, 1);
  n = code.create<memref::DimOp>(product.result, 1);
  int64_t stages = team.rings * getStages();
  rows.buffer =
      viewShared(code, bytes, {stages, 1, rows.rows, rows.columns}, type, 0);
  if (isInOut())
    std::swap(weights.rows, weights.columns);
  weights.buffer = viewShared(
      code, bytes, {stages, getParts(), weights.rows, weights.columns}, type,
      stages * block.rows * GPUStrategyAttr::rowBytes);
}

/// The place of the chunk that starts at `column`: those of one column differ
/// in their banks for eight rows, also where several short rows have all banks
/// between them. Where words are loaded, those of two columns do so for four
/// rows.
Value MmaTile::swizzle(const Ring &ring, Value row, Value column) {
  constexpr int64_t bankChunks = 8;
  int64_t chunks = std::min(ring.columns / getChunk(), bankChunks);
  Value line = code.div(row, bankChunks / chunks);
  Value by = ring.ofWords ? code.mul(code.rem(line, chunks / 2), 2)
                          : code.rem(line, chunks);
  return code.fold<arith::XOrIOp>(column, code.mul(by, getChunk()));
}

/// What the threads have done is known to all of them.
void MmaTile::synchronize() {
  if (team.threads > lanes) {
    code.create<gpu::BarrierOp>();
    return;
  }
  Value all = code.create<arith::ConstantIntOp>(code.b.getI32Type(), -1);
  code.create<NVVM::SyncWarpOp>(all);
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// Neighbouring threads bring neighbouring chunks.
void MmaTile::emitChunks(const Ring &to, Value stage, int64_t part, Value from,
                         function_ref<Source(Value row, Value column)> locate) {
  int64_t chunk = getChunk();
  Value zero = code.get(0);
  int64_t chunksOfRow = to.columns / chunk;
  for (int64_t i = 0; i < to.rows * chunksOfRow; i += team.threads) {
    Value number = code.add(team.thread, i);
    Value row = code.div(number, chunksOfRow);
    Value column = code.mul(code.rem(number, chunksOfRow), chunk);
    Source source = locate(row, column);
    // Of a chunk outside nothing is read, but its address must be valid.
    SmallVector<Value> at;
    for (Value index : source.at)
      at.push_back(code.select(source.isInside, index, zero));
    Value elements = code.select(source.isInside, code.get(chunk), zero);
    SmallVector<Value> place{stage, code.get(part), row,
                             swizzle(to, row, column)};
    code.create<nvgpu::DeviceAsyncCopyOp>(
        nvgpu::DeviceAsyncTokenType::get(code.b.getContext()), to.buffer, place,
        from, at, code.b.getIndexAttr(chunk), elements, code.b.getUnitAttr());
  }
}

MmaTile::Source MmaTile::locateRows(Value row, Value column, Value kFrom) {
  Value r = code.add(block.rowFrom, row), c = code.add(kFrom, column);
  return {allOf(code.isLess(r, m), code.isLess(c, k)), {r, c}};
}

MmaTile::Source MmaTile::locateWeights(int64_t part, Value row, Value column,
                                       Value kFrom) {
  if (!isInOut())
    std::swap(row, column);
  Value step = code.add(kFrom, row);
  Value channel = code.add(block.channelFrom, column);
  SmallVector<Value, 2> at{
      step, getWeightChannel(code, product.layout, part, channel, n)};
  if (!isInOut())
    std::swap(at[0], at[1]);
  return {allOf(code.isLess(step, k), code.isLess(channel, n)), at};
}

/// Starts the copies of a tile of k, if there is one, as a group, which is
/// empty if there is none.
void MmaTile::emitLoads(Value number, Value to, Value stage) {
  code.ifThen(code.isLess(number, to), [&] {
    Value kFrom = code.mul(number, getTileK());
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

/// What mma.sync takes of a row of four matrices: two floats of 16 bits, of
/// bf16 as bits, or one of tf32.
Value MmaTile::getOperand(Value row) {
  if (type.isF16())
    return row;
  if (type.isBF16())
    return code.create<vector::ExtractOp>(
        code.create<vector::BitCastOp>(
            VectorType::get({1}, code.b.getI32Type()), row),
        0);
  return roundToTF32(code.create<vector::ExtractOp>(row, 0));
}

Value MmaTile::roundToTF32(Value element) {
  return code.create<NVVM::ConvertFloatToTF32Op>(
      code.b.getI32Type(), element, NVVM::FPRoundingMode::RNA,
      NVVM::SaturationMode::NONE, /*relu=*/false);
}

/// Four matrices of 8 rows and a chunk: lane l has the address of row l mod 8
/// of matrix l / 8.
Fragment MmaTile::loadFragment(const Ring &from, Value stage, int64_t part,
                               Value row, Value column, bool transpose) {
  Value matrices = code.create<nvgpu::LdMatrixOp>(
      VectorType::get({4, getChunk() / 4}, type), from.buffer,
      ValueRange{stage, code.get(part), row, swizzle(from, row, column)},
      transpose,
      /*numTiles=*/4);
  Fragment registers;
  for (int64_t i = 0; i < 4; ++i)
    registers.push_back(
        getOperand(code.create<vector::ExtractOp>(matrices, i)));
  return registers;
}

/// Rows i * 16 of the warp: matrices of rows 0-7 and 8-15, then those of the
/// other half of k.
Fragment MmaTile::loadRows(Value stage, int64_t i, int64_t step) {
  Value row = code.add(code.add(warp.rowFrom, code.rem(lane, 16)), i * mmaRows);
  Value column =
      code.add(code.mul(code.div(lane, 16), getChunk()), step * getMmaK());
  return loadFragment(rows, stage, 0, row, column, /*transpose=*/false);
}

/// Channels j * 16 of the warp: both halves of k of channels 0-7, then those of
/// channels 8-15.
Fragment MmaTile::loadWeights(Value stage, int64_t part, int64_t j,
                              int64_t step) {
  if (weights.ofWords)
    return loadWords(stage, part, j, step);
  Value half = code.rem(code.div(lane, 8), 2), eight = code.div(lane, 16);
  Value inMatrix = code.rem(lane, 8);
  Value channel = code.add(code.add(warp.channelFrom, code.mul(eight, 8)),
                           j * 2 * mmaColumns);
  Value kOf = code.add(code.mul(half, getChunk()), step * getMmaK());
  if (isInOut())
    return loadFragment(weights, stage, part, code.add(kOf, inMatrix), channel,
                        /*transpose=*/true);
  return loadFragment(weights, stage, part, code.add(channel, inMatrix), kOf,
                      /*transpose=*/false);
}

/// The same of in_out weights in f32, which ldmatrix does not transpose.
Fragment MmaTile::loadWords(Value stage, int64_t part, int64_t j,
                            int64_t step) {
  Value channel = code.add(code.add(warp.channelFrom, code.div(lane, 4)),
                           j * 2 * mmaColumns);
  Value kOf = code.add(code.rem(lane, 4), step * getMmaK());
  Fragment registers;
  for (int64_t eight : {0, 1})
    for (int64_t half : {0, 1}) {
      Value row = code.add(kOf, half * getChunk());
      Value column = code.add(channel, eight * mmaColumns);
      Value word = code.create<memref::LoadOp>(
          weights.buffer, ValueRange{stage, code.get(part), row,
                                     swizzle(weights, row, column)});
      registers.push_back(roundToTF32(word));
    }
  return registers;
}

void MmaTile::multiply(const Fragment &x, ArrayRef<Value> weights,
                       MutableArrayRef<Value> sums) {
  Type f32 = code.b.getF32Type();
  auto results = LLVM::LLVMStructType::getLiteral(
      code.b.getContext(), SmallVector<Type>(mmaSums, f32));
  auto ptxType = type.isBF16()  ? NVVM::MMATypes::bf16
                 : type.isF16() ? NVVM::MMATypes::f16
                                : NVVM::MMATypes::tf32;
  Value result = code.create<NVVM::MmaOp>(
      results, x, weights, ValueRange(sums),
      ArrayRef<int64_t>{mmaRows, mmaColumns, getMmaK()}, std::nullopt,
      std::nullopt, std::array{ptxType, ptxType},
      std::array{NVVM::MMALayout::row, NVVM::MMALayout::col});
  for (auto [i, sum] : llvm::enumerate(sums))
    sum = code.create<LLVM::ExtractValueOp>(result, i);
}

SmallVector<Value> MmaTile::emitProduct(Value stage, ValueRange before) {
  SmallVector<Value> sums(before);
  int64_t rowCount = warp.rows / mmaRows;
  for (int64_t step = 0; step < getTileK() / getMmaK(); ++step) {
    SmallVector<Fragment> x;
    for (int64_t i = 0; i < rowCount; ++i)
      x.push_back(loadRows(stage, i, step));
    MutableArrayRef<Value> rest = sums;
    for (int64_t part = 0; part < getParts(); ++part)
      for (int64_t j = 0; j < warp.channels / (2 * mmaColumns); ++j) {
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

SmallVector<Value> MmaTile::emitSums(Value from, Value to, int64_t step) {
  int64_t stages = getStages();
  auto emitLoadsOf = [&](Value i) {
    emitLoads(code.add(from, code.mul(i, step)), to, getStage(i));
  };
  for (int64_t i = 0; i < stages - 1; ++i)
    emitLoadsOf(code.get(i));
  Value zero = code.create<arith::ConstantOp>(code.b.getF32FloatAttr(0.0f));
  SmallVector<Value> zeros(warp.rows / mmaRows * getParts() * warp.channels /
                               mmaColumns * mmaSums,
                           zero);
  Value count = code.ceilDiv(code.max(code.sub(to, from), 0), step);
  return code.loop(0, count, 1, zeros, [&](Value i, ValueRange sums) {
    // The copies of this tile are there, and all threads have read the tile
    // whose stage the next copies take.
    code.create<NVVM::CpAsyncWaitGroupOp>(stages - 2);
    synchronize();
    emitLoadsOf(code.add(i, stages - 1));
    return emitProduct(getStage(i), sums);
  });
}

void MmaTile::storeSums(const SumsTile &tile, ValueRange sums, Value rowFrom) {
  Value row = code.add(rowFrom, code.div(lane, 4));
  Value channel = code.add(warp.channelFrom, code.mul(code.rem(lane, 4), 2));
  for (int64_t part = 0; part < getParts(); ++part)
    for (int64_t j = 0; j < warp.channels; j += mmaColumns)
      for (int64_t i = 0; i < warp.rows; i += mmaRows)
        for (int64_t half : {0, 8}) {
          tile.storePair(code, sums.take_front(2), part,
                         code.add(row, i + half), code.add(channel, j));
          sums = sums.drop_front(2);
        }
}
