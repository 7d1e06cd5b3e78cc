//===- MemoryBarrierAccess.h - The mbarrier at an address -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_MEMORYBARRIERACCESS_H
#define GLU_EMULATOR_INSTRUCTIONS_MEMORYBARRIERACCESS_H

#include "../Launch.h"

namespace ptxemu {

struct MemoryBarrierAccess {
  Block *block = nullptr;
  uint64_t offset = 0;
  MemoryBarrier *barrier = nullptr;

  /// The one at the address of a lane; false after a fault: there is none, or
  /// the thread may not know of it yet.
  bool find(Warp &warp, const Request &request, unsigned lane);
  /// Ends its phase if nothing is missing.
  void endPhase(Launch &launch);
};

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_MEMORYBARRIERACCESS_H
