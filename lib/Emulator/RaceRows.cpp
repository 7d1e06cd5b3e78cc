//===- RaceRows.cpp - Accesses of a warp that nothing orders --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All lanes are checked and recorded at once: in whole lines where a page has
// them, otherwise in loops over neighbouring pieces that vectorize.
//
//===----------------------------------------------------------------------===//

#include "Races.h"
#include "Vectors.h"
#include "llvm/ADT/STLExtras.h"

using namespace ptxemu;

using Row = Shadow::Row;
using Self = RaceCheck::Self;

/// Whether a touch is ordered before what a lane does now; may be false where
/// that takes more to know.
static bool isClear(const Self &self, uint32_t clock, uint32_t warp,
                    bool isSameLane) {
  bool isSettled = warp - self.firstWarp < self.warps && clock < self.settled;
  bool isMine = warp == self.touch.warp && (isSameLane || clock <= self.synced);
  return !clock | isSettled | isMine;
}
static bool isClear(const Self &self, uint32_t clock, uint32_t where,
                    uint32_t warp, uint32_t tag) {
  bool isSameLane = !((where ^ tag) & 63) && !(tag & Where::severalLanes);
  return isClear(self, clock, warp, isSameLane);
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

//===----------------------------------------------------------------------===//
// Parts of a request
//===----------------------------------------------------------------------===//

namespace {
/// A line, and what is done to it now.
struct LineNow {
  Shadow::LineCell cell;
  Shadow::Line now;

  Shadow::Page &getPage() const { return cell.page; }
  /// Whether a touch cannot race with that.
  bool isClear(const Self &self, unsigned touch) const {
    const Shadow::Line *line = cell.find(touch);
    return !line || ::isClear(self, line->touch.clock, line->touch.warp,
                              line->hasLanesOf(now));
  }
  void forget(unsigned touch) const {
    if (Shadow::Line *line = cell.find(touch))
      line->touch.clock = 0;
  }
  void write() const { *cell.find(0) = now; }
  /// False if other lanes have read pieces at the same time.
  bool read(unsigned reader) const {
    Shadow::Line &line = *cell.find(reader);
    Touch before = line.touch;
    bool isNow =
        before.clock == now.touch.clock && before.warp == now.touch.warp;
    if (isNow && !line.hasLanesOf(now))
      return false;
    line = now;
    if (isNow)
      line.touch.where = Where::mergeReads(before.where, now.touch.where);
    return true;
  }
};

/// Neighbouring pieces of a page, and what is done to them now by which lanes.
struct PiecesNow {
  Shadow::Cells cells;
  const uint8_t *tags;
  Touch now;

  Shadow::Page &getPage() const { return cells.page; }
  bool isClear(const Self &self, unsigned touch) const {
    return !cells.has(touch) ||
           Loops::areClear(self, cells.getRow(touch), tags, cells.pieces);
  }
  void forget(unsigned touch) const {
    if (cells.has(touch))
      std::fill_n(cells.getRow(touch).clock, cells.pieces, 0);
  }
  void write() const {
    Record<false>::apply(now, cells.makeRow(0), tags, cells.pieces);
  }
  bool read(unsigned reader) const {
    Record<true>::apply(now, cells.makeRow(reader), tags, cells.pieces);
    return true;
  }
};
} // namespace

/// Calls `body` with the parts of a request, which are lines where that is
/// possible and otherwise pieces of a page, until it returns false; so it does
/// then.
template <bool hasLines, typename Body>
static bool forParts(Shadow &shadow, uint64_t offset, const Pattern &pattern,
                     const Touch &touch, Body body) {
  for (unsigned i = 0; i < pattern.runs; ++i) {
    const Pattern::Run &run = pattern.run[i];
    const uint8_t *tags = &pattern.tags[run.firstTag];
    uint64_t at = offset + run.offset, end = at + (run.count << pattern.shift);
    for (uint64_t bytes; at != end;
         at += bytes, tags += bytes >> pattern.shift) {
      bool isLine = hasLines && run.isInOrder && at % Shadow::lineBytes == 0 &&
                    end - at >= Shadow::lineBytes && shadow.hasLines(at);
      if constexpr (hasLines)
        if (isLine) {
          bytes = Shadow::lineBytes;
          Touch first = {touch.warp, touch.clock, touch.where | *tags};
          unsigned shift = llvm::countr_zero(pattern.size);
          if (!body(LineNow{shadow.getLine(at), {first, shift}}))
            return false;
          continue;
        }
      bytes = std::min(end - at, Shadow::pageBytes - at % Shadow::pageBytes);
      Shadow::Cells cells = shadow.get(at, bytes, pattern.shift);
      uint8_t finer[Shadow::pageBytes];
      unsigned factor = pattern.shift - cells.page.shift;
      for (unsigned j = 0; factor && j < cells.pieces; ++j)
        finer[j] = tags[j >> factor];
      if (!body(PiecesNow{cells, factor ? finer : tags, touch}))
        return false;
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
  if (unsigned reader = chooseReaderOfAll(cells, tags))
    return Record<true>::apply(self.touch, cells.makeRow(reader), tags,
                               cells.pieces);
  for (unsigned i = 0; i < cells.pieces; ++i, ++cells.piece)
    recordRead(cells, chooseReader(shadow, cells), where.packed | tags[i]);
}

void RaceCheck::recordPostponed(Shadow &shadow) const {
  for (const Shadow::Read &read : shadow.getPostponed())
    forParts</*hasLines=*/false>(shadow, read.offset, *read.pattern, read.touch,
                                 [&](const PiecesNow &pieces) {
                                   pieces.getPage().noteRead(read.touch.clock);
                                   return pieces.read(1 + read.touch.warp -
                                                      self.firstWarp);
                                 });
  shadow.forgetPostponed();
}

bool RaceCheck::readAll(Shadow &shadow, uint64_t offset,
                        const Pattern &pattern) const {
  auto check = [&](const auto &part) {
    return isSettled(shadow, self, part.getPage().latestWrite) ||
           part.isClear(self, 0);
  };
  if (shadow.hasReaderOfEachWarp()) {
    uint32_t latest = shadow.getLatestWrite(offset + pattern.low, pattern.span);
    if (!isSettled(shadow, self, latest) &&
        !forParts<true>(shadow, offset, pattern, self.touch, check))
      return false;
    if (!shadow.postpone(pattern, offset, self.touch))
      recordPostponed(shadow);
    return true;
  }
  auto record = llvm::makeVisitor(
      [&](const LineNow &line) {
        return line.read(chooseReader(shadow, line.cell));
      },
      [&](const PiecesNow &pieces) {
        recordReads(shadow, pieces.cells, pieces.tags);
        return true;
      });
  // What is recorded of a read that is checked again does not matter.
  return forParts<true>(shadow, offset, pattern, self.touch,
                        [&](const auto &part) {
                          part.getPage().noteRead(self.touch.clock);
                          return check(part) && record(part);
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
  auto check = [&](const auto &part) {
    if (!isSettled(shadow, self, part.getPage().latestWrite) &&
        !part.isClear(self, 0))
      return false;
    if (!isSettled(shadow, self, part.getPage().latestRead))
      for (unsigned i = 1; i < touches; ++i)
        if (!part.isClear(self, i))
          return false;
    return true;
  };
  auto record = [&](const auto &part) {
    part.write();
    part.getPage().noteWrite(self.touch.clock);
    if (!isSettled(shadow, self, part.getPage().latestRead))
      for (unsigned i = 1; i < touches; ++i)
        part.forget(i);
    return true;
  };
  // All are clear before the first is recorded, as a write that is there
  // already would be in the way of those that are checked again.
  return forParts<true>(shadow, offset, pattern, self.touch, check) &&
         forParts<true>(shadow, offset, pattern, self.touch, record);
}
