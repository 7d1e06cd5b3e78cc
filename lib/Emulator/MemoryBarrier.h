//===- MemoryBarrier.h - mbarrier objects -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_MEMORYBARRIER_H
#define GLU_EMULATOR_MEMORYBARRIER_H

#include "Async.h"
#include "Clock.h"

namespace ptxemu {

/// An mbarrier in shared memory. A phase ends when no arrival and no byte is
/// missing; what arrivals and copies did before is then known to those who see
/// that it has ended.
class MemoryBarrier {
public:
  static constexpr int64_t maxCount = (1u << 20) - 1;

  MemoryBarrier(uint32_t count, Agent agent, Touch creation)
      : agent(agent), creation(creation), expected(count), pending(count) {}

  /// The number of the phase that is going on.
  uint64_t getPhase() const { return phase; }
  uint32_t getPending() const { return pending; }
  uint32_t getExpected() const { return expected; }
  /// A phase has ended if it is not the one that is going on.
  const WarpClock::Handover &getEnded() const { return ended; }

  /// `count` arrivals, which `warp` makes or something that it began; false if
  /// so many are not missing. They are not expected again if `isDropped`.
  bool arrive(uint32_t count, bool isDropped);
  /// Arrivals that are missing in this phase alone.
  void addPending(uint32_t count) { pending += count; }
  /// Bytes that are missing, or, if negative, have come.
  /// False if there are too many then.
  bool addBytes(int64_t count);
  /// What arrivals and copies hand over when the phase ends.
  WarpClock::Handover &getArriving() { return arriving; }
  /// The time of a copy that has come just now, which those who wait will know.
  uint32_t nextTime();
  /// Ends the phase if nothing is missing; whether it did so.
  bool endPhase();
  /// `1 of 2 arrivals and 64 bytes are missing`
  std::string describe() const;

  /// What copies access, and who made the object.
  const Agent agent;
  const Touch creation;

private:
  uint32_t expected, pending;
  int64_t bytes = 0;
  uint64_t phase = 0;
  uint32_t time = firstAgent;
  WarpClock::Handover arriving, ended;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_MEMORYBARRIER_H
