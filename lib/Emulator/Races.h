//===- Races.h - Accesses that nothing orders -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_RACES_H
#define GLU_EMULATOR_RACES_H

#include "Async.h"
#include "Clock.h"

namespace ptxemu {

/// The parts of Touch::where.
struct Where {
  explicit Where(uint32_t packed) : packed(packed) {}
  Where(uint32_t instruction, Strength strength, unsigned lane)
      : packed(instruction << 8 | static_cast<uint32_t>(strength) << 6 | lane) {
  }
  static constexpr uint32_t severalLanes = 32, strength = 0xc0;

  uint32_t getInstruction() const { return packed >> 8; }
  Strength getStrength() const { return Strength(packed >> 6 & 3); }
  bool isSeveralLanes() const { return packed & severalLanes; }
  unsigned getLane() const { return packed & 31; }
  /// Several reads of a warp at one time count as the weakest of any lane.
  static uint32_t mergeReads(uint32_t before, uint32_t now) {
    uint32_t areSeveral = (before ^ now) & 31 ? severalLanes : 0;
    uint32_t weaker = std::min(before & strength, now & strength);
    return (now & ~strength) | weaker | areSeveral | (before & severalLanes);
  }

  uint32_t packed;
};

/// An access of a warp, checked against those before it.
class RaceCheck {
public:
  RaceCheck(const WarpClock &clock, uint32_t firstWarp, uint32_t warps,
            Where where, const Agent *agent = nullptr)
      : clock(clock), where(where),
        self{{clock.getWarp(), clock.now(), where.packed},
             firstWarp,
             warps,
             clock.getSettled(),
             clock.getSynced()},
        mine{agent ? agent->number : self.touch.warp,
             agent ? agent->time : self.touch.clock, where.packed} {}

  /// The write that a read of `size` bytes by the lane of `where` races with;
  /// none if its clock is 0. Records the read.
  Touch read(Shadow &shadow, uint64_t offset, unsigned size) const;
  /// The same for a write, which may race with either. `isSame`: it does not
  /// change the bytes, so that it does not matter which of two writes is last.
  struct Conflict {
    Touch touch;
    bool isRead = false;
  };
  Conflict write(Shadow &shadow, uint64_t offset, unsigned size,
                 bool isSame) const;

  /// Checks and records the accesses of all lanes at once, of which the first
  /// is at `offset`; false, and nothing is lost, if that is not enough to know
  /// that nothing races.
  bool readAll(Shadow &shadow, uint64_t offset, const Pattern &pattern) const;
  bool writeAll(Shadow &shadow, uint64_t offset, const Pattern &pattern) const;

  /// What loops over pieces need of the above.
  struct Self {
    Touch touch;
    uint32_t firstWarp, warps, settled, synced;
  };

private:
  bool isOrdered(const Touch &other) const;
  /// Where a read is recorded. Shared memory has a place for each warp of the
  /// block; global memory has two, and loses first what is ordered.
  template <typename Place>
  unsigned chooseReader(const Shadow &shadow, const Place &place) const {
    uint32_t inside = mine.warp - self.firstWarp, own = self.warps;
    // Agents share what is left.
    if (shadow.hasReaderOfEachWarp())
      return 1 + (inside < own ? inside
                               : own + mine.warp % (shadow.getReaders() - own));
    for (unsigned i = 1; i <= shadow.getReaders(); ++i)
      if (Touch reader = place.get(i);
          !reader.clock || reader.warp == mine.warp)
        return i;
    for (unsigned i = 1; i <= shadow.getReaders(); ++i)
      if (clock.isOrdered(place.get(i)))
        return i;
    return 1 + mine.warp % shadow.getReaders();
  }
  void recordRead(const Shadow::Cells &cells, unsigned reader,
                  uint32_t read) const;
  /// The same for neighbouring pieces at once; 0 if each is to be asked for.
  unsigned chooseReaderOfAll(const Shadow::Cells &cells,
                             const uint8_t *tags) const;
  void recordReads(const Shadow &shadow, Shadow::Cells cells,
                   const uint8_t *tags) const;
  /// Records what others have read of these bytes.
  void recordPostponed(Shadow &shadow, uint64_t offset, uint64_t bytes) const {
    if (shadow.hasPostponed(offset, bytes))
      recordPostponed(shadow);
  }
  void recordPostponed(Shadow &shadow) const;

  const WarpClock &clock;
  Where where;
  Self self;
  /// What single accesses are recorded as.
  Touch mine;
};

/// Somebody has waited for what `agent` did to these bytes, which becomes the
/// access `touch`.
void handOver(Shadow &shadow, uint64_t offset, unsigned size, Agent agent,
              const Touch &touch, bool isWrite);

/// Finds the latest write to the page of `offset` anew, now that some were
/// handed over.
void forgetInFlight(Shadow &shadow, uint64_t offset);

} // namespace ptxemu

#endif // GLU_EMULATOR_RACES_H
