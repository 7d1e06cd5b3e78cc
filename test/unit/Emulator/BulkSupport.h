//===- BulkSupport.h - Tensor maps of arrays --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_EMULATOR_BULKSUPPORT_H
#define GLU_TEST_UNIT_EMULATOR_BULKSUPPORT_H

#include "TensorSupport.h"
#include "glu/Emulator/TensorMap.h"

/// Types of elements, as CUtensorMapDataType has them.
constexpr int int32 = 3, float32 = 7, bfloat16 = 9;

/// A map of a whole array, innermost dimension first.
ptxemu::EncodedTensorMap makeMap(uint64_t address, int elementType,
                                 const std::vector<int> &sizes,
                                 const std::vector<int> &box, int swizzle = 0,
                                 int outOfBounds = 0);

/// The kernel specialised, checked; the error is empty if it succeeded.
std::string runSpecialised(Device &device, int m, int n, int steps);

#endif // GLU_TEST_UNIT_EMULATOR_BULKSUPPORT_H
