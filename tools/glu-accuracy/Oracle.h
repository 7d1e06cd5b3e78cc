//===- Oracle.h - Activations in binary64 at full speed ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_ORACLE_H
#define GLU_TOOLS_GLU_ACCURACY_ORACLE_H

#include "Format.h"
#include "glu/IR/GLU.h"

namespace mlir::glu {

/// An activation of glu whose compute type is f32, in binary64: fast enough for
/// all 2^32 arguments, and accurate enough to judge f32 to far below a
/// thousandth of a unit. It shares no code with `emitBody`. Where act(x) is
/// infinite, so is the result, or 2^128 at least; where act(x) is much less
/// than 2^-149, the result is something else that is as small.
class Oracle {
public:
  /// `beta` is that of `swish<beta = ?>`. Fails for an activation of another
  /// dialect.
  static FailureOr<Oracle> get(ActivationAttrInterface activation, float beta);

  /// results[i] = act(x[i]) for i < n.
  void evaluate(const float *x, double *results, size_t n) const;

private:
  enum class Kind {
    Identity,
    Sigmoid,
    Tanh,
    Relu,
    NegatedRelu, // -relu(-x)
    LeakyRelu,
    Elu,
    GeluErf,
    GeluTanh,
    Mish,
    Swish,
    Half, // x / 2
    NaN
  };
  Oracle(Kind kind, double parameter = 0) : kind(kind), parameter(parameter) {}
  static FailureOr<Oracle> getSwish(float beta);

  Kind kind;
  double parameter;
};

/// The errors of a block of results.
struct ErrorTally {
  double maxUlps = 0;
  /// Arguments with more than 0.5, 1 and 2 units.
  uint64_t aboveHalf = 0, aboveOne = 0, aboveTwo = 0;
};

/// Judges got[i] by expected[i] for i < n, as `getUlps`.
ErrorTally tallyErrors(const Format &format, const float *got,
                       const double *expected, size_t n);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_ORACLE_H
