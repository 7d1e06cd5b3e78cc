//===- Verify.cpp - Judge results -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Verify.h"
#include "llvm/Support/Format.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

/// Nine digits tell any two f32 apart.
static auto number(long double value) { return llvm::format("%.9Lg", value); }

static LogicalResult report(unsigned result, const Extreme &extreme,
                            StringRef what, StringRef bound, raw_ostream &os) {
  os << "not " << what << ": result " << result << " at [";
  llvm::interleaveComma(extreme.index, os);
  os << "]: found " << number(extreme.actual) << ", expected "
     << number(extreme.expected) << " with " << bound << " of "
     << number(extreme.bound) << "\n";
  return failure();
}

static LogicalResult reportMismatch(unsigned result, StringRef mismatch,
                                    StringRef what, raw_ostream &os) {
  os << "not " << what << ": result " << result << ": " << mismatch << "\n";
  return failure();
}

LogicalResult mlir::glu::verifyResults(ArrayRef<Array> results,
                                       ArrayRef<BoundedArray> reference,
                                       bool isRandom, raw_ostream &os) {
  for (size_t i = 0; i < results.size(); ++i) {
    Comparison comparison = compare(results[i], reference[i]);
    if (!comparison.mismatch.empty())
      return reportMismatch(i, comparison.mismatch, "verified", os);
    if (comparison.worst.ratio > 1)
      return report(i, comparison.worst, "verified", "a worst-case bound", os);
    if (isRandom && comparison.statistical.ratio > 1)
      return report(i, comparison.statistical, "verified",
                    "a statistical bound", os);
    os << "verified: result " << i << ": errors up to "
       << llvm::format("%.3Lg", comparison.worst.ratio)
       << " of the worst-case bound, "
       << llvm::format("%.3Lg", comparison.statistical.ratio)
       << " of the statistical bound\n";
  }
  return success();
}

/// Moves `interval` by the distance from `from` to `to` and widens it.
static Interval<long double> move(Interval<long double> interval,
                                  long double from, long double to,
                                  double error) {
  // Nothing can be said of the distance to an infinity or NaN.
  if (!std::isfinite(to))
    return Interval<long double>::point(to);
  if (!std::isfinite(from) || !interval.hasNumbers())
    return {to - error, to + error, false};
  return {to + (interval.lo - from) - error, to + (interval.hi - from) + error,
          false};
}

BoundedArray mlir::glu::boundExpected(const Array &expected,
                                      const BoundedArray &reference,
                                      double error) {
  BoundedArray bounded = reference;
  bounded.shape = expected.getShape();
  bounded.elements.resize(expected.size());
  if (bounded.shape != reference.shape)
    return bounded;
  for (int64_t i = 0; i < expected.size(); ++i) {
    Bounded<long double> &element = bounded.elements[i];
    long double value = expected.get(i);
    element.worst = move(element.worst, element.value, value, error);
    element.statistical = element.worst;
    element.value = value;
  }
  return bounded;
}

LogicalResult mlir::glu::compareExpected(unsigned number, const Array &result,
                                         const BoundedArray &expected,
                                         raw_ostream &os) {
  Comparison comparison = compare(result, expected);
  if (!comparison.mismatch.empty())
    return reportMismatch(number, comparison.mismatch, "expected", os);
  if (comparison.worst.ratio > 1)
    return report(number, comparison.worst, "expected", "a bound", os);
  os << "expected: result " << number << ": errors up to "
     << llvm::format("%.3Lg", comparison.worst.ratio) << " of the bound\n";
  return success();
}
