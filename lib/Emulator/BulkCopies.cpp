//===- BulkCopies.cpp - cp.async.bulk and its groups ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BulkCopies.h"
#include "Races.h"
#include <cstring>

using namespace ptxemu;

static constexpr uint64_t pieceBytes = 16;

std::string BulkIssuer::describe(const Launch &launch) const {
  return "line " + std::to_string(instruction.line) + " '" +
         instruction.text.str() + "' by " + launch.describeThread(warp, lane);
}

static Touch makeTouch(const BulkIssuer &issuer, uint32_t warp,
                       uint32_t clock) {
  return {warp, clock,
          Where(issuer.instruction.index, Strength::Weak, issuer.lane).packed};
}

//===----------------------------------------------------------------------===//
// Into shared memory
//===----------------------------------------------------------------------===//

void BulkLoad::run(Launch &launch) {
  std::vector<uint8_t> box(shape.bytes);
  for (uint64_t i = 0; !shape.fill.empty() && i < box.size(); ++i)
    box[i] = shape.fill[i % shape.fill.size()];
  for (const BulkShape::Run &run : shape.runs)
    std::memcpy(&box[run.place], run.buffer->bytes.get() + run.offset,
                run.bytes);
  for (const Target &target : targets)
    land(launch, target, box);
  ++launch.memoryVersion;
}

void BulkLoad::land(Launch &launch, const Target &target,
                    const std::vector<uint8_t> &box) const {
  Buffer &shared = target.block->shared;
  for (uint64_t i = 0; i < shape.bytes; i += pieceBytes)
    std::memcpy(&shared.bytes[applySwizzle(target.offset + i, shape.swizzle)],
                &box[i], pieceBytes);
  auto found = target.block->memoryBarriers.find(target.barrier);
  if (found == target.block->memoryBarriers.end())
    return launch.fail("there is no mbarrier any more when the copy of " +
                       issuer.describe(launch) + " arrives");
  MemoryBarrier &barrier = found->second;
  Touch touch = makeTouch(issuer, barrier.agent.number, barrier.nextTime());
  if (launch.options.detectRaces) {
    handOverBytes(shared.shadow, target.offset, shape.bytes, issuer.agent,
                  touch, /*isWrite=*/true);
    for (const BulkShape::Run &run : shape.runs)
      handOverBytes(run.buffer->shadow, run.offset, run.bytes, issuer.agent,
                    touch, /*isWrite=*/false);
  }
  if (!barrier.addBytes(-int64_t(shape.bytes)))
    return launch.fail("the copy of " + issuer.describe(launch) +
                       " arrives at an mbarrier of which " +
                       barrier.describe());
  barrier.endPhase();
}

//===----------------------------------------------------------------------===//
// Out of shared memory
//===----------------------------------------------------------------------===//

void BulkStore::run(Launch &launch) {
  std::vector<uint8_t> box(shape.bytes);
  for (uint64_t i = 0; i < shape.bytes; i += pieceBytes)
    std::memcpy(&box[i],
                &block.shared.bytes[applySwizzle(source + i, shape.swizzle)],
                pieceBytes);
  for (const BulkShape::Run &run : shape.runs)
    std::memcpy(run.buffer->bytes.get() + run.offset, &box[run.place],
                run.bytes);
  ++launch.memoryVersion;
}

void BulkGroups::add(std::shared_ptr<BulkStore> store) {
  store->group = committed[store->issuer.lane];
  pending.push_back(std::move(store));
}

void BulkGroups::commit(uint32_t lanes) {
  for (; lanes; lanes &= lanes - 1)
    ++committed[llvm::countr_zero(lanes)];
}

void BulkGroups::wait(Warp &warp, uint32_t lanes, uint64_t allowed,
                      bool readsAlone) {
  Launch &launch = warp.block.launch;
  llvm::erase_if(pending, [&](const std::shared_ptr<BulkStore> &store) {
    const BulkIssuer &issuer = store->issuer;
    if (!(lanes >> issuer.lane & 1) ||
        store->group + allowed >= committed[issuer.lane])
      return false;
    store->land(launch);
    Touch touch = makeTouch(issuer, warp.clock.getWarp(), warp.clock.now());
    if (launch.options.detectRaces && !store->isRead)
      handOverBytes(warp.block.shared.shadow, store->source, store->shape.bytes,
                    issuer.agent, touch,
                    /*isWrite=*/false);
    store->isRead = true;
    if (readsAlone)
      return false;
    for (const BulkShape::Run &run : store->shape.runs)
      if (launch.options.detectRaces)
        handOverBytes(run.buffer->shadow, run.offset, run.bytes, issuer.agent,
                      touch, /*isWrite=*/true);
    return true;
  });
}

const BulkStore *BulkGroups::findReading() const {
  for (const auto &store : pending)
    if (!store->isRead)
      return store.get();
  return nullptr;
}
