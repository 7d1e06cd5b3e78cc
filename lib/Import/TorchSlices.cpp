//===- TorchSlices.cpp - Slices of torch ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Moves.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

static LogicalResult importSlice(Source &in) {
  Value x = in.tensor(0);
  int64_t dim = x ? in.dim(1, getRank(x)) : 0, step = in.integerOr(4, 1);
  auto placeOr = [&](unsigned i, int64_t place) {
    if (in.isNone(i))
      return in.build.getSize(place);
    Value number = in.number(i);
    return number ? in.build.getSize(number) : OpFoldResult();
  };
  OpFoldResult first = placeOr(2, 0),
               last = placeOr(3, std::numeric_limits<int64_t>::max());
  if (in.failed())
    return failure();
  return in.result(sliceBetween(in, x, dim, first, last, step));
}

static LogicalResult importSelect(Source &in) {
  Value x = in.tensor(0);
  int64_t dim = x ? in.dim(1, getRank(x)) : 0, index = in.integer(2);
  if (in.failed())
    return failure();
  if (getRank(x) == 0)
    return in.error() << "expected a tensor of rank 1 or more";
  return in.result(in.build.dropUnits(takeAlong(in, x, dim, index, 1), dim));
}

static LogicalResult importNarrow(Source &in) {
  Value x = in.tensor(0);
  int64_t dim = x ? in.dim(1, getRank(x)) : 0, start = in.integer(2),
          size = in.integer(3);
  if (in.failed())
    return failure();
  if (getRank(x) == 0)
    return in.error() << "expected a tensor of rank 1 or more";
  return in.result(takeAlong(in, x, dim, start, size));
}

/// A list is the result.
static LogicalResult setList(Source &in, FailureOr<std::vector<Item>> parts) {
  return failed(parts) ? failure() : in.result(Item(std::move(*parts)));
}

/// The operand and the size of dimension `i`, which must be known.
static std::pair<Value, int64_t> getSplit(Source &in, unsigned i,
                                          int64_t &total) {
  Value x = in.tensor(0);
  int64_t dim = x ? in.dim(i, getRank(x)) : 0;
  if (in.failed())
    return {};
  std::optional<int64_t> size =
      getRank(x) == 0 ? std::nullopt
                      : getConstantIntValue(in.build.getSize(x, dim));
  if (!size)
    in.error() << "expected a dimension of known size, got " << x.getType();
  total = size.value_or(0);
  return {x, dim};
}

static LogicalResult importSplit(Source &in) {
  int64_t total = 0, size = in.integer(1);
  auto [x, dim] = getSplit(in, 2, total);
  if (in.failed())
    return failure();
  if (size < 1)
    return in.error() << "expected a positive size, got " << size;
  return setList(in, splitEvenly(in, x, dim, total, size));
}

static LogicalResult importChunk(Source &in) {
  int64_t total = 0, count = in.integer(1);
  auto [x, dim] = getSplit(in, 2, total);
  if (in.failed())
    return failure();
  if (count < 1)
    return in.error() << "expected a positive number of chunks, got " << count;
  return setList(
      in, splitEvenly(in, x, dim, total,
                      std::max<int64_t>(1, (total + count - 1) / count)));
}

/// Into a number of parts, the first of which have one element more.
static LogicalResult importTensorSplit(Source &in) {
  int64_t total = 0, count = in.integer(1);
  auto [x, dim] = getSplit(in, 2, total);
  if (in.failed())
    return failure();
  if (count < 1)
    return in.error() << "expected a positive number of parts, got " << count;
  DimList sizes;
  for (int64_t i = 0; i < count; ++i)
    sizes.push_back(total / count + (i < total % count));
  return setList(in, splitAlong(in, x, dim, sizes));
}

static LogicalResult importSplitWithSizes(Source &in) {
  int64_t total = 0;
  DimList sizes = in.integers(1);
  auto [x, dim] = getSplit(in, 2, total);
  return in.failed() ? failure() : setList(in, splitAlong(in, x, dim, sizes));
}

static LogicalResult importUnbind(Source &in) {
  int64_t total = 0;
  auto [x, dim] = getSplit(in, 1, total);
  if (in.failed())
    return failure();
  std::vector<Item> parts;
  for (int64_t i = 0; i < total; ++i) {
    Value part = in.build.dropUnits(takeAlong(in, x, dim, i, 1), dim);
    if (!part)
      return failure();
    parts.push_back(part);
  }
  return in.result(Item(std::move(parts)));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getTorchSliceEntries() {
  static const Entry entries[] = {
      {"torch.aten.chunk", 2, 3, "", importChunk},
      {"torch.aten.narrow", 4, 4, "", importNarrow},
      {"torch.aten.select.int", 3, 3, "", importSelect},
      {"torch.aten.slice.Tensor", 2, 5, "", importSlice},
      {"torch.aten.split.Tensor", 3, 3, "", importSplit},
      {"torch.aten.split_with_sizes", 3, 3, "", importSplitWithSizes},
      {"torch.aten.tensor_split.sections", 2, 3, "", importTensorSplit},
      {"torch.aten.unbind.int", 2, 2, "", importUnbind},
  };
  return entries;
}
