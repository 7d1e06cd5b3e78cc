//===- Transforms.h - Pattern sets of the transforms ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TRANSFORMS_TRANSFORMS_H
#define GLU_TRANSFORMS_TRANSFORMS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::glu {

/// Populates patterns that replace exp, expm1, tanh, log, log1p and erf of
/// math, on f32 scalars and vectors, by arithmetic and math.fma, that replace
/// expm1 and log1p on f64 by forms of tanh, exp and log, and that compute the
/// ops of math on f16 and bf16 in f32. The errors of the code are those of
/// `getMathExpansionError`.
void populateExpandMathPatterns(RewritePatternSet &patterns);

/// Populates the patterns of `glu-expand-activations`, those of
/// `populateExpandMathPatterns` among them.
void populateExpandActivationsPatterns(RewritePatternSet &patterns);

/// Populates patterns that remove ops whose results are known to be empty, and
/// sums that are known to have no terms from the layers but glu.ffn.
void populateEmptySizesPatterns(RewritePatternSet &patterns);

/// Populates patterns that give every layer one dimension of rows, by reshapes
/// of its input and its result.
void populateFlattenRowsPatterns(RewritePatternSet &patterns);

/// Populates patterns that choose where ops on tensors write: an elementwise op
/// never into an operand that must be kept, and what is materialized in a
/// writable argument at once into that.
void populateDestinationPatterns(RewritePatternSet &patterns);

/// Where `glu-raise` took constants of the code for those of a definition, from
/// which they differ by more than a rounding, the op has this attribute, which says how.
constexpr llvm::StringLiteral driftAttrName = "exact_constants";

/// Lowers the ops of TOSA in `module`, if there are any, to linalg, tensor and
/// arith, which is what the passes of glu read.
LogicalResult lowerTosa(ModuleOp module);

/// Populates the patterns of `glu-fuse-gate-value` that make one
/// `glu.gated_linear` of two products, an activation and a multiplication.
void populateFuseGateValuePatterns(RewritePatternSet &patterns);

/// Populates the patterns of `glu-fuse-gate-value` that make one `glu.ffn` of a
/// `glu.gated_linear`, or an activated product, and the product that reads it.
/// To be applied after those for gate and value.
void populateFuseFeedForwardPatterns(RewritePatternSet &patterns);

/// The arguments of `function` that are weights of layers with a strategy, and
/// nothing else: those that `glu-pack-weights` gives to `@NAME_prepare`.
SmallVector<unsigned> getPreparableArguments(func::FuncOp function);

/// The pair that `glu-pack-weights` makes of `@NAME`.
std::string getPrepareName(StringRef name);
std::string getPackedName(StringRef name);

} // namespace mlir::glu

#endif // GLU_TRANSFORMS_TRANSFORMS_H
