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

uint64_t Warp::getAddress(const Instruction &instruction, unsigned lane) {
  uint32_t base = instruction.operand(0);
  return instruction.flags >> 31
             ? uint32_t(row<uint32_t>(base)[lane] + instruction.offset)
             : row<uint64_t>(base)[lane] + instruction.offset;
}

std::string ptxemu::nameShared(const Launch &launch, uint64_t offset) {
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
    if (uint64_t rank = address >> clusterShift) {
      Block *owner = block.getClusterBlock(rank - 1);
      if (owner && owner->isFinished)
        return faultAddress(request, lane, space, address,
                            "is in the memory of a block that has ended"),
               false;
      buffer = owner ? &owner->shared : nullptr;
      offset = address & ((1u << clusterShift) - 1);
    }
    break;
  case Space::Const:
    buffer = const_cast<Buffer *>(&launch.program.constants);
    break;
  case Space::Param:
    buffer = &launch.parameters;
    break;
  default:
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
        : buffer ? ": it has " + std::to_string(buffer->size) + " bytes"
                 : ": the cluster has no such block";
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
  bool mayBeUnwritten =
      request.mayBeUnwritten || request.isWrite || space == Space::Local;
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
  uint32_t undefined = request.mask & ~defined[instruction.operand(0)];
  if (undefined) {
    fault(instruction, undefined, "uses an address that has no value");
    return false;
  }
  for (uint32_t rest = resolveTogether(request) ? 0 : request.mask; rest;
       rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    request.addresses[lane] = getAddress(instruction, lane);
    if (!resolveLane(request, lane, instruction.space, request.addresses[lane]))
      return false;
  }
  if (request.isTraffic)
    block.launch.countTraffic(request);
  return true;
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
                     const uint8_t *written, const Agent *agent) {
  Launch &launch = block.launch;
  Space space = request.getSpace(lane);
  if (!launch.options.detectRaces ||
      (space != Space::Global && space != Space::Shared))
    return true;
  bool isSame =
      written && std::memcmp(written, request.at(lane), request.size) == 0;
  return checkRace(request.instruction, lane, request.getBuffer(lane), space,
                   request.getOffset(lane), request.size, strength,
                   request.isWrite, isSame, agent);
}

bool Warp::checkRace(const Instruction &instruction, unsigned lane,
                     Buffer &buffer, Space space, uint64_t offset,
                     unsigned size, Strength strength, bool isWrite,
                     bool isSame, const Agent *agent) {
  Launch &launch = block.launch;
  const Block *owner = block.findOwner(buffer);
  RaceCheck check{clock, (owner ? owner : &block)->firstWarp,
                  launch.warpsPerBlock,
                  Where(instruction.index, strength, lane), agent};
  RaceCheck::Conflict conflict;
  if (isWrite)
    conflict = check.write(buffer.shadow, offset, size, isSame);
  else
    conflict.touch = check.read(buffer.shadow, offset, size);
  const Touch &other = conflict.touch;
  if (!other.clock)
    return true;
  Where there(other.where);
  const Instruction &otherInstruction =
      *launch.program.code[there.getInstruction()];
  std::string message = "race on " + std::to_string(size) + " bytes at byte " +
                        std::to_string(offset) + " of " +
                        nameBuffer(launch, buffer, space, offset) + ": this " +
                        (isWrite ? "write" : "read") + " and the " +
                        (conflict.isRead ? "read" : "write") + " of line " +
                        std::to_string(otherInstruction.line) + " '" +
                        otherInstruction.text.str() + "'";
  if (!isAgent(other.warp))
    message += " by " + launch.describeThread(other.warp, there.getLane());
  message += " have no order";
  if (otherInstruction.mnemonic.starts_with("mbarrier"))
    message += ", as there is an mbarrier";
  else if (isAgent(other.warp))
    message += ", as nobody has waited for what that line began";
  fault(instruction, 1u << lane, message);
  return false;
}

bool Warp::areOrdered(const Request &request, Strength strength) {
  if (!block.launch.options.detectRaces)
    return true;
  if (!request.pattern)
    return false;
  if (!request.isShared())
    return true;
  RaceCheck check{clock, block.firstWarp, block.launch.warpsPerBlock,
                  Where(request.instruction.index, strength, 0)};
  Shadow &shadow = request.common->shadow;
  return request.isWrite
             ? check.writeAll(shadow, request.first, *request.pattern)
             : check.readAll(shadow, request.first, *request.pattern);
}

static Releases &getReleases(Block &block, const Request &request,
                             unsigned lane) {
  return request.getSpace(lane) == Space::Shared ? block.releases
                                                 : block.launch.releases;
}

void Warp::publish(const Request &request, unsigned lane, bool isAtomic) {
  clock.write(getReleases(block, request, lane),
              request.getBuffer(lane).address + request.getOffset(lane),
              isAtomic);
}

void Warp::observe(const Request &request, unsigned lane, bool isAtomic) {
  clock.read(getReleases(block, request, lane),
             request.getBuffer(lane).address + request.getOffset(lane),
             isAtomic);
}
