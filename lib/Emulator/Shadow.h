//===- Shadow.h - Who accessed a buffer last --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_SHADOW_H
#define GLU_EMULATOR_SHADOW_H

#include "Pattern.h"
#include "llvm/ADT/bit.h"
#include <algorithm>
#include <vector>

namespace ptxemu {

/// An access that a later one may race with; none if `clock` is 0.
struct Touch {
  uint32_t warp = 0, clock = 0;
  /// Instruction, strength, whether of several lanes, and lane.
  uint32_t where = 0;
};

/// The last accesses of each piece of a buffer.
///
/// Mostly the lanes of a warp access memory one after the other. A page knows
/// its lines as a whole as long as that is so. Then it has rows of pieces,
/// which are words, and become smaller where somebody uses smaller ones. Each
/// part of a touch is a row of its own, so that loops over neighbouring pieces
/// vectorize.
class Shadow {
public:
  static constexpr unsigned pageBits = 10, lineBits = 6;
  static constexpr uint64_t pageBytes = 1u << pageBits,
                            lineBytes = 1u << lineBits;
  static constexpr unsigned linesPerPage = pageBytes / lineBytes;

  /// One write and `readers` reads are kept for each piece.
  void init(uint64_t bytes, unsigned readersOfPiece, bool isEachWarp);
  void clear();
  unsigned getReaders() const { return readers; }
  /// Whether there is a reader for each warp of the block, in their order.
  bool hasReaderOfEachWarp() const { return eachWarp; }

  /// All bytes of a line, accessed by lanes one after the other.
  struct Line {
    /// `where` has the first lane.
    Touch touch;
    /// Each lane has `1 << shift` bytes.
    unsigned shift = 0;

    bool hasLanesOf(const Line &other) const {
      return shift == other.shift && !((touch.where ^ other.touch.where) & 31);
    }
  };
  /// One touch of each of neighbouring pieces.
  struct Row {
    uint32_t *clock, *where, *warp;
  };
  struct Page {
    unsigned shift = 2;
    /// The latest clocks of writes and reads in it, of any warp.
    uint32_t latestWrite = 0, latestRead = 0;
    void noteWrite(uint32_t now) { latestWrite = std::max(latestWrite, now); }
    void noteRead(uint32_t now) { latestRead = std::max(latestRead, now); }
    /// There are either lines or rows, of the write, which is touch 0, and of
    /// each read. A row is null where there was none.
    std::unique_ptr<Line[]> lines;
    std::vector<std::unique_ptr<uint32_t[]>> rows;
  };
  /// Some pieces of a page.
  struct Cells {
    Page &page;
    unsigned piece, pieces;

    unsigned getStride() const { return 1u << (pageBits - page.shift); }
    bool has(unsigned touch) const { return bool(page.rows[touch]); }
    Row getRow(unsigned touch) const {
      uint32_t *first = &page.rows[touch][piece];
      return {first, first + getStride(), first + 2 * getStride()};
    }
    Row makeRow(unsigned touch) const {
      if (!has(touch))
        page.rows[touch].reset(new uint32_t[3 * getStride()]());
      return getRow(touch);
    }
    /// The touch of the first piece.
    Touch get(unsigned touch) const {
      if (!has(touch))
        return Touch();
      Row row = getRow(touch);
      return {*row.warp, *row.clock, *row.where};
    }
    void set(unsigned touch, const Touch &value) const {
      Row row = makeRow(touch);
      *row.warp = value.warp;
      *row.clock = value.clock;
      *row.where = value.where;
    }
  };
  /// A line of a page that has no rows.
  struct LineCell {
    Page &page;
    unsigned index, touches;

    /// Null if this touch needs rows.
    Line *find(unsigned touch) const {
      return touch < touches ? &page.lines[touch * linesPerPage + index]
                             : nullptr;
    }
    Touch get(unsigned touch) const { return find(touch)->touch; }
  };
  /// Whether the page has no rows.
  bool hasLines(uint64_t offset) const {
    return pages[offset >> pageBits].rows.empty();
  }
  LineCell getLine(uint64_t offset) {
    Page &page = pages[offset >> pageBits];
    if (!page.lines)
      page.lines.reset(new Line[getLineTouches() * linesPerPage]);
    return {page, unsigned(offset % pageBytes >> lineBits), getLineTouches()};
  }
  /// The pieces of `size` bytes at `offset`, which do not cross a page.
  Cells get(uint64_t offset, unsigned size) {
    return get(offset, size, size == 1 ? 0 : size == 2 ? 1 : 2);
  }
  /// The same, in pieces of `1 << shift` bytes or of smaller ones.
  Cells get(uint64_t offset, unsigned size, unsigned shift) {
    Page &page = pages[offset >> pageBits];
    if (page.rows.empty() || page.shift > shift)
      refine(page, shift);
    unsigned inside = offset % pageBytes;
    return {page, inside >> page.shift, size >> page.shift};
  }
  /// The latest clock of writes to the pages of these bytes.
  uint32_t getLatestWrite(uint64_t offset, uint64_t bytes) const {
    uint32_t latest = 0;
    for (uint64_t page = offset >> pageBits,
                  last = (offset + bytes - 1) >> pageBits;
         page <= last; ++page)
      latest = std::max(latest, pages[page].latestWrite);
    return latest;
  }

  //===--- Postponed reads ------------------------------------------------===//
  // Only later writes race with reads. Those of shared memory therefore wait
  // until somebody writes near them, and are forgotten at a barrier of the
  // block, behind which nothing can race with them.

  /// The reads of a pattern whose first lane is at `offset`.
  struct Read {
    Read(const Pattern &pattern, uint64_t offset, const Touch &touch)
        : pattern(&pattern), offset(offset), touch(touch) {}
    PatternRef pattern;
    uint64_t offset;
    Touch touch;
  };
  /// False if so many wait that they are to be recorded.
  bool postpone(const Pattern &pattern, uint64_t offset, const Touch &touch) {
    postponed.emplace_back(pattern, offset, touch);
    postponedPages |= getPages(offset + pattern.low, pattern.span);
    return postponed.size() < maxPostponed;
  }
  /// Whether some of these bytes may have been read.
  bool hasPostponed(uint64_t offset, uint64_t bytes) const {
    return postponedPages && postponedPages & getPages(offset, bytes);
  }
  const std::vector<Read> &getPostponed() const { return postponed; }
  void forgetPostponed() {
    postponedPages = 0;
    postponed.clear();
  }

private:
  static constexpr size_t maxPostponed = 1024;
  /// Bits of pages, of which those 64 apart share one.
  static uint64_t getPages(uint64_t offset, uint64_t bytes) {
    uint64_t first = offset >> pageBits,
             last = (offset + bytes - 1) >> pageBits;
    uint64_t bits =
        last - first < 63 ? (uint64_t(2) << (last - first)) - 1 : ~uint64_t(0);
    return llvm::rotl(bits, first % 64);
  }

  void refine(Page &page, unsigned shift);
  void makeRows(Page &page, unsigned shift);
  /// Reads of each warp wait until there are rows.
  unsigned getLineTouches() const { return eachWarp ? 1 : 1 + readers; }

  unsigned readers = 0;
  bool eachWarp = false;
  std::vector<Page> pages;
  std::vector<Read> postponed;
  uint64_t postponedPages = 0;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_SHADOW_H
