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

/// Populates the patterns of `glu-fuse-gate-value` that make one
/// `glu.gated_linear` of two products, an activation and a multiplication.
void populateFuseGateValuePatterns(RewritePatternSet &patterns);

/// Populates the patterns of `glu-fuse-gate-value` that make one `glu.ffn` of a
/// `glu.gated_linear`, or an activated product, and the product that reads it.
/// To be applied after those for gate and value.
void populateFuseFeedForwardPatterns(RewritePatternSet &patterns);

} // namespace mlir::glu

#endif // GLU_TRANSFORMS_TRANSFORMS_H
