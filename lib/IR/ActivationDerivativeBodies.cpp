//===- ActivationDerivativeBodies.cpp - Derivatives as arithmetic ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The code of the derivative of every activation, in forms that keep its tails,
// and in which nothing cancels but the terms of the derivative where it crosses
// zero.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "glu/IR/Real.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::glu;

static constexpr double kInf = std::numeric_limits<double>::infinity();

//===----------------------------------------------------------------------===//
// What differs between f32 and f64
//===----------------------------------------------------------------------===//

namespace {
/// A constant in two words, the second rounded too.
struct TwoWords {
  double high, low;
};

/// A number in two words; the second is absent where the first is exact.
struct TwoReals {
  Real high;
  std::optional<Real> low = std::nullopt;
};

/// exp(z) runs out of exponents where z exp(z) does not. So for z < threshold,
/// exp(z) is carried as exp(z + shift) * scale^2, where scale is the power of
/// two exp(-shift / 2). z + shift.high is exact, as both are multiples of the
/// unit of the threshold; exp(threshold) / scale is less than a quarter of the
/// unit of 1.
struct Tail {
  double threshold, scale;
  TwoWords shift;
};
} // namespace

static bool isF32(const Real &x) { return x.getElementType().isF32(); }

static Tail getTail(const Real &x) {
  if (isF32(x))
    return {-75.0, 0x1p-76, {0x1.a56ef8p+6, 0x1.d9249ap-19}};
  return {-600.0, 0x1p-540, {0x1.764caa8ebe91ap+9, 0x1.29977713b52a1p-45}};
}

static double rounded(const Real &x, long double value) {
  return isF32(x) ? static_cast<float>(value) : static_cast<double>(value);
}

static TwoWords split(const Real &x, long double value) {
  double high = rounded(x, value);
  return {high, rounded(x, value - high)};
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

static Real clamp(const Real &x, double low, double high) {
  return atMost(atLeast(x, low), high);
}

/// x, or the largest number with its sign where x is infinite.
static Real finite(const Real &x) {
  double largest = isF32(x) ? std::numeric_limits<float>::max()
                            : std::numeric_limits<double>::max();
  return clamp(x, -largest, largest);
}

/// c for every number x.
static Real constantUnlessNaN(const Real &x, double c) {
  return select(abs(x) <= kInf, c, x);
}

/// 1 for x > 0, `negative` otherwise.
static Real step(const Real &x, double negative) {
  return select(x > 0.0, 1.0, select(x <= 0.0, negative, x));
}

namespace {
/// The number value * scale^2.
struct Scaled {
  Real value, scale;

  /// The number where it matters beside 1, and another that does not elsewhere.
  Real besideOne() const { return value * scale; }
};
} // namespace

/// exp(z), scaled where `isTail`.
static Scaled getScaledExp(const TwoReals &z, Value isTail) {
  Tail tail = getTail(z.high);
  auto inTail = [&](double c) {
    return select(isTail, z.high.constant(c), 0.0);
  };
  Real low = inTail(tail.shift.low);
  if (z.low)
    low = low + *z.low;
  Real e = exp(z.high + inTail(tail.shift.high));
  return {fma(e, low, e), select(isTail, z.high.constant(tail.scale), 1.0)};
}

/// (1 + e)^2, without the rounding of 1 + e, which a square would double.
static Real squareOnePlus(const Real &e) { return fma(e, e + 2.0, 1.0); }

/// factor * exp(-|z|) / (1 + exp(-|z|))^2
static Real getSigmoidDerivative(const Real &z, double factor) {
  Real negative = -abs(z);
  Scaled e = getScaledExp({negative}, negative < getTail(z).threshold);
  Real quotient = e.value * factor / squareOnePlus(e.besideOne());
  return quotient * e.scale * e.scale;
}

/// The derivative s + y s (1 - s) of x s, where s = sigmoid(z) and
/// y = x dz/dx, for finite z and y. With e = exp(-|z|) that is
/// (1 + e (1 + y)) / (1 + e)^2 for z >= 0, and e (1 + y + e) / (1 + e)^2 for
/// z < 0, where 1 + y is exact if it cancels.
static Real getTimesSigmoidDerivative(const TwoReals &z, const TwoReals &y) {
  Value isNegative = z.high < 0.0;
  auto negated = [&](const Real &x) { return select(isNegative, x, -x); };
  TwoReals exponent{negated(z.high)};
  if (z.low)
    exponent.low = negated(*z.low);
  Scaled e = getScaledExp(exponent, z.high < getTail(z.high).threshold);

  Real rest = select(isNegative, e.besideOne(), 0.0);
  if (y.low)
    rest = rest + *y.low;
  Real head = select(isNegative, z.high.constant(0.0), 1.0);
  Real numerator = fma(e.value, (1.0 + y.high) + rest, head);
  return numerator / squareOnePlus(e.besideOne()) * e.scale * e.scale;
}

/// The derivative of x sigmoid(beta x), for z = beta x.
static Real getSwishDerivative(const TwoReals &z) {
  // Beyond the limit the result is 0 or 1, and z may be infinite, low NaN.
  double limit = -2 * getTail(z.high).threshold;
  TwoReals bounded{clamp(z.high, -limit, limit)};
  if (z.low)
    bounded.low = select(abs(z.high) <= limit, *z.low, 0.0);
  return getTimesSigmoidDerivative(bounded, bounded);
}

/// The derivative of x sigmoid(factor x).
static Real getSwishDerivative(const Real &x, long double factor) {
  int exponent;
  if (std::frexp(std::abs(factor), &exponent) == 0.5L) // factor * x is exact.
    return getSwishDerivative({x * static_cast<double>(factor)});
  auto [high, low] = split(x, factor);
  Real z = x * high;
  Real rest = fma(x, high, -z);
  return getSwishDerivative({z, low == 0.0 ? rest : fma(x, low, rest)});
}

//===----------------------------------------------------------------------===//
// GELU
//===----------------------------------------------------------------------===//

/// (1 - Phi(t)) exp(t^2 / 2) for 0 <= t <= 15.
static Real getMillsRatio32(const Real &t) {
  // 2^-29.6 of the greater of the result and its difference from
  // t / sqrt(2 pi). No coefficient is negative: nothing cancels.
  Real numerator = polynomial(
      t, {0x1p-1, 0x1.abc950p-2, 0x1.584bccp-3, 0x1.2353a4p-5, 0x1.b9d17cp-9});
  Real denominator =
      polynomial(t, {0x1p+0, 0x1.a226d2p+0, 0x1.23b5ecp+0, 0x1.b7e1cep-2,
                     0x1.6d2e32p-4, 0x1.14dbd8p-7});
  return numerator / denominator;
}

/// The same in f64, where e = exp(-t^2 / 2): from erfc(z) at z = t / sqrt 2 in
/// two words, and for t > 30 from the asymptotic series.
static Real getMillsRatio64(const Real &t, const Real &e) {
  // erfc(z + d) = erfc(z) - 2 / sqrt(pi) exp(-z^2) d
  auto [high, low] = split(t, 0.707106781186547524400844362104849L);
  Real z = t * high;
  Real rest = fma(t, low, fma(t, high, -z));
  Real erfc = z.apply<math::ErfcOp>();
  Real near = 0.5 * fma(e * -0x1.20dd750429b6dp+0, rest, erfc) / e;

  // 1 / sqrt(2 pi) sum of (-1)^k (2k - 1)!! / t^(2k + 1); six terms leave 2^-55
  // of t.
  Real far = 0x1.9884533d43651p-2 / t *
             polynomial(1.0 / (t * t), {1.0, -1.0, 3.0, -15.0, 105.0, -945.0});
  return select(t < 30.0, near, far);
}

/// Phi(x) + x phi(x): exp(-t^2 / 2) (ratio(t) - t / sqrt(2 pi)) at x = -t, and
/// 1 less that at x = t.
static Real getGeluErfDerivative(const Real &x) {
  // Beyond the bound the result is 0 or 1.
  Real t = atMost(abs(x), isF32(x) ? 15.0 : 40.0);
  Real square = t * t;
  TwoReals z{square * -0.5, fma(t, t, -square) * -0.5};
  Scaled e = getScaledExp(z, z.high < getTail(x).threshold);
  Real ratio = isF32(x) ? getMillsRatio32(t) : getMillsRatio64(t, e.value);
  // 1 / sqrt(2 pi)
  auto [c, cLow] = split(x, 0.398942280401432677939946059934382L);
  Real difference = fma(t, -c, fma(t, -cLow, ratio));
  Real tail = e.value * difference * e.scale * e.scale;
  return select(x < 0.0, tail, 1.0 - tail);
}

/// The derivative of x sigmoid(z) for z = x (A + B x^2).
static Real getGeluTanhDerivative(const Real &x) {
  // Beyond the bound the result is 0 or 1.
  double limit = isF32(x) ? 11.0 : 22.0;
  Real t = clamp(x, -limit, limit);
  constexpr long double c = 1.59576912160573071175978423973753L;
  auto [a, aLow] = split(x, c);
  auto [b, bLow] = split(x, c * 0.044715L);
  // p = B t^2
  Real square = t * t;
  Real squareLow = fma(t, t, -square);
  Real p = square * b;
  Real pLow = fma(square, b, -p);
  pLow = fma(squareLow, b, pLow);
  pLow = fma(square, bLow, pLow);
  // s = A + p, by Knuth's two-sum
  Real s = p + a;
  Real aPart = s - p;
  Real pPart = s - aPart;
  Real aRest = a - aPart;
  Real pRest = p - pPart;
  Real sLow = aRest + pRest + (pLow + aLow);
  // z = t s, and t dz/dt = z + 2 t p
  Real z = t * s;
  Real zLow = fma(t, sLow, fma(t, s, -z));
  Real twice = t * 2.0;
  Real y = fma(twice, p, z);
  Real yLow = fma(twice, pLow, fma(twice, p, z - y) + zLow);
  return getTimesSigmoidDerivative({z, zLow}, {y, yLow});
}

//===----------------------------------------------------------------------===//
// Mish and Swish
//===----------------------------------------------------------------------===//

/// With e = exp(x) and h = e + e^2 / 2, Mish is x h / (1 + h), and its
/// derivative (h (1 + h) + x e (1 + e)) / (1 + h)^2.
static Real getMishDerivative(const Real &x) {
  // Beyond the bounds the result is 0 or 1.
  Tail tail = getTail(x);
  Real t = clamp(x, 2 * tail.threshold, isF32(x) ? 20.0 : 25.0);
  Scaled scaled = getScaledExp({t}, t < tail.threshold);
  Real e = scaled.besideOne();
  Real h = fma(e * 0.5, e, e);
  // The numerator over e, where 1 + t is exact if it cancels.
  Real sum = 1.0 + t;
  Real rest = fma(e, sum + polynomial(e, {0.5, 1.0, 0.25}), sum);
  Real numerator = scaled.value * rest;
  // The numerator of 1 less the derivative, which is small for t > 0.
  Real slope = fma(e, e, e);
  Real complement = fma(-t, slope, 1.0 + h);
  Value isPositive = t > 0.0;
  Real quotient = select(isPositive, complement, numerator) / squareOnePlus(h);
  return select(isPositive, 1.0 - quotient,
                quotient * scaled.scale * scaled.scale);
}

static Real getSwishDerivative(const Real &x, double beta) {
  if (std::isnan(beta))
    return x * beta;
  if (beta == 0)
    return constantUnlessNaN(x, 0.5);
  if (std::isinf(beta))
    return step(beta > 0 ? x : -x, 0.0);
  return getSwishDerivative(x, static_cast<long double>(beta));
}

static Real getSwishDerivative(const Real &x, const Real &beta) {
  // 0 also where beta is 0 and x infinite.
  Real z = beta * select(beta == 0.0, finite(x), x);
  Real general = getSwishDerivative({z, fma(beta, finite(x), -z)});
  Real limit = step(copysign(x.constant(1.0), beta) * x, 0.0);
  return select(abs(beta) == kInf, limit, general);
}

//===----------------------------------------------------------------------===//
// emitDerivative
//===----------------------------------------------------------------------===//

/// Emits `body`, a function of x.
template <typename Body>
static Value emit(OpBuilder &b, Location loc, Value x, Body body) {
  ImplicitLocOpBuilder builder(loc, b);
  return body(Real(builder, x)).getValue();
}

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
    double alpha = rounded(x, getAlpha().getValueAsDouble());
    Scaled e = getScaledExp({x}, x < getTail(x).threshold);
    return select(x > 0.0, 1.0, e.scale * alpha * e.value * e.scale);
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
      return getSwishDerivative(x, 1.702L);
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
