//===- ErrorsTest.cpp - Tests of errors in units in the last place --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir::glu;

static constexpr double kInf = std::numeric_limits<double>::infinity();
static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
static const Format kF32(llvm::APFloat::IEEEsingle());
static const Format kBF16(llvm::APFloat::BFloat());
static const Format kF16(llvm::APFloat::IEEEhalf());

/// The exact error, which the fast one is too, but that at a power of two it
/// may be in the unit below.
static double getUlps(const Format &format, double got, double expected) {
  Distance fast = getDistance(format, got, expected);
  Distance exact = getDistance(format, got, MPReal(expected));
  EXPECT_EQ(fast.absolute, exact.absolute) << got << " for " << expected;
  int exponent;
  bool isPower = std::abs(std::frexp(expected, &exponent)) == 0.5;
  EXPECT_TRUE(fast.ulps == exact.ulps ||
              (isPower && fast.ulps == 2 * exact.ulps))
      << got << " for " << expected << ": " << fast.ulps << ", exactly "
      << exact.ulps;
  return exact.ulps;
}

TEST(ErrorsTest, UnitIsThatOfTheTrueResult) {
  EXPECT_EQ(getUlps(kF32, 1 + 0x1p-23, 1), 1);
  EXPECT_EQ(getUlps(kF32, 1, 1 - 0x1p-24), 1);
  EXPECT_EQ(getUlps(kF32, 1, 1 + 0x1p-25), 0.25);
  EXPECT_EQ(getUlps(kBF16, -1 - 0x1p-7, -1), 1);
  EXPECT_EQ(getUlps(kF16, 1 + 0x1p-9, 1), 2);
}

TEST(ErrorsTest, SubnormalNumbersHaveTheLeastUnit) {
  EXPECT_EQ(getUlps(kF32, 0x1p-149, 0x1p-150), 0.5);
  EXPECT_EQ(getUlps(kF32, 0x1p-126, 0x1p-126 - 0x1p-149), 1);
  EXPECT_EQ(getUlps(kF32, 0, 0x1p-1000), 0x1p-851);
  EXPECT_EQ(getUlps(kBF16, 0, 0x1p-133), 1);
  EXPECT_EQ(getUlps(kF16, 0, 0x1p-24), 1);
}

TEST(ErrorsTest, InfinityStandsForWhatIsTooLarge) {
  double largest = 0x1p+128 - 0x1p+104;
  EXPECT_EQ(getUlps(kF32, kInf, kInf), 0);
  EXPECT_EQ(getUlps(kF32, kInf, 0x1p+200), 0);
  EXPECT_EQ(getUlps(kF32, kInf, largest + 0x1p+103), 0.5);
  EXPECT_EQ(getUlps(kF32, kInf, largest), 1);
  EXPECT_EQ(getUlps(kF32, largest, kInf), 1);
  EXPECT_EQ(getUlps(kF32, -largest, -0x1p+200), 1);
  EXPECT_EQ(getUlps(kF32, kInf, -kInf), kInf);
  EXPECT_GT(getUlps(kF32, kInf, 1), 1e38);
}

TEST(ErrorsTest, NaNAndSignsMustAgree) {
  EXPECT_EQ(getUlps(kF32, kNaN, kNaN), 0);
  EXPECT_EQ(getUlps(kF32, kNaN, 1), kInf);
  EXPECT_EQ(getUlps(kF32, 1, kNaN), kInf);
  EXPECT_EQ(getUlps(kF32, kInf, kNaN), kInf);
  EXPECT_EQ(getUlps(kF32, -0.0, -0.0), 0);
  EXPECT_EQ(getUlps(kF32, -0.0, 0.0), kInf);
  EXPECT_EQ(getUlps(kF32, 0x1p-149, -0x1p-149), kInf);
}

TEST(ErrorsTest, WaysOfMeasuringAgree) {
  std::mt19937 random;
  for (int i = 0; i < 10000; ++i) {
    float got = llvm::bit_cast<float>(static_cast<uint32_t>(random()));
    // 24 more bits, so that the difference is a double.
    double expected = got * (1 + std::ldexp(random() % 32, -26));
    getUlps(kF32, got, expected);
  }
}

TEST(ErrorsTest, SmallerUnitNextToAPowerOfTwo) {
  double got = 1 + 0x1p-23;
  EXPECT_EQ(getDistance(kF32, got, 1.0).ulps, 2);
  EXPECT_EQ(getDistance(kF32, got, 1 + 0x1p-44).ulps, 2 - 0x1p-20);
  EXPECT_EQ(getDistance(kF32, got, 1 + 0x1p-40).ulps, 1 - 0x1p-17);
  // The least unit has none below.
  EXPECT_EQ(getDistance(kF32, 0, 0x1p-149).ulps, 1);
}

TEST(ErrorsTest, UnitOfF64) {
  Format f64(llvm::APFloat::IEEEdouble());
  MPReal third = MPReal(1.0) / MPReal(3.0);
  EXPECT_DOUBLE_EQ(getDistance(f64, 1.0 / 3, third).ulps, 1.0 / 3);
  EXPECT_EQ(getDistance(f64, 0, MPReal::powerOfTwo(-1074)).ulps, 1);
}

TEST(ErrorsTest, CountsOfABlock) {
  const float got[] = {1, 1, 1, 1, 2};
  const double unit = 0x1p-23;
  // A tie does not count.
  const double expected[] = {1 + 0.5 * unit, 1 + 0.75 * unit, 1 + 1.5 * unit,
                             1 + 2.5 * unit, 2};
  ErrorCounts counts =
      countErrors(kF32, {1.25 * unit, 0}, got, expected, std::size(got));
  EXPECT_EQ(counts.maxUlps, 2.5);
  EXPECT_EQ(counts.aboveHalf, 3u);
  EXPECT_EQ(counts.aboveOne, 2u);
  EXPECT_EQ(counts.aboveTwo, 1u);
  EXPECT_EQ(counts.undeclared, 2u);
}

TEST(ErrorsTest, DeclaredErrorHasTwoParts) {
  DeclaredError declared = {0x1p-24, 0x1p-149};
  auto isExceeded = [&](double got, double expected) {
    return declared.isExceeded(getDistance(kF32, got, expected), expected);
  };
  EXPECT_FALSE(isExceeded(0, 0x1p-149));
  EXPECT_TRUE(isExceeded(0, 0x1p-148));
  EXPECT_FALSE(isExceeded(1 + 0x1p-24, 1));
  EXPECT_TRUE(isExceeded(1 + 0x1p-23, 1));
  EXPECT_FALSE(isExceeded(kNaN, kNaN));
}
