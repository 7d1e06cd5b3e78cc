//===- FaultsTest.cpp - Kernels that are broken in one place --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each fault is one change of the text of a kernel that is right, or of how it
// is called, and must be reported with the line.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

/// A module with one kernel; `body` may use %p, %r and %rd registers.
static std::string makeKernel(const std::string &body,
                              const std::string &declarations = "") {
  return ".version 8.0\n.target sm_80\n.address_size 64\n" + declarations +
         "\n.visible .entry k(.param .u64 p) {\n.reg .pred %p<9>;\n.reg .b32 "
         "%r<9>;\n.reg .b64 %rd<9>;\n.reg .f32 %f<9>;\n"
         "ld.param.u64 %rd1, [p];\nmov.u32 %r1, %tid.x;\nmul.wide.u32 %rd2, "
         "%r1, 4;\nadd.s64 %rd3, %rd1, %rd2;\n" +
         body + "\nret;\n}\n";
}

static std::string runKernel(const std::string &body,
                             const std::string &declarations = "",
                             uint32_t threads = 64, uint32_t blocks = 1,
                             size_t words = 64) {
  Device d(makeKernel(body, declarations));
  if (!d.loadError.empty())
    return d.loadError;
  d.options.maxInstructions = 1 << 22;
  uint64_t p = d.upload(std::vector<int>(words), "words");
  return d.grid(blocks).block(threads).run("k", p);
}

//===----------------------------------------------------------------------===//
// Kernels of nvcc
//===----------------------------------------------------------------------===//

static std::string runReduce(const std::string &ptx, int n = 256) {
  Device d(ptx);
  uint64_t x = d.upload(std::vector<float>(n, 1)),
           sum = d.upload(std::vector<float>(1));
  return d.block(256).run("reduceShared", x, sum, n);
}

TEST(Faults, MissingBarrier) {
  std::string ptx = extract("reduce.ptx", "reduceShared");
  EXPECT_EQ(runReduce(ptx), "");
  for (unsigned which : {0, 1})
    // A word that was not written yet is noticed as well.
    expectFault(runReduce(replaceOne(ptx, "bar.sync \t0;", "", which)),
                "shared '_ZZ12reduceSharedE1s'");
}

TEST(Faults, OverlappingSharedBuffers) {
  std::string ptx = extract("matrix.ptx", "matmulTiled");
  // The second buffer begins in the midst of the first.
  std::string wrong = replaceOne(ptx, "E2as[1024]", "E2as[2048]");
  wrong = replaceOne(wrong, "E2bs;", "E2as+64;");
  Device d(wrong);
  ASSERT_EQ(d.loadError, "");
  uint64_t a = d.upload(std::vector<float>(1024, 1)),
           b = d.upload(std::vector<float>(1024, 2)),
           c = d.upload(std::vector<float>(1024));
  expectFault(d.grid(2, 2).block(16, 16).run("matmulTiled", a, b, c, 32),
              "race on 4 bytes");
}

TEST(Faults, OutOfBoundsByOne) {
  Device d("vector.ptx");
  uint64_t a = d.upload(std::vector<float>(100), "a"),
           b = d.upload(std::vector<float>(100), "b"),
           c = d.upload(std::vector<float>(99), "c");
  expectFault(d.block(128).run("vectorAdd", a, b, c, 100),
              "is out of bounds: it is 0 bytes behind the end of 'c', which "
              "has 396 bytes");
}

TEST(Faults, OffByOneIndexOfSharedMemory) {
  std::string ptx = extract("reduce.ptx", "reduceShared");
  expectFault(runReduce(replaceOne(ptx, "[1024]", "[1008]")),
              "is out of bounds: it has 1008 bytes");
}

TEST(Faults, WrongMaskOfAShuffle) {
  std::string ptx = extract("reduce.ptx", "scanWarp");
  auto run = [](const std::string &ptx) {
    Device d(ptx);
    uint64_t x = d.upload(std::vector<int>(32)),
             y = d.upload(std::vector<int>(32));
    return d.block(32).run("scanWarp", x, y);
  };
  EXPECT_EQ(run(ptx), "");
  expectFault(run(replaceOne(ptx, ", -1;", ", 65535;")),
              "are not in its mask 0xFFFF");
}

TEST(Faults, MissingFences) {
  auto run = [](const std::string &ptx, uint64_t seed) {
    Device d(ptx);
    d.options.seed = seed;
    uint64_t data = d.upload(std::vector<int>(64)),
             ready = d.upload(std::vector<int>(1)),
             out = d.upload(std::vector<int>(64));
    return d.grid(2).block(64).run("flag", data, ready, out);
  };
  std::string flag = extract("atomics.ptx", "flag");
  EXPECT_EQ(run(flag, 0), "");
  for (unsigned which : {0, 1})
    for (uint64_t seed : {0, 1, 2})
      expectFault(run(replaceOne(flag, "membar.gl;", "", which), seed),
                  "race on 4 bytes");
}

TEST(Faults, MissingFenceBeforeTheLastBlock) {
  std::string ptx = replaceOne(readInput("reduce.ptx"), "membar.gl;", "");
  Device d(ptx);
  uint64_t x = d.upload(std::vector<float>(1024, 1)),
           partial = d.upload(std::vector<float>(8)),
           sum = d.upload(std::vector<float>(1));
  expectFault(
      d.grid(8).block(128).run("reduceLastBlock", x, partial, sum, 1024),
      "race on 4 bytes");
}

TEST(Faults, MissingWarpBarrier) {
  std::string ptx = extract("warp.ptx", "halfWarps");
  Device d(replaceOne(ptx, "bar.warp.sync", "// bar.warp.sync"));
  uint64_t x = d.upload(std::vector<int>(32, 1)),
           o = d.upload(std::vector<int>(32));
  expectFault(d.block(32).run("halfWarps", x, o), "race on 4 bytes");
}

TEST(Faults, FailedAssertion) {
  Device d("control.ptx");
  testing::internal::CaptureStdout();
  EXPECT_EQ(d.block(64).run("printing", 2), "");
  llvm::outs().flush();
  EXPECT_EQ(testing::internal::GetCapturedStdout(),
            "thread 33 of block:  3.00 0x123456789ab x%\n");
  expectFault(d.block(64).run("printing", 0),
              "assertion 'n > 0' of control.cu");
}

//===----------------------------------------------------------------------===//
// Small kernels
//===----------------------------------------------------------------------===//

TEST(Faults, DivergentBarrier) {
  expectFault(
      runKernel("setp.lt.u32 %p1, %r1, 40;\n@%p1 bar.sync 0;"),
      "divergent barrier: lanes 0xFFFFFF00 of the warp do not execute it");
}

TEST(Faults, BarrierThatNotAllReach) {
  expectFault(
      runKernel("setp.lt.u32 %p1, %r1, 32;\n@%p1 bra A;\nbar.sync 0;\nbra "
                "B;\nA: bar.sync 1;\nB:"),
      "deadlock: no warp can go on; warp 0 of block (0, 0, 0) waits at line");
}

TEST(Faults, WaitingForALaneOfTheSameWarp) {
  expectFault(
      runKernel("A: atom.global.cas.b32 %r2, [%rd1], 0, 1;\nsetp.ne.u32 %p1, "
                "%r2, 0;\n@%p1 bra A;\natom.global.exch.b32 %r2, [%rd1], 0;"),
      "wait for them to meet again");
}

TEST(Faults, WaitingForAFlagThatNobodySets) {
  expectFault(runKernel("A: ld.volatile.global.u32 %r2, [%rd1];\nsetp.eq.u32 "
                        "%p1, %r2, 0;\n@%p1 bra A;"),
              "deadlock");
}

TEST(Faults, EndlessLoop) {
  expectFault(runKernel("mov.u32 %r2, 0;\nA: add.u32 %r2, %r2, 1;\nbra A;"),
              "gave up after ");
}

/// A bit field is set in a variable without a value: its bits have one then,
/// those beside it have none.
TEST(Faults, UndefinedBits) {
  auto run = [](const std::string &shift) {
    return runKernel(".local .align 4 .b8 v[4];\nld.local.u32 %r2, [v];\n"
                     "and.b32 %r2, %r2, 254;\nor.b32 %r2, %r2, 1280;\n"
                     "st.local.u32 [v], %r2;\nld.local.u32 %r3, [v];\n"
                     "shr.u32 %r3, %r3, " +
                     shift + ";\nst.global.u32 [%rd3], %r3;");
  };
  EXPECT_EQ(run("8"), "");
  expectFault(run("7"), "stores a register that has no value");
}

/// Half of a pair need not have a value, if nobody reads it.
TEST(Faults, UndefinedHalves) {
  auto run = [](const std::string &halves) {
    return runKernel(".reg .b16 %h<4>;\nmov.b16 %h1, 7;\n"
                     "mov.b32 %r2, {%h0, %h1};\nmov.b32 " +
                     halves +
                     ", %r2;\ncvt.u32.u16 %r3, %h2;\n"
                     "st.global.u32 [%rd3], %r3;");
  };
  EXPECT_EQ(run("{%h3, %h2}"), "");
  expectFault(run("{%h2, %h3}"), "stores a register that has no value");
}

TEST(Faults, PointersToFunctions) {
  auto run = [](const std::string &pointer, const std::string &prototype) {
    return runKernel(
        "mov.u64 %rd4, " + pointer +
            ";\n{ .param .b64 a; .param .b32 r;\n"
            "P: .callprototype (.param .b32 _) _ (.param .b64 _);\n"
            "st.param.b64 [a], %rd2;\ncall (r), %rd4, (a), " +
            prototype + ";\n}",
        ".func (.param .b32 r) f(.param .b64 a) {\n"
        "st.param.b32 [r], 1;\nret;\n}\n"
        ".func (.param .b32 r) g(.param .b32 a) {\n"
        "st.param.b32 [r], 1;\nret;\n}\n");
  };
  EXPECT_EQ(run("f", "P"), "");
  expectFault(run("64", "P"), "calls 0x40, which is not the address of a "
                              "function");
  expectFault(run("g", "P"),
              "calls 'g', whose parameters are not those of 'P'");
  EXPECT_NE(run("f", "Q").find("'Q' is not a prototype of functions"),
            std::string::npos);
}

TEST(Faults, UninitialisedSharedMemory) {
  expectFault(runKernel("ld.shared.u32 %r2, [s];\nst.global.u32 [%rd3], %r2;",
                        ".shared .align 4 .b8 s[64];"),
              "of shared 's' that nobody has written");
}

TEST(Faults, UninitialisedRegister) {
  expectFault(
      runKernel("add.u32 %r3, %r2, 1;\nst.global.u32 [%rd3], %r3;"),
      "stores a register that has no value: 'st.global.u32 [%rd3], %r3'");
  expectFault(runKernel("setp.eq.u32 %p1, %r2, 1;\n@%p1 bra A;\nA:"),
              "uses a register that has no value");
}

TEST(Faults, UninitialisedLocalMemory) {
  expectFault(runKernel(".local .align 4 .b8 v[16];\nld.local.u32 %r2, "
                        "[v+4];\nst.global.u32 [%rd3], %r2;"),
              "stores a register that has no value");
}

TEST(Faults, UninitialisedGlobalMemory) {
  Device d(makeKernel("ld.global.u32 %r2, [%rd3];"));
  uint64_t p = llvm::cantFail(d.emulator.allocate(256, "fresh"));
  expectFault(d.block(64).run("k", p), "of 'fresh' that nobody has written: "
                                       "'ld.global.u32 %r2, [%rd3]', thread (");
}

TEST(Faults, Misalignment) {
  expectFault(runKernel("ld.global.u32 %r2, [%rd1+2];"), "is not aligned");
  expectFault(runKernel("ld.global.v2.u32 {%r2, %r3}, [%rd1+4];"),
              "is not aligned");
}

TEST(Faults, RaceBetweenBlocks) {
  expectFault(runKernel("mov.u32 %r2, %ctaid.x;\nst.global.u32 [%rd3], %r2;",
                        "", 32, 2),
              "of block (");
}

TEST(Faults, RaceInOneInstruction) {
  expectFault(runKernel("st.global.u32 [%rd1], %r1;", "", 32),
              "race on 4 bytes at byte 0 of 'words'");
  EXPECT_EQ(runKernel("st.global.u32 [%rd1], 5;", "", 32), "");
}

TEST(Faults, LocalAndConstantBounds) {
  expectFault(runKernel(".local .align 4 .b8 v[16];\nmov.u64 %rd4, v;\nmov.u32 "
                        "%r2, 1;\nst.local.u32 [%rd4+16], %r2;"),
              "a thread has 16 bytes");
  expectFault(runKernel("ld.const.u32 %r2, [c+8];",
                        ".const .align 4 .b8 c[8] = {1, 2};"),
              "is out of bounds: it has 8 bytes");
}

TEST(Faults, CountsOfABarrier) {
  expectFault(runKernel("setp.lt.u32 %p1, %r1, 32;\n@%p1 bra A;\nbar.sync 1, "
                        "96;\nbra B;\nA: bar.sync 1, 64;\nB:"),
              "threads while others wait at it for");
}

TEST(Faults, FreedMemory) {
  Device d(makeKernel("ld.global.u32 %r2, [%rd3];"));
  uint64_t p = d.upload(std::vector<int>(64));
  llvm::cantFail(d.emulator.free(p));
  expectFault(d.block(64).run("k", p), "is out of bounds");
}

//===----------------------------------------------------------------------===//
// Text that is refused
//===----------------------------------------------------------------------===//

TEST(Refused, Instructions) {
  const std::pair<const char *, const char *> cases[] = {
      {"tcgen05.fence::before_thread_sync;",
       "instruction that is not modelled: 'tcgen05.fence::before_thread_sync'"},
      {"tex.2d.v4.f32.f32 {%f1,%f2,%f3,%f4}, [x, {%f1,%f2}];",
       "instruction that is not modelled"},
      {"add.foo.u32 %r2, %r1, 1;",
       "type or modifier '.foo' is not modelled here"},
      {"add.u32.u32 %r2, %r1, 1;", "modifier '.u32' is not modelled here"},
      {"add.f32 %f1, %rd1, %f2;", "'%rd1' is of type b64, expected f32"},
      {"add.u64 %r2, %r1, %r1;", "expected u64"},
      {"add.u32 %r2, %r1;", "expected 3 operands, found 2"},
      {"add.u32 %r2, %r1, %r99;", "'%r99' is not declared"},
      {"add.u32 %r2, %r1, 0f3f800000;",
       "float constant of another type than u32"},
      {"ld.global.b128 %rd4, [%rd1];", "not modelled"},
      {"ld.foo.u32 %r2, [%rd1];", "type or modifier '.foo' is not modelled"},
      {"st.const.u32 [%rd1], %r1;", "memory that this instruction cannot use"},
      {"ld.global.u32 %r2, %rd1;", "expected an address"},
      {"ld.global.u32 %r2, [%r1];", "has 32 bits, expected an address of 64"},
      {"bra NOWHERE;", "label 'NOWHERE' is not declared"},
      {"atom.global.add.s64 %rd4, [%rd1], %rd2;",
       "type that this operation does not have"},
      {"cvt.f32.f64 %f1, 0d3ff0000000000000;", "expected .rn, .rz, .rm or .rp"},
      {"cvt.rn.e4m3x2.f32 %r1, %f1, %f1;", "expected .satfinite.e4m3x2.f32"},
      {"mov.u32 %r2, %pm0;", "special register that is not modelled"},
      {"shfl.bfly.b32 %r2, %r1, 1, 31;", "expected .sync"},
      {"call foo, (%r1);", "no function 'foo'"},
      {"mov.u32 %r2 %r1;", "expected ';'"},
      {"@%r1 bra A;", "expected a predicate register"},
      {".surf .b32 x;", "directive that is not modelled"}};
  for (auto [body, message] : cases)
    expectFault(runKernel(body), message);
}

TEST(Refused, Modules) {
  const std::pair<const char *, const char *> cases[] = {
      {"\n", "expected '.version'"},
      {".version 3.0\n", "expected a version of PTX"},
      {".version 8.0\n.target sm_20\n", "expected a target from sm_70"},
      {".version 8.0\n.target sm_80\n.address_size 32\n",
       "expected addresses of 64 bits"},
      {".version 8.0\n.target sm_80\n.address_size 64\n.tex .u32 x;\n",
       "directive that is not modelled"},
      {".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry k() {\n",
       "expected '}' at the end of a function"},
      {".version 8.0\n.target sm_80\n.address_size 64\n.global .u32 a = {1, "
       "2};\n",
       "more initial values than elements"},
      {".version 8.0\n.target sm_80\n.address_size 64\n.global .u32 "
       "a;\n.global .u32 a;\n",
       "'a' is declared twice"},
      {".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry k() { "
       ".reg .b32 %r<999999999>; }\n",
       "more registers than"}};
  for (auto [text, message] : cases)
    expectFault(Device(std::string(text) + "\n").loadError, message);
}
