//===- WeightParts.h - Gate and value among weights -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_REFERENCE_WEIGHTPARTS_H
#define GLU_LIB_REFERENCE_WEIGHTPARTS_H

#include "glu/IR/GLU.h"

namespace mlir::glu::reference {

enum class Part { Gate, Value };

/// Where channel j of a part is among the channels of its weight and bias. Of
/// `n` channels; a layer without gate has the value part alone.
int64_t getChannel(WeightsAttr layout, Part part, int64_t j, int64_t n);

} // namespace mlir::glu::reference

#endif // GLU_LIB_REFERENCE_WEIGHTPARTS_H
