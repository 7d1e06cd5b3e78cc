//===- Vectorize.cpp - Vectorize register tiles ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResultLoops.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/Vector/Transforms/LoweringPatterns.h"
#include "mlir/Dialect/Vector/Transforms/VectorRewritePatterns.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/LoopInvariantCodeMotionUtils.h"

namespace mlir::glu {
#define GEN_PASS_DEF_VECTORIZEPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// What is vectorized
//===----------------------------------------------------------------------===//

/// Any static op would become one vector, and each of its rows one write to a
/// tensor: bufferization takes about the cube of the length of such a chain.
static constexpr int64_t maxTileElements = 1024;

/// Whether the parallel loops of `op` make a register tile.
static bool isRegisterTile(linalg::LinalgOp op) {
  if (!op.hasPureTensorSemantics())
    return false;
  int64_t elements = 1;
  for (auto [range, iterator] :
       llvm::zip(op.getStaticLoopRanges(), op.getIteratorTypesArray())) {
    if (iterator != utils::IteratorType::parallel)
      continue;
    if (ShapedType::isDynamic(range) || range == 0)
      return false;
    elements *= range;
  }
  return elements <= maxTileElements;
}

static void remarkMissed(linalg::LinalgOp op, StringRef reason) {
  remark::missed(
      op.getLoc(),
      remark::RemarkOpts::name("Vectorize").category("glu-vectorize"))
      << remark::reason("{0}: {1}", op->getName().getStringRef(), reason);
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {
/// acc + a * b -> vector.fma, where both may be contracted. It becomes LLVM's
/// fmuladd, which stays two instructions on a CPU without FMA.
struct FormFMA : OpRewritePattern<arith::AddFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::AddFOp op,
                                PatternRewriter &rewriter) const override {
    auto mayContract = [](auto op) {
      return bitEnumContainsAll(op.getFastmath(),
                                arith::FastMathFlags::contract);
    };
    if (!isa<VectorType>(op.getType()) || !mayContract(op))
      return rewriter.notifyMatchFailure(op, "expected contractible vectors");
    for (auto [product, sum] : {std::pair(op.getLhs(), op.getRhs()),
                                std::pair(op.getRhs(), op.getLhs())}) {
      auto mul = product.getDefiningOp<arith::MulFOp>();
      if (!mul || !mul->hasOneUse() || !mayContract(mul))
        continue;
      rewriter.replaceOpWithNewOp<vector::FMAOp>(op, mul.getLhs(), mul.getRhs(),
                                                 sum);
      return success();
    }
    return rewriter.notifyMatchFailure(op, "expected a product to contract");
  }
};
} // namespace

/// The last dimension of a vector: what an operation is unrolled to.
static std::optional<SmallVector<int64_t>> getRow(Operation *op) {
  auto unrollable = dyn_cast<VectorUnrollOpInterface>(op);
  if (!unrollable)
    return std::nullopt;
  std::optional<SmallVector<int64_t>> shape = unrollable.getShapeForUnroll();
  if (!shape || shape->size() < 2 ||
      llvm::all_equal({shape->back(), llvm::product_of(*shape)}))
    return std::nullopt;
  SmallVector<int64_t> row(shape->size(), 1);
  row.back() = shape->back();
  return row;
}

/// Orders the body of a k loop by rows: each element of x is read and used
/// before the next. All of them at once, beside the sums, do not fit into the
/// registers, and LLVM keeps the order that it is given.
static void orderByRows(scf::ForOp loop) {
  auto body = loop.getBody()->without_terminator();
  // A loop inside reads values that its operands do not show.
  if (llvm::any_of(body, [](Operation &op) {
        return op.getNumRegions() != 0 || !isMemoryEffectFree(&op);
      }))
    return;
  // The last element of x that an op waits for, 0 for none. What puts rows
  // together waits for all.
  llvm::DenseMap<Operation *, unsigned> rowOf;
  SmallVector<Operation *> ops;
  unsigned rows = 0;
  for (Operation &op : body) {
    unsigned row = 0;
    for (Value operand : op.getOperands())
      row = std::max(row, rowOf.lookup(operand.getDefiningOp()));
    if (auto read = dyn_cast<vector::TransferReadOp>(op);
        read && read.getPermutationMap().isConstant())
      row = std::max(row, ++rows);
    else if (isa<vector::InsertStridedSliceOp>(op))
      row = std::numeric_limits<unsigned>::max();
    rowOf[&op] = row;
    ops.push_back(&op);
  }
  // Nothing overtakes an op that it waits for: that has no later row.
  llvm::stable_sort(ops, [&](Operation *a, Operation *b) {
    return rowOf.lookup(a) < rowOf.lookup(b);
  });
  for (Operation *op : ops)
    op->moveBefore(loop.getBody()->getTerminator());
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct VectorizePass : glu::impl::VectorizePassBase<VectorizePass> {
  using Base::Base;

  void runOnOperation() override {
    if (failed(stepThroughSums()) || failed(foldUnitDims()) ||
        failed(vectorizeTiles()) || failed(keepSumsInRegisters()))
      signalPassFailure();
  }

private:
  LogicalResult apply(function_ref<void(RewritePatternSet &)> populate);
  void eliminateCommonSubexpressions();

  LogicalResult stepThroughSums();
  LogicalResult foldUnitDims();
  LogicalResult vectorizeTiles();
  LogicalResult keepSumsInRegisters();
};
} // namespace

/// The patterns of `populate`, together with canonicalization: each step makes
/// slices and casts that the next one must see through.
LogicalResult
VectorizePass::apply(function_ref<void(RewritePatternSet &)> populate) {
  MLIRContext *ctx = &getContext();
  RewritePatternSet patterns(ctx);
  for (Dialect *dialect : ctx->getLoadedDialects())
    dialect->getCanonicalizationPatterns(patterns);
  for (RegisteredOperationName op : ctx->getRegisteredOperations())
    op.getCanonicalizationPatterns(patterns, ctx);
  populate(patterns);
  return applyPatternsGreedily(getOperation(), std::move(patterns));
}

void VectorizePass::eliminateCommonSubexpressions() {
  IRRewriter rewriter(&getContext());
  DominanceInfo dominance(getOperation());
  mlir::eliminateCommonSubExpressions(rewriter, dominance, getOperation());
}

/// A product is what linalg.matmul and its like are for: rounding it apart from
/// the sum is no part of their meaning.
static void allowContraction(linalg::GenericOp op) {
  auto contract = arith::FastMathFlagsAttr::get(op.getContext(),
                                                arith::FastMathFlags::contract);
  for (Operation &body : op.getBody()->without_terminator())
    if (isa<arith::MulFOp, arith::AddFOp>(body))
      body.setAttr("fastmath", contract);
}

/// One step of each reduction loop per iteration of an scf.for.
LogicalResult VectorizePass::stepThroughSums() {
  IRRewriter rewriter(&getContext());
  SmallVector<linalg::LinalgOp> sums;
  getOperation().walk([&](linalg::LinalgOp op) {
    if (op.getNumReductionLoops() != 0 && isRegisterTile(op))
      sums.push_back(op);
  });
  for (linalg::LinalgOp op : sums) {
    rewriter.setInsertionPoint(op);
    if (!isa<linalg::GenericOp>(op)) {
      bool isProduct = linalg::isaContractionOpInterface(op);
      FailureOr<linalg::GenericOp> generic =
          linalg::generalizeNamedOp(rewriter, op);
      if (failed(generic))
        continue;
      if (isProduct)
        allowContraction(*generic);
      op = cast<linalg::LinalgOp>(generic->getOperation());
    }
    SmallVector<int64_t> steps;
    for (utils::IteratorType iterator : op.getIteratorTypesArray())
      steps.push_back(iterator == utils::IteratorType::reduction);
    scf::SCFTilingOptions options;
    options.setTileSizes(getAsIndexOpFoldResult(&getContext(), steps));
    FailureOr<scf::SCFTilingResult> tiled = scf::tileUsingSCF(
        rewriter, cast<TilingInterface>(op.getOperation()), options);
    if (failed(tiled))
      return op->emitOpError("cannot step through its sum");
    rewriter.replaceOp(op, tiled->replacements);
  }
  return success();
}

LogicalResult VectorizePass::foldUnitDims() {
  if (failed(apply(linalg::populateLinalgTilingCanonicalizationPatterns)))
    return failure();
  return apply([](RewritePatternSet &patterns) {
    linalg::ControlDropUnitDims control;
    control.rankReductionStrategy =
        linalg::ControlDropUnitDims::RankReductionStrategy::ExtractInsertSlice;
    linalg::populateFoldUnitExtentDimsPatterns(patterns, control);
  });
}

LogicalResult VectorizePass::vectorizeTiles() {
  IRRewriter rewriter(&getContext());
  SmallVector<linalg::LinalgOp> ops;
  getOperation().walk([&](linalg::LinalgOp op) { ops.push_back(op); });
  for (linalg::LinalgOp op : ops) {
    if (!isRegisterTile(op)) {
      remarkMissed(op, "not a register tile of static shape");
      continue;
    }
    // Gathered element by element, a vector is worse than loops.
    std::optional<unsigned> last = getLastResultLoop(op);
    if (op.getNumReductionLoops() == 0 && last &&
        !isContiguousAlong(op, *last)) {
      remarkMissed(op, notContiguous);
      continue;
    }
    rewriter.setInsertionPoint(op);
    FailureOr<linalg::VectorizationResult> result =
        linalg::vectorize(rewriter, op);
    if (failed(result)) {
      remarkMissed(op, "not vectorizable");
      continue;
    }
    rewriter.replaceOp(op, result->replacements);
  }
  return success();
}

LogicalResult VectorizePass::keepSumsInRegisters() {
  if (failed(apply(tensor::populateFoldTensorSubsetIntoVectorTransferPatterns)))
    return failure();
  eliminateCommonSubexpressions();
  IRRewriter rewriter(&getContext());
  getOperation().walk([&](LoopLikeOpInterface loop) {
    hoistLoopInvariantSubsets(rewriter, loop);
  });
  if (failed(apply([](RewritePatternSet &patterns) {
        patterns.add<FormFMA>(patterns.getContext());
      })))
    return failure();
  if (failed(apply([](RewritePatternSet &patterns) {
        vector::UnrollVectorOptions options;
        options.setNativeShapeFn(getRow);
        vector::populateVectorUnrollPatterns(patterns, options);
      })))
    return failure();
  if (failed(apply([](RewritePatternSet &patterns) {
        vector::populateCastAwayVectorLeadingOneDimPatterns(patterns);
      })))
    return failure();
  eliminateCommonSubexpressions();
  getOperation().walk(orderByRows);
  return success();
}
