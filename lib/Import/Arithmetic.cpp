//===- Arithmetic.cpp - Arithmetic of operands that are broadcast ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arithmetic.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::importer;

Value mlir::glu::importer::buildPower(TensorBuilder &build, Value x,
                                      double exponent) {
  auto invert = [&](Value x) {
    return build.map<arith::DivFOp>(build.full(1.0, x), x);
  };
  if (exponent == 1.0)
    return x;
  if (exponent == 2.0)
    return build.multiply(x, x);
  if (exponent == 3.0)
    return build.multiply(build.multiply(x, x), x);
  if (exponent == 0.5)
    return build.map<math::SqrtOp>(x);
  if (exponent == -0.5)
    return build.map<math::RsqrtOp>(x);
  if (exponent == -1.0)
    return invert(x);
  if (exponent == -2.0)
    return invert(build.multiply(x, x));
  return Value();
}
