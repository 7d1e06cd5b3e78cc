//===- MemoryTest.cpp - The device without kernels ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

using namespace ptxemu;

static std::string text(llvm::Error error) {
  return llvm::toString(std::move(error));
}

TEST(Memory, Allocations) {
  Device d("vector.ptx");
  EXPECT_EQ(d.emulator.getAllocationCount(), 0u);
  uint64_t a = llvm::cantFail(d.emulator.allocate(100, "a"));
  EXPECT_EQ(a % 256, 0u);
  EXPECT_EQ(d.emulator.getAllocationCount(), 1u);
  uint8_t bytes[100] = {};
  EXPECT_EQ(text(d.emulator.fill(a, 7, 100)), "");
  EXPECT_EQ(text(d.emulator.copyToHost(bytes, a + 50, 50)), "");
  EXPECT_EQ(bytes[49], 7);
  EXPECT_NE(text(d.emulator.copyToHost(bytes, a + 50, 51))
                .find("no allocation has the 51 bytes"),
            std::string::npos);
  EXPECT_NE(
      text(d.emulator.free(a + 1)).find("not the address of an allocation"),
      std::string::npos);
  EXPECT_EQ(text(d.emulator.free(a)), "");
  EXPECT_EQ(d.emulator.getAllocationCount(), 0u);
  EXPECT_NE(text(d.emulator.allocate(uint64_t(1) << 40).takeError())
                .find("cannot allocate"),
            std::string::npos);
}

TEST(Memory, CopiesOfWhatNobodyWrote) {
  Device d("vector.ptx");
  uint64_t a = llvm::cantFail(d.emulator.allocate(64, "a")),
           b = llvm::cantFail(d.emulator.allocate(64, "b"));
  uint8_t bytes[64] = {};
  EXPECT_EQ(text(d.emulator.fill(a, 7, 48)), "");
  EXPECT_EQ(text(d.emulator.copyToHost(bytes, a, 48)), "");
  EXPECT_EQ(text(d.emulator.copyToHost(bytes, a, 64)),
            "cannot copy 64 bytes to the host: byte 48 of 'a' was never "
            "written");
  // Copies on the device have a value where their source has one.
  EXPECT_EQ(text(d.emulator.fill(b, 5, 64)), "");
  EXPECT_EQ(text(d.emulator.copyOnDevice(b, a + 32, 32)), "");
  EXPECT_EQ(text(d.emulator.copyToHost(bytes, b + 32, 32)), "");
  EXPECT_EQ(text(d.emulator.copyToHost(bytes, b, 16)), "");
  EXPECT_EQ(bytes[15], 7);
  EXPECT_EQ(text(d.emulator.copyToHost(bytes, b, 17)),
            "cannot copy 17 bytes to the host: byte 16 of 'b' was never "
            "written");
}

TEST(Memory, CopiesThatAreTooLarge) {
  Device d("vector.ptx");
  uint64_t a = llvm::cantFail(d.emulator.allocate(64)), huge = uint64_t(1)
                                                               << 60;
  std::string message = "no allocation has the 1152921504606846976 bytes";
  EXPECT_NE(text(d.emulator.copyOnDevice(a, a, huge)).find(message),
            std::string::npos);
  EXPECT_NE(text(d.emulator.fill(a, 0, huge)).find(message), std::string::npos);
}

TEST(Memory, ModulesOwnTheirVariables) {
  Device d("control.ptx");
  EXPECT_EQ(d.emulator.getAllocationCount(), 0u);
  EXPECT_NE(llvm::cantFail(d.module->getGlobal("offsets")), 0u);
  EXPECT_NE(text(d.module->getGlobal("nothing").takeError())
                .find("no global variable 'nothing'"),
            std::string::npos);
  auto parameters = llvm::cantFail(d.module->getParameters("calls"));
  ASSERT_EQ(parameters.size(), 3u);
  EXPECT_EQ(parameters[2].offset, 16u);
  EXPECT_EQ(parameters[2].size, 4u);
  EXPECT_EQ(text(d.emulator.unload(d.module)), "");
  EXPECT_EQ(text(d.emulator.unload(d.module)),
            "cannot unload a module that is not loaded");
}

TEST(Memory, Launches) {
  Device d("matrix.ptx");
  uint64_t p = d.upload(std::vector<float>(32));
  EXPECT_NE(d.run("nothing", p)
                .find("no kernel 'nothing'; the module has 'transposePadded'"),
            std::string::npos);
  EXPECT_NE(d.run("strides", p).find("has 2 parameters, found 1"),
            std::string::npos);
  EXPECT_NE(d.block(2000)
                .run("strides", p, 1)
                .find("a block of (2000, 1, 1) threads"),
            std::string::npos);
  EXPECT_NE(
      d.block(32).grid(0).run("strides", p, 1).find("a grid of (0, 1, 1)"),
      std::string::npos);
  EXPECT_NE(d.grid(1)
                .block(128)
                .run("matmulRegisters", p, p, p, 1)
                .find("its .maxntid is"),
            std::string::npos);
  d.options.dynamicShared = 230000;
  EXPECT_NE(d.block(32).run("strides", p, 1).find("bytes of shared memory"),
            std::string::npos);
}

/// The same seed gives the same run.
TEST(Memory, SeedsRepeat) {
  auto run = [] {
    Device d("math.ptx");
    d.options.seed = 5;
    auto x = makeRandom<float>(64, -3, 3);
    uint64_t px = d.upload(x), po = d.upload(std::vector<float>(768));
    EXPECT_EQ(d.block(64).run("approximations", px, po), "");
    return d.download<uint32_t>(po, 768);
  };
  EXPECT_EQ(run(), run());
}
