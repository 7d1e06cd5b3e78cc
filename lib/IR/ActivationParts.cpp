//===- ActivationParts.cpp - Parts of activations -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ActivationParts.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// What differs between f32 and f64
//===----------------------------------------------------------------------===//

bool glu::isF32(const Real &x) { return x.getElementType().isF32(); }

SigmoidRange glu::getRange(const Real &x) {
  if (isF32(x))
    return {-114.0, -193.2, 25.0, 40, 120};
  return {-770.0, -1456.0, 45.0, 128, 1000};
}

double glu::rounded(const Real &x, long double value) {
  return isF32(x) ? static_cast<float>(value) : static_cast<double>(value);
}

TwoWords glu::split(const Real &x, long double value) {
  double high = rounded(x, value);
  return {high, rounded(x, value - high)};
}

TwoReals glu::getMultiple(const Real &x, long double factor) {
  int exponent;
  if (std::frexp(std::abs(factor), &exponent) == 0.5L) // It is exact.
    return {x * static_cast<double>(factor)};
  auto [high, low] = split(x, factor);
  Real product = x * high;
  Real rest = fma(x, high, -product);
  return {product, low == 0.0 ? rest : fma(x, low, rest)};
}

Real glu::finite(const Real &x) {
  double largest = isF32(x) ? std::numeric_limits<float>::max()
                            : std::numeric_limits<double>::max();
  return atMost(atLeast(x, -largest), largest);
}

//===----------------------------------------------------------------------===//
// GELU
//===----------------------------------------------------------------------===//

// From erfc(z) at z = t / sqrt 2 in two words:
// erfc(z + d) = erfc(z) - 2 / sqrt(pi) exp(-z^2) d
Real glu::getUpperTail64(const Real &t, const Real &e) {
  auto [high, low] = split(t, 0.707106781186547524400844362104849L);
  Real z = t * high;
  Real rest = fma(t, low, fma(t, high, -z));
  Real erfc = z.apply<math::ErfcOp>();
  return 0.5 * fma(e * -0x1.20dd750429b6dp+0, rest, erfc);
}

static double getGeluTanhBound(const Real &x) { return isF32(x) ? 11.0 : 21.7; }

Real glu::boundForGeluTanh(const Real &x) {
  return atLeast(x, -getGeluTanhBound(x));
}

TwoReals glu::getGeluTanhCubic(const Real &x, long double c) {
  // A + B x^2, where A is rounded to the unit of the greatest sum, so that
  // their difference is exact.
  constexpr long double exactA = 1.59576912160573071175978423973753L;
  auto [b, bLow] = split(x, exactA * c);
  double bound = getGeluTanhBound(x);
  int mantissaBits = isF32(x) ? 23 : 52;
  double unit =
      std::ldexp(1.0, std::ilogb(exactA + b * bound * bound) - mantissaBits);
  double a = std::round(static_cast<double>(exactA) / unit) * unit;
  double aLow = rounded(x, exactA - a);
  Real square = x * x;
  Real squareLow = fma(x, x, -square);
  Real sum = fma(square, b, a);
  Real sumLow = fma(squareLow, b, fma(square, bLow, aLow));
  sumLow = sumLow + fma(square, b, a - sum);
  Real product = x * sum;
  Real rest = fma(x, sum, -product);
  return {product, fma(x, sumLow, rest)};
}
