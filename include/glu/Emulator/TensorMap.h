//===- TensorMap.h - Tensors as bulk copies see them ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What cuTensorMapEncodeTiled is on a device: 128 bytes that a kernel passes to
// cp.async.bulk.tensor. Those of the emulator mean nothing to a device.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_TENSORMAP_H
#define GLU_EMULATOR_TENSORMAP_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include <array>
#include <cstdint>

namespace ptxemu {

/// The innermost dimension is the first. Numbers of types and modes are those
/// of the CUDA driver.
struct TensorMap {
  uint64_t address = 0;
  /// Elements, and the bytes from one index to the next but for the innermost
  /// dimension.
  llvm::SmallVector<uint64_t, 5> sizes, strides;
  /// What one copy moves, in elements.
  llvm::SmallVector<uint32_t, 5> box;
  int elementType = 0, interleave = 0;
  /// 0 for none, 1 to 3 for spans of 32, 64 and 128 bytes.
  int swizzle = 0;
  /// 1 to fill with NaN what is outside of the tensor, 0 with zeros.
  int outOfBounds = 0;

  unsigned getElementBytes() const;
  uint64_t getRowBytes() const { return uint64_t(box[0]) * getElementBytes(); }
  uint64_t getBoxBytes() const;
};

using EncodedTensorMap = std::array<uint8_t, 128>;

/// An error says which rule of the driver the map breaks, or what the emulator
/// does not model.
llvm::Expected<EncodedTensorMap> encodeTensorMap(const TensorMap &map);
/// False if these bytes are no map.
bool decodeTensorMap(const EncodedTensorMap &bytes, TensorMap &map);

} // namespace ptxemu

#endif // GLU_EMULATOR_TENSORMAP_H
