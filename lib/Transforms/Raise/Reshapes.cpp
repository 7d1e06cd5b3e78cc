//===- Reshapes.cpp - Reshapes between products and elementwise code ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../TensorMatchers.h"
#include "Contraction.h"
#include "Expression.h"
#include "Split.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace mlir::glu;

using Groups = SmallVector<ReassociationIndices>;

static RankedTensorType getType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Dimensions of size 1
//===----------------------------------------------------------------------===//

/// One group for each dimension that is no unit; units join the one before.
static Groups groupUnits(ArrayRef<bool> units) {
  Groups groups;
  ReassociationIndices leading;
  for (auto [dim, isUnit] : llvm::enumerate(units)) {
    if (!isUnit) {
      groups.push_back(std::move(leading));
      leading.clear();
    }
    (groups.empty() ? leading : groups.back()).push_back(dim);
  }
  return groups;
}

static Value transpose(OpBuilder &b, Location loc, Value value,
                       ArrayRef<int64_t> permutation) {
  if (isIdentityPermutation(permutation))
    return value;
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, value);
  applyPermutationToVector(sizes, permutation);
  Value empty =
      tensor::EmptyOp::create(b, loc, sizes, getElementTypeOrSelf(value));
  return linalg::TransposeOp::create(b, loc, value, empty, permutation)
      ->getResult(0);
}

namespace {
/// A transpose of dimensions of size 1 is a reshape, and a transpose of the
/// others.
struct TransposeOfUnits : OpRewritePattern<linalg::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::TransposeOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics())
      return failure();
    Value input = op.getInput();
    ArrayRef<int64_t> shape = getType(input).getShape();
    auto isUnit = [&](int64_t dim) { return shape[dim] == 1; };
    SmallVector<int64_t> kept; // the dimension of the input without units
    for (int64_t dim = 0, next = 0, rank = shape.size(); dim < rank; ++dim)
      kept.push_back(isUnit(dim) ? -1 : next++);
    SmallVector<int64_t> permutation;
    SmallVector<bool> resultUnits;
    for (int64_t dim : op.getPermutation()) {
      resultUnits.push_back(isUnit(dim));
      if (!isUnit(dim))
        permutation.push_back(kept[dim]);
    }
    if (permutation.empty() || permutation.size() == shape.size())
      return failure();
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, input);
    SmallVector<bool> units =
        llvm::map_to_vector(shape, [](int64_t size) { return size == 1; });
    Value value = tensor::CollapseShapeOp::create(rewriter, loc, input,
                                                  groupUnits(units));
    value = transpose(rewriter, loc, value, permutation);
    applyPermutationToVector(sizes, op.getPermutation());
    rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(
        op, cast<RankedTensorType>(op->getResult(0).getType()), value,
        groupUnits(resultUnits), sizes);
    return success();
  }
};

/// A copy in another order, or with more dimensions of size 1, as a transpose
/// and a reshape; one of a single element as a fill.
struct NameCopy : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    if (!isa<linalg::GenericOp, linalg::BroadcastOp>(op))
      return failure();
    OpOperand *input = matchCopy(op);
    auto source =
        input ? dyn_cast<RankedTensorType>(input->get().getType()) : nullptr;
    if (source && source.getRank() == 0) {
      Value scalar = tensor::ExtractOp::create(rewriter, op.getLoc(),
                                               input->get(), ValueRange());
      rewriter.replaceOpWithNewOp<linalg::FillOp>(op, scalar,
                                                  op.getDpsInits()[0]);
      return success();
    }
    // A vector that is repeated once stays what is repeated.
    if (!source || source.getRank() < 2)
      return failure();
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    SmallVector<int64_t> dims;
    for (AffineExpr expr : op.getMatchingIndexingMap(input).getResults()) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim)
        return failure();
      dims.push_back(dim.getPosition());
    }
    SmallVector<bool> units(type.getRank(), true);
    for (int64_t dim : dims)
      units[dim] = false;
    for (auto [isUnit, size] : llvm::zip(units, type.getShape()))
      if (isUnit && size != 1)
        return failure();
    SmallVector<int64_t> permutation(
        llvm::to_vector(llvm::seq<int64_t>(0, dims.size())));
    llvm::sort(permutation,
               [&](int64_t a, int64_t b) { return dims[a] < dims[b]; });
    Location loc = op.getLoc();
    Value value = transpose(rewriter, loc, input->get(), permutation);
    if (llvm::is_contained(units, true))
      value = tensor::ExpandShapeOp::create(
          rewriter, loc, type, value, groupUnits(units),
          tensor::getMixedSizes(rewriter, loc, op.getDpsInits()[0]));
    if (value.getType() != type)
      value = tensor::CastOp::create(rewriter, loc, type, value);
    rewriter.replaceOp(op, value);
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

namespace {
/// A slice of a transposed product is that of the product, transposed.
struct SliceOfTranspose : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp slice,
                                PatternRewriter &rewriter) const override {
    auto op = slice.getSource().getDefiningOp<linalg::TransposeOp>();
    if (!op || !op.hasPureTensorSemantics() || !comesFromProduct(op.getInput()))
      return failure();
    ArrayRef<int64_t> permutation = op.getPermutation();
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    int64_t rank = permutation.size();
    SmallVector<OpFoldResult> offsets(rank), sizes(rank), strides(rank);
    // Where each dimension that is kept is in the slice of the input.
    SmallVector<int64_t> kept;
    auto inputType = cast<RankedTensorType>(op.getInput().getType());
    SmallVector<int64_t> shape;
    SmallVector<int64_t> inverse = invertPermutationVector(permutation);
    SmallVector<int64_t> position(rank, -1);
    for (int64_t dim = 0; dim < rank; ++dim) {
      int64_t old = inverse[dim]; // in the result of the transpose
      offsets[dim] = slice.getMixedOffsets()[old];
      sizes[dim] = slice.getMixedSizes()[old];
      strides[dim] = slice.getMixedStrides()[old];
      if (dropped.test(old))
        continue;
      position[dim] = shape.size();
      shape.push_back(slice.getStaticSizes()[old]);
    }
    for (int64_t dim : permutation)
      if (position[dim] >= 0)
        kept.push_back(position[dim]);
    Location loc = slice.getLoc();
    Value part = tensor::ExtractSliceOp::create(
        rewriter, loc, RankedTensorType::get(shape, inputType.getElementType()),
        op.getInput(), offsets, sizes, strides);
    Value result = transpose(rewriter, loc, part, kept);
    if (result.getType() != slice.getType())
      result = tensor::CastOp::create(rewriter, loc, slice.getType(), result);
    rewriter.replaceOp(slice, result);
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Reshapes of channels
//===----------------------------------------------------------------------===//

namespace {
/// Elementwise code of products whose channels are expanded is that of the
/// products, expanded.
struct ExpandElementwise : RewritePattern {
  explicit ExpandElementwise(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (op->getNumResults() != 1 ||
        !isa<RankedTensorType>(op->getResult(0).getType()))
      return failure();
    Value like;
    std::optional<Groups> groups = findGroups(op, like);
    if (!groups)
      return failure();
    if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
      splitElementwise(rewriter, linalgOp, [](Value, Value) {});
      return success();
    }
    Location loc = op->getLoc();
    auto type = getType(op->getResult(0));
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, like);
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(collapse(rewriter, loc, operand, *groups));
    OperationState state(
        loc, op->getName(), operands,
        tensor::CollapseShapeOp::inferCollapsedType(
            type, getReassociationMaps(*groups, op->getContext())),
        op->getAttrs());
    Value result = rewriter.create(state)->getResult(0);
    rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(op, type, result,
                                                       *groups, sizes);
    return success();
  }

private:
  static SmallVector<AffineMap> getReassociationMaps(const Groups &groups,
                                                     MLIRContext *context) {
    SmallVector<AffineMap> maps;
    unsigned rank = groups.back().back() + 1;
    for (const ReassociationIndices &group : groups) {
      SmallVector<AffineExpr> exprs;
      for (int64_t dim : group)
        exprs.push_back(getAffineDimExpr(dim, context));
      maps.push_back(AffineMap::get(rank, 0, exprs, context));
    }
    return maps;
  }

  /// How the channels of a product, which `value` is, were expanded.
  static std::optional<Groups> getExpansion(Value value) {
    Groups groups;
    if (auto expand = value.getDefiningOp<tensor::ExpandShapeOp>()) {
      if (!comesFromProduct(expand.getSrc()))
        return std::nullopt;
      groups = expand.getReassociationIndices();
    } else if (auto slice = value.getDefiningOp<tensor::ExtractSliceOp>()) {
      // One of the parts of each block.
      auto expand = slice.getSource().getDefiningOp<tensor::ExpandShapeOp>();
      int64_t dim = slice.getDroppedDims().find_first();
      if (!expand || dim < 0 || slice.getDroppedDims().count() != 1 ||
          !comesFromProduct(expand.getSrc()))
        return std::nullopt;
      ReassociationIndices last = expand.getReassociationIndices().back();
      if (last.size() != 3 || dim != last[1])
        return std::nullopt;
      groups = expand.getReassociationIndices();
      groups.back().pop_back();
    } else {
      return std::nullopt;
    }
    if (groups.empty() || groups.back().size() < 2)
      return std::nullopt;
    ArrayRef<int64_t> shape = getType(value).getShape();
    bool isStatic = llvm::none_of(groups.back(), [&](int64_t dim) {
      return ShapedType::isDynamic(shape[dim]);
    });
    return isStatic ? std::optional(groups) : std::nullopt;
  }

  /// How the operands of elementwise code are expanded, if all of them are, or
  /// can be without an op. `like` has the sizes of the result.
  static std::optional<Groups> findGroups(Operation *op, Value &like) {
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    if (linalgOp ? !isElementwiseCode(linalgOp) || matchCopy(linalgOp)
                 : !OpTrait::hasElementwiseMappableTraits(op))
      return std::nullopt;
    std::optional<Groups> groups;
    for (Value operand : op->getOperands()) {
      if (groups)
        break;
      groups = getExpansion(operand);
      like = operand;
    }
    if (!groups)
      return std::nullopt;
    for (OpOperand &operand : op->getOpOperands()) {
      bool isRead =
          !linalgOp || linalgOp.getMatchingIndexingMap(&operand).isIdentity();
      if (isRead && !canCollapse(operand.get(), *groups))
        return std::nullopt;
    }
    return groups;
  }

  static bool canCollapse(Value value, const Groups &groups) {
    if (!isa<RankedTensorType>(value.getType()) || getUniformConstant(value) ||
        value.getDefiningOp<tensor::EmptyOp>() ||
        getExpansion(value) == std::optional(groups))
      return true;
    auto copy = value.getDefiningOp<linalg::LinalgOp>();
    OpOperand *input = copy ? matchCopy(copy) : nullptr;
    return input && (!isa<RankedTensorType>(input->get().getType()) ||
                     collapseMap(copy.getMatchingIndexingMap(input), groups));
  }

  /// The dimensions of a broadcast tensor that join with the groups of what it
  /// is broadcast to, and the groups that they become.
  struct CollapsedMap {
    Groups groups;
    SmallVector<int64_t> dims;
  };
  static std::optional<CollapsedMap> collapseMap(AffineMap map,
                                                 const Groups &groups) {
    CollapsedMap result;
    SmallVector<int64_t> dims;
    for (AffineExpr expr : map.getResults()) {
      auto dim = dyn_cast<AffineDimExpr>(expr);
      if (!dim)
        return std::nullopt;
      dims.push_back(dim.getPosition());
    }
    if (!llvm::is_sorted(dims))
      return std::nullopt;
    size_t next = 0;
    for (auto [i, group] : llvm::enumerate(groups)) {
      size_t count = llvm::count_if(
          group, [&](int64_t dim) { return llvm::is_contained(dims, dim); });
      if (count == 0)
        continue;
      if (count != group.size())
        return std::nullopt;
      result.dims.push_back(i);
      result.groups.emplace_back(
          llvm::to_vector<2>(llvm::seq<int64_t>(next, next + count)));
      next += count;
    }
    return result;
  }

  static Value collapse(PatternRewriter &rewriter, Location loc, Value value,
                        const Groups &groups) {
    if (!isa<RankedTensorType>(value.getType()))
      return value;
    auto expand = value.getDefiningOp<tensor::ExpandShapeOp>();
    if (expand && getExpansion(value))
      return expand.getSrc();
    if (value.getDefiningOp<tensor::ExtractSliceOp>())
      return tensor::CollapseShapeOp::create(rewriter, loc, value, groups);
    Type elementType = getElementTypeOrSelf(value);
    auto type = tensor::CollapseShapeOp::inferCollapsedType(
        getType(value), getReassociationMaps(groups, rewriter.getContext()));
    Attribute constant;
    if (matchPattern(value, m_Constant(&constant)) && type.hasStaticShape())
      return arith::ConstantOp::create(
          rewriter, loc, cast<SplatElementsAttr>(constant).resizeSplat(type));
    if (getUniformConstant(value) || value.getDefiningOp<tensor::EmptyOp>())
      return tensor::CollapseShapeOp::create(rewriter, loc, value, groups);
    // A broadcast of another tensor, or of a number.
    auto copy = value.getDefiningOp<linalg::LinalgOp>();
    OpOperand *input = copy ? matchCopy(copy) : nullptr;
    if (!input)
      return tensor::CollapseShapeOp::create(rewriter, loc, value, groups);
    Value init = tensor::CollapseShapeOp::create(rewriter, loc,
                                                 copy.getDpsInits()[0], groups);
    if (!isa<RankedTensorType>(input->get().getType()))
      return linalg::FillOp::create(rewriter, loc, input->get(), init)
          .getResult(0);
    CollapsedMap map = *collapseMap(copy.getMatchingIndexingMap(input), groups);
    Value source = input->get();
    if (map.groups.size() < size_t(getType(source).getRank()))
      source =
          tensor::CollapseShapeOp::create(rewriter, loc, source, map.groups);
    SmallVector<AffineExpr> exprs;
    for (int64_t dim : map.dims)
      exprs.push_back(rewriter.getAffineDimExpr(dim));
    AffineMap identity = rewriter.getMultiDimIdentityMap(type.getRank());
    return linalg::GenericOp::create(
               rewriter, loc, type.clone(elementType), source, init,
               ArrayRef{AffineMap::get(type.getRank(), 0, exprs,
                                       rewriter.getContext()),
                        identity},
               SmallVector<utils::IteratorType>(type.getRank(),
                                                utils::IteratorType::parallel),
               [](OpBuilder &b, Location loc, ValueRange args) {
                 linalg::YieldOp::create(b, loc, args[0]);
               })
        .getResult(0);
  }
};

/// An expansion of a transposed product is that of the product, transposed.
struct ExpandOfTranspose : OpRewritePattern<tensor::ExpandShapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExpandShapeOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getSrc().getDefiningOp<linalg::TransposeOp>();
    // Dimensions of size 1 stay behind transposes.
    if (!inner || !inner.hasPureTensorSemantics() ||
        !comesFromProduct(inner.getInput()) ||
        llvm::is_contained(op.getResultType().getShape(), 1))
      return failure();
    ArrayRef<int64_t> permutation = inner.getPermutation();
    Groups old = op.getReassociationIndices(), groups;
    SmallVector<OpFoldResult> oldSizes = op.getMixedOutputShape(), sizes;
    SmallVector<int64_t> shape, place(oldSizes.size());
    for (int64_t dim : invertPermutationVector(permutation)) {
      groups.emplace_back();
      for (int64_t d : old[dim]) {
        place[d] = shape.size();
        groups.back().push_back(shape.size());
        shape.push_back(op.getResultType().getDimSize(d));
        sizes.push_back(oldSizes[d]);
      }
    }
    Location loc = op.getLoc();
    Value value = tensor::ExpandShapeOp::create(
        rewriter, loc, op.getResultType().clone(shape), inner.getInput(),
        groups, sizes);
    value = transpose(rewriter, loc, value, place);
    if (value.getType() != op.getResultType())
      value = tensor::CastOp::create(rewriter, loc, op.getResultType(), value);
    rewriter.replaceOp(op, value);
    return success();
  }
};

/// The static sizes that a cast adds are those of the expansion.
struct CastOfExpand : OpRewritePattern<tensor::CastOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::CastOp op,
                                PatternRewriter &rewriter) const override {
    auto expand = op.getSource().getDefiningOp<tensor::ExpandShapeOp>();
    auto type = dyn_cast<RankedTensorType>(op.getType());
    if (!expand || !type || !comesFromProduct(expand.getSrc()))
      return failure();
    SmallVector<OpFoldResult> sizes = expand.getMixedOutputShape();
    for (auto [dim, size] : llvm::enumerate(type.getShape())) {
      bool isKnown = !expand.getResultType().isDynamicDim(dim);
      if (ShapedType::isDynamic(size) && isKnown)
        return failure();
      if (!ShapedType::isDynamic(size))
        sizes[dim] = rewriter.getIndexAttr(size);
    }
    // A size that is not known remains in each group that has one.
    for (auto [size, group] : llvm::zip(expand.getSrcType().getShape(),
                                        expand.getReassociationIndices()))
      if (ShapedType::isDynamic(size) && llvm::none_of(group, [&](int64_t dim) {
            return type.isDynamicDim(dim);
          }))
        return failure();
    rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(
        op, type, expand.getSrc(), expand.getReassociationIndices(), sizes);
    return success();
  }
};

/// A collapse that only drops dimensions of size 1 of an expansion makes it a
/// smaller expansion.
struct DropExpandedUnits : OpRewritePattern<tensor::CollapseShapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::CollapseShapeOp op,
                                PatternRewriter &rewriter) const override {
    auto expand = op.getSrc().getDefiningOp<tensor::ExpandShapeOp>();
    if (!expand)
      return failure();
    ArrayRef<int64_t> shape = expand.getResultType().getShape();
    SmallVector<int64_t> kept; // the dimension that each group keeps
    for (const ReassociationIndices &group : op.getReassociationIndices()) {
      auto isLong = [&](int64_t dim) { return shape[dim] != 1; };
      if (llvm::count_if(group, isLong) > 1)
        return failure();
      auto it = llvm::find_if(group, isLong);
      kept.push_back(it == group.end() ? group.front() : *it);
    }
    Groups groups;
    SmallVector<OpFoldResult> all = expand.getMixedOutputShape(), sizes;
    for (const ReassociationIndices &group : expand.getReassociationIndices()) {
      groups.emplace_back();
      for (int64_t dim : group)
        if (llvm::is_contained(kept, dim)) {
          groups.back().push_back(sizes.size());
          sizes.push_back(all[dim]);
        }
      if (groups.back().empty())
        return failure();
    }
    if (groups.size() < sizes.size())
      rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(
          op, op.getResultType(), expand.getSrc(), groups, sizes);
    else if (op.getResultType() == expand.getSrcType())
      rewriter.replaceOp(op, expand.getSrc());
    else
      return failure();
    return success();
  }
};

/// A reshape of a reshape.
template <typename OuterOp, typename InnerOp>
struct FoldReshapes : OpRewritePattern<OuterOp> {
  using OpRewritePattern<OuterOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(OuterOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getSrc().template getDefiningOp<InnerOp>();
    RankedTensorType type = op.getResultType();
    if (!inner)
      return failure();
    Value source = inner.getSrc();
    if (source.getType() == type &&
        op.getReassociationIndices() == inner.getReassociationIndices()) {
      rewriter.replaceOp(op, source);
      return success();
    }
    // What a slice is collapsed to is how it is read as a part.
    if (source.getDefiningOp<tensor::ExtractSliceOp>() ||
        !type.hasStaticShape() || !getType(source).hasStaticShape())
      return failure();
    if (source.getType() == type) {
      rewriter.replaceOp(op, source);
      return success();
    }
    if (type.getRank() == getType(source).getRank())
      return failure();
    auto groups = getReassociationIndicesForReshape(getType(source), type);
    if (!groups)
      return failure();
    if (type.getRank() < getType(source).getRank())
      rewriter.replaceOpWithNewOp<tensor::CollapseShapeOp>(op, type, source,
                                                           *groups);
    else
      rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(op, type, source,
                                                         *groups);
    return success();
  }
};
} // namespace

void mlir::glu::populateReshapePatterns(RewritePatternSet &patterns) {
  patterns.add<TransposeOfUnits, NameCopy, ExpandElementwise, SliceOfTranspose,
               ExpandOfTranspose, DropExpandedUnits, CastOfExpand,
               FoldReshapes<tensor::ExpandShapeOp, tensor::ExpandShapeOp>,
               FoldReshapes<tensor::CollapseShapeOp, tensor::CollapseShapeOp>,
               FoldReshapes<tensor::ExpandShapeOp, tensor::CollapseShapeOp>,
               FoldReshapes<tensor::CollapseShapeOp, tensor::ExpandShapeOp>>(
      patterns.getContext());
}
