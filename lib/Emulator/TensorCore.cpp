//===- TensorCore.cpp - Sums of products as tensor cores make them --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorCore.h"
#include "Instructions/Half.h"
#include "Vectors.h"
#include <algorithm>
#include <vector>

using namespace ptxemu;

unsigned ptxemu::getElementBytes(Element element) {
  return element == Element::Tf32 ? 4 : element <= Element::Bf16 ? 2 : 1;
}

float ptxemu::decodeElement(Element element, uint32_t image) {
  switch (element) {
  case Element::F16:
    return F16::decode(image);
  case Element::Bf16:
    return Bf16::decode(image);
  case Element::Tf32:
    // The bits that the format does not have are ignored.
    return bitCast<float>(image & ~0x1fffu);
  case Element::E4m3:
    return fromE4m3(image);
  case Element::E5m2:
    return fromE5m2(image);
  case Element::S8:
    return int8_t(image);
  case Element::U8:
    return uint8_t(image);
  }
  return 0;
}

SumStyle ptxemu::chooseSumStyle(uint64_t seed) {
  static const SumStyle styles[] = {{8, 2, true, false},
                                    {1, 0, false, true},
                                    {16, 0, false, false},
                                    {4, 2, true, true},
                                    {16, 3, true, false}};
  return styles[seed % std::size(styles)];
}

/// Columns that are computed together.
static constexpr unsigned width = 8;

static double magnitude(double x) {
  return bitCast<double>(bitCast<uint64_t>(x) & ~(uint64_t(1) << 63));
}

/// Cut off to a float, unless it is too large for one.
static float truncateToFloat(double exact) {
  float nearest = float(exact);
  bool isFarther =
      magnitude(nearest) > magnitude(exact) && magnitude(nearest) < HUGE_VAL;
  return bitCast<float>(bitCast<uint32_t>(nearest) - uint32_t(isFarther));
}

/// Cut off to a multiple of a power of two, of which `inverse` is the
/// reciprocal; values are no more than 2^32 times it.
static double cutOff(double x, double unit, double inverse) {
  return double(int64_t(x * inverse)) * unit;
}

namespace {
struct Sums {
  GLU_VECTORS static void addGroup(SumStyle style, unsigned count, unsigned n,
                                   const float *a, const float *b, float *d) {
    for (unsigned j = 0; j < n; j += width) {
      double products[16][width], plain[width], largest[width], sum[width];
      for (unsigned c = 0; c < width; ++c) {
        plain[c] = d[j + c];
        // In this order NaN does not count.
        largest[c] = std::max(0x1p-160, magnitude(plain[c]));
      }
      for (unsigned l = 0; l < count; ++l)
        for (unsigned c = 0; c < width; ++c) {
          double product = double(a[l]) * double(b[l * n + j + c]);
          products[l][c] = product;
          plain[c] += product;
          largest[c] = std::max(largest[c], magnitude(product));
        }
      if (!style.extraBits) {
        for (unsigned c = 0; c < width; ++c)
          d[j + c] = canonical(float(plain[c]));
        continue;
      }
      // 23 bits of a float's fraction and what is kept below.
      double unit[width], inverse[width];
      double below =
          bitCast<double>(uint64_t(1023 - 23 - style.extraBits) << 52);
      for (unsigned c = 0; c < width; ++c) {
        uint64_t exponent =
            std::min(bitCast<uint64_t>(largest[c]), uint64_t(0x7fe) << 52) >>
            52;
        unit[c] = bitCast<double>(exponent << 52) * below;
        inverse[c] = 1 / unit[c];
        sum[c] = cutOff(magnitude(d[j + c]) < HUGE_VAL ? d[j + c] : 0, unit[c],
                        inverse[c]);
      }
      for (unsigned l = 0; l < count; ++l)
        for (unsigned c = 0; c < width; ++c) {
          double term = products[l][c];
          sum[c] += cutOff(magnitude(term) < HUGE_VAL ? term : 0, unit[c],
                           inverse[c]);
        }
      for (unsigned c = 0; c < width; ++c) {
        bool isFinite = magnitude(plain[c]) < HUGE_VAL;
        float result =
            style.truncates ? truncateToFloat(sum[c]) : float(sum[c]);
        d[j + c] = isFinite ? result : canonical(float(plain[c]));
      }
    }
  }
};
} // namespace

static void addProducts(SumStyle style, unsigned m, unsigned n, unsigned k,
                        const float *a, const float *b, float *d) {
  unsigned group = std::min(style.group, k);
  for (unsigned i = 0; i < m; ++i)
    for (unsigned l = 0; l < k; l += group) {
      unsigned first = style.isReversed ? k - group - l : l;
      Sums::addGroup(style, group, n, a + i * k + first, b + first * n,
                     d + i * n);
    }
}

/// Products of bytes and the sums of 32 of them are exact as floats.
static void addIntegers(bool saturates, unsigned m, unsigned n, unsigned k,
                        const float *a, const float *b, float *d) {
  std::vector<float> products(size_t(m) * n);
  addProducts({16, 0, false, false}, m, n, k, a, b, products.data());
  for (size_t i = 0; i < products.size(); ++i) {
    int64_t sum = int64_t(bitCast<int32_t>(d[i])) + int64_t(products[i]);
    if (saturates)
      sum = std::clamp<int64_t>(sum, INT32_MIN, INT32_MAX);
    d[i] = bitCast<float>(uint32_t(sum));
  }
}

void ptxemu::multiplyMatrices(SumStyle style, ProductType type, unsigned m,
                              unsigned n, unsigned k, const float *a,
                              const float *b, float *d) {
  if (type.sums == SumType::S32)
    return addIntegers(type.saturates, m, n, k, a, b, d);
  // Terms of factors of 8 bits were found to keep 13 bits.
  if (getElementBytes(type.left) == 1 && style.extraBits)
    style.extraBits = 13 - 23;
  addProducts(style, m, n, k, a, b, d);
  for (size_t i = 0; type.sums == SumType::F16 && i < size_t(m) * n; ++i)
    d[i] = F16::decode(F16::encode(d[i]));
}
