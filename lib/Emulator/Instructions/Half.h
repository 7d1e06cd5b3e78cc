//===- Half.h - The two formats of 16 bits ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_HALF_H
#define GLU_EMULATOR_INSTRUCTIONS_HALF_H

#include "../Float.h"

namespace ptxemu {

struct F16 {
  static constexpr uint16_t infinity = 0x7c00;
  static float decode(uint16_t image) { return fromF16(image); }
  static uint16_t encode(float value) { return toF16(value); }
  static uint16_t flush(uint16_t image) {
    return image & infinity ? image : image & 0x8000;
  }
};

struct Bf16 {
  static constexpr uint16_t infinity = 0x7f80;
  static float decode(uint16_t image) { return fromBf16(image); }
  static uint16_t encode(float value) { return toBf16(value); }
  static uint16_t flush(uint16_t image) {
    return image & infinity ? image : image & 0x8000;
  }
};

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_HALF_H
