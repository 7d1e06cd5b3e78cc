//===- FlattenRows.cpp - Layers with one dimension of rows ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "glu/IR/Rows.h"
#include "glu/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
/// x[a, b, k] -> x[a b, k], the layer, and back.
template <typename LayerOp>
struct FlattenRows : OpRewritePattern<LayerOp> {
  using OpRewritePattern<LayerOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(LayerOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getInitType().getRank() < 3)
      return rewriter.notifyMatchFailure(op, "expected rank 3 or more");
    Location loc = op.getLoc();
    // x is the first operand, init the last.
    SmallVector<Value> operands(op->getOperands());
    for (Value *operand : {&operands.front(), &operands.back()})
      *operand = flattenRows(rewriter, loc, *operand);
    Operation *flat =
        mlir::clone(rewriter, op, {operands.back().getType()}, operands);
    rewriter.replaceOp(
        op, unflattenRows(rewriter, loc, flat->getResult(0), op.getInit()));
    return success();
  }
};
} // namespace

void mlir::glu::populateFlattenRowsPatterns(RewritePatternSet &patterns) {
  patterns.add<FlattenRows<LinearOp>, FlattenRows<GatedLinearOp>,
               FlattenRows<FFNOp>, FlattenRows<MaxoutOp>>(
      patterns.getContext());
}
