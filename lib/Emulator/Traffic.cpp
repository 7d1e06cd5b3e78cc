//===- Traffic.cpp - What requests cost -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"

using namespace ptxemu;

void Traffic::add(const Traffic &other) {
  requests += other.requests;
  bytesRead += other.bytesRead;
  bytesWritten += other.bytesWritten;
  sectors += other.sectors;
  passes += other.passes;
  worstConflict = std::max(worstConflict, other.worstConflict);
}

/// The different values of `offset >> shift` among lanes, which are mostly in
/// order.
static unsigned countDistinct(const Request &request, unsigned shift) {
  uint64_t seen[64];
  unsigned count = 0;
  uint64_t bytes = request.size;
  for (uint32_t rest = request.mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    uint64_t first = request.offsets[lane] >> shift,
             last = (request.offsets[lane] + bytes - 1) >> shift;
    for (uint64_t value = first; value <= last; ++value) {
      unsigned i = count;
      while (i && seen[i - 1] != value)
        --i;
      if (!i && count < 64)
        seen[count++] = value;
    }
  }
  return count;
}

/// The passes that 32 banks of 4 bytes need for these lanes: in one pass a bank
/// gives one word, to any number of lanes.
static unsigned countPasses(const Request &request, uint32_t mask) {
  constexpr unsigned banks = 32;
  uint64_t words[banks][32];
  uint8_t counts[banks] = {};
  unsigned worst = 0;
  uint64_t previous = ~uint64_t(0);
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    // Lanes that use one word are mostly neighbours.
    if (request.offsets[lane] == previous)
      continue;
    previous = request.offsets[lane];
    uint64_t first = previous / 4, last = (previous + request.size - 1) / 4;
    for (uint64_t word = first; word <= last; ++word) {
      unsigned bank = word % banks, i = 0;
      while (i < counts[bank] && words[bank][i] != word)
        ++i;
      if (i == counts[bank])
        words[bank][counts[bank]++] = word;
      worst = std::max<unsigned>(worst, counts[bank]);
    }
  }
  return worst;
}

/// Whether lanes use words one after the other, or all the same one, which is
/// the rule and takes one pass.
static bool isPlain(const Request &request) {
  if (request.isRow())
    return true;
  if (request.mask != ~0u || request.size != 4)
    return false;
  uint64_t first = request.offsets[0], stride = request.offsets[1] - first;
  if (stride != 4 && stride != 0)
    return false;
  bool isPlain = true;
  for (unsigned lane = 0; lane < 32; ++lane)
    isPlain &= request.offsets[lane] == first + stride * lane;
  return isPlain;
}

static void countShared(Traffic &traffic, const Request &request) {
  unsigned groups = request.size == 16 ? 4 : request.size == 8 ? 2 : 1;
  if (isPlain(request)) {
    ++traffic.passes;
    traffic.worstConflict = std::max<uint64_t>(traffic.worstConflict, 1);
    return;
  }
  // Accesses of 8 and 16 bytes go by halves and quarters of the warp.
  unsigned width = 32 / groups;
  for (unsigned group = 0; group < groups; ++group) {
    uint32_t lanes = request.mask & ((width == 32 ? ~0u : (1u << width) - 1)
                                     << (group * width));
    unsigned passes = lanes ? countPasses(request, lanes) : 0;
    traffic.passes += passes;
    traffic.worstConflict = std::max<uint64_t>(traffic.worstConflict, passes);
  }
}

void Launch::countTraffic(const Request &request) {
  Space space = request.getSpace(llvm::countr_zero(request.mask));
  Traffic *traffic = space == Space::Global   ? &global
                     : space == Space::Shared ? &sharedTraffic
                     : space == Space::Local  ? &localTraffic
                                              : nullptr;
  if (!traffic)
    return;
  ++traffic->requests;
  uint64_t bytes = uint64_t(request.size) * llvm::popcount(request.mask);
  (request.isWrite ? traffic->bytesWritten : traffic->bytesRead) += bytes;
  if (space == Space::Shared)
    countShared(*traffic, request);
  else if (space == Space::Global)
    // Buffers begin at multiples of a sector.
    traffic->sectors += isPlain(request) ? (request.offsets[31] + 3) / 32 -
                                               request.offsets[0] / 32 + 1
                                         : countDistinct(request, 5);
}
