//===- Destinations.cpp - Where ops on tensors write their results --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bufferization would find most of this, but for tiled ops: nothing shows that
// the tiles overwrite each element of an init. So it is settled before.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace mlir::glu;

static bool isWritableArgument(Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  if (!argument)
    return false;
  auto func = dyn_cast<func::FuncOp>(argument.getOwner()->getParentOp());
  if (!func)
    return false;
  auto writable = func.getArgAttrOfType<BoolAttr>(
      argument.getArgNumber(),
      bufferization::BufferizationDialect::kWritableAttrName);
  return writable && writable.getValue();
}

/// Whether nobody but `op` needs the elements of `value`.
static bool isOnlyUser(Operation *op, Value value) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    return user == op || isa<tensor::DimOp>(user);
  });
}

/// Whether `op` may compute in place of `value`: nobody else needs it, and it
/// is a buffer made here, or one that the caller gives away.
static bool mayOverwrite(linalg::LinalgOp op, Value value) {
  return isOnlyUser(op, value) &&
         (value.getDefiningOp<DestinationStyleOpInterface>() ||
          isWritableArgument(value));
}

/// Whether `op` overwrites all of `init` and reads nothing of it.
static bool isOverwritten(DestinationStyleOpInterface op, OpOperand *init) {
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op.getOperation()))
    return !linalgOp.payloadUsesValueFromOperand(init);
  return isa<GLUDialect>(op->getDialect());
}

namespace {
/// An elementwise op takes an operand as its init, to compute in place. Where
/// the operand must be kept, an empty tensor replaces it.
struct KeepOperand : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics())
      return rewriter.notifyMatchFailure(op, "expected tensors");
    for (OpOperand &init : op.getDpsInitsMutable()) {
      if (op.payloadUsesValueFromOperand(&init) ||
          !llvm::is_contained(op.getDpsInputs(), init.get()) ||
          mayOverwrite(op, init.get()))
        continue;
      Value empty = tensor::EmptyOp::create(
          rewriter, op.getLoc(),
          tensor::getMixedSizes(rewriter, op.getLoc(), init.get()),
          getElementTypeOrSelf(init.get()));
      rewriter.modifyOpInPlace(op, [&] { init.set(empty); });
      return success();
    }
    return rewriter.notifyMatchFailure(op, "expected an init to be kept");
  }
};

/// What is materialized in an argument, as its only use, is computed there.
struct ComputeInDestination
    : OpRewritePattern<bufferization::MaterializeInDestinationOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(bufferization::MaterializeInDestinationOp op,
                                PatternRewriter &rewriter) const override {
    auto result = dyn_cast<OpResult>(op.getSource());
    Value destination = op.getDest();
    if (!result || !result.hasOneUse() ||
        !isa<TensorType>(destination.getType()) ||
        !isWritableArgument(destination) || !isOnlyUser(op, destination))
      return rewriter.notifyMatchFailure(op, "expected an argument to fill");
    auto producer = dyn_cast<DestinationStyleOpInterface>(result.getOwner());
    if (!producer)
      return rewriter.notifyMatchFailure(op, "expected an op with an init");
    OpOperand *init = producer.getTiedOpOperand(result);
    if (!isOverwritten(producer, init) ||
        init->get().getType() != destination.getType())
      return rewriter.notifyMatchFailure(op, "expected an init of no use");
    rewriter.modifyOpInPlace(producer, [&] { init->set(destination); });
    rewriter.replaceOp(op, result);
    return success();
  }
};
} // namespace

void mlir::glu::populateDestinationPatterns(RewritePatternSet &patterns) {
  patterns.add<KeepOperand, ComputeInDestination>(patterns.getContext());
}
