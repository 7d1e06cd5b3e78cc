//===- IntegerKernelsTest.cpp - Integers, bits, warps ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

static uint32_t reverseBits(uint32_t v) { return llvm::reverseBits(v); }

TEST(Integer, Words) {
  forSeeds("integer.ptx", [](Device &d) {
    auto a = makeBits<int32_t>(64), b = makeBits<int32_t>(64, 2);
    uint64_t pa = d.upload(a), pb = d.upload(b),
             po = d.upload(std::vector<int>(64 * 24));
    ASSERT_EQ(d.block(64).run("integers", pa, pb, po), "");
    auto o = d.download<int>(po, 64 * 24);
    for (int i = 0; i < 64; ++i) {
      int x = a[i], y = b[i];
      uint32_t u = x, v = y;
      auto low24 = [](int v) {
        return int64_t(int32_t(uint32_t(v) << 8) >> 8);
      };
      uint64_t both = uint64_t(v) << 32 | u;
      unsigned n = std::min(v & 63, 32u);
      uint32_t bytes[8], selected = 0;
      for (int k = 0; k < 8; ++k)
        bytes[k] = both >> 8 * k & 255;
      for (int k = 0; k < 4; ++k)
        selected |= bytes[0x6172 >> 4 * k & 7] << 8 * k;
      std::vector<int> e = {x / (y | 1),
                            x % (y | 1),
                            int(u / (v | 1)),
                            int(u % (v | 1)),
                            std::min(x, y),
                            int(std::max(u, v)),
                            int(x < 0 ? 0 - u : u),
                            int(0 - v),
                            int(int64_t(x) * y >> 32),
                            int(uint64_t(u) * v >> 32),
                            int(low24(x) * low24(y)),
                            int((u & 0xffffff) * uint64_t(v & 0xffffff)),
                            int(7 + (x < y ? v - u : u - v)),
                            int(7 + (u < v ? v - u : u - v)),
                            int(llvm::popcount(u)),
                            int(llvm::countl_zero(u)),
                            int(reverseBits(u)),
                            u ? int(llvm::countr_zero(u)) + 1 : 0,
                            x >> (y & 31),
                            int(u >> (v & 31)),
                            int(u << (v & 31)),
                            int(selected),
                            int((both << (v & 31)) >> 32),
                            int(both >> n)};
      for (int k = 0; k < 24; ++k)
        EXPECT_EQ(o[24 * i + k], e[k]) << k << " of " << x << " and " << y;
    }
  });
}

TEST(Integer, Longs) {
  forSeeds("integer.ptx", [](Device &d) {
    auto a = makeBits<int64_t>(32), b = makeBits<int64_t>(32, 2);
    uint64_t pa = d.upload(a), pb = d.upload(b),
             po = d.upload(std::vector<int64_t>(32 * 16));
    ASSERT_EQ(d.block(32).run("longs", pa, pb, po), "");
    auto o = d.download<int64_t>(po, 32 * 16);
    for (int i = 0; i < 32; ++i) {
      int64_t x = a[i], y = b[i];
      uint64_t u = x, v = y;
      std::vector<int64_t> e = {int64_t(u * v),
                                int64_t(__int128(x) * y >> 64),
                                int64_t((unsigned __int128)u * v >> 64),
                                x / (y | 1),
                                int64_t(u % (v | 1)),
                                x >> (y & 63),
                                int64_t(u >> (v & 63)),
                                int64_t(u << (v & 63)),
                                llvm::popcount(u),
                                llvm::countl_zero(u),
                                int64_t(llvm::reverseBits(u)),
                                std::min(x, y),
                                int64_t(std::max(u, v)),
                                int64_t(int32_t(x)) * int32_t(y) + 5,
                                int64_t(x < y ? u - v : ~u),
                                int64_t(uint64_t(uint32_t(x)) * uint32_t(y))};
      for (int k = 0; k < 16; ++k)
        EXPECT_EQ(o[16 * i + k], e[k]) << k << " of " << x << " and " << y;
    }
  });
}

TEST(Integer, Wide) {
  forSeeds("integer.ptx", [](Device &d) {
    std::mt19937_64 generator(3);
    std::vector<uint64_t> a(128);
    for (uint64_t &v : a)
      v = generator();
    uint64_t pa = d.upload(a), po = d.upload(std::vector<uint64_t>(32 * 6));
    ASSERT_EQ(d.block(32).run("wide", pa, po), "");
    auto o = d.download<uint64_t>(po, 32 * 6);
    for (int i = 0; i < 32; ++i) {
      unsigned __int128 x = (unsigned __int128)a[i] << 64 | a[i + 32],
                        y = (unsigned __int128)a[i + 64] << 64 | a[i + 96],
                        e[] = {x + y, x - y, x * y};
      for (int k = 0; k < 3; ++k) {
        EXPECT_EQ(o[6 * i + 2 * k], uint64_t(e[k]));
        EXPECT_EQ(o[6 * i + 2 * k + 1], uint64_t(e[k] >> 64));
      }
    }
  });
}

TEST(Integer, ShortsAndDots) {
  forSeeds("integer.ptx", [](Device &d) {
    auto a = makeBits<int16_t>(32), b = makeBits<int16_t>(32, 2),
         none = std::vector<int16_t>(32 * 6);
    uint64_t pa = d.upload(a), pb = d.upload(b), po = d.upload(none);
    ASSERT_EQ(d.block(32).run("shorts", pa, pb, po), "");
    auto o = d.download<int16_t>(po, 32 * 6);
    for (int i = 0; i < 32; ++i) {
      int16_t x = a[i];
      uint16_t y = b[i];
      std::vector<int> e = {int16_t(x * y), int16_t(x / int16_t(y | 1)),
                            y % 7,          x > int16_t(y) ? x : 3,
                            x >> 3,         y >> 5};
      for (int k = 0; k < 6; ++k)
        EXPECT_EQ(o[6 * i + k], int16_t(e[k])) << k;
    }
    auto c = makeBits<int32_t>(32), f = makeBits<int32_t>(32, 2);
    uint64_t pc = d.upload(c), pf = d.upload(f),
             pr = d.upload(std::vector<int>(128));
    ASSERT_EQ(d.block(32).run("dots", pc, pf, pr), "");
    auto r = d.download<int>(pr, 128);
    for (int i = 0; i < 32; ++i) {
      int e[4] = {5, 5, 5, 5};
      for (int k = 0; k < 4; ++k) {
        e[0] += int8_t(c[i] >> 8 * k) * int8_t(f[i] >> 8 * k);
        e[1] += uint8_t(c[i] >> 8 * k) * uint8_t(f[i] >> 8 * k);
      }
      for (int k = 0; k < 2; ++k) {
        e[2] += int16_t(c[i] >> 16 * k) * int8_t(f[i] >> 8 * k);
        e[3] += uint16_t(c[i] >> 16 * k) * uint8_t(f[i] >> (8 * k + 16));
      }
      for (int k = 0; k < 4; ++k)
        EXPECT_EQ(r[4 * i + k], e[k]) << k;
    }
  });
}

TEST(Integer, Fields) {
  forSeeds("integer.ptx", [](Device &d) {
    auto a = makeBits<int32_t>(64), b = makeBits<int32_t>(64, 2);
    uint64_t pa = d.upload(a), pb = d.upload(b),
             po = d.upload(std::vector<int>(64 * 24));
    ASSERT_EQ(d.block(64).run("fields", pa, pb, po), "");
    auto o = d.download<int>(po, 64 * 24);
    auto clamp = [](int64_t v) {
      return int(std::clamp<int64_t>(v, INT32_MIN, INT32_MAX));
    };
    for (int i = 0; i < 64; ++i) {
      int x = a[i], y = b[i];
      uint32_t u = x, v = y;
      unsigned start = y & 31, length = y >> 5 & 31;
      uint32_t magnitude = x < 0 ? ~u : u, ones = (1u << length) - 1;
      uint32_t field = (u >> start) & ones,
               filled = uint32_t(x >> start) & ones;
      int signedField =
          !length ? 0 : int(filled << (32 - length)) >> (32 - length);
      int nth = -1;
      for (int k = start, left = 2; k < 32; ++k)
        if (u >> k & 1 && --left == 0) {
          nth = k;
          break;
        }
      uint32_t product24 = uint32_t(uint64_t(u & 0xffffff) * (v & 0xffffff));
      int64_t signed24 = int64_t(int32_t(u << 8) >> 8) * (int32_t(v << 8) >> 8);
      uint64_t both = uint64_t(v) << 32 | u;
      uint32_t high = uint32_t((uint64_t(u) * v) >> 32);
      std::vector<int> e = {
          magnitude ? 31 - int(llvm::countl_zero(magnitude)) : -1,
          u ? int(llvm::countl_zero(u)) : -1,
          int(field),
          signedField,
          int((v & ~(ones << start)) | ((u & ones) << start)),
          nth,
          int(ones << start),
          length ? int(u << (32 - length)) >> (32 - int(length)) : 0,
          int(u & ((1u << (v & 31)) - 1)),
          int((u & v) | (u & start) | (v & start)),
          !(x & 1),
          clamp(int64_t(x) + y),
          clamp(int64_t(x) - y),
          int(u * v + start),
          int(uint32_t(int64_t(x) * y >> 32) + start),
          clamp((int64_t(x) * y >> 32) + y),
          int(product24 + start),
          int(signed24 >> 16),
          int(both >> 8 * (i & 3)),
          int((u >> 8 * (i & 3) & 255) * 0x01010101u),
          0,
          x >= 0 ? x : y,
          x > y || (x >= y && x == 0) ? -1 : 0,
          int(high)};
      uint32_t byte[4];
      for (int k = 0; k < 4; ++k)
        byte[k] = u >> 8 * std::max(k, i & 3) & 255;
      e[20] = byte[0] | byte[1] << 8 | byte[2] << 16 | byte[3] << 24;
      for (int k = 0; k < 24; ++k)
        EXPECT_EQ(o[24 * i + k], e[k]) << k << " of " << x << " and " << y;
    }
  });
}

TEST(WarpLevel, Votes) {
  forSeeds("warp.ptx", [](Device &d) {
    auto x = makeRandom<int>(32, 0, 8);
    uint64_t px = d.upload(x), po = d.upload(std::vector<uint32_t>(256));
    ASSERT_EQ(d.block(32).run("votes", px, po), "");
    auto o = d.download<uint32_t>(po, 256);
    uint32_t above = 0, odd = 0;
    for (int i = 0; i < 32; ++i) {
      above |= uint32_t(x[i] > 3) << i;
      odd |= uint32_t(x[i] & 1) << i;
    }
    for (int i = 0; i < 32; ++i) {
      uint32_t equal = 0;
      for (int k = 0; k < 32; ++k)
        equal |= uint32_t(x[k] == x[i]) << k;
      std::vector<uint32_t> e = {above, 0, 1,     equal,
                                 ~0u,   1, equal, x[i] & 1 ? odd : odd};
      for (int k = 0; k < 8; ++k)
        EXPECT_EQ(o[8 * i + k], e[k]) << k;
    }
  });
}

TEST(WarpLevel, Shuffles) {
  forSeeds("warp.ptx", [](Device &d) {
    auto x = makeBits<int>(32);
    uint64_t px = d.upload(x), po = d.upload(std::vector<int>(192));
    ASSERT_EQ(d.block(32).run("shuffles", px, po), "");
    auto o = d.download<int>(po, 192);
    for (int i = 0; i < 32; ++i) {
      std::vector<int> e = {x[i * 7 % 32],
                            x[i % 8 >= 3 ? i - 3 : i],
                            x[i % 16 + 5 < 16 ? i + 5 : i],
                            x[i ^ 9],
                            x[i / 4 * 4 + 2],
                            x[i ^ 1]};
      for (int k = 0; k < 6; ++k)
        EXPECT_EQ(o[6 * i + k], e[k]) << k;
    }
  });
}

TEST(WarpLevel, PartsOfAWarp) {
  forSeeds("warp.ptx", [](Device &d) {
    auto x = makeRandom<int>(128, 1, 1000);
    uint64_t px = d.upload(x), po = d.upload(std::vector<int>(128)),
             pc = d.upload(std::vector<int>(1));
    ASSERT_EQ(d.block(32).run("halfWarps", px, po), "");
    auto o = d.download<int>(po, 32);
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(o[i], x[(i ^ 3) ^ 5] + 1 + x[(i ^ 8) ^ 5]);
    ASSERT_EQ(d.grid(2).block(64).run("collatz", px, po, 120), "");
    o = d.download<int>(po, 120);
    for (int i = 0; i < 120; ++i) {
      int count = 0;
      for (uint32_t v = x[i]; v != 1; ++count)
        v = v & 1 ? 3 * v + 1 : v / 2;
      EXPECT_EQ(o[i], count);
    }
    ASSERT_EQ(d.grid(2).block(64).run("compact", px, po, pc), "");
    int kept =
        std::count_if(x.begin(), x.end(), [](int v) { return v % 3 == 0; });
    EXPECT_EQ(d.download<int>(pc, 1)[0], kept);
    for (int v : d.download<int>(po, kept))
      EXPECT_EQ(v % 3, 0);
    ASSERT_EQ(d.grid(1).block(32).run("elect", po), "");
    o = d.download<int>(po, 32);
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(o[i], i == 0);
  });
}
