//===- Exact.h - Activations in 256 bits ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_EXACT_H
#define GLU_TOOLS_GLU_ACCURACY_EXACT_H

#include "Errors.h"
#include "MPReal.h"
#include "glu/IR/GLU.h"

namespace mlir::glu {

/// act(x) from its definition in GLUAttrs.td and docs/spec.md. Parameters are
/// rounded to `computeType`; `beta` is that of `swish<beta = ?>`. Fails for an
/// activation of another dialect.
FailureOr<MPReal> evaluateExactly(ActivationAttrInterface activation,
                                  FloatType computeType, double x, double beta);

/// Whether `value` is a number of the format, an infinity or NaN.
bool isNumberOf(const llvm::fltSemantics &semantics, const MPReal &value);

/// How far `got` is from `exact`, for all formats.
Distance getDistance(const Format &format, double got, const MPReal &exact);

/// (t + a) exp(t^2 / 2) (1 - Phi(t))
long double getScaledNormalTail(long double t, long double a);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_EXACT_H
