//===- Pairs.h - Errors of compiled gates -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_PAIRS_H
#define GLU_TOOLS_GLU_ACCURACY_PAIRS_H

#include "Measure.h"

namespace mlir::glu {

/// What came out for the products act(g) * v of a 16-bit type.
struct PairMeasurement {
  /// `f32_through`, where act(g) is zero or a normal number of f32.
  Measurement products;
  /// Pairs where act(g) is neither, and those of them that are off by more than
  /// `kPairUlpsAsked` because act(g) has lost digits.
  uint64_t tiny = 0, tinyAbove = 0;
  /// Pairs for which `as_unfused` differs from the separate ops.
  uint64_t differing = 0;
};

/// Compiles and judges `glu.gate` with each of `gates` and every value of
/// `type`, bf16 or f16.
FailureOr<PairMeasurement> measurePairs(const Activation &activation,
                                        FloatType type, const Arguments &gates);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_PAIRS_H
