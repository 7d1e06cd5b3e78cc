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
  /// A few register tiles take turns on blocks of a panel that stay in L1:
  /// otherwise the first would wait for memory and the others not use it.
  FMANest(CodeBuilder &code, const Product &product)
      : ProductNest(code, product,
                    /*fewRows=*/3 * product.strategy.getRows(),
                    /*fewK=*/
                    llvm::alignTo(64, product.strategy.getUnroll())) {}

private:
  void emitRows(const Position &at) override;
  void emitTile(const Position &at, Value row, int64_t rows,
                Prefetch &prefetch);
  SmallVector<Value> emitSteps(const Position &at, Value row, int64_t rows,
                               Prefetch &prefetch, ValueRange sums);
  SmallVector<Value> emitStep(Value weightsAt, Value row, int64_t rows, Value k,
                              ValueRange sums);

  VectorType getVectorType() const {
    return VectorType::get(product.getLanes(), product.getComputeType());
  }
  Value widen(Value v) {
    return convertFloat(code.b, code.loc, v, product.getComputeType());
  }
};
} // namespace

/// sums[r][i] += x[row + r, k] * (vector i of the step at `weightsAt`).
SmallVector<Value> FMANest::emitStep(Value weightsAt, Value row, int64_t rows,
                                     Value k, ValueRange sums) {
  auto storage = VectorType::get(product.getLanes(), product.epilogue.storage);
  SmallVector<Value> weights;
  for (int64_t i = 0; i < 2; ++i)
    weights.push_back(widen(code.create<vector::LoadOp>(
        storage, stream, code.add(weightsAt, i * product.getLanes()))));
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
        // All steps of an iteration are constants away from one address.
        Value first = getWeightsAt(at.panel, k);
        SmallVector<Value> results(sums);
        for (int64_t u = 0; u < unroll; ++u)
          results = emitStep(code.add(first, u * product.getColumns()), row,
                             rows, code.add(k, u), results);
        return results;
      });
  if (product.k % unroll == 0)
    return results;
  return code.loop(whole, at.kTo, 1, results, [&](Value k, ValueRange sums) {
    return emitStep(getWeightsAt(at.panel, k), row, rows, k, sums);
  });
}

void FMANest::emitTile(const Position &at, Value row, int64_t rows,
                       Prefetch &prefetch) {
  Value scratchRow = code.add(at.scratchRow, code.sub(row, at.rowFrom));
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
}

void FMANest::emitRows(const Position &at) {
  int64_t rows = product.strategy.getRows();
  Value count = code.sub(at.rowTo, at.rowFrom);
  Value row = code.add(at.rowFrom, code.mul(code.div(count, rows), rows));
  Prefetch prefetch(*this, at, code.ceilDiv(count, rows),
                    product.strategy.getUnroll());
  code.loop(at.rowFrom, row, rows,
            [&](Value row) { emitTile(at, row, rows, prefetch); });
  // The rest, as powers of two.
  Value rest = code.rem(count, rows);
  for (int64_t part = llvm::PowerOf2Ceil(rows) / 2; part > 0; part /= 2) {
    Value here = code.rem(code.div(rest, part), 2);
    code.ifThen(code.isEqual(here, 1),
                [&] { emitTile(at, row, part, prefetch); });
    row = code.add(row, code.mul(here, part));
  }
  code.ifThen(isLastBlock(at), [&] {
    code.loop(at.rowFrom, at.rowTo, 1, [&](Value row) {
      Value scratchRow = code.add(at.scratchRow, code.sub(row, at.rowFrom));
      emitEpilogueRow(code, product, scratch, scratchRow, row, at.panel);
    });
  });
}

void mlir::glu::emitFMAProduct(CodeBuilder &code, const Product &product) {
  FMANest(code, product).emit();
}
