//===- TallyTest.cpp - Tests of the errors of many results ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tally.h"
#include "gtest/gtest.h"
#include <random>
#include <vector>

using namespace mlir::glu;

static const Format kF32(llvm::APFloat::IEEEsingle());
static const DeclaredError kDeclared = {0x1p-23, 0};

namespace {
/// Results near 1 with errors of up to 3 units, a quarter of a unit apart, so
/// that the largest occurs more than once.
struct Results {
  Results() {
    std::mt19937 random;
    for (int i = 0; i < 1000; ++i)
      expected.push_back(1 + (random() % 13) * 0x1p-25);
  }

  /// Adds `n` of them in one block.
  void addTo(Tally &tally, int64_t first, int64_t n) const {
    auto describe = [&](int64_t i) {
      Sample sample;
      sample.position = first + i;
      sample.x = -static_cast<double>(first + i);
      return sample;
    };
    tally.add(kF32, kDeclared, got.data() + first, expected.data() + first, n,
              describe, [&](const Sample &sample) {
                return MPReal(expected[sample.position]);
              });
  }

  std::vector<float> got = std::vector<float>(1000, 1.0f);
  std::vector<double> expected;
};
} // namespace

static void expectEqual(const Tally &a, const Tally &b) {
  EXPECT_EQ(a.aboveHalf, b.aboveHalf);
  EXPECT_EQ(a.aboveOne, b.aboveOne);
  EXPECT_EQ(a.aboveTwo, b.aboveTwo);
  EXPECT_EQ(a.worst->position, b.worst->position);
  EXPECT_EQ(a.worst->ulps, b.worst->ulps);
  EXPECT_EQ(a.worst->x, b.worst->x);
  EXPECT_EQ(a.worst->expected, b.worst->expected);
  EXPECT_EQ(a.undeclared.count, b.undeclared.count);
  EXPECT_EQ(a.undeclared.first->position, b.undeclared.first->position);
}

TEST(TallyTest, OneByOne) {
  Results results;
  Tally tally;
  results.addTo(tally, 0, 1000);
  EXPECT_EQ(tally.worst->ulps, 3);
  int64_t first = std::find(results.expected.begin(), results.expected.end(),
                            1 + 3 * 0x1p-23) -
                  results.expected.begin();
  EXPECT_EQ(tally.worst->position, static_cast<uint64_t>(first));
  EXPECT_EQ(tally.worst->x, -static_cast<double>(first));
  EXPECT_EQ(tally.aboveTwo,
            static_cast<uint64_t>(
                std::count_if(results.expected.begin(), results.expected.end(),
                              [](double e) { return e > 1 + 2 * 0x1p-23; })));
  EXPECT_GT(tally.undeclared.count, 0u);
}

TEST(TallyTest, BlocksDoNotMatter) {
  Results results;
  Tally whole, parts;
  results.addTo(whole, 0, 1000);
  for (int64_t first = 0; first < 1000; first += 100)
    results.addTo(parts, first, 100);
  expectEqual(whole, parts);
}

TEST(TallyTest, OrderDoesNotMatter) {
  Results results;
  Tally whole, merged;
  results.addTo(whole, 0, 1000);
  for (int64_t first : {700, 0, 400}) {
    Tally part;
    results.addTo(part, first, first == 0 ? 400 : 300);
    merged.merge(part);
  }
  expectEqual(whole, merged);
}

// The oracle does not know on which side of 1 the true value is; MPFR does.
TEST(TallyTest, ExactValuesDecide) {
  const float got = 1 + 0x1p-23f;
  const double expected = 1;
  for (bool isBelow : {false, true}) {
    Tally tally;
    tally.add(
        kF32, kDeclared, &got, &expected, 1, [](int64_t) { return Sample(); },
        [&](const Sample &) {
          return isBelow ? MPReal(1 - 0x1p-50) : MPReal(1.0);
        });
    EXPECT_NEAR(tally.worst->ulps, isBelow ? 2 : 1, kOracleUlps);
    EXPECT_EQ(tally.misjudged.count, 0u);
  }
}

TEST(TallyTest, WrongExpectationsAreFound) {
  const float got = 1;
  const double expected = 1.5;
  Tally tally;
  tally.add(
      kF32, kDeclared, &got, &expected, 1, [](int64_t) { return Sample(); },
      [](const Sample &) { return MPReal(1.0); });
  EXPECT_EQ(tally.misjudged.count, 1u);
  EXPECT_EQ(tally.worst->ulps, 0);
}

TEST(TallyTest, RunInParallelTakesEachBlockOnce) {
  struct Sum {
    uint64_t count = 0, sum = 0;
    void merge(const Sum &other) {
      count += other.count;
      sum += other.sum;
    }
  };
  Sum total = runInParallel<Sum>(1000, [] {
    return [](uint64_t i, Sum &sum) {
      ++sum.count;
      sum.sum += i;
    };
  });
  EXPECT_EQ(total.count, 1000u);
  EXPECT_EQ(total.sum, 499500u);
}
