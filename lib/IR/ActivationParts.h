//===- ActivationParts.h - Parts of activations -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the code of activations and that of their derivatives share.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IR_ACTIVATIONPARTS_H
#define GLU_LIB_IR_ACTIVATIONPARTS_H

#include "glu/IR/Real.h"
#include <limits>
#include <optional>

namespace mlir::glu {

inline constexpr double kInf = std::numeric_limits<double>::infinity();

/// A constant in two words, the second rounded too.
struct TwoWords {
  double high, low;
};

/// A number in two words; the second is absent where the first is exact.
struct TwoReals {
  Real high;
  std::optional<Real> low = std::nullopt;
};

/// Where sigmoid(z) and what is made of it need care.
struct SigmoidRange {
  /// Below `lowest`, x sigmoid(z) is 0 for |x| <= 2 |z|; below `lowestOfAll`,
  /// for every finite x.
  double lowest, lowestOfAll;
  /// Above it, x sigmoid(z) is x.
  double saturation;
  /// exp(-lowest - shift ln 2) has an exponent; exp(-lowestOfAll) takes a
  /// second shift.
  int shift, secondShift;
};

bool isF32(const Real &x);
SigmoidRange getRange(const Real &x);

/// `value`, rounded to the type of `x`.
double rounded(const Real &x, long double value);
TwoWords split(const Real &x, long double value);

/// factor * x
TwoReals getMultiple(const Real &x, long double factor);

/// x, or the largest number with its sign where x is infinite.
Real finite(const Real &x);

/// 1 - Phi(t) for t >= 0 in f64, where e = exp(-t^2 / 2).
Real getUpperTail64(const Real &t, const Real &e);

/// x bounded where the tanh form of GELU and its derivative are 0.
Real boundForGeluTanh(const Real &x);
/// 2 sqrt(2 / pi) (x + c x^3) for such an x.
TwoReals getGeluTanhCubic(const Real &x, long double c);

/// Emits `body`, a function of x.
template <typename Body>
Value emit(OpBuilder &b, Location loc, Value x, Body body) {
  ImplicitLocOpBuilder builder(loc, b);
  return body(Real(builder, x)).getValue();
}

} // namespace mlir::glu

#endif // GLU_LIB_IR_ACTIVATIONPARTS_H
