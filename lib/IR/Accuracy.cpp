//===- Accuracy.cpp - Declared errors of math ops -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Accuracy.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace {
/// Relative errors in units of 2^-24 and of 2^-53: half a unit in the last
/// place or less.
struct Errors {
  double f32, f64;
};
} // namespace

/// x^n is n - 1 products for n > 0. A negative n is the reciprocal of a power
/// that may overflow where the result is a number: nothing is known then.
static std::optional<Errors> getPowerErrors(math::FPowIOp op) {
  APInt exponent;
  if (!matchPattern(op.getRhs(), m_ConstantInt(&exponent)) ||
      exponent.isNegative())
    return std::nullopt;
  double products = exponent.getZExtValue();
  return Errors{products, products};
}

static std::optional<Errors> getErrors(Operation *op) {
  using Result = std::optional<Errors>;
  auto always = [](double f32, double f64) {
    return [=](Operation *) -> Result { return Errors{f32, f64}; };
  };
  // The figures for f32 of an expanded op are the largest found on 10^7
  // arguments or more, spread over all bit patterns (1.4 for exp and log, 2.0
  // for expm1 and log1p, 2.7 for tanh, 1.2 for erf), with a margin. Those for
  // calls are what glibc promises.
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<math::AbsFOp, math::CeilOp, math::CopySignOp, math::FloorOp,
            math::RoundEvenOp, math::RoundOp, math::TruncOp>(always(0, 0))
      .Case<math::SqrtOp, math::FmaOp>(always(1, 1))
      .Case<math::RsqrtOp>(always(2, 2)) // 1 / sqrt(x): two roundings.
      .Case<math::ExpOp, math::LogOp, math::ErfOp>(always(1.75, 2))
      .Case<math::TanhOp>(always(3, 4))
      .Case<math::ExpM1Op>(always(2.5, 10)) // Expanded in f64 too.
      .Case<math::Log1pOp>(always(2.5, 5))  // Expanded in f64 too.
      .Case<math::Exp2Op, math::PowFOp>(always(2, 2))
      .Case<math::ErfcOp>(always(8, 10))
      .Case<math::FPowIOp>(getPowerErrors)
      .Default([](Operation *) { return std::nullopt; });
}

std::optional<std::pair<double, double>>
mlir::glu::getMathExpansionError(Operation *op, FloatType computeType) {
  std::optional<Errors> errors = getErrors(op);
  if (!errors)
    return std::nullopt;
  // Subnormal results are off by less than two units of 2^-149 (2^-1074).
  bool isExact = errors->f32 == 0;
  if (computeType.isF32())
    return std::pair(errors->f32 * 0x1p-24, isExact ? 0.0 : 0x1p-148);
  return std::pair(errors->f64 * 0x1p-53, isExact ? 0.0 : 0x1p-1073);
}
