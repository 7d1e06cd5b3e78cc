//===- WarpMemory.cpp - Accesses of a warp --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"
#include "Races.h"
#include "llvm/ADT/StringExtras.h"
#include <cstring>

using namespace ptxemu;

/// Calls `body` for the lanes of `mask`, which are mostly all.
template <typename Body>
static void forLanes(uint32_t mask, Body body) {
  if (mask == ~0u)
    for (unsigned lane = 0; lane < 32; ++lane)
      body(lane);
  else
    for (; mask; mask &= mask - 1)
      body(llvm::countr_zero(mask));
}

void Warp::getAddresses(Request &request) {
  const Instruction &instruction = request.instruction;
  uint32_t base = instruction.operand(0);
  uint64_t offset = instruction.offset;
  if (instruction.flags >> 31) {
    const uint32_t *bases = row<uint32_t>(base);
    for (unsigned lane = 0; lane < 32; ++lane)
      request.addresses[lane] = static_cast<uint32_t>(bases[lane] + offset);
  } else {
    const uint64_t *bases = row<uint64_t>(base);
    for (unsigned lane = 0; lane < 32; ++lane)
      request.addresses[lane] = bases[lane] + offset;
  }
}

/// The variable of shared memory at `offset`.
static std::string nameShared(const Launch &launch, uint64_t offset) {
  std::string name = "shared memory";
  auto check = [&](const std::vector<Symbol *> &symbols) {
    for (const Symbol *symbol : symbols)
      if (symbol->isDynamic
              ? offset >= symbol->address && name == "shared memory"
              : offset - symbol->address < symbol->size)
        name = "shared '" + symbol->name.str() + "'";
  };
  check(launch.program.syntax.shared);
  check(launch.kernel.parsed->shared);
  return name;
}

static std::string nameBuffer(const Launch &launch, const Buffer &buffer,
                              Space space, uint64_t offset) {
  return space == Space::Shared ? nameShared(launch, offset)
                                : "'" + buffer.name + "'";
}

Status Warp::faultAddress(const Request &request, unsigned lane, Space space,
                          uint64_t address, const llvm::Twine &reason) {
  std::string text = request.isWrite ? "write of " : "read of ";
  text += std::to_string(request.size) + " bytes at " + getName(space).str() +
          " address 0x" + llvm::utohexstr(address, true) + " " + reason.str();
  return fault(request.instruction, 1u << lane, text);
}

/// `, 4 bytes behind the end of 'x' (64 bytes)`
static std::string describeGlobal(const GlobalMemory &memory,
                                  uint64_t address) {
  const Buffer *buffer = memory.findNearest(address);
  if (!buffer)
    return "";
  uint64_t inside = address - buffer->address;
  std::string name = "'" + buffer->name + "', which has " +
                     std::to_string(buffer->size) + " bytes";
  if (inside < buffer->size)
    return ": it begins at byte " + std::to_string(inside) + " of " + name;
  return ": it is " + std::to_string(inside - buffer->size) +
         " bytes behind the end of " + name;
}

bool Warp::resolveLane(Request &request, unsigned lane, Space space,
                       uint64_t address) {
  Launch &launch = block.launch;
  if (space == Space::Generic) {
    space = static_cast<Space>(address >> windowShift);
    if (space == Space::Generic)
      space = Space::Global;
    if (space > Space::Param)
      return faultAddress(request, lane, Space::Generic, address,
                          "is in no memory"),
             false;
    address -= getWindow(space);
  }
  Buffer *buffer = nullptr;
  uint64_t offset = address;
  std::string limits;
  switch (space) {
  case Space::Global:
    buffer = launch.memory.find(address, request.size);
    offset -= buffer ? buffer->address : 0;
    break;
  case Space::Shared:
    buffer = &block.shared;
    break;
  case Space::Const:
    buffer = const_cast<Buffer *>(&launch.program.constants);
    break;
  case Space::Param:
    buffer = &launch.parameters;
    break;
  default:
    // Each thread sees the local memory of all its frames.
    if (address + request.size <= localBytes && address < localBytes) {
      buffer = &local;
      offset += lane * localBytes;
    }
  }
  if (!buffer || !buffer->contains(buffer->address + offset, request.size)) {
    std::string where =
        space == Space::Global ? describeGlobal(launch.memory, address)
        : space == Space::Local
            ? ": a thread has " + std::to_string(localBytes) + " bytes"
            : ": it has " + std::to_string(buffer->size) + " bytes";
    return faultAddress(request, lane, space, address,
                        "is out of bounds" + where),
           false;
  }
  if (address % request.size)
    return faultAddress(request, lane, space, address, "is not aligned"), false;
  if (request.isWrite && (space == Space::Const || space == Space::Param))
    return faultAddress(request, lane, space, address,
                        "is in memory that cannot be written"),
           false;
  bool mayBeUnwritten = request.isWrite || space == Space::Local;
  if (!mayBeUnwritten && !buffer->isWritten(offset, request.size))
    return faultAddress(request, lane, space, address,
                        "of " + nameBuffer(launch, *buffer, space, offset) +
                            " that nobody has written"),
           false;
  request.buffers[lane] = buffer;
  request.offsets[lane] = offset;
  request.spaces[lane] = space;
  return true;
}

bool Warp::resolve(Request &request) {
  const Instruction &instruction = request.instruction;
  getAddresses(request);
  uint32_t undefined = request.mask & ~defined[instruction.operand(0)];
  if (undefined) {
    fault(instruction, undefined, "uses an address that has no value");
    return false;
  }
  for (uint32_t rest = resolveTogether(request) ? 0 : request.mask; rest;
       rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    if (!resolveLane(request, lane, instruction.space, request.addresses[lane]))
      return false;
  }
  block.launch.countTraffic(request);
  return true;
}

/// The rule: all lanes access one buffer, and nothing is wrong. False if it is
/// not so; what it is then, resolveLane finds out.
bool Warp::resolveTogether(Request &request) {
  uint64_t first = request.addresses[llvm::countr_zero(request.mask)];
  Space space = request.instruction.space;
  if (space == Space::Generic && first >> windowShift == 0)
    space = Space::Global;
  Buffer *buffer = space == Space::Global
                       ? block.launch.memory.find(first, request.size)
                   : space == Space::Shared ? &block.shared
                                            : nullptr;
  if (!buffer)
    return false;
  // Relative to the buffer, what lies in front of it is large.
  uint64_t high = 0, together = 0, broken = 0;
  bool mayBeRow = request.mask == ~0u && request.size == 4;
  for (unsigned lane = 0; lane < 32; ++lane) {
    request.offsets[lane] = request.addresses[lane] - buffer->address;
    broken |= request.addresses[lane] ^ (first + 4 * lane);
  }
  forLanes(request.mask, [&](unsigned lane) {
    high = std::max(high, request.offsets[lane]);
    together |= request.offsets[lane];
  });
  if (together & (request.size - 1) ||
      !buffer->contains(buffer->address + high, request.size))
    return false;
  request.isRowOfWords = mayBeRow && !broken;
  if (!request.isWrite && !isWritten(request, *buffer))
    return false;
  request.common = buffer;
  request.commonSpace = space;
  return true;
}

bool Warp::isWritten(const Request &request, const Buffer &buffer) const {
  if (request.isRow())
    return buffer.isRowWritten(request.offsets[0]);
  bool areWritten = true;
  forLanes(request.mask, [&](unsigned lane) {
    areWritten &= buffer.isWritten(request.offsets[lane], request.size);
  });
  return areWritten;
}

bool Warp::peek(unsigned lane, uint64_t address, unsigned size,
                uint64_t &value) {
  Space space = static_cast<Space>(address >> windowShift);
  uint64_t inside = address - (space == Space::Generic ? 0 : getWindow(space));
  Buffer *buffer = space == Space::Generic
                       ? block.launch.memory.find(address, size)
                   : space == Space::Local ? &local
                                           : nullptr;
  if (space == Space::Local && inside + size > localBytes)
    return false;
  uint64_t offset = space == Space::Local ? lane * localBytes + inside
                    : buffer              ? inside - buffer->address
                                          : 0;
  if (!buffer || address % size || !buffer->isWritten(offset, size))
    return false;
  value = 0;
  std::memcpy(&value, buffer->bytes.get() + offset, size);
  return true;
}

uint64_t Warp::readFrame(unsigned lane, uint64_t offset, unsigned size) {
  uint64_t value = 0;
  std::memcpy(
      &value,
      &local.bytes[lane * localBytes + frames.back().localBase + offset], size);
  return value;
}

void Warp::writeFrame(unsigned lane, uint64_t offset, unsigned size,
                      uint64_t value) {
  uint64_t at = lane * localBytes + frames.back().localBase + offset;
  std::memcpy(&local.bytes[at], &value, size);
  local.setWritten(at, size);
}

//===----------------------------------------------------------------------===//
// Order between accesses
//===----------------------------------------------------------------------===//

bool Warp::checkRace(const Request &request, unsigned lane, Strength strength,
                     const uint8_t *written) {
  Launch &launch = block.launch;
  Space space = request.getSpace(lane);
  if (!launch.options.detectRaces ||
      (space != Space::Global && space != Space::Shared))
    return true;
  Buffer &buffer = request.getBuffer(lane);
  uint64_t offset = request.offsets[lane];
  RaceCheck check{clock, block.firstWarp, launch.warpsPerBlock,
                  Where(request.instruction.index, strength, lane)};
  RaceCheck::Conflict conflict;
  if (!request.isWrite) {
    conflict.touch = check.read(buffer.shadow, offset, request.size);
  } else {
    bool isSame =
        written && std::memcmp(written, request.at(lane), request.size) == 0;
    conflict = check.write(buffer.shadow, offset, request.size, isSame);
  }
  const Touch *other = conflict.touch;
  if (!other)
    return true;
  Where there(other->where);
  const Instruction &otherInstruction =
      *launch.program.code[there.getInstruction()];
  std::string message = "race on " + std::to_string(request.size) +
                        " bytes at byte " + std::to_string(offset) + " of " +
                        nameBuffer(launch, buffer, space, offset) + ": this " +
                        (request.isWrite ? "write" : "read") + " and the " +
                        (conflict.isRead ? "read" : "write") + " of line " +
                        std::to_string(otherInstruction.line) + " '" +
                        otherInstruction.text.str() + "' by " +
                        launch.describeThread(other->warp, there.getLane()) +
                        " have no order";
  fault(request.instruction, 1u << lane, message);
  return false;
}

bool Warp::checkRaces(const Request &request, Strength strength) {
  if (!block.launch.options.detectRaces || readWords(request, strength))
    return true;
  for (uint32_t rest = request.mask; rest; rest &= rest - 1)
    if (!checkRace(request, llvm::countr_zero(rest), strength, nullptr))
      return false;
  return true;
}

/// The rule: reads of words of one buffer; false where it is not so, or there
/// may be a race.
bool Warp::readWords(const Request &request, Strength strength) {
  if (request.isWrite || !request.common || request.size < 4)
    return false;
  RaceCheck check{clock, block.firstWarp, block.launch.warpsPerBlock,
                  Where(request.instruction.index, strength, 0)};
  return check.readWords(request.common->shadow, request.offsets, request.mask,
                         request.size);
}

static Releases &getReleases(Block &block, const Request &request,
                             unsigned lane) {
  return request.getSpace(lane) == Space::Shared ? block.releases
                                                 : block.launch.releases;
}

void Warp::publish(const Request &request, unsigned lane, bool isAtomic) {
  clock.write(getReleases(block, request, lane),
              request.getBuffer(lane).address + request.offsets[lane],
              isAtomic);
}

void Warp::observe(const Request &request, unsigned lane, bool isAtomic) {
  clock.read(getReleases(block, request, lane),
             request.getBuffer(lane).address + request.offsets[lane], isAtomic);
}
