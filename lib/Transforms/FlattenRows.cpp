//===- FlattenRows.cpp - Layers with one dimension of rows ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "glu/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::glu;

/// Dimensions [0, rank - 1) as one.
static SmallVector<ReassociationIndices> getReassociation(int64_t rank) {
  SmallVector<ReassociationIndices> groups(2);
  for (int64_t d = 0; d < rank - 1; ++d)
    groups[0].push_back(d);
  groups[1].push_back(rank - 1);
  return groups;
}

namespace {
/// x[a, b, k] -> x[a b, k], the layer, and back. Rows are independent, so this
/// only changes how they are counted.
template <typename LayerOp>
struct FlattenRows : OpRewritePattern<LayerOp> {
  using OpRewritePattern<LayerOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(LayerOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getInitType();
    if (type.getRank() < 3)
      return rewriter.notifyMatchFailure(op, "expected rank 3 or more");
    Location loc = op.getLoc();
    auto groups = getReassociation(type.getRank());
    // x is the first operand, init the last.
    SmallVector<Value> operands(op->getOperands());
    for (Value *operand : {&operands.front(), &operands.back()})
      *operand =
          tensor::CollapseShapeOp::create(rewriter, loc, *operand, groups);
    Operation *flat =
        mlir::clone(rewriter, op, {operands.back().getType()}, operands);
    rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(
        op, type, flat->getResult(0), groups,
        tensor::getMixedSizes(rewriter, loc, op.getInit()));
    return success();
  }
};
} // namespace

void mlir::glu::populateFlattenRowsPatterns(RewritePatternSet &patterns) {
  patterns.add<FlattenRows<LinearOp>, FlattenRows<GatedLinearOp>,
               FlattenRows<FFNOp>, FlattenRows<MaxoutOp>>(
      patterns.getContext());
}
