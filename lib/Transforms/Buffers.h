//===- Buffers.h - What is done to a buffer ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TRANSFORMS_BUFFERS_H
#define GLU_TRANSFORMS_BUFFERS_H

#include "mlir/IR/Value.h"

namespace mlir::glu {

/// Whether an op writes into `buffer` or a view of it.
bool isWritten(Value buffer);

} // namespace mlir::glu

#endif // GLU_TRANSFORMS_BUFFERS_H
