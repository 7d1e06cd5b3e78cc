//===- SplitExp.h - The exponential in two factors --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_SPLITEXP_H
#define GLU_IR_SPLITEXP_H

#include "glu/IR/Real.h"
#include <optional>

namespace mlir::glu {

/// exp(z) = 2^-shift * power * (1 + t), where power is a power of two and
/// |t| < 0.42; the integer shift keeps power within the exponents of a type.
/// The factors are left apart, since what is made of them mostly needs one
/// rounding where their product would add another.
struct SplitExp {
  Real power;
  Real t;
};

/// Emits arithmetic in f32 or f64 that splits exp(z + low), the second word of
/// z being absent where z is exact. t is off by at most 0.7 * 2^-24 (2^-53) of
/// 1 + t.
///
/// power is right where z / ln 2 + shift is an exponent of normal numbers;
/// elsewhere, and for NaN, it is anything. t is NaN where z is NaN.
SplitExp splitExp(const Real &z, const Real &shift,
                  std::optional<Real> low = std::nullopt);
SplitExp splitExp(const Real &z, int shift = 0,
                  std::optional<Real> low = std::nullopt);

} // namespace mlir::glu

#endif // GLU_IR_SPLITEXP_H
