//===- ProductForms.cpp - Products that are spelled in other ops ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../TensorMatchers.h"
#include "Contraction.h"
#include "Expression.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::glu;

using utils::IteratorType;

/// A tensor like `init` in which all elements are +0.0.
static Value createZeros(OpBuilder &b, Location loc, Value init) {
  Type type = getElementTypeOrSelf(init);
  Value zero = arith::ConstantOp::create(b, loc, b.getZeroAttr(type));
  Value empty = tensor::EmptyOp::create(
      b, loc, tensor::getMixedSizes(b, loc, init), type);
  return linalg::FillOp::create(b, loc, zero, empty).getResult(0);
}

static Value widen(OpBuilder &b, Location loc, Value number, Type type) {
  return number.getType() == type
             ? number
             : arith::ExtFOp::create(b, loc, type, number).getResult();
}

/// The contraction of `operands`, and what `init` has besides 0.
static void replaceByContraction(PatternRewriter &rewriter, Operation *op,
                                 ArrayRef<Value> operands, Value init,
                                 ArrayRef<AffineMap> maps,
                                 ArrayRef<IteratorType> iterators) {
  Location loc = op->getLoc();
  Value start = createZeros(rewriter, loc, init);
  Value product =
      linalg::GenericOp::create(
          rewriter, loc, init.getType(), operands, start, maps, iterators,
          [](OpBuilder &b, Location loc, ValueRange args) {
            Value lhs = widen(b, loc, args[0], args[2].getType()),
                  rhs = widen(b, loc, args[1], args[2].getType());
            Value term = arith::MulFOp::create(b, loc, lhs, rhs);
            Value sum = arith::AddFOp::create(b, loc, args[2], term);
            linalg::YieldOp::create(b, loc, sum);
          })
          .getResult(0);
  if (getUniformConstant(init) == 0.0)
    rewriter.replaceOp(op, product);
  else
    rewriter.replaceOpWithNewOp<arith::AddFOp>(op, product, init);
}

namespace {
/// A sum over a dimension of a multiplication.
struct SumOfMultiply : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics() || op.getNumDpsInputs() != 1 ||
        op.getNumDpsInits() != 1 || op.getNumReductionLoops() != 1 ||
        !isSum(op))
      return failure();
    OpOperand *input = op.getDpsInputOperand(0);
    Value init = op.getDpsInits()[0];
    auto multiply = matchElementwise<arith::MulFOp>(input->get());
    // In a narrower type the multiplication rounds.
    auto type = dyn_cast<FloatType>(getElementTypeOrSelf(init));
    if (!multiply || !input->get().hasOneUse() || !type ||
        type.getWidth() < 32 || getUniformConstant(init) != 0.0)
      return failure();
    SmallVector<AffineMap> maps;
    for (AffineMap map : multiply->maps)
      maps.push_back(map.compose(op.getMatchingIndexingMap(input)));
    maps.push_back(op.getMatchingIndexingMap(op.getDpsInitOperand(0)));
    if (!isProductOfWeight(multiply->operands, maps))
      return failure();
    replaceByContraction(rewriter, op, multiply->operands, init, maps,
                         op.getIteratorTypesArray());
    return success();
  }

  static bool isSum(linalg::LinalgOp op) {
    Block *body = op.getBlock();
    auto add =
        body->getTerminator()->getOperand(0).getDefiningOp<arith::AddFOp>();
    return add && body->getOperations().size() == 2 &&
           add.getLhs() != add.getRhs() &&
           llvm::all_of(add->getOperands(), llvm::IsaPred<BlockArgument>);
  }

  /// Whether each factor is read along some loops of the result that the other
  /// is not, so that the multiplication repeats both.
  static bool isProductOfWeight(ArrayRef<Value> factors,
                                ArrayRef<AffineMap> maps) {
    llvm::SmallBitVector loops[2];
    for (int i : {0, 1}) {
      Value factor = factors[i];
      AffineMap map = maps[i];
      // Behind copies only.
      while (auto copy = factor.getDefiningOp<linalg::LinalgOp>()) {
        OpOperand *copied = matchCopy(copy);
        if (!copied)
          break;
        map = copy.getMatchingIndexingMap(copied).compose(map);
        factor = copied->get();
      }
      loops[i].resize(map.getNumDims());
      for (AffineExpr expr : map.getResults())
        if (auto dim = dyn_cast<AffineDimExpr>(expr))
          loops[i].set(dim.getPosition());
    }
    llvm::SmallBitVector onlyFirst = loops[0], onlySecond = loops[1];
    onlyFirst.reset(loops[1]);
    onlySecond.reset(loops[0]);
    return onlyFirst.any() && onlySecond.any();
  }
};

/// The maximum over a dimension that a product was expanded to, as maxima of
/// its slices.
struct MaximumOfParts : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics() || op.getNumDpsInputs() != 1 ||
        op.getNumDpsInits() != 1 || op.getNumReductionLoops() != 1)
      return failure();
    OpOperand *input = op.getDpsInputOperand(0);
    auto expand = input->get().getDefiningOp<tensor::ExpandShapeOp>();
    SmallVector<unsigned> reduced;
    op.getReductionDims(reduced);
    int64_t count = op.getStaticLoopRanges()[reduced[0]];
    std::optional<double> start = getUniformConstant(op.getDpsInits()[0]);
    if (!expand || !op.getMatchingIndexingMap(input).isIdentity() ||
        !isInOrder(op, reduced[0]) || !hasTypeOfPart(op, expand, reduced[0]) ||
        !isMaximum(op) || !start ||
        *start != -std::numeric_limits<double>::infinity() || count < 2 ||
        count > mostParts || !isProductAndBias(expand.getSrc()))
      return failure();
    Location loc = op.getLoc();
    Value result;
    for (int64_t i = 0; i < count; ++i) {
      Value part =
          sliceOne(rewriter, loc, expand, reduced[0], rewriter.getIndexAttr(i));
      result =
          result ? Value(arith::MaximumFOp::create(rewriter, loc, result, part))
                 : part;
    }
    rewriter.replaceOp(op, result);
    return success();
  }

  static constexpr int64_t mostParts = 16;

  static bool hasTypeOfPart(linalg::LinalgOp op, tensor::ExpandShapeOp expand,
                            int64_t dim) {
    RankedTensorType::Builder part(expand.getResultType());
    return RankedTensorType(part.dropDim(dim)) == op->getResult(0).getType();
  }

  static bool isInOrder(linalg::LinalgOp op, unsigned reduced) {
    AffineMap identity =
        AffineMap::getMultiDimIdentityMap(op.getNumLoops(), op->getContext());
    return op.getMatchingIndexingMap(op.getDpsInitOperand(0)) ==
           identity.dropResult(reduced);
  }

  static bool isMaximum(linalg::LinalgOp op) {
    Block *body = op.getBlock();
    auto maximum =
        body->getTerminator()->getOperand(0).getDefiningOp<arith::MaximumFOp>();
    return maximum && body->getOperations().size() == 2 &&
           maximum.getLhs() != maximum.getRhs();
  }

  static bool isProductAndBias(Value value) {
    if (Value sum = matchRounding(value))
      return isProductAndBias(sum);
    if (auto add = matchElementwise<arith::AddFOp>(value))
      return llvm::any_of(add->operands, isProductAndBias);
    auto op = value.getDefiningOp<linalg::LinalgOp>();
    return op && isFloatContraction(op);
  }
};

/// A convolution with a window of one element is a product for each pixel.
template <typename ConvOp>
struct ProductOfConvolution : OpRewritePattern<ConvOp> {
  /// Where the window of the kernel begins, the channels of input and result
  /// are, and those of the kernel.
  struct Layout {
    int64_t window, channel, in, out;
  };

  ProductOfConvolution(MLIRContext *context, Layout layout)
      : OpRewritePattern<ConvOp>(context), layout(layout) {}

  LogicalResult matchAndRewrite(ConvOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics())
      return failure();
    Value image = op.getInputs()[0], kernel = op.getInputs()[1];
    Value init = op.getOutputs()[0];
    auto type = cast<RankedTensorType>(kernel.getType());
    auto elementType = dyn_cast<FloatType>(type.getElementType());
    auto sumType = dyn_cast<FloatType>(getElementTypeOrSelf(init));
    bool isPoint =
        llvm::all_of(type.getShape().slice(layout.window, type.getRank() - 2),
                     [](int64_t size) { return size == 1; });
    bool visitsAll = llvm::all_of(op.getStrides().template getValues<int64_t>(),
                                  [](int64_t stride) { return stride == 1; });
    // In a narrower type each step rounds.
    if (!isPoint || !visitsAll || !elementType || !sumType ||
        getElementTypeOrSelf(image) != elementType || sumType.getWidth() < 32 ||
        (sumType != elementType &&
         sumType.getWidth() <= elementType.getWidth()))
      return failure();
    // The loops are those of the result, and the channels of the input.
    MLIRContext *context = rewriter.getContext();
    unsigned rank = type.getRank(), loops = rank + 1;
    auto result =
        AffineMap::getMultiDimIdentityMap(loops, context).dropResult(rank);
    SmallVector<AffineExpr> pixel(result.getResults());
    pixel[layout.channel] = getAffineDimExpr(rank, context);
    bool inFirst = layout.in < layout.out;
    SmallVector<AffineExpr> channels{pixel[layout.channel],
                                     getAffineDimExpr(layout.channel, context)};
    if (!inFirst)
      std::swap(channels[0], channels[1]);
    SmallVector<IteratorType> iterators(loops, IteratorType::parallel);
    iterators.back() = IteratorType::reduction;
    Value weight = tensor::CollapseShapeOp::create(rewriter, op.getLoc(),
                                                   kernel, groupWindow(rank));
    replaceByContraction(rewriter, op, {image, weight}, init,
                         {AffineMap::get(loops, 0, pixel, context),
                          AffineMap::get(loops, 0, channels, context), result},
                         iterators);
    return success();
  }

  /// The dimensions of the kernel that join: the window and the channels of the
  /// input.
  SmallVector<ReassociationIndices> groupWindow(int64_t rank) const {
    int64_t first = layout.out == 0 ? 1 : rank - 1;
    SmallVector<ReassociationIndices> groups(2);
    for (int64_t d = 0; d < rank; ++d)
      groups[d >= first].push_back(d);
    return groups;
  }

  Layout layout;
};
} // namespace

void mlir::glu::populateProductFormPatterns(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<SumOfMultiply, MaximumOfParts>(context);
  using Nhwc = ProductOfConvolution<linalg::Conv2DNhwcHwcfOp>;
  using NhwcF = ProductOfConvolution<linalg::Conv2DNhwcFhwcOp>;
  using Nchw = ProductOfConvolution<linalg::Conv2DNchwFchwOp>;
  using Nwc = ProductOfConvolution<linalg::Conv1DNwcWcfOp>;
  using Ncw = ProductOfConvolution<linalg::Conv1DNcwFcwOp>;
  patterns.add<Nhwc>(context, Nhwc::Layout{0, 3, 2, 3});
  patterns.add<NhwcF>(context, NhwcF::Layout{1, 3, 3, 0});
  patterns.add<Nchw>(context, Nchw::Layout{2, 1, 1, 0});
  patterns.add<Nwc>(context, Nwc::Layout{0, 2, 1, 2});
  patterns.add<Ncw>(context, Ncw::Layout{2, 1, 1, 0});
}
