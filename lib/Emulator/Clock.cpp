//===- Clock.cpp - What a warp knows of others ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Clock.h"
#include "llvm/ADT/bit.h"

using namespace ptxemu;

void Clock::join(const Clock &other) {
  if (isEmpty()) {
    *this = other;
    return;
  }
  if (other.first == first && other.block.size() == block.size()) {
    for (size_t i = 0; i < block.size(); ++i)
      block[i] = std::max(block[i], other.block[i]);
  } else {
    for (size_t i = 0; i < other.block.size(); ++i)
      raise(other.first + i, other.block[i]);
  }
  for (auto [warp, value] : other.others)
    raise(warp, value);
}

WarpClock::WarpClock(uint32_t firstWarp, uint32_t warps, uint32_t warp)
    : warp(warp), firstWarp(firstWarp), known(firstWarp, warps) {
  known.set(warp, time);
}

void WarpClock::syncLanes(uint32_t lanes, uint32_t live) {
  uint32_t reached = time;
  if (lanes == live) {
    synced = reached;
    partly.reset();
  } else {
    if (!partly)
      partly = std::make_unique<Matrix>();
    std::array<uint32_t, 32> joined = {};
    for (unsigned lane = 0; lane < 32; ++lane)
      for (unsigned i = 0; lanes >> lane & 1 && i < 32; ++i)
        joined[i] = std::max(joined[i], (*partly)[lane][i]);
    for (unsigned lane = 0; lane < 32; ++lane)
      if (lanes >> lane & 1)
        joined[lane] = reached;
    for (unsigned lane = 0; lane < 32; ++lane)
      if (lanes >> lane & 1)
        (*partly)[lane] = joined;
  }
  advance();
}

void WarpClock::fence(Scope scope) {
  known.join(pending);
  pending = pendingAtomic = Clock();
  fenced[0] = known;
  if (scope == Scope::Device)
    fenced[1] = known;
  advance();
}

void WarpClock::write(Releases &releases, uint64_t location, bool isAtomic) {
  auto found = releases.find(location);
  if (found == releases.end()) {
    if (fenced[0].isEmpty())
      return;
    found = releases.try_emplace(location).first;
  }
  Release &release = found->second;
  // An atomic continues what was released before, a store begins anew.
  if (!isAtomic)
    release = Release();
  if (release.firstWarp != firstWarp)
    release.clocks[0] = Clock();
  release.firstWarp = firstWarp;
  for (unsigned scope : {0, 1})
    release.clocks[scope].join(fenced[scope]);
}

void WarpClock::read(const Releases &releases, uint64_t location,
                     bool isAtomic) {
  auto found = releases.find(location);
  if (found == releases.end())
    return;
  const Release &release = found->second;
  if (release.firstWarp == firstWarp)
    pending.join(release.clocks[0]);
  pending.join(release.clocks[1]);
  if (isAtomic)
    pendingAtomic.join(pending);
}

void WarpClock::release(Handover &to) {
  to.known.join(known);
  to.proxied.join(proxied);
  advance();
}

void WarpClock::releaseFenced(Handover &to) const {
  to.known.join(fenced[unsigned(Scope::Device)]);
  to.proxied.join(proxied);
}

void WarpClock::acquire(const Handover &from, uint32_t lanes, uint32_t live) {
  known.join(from.known);
  proxied.join(from.proxied);
  // What other lanes of this warp did before they arrived.
  uint32_t reached = from.known.get(warp);
  if (reached <= synced)
    return;
  if (lanes == live)
    synced = reached;
  else
    syncPartly(lanes, reached);
}

void WarpClock::syncPartly(uint32_t lanes, uint32_t reached) {
  if (!partly)
    partly = std::make_unique<Matrix>();
  for (; lanes; lanes &= lanes - 1)
    for (uint32_t &other : (*partly)[llvm::countr_zero(lanes)])
      other = std::max(other, reached);
}

void WarpClock::fenceProxy() {
  proxied.join(known);
  advance();
}

void WarpClock::arrive(Meeting &meeting) {
  meeting.known.join(known);
  meeting.proxied.join(proxied);
  meeting.known.join(pendingAtomic);
  for (unsigned scope : {0, 1})
    meeting.fenced[scope].join(fenced[scope]);
  synced = time;
  partly.reset();
  advance();
}

void WarpClock::leave(const Meeting &meeting) {
  known.join(meeting.known);
  proxied.join(meeting.proxied);
  for (unsigned scope : {0, 1})
    fenced[scope].join(meeting.fenced[scope]);
}

void WarpClock::settle(uint32_t common) {
  time = settled = common;
  synced = common - 1;
  known.set(warp, time);
}
