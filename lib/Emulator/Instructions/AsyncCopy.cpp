//===- AsyncCopy.cpp - cp.async -------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Copies.h"
#include "../InstructionTable.h"
#include "../Launch.h"
#include "AddressOperand.h"
#include "BulkCopy.h"
#include "CopyGroups.h"
#include "Families.h"
#include "MemoryBarrierAccess.h"
#include "MemoryForm.h"

using namespace ptxemu;

namespace {
/// In Instruction::data.
struct CopyForm {
  AddressOperand target, source;
  unsigned size = 16;
  /// The last operand says how many bytes are read, or that none are.
  bool hasCount = false, hasIgnore = false, ignoreNegated = false;
};
} // namespace

/// The bytes that each thread reads; false after a fault.
static bool countBytes(Warp &warp, const Instruction &instruction,
                       uint32_t mask, const CopyForm &form,
                       ThreadCopies &copies) {
  uint32_t ignored = 0;
  if (form.hasIgnore) {
    ignored = warp.predicate(instruction.operand(2));
    ignored = form.ignoreNegated ? ~ignored : ignored;
  }
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    uint32_t count = form.hasCount
                         ? warp.row<uint32_t>(instruction.operand(2))[lane]
                     : ignored >> lane & 1 ? 0
                                           : form.size;
    if (count > form.size)
      return warp.fault(instruction, 1u << lane,
                        "reads " + llvm::Twine(count) + " bytes of a copy of " +
                            llvm::Twine(form.size)),
             false;
    copies.lanes[lane].bytes = count;
  }
  return true;
}

/// Finds what threads of `mask` read from `from` on, and checks it.
static bool addSource(Warp &warp, const Instruction &from, uint32_t mask,
                      unsigned size, ThreadCopies &copies, bool isFirst) {
  Request read(from, mask, size, /*isWrite=*/false);
  if (!warp.resolve(read))
    return false;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    if (!warp.checkRace(read, lane, Strength::Weak, nullptr, &copies.agent))
      return false;
    if (isFirst) {
      copies.lanes[lane].source = &read.getBuffer(lane);
      copies.lanes[lane].from = read.getOffset(lane);
    }
  }
  return true;
}

static bool addSources(Warp &warp, const Instruction &instruction,
                       uint32_t mask, const CopyForm &form,
                       ThreadCopies &copies) {
  uint32_t whole = 0;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    whole |= uint32_t(copies.lanes[lane].bytes == form.size) << lane;
  }
  if (whole && !addSource(warp, form.source.in(instruction), whole, form.size,
                          copies, /*isFirst=*/true))
    return false;
  // Fewer bytes are read in parts that are powers of two.
  for (uint32_t rest = mask & ~whole; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest), bytes = copies.lanes[lane].bytes;
    for (unsigned done = 0, part = 8; done < bytes; part /= 2)
      if (bytes - done >= part) {
        if (!addSource(warp, form.source.in(instruction, done), 1u << lane,
                       part, copies, /*isFirst=*/done == 0))
          return false;
        done += part;
      }
  }
  return true;
}

static Status executeCopy(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const auto &form = *static_cast<CopyForm *>(instruction.data.get());
  auto copies = std::make_shared<ThreadCopies>(
      warp.block, warp.block.launch.async.makeAgent(), instruction.index);
  copies->mask = mask;
  copies->size = form.size;
  Instruction to = form.target.in(instruction);
  Request write(to, mask, form.size, /*isWrite=*/true);
  if (!countBytes(warp, instruction, mask, form, *copies) ||
      !warp.resolve(write) ||
      !addSources(warp, instruction, mask, form, *copies))
    return Status::Fault;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    if (!warp.checkRace(write, lane, Strength::Weak, nullptr, &copies->agent))
      return Status::Fault;
    ThreadCopies::Lane &copy = copies->lanes[lane];
    copy.target = &write.getBuffer(lane);
    copy.to = write.getOffset(lane);
    // Nobody knows what is there until it has landed.
    std::memset(write.at(lane), 0xcd, form.size);
    copy.target->setWritten(copy.to, form.size);
  }
  getGroups<&Warp::copies>(warp).add(copies);
  warp.block.launch.async.add(copies);
  return Status::Next;
}

/// The flag says that the mbarrier expects the arrivals already.
static Status executeArrive(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  Request request(instruction, mask, 8, /*isWrite=*/true);
  if (!warp.resolve(request))
    return Status::Fault;
  while (mask) {
    MemoryBarrierAccess access, next;
    if (!access.find(warp, request, llvm::countr_zero(mask)))
      return Status::Fault;
    auto arrival = std::make_shared<CopyArrival>(
        *access.block, access.offset, instruction, warp.clock.getWarp());
    for (uint32_t rest = mask; rest; rest &= rest - 1) {
      unsigned lane = llvm::countr_zero(rest);
      if (!next.find(warp, request, lane))
        return Status::Fault;
      if (next.barrier == access.barrier)
        arrival->arriving |= 1u << lane;
    }
    mask &= ~arrival->arriving;
    if (!(instruction.flags & 1))
      access.barrier->addPending(llvm::popcount(arrival->arriving));
    getGroups<&Warp::copies>(warp).add(arrival);
    warp.block.launch.async.add(arrival);
  }
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

static void decodeCopy(Decoder &decoder) {
  auto form = std::make_shared<CopyForm>();
  decoder.instruction.data = form;
  int cached = decoder.takeOneOf({"ca", "cg"});
  if (cached < 0 || decoder.takeOneOf({"shared", "shared::cta"}) < 0 ||
      !decoder.take("global"))
    return decoder.fail("expected .ca or .cg, and .shared.global");
  bool hasPolicy = takeCacheHints(decoder);
  size_t count = decoder.getOperandCount(), optional = 3 + hasPolicy;
  if (count != optional && count != optional + 1)
    return decoder.fail("expected two addresses and a size");
  form->target.add(decoder, decoder.getOperand(0), Space::Shared);
  form->source.add(decoder, decoder.getOperand(1), Space::Global);
  uint64_t size = decoder.getInteger(decoder.getOperand(2));
  if (size != 16 && (cached == 1 || (size != 4 && size != 8)))
    decoder.fail(cached == 1 ? "expected 16 bytes"
                             : "expected 4, 8 or 16 bytes");
  form->size = size;
  if (count > optional) {
    Operand bytes = decoder.getOperand(3);
    form->hasIgnore = bytes.symbol && bytes.symbol->isRegister &&
                      bytes.symbol->type.isPredicate();
    form->hasCount = !form->hasIgnore;
    form->ignoreNegated = bytes.negated;
    bytes.negated = false;
    decoder.addOperand(bytes, form->hasIgnore ? predicate : bits(32));
  }
  if (hasPolicy)
    decoder.addOperand(decoder.getOperand(count - 1), bits(64));
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeCopy;
}

static void decodeAsync(Decoder &decoder) {
  if (decoder.take("reduce")) {
    if (!decoder.take("async") || !decoder.take("bulk"))
      return decoder.fail("expected .async.bulk");
    return decodeBulkCopy(decoder, /*isReduction=*/true);
  }
  if (!decoder.take("async"))
    return decoder.fail("expected .async");
  if (decoder.take("bulk"))
    return decodeBulkCopy(decoder, /*isReduction=*/false);
  if (decoder.take("commit_group")) {
    decoder.expectOperands(0);
    decoder.instruction.execute = executeCommit<&Warp::copies>;
    return;
  }
  if (decoder.take("wait_all")) {
    decoder.expectOperands(0);
    decoder.instruction.flags = 1;
    decoder.instruction.execute = executeWait<&Warp::copies>;
    return;
  }
  if (decoder.take("wait_group")) {
    if (decoder.expectOperands(1))
      decoder.instruction.offset = decoder.getInteger(decoder.getOperand(0));
    decoder.instruction.execute = executeWait<&Warp::copies>;
    return;
  }
  if (decoder.take("mbarrier")) {
    if (!decoder.take("arrive"))
      return decoder.fail("expected .arrive");
    bool isExpected = decoder.take("noinc");
    Space space = takeSpace(decoder, /*allowsParameters=*/false);
    if (space == Space::Global || !(decoder.takeType() == bits(64)) ||
        !decoder.expectOperands(1))
      return decoder.fail("expected .shared and .b64");
    decoder.addAddress(decoder.getOperand(0), space);
    decoder.instruction.flags |= isExpected;
    decoder.instruction.tracking = Tracking::Require;
    decoder.instruction.execute = executeArrive;
    return;
  }
  decodeCopy(decoder);
}

void ptxemu::addAsyncCopy(InstructionTable &table) {
  table.add("cp", TypeClass::Any, decodeAsync);
}
