//===- Oracle.h - Activations in binary64 at full speed ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_ORACLE_H
#define GLU_TOOLS_GLU_ACCURACY_ORACLE_H

#include "glu/IR/GLU.h"

namespace mlir::glu {

/// The error of an oracle, in units in the last place of f32. Where the result
/// is not negligible, exp has an argument below 105, which at most six
/// roundings have gone into, so that the relative error is less than 2^-43.
constexpr double kOracleUlps = 0x1p-19;

/// An activation of glu whose compute type is f32, in binary64: fast enough for
/// all 2^32 arguments. It shares no code with `emitBody`. Where act(x) is
/// infinite, the result is 2^128 at least; where act(x) is far below 2^-149,
/// the result is some other number that is.
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

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_ORACLE_H
