//===- Constants.h - Numbers that are known ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_CONSTANTS_H
#define GLU_LIB_IMPORT_CONSTANTS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Value.h"

namespace mlir::glu::importer {

/// `value` rounded to a number of type `element`.
TypedAttr getNumber(double value, Type element);

/// The number that all elements of `tensor` are; null if there is none.
TypedAttr getSplat(Value tensor);

/// The constant `tensor` with its elements converted; null if it is none, or if
/// an element has no such value.
DenseElementsAttr convertConstant(Value tensor, Type element);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_CONSTANTS_H
