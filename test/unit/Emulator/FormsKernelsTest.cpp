//===- FormsKernelsTest.cpp - Kernels in the manner of other compilers ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BulkSupport.h"

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

TEST(Forms, Spellings) {
  forSeeds("forms.ptx", [](Device &d) {
    auto x = makeBits<unsigned>(32);
    uint64_t px = d.upload(x), py = d.upload(std::vector<unsigned>(33));
    ASSERT_EQ(d.block(32).run("spellings", px, py), "");
    auto y = d.download<unsigned>(py, 33);
    unsigned sum = 0;
    for (int t = 0; t < 32; ++t) {
      sum += x[t];
      // Matrix 1 has rows 8 to 15, each of 8 halves; transposed.
      auto half = [&](int row, int column) {
        unsigned word = x[8 + row] * (1 + column / 2);
        return word >> column % 2 * 16 & 0xffff;
      };
      unsigned expected = half(t % 4 * 2, t / 4) | half(t % 4 * 2 + 1, t / 4)
                                                       << 16;
      EXPECT_EQ(y[t], expected) << t;
    }
    EXPECT_EQ(y[32], sum);
  });
}

TEST(Forms, ChecksThatStopTheKernel) {
  auto run = [](int bad) {
    Device d("forms.ptx");
    std::vector<int> x(32, 7);
    x[5] = bad;
    uint64_t px = d.upload(x), py = d.upload(std::vector<int>(32));
    std::string error = d.block(32).run("checked", px, py);
    if (error.empty())
      EXPECT_EQ(d.download<int>(py, 32)[4], bad);
    return error;
  };
  EXPECT_EQ(run(9), "");
  expectFault(run(-1), "the kernel stopped itself: 'trap'");
  expectFault(run(1001), "the kernel stopped itself: 'brkpt'");
}

TEST(Forms, VectorSums) {
  forSeeds("forms.ptx", [](Device &d) {
    uint64_t pf = d.upload(std::vector<float>(8, 0.5f)),
             ph = d.upload(std::vector<BFloat>(8, BFloat(2))),
             pp = d.upload(std::vector<Half>(4, Half(1))),
             po = d.upload(std::vector<float>(64));
    ASSERT_EQ(d.block(32).run("vectorSums", pf, ph, pp, po), "");
    auto f = d.download<float>(pf, 8);
    EXPECT_EQ(f, (std::vector<float>{496.5f, 496.5f, 32.5f, 32.5f, 32.5f, 64.5f,
                                     0.5f, 0.5f}));
    for (BFloat each : d.download<BFloat>(ph, 8))
      EXPECT_EQ(toDouble(each), 34);
    auto p = d.download<Half>(pp, 4);
    for (int i = 0; i < 4; ++i)
      EXPECT_EQ(toDouble(p[i]), i % 2 ? 33 : 65);
    // What each lane found is what another left.
    auto old = d.download<float>(po, 64);
    std::vector<bool> seen(32);
    for (int t = 0; t < 32; ++t) {
      EXPECT_EQ(old[2 * t + 1] - 0.5f, 2 * (old[2 * t] - 0.5f));
      seen[int(old[2 * t])] = true;
    }
    EXPECT_EQ(std::count(seen.begin(), seen.end(), true), 32);
  });
}

TEST(Forms, Reductions) {
  forSeeds("forms.ptx", [](Device &d) {
    const int blocks = 3, width = 24, height = 10;
    uint64_t pf = d.upload(std::vector<float>(64, 1)),
             pm = d.upload(std::vector<int>(64, 5)),
             pt = d.upload(std::vector<float>(width * height, -1));
    auto map = makeMap(pt, float32, {width, height}, {32, 2});
    ASSERT_EQ(d.grid(blocks).block(64).run("reductions", pf, pm, map), "");
    auto f = d.download<float>(pf, 64), t = d.download<float>(pt, 240);
    auto m = d.download<int>(pm, 64);
    for (int i = 0; i < 64; ++i) {
      EXPECT_EQ(f[i], 1 + blocks * i);
      EXPECT_EQ(m[i], std::max(5, i));
    }
    for (int j = 0; j < height; ++j)
      for (int i = 0; i < width; ++i) {
        bool isInside = i >= 8 && (j == 4 || j == 5);
        int added = isInside ? blocks * ((j - 4) * 32 + i - 8) : 0;
        EXPECT_EQ(t[j * width + i], added - 1);
      }
  });
}

TEST(Forms, TwoStages) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Device d("forms.ptx");
    d.options.seed = seed;
    auto x = makeBits<int>(64);
    uint64_t px = d.upload(x), py = d.upload(std::vector<int>(64));
    ASSERT_EQ(d.block(32).run("twoStages", px, py), "");
    auto y = d.download<int>(py, 64);
    for (int i = 0; i < 64; ++i)
      EXPECT_EQ(y[i], x[i / 32 * 32 + 31 - i % 32]);
  }
}

TEST(Forms, RepeatedStores) {
  forSeeds("forms.ptx", [](Device &d) {
    uint64_t pf = d.upload(std::vector<float>(64));
    ASSERT_EQ(d.block(32).run("repeatedStores", pf), "");
    auto f = d.download<float>(pf, 64);
    for (int i = 0; i < 64; ++i)
      EXPECT_EQ(f[i], i < 32 ? i : 2 * (i - 32));
    EXPECT_EQ(d.last.global.bytesWritten, 256u);
  });
}

/// The kernel madeMap, checked, of a module.
static std::string runMadeMap(Device &d) {
  const int width = 16, height = 5;
  auto x = makeRandom<float>(width * height, 1, 2);
  uint64_t px = d.upload(x), pm = d.upload(std::vector<uint8_t>(128)),
           py = d.upload(std::vector<float>(64));
  std::string error = d.block(32).run("madeMap", px, pm, py, width, height);
  if (!error.empty())
    return error;
  auto y = d.download<float>(py, 64);
  for (int j = 0; j < 4; ++j)
    for (int i = 0; i < 16; ++i) {
      bool isInside = 4 + i < width && 2 + j < height;
      if (y[16 * j + i] != (isInside ? x[(2 + j) * width + 4 + i] : 0))
        return "wrong result";
    }
  return "";
}

TEST(Forms, MadeMap) {
  forSeeds("forms.ptx", [](Device &d) { EXPECT_EQ(runMadeMap(d), ""); });
}

/// The kernel remoteStores, checked; the error is empty if it succeeded.
static std::string runRemoteStores(Device &d) {
  auto x = makeBits<int>(64);
  uint64_t px = d.upload(x), py = d.upload(std::vector<int>(258));
  d.options.cluster = {2, 1, 1};
  std::string error = d.grid(2).block(32).run("remoteStores", px, py);
  if (!error.empty())
    return error;
  auto y = d.download<int>(py, 258);
  for (int block = 0; block < 2; ++block) {
    unsigned sum = 0;
    for (int t = 0; t < 32; ++t) {
      int value = x[(block ^ 1) * 32 + t];
      sum += value;
      for (int i = 0; i < 4; ++i)
        if (y[block * 129 + 127 - 4 * t - i] != (i == 2 ? t : value))
          return "wrong value";
    }
    if (y[block * 129 + 128] != int(sum))
      return "wrong sum";
  }
  return "";
}

TEST(Forms, RemoteStores) {
  forSeeds("forms.ptx", [](Device &d) { EXPECT_EQ(runRemoteStores(d), ""); });
}

//===----------------------------------------------------------------------===//
// Floats of 8 bits
//===----------------------------------------------------------------------===//

/// By the definition of the formats: `fraction` bits, and a bias.
static double decodeByte(uint8_t image, int fraction, int bias) {
  int exponent = (image & 0x7f) >> fraction,
      rest = image & ((1 << fraction) - 1);
  double value =
      exponent ? std::ldexp(1 + std::ldexp(rest, -fraction), exponent - bias)
               : std::ldexp(rest, 1 - bias - fraction);
  return image & 0x80 ? -value : value;
}
static double decodeE4m3(uint8_t image) { return decodeByte(image, 3, 7); }
static double decodeE5m2(uint8_t image) { return decodeByte(image, 2, 15); }

/// No finite number is nearer to `x`.
static void expectNearest(double x, uint8_t found, double (*decode)(uint8_t),
                          uint8_t largest) {
  double distance = std::fabs(decode(found) - x);
  for (int sign : {0, 0x80})
    for (int image = 0; image <= largest; ++image) {
      double other = std::fabs(decode(sign | image) - x);
      EXPECT_LE(distance, other) << x;
      if (other == distance && x != 0)
        EXPECT_TRUE(found == (sign | image) || !(found & 1)) << x;
    }
}

TEST(Forms, ByteFloats) {
  forSeeds("forms.ptx", [](Device &d) {
    auto x = makeRandom<float>(64, -20, 20);
    x[0] = 1e9f, x[1] = -1e9f, x[2] = 0.001f, x[3] = 1 + 0x1p-4f;
    x[4] = 449, x[5] = 0x1p-10f, x[6] = 3 * 0x1p-10f, x[7] = 0;
    uint64_t px = d.upload(x), pb = d.upload(std::vector<uint16_t>(128)),
             ph = d.upload(std::vector<Half>(128));
    ASSERT_EQ(d.block(32).run("byteFloats", px, pb, ph), "");
    auto bytes = d.download<uint8_t>(pb, 256);
    auto halves = d.download<Half>(ph, 128);
    for (int i = 0; i < 64; ++i) {
      const uint8_t *at = &bytes[i / 2 * 8 + i % 2];
      expectNearest(x[i], at[0], decodeE4m3, 0x7e);
      expectNearest(x[i], at[2], decodeE5m2, 0x7b);
      expectNearest(std::max(x[i], 0.0f), at[4], decodeE4m3, 0x7e);
      EXPECT_EQ(at[6], at[0]);
      EXPECT_EQ(toDouble(halves[i / 2 * 4 + i % 2]), decodeE4m3(at[0]));
      EXPECT_EQ(toDouble(halves[i / 2 * 4 + 2 + i % 2]), decodeE5m2(at[2]));
    }
  });
}

TEST(Forms, ByteFloatsThatAreNaN) {
  Device d("forms.ptx");
  std::vector<float> x(64, NAN);
  uint64_t px = d.upload(x), pb = d.upload(std::vector<uint16_t>(128)),
           ph = d.upload(std::vector<Half>(128));
  ASSERT_EQ(d.block(32).run("byteFloats", px, pb, ph), "");
  for (Half half : d.download<Half>(ph, 128))
    EXPECT_TRUE(std::isnan(toDouble(half)));
}

//===----------------------------------------------------------------------===//
// Products of bytes
//===----------------------------------------------------------------------===//

static void testIntegers(const char *kernel, int k, bool isLeftSigned,
                         bool saturates, int start) {
  forSeeds("forms.ptx", [&](Device &d) {
    auto a = makeBits<uint8_t>(16 * k, 1), b = makeBits<uint8_t>(8 * k, 2);
    std::vector<int> c(128, start);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(c),
             py = d.upload(c);
    ASSERT_EQ(d.block(32).run(kernel, pa, pb, pc, py), "");
    auto y = d.download<int>(py, 128);
    for (int i = 0; i < 16; ++i)
      for (int j = 0; j < 8; ++j) {
        int64_t sum = start;
        for (int l = 0; l < k; ++l) {
          int left = isLeftSigned ? int8_t(a[i * k + l]) : a[i * k + l];
          sum += left * int8_t(b[j * k + l]);
        }
        if (saturates)
          sum = std::clamp<int64_t>(sum, INT32_MIN, INT32_MAX);
        EXPECT_EQ(y[8 * i + j], int(uint32_t(sum)));
      }
  });
}

TEST(Forms, MultiplyIntegers) {
  testIntegers("multiplySigned", 32, true, false, 1000);
  testIntegers("multiplySigned", 32, true, false, INT32_MAX);
  testIntegers("multiplySigned16", 16, true, false, -3);
  testIntegers("multiplyMixed", 32, false, false, 1000);
  testIntegers("multiplySaturated", 32, true, true, INT32_MAX);
  testIntegers("multiplySaturated", 32, true, true, INT32_MIN);
}

/// Bytes of either format that are numbers.
static std::vector<uint8_t> makeBytes(size_t count, unsigned seed) {
  auto bytes = makeBits<uint8_t>(count, seed);
  for (uint8_t &byte : bytes)
    byte &= 0xbf;
  return bytes;
}

/// Terms of factors of 8 bits may keep 13 bits of the largest one.
static double getByteBound(const Sum &sum, int k) {
  return (k + 2) * sum.magnitude * 0x1p-13;
}

static void testByteFloats(const char *kernel, double (*decodeLeft)(uint8_t)) {
  for (uint64_t seed = 0; seed < 5; ++seed) {
    Device d("forms.ptx");
    d.options.seed = seed;
    auto a = makeBytes(512, 1), b = makeBytes(256, 2);
    std::vector<float> c(128, 0.25f);
    uint64_t pa = d.upload(a), pb = d.upload(b), pc = d.upload(c),
             py = d.upload(c);
    ASSERT_EQ(d.block(32).run(kernel, pa, pb, pc, py), "");
    auto y = d.download<float>(py, 128);
    for (int i = 0; i < 16; ++i)
      for (int j = 0; j < 8; ++j) {
        Sum sum{0.25};
        for (int l = 0; l < 32; ++l)
          sum.add(decodeLeft(a[i * 32 + l]), decodeE4m3(b[j * 32 + l]));
        EXPECT_NEAR(y[8 * i + j], sum.value, getByteBound(sum, 32));
      }
  }
}

TEST(Forms, MultiplyByteFloats) {
  testByteFloats("multiplyE4m3", decodeE4m3);
  testByteFloats("multiplyE5m2", decodeE5m2);
}

//===----------------------------------------------------------------------===//
// wgmma
//===----------------------------------------------------------------------===//

/// Rows of 32 bytes as descriptors without a swizzle want them.
template <typename T>
static std::vector<T> arrange(const std::vector<T> &rows) {
  std::vector<T> image(rows.size());
  const int perRow = 32 / sizeof(T), perPiece = 16 / sizeof(T);
  for (size_t i = 0; i < rows.size(); ++i) {
    int row = i / perRow, l = i % perRow;
    image[(row / 8 * 2 + l / perPiece) * 8 * perPiece + row % 8 * perPiece +
          l % perPiece] = rows[i];
  }
  return image;
}

/// Twice the product of a, 64 rows, and b, `n` rows. Calls `check` with each
/// sum and its number among the `perRegister` of each register.
template <typename T, typename Result, typename Check>
static void testWide(const char *kernel, int n, int perRegister,
                     const std::vector<T> &a, const std::vector<T> &b,
                     double (*decodeLeft)(T), double (*decodeRight)(T),
                     Check check) {
  const int k = 32 / sizeof(T);
  forSeeds("forms.ptx", [&](Device &d) {
    uint64_t pa = d.upload(arrange(a)), pb = d.upload(arrange(b)),
             pc = d.upload(std::vector<Result>(64 * n));
    ASSERT_EQ(d.block(128).run(kernel, pa, pb, pc), "");
    auto c = d.download<Result>(pc, 64 * n);
    for (int t = 0; t < 128; ++t)
      for (int v = 0; v < n / 2; ++v) {
        int row = t / 32 * 16 + t % 32 / 4 + v % 4 / 2 * 8;
        int column = v / 4 * 8 + t % 4 * 2 + v % 2;
        Sum sum{0};
        for (int l = 0; l < k; ++l)
          for (int twice = 0; twice < 2; ++twice)
            sum.add(decodeLeft(a[row * k + l]), decodeRight(b[column * k + l]));
        check(c[(v / perRegister * 128 + t) * perRegister + v % perRegister],
              sum);
      }
    // Both instructions read 64 rows of a and all of b, without conflicts.
    EXPECT_EQ(d.last.shared.bytesRead, 2u * 32 * (64 + n));
    EXPECT_EQ(d.last.shared.worstConflict, 1u);
  });
}

static double decodeBFloat(BFloat x) { return toDouble(x); }
static double decodeHalf(Half x) { return toDouble(x); }

TEST(Forms, WideProducts) {
  for (auto [kernel, n] : {std::pair{"product8", 8},
                           {"product64", 64},
                           {"product128", 128},
                           {"product256", 256}})
    testWide<BFloat, float>(kernel, n, 1, makeValues<BFloat>(64 * 16, 1),
                            makeValues<BFloat>(n * 16, 2), decodeBFloat,
                            decodeBFloat, [](float found, const Sum &sum) {
                              EXPECT_NEAR(found, sum.value, sum.getBound(32));
                            });
}

TEST(Forms, ProductOfHalfSums) {
  testWide<Half, Half>("productHalfSums", 64, 2, makeValues<Half>(64 * 16, 1),
                       makeValues<Half>(64 * 16, 2), decodeHalf, decodeHalf,
                       [](Half found, const Sum &sum) {
                         EXPECT_NEAR(toDouble(found), sum.value,
                                     sum.getBound(32) +
                                         std::fabs(sum.value) * 0x1p-10);
                       });
}

TEST(Forms, ProductOfIntegers) {
  auto decode = [](uint8_t x) { return double(int8_t(x)); };
  testWide<uint8_t, int>(
      "productSigned", 32, 1, makeBits<uint8_t>(2048, 1),
      makeBits<uint8_t>(1024, 2), decode, decode,
      [](int found, const Sum &sum) { EXPECT_EQ(found, sum.value); });
}

TEST(Forms, ProductOfByteFloats) {
  testWide<uint8_t, float>(
      "productE4m3", 32, 1, makeBytes(2048, 1), makeBytes(1024, 2), decodeE4m3,
      decodeE5m2, [](float found, const Sum &sum) {
        EXPECT_NEAR(found, sum.value, getByteBound(sum, 64));
      });
}

//===----------------------------------------------------------------------===//
// Triton
//===----------------------------------------------------------------------===//

/// y = swish(x gate^T) * (x value^T), in tiles of 64 x 32 that stick out.
static void testTriton(const std::string &input, int sharedBytes) {
  forSeeds(input, [&](Device &d) {
    const int m = 70, n = 48, k = 80;
    auto x = makeValues<BFloat>(m * k, 1), gate = makeValues<BFloat>(n * k, 2),
         value = makeValues<BFloat>(n * k, 3);
    uint64_t px = d.upload(x), pg = d.upload(gate), pv = d.upload(value),
             py = d.upload(std::vector<float>(m * n)), none = 0;
    d.options.dynamicShared = sharedBytes;
    ASSERT_EQ(d.grid(2, 2).block(128).run("tritonGlu", px, pg, pv, py, m, n, k,
                                          none, none),
              "");
    EXPECT_EQ(d.last.shared.worstConflict, 1u);
    auto y = d.download<float>(py, m * n);
    for (int i = 0; i < m; ++i)
      for (int j = 0; j < n; ++j) {
        double g = 0, v = 0;
        for (int l = 0; l < k; ++l) {
          g += toDouble(x[i * k + l]) * toDouble(gate[j * k + l]);
          v += toDouble(x[i * k + l]) * toDouble(value[j * k + l]);
        }
        EXPECT_NEAR(y[i * n + j], g / (1 + std::exp(-g)) * v, 1e-3);
      }
  });
}

TEST(Forms, Triton) {
  testTriton("triton_glu_80.ptx", 16384);
  testTriton("triton_glu_90.ptx", 24576);
}

//===----------------------------------------------------------------------===//
// Faults
//===----------------------------------------------------------------------===//

/// A kernel of the file with one `from` replaced.
static std::string change(const std::string &kernel, const std::string &from,
                          const std::string &to) {
  return replaceOne(extract("forms.ptx", kernel), from, to);
}

TEST(FormsFaults, MapWithoutFence) {
  std::string ptx = change(
      "madeMap", "fence.proxy.tensormap::generic.acquire.gpu [%rd9], 128;", "");
  expectFaultOfSeeds(
      [&](uint64_t seed) {
        Device d(ptx);
        d.options.seed = seed;
        return runMadeMap(d);
      },
      "is used without a fence.proxy.tensormap");
}

/// A fence reads nothing: also where there is no map.
TEST(Forms, FenceOfNoMap) {
  Device d(change("madeMap",
                  "fence.proxy.tensormap::generic.acquire.gpu [%rd9], 128;",
                  "fence.proxy.tensormap::generic.acquire.gpu [%rd9], 128;\n"
                  "fence.proxy.tensormap::generic.acquire.gpu [0], 128;"));
  ASSERT_EQ(d.loadError, "");
  EXPECT_EQ(runMadeMap(d), "");
}

TEST(FormsFaults, MapOfOtherBytes) {
  Device d(change("madeMap", "%r23, 0;", "%r23, 1;"));
  if (d.loadError.empty())
    expectFault(runMadeMap(d), "there is neither a tensor map nor are there "
                               "zeros at this address");
}

TEST(FormsFaults, UnmodelledFieldOfMap) {
  Device d(change("madeMap", "elemtype.shared::cta.b1024.b32 [%r21], 7;",
                  "elemtype.shared::cta.b1024.b32 [%r21], 8;"));
  ASSERT_EQ(d.loadError, "");
  expectFault(runMadeMap(d), "there is no tensor map of 2 dimensions");
}

static std::function<std::string(uint64_t)>
changeRemoteStores(const std::string &from, const std::string &to) {
  std::string ptx = change("remoteStores", from, to);
  return [ptx](uint64_t seed) {
    Device d(ptx);
    EXPECT_EQ(d.loadError, "");
    d.options.seed = seed;
    return runRemoteStores(d);
  };
}

TEST(FormsFaults, RemoteStoresOfOtherBytes) {
  expectFaultOfSeeds(changeRemoteStores(", 640;", ", 656;"),
                     "0 of 1 arrivals and 16 bytes are missing");
}

TEST(FormsFaults, RemoteStoresWithoutWait) {
  expectFaultOfSeeds(
      changeRemoteStores("mbarrier.try_wait.parity.shared::cta.b64 p",
                         "setp.eq.u32 p, 0, 0;\n//"),
      "nobody has ");
}

TEST(FormsFaults, RelaxedArrivalWithoutFence) {
  expectFaultOfSeeds(
      [](uint64_t seed) {
        std::string ptx = change("remoteStores", "fence.acq_rel.cluster;", "");
        Device d(replaceOne(ptx, "fence.mbarrier_init.release.cluster;", ""));
        d.options.seed = seed;
        return runRemoteStores(d);
      },
      "is used without order behind line");
}

TEST(FormsFaults, SumThatNobodyHasWritten) {
  expectFaultOfSeeds(
      changeRemoteStores("st.shared.u32 \t[_ZZ12remoteStoresE3sum]", "//"),
      "updates memory that nobody has written");
}

TEST(FormsFaults, Reductions) {
  auto run = [](const std::string &ptx, bool isWritten) {
    Device d(ptx);
    EXPECT_EQ(d.loadError, "");
    uint64_t pf = isWritten ? d.upload(std::vector<float>(64))
                            : llvm::cantFail(d.emulator.allocate(256, "sums")),
             pm = d.upload(std::vector<int>(64));
    auto map = makeMap(pf, float32, {32, 2}, {32, 2});
    return d.block(64).run("reductions", pf, pm, map);
  };
  std::string ptx = extract("forms.ptx", "reductions");
  expectFault(run(replaceOne(ptx, "fence.proxy.async.shared::cta;", ""), true),
              "is accessed asynchronously without a fence.proxy.async");
  expectFault(run(ptx, false),
              "reads bytes 0 to 255 of 'sums', which nobody has written all");
}

TEST(FormsFaults, FragmentThatNobodyHasWritten) {
  std::string ptx =
      ".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry k(.param "
      ".u64 p) {\n.reg .b32 %r<9>;\n.reg .b64 %rd<9>;\n.shared .align 16 .b8 "
      "s[512];\nmov.u32 %r1, %tid.x;\nshl.b32 %r2, %r1, 4;\nmov.u32 %r3, "
      "s;\nadd.u32 %r2, %r2, %r3;\n"
      "ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%r4}, [%r2];\n";
  Device unused(ptx + "ret;\n}\n"),
      used(ptx + "ld.param.u64 %rd1, [p];\nst.global.u32 [%rd1], %r4;\nret;"
                 "\n}\n");
  uint64_t p = unused.upload(std::vector<int>(1));
  EXPECT_EQ(unused.block(32).run("k", p), "");
  p = used.upload(std::vector<int>(1));
  expectFault(used.block(32).run("k", p), "has no value");
}

TEST(FormsRefused, Instructions) {
  const std::pair<const char *, const char *> cases[] = {
      {"red.shared.add.v2.f32 [%r1], {%f1, %f1};",
       "type that this operation does not have"},
      {"red.global.max.v2.f32 [%rd1], {%f1, %f1};",
       "type that this operation does not have"},
      {"red.global.add.v4.f32 [%rd1], {%f1, %f1};", "expected 4 registers"},
      {"red.async.shared::cluster.mbarrier::complete_tx::bytes.add.u32 [%r1], "
       "%r1, [%r1];",
       "expected .relaxed.cluster"},
      {"st.async.shared::cta.b32 [%r1], %r1, [%r1];",
       "expected .shared::cluster.mbarrier::complete_tx::bytes"},
      {"st.async.shared::cluster.mbarrier::complete_tx::bytes.b8 [%r1], %r1, "
       "[%r1];",
       "type that this operation does not have"},
      {"cp.reduce.async.bulk.shared::cluster.shared::cta.mbarrier::complete_tx"
       "::bytes.add.s32 [%r1], [%r1], 16, [%r1];",
       "other reductions are not modelled"},
      {"cp.reduce.async.bulk.global.shared::cta.bulk_group.min.f32 [%rd1], "
       "[%r1], 16;",
       "type that this operation does not have"},
      {"tensormap.replace.tile.lod.global.b1024.b32 [%rd1], 1;",
       "expected a field that is modelled, and .b1024"},
      {"tensormap.replace.tile.box_dim.global.b1024.b32 [%rd1], 5, 1;",
       "expected a dimension"},
      {"fence.proxy.tensormap::generic.acquire.gpu [%rd1], 64;",
       "expected 128 bytes"},
      {"griddepcontrol.trigger;", "expected .launch_dependents or .wait"},
      {"mma.sync.aligned.m16n8k32.row.col.f32.bf16.bf16.f32 {%f1}, {%r1}, "
       "{%r1}, {%f1};",
       "a shape that the type does not have"},
      {"mma.sync.aligned.m16n8k32.row.col.s32.s4.s4.s32 {%r1}, {%r1}, {%r1}, "
       "{%r1};",
       "expected .f32 sums of"},
      {"wgmma.mma_async.sync.aligned.m64n40k32.s32.s8.s8 {%r1}, %rd1, %rd1, "
       "1;",
       "a shape that the type does not have"},
      {"cvt.rn.f16x2.e2m3x2 %r1, %rs1;", "is not modelled"}};
  for (auto [body, message] : cases) {
    Device d(std::string(".version 8.6\n.target sm_90a\n.address_size 64\n"
                         ".visible .entry k() {\n.reg .b16 %rs<9>;\n.reg .b32 "
                         "%r<9>;\n.reg .f32 %f<9>;\n.reg .b64 %rd<9>;\n") +
             body + "\nret;\n}\n");
    EXPECT_NE(d.loadError.find(message), std::string::npos) << body << "\n"
                                                            << d.loadError;
  }
}
