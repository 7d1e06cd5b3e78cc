//===- ClientPlugin.cpp - An activation of a client -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

#include "glu/IR/GLUAttrInterfaces.h.inc"

#include "ClientDialect.h.inc"
#define GET_ATTRDEF_CLASSES
#include "ClientAttrs.h.inc"

#include "ClientDialect.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "ClientAttrs.cpp.inc"

using namespace mlir;
using namespace client;

void ClientDialect::initialize() { addAttributes<SoftsignAttr>(); }

/// A constant like `x`.
static Value emitConstant(OpBuilder &b, Location loc, Value x, double c) {
  TypedAttr attr = b.getFloatAttr(getElementTypeOrSelf(x.getType()), c);
  if (auto shaped = dyn_cast<ShapedType>(x.getType()))
    attr = DenseElementsAttr::get(shaped, Attribute(attr));
  return arith::ConstantOp::create(b, loc, attr);
}

/// 1 + |x|
static Value emitDenominator(OpBuilder &b, Location loc, Value x) {
  Value magnitude = math::AbsFOp::create(b, loc, x);
  return arith::AddFOp::create(b, loc, magnitude, emitConstant(b, loc, x, 1.0));
}

Value SoftsignAttr::emitBody(OpBuilder &b, Location loc, Value x, Value) const {
  return arith::DivFOp::create(b, loc, x, emitDenominator(b, loc, x));
}

long double SoftsignAttr::evaluate(FloatType, long double x,
                                   long double) const {
  return x / (1 + std::fabs(x));
}

Value SoftsignAttr::emitDerivative(OpBuilder &b, Location loc, Value x,
                                   Value) const {
  // 1 / (1 + |x|)^2, where the square may overflow before the result is 0.
  Value inverse = arith::DivFOp::create(b, loc, emitConstant(b, loc, x, 1.0),
                                        emitDenominator(b, loc, x));
  return arith::MulFOp::create(b, loc, inverse, inverse);
}

long double SoftsignAttr::evaluateDerivative(FloatType, long double x,
                                             long double) const {
  return 1 / ((1 + std::fabs(x)) * (1 + std::fabs(x)));
}

double SoftsignAttr::getSlopeBound() const { return 1.0; }

std::pair<double, double>
SoftsignAttr::getExpansionError(FloatType type) const {
  // A rounded sum and a rounded quotient.
  return type.isF64() ? std::pair(0x1p-52, 0x1p-1074)
                      : std::pair(0x1p-23, 0x1p-149);
}

extern "C" LLVM_ATTRIBUTE_WEAK DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "Client", LLVM_VERSION_STRING,
          [](DialectRegistry *registry) { registry->insert<ClientDialect>(); }};
}
