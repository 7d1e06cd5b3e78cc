//===- RaceRows.cpp - Accesses of a warp that nothing orders --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rows of a shadow hold what was done to neighbouring pieces of memory, so
// that the lanes of a warp are checked and recorded in loops that vectorize.
//
//===----------------------------------------------------------------------===//

#include "Races.h"
#include "Vectors.h"

using namespace ptxemu;

using Row = Shadow::Row;
using Self = RaceCheck::Self;

/// Whether a touch is ordered before what a lane does now; may be false where
/// that takes more to know.
static bool isClear(const Self &self, uint32_t clock, uint32_t where,
                    uint32_t warp, uint32_t tag) {
  bool isSettled = warp - self.firstWarp < self.warps && clock < self.settled;
  bool isSameLane = !((where ^ tag) & 63) && !(tag & Where::severalLanes);
  bool isMine = warp == self.touch.warp && (isSameLane || clock <= self.synced);
  return !clock | isSettled | isMine;
}

//===----------------------------------------------------------------------===//
// Loops over neighbouring pieces
//===----------------------------------------------------------------------===//

namespace {
/// `tags` has the lane of each piece.
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

  /// How many reads are those of this warp, or need not be kept.
  GLU_VECTORS static unsigned countPlaces(const Self &warp, Row row,
                                          const uint8_t *tags, unsigned count) {
    const Self self = warp;
    unsigned places = 0;
    for (unsigned i = 0; i < count; ++i)
      places +=
          isClear(self, row.clock[i], row.where[i], row.warp[i], tags[i]) ||
          row.warp[i] == self.touch.warp;
    return places;
  }
};

template <bool areReads>
struct Record {
  static void apply(const Touch &touch, Row row, const uint8_t *tags,
                    unsigned count) {
    apply(touch, row.clock, row.where, row.warp, tags, count);
  }

private:
  GLU_VECTORS static void apply(const Touch &warp, uint32_t *__restrict clock,
                                uint32_t *__restrict where,
                                uint32_t *__restrict warps,
                                const uint8_t *__restrict tags,
                                unsigned count) {
    const Touch touch = warp;
    for (unsigned i = 0; i < count; ++i) {
      uint32_t here = touch.where | tags[i];
      bool merges =
          areReads && clock[i] == touch.clock && warps[i] == touch.warp;
      where[i] = merges ? Where::mergeReads(where[i], here) : here;
      clock[i] = touch.clock;
      warps[i] = touch.warp;
    }
  }
};
} // namespace

/// Whether none of the touches can race with what the warp does now.
static bool isClear(const Self &self, const Shadow::Cells &cells,
                    unsigned touch, const uint8_t *tags) {
  return !cells.has(touch) ||
         Loops::areClear(self, cells.getRow(touch), tags, cells.pieces);
}

/// Calls `body` with the touches of each run of pieces, which are cut where a
/// page ends, until it returns false; so it does then.
template <typename Body>
static bool forRuns(Shadow &shadow, uint64_t offset, const Pattern &pattern,
                    Body body) {
  constexpr uint64_t page = 1u << Shadow::pageBits;
  uint8_t finer[page];
  for (unsigned i = 0; i < pattern.runs; ++i) {
    const Pattern::Run &run = pattern.run[i];
    uint64_t at = offset + run.offset;
    for (unsigned done = 0; done < run.count;) {
      unsigned count = std::min<uint64_t>(run.count - done,
                                          (page - at % page) >> pattern.shift);
      Shadow::Cells cells =
          shadow.get(at, count << pattern.shift, pattern.shift);
      const uint8_t *tags = &pattern.tags[run.firstTag + done];
      if (cells.pieces != count) {
        for (unsigned j = 0; j < cells.pieces; ++j)
          finer[j] = tags[j * count / cells.pieces];
        tags = finer;
      }
      if (!body(cells, tags))
        return false;
      done += count;
      at += count << pattern.shift;
    }
  }
  return true;
}

/// Whether memory was last accessed before all warps of the block met, by when
/// its `latest` access was; other blocks do not use it.
static bool isSettled(const Shadow &shadow, const Self &self, uint32_t latest) {
  return !latest || (shadow.hasReaderOfEachWarp() && latest < self.settled);
}

//===----------------------------------------------------------------------===//
// Reads
//===----------------------------------------------------------------------===//

/// Global memory has two places, which neighbouring pieces mostly use alike.
unsigned RaceCheck::chooseReaderOfAll(const Shadow::Cells &cells,
                                      const uint8_t *tags) const {
  unsigned count = cells.pieces;
  if (count <= 2)
    return 0;
  unsigned first = Loops::countPlaces(self, cells.makeRow(1), tags, count);
  if (first == count)
    return 1;
  unsigned second = Loops::countPlaces(self, cells.makeRow(2), tags, count);
  if (first == 0 && second == count)
    return 2;
  return first == 0 && second == 0 ? 1 + self.touch.warp % 2 : 0;
}

void RaceCheck::recordReads(const Shadow &shadow, Shadow::Cells cells,
                            const uint8_t *tags) const {
  cells.page.noteRead(clock.now());
  if (unsigned reader = chooseReaderOfAll(cells, tags))
    return Record<true>::apply(self.touch, cells.makeRow(reader), tags,
                               cells.pieces);
  for (unsigned i = 0; i < cells.pieces; ++i, ++cells.piece)
    recordRead(cells, chooseReader(shadow, cells), where.packed | tags[i]);
}

void RaceCheck::recordPostponed(Shadow &shadow) const {
  for (const Shadow::Read &read : shadow.getPostponed())
    forRuns(shadow, read.offset, *read.pattern,
            [&](const Shadow::Cells &cells, const uint8_t *tags) {
              unsigned reader = 1 + read.touch.warp - self.firstWarp;
              Record<true>::apply(read.touch, cells.makeRow(reader), tags,
                                  cells.pieces);
              cells.page.noteRead(read.touch.clock);
              return true;
            });
  shadow.forgetPostponed();
}

bool RaceCheck::readAll(Shadow &shadow, uint64_t offset,
                        const Pattern &pattern) const {
  auto check = [&](const Shadow::Cells &cells, const uint8_t *tags) {
    return isSettled(shadow, self, cells.page.latestWrite) ||
           isClear(self, cells, 0, tags);
  };
  if (shadow.hasReaderOfEachWarp()) {
    uint32_t latest = shadow.getLatestWrite(offset + pattern.low, pattern.span);
    if (!isSettled(shadow, self, latest) &&
        !forRuns(shadow, offset, pattern, check))
      return false;
    if (!shadow.postpone(pattern, offset, self.touch))
      recordPostponed(shadow);
    return true;
  }
  // What is recorded of a read that is checked again does not matter.
  return forRuns(shadow, offset, pattern,
                 [&](const Shadow::Cells &cells, const uint8_t *tags) {
                   if (!check(cells, tags))
                     return false;
                   recordReads(shadow, cells, tags);
                   return true;
                 });
}

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

bool RaceCheck::writeAll(Shadow &shadow, uint64_t offset,
                         const Pattern &pattern) const {
  if (pattern.hasOverlap)
    return false;
  recordPostponed(shadow, offset + pattern.low, pattern.span);
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
    Record<false>::apply(self.touch, cells.makeRow(0), tags, cells.pieces);
    cells.page.noteWrite(clock.now());
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
