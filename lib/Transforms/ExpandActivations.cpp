//===- ExpandActivations.cpp - Expand activations into arithmetic ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::glu {
#define GEN_PASS_DEF_EXPANDACTIVATIONSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

/// `type` with the compute type of its elements.
static Type toComputeType(Type type) {
  FloatType element =
      getComputeType(cast<FloatType>(getElementTypeOrSelf(type)));
  if (auto shaped = dyn_cast<ShapedType>(type))
    return shaped.clone(element);
  return element;
}

/// `value` with elements at least as wide as those of `type`, exactly.
static Value widen(OpBuilder &b, Location loc, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return arith::ExtFOp::create(b, loc, type, value);
}

static Value widenToComputeType(OpBuilder &b, Location loc, Value value) {
  return widen(b, loc, value, toComputeType(value.getType()));
}

/// `value`, rounded to `type` if that is narrower.
static Value narrow(OpBuilder &b, Location loc, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return arith::TruncFOp::create(b, loc, type, value);
}

/// beta as the compute type `type` of x: widened, and given to all elements.
static Value getBetaLike(OpBuilder &b, Location loc, Value beta, Type type) {
  if (!beta)
    return nullptr;
  Type element = getElementTypeOrSelf(type);
  if (auto shaped = dyn_cast<ShapedType>(beta.getType()))
    return widen(b, loc, beta, shaped.clone(element));
  Value scalar = widen(b, loc, beta, element);
  if (!isa<VectorType>(type))
    return scalar;
  return vector::BroadcastOp::create(b, loc, type, scalar);
}

/// act(x) in the compute type.
template <typename OpTy>
static Value emitActivation(OpBuilder &b, OpTy op, Value x) {
  Location loc = op.getLoc();
  Value wide = widenToComputeType(b, loc, x);
  Value beta = getBetaLike(b, loc, op.getBeta(), wide.getType());
  return op.getActivation().emitBody(b, loc, wide, beta);
}

namespace {
struct ExpandActivation : OpRewritePattern<ActivationOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ActivationOp op,
                                PatternRewriter &rewriter) const override {
    if (isa<TensorType>(op.getType()))
      return rewriter.notifyMatchFailure(op, "on tensors");
    Value result = emitActivation(rewriter, op, op.getX());
    rewriter.replaceOp(op, narrow(rewriter, op.getLoc(), result, op.getType()));
    return success();
  }
};

struct ExpandGate : OpRewritePattern<GateOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GateOp op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    if (isa<TensorType>(type))
      return rewriter.notifyMatchFailure(op, "on tensors");
    Location loc = op.getLoc();
    Value gate = emitActivation(rewriter, op, op.getGate());
    if (op.getRounding() == Rounding::AsUnfused) {
      gate = narrow(rewriter, loc, gate, type);
      gate = widenToComputeType(rewriter, loc, gate);
    }
    Value value = widenToComputeType(rewriter, loc, op.getValue());
    Value product = arith::MulFOp::create(rewriter, loc, gate, value);
    rewriter.replaceOp(op, narrow(rewriter, loc, product, type));
    return success();
  }
};

struct ExpandActivationsPass
    : glu::impl::ExpandActivationsPassBase<ExpandActivationsPass> {
  using Base::Base;

  void runOnOperation() override {
    WalkResult walk = getOperation()->walk([](Operation *op) -> WalkResult {
      if (!isa<ActivationOp, GateOp>(op) ||
          !isa<TensorType>(op->getResult(0).getType()))
        return WalkResult::advance();
      return op->emitOpError("expected scalars or vectors, got tensors; run "
                             "convert-glu-to-linalg first");
    });
    if (walk.wasInterrupted())
      return signalPassFailure();

    RewritePatternSet patterns(&getContext());
    populateExpandActivationsPatterns(patterns);
    GreedyRewriteConfig config;
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    if (failed(
            applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};
} // namespace

void mlir::glu::populateExpandActivationsPatterns(RewritePatternSet &patterns) {
  patterns.add<ExpandActivation, ExpandGate>(patterns.getContext());
  populateExpandMathPatterns(patterns);
}
