//===- Arguments.cpp - Where activations are measured ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Kernel.h"
#include "llvm/Support/MathExtras.h"
#include <cstring>
#include <random>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;

/// Where forms of activations fail, change or have a minimum. The second line
/// is what those of f64 are.
static constexpr double kPoints[] = {
    0.25, 0.65,    0.75179, 1.0,   1.19243, 1.27846, 1.41421, 1.4185, 1.49057,
    2.27, 2.39936, 2.7,     3.0,   4.0,     5.0,     5.42,    5.5,    5.54,
    6.0,  9.0,     10.0,    13.0,  13.15,   14.3,    14.36,   14.75,  17.33,
    20.0, 50.0,    52.5,    75.0,  87.34,   88.38,   88.7,    88.73,  88.8,
    90.0, 91.8,    91.86,   100.0, 103.97,  104.0,   105.0,   108.0,  108.66,

    21.5, 30.0,    37.5,    38.6,  300.0,   600.0,   708.4,   709.78, 745.13,
    751.6};

static Array makeArray(FloatType type, const std::vector<uint64_t> &bits) {
  Array array(*getElementType(type), {static_cast<int64_t>(bits.size())});
  size_t width = getByteWidth(array.getElementType());
  auto *data = static_cast<char *>(array.data());
  for (size_t i = 0; i < bits.size(); ++i)
    std::memcpy(data + i * width, &bits[i], width);
  return array;
}

static std::vector<uint64_t> getSpecialBits(FloatType type) {
  const llvm::fltSemantics &semantics = type.getFloatSemantics();
  std::vector<uint64_t> bits;
  for (bool negative : {false, true})
    for (const llvm::APFloat &value :
         {llvm::APFloat::getZero(semantics, negative),
          llvm::APFloat::getSmallest(semantics, negative),
          llvm::APFloat::getSmallestNormalized(semantics, negative),
          llvm::APFloat::getLargest(semantics, negative),
          llvm::APFloat::getInf(semantics, negative),
          llvm::APFloat::getNaN(semantics, negative)})
      bits.push_back(value.bitcastToAPInt().getZExtValue());
  return bits;
}

static uint64_t getBits(FloatType type, double value) {
  llvm::APFloat rounded(value);
  bool losesInfo;
  rounded.convert(type.getFloatSemantics(), llvm::APFloat::rmNearestTiesToEven,
                  &losesInfo);
  return rounded.bitcastToAPInt().getZExtValue();
}

static void appendPoints(FloatType type, unsigned neighbours,
                         std::vector<uint64_t> &bits) {
  for (double point : kPoints)
    for (double x : {point, -point})
      bits.push_back(getBits(type, x));
  // Below zero and above infinity the bits are those of other numbers, which
  // do no harm.
  for (size_t i = 0, e = bits.size(); i < e; ++i)
    for (unsigned distance = 1; distance <= neighbours; ++distance) {
      bits.push_back(bits[i] - distance);
      bits.push_back(bits[i] + distance);
    }
}

static void appendRandom(FloatType type, uint64_t count,
                         std::vector<uint64_t> &bits) {
  unsigned width = type.getWidth();
  unsigned fractionBits = type.getFPMantissaWidth() - 1;
  uint64_t exponents =
      llvm::maskTrailingOnes<uint64_t>(width - 1 - fractionBits);
  // |x| in [2^-6, 2^10)
  uint64_t first = exponents / 2 - 6, deciding = 16;
  std::mt19937_64 random;
  for (uint64_t i = 0; i < count; ++i) {
    uint64_t fraction =
        random() & llvm::maskTrailingOnes<uint64_t>(fractionBits);
    uint64_t sign = random() & 1;
    uint64_t exponent = i % 2 ? first + i / 2 % deciding : i / 2 % exponents;
    bits.push_back(sign << (width - 1) | exponent << fractionBits | fraction);
  }
}

Arguments Arguments::getAll(FloatType type) {
  return Arguments(uint64_t(1) << type.getWidth());
}

Arguments Arguments::getSpecialValues(FloatType type) {
  return Arguments(makeArray(type, getSpecialBits(type)));
}

Arguments Arguments::getSample(FloatType type, uint64_t count,
                               unsigned neighbours) {
  std::vector<uint64_t> bits = getSpecialBits(type);
  appendPoints(type, neighbours, bits);
  if (bits.size() < count)
    appendRandom(type, count - bits.size(), bits);
  return Arguments(makeArray(type, bits));
}

uint64_t Arguments::getNumBlocks() const {
  return llvm::divideCeil(count, kBlockSize);
}

/// Consecutive bit patterns.
template <typename Bits>
static void fillFrom(uint64_t first, void *elements) {
  auto *bits = static_cast<Bits *>(elements);
  for (int64_t i = 0; i < kBlockSize; ++i)
    bits[i] = static_cast<Bits>(first + i);
}

int64_t Arguments::fill(uint64_t number, Array &block) const {
  uint64_t first = number * kBlockSize;
  int64_t size = std::min<int64_t>(kBlockSize, count - first);
  size_t width = getByteWidth(block.getElementType());
  if (sample)
    std::memcpy(block.data(),
                static_cast<const char *>(sample->data()) + first * width,
                size * width);
  else if (width == sizeof(uint16_t))
    fillFrom<uint16_t>(first, block.data());
  else
    fillFrom<uint32_t>(first, block.data());
  return size;
}
