//===- ActivationBodies.cpp - Activations as arithmetic -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The code of every activation, in forms that keep its tails: where act(x) is a
// normal number, so is every intermediate that decides its accuracy.
//
//===----------------------------------------------------------------------===//

#include "ActivationParts.h"
#include "glu/IR/GLU.h"
#include "glu/IR/SplitExp.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

static Real relu(const Real &x) { return select(x <= 0.0, 0.0, x); }

/// x / (c + power (1 + t)) for a finite x, off by t's error and one rounding:
/// the divisor is kept in two words, and the quotient put right by what is left
/// of x.
static Real divideBySum(const Real &x, const Real &c, const SplitExp &e) {
  Real divisor = fma(e.power, e.t, c + e.power);
  Real divisorLow = fma(e.power, e.t, (e.power - divisor) + c);
  Real inverse = 1.0 / divisor;
  Real quotient = x * inverse;
  Real excess = fma(quotient, divisor, -x);
  excess = fma(quotient, divisorLow, excess);
  return fma(-excess, inverse, quotient);
}

/// x / (1 + exp(-z)) for z >= lowest and a finite x unless z > 0.
static Real timesSigmoid(const Real &x, const TwoReals &z) {
  SigmoidRange range = getRange(x);
  std::optional<Real> low = z.low;
  if (low)
    low = -*low;
  SplitExp e = splitExp(-z.high, -range.shift, low);
  double unit = std::ldexp(1.0, -range.shift);
  Real quotient = divideBySum(x, x.constant(unit), e) * unit;
  return select(z.high > range.saturation, x, quotient);
}

/// x bounded where factor * x is less than the lowest z.
static Real boundedFor(const Real &x, double factor) {
  double bound = getRange(x).lowest / factor;
  return factor > 0 ? atLeast(x, bound) : atMost(x, bound);
}

/// x sigmoid(factor x) for |factor| >= 1/2.
static Real timesSigmoidOfMultiple(const Real &x, long double factor) {
  Real bounded = boundedFor(x, factor);
  return timesSigmoid(bounded, getMultiple(bounded, factor));
}

/// x sigmoid(beta x) for any x and finite beta other than 0. In the tail, where
/// 1 counts for nothing beside exp(-beta x), that is scaled down further.
static Real timesSigmoidOfAnyMultiple(const Real &x, const Real &beta) {
  SigmoidRange range = getRange(x);
  Real factor = finite(x);
  Real product = beta * x;
  Value isZero = product < range.lowestOfAll;
  Real z = select(isZero, range.lowestOfAll, product);
  Real low = select(isZero, 0.0, fma(beta, factor, -product));
  Value isTail = z < range.lowest;

  double unit = std::ldexp(1.0, -range.shift);
  double tailUnit = std::ldexp(1.0, -range.secondShift);
  Real shift = select(isTail, x.constant(-range.shift - range.secondShift),
                      -range.shift);
  SplitExp e = splitExp(-z, shift, -low);
  Real one = select(isTail, 0.0, x.constant(unit));
  // Scaled back after the division, a small x keeps its bits; before, a large
  // one does not overflow.
  Value isLarge = abs(factor) > 1.0;
  Real dividend = factor * select(isLarge, x.constant(unit), 1.0);
  Real quotient = divideBySum(dividend, one, e);
  quotient = quotient * select(isLarge, 1.0, x.constant(unit));
  quotient = quotient * select(isTail, x.constant(tailUnit), 1.0);
  return select(z > range.saturation, x, quotient);
}

//===----------------------------------------------------------------------===//
// GELU
//===----------------------------------------------------------------------===//

/// In f32, with coefficients from scripts/minimax.py.
static Real getGeluErf32(const Real &x) {
  // Beyond the bound the tail is 0.
  Real a = atMost(abs(x), 14.45);
  Real half = a * -0.5;
  Real z = a * half;
  SplitExp e = splitExp(z, 24, fma(a, half, -z));

  // For |x| >= 0.9 from the tail a (1 - Phi(a)) = exp(-a^2 / 2) g(v), where
  // v = (a - c) / (a + 2.5) is small where g is steep; 2^-28 of g. The first
  // coefficient is exact, and added last.
  constexpr double c = 1001.0 / 1024.0;
  constexpr double g[] = {0x1.08f5bep-2,  0x1.c6916p-2,  -0x1.fcdeeep-2,
                          0x1.71242ep-3,  0x1.dcd6ap-5,  -0x1.1eb09cp-5,
                          -0x1.cb4e26p-7, -0x1.c60a7p-7, 0x1.af052p-6,
                          -0x1.1c170ap-7};
  Real v = (a - c) / (a + 2.5);
  Real rest = polynomial(v, ArrayRef(g).drop_front());
  Real increase = fma(v, rest, fma(v, rest, g[0]) * e.t);
  Real tail = (increase + g[0]) * e.power;
  Real far = fma(tail, -0x1p-24, select(x < 0.0, -0.0, x));

  // Nearer to 0 from (Phi(x) - 1/2) / x in z; 2^-26.2 of Phi(x).
  Real slope = polynomial(z, {0x1.988454p-2, 0x1.105836p-3, 0x1.46ce8p-5,
                              0x1.370806p-7, 0x1.dd2c8p-10, 0x1.05f812p-12});
  Real near = x * fma(x, slope, 0.5);
  return select(a < 0.9, near, far);
}

/// t (1 - Phi(t)) for t >= 0 in f64, for t > 30 from the asymptotic series, as
/// erfc becomes subnormal before the result.
static Real getGeluTail64(const Real &t) {
  Real square = t * t;
  Real squareLow = fma(t, t, -square);
  Real e = exp(square * -0.5);
  e = fma(e, squareLow * -0.5, e);
  Real near = t * getUpperTail64(t, e);

  // 1 / sqrt(2 pi) sum of (-1)^k (2k - 1)!! / t^2k; nine terms leave 2^-58.
  Real far = e * 0x1.9884533d43651p-2 *
             polynomial(1.0 / square, {1.0, -1.0, 3.0, -15.0, 105.0, -945.0,
                                       10395.0, -135135.0, 2027025.0});
  return select(t < 30.0, near, far);
}

static Real getGeluErf64(const Real &x) {
  // Beyond the bound the tail is 0.
  Real tail = getGeluTail64(atMost(abs(x), 39.0));
  return select(x < 0.0, -tail, x - tail);
}

static Real getGeluTanh(const Real &x) {
  Real bounded = boundForGeluTanh(x);
  return timesSigmoid(bounded, getGeluTanhCubic(bounded, 0.044715L));
}

//===----------------------------------------------------------------------===//
// Mish
//===----------------------------------------------------------------------===//

/// x tanh(log(1 + 1 / u)) = x / (u + 1/2 + 1 / (4u + 2)) with u = exp(-x).
static Real getMish(const Real &x) {
  SigmoidRange range = getRange(x);
  Real bounded = atLeast(x, range.lowest);
  SplitExp e = splitExp(-bounded, -range.shift);
  double unit = std::ldexp(1.0, -range.shift);
  Real u = fma(e.power, e.t, e.power);
  Real c = fma(1.0 / fma(u, 4.0 / unit, 2.0), unit, 0.5 * unit);
  Real quotient = divideBySum(bounded, c, e) * unit;
  return select(x > range.saturation, x, quotient);
}

//===----------------------------------------------------------------------===//
// Swish
//===----------------------------------------------------------------------===//

static Real getSwish(const Real &x, double beta) {
  if (std::isnan(beta))
    return x * beta;
  if (beta == 0)
    return x * 0.5;
  if (std::isinf(beta))
    return beta > 0 ? relu(x) : -relu(-x);
  if (std::abs(beta) < 0.5)
    return timesSigmoidOfAnyMultiple(x, x.constant(beta));
  return timesSigmoidOfMultiple(x, beta);
}

static Real getSwish(const Real &x, const Real &beta) {
  Real general = timesSigmoidOfAnyMultiple(x, beta);
  // The limits for infinite beta: relu(x) and -relu(-x).
  Real sign = copysign(x.constant(1.0), beta);
  Real limit = sign * relu(sign * x);
  Real nonzero = select(abs(beta) == kInf, limit, general);
  return select(beta == 0.0, x * 0.5, nonzero);
}

//===----------------------------------------------------------------------===//
// emitBody
//===----------------------------------------------------------------------===//

Value IdentityAttr::emitBody(OpBuilder &, Location, Value x, Value) const {
  return x;
}

Value ReluAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return emit(b, loc, x, relu);
}

Value LeakyReluAttr::emitBody(OpBuilder &b, Location loc, Value x,
                              Value) const {
  return emit(b, loc, x, [&](const Real &x) {
    double slope = rounded(x, getSlope().getValueAsDouble());
    return slope == 0 ? relu(x) : select(x > 0.0, x, x * slope);
  });
}

Value SigmoidAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return emit(b, loc, x, [](const Real &x) {
    return timesSigmoid(x.constant(1.0), {atLeast(x, getRange(x).lowest)});
  });
}

Value TanhAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return math::TanhOp::create(b, loc, x);
}

Value EluAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return emit(b, loc, x, [&](const Real &x) {
    // Below the bound exp(x) - 1 is -1. Its sign is lost where it is 0.
    SplitExp e = splitExp(atLeast(x, -80.0));
    Real expM1 = copysign(fma(e.power, e.t, e.power - 1.0), x);
    double alpha = rounded(x, getAlpha().getValueAsDouble());
    return select(x > 0.0, x, expM1 * alpha);
  });
}

Value GeluAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return emit(b, loc, x, [&](const Real &x) {
    switch (getForm()) {
    case GeluForm::Erf:
      return isF32(x) ? getGeluErf32(x) : getGeluErf64(x);
    case GeluForm::Tanh:
      return getGeluTanh(x);
    case GeluForm::Sigmoid:
      return timesSigmoidOfMultiple(x, 1.702L);
    }
    llvm_unreachable("unknown form of GELU");
  });
}

Value MishAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return emit(b, loc, x, getMish);
}

Value SwishAttr::emitBody(OpBuilder &b, Location loc, Value x,
                          Value beta) const {
  return emit(b, loc, x, [&](const Real &x) {
    if (!beta)
      return getSwish(x, rounded(x, getBeta().getValueAsDouble()));
    return getSwish(x, x.wrap(beta));
  });
}
