//===- MemoryBarrier.cpp - mbarrier objects -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryBarrier.h"
#include <string>

using namespace ptxemu;

bool MemoryBarrier::arrive(uint32_t count, bool isDropped) {
  if (count > pending)
    return false;
  pending -= count;
  expected -= isDropped ? count : 0;
  return true;
}

bool MemoryBarrier::addBytes(int64_t count) {
  bytes += count;
  return bytes <= maxCount && bytes >= -int64_t(maxCount);
}

uint32_t MemoryBarrier::nextTime() {
  ++time;
  arriving.known.set(agent.number, time);
  return time;
}

bool MemoryBarrier::endPhase() {
  if (pending || bytes)
    return false;
  ++phase;
  pending = expected;
  ended.join(arriving);
  arriving = {};
  return true;
}

std::string MemoryBarrier::describe() const {
  return std::to_string(pending) + " of " + std::to_string(expected) +
         " arrivals and " + std::to_string(bytes) + " bytes are missing";
}
