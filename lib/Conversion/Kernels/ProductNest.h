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
  ProductNest(CodeBuilder &code, const Product &product);
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

  /// How k and panels are divided: numbers, or values that depend on the rows.
  struct Blocks {
    Value k, panels;
  };
  virtual Blocks getBlocks() = 0;
  /// Groups of equally many panels, no more than the strategy's.
  Value getPanelGroup();
  /// All rows of a block times one block of a panel.
  virtual void emitRows(const Position &at) = 0;
  /// Around the loops of one thread's share.
  virtual void emitPrologue() {}
  virtual void emitGroupEnd() {}

  Value isFirstBlock(const Position &at) { return code.isEqual(at.kFrom, 0); }
  Value isLastBlock(const Position &at) {
    return code.isEqual(at.kTo, product.k);
  }

  /// Fetches a line of weights ahead in each of the iterations that the caller
  /// makes over a panel's block, several where they are few.
  class Prefetch {
  public:
    Prefetch(ProductNest &nest, const Position &at, Value tiles,
             int64_t unroll);
    /// In the iteration at `k` of register tile number `tile`.
    void emit(Value tile, Value k);

  private:
    CodeBuilder &code;
    int64_t unroll;
    Value kFrom, iterations, start, lines, flat;
    int64_t last, lineElements;
  };

  CodeBuilder &code;
  const Product &product;
  /// The most elements of k of a block, and the rows of x that have room in the
  /// cache with as many each.
  int64_t kBlock, rowBlock;
  /// The blocks that the loops have.
  Blocks blocks;
  /// Rows of the scratch of a thread.
  int64_t scratchRows;
  /// Sums [rows, columns].
  Value scratch;
};

} // namespace mlir::glu

#endif // GLU_CONVERSION_KERNELS_PRODUCTNEST_H
