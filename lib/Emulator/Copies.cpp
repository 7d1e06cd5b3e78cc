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

/// From here on it is as if the threads had made the accesses themselves.
static void handOverLanes(Warp &warp, const ThreadCopies &copies,
                          uint32_t lanes) {
  for (uint32_t rest = lanes; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    const ThreadCopies::Lane &copy = copies.lanes[lane];
    Touch touch{warp.clock.getWarp(), warp.clock.now(),
                Where(copies.instruction, Strength::Weak, lane).packed};
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

void CopyGroups::wait(Warp &warp, uint32_t lanes, uint64_t allowed,
                      bool isAll) {
  Launch &launch = warp.block.launch;
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
    if (launch.options.detectRaces)
      handOverLanes(warp, *copies, done);
  }
  llvm::erase_if(pending, [](const auto &copies) { return !copies->mask; });
}
