//===- TorchShapes.cpp - Torch's ops that move elements -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Moves.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// The same elements
//===----------------------------------------------------------------------===//

static LogicalResult importSame(Source &in) {
  Value x = in.tensor(0);
  return in.failed() ? failure() : in.result(x);
}

static LogicalResult importDropout(Source &in) {
  if (in.flag(2) && !in.failed())
    return in.error() << "expected a model that is not in training";
  return importSame(in);
}

/// The element type that torch's number stands for.
static Type getNumberedType(MLIRContext *context, int64_t number) {
  switch (number) {
  case 1:
    return IntegerType::get(context, 8);
  case 2:
    return IntegerType::get(context, 16);
  case 3:
    return IntegerType::get(context, 32);
  case 4:
    return IntegerType::get(context, 64);
  case 5:
    return Float16Type::get(context);
  case 6:
    return Float32Type::get(context);
  case 7:
    return Float64Type::get(context);
  case 11:
    return IntegerType::get(context, 1);
  case 15:
    return BFloat16Type::get(context);
  default:
    return Type();
  }
}

/// To the type of the result, which `dtype`, if it is there, agrees with.
static LogicalResult importConversion(Source &in, bool hasType) {
  Value x = in.tensor(0);
  Type element = in.resultElement();
  if (in.failed())
    return failure();
  if (hasType && !in.isNone(1)) {
    int64_t number = in.integer(1);
    if (!in.failed() && getNumberedType(in.op->getContext(), number) != element)
      return in.error() << "expected a result of the type with the number "
                        << number << ", got " << element;
  }
  return in.failed() ? failure() : in.result(in.build.convert(x, element));
}

static LogicalResult importToType(Source &in) {
  return importConversion(in, /*hasType=*/true);
}

static LogicalResult importToOther(Source &in) {
  return importConversion(in, /*hasType=*/false);
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

static LogicalResult importView(Source &in) {
  Value x = in.tensor(0);
  SizeList sizes = in.sizes(1);
  if (in.failed())
    return failure();
  FailureOr<SizeList> inferred = inferSize(in, sizes, in.build.getSizes(x));
  return failed(inferred) ? failure()
                          : in.result(in.build.reshape(x, *inferred));
}

static LogicalResult importFlatten(Source &in) {
  Value x = in.tensor(0);
  int64_t rank = x ? getRank(x) : 0;
  int64_t first = in.dim(1, rank), last = in.dim(2, rank);
  if (in.failed())
    return failure();
  SizeList sizes = in.build.getSizes(x);
  if (rank == 0)
    sizes.push_back(in.build.getSize(int64_t(1)));
  if (first > last)
    return in.error() << "expected a first dimension before the last one";
  OpFoldResult size = in.build.getSize(
      in.build.getProduct(ArrayRef(sizes).slice(first, last - first + 1)));
  sizes.erase(sizes.begin() + first, sizes.begin() + last + 1);
  sizes.insert(sizes.begin() + first, size);
  return in.result(in.build.reshape(x, sizes));
}

static LogicalResult importUnflatten(Source &in) {
  Value x = in.tensor(0);
  int64_t dim = in.dim(1, x ? getRank(x) : 0);
  SizeList split = in.sizes(2);
  if (in.failed())
    return failure();
  if (getRank(x) == 0)
    return in.error() << "expected a tensor of rank 1 or more";
  SizeList sizes = in.build.getSizes(x);
  FailureOr<SizeList> inferred = inferSize(in, split, sizes[dim]);
  if (failed(inferred))
    return failure();
  sizes.erase(sizes.begin() + dim);
  sizes.insert(sizes.begin() + dim, inferred->begin(), inferred->end());
  return in.result(in.build.reshape(x, sizes));
}

static LogicalResult importUnsqueeze(Source &in) {
  Value x = in.tensor(0);
  int64_t dim = in.dim(1, x ? getRank(x) + 1 : 0);
  return in.failed() ? failure() : in.result(in.build.addUnits(x, dim));
}

/// Drops those of the dimensions whose size is 1.
static LogicalResult importSqueeze(Source &in) {
  Value x = in.tensor(0);
  DimList dims = x ? in.dims(1, getRank(x)) : DimList();
  if (in.failed())
    return failure();
  llvm::erase_if(dims, [&](int64_t dim) {
    return !isConstantIntValue(in.build.getSize(x, dim), 1);
  });
  return in.result(in.build.dropUnits(x, dims));
}

//===----------------------------------------------------------------------===//
// Transposes
//===----------------------------------------------------------------------===//

static LogicalResult swapDims(Source &in, Value x, int64_t a, int64_t b) {
  DimList permutation(llvm::to_vector(llvm::seq<int64_t>(0, getRank(x))));
  if (!permutation.empty())
    std::swap(permutation[a], permutation[b]);
  return in.result(in.build.transpose(x, permutation));
}

static LogicalResult importTranspose(Source &in) {
  Value x = in.tensor(0);
  int64_t rank = x ? getRank(x) : 0;
  int64_t a = in.dim(1, rank), b = in.dim(2, rank);
  return in.failed() ? failure() : swapDims(in, x, a, b);
}

static LogicalResult importMatrixTranspose(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  if (getRank(x) > 2)
    return in.error() << "expected a matrix, got " << x.getType();
  return getRank(x) < 2 ? in.result(x) : swapDims(in, x, 0, 1);
}

/// The last two dimensions swapped.
static LogicalResult importLastTranspose(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  int64_t rank = getRank(x);
  if (rank < 2)
    return in.error() << "expected rank 2 or more, got " << x.getType();
  return swapDims(in, x, rank - 2, rank - 1);
}

/// One dimension moved to another place.
static LogicalResult importMoveDim(Source &in) {
  Value x = in.tensor(0);
  int64_t rank = x ? getRank(x) : 0;
  int64_t from = in.dim(1, rank), to = in.dim(2, rank);
  if (in.failed())
    return failure();
  DimList permutation(llvm::to_vector(llvm::seq<int64_t>(0, rank)));
  if (rank != 0) {
    permutation.erase(permutation.begin() + from);
    permutation.insert(permutation.begin() + to, from);
  }
  return in.result(in.build.transpose(x, permutation));
}

static LogicalResult importFlip(Source &in) {
  Value x = in.tensor(0);
  DimList dims = x ? in.dims(1, getRank(x)) : DimList();
  return in.failed() ? failure() : in.result(in.build.reverse(x, dims));
}

static LogicalResult importPermute(Source &in) {
  Value x = in.tensor(0);
  DimList permutation = x ? in.dims(1, getRank(x)) : DimList();
  return in.failed() ? failure() : in.result(permute(in, x, permutation));
}

//===----------------------------------------------------------------------===//
// Broadcasts
//===----------------------------------------------------------------------===//

/// -1 keeps the size.
static LogicalResult importExpand(Source &in) {
  Value x = in.tensor(0);
  SizeList sizes = in.sizes(1);
  if (in.failed())
    return failure();
  SizeList own = in.build.getSizes(x);
  int64_t added = static_cast<int64_t>(sizes.size()) - getRank(x);
  for (auto [dim, size] : llvm::enumerate(sizes)) {
    std::optional<int64_t> number = getConstantIntValue(size);
    int64_t old = static_cast<int64_t>(dim) - added;
    if (!number || *number >= 0)
      continue;
    if (*number != -1 || old < 0 || old >= getRank(x))
      return in.error() << "expected sizes, or -1 for one that is kept";
    size = own[old];
  }
  return in.result(in.build.broadcastTo(x, sizes));
}

static LogicalResult importExpandAs(Source &in) {
  Value x = in.tensor(0), like = in.tensor(1);
  if (in.failed())
    return failure();
  return in.result(in.build.broadcastTo(x, in.build.getSizes(like)));
}

static LogicalResult importBroadcastTensors(Source &in) {
  SmallVector<Value> tensors = in.tensorList(0);
  if (in.failed() || failed(in.build.broadcastTogether(tensors)))
    return failure();
  return in.result(Item(std::vector<Item>(tensors.begin(), tensors.end())));
}

//===----------------------------------------------------------------------===//
// Concatenations
//===----------------------------------------------------------------------===//

/// The tensors of the list, in the type of the result and of one rank.
static SmallVector<Value> getParts(Source &in) {
  SmallVector<Value> parts = in.tensorList(0);
  Type element = in.resultElement();
  for (Value &part : parts) {
    part = in.build.convert(part, element);
    if (!in.failed() && getRank(part) != getRank(parts[0]))
      in.error() << "expected tensors of one rank";
  }
  return parts;
}

static LogicalResult importCat(Source &in) {
  SmallVector<Value> parts = getParts(in);
  int64_t dim = in.failed() ? 0 : in.dim(1, getRank(parts[0]));
  if (in.failed())
    return failure();
  if (getRank(parts[0]) == 0)
    return in.error() << "expected tensors of rank 1 or more";
  return in.result(in.build.concat(parts, dim));
}

/// Elements that leave at the end of a dimension return at its begin.
static LogicalResult importRoll(Source &in) {
  Value x = in.tensor(0);
  DimList shifts = in.integers(1),
          dims = x ? in.dims(2, getRank(x)) : DimList();
  if (in.failed())
    return failure();
  if (shifts.size() != dims.size())
    return in.error() << "expected a shift for each dimension, got "
                      << shifts.size() << " for " << dims.size();
  for (auto [shift, dim] : llvm::zip_equal(shifts, dims)) {
    std::optional<int64_t> size = getConstantIntValue(in.build.getSize(x, dim));
    if (!size || *size == 0)
      return in.error() << "expected dimensions of known size, got "
                        << x.getType();
    int64_t moved = ((shift % *size) + *size) % *size;
    if (moved == 0)
      continue;
    Value parts[] = {takeAlong(in, x, dim, *size - moved, moved),
                     takeAlong(in, x, dim, 0, *size - moved)};
    x = in.build.concat(parts, dim);
    if (!x)
      return failure();
  }
  return in.result(x);
}

static LogicalResult importStack(Source &in) {
  SmallVector<Value> parts = getParts(in);
  int64_t dim = in.failed() ? 0 : in.dim(1, getRank(parts[0]) + 1);
  if (in.failed())
    return failure();
  for (Value &part : parts)
    part = in.build.addUnits(part, dim);
  return in.result(in.build.concat(parts, dim));
}

//===----------------------------------------------------------------------===//
// New tensors
//===----------------------------------------------------------------------===//

static LogicalResult fillWith(Source &in, Value value, SizeList sizes) {
  Type element = in.resultElement();
  if (in.failed())
    return failure();
  Value scalar = in.build.convert(value, element);
  return in.result(in.build.broadcastTo(scalar, sizes));
}

template <int number>
static LogicalResult importConstantOf(Source &in) {
  SizeList sizes = in.sizes(0);
  return fillWith(
      in, in.build.splat(in.build.number(number, in.build.b.getF64Type()), {}),
      sizes);
}

template <int number>
static LogicalResult importConstantLike(Source &in) {
  Value like = in.tensor(0);
  if (in.failed())
    return failure();
  return fillWith(
      in, in.build.splat(in.build.number(number, in.build.b.getF64Type()), {}),
      in.build.getSizes(like));
}

static LogicalResult importFull(Source &in) {
  SizeList sizes = in.sizes(0);
  Value number = in.number(1);
  if (in.failed())
    return failure();
  return fillWith(in, in.build.splat(number, {}), sizes);
}

static LogicalResult importScalarTensor(Source &in) {
  Value number = in.number(0);
  return in.failed() ? failure()
                     : fillWith(in, in.build.splat(number, {}), SizeList());
}

static LogicalResult importFullLike(Source &in) {
  Value like = in.tensor(0), number = in.number(1);
  if (in.failed())
    return failure();
  return fillWith(in, in.build.splat(number, {}), in.build.getSizes(like));
}

/// The rows of a table that the indices name.
static LogicalResult importEmbedding(Source &in) {
  Value table = in.tensor(0), indices = in.tensor(1);
  if (in.failed())
    return failure();
  if (getRank(table) != 2 || !getElement(indices).isInteger(64))
    return in.error() << "expected a matrix and indices of type i64";
  TensorBuilder &build = in.build;
  SizeList sizes = build.getSizes(indices);
  sizes.push_back(build.getSize(table, 1));
  Value init = build.empty(sizes, getElement(table));
  int64_t rank = sizes.size();
  MLIRContext *context = in.op->getContext();
  AffineMap maps[] = {getLeadingDims(context, rank - 1, rank),
                      getLeadingDims(context, rank, rank)};
  SmallVector<utils::IteratorType> loops(rank, utils::IteratorType::parallel);
  Value rows =
      linalg::GenericOp::create(
          build.b, in.op->getLoc(), init.getType(), indices, init, maps, loops,
          [&](OpBuilder &b, Location loc, ValueRange args) {
            Value row =
                arith::IndexCastOp::create(b, loc, b.getIndexType(), args[0]);
            Value column = linalg::IndexOp::create(b, loc, rank - 1);
            linalg::YieldOp::create(b, loc,
                                    tensor::ExtractOp::create(
                                        b, loc, table, ValueRange{row, column})
                                        .getResult());
          })
          .getResult(0);
  return in.result(build.withSizes(rows, sizes));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getTorchShapeEntries() {
  static const Entry entries[] = {
      {"torch.aten.alias", 1, 1, "", importSame},
      {"torch.aten.clone", 1, 2, "", importSame},
      {"torch.aten.contiguous", 1, 2, "", importSame},
      {"torch.aten.detach", 1, 1, "", importSame},
      {"torch.aten.detach_", 1, 1, "", importSame},
      {"torch.aten.lift_fresh_copy", 1, 1, "", importSame},
      {"torch.aten.dropout", 3, 3, "", importDropout},
      {"torch.copy.to_vtensor", 1, 1, "", importSame},
      {"torch.tensor_static_info_cast", 1, 1, "", importSame},
      {"torch_c.from_builtin_tensor", 1, 1, "", importSame},
      {"torch_c.to_builtin_tensor", 1, 1, "", importSame},
      {"torch.aten._to_copy", 1, 7, "", importToType},
      {"torch.aten.to.device", 1, 6, "", importToOther},
      {"torch.aten.to.dtype", 2, 5, "", importToType},
      {"torch.aten.to.dtype_layout", 2, 8, "", importToType},
      {"torch.aten.to.other", 2, 5, "", importToOther},
      {"torch.aten.type_as", 2, 2, "", importToOther},
      {"torch.prims.convert_element_type", 2, 2, "", importToType},

      {"torch.aten._unsafe_view", 2, 2, "", importView},
      {"torch.aten.reshape", 2, 2, "", importView},
      {"torch.aten.view", 2, 2, "", importView},
      {"torch.aten.flatten.using_ints", 3, 3, "", importFlatten},
      {"torch.aten.unflatten.int", 3, 3, "", importUnflatten},
      {"torch.aten.unsqueeze", 2, 2, "", importUnsqueeze},
      {"torch.aten.squeeze", 1, 1, "", importSqueeze},
      {"torch.aten.squeeze.dim", 2, 2, "", importSqueeze},
      {"torch.aten.squeeze.dims", 2, 2, "", importSqueeze},
      {"torch.prims.squeeze", 2, 2, "", importSqueeze},

      {"torch.aten.numpy_T", 1, 1, "", importMatrixTranspose},
      {"torch.aten.mT", 1, 1, "", importLastTranspose},
      {"torch.aten.movedim.int", 3, 3, "", importMoveDim},
      {"torch.aten.permute", 2, 2, "", importPermute},
      {"torch.aten.swapaxes", 3, 3, "", importTranspose},
      {"torch.aten.swapdims", 3, 3, "", importTranspose},
      {"torch.aten.t", 1, 1, "", importMatrixTranspose},
      {"torch.aten.transpose.int", 3, 3, "", importTranspose},
      {"torch.aten.flip", 2, 2, "", importFlip},

      {"torch.aten.broadcast_tensors", 1, 1, "", importBroadcastTensors},
      {"torch.aten.broadcast_to", 2, 2, "", importExpand},
      {"torch.aten.expand", 2, 3, "", importExpand},
      {"torch.aten.expand_as", 2, 2, "", importExpandAs},

      {"torch.aten.cat", 2, 2, "", importCat},
      {"torch.aten.roll", 3, 3, "", importRoll},
      {"torch.aten.stack", 2, 2, "", importStack},

      {"torch.aten.ones", 1, 5, "", importConstantOf<1>},
      {"torch.aten.ones_like", 1, 6, "", importConstantLike<1>},
      {"torch.aten.zeros", 1, 5, "", importConstantOf<0>},
      {"torch.aten.zeros_like", 1, 6, "", importConstantLike<0>},
      {"torch.aten.empty.memory_format", 1, 6, "", importConstantOf<0>},
      {"torch.aten.empty_strided", 2, 6, "", importConstantOf<0>},
      {"torch.aten.scalar_tensor", 1, 5, "", importScalarTensor},
      {"torch.aten.full", 2, 6, "", importFull},
      {"torch.aten.full_like", 2, 7, "", importFullLike},
      {"torch.aten.embedding", 2, 5, "", importEmbedding},
  };
  return entries;
}
