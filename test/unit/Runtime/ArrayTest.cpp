//===- ArrayTest.cpp - Tests of host arrays -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Runtime/Array.h"
#include "gtest/gtest.h"
#include <cmath>
#include <cstring>

using namespace glurt;

static double roundTo(ElementType type, double value) {
  Array array(type, {1});
  array.set(0, value);
  return array.get(0);
}

TEST(ArrayTest, SizeAndRank) {
  EXPECT_EQ(Array(ElementType::F32, {}).size(), 1);
  EXPECT_EQ(Array(ElementType::F32, {3, 0, 2}).size(), 0);
  EXPECT_EQ(Array(ElementType::BF16, {2, 3}).size(), 6);
}

TEST(ArrayTest, EveryPatternOf16BitsSurvives) {
  for (ElementType type : {ElementType::F16, ElementType::BF16}) {
    Array array(type, {1});
    for (int bits = 0; bits < 65536; ++bits) {
      uint16_t in = static_cast<uint16_t>(bits), out;
      std::memcpy(array.data(), &in, 2);
      double value = array.get(0);
      if (std::isnan(value))
        continue;
      array.set(0, value);
      std::memcpy(&out, array.data(), 2);
      ASSERT_EQ(in, out) << getName(type);
    }
  }
}

TEST(ArrayTest, RoundsOnceToNearestEven) {
  // Halfway between 1 and its successor, and just above: rounding to float
  // first would lose the difference.
  EXPECT_EQ(roundTo(ElementType::BF16, 1 + 0x1p-8), 1.0);
  EXPECT_EQ(roundTo(ElementType::BF16, 1 + 0x1p-8 + 0x1p-40), 1 + 0x1p-7);
  EXPECT_EQ(roundTo(ElementType::BF16, 1 + 3 * 0x1p-8), 1 + 0x1p-6);
  EXPECT_EQ(roundTo(ElementType::F16, 1 + 0x1p-11), 1.0);
  EXPECT_EQ(roundTo(ElementType::F16, 65519.0), 65504.0);
  EXPECT_EQ(roundTo(ElementType::F16, 65520.0), INFINITY);
  EXPECT_EQ(roundTo(ElementType::F16, 0x1p-25), 0.0);
  EXPECT_EQ(roundTo(ElementType::F16, 0x1.8p-25), 0x1p-24);
  EXPECT_TRUE(std::signbit(roundTo(ElementType::BF16, -0.0)));
  EXPECT_TRUE(std::isnan(roundTo(ElementType::F16, NAN)));
}
