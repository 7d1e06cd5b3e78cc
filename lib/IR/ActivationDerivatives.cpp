//===- ActivationDerivatives.cpp - Definitions of the derivatives ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the derivative of every activation is, at its kinks too. The code for it
// is in ActivationDerivativeBodies.cpp, and shares nothing with this file.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::glu;

static constexpr long double kNaN =
    std::numeric_limits<long double>::quiet_NaN();
static constexpr long double kSqrtHalf = 0.707106781186547524400844362104849L;
static constexpr long double kSqrtTwoOverPi =
    0.797884560802865355879892119868764L;

/// A parameter, rounded to the compute type.
static long double rounded(FloatType computeType, FloatAttr parameter) {
  double value = parameter.getValueAsDouble();
  return computeType.isF32() ? static_cast<float>(value) : value;
}

/// 1 for x > 0, `negative` otherwise.
static long double step(long double x, long double negative) {
  return std::isnan(x) ? x : x > 0 ? 1 : negative;
}

/// 1 / (1 + exp(-z)), accurate where it is close to 0 too.
static long double sigmoid(long double z) {
  return z < 0 ? std::exp(z) / (1 + std::exp(z)) : 1 / (1 + std::exp(-z));
}

/// That of x sigmoid(z), where y = x dz/dx. The limits are 0 and 1.
static long double timesSigmoid(long double z, long double y) {
  if (std::isinf(z))
    return z > 0 ? 1 : 0;
  return sigmoid(z) * (1 + y * sigmoid(-z));
}

long double IdentityAttr::evaluateDerivative(FloatType, long double x,
                                             long double) const {
  return std::isnan(x) ? x : 1;
}

long double SigmoidAttr::evaluateDerivative(FloatType, long double x,
                                            long double) const {
  return sigmoid(x) * sigmoid(-x);
}

long double TanhAttr::evaluateDerivative(FloatType, long double x,
                                         long double) const {
  // 1 - tanh(x)^2 would cancel.
  return 1 / (std::cosh(x) * std::cosh(x));
}

long double ReluAttr::evaluateDerivative(FloatType, long double x,
                                         long double) const {
  return step(x, 0);
}

long double LeakyReluAttr::evaluateDerivative(FloatType computeType,
                                              long double x,
                                              long double) const {
  return step(x, rounded(computeType, getSlope()));
}

long double EluAttr::evaluateDerivative(FloatType computeType, long double x,
                                        long double) const {
  return x > 0 ? 1 : rounded(computeType, getAlpha()) * std::exp(x);
}

long double GeluAttr::evaluateDerivative(FloatType, long double x,
                                         long double) const {
  if (std::isinf(x))
    return x > 0 ? 1 : 0;
  switch (getForm()) {
  case GeluForm::Erf:
    // Phi(x) + x phi(x)
    return 0.5L * (std::erfc(-x * kSqrtHalf) +
                   kSqrtTwoOverPi * x * std::exp(-0.5L * x * x));
  case GeluForm::Tanh:
    return timesSigmoid(2 * kSqrtTwoOverPi * (x + 0.044715L * x * x * x),
                        2 * kSqrtTwoOverPi * (x + 0.134145L * x * x * x));
  case GeluForm::Sigmoid:
    return timesSigmoid(1.702L * x, 1.702L * x);
  }
  llvm_unreachable("unknown form of GELU");
}

long double MishAttr::evaluateDerivative(FloatType, long double x,
                                         long double) const {
  if (std::isinf(x))
    return x > 0 ? 1 : 0;
  // tanh(s) + x sech(s)^2 ds/dx
  long double s = std::log1p(std::exp(x));
  return std::tanh(s) + x * sigmoid(x) / (std::cosh(s) * std::cosh(s));
}

long double SwishAttr::evaluateDerivative(FloatType computeType, long double x,
                                          long double beta) const {
  if (FloatAttr constant = getBeta())
    beta = rounded(computeType, constant);
  if (std::isnan(x) || std::isnan(beta))
    return kNaN;
  if (beta == 0)
    return 0.5L;
  if (std::isinf(beta))
    return step(beta > 0 ? x : -x, 0);
  return timesSigmoid(beta * x, beta * x);
}
