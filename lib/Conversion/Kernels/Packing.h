//===- Packing.h - Weights in the order in which kernels read -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_KERNELS_PACKING_H
#define GLU_CONVERSION_KERNELS_PACKING_H

#include "../CodeBuilder.h"
#include "glu/IR/GLU.h"

namespace mlir::glu {

/// glu.pack_weights and glu.unpack_weights on buffers.
void emitPackedWeights(CodeBuilder &code, WeightsAttr layout, PanelsAttr panels,
                       ValueRange weights, Value packed);
void emitUnpackedWeights(CodeBuilder &code, WeightsAttr layout,
                         PanelsAttr panels, Value packed, ValueRange weights);

} // namespace mlir::glu

#endif // GLU_CONVERSION_KERNELS_PACKING_H
