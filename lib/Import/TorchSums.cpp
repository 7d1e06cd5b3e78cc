//===- TorchSums.cpp - Products, reductions and norms of torch ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// They are computed in f32 where their elements are narrower, as by torch's
// kernels, and rounded once.
//
//===----------------------------------------------------------------------===//

#include "TorchValues.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// Whether the operands are tensors of the type of the result, which has
/// products.
static bool checkFactors(Source &in, Value a, Value b) {
  Type element = in.resultElement();
  if (in.failed())
    return false;
  if (getElement(a) != element || getElement(b) != element ||
      element.isInteger(1)) {
    in.error() << "expected operands of numbers of type " << element << ", got "
               << a.getType() << " and " << b.getType();
    return false;
  }
  return true;
}

/// a b, in the type of the sums.
static Value buildMatmul(Source &in, Value a, Value b) {
  int64_t aRank = getRank(a), bRank = getRank(b);
  if (aRank == 0 || bRank == 0) {
    in.error() << "expected tensors of rank 1 or more";
    return Value();
  }
  TensorBuilder &build = in.build;
  ContractionDims dims;
  dims.lhsSum = {aRank - 1};
  dims.rhsSum = {std::max<int64_t>(bRank - 2, 0)};
  Type sum = getSumType(getElement(a));
  if (bRank <= 2 || aRank == 1)
    return build.contract(a, b, dims, sum);
  // The leading dimensions of both are broadcast to one shape.
  auto getBatch = [&](Value x) {
    SizeList sizes = build.getSizes(x);
    sizes.pop_back_n(2);
    return sizes;
  };
  auto withBatch = [&](Value x, SizeList batch) {
    llvm::append_range(batch, ArrayRef(build.getSizes(x)).take_back(2));
    return build.broadcastTo(x, batch);
  };
  SizeList batch = getBatch(aRank > bRank ? a : b),
           other = getBatch(aRank > bRank ? b : a);
  for (auto [size, second] :
       llvm::zip(llvm::reverse(batch), llvm::reverse(other)))
    if (isConstantIntValue(size, 1))
      size = second;
  a = withBatch(a, batch);
  b = withBatch(b, batch);
  int64_t rank = batch.size();
  dims.lhsBatch = dims.rhsBatch =
      DimList(llvm::to_vector(llvm::seq<int64_t>(0, rank)));
  dims.lhsSum = {rank + 1};
  dims.rhsSum = {rank};
  return build.contract(a, b, dims, sum);
}

static LogicalResult importMatmul(Source &in) {
  Value a = in.tensor(0), b = in.tensor(1);
  if (!checkFactors(in, a, b))
    return failure();
  return in.result(in.build.convert(buildMatmul(in, a, b), getElement(a)));
}

/// The same where both must be of rank `rank`.
template <int rank>
static LogicalResult importRankedMatmul(Source &in) {
  Value a = in.tensor(0), b = in.tensor(1);
  if (!in.failed() && (getRank(a) != rank || getRank(b) != rank))
    return in.error() << "expected operands of rank " << rank << ", got "
                      << a.getType() << " and " << b.getType();
  return importMatmul(in);
}

/// Over the last dimension of both, with the others of both behind each other.
static LogicalResult importInner(Source &in) {
  Value a = in.tensor(0), b = in.tensor(1);
  if (!checkFactors(in, a, b))
    return failure();
  if (getRank(a) == 0 || getRank(b) == 0)
    return in.error() << "expected tensors of rank 1 or more";
  ContractionDims dims;
  dims.lhsSum = {getRank(a) - 1};
  dims.rhsSum = {getRank(b) - 1};
  return in.result(in.build.contract(a, b, dims, getElement(a)));
}

static LogicalResult importTensordot(Source &in) {
  Value a = in.tensor(0), b = in.tensor(1);
  ContractionDims dims;
  if (a && b) {
    dims.lhsSum = in.dims(2, getRank(a));
    dims.rhsSum = in.dims(3, getRank(b));
  }
  if (!checkFactors(in, a, b))
    return failure();
  if (dims.lhsSum.size() != dims.rhsSum.size())
    return in.error() << "expected as many dimensions of one operand as of the "
                         "other";
  return in.result(in.build.contract(a, b, dims, getElement(a)));
}

/// x + y, broadcast, in the type of the sums of x.
static Value add(Source &in, Value x, Value y) {
  if (!x || !y)
    return Value();
  SmallVector<Value> operands = {x, in.build.convert(y, getElement(x))};
  if (failed(in.build.broadcastTogether(operands)))
    return Value();
  return in.build.map<arith::AddFOp>(operands[0], operands[1]);
}

static Value multiply(Source &in, Value x, Value y) {
  if (!x || !y)
    return Value();
  SmallVector<Value> operands = {x, in.build.convert(y, getElement(x))};
  if (failed(in.build.broadcastTogether(operands)))
    return Value();
  return in.build.multiply(operands[0], operands[1]);
}

static Value subtract(Source &in, Value x, Value y) {
  SmallVector<Value> operands = {x, y};
  if (failed(in.build.broadcastTogether(operands)))
    return Value();
  return in.build.map<arith::SubFOp>(operands[0], operands[1]);
}

/// x W^T + b.
static LogicalResult importLinear(Source &in) {
  Value x = in.tensor(0), w = in.tensor(1), bias = in.tensorOrNone(2);
  if (!checkFactors(in, x, w))
    return failure();
  if (getRank(x) < 1 || getRank(w) != 2 || !isFloat(x))
    return in.error() << "expected floats and a matrix of weights, got "
                      << x.getType() << " and " << w.getType();
  ContractionDims dims;
  dims.lhsSum = {getRank(x) - 1};
  dims.rhsSum = {1};
  Value y = in.build.contract(x, w, dims, getSumType(getElement(x)));
  if (bias)
    y = add(in, y, bias);
  return in.result(in.build.convert(y, getElement(x)));
}

/// beta c + alpha a b, with the operands c, a, b, beta and alpha.
static LogicalResult importAddmm(Source &in) {
  Value c = in.tensor(0), a = in.tensor(1), b = in.tensor(2);
  double beta = in.realOr(3, 1.0), alpha = in.realOr(4, 1.0);
  if (!checkFactors(in, a, b))
    return failure();
  int64_t rank =
      in.getName().ends_with("addmm") && !in.getName().ends_with("baddbmm") ? 2
                                                                            : 3;
  if (getRank(a) != rank || getRank(b) != rank || !isFloat(a))
    return in.error() << "expected floats of rank " << rank << ", got "
                      << a.getType() << " and " << b.getType();
  Value product = buildMatmul(in, a, b);
  product = in.build.multiply(product, in.build.full(alpha, product));
  Value start = in.build.convert(c, getSumType(getElement(a)));
  start = in.build.multiply(start, in.build.full(beta, start));
  return in.result(in.build.convert(add(in, product, start), getElement(a)));
}

/// The letters of `lhs,rhs->result`, if that is all there is.
static std::optional<std::array<StringRef, 3>> parseEquation(StringRef text) {
  auto [operands, result] = text.split("->");
  auto [lhs, rhs] = operands.split(',');
  std::array<StringRef, 3> parts = {lhs.trim(), rhs.trim(), result.trim()};
  for (StringRef part : parts)
    for (auto [i, letter] : llvm::enumerate(part))
      if (!llvm::isAlpha(letter) || part.find(letter, i + 1) != StringRef::npos)
        return std::nullopt;
  for (char letter : parts[0])
    if (!parts[1].contains(letter) && !parts[2].contains(letter))
      return std::nullopt;
  for (char letter : parts[1])
    if (!parts[0].contains(letter) && !parts[2].contains(letter))
      return std::nullopt;
  for (char letter : parts[2])
    if (!parts[0].contains(letter) && !parts[1].contains(letter))
      return std::nullopt;
  return parts;
}

/// A sum of products of two tensors, by letters.
static LogicalResult importEinsum(Source &in) {
  StringRef text = in.text(0);
  SmallVector<Value> tensors = in.tensorList(1);
  if (in.failed())
    return failure();
  auto equation = parseEquation(text);
  if (!equation || tensors.size() != 2 ||
      (*equation)[0].size() != size_t(getRank(tensors[0])) ||
      (*equation)[1].size() != size_t(getRank(tensors[1])))
    return in.error() << "expected two tensors and an equation such as "
                         "'abc,cd->abd', got '"
                      << text << "'";
  if (!checkFactors(in, tensors[0], tensors[1]))
    return failure();
  auto [lhs, rhs, result] = *equation;
  ContractionDims dims;
  std::string order; // of the product's dimensions
  for (auto [dim, letter] : llvm::enumerate(lhs)) {
    size_t other = rhs.find(letter);
    if (other == StringRef::npos)
      continue;
    bool isSum = !result.contains(letter);
    (isSum ? dims.lhsSum : dims.lhsBatch).push_back(dim);
    (isSum ? dims.rhsSum : dims.rhsBatch).push_back(other);
    if (!isSum)
      order += letter;
  }
  for (StringRef part : {lhs, rhs})
    for (char letter : part)
      if (!(lhs.contains(letter) && rhs.contains(letter)))
        order += letter;
  DimList permutation;
  for (char letter : result)
    permutation.push_back(order.find(letter));
  Value product =
      in.build.contract(tensors[0], tensors[1], dims, getElement(tensors[0]));
  return in.result(in.build.transpose(product, permutation));
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

static Value reduce(Source &in, Combination combination, Value x,
                    ArrayRef<int64_t> dims, bool keep) {
  Value result = in.build.reduce(combination, x, dims);
  DimList sorted(dims);
  llvm::sort(sorted);
  return keep ? in.build.addUnits(result, sorted) : result;
}

/// The number of elements along `dims` less `correction`, but no less than 0,
/// for each element of `like`.
static Value getCount(Source &in, Value x, ArrayRef<int64_t> dims, Value like,
                      double correction = 0) {
  TensorBuilder &build = in.build;
  SizeList sizes;
  for (int64_t dim : dims)
    sizes.push_back(build.getSize(x, dim));
  OpFoldResult count = build.getSize(build.getProduct(sizes));
  if (std::optional<int64_t> number = getConstantIntValue(count))
    return build.full(std::max(*number - correction, 0.0), like);
  if (!like)
    return Value();
  Location loc = in.op->getLoc();
  Type element = getElement(like);
  Value number =
      arith::UIToFPOp::create(build.b, loc, element, build.getInteger(count));
  if (correction != 0)
    number = arith::MaximumFOp::create(
        build.b, loc,
        arith::SubFOp::create(build.b, loc, number,
                              build.number(correction, element)),
        build.number(0, element));
  return build.splat(number, build.getSizes(like));
}

static Value buildMean(Source &in, Value x, ArrayRef<int64_t> dims, bool keep) {
  Value sum = reduce(in, Combination::Add, x, dims, keep);
  return in.build.map<arith::DivFOp>(sum, getCount(in, x, dims, sum));
}

/// The mean of the squares of what `x` is away from its mean.
static Value buildVariance(Source &in, Value x, ArrayRef<int64_t> dims,
                           bool keep, double correction) {
  Value centered = subtract(in, x, buildMean(in, x, dims, /*keep=*/true));
  Value sum = reduce(in, Combination::Add,
                     in.build.multiply(centered, centered), dims, keep);
  return in.build.map<arith::DivFOp>(sum,
                                     getCount(in, x, dims, sum, correction));
}

/// Operand 0 as the result's elements are summed.
static Value getSummands(Source &in) {
  Type element = in.resultElement();
  Value x = in.tensor(0);
  return in.failed() ? Value() : in.build.convert(x, getSumType(element));
}

static LogicalResult finish(Source &in, Value x) {
  return in.failed() ? failure()
                     : in.result(in.build.convert(x, in.resultElement()));
}

/// Over the dimensions of operand 1, or over all.
template <Combination combination>
static LogicalResult importReduction(Source &in) {
  Value x = getSummands(in);
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

/// exp(x - max x) and its sum along `dim`, or their parts in log_softmax.
template <bool isLog>
static LogicalResult importSoftmax(Source &in) {
  Value x = getSummands(in);
  int64_t dim = x ? in.dim(1, getRank(x)) : 0;
  if (in.failed())
    return failure();
  if (!isFloat(x) || getRank(x) == 0)
    return in.error() << "expected floats of rank 1 or more";
  Value greatest = reduce(in, Combination::Max, x, dim, /*keep=*/true);
  Value shifted = subtract(in, x, greatest);
  Value exp = in.build.map<math::ExpOp>(shifted);
  Value sum = reduce(in, Combination::Add, exp, dim, /*keep=*/true);
  if (isLog)
    return finish(in, subtract(in, shifted, in.build.map<math::LogOp>(sum)));
  SmallVector<Value> operands = {exp, sum};
  if (failed(in.build.broadcastTogether(operands)))
    return failure();
  return finish(in, in.build.map<arith::DivFOp>(operands[0], operands[1]));
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

/// 1 / sqrt(x + eps).
static Value buildScale(Source &in, Value x, double eps) {
  Value shifted = in.build.map<arith::AddFOp>(x, in.build.full(eps, x));
  return in.build.map<math::RsqrtOp>(shifted);
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
  Value mean = buildMean(in, x, dims, /*keep=*/true);
  Value scale =
      buildScale(in, buildVariance(in, x, dims, /*keep=*/true, 0), eps);
  Value y = multiply(in, subtract(in, x, mean), scale);
  if (weight)
    y = multiply(in, y, weight);
  if (bias)
    y = add(in, y, bias);
  Type element = in.resultElement();
  if (in.op->getNumResults() == 1)
    return finish(in, y);
  return in.results({in.build.convert(y, element), mean, scale});
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
  Value mean = buildMean(in, in.build.multiply(x, x), dims, /*keep=*/true);
  Value y = multiply(in, x, buildScale(in, mean, eps));
  return finish(in, weight ? multiply(in, y, weight) : y);
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getTorchSumEntries() {
  static const Entry entries[] = {
      {"torch.aten.linear", 2, 3, "", importLinear},
      {"torch.aten.matmul", 2, 2, "", importMatmul},
      {"torch.aten.mm", 2, 2, "", importRankedMatmul<2>},
      {"torch.aten.bmm", 2, 2, "", importRankedMatmul<3>},
      {"torch.aten.addmm", 3, 5, "", importAddmm},
      {"torch.aten.baddbmm", 3, 5, "", importAddmm},
      {"torch.aten.einsum", 2, 3, "", importEinsum},
      {"torch.aten.inner", 2, 2, "", importInner},
      {"torch.aten.tensordot", 4, 4, "", importTensordot},

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
