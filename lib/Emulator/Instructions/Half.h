//===- Half.h - The two formats of 16 bits ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_HALF_H
#define GLU_EMULATOR_INSTRUCTIONS_HALF_H

#include "../Float.h"

namespace ptxemu {

template <float (*decodeImage)(uint16_t), uint16_t (*encodeValue)(float),
          uint16_t infinityImage>
struct HalfFormat {
  static constexpr uint16_t infinity = infinityImage;
  static float decode(uint16_t image) { return decodeImage(image); }
  static uint16_t encode(float value) { return encodeValue(value); }
  static uint16_t flush(uint16_t image) {
    return image & infinity ? image : image & 0x8000;
  }
};

using F16 = HalfFormat<fromF16, toF16, 0x7c00>;
using Bf16 = HalfFormat<fromBf16, toBf16, 0x7f80>;

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_HALF_H
