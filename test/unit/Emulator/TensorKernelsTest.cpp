//===- TensorKernelsTest.cpp - cp.async, ldmatrix, mma --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorSupport.h"

TEST(Tensor, CopyGroups) {
  forSeeds("tensor.ptx", [](Device &d) {
    auto x = makeBits<int>(512);
    uint64_t px = d.upload(x), py = d.upload(std::vector<int>(896));
    ASSERT_EQ(d.block(128).run("copyGroups", px, py, 512), "");
    auto y = d.download<int>(py, 896);
    for (int i = 0; i < 512; ++i) {
      if (i < 128)
        EXPECT_EQ(y[i], x[127 - i]);
      if (i < 256)
        EXPECT_EQ(y[128 + i], x[255 - i]);
      EXPECT_EQ(y[384 + i], x[511 - i]);
    }
  });
}

TEST(Tensor, CopyTails) {
  for (int bytes : {0, 4, 16, 250, 1003, 1024})
    forSeeds("tensor.ptx", [&](Device &d) {
      auto x = makeBits<uint8_t>(std::max(bytes, 256));
      uint64_t px = d.upload(x), py = d.upload(std::vector<int>(5 * 64));
      ASSERT_EQ(d.block(64).run("copyTails", px, py, bytes), "");
      auto y = d.download<uint8_t>(py, 20 * 64);
      for (int i = 0; i < 1024; ++i)
        EXPECT_EQ(y[i], i < bytes ? x[i] : 0) << i;
      for (int t = 0; t < 64; ++t) {
        int from = 63 - t;
        for (int i = 0; i < 4; ++i)
          EXPECT_EQ(y[1024 + 4 * t + i],
                    bytes > 16 * from ? x[4 * from + i] : 0);
      }
    });
}

TEST(Tensor, MatrixLoads) {
  forSeeds("tensor.ptx", [](Device &d) {
    auto x = makeBits<uint16_t>(256);
    uint64_t px = d.upload(x), py = d.upload(std::vector<uint16_t>(704));
    ASSERT_EQ(d.block(32).run("matrixLoads", px, py), "");
    auto y = d.download<uint16_t>(py, 704);
    auto element = [&](int matrix, int row, int column) {
      return x[64 * matrix + 8 * row + column];
    };
    for (int i = 0; i < 4; ++i)
      for (int lane = 0; lane < 32; ++lane)
        for (int half : {0, 1}) {
          int row = lane / 4, column = lane % 4 * 2 + half;
          int at = 64 * i + 2 * lane + half;
          EXPECT_EQ(y[at], element(i, row, column));
          EXPECT_EQ(y[256 + at], element(i, column, row));
          if (i < 2)
            EXPECT_EQ(y[512 + at], element(i, row, column));
          if (i == 0)
            EXPECT_EQ(y[640 + at], element(0, column, row));
        }
  });
}

TEST(Tensor, MatrixStores) {
  forSeeds("hopper.ptx", [](Device &d) {
    auto x = makeBits<uint16_t>(256);
    uint64_t px = d.upload(x), py = d.upload(std::vector<uint16_t>(704));
    ASSERT_EQ(d.block(32).run("matrixStores", px, py), "");
    auto y = d.download<uint16_t>(py, 704);
    for (int i = 0; i < 4; ++i)
      for (int lane = 0; lane < 32; ++lane)
        for (int half : {0, 1}) {
          int row = lane / 4, column = lane % 4 * 2 + half;
          uint16_t value = x[64 * i + 2 * lane + half];
          // The first words of all rows of four matrices, then the second.
          auto find = [&](int first, int row, int column) {
            return y[first + 64 * (column / 2) + 2 * (8 * i + row) +
                     column % 2];
          };
          EXPECT_EQ(find(0, row, column), value);
          EXPECT_EQ(find(256, column, row), value);
          if (i == 3)
            EXPECT_EQ(y[512 + 8 * column + row], value);
          if (i < 2)
            EXPECT_EQ(y[576 + 64 * i + 8 * row + column], value);
        }
  });
}

/// A product of 16 x 8 elements; the bound holds for any order of sums that
/// keep two bits more than a float.
template <typename T>
static void testProduct(const char *kernel, int k) {
  forSeeds("tensor.ptx", [&](Device &d) {
    auto a = makeValues<T>(16 * k, 1), b = makeValues<T>(8 * k, 2);
    auto c = makeRandom<float>(128, -2, 2, 3);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(c),
             py = d.upload(std::vector<float>(128));
    ASSERT_EQ(d.block(32).run(kernel, pa, pb, pc, py), "");
    auto y = d.download<float>(py, 128);
    for (int i = 0; i < 16; ++i)
      for (int j = 0; j < 8; ++j) {
        Sum sum{c[8 * i + j]};
        for (int l = 0; l < k; ++l)
          sum.add(toDouble(a[i * k + l]), toDouble(b[j * k + l]));
        EXPECT_NEAR(y[8 * i + j], sum.value, sum.getBound(k)) << i << ' ' << j;
      }
  });
}

TEST(Tensor, MultiplyHalf16) { testProduct<Half>("multiplyHalf16", 16); }
TEST(Tensor, MultiplyHalf8) { testProduct<Half>("multiplyHalf8", 8); }
TEST(Tensor, MultiplyBf16) { testProduct<BFloat>("multiplyBf16", 16); }
TEST(Tensor, MultiplyBf8) { testProduct<BFloat>("multiplyBf8", 8); }
TEST(Tensor, MultiplyTf8) { testProduct<float>("multiplyTf8", 8); }
TEST(Tensor, MultiplyTf4) { testProduct<float>("multiplyTf4", 4); }

static void testHalfSums(const char *kernel, int k) {
  forSeeds("tensor.ptx", [&](Device &d) {
    auto a = makeValues<Half>(16 * k, 1), b = makeValues<Half>(8 * k, 2),
         c = makeValues<Half>(128, 3);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(c),
             py = d.upload(std::vector<Half>(128));
    ASSERT_EQ(d.block(32).run(kernel, pa, pb, pc, py), "");
    auto y = d.download<Half>(py, 128);
    for (int i = 0; i < 16; ++i)
      for (int j = 0; j < 8; ++j) {
        Sum sum{toDouble(c[8 * i + j])};
        for (int l = 0; l < k; ++l)
          sum.add(toDouble(a[i * k + l]), toDouble(b[j * k + l]));
        EXPECT_NEAR(toDouble(y[8 * i + j]), sum.value,
                    sum.getBound(k) + std::fabs(sum.value) * 0x1p-11);
      }
  });
}

TEST(Tensor, MultiplyHalfSums) {
  testHalfSums("multiplyHalfSums16", 16);
  testHalfSums("multiplyHalfSums8", 8);
}

/// What is not finite, and sums whose terms differ a lot.
TEST(Tensor, MultiplySpecialValues) {
  for (uint64_t seed = 0; seed < 5; ++seed) {
    Device d("tensor.ptx");
    d.options.seed = seed;
    std::vector<BFloat> a(256), b(128);
    std::vector<float> c(128);
    const float huge = 0x1p127f, infinity = INFINITY;
    auto set = [&](int row, int l, float x) { a[16 * row + l] = BFloat(x); };
    for (int j = 0; j < 8; ++j)
      for (int l = 0; l < 16; ++l)
        b[16 * j + l] = BFloat(1);
    set(0, 3, infinity);
    set(1, 3, infinity), set(1, 4, -infinity);
    set(2, 0, huge), set(2, 1, huge);
    set(3, 0, 1), set(3, 1, 0x1p-24f);
    set(4, 0, 0x1p-133f);
    c[5 * 8] = NAN;
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(c),
             py = d.upload(c);
    ASSERT_EQ(d.block(32).run("multiplyBf16", pa, pb, pc, py), "");
    auto y = d.download<float>(py, 128);
    EXPECT_EQ(y[0], infinity);
    EXPECT_TRUE(std::isnan(y[8]));
    EXPECT_EQ(y[16], infinity);
    EXPECT_NEAR(y[24], 1, 0x1p-23);
    EXPECT_EQ(y[32], 0x1p-133f);
    EXPECT_TRUE(std::isnan(y[40]));
    EXPECT_EQ(y[41], 0);
  }
}

/// The seed chooses how sums round.
TEST(Tensor, SumsDifferBySeed) {
  auto run = [](uint64_t seed) {
    Device d("tensor.ptx");
    d.options.seed = seed;
    auto a = makeValues<BFloat>(256, 1), b = makeValues<BFloat>(128, 2);
    uint64_t pa = d.upload(a), pb = d.upload(b),
             pc = d.upload(std::vector<float>(128, 1.0f / 3)),
             py = d.upload(std::vector<float>(128));
    EXPECT_EQ(d.block(32).run("multiplyBf16", pa, pb, pc, py), "");
    return d.download<float>(py, 128);
  };
  EXPECT_EQ(run(0), run(0));
  EXPECT_NE(run(0), run(1));
  EXPECT_NE(run(1), run(2));
  EXPECT_NE(run(2), run(0));
}

TEST(Tensor, ToTf32) {
  forSeeds("tensor.ptx", [](Device &d) {
    auto x = makeRandom<float>(64, -3, 3);
    // Ties go away from zero.
    x[0] = 1 + 0x1p-11f, x[1] = -1 - 0x1p-11f, x[2] = INFINITY;
    x[3] = 1 + 0x1p-11f - 0x1p-23f;
    uint64_t px = d.upload(x), py = d.upload(std::vector<float>(64));
    ASSERT_EQ(d.block(64).run("toTf32", px, py), "");
    auto y = d.download<float>(py, 64);
    EXPECT_EQ(y[0], 1 + 0x1p-10f);
    EXPECT_EQ(y[1], -1 - 0x1p-10f);
    EXPECT_EQ(y[2], INFINITY);
    EXPECT_EQ(y[3], 1);
    for (int i = 4; i < 64; ++i)
      EXPECT_NEAR(y[i], x[i], std::fabs(x[i]) * 0x1p-11f);
  });
}

TEST(Tensor, MultiplyStages) {
  forSeeds("tensor.ptx", [](Device &d) {
    EXPECT_EQ(runStages(d, 100, 128, 160), "");
    // No two rows that ldmatrix reads at once are in the same banks.
    EXPECT_EQ(d.last.shared.worstConflict, 1u);
  });
}
