//===- Contraction.h - Products in the form of layers -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_RAISE_CONTRACTION_H
#define GLU_LIB_TRANSFORMS_RAISE_CONTRACTION_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::glu {

/// Whether `op` is a contraction of floats on tensors.
bool isFloatContraction(linalg::LinalgOp op);

/// Whether `op` is x `[m..., k]` times a weight `[k, n]` or `[n, k]`.
bool isCanonicalProduct(linalg::LinalgOp op);

/// Whether `op` rounds its sums to 16 bits at each step.
bool sumsInNarrowType(linalg::LinalgOp op);

/// Replaces `op`, of which that is true, by a sum in f32 that is rounded once.
void widenSum(RewriterBase &rewriter, linalg::LinalgOp op);

/// `value` at `offset` of dimension `dim`, without that dimension.
Value sliceOne(OpBuilder &b, Location loc, Value value, unsigned dim,
               OpFoldResult offset);

/// Populates patterns that bring contractions into that form, by reshapes and
/// transposes around them.
void populateContractionPatterns(RewritePatternSet &patterns);

/// Populates patterns that make contractions of products in other spellings:
/// sums of multiplications, convolutions with a window of one element.
void populateProductFormPatterns(RewritePatternSet &patterns);

/// Populates patterns that bring what lies between products and elementwise
/// code into the form that glu-fuse-gate-value reads: slices, reshapes and
/// broadcasts.
void populateLayoutPatterns(RewritePatternSet &patterns);

/// Populates patterns that move reshapes behind elementwise code, and make one
/// of two.
void populateReshapePatterns(RewritePatternSet &patterns);

/// Populates patterns that remove assertions which hold for every input.
void populateGuardPatterns(RewritePatternSet &patterns);

/// Whether `value` is elementwise code of a product.
bool comesFromProduct(Value value);

/// Populates patterns that read sizes from what they follow from, and remove
/// the broadcasts at run time that are none.
void populateSizePatterns(RewritePatternSet &patterns);

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_RAISE_CONTRACTION_H
