//===- ONNXSums.cpp - Products, reductions and norms of ONNX --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arithmetic.h"
#include "Convolutions.h"
#include "Products.h"
#include "Reductions.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// alpha a b + beta c, of matrices that may be transposed.
static LogicalResult importGemm(Source &in) {
  Value a = in.tensor(0), b = in.tensor(1), c = in.tensorOrNone(2);
  double alpha = in.realOr(3, 1.0), beta = in.realOr(4, 1.0);
  bool transA = in.flagOr(5, false), transB = in.flagOr(6, false);
  if (!checkFactors(in, a, b))
    return failure();
  if (getRank(a) != 2 || getRank(b) != 2 || !isFloat(a))
    return in.error() << "expected floats of rank 2, got " << a.getType()
                      << " and " << b.getType();
  TensorBuilder &build = in.build;
  ContractionDims dims;
  dims.lhsSum = {transA ? 0 : 1};
  dims.rhsSum = {transB ? 1 : 0};
  Value y = build.contract(a, b, dims, getSumType(getElement(a)));
  y = build.multiply(y, build.full(alpha, y));
  if (y && c) {
    Value start = build.convert(c, getElement(y));
    start = build.multiply(start, build.full(beta, start));
    y = build.map<arith::AddFOp>(y,
                                 build.broadcastTo(start, build.getSizes(y)));
  }
  return in.result(build.convert(y, getElement(a)));
}

static LogicalResult importEinsum(Source &in) {
  StringRef equation = in.text("equation");
  return importEinsumOf(in, equation, in.tensors());
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

/// What all reductions have: floats and the dimensions that operand 1 or the
/// last attribute names.
static LogicalResult
importReduction(Source &in, Value x,
                function_ref<Value(Value, ArrayRef<int64_t>, bool)> reduce) {
  bool keep = in.flagOr(2, true), noop = in.flagOr(3, false);
  unsigned axes = in.isNone(1) ? 4 : 1;
  DimList dims = x ? in.dims(axes, getRank(x)) : DimList();
  if (in.failed())
    return failure();
  if (!isFloat(x))
    return in.error() << "expected floats, got " << x.getType();
  if (noop && (in.isNone(axes) || in.integers(axes).empty()))
    return in.result(in.tensor(0));
  return finish(in, reduce(x, dims, keep));
}

/// An extreme is one of the elements, and needs no wider type.
template <Combination combination>
static LogicalResult importExtreme(Source &in) {
  return importReduction(in, in.tensor(0),
                         [&](Value x, ArrayRef<int64_t> dims, bool keep) {
                           return reduce(in, combination, x, dims, keep);
                         });
}

static LogicalResult importSum(Source &in) {
  return importReduction(in, getSummands(in),
                         [&](Value x, ArrayRef<int64_t> dims, bool keep) {
                           return reduce(in, Combination::Add, x, dims, keep);
                         });
}

static LogicalResult importMean(Source &in) {
  return importReduction(in, getSummands(in),
                         [&](Value x, ArrayRef<int64_t> dims, bool keep) {
                           return buildMean(in, x, dims, keep);
                         });
}

/// The sum of squares, or its root.
template <bool isRoot>
static LogicalResult importSquares(Source &in) {
  return importReduction(
      in, getSummands(in), [&](Value x, ArrayRef<int64_t> dims, bool keep) {
        Value sum =
            reduce(in, Combination::Add, in.build.multiply(x, x), dims, keep);
        return isRoot ? in.build.map<math::SqrtOp>(sum) : sum;
      });
}

/// The version of ONNX's ops in the function; the newest if it does not say.
static int64_t getVersion(Source &in) {
  auto function = in.op->getParentOfType<func::FuncOp>();
  auto version = function ? function->getAttrOfType<IntegerAttr>(
                                "torch.onnx_meta.opset_version")
                          : IntegerAttr();
  return version ? version.getValue().getSExtValue()
                 : std::numeric_limits<int64_t>::max();
}

/// Along one dimension. Before version 13 it was along that and all behind it.
template <bool isLog>
static LogicalResult importSoftmax(Source &in) {
  Value x = getSummands(in);
  bool isOld = getVersion(in) < 13;
  int64_t rank = x ? getRank(x) : 0, axis = in.integerOr(1, isOld ? 1 : -1);
  if (axis < 0)
    axis += rank;
  if (in.failed() || !in.checkDims(axis, rank, "attribute 'axis'"))
    return failure();
  if (!isFloat(x) || (isOld && axis != rank - 1))
    return in.error() << "expected floats, and before version 13 attribute "
                         "'axis' to be the last dimension, got "
                      << x.getType() << " and " << axis;
  return finish(in, buildSoftmax(in, x, axis, isLog));
}

/// The dimensions that a norm is over: those from `axis` on.
static DimList getNormDims(Source &in, Value x, unsigned axis) {
  int64_t rank = x ? getRank(x) : 0, first = in.integerOr(axis, -1);
  if (first < 0)
    first += rank;
  if (in.failed() || !in.checkDims(first, rank, "attribute 'axis'"))
    return {};
  if (!isFloat(x))
    in.error() << "expected floats, got " << x.getType();
  return llvm::to_vector(llvm::seq(first, rank));
}

/// Operands x, weight and bias; the mean and the scale are results, too, where
/// the op says so.
static LogicalResult importLayerNorm(Source &in) {
  Value x = getSummands(in);
  DimList dims = getNormDims(in, x, 3);
  Value weight = in.tensor(1), bias = in.tensorOrNone(2);
  double eps = in.realOr(4, 1e-5);
  if (in.failed())
    return failure();
  LayerNorm norm = buildLayerNorm(in, x, dims, weight, bias, eps);
  std::vector<Item> results = {in.build.convert(norm.y, in.resultElement()),
                               norm.mean, norm.scale};
  results.resize(in.op->getNumResults());
  return in.results(results);
}

static LogicalResult importRMSNorm(Source &in) {
  Value x = getSummands(in);
  DimList dims = getNormDims(in, x, 2);
  Value weight = in.tensor(1);
  double eps = in.realOr(3, 1e-5);
  return in.failed() ? failure()
                     : finish(in, buildRMSNorm(in, x, dims, weight, eps));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getONNXSumEntries() {
  constexpr StringRef reduction = "keepdims noop_with_empty_axes axes";
  static const Entry entries[] = {
      {"onnx.Gemm", 2, 3, "alpha beta transA transB", importGemm},
      {"onnx.Einsum", 2, anyNumber, "equation", importEinsum},

      {"onnx.ReduceMax", 1, 2, reduction, importExtreme<Combination::Max>},
      {"onnx.ReduceMin", 1, 2, reduction, importExtreme<Combination::Min>},
      {"onnx.ReduceSum", 1, 2, reduction, importSum},
      {"onnx.ReduceMean", 1, 2, reduction, importMean},
      {"onnx.ReduceL2", 1, 2, reduction, importSquares<true>},
      {"onnx.ReduceSumSquare", 1, 2, reduction, importSquares<false>},

      {"onnx.Softmax", 1, 1, "axis", importSoftmax<false>},
      {"onnx.LogSoftmax", 1, 1, "axis", importSoftmax<true>},
      {"onnx.LayerNormalization", 2, 3, "axis epsilon stash_type",
       importLayerNorm},
      {"onnx.RMSNormalization", 2, 2, "axis epsilon stash_type", importRMSNorm},
  };
  return entries;
}
