//===- Oracle.cpp - Activations in binary64 at full speed -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops without branches, which the compiler turns into vector code for each
// of the instruction sets below. exp is a Taylor series; the tail of GELU a
// Chebyshev series, whose coefficients MPFR computes when they are first used.
//
//===----------------------------------------------------------------------===//

#include "Oracle.h"
#include "Clones.h"
#include "Exact.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/ADT/bit.h"
#include <array>
#include <cmath>

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// exp
//===----------------------------------------------------------------------===//

namespace {
/// exp(x) = scale (1 + t), |t| < 0.42
struct ReducedExp {
  double scale, t;
};
} // namespace

static GLU_INLINE double clamp(double x, double limit) {
  return x > limit ? limit : x < -limit ? -limit : x;
}

/// exp(z) for z in [-700, 700], and beyond for the next of them.
static GLU_INLINE ReducedExp reduceExp(double z) {
  z = clamp(z, 700.0);
  // Adding 1.5 2^52 rounds to an integer, which is then in the low bits.
  constexpr double magic = 0x1.8p+52;
  double shifted = z * 0x1.71547652b82fep+0 + magic;
  double n = shifted - magic;
  int64_t exponent =
      llvm::bit_cast<int64_t>(shifted) - llvm::bit_cast<int64_t>(magic);
  // ln 2 in two words, the first of 32 bits: n times it is exact.
  double r = (z - n * 0x1.62e42feep-1) - n * 0x1.a39ef35793c76p-33;
  // r + r^2 / 2! + ... + r^14 / 14!; the rest is less than 2^-60.
  double sum = 1.0;
  for (int k = 14; k > 1; --k)
    sum = 1.0 + r * sum * (1.0 / k);
  return {llvm::bit_cast<double>((exponent + 1023) << 52), r * sum};
}

static GLU_INLINE double exponential(double z) {
  auto [scale, t] = reduceExp(z);
  return scale + scale * t;
}

static GLU_INLINE double expMinusOne(double z) {
  auto [scale, t] = reduceExp(z);
  return (scale - 1.0) + scale * t;
}

//===----------------------------------------------------------------------===//
// The tail of the normal distribution
//===----------------------------------------------------------------------===//

// (t + a) exp(t^2 / 2) (1 - Phi(t)) for t >= 0 is a smooth function of
// v = (t - a) / (t + a), which is in [-1, 1). With a = 4, the terms left out
// are less than 2^-53.
static constexpr double kTailCentre = 4.0;
static constexpr unsigned kTailTerms = 24;
using TailSeries = std::array<double, kTailTerms>;

/// Interpolates at the zeros of the Chebyshev polynomial of the next degree.
static TailSeries computeTailSeries() {
  constexpr long double pi = 3.14159265358979323846264338327950288L;
  constexpr long double step = pi / kTailTerms, a = kTailCentre;
  std::array<long double, kTailTerms> values;
  for (unsigned j = 0; j < kTailTerms; ++j) {
    long double v = std::cos((j + 0.5L) * step);
    values[j] = getScaledNormalTail(a * (1 + v) / (1 - v), a);
  }
  TailSeries series;
  for (unsigned k = 0; k < kTailTerms; ++k) {
    long double sum = 0;
    for (unsigned j = 0; j < kTailTerms; ++j)
      sum += values[j] * std::cos(k * (j + 0.5L) * step);
    series[k] = static_cast<double>(sum * (k == 0 ? 1 : 2) / kTailTerms);
  }
  return series;
}

/// 1 - Phi(t) for t >= 0; beyond 37 it is some number below 10^-290.
static GLU_INLINE double normalTail(const TailSeries &series, double t) {
  t = t > 37.0 ? 37.0 : t;
  double v = (t - kTailCentre) / (t + kTailCentre);
  // Clenshaw's recurrence
  double b1 = 0, b2 = 0;
  for (unsigned k = kTailTerms - 1; k > 0; --k) {
    double b0 = 2.0 * v * b1 + (series[k] - b2);
    b2 = b1;
    b1 = b0;
  }
  double sum = v * b1 + (series[0] - b2);
  // t^2 is exact where t is a number of f32.
  return exponential(-0.5 * t * t) * sum / (t + kTailCentre);
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

static GLU_INLINE double sigmoid(double z) {
  double e = exponential(-std::abs(z));
  return (z < 0 ? e : 1.0) / (1.0 + e);
}

/// x, or 2^130 with its sign where that is less: a small factor makes a small
/// number of it.
static GLU_INLINE double bounded(double x) { return clamp(x, 0x1p+130); }

static GLU_INLINE double tanhOf(double x) {
  double m = expMinusOne(-2.0 * std::abs(x));
  return std::copysign(m / (m + 2.0), x);
}

static GLU_INLINE double relu(double x) { return x <= 0 ? 0.0 : x; }

static GLU_INLINE double elu(double x, double alpha) {
  double negative = alpha * std::copysign(expMinusOne(x > 0 ? 0 : x), x);
  return x > 0 ? x : negative;
}

static GLU_INLINE double geluErf(const TailSeries &series, double x) {
  double tail = normalTail(series, std::abs(x));
  return bounded(x) * (x < 0 ? tail : 1.0 - tail);
}

static GLU_INLINE double geluTanh(double x) {
  // 0.5 (1 + tanh(z)) = sigmoid(2 z)
  constexpr double c = 1.59576912160573071175978423973753; // 2 sqrt(2 / pi)
  double y = bounded(x);
  return y * sigmoid(c * (y + 0.044715 * y * y * y));
}

static GLU_INLINE double mish(double x) {
  // tanh(log(1 + e)) = n / (n + 2) with n = e (e + 2), e = exp(x). Above 40 it
  // is 1.
  double e = exponential(x > 40.0 ? 40.0 : x);
  double n = e * (e + 2.0);
  return bounded(x) * (n / (n + 2.0));
}

template <typename Function>
static GLU_INLINE void map(const float *x, double *results, size_t n,
                           Function function) {
  for (size_t i = 0; i < n; ++i)
    results[i] = function(static_cast<double>(x[i]));
}

#define GLU_EACH(EXPRESSION)                                                   \
  return map(xs, results, n, [&](double x) __attribute__((always_inline)) {    \
    return EXPRESSION;                                                         \
  })

GLU_CLONES void Oracle::evaluate(const float *xs, double *results,
                                 size_t n) const {
  static const TailSeries series = computeTailSeries();
  const double p = parameter;
  switch (kind) {
  case Kind::Identity:
    GLU_EACH(x);
  case Kind::Sigmoid:
    GLU_EACH(sigmoid(x));
  case Kind::Tanh:
    GLU_EACH(tanhOf(x));
  case Kind::Relu:
    GLU_EACH(relu(x));
  case Kind::NegatedRelu:
    GLU_EACH(-relu(-x));
  case Kind::LeakyRelu:
    GLU_EACH(x > 0 ? x : p * x);
  case Kind::Elu:
    GLU_EACH(elu(x, p));
  case Kind::GeluErf:
    GLU_EACH(geluErf(series, x));
  case Kind::GeluTanh:
    GLU_EACH(geluTanh(x));
  case Kind::Mish:
    GLU_EACH(mish(x));
  case Kind::Swish:
    GLU_EACH(bounded(x) * sigmoid(p * x));
  case Kind::Half:
    GLU_EACH(x / 2);
  case Kind::NaN:
    GLU_EACH(x * p);
  }
}

FailureOr<Oracle> Oracle::getSwish(float beta) {
  if (std::isnan(beta))
    return Oracle(Kind::NaN, beta);
  if (beta == 0)
    return Oracle(Kind::Half);
  if (std::isinf(beta))
    return Oracle(beta > 0 ? Kind::Relu : Kind::NegatedRelu);
  return Oracle(Kind::Swish, beta);
}

FailureOr<Oracle> Oracle::get(ActivationAttrInterface activation, float beta) {
  auto rounded = [](FloatAttr parameter) {
    return static_cast<float>(parameter.getValueAsDouble());
  };
  return llvm::TypeSwitch<Attribute, FailureOr<Oracle>>(activation)
      .Case([](IdentityAttr) { return Oracle(Kind::Identity); })
      .Case([](SigmoidAttr) { return Oracle(Kind::Sigmoid); })
      .Case([](TanhAttr) { return Oracle(Kind::Tanh); })
      .Case([](ReluAttr) { return Oracle(Kind::Relu); })
      .Case([&](LeakyReluAttr leaky) {
        float slope = rounded(leaky.getSlope());
        return slope == 0 ? Oracle(Kind::Relu) : Oracle(Kind::LeakyRelu, slope);
      })
      .Case([&](EluAttr elu) {
        return Oracle(Kind::Elu, rounded(elu.getAlpha()));
      })
      .Case([](GeluAttr gelu) {
        switch (gelu.getForm()) {
        case GeluForm::Erf:
          return Oracle(Kind::GeluErf);
        case GeluForm::Tanh:
          return Oracle(Kind::GeluTanh);
        case GeluForm::Sigmoid:
          return Oracle(Kind::Swish, 1.702);
        }
        llvm_unreachable("unknown form of GELU");
      })
      .Case([](MishAttr) { return Oracle(Kind::Mish); })
      .Case([&](SwishAttr swish) {
        return getSwish(swish.takesBeta() ? beta : rounded(swish.getBeta()));
      })
      .Default([](Attribute) { return failure(); });
}
