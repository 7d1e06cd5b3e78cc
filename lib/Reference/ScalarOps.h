//===- ScalarOps.h - Scalar ops with bounds ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_REFERENCE_SCALAROPS_H
#define GLU_LIB_REFERENCE_SCALAROPS_H

#include "Arithmetic.h"
#include "glu/IR/GLU.h"
#include <functional>

namespace mlir::glu::reference {

/// The result of a scalar op from its operands.
template <typename Real>
using ScalarFunction =
    std::function<Bounded<Real>(ArrayRef<Bounded<Real>> operands)>;

/// What an op of arith, math or glu does to scalars, or to each element of
/// tensors. Emits an error for an op that is not known.
template <typename Real>
FailureOr<ScalarFunction<Real>> getScalarFunction(Operation *op);

/// glu.activation on elements of `type`: the function of (x) or (x, beta).
template <typename Real>
ScalarFunction<Real> getActivation(ActivationAttrInterface activation,
                                   FloatType type);

/// glu.gate on elements of `type`: the function of (gate, value) or
/// (gate, value, beta).
template <typename Real>
ScalarFunction<Real> getGate(ActivationAttrInterface activation,
                             Rounding rounding, FloatType type);

/// Rounds what is in the compute type of `type` to `type`.
template <typename Real>
Bounded<Real> roundToStorage(FloatType type, const Bounded<Real> &x) {
  return getComputeType(type) == type ? x : FloatFormat<Real>(type).round(x);
}

/// Emits the error for an op of which nothing is known.
LogicalResult refuse(Operation *op);

} // namespace mlir::glu::reference

#endif // GLU_LIB_REFERENCE_SCALAROPS_H
