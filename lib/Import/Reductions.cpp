//===- Reductions.cpp - Reductions and norms ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reductions.h"
#include "Arithmetic.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

Value mlir::glu::importer::getSummands(Source &in) {
  Type element = in.resultElement();
  Value x = in.tensor(0);
  return in.failed() ? Value() : in.build.convert(x, getSumType(element));
}

LogicalResult mlir::glu::importer::finish(Source &in, Value x) {
  return in.failed() ? failure()
                     : in.result(in.build.convert(x, in.resultElement()));
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

Value mlir::glu::importer::reduce(Source &in, Combination combination, Value x,
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

Value mlir::glu::importer::buildMean(Source &in, Value x,
                                     ArrayRef<int64_t> dims, bool keep) {
  Value sum = reduce(in, Combination::Add, x, dims, keep);
  return in.build.map<arith::DivFOp>(sum, getCount(in, x, dims, sum));
}

Value mlir::glu::importer::buildVariance(Source &in, Value x,
                                         ArrayRef<int64_t> dims, bool keep,
                                         double correction) {
  Value centered =
      mapFloats<arith::SubFOp>(in, x, buildMean(in, x, dims, /*keep=*/true));
  Value sum = reduce(in, Combination::Add,
                     in.build.multiply(centered, centered), dims, keep);
  return in.build.map<arith::DivFOp>(sum,
                                     getCount(in, x, dims, sum, correction));
}

//===----------------------------------------------------------------------===//
// Softmax and norms
//===----------------------------------------------------------------------===//

Value mlir::glu::importer::buildSoftmax(Source &in, Value x, int64_t dim,
                                        bool isLog) {
  Value greatest = reduce(in, Combination::Max, x, dim, /*keep=*/true);
  Value shifted = mapFloats<arith::SubFOp>(in, x, greatest);
  Value exp = in.build.map<math::ExpOp>(shifted);
  Value sum = reduce(in, Combination::Add, exp, dim, /*keep=*/true);
  return isLog ? mapFloats<arith::SubFOp>(in, shifted,
                                          in.build.map<math::LogOp>(sum))
               : mapFloats<arith::DivFOp>(in, exp, sum);
}

/// 1 / sqrt(x + eps).
static Value buildScale(Source &in, Value x, double eps) {
  Value shifted = in.build.map<arith::AddFOp>(x, in.build.full(eps, x));
  return in.build.map<math::RsqrtOp>(shifted);
}

LayerNorm mlir::glu::importer::buildLayerNorm(Source &in, Value x,
                                              ArrayRef<int64_t> dims,
                                              Value weight, Value bias,
                                              double eps) {
  LayerNorm norm;
  norm.mean = buildMean(in, x, dims, /*keep=*/true);
  norm.scale =
      buildScale(in, buildVariance(in, x, dims, /*keep=*/true, 0), eps);
  norm.y = mapFloats<arith::MulFOp>(
      in, mapFloats<arith::SubFOp>(in, x, norm.mean), norm.scale);
  if (weight)
    norm.y = mapFloats<arith::MulFOp>(in, norm.y, weight);
  if (bias)
    norm.y = mapFloats<arith::AddFOp>(in, norm.y, bias);
  return norm;
}

Value mlir::glu::importer::buildRMSNorm(Source &in, Value x,
                                        ArrayRef<int64_t> dims, Value weight,
                                        double eps) {
  Value mean = buildMean(in, in.build.multiply(x, x), dims, /*keep=*/true);
  Value y = mapFloats<arith::MulFOp>(in, x, buildScale(in, mean, eps));
  return weight ? mapFloats<arith::MulFOp>(in, y, weight) : y;
}
