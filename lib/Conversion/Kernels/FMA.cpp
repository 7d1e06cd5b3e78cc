//===- FMA.cpp - Products by fused multiply-add on vectors ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A register tile is some rows of x times two vectors of a panel, with all sums
// in registers. Elements of x are broadcast from memory. A sum runs over k in
// order, in one accumulator.
//
//===----------------------------------------------------------------------===//

#include "ProductNest.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
class FMANest : public ProductNest {
public:
  FMANest(CodeBuilder &code, const Product &product)
      : ProductNest(code, product) {}

private:
  Blocks getBlocks() override;
  void emitRows(const Position &at) override;
  void emitTile(const Position &at, Value row, int64_t rows,
                Prefetch &prefetch);
  SmallVector<Value> emitSteps(const Position &at, Value row, int64_t rows,
                               Prefetch &prefetch, ValueRange sums);
  SmallVector<Value> emitStep(Value panel, Value row, int64_t rows, Value k,
                              ValueRange sums);

  VectorType getVectorType() const {
    return VectorType::get(product.getLanes(), product.getComputeType());
  }
  Value widen(Value v) {
    return convertFloat(code.b, code.loc, v, product.getComputeType());
  }
};
} // namespace

/// sums[r][i] += x[row + r, k] * (vector i of step k of the panel).
SmallVector<Value> FMANest::emitStep(Value panel, Value row, int64_t rows,
                                     Value k, ValueRange sums) {
  auto storage = VectorType::get(product.getLanes(), product.epilogue.storage);
  SmallVector<Value> weights;
  for (int64_t i = 0; i < 2; ++i) {
    Value at[] = {panel, k, code.get(i * product.getLanes())};
    weights.push_back(
        widen(code.create<vector::LoadOp>(storage, product.weights, at)));
  }
  SmallVector<Value> results;
  for (int64_t r = 0; r < rows; ++r) {
    Value at[] = {code.add(row, r), k};
    Value x = widen(code.create<memref::LoadOp>(product.x, at));
    Value all = code.create<vector::BroadcastOp>(getVectorType(), x);
    for (int64_t i = 0; i < 2; ++i)
      results.push_back(
          code.create<vector::FMAOp>(all, weights[i], sums[2 * r + i]));
  }
  return results;
}

SmallVector<Value> FMANest::emitSteps(const Position &at, Value row,
                                      int64_t rows, Prefetch &prefetch,
                                      ValueRange sums) {
  int64_t unroll = product.strategy.getUnroll();
  Value tile = code.div(code.sub(row, at.rowFrom), product.strategy.getRows());
  Value length = code.sub(at.kTo, at.kFrom);
  Value whole = code.add(at.kFrom, code.mul(code.div(length, unroll), unroll));
  SmallVector<Value> results =
      code.loop(at.kFrom, whole, unroll, sums, [&](Value k, ValueRange sums) {
        prefetch.emit(tile, k);
        SmallVector<Value> results(sums);
        for (int64_t u = 0; u < unroll; ++u)
          results = emitStep(at.panel, row, rows, code.add(k, u), results);
        return results;
      });
  if (product.k % unroll == 0)
    return results;
  return code.loop(whole, at.kTo, 1, results, [&](Value k, ValueRange sums) {
    return emitStep(at.panel, row, rows, k, sums);
  });
}

void FMANest::emitTile(const Position &at, Value row, int64_t rows,
                       Prefetch &prefetch) {
  // Sums that no other block of k adds to need no more than one place.
  Value scratchRow = code.select(
      code.isLess(blocks.k, product.k),
      code.add(at.scratchRow, code.sub(row, at.rowFrom)), code.get(0));
  auto getPlace = [&](int64_t i) -> SmallVector<Value> {
    return {code.add(scratchRow, i / 2), code.get(i % 2 * product.getLanes())};
  };

  SmallVector<Type> types(2 * rows, getVectorType());
  SmallVector<Value> sums = code.ifElse(
      isFirstBlock(at), types,
      [&] {
        Value zero =
            code.create<arith::ConstantOp>(code.b.getZeroAttr(getVectorType()));
        return SmallVector<Value>(2 * rows, zero);
      },
      [&] {
        SmallVector<Value> sums;
        for (int64_t i = 0; i < 2 * rows; ++i)
          sums.push_back(code.create<vector::LoadOp>(getVectorType(), scratch,
                                                     getPlace(i)));
        return sums;
      });
  sums = emitSteps(at, row, rows, prefetch, sums);
  for (auto [i, sum] : llvm::enumerate(sums))
    code.create<vector::StoreOp>(sum, scratch, getPlace(i));
  code.ifThen(isLastBlock(at), [&] {
    code.loop(0, rows, 1, [&](Value r) {
      emitEpilogueRow(code, product, scratch, code.add(scratchRow, r),
                      code.add(row, r), at.panel);
    });
  });
}

void FMANest::emitRows(const Position &at) {
  int64_t rows = product.strategy.getRows();
  Value count = code.sub(at.rowTo, at.rowFrom);
  Value whole = code.add(at.rowFrom, code.mul(code.div(count, rows), rows));
  Prefetch prefetch(*this, at, code.ceilDiv(count, rows),
                    product.strategy.getUnroll());
  code.loop(at.rowFrom, whole, rows,
            [&](Value row) { emitTile(at, row, rows, prefetch); });
  // The rest is one tile of as many rows as there are.
  SmallVector<int64_t> rests = llvm::to_vector(llvm::seq<int64_t>(1, rows));
  code.switchTo(code.rem(count, rows), rests,
                [&](int64_t rest) { emitTile(at, whole, rest, prefetch); });
}

/// A few register tiles take turns on blocks of a panel that stay in L1:
/// otherwise the first would wait for memory and the others not use it.
FMANest::Blocks FMANest::getBlocks() {
  constexpr int64_t fewTiles = 3, fewTilesK = 64;
  int64_t rows = product.strategy.getRows();
  int64_t unroll = product.strategy.getUnroll();
  Value few = code.create<arith::AndIOp>(
      code.isLess(rows, product.rows),
      code.isLess(product.rows, fewTiles * rows + 1));
  int64_t k = std::min<int64_t>(kBlock, llvm::alignTo(fewTilesK, unroll));
  return {code.select(few, code.get(k), code.get(kBlock)),
          code.select(few, code.get(1), getPanelGroup())};
}

void mlir::glu::emitFMAProduct(CodeBuilder &code, const Product &product) {
  FMANest(code, product).emit();
}
