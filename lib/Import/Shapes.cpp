//===- Shapes.cpp - Ops that move elements --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Constants.h"
#include "TensorBuilder.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

Value TensorBuilder::collapse(Value x, ArrayRef<ReassociationIndices> groups) {
  if (static_cast<int64_t>(groups.size()) == getRank(x))
    return x;
  SizeList sizes = getSizes(x), collapsed;
  for (const ReassociationIndices &group : groups) {
    Product size;
    for (int64_t dim : group)
      size = size * known.get(sizes[dim]);
    collapsed.push_back(getSize(size));
  }
  return withSizes(tensor::CollapseShapeOp::create(b, getLoc(), x, groups),
                   collapsed);
}

Value TensorBuilder::expand(Value x, ArrayRef<ReassociationIndices> groups,
                            ArrayRef<OpFoldResult> sizes) {
  DimList shape = decomposeMixedValues(SizeList(sizes)).first;
  Type element = getTensorType(x).getElementType();
  auto type = RankedTensorType::get(shape, element);
  if (groups.size() == sizes.size())
    return withSizes(cast(x, type), sizes);
  // A dimension is as static as the sizes that it splits into.
  DimList collapsed;
  for (const ReassociationIndices &group : groups) {
    int64_t size = 1;
    for (int64_t dim : group)
      size = ShapedType::isDynamic(size) || ShapedType::isDynamic(shape[dim])
                 ? ShapedType::kDynamic
                 : size * shape[dim];
    collapsed.push_back(size);
  }
  x = cast(x, RankedTensorType::get(collapsed, element));
  return withSizes(
      tensor::ExpandShapeOp::create(b, getLoc(), type, x, groups, sizes),
      sizes);
}

namespace {
/// Cuts two lists of sizes into groups of equal products.
struct Grouping {
  SmallVector<ReassociationIndices> from, to;

  void append(SmallVectorImpl<ReassociationIndices> &groups, int64_t &dim) {
    groups.back().push_back(dim++);
  }
};
} // namespace

/// The shortest groups, from the left; none if the last ones do not agree.
static std::optional<Grouping> group(ArrayRef<Product> from,
                                     ArrayRef<Product> to) {
  Grouping result;
  int64_t i = 0, j = 0, n = from.size(), m = to.size();
  while (i < n && j < m) {
    result.from.emplace_back();
    result.to.emplace_back();
    Product left = from[i], right = to[j];
    result.append(result.from, i);
    result.append(result.to, j);
    while (!(left == right)) {
      bool extendLeft = j == m || (i < n && !divide(left, right));
      if (extendLeft && i == n)
        return std::nullopt;
      if (extendLeft) {
        left = left * from[i];
        result.append(result.from, i);
      } else {
        right = right * to[j];
        result.append(result.to, j);
      }
    }
  }
  // What is left must be of size 1.
  for (; i < n; result.append(result.from, i))
    if (!(from[i] == Product()))
      return std::nullopt;
  for (; j < m; result.append(result.to, j))
    if (!(to[j] == Product()))
      return std::nullopt;
  return result;
}

/// One group for all dimensions.
static SmallVector<ReassociationIndices> groupAll(int64_t rank) {
  SmallVector<ReassociationIndices> groups(1);
  llvm::append_range(groups[0], llvm::seq<int64_t>(0, rank));
  return groups;
}

Value TensorBuilder::reshape(Value x, ArrayRef<OpFoldResult> sizes) {
  if (!x)
    return Value();
  SizeList old = getSizes(x);
  if (failed(unify(getSize(known.get(old)), getSize(known.get(sizes)))))
    return Value();
  if (TypedAttr splat = getSplat(x))
    return this->splat(constant(splat), sizes);
  if (sizes.empty())
    return collapse(refine(x, DimList(old.size(), 1)), {});
  if (old.empty())
    return expand(x, {}, sizes);
  SmallVector<Product> from, to;
  for (OpFoldResult size : old)
    from.push_back(known.get(size));
  for (OpFoldResult size : sizes)
    to.push_back(known.get(size));
  if (std::optional<Grouping> grouping = group(from, to))
    return expand(collapse(x, grouping->from), grouping->to, sizes);
  return expand(collapse(x, groupAll(old.size())), groupAll(sizes.size()),
                sizes);
}

Value TensorBuilder::dropUnits(Value x, ArrayRef<int64_t> dims) {
  if (!x)
    return Value();
  SizeList sizes;
  for (auto [dim, size] : llvm::enumerate(getSizes(x)))
    if (!llvm::is_contained(dims, static_cast<int64_t>(dim)))
      sizes.push_back(size);
  return reshape(x, sizes);
}

Value TensorBuilder::addUnits(Value x, ArrayRef<int64_t> dims) {
  if (!x)
    return Value();
  SizeList sizes = getSizes(x);
  for (int64_t dim : dims)
    sizes.insert(sizes.begin() + dim, b.getIndexAttr(1));
  return reshape(x, sizes);
}

//===----------------------------------------------------------------------===//
// Broadcast and transpose
//===----------------------------------------------------------------------===//

Value TensorBuilder::broadcast(Value x, ArrayRef<int64_t> dims,
                               ArrayRef<OpFoldResult> sizes) {
  if (!x)
    return Value();
  if (TypedAttr splat = getSplat(x))
    return this->splat(constant(splat), sizes);
  // A dimension that is repeated goes, and comes back as one that is new.
  SizeList old = getSizes(x), unified(sizes);
  DimList repeated, kept;
  for (auto [from, to] : llvm::enumerate(dims)) {
    if (isConstantIntValue(old[from], 1) && !isConstantIntValue(sizes[to], 1)) {
      repeated.push_back(from);
      continue;
    }
    FailureOr<OpFoldResult> size = unify(old[from], sizes[to]);
    if (failed(size))
      return Value();
    unified[to] = *size;
    kept.push_back(to);
  }
  x = dropUnits(x, repeated);
  Type element = getTensorType(x).getElementType();
  DimList shape = decomposeMixedValues(unified).first, keptShape, added;
  for (int64_t dim : kept)
    keptShape.push_back(shape[dim]);
  x = cast(x, RankedTensorType::get(keptShape, element));
  for (int64_t dim = 0, rank = sizes.size(); dim < rank; ++dim)
    if (!llvm::is_contained(kept, dim))
      added.push_back(dim);
  if (!llvm::is_sorted(kept)) {
    // linalg.broadcast keeps the order.
    DimList order(llvm::to_vector(llvm::seq<int64_t>(0, kept.size())));
    llvm::sort(order, [&](int64_t a, int64_t b) { return kept[a] < kept[b]; });
    x = transpose(x, order);
  }
  if (added.empty())
    return x;
  Value init = empty(unified, element);
  return withSizes(linalg::BroadcastOp::create(b, getLoc(), x, init, added)
                       .getResult()
                       .front(),
                   unified);
}

Value TensorBuilder::broadcastTo(Value x, ArrayRef<OpFoldResult> sizes) {
  if (!x)
    return Value();
  int64_t rank = sizes.size(), added = rank - getRank(x);
  if (added < 0) {
    error() << "cannot broadcast rank " << getRank(x) << " to rank " << rank;
    return Value();
  }
  return broadcast(x, llvm::to_vector(llvm::seq(added, rank)), sizes);
}

LogicalResult
TensorBuilder::broadcastTogether(MutableArrayRef<Value> operands) {
  if (llvm::is_contained(operands, Value()))
    return failure();
  SizeList sizes;
  for (Value operand : operands) {
    SizeList own = getSizes(operand);
    if (own.size() > sizes.size())
      sizes.insert(sizes.begin(), own.size() - sizes.size(), b.getIndexAttr(1));
    for (auto [size, other] :
         llvm::zip(llvm::reverse(sizes), llvm::reverse(own)))
      if (isConstantIntValue(size, 1))
        size = other;
  }
  for (Value &operand : operands)
    if (!(operand = broadcastTo(operand, sizes)))
      return failure();
  return success();
}

Value TensorBuilder::transpose(Value x, ArrayRef<int64_t> permutation) {
  if (!x || llvm::equal(permutation, llvm::seq<int64_t>(0, permutation.size())))
    return x;
  SizeList old = getSizes(x), sizes;
  for (int64_t dim : permutation)
    sizes.push_back(old[dim]);
  if (TypedAttr splat = getSplat(x))
    return this->splat(constant(splat), sizes);
  Value init = empty(sizes, getTensorType(x).getElementType());
  return withSizes(
      linalg::TransposeOp::create(b, getLoc(), x, init, permutation)
          .getResult()
          .front(),
      sizes);
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

Value TensorBuilder::slice(Value x, ArrayRef<OpFoldResult> offsets,
                           ArrayRef<OpFoldResult> sizes,
                           ArrayRef<OpFoldResult> strides) {
  if (!x)
    return Value();
  SizeList old = getSizes(x);
  bool whole = llvm::all_of(llvm::zip_equal(old, sizes), [&](auto pair) {
    return known.agree(std::get<0>(pair), std::get<1>(pair));
  });
  if (whole)
    return x;
  return withSizes(
      tensor::ExtractSliceOp::create(b, getLoc(), x, offsets, sizes, strides),
      sizes);
}

Value TensorBuilder::sliceAlong(Value x, int64_t dim, OpFoldResult offset,
                                OpFoldResult size) {
  if (!x)
    return Value();
  SizeList offsets(getRank(x), b.getIndexAttr(0)),
      sizes = getSizes(x), strides(getRank(x), b.getIndexAttr(1));
  offsets[dim] = offset;
  sizes[dim] = size;
  return slice(x, offsets, sizes, strides);
}

Value TensorBuilder::concat(ArrayRef<Value> tensors, int64_t dim) {
  if (llvm::is_contained(tensors, Value()))
    return Value();
  SizeList sizes = getSizes(tensors.front());
  Value total = getIndex(sizes[dim]);
  for (Value tensor : tensors.drop_front()) {
    for (auto [other, size] : llvm::enumerate(getSizes(tensor))) {
      if (static_cast<int64_t>(other) == dim) {
        total = b.createOrFold<arith::AddIOp>(getLoc(), total, getIndex(size));
        continue;
      }
      FailureOr<OpFoldResult> unified = unify(sizes[other], size);
      if (failed(unified))
        return Value();
      sizes[other] = *unified;
    }
  }
  sizes[dim] = getSize(total);
  return withSizes(tensor::ConcatOp::create(b, getLoc(), dim, tensors), sizes);
}

Value TensorBuilder::reverse(Value x, ArrayRef<int64_t> dims) {
  if (!x)
    return Value();
  SizeList sizes = getSizes(x);
  Value init = empty(sizes, getTensorType(x).getElementType());
  SmallVector<Value> ends(sizes.size());
  for (int64_t dim : dims)
    ends[dim] = b.createOrFold<arith::SubIOp>(getLoc(), getIndex(sizes[dim]),
                                              getIndex(b.getIndexAttr(1)));
  AffineMap map = b.getMultiDimIdentityMap(sizes.size());
  SmallVector<utils::IteratorType> loops(sizes.size(),
                                         utils::IteratorType::parallel);
  auto body = [&](OpBuilder &b, Location loc, ValueRange) {
    SmallVector<Value> indices;
    for (auto [dim, end] : llvm::enumerate(ends)) {
      Value index = linalg::IndexOp::create(b, loc, dim);
      indices.push_back(end ? Value(arith::SubIOp::create(b, loc, end, index))
                            : index);
    }
    linalg::YieldOp::create(
        b, loc, tensor::ExtractOp::create(b, loc, x, indices).getResult());
  };
  return withSizes(linalg::GenericOp::create(b, getLoc(), init.getType(),
                                             ValueRange(), init, map, loops,
                                             body)
                       .getResult(0),
                   sizes);
}

Value TensorBuilder::iota(ArrayRef<OpFoldResult> sizes, int64_t dim,
                          Type element) {
  Value init = empty(sizes, element);
  AffineMap map = b.getMultiDimIdentityMap(sizes.size());
  SmallVector<utils::IteratorType> loops(sizes.size(),
                                         utils::IteratorType::parallel);
  auto body = [&](OpBuilder &b, Location loc, ValueRange) {
    Value index = linalg::IndexOp::create(b, loc, dim);
    Type integer = isa<FloatType>(element) ? b.getI64Type() : element;
    Value number = index;
    if (!integer.isIndex())
      number = arith::IndexCastOp::create(b, loc, integer, index);
    if (isa<FloatType>(element))
      number = arith::SIToFPOp::create(b, loc, element, number);
    linalg::YieldOp::create(b, loc, number);
  };
  return withSizes(linalg::GenericOp::create(b, getLoc(), init.getType(),
                                             ValueRange(), init, map, loops,
                                             body)
                       .getResult(0),
                   sizes);
}
