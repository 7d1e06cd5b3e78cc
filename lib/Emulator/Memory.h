//===- Memory.h - Bytes that remember what was done to them -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_MEMORY_H
#define GLU_EMULATOR_MEMORY_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
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
/// smaller in pages where somebody uses smaller ones.
class Shadow {
public:
  static constexpr unsigned pageBits = 10;

  /// One write and `readers` reads are kept for each piece.
  void init(uint64_t bytes, unsigned readersOfPiece);
  void clear();
  unsigned getReaders() const { return readers; }

  /// The touches of one piece after the other: its write is the first of
  /// `count`, and its reads follow `stride` apart.
  struct Cells {
    Touch *first;
    unsigned count, stride;
  };
  /// The pieces of `size` bytes at `offset`, which do not cross a page.
  Cells get(uint64_t offset, unsigned size) {
    Page &page = pages[offset >> pageBits];
    unsigned wanted = size == 1 ? 0 : size == 2 ? 1 : 2;
    if (page.cells.empty() || page.shift > wanted)
      refine(page, wanted);
    uint64_t inside = offset & ((1u << pageBits) - 1);
    return {&page.cells[inside >> page.shift], size >> page.shift,
            1u << (pageBits - page.shift)};
  }

private:
  struct Page {
    unsigned shift = 2;
    std::vector<Touch> cells;
  };
  void refine(Page &page, unsigned shift);

  unsigned readers = 0;
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
  /// Whether all of `count` bytes have a value; at most 16, aligned.
  bool isWritten(uint64_t offset, unsigned count) const {
    if (allWritten)
      return true;
    uint64_t mask = ((uint64_t(1) << count) - 1) << (offset & 63);
    return (written[offset >> 6] & mask) == mask;
  }
  /// The same for 32 words.
  bool isRowWritten(uint64_t offset) const {
    unsigned shift = offset & 63;
    uint64_t low = ~uint64_t(0) << shift;
    const uint64_t *word = allWritten ? nullptr : &written[offset >> 6];
    return !word || ((word[0] & low) == low && word[1] == ~uint64_t(0) &&
                     (word[2 - !shift] | low) == ~uint64_t(0));
  }
  void setWritten(uint64_t offset, unsigned count, bool value = true) {
    if (allWritten && value)
      return;
    uint64_t mask = ((uint64_t(1) << count) - 1) << (offset & 63);
    uint64_t &word = written[offset >> 6];
    word = value ? word | mask : word & ~mask;
  }
  void setAllWritten(uint64_t offset, uint64_t count);

  uint64_t address = 0, size = 0;
  std::string name;
  std::unique_ptr<uint8_t[]> bytes;
  Shadow shadow;

private:
  std::vector<uint64_t> written;
  bool allWritten = false;
};

/// The allocations of a device. Addresses are the same in every run, and there
/// is a gap behind each allocation, so that one byte too many is noticed.
class GlobalMemory {
public:
  llvm::Expected<uint64_t> allocate(uint64_t bytes, llvm::StringRef name);
  llvm::Error free(uint64_t address);
  /// The allocation that has all of these bytes, or null.
  Buffer *find(uint64_t address, uint64_t bytes);
  /// The allocation at `address` or before it, or null.
  const Buffer *findNearest(uint64_t address) const;
  size_t size() const { return buffers.size(); }
  /// Forgets accesses: those of one launch are ordered before those of the
  /// next.
  void startLaunch();

private:
  std::map<uint64_t, Buffer> buffers;
  Buffer *last = nullptr;
  uint64_t end = uint64_t(1) << 32;
  uint64_t total = 0;
  unsigned count = 0;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_MEMORY_H
