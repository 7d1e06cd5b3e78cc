//===- StaticTiling.h - Loops whose tiles are all static --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_STATICTILING_H
#define GLU_LIB_TRANSFORMS_STATICTILING_H

#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/TilingInterface.h"

namespace mlir::glu {

/// How one loop of an op is tiled.
struct LoopTile {
  /// Size of a tile; 0 leaves the loop whole.
  int64_t size = 0;
  /// Sizes of the tiles of what a dynamic size leaves, descending. The last one
  /// divides any size that the loop can have.
  SmallVector<int64_t, 2> restSizes = {1};
};

/// Replaces `op`, in destination style on tensors, by scf.for loops over tiles
/// of static size. The rest of a static size becomes one smaller tile behind
/// its loop, the rest of a dynamic size one more loop for each of `restSizes`.
/// `order` lists the loops from the outermost. Fails if the op refuses a tile;
/// the caller's pass has to fail then.
LogicalResult tileToStaticSizes(RewriterBase &rewriter, TilingInterface op,
                                ArrayRef<LoopTile> tiles,
                                ArrayRef<unsigned> order);

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_STATICTILING_H
