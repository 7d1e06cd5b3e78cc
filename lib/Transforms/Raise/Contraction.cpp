//===- Contraction.cpp - Products in the form of layers -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A contraction is read as two tensors whose dimensions are named by loops.
// Moves of elements in front of it only change the names.
//
//===----------------------------------------------------------------------===//

#include "Contraction.h"
#include "../TensorMatchers.h"
#include "Expression.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace mlir;
using namespace mlir::glu;

bool mlir::glu::isFloatContraction(linalg::LinalgOp op) {
  return op && op.hasPureTensorSemantics() && op.getNumDpsInputs() == 2 &&
         linalg::isaContractionOpInterface(op) &&
         isa<FloatType>(getElementTypeOrSelf(op->getResult(0)));
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

namespace {
/// The name of a dimension of size 1 that no loop goes over.
constexpr int unit = -1;

/// A tensor, and the loop that goes over each of its dimensions.
struct Operand {
  Value value;
  SmallVector<int> loops;

  RankedTensorType getType() const {
    return cast<RankedTensorType>(value.getType());
  }
  bool has(int loop) const { return llvm::is_contained(loops, loop); }
};
} // namespace

static std::optional<SmallVector<int>> getLoops(AffineMap map) {
  SmallVector<int> loops;
  for (AffineExpr expr : map.getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim && expr != getAffineConstantExpr(0, map.getContext()))
      return std::nullopt;
    loops.push_back(dim ? int(dim.getPosition()) : unit);
  }
  return loops;
}

/// Reads `operand` in front of a reshape that only adds or removes dimensions
/// of size 1.
static bool stripUnitReshape(Operand &operand) {
  Operation *op = operand.value.getDefiningOp();
  SmallVector<int> loops;
  if (auto expand = dyn_cast_or_null<tensor::ExpandShapeOp>(op)) {
    ArrayRef<int64_t> shape = expand.getResultType().getShape();
    for (const ReassociationIndices &group : expand.getReassociationIndices()) {
      int loop = unit;
      for (int64_t d : group) {
        if (shape[d] == 1)
          continue;
        if (loop != unit)
          return false;
        loop = operand.loops[d];
      }
      loops.push_back(loop);
    }
    operand.value = expand.getSrc();
  } else if (auto collapse = dyn_cast_or_null<tensor::CollapseShapeOp>(op)) {
    ArrayRef<int64_t> shape = collapse.getSrcType().getShape();
    for (auto [i, group] :
         llvm::enumerate(collapse.getReassociationIndices())) {
      bool named = false;
      for (int64_t d : group) {
        bool takesName = shape[d] != 1;
        if (takesName && named)
          return false;
        named |= takesName;
        loops.push_back(takesName ? operand.loops[i] : unit);
      }
    }
    operand.value = collapse.getSrc();
  } else {
    return false;
  }
  operand.loops = std::move(loops);
  return true;
}

/// Reads `operand` in front of an op that transposes or broadcasts.
static bool stripCopy(Operand &operand) {
  auto op = operand.value.getDefiningOp<linalg::LinalgOp>();
  OpOperand *input = op ? matchCopy(op) : nullptr;
  if (!input || !isa<RankedTensorType>(input->get().getType()))
    return false;
  auto dims = getLoops(op.getMatchingIndexingMap(input));
  if (!dims)
    return false;
  SmallVector<int> loops;
  for (int dim : *dims)
    loops.push_back(dim == unit ? unit : operand.loops[dim]);
  operand = {input->get(), std::move(loops)};
  return true;
}

/// Removes dimensions of size 1 that no loop goes over.
static void dropUnits(OpBuilder &b, Location loc, Operand &operand) {
  if (!operand.has(unit))
    return;
  SmallVector<ReassociationIndices> groups;
  SmallVector<int> loops;
  ReassociationIndices leading;
  for (auto [d, loop] : llvm::enumerate(operand.loops)) {
    if (loop != unit) {
      groups.push_back(leading);
      groups.back().push_back(d);
      leading.clear();
      loops.push_back(loop);
    } else if (groups.empty()) {
      leading.push_back(d);
    } else {
      groups.back().push_back(d);
    }
  }
  operand = {tensor::CollapseShapeOp::create(b, loc, operand.value, groups),
             std::move(loops)};
}

/// Transposes `operand` to the order `loops`.
static void reorder(OpBuilder &b, Location loc, Operand &operand,
                    ArrayRef<int> loops) {
  if (ArrayRef(operand.loops) == loops)
    return;
  SmallVector<int64_t> permutation;
  for (int loop : loops)
    permutation.push_back(llvm::find(operand.loops, loop) -
                          operand.loops.begin());
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(b, loc, operand.value);
  applyPermutationToVector(sizes, permutation);
  Value empty = tensor::EmptyOp::create(b, loc, sizes,
                                        operand.getType().getElementType());
  operand.value =
      linalg::TransposeOp::create(b, loc, operand.value, empty, permutation)
          ->getResult(0);
  operand.loops.assign(loops.begin(), loops.end());
}

/// Makes one dimension of the adjacent dimensions `group`, named by the last.
static void collapse(OpBuilder &b, Location loc, Operand &operand,
                     ArrayRef<int> group) {
  if (group.size() < 2)
    return;
  SmallVector<ReassociationIndices> groups;
  SmallVector<int> loops;
  for (auto [d, loop] : llvm::enumerate(operand.loops)) {
    bool joins = llvm::is_contained(group, loop) && loop != group.front();
    if (!joins) {
      groups.emplace_back();
      loops.push_back(loop);
    }
    groups.back().push_back(d);
    loops.back() = loop;
  }
  operand = {tensor::CollapseShapeOp::create(b, loc, operand.value, groups),
             std::move(loops)};
}

//===----------------------------------------------------------------------===//
// Contractions
//===----------------------------------------------------------------------===//

namespace {
/// A contraction as a layer sees it.
struct Product {
  linalg::LinalgOp op;
  Operand x, weight;
  /// Whether x is the second operand of `op`.
  bool isSwapped = false;
  /// The loops of the result as it is.
  SmallVector<int> out;
  /// The loops in the order of x, the weight and x.
  SmallVector<int> rows, channels, sums;
};
} // namespace

/// How much a value looks like the input of a layer: what is computed does, an
/// earlier argument more than a later one, a constant does not.
static int getInputRank(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
    OpOperand *copied = linalgOp ? matchCopy(linalgOp) : nullptr;
    if (copied)
      value = copied->get();
    else if (isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp, tensor::CastOp,
                 tensor::ExtractSliceOp, arith::ExtFOp>(op))
      value = op->getOperand(0);
    else if (auto widening = matchElementwise<arith::ExtFOp>(value))
      value = widening->operands[0];
    else if (auto concat = dyn_cast<tensor::ConcatOp>(op))
      value = concat.getInputs().front();
    else
      return op->hasTrait<OpTrait::ConstantLike>() ? INT_MIN : INT_MAX;
  }
  return -int(cast<BlockArgument>(value).getArgNumber());
}

/// Whether another contraction reads what `operand` reads.
static bool isShared(const Operand &operand, Operation *op) {
  SmallVector<Value> worklist{operand.value};
  while (!worklist.empty()) {
    for (Operation *user : worklist.pop_back_val().getUsers()) {
      auto linalgOp = dyn_cast<linalg::LinalgOp>(user);
      if (linalgOp && user != op && isFloatContraction(linalgOp))
        return true;
      if (isa<tensor::CollapseShapeOp, tensor::ExpandShapeOp,
              linalg::TransposeOp>(user))
        worklist.push_back(user->getResult(0));
    }
  }
  return false;
}

/// Chooses which operand is the weight: the one that the last dimension of the
/// result comes from, unless the result is transposed.
static void assignOperands(Product &product, Operand a, Operand b) {
  product.isSwapped = product.out.empty() || a.has(product.out.back());
  if (product.isSwapped)
    std::swap(a, b);
  int rankA = getInputRank(a.value), rankB = getInputRank(b.value);
  bool isComputed = rankB == INT_MAX && rankA != INT_MAX;
  bool isLikelier =
      rankB > rankA && isShared(b, product.op) && !isShared(a, product.op);
  if (isComputed || isLikelier) {
    std::swap(a, b);
    product.isSwapped = !product.isSwapped;
  }
  product.x = std::move(a);
  product.weight = std::move(b);
}

/// Reads `op` as a product of x and one weight for all rows. With `swap`, of
/// the operands that are not likely to be these.
static std::optional<Product> analyze(linalg::LinalgOp op, bool swap = false) {
  Product product;
  product.op = op;
  auto a = getLoops(op.getMatchingIndexingMap(op.getDpsInputOperand(0)));
  auto b = getLoops(op.getMatchingIndexingMap(op.getDpsInputOperand(1)));
  auto out = getLoops(op.getMatchingIndexingMap(op.getDpsInitOperand(0)));
  if (!a || !b || !out)
    return std::nullopt;
  product.out = *out;
  Operand operands[] = {{op->getOperand(0), *a}, {op->getOperand(1), *b}};
  for (Operand &operand : operands)
    while (stripCopy(operand) || stripUnitReshape(operand)) {
    }
  assignOperands(product, operands[0], operands[1]);
  if (swap) {
    std::swap(product.x, product.weight);
    product.isSwapped = !product.isSwapped;
  }

  // A batch of one is a row.
  SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  auto isChannel = [&](int loop) {
    return loop != unit && sizes[loop] != 1 && !product.x.has(loop);
  };
  for (int &loop : product.weight.loops)
    if (loop != unit && sizes[loop] == 1 &&
        llvm::is_contained(product.out, loop) &&
        (product.x.has(loop) || llvm::any_of(product.weight.loops, isChannel)))
      loop = unit;

  for (int loop : product.x.loops) {
    if (loop == unit)
      continue;
    bool isOut = llvm::is_contained(product.out, loop);
    if (product.weight.has(loop) == isOut)
      return std::nullopt; // a batch, or a sum of x alone
    (isOut ? product.rows : product.sums).push_back(loop);
  }
  for (int loop : product.weight.loops)
    if (loop != unit && !product.x.has(loop)) {
      if (!llvm::is_contained(product.out, loop))
        return std::nullopt;
      product.channels.push_back(loop);
    }
  // Every dimension of the result is one of these, or of size 1.
  size_t units = llvm::count_if(product.out, [&](int loop) {
    return !product.x.has(loop) && !product.weight.has(loop);
  });
  if (product.rows.size() + product.channels.size() + units !=
          product.out.size() ||
      product.sums.empty() || product.channels.empty())
    return std::nullopt;
  return product;
}

/// Whether the named dimensions of the weight are its sums, in the order of x,
/// and its channels, or the other way round.
static bool isSplit(const Product &product) {
  SmallVector<int> named;
  for (int loop : product.weight.loops)
    if (loop != unit)
      named.push_back(loop);
  SmallVector<int> inOut(product.sums), outIn(product.channels);
  inOut.append(product.channels);
  outIn.append(product.sums);
  return named == inOut || named == outIn;
}

static SmallVector<int> concat(ArrayRef<int> a, ArrayRef<int> b) {
  SmallVector<int> result(a);
  result.append(b.begin(), b.end());
  return result;
}

bool mlir::glu::isCanonicalProduct(linalg::LinalgOp op) {
  std::optional<Product> product = analyze(op);
  if (!product || product->channels.size() != 1 || product->sums.size() != 1 ||
      product->out != concat(product->rows, product->channels))
    return false;
  // The operands as they are, whatever moves their elements before.
  auto x = getLoops(op.getMatchingIndexingMap(
      op.getDpsInputOperand(product->isSwapped ? 1 : 0)));
  auto weight = getLoops(op.getMatchingIndexingMap(
      op.getDpsInputOperand(product->isSwapped ? 0 : 1)));
  return x && *x == concat(product->rows, product->sums) && weight &&
         weight->size() == 2;
}

/// The canonical product, with the operands in the order of the old one, whose
/// body it takes.
static Value createContraction(OpBuilder &b, const Product &product, Value init,
                               ArrayRef<int> out) {
  linalg::LinalgOp op = product.op;
  const Operand *first = &product.x, *second = &product.weight;
  if (product.isSwapped)
    std::swap(first, second);
  // The loops are those of the result, then the sum.
  SmallVector<int> loops(out);
  loops.push_back(product.x.loops.back());
  auto getMap = [&](ArrayRef<int> names) {
    SmallVector<AffineExpr> exprs;
    for (int name : names)
      exprs.push_back(
          b.getAffineDimExpr(llvm::find(loops, name) - loops.begin()));
    return AffineMap::get(loops.size(), 0, exprs, b.getContext());
  };
  SmallVector<utils::IteratorType> iterators(loops.size(),
                                             utils::IteratorType::parallel);
  iterators.back() = utils::IteratorType::reduction;
  auto generic = linalg::GenericOp::create(
      b, op.getLoc(), init.getType(), ValueRange{first->value, second->value},
      init, ArrayRef{getMap(first->loops), getMap(second->loops), getMap(out)},
      iterators);
  IRMapping mapping;
  op->getRegion(0).cloneInto(&generic.getRegion(), mapping);
  return generic.getResult(0);
}

namespace {
struct CanonicalizeContraction : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    if (!isFloatContraction(op) || isCanonicalProduct(op))
      return failure();
    std::optional<Product> product = analyze(op);
    Value init = op.getDpsInitOperand(0)->get();
    std::optional<double> start = getUniformConstant(init);
    // Channels in front of rows look like rows.
    if (!product || !isSplit(*product))
      product = analyze(op, /*swap=*/true);
    if (!product || !isSplit(*product) || !start)
      return failure();
    Location loc = op.getLoc();
    Operand &x = product->x, &weight = product->weight;
    dropUnits(rewriter, loc, x);
    dropUnits(rewriter, loc, weight);
    reorder(rewriter, loc, x, concat(product->rows, product->sums));
    for (Operand *operand : {&x, &weight})
      collapse(rewriter, loc, *operand, product->sums);
    collapse(rewriter, loc, weight, product->channels);

    int channel = product->channels.back();
    SmallVector<int> out = product->rows;
    out.push_back(channel);
    Type elementType = getElementTypeOrSelf(init);
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, x.value);
    sizes.back() = tensor::getMixedSize(rewriter, loc, weight.value,
                                        llvm::find(weight.loops, channel) -
                                            weight.loops.begin());
    Value zero = arith::ConstantOp::create(
        rewriter, loc, rewriter.getFloatAttr(elementType, *start));
    Value empty = tensor::EmptyOp::create(rewriter, loc, sizes, elementType);
    Value newInit =
        linalg::FillOp::create(rewriter, loc, zero, empty).getResult(0);
    Operand result{createContraction(rewriter, *product, newInit, out), out};
    expandChannels(rewriter, *product, result);
    reorder(rewriter, loc, result,
            llvm::to_vector(llvm::make_filter_range(
                product->out, [&](int loop) { return result.has(loop); })));
    expandUnits(rewriter, *product, result);
    Value value = result.value;
    if (value.getType() != op->getResult(0).getType())
      value = tensor::CastOp::create(rewriter, loc, op->getResult(0).getType(),
                                     value);
    rewriter.replaceOp(op, value);
    return success();
  }

  /// Adds the dimensions of size 1 that neither operand has any more.
  static void expandUnits(OpBuilder &b, const Product &product,
                          Operand &result) {
    if (result.loops.size() == product.out.size())
      return;
    linalg::LinalgOp op = product.op;
    SmallVector<ReassociationIndices> groups;
    ReassociationIndices leading;
    for (auto [d, loop] : llvm::enumerate(product.out)) {
      leading.push_back(d);
      if (!result.has(loop)) {
        if (!groups.empty()) {
          groups.back().push_back(d);
          leading.clear();
        }
        continue;
      }
      groups.push_back(std::move(leading));
      leading.clear();
    }
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    result = {tensor::ExpandShapeOp::create(
                  b, op.getLoc(), type, result.value, groups,
                  tensor::getMixedSizes(b, op.getLoc(),
                                        op.getDpsInitOperand(0)->get())),
              product.out};
  }

  /// Undoes the collapse of the channels.
  static void expandChannels(OpBuilder &b, const Product &product,
                             Operand &result) {
    if (product.channels.size() < 2)
      return;
    linalg::LinalgOp op = product.op;
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> all =
        tensor::getMixedSizes(b, loc, op.getDpsInitOperand(0)->get());
    SmallVector<OpFoldResult> sizes;
    SmallVector<int> loops = concat(product.rows, product.channels);
    for (int loop : loops)
      sizes.push_back(all[llvm::find(product.out, loop) - product.out.begin()]);
    SmallVector<ReassociationIndices> groups;
    for (size_t d = 0; d < product.rows.size(); ++d)
      groups.push_back({int64_t(d)});
    groups.emplace_back();
    for (size_t d = product.rows.size(); d < loops.size(); ++d)
      groups.back().push_back(d);
    SmallVector<int64_t> shape;
    SmallVector<Value> dynamic;
    dispatchIndexOpFoldResults(sizes, dynamic, shape);
    auto type = RankedTensorType::get(shape, result.getType().getElementType());
    result = {tensor::ExpandShapeOp::create(b, loc, type, result.value, groups,
                                            sizes),
              loops};
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Stacked weights
//===----------------------------------------------------------------------===//

Value mlir::glu::sliceOne(OpBuilder &b, Location loc, Value value, unsigned dim,
                          OpFoldResult offset) {
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<OpFoldResult> offsets(type.getRank(), b.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), b.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, value);
  offsets[dim] = offset;
  sizes[dim] = b.getIndexAttr(1);
  return tensor::ExtractSliceOp::create(
      b, loc, RankedTensorType(RankedTensorType::Builder(type).dropDim(dim)),
      value, offsets, sizes, strides);
}

namespace {
/// One of several products that are computed at once, with stacked weights, is
/// a product with one of them.
struct SliceStackedProduct : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp slice,
                                PatternRewriter &rewriter) const override {
    auto op = slice.getSource().getDefiningOp<linalg::LinalgOp>();
    std::optional<int64_t> dim = matchOne(slice);
    if (!op || !dim)
      return failure();
    bool isContraction = isFloatContraction(op);
    if (isContraction ? isCanonicalProduct(op) : !isElementwiseCode(op))
      return failure();
    if (!isContraction && !followsStackedProduct(op))
      return failure();
    AffineMap outMap = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
    auto loop = dyn_cast<AffineDimExpr>(outMap.getResult(*dim));
    if (!loop || op->getNumResults() != 1)
      return failure();
    if (isContraction && *dim + 1 == slice.getSourceType().getRank())
      return failure();
    rewriter.replaceOp(
        slice, createPart(rewriter, slice, op, *dim, loop.getPosition()));
    return success();
  }

  /// The dimension of which the slice takes one element and which it drops.
  static std::optional<int64_t> matchOne(tensor::ExtractSliceOp slice) {
    RankedTensorType source = slice.getSourceType();
    if (slice.getType().getRank() + 1 != source.getRank())
      return std::nullopt;
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    int64_t dim = dropped.find_first();
    for (int64_t d = 0; d < source.getRank(); ++d)
      if (d != dim && !isWholeDimension(slice, d))
        return std::nullopt;
    return dim;
  }

  /// Whether elementwise code is about a product that slicing makes simpler.
  static bool followsStackedProduct(linalg::LinalgOp op) {
    for (Value input : op.getDpsInputs()) {
      auto producer = input.getDefiningOp<linalg::LinalgOp>();
      if (!producer || !producer.hasPureTensorSemantics())
        continue;
      if (isFloatContraction(producer) && !isCanonicalProduct(producer))
        return true;
      if (isElementwiseCode(producer) && followsStackedProduct(producer))
        return true;
    }
    return matchCopy(op);
  }

  static Value createPart(PatternRewriter &rewriter,
                          tensor::ExtractSliceOp slice, linalg::LinalgOp op,
                          int64_t dim, unsigned loop) {
    Location loc = slice.getLoc();
    OpFoldResult offset = slice.getMixedOffsets()[dim];
    SmallVector<Value> operands;
    SmallVector<AffineMap> maps;
    for (OpOperand &operand : op->getOpOperands()) {
      AffineMap map = op.getMatchingIndexingMap(&operand);
      Value value = operand.get();
      std::optional<unsigned> position =
          map.getResultPosition(getAffineDimExpr(loop, op->getContext()));
      if (position) {
        map = map.dropResult(*position);
        value = sliceOne(rewriter, loc, value, *position, offset);
      }
      operands.push_back(value);
      maps.push_back(
          projectDims(map, llvm::SmallBitVector(map.getNumDims()).set(loop),
                      /*compressDimsFlag=*/true));
    }
    SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
    iterators.erase(iterators.begin() + loop);
    size_t inputs = op.getNumDpsInputs();
    auto generic =
        linalg::GenericOp::create(rewriter, loc, operands.back().getType(),
                                  ArrayRef(operands).take_front(inputs),
                                  operands.back(), maps, iterators);
    IRMapping mapping;
    op->getRegion(0).cloneInto(&generic.getRegion(), mapping);
    return generic.getResult(0);
  }
};

/// Elementwise code of a slice is about slices.
struct SliceElementwise : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp slice,
                                PatternRewriter &rewriter) const override {
    Operation *op = slice.getSource().getDefiningOp();
    std::optional<int64_t> dim = SliceStackedProduct::matchOne(slice);
    if (!op || !dim || !OpTrait::hasElementwiseMappableTraits(op) ||
        !followsStackedProduct(op))
      return failure();
    OpFoldResult offset = slice.getMixedOffsets()[*dim];
    SmallVector<Value> operands;
    for (Value operand : op->getOperands())
      operands.push_back(
          isa<RankedTensorType>(operand.getType())
              ? sliceOne(rewriter, slice.getLoc(), operand, *dim, offset)
              : operand);
    OperationState state(op->getLoc(), op->getName(), operands, slice.getType(),
                         op->getAttrs());
    rewriter.replaceOp(slice, rewriter.create(state));
    return success();
  }

  static bool followsStackedProduct(Operation *op) {
    return llvm::any_of(op->getOperands(), [](Value operand) {
      Operation *producer = operand.getDefiningOp();
      if (auto linalgOp = dyn_cast_or_null<linalg::LinalgOp>(producer))
        return isFloatContraction(linalgOp)
                   ? !isCanonicalProduct(linalgOp)
                   : isElementwiseCode(linalgOp) &&
                         SliceStackedProduct::followsStackedProduct(linalgOp);
      return producer && OpTrait::hasElementwiseMappableTraits(producer) &&
             followsStackedProduct(producer);
    });
  }
};

/// The slice of an initial value is one.
struct SliceFill : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp slice,
                                PatternRewriter &rewriter) const override {
    auto fill = slice.getSource().getDefiningOp<linalg::FillOp>();
    if (!fill || !fill.hasPureTensorSemantics())
      return failure();
    SmallVector<OpFoldResult> sizes;
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    for (auto [d, size] : llvm::enumerate(slice.getMixedSizes()))
      if (!dropped.test(d))
        sizes.push_back(size);
    Value empty = tensor::EmptyOp::create(rewriter, slice.getLoc(), sizes,
                                          slice.getType().getElementType());
    rewriter.replaceOpWithNewOp<linalg::FillOp>(slice, fill.getInputs()[0],
                                                empty);
    return success();
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Sums in 16 bits
//===----------------------------------------------------------------------===//

bool mlir::glu::sumsInNarrowType(linalg::LinalgOp op) {
  if (!isFloatContraction(op))
    return false;
  auto type = cast<FloatType>(getElementTypeOrSelf(op->getResult(0)));
  return type.getWidth() < 32 &&
         llvm::all_of(
             op.getDpsInputs(),
             [&](Value input) {
               return getElementTypeOrSelf(input) == type;
             }) &&
         getUniformConstant(op.getDpsInitOperand(0)->get()) == 0.0;
}

void mlir::glu::widenSum(RewriterBase &rewriter, linalg::LinalgOp op) {
  rewriter.setInsertionPoint(op);
  Location loc = op.getLoc();
  Value oldInit = op.getDpsInitOperand(0)->get();
  FloatType wide = rewriter.getF32Type();
  Value zero = arith::ConstantOp::create(rewriter, loc,
                                         rewriter.getFloatAttr(wide, 0.0));
  Value empty = tensor::EmptyOp::create(
      rewriter, loc, tensor::getMixedSizes(rewriter, loc, oldInit), wide);
  Value init = linalg::FillOp::create(rewriter, loc, zero, empty).getResult(0);
  Value sum =
      linalg::GenericOp::create(
          rewriter, loc, init.getType(), op.getDpsInputs(), init,
          op.getIndexingMapsArray(), op.getIteratorTypesArray(),
          [&](OpBuilder &b, Location loc, ValueRange args) {
            Value lhs = arith::ExtFOp::create(b, loc, wide, args[0]);
            Value rhs = arith::ExtFOp::create(b, loc, wide, args[1]);
            Value product = arith::MulFOp::create(b, loc, lhs, rhs);
            linalg::YieldOp::create(
                b, loc,
                arith::AddFOp::create(b, loc, args[2], product).getResult());
          })
          .getResult(0);
  rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, op->getResult(0).getType(),
                                               sum);
}

void mlir::glu::populateContractionPatterns(RewritePatternSet &patterns) {
  patterns.add<CanonicalizeContraction, SliceStackedProduct, SliceElementwise,
               SliceFill>(patterns.getContext());
}
