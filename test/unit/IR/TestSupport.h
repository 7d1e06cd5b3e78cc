//===- TestSupport.h - What tests of compiled code share --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_IR_TESTSUPPORT_H
#define GLU_TEST_UNIT_IR_TESTSUPPORT_H

#include "glu/IR/GLU.h"
#include "glu/Runtime/Array.h"
#include <ostream>
#include <string>
#include <vector>

namespace mlir::glu::test {

/// A context with everything that kernels need, the same for all tests.
MLIRContext &getContext();

FloatType getFloatType(glurt::ElementType type);
FloatType getComputeType(glurt::ElementType type);

/// `value` rounded to `type`.
double roundTo(glurt::ElementType type, double value);

/// A unit in the last place of `value` in `type`.
long double getUlp(glurt::ElementType type, long double value);

/// Whether `result` is within `bound` of `expected`: NaN matches NaN, zeros
/// match with their sign, and an infinite result stands for all numbers that
/// are too large for the type.
bool isWithin(glurt::ElementType type, double result, long double expected,
              long double bound);

/// The special values, the points at which forms fail or change, and numbers
/// next to all of them.
std::vector<double> getSpecialValues(glurt::ElementType type);

/// The special values, then random bit patterns, half of them in the range of
/// exponents that decides activations: `size` in all.
glurt::Array getArguments(glurt::ElementType type, int64_t size, unsigned seed);

/// An activation of this dialect by its text, as in "relu".
ActivationAttrInterface getActivation(const std::string &text);

struct ActivationCase {
  const char *activation;
  double beta = 0.0; // Of swish<beta = ?>.
};
void PrintTo(const ActivationCase &c, std::ostream *os);

/// Every activation, with all kinds of parameters.
std::vector<ActivationCase> getActivationCases();

} // namespace mlir::glu::test

#endif // GLU_TEST_UNIT_IR_TESTSUPPORT_H
