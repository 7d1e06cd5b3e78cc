//===- Widen.h - Blocks of any type as f32 ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_WIDEN_H
#define GLU_TOOLS_GLU_ACCURACY_WIDEN_H

#include "Kernel.h"

namespace mlir::glu {

/// Reads blocks of f32, bf16 or f16 as f32, which holds all of their values.
class Widen {
public:
  explicit Widen(FloatType type);

  /// The elements of `block`, valid until the next call.
  const float *operator()(const glurt::Array &block);

private:
  /// By the bits of a 16-bit type; empty for f32.
  std::vector<float> values, buffer;
};

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_WIDEN_H
