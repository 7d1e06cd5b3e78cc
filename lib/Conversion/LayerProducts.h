//===- LayerProducts.h - The products of a layer ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_LAYERPRODUCTS_H
#define GLU_CONVERSION_LAYERPRODUCTS_H

#include "glu/IR/GLU.h"

namespace mlir::glu {

/// A product of a layer, on tensors.
struct LayerProduct {
  ActivationAttrInterface activation;
  WeightsAttr layout;
  /// One for each part, gate and value, but of packed weights the one that
  /// holds both.
  SmallVector<Value, 2> weights;
  /// One for each part, null where absent.
  SmallVector<Value, 2> biases;
  /// A scalar, [n], or null.
  Value beta;
};

/// The products of a layer in order: a glu.ffn has two.
SmallVector<LayerProduct, 2> getProducts(OpBuilder &b, LinearOp op);
SmallVector<LayerProduct, 2> getProducts(OpBuilder &b, GatedLinearOp op);
SmallVector<LayerProduct, 2> getProducts(OpBuilder &b, FFNOp op);

} // namespace mlir::glu

#endif // GLU_CONVERSION_LAYERPRODUCTS_H
