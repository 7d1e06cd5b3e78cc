//===- Memory.cpp - Bytes that remember what was done to them -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Memory.h"
#include "llvm/Support/MathExtras.h"

using namespace ptxemu;

//===----------------------------------------------------------------------===//
// Shadow
//===----------------------------------------------------------------------===//

void Shadow::init(uint64_t bytes, unsigned readersOfPiece) {
  readers = readersOfPiece;
  pages.clear();
  pages.resize((bytes >> pageBits) + 1);
}

void Shadow::clear() {
  for (Page &page : pages)
    page = Page();
}

void Shadow::refine(Page &page, unsigned shift) {
  size_t stride = size_t(1) << (pageBits - shift);
  std::vector<Touch> finer(stride * (1 + readers));
  if (!page.cells.empty()) {
    size_t before = size_t(1) << (pageBits - page.shift);
    unsigned factor = page.shift - shift;
    for (size_t i = 0; i < finer.size(); ++i)
      finer[i] = page.cells[i / stride * before + (i % stride >> factor)];
  }
  page.shift = shift;
  page.cells = std::move(finer);
}

//===----------------------------------------------------------------------===//
// Buffer
//===----------------------------------------------------------------------===//

void Buffer::init(uint64_t at, uint64_t count, llvm::StringRef label) {
  address = at;
  size = count;
  name = label.str();
  bytes = std::make_unique<uint8_t[]>(count);
  written.assign(count / 64 + 1, 0);
  allWritten = false;
}

void Buffer::setAllWritten(uint64_t offset, uint64_t count) {
  if (count == size)
    allWritten = true;
  for (uint64_t i = offset; i < offset + count && !allWritten; ++i)
    setWritten(i, 1);
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
  buffer.shadow.init(bytes, /*readers=*/2);
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
  last = nullptr;
  buffers.erase(found);
  return llvm::Error::success();
}

const Buffer *GlobalMemory::findNearest(uint64_t address) const {
  auto after = buffers.upper_bound(address);
  return after == buffers.begin() ? nullptr : &std::prev(after)->second;
}

Buffer *GlobalMemory::find(uint64_t address, uint64_t bytes) {
  if (last && last->contains(address, bytes))
    return last;
  auto *found = const_cast<Buffer *>(findNearest(address));
  if (!found || !found->contains(address, bytes))
    return nullptr;
  return last = found;
}

void GlobalMemory::startLaunch() {
  for (auto &entry : buffers)
    entry.second.shadow.clear();
}
