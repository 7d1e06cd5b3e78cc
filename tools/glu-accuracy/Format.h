//===- Format.h - Float formats and their units -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_FORMAT_H
#define GLU_TOOLS_GLU_ACCURACY_FORMAT_H

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/bit.h"
#include <cmath>
#include <limits>

namespace mlir::glu {

/// A float format of at most 32 bits, as what its numbers have in binary64.
struct Format {
  explicit Format(const llvm::fltSemantics &semantics)
      : precision(llvm::APFloat::semanticsPrecision(semantics)),
        minExponent(llvm::APFloat::semanticsMinExponent(semantics)),
        maxExponent(llvm::APFloat::semanticsMaxExponent(semantics)) {}

  int64_t precision, minExponent, maxExponent;
};

/// The error of `got` in units in the last place of `expected`, in `format`. An
/// infinity stands for all numbers from the first one on that the format lacks.
/// NaN in place of a number, a number in place of NaN, and a wrong sign, also
/// that of zero, are infinitely many units.
__attribute__((always_inline)) inline double
getUlps(const Format &format, double got, double expected) {
  constexpr int64_t bias = 1023, fraction = 52;
  constexpr double inf = std::numeric_limits<double>::infinity();
  auto clamp = [](double x, double limit) {
    return x > limit ? limit : x < -limit ? -limit : x;
  };
  double limit =
      llvm::bit_cast<double>((format.maxExponent + 1 + bias) << fraction);
  double g = clamp(got, limit), e = clamp(expected, limit);

  int64_t exponent = llvm::bit_cast<int64_t>(std::abs(e)) >> fraction;
  int64_t least = format.minExponent + bias, most = format.maxExponent + bias;
  exponent = exponent < least ? least : exponent > most ? most : exponent;
  double unitsInOne = llvm::bit_cast<double>(
      (2 * bias + format.precision - 1 - exponent) << fraction);

  double ulps = std::abs(g - e) * unitsInOne;
  bool wrongSign =
      (llvm::bit_cast<int64_t>(got) ^ llvm::bit_cast<int64_t>(expected)) < 0;
  ulps = wrongSign || got != got ? inf : ulps;
  double ofNaN = got != got ? 0.0 : inf;
  return expected != expected ? ofNaN : ulps;
}

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_FORMAT_H
