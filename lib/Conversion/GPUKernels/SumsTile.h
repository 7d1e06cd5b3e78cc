//===- SumsTile.h - Sums of a block in shared memory ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_GPUKERNELS_SUMSTILE_H
#define GLU_CONVERSION_GPUKERNELS_SUMSTILE_H

#include "GPUProduct.h"

namespace mlir::glu {

/// A part of a buffer of bytes in shared memory, `byte` behind its start.
Value viewShared(CodeBuilder &code, Value bytes, ArrayRef<int64_t> shape,
                 Type type, int64_t byte);

/// The sums of the tile that a block makes, [row][part][channel], in f32.
/// Tensor cores leave them where their instructions have them; here each
/// thread finds those of neighbouring channels.
struct SumsTile : BlockTile {
  Value sums;
  /// What adds up to a sum lies as many rows apart as the tile has.
  int64_t terms = 1;

  /// Stores the sums of two neighbouring channels.
  void storePair(CodeBuilder &code, ValueRange pair, int64_t part, Value row,
                 Value channel) const;
};

/// Biases, activation, gate and one store of each element of the tile.
void emitTileResults(CodeBuilder &code, const GPUProduct &product,
                     const SumsTile &tile);

/// The sums of the tile go to `to`, [row][part][channel].
void emitTileSums(CodeBuilder &code, const GPUProduct &product,
                  const SumsTile &tile, Value to);

} // namespace mlir::glu

#endif // GLU_CONVERSION_GPUKERNELS_SUMSTILE_H
