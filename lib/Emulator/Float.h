//===- Float.h - Floats as PTX has them -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_FLOAT_H
#define GLU_EMULATOR_FLOAT_H

#include "llvm/ADT/APFloat.h"
#include <cmath>
#include <cstdint>
#include <cstring>

namespace ptxemu {

template <typename To, typename From>
inline To bitCast(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

/// Every NaN that an operation makes is this one.
template <typename T>
inline T makeNaN() {
  if constexpr (sizeof(T) == 4)
    return bitCast<T>(0x7fffffffu);
  else
    return bitCast<T>(uint64_t(0x7ff8) << 48);
}
template <typename T>
inline T canonical(T value) {
  return value != value ? makeNaN<T>() : value;
}

/// .ftz: zero with the same sign instead of a subnormal number.
inline float flush(float value) {
  uint32_t image = bitCast<uint32_t>(value);
  return image & 0x7f800000 ? value : bitCast<float>(image & 0x80000000);
}
/// .sat: into [0, 1]; NaN becomes 0.
template <typename T>
inline T saturate(T value) {
  return value > T(0) ? (value < T(1) ? value : T(1)) : T(0);
}

//===----------------------------------------------------------------------===//
// f16 and bf16
//===----------------------------------------------------------------------===//

inline float fromBf16(uint16_t value) {
  return bitCast<float>(uint32_t(value) << 16);
}

inline uint16_t toBf16(float value) {
  uint32_t image = bitCast<uint32_t>(value);
  // To nearest, ties to even; a carry goes into the exponent by itself.
  uint32_t rounded = (image + 0x7fff + (image >> 16 & 1)) >> 16;
  return value != value ? 0x7fff : rounded;
}

inline float fromF16(uint16_t value) {
  uint32_t magnitude = uint32_t(value & 0x7fff) << 13;
  // The exponent is rebased by a multiplication, which handles subnormals.
  float scaled = bitCast<float>(magnitude) * 0x1p112f;
  uint32_t image = bitCast<uint32_t>(scaled);
  image = magnitude >= 0x0f800000 ? magnitude | 0x7f800000 : image;
  return bitCast<float>(image | uint32_t(value & 0x8000) << 16);
}

inline uint16_t toF16(float value) {
  uint32_t image = bitCast<uint32_t>(value), sign = image >> 16 & 0x8000;
  uint32_t magnitude = image & 0x7fffffff;
  // Subnormal results: the addition aligns and rounds the mantissa.
  uint32_t small = bitCast<uint32_t>(bitCast<float>(magnitude) + 0.5f) -
                   bitCast<uint32_t>(0.5f);
  uint32_t normal =
      (magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13;
  uint32_t result = magnitude < 0x38800000 ? small : normal;
  result = magnitude >= 0x477ff000 ? 0x7c00 : result;
  return magnitude > 0x7f800000 ? 0x7fff : sign | result;
}

//===----------------------------------------------------------------------===//
// 8 bits
//===----------------------------------------------------------------------===//

/// The upper half of an f16.
inline float fromE5m2(uint8_t value) { return fromF16(uint16_t(value << 8)); }

/// There are no infinities; all ones is NaN.
inline float fromE4m3(uint8_t value) {
  if ((value & 0x7f) == 0x7f)
    return makeNaN<float>();
  // The fraction and exponent of an f16 with another bias.
  uint16_t image = (value & 0x80) << 8 | (value & 0x7f) << 7;
  return fromF16(image) * 256;
}

/// To nearest, ties to even; what is larger than `largest` becomes that.
template <float (*decode)(uint8_t), uint8_t largest>
inline uint8_t encodeByte(float value) {
  if (value != value)
    return 0x7f;
  float magnitude = std::fabs(value);
  uint8_t sign = std::signbit(value) ? 0x80 : 0, low = 0, high = largest;
  if (magnitude >= decode(largest))
    return sign | largest;
  while (high - low > 1) {
    uint8_t middle = (low + high) / 2;
    (decode(middle) <= magnitude ? low : high) = middle;
  }
  float below = magnitude - decode(low), above = decode(high) - magnitude;
  bool isUp = above < below || (!(below < above) && low & 1);
  return sign | (isUp ? high : low);
}
inline uint8_t toE4m3(float value) {
  return encodeByte<&fromE4m3, 0x7e>(value);
}
inline uint8_t toE5m2(float value) {
  return encodeByte<&fromE5m2, 0x7b>(value);
}

//===----------------------------------------------------------------------===//
// One rounding for operations in more precision
//===----------------------------------------------------------------------===//

/// a + b, rounded to odd: a later rounding to fewer bits is then right.
inline double addToOdd(double a, double b) {
  double sum = a + b, other = sum - a;
  double error = (a - (sum - other)) + (b - other);
  uint64_t image = bitCast<uint64_t>(sum);
  uint64_t step = (error > 0) == (sum > 0) ? 1 : ~uint64_t(0);
  bool inexact = error < 0 || error > 0;
  image += inexact && !(image & 1) ? step : 0;
  return bitCast<double>(image);
}

/// `value` as a float, rounded to odd.
inline float narrowToOdd(double value) {
  float nearest = static_cast<float>(value);
  if (nearest == value || !std::isfinite(value) ||
      bitCast<uint32_t>(nearest) & 1)
    return nearest;
  return std::nextafterf(nearest, value > nearest ? INFINITY : -INFINITY);
}

//===----------------------------------------------------------------------===//
// All rounding modes
//===----------------------------------------------------------------------===//

using llvm::APFloat;

/// The modes by the position of their names in `rn rz rm rp`.
inline APFloat::roundingMode getRounding(int position) {
  static const APFloat::roundingMode modes[] = {
      APFloat::rmNearestTiesToEven, APFloat::rmTowardZero,
      APFloat::rmTowardNegative, APFloat::rmTowardPositive};
  return modes[position];
}

} // namespace ptxemu

#endif // GLU_EMULATOR_FLOAT_H
