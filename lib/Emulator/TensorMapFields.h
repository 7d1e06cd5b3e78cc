//===- TensorMapFields.h - Tensor maps that kernels change ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_TENSORMAPFIELDS_H
#define GLU_EMULATOR_TENSORMAPFIELDS_H

#include "glu/Emulator/TensorMap.h"

namespace ptxemu {

enum class MapField : uint8_t {
  Address,
  Rank,
  Box,
  Size,
  Stride,
  ElementStride,
  ElementType,
  Interleave,
  Swizzle,
  Fill
};

/// What tensormap.replace writes. `bytes` are a map or zeros, which become one;
/// false if they are neither. Whether the map is one that copies can use is
/// found out when they do.
bool replaceField(EncodedTensorMap &bytes, MapField field, unsigned index,
                  uint64_t value);

} // namespace ptxemu

#endif // GLU_EMULATOR_TENSORMAPFIELDS_H
