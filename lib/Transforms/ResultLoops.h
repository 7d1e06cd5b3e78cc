//===- ResultLoops.h - Loops of a linalg op by its result -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_RESULTLOOPS_H
#define GLU_LIB_TRANSFORMS_RESULTLOOPS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::glu {

/// The loop that runs over dimension `dim` of the first result, if there is
/// one.
std::optional<unsigned> getResultLoop(linalg::LinalgOp op, int64_t dim);

/// The loop that runs over the last dimension of the first result.
std::optional<unsigned> getLastResultLoop(linalg::LinalgOp op);

/// Whether every operand is read along `loop` with stride 1 or not at all.
bool isContiguousAlong(linalg::LinalgOp op, unsigned loop);

/// What a remark says of an op that is left alone for the lack of that.
inline constexpr llvm::StringLiteral notContiguous =
    "an operand is not contiguous along the last dimension of the result";

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_RESULTLOOPS_H
