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
Touch &RaceCheck::chooseReader(const Shadow::Cells &cells,
                               unsigned count) const {
  uint32_t warp = clock.getWarp();
  auto reader = [&](unsigned i) -> Touch & {
    return cells.first[(1 + i) * cells.stride];
  };
  if (count == warps)
    return reader(warp - firstWarp);
  for (unsigned i = 0; i < count; ++i)
    if (!reader(i).clock || reader(i).warp == warp)
      return reader(i);
  for (unsigned i = 0; i < count; ++i)
    if (clock.isOrdered(reader(i)))
      return reader(i);
  return reader(warp % count);
}

void RaceCheck::record(Touch &reader) const {
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

const Touch *RaceCheck::read(Shadow &shadow, uint64_t offset,
                             unsigned size) const {
  Shadow::Cells cells = shadow.get(offset, size);
  for (; cells.count; --cells.count, ++cells.first) {
    if (cells.first->clock && !isOrdered(*cells.first))
      return cells.first;
    record(chooseReader(cells, shadow.getReaders()));
  }
  return nullptr;
}

bool RaceCheck::readRow(Shadow &shadow, uint64_t offset) const {
  constexpr unsigned lanes = 32, bytes = 4 * lanes;
  constexpr uint64_t inPage = (1u << Shadow::pageBits) - 1;
  Shadow::Cells cells = shadow.get(offset, 4);
  if (cells.count != 1 || (offset & inPage) + bytes > inPage + 1)
    return false;
  for (unsigned lane = 0; lane < lanes; ++lane) {
    const Touch &last = cells.first[lane];
    bool isOrdered = !last.clock ||
                     (last.warp == clock.getWarp() ? clock.isOrdered(last.clock)
                                                   : clock.isOrdered(last));
    if (!isOrdered)
      return false;
  }
  Touch *readers =
      cells.first + (1 + clock.getWarp() - firstWarp) * cells.stride;
  for (unsigned lane = 0; lane < lanes; ++lane) {
    Touch &reader = readers[lane];
    if (reader.clock == clock.now())
      RaceCheck{clock, firstWarp, warps, Where(where.packed | lane)}.record(
          reader);
    else
      reader = {clock.getWarp(), clock.now(), where.packed | lane};
  }
  return true;
}

RaceCheck::Conflict RaceCheck::write(Shadow &shadow, uint64_t offset,
                                     unsigned size, bool isSame) const {
  Shadow::Cells cells = shadow.get(offset, size);
  for (; cells.count; --cells.count, ++cells.first) {
    Touch &last = *cells.first;
    if (last.clock && !isSame && !isOrdered(last))
      return {&last, /*isRead=*/false};
    for (unsigned i = 1; i <= shadow.getReaders(); ++i) {
      Touch &reader = cells.first[i * cells.stride];
      if (reader.clock && !isOrdered(reader))
        return {&reader, /*isRead=*/true};
      reader.clock = 0;
    }
    last = {clock.getWarp(), clock.now(), where.packed};
  }
  return {};
}
