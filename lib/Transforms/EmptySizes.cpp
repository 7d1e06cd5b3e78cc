//===- EmptySizes.cpp - Layers of size zero -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR rejects slices of a dimension that is known to be empty, so that such
// dimensions must be gone before tiling.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "glu/Transforms/Transforms.h"

using namespace mlir;
using namespace mlir::glu;

static bool isEmpty(Value v) {
  auto type = dyn_cast<RankedTensorType>(v.getType());
  return type && llvm::is_contained(type.getShape(), 0);
}

namespace {
/// A result without elements is its destination.
struct DropEmptyResult
    : OpInterfaceRewritePattern<DestinationStyleOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(DestinationStyleOpInterface op,
                                PatternRewriter &rewriter) const override {
    if (op->getNumResults() == 0 || !llvm::all_of(op->getResults(), isEmpty))
      return rewriter.notifyMatchFailure(op, "expected empty results");
    rewriter.replaceOp(op, op.getDpsInits());
    return success();
  }
};

/// A sum of no products is that of one product of zeros.
template <typename LayerOp>
struct SumOneZero : OpRewritePattern<LayerOp> {
  using OpRewritePattern<LayerOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(LayerOp op,
                                PatternRewriter &rewriter) const override {
    // The dimension k of x and of each weight.
    SmallVector<std::pair<OpOperand *, int64_t>> inputs{
        {&op->getOpOperand(0), op.getXType().getRank() - 1}};
    if constexpr (std::is_same_v<LayerOp, MaxoutOp>) {
      inputs.emplace_back(&op.getWeightMutable(), 1);
    } else {
      int64_t dim = 1 - op.getLayout().getOutDim();
      size_t count = 1;
      if constexpr (std::is_same_v<LayerOp, GatedLinearOp>)
        count = op.getWeights().size();
      for (size_t i = 1; i <= count; ++i)
        inputs.emplace_back(&op->getOpOperand(i), dim);
    }
    bool none = llvm::any_of(inputs, [](auto input) {
      auto type = cast<RankedTensorType>(input.first->get().getType());
      return type.getDimSize(input.second) == 0;
    });
    if (!none)
      return rewriter.notifyMatchFailure(op, "expected a sum of no products");
    for (auto &input : inputs) {
      Value zeros =
          makeZeros(rewriter, op.getLoc(), input.first->get(), input.second);
      rewriter.modifyOpInPlace(op, [&] { input.first->set(zeros); });
    }
    return success();
  }

private:
  /// Zeros in the shape of `v`, with a size of 1 in dimension `dim`.
  static Value makeZeros(OpBuilder &b, Location loc, Value v, int64_t dim) {
    Type type = getElementTypeOrSelf(v);
    SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, v);
    sizes[dim] = b.getIndexAttr(1);
    Value empty = tensor::EmptyOp::create(b, loc, sizes, type);
    Value zero = arith::ConstantOp::create(b, loc, b.getFloatAttr(type, 0.0));
    return linalg::FillOp::create(b, loc, zero, empty).getResult(0);
  }
};
} // namespace

void mlir::glu::populateEmptySizesPatterns(RewritePatternSet &patterns) {
  patterns.add<DropEmptyResult, SumOneZero<LinearOp>, SumOneZero<GatedLinearOp>,
               SumOneZero<MaxoutOp>>(patterns.getContext());
}
