//===- Accuracy.h - Declared errors of math ops -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_ACCURACY_H
#define GLU_IR_ACCURACY_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Operation.h"
#include <optional>
#include <utility>

namespace mlir::glu {

/// What the code that glu compiles for an op of the math dialect may differ
/// from the function it names when it computes in `computeType` (f32 or f64):
/// the pair (relative, absolute), with |code - f(x)| <= relative * |f(x)| +
/// absolute for every x. The code is that of `glu-expand-activations` where it
/// expands the op, a correctly rounded instruction, or a call of glibc.
/// Null for an op of which nothing is known, as math.fpowi unless its exponent
/// is a constant that is not negative.
std::optional<std::pair<double, double>>
getMathExpansionError(Operation *op, FloatType computeType);

} // namespace mlir::glu

#endif // GLU_IR_ACCURACY_H
