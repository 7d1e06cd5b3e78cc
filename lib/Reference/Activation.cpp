//===- Activation.cpp - glu.activation and glu.gate on scalars ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScalarOps.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

namespace {
/// act in its compute type, where an error of x grows by at most the slope of
/// act, and the code of act adds the error that it declares.
template <typename Real>
class ComputedActivation {
public:
  ComputedActivation(ActivationAttrInterface activation, FloatType computeType)
      : activation(activation), computeType(computeType), format(computeType),
        slope(activation.getSlopeBound()) {
    std::tie(relative, absolute) = activation.getExpansionError(computeType);
  }

  /// `last` is beta if the activation takes one.
  Bounded<Real> operator()(const Bounded<Real> &x,
                           const Bounded<Real> &last) const {
    Bounded<Real> beta =
        activation.takesBeta() ? last : Bounded<Real>::exact(0);
    return {evaluate(x.value, beta.value),
            getRange(x.value, x.worst, beta.worst),
            getRange(x.value, x.statistical, beta.statistical)};
  }

private:
  Real evaluate(Real x, Real beta) const {
    return activation.evaluate(computeType, x, beta);
  }

  /// `x` is the exact argument, `argument` what code has.
  Interval<Real> getRange(Real x, const Interval<Real> &argument,
                          const Interval<Real> &beta) const {
    if (!argument.hasNumbers() || !beta.hasNumbers())
      return Interval<Real>::onlyNaN();
    Interval<Real> range = getRangeOfExact(x, argument, beta.lo);
    if (beta.isPoint())
      return range;
    // Swish is monotone in beta; of others that take one, nothing is known.
    if (!isa<SwishAttr>(activation))
      return Interval<Real>::everything();
    range.join(getRangeOfExact(x, argument, beta.hi));
    range.nan |= beta.nan;
    return range;
  }

  Interval<Real> getRangeOfExact(Real x, const Interval<Real> &argument,
                                 Real beta) const {
    Interval<Real> range = Interval<Real>::onlyNaN();
    range.nan = argument.nan;
    Real lo = std::max(argument.lo, -format.largest);
    Real hi = std::min(argument.hi, format.largest);
    if (lo <= hi) {
      Real error = slope * std::max(std::max(hi - x, x - lo), Real(0));
      Real center = evaluate(x, beta);
      if (error != 0 && !std::isfinite(center))
        return Interval<Real>::everything();
      range.join(Interval<Real>::point(center - error));
      range.join(Interval<Real>::point(center + error));
    }
    for (Real end : {argument.lo, argument.hi})
      if (std::isinf(end))
        range.join(Interval<Real>::point(evaluate(end, beta)));
    return widen(range);
  }

  Interval<Real> widen(Interval<Real> range) const {
    if (std::isfinite(range.lo))
      range.lo -= getExpansionError(range.lo);
    if (std::isfinite(range.hi))
      range.hi += getExpansionError(range.hi);
    format.overflow(range);
    return range;
  }

  Real getExpansionError(Real y) const {
    // The identity and the like have no error, not even the reference's.
    if (relative == 0)
      return absolute;
    return (relative + std::numeric_limits<Real>::epsilon()) * std::abs(y) +
           absolute;
  }

  ActivationAttrInterface activation;
  FloatType computeType;
  FloatFormat<Real> format;
  Real slope, relative, absolute;
};
} // namespace

template <typename Real>
ScalarFunction<Real>
reference::getActivation(ActivationAttrInterface activation, FloatType type) {
  ComputedActivation<Real> act(activation, getComputeType(type));
  return [=](ArrayRef<Bounded<Real>> operands) {
    return roundToStorage(type, act(operands.front(), operands.back()));
  };
}

template <typename Real>
ScalarFunction<Real> reference::getGate(ActivationAttrInterface activation,
                                        Rounding rounding, FloatType type) {
  ComputedActivation<Real> act(activation, getComputeType(type));
  FloatFormat<Real> storage(type), compute(getComputeType(type));
  bool roundsTwice = getComputeType(type) != type;
  return [=](ArrayRef<Bounded<Real>> operands) -> Bounded<Real> {
    const Bounded<Real> &value = operands[1];
    Bounded<Real> gate = act(operands.front(), operands.back());
    // Where there is no activation, the gate has been rounded already.
    if (rounding == Rounding::AsUnfused && !activation.isIdentity())
      gate = roundToStorage(type, gate);
    Bounded<Real> product{gate.value * value.value,
                          multiply(gate.worst, value.worst),
                          multiply(gate.statistical, value.statistical)};
    if (roundsTwice && rounding == Rounding::F32Through)
      product = compute.round(product);
    return storage.round(product);
  };
}

#define INSTANTIATE(REAL)                                                      \
  template ScalarFunction<REAL> reference::getActivation<REAL>(                \
      ActivationAttrInterface, FloatType);                                     \
  template ScalarFunction<REAL> reference::getGate<REAL>(                      \
      ActivationAttrInterface, Rounding, FloatType);
INSTANTIATE(double)
INSTANTIATE(long double)
#undef INSTANTIATE
