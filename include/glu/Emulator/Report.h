//===- Report.h - What a launch did -----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_REPORT_H
#define GLU_EMULATOR_REPORT_H

#include "llvm/Support/raw_ostream.h"
#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace ptxemu {

/// Traffic between threads and one kind of memory.
struct Traffic {
  uint64_t requests = 0;
  uint64_t bytesRead = 0;
  uint64_t bytesWritten = 0;
  /// Global and local memory: sectors of 32 bytes that requests touch.
  uint64_t sectors = 0;
  /// Shared memory: the times that a request is repeated for its banks.
  uint64_t passes = 0;
  /// The most passes of one request, as a factor of what its size takes.
  uint64_t worstConflict = 0;

  void add(const Traffic &other);
};

struct Report {
  std::string kernel;
  std::array<uint32_t, 3> grid, block;
  uint64_t seed = 0;
  uint64_t warps = 0;
  uint64_t warpInstructions = 0;
  uint64_t threadInstructions = 0;
  uint64_t barriers = 0;
  bool racesDetected = true;
  uint64_t sharedBytes = 0;
  Traffic global, shared, local;
  /// Warp instructions by opcode and modifiers.
  std::map<std::string, uint64_t> mix;

  void print(llvm::raw_ostream &os) const;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_REPORT_H
