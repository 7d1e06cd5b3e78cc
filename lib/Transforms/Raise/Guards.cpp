//===- Guards.cpp - Checks that hold whatever the input is ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// torch-mlir asserts in the body of a reciprocal that its operand is not 0. In
// an activation, 1 / (1 + exp(-x)), it never is.
//
//===----------------------------------------------------------------------===//

#include "Contraction.h"
#include "Expression.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::glu;

/// The number, or a tensor of it, that computes `value` one op on or in front
/// of a linalg body.
static Value stripBodies(Value value) {
  while (true) {
    auto argument = dyn_cast<BlockArgument>(value);
    auto inner =
        argument
            ? dyn_cast<linalg::LinalgOp>(argument.getOwner()->getParentOp())
            : nullptr;
    if (inner) {
      value = inner.getMatchingOpOperand(argument)->get();
      continue;
    }
    auto op = value.getDefiningOp<linalg::LinalgOp>();
    if (!op || !op.hasPureTensorSemantics() ||
        op.getNumParallelLoops() != op.getNumLoops())
      return value;
    value = op.getBlock()->getTerminator()->getOperand(
        cast<OpResult>(value).getResultNumber());
  }
}

namespace {
enum class Sign { Unknown, NotNegative, Positive };
} // namespace

/// What is known of the sign of numbers that are not NaN.
static Sign getSign(Value value, unsigned depth = 8) {
  if (std::optional<double> number = getUniformConstant(value))
    return *number > 0    ? Sign::Positive
           : *number == 0 ? Sign::NotNegative
                          : Sign::Unknown;
  if (depth == 0)
    return Sign::Unknown;
  value = stripBodies(value);
  Operation *op = value.getDefiningOp();
  if (isa_and_nonnull<math::ExpOp, math::Exp2Op, math::AbsFOp, math::SqrtOp>(
          op))
    return Sign::NotNegative;
  if (!isa_and_nonnull<arith::AddFOp, arith::MulFOp>(op))
    return getUniformConstant(value).value_or(0) > 0 ? Sign::Positive
                                                     : Sign::Unknown;
  Sign a = getSign(op->getOperand(0), depth - 1),
       b = getSign(op->getOperand(1), depth - 1);
  bool isSquare =
      isa<arith::MulFOp>(op) && op->getOperand(0) == op->getOperand(1);
  if (isSquare)
    return Sign::NotNegative;
  if (a == Sign::Unknown || b == Sign::Unknown)
    return Sign::Unknown;
  // A product of positive numbers may be rounded to 0.
  return isa<arith::AddFOp>(op) ? std::max(a, b) : Sign::NotNegative;
}

namespace {
/// An assertion in the body of a linalg op that a number is not 0.
struct AssertNotZero : OpRewritePattern<cf::AssertOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(cf::AssertOp op,
                                PatternRewriter &rewriter) const override {
    auto compare = op.getArg().getDefiningOp<arith::CmpFOp>();
    if (!isa<linalg::LinalgOp>(op->getParentOp()) || !compare ||
        (compare.getPredicate() != arith::CmpFPredicate::ONE &&
         compare.getPredicate() != arith::CmpFPredicate::UNE) ||
        getUniformConstant(compare.getRhs()) != 0.0 ||
        getSign(compare.getLhs()) != Sign::Positive)
      return failure();
    rewriter.eraseOp(op);
    if (compare.use_empty())
      rewriter.eraseOp(compare);
    return success();
  }
};
} // namespace

void mlir::glu::populateGuardPatterns(RewritePatternSet &patterns) {
  patterns.add<AssertNotZero>(patterns.getContext());
}
