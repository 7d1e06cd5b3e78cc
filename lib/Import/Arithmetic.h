//===- Arithmetic.h - Arithmetic of operands that are broadcast -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_IMPORT_ARITHMETIC_H
#define GLU_LIB_IMPORT_ARITHMETIC_H

#include "Source.h"

namespace mlir::glu::importer {

/// The op on floats or on integers, which are broadcast; i1 has no arithmetic.
template <typename FloatOp, typename IntOp>
Value mapByType(Source &in, Value a, Value b) {
  SmallVector<Value> operands = {a, b};
  if (in.failed() || failed(in.build.broadcastTogether(operands)))
    return Value();
  a = operands[0];
  b = operands[1];
  if (isFloat(a)) {
    if constexpr (std::is_same_v<FloatOp, arith::MulFOp>)
      return in.build.multiply(a, b);
    else
      return in.build.map<FloatOp>(a, b);
  }
  if constexpr (!std::is_void_v<IntOp>)
    if (!getElement(a).isInteger(1))
      return in.build.map<IntOp>(a, b);
  in.error() << "has elements of the unsupported type " << getElement(a);
  return Value();
}

/// The same of floats, with `y` in the type of `x`.
template <typename FloatOp>
Value mapFloats(Source &in, Value x, Value y) {
  if (!x || !y)
    return Value();
  return mapByType<FloatOp, void>(in, x, in.build.convert(y, getElement(x)));
}

/// x to a power that is computed by products and roots. Null for others.
Value buildPower(TensorBuilder &build, Value x, double exponent);

} // namespace mlir::glu::importer

#endif // GLU_LIB_IMPORT_ARITHMETIC_H
