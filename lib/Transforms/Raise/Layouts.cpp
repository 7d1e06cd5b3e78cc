//===- Layouts.cpp - What lies between products and elementwise code ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../TensorMatchers.h"
#include "Contraction.h"
#include "Expression.h"
#include "Split.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace mlir::glu;

bool mlir::glu::comesFromProduct(Value value) {
  Operation *op = value.getDefiningOp();
  if (auto linalgOp = dyn_cast_or_null<linalg::LinalgOp>(op))
    if (isFloatContraction(linalgOp))
      return true;
  bool isMove = isa_and_nonnull<tensor::CollapseShapeOp, tensor::ExpandShapeOp,
                                tensor::ExtractSliceOp>(op);
  return op && (isMove || OpTrait::hasElementwiseMappableTraits(op)) &&
         llvm::any_of(op->getOperands(), comesFromProduct);
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

/// How many of the last dimensions have equal static sizes.
static int64_t countEqualLast(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  int64_t count = 0, most = std::min(a.size(), b.size());
  while (count < most && a[a.size() - 1 - count] == b[b.size() - 1 - count] &&
         !ShapedType::isDynamic(a[a.size() - 1 - count]))
    ++count;
  return count;
}

/// One group of all the first dimensions, then the others.
static SmallVector<ReassociationIndices> groupFirst(int64_t rank,
                                                    int64_t first) {
  SmallVector<ReassociationIndices> groups(1);
  for (int64_t d = 0; d < rank; ++d) {
    if (d >= first)
      groups.emplace_back();
    groups.back().push_back(d);
  }
  return groups;
}

namespace {
/// `tensor.reshape` that only splits or only joins the first dimensions.
struct ReshapeOfRows : OpRewritePattern<tensor::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    auto from = dyn_cast<RankedTensorType>(op.getSource().getType());
    auto to = dyn_cast<RankedTensorType>(op.getResult().getType());
    auto shape = op.getShape().getDefiningOp<tensor::FromElementsOp>();
    if (!from || !to || !shape)
      return failure();
    int64_t last = countEqualLast(from.getShape(), to.getShape());
    int64_t fromFirst = from.getRank() - last, toFirst = to.getRank() - last;
    if (toFirst == 1 && fromFirst > 1) {
      rewriter.replaceOpWithNewOp<tensor::CollapseShapeOp>(
          op, to, op.getSource(), groupFirst(from.getRank(), fromFirst));
      return success();
    }
    if (fromFirst != 1 || toFirst < 2)
      return failure();
    SmallVector<OpFoldResult> sizes;
    for (auto [d, size] : llvm::enumerate(shape.getElements())) {
      if (!to.isDynamicDim(d)) {
        sizes.push_back(rewriter.getIndexAttr(to.getDimSize(d)));
        continue;
      }
      Value index = size;
      if (!size.getType().isIndex())
        index = arith::IndexCastOp::create(rewriter, op.getLoc(),
                                           rewriter.getIndexType(), size);
      sizes.push_back(index);
    }
    rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(
        op, to, op.getSource(), groupFirst(to.getRank(), toFirst), sizes);
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

/// A slice of one element of a dimension, and the collapse that drops this.
struct CollapseOfSlice : OpRewritePattern<tensor::CollapseShapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::CollapseShapeOp op,
                                PatternRewriter &rewriter) const override {
    auto slice = op.getSrc().getDefiningOp<tensor::ExtractSliceOp>();
    if (!slice || slice.getType().getRank() != slice.getSourceType().getRank())
      return failure();
    ArrayRef<int64_t> shape = slice.getType().getShape();
    // Each group keeps one dimension; what it drops, the slice took one of.
    for (const ReassociationIndices &group : op.getReassociationIndices())
      if (llvm::count_if(group, [&](int64_t d) { return shape[d] != 1; }) > 1)
        return failure();
    if (isRankReducedType(slice.getType(), op.getResultType()) !=
        SliceVerificationResult::Success)
      return failure();
    rewriter.replaceOpWithNewOp<tensor::ExtractSliceOp>(
        op, op.getResultType(), slice.getSource(), slice.getMixedOffsets(),
        slice.getMixedSizes(), slice.getMixedStrides());
    return success();
  }
};

/// One of the two parts into which the channels are expanded is every so many
/// of the channels.
struct SliceOfExpand : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp slice,
                                PatternRewriter &rewriter) const override {
    auto expand = slice.getSource().getDefiningOp<tensor::ExpandShapeOp>();
    RankedTensorType source = slice.getSourceType();
    if (!expand || slice.getType().getRank() + 1 != source.getRank())
      return failure();
    int64_t dim = slice.getDroppedDims().find_first();
    int64_t offset = slice.getStaticOffset(dim);
    for (int64_t d = 0; d < source.getRank(); ++d)
      if (d != dim && !isWholeDimension(slice, d))
        return failure();
    auto groups = expand.getReassociationIndices();
    size_t position = 0;
    while (!llvm::is_contained(groups[position], dim))
      ++position;
    ReassociationIndices group = groups[position];
    if (group.size() != 2 || ShapedType::isDynamic(offset) ||
        ShapedType::isDynamic(source.getDimSize(group[0])) ||
        ShapedType::isDynamic(source.getDimSize(group[1])))
      return failure();

    bool isFirst = dim == group[0];
    int64_t size = source.getDimSize(isFirst ? group[1] : group[0]);
    int64_t stride = isFirst ? 1 : source.getDimSize(group[1]);
    Location loc = slice.getLoc();
    int64_t rank = expand.getSrcType().getRank();
    SmallVector<OpFoldResult> offsets(rank, rewriter.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(rank, rewriter.getIndexAttr(1));
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, expand.getSrc());
    offsets[position] = rewriter.getIndexAttr(isFirst ? offset * size : offset);
    strides[position] = rewriter.getIndexAttr(stride);
    sizes[position] = rewriter.getIndexAttr(size);
    Value part = tensor::ExtractSliceOp::create(rewriter, loc, expand.getSrc(),
                                                offsets, sizes, strides);
    rewriter.replaceOp(slice, expandOthers(rewriter, slice, expand, dim, part));
    return success();
  }

  /// Expands the groups other than the one that is sliced.
  static Value expandOthers(OpBuilder &b, tensor::ExtractSliceOp slice,
                            tensor::ExpandShapeOp expand, int64_t dim,
                            Value part) {
    if (cast<RankedTensorType>(part.getType()) == slice.getType())
      return part;
    SmallVector<OpFoldResult> sizes = expand.getMixedOutputShape();
    sizes.erase(sizes.begin() + dim);
    SmallVector<ReassociationIndices> groups;
    int64_t next = 0;
    for (const ReassociationIndices &group : expand.getReassociationIndices()) {
      groups.emplace_back();
      for (int64_t d : group)
        if (d != dim)
          groups.back().push_back(next++);
    }
    return tensor::ExpandShapeOp::create(b, slice.getLoc(), slice.getType(),
                                         part, groups, sizes);
  }
};

/// Widening comes after moves of elements, next to what computes.
template <typename OpTy>
struct MoveOfWidening : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    auto widening = matchElementwise<arith::ExtFOp>(op->getOperand(0));
    if (!widening || !widening->maps[0].isIdentity())
      return failure();
    Value narrow = widening->operands[0];
    // Transposes and reshapes of products go the other way.
    Value moved = narrow;
    while (auto inner = moved.getDefiningOp<linalg::TransposeOp>())
      moved = inner.getInput();
    if (isa<linalg::TransposeOp, tensor::CollapseShapeOp>(op) &&
        comesFromProduct(moved))
      return failure();
    Type elementType = getElementTypeOrSelf(narrow);
    IRMapping mapping;
    mapping.map(op->getOperand(0), narrow);
    if (auto transpose = dyn_cast<linalg::TransposeOp>(op.getOperation()))
      mapping.map(
          transpose.getInit(),
          tensor::EmptyOp::create(
              rewriter, op.getLoc(),
              tensor::getMixedSizes(rewriter, op.getLoc(), transpose.getInit()),
              elementType));
    Operation *result = rewriter.clone(*op.getOperation(), mapping);
    result->getResult(0).setType(type.clone(elementType));
    if (auto transpose = dyn_cast<linalg::TransposeOp>(result)) {
      Block *body = transpose.getBody();
      for (BlockArgument argument : body->getArguments())
        argument.setType(elementType);
    }
    rewriter.replaceOpWithNewOp<arith::ExtFOp>(op, type, result->getResult(0));
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Broadcasts
//===----------------------------------------------------------------------===//

/// Elementwise code reads what it broadcasts without dimensions of size 1 and
/// other broadcasts in front.
struct SimplifyBroadcast : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    if (!isElementwiseCode(op) || isa<linalg::FillOp>(op))
      return failure();
    OpOperand *copied = matchCopy(op);
    if (copied && op.getMatchingIndexingMap(copied).isIdentity() &&
        copied->get().getType() == op->getResult(0).getType()) {
      rewriter.replaceOp(op, copied->get());
      return success();
    }
    SmallVector<Value> inputs = op.getDpsInputs();
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    bool changed = false;
    for (auto [input, map] : llvm::zip(inputs, maps))
      changed |= simplify(rewriter, op.getLoc(), input, map);
    if (!changed)
      return failure();
    auto generic = linalg::GenericOp::create(
        rewriter, op.getLoc(), op->getResultTypes(), inputs, op.getDpsInits(),
        maps, op.getIteratorTypesArray());
    IRMapping mapping;
    op->getRegion(0).cloneInto(&generic.getRegion(), mapping);
    rewriter.replaceOp(op, generic);
    return success();
  }

  static bool simplify(OpBuilder &b, Location loc, Value &value,
                       AffineMap &map) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type || map.isIdentity())
      return false;
    auto inner = value.getDefiningOp<linalg::LinalgOp>();
    OpOperand *input = inner ? matchCopy(inner) : nullptr;
    if (input && isa<RankedTensorType>(input->get().getType())) {
      map = inner.getMatchingIndexingMap(input).compose(map);
      value = input->get();
      return true;
    }
    if (!llvm::is_contained(type.getShape(), 1))
      return false;
    SmallVector<AffineExpr> exprs;
    for (auto [expr, size] : llvm::zip(map.getResults(), type.getShape()))
      if (size != 1)
        exprs.push_back(expr);
    map = AffineMap::get(map.getNumDims(), 0, exprs, b.getContext());
    value = dropUnits(b, loc, value);
    return true;
  }

  /// `value` without dimensions of size 1; what was expanded before is read as
  /// it was.
  static Value dropUnits(OpBuilder &b, Location loc, Value value) {
    auto type = cast<RankedTensorType>(value.getType());
    SmallVector<int64_t> shape;
    for (int64_t size : type.getShape())
      if (size != 1)
        shape.push_back(size);
    if (auto expand = value.getDefiningOp<tensor::ExpandShapeOp>())
      if (expand.getSrcType().getShape() == ArrayRef(shape))
        return expand.getSrc();
    SmallVector<ReassociationIndices> groups;
    ReassociationIndices leading;
    for (auto [d, size] : llvm::enumerate(type.getShape())) {
      if (size == 1 && groups.empty()) {
        leading.push_back(d);
      } else if (size == 1) {
        groups.back().push_back(d);
      } else {
        groups.push_back(std::move(leading));
        groups.back().push_back(d);
        leading.clear();
      }
    }
    return tensor::CollapseShapeOp::create(b, loc, value, groups);
  }
};

/// A number that is added to a product is a bias of equal elements.
struct BiasOfNumber : OpRewritePattern<arith::AddFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::AddFOp op,
                                PatternRewriter &rewriter) const override {
    auto type = dyn_cast<RankedTensorType>(op.getType());
    // A broadcast of one element would be folded to the number again.
    if (!type || type.getRank() < 2 || type.isDynamicDim(type.getRank() - 1) ||
        type.getShape().back() == 1)
      return failure();
    for (int sum : {0, 1}) {
      auto product = op->getOperand(sum).getDefiningOp<linalg::LinalgOp>();
      Operation *number = op->getOperand(1 - sum).getDefiningOp();
      std::optional<double> value = getUniformConstant(op->getOperand(1 - sum));
      if (!product || !isFloatContraction(product) || !value ||
          !isa<arith::ConstantOp, linalg::FillOp>(number))
        continue;
      Value bias = broadcastNumber(rewriter, op.getLoc(), *value, type,
                                   product.getDpsInits()[0]);
      rewriter.replaceOpWithNewOp<arith::AddFOp>(op, op->getOperand(sum), bias);
      return success();
    }
    return failure();
  }

  /// `[n]` of equal numbers, in the shape of `init`.
  static Value broadcastNumber(OpBuilder &b, Location loc, double number,
                               RankedTensorType type, Value init) {
    auto rowType =
        RankedTensorType::get(type.getShape().back(), type.getElementType());
    auto value = b.getFloatAttr(type.getElementType(), number);
    Value row = arith::ConstantOp::create(
        b, loc, DenseElementsAttr::get(rowType, value));
    Value empty = tensor::EmptyOp::create(
        b, loc, tensor::getMixedSizes(b, loc, init), type.getElementType());
    return linalg::BroadcastOp::create(
               b, loc, row, empty,
               llvm::to_vector(llvm::seq<int64_t>(0, type.getRank() - 1)))
        ->getResult(0);
  }
};

//===----------------------------------------------------------------------===//
// Guards of dynamic broadcasts
//===----------------------------------------------------------------------===//

/// Whether two sizes are known to be equal.
static bool areEqual(Value size, Value tensor, int64_t dim) {
  if (auto max = size.getDefiningOp<arith::MaxUIOp>())
    return areEqual(max.getLhs(), tensor, dim) &&
           areEqual(max.getRhs(), tensor, dim);
  FailureOr<bool> equal =
      ValueBoundsConstraintSet::areEqual({size}, {tensor, dim});
  return succeeded(equal) && *equal;
}

/// A broadcast of a dimension that would be of size 1 to the size that the
/// dimension has: the lowering of TOSA asks at run time.
struct GuardedBroadcast : OpRewritePattern<scf::IfOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(scf::IfOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getNumResults() != 1 || op.getElseRegion().empty())
      return failure();
    Value tensor = op.elseYield().getOperand(0);
    auto copy = op.thenYield().getOperand(0).getDefiningOp<linalg::LinalgOp>();
    OpOperand *input = copy ? matchCopy(copy) : nullptr;
    if (!input || input->get() != tensor || tensor.getType() != op.getType(0))
      return failure();
    auto empty = copy.getDpsInits()[0].getDefiningOp<tensor::EmptyOp>();
    if (!empty)
      return failure();
    unsigned next = 0;
    for (int64_t d = 0; d < empty.getType().getRank(); ++d) {
      if (!empty.getType().isDynamicDim(d))
        continue;
      Value size = empty.getDynamicSizes()[next++];
      auto dimOp = size.getDefiningOp<tensor::DimOp>();
      bool isOwn =
          dimOp && dimOp.getSource() == tensor && dimOp.getConstantIndex() == d;
      if (!isOwn && !areEqual(size, tensor, d))
        return failure();
    }
    rewriter.replaceOp(op, tensor);
    return success();
  }
};

/// The size of what elementwise code computes is that of what it reads.
struct SizeOfElementwise : OpRewritePattern<tensor::DimOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::DimOp op,
                                PatternRewriter &rewriter) const override {
    Operation *source = op.getSource().getDefiningOp();
    if (!source || !OpTrait::hasElementwiseMappableTraits(source))
      return failure();
    for (Value operand : source->getOperands())
      if (isa<RankedTensorType>(operand.getType())) {
        rewriter.modifyOpInPlace(
            op, [&] { op.getSourceMutable().assign(operand); });
        return success();
      }
    return failure();
  }
};

//===----------------------------------------------------------------------===//
// Transposes
//===----------------------------------------------------------------------===//

static Value transpose(OpBuilder &b, Location loc, Value value,
                       ArrayRef<int64_t> permutation) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, value);
  applyPermutationToVector(sizes, permutation);
  Value empty =
      tensor::EmptyOp::create(b, loc, sizes, getElementTypeOrSelf(value));
  return linalg::TransposeOp::create(b, loc, value, empty, permutation)
      ->getResult(0);
}

/// Elementwise code of transposed products is that of the products, transposed.
struct TransposeElementwise : RewritePattern {
  explicit TransposeElementwise(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (op->getNumResults() != 1 ||
        !isa<RankedTensorType>(op->getResult(0).getType()))
      return failure();
    linalg::TransposeOp first = findTranspose(op);
    if (!first)
      return failure();
    if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
      splitElementwise(rewriter, linalgOp, [](Value, Value) {});
      return success();
    }
    Location loc = op->getLoc();
    SmallVector<int64_t> permutation(first.getPermutation());
    SmallVector<int64_t> inverse = invertPermutationVector(permutation);
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(isa<RankedTensorType>(operand.getType())
                             ? transpose(rewriter, loc, operand, inverse)
                             : operand);
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    SmallVector<int64_t> shape(type.getShape());
    applyPermutationToVector(shape, inverse);
    OperationState state(loc, op->getName(), operands, type.clone(shape),
                         op->getAttrs());
    Value result = rewriter.create(state)->getResult(0);
    rewriter.replaceOp(op, transpose(rewriter, loc, result, permutation));
    return success();
  }

  /// The transpose of a product among the operands of elementwise code.
  static linalg::TransposeOp findTranspose(Operation *op) {
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    if (linalgOp ? !isElementwiseCode(linalgOp) || matchCopy(linalgOp)
                 : !OpTrait::hasElementwiseMappableTraits(op))
      return nullptr;
    linalg::TransposeOp found;
    for (Value operand : op->getOperands()) {
      auto transpose = operand.getDefiningOp<linalg::TransposeOp>();
      if (transpose && !found && comesFromProduct(transpose.getInput()))
        found = transpose;
    }
    // With another operand to transpose in turn, there would be no end.
    // What a body broadcasts is free too.
    for (OpOperand &operand : op->getOpOperands()) {
      bool isRead =
          !linalgOp || linalgOp.getMatchingIndexingMap(&operand).isIdentity();
      if (!found || (isRead && !isFree(operand.get(), found)))
        return nullptr;
    }
    return found;
  }

  /// Whether `operand` is transposed like `other`, or can be without an op.
  static bool isFree(Value operand, linalg::TransposeOp other) {
    if (!isa<RankedTensorType>(operand.getType()) ||
        getUniformConstant(operand) || operand.getDefiningOp<tensor::EmptyOp>())
      return true;
    auto op = operand.getDefiningOp<linalg::LinalgOp>();
    auto transpose = operand.getDefiningOp<linalg::TransposeOp>();
    if (transpose)
      return transpose.getPermutation() == other.getPermutation();
    return op && matchCopy(op);
  }
};

/// Elementwise code of constants is one: what exporters leave to compute.
struct FoldConstants : RewritePattern {
  explicit FoldConstants(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/2, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (op->getNumResults() != 1 || op->hasTrait<OpTrait::ConstantLike>())
      return failure();
    auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
    if (!type || !isa<FloatType>(type.getElementType()))
      return failure();
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    Operation *scalar = linalgOp ? getElementwiseBody(linalgOp) : op;
    if (!scalar || (!linalgOp && !OpTrait::hasElementwiseMappableTraits(op)))
      return failure();
    RealFunction function = getFunction(scalar);
    SmallVector<long double> numbers;
    for (Value operand : scalar->getOperands()) {
      if (linalgOp)
        operand =
            linalgOp.getMatchingOpOperand(cast<BlockArgument>(operand))->get();
      std::optional<double> number = getUniformConstant(operand);
      if (!number)
        return failure();
      numbers.push_back(*number);
    }
    if (!function || numbers.empty())
      return failure();
    auto value =
        rewriter.getFloatAttr(type.getElementType(), double(function(numbers)));
    if (type.hasStaticShape()) {
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(
          op, DenseElementsAttr::get(type, value));
      return success();
    }
    Value like = linalgOp ? linalgOp.getDpsInits()[0] : op->getOperand(0);
    Value empty = tensor::EmptyOp::create(
        rewriter, op->getLoc(),
        tensor::getMixedSizes(rewriter, op->getLoc(), like),
        type.getElementType());
    rewriter.replaceOpWithNewOp<linalg::FillOp>(
        op,
        arith::ConstantOp::create(rewriter, op->getLoc(), value).getResult(),
        empty);
    return success();
  }
};

/// Copies of copies, and of what has one value.
struct FoldTranspose : OpRewritePattern<linalg::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::TransposeOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics())
      return failure();
    ArrayRef<int64_t> permutation = op.getPermutation();
    if (auto inner = op.getInput().getDefiningOp<linalg::TransposeOp>()) {
      SmallVector<int64_t> both(inner.getPermutation());
      applyPermutationToVector(both, permutation);
      if (isIdentityPermutation(both))
        rewriter.replaceOp(op, inner.getInput());
      else
        rewriter.replaceOp(
            op, transpose(rewriter, op.getLoc(), inner.getInput(), both));
      return success();
    }
    auto inner = op.getInput().getDefiningOp<linalg::LinalgOp>();
    OpOperand *input = inner ? matchCopy(inner) : nullptr;
    Attribute constant;
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    if (matchPattern(op.getInput(), m_Constant(&constant))) {
      auto elements = dyn_cast<SplatElementsAttr>(constant);
      if (!elements)
        return failure();
      rewriter.replaceOpWithNewOp<arith::ConstantOp>(
          op, elements.resizeSplat(type));
      return success();
    }
    if (!input)
      return failure();
    if (isa<linalg::FillOp>(inner)) {
      rewriter.replaceOpWithNewOp<linalg::FillOp>(op, input->get(),
                                                  op.getInit());
      return success();
    }
    // Element d of the result is element inverse(d) of what is transposed.
    AffineMap map = inner.getMatchingIndexingMap(input).compose(
        AffineMap::getPermutationMap(invertPermutationVector(permutation),
                                     op.getContext()));
    rewriter.replaceOpWithNewOp<linalg::GenericOp>(
        op, TypeRange(type), ValueRange(input->get()), ValueRange(op.getInit()),
        ArrayRef{map, rewriter.getMultiDimIdentityMap(type.getRank())},
        SmallVector<utils::IteratorType>(type.getRank(),
                                         utils::IteratorType::parallel),
        [](OpBuilder &b, Location loc, ValueRange args) {
          linalg::YieldOp::create(b, loc, args[0]);
        });
    return success();
  }
};
} // namespace

void mlir::glu::populateLayoutPatterns(RewritePatternSet &patterns) {
  patterns
      .add<ReshapeOfRows, CollapseOfSlice, SliceOfExpand,
           MoveOfWidening<tensor::ExtractSliceOp>,
           MoveOfWidening<linalg::TransposeOp>,
           MoveOfWidening<tensor::CollapseShapeOp>, SimplifyBroadcast,
           BiasOfNumber, TransposeElementwise, FoldConstants, FoldTranspose>(
          patterns.getContext());
  populateSizePatterns(patterns);
}

void mlir::glu::populateSizePatterns(RewritePatternSet &patterns) {
  patterns.add<GuardedBroadcast, SizeOfElementwise>(patterns.getContext());
  memref::populateResolveRankedShapedTypeResultDimsPatterns(patterns);
}
