//===- FreshInits.cpp - Elementwise ops that spare their operands ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An elementwise op takes an operand as its init, to compute in place. Where
// that must be kept, bufferization would copy it: after tiling nothing shows
// that each element is overwritten.
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Transforms.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;

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

/// Whether `op` may compute in place of `value`: nobody else reads it, and it
/// is a buffer made here, or one that the caller gives away.
static bool mayOverwrite(linalg::LinalgOp op, Value value) {
  bool onlyUser = llvm::all_of(value.getUsers(),
                               [&](Operation *user) { return user == op; });
  return onlyUser && (value.getDefiningOp<DestinationStyleOpInterface>() ||
                      isWritableArgument(value));
}

namespace {
/// outs(%x), which is not read -> outs(tensor.empty) of the same sizes.
struct FreshInit : OpInterfaceRewritePattern<linalg::LinalgOp> {
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
} // namespace

void mlir::glu::populateFreshInitsPatterns(RewritePatternSet &patterns) {
  patterns.add<FreshInit>(patterns.getContext());
}
