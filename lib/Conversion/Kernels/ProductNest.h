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
/// rows. Where k is one block, sums go from registers to the epilogue;
/// otherwise they wait in scratch for the next block of k.
class ProductNest {
public:
  ProductNest(CodeBuilder &code, const Product &product, int64_t kUnit);
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

  /// All rows of a block times one block of a panel.
  virtual void emitRows(const Position &at) = 0;
  /// Around the loops of one thread's share.
  virtual void emitPrologue() {}
  virtual void emitGroupEnd(const Position &at) {}

  bool isOneBlock() const { return kBlock >= product.k; }
  Value isLastBlock(const Position &at) {
    return code.isEqual(at.kTo, product.k);
  }

  /// Fetches lines of the panel that is next, as many in each of the
  /// `iterations` over a panel's block that the caller makes.
  class Prefetch {
  public:
    Prefetch(ProductNest &nest, const Position &at, Value tiles,
             int64_t iterationsOfTile);
    /// In iteration `i` of the register tile `tile`.
    void emit(Value tile, Value i);

  private:
    ProductNest &nest;
    Value start, lines, flat;
    int64_t iterationsOfTile, last, lineElements;
  };

  CodeBuilder &code;
  const Product &product;
  /// The elements of k of a block.
  int64_t kBlock;
  /// Rows of scratch that each thread needs where k is one block.
  int64_t scratchRows;
  /// Sums [rows, columns].
  Value scratch;
};

} // namespace mlir::glu

#endif // GLU_CONVERSION_KERNELS_PRODUCTNEST_H
