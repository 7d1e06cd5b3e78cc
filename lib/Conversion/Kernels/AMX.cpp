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
  /// A single block of rows uses each panel once.
  AMXNest(CodeBuilder &code, const Product &product)
      : ProductNest(code, product, /*fewRows=*/blockRows, /*fewK=*/256) {
    minScratchRows = 2 * blockRows;
  }

private:
  static constexpr int64_t blockRows = 2 * tileRows;

  void emitPrologue() override;
  void emitRows(const Position &at) override;
  void emitGroupEnd() override { finishRows(code.get(0), get(Rows)); }

  void emitBlock(const Position &at, Value row, int64_t rowTiles,
                 Prefetch &prefetch);
  SmallVector<Value> emitSums(const Position &at, Value scratchRow,
                              int64_t rowTiles);
  SmallVector<Value> emitStep(const Position &at, Value row, int64_t rowTiles,
                              Value k, ValueRange sums);
  void finishRows(Value from, Value to);

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

void AMXNest::emitPrologue() {
  pending = code.allocate({Count}, code.b.getIndexType());
  for (Pending field : {Rows, Row, ScratchRow, Panel})
    set(field, code.get(0));
}

/// The epilogue of rows of the pending block.
void AMXNest::finishRows(Value from, Value to) {
  Value row = get(Row), scratchRow = get(ScratchRow), panel = get(Panel);
  code.loop(from, to, 1, [&](Value r) {
    emitEpilogueRow(code, product, scratch, code.add(scratchRow, r),
                    code.add(row, r), panel);
  });
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
  // Sums that no other block of k adds to take one of two places: the other's
  // are being finished.
  Value scratchRow =
      code.select(code.isLess(blocks.k, product.k),
                  code.add(at.scratchRow, code.sub(row, at.rowFrom)),
                  code.sub(blockRows, get(ScratchRow)));
  Value tile = code.div(code.sub(row, at.rowFrom), blockRows);
  auto emitStepAt = [&](Value k, ValueRange sums) {
    SmallVector<Value> results = emitStep(at, row, rowTiles, k, sums);
    prefetch.emit(tile, k);
    return results;
  };
  // The first steps finish the pending block, two rows each or as many as they
  // have to; the others are without branches.
  Value kTo = code.mul(code.ceilDiv(at.kTo, tileK), tileK);
  Value steps = code.div(code.sub(kTo, at.kFrom), tileK);
  Value rows = get(Rows);
  Value shadow = code.max(2, code.ceilDiv(rows, steps));
  Value kShadow =
      code.add(at.kFrom, code.mul(code.ceilDiv(rows, shadow), tileK));
  SmallVector<Value> sums =
      code.loop(at.kFrom, kShadow, tileK, emitSums(at, scratchRow, rowTiles),
                [&](Value k, ValueRange sums) {
                  SmallVector<Value> results = emitStepAt(k, sums);
                  Value from =
                      code.mul(code.div(code.sub(k, at.kFrom), tileK), shadow);
                  finishRows(from, code.min(code.add(from, shadow), rows));
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
