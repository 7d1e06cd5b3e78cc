//===- WarpPattern.cpp - Accesses of all lanes to one buffer --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"

using namespace ptxemu;

/// Programs step through memory, mostly too far at once for the processor to
/// see that they do.
static void prefetch(const Buffer &buffer, uint64_t offset, uint64_t bytes) {
  if (buffer.contains(buffer.address + offset, bytes))
    for (uint64_t i = 0; i < std::min<uint64_t>(bytes, 512); i += 64)
      __builtin_prefetch(&buffer.bytes[offset + i]);
}

/// The rule: all lanes access one buffer, and nothing is wrong. False if it is
/// not so; what it is then, resolveLane finds out.
bool Warp::resolveTogether(Request &request) {
  const Instruction &instruction = request.instruction;
  uint64_t address = getAddress(instruction, llvm::countr_zero(request.mask));
  Space space = instruction.space;
  if (space == Space::Generic) {
    space = static_cast<Space>(address >> windowShift);
    address -= space == Space::Generic ? 0 : getWindow(space);
    space = space == Space::Generic ? Space::Global : space;
  }
  Patterns &patterns = block.launch.patterns;
  unsigned phase = address % (space == Space::Global ? 32 : 4);
  uint32_t base = instruction.operand(0);
  Launch::LastAccess &last = block.launch.lastAccesses[instruction.index];
  const Pattern *pattern =
      instruction.flags >> 31
          ? patterns.get(row<uint32_t>(base), request.mask, request.size, phase,
                         last.pattern.get())
          : patterns.get(row<uint64_t>(base), request.mask, request.size, phase,
                         last.pattern.get());
  if (!pattern)
    return false;
  if (pattern != last.pattern)
    last.pattern = pattern;
  uint64_t lowest = address + pattern->low;
  Buffer *buffer = nullptr;
  switch (space) {
  case Space::Global:
    buffer = block.launch.memory.find(lowest, pattern->span);
    break;
  case Space::Shared:
    buffer = &block.shared;
    break;
  case Space::Const:
    buffer = const_cast<Buffer *>(&block.launch.program.constants);
    break;
  case Space::Param:
    buffer = &block.launch.parameters;
    break;
  case Space::Local:
    buffer = &local;
    break;
  default:
    return false;
  }
  if (!buffer)
    return false;
  // Each thread sees the local memory of all its frames.
  uint64_t size = space == Space::Local ? localBytes : buffer->size;
  lowest -= buffer->address;
  bool isReadOnly = space == Space::Const || space == Space::Param;
  if (lowest > size || pattern->span > size - lowest || !pattern->isAligned ||
      address & (request.size - 1) || (request.isWrite && isReadOnly))
    return false;
  if (space == Space::Global)
    prefetch(*buffer, lowest + (address - last.address), pattern->span);
  last.address = address;
  request.common = buffer;
  request.commonSpace = space;
  request.first = address - buffer->address;
  request.laneStride = space == Space::Local ? localBytes : 0;
  bool mayBeUnwritten =
      request.mayBeUnwritten || request.isWrite || space == Space::Local;
  if (!mayBeUnwritten && !isWritten(request, *pattern))
    return false;
  request.pattern = pattern;
  return true;
}

bool Warp::isWritten(const Request &request, const Pattern &pattern) const {
  for (unsigned i = 0; i < pattern.runs; ++i) {
    const Pattern::Run &run = pattern.run[i];
    if (!request.common->isWritten(request.first + run.offset,
                                   run.count << pattern.shift))
      return false;
  }
  return true;
}
