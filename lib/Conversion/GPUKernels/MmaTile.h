//===- MmaTile.h - Tiles that mma.sync multiplies ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_GPUKERNELS_MMATILE_H
#define GLU_CONVERSION_GPUKERNELS_MMATILE_H

#include "SumsTile.h"

namespace mlir::glu {

/// The registers that a thread has of a 16 x 16 matrix.
using Fragment = SmallVector<Value, 4>;

/// Threads that bring tiles into shared memory and multiply them together:
/// those of a block, or of a warp. They have one of the `rings` of stages.
struct MmaTeam {
  int64_t threads, rings;
  Value thread, ring;
};

/// What a warp multiplies of a tile, from a row and a channel on.
struct WarpTile {
  int64_t rows, channels;
  Value rowFrom, channelFrom;
};

/// Tiles of x and of the weights in shared memory, multiplied by mma.sync.
///
/// Asynchronous copies of 16 bytes, a chunk, fill a ring of stages, while
/// tensor cores multiply the tile of an earlier stage. Chunks beyond the end of
/// a matrix are zeros. Where a chunk lies in its row depends on the row, so
/// that neither the copies nor the loads of fragments meet in a bank.
class MmaTile {
public:
  static constexpr int64_t lanes = 32;

  /// For a tile of the result, with all rings in `bytes` of shared memory.
  MmaTile(CodeBuilder &code, const GPUProduct &product, const BlockTile &block,
          const MmaTeam &team, const WarpTile &warp, Value bytes);

  Value getTilesOfK() const { return code.ceilDiv(k, getTileK()); }
  /// The sums over every `step`-th tile of k in [from, to): of a thread those
  /// of [part][column of mma][row of mma].
  SmallVector<Value> emitSums(Value from, Value to, int64_t step);
  /// Leaves the sums of the warp in `sums`, from a row on.
  void storeSums(const SumsTile &tile, ValueRange sums, Value rowFrom);

private:
  /// A ring of matrices in shared memory: [stage][part][row][column].
  struct Ring {
    Value buffer;
    int64_t rows, columns;
    /// Whether fragments of it are loaded word by word.
    bool ofWords = false;
  };
  /// Where a chunk comes from.
  struct Source {
    Value isInside;
    SmallVector<Value, 2> at;
  };

  void emitLoads(Value number, Value to, Value stage);
  void emitChunks(const Ring &to, Value stage, int64_t part, Value from,
                  function_ref<Source(Value row, Value column)> locate);
  Source locateRows(Value row, Value column, Value kFrom);
  Source locateWeights(int64_t part, Value row, Value column, Value kFrom);
  void synchronize();

  SmallVector<Value> emitProduct(Value stage, ValueRange sums);
  Fragment loadFragment(const Ring &from, Value stage, int64_t part, Value row,
                        Value column, bool transpose);
  Fragment loadWords(Value stage, int64_t part, int64_t j, int64_t step);
  Value getOperand(Value row);
  Value roundToTF32(Value element);
  Fragment loadRows(Value stage, int64_t i, int64_t step);
  Fragment loadWeights(Value stage, int64_t part, int64_t j, int64_t step);
  void multiply(const Fragment &x, ArrayRef<Value> weights,
                MutableArrayRef<Value> sums);

  bool isInOut() const {
    return product.layout.getOrder() == WeightOrder::InOut;
  }
  int64_t getParts() const { return product.getParts(); }
  /// Elements of 16 bytes; steps of k of a product of mma.sync, and of a tile.
  int64_t getChunk() const { return 16 / elementBytes; }
  int64_t getMmaK() const { return 2 * getChunk(); }
  int64_t getTileK() const { return GPUStrategyAttr::rowBytes / elementBytes; }
  int64_t getStages() const { return product.strategy.getStages(); }
  /// The stage of a tile, the tiles of this ring numbered from 0.
  Value getStage(Value number) {
    return code.add(firstStage, code.rem(number, getStages()));
  }
  Value allOf(Value lhs, Value rhs) {
    return code.create<arith::AndIOp>(lhs, rhs);
  }
  Value swizzle(const Ring &ring, Value row, Value column);

  CodeBuilder &code;
  const GPUProduct &product;
  const BlockTile &block;
  MmaTeam team;
  WarpTile warp;
  FloatType type;
  int64_t elementBytes;
  Value m, n, k;
  Ring rows, weights;
  Value lane, firstStage;
};

} // namespace mlir::glu

#endif // GLU_CONVERSION_GPUKERNELS_MMATILE_H
