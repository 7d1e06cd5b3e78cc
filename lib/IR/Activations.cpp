//===- Activations.cpp - The definitions of the activations ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every activation and its derivative is, and how exactly the code for it
// keeps to that. The code itself is in ActivationBodies.cpp and
// ActivationDerivatives.cpp, and shares nothing with this file.
//
// `long double` has a rounding error of 2^-64. An exponent z amplifies it to
// |z| 2^-64, which at z = -745, where f64 ends, is 0.4 of a unit of f64.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::glu;

static constexpr long double kInf =
    std::numeric_limits<long double>::infinity();
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

/// The largest |parameter| that an op may use: in f32 it may be rounded up.
static double getMagnitude(FloatAttr parameter) {
  double value = std::abs(parameter.getValueAsDouble());
  return std::max(value, static_cast<double>(static_cast<float>(value)));
}

static long double relu(long double x) {
  return std::isnan(x) || x > 0 ? x : 0.0L;
}

/// 1 / (1 + exp(-z)), accurate where it is close to 0 too.
static long double sigmoid(long double z) {
  return z < 0 ? std::exp(z) / (1 + std::exp(z)) : 1 / (1 + std::exp(-z));
}

/// x sigmoid(z) for z of which the sign is that of x, with its limits.
static long double timesSigmoid(long double x, long double z) {
  if (std::isinf(x))
    return x > 0 ? x : -0.0L;
  return x * sigmoid(z);
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

long double IdentityAttr::evaluate(FloatType, long double x,
                                   long double) const {
  return x;
}

long double SigmoidAttr::evaluate(FloatType, long double x, long double) const {
  return sigmoid(x);
}

long double TanhAttr::evaluate(FloatType, long double x, long double) const {
  return std::tanh(x);
}

long double ReluAttr::evaluate(FloatType, long double x, long double) const {
  return relu(x);
}

long double LeakyReluAttr::evaluate(FloatType computeType, long double x,
                                    long double) const {
  long double slope = rounded(computeType, getSlope());
  if (slope == 0)
    return relu(x);
  return x > 0 ? x : slope * x;
}

long double EluAttr::evaluate(FloatType computeType, long double x,
                              long double) const {
  return x > 0 ? x : rounded(computeType, getAlpha()) * std::expm1(x);
}

long double GeluAttr::evaluate(FloatType, long double x, long double) const {
  switch (getForm()) {
  case GeluForm::Erf:
    if (x == -kInf)
      return -0.0L;
    // 1 + erf(z) = erfc(-z), which does not cancel.
    return 0.5L * x * std::erfc(-x * kSqrtHalf);
  case GeluForm::Tanh:
    // 0.5 (1 + tanh(z)) = sigmoid(2 z), which does not cancel.
    return timesSigmoid(x, 2 * kSqrtTwoOverPi * (x + 0.044715L * x * x * x));
  case GeluForm::Sigmoid:
    return timesSigmoid(x, 1.702L * x);
  }
  llvm_unreachable("unknown form of GELU");
}

long double MishAttr::evaluate(FloatType, long double x, long double) const {
  if (x == -kInf)
    return -0.0L;
  return x * std::tanh(std::log1p(std::exp(x)));
}

long double SwishAttr::evaluate(FloatType computeType, long double x,
                                long double beta) const {
  if (FloatAttr constant = getBeta())
    beta = rounded(computeType, constant);
  if (std::isnan(x) || std::isnan(beta))
    return kNaN;
  if (beta == 0)
    return x / 2;
  if (std::isinf(beta))
    return beta > 0 ? relu(x) : -relu(-x);
  if (std::isinf(x))
    return (x > 0) == (beta > 0) ? x : std::copysign(0.0L, x);
  return x * sigmoid(beta * x);
}

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

/// 1 for x > 0, `negative` otherwise.
static long double step(long double x, long double negative) {
  return std::isnan(x) ? x : x > 0 ? 1 : negative;
}

/// That of x sigmoid(z), where y = x dz/dx.
static long double timesSigmoidDerivative(long double z, long double y) {
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
    return timesSigmoidDerivative(
        2 * kSqrtTwoOverPi * (x + 0.044715L * x * x * x),
        2 * kSqrtTwoOverPi * (x + 0.134145L * x * x * x));
  case GeluForm::Sigmoid:
    return timesSigmoidDerivative(1.702L * x, 1.702L * x);
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
  return timesSigmoidDerivative(beta * x, beta * x);
}

//===----------------------------------------------------------------------===//
// Slopes
//===----------------------------------------------------------------------===//

// The largest slope of x sigmoid(b x), the same for all b, is at b x = 2.39936;
// that of GELU at sqrt 2, of its tanh form at 1.41850, of Mish at 1.49057.

double IdentityAttr::getSlopeBound() const { return 1.0; }
double SigmoidAttr::getSlopeBound() const { return 0.25; }
double TanhAttr::getSlopeBound() const { return 1.0; }
double ReluAttr::getSlopeBound() const { return 1.0; }
double LeakyReluAttr::getSlopeBound() const {
  return std::max(1.0, getMagnitude(getSlope()));
}
double EluAttr::getSlopeBound() const {
  return std::max(1.0, getMagnitude(getAlpha()));
}
double GeluAttr::getSlopeBound() const {
  switch (getForm()) {
  case GeluForm::Erf:
    return 1.1289042;
  case GeluForm::Tanh:
    return 1.1289931;
  case GeluForm::Sigmoid:
    return 1.0998394;
  }
  llvm_unreachable("unknown form of GELU");
}
double MishAttr::getSlopeBound() const { return 1.0884982; }
double SwishAttr::getSlopeBound() const { return 1.0998394; }

//===----------------------------------------------------------------------===//
// Errors of the expansions
//===----------------------------------------------------------------------===//

// In units in the last place of the result: what glu-accuracy found, on every
// argument of f32 (docs/accuracy.md), with a margin. In f64 the code is the
// same except where it calls glibc, which promises 5 units for erfc.

static std::pair<double, double> fromUlps(FloatType computeType, double f32,
                                          double f64) {
  if (computeType.isF32())
    return {f32 * 0x1p-23, f32 * 0x1p-149};
  // Half the least double would be none.
  return {f64 * 0x1p-52, std::ceil(f64) * 0x1p-1074};
}

std::pair<double, double> IdentityAttr::getExpansionError(FloatType) const {
  return {0.0, 0.0};
}
std::pair<double, double> ReluAttr::getExpansionError(FloatType) const {
  return {0.0, 0.0};
}
std::pair<double, double> LeakyReluAttr::getExpansionError(FloatType t) const {
  return fromUlps(t, 0.5, 0.5);
}
std::pair<double, double> SigmoidAttr::getExpansionError(FloatType t) const {
  return fromUlps(t, 1.25, 1.25);
}
std::pair<double, double> TanhAttr::getExpansionError(FloatType t) const {
  return fromUlps(t, 1.5, 2.5);
}
std::pair<double, double> EluAttr::getExpansionError(FloatType t) const {
  return fromUlps(t, 2.0, 2.0);
}
std::pair<double, double> GeluAttr::getExpansionError(FloatType t) const {
  return getForm() == GeluForm::Erf ? fromUlps(t, 2.0, 7.0)
                                    : fromUlps(t, 1.5, 1.5);
}
std::pair<double, double> MishAttr::getExpansionError(FloatType t) const {
  return fromUlps(t, 1.75, 1.75);
}
std::pair<double, double> SwishAttr::getExpansionError(FloatType t) const {
  return fromUlps(t, 1.25, 1.25);
}

//===----------------------------------------------------------------------===//
// Queries
//===----------------------------------------------------------------------===//

bool IdentityAttr::isIdentity() const { return true; }
bool SwishAttr::takesBeta() const { return !getBeta(); }
