//===- LayerEpilogue.cpp - What follows the sums of a layer ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/LayerEpilogue.h"

using namespace mlir;
using namespace mlir::glu;

/// `type`, or a vector of it if `like` is one.
static Type getTypeLike(Type like, FloatType type) {
  if (auto vector = dyn_cast<VectorType>(like))
    return vector.clone(type);
  return type;
}

Value mlir::glu::convertFloat(OpBuilder &b, Location loc, Value v,
                              FloatType type) {
  auto from = cast<FloatType>(getElementTypeOrSelf(v));
  if (from == type)
    return v;
  Type to = getTypeLike(v.getType(), type);
  if (from.getWidth() < type.getWidth())
    return arith::ExtFOp::create(b, loc, to, v);
  return arith::TruncFOp::create(b, loc, to, v);
}

Value mlir::glu::addBias(OpBuilder &b, Location loc, Value sum, Value bias) {
  auto type = cast<FloatType>(getElementTypeOrSelf(sum));
  if (!bias)
    bias = arith::ConstantOp::create(b, loc, b.getZeroAttr(sum.getType()));
  return arith::AddFOp::create(b, loc, sum, convertFloat(b, loc, bias, type));
}

Value LayerEpilogue::emit(OpBuilder &b, Location loc, ValueRange sums,
                          ArrayRef<Value> biases, Value beta) const {
  // Where the factors of the gate are rounded.
  FloatType compute = getComputeType(storage);
  FloatType factor = rounding == Rounding::AsUnfused ? storage : compute;
  SmallVector<Value> factors;
  for (auto [sum, bias] : llvm::zip(sums, biases))
    factors.push_back(convertFloat(b, loc, addBias(b, loc, sum, bias), factor));
  if (beta)
    beta = convertFloat(b, loc, beta, compute);
  Value result = factors[0];
  if (!activation.isIdentity())
    result = ActivationOp::create(b, loc, result.getType(), activation, result,
                                  beta);
  if (factors.size() > 1)
    result = arith::MulFOp::create(b, loc, result, factors[1]);
  return convertFloat(b, loc, result, storage);
}
