//===- TensorCore.h - Sums of products as tensor cores make them *- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Hardware documents that products are exact and that sums have at least the
// precision of single floats; order and rounding are open. Studies of devices
// found sums of 4 to 16 products and the accumulator at once, cut off a few
// bits below the last one of the largest term. The seed chooses one of these
// or a chain of rounded sums.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_TENSORCORE_H
#define GLU_EMULATOR_TENSORCORE_H

#include <cstdint>

namespace ptxemu {

/// What is multiplied; images are in the lower bits.
enum class Element : uint8_t { F16, Bf16, Tf32, E4m3, E5m2, S8, U8 };
unsigned getElementBytes(Element element);
float decodeElement(Element element, uint32_t image);

/// What products are added to. Integers are kept as floats of their bits.
enum class SumType : uint8_t { F32, F16, S32 };

struct SumStyle {
  /// Products that are added to the accumulator at once.
  unsigned group;
  /// Bits that terms keep below the last one of the largest; 0 for all.
  int extraBits;
  /// Sums are cut off, not rounded to nearest.
  bool truncates;
  /// The last products come first.
  bool isReversed;
};

SumStyle chooseSumStyle(uint64_t seed);

/// What a tensor core multiplies and adds.
struct ProductType {
  Element left = Element::F16, right = Element::F16;
  SumType sums = SumType::F32;
  /// Sums of integers stay at the ends of their range.
  bool saturates = false;
};

/// d[i][j] += the sum over l of a[i][l] * b[l][j], where a is m x k, b is k x
/// n, n is a multiple of 8 and k one of 4, 8, 16 and 32.
void multiplyMatrices(SumStyle style, ProductType type, unsigned m, unsigned n,
                      unsigned k, const float *a, const float *b, float *d);

} // namespace ptxemu

#endif // GLU_EMULATOR_TENSORCORE_H
