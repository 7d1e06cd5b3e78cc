//===- Compare.cpp - Comparing results with the reference -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Reference/Reference.h"

using namespace mlir;
using namespace mlir::glu;

static std::string describe(glurt::ElementType type,
                            const std::vector<int64_t> &shape) {
  std::string text;
  for (int64_t size : shape)
    text += std::to_string(size) + "x";
  return text + glurt::getName(type);
}

/// The distance from `expected` to the end of `range` on the side of `actual`.
static long double getBound(long double actual, long double expected,
                            const Interval<long double> &range) {
  if (range.isPoint() && range.lo == expected)
    return 0;
  return actual < expected ? expected - range.lo : range.hi - expected;
}

/// |actual - expected| / bound, at most 1 inside of `range` and more outside.
static long double getRatio(long double actual, long double expected,
                            const Interval<long double> &range) {
  constexpr long double infinity = Interval<long double>::infinity;
  bool inside = range.contains(actual);
  if (inside && (std::isnan(actual) || actual == expected))
    return 0;
  long double ratio =
      std::abs(actual - expected) / getBound(actual, expected, range);
  if (inside) // the bound is infinite or NaN where the ratio is NaN
    return ratio >= 0 ? std::min(ratio, 1.0L) : 0;
  return ratio >= 0 ? std::max(ratio, std::nextafter(1.0L, infinity))
                    : infinity;
}

static std::vector<int64_t> getIndex(int64_t position,
                                     const std::vector<int64_t> &shape) {
  std::vector<int64_t> index(shape.size());
  for (size_t d = shape.size(); d-- > 0; position /= shape[d])
    index[d] = position % shape[d];
  return index;
}

Comparison glu::compare(const glurt::Array &actual,
                        const BoundedArray &expected) {
  Comparison comparison;
  if (actual.getElementType() != expected.elementType ||
      actual.getShape() != expected.shape) {
    comparison.mismatch =
        "expected " + describe(expected.elementType, expected.shape) +
        ", got " + describe(actual.getElementType(), actual.getShape());
    return comparison;
  }
  for (int64_t i = 0; i < actual.size(); ++i) {
    const Bounded<long double> &element = expected.elements[i];
    long double value = actual.get(i);
    auto update = [&](Extreme &extreme, const Interval<long double> &range) {
      long double ratio = getRatio(value, element.value, range);
      if (i > 0 && ratio <= extreme.ratio)
        return;
      extreme = {ratio, getIndex(i, expected.shape), value, element.value,
                 getBound(value, element.value, range)};
    };
    update(comparison.worst, element.worst);
    update(comparison.statistical, element.statistical);
  }
  return comparison;
}
