//===- Array.cpp - Dense arrays on the host -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Runtime/Array.h"
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>

using namespace glurt;

size_t glurt::getByteWidth(ElementType type) {
  switch (type) {
  case ElementType::I1:
  case ElementType::I8:
    return 1;
  case ElementType::F16:
  case ElementType::BF16:
  case ElementType::I16:
    return 2;
  case ElementType::F32:
  case ElementType::I32:
    return 4;
  case ElementType::F64:
  case ElementType::I64:
    return 8;
  }
  return 0;
}

const char *glurt::getName(ElementType type) {
  static const char *const names[] = {"f16", "bf16", "f32", "f64", "i1",
                                      "i8",  "i16",  "i32", "i64"};
  return names[static_cast<int>(type)];
}

bool glurt::isFloat(ElementType type) {
  return static_cast<int>(type) <= static_cast<int>(ElementType::F64);
}

//===----------------------------------------------------------------------===//
// 16-bit floats
//===----------------------------------------------------------------------===//

namespace {
/// A binary format of 16 bits by the number of its stored mantissa bits.
struct Format16 {
  int mantissaBits;
  int getBias() const { return (1 << (14 - mantissaBits)) - 1; }
  int getMaxExponent() const { return (1 << (15 - mantissaBits)) - 1; }
};
constexpr Format16 f16Format{10}, bf16Format{7};
} // namespace

static double decode(uint16_t bits, Format16 format) {
  int mantissa = bits & ((1 << format.mantissaBits) - 1);
  int exponent = (bits & 0x7fff) >> format.mantissaBits;
  double magnitude;
  if (exponent == format.getMaxExponent())
    magnitude = mantissa ? std::numeric_limits<double>::quiet_NaN()
                         : std::numeric_limits<double>::infinity();
  else if (exponent == 0)
    magnitude =
        std::ldexp(mantissa, 1 - format.getBias() - format.mantissaBits);
  else
    magnitude = std::ldexp(mantissa + (1 << format.mantissaBits),
                           exponent - format.getBias() - format.mantissaBits);
  return bits & 0x8000 ? -magnitude : magnitude;
}

static uint16_t encode(double value, Format16 format) {
  uint16_t sign = std::signbit(value) ? 0x8000 : 0;
  int maxExponent = format.getMaxExponent();
  uint16_t infinity = maxExponent << format.mantissaBits;
  if (std::isnan(value))
    return sign | infinity | (1 << (format.mantissaBits - 1));
  if (value == 0)
    return sign;
  double magnitude = std::fabs(value);
  if (std::isinf(magnitude))
    return sign | infinity;
  // Count in units of the last place, subnormals included; a carry out of the
  // mantissa moves into the exponent field by itself.
  int exponent = std::max(std::ilogb(magnitude), 1 - format.getBias());
  double units =
      std::nearbyint(std::ldexp(magnitude, format.mantissaBits - exponent));
  int64_t bits = static_cast<int64_t>(units) +
                 (static_cast<int64_t>(exponent + format.getBias() - 1)
                  << format.mantissaBits);
  return sign | static_cast<uint16_t>(std::min<int64_t>(bits, infinity));
}

//===----------------------------------------------------------------------===//
// Array
//===----------------------------------------------------------------------===//

void Array::Free::operator()(void *p) const { std::free(p); }

static int64_t countElements(const std::vector<int64_t> &shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

Array::Array(ElementType type, std::vector<int64_t> dims)
    : elementType(type), shape(std::move(dims)), count(countElements(shape)) {
  constexpr size_t line = 64;
  size_t bytes = count * getByteWidth(type);
  size_t rounded = std::max(line, (bytes + line - 1) / line * line);
  elements.reset(std::aligned_alloc(line, rounded));
  if (!elements)
    throw std::bad_alloc();
  std::memset(elements.get(), 0, rounded);
}

template <typename T>
static T load(const void *data, int64_t index) {
  return static_cast<const T *>(data)[index];
}

double Array::get(int64_t index) const {
  switch (elementType) {
  case ElementType::F16:
    return decode(load<uint16_t>(data(), index), f16Format);
  case ElementType::BF16:
    return decode(load<uint16_t>(data(), index), bf16Format);
  case ElementType::F32:
    return load<float>(data(), index);
  case ElementType::F64:
    return load<double>(data(), index);
  case ElementType::I1:
    return load<uint8_t>(data(), index) & 1;
  case ElementType::I8:
    return load<int8_t>(data(), index);
  case ElementType::I16:
    return load<int16_t>(data(), index);
  case ElementType::I32:
    return load<int32_t>(data(), index);
  case ElementType::I64:
    return static_cast<double>(load<int64_t>(data(), index));
  }
  return 0;
}

template <typename T>
static void store(void *data, int64_t index, T value) {
  static_cast<T *>(data)[index] = value;
}

void Array::set(int64_t index, double value) {
  switch (elementType) {
  case ElementType::F16:
    return store<uint16_t>(data(), index, encode(value, f16Format));
  case ElementType::BF16:
    return store<uint16_t>(data(), index, encode(value, bf16Format));
  case ElementType::F32:
    return store<float>(data(), index, static_cast<float>(value));
  case ElementType::F64:
    return store<double>(data(), index, value);
  case ElementType::I1:
    return store<uint8_t>(data(), index, value != 0);
  case ElementType::I8:
    return store<int8_t>(data(), index, static_cast<int8_t>(value));
  case ElementType::I16:
    return store<int16_t>(data(), index, static_cast<int16_t>(value));
  case ElementType::I32:
    return store<int32_t>(data(), index, static_cast<int32_t>(value));
  case ElementType::I64:
    return store<int64_t>(data(), index, static_cast<int64_t>(value));
  }
}
