//===- Exact.h - Activations in 256 bits ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_EXACT_H
#define GLU_TOOLS_GLU_ACCURACY_EXACT_H

#include "Format.h"
#include "glu/IR/GLU.h"
#include <memory>

namespace mlir::glu {

/// The value of an activation at one argument, from its definition in
/// GLUAttrs.td: in 256 bits and an exponent without limits, so that what it
/// differs from the real number does not matter to any format here.
class ExactValue {
public:
  /// Parameters are rounded to `computeType`; `beta` is ignored unless the
  /// activation takes one. Fails for an activation of another dialect.
  static FailureOr<ExactValue> get(ActivationAttrInterface activation,
                                   FloatType computeType, double x,
                                   double beta);

  /// The same as `getUlps` of doubles, which does not know f64 and has its
  /// expected value rounded.
  double getUlps(const Format &format, double got) const;

  /// |got - value|
  double getError(double got) const;
  double toDouble() const;
  /// In decimal, with `digits` digits.
  std::string str(unsigned digits) const;

private:
  class Number;
  explicit ExactValue(std::shared_ptr<const Number> number)
      : number(std::move(number)) {}
  std::shared_ptr<const Number> number;
};

/// (t + a) exp(t^2 / 2) (1 - Phi(t))
long double getScaledNormalTail(long double t, long double a);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_EXACT_H
