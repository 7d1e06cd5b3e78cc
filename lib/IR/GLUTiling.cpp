//===- GLUTiling.cpp - TilingInterface of the layers of glu ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"

using namespace mlir;
using namespace mlir::glu;

#define STUB(OP)                                                               \
  SmallVector<utils::IteratorType> OP::getLoopIteratorTypes() { return {}; }   \
  SmallVector<Range> OP::getIterationDomain(OpBuilder &b) { return {}; }       \
  FailureOr<TilingResult> OP::getTiledImplementation(                          \
      OpBuilder &, ArrayRef<OpFoldResult>, ArrayRef<OpFoldResult>) {           \
    return failure();                                                          \
  }                                                                            \
  LogicalResult OP::getResultTilePosition(                                     \
      OpBuilder &, unsigned, ArrayRef<OpFoldResult>, ArrayRef<OpFoldResult>,   \
      SmallVector<OpFoldResult> &, SmallVector<OpFoldResult> &) {              \
    return failure();                                                          \
  }                                                                            \
  FailureOr<TilingResult> OP::generateResultTileValue(                         \
      OpBuilder &, unsigned, ArrayRef<OpFoldResult>, ArrayRef<OpFoldResult>) { \
    return failure();                                                          \
  }                                                                            \
  LogicalResult OP::getIterationDomainTileFromResultTile(                      \
      OpBuilder &, unsigned, ArrayRef<OpFoldResult>, ArrayRef<OpFoldResult>,   \
      SmallVectorImpl<OpFoldResult> &, SmallVectorImpl<OpFoldResult> &) {      \
    return failure();                                                          \
  }
STUB(LinearOp)
STUB(GatedLinearOp)
STUB(FFNOp)
STUB(MaxoutOp)
