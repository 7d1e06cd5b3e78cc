//===- ForallToOpenMP.cpp - Loops over tiles as teams of threads ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::glu {
#define GEN_PASS_DEF_CONVERTFORALLTOOPENMPPASS
#include "glu/Conversion/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

namespace {
/// Arithmetic on values of type index.
struct IndexBuilder {
  OpBuilder &b;
  Location loc;

  Value constant(int64_t value) {
    return arith::ConstantIndexOp::create(b, loc, value);
  }
  template <typename OpTy>
  Value apply(Value lhs, Value rhs) {
    return b.createOrFold<OpTy>(loc, lhs, rhs);
  }
};
} // namespace

/// The iterations of each loop.
static SmallVector<Value> getCounts(IndexBuilder &index, scf::ForallOp op) {
  SmallVector<Value> counts;
  for (auto [lower, upper, step] :
       llvm::zip(op.getLowerBound(index.b), op.getUpperBound(index.b),
                 op.getStep(index.b)))
    counts.push_back(index.apply<arith::CeilDivSIOp>(
        index.apply<arith::SubIOp>(upper, lower), step));
  return counts;
}

/// What a function of OpenMP's runtime library returns.
static Value callRuntime(IndexBuilder &index, StringRef name) {
  OpBuilder &b = index.b;
  auto module = b.getBlock()->getParentOp()->getParentOfType<ModuleOp>();
  LLVM::LLVMFuncOp function =
      *LLVM::lookupOrCreateFn(b, module, name, {}, b.getI32Type());
  auto call = LLVM::CallOp::create(b, index.loc, function, ValueRange());
  return arith::IndexCastOp::create(b, index.loc, b.getIndexType(),
                                    call.getResult());
}

/// The values of the loops' variables in iteration `number` of `counts`.
static SmallVector<Value> getIterationOf(IndexBuilder &index, scf::ForallOp op,
                                         ArrayRef<Value> counts, Value number) {
  SmallVector<Value> variables(counts.size());
  SmallVector<Value> lower = op.getLowerBound(index.b),
                     step = op.getStep(index.b);
  for (unsigned loop = counts.size(); loop-- > 0;) {
    Value iteration = number;
    if (loop > 0) {
      iteration = index.apply<arith::RemSIOp>(number, counts[loop]);
      number = index.apply<arith::DivSIOp>(number, counts[loop]);
    }
    variables[loop] = index.apply<arith::AddIOp>(
        lower[loop], index.apply<arith::MulIOp>(iteration, step[loop]));
  }
  return variables;
}

static void convert(RewriterBase &rewriter, scf::ForallOp op) {
  rewriter.setInsertionPoint(op);
  IndexBuilder index{rewriter, op.getLoc()};
  SmallVector<Value> counts = getCounts(index, op);
  Value total = index.constant(1);
  for (Value count : counts)
    total = index.apply<arith::MulIOp>(total, count);
  Value one = index.constant(1);
  // One iteration needs no team.
  Value several = arith::CmpIOp::create(rewriter, op.getLoc(),
                                        arith::CmpIPredicate::sgt, total, one);
  omp::ParallelOperands clauses;
  clauses.ifExpr = several;
  auto parallel = omp::ParallelOp::create(rewriter, op.getLoc(), clauses);
  rewriter.createBlock(&parallel.getRegion());

  Value thread = callRuntime(index, "omp_get_thread_num");
  Value threads = callRuntime(index, "omp_get_num_threads");
  auto getShare = [&](Value thread) {
    return index.apply<arith::DivSIOp>(
        index.apply<arith::MulIOp>(thread, total), threads);
  };
  auto loop = scf::ForOp::create(
      rewriter, op.getLoc(), getShare(thread),
      getShare(index.apply<arith::AddIOp>(thread, one)), one);
  omp::TerminatorOp::create(rewriter, op.getLoc());

  rewriter.setInsertionPointToStart(loop.getBody());
  SmallVector<Value> variables =
      getIterationOf(index, op, counts, loop.getInductionVar());
  rewriter.eraseOp(op.getTerminator());
  rewriter.inlineBlockBefore(op.getBody(), loop.getBody()->getTerminator(),
                             variables);
  rewriter.eraseOp(op);
}

namespace {
struct ConvertForallToOpenMPPass
    : glu::impl::ConvertForallToOpenMPPassBase<ConvertForallToOpenMPPass> {
  using Base::Base;

  void runOnOperation() override {
    SmallVector<scf::ForallOp> loops;
    getOperation().walk([&](scf::ForallOp op) { loops.push_back(op); });
    IRRewriter rewriter(&getContext());
    for (scf::ForallOp op : loops) {
      if (op.getNumResults() != 0) {
        op.emitOpError("expected buffers, not tensors; bufferize first");
        return signalPassFailure();
      }
      convert(rewriter, op);
    }
  }
};
} // namespace
