//===- CompareTest.cpp - Tests of the comparison with the reference -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

using namespace mlir::glu;
using namespace mlir::glu::test;

namespace {
constexpr long double inf = Interval<long double>::infinity;
const Interval<long double> around1{0.75L, 1.5L, false};
} // namespace

static BoundedArray makeExpected(long double value,
                                 Interval<long double> range) {
  return {ElementType::F32, {1}, {{value, range, range}}};
}

static long double getRatio(double actual, long double value,
                            Interval<long double> range) {
  BoundedArray expected = makeExpected(value, range);
  return compare(makeLike(expected, {actual}), expected).worst.ratio;
}

TEST(CompareTest, RatioIsOfTheSideOfTheError) {
  EXPECT_EQ(getRatio(1, 1, around1), 0);
  EXPECT_EQ(getRatio(1.25, 1, around1), 0.5L);
  EXPECT_EQ(getRatio(0.875, 1, around1), 0.5L);
  EXPECT_EQ(getRatio(1.5, 1, around1), 1);
  EXPECT_EQ(getRatio(2, 1, around1), 2);
  EXPECT_EQ(getRatio(0.5, 1, around1), 2);
}

TEST(CompareTest, ZeroBoundAllowsNoError) {
  auto point = Interval<long double>::point(1);
  EXPECT_EQ(getRatio(1, 1, point), 0);
  EXPECT_EQ(getRatio(1 + 0x1p-23, 1, point), inf);
  EXPECT_EQ(getRatio(-0.0, 0, Interval<long double>::point(0)), 0);
}

TEST(CompareTest, InfinitiesAndNaN) {
  auto nan = Interval<long double>::onlyNaN();
  EXPECT_EQ(getRatio(NAN, NAN, nan), 0);
  EXPECT_EQ(getRatio(1, NAN, nan), inf);
  EXPECT_EQ(getRatio(NAN, 1, around1), inf);
  EXPECT_EQ(getRatio(INFINITY, inf, Interval<long double>::point(inf)), 0);
  EXPECT_EQ(getRatio(-INFINITY, inf, Interval<long double>::point(inf)), inf);
  EXPECT_EQ(getRatio(0x1p127, inf, Interval<long double>::point(inf)), inf);
  EXPECT_EQ(getRatio(INFINITY, 1, around1), inf);
  EXPECT_EQ(getRatio(NAN, 1, Interval<long double>::everything()), 0);
  // A value beyond the largest one, whose code overflows.
  EXPECT_EQ(getRatio(INFINITY, 1e39L, {0.9e39L, inf, false}), 0);
  EXPECT_GT(getRatio(0x1.fffffep127, 1e39L, {0.9e39L, inf, false}), 1);
}

TEST(CompareTest, NamesTheWorstElement) {
  BoundedArray expected{
      ElementType::F32,
      {2, 3},
      std::vector(6, Bounded<long double>{1, around1, around1})};
  expected.elements[4].statistical = {0.9375L, 1.0625L, false};
  Comparison result =
      compare(makeLike(expected, {1, 1, 1.25, 1, 1.125, 1}), expected);
  EXPECT_EQ(result.worst.index, (std::vector<int64_t>{0, 2}));
  EXPECT_EQ(result.worst.actual, 1.25L);
  EXPECT_EQ(result.worst.expected, 1);
  EXPECT_EQ(result.worst.bound, 0.5L);
  EXPECT_EQ(result.statistical.index, (std::vector<int64_t>{1, 1}));
  EXPECT_EQ(result.statistical.ratio, 2);
  EXPECT_FALSE(result.passes());
}

TEST(CompareTest, ShapeAndTypeMustAgree) {
  BoundedArray expected = makeExpected(1, around1);
  EXPECT_EQ(
      compare(makeArray(ElementType::F32, {1, 1}, {1}), expected).mismatch,
      "expected 1xf32, got 1x1xf32");
  EXPECT_EQ(compare(makeArray(ElementType::BF16, {1}, {1}), expected).mismatch,
            "expected 1xf32, got 1xbf16");
  EXPECT_FALSE(
      compare(makeArray(ElementType::BF16, {1}, {1}), expected).passes());
}

TEST(CompareTest, EmptyArraysAgree) {
  BoundedArray expected{ElementType::F32, {0, 3}, {}};
  EXPECT_TRUE(compare(Array(ElementType::F32, {0, 3}), expected).passes());
}
