//===- RemoteStore.cpp - st.async, red.async ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values go to the shared memory of a block of the cluster and arrive at an
// mbarrier there.
//
//===----------------------------------------------------------------------===//

#include "RemoteStore.h"
#include "../BulkCopies.h"
#include "AddressOperand.h"
#include "MemoryBarrierAccess.h"
#include "MemoryForm.h"

using namespace ptxemu;

namespace {
/// In Instruction::data.
struct RemoteForm {
  AddressOperand target, barrier;
  Type type;
  unsigned count = 1, firstValue = 0;
  std::optional<Update> update;
};
} // namespace

/// The store of one lane; false after a fault.
static bool storeLane(Warp &warp, const Instruction &instruction,
                      const RemoteForm &form, const Request &target,
                      const Request &barrier, unsigned lane) {
  Launch &launch = warp.block.launch;
  MemoryBarrierAccess access;
  Block *owner = warp.block.findOwner(target.getBuffer(lane));
  if (!access.find(warp, barrier, lane))
    return false;
  if (owner != access.block) {
    warp.fault(instruction, 1u << lane,
               "the mbarrier is not in the memory of the same block as the "
               "target");
    return false;
  }
  BulkIssuer issuer{instruction, warp.clock.getWarp(), lane,
                    launch.async.makeAgent()};
  auto store = std::make_shared<RemoteStore>(
      warp.block, issuer, *owner, target.getOffset(lane), access.offset);
  unsigned width = form.type.getBytes();
  store->bytes.resize(target.size);
  for (unsigned i = 0; i < form.count; ++i)
    std::memcpy(&store->bytes[i * width],
                warp.row<uint8_t>(instruction.operand(form.firstValue + i)) +
                    lane * width,
                width);
  if (form.update)
    store->reduction = Reduction{*form.update, form.type};
  Buffer &shared = owner->shared;
  if (form.update && !shared.isWritten(store->offset, target.size)) {
    warp.fault(instruction, 1u << lane,
               "updates memory that nobody has written");
    return false;
  }
  if (!warp.checkRace(target, lane, store->getStrength(), nullptr,
                      &issuer.agent))
    return false;
  if (!form.update) {
    // Nobody knows what is there until it has landed.
    std::memset(target.at(lane), 0xcd, target.size);
    shared.setWritten(store->offset, target.size);
  }
  launch.async.add(store);
  return true;
}

static Status executeStore(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  const auto &form = *static_cast<RemoteForm *>(instruction.data.get());
  Instruction to = form.target.in(instruction),
              at = form.barrier.in(instruction);
  Request target(to, mask, form.count * form.type.getBytes(), /*isWrite=*/true);
  Request barrier(at, mask, 8, /*isWrite=*/true);
  if (!warp.resolve(target) || !warp.resolve(barrier))
    return Status::Fault;
  for (uint32_t rest = mask; rest; rest &= rest - 1)
    if (!storeLane(warp, instruction, form, target, barrier,
                   llvm::countr_zero(rest)))
      return Status::Fault;
  return Status::Next;
}

void ptxemu::decodeRemoteStore(Decoder &decoder, bool isReduction) {
  auto form = std::make_shared<RemoteForm>();
  decoder.instruction.data = form;
  if (isReduction && (!decoder.take("relaxed") || !decoder.take("cluster")))
    return decoder.fail("expected .relaxed.cluster");
  if (!isReduction)
    decoder.take("weak");
  if (!decoder.take("shared::cluster") ||
      !decoder.take("mbarrier::complete_tx::bytes"))
    return decoder.fail(
        "expected .shared::cluster.mbarrier::complete_tx::bytes");
  if (isReduction && !takeUpdate(decoder, form->update.emplace()))
    return;
  static const unsigned counts[] = {1, 2, 4};
  if (!isReduction)
    form->count = counts[decoder.takeOneOf({"v2", "v4"}) + 1];
  form->type = decoder.takeType();
  bool isWord = form->type.bits >= 32 && !form->type.packed;
  if (!isWord || form->count * form->type.getBytes() > 16 ||
      (isReduction &&
       (!form->type.isInteger() || !isUpdateOf(*form->update, form->type))))
    return decoder.fail("type that this operation does not have");
  if (!decoder.expectOperands(3))
    return;
  form->target.add(decoder, decoder.getOperand(0), Space::Shared);
  form->firstValue = decoder.countOperands();
  const Operand &value = decoder.getOperand(1);
  bool isVector = value.kind == Operand::Vector;
  if (isVector ? value.elements.size() != form->count : form->count > 1)
    return decoder.fail("expected " + llvm::Twine(form->count) + " registers");
  for (const Operand &each :
       isVector ? llvm::ArrayRef(value.elements) : llvm::ArrayRef(value))
    decoder.addOperand(each, form->type);
  form->barrier.add(decoder, decoder.getOperand(2), Space::Shared);
  decoder.instruction.tracking = Tracking::Require;
  decoder.instruction.execute = executeStore;
}
