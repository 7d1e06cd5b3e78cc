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

/// The largest error of an op in units in the last place.
static std::optional<double> getUlps(Operation *op) {
  return llvm::TypeSwitch<Operation *, std::optional<double>>(op)
      .Case<math::AbsFOp, math::CeilOp, math::CopySignOp, math::FloorOp,
            math::RoundEvenOp, math::RoundOp, math::TruncOp>(
          [](Operation *) { return 0.0; })
      .Case<math::SqrtOp, math::FmaOp>([](Operation *) { return 0.5; })
      // 1 / sqrt(x): two roundings.
      .Case<math::RsqrtOp>([](Operation *) { return 1.5; })
      // Expanded in f32, calls of glibc in f64.
      .Case<math::ExpOp, math::ExpM1Op, math::LogOp, math::Log1pOp,
            math::TanhOp, math::ErfOp>([](Operation *) { return 4.0; })
      // Calls of glibc.
      .Case<math::Exp2Op, math::PowFOp>([](Operation *) { return 2.0; })
      .Case<math::ErfcOp>([](Operation *) { return 6.0; })
      // |n| - 1 products, a reciprocal for a negative n.
      .Case<math::FPowIOp>([](math::FPowIOp power) -> std::optional<double> {
        APInt exponent;
        if (!matchPattern(power.getRhs(), m_ConstantInt(&exponent)))
          return std::nullopt;
        return 1.0 + exponent.abs().getZExtValue();
      })
      .Default([](Operation *) { return std::nullopt; });
}

std::optional<std::pair<double, double>>
mlir::glu::getMathExpansionError(Operation *op, FloatType computeType) {
  std::optional<double> ulps = getUlps(op);
  if (!ulps)
    return std::nullopt;
  // A unit in the last place is at most 2^-23 (2^-52) of the value, and 2^-149
  // (2^-1074) for a subnormal result.
  return computeType.isF32() ? std::pair(*ulps * 0x1p-23, *ulps * 0x1p-149)
                             : std::pair(*ulps * 0x1p-52, *ulps * 0x1p-1074);
}
