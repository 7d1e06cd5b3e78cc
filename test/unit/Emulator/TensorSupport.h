//===- TensorSupport.h - Products of matrices on the host -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TEST_UNIT_EMULATOR_TENSORSUPPORT_H
#define GLU_TEST_UNIT_EMULATOR_TENSORSUPPORT_H

#include "TestSupport.h"

/// 16-bit floats with the few operations that tests need; values lose the bits
/// that do not fit.
struct BFloat {
  BFloat() = default;
  explicit BFloat(double value) {
    float narrow = float(value);
    uint32_t image;
    std::memcpy(&image, &narrow, 4);
    bits = image >> 16;
  }
  uint16_t bits = 0;
};
struct Half {
  Half() = default;
  explicit Half(double value) {
    _Float16 narrow = _Float16(value);
    std::memcpy(&bits, &narrow, 2);
  }
  uint16_t bits = 0;
};
inline double toDouble(BFloat x) {
  return bitsAs<float>(uint64_t(x.bits) << 16);
}
inline double toDouble(Half x) { return double(bitsAs<_Float16>(x.bits)); }
/// As tf32.
inline double toDouble(float x) {
  uint32_t image;
  std::memcpy(&image, &x, 4);
  return bitsAs<float>(image & ~0x1fffu);
}

template <typename T>
std::vector<T> makeValues(size_t count, unsigned seed) {
  std::vector<T> values(count);
  auto numbers = makeRandom<double>(count, -1, 1, seed);
  for (size_t i = 0; i < count; ++i)
    values[i] = T(numbers[i]);
  return values;
}

/// An exact sum, and how far tensor cores may be from it.
struct Sum {
  double value;
  double magnitude = std::fabs(value);

  void add(double a, double b) {
    value += a * b;
    magnitude += std::fabs(a * b);
  }
  double getBound(int k) const { return (k + 2) * magnitude * 0x1p-23; }
};

/// Where c [m, n] is not the product of a [m, k] and b, [k, n] or, transposed,
/// [n, k]; empty if it is.
template <typename T>
std::string findWrongSum(const std::vector<float> &c, const std::vector<T> &a,
                         const std::vector<T> &b, int m, int n, int k,
                         bool isTransposed) {
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      Sum sum{0};
      for (int l = 0; l < k; ++l)
        sum.add(toDouble(a[i * k + l]),
                toDouble(b[isTransposed ? j * k + l : l * n + j]));
      // NaN is wrong, too.
      if (!(std::fabs(c[i * n + j] - sum.value) <= sum.getBound(k)))
        return "wrong result in row " + std::to_string(i) + ", column " +
               std::to_string(j) + ": " + std::to_string(c[i * n + j]) +
               ", expected " + std::to_string(sum.value);
    }
  return "";
}

/// The kernel multiplyStages, checked; the error is empty if it succeeded.
std::string runStages(Device &device, int m, int n, int k);

#endif // GLU_TEST_UNIT_EMULATOR_TENSORSUPPORT_H
