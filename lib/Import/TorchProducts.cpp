//===- TorchProducts.cpp - Products of torch ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// They are computed in f32 where their elements are narrower, as by torch's
// kernels, and rounded once.
//
//===----------------------------------------------------------------------===//

#include "Arithmetic.h"
#include "Products.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

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
    y = mapFloats<arith::AddFOp>(in, y, bias);
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
  return in.result(in.build.convert(
      mapFloats<arith::AddFOp>(in, product, start), getElement(a)));
}

static LogicalResult importEinsum(Source &in) {
  StringRef text = in.text(0);
  return importEinsumOf(in, text, in.tensorList(1));
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

ArrayRef<Entry> mlir::glu::importer::getTorchProductEntries() {
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
  };
  return entries;
}
