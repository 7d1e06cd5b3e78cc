//===- RegisterPool.cpp - setmaxnreg --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What warps give back goes to a pool of their block, from which others take.
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"
#include "llvm/ADT/StringExtras.h"

using namespace ptxemu;

/// What a thread has from the start: as the kernel says, or its part of all.
static uint32_t getInitialCount(const Warp &warp) {
  const Launch &launch = warp.block.launch;
  constexpr uint32_t all = 65536, most = 256;
  if (uint32_t count = launch.kernel.parsed->maxRegisters)
    return count;
  return std::min(most, all / (32 * launch.warpsPerBlock) / 8 * 8);
}

/// Warps that wait for registers get them in any order that is possible.
static void grant(Block &block) {
  for (const auto &warp : block.warps) {
    const Instruction *at = warp->waitingAt;
    if (warp->waiting != Waiting::Barrier ||
        !at->mnemonic.starts_with("setmaxnreg"))
      continue;
    int64_t needed = 32 * (int64_t(at->offset) - warp->registersPerThread);
    if (needed > block.freeRegisters)
      continue;
    block.freeRegisters -= needed;
    warp->registersPerThread = at->offset;
    warp->waiting = Waiting::Nothing;
  }
}

/// The flag says that registers are given back.
static Status executeSetCount(Warp &warp, const Instruction &instruction,
                              uint32_t mask) {
  if (!warp.checkWhole(instruction, mask))
    return Status::Fault;
  if (!warp.registersPerThread)
    warp.registersPerThread = getInitialCount(warp);
  uint32_t count = instruction.offset, before = warp.registersPerThread;
  bool isDecrease = instruction.flags;
  if (isDecrease ? count > before : count < before)
    return warp.fault(instruction, mask,
                      "threads have " + llvm::Twine(before) + " registers");
  warp.waiting = Waiting::Barrier;
  warp.waitingAt = &instruction;
  if (isDecrease) {
    warp.block.freeRegisters += 32 * int64_t(before - count);
    warp.registersPerThread = count;
    warp.waiting = Waiting::Nothing;
  }
  grant(warp.block);
  return Status::Wait;
}

static void decodeSetCount(Decoder &decoder) {
  int action = decoder.takeOneOf({"inc", "dec"});
  if (action < 0 || !decoder.take("sync") || !decoder.take("aligned") ||
      !decoder.takeType().is(Kind::Unsigned, 32) || !decoder.expectOperands(1))
    return decoder.fail("expected .inc or .dec, and .sync.aligned.u32");
  uint64_t count = decoder.getInteger(decoder.getOperand(0));
  if (count < 24 || count > 256 || count % 8)
    return decoder.fail("expected a multiple of 8 from 24 to 256");
  decoder.instruction.offset = count;
  decoder.instruction.flags = action;
  decoder.instruction.execute = executeSetCount;
}

void ptxemu::addRegisterPool(InstructionTable &table) {
  table.add("setmaxnreg", TypeClass::Any, decodeSetCount);
}
