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

static void count(Traffic &traffic, const Pattern &pattern, Space space,
                  bool isWrite) {
  (isWrite ? traffic.bytesWritten : traffic.bytesRead) += pattern.bytes;
  if (space == Space::Global)
    traffic.sectors += pattern.sectors;
  if (space != Space::Shared)
    return;
  traffic.passes += pattern.passes;
  traffic.worstConflict =
      std::max<uint64_t>(traffic.worstConflict, pattern.worstPasses);
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
  if (request.pattern)
    return count(*traffic, *request.pattern, space, request.isWrite);
  // Lanes that are far apart; those near each other make a pattern.
  for (uint32_t rest = request.mask; rest;) {
    uint64_t first = request.addresses[llvm::countr_zero(rest)];
    uint32_t near = 0;
    for (uint32_t others = rest; others; others &= others - 1) {
      unsigned lane = llvm::countr_zero(others);
      near |= uint32_t(request.addresses[lane] >> 29 == first >> 29) << lane;
    }
    count(
        *traffic,
        *patterns.get(request.addresses.data(), near, request.size, first % 32),
        space, request.isWrite);
    rest &= ~near;
  }
}
