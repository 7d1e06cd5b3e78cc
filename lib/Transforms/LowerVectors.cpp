//===- LowerVectors.cpp - Lower n-D vectors on memrefs to rows ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
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

//===----------------------------------------------------------------------===//
// Elements of bits
//===----------------------------------------------------------------------===//

/// The integers that hold the elements of `memref` in memory, where those are
/// not whole bytes themselves: LLVM packs the bits of a vector, while scalars,
/// constants and the caller's arrays take a byte an element or more.
static IntegerType getStorageType(Value memref) {
  auto element = dyn_cast<IntegerType>(getElementTypeOrSelf(memref));
  if (!isa<MemRefType>(memref.getType()) || !element)
    return nullptr;
  unsigned width =
      std::max<unsigned>(8, llvm::PowerOf2Ceil(element.getWidth()));
  if (width == element.getWidth())
    return nullptr;
  return IntegerType::get(element.getContext(), width);
}

/// The same memory with elements of `storage`. Both become the same descriptor,
/// so that nothing is left of the cast in the llvm dialect.
static Value viewAs(OpBuilder &b, Value memref, IntegerType storage) {
  MemRefType type = MemRefType::Builder(cast<MemRefType>(memref.getType()))
                        .setElementType(storage);
  return UnrealizedConversionCastOp::create(b, memref.getLoc(), type, memref)
      .getResult(0);
}

namespace {
struct ReadStorage : OpRewritePattern<vector::TransferReadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::TransferReadOp op,
                                PatternRewriter &rewriter) const override {
    IntegerType storage = getStorageType(op.getBase());
    if (!storage)
      return rewriter.notifyMatchFailure(op, "expected a memref of bits");
    Location loc = op.getLoc();
    Value padding =
        arith::ExtUIOp::create(rewriter, loc, storage, op.getPadding());
    Value read = vector::TransferReadOp::create(
        rewriter, loc, op.getVectorType().clone(storage),
        viewAs(rewriter, op.getBase(), storage), op.getIndices(),
        op.getPermutationMapAttr(), padding, op.getMask(),
        op.getInBoundsAttr());
    rewriter.replaceOpWithNewOp<arith::TruncIOp>(op, op.getVectorType(), read);
    return success();
  }
};

struct WriteStorage : OpRewritePattern<vector::TransferWriteOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(vector::TransferWriteOp op,
                                PatternRewriter &rewriter) const override {
    IntegerType storage = getStorageType(op.getBase());
    if (!storage)
      return rewriter.notifyMatchFailure(op, "expected a memref of bits");
    // A scalar is read as what a scalar of its type writes: zeros above it.
    Value vector = arith::ExtUIOp::create(rewriter, op.getLoc(),
                                          op.getVectorType().clone(storage),
                                          op.getValueToStore());
    rewriter.replaceOpWithNewOp<vector::TransferWriteOp>(
        op, vector, viewAs(rewriter, op.getBase(), storage), op.getIndices(),
        op.getPermutationMapAttr(), op.getMask(), op.getInBoundsAttr());
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

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
    RewritePatternSet bits(ctx);
    bits.add<ReadStorage, WriteStorage>(ctx);
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
    for (RewritePatternSet *patterns : {&bits, &rows, &shapes})
      if (failed(applyPatternsGreedily(getOperation(), std::move(*patterns))))
        return signalPassFailure();
  }
};
} // namespace
