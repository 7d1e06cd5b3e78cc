//===- ParallelKernelsTest.cpp - Vectors, reductions, matrices, atomics ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include <algorithm>
#include <numeric>

/// Optimized code, and what the front end made.
static void forVectorSeeds(std::function<void(Device &)> body) {
  forSeeds("vector.ptx", body);
  forSeeds("vector_unoptimized.ptx", body);
}

TEST(Vector, VectorAdd) {
  forVectorSeeds([](Device &d) {
    auto a = makeRandom<float>(1000, -1, 1),
         b = makeRandom<float>(1000, -1, 1, 2);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(a);
    ASSERT_EQ(d.grid(4).block(256).run("vectorAdd", pa, pb, pc, 997), "");
    auto c = d.download<float>(pc, 1000);
    for (int i = 0; i < 1000; ++i)
      EXPECT_EQ(c[i], i < 997 ? a[i] + b[i] : a[i]);
  });
}

TEST(Vector, SaxpyStride) {
  // Without the optimizer there is no fma.
  forSeeds("vector.ptx", [](Device &d) {
    auto x = makeRandom<float>(500, -1, 1),
         y = makeRandom<float>(500, -1, 1, 2);
    uint64_t px = d.upload(x), py = d.upload(y);
    ASSERT_EQ(d.grid(3).block(32).run("saxpyStride", 1.5f, px, py, 500), "");
    auto r = d.download<float>(py, 500);
    for (int i = 0; i < 500; ++i)
      EXPECT_EQ(r[i], std::fma(1.5f, x[i], y[i]));
  });
}

TEST(Vector, Scale4) {
  forVectorSeeds([](Device &d) {
    auto x = makeRandom<float>(400, -1, 1);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.grid(1).block(128).run("scale4", px, py, 3.0f, 100), "");
    auto y = d.download<float>(py, 400);
    for (int i = 0; i < 400; i += 4) {
      EXPECT_EQ(y[i], x[i] * 3.0f);
      EXPECT_EQ(y[i + 1], x[i + 1] - 3.0f);
      EXPECT_EQ(y[i + 2], x[i + 2] / 3.0f);
      EXPECT_EQ(y[i + 3], -x[i + 3]);
    }
  });
}

TEST(Vector, Doubles) {
  forVectorSeeds([](Device &d) {
    auto x = makeRandom<double>(200, -3, 3);
    uint64_t px = d.upload(x), py = d.upload(std::vector<double>(100));
    ASSERT_EQ(d.grid(1).block(128).run("doubles", px, py, 100), "");
    auto y = d.download<double>(py, 100);
    for (int i = 0; i < 100; ++i) {
      double a = x[2 * i], b = x[2 * i + 1];
      double exact = std::fma(a, b, 1.0) / (b * b + 0.5) -
                     std::sqrt(std::fabs(a)) +
                     std::fmin(a, b) * std::fmax(a, 0.25);
      EXPECT_NEAR(y[i], exact, 1e-14 * (1 + std::fabs(exact)) * 8);
    }
  });
}

TEST(Vector, Stencil) {
  forVectorSeeds([](Device &d) {
    int w = 37, h = 21;
    auto x = makeRandom<float>(w * h, -1, 1);
    uint64_t px = d.upload(x), py = d.upload(std::vector<float>(w * h));
    ASSERT_EQ(d.grid(3, 2).block(16, 16).run("stencil", px, py, w, h), "");
    auto y = d.download<float>(py, w * h);
    for (int j = 1; j < h - 1; ++j)
      for (int i = 1; i < w - 1 && i < 47; ++i) {
        float sum = x[j * w + i - 1] + x[j * w + i + 1];
        sum = sum + x[(j - 1) * w + i];
        sum = sum + x[(j + 1) * w + i];
        EXPECT_EQ(y[j * w + i], 0.25f * sum);
      }
  });
}

TEST(Vector, Bytes) {
  forVectorSeeds([](Device &d) {
    auto x = makeBits<uint8_t>(100);
    uint64_t px = d.upload(x), py = d.upload(std::vector<int8_t>(100)),
             pz = d.upload(std::vector<int16_t>(100));
    ASSERT_EQ(d.grid(1).block(128).run("bytes", px, py, pz, 100), "");
    auto y = d.download<int8_t>(py, 100);
    auto z = d.download<int16_t>(pz, 100);
    for (int i = 0; i < 100; ++i) {
      EXPECT_EQ(y[i], int8_t(x[i] - 100));
      EXPECT_EQ(z[i], int16_t(int8_t(x[i]) * 3));
    }
  });
}

TEST(Reduce, SharedWarpAndLastBlock) {
  forSeeds("reduce.ptx", [](Device &d) {
    std::vector<float> x(1000);
    std::vector<int> ints(1000);
    for (int i = 0; i < 1000; ++i)
      x[i] = ints[i] = i % 17 - 5;
    float total = std::accumulate(x.begin(), x.end(), 0.0f);
    uint64_t px = d.upload(x), pi = d.upload(ints),
             sum = d.upload(std::vector<float>(1)),
             isum = d.upload(std::vector<int>(1));
    ASSERT_EQ(d.grid(4).block(256).run("reduceShared", px, sum, 1000), "");
    EXPECT_EQ(d.download<float>(sum, 1)[0], total);
    ASSERT_EQ(d.grid(2).block(128).run("reduceWarp", pi, isum, 1000), "");
    EXPECT_EQ(d.download<int>(isum, 1)[0], int(total));
    uint64_t partial = d.upload(std::vector<float>(8));
    ASSERT_EQ(
        d.grid(8).block(128).run("reduceLastBlock", px, partial, sum, 1000),
        "");
    EXPECT_EQ(d.download<float>(sum, 1)[0], total);
  });
}

TEST(Reduce, Redux) {
  forSeeds("reduce.ptx", [](Device &d) {
    auto x = makeBits<uint32_t>(64);
    uint64_t px = d.upload(x), po = d.upload(std::vector<uint32_t>(14));
    ASSERT_EQ(d.grid(1).block(64).run("reduceRedux", px, po), "");
    auto o = d.download<uint32_t>(po, 14);
    for (int w = 0; w < 2; ++w) {
      auto begin = x.begin() + 32 * w, end = begin + 32;
      EXPECT_EQ(o[7 * w], std::accumulate(begin, end, 0u));
      EXPECT_EQ(o[7 * w + 1], *std::min_element(begin, end));
      EXPECT_EQ(o[7 * w + 2], *std::max_element(begin, end));
      EXPECT_EQ(o[7 * w + 3],
                std::accumulate(begin, end, ~0u, std::bit_and<>()));
      EXPECT_EQ(o[7 * w + 4], std::accumulate(begin, end, 0u, std::bit_or<>()));
      EXPECT_EQ(o[7 * w + 5],
                std::accumulate(begin, end, 0u, std::bit_xor<>()));
      EXPECT_EQ(
          int(o[7 * w + 6]),
          *std::min_element(begin, end, [](int a, int b) { return a < b; }));
    }
  });
}

TEST(Reduce, Scans) {
  forSeeds("reduce.ptx", [](Device &d) {
    auto x = makeRandom<int>(128, -50, 50);
    uint64_t px = d.upload(x), py = d.upload(x);
    d.options.dynamicShared = 2 * 128 * 4;
    ASSERT_EQ(d.grid(1).block(128).run("scanBlock", px, py, 100), "");
    auto y = d.download<int>(py, 100);
    int sum = 0;
    for (int i = 0; i < 100; ++i)
      EXPECT_EQ(y[i], sum += x[i]);
    d.options.dynamicShared = 0;
    ASSERT_EQ(d.grid(1).block(64).run("scanWarp", px, py), "");
    y = d.download<int>(py, 64);
    for (int i = 0; i < 64; ++i) {
      sum = i % 32 ? sum + x[i] : x[i];
      EXPECT_EQ(y[i], sum);
    }
  });
}

TEST(Reduce, Groups) {
  forSeeds("reduce.ptx", [](Device &d) {
    std::vector<float> x(128);
    std::iota(x.begin(), x.end(), 0.0f);
    uint64_t px = d.upload(x), py = d.upload(std::vector<float>(16));
    ASSERT_EQ(d.grid(2).block(64).run("reduceGroups", px, py), "");
    auto y = d.download<float>(py, 16);
    for (int g = 0; g < 16; ++g)
      EXPECT_EQ(y[g], std::accumulate(x.begin() + 8 * g, x.begin() + 8 * g + 8,
                                      0.0f));
  });
}

TEST(Reduce, Softmax) {
  forSeeds("reduce.ptx", [](Device &d) {
    auto x = makeRandom<float>(3 * 300, -5, 5);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.grid(3).block(128).run("softmaxRows", px, py, 300), "");
    auto y = d.download<float>(py, 900);
    for (int r = 0; r < 3; ++r) {
      double sum = 0, high = *std::max_element(&x[300 * r], &x[300 * r] + 300);
      for (int i = 0; i < 300; ++i)
        sum += std::exp(x[300 * r + i] - high);
      for (int i = 0; i < 300; ++i) {
        double exact = std::exp(x[300 * r + i] - high) / sum;
        EXPECT_NEAR(y[300 * r + i], exact, 1e-5 * exact);
      }
    }
  });
}

TEST(Matrix, Transpose) {
  forSeeds("matrix.ptx", [](Device &d) {
    int w = 70, h = 45;
    auto x = makeRandom<float>(w * h, -1, 1);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.grid(3, 2).block(32, 8).run("transposePadded", px, py, w, h),
              "");
    auto y = d.download<float>(py, w * h);
    for (int j = 0; j < h; ++j)
      for (int i = 0; i < w; ++i)
        EXPECT_EQ(y[i * h + j], x[j * w + i]);
    EXPECT_EQ(d.last.shared.worstConflict, 1u);
  });
}

TEST(Matrix, Products) {
  forSeeds("matrix.ptx", [](Device &d) {
    int n = 32;
    auto a = makeRandom<float>(n * n, -1, 1),
         b = makeRandom<float>(n * n, -1, 1, 2);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(a);
    auto check = [&](const std::string &error) {
      ASSERT_EQ(error, "");
      auto c = d.download<float>(pc, n * n);
      for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
          float sum = 0;
          for (int k = 0; k < n; ++k)
            sum = std::fma(a[i * n + k], b[k * n + j], sum);
          EXPECT_EQ(c[i * n + j], sum);
        }
    };
    check(d.grid(3, 5).block(13, 7).run("matmulNaive", pa, pb, pc, n, n, n));
    check(d.grid(2, 2).block(16, 16).run("matmulTiled", pa, pb, pc, n));
    check(d.grid(1, 1).block(8, 8).run("matmulRegisters", pa, pb, pc, n));
  });
}

TEST(Matrix, BankConflicts) {
  for (int degree : {1, 2, 8, 32}) {
    Device d("matrix.ptx");
    uint64_t py = d.upload(std::vector<float>(32));
    ASSERT_EQ(d.grid(1).block(32).run("strides", py, degree), "");
    EXPECT_EQ(d.last.shared.worstConflict, uint64_t(degree));
    auto y = d.download<float>(py, 32);
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(y[i], float(i * degree % 1024));
  }
}

TEST(Atomics, Histogram) {
  forSeeds("atomics.ptx", [](Device &d) {
    auto x = makeBits<uint8_t>(3000);
    std::vector<uint32_t> bins(64);
    for (uint8_t v : x)
      ++bins[v & 63];
    uint64_t px = d.upload(x), pb = d.upload(std::vector<uint32_t>(64));
    ASSERT_EQ(d.grid(5).block(96).run("histogram", px, pb, 3000), "");
    EXPECT_EQ(d.download<uint32_t>(pb, 64), bins);
  });
}

TEST(Atomics, Integers) {
  forSeeds("atomics.ptx", [](Device &d) {
    auto v = makeBits<int32_t>(64);
    std::vector<int32_t> x = {5, -5, -1, 0, 0, 0, 0, 7};
    std::vector<uint32_t> y = {~0u, 0, 0, 3};
    uint64_t px = d.upload(x), py = d.upload(y), pv = d.upload(v);
    ASSERT_EQ(d.grid(2).block(32).run("atomicInts", px, py, pv), "");
    for (int32_t a : v) {
      x[0] = std::min(x[0], a), x[1] = std::max(x[1], a), x[2] &= a, x[3] |= a,
      x[4] ^= a, x[5] = int32_t(uint32_t(x[5]) - uint32_t(a));
      y[0] = std::min(y[0], uint32_t(a)), y[1] = std::max(y[1], uint32_t(a));
      y[2] = y[2] >= 9 ? 0 : y[2] + 1,
      y[3] = y[3] == 0 || y[3] > 6 ? 6 : y[3] - 1;
    }
    x[6] = 7, x[7] = v[0];
    EXPECT_EQ(d.download<int32_t>(px, 8), x);
    EXPECT_EQ(d.download<uint32_t>(py, 4), y);
  });
}

TEST(Atomics, Longs) {
  forSeeds("atomics.ptx", [](Device &d) {
    auto v = makeBits<int64_t>(64);
    std::vector<uint64_t> x(3);
    std::vector<int64_t> y(2);
    uint64_t px = d.upload(x), py = d.upload(y), pv = d.upload(v);
    ASSERT_EQ(d.grid(2).block(32).run("atomicLongs", px, py, pv), "");
    for (int64_t a : v)
      x[0] += a, x[1] |= a, x[2] ^= a, y[0] = std::min(y[0], a),
                                       y[1] = std::max(y[1], a);
    EXPECT_EQ(d.download<uint64_t>(px, 3), x);
    EXPECT_EQ(d.download<int64_t>(py, 2), y);
  });
}

TEST(Atomics, Floats) {
  forSeeds("atomics.ptx", [](Device &d) {
    std::vector<float> v(64);
    std::iota(v.begin(), v.end(), -20.0f);
    for (float &f : v)
      f = std::fmod(f, 4.0f);
    float sum = std::accumulate(v.begin(), v.end(), 0.0f);
    uint64_t pf = d.upload(std::vector<float>(1)),
             pd = d.upload(std::vector<double>(1)),
             ph = d.upload(std::vector<uint16_t>(4)),
             pb = d.upload(std::vector<uint16_t>(2)), pv = d.upload(v);
    ASSERT_EQ(d.grid(2).block(32).run("atomicFloats", pf, pd, ph, pb, pv), "");
    EXPECT_EQ(d.download<float>(pf, 1)[0], sum);
    EXPECT_EQ(d.download<double>(pd, 1)[0], sum);
    // 64 in f16 and bf16; the other sums are small integers.
    EXPECT_EQ(d.download<uint16_t>(ph, 4)[1], 0x5400);
    EXPECT_EQ(d.download<uint16_t>(pb, 2)[1], 0x4280);
    EXPECT_EQ(d.download<uint16_t>(ph, 4)[0], d.download<uint16_t>(ph, 4)[2]);
  });
}

TEST(Atomics, CompareAndSwap) {
  forSeeds("atomics.ptx", [](Device &d) {
    auto v = makeRandom<float>(256, 0, 9);
    uint64_t ph = d.upload(std::vector<float>(1)), pv = d.upload(v);
    ASSERT_EQ(d.grid(4).block(64).run("atomicMaxFloat", ph, pv), "");
    EXPECT_EQ(d.download<float>(ph, 1)[0],
              *std::max_element(v.begin(), v.end()));
  });
}

TEST(Atomics, LocksFlagsAndGrids) {
  forSeeds("atomics.ptx", [](Device &d) {
    uint64_t mutex = d.upload(std::vector<int>(1)),
             count = d.upload(std::vector<int>(1)),
             order = d.upload(std::vector<int>(8));
    ASSERT_EQ(d.grid(8).block(32).run("lock", mutex, count, order), "");
    auto o = d.download<int>(order, 8);
    std::sort(o.begin(), o.end());
    for (int i = 0; i < 8; ++i)
      EXPECT_EQ(o[i], i);

    uint64_t data = d.upload(std::vector<int>(64)),
             ready = d.upload(std::vector<int>(1)),
             out = d.upload(std::vector<int>(64));
    ASSERT_EQ(d.grid(2).block(64).run("flag", data, ready, out), "");
    for (int i = 0; i < 64; ++i)
      EXPECT_EQ(d.download<int>(out, 64)[i], (63 - i) * 3 + 1);

    uint64_t x = d.upload(std::vector<int>(256)),
             y = d.upload(std::vector<int>(256));
    ASSERT_EQ(d.grid(4).block(64).run("gridSync", x, y), "");
    auto r = d.download<int>(x, 256);
    for (int i = 0; i < 256; ++i) {
      int a = 255 - i, b = 255 - (i + 1) % 256;
      EXPECT_EQ(r[i], a * a + b * b);
    }
  });
}

/// More blocks than are resident at once.
TEST(Atomics, ChainedScan) {
  forSeeds("atomics.ptx", [](Device &d) {
    int blocks = 200;
    auto x = makeRandom<int>(32 * blocks, -9, 9);
    uint64_t px = d.upload(x), py = d.upload(x),
             sums = d.upload(std::vector<int>(blocks)),
             ready = d.upload(std::vector<int>(blocks));
    ASSERT_EQ(d.grid(blocks).block(32).run("chainedScan", px, py, sums, ready),
              "");
    auto y = d.download<int>(py, x.size());
    int sum = 0;
    for (size_t i = 0; i < x.size(); ++i)
      ASSERT_EQ(y[i], sum += x[i]);
  });
}
