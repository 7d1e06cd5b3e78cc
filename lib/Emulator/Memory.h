//===- Memory.h - Bytes that remember what was done to them -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_MEMORY_H
#define GLU_EMULATOR_MEMORY_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ptxemu {

/// An access that a later one may race with; none if `clock` is 0.
struct Touch {
  uint32_t warp = 0, clock = 0;
  /// Instruction, strength, whether of several lanes, and lane.
  uint32_t where = 0;
};

/// The last accesses of each piece of a buffer. Pieces are words, and become
/// smaller in pages where somebody uses smaller ones. Each part of a touch is a
/// row of its own, so that neighbouring pieces are handled together.
class Shadow {
public:
  static constexpr unsigned pageBits = 10;

  /// One write and `readers` reads are kept for each piece.
  void init(uint64_t bytes, unsigned readersOfPiece, bool isEachWarp);
  void clear();
  unsigned getReaders() const { return readers; }
  /// Whether there is a reader for each warp of the block, in their order.
  bool hasReaderOfEachWarp() const { return eachWarp; }

  /// One touch of each of neighbouring pieces.
  struct Row {
    uint32_t *clock, *where, *warp;
  };
  struct Page {
    unsigned shift = 2;
    /// The latest clocks of writes and reads in it, of any warp.
    uint32_t latestWrite = 0, latestRead = 0;
    /// Of the write, which is touch 0, and of each read; null where there was
    /// none.
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
  /// The pieces of `size` bytes at `offset`, which do not cross a page.
  Cells get(uint64_t offset, unsigned size) {
    return get(offset, size, size == 1 ? 0 : size == 2 ? 1 : 2);
  }
  /// The same, in pieces of `1 << shift` bytes or of smaller ones.
  Cells get(uint64_t offset, unsigned size, unsigned shift) {
    Page &page = pages[offset >> pageBits];
    if (page.rows.empty() || page.shift > shift)
      refine(page, shift);
    unsigned inside = offset & ((1u << pageBits) - 1);
    return {page, inside >> page.shift, size >> page.shift};
  }

private:
  void refine(Page &page, unsigned shift);

  unsigned readers = 0;
  bool eachWarp = false;
  std::vector<Page> pages;
};

/// A piece of memory.
class Buffer {
public:
  void init(uint64_t address, uint64_t size, llvm::StringRef name);

  bool contains(uint64_t at, uint64_t bytes) const {
    return at >= address && at - address <= size &&
           bytes <= size - (at - address);
  }
  /// Whether all of `count` bytes have a value.
  bool isWritten(uint64_t offset, uint64_t count) const {
    return !unwritten || isRangeWritten(offset, count);
  }
  void setWritten(uint64_t offset, uint64_t count) {
    if (unwritten)
      setRangeWritten(offset, count);
  }
  /// Whether a program may use the value; undefined ones may be stored.
  void setWritten(uint64_t offset, uint64_t count, bool isDefined);

  uint64_t address = 0, size = 0;
  std::string name;
  std::unique_ptr<uint8_t[]> bytes;
  Shadow shadow;

private:
  bool isRangeWritten(uint64_t offset, uint64_t count) const;
  void setRangeWritten(uint64_t offset, uint64_t count);

  /// A bit for each byte, and how many are not set.
  std::vector<uint64_t> written;
  uint64_t unwritten = 0;
};

/// The allocations of a device. Addresses are the same in every run, and there
/// is a gap behind each allocation, so that one byte too many is noticed.
class GlobalMemory {
public:
  llvm::Expected<uint64_t> allocate(uint64_t bytes, llvm::StringRef name);
  llvm::Error free(uint64_t address);
  /// The allocation that has all of these bytes, or null.
  Buffer *find(uint64_t address, uint64_t bytes) {
    for (Buffer *buffer : recent)
      if (buffer && buffer->contains(address, bytes))
        return buffer;
    return search(address, bytes);
  }
  /// The allocation at `address` or before it, or null.
  const Buffer *findNearest(uint64_t address) const;
  size_t size() const { return buffers.size(); }
  /// Forgets accesses: those of one launch are ordered before those of the
  /// next.
  void startLaunch();

private:
  Buffer *search(uint64_t address, uint64_t bytes);

  std::map<uint64_t, Buffer> buffers;
  /// Those found last.
  std::array<Buffer *, 4> recent = {};
  unsigned oldest = 0;
  uint64_t end = uint64_t(1) << 32;
  uint64_t total = 0;
  unsigned count = 0;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_MEMORY_H
