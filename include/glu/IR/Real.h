//===- Real.h - Arithmetic on float values as C++ expressions ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lets an emitter of arithmetic be read as the formula that it emits:
//
//   Real e = exp(-abs(x));
//   return 1.0 / (1.0 + e);
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_REAL_H
#define GLU_IR_REAL_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/TypeUtilities.h"

namespace mlir::glu {

/// A float scalar or vector. Operators emit ops of arith and math; a double
/// stands for a constant of the type of the other operand, rounded to it.
class Real {
public:
  Real(ImplicitLocOpBuilder &builder, Value value)
      : builder(&builder), value(value) {}

  ImplicitLocOpBuilder &getBuilder() const { return *builder; }
  Value getValue() const { return value; }
  Type getType() const { return value.getType(); }
  FloatType getElementType() const {
    return cast<FloatType>(getElementTypeOrSelf(getType()));
  }

  /// A constant of the type of this value.
  Real constant(double c) const {
    TypedAttr attr = builder->getFloatAttr(getElementType(), c);
    if (auto shaped = dyn_cast<ShapedType>(getType()))
      attr = DenseElementsAttr::get(shaped, attr);
    return wrap(arith::ConstantOp::create(*builder, attr));
  }

  /// The result of `OpTy` on this value and others of its type.
  template <typename OpTy, typename... Others>
  Real apply(const Others &...others) const {
    return wrap(OpTy::create(*builder, value, others.getValue()...));
  }

  Real wrap(Value other) const { return Real(*builder, other); }

private:
  ImplicitLocOpBuilder *builder;
  Value value;
};

inline Real operator-(const Real &x) { return x.apply<arith::NegFOp>(); }

#define GLU_REAL_OPERATOR(SYMBOL, OP)                                          \
  inline Real operator SYMBOL(const Real &x, const Real &y) {                  \
    return x.apply<OP>(y);                                                     \
  }                                                                            \
  inline Real operator SYMBOL(double x, const Real &y) {                       \
    return y.constant(x) SYMBOL y;                                             \
  }                                                                            \
  inline Real operator SYMBOL(const Real &x, double y) {                       \
    return x SYMBOL x.constant(y);                                             \
  }
GLU_REAL_OPERATOR(+, arith::AddFOp)
GLU_REAL_OPERATOR(-, arith::SubFOp)
GLU_REAL_OPERATOR(*, arith::MulFOp)
GLU_REAL_OPERATOR(/, arith::DivFOp)
#undef GLU_REAL_OPERATOR

/// Comparisons are ordered: false for NaN.
#define GLU_REAL_COMPARISON(SYMBOL, PREDICATE)                                 \
  inline Value operator SYMBOL(const Real &x, double y) {                      \
    return arith::CmpFOp::create(x.getBuilder(),                               \
                                 arith::CmpFPredicate::PREDICATE,              \
                                 x.getValue(), x.constant(y).getValue());      \
  }
GLU_REAL_COMPARISON(<, OLT)
GLU_REAL_COMPARISON(<=, OLE)
GLU_REAL_COMPARISON(>, OGT)
GLU_REAL_COMPARISON(==, OEQ)
#undef GLU_REAL_COMPARISON

inline Real select(Value condition, const Real &x, const Real &y) {
  return x.wrap(arith::SelectOp::create(x.getBuilder(), condition, x.getValue(),
                                        y.getValue()));
}
inline Real select(Value condition, double x, const Real &y) {
  return select(condition, y.constant(x), y);
}
inline Real select(Value condition, const Real &x, double y) {
  return select(condition, x, x.constant(y));
}

inline Real abs(const Real &x) { return x.apply<math::AbsFOp>(); }
inline Real exp(const Real &x) { return x.apply<math::ExpOp>(); }
/// |x| with the sign of y.
inline Real copysign(const Real &x, const Real &y) {
  return x.apply<math::CopySignOp>(y);
}
/// x * y + z, rounded once.
inline Real fma(const Real &x, const Real &y, const Real &z) {
  return x.apply<math::FmaOp>(y, z);
}
inline Real fma(double x, const Real &y, const Real &z) {
  return fma(y.constant(x), y, z);
}
inline Real fma(const Real &x, double y, const Real &z) {
  return fma(x, x.constant(y), z);
}
inline Real fma(const Real &x, const Real &y, double z) {
  return fma(x, y, x.constant(z));
}
inline Real fma(const Real &x, double y, double z) {
  return fma(x, x.constant(y), z);
}

/// The lesser or the greater of x and a bound; NaN stays NaN.
inline Real atMost(const Real &x, double bound) {
  return select(x > bound, bound, x);
}
inline Real atLeast(const Real &x, double bound) {
  return select(x < bound, bound, x);
}

/// c[0] + c[1] x + c[2] x^2 + ..., by Horner's rule.
inline Real polynomial(const Real &x, ArrayRef<double> coefficients) {
  Real sum = x.constant(coefficients.back());
  for (double c : llvm::reverse(coefficients.drop_back()))
    sum = fma(sum, x, c);
  return sum;
}

} // namespace mlir::glu

#endif // GLU_IR_REAL_H
