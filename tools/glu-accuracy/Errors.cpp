//===- Errors.cpp - Errors in units in the last place ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Errors.h"

using namespace mlir::glu;

GLU_CLONES static ErrorCounts count(Format format, DeclaredError declared,
                                    const float *got, const double *expected,
                                    size_t n) {
  // Doubles that are not negative have the order of their bits, and a maximum
  // of integers is vectorized.
  int64_t largest = 0;
  uint64_t aboveHalf = 0, aboveOne = 0, aboveTwo = 0, undeclared = 0;
  for (size_t i = 0; i < n; ++i) {
    Distance distance = getDistance(format, got[i], expected[i]);
    int64_t bits = llvm::bit_cast<int64_t>(distance.ulps);
    largest = bits > largest ? bits : largest;
    aboveHalf += distance.ulps > kCountedUlps[0];
    aboveOne += distance.ulps > kCountedUlps[1];
    aboveTwo += distance.ulps > kCountedUlps[2];
    undeclared += declared.isExceeded(distance, expected[i]);
  }
  return {llvm::bit_cast<double>(largest), aboveHalf, aboveOne, aboveTwo,
          undeclared};
}

ErrorCounts mlir::glu::countErrors(const Format &format, DeclaredError declared,
                                   const float *got, const double *expected,
                                   size_t n) {
  return count(format, declared, got, expected, n);
}
