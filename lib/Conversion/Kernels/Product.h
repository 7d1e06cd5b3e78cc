//===- Product.h - A product with packed weights, on buffers ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_KERNELS_PRODUCT_H
#define GLU_CONVERSION_KERNELS_PRODUCT_H

#include "../CodeBuilder.h"
#include "glu/IR/LayerEpilogue.h"

namespace mlir::glu {

/// Rows of an AMX tile, and columns of a tile of sums.
inline constexpr int64_t tileRows = 16;
/// Elements of k that a tile of x or of weights holds.
inline constexpr int64_t tileK = 32;

/// The k elements of a product as equal blocks of whole units, none larger than
/// the strategy's.
int64_t getKBlock(StrategyAttr strategy, int64_t k);

/// result = epilogue(x W), as a layer or half a glu.ffn has it.
struct Product {
  StrategyAttr strategy;
  LayerEpilogue epilogue;
  bool isGated;
  /// Sizes of the weights, of one part.
  int64_t k, n;
  /// The number of rows.
  Value rows;
  /// [m, k], or tiles for AMX: [block of k, m / 16, tile of the block, 16, 32].
  Value x;
  /// [panels, steps, lanes of a step].
  Value weights;
  /// One for each part, null where absent.
  SmallVector<Value, 2> biases;
  /// A scalar, [n], or null.
  Value beta;
  /// [m, n], or in tiles, as x of the next product has to be.
  Value result;
  bool isResultTiled = false;

  /// Columns of a register tile, of which a vector is one half: gate or value,
  /// or the left or right columns of a product without gate.
  int64_t getColumns() const { return strategy.getColumns(); }
  int64_t getLanes() const { return getColumns() / 2; }
  /// Channels of the result that a panel makes.
  int64_t getPanelChannels() const {
    return isGated ? getLanes() : getColumns();
  }
  int64_t getPanels() const { return llvm::divideCeil(n, getPanelChannels()); }
  FloatType getComputeType() const {
    return glu::getComputeType(epilogue.storage);
  }
};

/// From a row of sums to a row of the result. `sums` holds rows of all columns
/// of a panel.
void emitEpilogueRow(CodeBuilder &code, const Product &product, Value sums,
                     Value sumsRow, Value row, Value panel);

/// The product as loops over blocks of rows, panels and k, with register tiles
/// of `product.strategy` inside.
void emitFMAProduct(CodeBuilder &code, const Product &product);
void emitAMXProduct(CodeBuilder &code, const Product &product);

/// Room for the x of an AMX product of that k. Rows of a block of k are
/// neighbours, whatever k is: far apart, they would share few sets of the
/// cache.
Value allocateTiles(CodeBuilder &code, Value rows, int64_t k,
                    StrategyAttr strategy, FloatType type);
/// Where the elements from `k` on of a row are in tiles.
SmallVector<Value> getPlaceInTiles(CodeBuilder &code, Value tiles, Value row,
                                   Value k);
/// Zeros where no panel writes into a result in tiles: the next product reads
/// whole tiles.
void emitZerosBeyondPanels(CodeBuilder &code, const Product &product);
/// x [m, k] in tiles, with zeros beyond k.
Value emitTiledRows(CodeBuilder &code, Value x, Value rows,
                    const Product &product);

} // namespace mlir::glu

#endif // GLU_CONVERSION_KERNELS_PRODUCT_H
