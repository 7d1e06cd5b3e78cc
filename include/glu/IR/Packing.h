//===- Packing.h - The weights of layers and their panels -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_PACKING_H
#define GLU_IR_PACKING_H

#include "glu/IR/GLU.h"

namespace mlir::glu {

/// C13 of the layers, C1 of glu.pack_weights: `op` has as many weights as its
/// layout takes.
LogicalResult verifyWeightCount(Operation *op, WeightsAttr layout,
                                size_t count);

/// The weights of one product of a layer: one operand, or two for separate gate
/// and value.
struct ProductWeights {
  WeightsAttr layout;
  MutableArrayRef<OpOperand> operands;

  RankedTensorType getType() const {
    return cast<RankedTensorType>(operands.front().get().getType());
  }
  SmallVector<Value, 2> getValues() const {
    return llvm::map_to_vector<2>(operands,
                                  [](OpOperand &o) { return o.get(); });
  }
};

/// Those of glu.linear and glu.gated_linear, or of the two products of glu.ffn,
/// in order; none for another op.
SmallVector<ProductWeights, 2> getProductWeights(Operation *layer);

/// The panels that a kernel reads of weights that lie as `layout` says, each of
/// static shape `weight`: tiles take whole groups of 32 of k.
RankedTensorType getPackedType(StrategyAttr strategy, WeightsAttr layout,
                               RankedTensorType weight);

} // namespace mlir::glu

#endif // GLU_IR_PACKING_H
