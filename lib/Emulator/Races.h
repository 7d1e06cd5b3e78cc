//===- Races.h - Accesses that nothing orders -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_RACES_H
#define GLU_EMULATOR_RACES_H

#include "Clock.h"

namespace ptxemu {

/// The parts of Touch::where.
struct Where {
  explicit Where(uint32_t packed) : packed(packed) {}
  Where(uint32_t instruction, Strength strength, unsigned lane)
      : packed(instruction << 8 | static_cast<uint32_t>(strength) << 6 | lane) {
  }
  static constexpr uint32_t severalLanes = 32;

  uint32_t getInstruction() const { return packed >> 8; }
  Strength getStrength() const { return Strength(packed >> 6 & 3); }
  bool isSeveralLanes() const { return packed & severalLanes; }
  unsigned getLane() const { return packed & 31; }

  uint32_t packed;
};

/// One access of a lane, checked against those before it.
struct RaceCheck {
  const WarpClock &clock;
  uint32_t firstWarp, warps;
  Where where;

  /// The write that a read of `size` bytes races with, or null. Records it.
  const Touch *read(Shadow &shadow, uint64_t offset, unsigned size) const;
  /// Records the reads of whole words by the lanes of `mask`, each at its
  /// offset; false, before anything is recorded, if it is not clear that
  /// nothing races.
  bool readWords(Shadow &shadow, const std::array<uint64_t, 32> &offsets,
                 uint32_t mask, unsigned size) const;
  /// The same as read for a write, which may race with either. `isSame`: it
  /// does not change the bytes, so that it does not matter which of two writes
  /// is last.
  struct Conflict {
    const Touch *touch = nullptr;
    bool isRead = false;
  };
  Conflict write(Shadow &shadow, uint64_t offset, unsigned size,
                 bool isSame) const;

private:
  bool isOrdered(const Touch &other) const;
  /// The same for any two lanes; may be false where it is not clear.
  bool isClearlyOrdered(const Touch &other) const {
    return !other.clock ||
           (other.warp == clock.getWarp() ? clock.isOrdered(other.clock)
                                          : clock.isOrdered(other));
  }
  /// Where a read is recorded. Shared memory has a place for each warp of the
  /// block; global memory has two, and loses first what is ordered.
  Touch &chooseReader(const Shadow::Cells &cells, unsigned count) const {
    return count == warps
               ? cells.first[(1 + clock.getWarp() - firstWarp) * cells.stride]
               : chooseReaderOfGlobal(cells, count);
  }
  Touch &chooseReaderOfGlobal(const Shadow::Cells &cells, unsigned count) const;
  void record(Touch &reader) const;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_RACES_H
