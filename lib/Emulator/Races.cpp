//===- Races.cpp - Accesses of a lane that nothing orders -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Races.h"
#include <algorithm>

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
  bool isSameBlock = other.warp - self.firstWarp < self.warps;
  return weaker == Strength::Device ||
         (weaker == Strength::Block && isSameBlock);
}

void RaceCheck::recordRead(const Shadow::Cells &cells, unsigned reader,
                           uint32_t read) const {
  Touch before = cells.get(reader);
  bool isNow = before.clock == mine.clock && before.warp == mine.warp;
  cells.set(reader, {mine.warp, mine.clock,
                     isNow ? Where::mergeReads(before.where, read) : read});
  cells.page.noteRead(mine.clock);
}

Touch RaceCheck::read(Shadow &shadow, uint64_t offset, unsigned size) const {
  recordPostponed(shadow, offset, size);
  Shadow::Cells cells = shadow.get(offset, size);
  for (; cells.pieces; --cells.pieces, ++cells.piece) {
    Touch last = cells.get(0);
    if (last.clock && !isOrdered(last))
      return last;
    recordRead(cells, chooseReader(shadow, cells), where.packed);
  }
  return Touch();
}

RaceCheck::Conflict RaceCheck::write(Shadow &shadow, uint64_t offset,
                                     unsigned size, bool isSame) const {
  recordPostponed(shadow, offset, size);
  Shadow::Cells cells = shadow.get(offset, size);
  for (; cells.pieces; --cells.pieces, ++cells.piece) {
    Touch last = cells.get(0);
    if (last.clock && !isSame && !isOrdered(last))
      return {last, /*isRead=*/false};
    for (unsigned i = 1; i <= shadow.getReaders(); ++i) {
      Touch reader = cells.get(i);
      if (reader.clock && !isOrdered(reader))
        return {reader, /*isRead=*/true};
      if (reader.clock)
        *cells.getRow(i).clock = 0;
    }
    cells.set(0, mine);
    cells.page.noteWrite(mine.clock);
  }
  return {};
}

void ptxemu::handOver(Shadow &shadow, uint64_t offset, unsigned size,
                      Agent agent, const Touch &touch, bool isWrite) {
  Shadow::Cells cells = shadow.get(offset, size, size % 4 ? 0 : 2);
  unsigned first = isWrite ? 0 : 1;
  unsigned last = isWrite ? 1 : 1 + shadow.getReaders();
  for (; cells.pieces; --cells.pieces, ++cells.piece)
    for (unsigned i = first; i < last; ++i)
      if (cells.get(i).warp == agent.number)
        cells.set(i, touch);
}

void ptxemu::forgetInFlight(Shadow &shadow, uint64_t offset) {
  Shadow::Page &page = shadow.get(offset, 1, 2).page;
  if (page.latestWrite != inFlight || !page.rows[0])
    return;
  const uint32_t *clocks = page.rows[0].get();
  page.latestWrite = *std::max_element(
      clocks, clocks + (1u << (Shadow::pageBits - page.shift)));
}
