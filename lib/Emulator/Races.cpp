//===- Races.cpp - Accesses that nothing orders ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Races.h"
#include "Vectors.h"
#include <algorithm>

using namespace ptxemu;

//===----------------------------------------------------------------------===//
// One lane
//===----------------------------------------------------------------------===//

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

unsigned RaceCheck::chooseReader(const Shadow &shadow,
                                 const Shadow::Cells &cells) const {
  unsigned readers = shadow.getReaders();
  uint32_t warp = mine.warp;
  if (shadow.hasReaderOfEachWarp()) {
    // Those of other blocks and of agents share what is left.
    uint32_t inside = warp - self.firstWarp, own = self.warps;
    return 1 + (inside < own ? inside : own + warp % (readers - own));
  }
  for (unsigned i = 1; i <= readers; ++i)
    if (Touch reader = cells.get(i); !reader.clock || reader.warp == warp)
      return i;
  for (unsigned i = 1; i <= readers; ++i)
    if (clock.isOrdered(cells.get(i)))
      return i;
  return 1 + warp % readers;
}

static void noteRead(Shadow::Page &page, uint32_t now) {
  page.latestRead = std::max(page.latestRead, now);
}
static void noteWrite(Shadow::Page &page, uint32_t now) {
  page.latestWrite = std::max(page.latestWrite, now);
}

/// Several reads at one time count as the weakest of any lane.
static uint32_t mergeReads(uint32_t before, uint32_t now) {
  constexpr uint32_t several = Where::severalLanes, strength = 0xc0;
  uint32_t areSeveral = (before ^ now) & (several - 1) ? several : 0;
  uint32_t weaker = std::min(before & strength, now & strength);
  return (now & ~strength) | weaker | areSeveral | (before & several);
}

void RaceCheck::recordRead(const Shadow::Cells &cells, unsigned reader,
                           uint32_t read) const {
  Touch before = cells.get(reader);
  bool isNow = before.clock == mine.clock && before.warp == mine.warp;
  cells.set(reader, {mine.warp, mine.clock,
                     isNow ? mergeReads(before.where, read) : read});
  noteRead(cells.page, mine.clock);
}

Touch RaceCheck::read(Shadow &shadow, uint64_t offset, unsigned size) const {
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
    noteWrite(cells.page, mine.clock);
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

//===----------------------------------------------------------------------===//
// All lanes
//===----------------------------------------------------------------------===//

using Row = Shadow::Row;

using Self = RaceCheck::Self;

/// Whether a touch is ordered before what a lane does now; may be false where
/// that takes more to know.
static bool isClear(const Self &self, uint32_t clock, uint32_t where,
                    uint32_t warp, uint32_t tag) {
  bool isSettled = warp - self.firstWarp < self.warps && clock < self.settled;
  bool isSameLane = !((where ^ tag) & 63) && !(tag & Where::severalLanes);
  bool isMine = warp == self.warp && (isSameLane || clock <= self.synced);
  return !clock | isSettled | isMine;
}

namespace {
/// Loops over neighbouring pieces; `tags` has the lane of each.
struct Loops {
  GLU_VECTORS static bool areClear(const Self &warp, Row row,
                                   const uint8_t *tags, unsigned count) {
    const Self self = warp;
    uint32_t unclear = 0;
    for (unsigned i = 0; i < count; ++i)
      unclear |=
          !isClear(self, row.clock[i], row.where[i], row.warp[i], tags[i]);
    return !unclear;
  }

  static void recordReads(const Self &self, Row row, const uint8_t *tags,
                          unsigned count) {
    recordReads(self, row.clock, row.where, row.warp, tags, count);
  }
  GLU_VECTORS static void
  recordReads(const Self &warp, uint32_t *__restrict clock,
              uint32_t *__restrict where, uint32_t *__restrict warps,
              const uint8_t *__restrict tags, unsigned count) {
    const Self self = warp;
    for (unsigned i = 0; i < count; ++i) {
      uint32_t read = self.where | tags[i];
      bool isNow = clock[i] == self.now && warps[i] == self.warp;
      where[i] = isNow ? mergeReads(where[i], read) : read;
      clock[i] = self.now;
      warps[i] = self.warp;
    }
  }

  static void recordWrites(const Self &self, Row row, const uint8_t *tags,
                           unsigned count) {
    recordWrites(self, row.clock, row.where, row.warp, tags, count);
  }
  GLU_VECTORS static void
  recordWrites(const Self &warp, uint32_t *__restrict clock,
               uint32_t *__restrict where, uint32_t *__restrict warps,
               const uint8_t *__restrict tags, unsigned count) {
    const Self self = warp;
    for (unsigned i = 0; i < count; ++i) {
      clock[i] = self.now;
      where[i] = self.where | tags[i];
      warps[i] = self.warp;
    }
  }

  /// How many reads are those of this warp, or need not be kept.
  GLU_VECTORS static unsigned countPlaces(const Self &warp, Row row,
                                          const uint8_t *tags, unsigned count) {
    const Self self = warp;
    unsigned places = 0;
    for (unsigned i = 0; i < count; ++i)
      places +=
          isClear(self, row.clock[i], row.where[i], row.warp[i], tags[i]) ||
          row.warp[i] == self.warp;
    return places;
  }
};
} // namespace

/// Calls `body` with the touches of each run of pieces, which are cut where a
/// page ends, until it returns false; so it does for smaller pieces.
template <typename Body>
static bool forRuns(Shadow &shadow, uint64_t offset, const Pattern &pattern,
                    Body body) {
  constexpr uint64_t page = 1u << Shadow::pageBits;
  for (unsigned i = 0; i < pattern.runs; ++i) {
    const Pattern::Run &run = pattern.run[i];
    uint64_t at = offset + run.offset;
    for (unsigned done = 0; done < run.count;) {
      unsigned count = std::min<uint64_t>(run.count - done,
                                          (page - at % page) >> pattern.shift);
      Shadow::Cells cells =
          shadow.get(at, count << pattern.shift, pattern.shift);
      if (cells.pieces != count ||
          !body(cells, &pattern.tags[run.firstTag + done]))
        return false;
      done += count;
      at += count << pattern.shift;
    }
  }
  return true;
}

/// Whether a whole page was last accessed before all warps of the block met;
/// `latest` is the clock of that, in memory that only they use.
static bool isSettled(const Shadow &shadow, const Self &self, uint32_t latest) {
  return !latest || (shadow.hasReaderOfEachWarp() && latest < self.settled);
}

/// Whether none of the touches can race with what the warp does now.
static bool isClear(const Self &self, const Shadow::Cells &cells,
                    unsigned touch, const uint8_t *tags) {
  return !cells.has(touch) ||
         Loops::areClear(self, cells.getRow(touch), tags, cells.pieces);
}

unsigned RaceCheck::chooseReaderOfAll(const Shadow &shadow,
                                      const Shadow::Cells &cells,
                                      const uint8_t *tags) const {
  unsigned count = cells.pieces;
  if (count <= 2)
    return 0;
  if (shadow.hasReaderOfEachWarp())
    return 1 + self.warp - self.firstWarp;
  // Global memory has two places, which neighbouring pieces mostly use alike.
  unsigned first = Loops::countPlaces(self, cells.makeRow(1), tags, count);
  if (first == count)
    return 1;
  unsigned second = Loops::countPlaces(self, cells.makeRow(2), tags, count);
  if (first == 0 && second == count)
    return 2;
  return first == 0 && second == 0 ? 1 + self.warp % 2 : 0;
}

void RaceCheck::recordReads(const Shadow &shadow, Shadow::Cells cells,
                            const uint8_t *tags) const {
  if (unsigned reader = chooseReaderOfAll(shadow, cells, tags))
    return Loops::recordReads(self, cells.makeRow(reader), tags, cells.pieces);
  for (unsigned i = 0; i < cells.pieces; ++i, ++cells.piece)
    recordRead(cells, chooseReader(shadow, cells), where.packed | tags[i]);
}

bool RaceCheck::readAll(Shadow &shadow, uint64_t offset,
                        const Pattern &pattern) const {
  auto read = [&](const Shadow::Cells &cells, const uint8_t *tags) {
    if (!isSettled(shadow, self, cells.page.latestWrite) &&
        !isClear(self, cells, 0, tags))
      return false;
    recordReads(shadow, cells, tags);
    noteRead(cells.page, self.now);
    return true;
  };
  // What is recorded of a read that is checked again does not matter.
  return forRuns(shadow, offset, pattern, read);
}

bool RaceCheck::writeAll(Shadow &shadow, uint64_t offset,
                         const Pattern &pattern) const {
  if (pattern.hasOverlap)
    return false;
  unsigned touches = 1 + shadow.getReaders();
  auto check = [&](const Shadow::Cells &cells, const uint8_t *tags) {
    if (!isSettled(shadow, self, cells.page.latestWrite) &&
        !isClear(self, cells, 0, tags))
      return false;
    if (!isSettled(shadow, self, cells.page.latestRead))
      for (unsigned i = 1; i < touches; ++i)
        if (!isClear(self, cells, i, tags))
          return false;
    return true;
  };
  auto record = [&](const Shadow::Cells &cells, const uint8_t *tags) {
    Loops::recordWrites(self, cells.makeRow(0), tags, cells.pieces);
    noteWrite(cells.page, self.now);
    if (!isSettled(shadow, self, cells.page.latestRead))
      for (unsigned i = 1; i < touches; ++i)
        if (cells.has(i))
          std::fill_n(cells.getRow(i).clock, cells.pieces, 0);
    return true;
  };
  // All are clear before the first is recorded, as a write that is there
  // already would be in the way of those that are checked again.
  return forRuns(shadow, offset, pattern, check) &&
         forRuns(shadow, offset, pattern, record);
}
