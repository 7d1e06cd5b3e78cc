//===- Activations.cpp - The activations of glu ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;

static Value constantLike(OpBuilder &b, Location loc, Value x, double value) {
  Type type = x.getType();
  FloatAttr scalar = b.getFloatAttr(getElementTypeOrSelf(type), value);
  if (auto shaped = dyn_cast<ShapedType>(type))
    return arith::ConstantOp::create(b, loc,
                                     DenseElementsAttr::get(shaped, scalar));
  return arith::ConstantOp::create(b, loc, scalar);
}

/// A parameter, rounded to the compute type.
static long double rounded(FloatType computeType, FloatAttr parameter) {
  double value = parameter.getValueAsDouble();
  return computeType.isF32() ? static_cast<float>(value) : value;
}

//===----------------------------------------------------------------------===//
// Identity, ReLU, leaky ReLU
//===----------------------------------------------------------------------===//

bool IdentityAttr::isIdentity() const { return true; }
Value IdentityAttr::emitBody(OpBuilder &b, Location loc, Value x,
                             Value beta) const {
  return x;
}
long double IdentityAttr::evaluate(FloatType, long double x,
                                   long double) const {
  return x;
}
double IdentityAttr::getSlopeBound() const { return 1.0; }
std::pair<double, double> IdentityAttr::getExpansionError(FloatType) const {
  return {0.0, 0.0};
}

Value ReluAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return arith::MaximumFOp::create(b, loc, x, constantLike(b, loc, x, 0.0));
}
long double ReluAttr::evaluate(FloatType, long double x, long double) const {
  return std::isnan(x) ? x : x > 0 ? x : 0.0L;
}
double ReluAttr::getSlopeBound() const { return 1.0; }
std::pair<double, double> ReluAttr::getExpansionError(FloatType) const {
  return {0.0, 0.0};
}

Value LeakyReluAttr::emitBody(OpBuilder &b, Location loc, Value x,
                              Value) const {
  Value zero = constantLike(b, loc, x, 0.0);
  if (getSlope().getValue().isZero())
    return arith::MaximumFOp::create(b, loc, x, zero);
  Value scaled = arith::MulFOp::create(
      b, loc, x, constantLike(b, loc, x, getSlope().getValueAsDouble()));
  Value positive =
      arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OGT, x, zero);
  return arith::SelectOp::create(b, loc, positive, x, scaled);
}
long double LeakyReluAttr::evaluate(FloatType computeType, long double x,
                                    long double) const {
  long double slope = rounded(computeType, getSlope());
  if (slope == 0)
    return std::isnan(x) ? x : x > 0 ? x : 0.0L;
  return x > 0 ? x : slope * x;
}
double LeakyReluAttr::getSlopeBound() const {
  return std::max(1.0, std::abs(getSlope().getValueAsDouble()));
}
std::pair<double, double>
LeakyReluAttr::getExpansionError(FloatType computeType) const {
  return computeType.isF32() ? std::pair(0x1p-24, 0x1p-150)
                             : std::pair(0x1p-53, 0x1p-1075);
}

#define SIMPLE(CLASS, SLOPE, EMIT, EVALUATE)                                   \
  Value CLASS::emitBody(OpBuilder &b, Location loc, Value x, Value beta)       \
      const EMIT long double CLASS::evaluate(FloatType computeType,            \
                                             long double x, long double beta)  \
          const EVALUATE double CLASS::getSlopeBound() const { return SLOPE; } \
  std::pair<double, double> CLASS::getExpansionError(FloatType computeType)    \
      const {                                                                  \
    return computeType.isF32() ? std::pair(1e-6, 1e-30)                        \
                               : std::pair(1e-14, 1e-300);                     \
  }

static Value sigmoid(OpBuilder &b, Location loc, Value x) {
  Value one = constantLike(b, loc, x, 1.0);
  Value e = math::ExpOp::create(b, loc, arith::NegFOp::create(b, loc, x));
  return arith::DivFOp::create(b, loc, one,
                               arith::AddFOp::create(b, loc, one, e));
}
static Value times(OpBuilder &b, Location loc, Value x, Value y) {
  return arith::MulFOp::create(b, loc, x, y);
}
static Value plus(OpBuilder &b, Location loc, Value x, Value y) {
  return arith::AddFOp::create(b, loc, x, y);
}

SIMPLE(SigmoidAttr, 0.25, { return sigmoid(b, loc, x); },
       { return 1 / (1 + std::exp(-x)); })
SIMPLE(TanhAttr, 1.0, { return math::TanhOp::create(b, loc, x); },
       { return std::tanh(x); })
SIMPLE(EluAttr, std::max(1.0, std::abs(getAlpha().getValueAsDouble())),
       {
         Value zero = constantLike(b, loc, x, 0.0);
         Value e = times(b, loc, math::ExpM1Op::create(b, loc, x),
                         constantLike(b, loc, x, getAlpha().getValueAsDouble()));
         Value positive = arith::CmpFOp::create(
             b, loc, arith::CmpFPredicate::OGT, x, zero);
         return arith::SelectOp::create(b, loc, positive, x, e);
       },
       {
         return x > 0 ? x : rounded(computeType, getAlpha()) * std::expm1(x);
       })
SIMPLE(MishAttr, 1.0885,
       {
         Value one = constantLike(b, loc, x, 1.0);
         Value s = math::LogOp::create(
             b, loc, plus(b, loc, one, math::ExpOp::create(b, loc, x)));
         return times(b, loc, x, math::TanhOp::create(b, loc, s));
       },
       {
         if (std::isinf(x))
           return x > 0 ? x : -0.0L;
         return x * std::tanh(std::log1p(std::exp(x)));
       })
SIMPLE(GeluAttr, 1.129,
       {
         Value half = times(b, loc, x, constantLike(b, loc, x, 0.5));
         Value one = constantLike(b, loc, x, 1.0);
         if (getForm() == GeluForm::Sigmoid)
           return times(b, loc, x,
                        sigmoid(b, loc,
                                times(b, loc, x,
                                      constantLike(b, loc, x, 1.702))));
         Value inner;
         if (getForm() == GeluForm::Erf) {
           inner = math::ErfOp::create(
               b, loc,
               times(b, loc, x,
                     constantLike(b, loc, x, 0.70710678118654752440)));
         } else {
           Value cube = times(b, loc, x, times(b, loc, x, x));
           inner = math::TanhOp::create(
               b, loc,
               times(b, loc,
                     plus(b, loc, x,
                          times(b, loc, cube,
                                constantLike(b, loc, x, 0.044715))),
                     constantLike(b, loc, x, 0.79788456080286535588)));
         }
         return times(b, loc, half, plus(b, loc, one, inner));
       },
       {
         if (std::isinf(x))
           return x > 0 ? x : -0.0L;
         if (getForm() == GeluForm::Erf)
           return 0.5L * x * std::erfc(-x / std::sqrt(2.0L));
         if (getForm() == GeluForm::Sigmoid)
           return x / (1 + std::exp(-1.702L * x));
         return x / (1 + std::exp(-2 * std::sqrt(2 / 3.141592653589793238462643L) *
                                  (x + 0.044715L * x * x * x)));
       })
SIMPLE(SwishAttr, 1.09984,
       {
         if (FloatAttr constant = getBeta())
           beta = constantLike(b, loc, x, constant.getValueAsDouble());
         return times(b, loc, x, sigmoid(b, loc, times(b, loc, beta, x)));
       },
       {
         if (FloatAttr constant = getBeta())
           beta = rounded(computeType, constant);
         if (std::isnan(beta) || std::isnan(x))
           return NAN;
         if (beta == 0)
           return x / 2;
         if (std::isinf(beta))
           return beta > 0 ? (x > 0 ? x : 0.0L) : (x < 0 ? x : -0.0L);
         if (std::isinf(x))
           return (x > 0) == (beta > 0) ? x : std::copysign(0.0L, x);
         return x / (1 + std::exp(-beta * x));
       })
bool SwishAttr::takesBeta() const { return !getBeta(); }
