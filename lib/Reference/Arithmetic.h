//===- Arithmetic.h - Rounding and arithmetic with bounds -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_REFERENCE_ARITHMETIC_H
#define GLU_LIB_REFERENCE_ARITHMETIC_H

#include "glu/Reference/Bounded.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/APFloat.h"

namespace mlir::glu::reference {

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

/// What rounding to a float type costs, for values held in `Real`.
template <typename Real>
struct FloatFormat {
  explicit FloatFormat(FloatType type) {
    const llvm::fltSemantics &semantics = type.getFloatSemantics();
    precision = APFloat::semanticsPrecision(semantics);
    smallestExponent = APFloat::semanticsMinExponent(semantics) - precision + 1;
    // The reference rounds too, to Real.
    roundoff = std::ldexp(Real(1), -precision) +
               std::numeric_limits<Real>::epsilon() / 2;
    subnormal = std::ldexp(Real(1), smallestExponent);
    largest = APFloat::getLargest(semantics).convertToDouble();
  }

  /// Sums of products on tensor cores are exact to two bits less than f32.
  void sumOnTensorCores() {
    roundoff = std::max(roundoff, std::ldexp(Real(1), -22));
  }

  /// The unit round-off u: rounding x errs by at most u |x| + subnormal / 2.
  Real roundoff;
  /// The smallest positive number.
  Real subnormal;
  /// The largest finite number.
  Real largest;

  /// Whether `value` is a number of the type, so that rounding keeps it.
  bool holds(Real value) const {
    if (value == 0 || std::isinf(value))
      return true;
    if (!(std::abs(value) <= largest))
      return false;
    int exponent;
    std::frexp(value, &exponent);
    int ulp = std::max(exponent - precision, smallestExponent);
    Real units = std::ldexp(value, -ulp);
    return units == std::trunc(units);
  }

  /// Beyond the largest finite number, code has an infinity.
  void overflow(Interval<Real> &x) const {
    if (x.hi > largest && x.hasNumbers())
      x.hi = x.infinity;
    if (x.lo < -largest && x.hasNumbers())
      x.lo = -x.infinity;
  }

  /// An end that is a number of the type is not passed by rounding.
  Interval<Real> round(Interval<Real> x) const {
    if (!x.hasNumbers())
      return x;
    if (!holds(x.lo))
      x.lo -= roundoff * std::abs(x.lo) + subnormal / 2;
    if (!holds(x.hi))
      x.hi += roundoff * std::abs(x.hi) + subnormal / 2;
    overflow(x);
    return x;
  }

  /// The value stays unrounded.
  Bounded<Real> round(const Bounded<Real> &x) const {
    return {x.value, round(x.worst), round(x.statistical)};
  }

private:
  int precision, smallestExponent;
};

//===----------------------------------------------------------------------===//
// Functions of intervals
//===----------------------------------------------------------------------===//

/// The range of `f`, monotone (in either direction), over `x`.
template <typename Real, typename F>
Interval<Real> atEnds(F f, const Interval<Real> &x) {
  if (!x.hasNumbers())
    return x;
  Real atLo = f(x.lo), atHi = f(x.hi);
  if (x.isPoint())
    return Interval<Real>::point(atLo);
  // The end of the domain of f is inside.
  if (std::isnan(atLo) || std::isnan(atHi))
    return Interval<Real>::everything();
  return {std::min(atLo, atHi), std::max(atLo, atHi), x.nan};
}

/// The range of `f`, monotone in each argument for each value of the other,
/// over `x` times `y`: its extremes are at corners.
template <typename Real, typename F>
Interval<Real> atCorners(F f, const Interval<Real> &x,
                         const Interval<Real> &y) {
  if (!x.hasNumbers() || !y.hasNumbers())
    return Interval<Real>::onlyNaN();
  if (x.isPoint() && y.isPoint())
    return Interval<Real>::point(f(x.lo, y.lo));
  Interval<Real> range{Interval<Real>::infinity, -Interval<Real>::infinity,
                       x.nan || y.nan};
  for (Real a : {x.lo, x.hi}) {
    for (Real b : {y.lo, y.hi}) {
      Real corner = f(a, b);
      // Say inf - inf or 0 * inf, next to which anything can come out.
      if (std::isnan(corner))
        return Interval<Real>::everything();
      range.join(Interval<Real>::point(corner));
    }
  }
  return range;
}

/// Zero times infinity is NaN, also where one of the two is inside.
template <typename Real>
Interval<Real> multiply(const Interval<Real> &x, const Interval<Real> &y) {
  auto mayBeNaN = [](const Interval<Real> &a, const Interval<Real> &b) {
    return a.lo <= 0 && a.hi >= 0 && b.hasNumbers() &&
           (std::isinf(b.lo) || std::isinf(b.hi));
  };
  if (!(x.isPoint() && y.isPoint()) && (mayBeNaN(x, y) || mayBeNaN(y, x)))
    return Interval<Real>::everything();
  return atCorners([](Real a, Real b) { return a * b; }, x, y);
}

template <typename Real>
Interval<Real> divide(const Interval<Real> &x, const Interval<Real> &y) {
  bool poleInside = y.lo <= 0 && y.hi >= 0;
  if (x.hasNumbers() && poleInside && !(x.isPoint() && y.isPoint()))
    return Interval<Real>::everything();
  return atCorners([](Real a, Real b) { return a / b; }, x, y);
}

/// x to the power of the integer n.
template <typename Real>
Interval<Real> integerPower(const Interval<Real> &x, Real n) {
  auto power = [n](Real a) { return std::pow(a, n); };
  bool zeroInside = x.lo <= 0 && x.hi >= 0;
  if (zeroInside && n < 0 && !x.isPoint())
    return Interval<Real>::everything();
  Interval<Real> range = atEnds(power, x);
  if (zeroInside && std::fmod(n, Real(2)) == 0)
    range.join(Interval<Real>::point(power(0)));
  return range;
}

template <typename Real>
Interval<Real> power(const Interval<Real> &x, const Interval<Real> &y) {
  if (y.isPoint() && y.lo == std::trunc(y.lo) && std::isfinite(y.lo))
    return integerPower(x, y.lo);
  if (x.lo < 0 && !(x.isPoint() && y.isPoint()))
    return Interval<Real>::everything();
  return atCorners([](Real a, Real b) { return std::pow(a, b); }, x, y);
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

/// How far code may be from a value that it holds to be in `x`: infinite where
/// it may have an infinity or NaN.
template <typename Real>
Real getError(Real value, const Interval<Real> &x) {
  bool isCertain =
      std::isnan(value) ? !x.hasNumbers() : x.isPoint() && x.lo == value;
  if (isCertain)
    return 0;
  Real error = std::max(x.hi - value, value - x.lo);
  return x.nan || !(error >= 0) ? x.infinity : error;
}

/// A sum without rounding, the sum of its terms' magnitudes, and the sums of
/// their errors.
template <typename Real>
struct Sum {
  Real value = 0, magnitude = 0, worst = 0, statistical = 0;

  void add(const Bounded<Real> &term) {
    value += term.value;
    magnitude += std::abs(term.value);
    worst += getError(term.value, term.worst);
    statistical += getError(term.value, term.statistical);
  }
};

/// What code may return for a sum in which each term takes part in at most
/// `roundings` roundings, whatever the order: with n roundings and terms t~,
/// the error of the additions is at most g_n sum |t~|, g_n = n u / (1 - n u).
/// On random data n u becomes 6 sqrt(n) u. Products may each lose half of the
/// smallest number besides.
template <typename Real>
Bounded<Real> finishSum(const Sum<Real> &sum, int64_t roundings,
                        const FloatFormat<Real> &format) {
  Real nu = roundings * format.roundoff;
  Real worstFactor = nu < 1 ? nu / (1 - nu) : Interval<Real>::infinity;
  Real randomFactor =
      std::min(worstFactor, 6 * std::sqrt(Real(roundings)) * format.roundoff);

  auto bound = [&](Real termErrors, Real factor) {
    if (!std::isfinite(termErrors))
      return Interval<Real>::everything();
    if (sum.magnitude == 0 && termErrors == 0)
      return Interval<Real>::point(sum.value);
    // Infinities and NaN among the terms decide the sum.
    if (!std::isfinite(sum.value))
      return Interval<Real>::point(sum.value);
    Real magnitude = sum.magnitude + termErrors;
    Real error = termErrors + factor * magnitude + roundings * format.subnormal;
    Interval<Real> range{sum.value - error, sum.value + error, false};
    format.overflow(range);
    // All the terms of one sign may be added first.
    if ((magnitude + sum.value) / 2 + error > format.largest)
      range.hi = range.infinity;
    if ((magnitude - sum.value) / 2 + error > format.largest)
      range.lo = -range.infinity;
    range.nan = std::isinf(range.lo) && std::isinf(range.hi);
    return range;
  };
  return {sum.value, bound(sum.worst, worstFactor),
          bound(sum.statistical, randomFactor)};
}

} // namespace mlir::glu::reference

#endif // GLU_LIB_REFERENCE_ARITHMETIC_H
