//===- ONNXShapes.cpp - Constants, sizes and moves of ONNX ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Constants.h"
#include "Moves.h"
#include "ONNXValues.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Constants and sizes
//===----------------------------------------------------------------------===//

/// A number in an attribute, as an element of type `element`; null if that is
/// of another kind.
static TypedAttr getElement(const Item &item, Type element) {
  TypedAttr value;
  if (item.kind == Item::Kind::Value)
    matchPattern(item.value, m_Constant(&value));
  if (auto number = dyn_cast_or_null<FloatAttr>(value))
    return isa<FloatType>(element)
               ? getNumber(number.getValueAsDouble(), element)
               : TypedAttr();
  return value && value.getType() == element ? value : TypedAttr();
}

/// One of the attributes, which are elements, numbers or lists of numbers.
static LogicalResult importConstant(Source &in) {
  RankedTensorType type = in.resultType();
  if (in.failed())
    return failure();
  if (in.attribute("value"))
    return in.result(in.literal("value", type));
  if (!type.hasStaticShape())
    return in.error() << "expected a result of known shape, got " << type;
  for (unsigned i = 0; i < in.getNumOperands(); ++i) {
    if (in.isNone(i))
      continue;
    SmallVector<Attribute> values;
    ArrayRef<Item> items = in.isNumber(i) ? in.operand(i) : in.list(i);
    for (const Item &item : items)
      if (Attribute value = getElement(item, type.getElementType()))
        values.push_back(value);
    if (static_cast<int64_t>(values.size()) != type.getNumElements())
      break;
    return in.result(in.build.constant(DenseElementsAttr::get(type, values)));
  }
  return in.failed() ? failure()
                     : in.error() << "expected an attribute of "
                                  << type.getNumElements() << " numbers";
}

static LogicalResult importConstantOfShape(Source &in) {
  SizeList sizes = in.sizes(0);
  RankedTensorType type = in.resultType();
  if (in.failed())
    return failure();
  Value scalar = in.build.number(0, type.getElementType());
  if (in.attribute("value")) {
    Value one =
        in.literal("value", RankedTensorType::get(1, type.getElementType()));
    scalar = in.build.element(one);
  }
  return scalar ? in.result(in.build.splat(scalar, sizes)) : failure();
}

/// The sizes from `start` to `end`.
static LogicalResult importShape(Source &in) {
  Value x = in.tensor(0);
  int64_t rank = x ? getRank(x) : 0;
  auto place = [&](unsigned i, int64_t value) {
    int64_t dim = in.integerOr(i, value);
    return std::clamp<int64_t>(dim < 0 ? dim + rank : dim, 0, rank);
  };
  int64_t start = place(1, 0), end = std::max(start, place(2, rank));
  if (in.failed())
    return failure();
  SmallVector<Value> sizes;
  for (int64_t dim = start; dim < end; ++dim)
    sizes.push_back(in.build.getInteger(in.build.getSize(x, dim)));
  return in.result(buildIntegers(in, sizes, 1));
}

static LogicalResult importSize(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  TensorBuilder &build = in.build;
  Value count =
      build.getInteger(build.getSize(build.getProduct(build.getSizes(x))));
  return in.result(buildIntegers(in, count, 0));
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

/// `x` as a tensor of these sizes.
static LogicalResult setReshaped(Source &in, Value x,
                                 ArrayRef<OpFoldResult> sizes) {
  if (sizes.size() <= 1)
    if (std::optional<SmallVector<Value>> integers = getIntegers(in, x);
        integers && (!sizes.empty() || integers->size() == 1))
      return in.result(buildIntegers(in, *integers, sizes.size()));
  return in.result(in.build.reshape(x, sizes));
}

/// 0 stands for the size of the operand, unless `allowzero` is set.
static LogicalResult importReshape(Source &in) {
  Value x = in.tensor(0);
  SizeList sizes = in.sizes(in.isNone(1) ? 3 : 1);
  bool allowsZero = in.flagOr(2, false);
  if (in.failed())
    return failure();
  for (auto [dim, size] : llvm::enumerate(sizes)) {
    if (allowsZero || !isConstantIntValue(size, 0))
      continue;
    if (static_cast<int64_t>(dim) >= getRank(x))
      return in.error() << "expected 0 for a dimension of the operand only";
    size = in.build.getSize(x, dim);
  }
  FailureOr<SizeList> inferred = inferSize(in, sizes, in.build.getSizes(x));
  return failed(inferred) ? failure() : setReshaped(in, x, *inferred);
}

/// A matrix: the dimensions before `axis`, and the others.
static LogicalResult importFlatten(Source &in) {
  Value x = in.tensor(0);
  int64_t rank = x ? getRank(x) : 0, axis = in.integerOr(1, 1);
  if (in.failed())
    return failure();
  if (axis < -rank || axis > rank)
    return in.error() << "expected attribute 'axis' to be a dimension of "
                      << rank << ", got " << axis;
  if (axis < 0)
    axis += rank;
  TensorBuilder &build = in.build;
  SizeList sizes = build.getSizes(x);
  OpFoldResult matrix[] = {
      build.getSize(build.getProduct(ArrayRef(sizes).take_front(axis))),
      build.getSize(build.getProduct(ArrayRef(sizes).drop_front(axis)))};
  return in.result(build.reshape(x, matrix));
}

/// The dimensions that operand 1 names, or the attribute behind it.
static DimList getAxes(Source &in, int64_t rank) {
  return in.dims(in.isNone(1) ? 2 : 1, rank);
}

/// Drops the dimensions, or all of size 1 where none is named.
static LogicalResult importSqueeze(Source &in) {
  Value x = in.tensor(0);
  DimList dims = x ? getAxes(in, getRank(x)) : DimList();
  if (in.failed())
    return failure();
  SizeList sizes;
  bool isNamed = !in.isNone(1) || !in.isNone(2);
  for (auto [dim, size] : llvm::enumerate(in.build.getSizes(x)))
    if (!llvm::is_contained(dims, static_cast<int64_t>(dim)) ||
        (!isNamed && !isConstantIntValue(size, 1)))
      sizes.push_back(size);
  return setReshaped(in, x, sizes);
}

static LogicalResult importUnsqueeze(Source &in) {
  Value x = in.tensor(0);
  DimList dims = in.integers(in.isNone(1) ? 2 : 1);
  if (in.failed())
    return failure();
  int64_t rank = getRank(x) + dims.size();
  for (int64_t &dim : dims)
    dim += dim < 0 ? rank : 0;
  if (!in.checkDims(dims, rank, "the axes"))
    return failure();
  llvm::sort(dims);
  SizeList sizes = in.build.getSizes(x);
  for (int64_t dim : dims)
    sizes.insert(sizes.begin() + dim, in.build.getSize(int64_t(1)));
  return setReshaped(in, x, sizes);
}

/// From the last dimension to the first where there is no `perm`.
static LogicalResult importTranspose(Source &in) {
  Value x = in.tensor(0);
  DimList permutation = x ? in.dims(1, getRank(x)) : DimList();
  if (in.failed())
    return failure();
  if (in.isNone(1))
    std::reverse(permutation.begin(), permutation.end());
  return in.result(permute(in, x, permutation));
}

/// To the sizes that operand and list have together.
static LogicalResult importExpand(Source &in) {
  Value x = in.tensor(0);
  SizeList sizes = in.sizes(1);
  if (in.failed())
    return failure();
  SizeList own = in.build.getSizes(x);
  if (own.size() > sizes.size())
    sizes.insert(sizes.begin(), own.size() - sizes.size(),
                 in.build.getSize(int64_t(1)));
  for (auto [size, other] : llvm::zip(llvm::reverse(sizes), llvm::reverse(own)))
    if (isConstantIntValue(size, 1))
      size = other;
  return in.result(in.build.broadcastTo(x, sizes));
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

/// The elements of sizes that a slice takes.
static Value sliceIntegers(Source &in, ArrayRef<Value> integers, int64_t first,
                           int64_t last) {
  int64_t size = integers.size();
  auto place = [&](int64_t place) {
    return std::clamp<int64_t>(place < 0 ? place + size : place, 0, size);
  };
  first = place(first);
  last = std::max(first, place(last));
  return buildIntegers(in, integers.slice(first, last - first), 1);
}

/// Operands starts, ends, axes and steps, of which the first three were
/// attributes once.
static LogicalResult importSlice(Source &in) {
  Value x = in.tensor(0);
  auto either = [&](unsigned i) { return in.isNone(i) ? i + 4 : i; };
  SizeList starts = in.sizes(either(1)), ends = in.sizes(either(2));
  DimList axes(llvm::to_vector(llvm::seq<int64_t>(0, starts.size()))),
      steps(starts.size(), 1);
  if (x && !in.isNone(either(3)))
    axes = in.dims(either(3), getRank(x));
  if (!in.isNone(4))
    steps = in.integers(4);
  if (in.failed() || !in.checkDims(axes, getRank(x), "the axes"))
    return failure();
  if (ends.size() != starts.size() || axes.size() != starts.size() ||
      steps.size() != starts.size())
    return in.error() << "expected as many starts as ends, axes and steps";
  std::optional<SmallVector<Value>> integers = getIntegers(in, x);
  if (integers && starts.size() == 1 && steps[0] == 1) {
    std::optional<int64_t> first = getConstantIntValue(starts[0]),
                           last = getConstantIntValue(ends[0]);
    if (first && last)
      return in.result(sliceIntegers(in, *integers, *first, *last));
  }
  for (auto [i, axis] : llvm::enumerate(axes)) {
    x = sliceBetween(in, x, axis, starts[i], ends[i], steps[i]);
    if (!x)
      return failure();
  }
  return in.result(x);
}

/// The parts of `x`, of the sizes that operand `given` has, or `count` even
/// ones.
static FailureOr<std::vector<Item>> split(Source &in, Value x, int64_t axis,
                                          unsigned given, int64_t count) {
  int64_t rank = x ? getRank(x) : 0;
  if (axis < 0)
    axis += rank;
  if (in.failed() || !in.checkDims(axis, rank, "attribute 'axis'"))
    return failure();
  std::optional<int64_t> total = getConstantIntValue(in.build.getSize(x, axis));
  bool isOne = in.isTensor(given) && getRank(in.tensor(given)) == 0;
  if (!in.isNone(given) && !isOne)
    return splitAlong(in, x, axis, in.integers(given));
  if (!total || count < 1)
    return in.error() << "expected a dimension of known size and one part or "
                         "more, got "
                      << x.getType() << " and " << count;
  int64_t size = isOne ? in.integer(given) : (*total + count - 1) / count;
  if (in.failed())
    return failure();
  return splitEvenly(in, x, axis, *total, std::max<int64_t>(1, size));
}

/// The sizes are those of operand 1, or the attribute behind it, or even.
static LogicalResult importSplit(Source &in) {
  Value x = in.tensor(0);
  int64_t axis = in.integerOr(3, 0),
          count = in.integerOr(4, in.op->getNumResults());
  FailureOr<std::vector<Item>> parts =
      split(in, x, axis, in.isNone(1) ? 2 : 1, count);
  return failed(parts) ? failure() : in.results(*parts);
}

/// A list of parts of the size, or the sizes, that operand 1 has.
static LogicalResult importSplitToSequence(Source &in) {
  Value x = in.tensor(0);
  int64_t axis = in.integerOr(2, 0);
  if (in.isNone(1) || !in.flagOr(3, true))
    return in.error() << "expected sizes, and dimensions that are kept";
  FailureOr<std::vector<Item>> parts = split(in, x, axis, 1, 1);
  return failed(parts) ? failure() : in.result(Item(std::move(*parts)));
}

/// Elements of a list of sizes, or one or several in a row of a dimension,
/// whose places must be known.
static LogicalResult importGather(Source &in) {
  Value x = in.tensor(0), indices = in.tensor(1);
  int64_t axis = in.integerOr(2, 0), rank = x ? getRank(x) : 0;
  if (axis < 0)
    axis += rank;
  if (in.failed() || !in.checkDims(axis, rank, "attribute 'axis'"))
    return failure();
  std::optional<SmallVector<Value>> list = getIntegers(in, indices),
                                    integers = getIntegers(in, x);
  DimList known;
  for (Value index : list.value_or(SmallVector<Value>()))
    if (std::optional<int64_t> number = getConstantIntValue(index))
      known.push_back(*number);
  if (!list || known.empty() || known.size() != list->size())
    return in.error() << "expected indices that are known";
  std::optional<int64_t> total = getConstantIntValue(in.build.getSize(x, axis));
  for (int64_t &index : known) {
    if (index < 0 && total)
      index += *total;
    if (index < 0 || (total && index >= *total))
      return in.error() << "expected indices within dimension " << axis
                        << " of " << x.getType() << ", got " << index;
  }
  if (integers) {
    SmallVector<Value> taken;
    for (int64_t index : known)
      taken.push_back((*integers)[index]);
    return in.result(buildIntegers(in, taken, getRank(indices)));
  }
  for (auto [i, index] : llvm::enumerate(known))
    if (index != known[0] + static_cast<int64_t>(i))
      return in.error() << "expected indices one behind the other";
  Value taken = takeAlong(in, x, axis, known[0], known.size());
  return in.result(getRank(indices) == 0 ? in.build.dropUnits(taken, axis)
                                         : taken);
}

static LogicalResult importConcat(Source &in) {
  SmallVector<Value> tensors = in.tensors();
  int64_t axis = in.integer("axis");
  if (in.failed())
    return failure();
  int64_t rank = getRank(tensors[0]);
  SmallVector<Value> integers;
  bool areSizes = true;
  for (Value tensor : tensors) {
    if (getRank(tensor) != rank || getElement(tensor) != getElement(tensors[0]))
      return in.error() << "expected tensors of one rank and type, got "
                        << tensors[0].getType() << " and " << tensor.getType();
    std::optional<SmallVector<Value>> list = getIntegers(in, tensor);
    areSizes &= list.has_value();
    if (list)
      llvm::append_range(integers, *list);
  }
  if (axis < 0)
    axis += rank;
  if (!in.checkDims(axis, rank, "attribute 'axis'"))
    return failure();
  return in.result(areSizes ? buildIntegers(in, integers, 1)
                            : in.build.concat(tensors, axis));
}

/// The operand; what is dropped is not read.
static LogicalResult importDropout(Source &in) {
  Value x = in.tensor(0);
  bool trains = !in.isNone(2) && in.flag(2);
  if (in.failed())
    return failure();
  if (trains || llvm::any_of(llvm::drop_begin(in.op->getResults()),
                             [](Value mask) { return !mask.use_empty(); }))
    return in.error() << "expected a model that is not in training, and a mask "
                         "that is not read";
  std::vector<Item> results = {x};
  if (in.op->getNumResults() > 1)
    results.push_back(in.build.splat(in.build.number(1, in.build.b.getI1Type()),
                                     in.build.getSizes(x)));
  return in.results(results);
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getONNXShapeEntries() {
  static const Entry entries[] = {
      {"onnx.Constant", 0, 0,
       "value value_float value_floats value_int value_ints", importConstant},
      {"onnx.ConstantOfShape", 1, 1, "value", importConstantOfShape},
      {"onnx.Shape", 1, 1, "start end", importShape},
      {"onnx.Size", 1, 1, "", importSize},

      {"onnx.Reshape", 1, 2, "allowzero shape", importReshape},
      {"onnx.Flatten", 1, 1, "axis", importFlatten},
      {"onnx.Squeeze", 1, 2, "axes", importSqueeze},
      {"onnx.Unsqueeze", 1, 2, "axes", importUnsqueeze},
      {"onnx.Transpose", 1, 1, "perm", importTranspose},
      {"onnx.Expand", 2, 2, "", importExpand},

      {"onnx.Slice", 1, 5, "starts ends axes", importSlice},
      {"onnx.Split", 1, 2, "split axis num_outputs", importSplit},
      {"onnx.SplitToSequence", 1, 2, "axis keepdims", importSplitToSequence},
      {"onnx.Gather", 2, 2, "axis", importGather},
      {"onnx.Concat", 1, anyNumber, "axis", importConcat},
      {"onnx.Dropout", 1, 3, "seed ratio", importDropout},
  };
  return entries;
}
