//===- Barrier.cpp - bar, barrier -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Cluster.h"
#include "Families.h"
#include "WarpSync.h"
#include "llvm/ADT/StringExtras.h"

using namespace ptxemu;

namespace {
enum class Action : uint8_t { Sync, Arrive, Popc, And, Or };

/// In Instruction::data.
struct BarrierForm {
  Action action = Action::Sync;
  bool hasCount = false, negated = false;
};
} // namespace

static const BarrierForm &getForm(const Instruction &instruction) {
  return *static_cast<BarrierForm *>(instruction.data.get());
}

void ptxemu::finishBarrier(Warp &warp, const Instruction &instruction,
                           const Block::Barrier &barrier) {
  Action action = getForm(instruction).action;
  uint32_t values[32];
  std::fill_n(values, 32, barrier.trueThreads);
  if (action == Action::Popc)
    warp.write(instruction.result(0), values, warp.active);
  bool holds = action == Action::And ? barrier.trueThreads == barrier.count
                                     : barrier.trueThreads > 0;
  if (action == Action::And || action == Action::Or)
    warp.writePredicate(instruction.result(0), holds ? ~0u : 0, warp.active);
}

/// The value of an operand that all threads have in common.
static bool readUniform(Warp &warp, const Instruction &instruction,
                        uint32_t row, uint32_t mask, uint32_t &value) {
  const uint32_t *values = warp.row<uint32_t>(row);
  value = values[llvm::countr_zero(mask)];
  for (unsigned lane = 0; lane < 32; ++lane)
    if (mask >> lane & 1 && values[lane] != value)
      return warp.fault(instruction, mask,
                        "threads name different barriers or counts"),
             false;
  return true;
}

static Status executeBarrier(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  const BarrierForm &form = getForm(instruction);
  if (uint32_t missing = warp.live & ~mask)
    return warp.fault(instruction, missing,
                      "divergent barrier: lanes 0x" + llvm::utohexstr(missing) +
                          " of the warp do not execute it");
  uint32_t id, count = 0;
  if (!readUniform(warp, instruction, instruction.operand(0), mask, id) ||
      (form.hasCount &&
       !readUniform(warp, instruction, instruction.operand(1), mask, count)))
    return Status::Fault;
  if (id > 15 || count % 32 || (form.hasCount && !count))
    return warp.fault(
        instruction, mask,
        "barrier " + llvm::Twine(id) + " of " + llvm::Twine(count) +
            " threads; expected one of 0 to 15, and a multiple of 32");
  Block &block = warp.block;
  Block::Barrier &barrier = block.barriers[id];
  if (barrier.arrivedThreads && barrier.expected != count)
    return warp.fault(instruction, mask,
                      "barrier " + llvm::Twine(id) + " is used for " +
                          llvm::Twine(count) +
                          " threads while others wait at it for " +
                          llvm::Twine(barrier.expected));
  barrier.expected = count;
  barrier.arrivedThreads += form.hasCount ? 32 : llvm::popcount(mask);
  warp.clock.arrive(barrier.meeting);
  if (form.action >= Action::Popc) {
    uint32_t votes =
        warp.predicate(instruction.operand(instruction.operands - 1));
    barrier.trueThreads +=
        llvm::popcount((form.negated ? ~votes : votes) & mask);
    barrier.count += llvm::popcount(mask);
  }
  if (form.action != Action::Arrive) {
    warp.waiting = Waiting::Barrier;
    warp.waitingAt = &instruction;
    barrier.waiting.push_back(&warp);
  }
  block.releaseBarriers();
  return Status::Wait;
}

static Status executeWarpBarrier(Warp &warp, const Instruction &instruction,
                                 uint32_t mask) {
  return syncLanes(warp, instruction, mask, instruction.operand(0),
                   [](uint32_t) {})
             ? Status::Next
             : Status::Fault;
}

static void addReduction(Decoder &decoder, BarrierForm &form) {
  int kind = decoder.takeOneOf({"popc", "and", "or"});
  decoder.take("aligned");
  Type type = decoder.takeType();
  if (kind < 0 ||
      !(kind == 0 ? type.is(Kind::Unsigned, 32) : type.isPredicate()))
    return decoder.fail("expected .popc.u32, .and.pred or .or.pred");
  form.action = Action(int(Action::Popc) + kind);
  size_t count = decoder.getOperandCount();
  form.hasCount = count == 4;
  if (count != 3 && count != 4)
    return decoder.fail("expected 3 or 4 operands");
  decoder.addResult(decoder.getOperand(0), type);
  for (size_t i = 1; i + 1 < count; ++i)
    decoder.addOperand(decoder.getOperand(i), bits(32));
  Operand vote = decoder.getOperand(count - 1);
  form.negated = vote.negated;
  vote.negated = false;
  decoder.addOperand(vote, predicate);
}

/// `bar.sync` is `barrier.sync.aligned`: all threads of a warp execute the same
/// one. As warps do not run apart here, this is asked of `barrier` too.
static void decodeBarrier(Decoder &decoder) {
  auto form = std::make_shared<BarrierForm>();
  decoder.instruction.data = form;
  decoder.instruction.tracking = Tracking::Require;
  bool isShort = decoder.getStatement().opcode == "bar";
  if (isShort && decoder.take("warp")) {
    if (!decoder.take("sync") || !decoder.expectOperands(1))
      return decoder.fail("expected .sync");
    decoder.addOperand(decoder.getOperand(0), bits(32));
    decoder.instruction.execute = executeWarpBarrier;
    return;
  }
  if (!isShort && decoder.take("cluster"))
    return decodeClusterBarrier(decoder);
  decoder.take("cta");
  int action = decoder.takeOneOf({"sync", "arrive", "red"});
  if (action < 0)
    return decoder.fail("expected .sync, .arrive or .red");
  decoder.instruction.execute = executeBarrier;
  if (action == 2)
    return addReduction(decoder, *form);
  decoder.take("aligned");
  form->action = Action(action);
  size_t count = decoder.getOperandCount();
  form->hasCount = count == 2;
  if (count != 2 && (count != 1 || action == 1))
    return decoder.fail("expected a barrier, and a number of threads");
  for (size_t i = 0; i < count; ++i)
    decoder.addOperand(decoder.getOperand(i), bits(32));
}

void ptxemu::addBarrier(InstructionTable &table) {
  table.add("bar", TypeClass::Any, decodeBarrier);
  table.add("barrier", TypeClass::Any, decodeBarrier);
}
