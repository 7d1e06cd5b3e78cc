//===- ForallToOpenMP.cpp - Loops over tiles as teams of threads ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeBuilder.h"
#include "glu/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::glu {
#define GEN_PASS_DEF_CONVERTFORALLTOOPENMPPASS
#include "glu/Conversion/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

/// The iterations of each loop.
static SmallVector<Value> getCounts(CodeBuilder &code, scf::ForallOp op) {
  SmallVector<Value> counts;
  for (auto [lower, upper, step] :
       llvm::zip(op.getLowerBound(code.b), op.getUpperBound(code.b),
                 op.getStep(code.b)))
    counts.push_back(code.fold<arith::CeilDivSIOp>(
        code.fold<arith::SubIOp>(upper, lower), step));
  return counts;
}

/// What a function of OpenMP's runtime library returns.
static Value callRuntime(CodeBuilder &code, StringRef name) {
  OpBuilder &b = code.b;
  auto module = b.getBlock()->getParentOp()->getParentOfType<ModuleOp>();
  LLVM::LLVMFuncOp function =
      *LLVM::lookupOrCreateFn(b, module, name, {}, b.getI32Type());
  auto call = LLVM::CallOp::create(b, code.loc, function, ValueRange());
  return arith::IndexCastOp::create(b, code.loc, b.getIndexType(),
                                    call.getResult());
}

/// The values of the loops' variables in iteration `number` of `counts`.
static SmallVector<Value> getIterationOf(CodeBuilder &code, scf::ForallOp op,
                                         ArrayRef<Value> counts, Value number) {
  SmallVector<Value> variables(counts.size());
  SmallVector<Value> lower = op.getLowerBound(code.b),
                     step = op.getStep(code.b);
  for (unsigned loop = counts.size(); loop-- > 0;) {
    Value iteration = number;
    if (loop > 0) {
      iteration = code.fold<arith::RemSIOp>(number, counts[loop]);
      number = code.fold<arith::DivSIOp>(number, counts[loop]);
    }
    variables[loop] = code.fold<arith::AddIOp>(
        lower[loop], code.fold<arith::MulIOp>(iteration, step[loop]));
  }
  return variables;
}

static void convert(RewriterBase &rewriter, scf::ForallOp op) {
  rewriter.setInsertionPoint(op);
  CodeBuilder code(rewriter, op.getLoc());
  SmallVector<Value> counts = getCounts(code, op);
  Value total = code.get(1);
  for (Value count : counts)
    total = code.fold<arith::MulIOp>(total, count);
  Value one = code.get(1);
  // One iteration needs no team.
  Value several = arith::CmpIOp::create(rewriter, op.getLoc(),
                                        arith::CmpIPredicate::sgt, total, one);
  omp::ParallelOperands clauses;
  clauses.ifExpr = several;
  auto parallel = omp::ParallelOp::create(rewriter, op.getLoc(), clauses);
  rewriter.createBlock(&parallel.getRegion());

  Value thread = callRuntime(code, "omp_get_thread_num");
  Value threads = callRuntime(code, "omp_get_num_threads");
  auto getShare = [&](Value thread) {
    return code.fold<arith::DivSIOp>(code.fold<arith::MulIOp>(thread, total),
                                     threads);
  };
  auto loop =
      scf::ForOp::create(rewriter, op.getLoc(), getShare(thread),
                         getShare(code.fold<arith::AddIOp>(thread, one)), one);
  omp::TerminatorOp::create(rewriter, op.getLoc());

  rewriter.setInsertionPointToStart(loop.getBody());
  SmallVector<Value> variables =
      getIterationOf(code, op, counts, loop.getInductionVar());
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
