//===- Races.cpp - Accesses that nothing orders ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Races.h"

using namespace ptxemu;

bool RaceCheck::isOrdered(const Touch &other) const {
  Where there(other.where);
  if (other.warp == clock.getWarp()) {
    unsigned lane = where.getLane();
    // Of several lanes, at least one is another; it is ordered if it was there
    // when this lane last met others.
    if (there.isSeveralLanes()
            ? clock.isOrdered(other.clock, lane, lane)
            : there.getLane() == lane ||
                  clock.isOrdered(other.clock, there.getLane(), lane))
      return true;
  } else if (clock.isOrdered(other)) {
    return true;
  }
  // Strong accesses that are in each other's scope may meet.
  Strength weaker = std::min(where.getStrength(), there.getStrength());
  bool isSameBlock = other.warp - firstWarp < warps;
  return weaker == Strength::Device ||
         (weaker == Strength::Block && isSameBlock);
}

/// Where a read is recorded. Shared memory has a place for each warp of the
/// block; global memory has two, and loses first what is ordered.
Touch &RaceCheck::chooseReader(Touch *readers, unsigned count) const {
  uint32_t warp = clock.getWarp();
  if (count == warps)
    return readers[warp - firstWarp];
  for (unsigned i = 0; i < count; ++i)
    if (!readers[i].clock || readers[i].warp == warp)
      return readers[i];
  for (unsigned i = 0; i < count; ++i)
    if (clock.isOrdered(readers[i]))
      return readers[i];
  return readers[warp % count];
}

const Touch *RaceCheck::read(Shadow &shadow, uint64_t offset,
                             unsigned size) const {
  unsigned count, touches = shadow.getTouches();
  Touch *cell = shadow.get(offset, size, count);
  for (; count; --count, cell += touches) {
    if (cell->clock && !isOrdered(*cell))
      return cell;
    Touch &reader = chooseReader(cell + 1, touches - 1);
    uint32_t packed = where.packed;
    if (reader.clock == clock.now() && reader.warp == clock.getWarp()) {
      // Several reads at one time count as the weakest of any lane.
      Where before(reader.where);
      if (before.getLane() != where.getLane() || before.isSeveralLanes())
        packed |= Where::severalLanes;
      if (before.getStrength() < where.getStrength())
        packed = (packed & ~0xc0u) | (before.packed & 0xc0u);
    }
    reader = {clock.getWarp(), clock.now(), packed};
  }
  return nullptr;
}

const Touch *RaceCheck::write(Shadow &shadow, uint64_t offset, unsigned size,
                              bool isSame) const {
  unsigned count, touches = shadow.getTouches();
  Touch *cell = shadow.get(offset, size, count);
  for (; count; --count, cell += touches) {
    if (cell->clock && !isSame && !isOrdered(*cell))
      return cell;
    for (unsigned i = 1; i < touches; ++i) {
      if (cell[i].clock && !isOrdered(cell[i]))
        return &cell[i];
      cell[i].clock = 0;
    }
    *cell = {clock.getWarp(), clock.now(), where.packed};
  }
  return nullptr;
}

bool RaceCheck::isRead(Shadow &shadow, uint64_t offset, unsigned size,
                       const Touch *touch) {
  unsigned count;
  const Touch *cell = shadow.get(offset, size, count);
  return (touch - cell) % shadow.getTouches() != 0;
}
