//===- MatrixTypes.h - Types of tensor cores --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_MATRIXTYPES_H
#define GLU_EMULATOR_INSTRUCTIONS_MATRIXTYPES_H

#include "../Decoder.h"
#include "../TensorCore.h"

namespace ptxemu {

constexpr const char *productTypes =
    "expected .f32 sums of f16, bf16, tf32, e4m3 or e5m2, .f16 sums of f16, "
    "e4m3 or e5m2, or .s32 sums of s8 or u8";

inline Type getType(SumType type) {
  return type == SumType::F32   ? Type{Kind::Float, 32, false}
         : type == SumType::F16 ? Type{Kind::Float, 16, false}
                                : Type{Kind::Signed, 32, false};
}

/// `.f32.bf16.bf16` and the like; false if there is no such product.
inline bool takeProductType(Decoder &decoder, ProductType &type) {
  auto takeElement = [&](Element &element) {
    int position =
        decoder.takeOneOf({"f16", "bf16", "tf32", "e4m3", "e5m2", "s8", "u8"});
    element = Element(position);
    return position >= 0;
  };
  type.saturates = decoder.take("satfinite");
  int sums = decoder.takeOneOf({"f32", "f16", "s32"});
  type.sums = SumType(sums);
  if (sums < 0 || !takeElement(type.left) || !takeElement(type.right))
    return false;
  bool areIntegers = type.left >= Element::S8;
  // Only those of 8 bits may differ.
  bool areAlike = getElementBytes(type.left) == 1
                      ? getElementBytes(type.right) == 1 &&
                            areIntegers == (type.right >= Element::S8)
                      : type.left == type.right;
  bool mayBeHalf = type.left != Element::Bf16 && type.left != Element::Tf32;
  return areAlike && areIntegers == (type.sums == SumType::S32) &&
         (areIntegers || !type.saturates) &&
         (type.sums != SumType::F16 || mayBeHalf);
}

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_MATRIXTYPES_H
