//===- BarrierKernelsTest.cpp - mbarriers ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

TEST(Barriers, Ring) {
  forSeeds("mbarrier.ptx", [](Device &d) {
    const int n = 37;
    auto x = makeBits<int>(32 * n);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.block(64).run("ring", px, py, n), "");
    auto y = d.download<int>(py, 32 * n);
    for (int i = 0; i < n; ++i)
      for (int t = 0; t < 32; ++t)
        EXPECT_EQ(y[32 * i + t], x[32 * i + 31 - t] + i);
  });
}

TEST(Barriers, States) {
  forSeeds("mbarrier.ptx", [](Device &d) {
    uint64_t py = d.upload(std::vector<unsigned>(65));
    ASSERT_EQ(d.block(64).run("states", py), "");
    auto y = d.download<unsigned>(py, 65);
    EXPECT_EQ(y[0], 66u);
    for (unsigned t = 0; t < 64; ++t)
      EXPECT_EQ(y[1 + t], 63 - t + 100 + t % 32);
  });
}

TEST(Barriers, Transactions) {
  forSeeds("mbarrier.ptx", [](Device &d) {
    auto x = makeBits<int>(32);
    uint64_t px = d.upload(x), py = d.upload(std::vector<int>(32));
    ASSERT_EQ(d.block(64).run("transactions", px, py), "");
    EXPECT_EQ(d.download<int>(py, 32), x);
  });
}

TEST(Barriers, CopyArrivals) {
  forSeeds("mbarrier.ptx", [](Device &d) {
    auto x = makeBits<int>(512);
    uint64_t px = d.upload(x), py = d.upload(std::vector<int>(512));
    ASSERT_EQ(d.block(128).run("copyArrivals", px, py), "");
    auto y = d.download<int>(py, 512);
    for (int i = 0; i < 512; ++i)
      EXPECT_EQ(y[i], x[i / 256 * 256 + 255 - i % 256]);
  });
}

TEST(Barriers, CudaBarriers) {
  forSeeds("mbarrier.ptx", [](Device &d) {
    auto x = makeBits<int>(128 * 5);
    uint64_t px = d.upload(x), py = d.upload(x);
    ASSERT_EQ(d.block(128).run("cudaBarriers", px, py, 5), "");
    auto y = d.download<int>(py, 128 * 5);
    for (int i = 0; i < 128 * 5; ++i)
      EXPECT_EQ(y[i], x[i / 128 * 128 + 127 - i % 128]);
  });
}
