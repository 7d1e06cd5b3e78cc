//===- ActivationBodies.cpp - Activations as arithmetic -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The code of every activation, in forms that keep its tails: where act(x) is a
// normal number, so is every intermediate that decides its accuracy.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "glu/IR/Real.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// What differs between f32 and f64
//===----------------------------------------------------------------------===//

namespace {
/// exp(z) runs out of exponents where x exp(z) does not. So for z < threshold,
/// exp(z) is carried as exp(z + 2 shift) * factor^2, where factor is
/// exp(-shift) to a thousandth of its last place. z + 2 shift is exact, as z
/// and shift are multiples of the unit of the threshold; exp(threshold + shift)
/// is less than a quarter of the unit of 1.
struct Tail {
  double threshold, shift, factor;
};

/// A constant in two words, the second rounded too.
struct TwoWords {
  double high, low;
};
} // namespace

static bool isF32(const Real &x) { return x.getElementType().isF32(); }

static Tail getTail(const Real &x) {
  if (isF32(x))
    return {-75.0, 0x1.a3bcp+5, 0x1.3c93b2p-76};
  return {-600.0, 0x1.77ca4p+8, 0x1.cd4dd7e9b0051p-543};
}

static double getLargest(const Real &x) {
  return isF32(x) ? std::numeric_limits<float>::max()
                  : std::numeric_limits<double>::max();
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

static Real relu(const Real &x) { return select(x <= 0.0, 0.0, x); }

/// x, or the largest number with its sign where x is infinite: a factor 0 then
/// makes 0 of it.
static Real finite(const Real &x) {
  return atMost(atLeast(x, -getLargest(x)), getLargest(x));
}

/// x / (1 + exp(-z - low)). The second word of z is absent where z is exact,
/// and anything where z is infinite.
static Real timesSigmoid(const Real &x, const Real &z,
                         std::optional<Real> low = std::nullopt) {
  Tail tail = getTail(x);
  Value isTail = z < tail.threshold;
  Value isNegative = z < 0.0;
  Real scale = select(isTail, x.constant(tail.factor), 1.0);

  // exp(-|z|), divided by scale^2.
  Real magnitude = abs(z);
  Real shift = select(isTail, x.constant(2 * tail.shift), 0.0);
  Real e = exp(shift - magnitude);
  if (low) {
    Real negated = -*low;
    Real signedLow = select(isNegative, *low, negated);
    // A |z| of 4 |threshold| is far where e is 0 and low may be NaN.
    Real bounded = select(magnitude < -4 * tail.threshold, signedLow, 0.0);
    e = fma(e, bounded, e);
  }

  Real negative = finite(x) * scale * e;
  Real numerator = select(isNegative, negative, x);
  return numerator / fma(e, scale, 1.0) * scale;
}

/// x sigmoid(factor x)
static Real timesSigmoidOfMultiple(const Real &x, long double factor) {
  int exponent;
  if (std::frexp(std::abs(factor), &exponent) == 0.5L) // factor * x is exact.
    return timesSigmoid(x, x * static_cast<double>(factor));
  auto [high, low] = split(x, factor);
  Real z = x * high;
  Real rest = fma(x, high, -z);
  return timesSigmoid(x, z, low == 0.0 ? rest : fma(x, low, rest));
}

//===----------------------------------------------------------------------===//
// GELU
//===----------------------------------------------------------------------===//

/// t (1 - Phi(t)) for t >= 0, as exp(-t^2 / 2) times a smooth function.
static Real getGeluTail32(const Real &t) {
  // (t + a) (1 - Phi(t)) exp(t^2 / 2) = P((t - a) / (t + a)) on [0, 14.8] with
  // a relative error of 2^-29.3; a is chosen to make P's first coefficient
  // exact.
  constexpr double a = 0x1.d84p+1;
  constexpr double p[] = {0x1.7f7790p-1,   -0x1.2a7e50p-1, 0x1.606cecp-2,
                          -0x1.24bfe2p-3,  0x1.08db3ap-5,  0x1.6bc216p-9,
                          -0x1.09c8f4p-8,  0x1.595864p-12, 0x1.010726p-11,
                          -0x1.dc4f9ap-15, -0x1.cd8c30p-15};
  // The quotient v has a correction, as P is steep at t = 0.
  Real w = 1.0 / (t + a);
  Real v = (t - a) * w;
  v = fma(w, fma(v, -t, fma(v + 1.0, -a, t)), v);
  // Relative errors left so far: that of w, and the second word of t^2 in the
  // exponent. They are put right within the last step of P, before it rounds.
  Real square = t * t;
  Real error = fma(w, -t, fma(w, -a, 1.0));
  error = fma(fma(t, t, -square), -0.5, error);
  Real rest = polynomial(v, ArrayRef(p).drop_front());
  Real approximation = fma(v, rest, p[0]);
  Real exact = p[0] + fma(v, rest, approximation * error);
  return t * w * exact * exp(square * -0.5);
}

/// The same in f64, from erfc(z) at z = t / sqrt 2 in two words, and for t > 30
/// from the asymptotic series, as erfc(z) becomes subnormal before the result.
static Real getGeluTail64(const Real &t) {
  auto [high, low] = split(t, 0.707106781186547524400844362104849L);
  Real square = t * t;
  Real squareLow = fma(t, t, -square);
  Real e = exp(square * -0.5);
  e = fma(e, squareLow * -0.5, e);

  // erfc(z + d) = erfc(z) - 2 / sqrt(pi) exp(-z^2) d
  Real z = t * high;
  Real rest = fma(t, low, fma(t, high, -z));
  Real erfc = z.apply<math::ErfcOp>();
  Real near = t * 0.5 * fma(e * -0x1.20dd750429b6dp+0, rest, erfc);

  // 1 / sqrt(2 pi) sum of (-1)^k (2k - 1)!! / t^2k; nine terms leave 2^-58.
  Real far = e * 0x1.9884533d43651p-2 *
             polynomial(1.0 / square, {1.0, -1.0, 3.0, -15.0, 105.0, -945.0,
                                       10395.0, -135135.0, 2027025.0});
  return select(t < 30.0, near, far);
}

static Real getGeluErf(const Real &x) {
  // Beyond the bound the tail is 0.
  Real t = atMost(abs(x), isF32(x) ? 14.75 : 39.0);
  Real tail = isF32(x) ? getGeluTail32(t) : getGeluTail64(t);
  return select(x < 0.0, -tail, x - tail);
}

/// x sigmoid(z) with z = x (A + B x^2) in two words.
static Real getGeluTanh(const Real &x) {
  constexpr long double c = 1.59576912160573071175978423973753L;
  auto [a, aLow] = split(x, c);
  auto [b, bLow] = split(x, c * 0.044715L);
  Real square = x * x;
  Real squareLow = fma(x, x, -square);
  // B x^2
  Real p = square * b;
  Real pLow = fma(square, b, -p);
  pLow = fma(squareLow, b, pLow);
  pLow = fma(square, bLow, pLow);
  // A + B x^2, by Knuth's two-sum
  Real s = p + a;
  Real aPart = s - p;
  Real pPart = s - aPart;
  Real aRest = a - aPart;
  Real pRest = p - pPart;
  Real sLow = aRest + pRest + (pLow + aLow);
  Real z = x * s;
  Real rest = fma(x, s, -z);
  return timesSigmoid(x, z, fma(x, sLow, rest));
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
  return timesSigmoidOfMultiple(x, beta);
}

static Real getSwish(const Real &x, const Real &beta) {
  // 0 also where beta is 0 and x infinite.
  Real z = select(beta == 0.0, beta, beta * x);
  Real low = fma(beta, finite(x), -z);
  Real general = timesSigmoid(x, z, low);
  // The limits for infinite beta: relu(x) and -relu(-x).
  Real sign = copysign(x.constant(1.0), beta);
  Real limit = sign * relu(sign * x);
  return select(abs(beta) == std::numeric_limits<double>::infinity(), limit,
                general);
}

//===----------------------------------------------------------------------===//
// emitBody
//===----------------------------------------------------------------------===//

/// Emits `body`, a function of x and, if there is one, beta.
template <typename Body>
static Value emit(OpBuilder &b, Location loc, Value x, Body body) {
  ImplicitLocOpBuilder builder(loc, b);
  return body(Real(builder, x)).getValue();
}

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
    Real e = exp(-abs(x));
    return select(x < 0.0, e, 1.0) / (1.0 + e);
  });
}

Value TanhAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return math::TanhOp::create(b, loc, x);
}

Value EluAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return emit(b, loc, x, [&](const Real &x) {
    Real negative =
        x.apply<math::ExpM1Op>() * rounded(x, getAlpha().getValueAsDouble());
    return select(x > 0.0, x, negative);
  });
}

Value GeluAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return emit(b, loc, x, [&](const Real &x) {
    switch (getForm()) {
    case GeluForm::Erf:
      return getGeluErf(x);
    case GeluForm::Tanh:
      return getGeluTanh(x);
    case GeluForm::Sigmoid:
      return timesSigmoidOfMultiple(x, 1.702L);
    }
    llvm_unreachable("unknown form of GELU");
  });
}

Value MishAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return emit(b, loc, x, [](const Real &x) {
    // tanh(log(1 + e)) = h / (1 + h) with h = e + e^2 / 2, e = exp(x); above
    // x = 20 that is 1.
    Tail tail = getTail(x);
    Value isTail = x < tail.threshold;
    Real scale = select(isTail, x.constant(tail.factor), 1.0);
    Real shift = select(isTail, x.constant(2 * tail.shift), 0.0);
    Real e = exp(atMost(x, 20.0) + shift);
    Real h = fma(e * 0.5, e * scale, e);
    Real ratio = h / fma(h, scale, 1.0);
    return atLeast(x, -getLargest(x)) * scale * ratio * scale;
  });
}

Value SwishAttr::emitBody(OpBuilder &b, Location loc, Value x,
                          Value beta) const {
  return emit(b, loc, x, [&](const Real &x) {
    if (!beta)
      return getSwish(x, rounded(x, getBeta().getValueAsDouble()));
    return getSwish(x, x.wrap(beta));
  });
}
