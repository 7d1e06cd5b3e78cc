//===- GPUProduct.h - A product of a layer, on device buffers ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_GPUKERNELS_GPUPRODUCT_H
#define GLU_CONVERSION_GPUKERNELS_GPUPRODUCT_H

#include "../CodeBuilder.h"
#include "glu/IR/LayerEpilogue.h"

namespace mlir::glu {

/// result = epilogue(x W), as a layer or half a glu.ffn has it, or the maximum
/// of x W_i + b_i over i.
struct GPUProduct {
  LayerEpilogue epilogue;
  WeightsAttr layout;
  /// Whether weights [pieces, k, n] and biases [pieces, n] are those of a
  /// maxout.
  bool isMaxout = false;
  /// [m, k].
  Value x;
  /// [k, n] or [n, k], one for each part or one that holds both.
  SmallVector<Value, 2> weights;
  /// [n], one for each part, null where absent.
  SmallVector<Value, 2> biases;
  /// A scalar, [n], or null.
  Value beta;
  /// [m, n].
  Value result;

  /// Gate and value, or one.
  int64_t getParts() const { return layout.isGated() ? 2 : 1; }
  FloatType getComputeType() const {
    return glu::getComputeType(epilogue.storage);
  }
};

/// The product as one kernel of family S0: fused multiply-adds on scalars, on
/// tiles of x and weights that a block brings into shared memory. Any type, any
/// layout and any size.
void emitS0Product(CodeBuilder &code, const GPUProduct &product);

} // namespace mlir::glu

#endif // GLU_CONVERSION_GPUKERNELS_GPUPRODUCT_H
