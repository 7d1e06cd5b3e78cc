//===- Float16.cpp - Conversions that old C libraries lack ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Runtime/Float16.h"
#include <cmath>
#include <cstdint>
#include <cstring>

static uint32_t getBits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

static float fromBits(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof bits);
  return value;
}

float __truncsfbf2(float value) {
  uint32_t bits = getBits(value);
  if (std::isnan(value))
    return fromBits((bits >> 16) | 0x40);
  // To nearest, ties to even; a carry goes into the exponent by itself.
  return fromBits((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

float __truncdfbf2(double value) {
  float nearest = static_cast<float>(value);
  // Rounding twice is right if the first time is to odd: an inexact result is
  // then never on the middle between two bf16.
  if (nearest != value && std::isfinite(nearest) && !(getBits(nearest) & 1))
    nearest = std::nextafter(nearest, value > nearest ? INFINITY : -INFINITY);
  return __truncsfbf2(nearest);
}
