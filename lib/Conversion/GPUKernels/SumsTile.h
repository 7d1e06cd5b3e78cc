//===- SumsTile.h - Sums of a block in shared memory ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_GPUKERNELS_SUMSTILE_H
#define GLU_CONVERSION_GPUKERNELS_SUMSTILE_H

#include "GPUProduct.h"

namespace mlir::glu {

/// A buffer of the block, in shared memory.
Value allocateSharedBytes(CodeBuilder &code, int64_t bytes);

/// A part of such a buffer, `byte` behind its start.
Value viewShared(CodeBuilder &code, Value bytes, ArrayRef<int64_t> shape,
                 Type type, int64_t byte);

/// The sums of the tile that a block makes, [row][part][channel], in f32.
/// Tensor cores leave them where their instructions have them; here each
/// thread finds those of neighbouring channels.
struct SumsTile {
  int64_t rows, channels, threads;
  Value sums;
  /// Of the block: its first row and channel, and the number of the thread.
  Value rowFrom, channelFrom, thread;

  /// With 8 words behind a row, the fragments of eight rows lie in all banks.
  SmallVector<int64_t> getShape(int64_t parts) const {
    return {rows, parts * channels + 8};
  }
  int64_t getBytes(int64_t parts) const {
    return getShape(parts)[0] * getShape(parts)[1] * 4;
  }
  /// Stores the sums of two neighbouring channels.
  void storePair(CodeBuilder &code, ValueRange pair, int64_t part, Value row,
                 Value channel) const;
};

/// Biases, activation, gate and one store of each element of the tile.
void emitTileResults(CodeBuilder &code, const GPUProduct &product,
                     const SumsTile &tile);

} // namespace mlir::glu

#endif // GLU_CONVERSION_GPUKERNELS_SUMSTILE_H
