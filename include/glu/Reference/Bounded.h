//===- Bounded.h - Values with error bounds ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_REFERENCE_BOUNDED_H
#define GLU_REFERENCE_BOUNDED_H

#include <algorithm>
#include <cmath>
#include <limits>

namespace mlir::glu {

/// What compiled code may return for one value: a number from `lo` to `hi`,
/// infinities included, or NaN if `nan`. Only NaN where lo > hi.
template <typename Real>
struct Interval {
  Real lo, hi;
  bool nan;

  static constexpr Real infinity = std::numeric_limits<Real>::infinity();

  static Interval onlyNaN() { return {infinity, -infinity, true}; }
  static Interval everything() { return {-infinity, infinity, true}; }
  static Interval point(Real value) {
    return std::isnan(value) ? onlyNaN() : Interval{value, value, false};
  }

  bool hasNumbers() const { return lo <= hi; }
  bool isPoint() const { return lo == hi && !nan; }
  bool contains(Real value) const {
    return std::isnan(value) ? nan : lo <= value && value <= hi;
  }

  /// The union; what lies between the two is added.
  void join(const Interval &other) {
    lo = std::min(lo, other.lo);
    hi = std::max(hi, other.hi);
    nan |= other.nan;
  }
};

/// The real number that the operations of a program define, none of them
/// rounded, and what compiled code may return for it: in the worst case, and
/// on random data, where the roundings of a sum of n terms grow as sqrt(n).
template <typename Real>
struct Bounded {
  Real value;
  Interval<Real> worst, statistical;

  static Bounded exact(Real value) {
    auto point = Interval<Real>::point(value);
    return {value, point, point};
  }

  /// Whether compiled code returns `value` and nothing else. Never for NaN.
  bool isExact() const {
    return worst.isPoint() && statistical.isPoint() && worst.lo == value &&
           statistical.lo == value;
  }
};

} // namespace mlir::glu

#endif // GLU_REFERENCE_BOUNDED_H
