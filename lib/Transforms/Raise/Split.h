//===- Split.h - Bodies of linalg ops as ops on tensors ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_RAISE_SPLIT_H
#define GLU_LIB_TRANSFORMS_RAISE_SPLIT_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::glu {

/// Replaces `op`, whose body is elementwise code, by one op on tensors for each
/// op of the body. Tells which tensor takes the place of each scalar of the
/// body and of each result.
void splitElementwise(RewriterBase &rewriter, linalg::LinalgOp op,
                      function_ref<void(Value, Value)> notifyReplaced);

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_RAISE_SPLIT_H
