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
#include "mlir/Dialect/AMX/AMXDialect.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
class AMXNest : public ProductNest {
public:
  AMXNest(CodeBuilder &code, const Product &product)
      : ProductNest(code, product) {
    // One block is computed while the other is finished.
    if (isOneBlock())
      scratchRows = 2 * blockRows;
  }

private:
  static constexpr int64_t blockRows = 2 * tileRows;
  bool isOneBlock() const { return kBlock >= product.k; }

  Blocks getBlocks() override;
  void emitPrologue() override;
  void emitRows(const Position &at) override;
  void emitGroupEnd() override { finishRows(code.get(0)); }

  void emitBlock(const Position &at, Value row, int64_t rowTiles,
                 Prefetch &prefetch);
  SmallVector<Value> emitSums(const Position &at, Value scratchRow,
                              int64_t rowTiles);
  SmallVector<Value> emitStep(const Position &at, Value row, int64_t rowTiles,
                              Value k, ValueRange sums);
  int64_t getShadowRows() const;
  void finishRows(Value from, std::optional<int64_t> count = std::nullopt);

  amx::TileType getTileType(int64_t columns, Type type) const {
    return amx::TileType::get({tileRows, columns}, type);
  }
  amx::TileType getSumsType() const {
    return getTileType(tileRows, code.b.getF32Type());
  }
  /// A tile that others displace from L1 before it is used again.
  Value loadOnce(Value buffer, ArrayRef<Value> at) {
    auto load = code.create<amx::TileLoadOp>(
        getTileType(tileK, code.b.getBF16Type()), buffer, at);
    load->setAttr("nontemporal", code.b.getUnitAttr());
    return load;
  }
  /// Where in the scratch the `i`th tile of sums of a block is.
  SmallVector<Value> getPlace(Value scratchRow, int64_t i) {
    return {code.add(scratchRow, i / 2 * tileRows), code.get(i % 2 * tileRows)};
  }

  /// A block whose sums are in scratch, without its epilogue.
  enum Pending { Rows, Row, ScratchRow, Panel, Count };
  Value get(Pending field) {
    return code.create<memref::LoadOp>(pending, code.get(field));
  }
  void set(Pending field, Value value) {
    code.create<memref::StoreOp>(value, pending, code.get(field));
  }

  Value pending;
};
} // namespace

/// A single block of rows takes a panel's blocks in the order of memory.
AMXNest::Blocks AMXNest::getBlocks() {
  Value few = code.isLess(product.rows, blockRows + 1);
  return {code.get(kBlock), code.select(few, code.get(1), getPanelGroup())};
}

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

/// Rows of the pending block in the shadow of one step: as few as the steps of
/// the shortest block of k allow, but no less than two.
int64_t AMXNest::getShadowRows() const {
  int64_t k = product.k - (product.k - 1) / kBlock * kBlock;
  return std::max<int64_t>(
      2, llvm::divideCeil(blockRows, llvm::divideCeil(k, tileK)));
}

/// One tile of k, for one or two tiles of rows.
SmallVector<Value> AMXNest::emitStep(const Position &at, Value row,
                                     int64_t rowTiles, Value k,
                                     ValueRange sums) {
  SmallVector<Value> results, weights;
  for (int64_t i = 0; i < rowTiles; ++i) {
    Value x =
        loadOnce(product.x, getPlaceInTiles(code, product.x,
                                            code.add(row, i * tileRows), k));
    for (int64_t j = 0; j < 2; ++j) {
      if (i == 0)
        weights.push_back(loadOnce(
            product.weights, {at.panel, code.div(k, 2), code.get(j * tileK)}));
      results.push_back(code.create<amx::TileMulFOp>(
          getSumsType(), x, weights[j], sums[2 * i + j]));
    }
  }
  return results;
}

/// Zeros, or the sums over earlier blocks of k.
SmallVector<Value> AMXNest::emitSums(const Position &at, Value scratchRow,
                                     int64_t rowTiles) {
  auto emitTiles = [&](auto emitTile) {
    SmallVector<Value> sums;
    for (int64_t i = 0; i < 2 * rowTiles; ++i)
      sums.push_back(emitTile(i));
    return sums;
  };
  auto emitZeros = [&] {
    return emitTiles(
        [&](int64_t) { return code.create<amx::TileZeroOp>(getSumsType()); });
  };
  if (isOneBlock())
    return emitZeros();
  SmallVector<Type> types(2 * rowTiles, getSumsType());
  return code.ifElse(isFirstBlock(at), types, emitZeros, [&] {
    return emitTiles([&](int64_t i) {
      return code.create<amx::TileLoadOp>(getSumsType(), scratch,
                                          getPlace(scratchRow, i));
    });
  });
}

void AMXNest::emitBlock(const Position &at, Value row, int64_t rowTiles,
                        Prefetch &prefetch) {
  Value scratchRow = isOneBlock()
                         ? code.sub(blockRows, get(ScratchRow))
                         : code.add(at.scratchRow, code.sub(row, at.rowFrom));
  Value tile = code.div(code.sub(row, at.rowFrom), blockRows);
  auto emitStepAt = [&](Value k, ValueRange sums) {
    SmallVector<Value> results = emitStep(at, row, rowTiles, k, sums);
    prefetch.emit(tile, k);
    return results;
  };
  // The first steps finish the pending block, the others are without branches.
  int64_t shadow = getShadowRows();
  Value shadowSteps = code.ceilDiv(get(Rows), shadow);
  Value kShadow = code.add(at.kFrom, code.mul(shadowSteps, tileK));
  Value kTo = code.mul(code.ceilDiv(at.kTo, tileK), tileK);
  SmallVector<Value> sums =
      code.loop(at.kFrom, kShadow, tileK, emitSums(at, scratchRow, rowTiles),
                [&](Value k, ValueRange sums) {
                  SmallVector<Value> results = emitStepAt(k, sums);
                  Value step = code.div(code.sub(k, at.kFrom), tileK);
                  finishRows(code.mul(step, shadow), shadow);
                  return results;
                });
  set(Rows, code.get(0));
  sums = code.loop(kShadow, kTo, tileK, sums, emitStepAt);

  for (int64_t i = 0; i < 2 * rowTiles; ++i)
    code.create<amx::TileStoreOp>(scratch, getPlace(scratchRow, i), sums[i]);
  code.ifThen(isLastBlock(at), [&] {
    set(Rows, code.min(code.sub(at.rowTo, row), blockRows));
    set(Row, row);
    set(ScratchRow, scratchRow);
    set(Panel, at.panel);
  });
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
