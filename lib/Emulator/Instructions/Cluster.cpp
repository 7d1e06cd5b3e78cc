//===- Cluster.cpp - barrier.cluster, mapa, getctarank --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cluster.h"
#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"
#include "llvm/ADT/StringExtras.h"

using namespace ptxemu;

//===----------------------------------------------------------------------===//
// barrier.cluster
//===----------------------------------------------------------------------===//

static constexpr uint32_t waits = 1, isRelaxed = 2;

static Status executeBarrier(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  if (uint32_t missing = warp.live & ~mask)
    return warp.fault(instruction, missing,
                      "divergent barrier: lanes 0x" + llvm::utohexstr(missing) +
                          " of the warp do not execute it");
  ClusterBarrier &barrier = *warp.block.clusterBarrier;
  if (!(instruction.flags & waits)) {
    if (warp.clusterPhase > barrier.phase)
      return warp.fault(instruction, mask,
                        "arrives at the barrier of the cluster twice without "
                        "waiting");
    if (instruction.flags & isRelaxed)
      warp.clock.releaseFenced(barrier.arriving);
    else
      warp.clock.release(barrier.arriving);
    warp.clusterPhase = barrier.phase + 1;
    barrier.endPhase(warp.block);
    return Status::Next;
  }
  if (!warp.clusterPhase)
    return warp.fault(instruction, mask,
                      "waits at the barrier of the cluster without arriving");
  if (warp.clusterPhase <= barrier.phase) {
    warp.clock.acquire(barrier.ended, warp.live, warp.live);
    return Status::Next;
  }
  barrier.waiting.push_back(&warp);
  warp.waiting = Waiting::Barrier;
  return Status::Wait;
}

void ClusterBarrier::endPhase(Block &block) {
  // Warps that have ended are not waited for.
  unsigned arrived = 0;
  for (const Block *each : block.cluster)
    for (const auto &warp : each->warps) {
      if (!warp->isDone() && warp->clusterPhase <= phase)
        return;
      arrived += !warp->isDone();
    }
  if (!arrived)
    return;
  ++phase;
  ended.join(arriving);
  arriving = {};
  for (Warp *warp : waiting) {
    warp->clock.acquire(ended, warp->live, warp->live);
    warp->waiting = Waiting::Nothing;
  }
  waiting.clear();
}

void ptxemu::decodeClusterBarrier(Decoder &decoder) {
  int action = decoder.takeOneOf({"arrive", "wait"});
  if (action < 0)
    return decoder.fail("expected .arrive or .wait");
  decoder.instruction.flags = action;
  if (action == 0 && decoder.take("relaxed"))
    decoder.instruction.flags |= isRelaxed;
  else
    decoder.take(action == 0 ? "release" : "acquire");
  decoder.take("aligned");
  decoder.expectOperands(0);
  decoder.instruction.execute = executeBarrier;
}

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

/// The address that a block of the cluster has for what is at the same place
/// of another one's memory.
template <typename T>
static Status executeMap(Warp &warp, const Instruction &instruction,
                         uint32_t mask) {
  const T *from = warp.row<T>(instruction.operand(0));
  const uint32_t *ranks = warp.row<uint32_t>(instruction.operand(1));
  T values[32] = {};
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    if (!warp.block.getClusterBlock(ranks[lane]))
      return warp.fault(instruction, 1u << lane,
                        "block " + llvm::Twine(ranks[lane]) +
                            " of a cluster of " +
                            llvm::Twine(warp.block.getClusterSize()));
    constexpr T own = (T(1) << clusterShift) - 1;
    T window = from[lane] & ~T(UINT32_MAX);
    values[lane] =
        window | (from[lane] & own) | T(ranks[lane] + 1) << clusterShift;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

template <typename T>
static Status executeRank(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const T *from = warp.row<T>(instruction.operand(0));
  uint32_t values[32];
  for (unsigned lane = 0; lane < 32; ++lane) {
    uint32_t block = uint32_t(from[lane]) >> clusterShift;
    values[lane] = block ? block - 1 : warp.block.clusterRank;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

static bool takeAddressType(Decoder &decoder) {
  decoder.take("shared::cluster");
  Type type = decoder.takeType();
  if (type.kind != Kind::Unsigned || type.bits < 32)
    decoder.fail("expected .u32 or .u64");
  return type.bits == 64;
}

static void decodeMap(Decoder &decoder) {
  bool isWide = takeAddressType(decoder);
  Type type{Kind::Unsigned, uint8_t(isWide ? 64 : 32), false};
  decoder.addAll(type, {type, {Kind::Unsigned, 32, false}});
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute =
      isWide ? executeMap<uint64_t> : executeMap<uint32_t>;
}

static void decodeRank(Decoder &decoder) {
  bool isWide = takeAddressType(decoder);
  decoder.addAll({Kind::Unsigned, 32, false},
                 {{Kind::Unsigned, uint8_t(isWide ? 64 : 32), false}});
  decoder.instruction.execute =
      isWide ? executeRank<uint64_t> : executeRank<uint32_t>;
}

void ptxemu::addCluster(InstructionTable &table) {
  table.add("mapa", TypeClass::Any, decodeMap);
  table.add("getctarank", TypeClass::Any, decodeRank);
}
