//===- LayerProducts.cpp - The products of a layer ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerProducts.h"
#include "glu/IR/LayerEpilogue.h"

using namespace mlir;
using namespace mlir::glu;

template <typename LayerOp>
static LayerProduct getHiddenProduct(OpBuilder &b, LayerOp op) {
  WeightsAttr layout = op.getLayout();
  SmallVector<Value, 2> biases{op.getBias()};
  if (layout.isPacked())
    biases = splitBias(b, op.getLoc(), layout, op.getBias());
  else if (layout.isGated())
    biases = {op.getGateBias(), op.getValueBias()};
  return {op.getActivation(), layout, op.getWeights(), biases, op.getBeta()};
}

SmallVector<LayerProduct, 2> mlir::glu::getProducts(OpBuilder &, LinearOp op) {
  return {{op.getActivation(),
           op.getLayout(),
           {op.getWeight()},
           {op.getBias()},
           op.getBeta()}};
}

SmallVector<LayerProduct, 2> mlir::glu::getProducts(OpBuilder &b,
                                                    GatedLinearOp op) {
  return {getHiddenProduct(b, op)};
}

SmallVector<LayerProduct, 2> mlir::glu::getProducts(OpBuilder &b, FFNOp op) {
  return {getHiddenProduct(b, op),
          {IdentityAttr::get(op.getContext()),
           op.getDownLayout(),
           {op.getDownWeight()},
           {op.getDownBias()},
           Value()}};
}
