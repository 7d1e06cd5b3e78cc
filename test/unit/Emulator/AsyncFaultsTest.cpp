//===- AsyncFaultsTest.cpp - Copies and tensor cores that go wrong --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As FaultsTest.cpp: each fault is one change of a kernel that is right, and at
// least one of three seeds reports it.
//
//===----------------------------------------------------------------------===//

#include "BulkSupport.h"

/// The kernel multiplyStages with one `from` replaced.
static std::function<std::string(uint64_t)>
changeStages(const std::string &from, const std::string &to,
             unsigned occurrence = 0) {
  std::string ptx =
      replaceOne(extract("tensor.ptx", "multiplyStages"), from, to, occurrence);
  // Its dynamic shared memory is declared outside of it.
  ptx = replaceOne(ptx, ".address_size 64\n",
                   ".address_size 64\n.extern .shared .align 128 .b8 "
                   "buffer[];\n");
  return [ptx](uint64_t seed) {
    Device d(ptx);
    EXPECT_EQ(d.loadError, "");
    d.options.seed = seed;
    return runStages(d, 100, 128, 160);
  };
}

TEST(AsyncFaults, MissingWait) {
  expectFaultOfSeeds(changeStages("cp.async.wait_group 1;", ""),
                     "have no order, as nobody has waited for what that line "
                     "began");
}

TEST(AsyncFaults, WaitOneTooLate) {
  expectFaultOfSeeds(
      changeStages("cp.async.wait_group 1;", "cp.async.wait_group 2;"),
      "this read and the write of line");
}

TEST(AsyncFaults, MissingCommit) {
  // The group of the first stage is then that of the second.
  expectFaultOfSeeds(changeStages("cp.async.commit_group;", ""),
                     "nobody has waited for");
}

TEST(AsyncFaults, MissingBarrierBehindTheWait) {
  expectFaultOfSeeds(changeStages("bar.sync \t0;", ""), "race on 16 bytes");
}

TEST(AsyncFaults, FragmentOffByOneRow) {
  // The row behind the last one of a stage belongs to the next stage.
  std::string line = "ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16";
  std::string ptx = extract("tensor.ptx", "multiplyStages");
  size_t last = 0, count = 0;
  for (size_t at = ptx.find(line); at != std::string::npos;
       at = ptx.find(line, at + 1), ++count)
    last = at;
  size_t end = ptx.find("];", last);
  std::string text = ptx.substr(last, end - last);
  expectFaultOfSeeds(changeStages(text + "];", text + "+128];"),
                     "this read and the write of line");
}

TEST(AsyncFaults, RingWithoutTheLastStage) {
  expectFaultOfSeeds(
      [&](uint64_t seed) {
        Device d("tensor.ptx");
        d.options.seed = seed;
        uint64_t p = d.upload(std::vector<BFloat>(16384));
        d.options.dynamicShared = 2 * 8192;
        return d.block(128).run("multiplyStages", p, p, p, 64, 64, 160);
      },
      "is out of bounds: it has 16384 bytes");
}

/// One warp with shared memory `s` of 1024 bytes; %rd1 points to 4096 bytes,
/// %r1 is the thread and %r2 the address of its 16 bytes of `s`.
static std::function<std::string(uint64_t)> runSmall(const std::string &body,
                                                     uint32_t threads = 32) {
  std::string ptx =
      ".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry k(.param "
      ".u64 p) {\n.reg .pred %p<9>;\n.reg .b32 %r<9>;\n.reg .b64 %rd<9>;\n"
      ".shared .align 16 .b8 s[1024];\nld.param.u64 %rd1, [p];\nmov.u32 %r1, "
      "%tid.x;\nmul.wide.u32 %rd2, %r1, 16;\nadd.s64 %rd3, %rd1, "
      "%rd2;\nmov.u32 "
      "%r2, s;\nshl.b32 %r3, %r1, 4;\nadd.u32 %r2, %r2, %r3;\n" +
      body + "\nret;\n}\n";
  return [=](uint64_t seed) {
    Device d(ptx);
    if (!d.loadError.empty())
      return d.loadError;
    d.options.seed = seed;
    d.options.maxInstructions = 1 << 22;
    uint64_t p = d.upload(std::vector<int>(1024), "words");
    return d.block(threads).run("k", p);
  };
}

static const std::string copyOne =
                             "cp.async.cg.shared.global [%r2], [%rd3], 16;\n",
                         waitAll = "cp.async.wait_all;\n",
                         syncWarp = "bar.warp.sync -1;\n";

TEST(AsyncFaults, SourceIsWrittenMeanwhile) {
  EXPECT_EQ(runSmall(copyOne + waitAll + "st.global.u32 [%rd3], 0;")(0), "");
  expectFaultOfSeeds(
      runSmall(copyOne + "st.global.u32 [%rd3], %r1;\n" + waitAll),
      "this write and the read of line");
}

TEST(AsyncFaults, TargetIsWrittenMeanwhile) {
  expectFaultOfSeeds(
      runSmall(copyOne + "st.shared.u32 [%r2], %r1;\n" + waitAll),
      "this write and the write of line");
}

TEST(AsyncFaults, TwoCopiesToOnePlace) {
  expectFaultOfSeeds(runSmall(copyOne + copyOne + waitAll),
                     "this write and the write of line");
}

TEST(AsyncFaults, OthersCopiesBehindTheOwnWait) {
  std::string load = "xor.b32 %r3, %r2, 16;\nld.shared.u32 %r4, [%r3];\n";
  EXPECT_EQ(runSmall(copyOne + waitAll + syncWarp + load)(0), "");
  expectFaultOfSeeds(runSmall(copyOne + waitAll + load),
                     "this read and the write of line");
}

TEST(AsyncFaults, CopyIntoWhatOthersStillRead) {
  std::string load = "st.shared.u32 [%r2], %r1;\n" + syncWarp +
                     "xor.b32 %r3, %r2, 16;\nld.shared.u32 %r4, [%r3];\n";
  EXPECT_EQ(runSmall(load + syncWarp + copyOne + waitAll)(0), "");
  expectFaultOfSeeds(runSmall(load + copyOne + waitAll),
                     "this write and the read of line");
}

TEST(AsyncFaults, WaitForACopyThatWasNotCommitted) {
  expectFaultOfSeeds(
      runSmall(copyOne + "cp.async.wait_group 0;\nld.shared.u32 %r4, [%r2];"),
      "nobody has waited for");
}

TEST(AsyncFaults, SizesOfCopies) {
  expectFaultOfSeeds(
      runSmall("cp.async.ca.shared.global [%r2], [%rd3], 8, %r1;"),
      "reads 9 bytes of a copy of 8");
  expectFaultOfSeeds(runSmall("cp.async.cg.shared.global [%r2], [%rd3+8], 16;"),
                     "is not aligned");
  // The last thread reads one byte behind the end.
  expectFaultOfSeeds(
      runSmall("cp.async.ca.shared.global [%r2], [%rd3+3584], 16, 16;", 33),
      "is out of bounds: it is 0 bytes behind the end of 'words'");
}

TEST(AsyncFaults, MatrixLoads) {
  std::string load = "ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%r4}, [%r2";
  std::string fill =
      "st.shared.v4.u32 [%r2], {%r1, %r1, %r1, %r1};\n" + syncWarp;
  EXPECT_EQ(runSmall(fill + load + "];")(0), "");
  expectFaultOfSeeds(runSmall(fill + load + "+8];"), "is not aligned");
  expectFaultOfSeeds(
      runSmall("st.shared.v4.u32 [%r2], {%r1, %r1, %r1, %r1};\n" + load +
               "+16];"),
      "this read and the write of line");
  expectFaultOfSeeds(
      runSmall(fill + "setp.lt.u32 %p1, %r1, 31;\n@%p1 " + load + "];"),
      "lanes 0x80000000 of the warp do not execute it");
  expectFaultOfSeeds(
      runSmall("ldmatrix.sync.aligned.m8n8.x1.b16 {%r4}, [%rd3];"),
      "expected an address of shared memory");
}

TEST(AsyncFaults, UndefinedFragment) {
  expectFaultOfSeeds(
      runSmall(".reg .f32 %f<5>;\nmma.sync.aligned.m16n8k8.row.col.f32.bf16."
               "bf16.f32 {%f1, %f2, %f3, %f4}, {%r1, %r8}, {%r1}, {0f00000000, "
               "0f00000000, 0f00000000, 0f00000000};"),
      "uses a register that has no value");
}

//===----------------------------------------------------------------------===//
// mbarriers
//===----------------------------------------------------------------------===//

/// `text` with the `occurrence`-th instruction that begins with `start`
/// replaced.
static std::string replaceInstruction(std::string text,
                                      const std::string &start,
                                      const std::string &to,
                                      unsigned occurrence = 0) {
  size_t at = text.find(start);
  while (occurrence-- && at != std::string::npos)
    at = text.find(start, at + 1);
  EXPECT_NE(at, std::string::npos) << start;
  return text.replace(at, text.find(';', at) + 1 - at, to);
}

/// The kernel ring with one instruction replaced.
static std::function<std::string(uint64_t)>
changeRing(const std::string &start, const std::string &to,
           unsigned occurrence = 0) {
  std::string ptx = replaceInstruction(extract("mbarrier.ptx", "ring"), start,
                                       to, occurrence);
  return [ptx](uint64_t seed) {
    Device d(ptx);
    EXPECT_EQ(d.loadError, "");
    d.options.seed = seed;
    d.options.maxInstructions = 1 << 20;
    uint64_t px = d.upload(std::vector<int>(32 * 8)),
             py = d.upload(std::vector<int>(32 * 8));
    return d.block(64).run("ring", px, py, 8);
  };
}

TEST(BarrierFaults, MissingWaits) {
  // For full and for empty buffers.
  for (unsigned which : {0, 1})
    expectFaultOfSeeds(
        changeRing("mbarrier.try_wait.parity", "setp.eq.u32 p, 0, 0;", which),
        "race on 4 bytes");
}

TEST(BarrierFaults, MissingArrival) {
  expectFaultOfSeeds(changeRing("mbarrier.arrive", ""),
                     "deadlock: no warp can go on; warp ");
  expectFaultOfSeeds(changeRing("mbarrier.arrive", ""),
                     "where the mbarrier at byte 256 of shared "
                     "'_ZZ4ringE4full' is in phase 0, of which 32 of 32 "
                     "arrivals and 0 bytes are missing");
}

TEST(BarrierFaults, WrongCount) {
  expectFaultOfSeeds(
      changeRing("mbarrier.init", "mbarrier.init.shared::cta.b64 [%r24], 33;"),
      "is in phase 0, of which 1 of 33 arrivals and 0 bytes are "
      "missing");
  expectFaultOfSeeds(
      changeRing("mbarrier.init", "mbarrier.init.shared::cta.b64 [%r24], 0;"),
      "a count of 0; expected 1 to 2^20 - 1");
}

TEST(BarrierFaults, MissingOrderBehindInit) {
  expectFaultOfSeeds(changeRing("bar.sync", ""), "mbarrier");
}

TEST(BarrierFaults, OrdinaryAccessOfAnObject) {
  std::string init = "mbarrier.init.shared.b64 [s], 1;\n";
  std::string one = "setp.ne.u32 %p1, %r1, 0;\n@%p1 ret;\n";
  EXPECT_EQ(runSmall(one + init)(0), "");
  expectFaultOfSeeds(runSmall(one + init + "st.shared.u32 [s+4], 5;"),
                     "have no order, as there is an mbarrier");
  expectFaultOfSeeds(runSmall(one + init + "ld.shared.u32 %r4, [s];"),
                     "have no order, as there is an mbarrier");
  expectFaultOfSeeds(runSmall(one + init + init),
                     "there is an mbarrier already");
}

TEST(BarrierFaults, Objects) {
  std::string one = "setp.ne.u32 %p1, %r1, 0;\n@%p1 ret;\n",
              init = one + "mbarrier.init.shared.b64 [s], 2;\n",
              arrive = "mbarrier.arrive.shared.b64 %rd4, [s]";
  EXPECT_EQ(runSmall(init + arrive + ";\n" + arrive + ";")(0), "");
  expectFaultOfSeeds(runSmall(one + arrive + ";"),
                     "there is no mbarrier at byte 0 of shared 's'");
  expectFaultOfSeeds(
      runSmall(init + "mbarrier.inval.shared.b64 [s];\n" + arrive + ";"),
      "there is no mbarrier at byte 0 of shared 's'");
  expectFaultOfSeeds(runSmall(init + arrive + ", 3;"),
                     "3 arrivals at an mbarrier of which 2 of 2 arrivals and 0 "
                     "bytes are missing in phase 0");
  expectFaultOfSeeds(
      runSmall(init + "mbarrier.arrive.noComplete.shared.b64 %rd4, [s], 2;"),
      "2 arrivals at an mbarrier of which 2 of 2");
  expectFaultOfSeeds(
      runSmall(init + "mbarrier.arrive.expect_tx.shared.b64 _, [s], 1048576;"),
      "a transaction of 1048576 bytes; expected less than 2^20 in all");
  expectFaultOfSeeds(
      runSmall(init + "mbarrier.try_wait.parity.shared.b64 %p2, [s], 2;"),
      "a parity of 2; expected 0 or 1");
  expectFaultOfSeeds(runSmall(init + "mbarrier.arrive.b64 _, [%rd1];"),
                     "expected an address of shared memory");
}

TEST(BarrierFaults, WrongTransactionBytes) {
  std::string ptx =
      replaceOne(extract("mbarrier.ptx", "transactions"), ", 96;", ", 100;");
  expectFaultOfSeeds(
      [&](uint64_t seed) {
        Device d(ptx);
        d.options.seed = seed;
        uint64_t p = d.upload(std::vector<int>(32)),
                 q = d.upload(std::vector<int>(32));
        return d.block(64).run("transactions", p, q);
      },
      "0 of 33 arrivals and 4 bytes");
}

//===----------------------------------------------------------------------===//
// Bulk copies and wgmma
//===----------------------------------------------------------------------===//

/// A kernel of bulk.ptx with one instruction replaced.
static std::string changeBulk(const std::string &kernel,
                              const std::string &start, const std::string &to,
                              unsigned occurrence = 0) {
  std::string ptx = extract("bulk.ptx", kernel);
  ptx = replaceOne(ptx, ".address_size 64\n",
                   ".address_size 64\n.extern .shared .align 1024 .b8 s[];\n");
  return replaceInstruction(ptx, start, to, occurrence);
}

/// The kernel specialised with one instruction replaced.
static std::function<std::string(uint64_t)>
changeSpecialised(const std::string &start, const std::string &to,
                  unsigned occurrence = 0, int steps = 7) {
  std::string ptx = changeBulk("specialised", start, to, occurrence);
  return [ptx, steps](uint64_t seed) {
    Device d(ptx);
    EXPECT_EQ(d.loadError, "");
    d.options.seed = seed;
    d.options.maxInstructions = 1 << 20;
    return runSpecialised(d, 64, 32, steps);
  };
}

/// The occurrence of an instruction that has `part` behind `start`.
static std::string findInstruction(const std::string &kernel,
                                   const std::string &start,
                                   unsigned occurrence = 0) {
  std::string ptx = extract("bulk.ptx", kernel);
  size_t at = ptx.find(start);
  while (occurrence--)
    at = ptx.find(start, at + 1);
  return ptx.substr(at, ptx.find(';', at) + 1 - at);
}

TEST(BulkFaults, NoFault) {
  EXPECT_EQ(changeSpecialised("wgmma.fence", "wgmma.fence.sync.aligned;")(0),
            "");
}

TEST(BulkFaults, MissingFullWait) {
  expectFaultOfSeeds(
      changeSpecialised("mbarrier.try_wait", "setp.eq.u32 p, 0, 0;", 1),
      "as nobody has waited for what that line began");
}

TEST(BulkFaults, MissingEmptyWait) {
  expectFaultOfSeeds(
      changeSpecialised("mbarrier.try_wait", "setp.eq.u32 p, 0, 0;", 0),
      "1 arrivals at an mbarrier of which 0 of 1 arrivals");
}

TEST(BulkFaults, EmptyWaitOfTheOtherPhase) {
  std::string wait = findInstruction("specialised", "mbarrier.try_wait");
  std::string phase = wait.substr(wait.rfind('%'));
  phase.pop_back();
  // The producer is a phase ahead.
  expectFaultOfSeeds(
      changeSpecialised("mbarrier.try_wait",
                        "xor.b32 " + phase + ", " + phase + ", 1;\n" + wait),
      "have no order, as nobody has waited for what that line began");
}

TEST(BulkFaults, MissingArrivalAtEmpty) {
  expectFaultOfSeeds(changeSpecialised("mbarrier.arrive.shared", ""),
                     "is in phase 0, of which 128 of 128 arrivals and 0 bytes "
                     "are missing");
}

TEST(BulkFaults, WrongTransactionBytes) {
  std::string expect =
      findInstruction("specialised", "mbarrier.arrive.expect_tx");
  std::string start = expect.substr(0, expect.rfind(',') + 1);
  expectFaultOfSeeds(
      changeSpecialised("mbarrier.arrive.expect_tx", start + " 12304;"),
      "0 of 1 arrivals and 16 bytes are missing");
  // The consumers go on when one of the two copies has come.
  expectFaultOfSeeds(
      changeSpecialised("mbarrier.arrive.expect_tx", start + " 8192;"),
      "as nobody has waited for what that line began");
}

TEST(BulkFaults, MissingWaitForProducts) {
  expectFaultOfSeeds(changeSpecialised("wgmma.wait_group", "", 0, 1),
                     "stores sums of line");
  expectFaultOfSeeds(changeSpecialised("wgmma.wait_group", ""),
                     "this write and the read of line");
}

TEST(BulkFaults, WaitForProductsOneTooLate) {
  // The stage is given back while tensor cores read it.
  expectFaultOfSeeds(
      changeSpecialised("wgmma.wait_group", "wgmma.wait_group.sync.aligned 1;"),
      "this write and the read of line");
}

TEST(BulkFaults, MissingCommitOfProducts) {
  expectFaultOfSeeds(changeSpecialised("wgmma.commit_group", ""),
                     "this write and the read of line");
}

TEST(BulkFaults, MissingProductFence) {
  expectFaultOfSeeds(changeSpecialised("wgmma.fence", ""),
                     "there is no wgmma.fence before it");
}

TEST(BulkFaults, MissingProxyFence) {
  expectFaultOfSeeds(changeSpecialised("fence.proxy.async", ""),
                     "is accessed asynchronously without a fence.proxy.async");
  std::string ptx = changeBulk("productBf16", "fence.proxy.async", "");
  expectFaultOfSeeds(
      [&](uint64_t seed) {
        Device d(ptx);
        d.options.seed = seed;
        uint64_t p = d.upload(std::vector<BFloat>(4096)),
                 c = d.upload(std::vector<float>(2048));
        return d.block(128).run("productBf16", p, p, c, 0, 512, 2, 32, 32);
      },
      "is accessed asynchronously without a fence.proxy.async");
}

TEST(BulkFaults, MissingBarrierBeforeTheStore) {
  expectFaultOfSeeds(changeSpecialised("bar.sync \t", "", 0), "mbarrier");
  expectFaultOfSeeds(changeSpecialised("bar.sync 1, 128", ""),
                     "which nobody has written all");
}

TEST(BulkFaults, MissingWaitForTheStore) {
  expectFaultOfSeeds(changeSpecialised("cp.async.bulk.wait_group", ""),
                     "may still read its memory");
  expectFaultOfSeeds(changeSpecialised("cp.async.bulk.commit_group", ""),
                     "may still read its memory");
}

TEST(BulkFaults, WrongDescriptorStride) {
  // Groups of 8 rows are 1024 bytes apart, not 2048.
  std::string ptx = extract("bulk.ptx", "specialised");
  // 1 << 62 | 64 << 32 | 1 << 16
  expectFaultOfSeeds(
      [&](uint64_t seed) {
        Device d(replaceOne(changeBulk("specialised", "wgmma.fence",
                                       "wgmma.fence.sync.aligned;"),
                            "4611686293305360384", "4611686568183267328"));
        EXPECT_EQ(d.loadError, "");
        d.options.seed = seed;
        return runSpecialised(d, 64, 32, 7);
      },
      "wgmma.mma_async");
}

TEST(BulkFaults, WrongSwizzle) {
  auto run = [](uint64_t seed) {
    Device d("bulk.ptx");
    d.options.seed = seed;
    uint64_t p = d.upload(std::vector<BFloat>(4096)),
             c = d.upload(std::vector<float>(2048));
    // The stride is that of a swizzle of 128 bytes, its layout of 64.
    return d.block(128).run("productBf16", p, p, c, 0, 1024, 1, 32, 32);
  };
  expectFaultOfSeeds(run, "which is out of bounds: it has 6144 bytes");
}

TEST(BulkFaults, WrittenSumsInFlight) {
  std::string product = findInstruction("productBf16", "wgmma.commit_group");
  std::string ptx = changeBulk("productBf16", "wgmma.commit_group",
                               product + "\nmov.f32 %f33, 0f3f800000;");
  auto run = [&](const std::string &ptx) {
    return [ptx](uint64_t seed) {
      Device d(ptx);
      d.options.seed = seed;
      uint64_t p = d.upload(std::vector<BFloat>(4096)),
               c = d.upload(std::vector<float>(2048));
      return d.block(128).run("productBf16", p, p, c, 0, 512, 2, 32, 32);
    };
  };
  expectFaultOfSeeds(run(ptx), "of which register 0 was written meanwhile");
  expectFaultOfSeeds(run(changeBulk("productBf16", "wgmma.commit_group",
                                    product + "\nadd.f32 %f1, %f33, %f33;")),
                     "which nobody has waited for");
}

TEST(BulkFaults, UnbalancedRegisters) {
  expectFaultOfSeeds(changeSpecialised("setmaxnreg.inc",
                                       "setmaxnreg.inc.sync.aligned.u32 232;"),
                     "deadlock: no warp can go on");
  expectFaultOfSeeds(changeSpecialised("setmaxnreg.dec", ""),
                     "deadlock: no warp can go on");
  expectFaultOfSeeds(changeSpecialised("setmaxnreg.dec",
                                       "setmaxnreg.dec.sync.aligned.u32 136;"),
                     "threads have 128 registers");
}

TEST(BulkFaults, TensorMaps) {
  auto run = [](int x, int bytes, int change) {
    return [=](uint64_t seed) {
      Device d("bulk.ptx");
      d.options.seed = seed;
      uint64_t p = d.upload(std::vector<float>(2000)),
               raw = d.upload(std::vector<float>(512));
      auto map = makeMap(p, float32, {40, 50}, {32, 16}, 3);
      map[change] ^= change ? 1 : 0;
      d.options.dynamicShared = bytes;
      return d.block(32).run("tensorCopies2", map, map, x, 0, 2048, raw);
    };
  };
  EXPECT_EQ(run(0, 2048, 0)(0), "");
  expectFaultOfSeeds(run(0, 2048, 1), "there is no tensor map of 2 dimensions");
  expectFaultOfSeeds(run(0, 1024, 0), "are out of bounds: there are");
}

TEST(BulkFaults, WrongRankInACluster) {
  auto run = [](const std::string &ptx) {
    return [ptx](uint64_t seed) {
      Device d(ptx);
      EXPECT_EQ(d.loadError, "");
      d.options.seed = seed;
      uint64_t p = d.upload(std::vector<int>(512)),
               q = d.upload(std::vector<int>(512));
      return d.grid(4).block(64).run("neighbours", p, q);
    };
  };
  std::string map = findInstruction("neighbours", "mapa.shared::cluster.u32");
  std::string start = map.substr(0, map.rfind(',') + 1);
  expectFaultOfSeeds(
      run(changeBulk("neighbours", "mapa.shared::cluster.u32", start + " 4;")),
      "block 4 of a cluster of 4");
  // Another block's memory is read than the one that is told.
  expectFaultOfSeeds(
      run(changeBulk("neighbours", "mapa.shared::cluster.u32", start + " 0;")),
      "race on 4 bytes");
  // A block may be gone when others still read its memory.
  expectFaultOfSeeds(
      run(changeBulk("neighbours", "mbarrier.arrive.release", "")), "deadlock");
}

TEST(BulkFaults, MissingClusterBarrier) {
  std::string ptx =
      changeBulk("multicast", "barrier.cluster.arrive.release", "");
  ptx = replaceInstruction(ptx, "barrier.cluster.wait.acquire", "");
  expectFaultOfSeeds(
      [&](uint64_t seed) {
        Device d(ptx);
        d.options.seed = seed;
        uint64_t p = d.upload(std::vector<int>(512)),
                 q = d.upload(std::vector<int>(1024));
        auto map = makeMap(p, int32, {32, 16}, {32, 8}, 0);
        return d.grid(2).block(128).run("multicast", map, q);
      },
      "mbarrier");
}

TEST(AsyncRefused, Instructions) {
  const std::pair<const char *, const char *> cases[] = {
      {"cp.async.cg.shared.global [%r2], [%rd3], 8;", "expected 16 bytes"},
      {"cp.async.ca.shared.global [%r2], [%rd3], 12;",
       "expected 4, 8 or 16 bytes"},
      {"cp.async.ca.global.shared [%rd3], [%r2], 16;",
       "expected .ca or .cg, and .shared.global"},
      {"cp.async.wait_group %r1;", "expected an integer constant"},
      {"ldmatrix.sync.aligned.m16n16.x1.trans.shared.b8 {%r1, %r2}, [%r2];",
       "expected .m8n8"},
      {"ldmatrix.sync.aligned.m8n8.x2.shared.b16 {%r4}, [%r2];",
       "expected 2 registers"},
      {"mma.sync.aligned.m8n8k4.row.col.f32.f16.f16.f32 {%r1}, {%r1}, {%r1}, "
       "{%r1};",
       "expected .m16n8k4, .m16n8k8, .m16n8k16 or .m16n8k32"},
      {"mma.sync.aligned.m16n8k16.row.col.f32.bf16.f16.f32 {%r1}, {%r1}, "
       "{%r1}, {%r1};",
       "expected .f32 sums of f16, bf16, tf32"},
      {"mma.sync.aligned.m16n8k8.row.col.f16.f16.f16.f16 {%r1, %r2}, {%r1}, "
       "{%r1}, {%r1, %r2};",
       "expected 2 registers in operand 2"},
      {"mbarrier.init.b64 [%rd1];", "expected 2 operands, found 1"},
      {"mbarrier.init.global.b64 [%rd1], 1;", "expected .shared and .b64"},
      {"mbarrier.test_wait.parity.shared.b64 %p1, [s], 0, 10;",
       "expected 3 operands, found 4"},
      {"mbarrier.arrive.acquire.cta.shared.b64 _, [s];",
       "type or modifier '.acquire' is not modelled here"},
      {"mbarrier.foo.b64 [%rd1];", "expected an operation such as .init"},
      {"fence.proxy.alias;", "expected .async or .tensormap::generic"}};
  for (auto [body, message] : cases)
    expectFault(runSmall(body)(0), message);
}
