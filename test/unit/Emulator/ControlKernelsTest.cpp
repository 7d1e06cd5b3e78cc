//===- ControlKernelsTest.cpp - Calls, switches, memories, barriers -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

TEST(Control, Calls) {
  forSeeds("control.ptx", [](Device &d) {
    struct Pair {
      float a;
      int b;
    };
    std::vector<Pair> x(50);
    for (int i = 0; i < 50; ++i)
      x[i] = {i * 0.5f, 100 - i};
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.grid(2).block(32).run("calls", px, py, 50), "");
    auto y = d.download<Pair>(py, 50);
    for (int i = 0; i < 50; ++i) {
      EXPECT_EQ(y[i].a, x[i].a * (i & 1 ? 2.0f : 3.0f));
      EXPECT_EQ(y[i].b, 100);
    }
    uint64_t po = d.upload(std::vector<int>(32));
    ASSERT_EQ(d.grid(1).block(32).run("recursion", po), "");
    int fibonacci[] = {0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55};
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(d.download<int>(po, 32)[i], fibonacci[i % 11]);
  });
}

TEST(Control, Switches) {
  forSeeds("control.ptx", [](Device &d) {
    auto x = makeRandom<int>(64, -1, 10);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.block(64).run("switches", px, py), "");
    auto y = d.download<int>(py, 64);
    for (int i = 0; i < 64; ++i) {
      int e[] = {i + 1, i * 5, -i, i ^ 21, i % 3, i << 2, i / 3, x[i] + 1};
      EXPECT_EQ(y[i], x[i] >= 0 && x[i] < 8 ? e[x[i]] : 99);
    }
  });
}

TEST(Control, LocalAndConstantMemory) {
  forSeeds("control.ptx", [](Device &d) {
    auto x = makeRandom<int>(32, 0, 100);
    uint64_t px = d.upload(x), py = d.upload(x),
             pf = d.upload(std::vector<float>(32)), pz = d.upload(x);
    ASSERT_EQ(d.block(32).run("localArray", px, py), "");
    auto y = d.download<int>(py, 32);
    for (int i = 0; i < 32; ++i) {
      int at = i;
      for (int j = 0; j < 8; ++j)
        at = (at * 5 + x[at & 15] * i) & 0xffff;
      EXPECT_EQ(y[i], at);
    }
    ASSERT_EQ(d.block(32).run("constants", px, pf, pz), "");
    auto f = d.download<float>(pf, 32);
    auto z = d.download<int>(pz, 32);
    for (int i = 0; i < 32; ++i) {
      EXPECT_EQ(f[i], float(1 << (x[i] & 7)));
      EXPECT_EQ(z[i], (i % 2 ? 30 : 20) + (i % 3 + 1) * 10);
    }
  });
}

TEST(Control, Barriers) {
  forSeeds("control.ptx", [](Device &d) {
    auto x = makeRandom<int>(96, 1, 9);
    int count = 0, any = 0;
    for (int v : x)
      count += v > 2, any |= v > 7;
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.block(96).run("barriers", px, py), "");
    for (int v : d.download<int>(py, 96))
      EXPECT_EQ(v, count * 4 + 2 + any);
    ASSERT_EQ(d.block(64).run("namedBarriers", px, py), "");
    auto y = d.download<int>(py, 32);
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(y[i], x[31 - i] * 2);
  });
}

TEST(Control, GenericAddresses) {
  forSeeds("control.ptx", [](Device &d) {
    for (int which : {0, 1, 2}) {
      uint64_t py = d.upload(std::vector<int>(64));
      ASSERT_EQ(d.block(32).run("generic", py, which), "");
      auto y = d.download<int>(py, 32);
      for (int i = 0; i < 32; ++i)
        EXPECT_EQ(y[i], i + 100 * (which + 1));
    }
  });
}

TEST(Control, SpecialRegisters) {
  forSeeds("control.ptx", [](Device &d) {
    uint64_t po = d.upload(std::vector<uint32_t>(2 * 96 * 8));
    d.options.dynamicShared = 48;
    ASSERT_EQ(d.grid(2).block(4, 8, 3).run("specials", po), "");
    auto o = d.download<uint32_t>(po, 2 * 96 * 8);
    for (uint32_t i = 0; i < 192; ++i) {
      uint32_t thread = i % 96, lane = thread % 32;
      std::vector<uint32_t> e = {
          lane, thread / 32, (1u << lane) - 1, ~((1u << lane) - 1),
          48,   32 + i / 96, thread / 32,      1};
      for (int k = 0; k < 8; ++k)
        EXPECT_EQ(o[8 * i + k], e[k]) << k;
    }
  });
}

TEST(Control, OrdersAndHints) {
  forSeeds("control.ptx", [](Device &d) {
    auto x = makeRandom<int>(32, 0, 100);
    uint64_t px = d.upload(x), po = d.upload(x);
    ASSERT_EQ(d.block(32).run("orders", px, po), "");
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(d.download<int>(po, 32)[i], (x[i] + 1) * 2 + 1);
  });
}

TEST(Control, IndexedBranches) {
  forSeeds("control.ptx", [](Device &d) {
    auto x = makeRandom<int>(32, 0, 3);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.block(32).run("indexed", px, py), "");
    for (int i = 0; i < 32; ++i)
      EXPECT_EQ(d.download<int>(py, 32)[i], 70 + x[i] + (i > 20 ? 0 : 100));
    x[3] = 3;
    uint64_t wrong = d.upload(x);
    EXPECT_NE(d.run("indexed", wrong, py).find("index 3 into 3 targets"),
              std::string::npos);
  });
}
