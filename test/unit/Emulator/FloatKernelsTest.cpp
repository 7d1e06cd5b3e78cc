//===- FloatKernelsTest.cpp - Floats of all formats -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The host computes with LLVM's APFloat, which rounds in software.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "llvm/ADT/APFloat.h"

using llvm::APFloat;
static constexpr auto nearest = APFloat::rmNearestTiesToEven;

namespace {
/// Arithmetic in a format of 16 bits.
struct Half {
  const llvm::fltSemantics &format;

  APFloat decode(uint16_t bits) const {
    return APFloat(format, llvm::APInt(16, bits));
  }
  uint16_t encode(APFloat value, APFloat::roundingMode mode = nearest) const {
    bool lost;
    value.convert(format, mode, &lost);
    return value.isNaN() ? 0x7fff : value.bitcastToAPInt().getZExtValue();
  }
  uint16_t add(uint16_t a, uint16_t b, bool isSub = false) const {
    APFloat sum = decode(a);
    isSub ? sum.subtract(decode(b), nearest) : sum.add(decode(b), nearest);
    return encode(sum);
  }
  uint16_t mul(uint16_t a, uint16_t b) const {
    APFloat product = decode(a);
    product.multiply(decode(b), nearest);
    return encode(product);
  }
  uint16_t fma(uint16_t a, uint16_t b, uint16_t c) const {
    APFloat sum = decode(a);
    sum.fusedMultiplyAdd(decode(b), decode(c), nearest);
    return encode(sum);
  }
  uint16_t choose(uint16_t a, uint16_t b, bool isMax) const {
    APFloat x = decode(a), y = decode(b);
    if (x.isNaN() || y.isNaN())
      return x.isNaN() ? (y.isNaN() ? 0x7fff : b) : a;
    return encode(isMax ? llvm::maximum(x, y) : llvm::minimum(x, y));
  }
};
} // namespace

static const Half f16{APFloat::IEEEhalf()}, bf16{APFloat::BFloat()};

static std::vector<uint16_t> makeHalves(unsigned seed, bool finite = false) {
  std::mt19937 generator(seed);
  std::vector<uint16_t> values(128);
  for (uint16_t &v : values)
    v = generator() >> 7;
  // Near each other, so that sums do not only round; and the special ones.
  for (int i = 0; i < 64; ++i)
    values[i] = 0x3c00 + (generator() & 0x83ff) % 0x8400;
  if (finite)
    return values;
  uint16_t special[] = {0,      0x8000, 1,      0x8001, 0x3ff,
                        0x7c00, 0xfc00, 0x7e00, 0x7bff};
  for (size_t i = 0; i < 9; ++i)
    values[64 + i] = special[(i * seed) % 9];
  return values;
}

TEST(Half, Scalars) {
  forSeeds("half.ptx", [](Device &d) {
    auto a = makeHalves(1), b = makeHalves(2), c = makeHalves(5);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(c),
             po = d.upload(std::vector<uint16_t>(1024));
    ASSERT_EQ(d.block(128).run("halves", pa, pb, pc, po), "");
    auto o = d.download<uint16_t>(po, 1024);
    for (int i = 0; i < 128; ++i) {
      uint16_t x = a[i], y = b[i], z = c[i];
      uint16_t e[] = {f16.add(x, y),           f16.add(x, y, true),
                      f16.mul(x, y),           f16.fma(x, y, z),
                      f16.choose(x, y, false), f16.choose(x, y, true),
                      uint16_t(x ^ 0x8000),    uint16_t(y & 0x7fff)};
      for (int k = 0; k < 8; ++k)
        EXPECT_EQ(o[8 * i + k], e[k])
            << k << " of " << x << " " << y << " " << z;
    }
  });
}

TEST(Half, Pairs) {
  forSeeds("half.ptx", [](Device &d) {
    auto a = makeHalves(1, true), b = makeHalves(2, true),
         c = makeHalves(5, true);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(c),
             po = d.upload(std::vector<uint16_t>(1024));
    ASSERT_EQ(d.block(64).run("halfPairs", pa, pb, pc, po), "");
    auto o = d.download<uint16_t>(po, 1024);
    for (int i = 0; i < 128; ++i) {
      uint16_t x = a[i], y = b[i], z = c[i];
      float u = f16.decode(x).convertToFloat(),
            v = f16.decode(y).convertToFloat();
      uint16_t fused = f16.fma(x, y, z), sum = f16.add(x, y);
      float s = f16.decode(sum).convertToFloat();
      uint16_t e[] = {sum,
                      f16.mul(x, y),
                      fused,
                      uint16_t(u > v ? 0x3c00 : 0),
                      f16.choose(x, y, false),
                      uint16_t(fused == 0x7fff  ? 0x7fff
                               : fused & 0x8000 ? 0
                                                : fused),
                      uint16_t(s > 0 ? s < 1 ? sum : 0x3c00 : 0),
                      uint16_t(u <= v ? 0xffff : 0)};
      for (int k = 0; k < 8; ++k)
        EXPECT_EQ(o[(i / 2 * 8 + k) * 2 + i % 2], e[k])
            << k << " of " << x << " " << y << " " << z;
    }
  });
}

TEST(Half, BFloats) {
  forSeeds("half.ptx", [](Device &d) {
    auto a = makeHalves(1), b = makeHalves(2), c = makeHalves(5);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(c),
             po = d.upload(std::vector<uint16_t>(1024));
    ASSERT_EQ(d.block(128).run("bfloats", pa, pb, pc, po), "");
    auto o = d.download<uint16_t>(po, 1024);
    for (int i = 0; i < 128; ++i) {
      uint16_t x = a[i], y = b[i], z = c[i];
      float scaled = bitsAs<float>(uint32_t(x) << 16) * 1.01f;
      uint16_t e[] = {bf16.add(x, y),
                      bf16.mul(x, y),
                      bf16.fma(x, y, z),
                      bf16.choose(x, y, true),
                      uint16_t(x ^ 0x8000),
                      bf16.encode(APFloat(scaled), APFloat::rmTowardZero),
                      bf16.fma(x, y, z),
                      bf16.fma(y, z, x)};
      for (int k = 0; k < 8; ++k)
        EXPECT_EQ(o[8 * i + k], e[k])
            << k << " of " << x << " " << y << " " << z;
    }
  });
}

TEST(Half, Conversions) {
  forSeeds("half.ptx", [](Device &d) {
    std::vector<float> x(512);
    std::mt19937 generator(9);
    for (size_t i = 0; i < x.size(); ++i)
      x[i] = i % 2 ? bitsAs<float>(uint32_t(generator()))
                   : std::ldexp(generator() / 4294967296.0f, int(i % 48) - 30);
    uint64_t px = d.upload(x), ph = d.upload(std::vector<uint16_t>(512)),
             pb = d.upload(std::vector<uint16_t>(512)), pf = d.upload(x);
    ASSERT_EQ(d.grid(4).block(128).run("narrow", px, ph, pb, pf, 512), "");
    auto h = d.download<uint16_t>(ph, 512), b = d.download<uint16_t>(pb, 512);
    auto f = d.download<float>(pf, 512);
    for (int i = 0; i < 512; ++i) {
      EXPECT_EQ(h[i], f16.encode(APFloat(x[i]))) << x[i];
      EXPECT_EQ(b[i], bf16.encode(APFloat(x[i]))) << x[i];
      float sum = float(f16.decode(h[i]).convertToFloat()) +
                  bitsAs<float>(uint32_t(b[i]) << 16);
      EXPECT_TRUE(f[i] == sum || (std::isnan(f[i]) && std::isnan(sum)));
    }
  });
}

TEST(Half, RoundingModes) {
  forSeeds("half.ptx", [](Device &d) {
    auto x = makeRandom<float>(64, -70, 70);
    auto w = makeRandom<double>(64, -70, 70, 2);
    x[0] = 0.3f, x[1] = 1e10f, x[2] = -1e10f, x[3] = NAN, x[4] = 2.5f,
    x[5] = 1e-7f;
    uint64_t px = d.upload(x), pw = d.upload(w),
             ph = d.upload(std::vector<uint16_t>(256)),
             pf = d.upload(std::vector<float>(512)),
             po = d.upload(std::vector<int>(512));
    ASSERT_EQ(d.block(64).run("modes", px, pw, ph, pf, po), "");
    auto h = d.download<uint16_t>(ph, 256);
    auto f = d.download<float>(pf, 512);
    auto o = d.download<int>(po, 512);
    auto single = [](double v, APFloat::roundingMode mode) {
      APFloat value(v);
      bool lost;
      value.convert(APFloat::IEEEsingle(), mode, &lost);
      return value.convertToFloat();
    };
    for (int i = 0; i < 64; ++i) {
      EXPECT_EQ(h[4 * i], f16.encode(APFloat(x[i]), APFloat::rmTowardZero));
      EXPECT_EQ(h[4 * i + 1],
                f16.encode(APFloat(x[i]), APFloat::rmTowardNegative));
      EXPECT_EQ(h[4 * i + 2],
                f16.encode(APFloat(x[i]), APFloat::rmTowardPositive));
      EXPECT_EQ(h[4 * i + 3], f16.encode(APFloat(w[i])));
      APFloat::roundingMode modes[] = {nearest, APFloat::rmTowardZero,
                                       APFloat::rmTowardPositive,
                                       APFloat::rmTowardNegative};
      for (int k = 0; k < 4; ++k)
        EXPECT_EQ(f[8 * i + k], single(w[i], modes[k]));
      int big = x[i] > 0 ? INT32_MAX : INT32_MIN;
      bool inRange = std::fabs(x[i]) < 2e9f;
      EXPECT_EQ(o[8 * i], x[i] != x[i] ? 0
                          : inRange    ? int(std::nearbyint(x[i]))
                                       : big);
      EXPECT_EQ(o[8 * i + 1], x[i] != x[i] ? 0 : inRange ? int(x[i]) : big);
      EXPECT_EQ(o[8 * i + 3], int(std::floor(w[i])));
      if (x[i] != x[i])
        continue;
      float e[] = {std::nearbyint(x[i]), std::floor(x[i]), std::ceil(x[i]),
                   std::fmin(std::fmax(x[i], 0.0f), 1.0f)};
      for (int k = 0; k < 4; ++k)
        EXPECT_EQ(f[8 * i + 4 + k], e[k]);
      APFloat quad(APFloat::IEEEsingle());
      quad.convertFromAPInt(llvm::APInt(64, int64_t(o[8 * i]) * 1234567891011u),
                            true, APFloat::rmTowardPositive);
      EXPECT_EQ(o[8 * i + 7], int(quad.bitcastToAPInt().getZExtValue()));
    }
  });
}

TEST(Half, Functions) {
  forSeeds("half.ptx", [](Device &d) {
    std::vector<uint16_t> x, b;
    for (int i = 0; i < 64; ++i) {
      x.push_back(f16.encode(APFloat(0.1f * (i - 30))));
      b.push_back(bf16.encode(APFloat(0.1f * (i - 30))));
    }
    uint64_t px = d.upload(x), py = d.upload(std::vector<uint16_t>(128)),
             pb = d.upload(b), pc = d.upload(b);
    ASSERT_EQ(d.block(64).run("halfFunctions", px, py, pb, pc, 64), "");
    auto y = d.download<uint16_t>(py, 128), c = d.download<uint16_t>(pc, 64);
    for (int i = 0; i < 64; ++i) {
      double v = f16.decode(x[i]).convertToFloat(),
             w = bf16.decode(b[i]).convertToFloat();
      EXPECT_NEAR(f16.decode(y[2 * i]).convertToFloat(), std::exp2(v),
                  std::exp2(v - 9.9));
      EXPECT_NEAR(f16.decode(y[2 * i + 1]).convertToFloat(), std::tanh(v),
                  std::exp2(-10.987));
      EXPECT_NEAR(bf16.decode(c[i]).convertToFloat(), std::tanh(w), 0x1p-8);
    }
  });
}

TEST(Math, Functions) {
  forSeeds("math.ptx", [](Device &d) {
    auto x = makeRandom<float>(200, -9, 9);
    auto w = makeRandom<double>(100, -9, 9);
    x[0] = 1e6f;
    uint64_t px = d.upload(x), po = d.upload(std::vector<float>(2000)),
             pw = d.upload(w), pq = d.upload(std::vector<double>(600));
    ASSERT_EQ(d.grid(2).block(128).run("functions", px, po, 200), "");
    auto o = d.download<float>(po, 2000);
    for (int i = 1; i < 200; ++i) {
      double v = x[i], a = std::fabs(v);
      double e[] = {std::exp(v),          std::log(a + 0.1),
                    std::tanh(v),         std::erf(v),
                    std::sin(v),          std::cos(v),
                    std::pow(a, 1.5),     std::sqrt(a),
                    1 / std::sqrt(a + 1), 1 / (1 + std::exp(-v))};
      for (int k = 0; k < 10; ++k)
        EXPECT_NEAR(o[10 * i + k], e[k], 2e-6 * std::fabs(e[k]) + 1e-6)
            << k << " of " << v;
    }
    // A large argument is reduced by a table.
    EXPECT_NEAR(o[4], std::sin(1e6), 1e-6);
    ASSERT_EQ(d.grid(1).block(128).run("functions64", pw, pq, 100), "");
    auto q = d.download<double>(pq, 600);
    for (int i = 0; i < 100; ++i) {
      double v = w[i], a = std::fabs(v);
      double e[] = {std::exp(v), std::log(a + 0.1), std::tanh(v),
                    std::erf(v), std::sin(v),       1 / std::sqrt(a + 1)};
      for (int k = 0; k < 6; ++k)
        EXPECT_NEAR(q[6 * i + k], e[k], 4e-15 * (1 + std::fabs(e[k])))
            << k << " of " << v;
    }
  });
}

/// Results are inside the bounds, and the seed moves them.
TEST(Math, Approximations) {
  std::vector<float> first;
  forSeeds("math.ptx", [&](Device &d) {
    auto x = makeRandom<float>(64, -3, 3);
    x[0] = 1e-40f;
    uint64_t px = d.upload(x), po = d.upload(std::vector<float>(768));
    ASSERT_EQ(d.block(64).run("approximations", px, po), "");
    auto o = d.download<float>(po, 768);
    for (int i = 0; i < 64; ++i) {
      float p = std::fabs(x[i]) + 0.1f;
      double v = x[i], t = std::tanh(v);
      double e[] = {std::exp2(v),
                    std::log2(double(p)),
                    1.0 / p,
                    std::sqrt(double(p)),
                    1 / std::sqrt(double(p)),
                    std::sin(v),
                    std::cos(v),
                    t,
                    v / p,
                    v / p};
      auto ulp = [](double value) {
        return std::ldexp(1.0, std::ilogb(value) - 23);
      };
      bool isNearOne = p > 0.5 && p < 2;
      double bounds[] = {2 * ulp(e[0]),
                         0x1p-22 * (isNearOne ? 1 : std::fabs(e[1])),
                         ulp(e[2]),
                         0x1p-23 * e[3],
                         std::exp2(-22.9) * e[4],
                         std::exp2(-20.5),
                         std::exp2(-20.5),
                         0x1p-11 * std::fabs(t),
                         2 * ulp(e[8]),
                         2 * ulp(e[9])};
      for (int k = 0; k < 10; ++k)
        EXPECT_NEAR(o[12 * i + k], e[k], bounds[k] + 1e-37) << k << " of " << v;
      EXPECT_EQ(o[12 * i + 10], std::copysign(p, x[i]));
      EXPECT_EQ(o[12 * i + 11], i == 0 ? x[i] : 1.0f);
    }
    if (first.empty())
      first = o;
    else
      EXPECT_NE(o, first);
  });
}

static APFloat compute(char operation, APFloat a, const APFloat &b,
                       const APFloat &c, APFloat::roundingMode mode) {
  switch (operation) {
  case '+':
    a.add(b, mode);
    break;
  case '-':
    a.subtract(b, mode);
    break;
  case '*':
    a.multiply(b, mode);
    break;
  case '/':
    a.divide(b, mode);
    break;
  default:
    a.fusedMultiplyAdd(b, c, mode);
  }
  return a;
}

TEST(Math, RoundingModes) {
  forSeeds("math.ptx", [](Device &d) {
    auto a = makeRandom<float>(64, -2, 2), b = makeRandom<float>(64, -2, 2, 2);
    auto c = makeRandom<double>(128, -2, 2, 3);
    a[0] = NAN, b[1] = NAN, a[2] = 0, b[2] = -0.0f;
    uint64_t pa = d.upload(a), pb = d.upload(b),
             po = d.upload(std::vector<float>(1024)), pc = d.upload(c),
             pq = d.upload(std::vector<double>(384));
    ASSERT_EQ(d.block(64).run("rounding", pa, pb, po, pc, pq), "");
    auto o = d.download<float>(po, 1024);
    auto q = d.download<double>(pq, 384);
    auto zero = APFloat::rmTowardZero, up = APFloat::rmTowardPositive,
         down = APFloat::rmTowardNegative;
    for (int i = 0; i < 64; ++i) {
      APFloat x(a[i]), y(b[i]), one(1.0f);
      const float *r = &o[16 * i];
      if (i > 2) {
        EXPECT_EQ(r[0], compute('+', x, y, y, zero).convertToFloat());
        EXPECT_EQ(r[1], compute('+', x, y, y, up).convertToFloat());
        EXPECT_EQ(r[2], compute('-', x, y, y, down).convertToFloat());
        EXPECT_EQ(r[3], compute('*', x, y, y, up).convertToFloat());
        EXPECT_EQ(r[4], compute('f', x, y, x, zero).convertToFloat());
        EXPECT_EQ(r[5], compute('f', x, y, y, down).convertToFloat());
        EXPECT_EQ(r[6], compute('/', x, y, y, up).convertToFloat());
        EXPECT_EQ(r[7], compute('/', one, y, y, down).convertToFloat());
        EXPECT_EQ(r[9], std::fma(a[i], b[i], -a[i]));
        EXPECT_EQ(r[13], 1 / b[i]);
        // The root whose square is the last below, and the first above.
        double square = double(r[8]) * r[8], next = std::nextafter(r[8], 9.0f);
        EXPECT_TRUE(square <= std::fabs(a[i]) && next * next > std::fabs(a[i]));
        double above = double(r[12]) * r[12],
               before = std::nextafter(r[12], 0.0f);
        EXPECT_TRUE(above >= std::fabs(b[i]) &&
                    before * before < std::fabs(b[i]));
        float low = std::fmin(a[i], b[i]),
              magnitude = std::fmax(std::fabs(a[i]), std::fabs(b[i]));
        EXPECT_EQ(r[14], low);
        EXPECT_EQ(r[15], std::signbit(a[i]) != std::signbit(b[i]) ? -magnitude
                                                                  : magnitude);
      }
      EXPECT_EQ(std::signbit(r[10]),
                i == 2 || std::signbit(std::fmin(a[i], b[i])));
      EXPECT_EQ(r[11], std::fmax(a[i], b[i]));
      EXPECT_EQ(std::isnan(r[14]), i < 2);
      APFloat u(c[2 * i]), v(c[2 * i + 1]), unit(1.0);
      EXPECT_EQ(q[6 * i], compute('+', u, v, v, up).convertToDouble());
      EXPECT_EQ(q[6 * i + 1], compute('*', u, v, v, zero).convertToDouble());
      EXPECT_EQ(q[6 * i + 2], compute('f', u, v, u, down).convertToDouble());
      EXPECT_EQ(q[6 * i + 3], compute('/', u, v, v, zero).convertToDouble());
      double root = q[6 * i + 4], value = std::fabs(c[2 * i]);
      EXPECT_TRUE(std::fma(root, root, -value) <= 0);
      EXPECT_EQ(q[6 * i + 5], compute('/', unit, v, v, up).convertToDouble());
    }
  });
}

TEST(Math, Flushing) {
  forSeeds("math.ptx", [](Device &d) {
    auto a = makeRandom<float>(32, -1, 1), b = makeRandom<float>(32, -1, 1, 2);
    for (int i = 0; i < 16; ++i)
      a[i] *= i < 8 ? 1e-38f : 1e-20f, b[i] *= i < 8 ? 1e-38f : 1e-20f;
    b[20] = NAN;
    uint64_t pa = d.upload(a), pb = d.upload(b),
             po = d.upload(std::vector<float>(256));
    ASSERT_EQ(d.block(32).run("flushing", pa, pb, po), "");
    auto o = d.download<float>(po, 256);
    auto flush = [](float v) {
      return std::fpclassify(v) == FP_SUBNORMAL ? std::copysign(0.0f, v) : v;
    };
    for (int i = 0; i < 32; ++i) {
      if (i == 20)
        continue;
      float x = flush(a[i]), y = flush(b[i]);
      float sat = std::fmin(std::fmax(a[i] + b[i], 0.0f), 1.0f);
      float e[] = {flush(x + y), flush(x * y), flush(std::fma(x, y, x)), sat,
                   std::fabs(x), -x,           x > y ? a[i] : b[i],      1.0f};
      for (int k = 0; k < 8; ++k)
        EXPECT_EQ(o[8 * i + k], e[k]) << k << " of " << a[i] << " " << b[i];
    }
    EXPECT_EQ(o[8 * 20 + 3], 0.0f);
    EXPECT_EQ(o[8 * 20 + 6], a[20]);
    EXPECT_EQ(o[8 * 20 + 7], 0.0f);
  });
}
