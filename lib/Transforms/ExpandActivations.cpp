//===- ExpandActivations.cpp - Expand activations into arithmetic ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::glu {
#define GEN_PASS_DEF_EXPANDACTIVATIONSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

namespace {
struct ExpandActivationsPass
    : glu::impl::ExpandActivationsPassBase<ExpandActivationsPass> {
  using Base::Base;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    getOperation()->walk([&](ActivationOp op) {
      rewriter.setInsertionPoint(op);
      Value beta = op.getBeta();
      if (beta && beta.getType() != op.getX().getType())
        beta = vector::BroadcastOp::create(rewriter, op.getLoc(), op.getType(),
                                           beta);
      rewriter.replaceOp(op, op.getActivation().emitBody(
                                 rewriter, op.getLoc(), op.getX(), beta));
    });
  }
};
} // namespace
