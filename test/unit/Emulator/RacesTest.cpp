//===- RacesTest.cpp - Which accesses are a race --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Races are looked for in several ways: reads of shared memory wait before they
// are recorded, and memory is known by lines, words or bytes. What is a race
// does not depend on that, nor on the order in which warps run.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

/// Runs `body`, in which each thread has a word of shared memory at [%s], of
/// the array s, and of global memory at [%rd1]. %p0 and %p1 hold for the first
/// two warps and %p3 for thread 3.
static std::string run(const std::string &body, unsigned seed) {
  constexpr unsigned threads = 96;
  Device d(R"(.version 8.0
.target sm_80
.address_size 64
.visible .entry k(.param .u64 p) {
.reg .pred %p<9>; .reg .b16 %h; .reg .b32 %r<9>, %s, %t; .reg .b64 %rd<3>;
.shared .align 16 .b8 s[4096];
ld.param.u64 %rd1, [p];
mov.u32 %t, %tid.x;
mul.wide.u32 %rd2, %t, 4;
add.s64 %rd1, %rd1, %rd2;
mov.u32 %s, s;
mad.lo.s32 %s, %t, 4, %s;
setp.lt.u32 %p0, %t, 32;
setp.lt.u32 %p1, %t, 64;
setp.eq.u32 %p3, %t, 3;
mov.u16 %h, 1;
st.shared.u32 [%s], %t;
st.shared.u32 [%s+1024], %t;
bar.sync 0;
)" + body + "\nret;\n}\n");
  EXPECT_EQ(d.loadError, "");
  d.options.seed = seed;
  uint64_t p = d.upload(std::vector<int>(threads + 32), "words");
  return d.block(threads).run("k", p);
}

static constexpr unsigned seeds = 8;

static void expectRace(const std::string &body) {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    std::string message = run(body, seed);
    EXPECT_NE(message.find("race on"), std::string::npos) << message;
  }
}

static void expectNoRace(const std::string &body) {
  for (unsigned seed = 0; seed < seeds; ++seed)
    EXPECT_EQ(run(body, seed), "");
}

TEST(Races, ReadOfAnotherWarp) {
  // Threads of the second warp read what the first one writes.
  std::string read = "ld.shared.u32 %r1, [%s];\n",
              write = "@%p0 st.shared.u32 [%s+128], 7;\n";
  expectRace(read + write);
  expectNoRace(read + "bar.sync 0;\n" + write);
  expectNoRace(read + "@%p0 st.shared.u32 [%s+512], 7;");
}

TEST(Races, BarrierOfSomeWarps) {
  std::string read = "ld.shared.u32 %r1, [%s];\n",
              meet = "@!%p1 bra L;\nbar.sync 1, 64;\n", end = "\nL:";
  expectNoRace(read + meet + "@%p0 st.shared.u32 [%s+128], 7;" + end);
  expectRace(read + meet + "@%p0 st.shared.u32 [%s+256], 7;" + end);
}

TEST(Races, WordsAndBytes) {
  std::string read = "ld.shared.u32 %r1, [%s];\n";
  expectRace(read + "@%p3 st.shared.u8 [s+161], %h;");
  expectNoRace(read + "@%p3 st.shared.u8 [s+561], %h;");
  expectNoRace(read + "@%p3 st.shared.u8 [%s+1], %h;");
}

TEST(Races, ManyReads) {
  std::string loop = "mov.u32 %r2, 0;\nL:\nld.shared.u32 %r1, [%s];\nadd.s32 "
                     "%r2, %r2, 1;\nsetp.lt.u32 %p2, %r2, 2000;\n@%p2 bra L;\n";
  expectNoRace(loop + "st.shared.u32 [%s], 7;");
  expectRace(loop + "@%p0 st.shared.u32 [%s+128], 7;");
}

TEST(Races, LinesOfLanes) {
  std::string change =
      "ld.global.u32 %r1, [%rd1];\nst.global.u32 [%rd1], %t;\n";
  expectNoRace(change + change);
  // One lane of a line that is known as a whole.
  expectNoRace(change + "@%p3 st.global.u32 [%rd1], 7;");
  expectNoRace(change + "@%p3 ld.global.u32 %r1, [%rd1];\n" + change);
  // Other lanes of the warp, or of another one.
  expectRace(
      "@%p0 st.global.u32 [%rd1], %t;\n@%p0 ld.global.u32 %r1, [%rd1+4];");
  expectNoRace("@%p0 st.global.u32 [%rd1], %t;\nbar.warp.sync "
               "0xffffffff;\n@%p0 ld.global.u32 %r1, [%rd1+4];");
  expectRace("@%p0 st.global.u32 [%rd1], %t;\n@!%p1 ld.global.u32 %r1, "
             "[%rd1+-256];");
}

TEST(Races, LinesOfOtherLanes) {
  // Four words a lane, whose lanes are others than those that write.
  std::string read = "@!%p0 bra L;\nmul.wide.u32 %rd2, %t, 12;\nadd.s64 %rd2, "
                     "%rd1, %rd2;\nld.global.v4.u32 {%r1, %r2, %r3, %r4}, "
                     "[%rd2];\n";
  expectRace(read + "st.global.u32 [%rd1], %t;\nL:");
  expectNoRace(read +
               "bar.warp.sync 0xffffffff;\nst.global.u32 [%rd1], %t;\nL:");
  // At the same time, so that a word was read by two lanes.
  expectRace(read +
             "ld.global.u32 %r1, [%rd1];\nst.global.u32 [%rd1], %t;\nL:");
}
