//===- Memory.h - Bytes that remember what was done to them -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_MEMORY_H
#define GLU_EMULATOR_MEMORY_H

#include "Shadow.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ptxemu {

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
