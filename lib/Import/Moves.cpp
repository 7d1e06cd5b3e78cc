//===- Moves.cpp - Reshapes and slices by the rules of frameworks ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Moves.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

FailureOr<SizeList>
mlir::glu::importer::inferSize(Source &in, SizeList sizes,
                               ArrayRef<OpFoldResult> total) {
  TensorBuilder &build = in.build;
  OpFoldResult *inferred = nullptr;
  Product rest;
  for (OpFoldResult &size : sizes) {
    std::optional<int64_t> number = getConstantIntValue(size);
    if (!number || *number >= 0) {
      rest = rest * build.getProduct(size);
      continue;
    }
    if (*number != -1 || inferred)
      return in.error() << "expected sizes, and -1 once at most";
    inferred = &size;
  }
  if (!inferred)
    return sizes;
  Product all = build.getProduct(total);
  if (std::optional<Product> quotient = divide(all, rest)) {
    *inferred = build.getSize(*quotient);
    return sizes;
  }
  if (rest.isConstant() && (rest.factor == 0 || all.isConstant()))
    return in.error() << "expected sizes that fit the tensor";
  *inferred = build.getSize(build.b.createOrFold<arith::DivUIOp>(
      in.op->getLoc(), build.getIndex(build.getSize(all)),
      build.getIndex(build.getSize(rest))));
  return sizes;
}

Value mlir::glu::importer::permute(Source &in, Value x,
                                   ArrayRef<int64_t> permutation) {
  if (static_cast<int64_t>(permutation.size()) == getRank(x))
    return in.build.transpose(x, permutation);
  in.error() << "expected " << getRank(x) << " dimensions, got "
             << permutation.size();
  return Value();
}

/// A place in a dimension: counted from the end if it is negative, and the
/// nearest one that there is.
static OpFoldResult clampPlace(TensorBuilder &build, OpFoldResult place,
                               OpFoldResult size) {
  Location loc = build.getLoc();
  std::optional<int64_t> number = getConstantIntValue(place),
                         total = getConstantIntValue(size);
  if (number &&
      (*number == 0 || *number == std::numeric_limits<int64_t>::max()))
    return *number == 0 ? place : size;
  if (number && total) {
    int64_t from = *number < 0 ? std::max<int64_t>(*number + *total, 0)
                               : std::min(*number, *total);
    return build.getSize(from);
  }
  Value value = build.getIndex(place), bound = build.getIndex(size),
        zero = build.getIndex(build.getSize(int64_t(0)));
  if (!number || *number < 0) {
    Value fromEnd = build.b.createOrFold<arith::AddIOp>(loc, value, bound);
    Value isNegative = build.b.createOrFold<arith::CmpIOp>(
        loc, arith::CmpIPredicate::slt, value, zero);
    value =
        build.b.createOrFold<arith::SelectOp>(loc, isNegative, fromEnd, value);
    value = build.b.createOrFold<arith::MaxSIOp>(loc, value, zero);
  }
  return build.getSize(build.b.createOrFold<arith::MinSIOp>(loc, value, bound));
}

Value mlir::glu::importer::sliceBetween(Source &in, Value x, int64_t dim,
                                        OpFoldResult first, OpFoldResult last,
                                        int64_t step) {
  if (getRank(x) == 0 || step < 1) {
    in.error() << "expected a tensor of rank 1 or more and a positive step";
    return Value();
  }
  TensorBuilder &build = in.build;
  OpFoldResult size = build.getSize(x, dim);
  first = clampPlace(build, first, size);
  last = clampPlace(build, last, size);
  Location loc = in.op->getLoc();
  OpFoldResult length = last;
  if (!isConstantIntValue(first, 0)) {
    Value span = build.b.createOrFold<arith::SubIOp>(loc, build.getIndex(last),
                                                     build.getIndex(first));
    length = build.getSize(build.b.createOrFold<arith::MaxSIOp>(
        loc, span, build.getIndex(build.getSize(int64_t(0)))));
  }
  if (step != 1)
    length = build.getSize(build.b.createOrFold<arith::CeilDivSIOp>(
        loc, build.getIndex(length), build.getIndex(build.getSize(step))));
  SizeList offsets(getRank(x), build.getSize(int64_t(0))),
      sizes = build.getSizes(x), strides(getRank(x), build.getSize(int64_t(1)));
  offsets[dim] = first;
  sizes[dim] = length;
  strides[dim] = build.getSize(step);
  return build.slice(x, offsets, sizes, strides);
}

Value mlir::glu::importer::takeAlong(Source &in, Value x, int64_t dim,
                                     int64_t start, int64_t size) {
  std::optional<int64_t> total = getConstantIntValue(in.build.getSize(x, dim));
  if (start < 0 && total)
    start += *total;
  if (start < 0 || size < 0 || (total && start + size > *total)) {
    in.error() << "expected a slice within dimension " << dim << " of "
               << x.getType() << ", got " << size << " from " << start;
    return Value();
  }
  return in.build.sliceAlong(x, dim, in.build.getSize(start),
                             in.build.getSize(size));
}

FailureOr<std::vector<Item>>
mlir::glu::importer::splitAlong(Source &in, Value x, int64_t dim,
                                ArrayRef<int64_t> sizes) {
  std::vector<Item> parts;
  int64_t start = 0;
  for (int64_t size : sizes) {
    Value part = takeAlong(in, x, dim, start, size);
    if (!part)
      return failure();
    parts.push_back(part);
    start += size;
  }
  return parts;
}

FailureOr<std::vector<Item>>
mlir::glu::importer::splitEvenly(Source &in, Value x, int64_t dim,
                                 int64_t total, int64_t size) {
  DimList sizes;
  for (int64_t start = 0; start < total; start += size)
    sizes.push_back(std::min(size, total - start));
  if (sizes.empty())
    sizes.push_back(0);
  return splitAlong(in, x, dim, sizes);
}
