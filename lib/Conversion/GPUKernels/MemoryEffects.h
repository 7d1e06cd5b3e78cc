//===- MemoryEffects.h - What ops of kernels do to memory -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_GPUKERNELS_MEMORYEFFECTS_H
#define GLU_CONVERSION_GPUKERNELS_MEMORYEFFECTS_H

#include "mlir/IR/DialectRegistry.h"

namespace mlir::glu {

/// Some ops of upstream that kernels are made of do not say what they do to
/// memory, and the placement of deallocations refuses those. This says it.
void registerMemoryEffects(DialectRegistry &registry);

} // namespace mlir::glu

#endif // GLU_CONVERSION_GPUKERNELS_MEMORYEFFECTS_H
