//===- Transforms.h - Pattern sets of the transforms ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TRANSFORMS_TRANSFORMS_H
#define GLU_TRANSFORMS_TRANSFORMS_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::glu {

/// Populates the patterns of `glu-expand-activations`.
void populateExpandActivationsPatterns(RewritePatternSet &patterns);

/// Populates patterns that give every layer one dimension of rows, by reshapes
/// of its input and its result.
void populateFlattenRowsPatterns(RewritePatternSet &patterns);

} // namespace mlir::glu

#endif // GLU_TRANSFORMS_TRANSFORMS_H
