//===- Dialect.cpp - An activation of one's own ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Client.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/TypeSwitch.h"
#include <algorithm>

#include "ClientDialect.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "ClientAttrs.cpp.inc"

using namespace mlir;
using namespace client;

void ClientDialect::initialize() { addAttributes<HardSiluAttr>(); }

/// A constant like `x`.
static Value emitConstant(OpBuilder &b, Location loc, Value x, double c) {
  TypedAttr attr = b.getFloatAttr(getElementTypeOrSelf(x.getType()), c);
  if (auto shaped = dyn_cast<ShapedType>(x.getType()))
    attr = DenseElementsAttr::get(shaped, Attribute(attr));
  return arith::ConstantOp::create(b, loc, attr);
}

/// scale * x + 1 / 2, not less than 0 and not more than 1. NaN stays NaN.
static Value emitRamp(OpBuilder &b, Location loc, Value x, double scale) {
  Value line = arith::MulFOp::create(b, loc, x, emitConstant(b, loc, x, scale));
  line = arith::AddFOp::create(b, loc, line, emitConstant(b, loc, x, 0.5));
  line = arith::MaximumFOp::create(b, loc, line, emitConstant(b, loc, x, 0.0));
  return arith::MinimumFOp::create(b, loc, line, emitConstant(b, loc, x, 1.0));
}

Value HardSiluAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return arith::MulFOp::create(b, loc, x, emitRamp(b, loc, x, 1.0 / 6));
}

long double HardSiluAttr::evaluate(FloatType, long double x,
                                   long double) const {
  return x * std::clamp(x / 6 + 0.5L, 0.0L, 1.0L);
}

Value HardSiluAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                                   Value) const {
  // x / 3 + 1 / 2 where |x| < 3, as the ramp is a constant elsewhere.
  Value line =
      arith::MulFOp::create(b, loc, x, emitConstant(b, loc, x, 1.0 / 3));
  line = arith::AddFOp::create(b, loc, line, emitConstant(b, loc, x, 0.5));
  auto isLess = [&](Value lhs, Value rhs) -> Value {
    return arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OLE, lhs, rhs);
  };
  Value isLow = isLess(x, emitConstant(b, loc, x, -3.0));
  Value isHigh = isLess(emitConstant(b, loc, x, 3.0), x);
  line = arith::SelectOp::create(b, loc, isLow, emitConstant(b, loc, x, 0.0),
                                 line);
  return arith::SelectOp::create(b, loc, isHigh, emitConstant(b, loc, x, 1.0),
                                 line);
}

long double HardSiluAttr::evaluateDerivative(FloatType, long double x,
                                             long double) const {
  if (x <= -3)
    return 0;
  return x >= 3 ? 1 : x / 3 + 0.5L;
}

double HardSiluAttr::getSlopeBound() const { return 1.5; }

std::pair<double, double>
HardSiluAttr::getExpansionError(FloatType type) const {
  // The ramp is a rounded constant, product and sum of at most 3, that is, off
  // by some units of 1, which matter next to its zero; then x multiplies it.
  return type.isF64() ? std::pair(0x1p-52, 0x1p-49)
                      : std::pair(0x1p-23, 0x1p-20);
}
