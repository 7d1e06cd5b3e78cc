//===- Constants.cpp - Numbers that are known -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Constants.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::glu;

TypedAttr mlir::glu::importer::getNumber(double value, Type element) {
  if (auto type = dyn_cast<FloatType>(element))
    return FloatAttr::get(type, value);
  return IntegerAttr::get(element, static_cast<int64_t>(value));
}

TypedAttr mlir::glu::importer::getSplat(Value tensor) {
  if (auto fill = tensor.getDefiningOp<linalg::FillOp>()) {
    TypedAttr value;
    matchPattern(fill.getInputs().front(), m_Constant(&value));
    return value;
  }
  DenseElementsAttr elements;
  if (matchPattern(tensor, m_Constant(&elements)) && elements.isSplat())
    return elements.getSplatValue<TypedAttr>();
  return TypedAttr();
}

/// `value` as a float of type `to`.
static APFloat toFloat(const APInt &value, FloatType to, bool isBool) {
  APFloat result(to.getFloatSemantics());
  result.convertFromAPInt(value, /*IsSigned=*/!isBool,
                          APFloat::rmNearestTiesToEven);
  return result;
}

static APFloat toFloat(APFloat value, FloatType to) {
  bool losesInfo = false;
  value.convert(to.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return value;
}

DenseElementsAttr mlir::glu::importer::convertConstant(Value tensor,
                                                       Type element) {
  DenseElementsAttr elements;
  if (!matchPattern(tensor, m_Constant(&elements)))
    return DenseElementsAttr();
  auto to = dyn_cast<FloatType>(element);
  if (!to)
    return DenseElementsAttr();
  auto bits = [](const APFloat &value) { return value.bitcastToAPInt(); };
  if (isa<FloatType>(elements.getElementType()))
    return elements.mapValues(element, [&](const APFloat &value) {
      return bits(toFloat(value, to));
    });
  bool isBool = elements.getElementType().isInteger(1);
  return elements.mapValues(element, [&](const APInt &value) {
    return bits(toFloat(value, to, isBool));
  });
}
