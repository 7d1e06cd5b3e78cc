//===- TargetTest.cpp - Tests of target descriptions ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Target/Target.h"
#include "gtest/gtest.h"
#include <unistd.h>

using namespace mlir::glu;

static TargetDescription parse(llvm::StringRef text) {
  return llvm::cantFail(parseTarget(text));
}

static std::string getError(llvm::StringRef text) {
  llvm::Expected<TargetDescription> target = parseTarget(text);
  return target ? "" : llvm::toString(target.takeError());
}

TEST(TargetTest, Levels) {
  EXPECT_EQ(parse("generic").vectorBits, 128u);
  EXPECT_EQ(parse("generic").features, "");

  TargetDescription avx2 = parse("avx2");
  EXPECT_TRUE(avx2.avx2 && avx2.fma && avx2.f16c);
  EXPECT_FALSE(avx2.avx512);
  EXPECT_EQ(avx2.vectorBits, 256u);

  TargetDescription avx512 = parse("avx512");
  EXPECT_TRUE(avx512.avx2 && avx512.fma && avx512.avx512);
  EXPECT_FALSE(avx512.amxBf16 || avx512.avx512bf16);
  EXPECT_EQ(avx512.vectorBits, 512u);

  TargetDescription amx = parse("amx");
  EXPECT_TRUE(amx.avx512 && amx.amxBf16 && amx.avx512bf16 && amx.avx512fp16);
}

TEST(TargetTest, Caches) {
  EXPECT_EQ(parse("avx512").l2Bytes, 1024 * 1024);
  EXPECT_GE(parse("host").l2Bytes, 4096);
#ifdef _SC_LEVEL2_CACHE_SIZE
  if (long size = sysconf(_SC_LEVEL2_CACHE_SIZE); size > 0)
    EXPECT_EQ(parse("host").l2Bytes, size);
#endif
}

TEST(TargetTest, FeatureLists) {
  TargetDescription target = parse("+avx2, +fma");
  EXPECT_TRUE(target.avx2 && target.fma);
  EXPECT_FALSE(target.f16c);
  // A feature brings what it implies, and takes away what needs it.
  EXPECT_EQ(parse("+fma").vectorBits, 256u);
  EXPECT_FALSE(parse("+avx2,-avx").avx2);
  EXPECT_TRUE(parse("+amx-bf16").amxBf16);
}

TEST(TargetTest, Errors) {
  EXPECT_NE(getError("rocketlake")
                .find("unknown target 'rocketlake'; "
                      "expected host, generic, avx2"),
            std::string::npos);
  EXPECT_NE(getError("+avx2,+avx9").find("has no feature 'avx9'"),
            std::string::npos);
  EXPECT_NE(getError(""), "");
  EXPECT_NE(getError("+avx2,"), "");
}

TEST(TargetTest, HostExecutesItsOwnCode) {
  TargetDescription host = parse("host");
  EXPECT_EQ(getFeaturesMissingOnHost(host), "");
  EXPECT_EQ(getFeaturesMissingOnHost(parse("generic")), "");
  EXPECT_TRUE(static_cast<bool>(llvm::cantFail(
      createTargetMachine(host, llvm::CodeGenOptLevel::Aggressive))));
}

TEST(TargetTest, NamesWhatTheHostLacks) {
  TargetDescription other;
  other.triple = parse("host").triple;
  other.features = parse("amx").features;
  EXPECT_EQ(getFeaturesMissingOnHost(other).empty(), parse("host").amxBf16);
}
