//===- AMX.cpp - Products by tiles ----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A register tile is 2 x 2 tiles of sums: 32 rows of x times 16 gate and 16
// value columns, or 32 columns of a product without gate. Tiles of sums can
// only be stored, so a finished block waits in scratch, and its epilogue runs a
// few rows at a time between the tile instructions of the next block: the
// vector units are idle there.
//
//===----------------------------------------------------------------------===//

#include "ProductNest.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
/// The instructions on tiles of 16 rows of 64 bytes. LLVM's intrinsics are
/// called as such: those of the amx dialect have no loads that spare L1.
class TileOps {
public:
  explicit TileOps(CodeBuilder &code)
      : code(code), type(LLVM::LLVMX86AMXType::get(code.b.getContext())) {}

  Value zero() { return call("tilezero.internal", {i16(tileRows), i16(64)}); }
  /// Elements of 16 bits from `buffer`, whose last dimensions are rows of
  /// `stride` bytes. Each is used once before others have taken its place in
  /// L1, so it stays in L2.
  Value loadOnce(Value buffer, ArrayRef<Value> at, int64_t stride) {
    return call("tileloaddt164.internal",
                {i16(tileRows), i16(64), getAddress(buffer, at), i64(stride)});
  }
  Value load(Value buffer, ArrayRef<Value> at, int64_t stride) {
    return call("tileloadd64.internal",
                {i16(tileRows), i16(64), getAddress(buffer, at), i64(stride)});
  }
  void store(Value tile, Value buffer, ArrayRef<Value> at, int64_t stride) {
    Value arguments[] = {i16(tileRows), i16(64), getAddress(buffer, at),
                         i64(stride), tile};
    code.create<LLVM::CallIntrinsicOp>(getName("tilestored64.internal"),
                                       arguments);
  }
  /// sums + x w, for pairs of bf16.
  Value multiply(Value sums, Value x, Value w) {
    return call("tdpbf16ps.internal",
                {i16(tileRows), i16(64), i16(64), sums, x, w});
  }

private:
  Value constant(Type type, int64_t value) {
    return code.create<LLVM::ConstantOp>(type, value);
  }
  Value i16(int64_t value) { return constant(code.b.getI16Type(), value); }
  Value i64(int64_t value) { return constant(code.b.getI64Type(), value); }

  Value getAddress(Value buffer, ArrayRef<Value> at) {
    auto memref = cast<MemRefType>(buffer.getType());
    Value position = code.get(0);
    for (auto [i, index] : llvm::enumerate(at))
      position = code.add(code.mul(position, memref.getDimSize(i)), index);
    int64_t bytes = memref.getElementTypeBitWidth() / 8;
    Value base = code.create<memref::ExtractAlignedPointerAsIndexOp>(buffer);
    Value address = code.add(base, code.mul(position, bytes));
    Value number =
        code.create<arith::IndexCastOp>(code.b.getI64Type(), address);
    return code.create<LLVM::IntToPtrOp>(
        LLVM::LLVMPointerType::get(code.b.getContext()), number);
  }

  StringAttr getName(StringRef instruction) {
    return code.b.getStringAttr("llvm.x86." + instruction);
  }
  /// An instruction whose result is a tile.
  Value call(StringRef instruction, ValueRange arguments) {
    return code
        .create<LLVM::CallIntrinsicOp>(type, getName(instruction), arguments)
        .getResult(0);
  }

  CodeBuilder &code;

public:
  const Type type;
};

class AMXNest : public ProductNest {
public:
  AMXNest(CodeBuilder &code, const Product &product)
      : ProductNest(code, product, tileK * product.strategy.getUnroll()),
        tiles(code) {
    // One block is computed while the other is finished.
    if (isOneBlock())
      scratchRows = 2 * blockRows;
  }

private:
  static constexpr int64_t blockRows = 2 * tileRows;
  static constexpr int64_t stepBytes = 128, sumsBytes = 128;
  bool isOneBlock() const { return kBlock >= product.k; }

  void emitPrologue() override;
  void emitRows(const Position &at) override;
  void emitGroupEnd() override { finishRows(code.get(0)); }

  void emitBlock(const Position &at, Value row, int64_t rowTiles,
                 Prefetch &prefetch);
  SmallVector<Value> emitStep(const Position &at, Value row, int64_t rowTiles,
                              Value step, ValueRange sums);
  void finishRows(Value from, std::optional<int64_t> count = std::nullopt);

  /// A block whose sums are in scratch, without its epilogue.
  enum Pending { Rows, Row, ScratchRow, Panel, Count };
  Value get(Pending field) {
    return code.create<memref::LoadOp>(pending, code.get(field));
  }
  void set(Pending field, Value value) {
    code.create<memref::StoreOp>(value, pending, code.get(field));
  }

  TileOps tiles;
  Value pending;
};
} // namespace

void AMXNest::emitPrologue() {
  pending = code.allocate({Count}, code.b.getIndexType());
  for (Pending field : {Rows, Row, ScratchRow, Panel})
    set(field, code.get(0));
}

/// The epilogue of the pending block's rows: `count` of them, as far as they
/// are there, or all from `from` on.
void AMXNest::finishRows(Value from, std::optional<int64_t> count) {
  Value to = get(Rows);
  if (count)
    to = code.min(to, code.add(from, *count));
  Value row = get(Row), scratchRow = get(ScratchRow), panel = get(Panel);
  code.loop(from, to, 1, [&](Value r) {
    emitEpilogueRow(code, product, scratch, code.add(scratchRow, r),
                    code.add(row, r), panel);
  });
}

/// One tile of k, for one or two tiles of rows.
SmallVector<Value> AMXNest::emitStep(const Position &at, Value row,
                                     int64_t rowTiles, Value step,
                                     ValueRange sums) {
  SmallVector<Value> results, weights;
  Value k = code.mul(step, tileSteps);
  Value zero = code.get(0);
  for (int64_t i = 0; i < rowTiles; ++i) {
    Value at0[] = {code.add(code.div(row, tileRows), i), step, zero, zero};
    Value x = tiles.loadOnce(product.x, at0, 64);
    for (int64_t j = 0; j < 2; ++j) {
      if (i == 0)
        weights.push_back(tiles.loadOnce(
            product.weights, {at.panel, k, code.get(j * tileK)}, stepBytes));
      results.push_back(tiles.multiply(sums[2 * i + j], x, weights[j]));
    }
  }
  return results;
}

void AMXNest::emitBlock(const Position &at, Value row, int64_t rowTiles,
                        Prefetch &prefetch) {
  Value scratchRow = isOneBlock()
                         ? code.sub(blockRows, get(ScratchRow))
                         : code.add(at.scratchRow, code.sub(row, at.rowFrom));
  auto forEachTile = [&](function_ref<void(ArrayRef<Value>, int64_t)> body) {
    for (int64_t i = 0; i < 2 * rowTiles; ++i)
      body({code.add(scratchRow, i / 2 * tileRows), code.get(i % 2 * tileRows)},
           i);
  };
  SmallVector<Value> sums;
  SmallVector<Type> types(2 * rowTiles, tiles.type);
  auto emitZeros = [&] {
    SmallVector<Value> sums;
    for (int64_t i = 0; i < 2 * rowTiles; ++i)
      sums.push_back(tiles.zero());
    return sums;
  };
  auto emitLoads = [&] {
    SmallVector<Value> sums;
    forEachTile([&](ArrayRef<Value> at, int64_t) {
      sums.push_back(tiles.load(scratch, at, sumsBytes));
    });
    return sums;
  };
  if (isOneBlock())
    sums = emitZeros();
  else
    sums = code.ifElse(isFirstBlock(at), types, emitZeros, emitLoads);

  // Two rows in the shadow of a step, more where k is short.
  int64_t steps = llvm::divideCeil(kBlock, tileK);
  int64_t shadow = std::max<int64_t>(2, llvm::divideCeil(blockRows, steps));
  Value tile = code.div(code.sub(row, at.rowFrom), blockRows);
  Value from = code.div(at.kFrom, tileK), to = code.ceilDiv(at.kTo, tileK);
  SmallVector<Value> results =
      code.loop(from, to, 1, sums, [&](Value step, ValueRange sums) {
        SmallVector<Value> results = emitStep(at, row, rowTiles, step, sums);
        prefetch.emit(tile, code.mul(step, tileK));
        finishRows(code.mul(code.sub(step, from), shadow), shadow);
        return results;
      });
  finishRows(code.mul(code.sub(to, from), shadow));
  set(Rows, code.get(0));

  forEachTile([&](ArrayRef<Value> at, int64_t i) {
    tiles.store(results[i], scratch, at, sumsBytes);
  });
  auto leavePending = [&] {
    set(Rows, code.min(code.sub(at.rowTo, row), blockRows));
    set(Row, row);
    set(ScratchRow, scratchRow);
    set(Panel, at.panel);
  };
  if (isOneBlock())
    leavePending();
  else
    code.ifThen(isLastBlock(at), leavePending);
}

void AMXNest::emitRows(const Position &at) {
  // A rest of up to 16 rows is half a block.
  Value count = code.sub(at.rowTo, at.rowFrom);
  Value blocks = code.div(code.add(count, tileRows - 1), blockRows);
  Value whole = code.add(at.rowFrom, code.mul(blocks, blockRows));
  Prefetch prefetch(*this, at, code.ceilDiv(count, blockRows), tileK);
  code.loop(at.rowFrom, whole, blockRows,
            [&](Value row) { emitBlock(at, row, 2, prefetch); });
  code.ifThen(code.isLess(whole, at.rowTo),
              [&] { emitBlock(at, whole, 1, prefetch); });
}

void mlir::glu::emitAMXProduct(CodeBuilder &code, const Product &product) {
  AMXNest(code, product).emit();
}
