//===- ProductNest.h - Loops around a register tile -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_KERNELS_PRODUCTNEST_H
#define GLU_CONVERSION_KERNELS_PRODUCTNEST_H

#include "Product.h"

namespace mlir::glu {

/// The loops that all products have around their register tiles:
///
///   for a block of rows and a group of panels, in parallel:
///     for a block of k:
///       for a panel of the group:
///         all rows of the block, by register tiles
///
/// A block of x stays in the cache, and weights go by once for each block of
/// rows. Sums wait in scratch for the next block of k, or for the epilogue.
class ProductNest {
public:
  /// With `fewRows` or less, weights are all that counts: they are taken in
  /// blocks of `fewK`.
  ProductNest(CodeBuilder &code, const Product &product, int64_t fewRows,
              int64_t fewK);
  virtual ~ProductNest() = default;

  void emit();

protected:
  /// Where the loops are.
  struct Position {
    Value rowFrom, rowTo;
    Value panelFrom, panelTo, panel;
    Value kFrom, kTo;
    /// The row of the scratch that holds the sums of `rowFrom`.
    Value scratchRow;
  };

  /// How k and panels are divided: values that depend on the number of rows.
  struct Blocks {
    /// Whether rows are few: all panels of a group are fetched at a time.
    Value areFew;
    Value k, panels;
  };
  /// All rows of a block times one block of a panel.
  virtual void emitRows(const Position &at) = 0;
  /// Around the loops of one thread's share.
  virtual void emitPrologue() {}
  virtual void emitGroupEnd() {}

  Value isFirstBlock(const Position &at) { return code.isEqual(at.kFrom, 0); }
  Value isLastBlock(const Position &at) {
    return code.isEqual(at.kTo, product.k);
  }

  /// Where step `k` of a panel is among all weights in one dimension.
  Value getWeightsAt(Value panel, Value k);

  /// Fetches lines of weights ahead in each of the iterations that the caller
  /// makes over a panel's block, as many as go by in an iteration.
  class Prefetch {
  public:
    Prefetch(ProductNest &nest, const Position &at, Value tiles,
             int64_t unroll);
    /// In the iteration at `k` of register tile number `tile`.
    void emit(Value tile, Value k);

  private:
    ProductNest &nest;
    CodeBuilder &code;
    int64_t unroll, lineElements;
    /// Where each stream starts.
    SmallVector<Value> starts;
    Value kFrom, blockElements, iterations, before, lines;
  };

  CodeBuilder &code;
  const Product &product;
  /// All weights in one dimension, and the elements of a panel.
  Value stream;
  int64_t panelElements;
  /// The most elements of k of a block, and the rows of x that have room in the
  /// cache with as many each.
  int64_t kBlock, rowBlock;
  /// The blocks that the loops have.
  Blocks blocks;
  /// Panels of a group of a product with few rows.
  int64_t streams;
  /// Rows of the scratch of a thread that the register tiles need.
  int64_t minScratchRows = 0;
  /// Sums [rows, columns].
  Value scratch;

private:
  Blocks getBlocks();

  int64_t fewRows, fewK;
};

} // namespace mlir::glu

#endif // GLU_CONVERSION_KERNELS_PRODUCTNEST_H
