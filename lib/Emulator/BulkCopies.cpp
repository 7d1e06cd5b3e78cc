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

static Touch makeTouch(const BulkIssuer &issuer, uint32_t warp, uint32_t clock,
                       Strength strength = Strength::Weak) {
  return {warp, clock,
          Where(issuer.instruction.index, strength, issuer.lane).packed};
}

static void reduce(const Reduction &reduction, uint8_t *to, const uint8_t *from,
                   uint64_t bytes) {
  unsigned width = reduction.type.getBytes();
  for (uint64_t i = 0; i < bytes; i += width) {
    uint64_t old = 0, value = 0;
    std::memcpy(&old, to + i, width);
    std::memcpy(&value, from + i, width);
    value = computeUpdate(reduction.update, reduction.type, old, value);
    std::memcpy(to + i, &value, width);
  }
}

//===----------------------------------------------------------------------===//
// Into shared memory
//===----------------------------------------------------------------------===//

/// Bytes arrive at an mbarrier, whose time the accesses then have.
static void arrive(Launch &launch, const BulkIssuer &issuer, Block &block,
                   uint64_t offset, uint64_t bytes, Strength strength,
                   llvm::function_ref<void(const Touch &)> handOver) {
  auto found = block.memoryBarriers.find(offset);
  if (found == block.memoryBarriers.end())
    return launch.fail("there is no mbarrier any more when the copy of " +
                       issuer.describe(launch) + " arrives");
  MemoryBarrier &barrier = found->second;
  Touch touch =
      makeTouch(issuer, barrier.agent.number, barrier.nextTime(), strength);
  if (launch.options.detectRaces)
    handOver(touch);
  if (!barrier.addBytes(-int64_t(bytes)))
    return launch.fail("the copy of " + issuer.describe(launch) +
                       " arrives at an mbarrier of which " +
                       barrier.describe());
  barrier.endPhase();
}

/// To nearest, ties away from zero; NaN and infinities stay what they are.
static void roundToTf32(uint8_t *at) {
  uint32_t image;
  std::memcpy(&image, at, sizeof image);
  if (~image & 0x7f800000)
    image = (image + 0x1000) & ~0x1fffu;
  std::memcpy(at, &image, sizeof image);
}

void BulkLoad::run(Launch &launch) {
  std::vector<uint8_t> box(shape.bytes);
  for (uint64_t i = 0; !shape.fill.empty() && i < box.size(); ++i)
    box[i] = shape.fill[i % shape.fill.size()];
  for (const BulkShape::Run &run : shape.runs)
    std::memcpy(&box[run.place], run.buffer->bytes.get() + run.offset,
                run.bytes);
  for (uint64_t i = 0; shape.isTf32 && i < box.size(); i += 4)
    roundToTf32(&box[i]);
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
  arrive(launch, issuer, *target.block, target.barrier, shape.bytes,
         Strength::Weak, [&](const Touch &touch) {
           handOverBytes(shared.shadow, target.offset, shape.bytes,
                         issuer.agent, touch, /*isWrite=*/true);
           for (const BulkShape::Run &run : shape.runs)
             handOverBytes(run.buffer->shadow, run.offset, run.bytes,
                           issuer.agent, touch, /*isWrite=*/false);
         });
}

void RemoteStore::run(Launch &launch) {
  Buffer &shared = target.shared;
  uint8_t *to = &shared.bytes[offset];
  if (reduction)
    reduce(*reduction, to, bytes.data(), bytes.size());
  else
    std::memcpy(to, bytes.data(), bytes.size());
  ++launch.memoryVersion;
  arrive(launch, issuer, target, barrier, bytes.size(), getStrength(),
         [&](const Touch &touch) {
           handOverBytes(shared.shadow, offset, bytes.size(), issuer.agent,
                         touch, /*isWrite=*/true);
         });
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
  for (const BulkShape::Run &run : shape.runs) {
    uint8_t *to = run.buffer->bytes.get() + run.offset;
    if (shape.reduction)
      reduce(*shape.reduction, to, &box[run.place], run.bytes);
    else
      std::memcpy(to, &box[run.place], run.bytes);
  }
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
    // Reductions race with none of each other.
    Touch written =
        makeTouch(issuer, warp.clock.getWarp(), warp.clock.now(),
                  store->shape.reduction ? Strength::Device : Strength::Weak);
    for (const BulkShape::Run &run : store->shape.runs)
      if (launch.options.detectRaces)
        handOverBytes(run.buffer->shadow, run.offset, run.bytes, issuer.agent,
                      written, /*isWrite=*/true);
    return true;
  });
}

const BulkStore *BulkGroups::findReading() const {
  for (const auto &store : pending)
    if (!store->isRead)
      return store.get();
  return nullptr;
}
