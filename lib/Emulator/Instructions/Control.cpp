//===- Control.cpp - Branches, ends and waits of threads ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"

using namespace ptxemu;

static Status executeBranch(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  warp.branch(instruction, mask);
  return Status::Jump;
}

/// `.uni` says that threads go one way, which those of an unguarded branch do.
static void decodeBranch(Decoder &decoder) {
  decoder.take("uni");
  if (!decoder.expectOperands(1))
    return;
  Instruction &instruction = decoder.instruction;
  instruction.target = decoder.getTarget(decoder.getOperand(0));
  instruction.isBranch = true;
  instruction.execute = executeBranch;
}

/// Each thread goes to the target that its index chooses.
static Status executeIndexedBranch(Warp &warp, const Instruction &instruction,
                                   uint32_t mask) {
  auto &targets = *static_cast<std::vector<uint32_t> *>(instruction.data.get());
  uint32_t row = instruction.operand(0);
  if (mask && !warp.checkDefined(instruction, row, mask))
    return Status::Fault;
  std::vector<std::pair<uint32_t, uint32_t>> lanes;
  if (warp.active & ~mask)
    lanes.push_back({warp.pc + 1, warp.active & ~mask});
  for (uint32_t rest = mask; rest;) {
    uint32_t index = warp.row<uint32_t>(row)[llvm::countr_zero(rest)];
    if (index >= targets.size())
      return warp.fault(instruction, rest & -rest,
                        "index " + llvm::Twine(index) + " into " +
                            llvm::Twine(targets.size()) + " targets");
    uint32_t same = 0;
    for (unsigned lane = 0; lane < 32; ++lane)
      same |= uint32_t(warp.row<uint32_t>(row)[lane] == index) << lane;
    lanes.push_back({targets[index], same & rest});
    rest &= ~same;
  }
  warp.branch(lanes, instruction.reconverge);
  return Status::Jump;
}

static void decodeIndexedBranch(Decoder &decoder) {
  if (!decoder.take("idx"))
    return decoder.fail("expected .idx");
  decoder.take("uni");
  if (!decoder.expectOperands(2))
    return;
  auto targets = std::make_shared<std::vector<uint32_t>>();
  for (llvm::StringRef label : decoder.getBranchTable(decoder.getOperand(1)))
    targets->push_back(decoder.getTarget(label));
  decoder.addOperand(decoder.getOperand(0), bits(32));
  Instruction &instruction = decoder.instruction;
  instruction.isBranch = true;
  instruction.tracking = Tracking::Own;
  instruction.data = targets;
  instruction.execute = executeIndexedBranch;
}

//===----------------------------------------------------------------------===//
// Ends
//===----------------------------------------------------------------------===//

/// Threads that stay go on behind the instruction.
template <bool endsThread>
static Status executeReturn(Warp &warp, const Instruction &, uint32_t mask) {
  ++warp.pc;
  if (endsThread)
    warp.exit(mask);
  else
    warp.leaveFunction(mask);
  return Status::Jump;
}

template <bool endsThread>
static void decodeReturn(Decoder &decoder) {
  if (!endsThread)
    decoder.take("uni");
  decoder.expectOperands(0);
  decoder.instruction.isExit = true;
  decoder.instruction.execute = executeReturn<endsThread>;
}

static Status executeTrap(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  return warp.fault(instruction, mask, "the kernel stopped itself");
}

static void decodeTrap(Decoder &decoder) {
  decoder.expectOperands(0);
  decoder.instruction.isTrap = true;
  decoder.instruction.execute = executeTrap;
}

/// Others get to run.
static Status executeSleep(Warp &warp, const Instruction &, uint32_t) {
  warp.waiting = Waiting::Sleep;
  return Status::Wait;
}

static void decodeSleep(Decoder &decoder) {
  if (!decoder.takeType().is(Kind::Unsigned, 32) || !decoder.expectOperands(1))
    return decoder.fail("expected .u32");
  decoder.addOperand(decoder.getOperand(0), bits(32));
  decoder.instruction.execute = executeSleep;
}

static Status executeNothing(Warp &, const Instruction &, uint32_t) {
  return Status::Next;
}

/// Launches run one after the other, so that a grid waits for none and the next
/// one cannot begin earlier.
static void decodeGridControl(Decoder &decoder) {
  if (decoder.takeOneOf({"launch_dependents", "wait"}) < 0)
    return decoder.fail("expected .launch_dependents or .wait");
  decoder.expectOperands(0);
  decoder.instruction.execute = executeNothing;
}

void ptxemu::addControl(InstructionTable &table) {
  table.add("bra", TypeClass::Any, decodeBranch);
  table.add("brx", TypeClass::Any, decodeIndexedBranch);
  table.add("ret", TypeClass::Any, decodeReturn<false>);
  table.add("exit", TypeClass::Any, decodeReturn<true>);
  table.add("trap", TypeClass::Any, decodeTrap);
  table.add("brkpt", TypeClass::Any, decodeTrap);
  table.add("griddepcontrol", TypeClass::Any, decodeGridControl);
  table.add("nanosleep", TypeClass::Any, decodeSleep);
}
