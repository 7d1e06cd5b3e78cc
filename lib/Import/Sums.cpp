//===- Sums.cpp - Products and reductions ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorBuilder.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// The dimensions of `x` that are in neither list.
static DimList getFree(Value x, ArrayRef<int64_t> batch,
                       ArrayRef<int64_t> sum) {
  DimList free;
  for (int64_t dim = 0, rank = getRank(x); dim < rank; ++dim)
    if (!llvm::is_contained(batch, dim) && !llvm::is_contained(sum, dim))
      free.push_back(dim);
  return free;
}

/// Whether the product is that of the last dimension of `lhs` with the last but
/// one of `rhs`, each with `batch` leading dimensions: linalg's named products.
static bool isNamedProduct(const ContractionDims &dims, int64_t batch) {
  auto leading = llvm::seq<int64_t>(0, batch);
  return llvm::equal(dims.lhsBatch, leading) &&
         llvm::equal(dims.rhsBatch, leading) &&
         dims.lhsSum == DimList{batch + 1} && dims.rhsSum == DimList{batch};
}

static Value multiplyAdd(OpBuilder &b, Location loc, ValueRange args) {
  Type type = args[2].getType();
  auto widen = [&](Value x) -> Value {
    if (x.getType() == type)
      return x;
    if (isa<FloatType>(type))
      return arith::ExtFOp::create(b, loc, type, x);
    return arith::ExtSIOp::create(b, loc, type, x);
  };
  Value lhs = widen(args[0]), rhs = widen(args[1]);
  if (isa<FloatType>(type))
    return arith::AddFOp::create(b, loc, args[2],
                                 arith::MulFOp::create(b, loc, lhs, rhs));
  return arith::AddIOp::create(b, loc, args[2],
                               arith::MulIOp::create(b, loc, lhs, rhs));
}

/// How an operand is read: dimension `dims[i]` of it is loop `loops[i]`.
static AffineMap getReadMap(MLIRContext *context, int64_t rank,
                            ArrayRef<std::pair<int64_t, int64_t>> dims,
                            int64_t loops) {
  SmallVector<AffineExpr> results(rank);
  for (auto [dim, loop] : dims)
    results[dim] = getAffineDimExpr(loop, context);
  return AffineMap::get(loops, 0, results, context);
}

Value TensorBuilder::contractByMaps(Value lhs, Value rhs,
                                    const ContractionDims &dims,
                                    ArrayRef<int64_t> lhsFree,
                                    ArrayRef<int64_t> rhsFree, Value init) {
  SmallVector<std::pair<int64_t, int64_t>> left, right;
  int64_t loop = 0;
  for (auto [l, r] : llvm::zip_equal(dims.lhsBatch, dims.rhsBatch)) {
    left.push_back({l, loop});
    right.push_back({r, loop++});
  }
  for (int64_t dim : lhsFree)
    left.push_back({dim, loop++});
  for (int64_t dim : rhsFree)
    right.push_back({dim, loop++});
  int64_t parallel = loop;
  for (auto [l, r] : llvm::zip_equal(dims.lhsSum, dims.rhsSum)) {
    left.push_back({l, loop});
    right.push_back({r, loop++});
  }
  MLIRContext *context = b.getContext();
  AffineMap maps[] = {getReadMap(context, getRank(lhs), left, loop),
                      getReadMap(context, getRank(rhs), right, loop),
                      getLeadingDims(context, parallel, loop)};
  SmallVector<utils::IteratorType> iterators(loop,
                                             utils::IteratorType::parallel);
  std::fill(iterators.begin() + parallel, iterators.end(),
            utils::IteratorType::reduction);
  return linalg::GenericOp::create(
             b, getLoc(), init.getType(), ValueRange{lhs, rhs}, init, maps,
             iterators,
             [](OpBuilder &b, Location loc, ValueRange args) {
               linalg::YieldOp::create(b, loc, multiplyAdd(b, loc, args));
             })
      .getResult(0);
}

Value TensorBuilder::contract(Value lhs, Value rhs, const ContractionDims &dims,
                              Type element) {
  if (!lhs || !rhs)
    return Value();
  SizeList sizes;
  DimList lhsShape(getTensorType(lhs).getShape()),
      rhsShape(getTensorType(rhs).getShape());
  auto match = [&](int64_t l, int64_t r) {
    FailureOr<OpFoldResult> size = unify(getSize(lhs, l), getSize(rhs, r));
    if (succeeded(size))
      if (std::optional<int64_t> number = getConstantIntValue(*size))
        lhsShape[l] = rhsShape[r] = *number;
    return size;
  };
  for (auto [l, r] : llvm::zip_equal(dims.lhsBatch, dims.rhsBatch)) {
    FailureOr<OpFoldResult> size = match(l, r);
    if (failed(size))
      return Value();
    sizes.push_back(*size);
  }
  for (auto [l, r] : llvm::zip_equal(dims.lhsSum, dims.rhsSum))
    if (failed(match(l, r)))
      return Value();
  lhs = refine(lhs, lhsShape);
  rhs = refine(rhs, rhsShape);
  DimList lhsFree = getFree(lhs, dims.lhsBatch, dims.lhsSum),
          rhsFree = getFree(rhs, dims.rhsBatch, dims.rhsSum);
  for (int64_t dim : lhsFree)
    sizes.push_back(getSize(lhs, dim));
  for (int64_t dim : rhsFree)
    sizes.push_back(getSize(rhs, dim));

  Type sum = getSumType(element);
  Value init = fill(number(0.0, sum), sizes), result;
  bool matrices = lhsFree.size() == 1 && rhsFree.size() == 1;
  if (matrices && isNamedProduct(dims, 0))
    result = linalg::MatmulOp::create(b, getLoc(), ValueRange{lhs, rhs}, init)
                 .getResult(0);
  else if (matrices && isNamedProduct(dims, 1))
    result =
        linalg::BatchMatmulOp::create(b, getLoc(), ValueRange{lhs, rhs}, init)
            .getResult(0);
  else
    result = contractByMaps(lhs, rhs, dims, lhsFree, rhsFree, init);
  return convert(withSizes(result, sizes), element);
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

TypedAttr TensorBuilder::getNeutral(Combination combination, Type element) {
  bool isMax = combination == Combination::Max,
       isMin = combination == Combination::Min;
  if (auto type = dyn_cast<FloatType>(element)) {
    if (isMax || isMin)
      return FloatAttr::get(
          type, APFloat::getInf(type.getFloatSemantics(), /*Negative=*/isMax));
    return FloatAttr::get(type, combination == Combination::Mul ? 1.0 : 0.0);
  }
  unsigned width = element.getIntOrFloatBitWidth();
  if (isMax)
    return IntegerAttr::get(element, APInt::getSignedMinValue(width));
  if (isMin)
    return IntegerAttr::get(element, APInt::getSignedMaxValue(width));
  if (combination == Combination::And)
    return IntegerAttr::get(element, APInt::getAllOnes(width));
  return IntegerAttr::get(
      element, APInt(width, combination == Combination::Mul ? 1 : 0));
}

Value TensorBuilder::combine(OpBuilder &b, Combination combination, Value lhs,
                             Value rhs) {
  Location loc = getLoc();
  bool isFloat = isa<FloatType>(getElementTypeOrSelf(lhs));
  switch (combination) {
  case Combination::Add:
    return isFloat ? b.createOrFold<arith::AddFOp>(loc, lhs, rhs)
                   : b.createOrFold<arith::AddIOp>(loc, lhs, rhs);
  case Combination::Mul:
    return isFloat ? b.createOrFold<arith::MulFOp>(loc, lhs, rhs)
                   : b.createOrFold<arith::MulIOp>(loc, lhs, rhs);
  case Combination::Max:
    return isFloat ? b.createOrFold<arith::MaximumFOp>(loc, lhs, rhs)
                   : b.createOrFold<arith::MaxSIOp>(loc, lhs, rhs);
  case Combination::Min:
    return isFloat ? b.createOrFold<arith::MinimumFOp>(loc, lhs, rhs)
                   : b.createOrFold<arith::MinSIOp>(loc, lhs, rhs);
  case Combination::And:
    return b.createOrFold<arith::AndIOp>(loc, lhs, rhs);
  case Combination::Or:
    return b.createOrFold<arith::OrIOp>(loc, lhs, rhs);
  }
  llvm_unreachable("a reduction of no kind");
}

Value TensorBuilder::reduce(Combination combination, Value x,
                            ArrayRef<int64_t> dims, Value init) {
  if (!x)
    return Value();
  Type element = getTensorType(x).getElementType();
  bool isSum =
      combination == Combination::Add || combination == Combination::Mul;
  Type sum = isSum ? getSumType(element) : element;
  x = convert(x, sum);
  SizeList sizes;
  for (int64_t dim : getFree(x, {}, dims))
    sizes.push_back(getSize(x, dim));
  Value start = init ? this->element(convert(init, sum))
                     : constant(getNeutral(combination, sum));
  if (!start)
    return Value();
  if (dims.empty())
    return convert(
        withSizes(combine(b, combination, x, fill(start, sizes)), sizes),
        element);
  DimList sorted(dims);
  llvm::sort(sorted);
  Value result = linalg::ReduceOp::create(
                     b, getLoc(), x, fill(start, sizes), sorted,
                     [&](OpBuilder &b, Location loc, ValueRange args) {
                       linalg::YieldOp::create(
                           b, loc, combine(b, combination, args[0], args[1]));
                     })
                     .getResult(0);
  return convert(withSizes(result, sizes), element);
}
