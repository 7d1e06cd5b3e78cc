//===- Products.h - Recognize products on tensors ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Recognizers of the parts of a layer that is spelled in separate ops. They
// look at values and change nothing.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_PRODUCTS_H
#define GLU_LIB_TRANSFORMS_PRODUCTS_H

#include "TensorMatchers.h"
#include "glu/IR/GLU.h"

namespace mlir::glu {

/// A weight as a product reads it.
struct Weight {
  Value value;
  WeightOrder order = WeightOrder::InOut;

  RankedTensorType getType() const {
    return cast<RankedTensorType>(value.getType());
  }
  unsigned getOutDim() const { return order == WeightOrder::InOut ? 1 : 0; }
  /// The same weight, read before the `linalg.transpose`s in front of it.
  Weight stripTransposes() const;
};

/// How gate and value lie in a dimension of size `total` that they share: the
/// layout of a packed weight, with `order`. None if they do not fill it in a
/// way that has a layout.
std::optional<WeightsAttr> matchPacking(const Slice &gate, const Slice &value,
                                        int64_t total, WeightOrder order);

/// act(x W + b) in separate ops, up to some value: the ops from a product to
/// there, which may be a bias, conversions between x's element type and the
/// compute type, `tensor.expand_shape` of the rows, a slice of the channels and
/// one activation. Nothing but the product must be there.
struct Factor {
  /// The op that is the product; null if there is none.
  Operation *product = nullptr;
  /// What keeps the ops from being part of one layer; empty if nothing does.
  std::string problem;

  /// The operand of the product, and x: the same, before it was widened.
  Value input, x;
  Weight weight;
  /// `[n]`, null if there is none.
  Value bias;
  /// Null if there is none, or the identity.
  ActivationAttrInterface activation;
  /// A scalar or `[n]`, null if the activation takes none.
  Value beta;
  /// Whether x W + b, and what the activation makes of it, are rounded to an
  /// element type narrower than the compute type.
  bool sumRounded = false, activationRounded = false;
  /// The rows are expanded on the way.
  tensor::ExpandShapeOp expand;
  /// The channels are sliced on the way, after the bias and before the
  /// activation. The source may have one use besides.
  std::optional<Slice> slice;

  FloatType getElementType() const {
    return cast<FloatType>(getElementTypeOrSelf(x));
  }
};

/// `block` is where the layer would be: the ops must be there too. `value` must
/// have no other use unless it is the result of the layer.
Factor matchFactor(Value value, Block *block, bool isResult = false);
/// The gate of `gate`, activated.
Factor matchGate(GateOp gate);

/// Whether `op` is a product: a linalg contraction or a `glu.linear`.
bool isProduct(Operation *op);

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_PRODUCTS_H
