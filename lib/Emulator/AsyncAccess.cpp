//===- AsyncAccess.cpp - What asynchronous work may access ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AsyncAccess.h"
#include "Races.h"

using namespace ptxemu;

/// Calls `body` with parts of some bytes that pieces of a shadow may be asked
/// for, until it returns false: single bytes up to a word, then words of a
/// page.
template <typename Body>
static bool forParts(uint64_t offset, uint64_t bytes, Body body) {
  for (uint64_t end = offset + bytes; offset < end;) {
    uint64_t part =
        std::min(end - offset, Shadow::pageBytes - offset % Shadow::pageBytes);
    part = offset % 4 || part < 4 ? 1 : part & ~uint64_t(3);
    if (!body(offset, unsigned(part)))
      return false;
    offset += part;
  }
  return true;
}

bool AsyncAccess::isProxied(Shadow &shadow, uint64_t offset, unsigned bytes,
                            Touch &missing) const {
  Shadow::Cells cells = shadow.get(offset, bytes);
  for (; cells.pieces; --cells.pieces, ++cells.piece) {
    missing = cells.get(0);
    // Reductions come one after the other, whoever waits for them.
    bool areReductions = strength == Strength::Device &&
                         Where(missing.where).getStrength() == strength;
    if (missing.clock && !isAgent(missing.warp) && !areReductions &&
        !warp.clock.isProxied(missing))
      return false;
  }
  return true;
}

bool AsyncAccess::check(Buffer &buffer, Space space, uint64_t offset,
                        uint64_t bytes, bool isWrite) const {
  Launch &launch = warp.block.launch;
  if (!launch.options.detectRaces)
    return true;
  return forParts(offset, bytes, [&](uint64_t at, unsigned part) {
    Touch missing;
    bool hasFence = isProxied(buffer.shadow, at, part, missing);
    if (!warp.checkRace(instruction, lane, buffer, space, at, part, strength,
                        isWrite, /*isSame=*/false, &agent))
      return false;
    if (hasFence)
      return true;
    Where where(missing.where);
    const Instruction &writer = *launch.program.code[where.getInstruction()];
    warp.fault(instruction, 1u << lane,
               "what line " + llvm::Twine(writer.line) + " '" + writer.text +
                   "' has written at byte " + llvm::Twine(at) + " of " +
                   (space == Space::Shared ? nameShared(launch, at)
                                           : "'" + buffer.name + "'") +
                   " is accessed asynchronously without a fence.proxy.async");
    return false;
  });
}

void ptxemu::handOverBytes(Shadow &shadow, uint64_t offset, uint64_t bytes,
                           Agent agent, const Touch &to, bool isWrite) {
  forParts(offset, bytes, [&](uint64_t at, unsigned part) {
    handOver(shadow, at, part, agent, to, isWrite);
    if (isWrite)
      forgetInFlight(shadow, at);
    return true;
  });
}
