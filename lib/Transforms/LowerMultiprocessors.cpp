//===- LowerMultiprocessors.cpp - The size of a GPU, asked of the runtime -===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::glu {
#define GEN_PASS_DEF_LOWERMULTIPROCESSORSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

namespace {
struct LowerMultiprocessorsPass
    : glu::impl::LowerMultiprocessorsPassBase<LowerMultiprocessorsPass> {
  using Base::Base;

  void runOnOperation() override {
    IRRewriter b(&getContext());
    WalkResult result = getOperation().walk([&](MultiprocessorsOp op) {
      b.setInsertionPoint(op);
      auto function = LLVM::lookupOrCreateFn(
          b, getOperation(), "gluMultiprocessors", {}, b.getI64Type());
      if (failed(function))
        return WalkResult::interrupt();
      auto call = LLVM::CallOp::create(b, op.getLoc(), *function, ValueRange());
      b.replaceOpWithNewOp<arith::IndexCastOp>(op, b.getIndexType(),
                                               call.getResult());
      return WalkResult::advance();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
