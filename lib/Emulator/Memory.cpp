//===- Memory.cpp - Bytes that remember what was done to them -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Memory.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/MathExtras.h"

using namespace ptxemu;

//===----------------------------------------------------------------------===//
// Buffer
//===----------------------------------------------------------------------===//

void Buffer::init(uint64_t at, uint64_t count, llvm::StringRef label) {
  address = at;
  size = count;
  name = label.str();
  bytes = std::make_unique<uint8_t[]>(count);
  written.assign(count / 64 + 1, 0);
  unwritten = count;
}

/// Calls `body` with each element of the bits of bytes in a range, and those of
/// its bits that are of the range, until it returns false.
template <typename Body>
static bool forBits(uint64_t offset, uint64_t count, Body body) {
  for (uint64_t end = offset + count; offset < end;) {
    uint64_t inside = offset & 63, taken = std::min(64 - inside, end - offset);
    if (!body(offset >> 6, (~uint64_t(0) >> (64 - taken)) << inside))
      return false;
    offset += taken;
  }
  return true;
}

bool Buffer::isRangeWritten(uint64_t offset, uint64_t count) const {
  return forBits(offset, count, [&](uint64_t i, uint64_t bits) {
    return (written[i] & bits) == bits;
  });
}

void Buffer::setRangeWritten(uint64_t offset, uint64_t count) {
  forBits(offset, count, [&](uint64_t i, uint64_t bits) {
    unwritten -= llvm::popcount(bits & ~written[i]);
    written[i] |= bits;
    return true;
  });
}

void Buffer::setWritten(uint64_t offset, uint64_t count, bool isDefined) {
  if (isDefined)
    return setWritten(offset, count);
  forBits(offset, count, [&](uint64_t i, uint64_t bits) {
    unwritten += llvm::popcount(bits & written[i]);
    written[i] &= ~bits;
    return true;
  });
}

//===----------------------------------------------------------------------===//
// GlobalMemory
//===----------------------------------------------------------------------===//

llvm::Expected<uint64_t> GlobalMemory::allocate(uint64_t bytes,
                                                llvm::StringRef name) {
  constexpr uint64_t capacity = uint64_t(1) << 36, alignment = 512;
  if (bytes > capacity - total)
    return llvm::createStringError(
        "cannot allocate " + llvm::Twine(bytes) + " bytes of global memory: " +
        llvm::Twine(total) + " of " + llvm::Twine(capacity) + " are taken");
  uint64_t address = end;
  std::string label =
      name.empty() ? "allocation " + std::to_string(count) : name.str();
  ++count;
  Buffer &buffer = buffers[address];
  buffer.init(address, bytes, label);
  buffer.shadow.init(bytes, /*readersOfPiece=*/2, /*isEachWarp=*/false);
  // A whole unit lies free behind it.
  end = llvm::alignTo(address + bytes + alignment, alignment);
  total += bytes;
  return address;
}

llvm::Error GlobalMemory::free(uint64_t address) {
  auto found = buffers.find(address);
  if (found == buffers.end())
    return llvm::createStringError("cannot free 0x" +
                                   llvm::Twine::utohexstr(address) +
                                   ": it is not the address of an allocation");
  total -= found->second.size;
  recent = {};
  buffers.erase(found);
  return llvm::Error::success();
}

const Buffer *GlobalMemory::findNearest(uint64_t address) const {
  auto after = buffers.upper_bound(address);
  return after == buffers.begin() ? nullptr : &std::prev(after)->second;
}

Buffer *GlobalMemory::search(uint64_t address, uint64_t bytes) {
  auto *found = const_cast<Buffer *>(findNearest(address));
  if (!found || !found->contains(address, bytes))
    return nullptr;
  oldest = (oldest + 1) % recent.size();
  return recent[oldest] = found;
}

void GlobalMemory::startLaunch() {
  for (auto &entry : buffers)
    entry.second.shadow.clear();
}
