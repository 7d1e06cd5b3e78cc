//===- ScalarOps.cpp - Scalar ops with bounds -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScalarOps.h"
#include "glu/IR/Accuracy.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

LogicalResult reference::refuse(Operation *op) {
  return op->emitError("the reference does not know '") << op->getName() << "'";
}

namespace {
/// Makes the scalar functions of one op.
template <typename Real>
struct ScalarOpBuilder {
  using Function = ScalarFunction<Real>;
  using Operands = ArrayRef<Bounded<Real>>;
  using Range = Interval<Real>;

  Operation *op;

  //===--------------------------------------------------------------------===//
  // From functions of numbers and of intervals
  //===--------------------------------------------------------------------===//

  template <typename F, typename G>
  static Function unary(F f, G range) {
    return [=](Operands x) -> Bounded<Real> {
      if (x[0].isExact())
        return Bounded<Real>::exact(f(x[0].value));
      return {f(x[0].value), range(x[0].worst), range(x[0].statistical)};
    };
  }

  template <typename F, typename G>
  static Function binary(F f, G range) {
    return [=](Operands x) -> Bounded<Real> {
      if (x[0].isExact() && x[1].isExact())
        return Bounded<Real>::exact(f(x[0].value, x[1].value));
      return {f(x[0].value, x[1].value), range(x[0].worst, x[1].worst),
              range(x[0].statistical, x[1].statistical)};
    };
  }

  template <typename F>
  static Function monotone(F f) {
    return unary(f, [f](const Range &x) { return atEnds(f, x); });
  }

  template <typename F>
  static Function monotoneInEach(F f) {
    return binary(
        f, [f](const Range &x, const Range &y) { return atCorners(f, x, y); });
  }

  //===--------------------------------------------------------------------===//
  // Rounding
  //===--------------------------------------------------------------------===//

  /// `f`, rounded to the type of the result.
  Function rounded(Function f) const {
    FloatFormat<Real> format(cast<FloatType>(getResultType()));
    return [=](Operands x) { return format.round(f(x)); };
  }

  /// `f`, a math op that code computes with its declared error, then rounds.
  Function inaccurate(Function f, bool nonNegative = false) const {
    auto type = cast<FloatType>(getResultType());
    FloatType computeType = getComputeType(type);
    std::optional<std::pair<double, double>> declared =
        getMathExpansionError(op, computeType);
    if (!declared)
      return nullptr;
    FloatFormat<Real> format(computeType);
    Real relative = declared->first, absolute = declared->second;
    if (relative != 0)
      relative += std::numeric_limits<Real>::epsilon();
    auto widen = [=](Range x) {
      if (std::isfinite(x.lo))
        x.lo -= relative * std::abs(x.lo) + absolute;
      if (std::isfinite(x.hi))
        x.hi += relative * std::abs(x.hi) + absolute;
      if (nonNegative)
        x.lo = std::max(x.lo, Real(0));
      format.overflow(x);
      return x;
    };
    return [=](Operands x) {
      Bounded<Real> y = f(x);
      return roundToStorage(
          type, Bounded<Real>{y.value, widen(y.worst), widen(y.statistical)});
    };
  }

  Type getResultType() const {
    return getElementTypeOrSelf(op->getResult(0).getType());
  }
  Type getOperandType() const {
    return getElementTypeOrSelf(op->getOperand(0).getType());
  }

  //===--------------------------------------------------------------------===//
  // Floats
  //===--------------------------------------------------------------------===//

  Function getFloatOp() const {
    return llvm::TypeSwitch<Operation *, Function>(op)
        .template Case<arith::AddFOp>([&](Operation *) {
          return rounded(monotoneInEach([](Real x, Real y) { return x + y; }));
        })
        .template Case<arith::SubFOp>([&](Operation *) {
          return rounded(monotoneInEach([](Real x, Real y) { return x - y; }));
        })
        .template Case<arith::MulFOp>([&](Operation *) {
          return rounded(
              binary([](Real x, Real y) { return x * y; }, multiply<Real>));
        })
        .template Case<arith::DivFOp>([&](Operation *) {
          return rounded(
              binary([](Real x, Real y) { return x / y; }, divide<Real>));
        })
        .template Case<arith::NegFOp>(
            [](Operation *) { return monotone([](Real x) { return -x; }); })
        .template Case<arith::MaximumFOp>([](Operation *) {
          return monotoneInEach(
              [](Real x, Real y) { return x > y || std::isnan(x) ? x : y; });
        })
        .template Case<arith::MinimumFOp>([](Operation *) {
          return monotoneInEach(
              [](Real x, Real y) { return x < y || std::isnan(x) ? x : y; });
        })
        .template Case<arith::MaxNumFOp>([](Operation *) {
          return ignoringNaN([](Real x, Real y) { return std::fmax(x, y); });
        })
        .template Case<arith::MinNumFOp>([](Operation *) {
          return ignoringNaN([](Real x, Real y) { return std::fmin(x, y); });
        })
        // What overflows is an infinity already in the narrow type.
        .template Case<arith::ExtFOp>(
            [](Operation *) { return monotone([](Real x) { return x; }); })
        .template Case<arith::TruncFOp>([&](Operation *) {
          return rounded(monotone([](Real x) { return x; }));
        })
        .Default([](Operation *) { return nullptr; });
  }

  template <typename F>
  static Function ignoringNaN(F f) {
    return binary(f, [f](const Range &x, const Range &y) {
      Range range = atCorners(f, x, y);
      if (x.nan)
        range.join(y);
      if (y.nan)
        range.join(x);
      range.nan = x.nan && y.nan;
      return range;
    });
  }

  Function getMathOp() const {
    return llvm::TypeSwitch<Operation *, Function>(op)
        .template Case<math::ExpOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::exp(x); }), true);
        })
        .template Case<math::Exp2Op>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::exp2(x); }),
                            true);
        })
        .template Case<math::ExpM1Op>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::expm1(x); }));
        })
        .template Case<math::LogOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::log(x); }));
        })
        .template Case<math::Log1pOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::log1p(x); }));
        })
        .template Case<math::TanhOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::tanh(x); }));
        })
        .template Case<math::ErfOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::erf(x); }));
        })
        .template Case<math::ErfcOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::erfc(x); }),
                            true);
        })
        .template Case<math::SqrtOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::sqrt(x); }),
                            true);
        })
        .template Case<math::RsqrtOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return 1 / std::sqrt(x); }),
                            true);
        })
        .template Case<math::PowFOp, math::FPowIOp>([&](Operation *) {
          return inaccurate(binary(
              [](Real x, Real y) { return std::pow(x, y); }, power<Real>));
        })
        .template Case<math::FloorOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::floor(x); }));
        })
        .template Case<math::CeilOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::ceil(x); }));
        })
        .template Case<math::RoundOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::round(x); }));
        })
        .template Case<math::RoundEvenOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::nearbyint(x); }));
        })
        .template Case<math::TruncOp>([&](Operation *) {
          return inaccurate(monotone([](Real x) { return std::trunc(x); }));
        })
        .template Case<math::AbsFOp>([](Operation *) { return absolute(); })
        .template Case<math::FmaOp>(
            [&](Operation *) { return rounded(fusedMultiplyAdd()); })
        .Default([](Operation *) { return nullptr; });
  }

  static Function absolute() {
    auto abs = [](Real x) { return std::abs(x); };
    return unary(abs, [abs](const Range &x) {
      Range range = atEnds(abs, x);
      if (x.lo < 0 && x.hi > 0)
        range.lo = 0;
      return range;
    });
  }

  static Function fusedMultiplyAdd() {
    auto range = [](const Range &x, const Range &y, const Range &z) {
      if (x.isPoint() && y.isPoint() && z.isPoint())
        return Range::point(std::fma(x.lo, y.lo, z.lo));
      return atCorners([](Real a, Real b) { return a + b; }, multiply(x, y), z);
    };
    return [=](Operands x) -> Bounded<Real> {
      return {std::fma(x[0].value, x[1].value, x[2].value),
              range(x[0].worst, x[1].worst, x[2].worst),
              range(x[0].statistical, x[1].statistical, x[2].statistical)};
    };
  }

  //===--------------------------------------------------------------------===//
  // Comparison and choice
  //===--------------------------------------------------------------------===//

  /// What the comparison of all floats of two ranges can give.
  static Range truth(bool canBeFalse, bool canBeTrue) {
    return {Real(canBeFalse ? 0 : 1), Real(canBeTrue ? 1 : 0), false};
  }

  static Range compareRanges(arith::CmpFPredicate predicate, const Range &x,
                             const Range &y) {
    using P = arith::CmpFPredicate;
    bool canBeTrue = false, canBeFalse = false;
    if (x.hasNumbers() && y.hasNumbers()) {
      auto less = [](const Range &a, const Range &b, bool orEqual) {
        bool some = orEqual ? a.lo <= b.hi : a.lo < b.hi;
        bool all = orEqual ? a.hi <= b.lo : a.hi < b.lo;
        return std::pair(some, all);
      };
      bool some, all;
      switch (predicate) {
      case P::OLT:
      case P::ULT:
        std::tie(some, all) = less(x, y, false);
        break;
      case P::OLE:
      case P::ULE:
        std::tie(some, all) = less(x, y, true);
        break;
      case P::OGT:
      case P::UGT:
        std::tie(some, all) = less(y, x, false);
        break;
      case P::OGE:
      case P::UGE:
        std::tie(some, all) = less(y, x, true);
        break;
      case P::OEQ:
      case P::UEQ:
        some = x.lo <= y.hi && y.lo <= x.hi;
        all = x.lo == x.hi && y.lo == y.hi && x.lo == y.lo;
        break;
      case P::ONE:
      case P::UNE:
        some = !(x.lo == x.hi && y.lo == y.hi && x.lo == y.lo);
        all = x.hi < y.lo || y.hi < x.lo;
        break;
      case P::ORD:
      case P::AlwaysTrue:
        some = all = true;
        break;
      case P::UNO:
      case P::AlwaysFalse:
        some = all = false;
        break;
      }
      canBeTrue |= some;
      canBeFalse |= !all;
    }
    if (x.nan || y.nan)
      (isTrueForNaN(predicate) ? canBeTrue : canBeFalse) = true;
    return truth(canBeFalse, canBeTrue);
  }

  static bool isTrueForNaN(arith::CmpFPredicate predicate) {
    using P = arith::CmpFPredicate;
    return llvm::is_contained(
        {P::UEQ, P::UNE, P::ULT, P::ULE, P::UGT, P::UGE, P::UNO, P::AlwaysTrue},
        predicate);
  }

  /// A value compared with itself: it is equal to itself unless it is NaN.
  static Range compareWithItself(arith::CmpFPredicate predicate,
                                 const Range &x) {
    Range result = compareRanges(predicate, Range::point(0), Range::point(0));
    if (!x.nan)
      return result;
    Range ofNaN = compareRanges(predicate, Range::onlyNaN(), Range::onlyNaN());
    if (!x.hasNumbers())
      return ofNaN;
    result.join(ofNaN);
    return result;
  }

  static Function compareFloats(arith::CmpFOp op) {
    arith::CmpFPredicate predicate = op.getPredicate();
    bool same = op.getLhs() == op.getRhs();
    return [=](Operands x) -> Bounded<Real> {
      auto compare = [&](const Range &a, const Range &b) {
        return same ? compareWithItself(predicate, a)
                    : compareRanges(predicate, a, b);
      };
      Range exact = compare(Range::point(x[0].value), Range::point(x[1].value));
      return {exact.lo, compare(x[0].worst, x[1].worst),
              compare(x[0].statistical, x[1].statistical)};
    };
  }

  /// Where the condition is not certain, code may choose either value.
  static Range chooseRange(const Range &condition, const Range &ifTrue,
                           const Range &ifFalse) {
    if (condition.isPoint())
      return condition.lo != 0 ? ifTrue : ifFalse;
    Range range = ifTrue;
    range.join(ifFalse);
    return range;
  }

  static Function choose() {
    return [](Operands x) -> Bounded<Real> {
      return {
          x[0].value != 0 ? x[1].value : x[2].value,
          chooseRange(x[0].worst, x[1].worst, x[2].worst),
          chooseRange(x[0].statistical, x[1].statistical, x[2].statistical)};
    };
  }

  //===--------------------------------------------------------------------===//
  // Integers
  //===--------------------------------------------------------------------===//

  static unsigned getWidth(Type type) {
    return type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
  }

  /// Null for what is no integer, or none that Real holds exactly.
  static std::optional<APInt> toInteger(Real value, unsigned width) {
    constexpr int bits = std::min(std::numeric_limits<Real>::digits, 63);
    if (!(std::abs(value) < std::ldexp(Real(1), bits)))
      return std::nullopt;
    return APInt(64, static_cast<int64_t>(value), /*isSigned=*/true)
        .sextOrTrunc(width);
  }

  static Real fromInteger(const APInt &value) {
    if (value.getBitWidth() == 1)
      return value.getBoolValue();
    return value.getSExtValue();
  }

  /// An op on integers. It is exact; of what depends on an undecided
  /// comparison nothing is known, unless all is of type i1.
  template <typename F>
  Function onIntegers(F f) const {
    unsigned width = getWidth(getOperandType());
    auto number = [=](Real x, Real y) -> Real {
      std::optional<APInt> a = toInteger(x, width), b = toInteger(y, width);
      std::optional<APInt> result;
      if (a && b)
        result = f(*a, *b);
      if (!result || !toInteger(fromInteger(*result), result->getBitWidth()))
        return std::numeric_limits<Real>::quiet_NaN();
      return fromInteger(*result);
    };
    auto range = [=](const Range &x, const Range &y) {
      if (width != 1 && !(x.isPoint() && y.isPoint()))
        return Range::everything();
      Range result = atCorners(number, x, y);
      return result.hasNumbers() ? result : Range::everything();
    };
    return [=](Operands x) -> Bounded<Real> {
      const Bounded<Real> &a = x.front(), &b = x.back();
      return {number(a.value, b.value), range(a.worst, b.worst),
              range(a.statistical, b.statistical)};
    };
  }

  Function getIntegerOp() const {
    using Result = std::optional<APInt>;
    auto plain = [&](APInt (*f)(const APInt &, const APInt &)) {
      return onIntegers(
          [f](const APInt &a, const APInt &b) -> Result { return f(a, b); });
    };
    auto quotient = [&](APInt (*f)(const APInt &, const APInt &)) {
      return onIntegers([f](const APInt &a, const APInt &b) -> Result {
        if (b.isZero())
          return std::nullopt;
        return f(a, b);
      });
    };
    return llvm::TypeSwitch<Operation *, Function>(op)
        .template Case<arith::AddIOp>([&](Operation *) {
          return plain([](const APInt &a, const APInt &b) { return a + b; });
        })
        .template Case<arith::SubIOp>([&](Operation *) {
          return plain([](const APInt &a, const APInt &b) { return a - b; });
        })
        .template Case<arith::MulIOp>([&](Operation *) {
          return plain([](const APInt &a, const APInt &b) { return a * b; });
        })
        .template Case<arith::AndIOp>([&](Operation *) {
          return plain([](const APInt &a, const APInt &b) { return a & b; });
        })
        .template Case<arith::OrIOp>([&](Operation *) {
          return plain([](const APInt &a, const APInt &b) { return a | b; });
        })
        .template Case<arith::XOrIOp>([&](Operation *) {
          return plain([](const APInt &a, const APInt &b) { return a ^ b; });
        })
        .template Case<arith::MaxSIOp>([&](Operation *) {
          return plain([](const APInt &a, const APInt &b) {
            return llvm::APIntOps::smax(a, b);
          });
        })
        .template Case<arith::MinSIOp>([&](Operation *) {
          return plain([](const APInt &a, const APInt &b) {
            return llvm::APIntOps::smin(a, b);
          });
        })
        .template Case<arith::DivSIOp>([&](Operation *) {
          return quotient(
              [](const APInt &a, const APInt &b) { return a.sdiv(b); });
        })
        .template Case<arith::DivUIOp>([&](Operation *) {
          return quotient(
              [](const APInt &a, const APInt &b) { return a.udiv(b); });
        })
        .template Case<arith::RemSIOp>([&](Operation *) {
          return quotient(
              [](const APInt &a, const APInt &b) { return a.srem(b); });
        })
        .template Case<arith::RemUIOp>([&](Operation *) {
          return quotient(
              [](const APInt &a, const APInt &b) { return a.urem(b); });
        })
        .template Case<arith::FloorDivSIOp>([&](Operation *) {
          return quotient([](const APInt &a, const APInt &b) {
            return llvm::APIntOps::RoundingSDiv(a, b, APInt::Rounding::DOWN);
          });
        })
        .template Case<arith::CeilDivSIOp>([&](Operation *) {
          return quotient([](const APInt &a, const APInt &b) {
            return llvm::APIntOps::RoundingSDiv(a, b, APInt::Rounding::UP);
          });
        })
        .template Case<arith::CmpIOp>([&](arith::CmpIOp compare) {
          arith::CmpIPredicate predicate = compare.getPredicate();
          return onIntegers(
              [predicate](const APInt &a, const APInt &b) -> Result {
                return APInt(1, arith::applyCmpPredicate(predicate, a, b));
              });
        })
        .template Case<arith::ExtUIOp, arith::IndexCastUIOp>([&](Operation *) {
          return resized(
              [](const APInt &a, unsigned w) { return a.zextOrTrunc(w); });
        })
        .template Case<arith::ExtSIOp, arith::TruncIOp, arith::IndexCastOp>(
            [&](Operation *) {
              return resized(
                  [](const APInt &a, unsigned w) { return a.sextOrTrunc(w); });
            })
        .template Case<arith::SIToFPOp>([&](Operation *) {
          bool isBool = getOperandType().isInteger(1);
          return rounded(monotone([=](Real x) { return isBool ? -x : x; }));
        })
        .template Case<arith::UIToFPOp>([&](Operation *) {
          Real wrap = std::ldexp(Real(1), getWidth(getOperandType()));
          return rounded(
              monotone([=](Real x) { return x < 0 ? x + wrap : x; }));
        })
        .Default([](Operation *) { return nullptr; });
  }

  template <typename F>
  Function resized(F f) const {
    unsigned width = getWidth(getResultType());
    return onIntegers([=](const APInt &a, const APInt &) {
      return std::optional(f(a, width));
    });
  }

  //===--------------------------------------------------------------------===//
  // All
  //===--------------------------------------------------------------------===//

  Function getOther() const {
    return llvm::TypeSwitch<Operation *, Function>(op)
        .template Case<arith::CmpFOp>(
            [](arith::CmpFOp compare) { return compareFloats(compare); })
        .template Case<arith::SelectOp>([](Operation *) { return choose(); })
        .template Case<ActivationOp>([&](ActivationOp activation) {
          return getActivation<Real>(activation.getActivation(),
                                     cast<FloatType>(getResultType()));
        })
        .template Case<GateOp>([&](GateOp gate) {
          return getGate<Real>(gate.getActivation(), gate.getRounding(),
                               cast<FloatType>(getResultType()));
        })
        .Default([](Operation *) { return nullptr; });
  }

  Function build() const {
    for (auto getter :
         {&ScalarOpBuilder::getFloatOp, &ScalarOpBuilder::getMathOp,
          &ScalarOpBuilder::getIntegerOp, &ScalarOpBuilder::getOther})
      if (Function function = (this->*getter)())
        return function;
    return nullptr;
  }
};
} // namespace

/// Whether the reference holds values of this type.
static bool isKnownType(Type type) {
  if (isa<VectorType>(type))
    return false;
  Type element = getElementTypeOrSelf(type);
  return isa<Float16Type, BFloat16Type, Float32Type, Float64Type>(element) ||
         element.isIndex() ||
         (element.isInteger() && element.getIntOrFloatBitWidth() <= 64);
}

template <typename Real>
FailureOr<ScalarFunction<Real>> reference::getScalarFunction(Operation *op) {
  ScalarFunction<Real> function;
  if (op->getNumResults() == 1 &&
      llvm::all_of(op->getOperandTypes(), isKnownType) &&
      isKnownType(op->getResult(0).getType()))
    function = ScalarOpBuilder<Real>{op}.build();
  if (!function)
    return refuse(op);
  return function;
}

template FailureOr<ScalarFunction<double>>
reference::getScalarFunction<double>(Operation *);
template FailureOr<ScalarFunction<long double>>
reference::getScalarFunction<long double>(Operation *);
