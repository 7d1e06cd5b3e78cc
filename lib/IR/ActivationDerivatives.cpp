//===- ActivationDerivatives.cpp - Derivatives as arithmetic --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The code of the derivative of every activation, in forms that keep its tails,
// and in which nothing cancels but the terms of the derivative where it crosses
// zero.
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

/// c for every number x.
static Real constantUnlessNaN(const Real &x, double c) {
  return select(abs(x) <= kInf, c, x);
}

/// 1 for x > 0, `negative` otherwise.
static Real step(const Real &x, double negative) {
  return select(x > 0.0, 1.0, select(x <= 0.0, negative, x));
}

/// The derivative of x f(x) from that at -|x|, where f(x) + f(-x) = 1: the two
/// add up to 1.
static Real mirror(Value isNegative, const Real &atNegative) {
  return select(isNegative, atNegative, 1.0 - atNegative);
}

/// (1 + e)^2, without the rounding of 1 + e, which a square would double.
static Real squareOnePlus(const Real &e) { return fma(e, e + 2.0, 1.0); }

namespace {
/// exp(z) as power (1 + t) unit, where power is never subnormal.
struct ScaledExp {
  Real power, t;
  double unit;

  /// exp(z), which may be subnormal where it counts for nothing beside 1.
  Real besideOne() const { return fma(power, t, power) * unit; }
  /// x exp(z) / unit
  Real times(const Real &x) const { return power * fma(x, t, x); }
};
} // namespace

/// For lowest <= z <= 25.
static ScaledExp getScaledExp(const TwoReals &z) {
  int shift = getRange(z.high).shift;
  SplitExp e = splitExp(z.high, shift, z.low);
  return {e.power, e.t, std::ldexp(1.0, -shift)};
}

//===----------------------------------------------------------------------===//
// Sigmoid and products with it
//===----------------------------------------------------------------------===//

/// factor * s (1 - s) for s = sigmoid(z): with e = exp(-|z|) that is
/// factor * e / (1 + e)^2.
static Real getSigmoidDerivative(const Real &z, double factor) {
  ScaledExp e = getScaledExp({atLeast(-abs(z), getRange(z).lowest)});
  Real numerator = fma(e.power, e.t, e.power);
  return numerator / squareOnePlus(e.besideOne()) * (e.unit * factor);
}

/// The derivative s + y s (1 - s) of x s, where s = sigmoid(z), y = x dz/dx,
/// for lowest <= z <= 0. With e = exp(z) that is e (1 + y + e) / (1 + e)^2,
/// where 1 + y is exact if it cancels.
static Real getTimesSigmoidDerivative(const TwoReals &z, const TwoReals &y) {
  ScaledExp scaled = getScaledExp(z);
  Real e = scaled.besideOne();
  Real rest = y.low ? e + *y.low : e;
  Real numerator = scaled.times((1.0 + y.high) + rest);
  return numerator / squareOnePlus(e) * scaled.unit;
}

/// The derivative of x sigmoid(beta x), for z = beta x.
static Real getSwishDerivative(const TwoReals &z) {
  double lowest = getRange(z.high).lowest;
  Real magnitude = abs(z.high);
  Value isNegative = z.high < 0.0;
  TwoReals negative{atLeast(-magnitude, lowest)};
  if (z.low) {
    Real negated = -*z.low;
    Real low = select(isNegative, *z.low, negated);
    // Beyond the bound it may be NaN.
    negative.low = select(magnitude < -lowest, low, 0.0);
  }
  return mirror(isNegative, getTimesSigmoidDerivative(negative, negative));
}

static Real getSwishDerivative(const Real &x, double beta) {
  if (std::isnan(beta))
    return x * beta;
  if (beta == 0)
    return constantUnlessNaN(x, 0.5);
  if (std::isinf(beta))
    return step(beta > 0 ? x : -x, 0.0);
  return getSwishDerivative(getMultiple(x, beta));
}

static Real getSwishDerivative(const Real &x, const Real &beta) {
  // 0 also where beta is 0 and x infinite.
  Real z = beta * select(beta == 0.0, finite(x), x);
  Real general = getSwishDerivative({z, fma(beta, finite(x), -z)});
  Real limit = step(copysign(x.constant(1.0), beta) * x, 0.0);
  return select(abs(beta) == kInf, limit, general);
}

//===----------------------------------------------------------------------===//
// GELU
//===----------------------------------------------------------------------===//

/// (1 - Phi(t)) exp(t^2 / 2) for 0 <= t <= 15 in f32.
static Real getMillsRatio32(const Real &t) {
  // The numerator is from scripts/minimax.py; 2^-29.9 of the greater of the
  // result and its difference from t / sqrt(2 pi). No coefficient is negative:
  // nothing cancels.
  Real numerator = polynomial(
      t, {0x1p-1, 0x1.abc950p-2, 0x1.584bccp-3, 0x1.2353a4p-5, 0x1.b9d17ep-9});
  Real denominator =
      polynomial(t, {0x1p+0, 0x1.a226d2p+0, 0x1.23b5ecp+0, 0x1.b7e1cep-2,
                     0x1.6d2e32p-4, 0x1.14dbd8p-7});
  return numerator / denominator;
}

/// The same in f64 for t >= 0, where e = exp(-t^2 / 2); for t > 30 from the
/// asymptotic series.
static Real getMillsRatio64(const Real &t, const Real &e) {
  Real near = getUpperTail64(t, e) / e;
  // 1 / sqrt(2 pi) sum of (-1)^k (2k - 1)!! / t^(2k + 1); six terms leave 2^-55
  // of t.
  Real far = 0x1.9884533d43651p-2 / t *
             polynomial(1.0 / (t * t), {1.0, -1.0, 3.0, -15.0, 105.0, -945.0});
  return select(t < 30.0, near, far);
}

/// Phi(x) + x phi(x), which is exp(-t^2 / 2) (ratio(t) - t / sqrt(2 pi)) at
/// x = -t.
static Real getGeluErfDerivative(const Real &x) {
  // Beyond the bound the result is 0 or 1.
  Real t = atMost(abs(x), isF32(x) ? 15.0 : 39.0);
  Real half = t * -0.5;
  Real z = t * half;
  ScaledExp e = getScaledExp({z, fma(t, half, -z)});
  Real ratio =
      isF32(x) ? getMillsRatio32(t) : getMillsRatio64(t, e.besideOne());
  auto [c, cLow] = split(x, 0.398942280401432677939946059934382L);
  Real difference = fma(t, -c, fma(t, -cLow, ratio));
  return mirror(x < 0.0, e.times(difference) * e.unit);
}

static Real getGeluTanhDerivative(const Real &x) {
  Real negative = boundForGeluTanh(-abs(x));
  TwoReals z = getGeluTanhCubic(negative, 0.044715L);
  TwoReals y = getGeluTanhCubic(negative, 3 * 0.044715L);
  return mirror(x < 0.0, getTimesSigmoidDerivative(z, y));
}

//===----------------------------------------------------------------------===//
// Mish and ELU
//===----------------------------------------------------------------------===//

/// With e = exp(x) and h = e + e^2 / 2, Mish is x h / (1 + h), and its
/// derivative (h (1 + h) + x e (1 + e)) / (1 + h)^2.
static Real getMishDerivative(const Real &x) {
  // Beyond the bounds the result is 0 or 1.
  Real t = atMost(atLeast(x, getRange(x).lowest), isF32(x) ? 20.0 : 25.0);
  ScaledExp scaled = getScaledExp({t});
  Real e = scaled.besideOne();
  Real h = fma(e * 0.5, e, e);
  // The numerator over e, where 1 + t is exact if it cancels.
  Real sum = 1.0 + t;
  Real rest = fma(e, sum + polynomial(e, {0.5, 1.0, 0.25}), sum);
  Real numerator = scaled.times(rest);
  // The numerator of 1 less the derivative, which is small for t > 0.
  Real slope = fma(e, e, e);
  Real complement = fma(-t, slope, 1.0 + h);
  Value isPositive = t > 0.0;
  Real quotient = select(isPositive, complement, numerator) / squareOnePlus(h);
  return select(isPositive, 1.0 - quotient, quotient * scaled.unit);
}

/// 1 for x > 0, alpha exp(x) otherwise.
static Real getEluDerivative(const Real &x, double alpha) {
  // exp(x) runs out of exponents where alpha exp(x) does not. So in its tail it
  // is carried as exp(x) / scale^2.
  SigmoidRange range = getRange(x);
  Real bounded = atLeast(x, range.lowestOfAll);
  Value isTail = bounded < (isF32(x) ? -75.0 : -600.0);
  int shift = range.shift + range.secondShift;
  SplitExp e = splitExp(bounded, select(isTail, x.constant(shift), 0.0));
  Real scale = select(isTail, x.constant(std::ldexp(1.0, -shift / 2)), 1.0);
  Real power = e.power * (scale * alpha);
  return select(x > 0.0, 1.0, fma(power, e.t, power) * scale);
}

//===----------------------------------------------------------------------===//
// emitDerivative
//===----------------------------------------------------------------------===//

Value IdentityAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                                   Value) const {
  return emit(b, loc, x,
              [](const Real &x) { return constantUnlessNaN(x, 1.0); });
}

Value ReluAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                               Value) const {
  return emit(b, loc, x, [](const Real &x) { return step(x, 0.0); });
}

Value LeakyReluAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                                    Value) const {
  return emit(b, loc, x, [&](const Real &x) {
    return step(x, rounded(x, getSlope().getValueAsDouble()));
  });
}

Value SigmoidAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                                  Value) const {
  return emit(b, loc, x,
              [](const Real &x) { return getSigmoidDerivative(x, 1.0); });
}

Value TanhAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                               Value) const {
  // tanh(x) = 2 sigmoid(2 x) - 1
  return emit(b, loc, x,
              [](const Real &x) { return getSigmoidDerivative(x * 2.0, 4.0); });
}

Value EluAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                              Value) const {
  return emit(b, loc, x, [&](const Real &x) {
    return getEluDerivative(x, rounded(x, getAlpha().getValueAsDouble()));
  });
}

Value GeluAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                               Value) const {
  return emit(b, loc, x, [&](const Real &x) {
    switch (getForm()) {
    case GeluForm::Erf:
      return getGeluErfDerivative(x);
    case GeluForm::Tanh:
      return getGeluTanhDerivative(x);
    case GeluForm::Sigmoid:
      return getSwishDerivative(getMultiple(x, 1.702L));
    }
    llvm_unreachable("unknown form of GELU");
  });
}

Value MishAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                               Value) const {
  return emit(b, loc, x, getMishDerivative);
}

Value SwishAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                                Value beta) const {
  return emit(b, loc, x, [&](const Real &x) {
    if (!beta)
      return getSwishDerivative(x, rounded(x, getBeta().getValueAsDouble()));
    return getSwishDerivative(x, x.wrap(beta));
  });
}
