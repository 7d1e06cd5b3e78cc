//===- StableHLOShapes.cpp - StableHLO's ops that move elements -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Source.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

/// The sizes of a result whose type says all of them.
static SizeList getStaticSizes(Source &in) {
  RankedTensorType type = in.resultType();
  SizeList sizes;
  for (int64_t size : type.getShape()) {
    if (ShapedType::isDynamic(size) && !in.failed())
      in.error() << "expected a result of static shape, got " << type;
    sizes.push_back(in.build.getSize(size));
  }
  return sizes;
}

static SizeList toSizes(Source &in, ArrayRef<int64_t> numbers) {
  SizeList sizes;
  for (int64_t number : numbers)
    sizes.push_back(in.build.getSize(number));
  return sizes;
}

//===----------------------------------------------------------------------===//
// Sources
//===----------------------------------------------------------------------===//

static LogicalResult importConstant(Source &in) {
  auto value = dyn_cast_or_null<ElementsAttr>(in.attribute("value"));
  RankedTensorType type = in.resultType();
  if (in.failed())
    return failure();
  if (!value || value.getType() != type)
    return in.error() << "expected attribute 'value' to be elements of "
                      << type;
  return in.result(in.build.constant(cast<TypedAttr>(value)));
}

static LogicalResult importIotaOf(Source &in, SizeList sizes) {
  int64_t dim = in.integer("iota_dimension");
  Type element = in.resultElement();
  if (in.failed() ||
      !in.checkDims(dim, sizes.size(), "attribute 'iota_dimension'"))
    return failure();
  return in.result(in.build.iota(sizes, dim, element));
}

static LogicalResult importIota(Source &in) {
  return importIotaOf(in, getStaticSizes(in));
}

static LogicalResult importDynamicIota(Source &in) {
  return importIotaOf(in, in.elements(0));
}

//===----------------------------------------------------------------------===//
// Broadcasts and reshapes
//===----------------------------------------------------------------------===//

static LogicalResult importBroadcastTo(Source &in, SizeList sizes) {
  Value x = in.tensor(0);
  DimList dims = in.integers("broadcast_dimensions");
  if (in.failed() ||
      !in.checkDims(dims, sizes.size(), "attribute 'broadcast_dimensions'"))
    return failure();
  if (static_cast<int64_t>(dims.size()) != getRank(x))
    return in.error() << "expected " << getRank(x)
                      << " 'broadcast_dimensions', got " << dims.size();
  return in.result(in.build.broadcast(x, dims, sizes));
}

static LogicalResult importBroadcastInDim(Source &in) {
  return importBroadcastTo(in, getStaticSizes(in));
}

static LogicalResult importDynamicBroadcastInDim(Source &in) {
  return importBroadcastTo(in, in.elements(1));
}

static LogicalResult importReshape(Source &in) {
  Value x = in.tensor(0);
  SizeList sizes = getStaticSizes(in);
  return in.failed() ? failure() : in.result(in.build.reshape(x, sizes));
}

static LogicalResult importDynamicReshape(Source &in) {
  Value x = in.tensor(0);
  SizeList sizes = in.elements(1);
  return in.failed() ? failure() : in.result(in.build.reshape(x, sizes));
}

static LogicalResult importTranspose(Source &in) {
  Value x = in.tensor(0);
  DimList permutation = in.integers("permutation");
  if (in.failed() ||
      !in.checkDims(permutation, getRank(x), "attribute 'permutation'"))
    return failure();
  if (static_cast<int64_t>(permutation.size()) != getRank(x))
    return in.error() << "expected 'permutation' to have " << getRank(x)
                      << " dimensions, got " << permutation.size();
  return in.result(in.build.transpose(x, permutation));
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

/// From `starts` to `limits`, in steps.
static LogicalResult importSliceOf(Source &in, Value x, SizeList starts,
                                   SizeList limits, SizeList strides) {
  TensorBuilder &build = in.build;
  SizeList sizes;
  for (auto [dim, start] : llvm::enumerate(starts)) {
    OpFoldResult limit = limits[dim], stride = strides[dim];
    std::optional<int64_t> first = getConstantIntValue(start),
                           last = getConstantIntValue(limit),
                           step = getConstantIntValue(stride),
                           all = getConstantIntValue(build.getSize(x, dim));
    if ((step && *step < 1) || (first && *first < 0) ||
        (first && last && *first > *last) || (last && all && *last > *all))
      return in.error() << "expected a slice of dimension " << dim
                        << " that is within it";
    Location loc = in.op->getLoc();
    Value span = build.b.createOrFold<arith::SubIOp>(loc, build.getIndex(limit),
                                                     build.getIndex(start));
    sizes.push_back(build.getSize(build.b.createOrFold<arith::CeilDivSIOp>(
        loc, span, build.getIndex(stride))));
  }
  return in.result(build.slice(x, starts, sizes, strides));
}

static LogicalResult checkCounts(Source &in, Value x,
                                 ArrayRef<SizeList> lists) {
  for (ArrayRef<OpFoldResult> list : lists)
    if (static_cast<int64_t>(list.size()) != getRank(x))
      return in.error() << "expected starts, limits and strides for "
                        << getRank(x) << " dimensions, got " << list.size();
  return success();
}

static LogicalResult importSlice(Source &in) {
  Value x = in.tensor(0);
  SizeList starts = toSizes(in, in.integers("start_indices")),
           limits = toSizes(in, in.integers("limit_indices")),
           strides = toSizes(in, in.integers("strides"));
  if (in.failed() || failed(checkCounts(in, x, {starts, limits, strides})))
    return failure();
  return importSliceOf(in, x, starts, limits, strides);
}

static LogicalResult importRealDynamicSlice(Source &in) {
  Value x = in.tensor(0);
  SizeList starts = in.elements(1), limits = in.elements(2),
           strides = in.elements(3);
  if (in.failed() || failed(checkCounts(in, x, {starts, limits, strides})))
    return failure();
  return importSliceOf(in, x, starts, limits, strides);
}

/// The start nearest to `start` from which `size` elements are there.
static OpFoldResult clampStart(TensorBuilder &build, Value start,
                               OpFoldResult size, OpFoldResult total) {
  Location loc = build.getLoc();
  Value last = build.b.createOrFold<arith::SubIOp>(loc, build.getIndex(total),
                                                   build.getIndex(size));
  Value index = build.getIndex(build.getSize(start));
  index = build.b.createOrFold<arith::MinSIOp>(loc, index, last);
  index = build.b.createOrFold<arith::MaxSIOp>(
      loc, index, build.getIndex(build.getSize(int64_t(0))));
  return build.getSize(index);
}

static LogicalResult importDynamicSlice(Source &in) {
  SmallVector<Value> operands = in.tensors();
  SizeList sizes = toSizes(in, in.integers("slice_sizes"));
  if (in.failed())
    return failure();
  Value x = operands[0];
  SmallVector<Value> starts(llvm::drop_begin(operands));
  if (failed(checkCounts(in, x, {sizes})))
    return failure();
  if (starts.size() != sizes.size())
    return in.error() << "expected " << sizes.size() << " starts, got "
                      << starts.size();
  SizeList offsets, strides(sizes.size(), in.build.getSize(int64_t(1)));
  for (auto [dim, start] : llvm::enumerate(starts)) {
    std::optional<int64_t> size = getConstantIntValue(sizes[dim]),
                           all = getConstantIntValue(in.build.getSize(x, dim));
    if (!getTensorType(start).getElementType().isInteger() || *size < 0 ||
        (all && *size > *all))
      return in.error() << "expected integer starts, and sizes within those of "
                        << x.getType();
    Value number = in.build.element(start);
    if (!number)
      return failure();
    offsets.push_back(
        clampStart(in.build, number, sizes[dim], in.build.getSize(x, dim)));
  }
  return in.result(in.build.slice(x, offsets, sizes, strides));
}

static LogicalResult importConcatenate(Source &in) {
  SmallVector<Value> tensors = in.tensors();
  int64_t dim = in.integer("dimension");
  if (in.failed() ||
      !in.checkDims(dim, getRank(tensors[0]), "attribute 'dimension'"))
    return failure();
  for (Value tensor : tensors)
    if (getRank(tensor) != getRank(tensors[0]) ||
        getTensorType(tensor).getElementType() !=
            getTensorType(tensors[0]).getElementType())
      return in.error() << "expected operands of one rank and element type";
  return in.result(in.build.concat(tensors, dim));
}

static LogicalResult importReverse(Source &in) {
  Value x = in.tensor(0);
  DimList dims = in.integers("dimensions");
  if (in.failed() || !in.checkDims(dims, getRank(x), "attribute 'dimensions'"))
    return failure();
  return in.result(in.build.reverse(x, dims));
}

/// `count` elements of `value` along `dim`, with the other sizes of `like`.
static Value buildEdge(TensorBuilder &build, Value value, Value like,
                       int64_t dim, int64_t count) {
  SizeList sizes = build.getSizes(like);
  sizes[dim] = build.getSize(count);
  return build.broadcast(value, {}, sizes);
}

/// Adds elements at the ends of dimensions, or removes them.
static LogicalResult importPad(Source &in) {
  Value x = in.tensor(0), value = in.tensor(1);
  DimList low = in.integers("edge_padding_low"),
          high = in.integers("edge_padding_high"),
          interior = in.integers("interior_padding");
  if (in.failed())
    return failure();
  size_t rank = getRank(x);
  if (low.size() != rank || high.size() != rank || getRank(value) != 0 ||
      getElement(value) != getElement(x) ||
      llvm::any_of(interior, [](int64_t count) { return count != 0; }))
    return in.error() << "expected " << rank
                      << " numbers of elements at the ends, none between "
                         "others, and a scalar of type "
                      << getElement(x);
  TensorBuilder &build = in.build;
  for (size_t dim = 0; dim < rank; ++dim) {
    SmallVector<Value> parts{x};
    if (low[dim] > 0)
      parts.insert(parts.begin(), buildEdge(build, value, x, dim, low[dim]));
    if (high[dim] > 0)
      parts.push_back(buildEdge(build, value, x, dim, high[dim]));
    if (parts.size() > 1)
      x = build.concat(parts, dim);
    int64_t skipped = std::max<int64_t>(-low[dim], 0),
            dropped = skipped + std::max<int64_t>(-high[dim], 0);
    if (!x || dropped == 0)
      continue;
    std::optional<int64_t> size = getConstantIntValue(build.getSize(x, dim));
    if (!size || *size < dropped)
      return in.error() << "expected to remove no more than there is of "
                        << x.getType();
    x = build.sliceAlong(x, dim, build.getSize(skipped),
                         build.getSize(*size - dropped));
  }
  return in.result(x);
}

//===----------------------------------------------------------------------===//
// Others
//===----------------------------------------------------------------------===//

static LogicalResult importGetDimensionSize(Source &in) {
  Value x = in.tensor(0);
  int64_t dim = in.integer("dimension");
  if (in.failed() || !in.checkDims(dim, getRank(x), "attribute 'dimension'"))
    return failure();
  TensorBuilder &build = in.build;
  Value size = build.b.createOrFold<arith::IndexCastOp>(
      in.op->getLoc(), build.b.getI32Type(),
      build.getIndex(build.getSize(x, dim)));
  return in.result(build.splat(size, {}));
}

static LogicalResult importBarrier(Source &in) {
  std::vector<Item> items;
  for (unsigned i = 0; i < in.getNumOperands(); ++i)
    items.push_back(in.operand(i));
  return in.results(items);
}

static LogicalResult importComposite(Source &in) {
  FlatSymbolRefAttr callee = in.symbol("decomposition");
  if (in.failed())
    return failure();
  std::vector<Item> arguments;
  for (unsigned i = 0; i < in.getNumOperands(); ++i)
    arguments.push_back(in.operand(i));
  FailureOr<std::vector<Item>> results = in.call(callee, arguments);
  return failed(results) ? failure() : in.results(*results);
}

/// Those that say where values are, not what they are.
static LogicalResult importCustomCall(Source &in) {
  StringRef target = in.text("call_target_name");
  if (in.failed())
    return failure();
  if (target == "Sharding" && in.getNumOperands() == 1)
    return in.result(in.tensor(0));
  if (target == "shape_assertion" && in.getNumOperands() >= 1 &&
      in.op->getNumResults() == 0) {
    Value holds = in.tensor(0);
    StringRef message = in.text("error_message");
    if (in.failed())
      return failure();
    if (!getElement(holds).isInteger(1) || getRank(holds) != 0)
      return in.error() << "expected a boolean, got " << holds.getType();
    cf::AssertOp::create(in.build.b, in.op->getLoc(), in.build.element(holds),
                         message);
    return in.results({});
  }
  if (target == "mhlo.erf" && in.getNumOperands() == 1) {
    Value x = in.tensor(0);
    if (x && isFloat(x))
      return in.result(in.build.map<math::ErfOp>(x));
  }
  return in.error() << "calls the unknown target '" << target
                    << "'; known: Sharding, mhlo.erf, shape_assertion";
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getStableHLOShapeEntries() {
  static const Entry entries[] = {
      {"stablehlo.constant", 0, 0, "value", importConstant},
      {"stablehlo.iota", 0, 0, "iota_dimension", importIota},
      {"stablehlo.dynamic_iota", 1, 1, "iota_dimension", importDynamicIota},
      {"stablehlo.broadcast_in_dim", 1, 1, "broadcast_dimensions",
       importBroadcastInDim},
      {"stablehlo.dynamic_broadcast_in_dim", 2, 2,
       "broadcast_dimensions known_expanding_dimensions "
       "known_nonexpanding_dimensions",
       importDynamicBroadcastInDim},
      {"stablehlo.reshape", 1, 1, "", importReshape},
      {"stablehlo.dynamic_reshape", 2, 2, "", importDynamicReshape},
      {"stablehlo.transpose", 1, 1, "permutation", importTranspose},
      {"stablehlo.slice", 1, 1, "start_indices limit_indices strides",
       importSlice},
      {"stablehlo.real_dynamic_slice", 4, 4, "", importRealDynamicSlice},
      {"stablehlo.dynamic_slice", 1, anyNumber, "slice_sizes",
       importDynamicSlice},
      {"stablehlo.reverse", 1, 1, "dimensions", importReverse},
      {"stablehlo.pad", 2, 2,
       "edge_padding_low edge_padding_high interior_padding", importPad},
      {"stablehlo.concatenate", 1, anyNumber, "dimension", importConcatenate},
      {"stablehlo.get_dimension_size", 1, 1, "dimension",
       importGetDimensionSize},
      {"stablehlo.optimization_barrier", 0, anyNumber, "", importBarrier},
      {"stablehlo.composite", 0, anyNumber,
       "name decomposition composite_attributes version", importComposite},
      {"stablehlo.custom_call", 0, anyNumber,
       "call_target_name has_side_effect backend_config api_version "
       "operand_layouts result_layouts output_operand_aliases error_message",
       importCustomCall},
  };
  return entries;
}
