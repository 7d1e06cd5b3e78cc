//===- ExpandMath.cpp - Expand math ops -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Branch-free arithmetic for the ops of math that activations are made of: all
// of them in f32, exp, expm1, log1p and tanh in f64. Every multiply-add is an explicit fma, so that the bits do not depend on
// the target. Coefficients are from scripts/minimax.py; the relative errors of
// the functions stand beside them.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Real.h"
#include "glu/IR/SplitExp.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

static constexpr double kInf = std::numeric_limits<double>::infinity();
// ln 2 in two words.
static constexpr double kLn2 = 0x1.62e430p-1;
static constexpr double kLn2Low = -0x1.05c610p-29;

namespace {
/// An i32 scalar or vector, as Real is for floats.
struct Bits {
  ImplicitLocOpBuilder &builder;
  Value value;

  template <typename OpTy>
  Bits apply(Bits other) const {
    return {builder, OpTy::create(builder, value, other.value)};
  }
  template <typename OpTy>
  Bits apply(int32_t c) const {
    TypedAttr attr = builder.getI32IntegerAttr(c);
    if (auto shaped = dyn_cast<ShapedType>(value.getType()))
      attr = DenseElementsAttr::get(shaped, attr);
    return apply<OpTy>({builder, arith::ConstantOp::create(builder, attr)});
  }
};
} // namespace

/// The type `type` with elements `elementType`.
static Type withElementType(Type type, Type elementType) {
  if (auto shaped = dyn_cast<ShapedType>(type))
    return shaped.clone(elementType);
  return elementType;
}

static Bits toBits(const Real &x) {
  ImplicitLocOpBuilder &b = x.getBuilder();
  Type type = withElementType(x.getType(), b.getI32Type());
  return {b, arith::BitcastOp::create(b, type, x.getValue())};
}

static Real toReal(Bits bits) {
  Type type = withElementType(bits.value.getType(), bits.builder.getF32Type());
  return Real(bits.builder,
              arith::BitcastOp::create(bits.builder, type, bits.value));
}

/// 2^n for -126 <= n <= 127.
static Real powerOfTwo(Bits n) {
  return toReal(n.apply<arith::AddIOp>(127).apply<arith::ShLIOp>(23));
}

//===----------------------------------------------------------------------===//
// exp, expm1, tanh
//===----------------------------------------------------------------------===//

namespace {
/// Where exp leaves the numbers of a type.
struct ExpRange {
  /// The result rounds to 0 below the one, and overflows above the other.
  double lowest, highest;
  /// exp(x) - 1 rounds to -1 below it.
  double lowestM1;
  /// The exponent added for a negative x, which makes all powers normal.
  int shift;
};
} // namespace

static ExpRange getExpRange(const Real &x) {
  if (x.getElementType().isF32())
    return {-104.0, 89.0, -20.0, 64};
  return {-746.0, 710.0, -40.0, 128};
}

static Real expandExp(const Real &x) {
  ExpRange range = getExpRange(x);
  Real bounded = atMost(atLeast(x, range.lowest), range.highest);
  Value isNegative = x < 0.0;
  SplitExp e =
      splitExp(bounded, select(isNegative, x.constant(range.shift), -1.0));
  Real scale =
      select(isNegative, x.constant(std::ldexp(1.0, -range.shift)), 2.0);
  return fma(e.power, e.t, e.power) * scale;
}

static Real expandExpM1(const Real &x) {
  ExpRange range = getExpRange(x);
  // Half of it, as exp(x) may be the next power of two above all numbers.
  SplitExp e = splitExp(atMost(atLeast(x, range.lowestM1), range.highest), -1);
  Real shifted = fma(e.t, e.power, e.power - 0.5) * 2.0;
  // Here the power is 1/2, and half of a subnormal t would lose a bit.
  Real result = select(abs(x) < 0.25, e.t, shifted);
  return copysign(result, x);
}

static Real expandTanh(const Real &x) {
  Real a = abs(x);
  // (tanh(a) - a) / a^3 in a^2; 2^-24.7 of tanh(a).
  Real square = a * a;
  Real p = polynomial(
      square, {-0x1.555452p-2, 0x1.10cef8p-3, -0x1.af7ccep-5, 0x1.0d5034p-6});
  Real small = fma(a * square, p, a);
  // 1 - 2 / (1 + exp(2a)), which is above 1/2; 1 above 20.
  Real bounded = atMost(a, 20.0);
  SplitExp e = splitExp(bounded + bounded);
  Real large = 1.0 - 2.0 / fma(e.power, e.t, e.power + 1.0);
  return copysign(select(a < 0.55, small, large), x);
}

//===----------------------------------------------------------------------===//
// log, log1p
//===----------------------------------------------------------------------===//

/// The n for which x / 2^n is in [sqrt 1/2, sqrt 2), for positive normal x.
static Bits getLogExponent(const Real &x) {
  return toBits(x).apply<arith::SubIOp>(0x3F3504F3).apply<arith::ShRSIOp>(23);
}

/// x / 2^n
static Real scaleDown(const Real &x, Bits n) {
  return toReal(toBits(x).apply<arith::SubIOp>(n.apply<arith::ShLIOp>(23)));
}

/// n ln 2 + log(1 + f) for f in [sqrt 1/2 - 1, sqrt 2 - 1).
static Real getLog(const Real &n, const Real &f) {
  // (log(1 + f) - f + f^2 / 2) / f^3; 2^-29.8 of log(1 + f).
  Real p = polynomial(f, {0x1.555548p-2, -0x1.000006p-2, 0x1.99a4aap-3,
                          -0x1.555c4cp-3, 0x1.23376cp-3, -0x1.fc2224p-4,
                          0x1.e6f05cp-4, -0x1.de3b84p-4, 0x1.14571ap-4});
  Real square = f * f;
  Real low = fma(f * square, p, n * kLn2Low);
  low = fma(square, -0.5, low);
  return fma(n, kLn2, f + low);
}

/// `result`, or the value of log(x) where x has none or an infinite one.
static Real withLogLimits(const Real &x, const Real &result) {
  Real positive = select(x < kInf, result, x);
  Real real =
      select(x < 0.0, std::numeric_limits<double>::quiet_NaN(), positive);
  return select(x == 0.0, -kInf, real);
}

static Real toFloat(const Real &like, Bits n) {
  return like.wrap(arith::SIToFPOp::create(n.builder, like.getType(), n.value));
}

static Real expandLog(const Real &x) {
  // Subnormals are scaled by 2^25.
  Value isSubnormal = x < 0x1p-126;
  Real normal = select(isSubnormal, x * 0x1p+25, x);
  Bits n = getLogExponent(normal);
  Real f = scaleDown(normal, n) - 1.0;
  Real offset = select(isSubnormal, x.constant(25.0), 0.0);
  return withLogLimits(x, getLog(toFloat(x, n) - offset, f));
}

static Real expandLog1p(const Real &x) {
  Real u = 1.0 + x;
  Bits n = getLogExponent(u);
  // (1 + x) / 2^n - 1 without the rounding of 1 + x, which does not matter for
  // a large x, where 2^-n may be subnormal.
  Bits zero = n.apply<arith::SubIOp>(n);
  Real inverse = powerOfTwo(zero.apply<arith::SubIOp>(n));
  Real exact = fma(x, inverse, inverse - 1.0);
  Real f = select(x < 0x1p+24, exact, scaleDown(u, n) - 1.0);
  return copysign(withLogLimits(u, getLog(toFloat(x, n), f)), x);
}

//===----------------------------------------------------------------------===//
// erf
//===----------------------------------------------------------------------===//

static Real expandErf(const Real &x) {
  // Above 4 the result is 1.
  Real a = atMost(abs(x), 4.0);
  // erf(a) / a - 1 in a^2; 2^-29.3 of erf(a) on [0, 1].
  Real square = a * a;
  Real p = polynomial(square, {0x1.06eba8p-3, -0x1.81273ep-2, 0x1.ce2cf8p-4,
                               -0x1.b7f90ep-6, 0x1.5405acp-8, -0x1.a3f7p-11,
                               0x1.496a24p-14});
  Real small = fma(a, p, a);
  // -log(1 - erf(a)); 2^-29.8 of erf(a) on [1, 4].
  Real e = polynomial(a, {0x1.661e9cp-12, 0x1.2088eap+0, 0x1.46baeep-1,
                          0x1.a65336p-4, -0x1.65cb62p-6, 0x1.825accp-9,
                          -0x1.86dd52p-13});
  Real large = 1.0 - expandExp(-e);
  return copysign(select(a < 1.0, small, large), x);
}

//===----------------------------------------------------------------------===//
// f64
//===----------------------------------------------------------------------===//

// log and erf become calls of the C library. log1p would not: for it
// convert-math-to-llvm takes log(1 + x), which loses all digits near 0.

static Real expandTanhInF64(const Real &x) {
  // With m = exp(2a) - 1 it is m / (m + 2); 1 above 22.
  Real a = atMost(abs(x), 22.0);
  SplitExp e = splitExp(a + a);
  Real m = fma(e.power, e.t, e.power - 1.0);
  return copysign(m / (m + 2.0), x);
}

static Real expandLog1pInF64(const Real &x) {
  // log(u) plus the rounding of u = 1 + x, divided by u; u - 1 is exact where
  // that matters.
  Real u = 1.0 + x;
  Real rounding = (x - (u - 1.0)) / u;
  Real log = u.apply<math::LogOp>();
  // It is NaN where u is 0 or infinite.
  Real result = select(abs(rounding) < 1.0, log + rounding, log);
  return copysign(result, x);
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {
/// Replaces `OpTy` on elements of type `FloatTy` by what `expand` emits.
template <typename OpTy, typename FloatTy, Real (*expand)(const Real &)>
struct Expand : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getType();
    if (isa<TensorType>(type) || !isa<FloatTy>(getElementTypeOrSelf(type)))
      return rewriter.notifyMatchFailure(op, "on tensors or another type");
    ImplicitLocOpBuilder builder(op.getLoc(), rewriter);
    rewriter.replaceOp(op, expand(Real(builder, op.getOperand())).getValue());
    return success();
  }
};
} // namespace

void mlir::glu::populateExpandMathPatterns(RewritePatternSet &patterns) {
  patterns.add<Expand<math::ExpOp, Float32Type, expandExp>,
               Expand<math::ExpM1Op, Float32Type, expandExpM1>,
               Expand<math::TanhOp, Float32Type, expandTanh>,
               Expand<math::LogOp, Float32Type, expandLog>,
               Expand<math::Log1pOp, Float32Type, expandLog1p>,
               Expand<math::ErfOp, Float32Type, expandErf>,
               Expand<math::ExpOp, Float64Type, expandExp>,
               Expand<math::ExpM1Op, Float64Type, expandExpM1>,
               Expand<math::TanhOp, Float64Type, expandTanhInF64>,
               Expand<math::Log1pOp, Float64Type, expandLog1pInF64>>(
      patterns.getContext());
  populateMathF32ExpansionPatterns(patterns, [](StringRef) { return true; });
}
