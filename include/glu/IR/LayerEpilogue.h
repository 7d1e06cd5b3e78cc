//===- LayerEpilogue.h - What follows the sums of a layer -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_LAYEREPILOGUE_H
#define GLU_IR_LAYEREPILOGUE_H

#include "glu/IR/GLU.h"

namespace mlir::glu {

/// A float, or a vector of floats, `v` as `type`, rounded if that is narrower.
Value convertFloat(OpBuilder &b, Location loc, Value v, FloatType type);

/// `sum + bias`; an absent bias is +0.0, so that no sum is ever -0.
Value addBias(OpBuilder &b, Location loc, Value sum, Value bias);

/// The biases [n] of gate and value in the `bias` of a packed layout; nulls if
/// that is null.
SmallVector<Value, 2> splitBias(OpBuilder &b, Location loc, WeightsAttr layout,
                                Value bias);

/// From the sums of a layer to its result: biases, activation, gate and the
/// roundings of the contract, on scalars and on vectors.
struct LayerEpilogue {
  ActivationAttrInterface activation;
  Rounding rounding;
  /// The element type of the result.
  FloatType storage;

  /// act(sums[0] + biases[0]), times sums[1] + biases[1] if there are two. An
  /// absent bias or beta is null.
  Value emit(OpBuilder &b, Location loc, ValueRange sums,
             ArrayRef<Value> biases, Value beta) const;
};

} // namespace mlir::glu

#endif // GLU_IR_LAYEREPILOGUE_H
