//===- TorchSums.cpp - Reductions and norms of torch ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// They are computed in f32 where their elements are narrower, as by torch's
// kernels, and rounded once.
//
//===----------------------------------------------------------------------===//

#include "Reductions.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

/// Over the dimensions of operand 1, or over all.
template <Combination combination>
static LogicalResult importReduction(Source &in) {
  // An extreme is one of the elements, and needs no wider type.
  Value x = combination == Combination::Add ? getSummands(in) : in.tensor(0);
  bool whole = in.getNumOperands() <= 2 && !in.isNone(0) &&
               (in.isNone(1) || in.isNumber(1));
  DimList dims;
  if (x && whole)
    dims = llvm::to_vector(llvm::seq<int64_t>(0, getRank(x)));
  else if (x)
    dims = in.dims(1, getRank(x));
  bool keep = !whole && in.flagOr(2, false);
  if (in.failed())
    return failure();
  if (getElement(x).isInteger(1))
    return in.error() << "expected numbers, got i1";
  return finish(in, reduce(in, combination, x, dims, keep));
}

static LogicalResult importMean(Source &in) {
  Value x = getSummands(in);
  bool whole = in.getName() == "torch.aten.mean";
  DimList dims;
  if (x)
    dims = whole ? DimList(llvm::to_vector(llvm::seq<int64_t>(0, getRank(x))))
                 : in.dims(1, getRank(x));
  bool keep = !whole && in.flagOr(2, false);
  if (in.failed())
    return failure();
  if (!isFloat(x))
    return in.error() << "expected a result of floats";
  return finish(in, buildMean(in, x, dims, keep));
}

/// var and std: dimensions, a flag or a number that corrects the count, and
/// whether dimensions are kept.
template <bool isRoot>
static LogicalResult importVariance(Source &in) {
  Value x = getSummands(in);
  DimList dims = x ? in.dims(1, getRank(x)) : DimList();
  double correction = in.realOr(2, 1.0);
  bool keep = in.flagOr(3, false);
  if (in.failed())
    return failure();
  if (!isFloat(x))
    return in.error() << "expected floats";
  Value variance = buildVariance(in, x, dims, keep, correction);
  if (in.op->getNumResults() == 2) {
    Value mean = buildMean(in, x, dims, keep);
    Type element = in.resultElement();
    return in.results(
        {in.build.convert(variance, element), in.build.convert(mean, element)});
  }
  return finish(in, isRoot ? in.build.map<math::SqrtOp>(variance) : variance);
}

/// The root of the sum of squares. The operands are x, the order of the norm,
/// dimensions and whether these are kept.
static LogicalResult importNorm(Source &in) {
  Value x = getSummands(in);
  DimList dims = x ? in.dims(2, getRank(x)) : DimList();
  double order = in.realOr(1, 2.0);
  bool keep = in.flagOr(3, false);
  if (in.failed())
    return failure();
  if (!isFloat(x) || order != 2.0)
    return in.error() << "expected floats and a norm of order 2, got order "
                      << order;
  Value sum = reduce(in, Combination::Add, in.build.multiply(x, x), dims, keep);
  return finish(in, in.build.map<math::SqrtOp>(sum));
}

/// The greatest or least element along one dimension. Where it is, is left out
/// unless it is read.
template <Combination combination>
static LogicalResult importExtreme(Source &in) {
  Value x = in.tensor(0);
  int64_t dim = x ? in.dim(1, getRank(x)) : 0;
  bool keep = in.flagOr(2, false);
  if (in.failed())
    return failure();
  if (getRank(x) == 0 || in.op->getNumResults() != 2 ||
      !in.op->getResult(1).use_empty())
    return in.error() << "expected a tensor of rank 1 or more, and indices "
                         "that are not read";
  Value result = reduce(in, combination, x, dim, keep);
  if (!result)
    return failure();
  RankedTensorType type = in.resultType(1);
  if (in.failed())
    return failure();
  return in.results({result, in.build.empty(in.build.getSizes(result),
                                            type.getElementType())});
}

static LogicalResult importAll(Source &in) {
  Value x = in.tensor(0);
  if (in.failed())
    return failure();
  if (!getElement(x).isInteger(1))
    return in.error() << "expected i1, got " << x.getType();
  DimList dims(llvm::to_vector(llvm::seq<int64_t>(0, getRank(x))));
  return in.result(reduce(in, Combination::And, x, dims, /*keep=*/false));
}

//===----------------------------------------------------------------------===//
// Softmax and norms
//===----------------------------------------------------------------------===//

template <bool isLog>
static LogicalResult importSoftmax(Source &in) {
  Value x = getSummands(in);
  int64_t dim = x ? in.dim(1, getRank(x)) : 0;
  if (in.failed())
    return failure();
  if (!isFloat(x) || getRank(x) == 0)
    return in.error() << "expected floats of rank 1 or more";
  return finish(in, buildSoftmax(in, x, dim, isLog));
}

/// The dimensions that a norm is over: the last ones, as many as the list has.
static DimList getNormDims(Source &in, Value x) {
  SizeList shape = in.sizes(1);
  int64_t rank = x ? getRank(x) : 0, count = shape.size();
  if (in.failed())
    return {};
  if (count < 1 || count > rank) {
    in.error() << "expected 1 to " << rank << " sizes, got " << count;
    return {};
  }
  for (auto [dim, size] : llvm::enumerate(shape))
    if (failed(in.build.unify(in.build.getSize(x, rank - count + dim), size)))
      (void)in.error();
  return llvm::to_vector(llvm::seq<int64_t>(rank - count, rank));
}

/// Operands x, shape, weight, bias and eps; mean and scale are results, too, of
/// the native form.
static LogicalResult importLayerNorm(Source &in) {
  Value x = getSummands(in);
  DimList dims = getNormDims(in, x);
  Value weight = in.tensorOrNone(2), bias = in.tensorOrNone(3);
  double eps = in.realOr(4, 1e-5);
  if (in.failed())
    return failure();
  if (!isFloat(x))
    return in.error() << "expected floats";
  LayerNorm norm = buildLayerNorm(in, x, dims, weight, bias, eps);
  if (in.op->getNumResults() == 1)
    return finish(in, norm.y);
  return in.results(
      {in.build.convert(norm.y, in.resultElement()), norm.mean, norm.scale});
}

/// Operands x, shape, weight and eps.
static LogicalResult importRMSNorm(Source &in) {
  Value x = getSummands(in);
  DimList dims = getNormDims(in, x);
  Value weight = in.tensorOrNone(2);
  if (!in.failed() && in.isNone(3))
    return in.error() << "expected eps to be a number";
  double eps = in.failed() ? 0 : in.real(3);
  if (in.failed())
    return failure();
  if (!isFloat(x))
    return in.error() << "expected floats";
  return finish(in, buildRMSNorm(in, x, dims, weight, eps));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getTorchSumEntries() {
  static const Entry entries[] = {
      {"torch.aten.amax", 1, 3, "", importReduction<Combination::Max>},
      {"torch.aten.amin", 1, 3, "", importReduction<Combination::Min>},
      {"torch.aten.sum", 1, 2, "", importReduction<Combination::Add>},
      {"torch.aten.sum.dim_IntList", 2, 4, "",
       importReduction<Combination::Add>},
      {"torch.aten.mean", 1, 2, "", importMean},
      {"torch.aten.mean.dim", 2, 4, "", importMean},
      {"torch.aten.max.dim", 2, 3, "", importExtreme<Combination::Max>},
      {"torch.aten.min.dim", 2, 3, "", importExtreme<Combination::Min>},
      {"torch.aten.std.correction", 1, 4, "", importVariance<true>},
      {"torch.aten.std.dim", 2, 4, "", importVariance<true>},
      {"torch.aten.var.correction", 1, 4, "", importVariance<false>},
      {"torch.aten.var.dim", 2, 4, "", importVariance<false>},
      {"torch.aten.var_mean.correction", 1, 4, "", importVariance<false>},
      {"torch.aten.linalg_vector_norm", 2, 5, "", importNorm},
      {"torch.aten._is_all_true", 1, 1, "", importAll},

      {"torch.aten._softmax", 2, 3, "", importSoftmax<false>},
      {"torch.aten.softmax.int", 2, 3, "", importSoftmax<false>},
      {"torch.aten.log_softmax.int", 2, 3, "", importSoftmax<true>},
      {"torch.aten.layer_norm", 2, 6, "", importLayerNorm},
      {"torch.aten.native_layer_norm", 5, 5, "", importLayerNorm},
      {"torch.aten.rms_norm", 2, 4, "", importRMSNorm},
  };
  return entries;
}
