//===- Measure.h - Errors of compiled activations ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_MEASURE_H
#define GLU_TOOLS_GLU_ACCURACY_MEASURE_H

#include "Activations.h"
#include "Arguments.h"
#include "Exact.h"
#include "Tally.h"

namespace mlir::glu {

/// What came out for one activation, or the products with its results, in one
/// type.
struct Measurement {
  std::string name, type;
  /// Number of arguments or pairs.
  uint64_t arguments = 0;
  bool isExhaustive = false;
  Tally tally;
  /// At `tally.worst`.
  std::string at, got, expected;
  double ulpsAsked = 0;
  /// What else is wrong, a sentence each.
  std::vector<std::string> faults;
  /// Of `faults`, those at special values.
  unsigned wrongSpecials = 0;

  bool isWithinBounds() const {
    return tally.worst->ulps <= ulpsAsked && faults.empty();
  }
};

/// `value` with digits that tell any two numbers of `type` apart.
std::string printNumber(FloatType type, double value);
/// The same with three digits more.
std::string printNumber(FloatType type, const MPReal &value);

/// The argument, or gate and value.
std::string printArgument(FloatType type, const Sample &sample);

/// Adds a fault, "<count> <what>, the first at ...", if there are findings.
void addFault(Measurement &measurement, FloatType type,
              const Findings &findings, StringRef what);

/// Sets `at`, `got` and `expected` of the worst result, and adds a fault if the
/// oracle was found to be wrong.
void describeWorst(Measurement &measurement, FloatType type,
                   const MPReal &exact);

/// Compiles the activation, runs it on `arguments` and on the special values,
/// and judges the results.
FailureOr<Measurement> measure(const Activation &activation, FloatType type,
                               const Arguments &arguments);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_MEASURE_H
