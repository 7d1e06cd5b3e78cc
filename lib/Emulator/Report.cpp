//===- Report.cpp - What a launch did -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Emulator/Report.h"
#include "Warp.h"
#include "llvm/Support/Format.h"

using namespace ptxemu;

static double divide(uint64_t a, uint64_t b) { return b ? double(a) / b : 0; }

static void printBytes(llvm::raw_ostream &os, llvm::StringRef name,
                       const Traffic &traffic) {
  os << llvm::left_justify(name, 8) << traffic.requests << " requests, "
     << traffic.bytesRead << " bytes read, " << traffic.bytesWritten
     << " bytes written";
}

void Report::print(llvm::raw_ostream &os) const {
  os << "kernel '" << kernel << "': grid " << printTriple(grid) << ", block "
     << printTriple(block) << ", " << warps << " warps, seed " << seed << "\n";
  os << "instructions: " << warpInstructions << " of warps, "
     << threadInstructions << " of threads\n";
  if (global.requests) {
    printBytes(os, "global:", global);
    os << ", " << llvm::format("%.2f", divide(global.sectors, global.requests))
       << " sectors a request, "
       << llvm::format("%.0f",
                       100 * divide(global.bytesRead + global.bytesWritten,
                                    32 * global.sectors))
       << " % of their bytes used\n";
  }
  if (shared.requests) {
    printBytes(os, "shared:", shared);
    os << ", " << llvm::format("%.2f", divide(shared.passes, shared.requests))
       << " passes a request, bank conflicts of degree " << shared.worstConflict
       << " at most\n";
  }
  if (local.requests) {
    printBytes(os, "local:", local);
    os << "\n";
  }
  os << "shared memory of a block: " << sharedBytes
     << " bytes, barriers: " << barriers << "\n";
  os << "races: " << (racesDetected ? "none" : "not looked for") << "\n";
  os << "mix:\n";
  for (const auto &[name, count] : mix)
    os << "  " << llvm::left_justify(name, 32) << " " << count << "\n";
}
