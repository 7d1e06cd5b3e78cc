//===- MemoryBarriers.cpp - mbarrier --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "../MemoryBarrier.h"
#include "../Races.h"
#include "Families.h"
#include "MemoryBarrierAccess.h"
#include "MemoryForm.h"

using namespace ptxemu;

namespace {
enum class Action : uint8_t {
  Init,
  Inval,
  ExpectTx,
  CompleteTx,
  Arrive,
  ArriveDrop,
  TestWait,
  TryWait,
  PendingCount
};

/// In Instruction::data.
struct BarrierForm {
  Action action = Action::Init;
  bool expectsBytes = false, mayComplete = true, isRelaxed = false,
       hasParity = false, hasCount = false;

  bool isWait() const {
    return action == Action::TestWait || action == Action::TryWait;
  }
  bool isArrival() const {
    return action == Action::Arrive || action == Action::ArriveDrop;
  }
};
} // namespace

static const BarrierForm &getBarrierForm(const Instruction &instruction) {
  return *static_cast<BarrierForm *>(instruction.data.get());
}

//===----------------------------------------------------------------------===//
// Finding one
//===----------------------------------------------------------------------===//

/// Whether the thread knows of the object.
static bool isKnown(const Warp &warp, unsigned lane,
                    const MemoryBarrier &barrier) {
  const Touch &creation = barrier.creation;
  if (!warp.block.launch.options.detectRaces)
    return true;
  if (creation.warp != warp.clock.getWarp())
    return warp.clock.isOrdered(creation);
  unsigned creator = Where(creation.where).getLane();
  return creator == lane || warp.clock.isOrdered(creation.clock, creator, lane);
}

bool MemoryBarrierAccess::find(Warp &warp, const Request &request,
                               unsigned lane) {
  Block *owner = warp.block.findOwner(request.getBuffer(lane));
  offset = request.getOffset(lane);
  auto fail = [&](const llvm::Twine &text) {
    warp.fault(request.instruction, 1u << lane, text);
    return false;
  };
  if (!owner)
    return fail("expected an address of shared memory");
  block = owner;
  auto found = owner->memoryBarriers.find(offset);
  std::string place = "at byte " + std::to_string(offset) + " of " +
                      nameShared(warp.block.launch, offset);
  if (found == owner->memoryBarriers.end())
    return fail("there is no mbarrier " + place);
  barrier = &found->second;
  if (isKnown(warp, lane, *barrier))
    return true;
  Where where(barrier->creation.where);
  const Instruction &creator =
      *warp.block.launch.program.code[where.getInstruction()];
  return fail("the mbarrier " + place + " is used without order behind line " +
              llvm::Twine(creator.line) + " '" + creator.text +
              "', which makes it");
}

void MemoryBarrierAccess::endPhase(Launch &launch) {
  if (barrier->endPhase())
    ++launch.memoryVersion;
}

//===----------------------------------------------------------------------===//
// Execution
//===----------------------------------------------------------------------===//

static bool init(Warp &warp, const Request &request, unsigned lane) {
  const Instruction &instruction = request.instruction;
  Launch &launch = warp.block.launch;
  uint64_t offset = request.getOffset(lane);
  uint32_t count = warp.row<uint32_t>(instruction.operand(1))[lane];
  auto fail = [&](const llvm::Twine &text) {
    warp.fault(instruction, 1u << lane, text);
    return false;
  };
  if (&request.getBuffer(lane) != &warp.block.shared)
    return fail("expected an address of shared memory of the own block");
  if (!count || count > MemoryBarrier::maxCount)
    return fail("a count of " + llvm::Twine(count) +
                "; expected 1 to 2^20 - 1");
  if (warp.block.memoryBarriers.count(offset))
    return fail("there is an mbarrier already");
  // Whatever else touches these bytes is a race with what nobody waits for.
  Agent agent = launch.async.makeAgent();
  if (!warp.checkRace(request, lane, Strength::Weak, nullptr, &agent))
    return false;
  Touch creation{warp.clock.getWarp(), warp.clock.now(),
                 Where(instruction.index, Strength::Weak, lane).packed};
  warp.block.shared.setWritten(offset, request.size);
  warp.block.memoryBarriers.try_emplace(offset, count, agent, creation);
  ++launch.memoryVersion;
  return true;
}

static bool invalidate(Warp &warp, const Request &request, unsigned lane) {
  MemoryBarrierAccess access;
  if (!access.find(warp, request, lane))
    return false;
  Touch touch{warp.clock.getWarp(), warp.clock.now(),
              Where(request.instruction.index, Strength::Weak, lane).packed};
  handOver(access.block->shared.shadow, access.offset, request.size,
           access.barrier->agent, touch, /*isWrite=*/true);
  access.block->memoryBarriers.erase(access.offset);
  return true;
}

/// What a state says: the phase, and the arrivals that were missing in it.
static uint64_t makeState(const MemoryBarrier &barrier) {
  return barrier.getPhase() << 20 | barrier.getPending();
}

static bool addBytes(Warp &warp, const Request &request, unsigned lane,
                     MemoryBarrier &barrier, int64_t count) {
  if (count <= MemoryBarrier::maxCount && count >= -MemoryBarrier::maxCount &&
      barrier.addBytes(count))
    return true;
  warp.fault(request.instruction, 1u << lane,
             "a transaction of " + llvm::Twine(count) +
                 " bytes; expected less than 2^20 in all");
  return false;
}

/// The value of an operand behind the address.
static uint32_t getValue(Warp &warp, const Instruction &instruction,
                         unsigned lane) {
  return warp.row<uint32_t>(instruction.operand(1))[lane];
}

static bool arrive(Warp &warp, const Request &request, unsigned lane,
                   const BarrierForm &form, MemoryBarrierAccess &access) {
  const Instruction &instruction = request.instruction;
  MemoryBarrier &barrier = *access.barrier;
  if (instruction.results)
    warp.row<uint64_t>(instruction.result(0))[lane] = makeState(barrier);
  uint32_t count = form.hasCount ? getValue(warp, instruction, lane) : 1;
  if (form.expectsBytes && !addBytes(warp, request, lane, barrier,
                                     getValue(warp, instruction, lane)))
    return false;
  bool isLast = barrier.getPending() == count;
  if (!count || (isLast && !form.mayComplete) ||
      !barrier.arrive(count, form.action == Action::ArriveDrop)) {
    warp.fault(instruction, 1u << lane,
               llvm::Twine(count) + " arrivals at an mbarrier of which " +
                   barrier.describe() + " in phase " +
                   llvm::Twine(barrier.getPhase()));
    return false;
  }
  access.endPhase(warp.block.launch);
  return true;
}

static Status executeUpdate(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  const BarrierForm &form = getBarrierForm(instruction);
  Request request(instruction, mask, 8, /*isWrite=*/true);
  if (!warp.resolve(request))
    return Status::Fault;
  // Lanes that arrive one after the other in a phase release once.
  const MemoryBarrier *last = nullptr;
  uint64_t lastPhase = 0;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    if (form.action == Action::Init || form.action == Action::Inval) {
      if (!(form.action == Action::Init ? init : invalidate)(warp, request,
                                                             lane))
        return Status::Fault;
      continue;
    }
    MemoryBarrierAccess access;
    if (!access.find(warp, request, lane))
      return Status::Fault;
    MemoryBarrier &barrier = *access.barrier;
    if (!form.isArrival()) {
      int64_t count = getValue(warp, instruction, lane);
      if (!addBytes(warp, request, lane, barrier,
                    form.action == Action::ExpectTx ? count : -count))
        return Status::Fault;
      access.endPhase(warp.block.launch);
      continue;
    }
    bool isFirst = &barrier != last || barrier.getPhase() != lastPhase;
    if (isFirst && !form.isRelaxed)
      warp.clock.release(barrier.getArriving());
    last = &barrier;
    lastPhase = barrier.getPhase();
    if (!arrive(warp, request, lane, form, access))
      return Status::Fault;
  }
  return Status::Next;
}

/// Whether the phase that a lane asks for has ended; false after a fault.
static bool test(Warp &warp, const Request &request, unsigned lane,
                 const BarrierForm &form, const MemoryBarrier &barrier,
                 bool &hasEnded) {
  const Instruction &instruction = request.instruction;
  uint64_t phase = barrier.getPhase();
  if (form.hasParity) {
    uint32_t parity = getValue(warp, instruction, lane);
    hasEnded = (phase & 1) != parity;
    if (parity <= 1)
      return true;
    warp.fault(instruction, 1u << lane,
               "a parity of " + llvm::Twine(parity) + "; expected 0 or 1");
    return false;
  }
  uint64_t asked = warp.row<uint64_t>(instruction.operand(1))[lane] >> 20;
  hasEnded = asked != phase;
  if (asked == phase || asked + 1 == phase)
    return true;
  warp.fault(instruction, 1u << lane,
             "a state of phase " + llvm::Twine(asked) +
                 ", but the mbarrier is in phase " + llvm::Twine(phase));
  return false;
}

static Status executeWait(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const BarrierForm &form = getBarrierForm(instruction);
  Request request(instruction, mask, 8, /*isWrite=*/true);
  if (!warp.resolve(request))
    return Status::Fault;
  uint32_t done = 0;
  warp.failedWait = {};
  for (uint32_t rest = mask; rest;) {
    // Lanes that look at one mbarrier do so together.
    MemoryBarrierAccess access;
    uint32_t ended = 0;
    for (uint32_t others = rest; others; others &= others - 1) {
      unsigned lane = llvm::countr_zero(others);
      MemoryBarrierAccess next;
      bool hasEnded = false;
      if (!next.find(warp, request, lane))
        return Status::Fault;
      if (access.barrier && next.barrier != access.barrier)
        continue;
      access = next;
      if (!test(warp, request, lane, form, *access.barrier, hasEnded))
        return Status::Fault;
      ended |= uint32_t(hasEnded) << lane;
      rest &= ~(1u << lane);
      if (!hasEnded)
        warp.failedWait = {access.block, access.offset};
    }
    if (ended && !form.isRelaxed)
      warp.clock.acquire(access.barrier->getEnded(), ended, warp.live);
    done |= ended;
  }
  warp.writePredicate(instruction.result(0), done, mask);
  if (done == mask)
    return Status::Next;
  // Others may go on meanwhile.
  warp.waiting = Waiting::Sleep;
  return Status::Wait;
}

static Status executePendingCount(Warp &warp, const Instruction &instruction,
                                  uint32_t mask) {
  const uint64_t *states = warp.row<uint64_t>(instruction.operand(0));
  uint32_t counts[32];
  for (unsigned lane = 0; lane < 32; ++lane)
    counts[lane] = states[lane] & MemoryBarrier::maxCount;
  warp.write(instruction.result(0), counts, mask);
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// `.release.cta` and the like; `.relaxed` does not order.
static void takeOrder(Decoder &decoder, BarrierForm &form) {
  form.isRelaxed = decoder.take("relaxed");
  bool hasOrder = form.isRelaxed ||
                  (form.isWait() ? decoder.take("acquire")
                                 : form.isArrival() && decoder.take("release"));
  Scope scope;
  if (hasOrder && !takeScope(decoder, scope))
    decoder.fail("expected .cta or .cluster");
}

static void addOperands(Decoder &decoder, BarrierForm &form, Space space) {
  size_t count = decoder.getOperandCount(), first = 0;
  if (form.isWait() || form.isArrival()) {
    if (!count)
      return decoder.fail("expected a result and an address");
    decoder.addResult(decoder.getOperand(first++),
                      form.isWait() ? predicate : bits(64));
  }
  if (count < first + 1)
    return decoder.fail("expected an address");
  decoder.addAddress(decoder.getOperand(first++), space);
  bool mustHaveValue =
      form.action != Action::Inval &&
      (!form.isArrival() || form.expectsBytes || !form.mayComplete);
  bool mayHaveValue = mustHaveValue || form.isArrival();
  size_t most = first + mayHaveValue + (form.action == Action::TryWait);
  if (count < first + mustHaveValue || count > most)
    return decoder.fail("expected " + llvm::Twine(most) + " operands, found " +
                        llvm::Twine(count));
  form.hasCount = form.isArrival() && !form.expectsBytes && count > first;
  for (size_t i = first; i < count; ++i)
    decoder.addOperand(
        decoder.getOperand(i),
        bits(form.isWait() && !form.hasParity && i == first ? 64 : 32));
}

static void decodeBarrier(Decoder &decoder) {
  auto form = std::make_shared<BarrierForm>();
  decoder.instruction.data = form;
  decoder.instruction.tracking = Tracking::Require;
  int action = decoder.takeOneOf({"init", "inval", "expect_tx", "complete_tx",
                                  "arrive", "arrive_drop", "test_wait",
                                  "try_wait", "pending_count"});
  if (action < 0)
    return decoder.fail("expected an operation such as .init or .arrive");
  form->action = Action(action);
  if (form->action == Action::PendingCount) {
    if (!(decoder.takeType() == bits(64)))
      return decoder.fail("expected .b64");
    decoder.addAll(bits(32), {bits(64)});
    decoder.instruction.execute = executePendingCount;
    return;
  }
  if (form->isArrival()) {
    form->expectsBytes = decoder.take("expect_tx");
    form->mayComplete = form->expectsBytes || !decoder.take("noComplete");
  }
  form->hasParity = form->isWait() && decoder.take("parity");
  takeOrder(decoder, *form);
  Space space = takeSpace(decoder, /*allowsParameters=*/false);
  if (space == Space::Global || !(decoder.takeType() == bits(64)))
    return decoder.fail("expected .shared and .b64");
  addOperands(decoder, *form, space);
  decoder.instruction.execute = form->isWait() ? executeWait : executeUpdate;
}

void ptxemu::addMemoryBarriers(InstructionTable &table) {
  table.add("mbarrier", TypeClass::Any, decodeBarrier);
}
