//===- Errors.h - Errors in units in the last place -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_ERRORS_H
#define GLU_TOOLS_GLU_ACCURACY_ERRORS_H

#include "Clones.h"
#include "Oracle.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/bit.h"
#include <cmath>
#include <limits>

namespace mlir::glu {

/// A float format: 2^maxExponent is its largest power of two.
struct Format {
  explicit Format(const llvm::fltSemantics &semantics)
      : precision(llvm::APFloat::semanticsPrecision(semantics)),
        minExponent(llvm::APFloat::semanticsMinExponent(semantics)),
        maxExponent(llvm::APFloat::semanticsMaxExponent(semantics)) {}

  int64_t precision, minExponent, maxExponent;
};

/// How far a result is from what it should be. An infinity counts as the power
/// of two where it begins, and so do all larger numbers: what rounds to
/// infinity may be infinite. A wrong sign, also of zero, NaN in place of a
/// number and a number in place of NaN are infinitely far.
struct Distance {
  double absolute;
  /// In units in the last place of the true result.
  double ulps;
};

/// For formats of at most 32 bits, and expected values that may be 2^-43 off.
/// Of a value that near to a power of two it is not known on which side the
/// true one is: the smaller unit is taken, so that errors are never too small.
GLU_INLINE Distance getDistance(const Format &format, double got,
                                double expected) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  constexpr int64_t bias = 1023, fractionBits = 52;
  auto toPower = [](int64_t biasedExponent) __attribute__((always_inline)) {
    return llvm::bit_cast<double>(biasedExponent << fractionBits);
  };
  double limit = toPower(format.maxExponent + 1 + bias);
  auto clamp = [=](double x) __attribute__((always_inline)) {
    return x > limit ? limit : x < -limit ? -limit : x;
  };
  double e = clamp(expected);
  bool isWrong =
      (llvm::bit_cast<int64_t>(got) ^ llvm::bit_cast<int64_t>(expected)) < 0 ||
      got != got;
  double absolute = isWrong ? inf : std::abs(clamp(got) - e);
  double ofNaN = got != got ? 0.0 : inf;
  absolute = expected != expected ? ofNaN : absolute;

  int64_t doubt = int64_t(1) << (fractionBits - 43 + 1);
  int64_t exponent =
      (llvm::bit_cast<int64_t>(std::abs(e)) - doubt) >> fractionBits;
  int64_t least = format.minExponent + bias, most = format.maxExponent + bias;
  exponent = exponent < least ? least : exponent > most ? most : exponent;
  double unitsInOne = toPower(2 * bias + format.precision - 1 - exponent);
  return {absolute, absolute * unitsInOne};
}

/// The error that code declares: relative * |expected| + absolute.
struct DeclaredError {
  double relative, absolute;

  GLU_INLINE bool isExceeded(const Distance &distance, double expected) const {
    return distance.absolute > relative * std::abs(expected) + absolute;
  }
};

/// Errors above these many units are counted. They are larger than 0.5, 1 and 2
/// by the oracle's error, which would otherwise decide about ties.
constexpr double kCountedUlps[] = {0.5 + kOracleUlps, 1 + kOracleUlps,
                                   2 + kOracleUlps};

/// The errors of a block of results.
struct ErrorCounts {
  double maxUlps = 0;
  /// Results off by more than each of `kCountedUlps`.
  uint64_t aboveHalf = 0, aboveOne = 0, aboveTwo = 0;
  /// Results that are further off than the code declares.
  uint64_t undeclared = 0;
};

/// Judges got[i] by expected[i] for i < n.
ErrorCounts countErrors(const Format &format, DeclaredError declared,
                        const float *got, const double *expected, size_t n);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_ERRORS_H
