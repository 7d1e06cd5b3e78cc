//===- Packing.h - The weights of layers and their panels -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_PACKING_H
#define GLU_IR_PACKING_H

#include "glu/IR/GLU.h"

namespace mlir::glu {

/// The weights of one product of a layer: one operand, or two for separate gate
/// and value.
struct ProductWeights {
  WeightsAttr layout;
  MutableArrayRef<OpOperand> operands;

  RankedTensorType getType() const {
    return cast<RankedTensorType>(operands.front().get().getType());
  }
  /// The size of the sums.
  int64_t getK() const { return getType().getDimSize(1 - layout.getOutDim()); }
};

/// Those of glu.linear and glu.gated_linear, or of the two products of glu.ffn,
/// in order; none for another op.
SmallVector<ProductWeights, 2> getProductWeights(Operation *layer);

} // namespace mlir::glu

#endif // GLU_IR_PACKING_H
