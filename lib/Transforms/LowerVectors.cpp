//===- LowerVectors.cpp - Lower n-D vectors on memrefs to rows ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/Vector/Transforms/LoweringPatterns.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::glu {
#define GEN_PASS_DEF_LOWERVECTORSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;

namespace {
/// A 0-D vector of any memref is a scalar: convert-vector-to-llvm takes only
/// those of contiguous ones.
struct LowerScalarRead : OpRewritePattern<vector::TransferReadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::TransferReadOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getVectorType().getRank() != 0 || op.getMask() ||
        !isa<MemRefType>(op.getBase().getType()))
      return rewriter.notifyMatchFailure(op, "expected a 0-D read of a memref");
    Value element = memref::LoadOp::create(rewriter, op.getLoc(), op.getBase(),
                                           op.getIndices());
    rewriter.replaceOpWithNewOp<vector::BroadcastOp>(op, op.getVectorType(),
                                                     element);
    return success();
  }
};

struct LowerVectorsPass : glu::impl::LowerVectorsPassBase<LowerVectorsPass> {
  using Base::Base;

  void runOnOperation() override {
    MLIRContext *ctx = &getContext();
    RewritePatternSet rows(ctx);
    vector::populateVectorTransferPermutationMapLoweringPatterns(rows);
    vector::populateVectorTransferLoweringPatterns(rows, /*maxTransferRank=*/1);
    vector::populateCastAwayVectorLeadingOneDimPatterns(rows);
    rows.add<LowerScalarRead>(ctx);
    // The transfers leave shapes behind that only the next set takes apart.
    RewritePatternSet shapes(ctx);
    vector::populateVectorInsertExtractStridedSliceDecompositionPatterns(
        shapes);
    vector::populateVectorExtractStridedSliceToExtractInsertChainPatterns(
        shapes);
    vector::populateVectorShapeCastLoweringPatterns(shapes);
    vector::populateVectorBroadcastLoweringPatterns(shapes);
    vector::populateVectorTransposeLoweringPatterns(
        shapes, vector::VectorTransposeLowering::EltWise);
    for (RewritePatternSet *patterns : {&rows, &shapes})
      if (failed(applyPatternsGreedily(getOperation(), std::move(*patterns))))
        return signalPassFailure();
  }
};
} // namespace
