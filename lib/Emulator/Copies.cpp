//===- Copies.cpp - cp.async and its groups -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Copies.h"
#include "Launch.h"
#include "Races.h"
#include <cstring>

using namespace ptxemu;

void ThreadCopies::run(Launch &launch) {
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    const Lane &lane = lanes[llvm::countr_zero(rest)];
    uint8_t *to = lane.target->bytes.get() + lane.to;
    if (lane.bytes)
      std::memcpy(to, lane.source->bytes.get() + lane.from, lane.bytes);
    std::memset(to + lane.bytes, 0, size - lane.bytes);
  }
  ++launch.memoryVersion;
}

void CopyGroups::add(std::shared_ptr<ThreadCopies> copies) {
  for (unsigned lane = 0; lane < 32; ++lane)
    copies->lanes[lane].group = committed[lane];
  pending.push_back(std::move(copies));
}

void CopyGroups::commit(uint32_t lanes) {
  for (; lanes; lanes &= lanes - 1)
    ++committed[llvm::countr_zero(lanes)];
}

/// From here on copies of `lanes` are accesses that `getTouch` gives.
template <typename GetTouch>
static void handOverLanes(const ThreadCopies &copies, uint32_t lanes,
                          GetTouch getTouch) {
  for (uint32_t rest = lanes; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    const ThreadCopies::Lane &copy = copies.lanes[lane];
    Touch touch =
        getTouch(Where(copies.instruction, Strength::Weak, lane).packed);
    handOver(copy.target->shadow, copy.to, copies.size, copies.agent, touch,
             /*isWrite=*/true);
    if (copy.bytes)
      handOver(copy.source->shadow, copy.from, copy.bytes, copies.agent, touch,
               /*isWrite=*/false);
    // Once for neighbours in a page.
    uint32_t others = rest & (rest - 1);
    const ThreadCopies::Lane &next =
        copies.lanes[others ? llvm::countr_zero(others) : lane];
    if (!others || next.to >> Shadow::pageBits != copy.to >> Shadow::pageBits)
      forgetInFlight(copy.target->shadow, copy.to);
  }
}

void CopyArrival::run(Launch &launch) {
  auto found = block.memoryBarriers.find(barrier);
  if (found == block.memoryBarriers.end())
    return launch.fail("line " + std::to_string(instruction.line) +
                       ": the mbarrier is no more when copies arrive at it: '" +
                       instruction.text.str() + "', " +
                       launch.describeThread(warp, 0));
  MemoryBarrier &object = found->second;
  uint32_t time = object.nextTime();
  for (const auto &[each, lanes] : copies) {
    each->land(launch);
    if (launch.options.detectRaces)
      handOverLanes(*each, lanes, [&](uint32_t where) {
        return Touch{object.agent.number, time, where};
      });
    // An arrival at another mbarrier, asked for later, may have come first.
    if (each->handed.clock)
      object.getArriving().known.set(each->handed.warp, each->handed.clock);
    each->handed = {object.agent.number, time, 0};
  }
  if (!object.arrive(llvm::popcount(arriving), /*isDropped=*/false))
    launch.fail("line " + std::to_string(instruction.line) + ": copies make " +
                std::to_string(llvm::popcount(arriving)) +
                " arrivals at an mbarrier of which " + object.describe() +
                ": '" + instruction.text.str() + "', " +
                launch.describeThread(warp, 0));
  object.endPhase();
  ++launch.memoryVersion;
}

void CopyGroups::add(std::shared_ptr<CopyArrival> arrival) {
  for (const auto &each : pending)
    if (uint32_t mine = each->mask & arrival->arriving)
      arrival->copies.push_back({each, mine});
  arrivals.push_back(std::move(arrival));
}

void CopyGroups::wait(Warp &warp, uint32_t lanes, uint64_t allowed,
                      bool isAll) {
  Launch &launch = warp.block.launch;
  // A copy that has landed has arrived, too.
  for (const auto &arrival : arrivals)
    arrival->land(launch);
  arrivals.clear();
  for (const auto &copies : pending) {
    uint32_t done = 0;
    for (uint32_t rest = lanes & copies->mask; rest; rest &= rest - 1) {
      unsigned lane = llvm::countr_zero(rest);
      if (isAll || copies->lanes[lane].group + allowed < committed[lane])
        done |= 1u << lane;
    }
    if (!done)
      continue;
    copies->land(launch);
    copies->mask &= ~done;
    if (!launch.options.detectRaces)
      continue;
    handOverLanes(*copies, done, [&](uint32_t where) {
      return Touch{warp.clock.getWarp(), warp.clock.now(), where};
    });
    if (copies->handed.clock)
      warp.clock.learn(copies->handed);
  }
  llvm::erase_if(pending, [](const auto &copies) { return !copies->mask; });
}
