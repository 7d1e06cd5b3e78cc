//===- IdiomKernelsTest.cpp - Kernels in the habits of libraries ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include <algorithm>
#include <numeric>
#include <set>

struct Float2 {
  float x, y;
};

static float fromHalf(uint16_t image) {
  int exponent = image >> 10 & 31, mantissa = image & 1023;
  float value = exponent ? std::ldexp(1024 + mantissa, exponent - 25)
                         : std::ldexp(mantissa, -24);
  return image & 0x8000 ? -value : value;
}
static float fromBfloat(uint16_t image) {
  return bitsAs<float>(uint32_t(image) << 16);
}
/// To nearest, ties to even, of a value with an exact double.
static uint16_t toBfloat(double value) {
  int exponent;
  std::frexp(value, &exponent);
  double unit = std::ldexp(1.0, exponent - 8);
  float rounded = float(std::nearbyint(value / unit) * unit);
  uint32_t image;
  std::memcpy(&image, &rounded, sizeof image);
  return value == 0 ? 0 : image >> 16;
}

TEST(Idioms, Softmax) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<float>(3 * 200, -6, 6);
    uint64_t px = d.upload(x), py = d.upload(std::vector<float>(600));
    d.options.dynamicShared = 800;
    ASSERT_EQ(d.grid(3).block(128).run("softmax", px, py, 200), "");
    auto y = d.download<float>(py, 600);
    for (int row = 0; row < 3; ++row) {
      double sum = 0;
      for (int i = 0; i < 200; ++i)
        sum += std::exp(double(x[row * 200 + i]));
      for (int i = row * 200; i < row * 200 + 200; ++i)
        EXPECT_NEAR(y[i] * sum / std::exp(double(x[i])), 1, 1e-5);
    }
  });
}

TEST(Idioms, LayerNorm) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<float>(2 * 320, -2, 5),
         scale = makeRandom<float>(320, 0, 1, 2);
    uint64_t px = d.upload(x), ps = d.upload(scale),
             py = d.upload(std::vector<float>(640));
    ASSERT_EQ(d.grid(2).block(64).run("layerNorm", px, ps, py, 80), "");
    auto y = d.download<float>(py, 640);
    for (int row = 0; row < 2; ++row) {
      const float *from = &x[row * 320];
      double mean = 0, variance = 0;
      for (int i = 0; i < 320; ++i)
        mean += from[i] / 320.0;
      for (int i = 0; i < 320; ++i)
        variance += (from[i] - mean) * (from[i] - mean) / 320.0;
      for (int i = 0; i < 320; ++i)
        EXPECT_NEAR(y[row * 320 + i],
                    (from[i] - mean) / std::sqrt(variance + 1e-5) * scale[i],
                    1e-5);
    }
  });
}

TEST(Idioms, Filter) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<int>(500, -40, 40);
    uint64_t px = d.upload(x), pf = d.upload(std::vector<int>(500)),
             pc = d.upload(std::vector<int>(1));
    ASSERT_EQ(d.grid(2).block(96).run("filter", px, pf, pc, 500), "");
    std::vector<int> positive;
    std::copy_if(x.begin(), x.end(), std::back_inserter(positive),
                 [](int v) { return v > 0; });
    size_t count = d.download<int>(pc, 1)[0];
    ASSERT_EQ(count, positive.size());
    auto found = d.download<int>(pf, count);
    std::sort(found.begin(), found.end());
    std::sort(positive.begin(), positive.end());
    EXPECT_EQ(found, positive);
  });
}

TEST(Idioms, Tiles) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<int>(128, -100, 100);
    uint64_t px = d.upload(x), ps = d.upload(std::vector<int>(16)),
             pl = d.upload(std::vector<int>(16));
    ASSERT_EQ(d.grid(2).block(64).run("tiles", px, ps, pl), "");
    auto sums = d.download<int>(ps, 16), largest = d.download<int>(pl, 16);
    for (int i = 0; i < 16; ++i) {
      EXPECT_EQ(sums[i], std::accumulate(&x[8 * i], &x[8 * i] + 8, 0));
      EXPECT_EQ(largest[i], *std::max_element(&x[8 * i], &x[8 * i] + 8));
    }
  });
}

TEST(Idioms, Halves) {
  forSeeds("idioms.ptx", [](Device &d) {
    // Quarters, whose products and sums are exact in f16.
    const uint16_t quarters[] = {0x0000, 0x3400, 0x3800, 0x3c00,
                                 0xb400, 0xb800, 0xbe00, 0x4100};
    std::vector<uint16_t> x(200), y(200);
    for (int i = 0; i < 200; ++i)
      x[i] = quarters[i * 5 % 8], y[i] = quarters[i * 3 / 8 % 8];
    uint64_t px = d.upload(x), py = d.upload(y),
             pz = d.upload(std::vector<float>(200));
    uint16_t two = 0x4000;
    ASSERT_EQ(d.grid(1).block(64).run("halfAxpy", px, py, pz, two, 100), "");
    auto sums = d.download<uint16_t>(py, 200);
    auto squares = d.download<float>(pz, 200);
    for (int i = 0; i < 200; ++i) {
      float v = 2 * fromHalf(x[i]) + fromHalf(y[i]);
      EXPECT_EQ(fromHalf(sums[i]), std::max(v, -1.0f));
      EXPECT_EQ(squares[i], v * v);
    }
  });
}

TEST(Idioms, BfloatPairs) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<float>(64, -3, 4);
    uint64_t px = d.upload(x), py = d.upload(std::vector<uint16_t>(64)),
             pz = d.upload(std::vector<float>(32));
    ASSERT_EQ(d.block(32).run("bfloatPairs", px, py, pz), "");
    auto y = d.download<uint16_t>(py, 64);
    auto z = d.download<float>(pz, 32);
    for (int i = 0; i < 64; ++i) {
      double v = fromBfloat(toBfloat(x[i]));
      float w = fromBfloat(toBfloat(std::max(v * v - v, 0.0)));
      EXPECT_EQ(fromBfloat(y[i]), std::min(w, i % 2 ? 8.0f : 4.0f));
      if (i % 2 == 0)
        EXPECT_EQ(z[i / 2], w + std::fabs(fromBfloat(toBfloat(x[i + 1]))));
    }
  });
}

TEST(Idioms, DoubleAtomics) {
  forSeeds("idioms.ptx", [](Device &d) {
    std::vector<double> x(100);
    for (int i = 0; i < 100; ++i)
      x[i] = i * 37 % 101 * 0.5;
    uint64_t px = d.upload(x), ps = d.upload(std::vector<double>(1)),
             pl = d.upload(std::vector<double>(1));
    ASSERT_EQ(d.grid(2).block(64).run("doubleAtomics", px, ps, pl, 100), "");
    EXPECT_EQ(d.download<double>(ps, 1)[0],
              std::accumulate(x.begin(), x.end(), 0.0));
    EXPECT_EQ(d.download<double>(pl, 1)[0],
              *std::max_element(x.begin(), x.end()));
  });
}

TEST(Idioms, HashInsert) {
  forSeeds("idioms.ptx", [](Device &d) {
    std::vector<uint32_t> keys(100);
    std::multiset<uint64_t> wanted, found;
    for (uint32_t i = 0; i < 100; ++i) {
      keys[i] = i * i % 71 + 1;
      wanted.insert(uint64_t(keys[i]) << 32 | (i + 1));
    }
    uint64_t pk = d.upload(keys), pt = d.upload(std::vector<uint64_t>(128));
    ASSERT_EQ(d.grid(2).block(64).run("hashInsert", pk, pt, 128, 100), "");
    for (uint64_t entry : d.download<uint64_t>(pt, 128))
      if (entry)
        found.insert(entry);
    EXPECT_EQ(found, wanted);
  });
}

TEST(Idioms, BitonicSort) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeBits<uint32_t>(256);
    uint64_t px = d.upload(x);
    ASSERT_EQ(d.block(256).run("bitonicSort", px), "");
    std::sort(x.begin(), x.end());
    EXPECT_EQ(d.download<uint32_t>(px, 256), x);
  });
}

TEST(Idioms, Convolve) {
  forSeeds("idioms.ptx", [](Device &d) {
    const float taps[] = {0.0625f, 0.25f, 0.375f, 0.25f, 0.0625f};
    auto x = makeRandom<float>(150, -1, 1);
    uint64_t px = d.upload(x), py = d.upload(std::vector<float>(150));
    ASSERT_EQ(d.grid(3).block(64).run("convolve", px, py, 150), "");
    auto y = d.download<float>(py, 150);
    for (int i = 0; i < 150; ++i) {
      double sum = 0;
      for (int k = 0; k < 5; ++k)
        sum += i + k >= 2 && i + k < 152 ? taps[k] * x[i + k - 2] : 0;
      EXPECT_NEAR(y[i], sum, 1e-6);
    }
  });
}

TEST(Idioms, Agreements) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<int>(96, 0, 6.5);
    int odd = std::count_if(x.begin(), x.end(), [](int v) { return v & 1; });
    uint64_t px = d.upload(x), po = d.upload(x);
    ASSERT_EQ(d.block(96).run("agreements", px, po), "");
    for (int v : d.download<int>(po, 96))
      EXPECT_EQ(v, odd * 100 + 10);
  });
}

TEST(Idioms, Punning) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeBits<uint32_t>(32);
    uint64_t px = d.upload(x), py = d.upload(std::vector<uint8_t>(128)),
             pz = d.upload(std::vector<float>(32));
    ASSERT_EQ(d.block(32).run("punning", px, py, pz), "");
    auto y = d.download<uint8_t>(py, 128);
    auto z = d.download<float>(pz, 32);
    for (int i = 0; i < 128; ++i) {
      uint8_t byte = x[i / 4] >> i % 4 * 8, mirrored = 0;
      for (int bit = 0; bit < 8; ++bit)
        mirrored |= (byte >> bit & 1) << (7 - bit);
      EXPECT_EQ(y[i], mirrored);
    }
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(z[i],
                bitsAs<float>((x[i] & 0x00ffffff) | 0x3f800000) + (x[i] & 255));
  });
}

TEST(Idioms, PointersToFunctions) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<int>(64, 0, 1000);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.block(64).run("dispatch", px, py), "");
    auto y = d.download<int>(py, 64);
    for (int i = 0; i < 64; ++i) {
      int results[] = {2 * x[i], x[i] * x[i], -x[i]};
      EXPECT_EQ(y[i], i % 5 == 4 ? 0 : results[x[i] % 3]);
    }
  });
}

TEST(Idioms, Rotations) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<float>(64, -1, 1);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.block(32).run("rotations", px, py, 6), "");
    auto y = d.download<Float2>(py, 32);
    for (int i = 0; i < 32; ++i) {
      double m[4] = {0, -1, 1, 0.5}, a = x[2 * i], b = x[2 * i + 1];
      for (int j = 0; j < 6; ++j) {
        m[j & 3] += 0.25;
        double next = m[0] * a + m[1] * b;
        b = m[2] * a + m[3] * b;
        a = next;
      }
      EXPECT_NEAR(y[i].x, a, 1e-5);
      EXPECT_NEAR(y[i].y, b, 1e-5);
    }
  });
}

TEST(Idioms, LastWords) {
  forSeeds("idioms.ptx", [](Device &d) {
    auto x = makeRandom<int>(64, 0, 100);
    uint64_t px = d.upload(x), pt = d.upload(std::vector<int64_t>(64));
    ASSERT_EQ(d.block(64).run("lastWords", px, pt), "");
    auto y = d.download<int>(px, 64);
    auto ticks = d.download<int64_t>(pt, 64);
    for (int i = 0; i < 64; ++i) {
      const int *half = &x[i & 32];
      EXPECT_EQ(y[i], std::accumulate(half, half + 32, 0));
      EXPECT_GT(ticks[i], 20);
    }
  });
}

TEST(Idioms, BufferedProduct) {
  forSeeds("idioms.ptx", [](Device &d) {
    constexpr int n = 64;
    auto a = makeRandom<float>(n * n, -1, 1),
         b = makeRandom<float>(n * n, -1, 1, 2);
    uint64_t pa = d.upload(a), pb = d.upload(b),
             pc = d.upload(std::vector<float>(n * n));
    d.options.dynamicShared = 4 * 8 * 32 * 4;
    ASSERT_EQ(d.grid(2, 2).block(64).run("gemmBuffered", pa, pb, pc, n), "");
    auto c = d.download<float>(pc, n * n);
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) {
        double sum = 0;
        for (int k = 0; k < n; ++k)
          sum += double(a[i * n + k]) * b[k * n + j];
        EXPECT_NEAR(c[i * n + j], sum, 1e-5);
      }
  });
}

//===----------------------------------------------------------------------===//
// What devices have since sm_90 and sm_100
//===----------------------------------------------------------------------===//

TEST(Wide, BfloatConverts) {
  forSeeds("wide.ptx", [](Device &d) {
    auto x = makeRandom<int>(32, 0, 70000);
    auto wide = makeRandom<double>(32, -1000, 1000);
    for (int i = 0; i < 32; ++i)
      x[i] = i % 3 ? x[i] : x[i] % 300;
    uint64_t px = d.upload(x), pd = d.upload(wide),
             py = d.upload(std::vector<uint16_t>(128)),
             pz = d.upload(std::vector<int>(32)),
             pw = d.upload(std::vector<double>(32)),
             pb = d.upload(std::vector<uint8_t>(128));
    ASSERT_EQ(d.block(32).run("bfloatConverts", px, pd, py, pz, pw, pb), "");
    auto y = d.download<uint16_t>(py, 128);
    auto z = d.download<int>(pz, 32);
    auto w = d.download<double>(pw, 32);
    auto bytes = d.download<uint8_t>(pb, 128);
    for (int i = 0; i < 32; ++i) {
      EXPECT_EQ(y[i * 4], toBfloat(x[i]));
      // The bits above the eighth.
      int64_t product = int64_t(1000003) * x[i], kept = product;
      for (int shift = 0; kept >> shift >= 256; ++shift)
        kept = product >> (shift + 1) << (shift + 1);
      EXPECT_EQ(fromBfloat(y[i * 4 + 1]), float(kept));
      EXPECT_EQ(y[i * 4 + 2], toBfloat(wide[i]));
      float low = x[i] & 0xffff, up = fromBfloat(y[i * 4 + 3]);
      EXPECT_GE(up, low);
      EXPECT_LE(up, low * (1 + 1 / 128.0f));
      float rounded = fromBfloat(y[i * 4 + 2]);
      EXPECT_EQ(w[i], rounded);
      EXPECT_EQ(z[i], int(std::floor(rounded)) + int(fromBfloat(y[i * 4])));
      EXPECT_EQ(bytes[i * 4 + 1], std::min(x[i], 255));
      EXPECT_EQ(bytes[i * 4], std::max(i - 3, 0));
      EXPECT_EQ(bytes[i * 4 + 2], 0x34);
      EXPECT_EQ(bytes[i * 4 + 3], 0x12);
    }
  });
}

TEST(Wide, Mixed) {
  forSeeds("wide.ptx", [](Device &d) {
    auto values = makeRandom<float>(32, -2, 2);
    std::vector<uint16_t> x(32), y(32);
    for (int i = 0; i < 32; ++i) {
      x[i] = toBfloat(values[i]);
      y[i] = 0x3800 + 37 * i;
    }
    auto c = makeRandom<float>(128, -1, 1, 3);
    uint64_t px = d.upload(x), py = d.upload(y), pz = d.upload(c);
    ASSERT_EQ(d.block(32).run("mixed", px, py, pz), "");
    auto z = d.download<float>(pz, 128);
    for (int i = 0; i < 32; ++i) {
      float a = fromBfloat(x[i]), b = fromHalf(y[i]), third = c[i * 4];
      EXPECT_EQ(z[i * 4], std::fma(a, a, third));
      double sum = double(b) + third;
      EXPECT_LE(std::fabs(z[i * 4 + 1]), std::fabs(sum));
      EXPECT_NEAR(z[i * 4 + 1], sum, 0x1p-22);
      EXPECT_EQ(z[i * 4 + 2], a - third);
      double product = std::clamp(double(b) * b + third, 0.0, 1.0);
      EXPECT_LE(z[i * 4 + 3], product);
      EXPECT_NEAR(z[i * 4 + 3], product, 0x1p-23);
    }
  });
}

TEST(Wide, FloatPairs) {
  forSeeds("wide.ptx", [](Device &d) {
    auto x = makeRandom<float>(66, -2, 2);
    uint64_t px = d.upload(x), py = d.upload(std::vector<float>(256));
    ASSERT_EQ(d.block(32).run("floatPairs", px, py), "");
    auto y = d.download<float>(py, 256);
    for (int i = 0; i < 64; ++i) {
      const float *results = &y[i / 2 * 8 + i % 2];
      EXPECT_EQ(results[0], std::fma(x[i], x[i + 2], x[i]));
      double sum = double(x[i]) + x[i + 2];
      EXPECT_LE(std::fabs(results[2]), std::fabs(sum));
      EXPECT_NEAR(results[2], sum, 0x1p-21);
      EXPECT_EQ(results[4], x[i] * x[i + 2]);
      EXPECT_EQ(results[6], x[i] - x[i + 2]);
    }
  });
}

TEST(Wide, Vectors) {
  forSeeds("wide.ptx", [](Device &d) {
    auto x = makeRandom<float>(256, -2, 2);
    auto wide = makeRandom<double>(128, -2, 2);
    uint64_t px = d.upload(x), py = d.upload(x), pd = d.upload(wide),
             pe = d.upload(wide);
    ASSERT_EQ(d.block(32).run("wideVectors", px, py, pd, pe), "");
    auto y = d.download<float>(py, 256);
    auto e = d.download<double>(pe, 128);
    for (int i = 0; i < 256; ++i)
      EXPECT_EQ(y[i], x[i ^ 7]);
    for (int i = 0; i < 128; ++i)
      EXPECT_EQ(e[i], wide[(31 - i / 4) * 4 + i % 4]);
  });
}
