//===- Exact.cpp - Activations in 256 bits --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every step has a relative error of 2^-256, and none cancels: 1 + erf(z) is
// written as erfc(-z), (1 + tanh(z)) / 2 as sigmoid(2 z), and so on. Exponents
// reach 2^62, where exp underflows to 0.
//
//===----------------------------------------------------------------------===//

#include "Exact.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Definitions
//===----------------------------------------------------------------------===//

static MPReal sigmoid(const MPReal &z) { return 1.0 / (1.0 + exp(-z)); }

/// x sigmoid(z) with its limits, for z that is infinite where x is.
static MPReal timesSigmoid(const MPReal &x, const MPReal &z) {
  if (z.isInf() && z.isNegative())
    return x.isNegative() ? -0.0 : 0.0;
  return x * sigmoid(z);
}

static MPReal relu(const MPReal &x) { return x < 0.0 || x.isZero() ? 0.0 : x; }

static MPReal gelu(GeluForm form, const MPReal &x) {
  switch (form) {
  case GeluForm::Erf:
    if (x.isInf() && x.isNegative())
      return -0.0;
    return 0.5 * x * erfc(-x / sqrt(MPReal(2.0)));
  case GeluForm::Tanh: {
    MPReal cubic = x + MPReal::parse("0.044715") * x * x * x;
    return timesSigmoid(x, 2.0 * sqrt(2.0 / pi()) * cubic);
  }
  case GeluForm::Sigmoid:
    return timesSigmoid(x, MPReal::parse("1.702") * x);
  }
  llvm_unreachable("unknown form of GELU");
}

static MPReal mish(const MPReal &x) {
  if (x.isInf() && x.isNegative())
    return -0.0;
  return x * tanh(log1p(exp(x)));
}

static MPReal swish(const MPReal &x, double beta) {
  if (std::isnan(beta))
    return beta;
  if (beta == 0)
    return x / 2.0;
  if (std::isinf(beta))
    return beta > 0 ? relu(x) : -relu(-x);
  return timesSigmoid(x, beta * x);
}

FailureOr<MPReal> mlir::glu::evaluateExactly(ActivationAttrInterface activation,
                                             FloatType computeType,
                                             double argument, double beta) {
  const MPReal x = argument;
  auto rounded = [&](FloatAttr parameter) {
    double value = parameter.getValueAsDouble();
    return computeType.isF32() ? static_cast<float>(value) : value;
  };
  using Result = FailureOr<MPReal>;
  return llvm::TypeSwitch<Attribute, Result>(activation)
      .Case([&](IdentityAttr) { return x; })
      .Case([&](SigmoidAttr) { return sigmoid(x); })
      .Case([&](TanhAttr) { return tanh(x); })
      .Case([&](ReluAttr) { return relu(x); })
      .Case([&](LeakyReluAttr leaky) {
        double slope = rounded(leaky.getSlope());
        if (slope == 0)
          return relu(x);
        return x < 0.0 || x.isZero() ? slope * x : x;
      })
      .Case([&](EluAttr elu) {
        double alpha = rounded(elu.getAlpha());
        return x < 0.0 || x.isZero() ? alpha * expm1(x) : x;
      })
      .Case([&](GeluAttr form) { return gelu(form.getForm(), x); })
      .Case([&](MishAttr) { return mish(x); })
      .Case([&](SwishAttr attr) {
        return swish(x, attr.takesBeta() ? beta : rounded(attr.getBeta()));
      })
      .Default([](Attribute) -> Result { return failure(); });
}

//===----------------------------------------------------------------------===//
// Distances
//===----------------------------------------------------------------------===//

bool mlir::glu::isNumberOf(const llvm::fltSemantics &semantics,
                           const MPReal &value) {
  llvm::APFloat rounded(value.toDouble());
  bool losesInfo;
  rounded.convert(semantics, llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  return value.isNaN() || (!losesInfo && value == value.toDouble());
}

Distance mlir::glu::getDistance(const Format &format, double got,
                                const MPReal &exact) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  if (std::isnan(got) && exact.isNaN())
    return {0, 0};
  if (std::isnan(got) || exact.isNaN() ||
      std::signbit(got) != exact.isNegative())
    return {inf, inf};
  MPReal limit = MPReal::powerOfTwo(format.maxExponent + 1);
  auto clampMagnitude = [&](const MPReal &x) {
    MPReal magnitude = abs(x);
    return limit < magnitude ? limit : magnitude;
  };
  MPReal expected = clampMagnitude(exact);
  MPReal error = abs(clampMagnitude(got) - expected);
  int64_t exponent =
      expected.isZero()
          ? format.minExponent
          : std::clamp<int64_t>(expected.getExponent(), format.minExponent,
                                format.maxExponent);
  MPReal unit = MPReal::powerOfTwo(exponent - format.precision + 1);
  return {error.toDouble(), (error / unit).toDouble()};
}

//===----------------------------------------------------------------------===//
// The tail of the normal distribution
//===----------------------------------------------------------------------===//

long double mlir::glu::getScaledNormalTail(long double t, long double a) {
  MPReal x, centre;
  mpfr_set_ld(x.get(), t, MPFR_RNDN);
  mpfr_set_ld(centre.get(), a, MPFR_RNDN);
  MPReal tail =
      (x + centre) * exp(x * x * 0.5) * 0.5 * erfc(x / sqrt(MPReal(2.0)));
  return mpfr_get_ld(tail.get(), MPFR_RNDN);
}
