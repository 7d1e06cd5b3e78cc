//===- LaunchReports.cpp - What kernels did on the emulator ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LaunchReports.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace mlir::glu;
using ptxemu::Report;
using ptxemu::Traffic;

namespace {
struct Kernel {
  unsigned launches = 0;
  uint64_t warpInstructions = 0;
  Traffic global, shared;
};
} // namespace

static void printTraffic(StringRef memory, const Traffic &traffic,
                         StringRef countOf, uint64_t count, raw_ostream &os) {
  os << "  " << memory << " memory: " << traffic.bytesRead << " bytes read, "
     << traffic.bytesWritten << " written, "
     << llvm::format("%.2f ", double(count) / traffic.requests) << countOf
     << " a request";
}

void mlir::glu::printReports(ArrayRef<Report> reports, raw_ostream &os) {
  os << "emulator: launches " << reports.size();
  // A race would have ended the run.
  if (!reports.empty())
    os << ", races 0, seed " << reports.front().seed;
  os << "\n";
  llvm::MapVector<StringRef, Kernel> kernels;
  for (const Report &report : reports) {
    Kernel &kernel = kernels[report.kernel];
    ++kernel.launches;
    kernel.warpInstructions += report.warpInstructions;
    kernel.global.add(report.global);
    kernel.shared.add(report.shared);
  }
  for (const auto &[name, kernel] : kernels) {
    os << "kernel '" << name << "': launches " << kernel.launches
       << ", warp instructions " << kernel.warpInstructions << "\n";
    if (kernel.global.requests) {
      printTraffic("global", kernel.global, "sectors", kernel.global.sectors,
                   os);
      os << "\n";
    }
    if (kernel.shared.requests) {
      printTraffic("shared", kernel.shared, "passes", kernel.shared.passes, os);
      os << ", bank conflicts of degree " << kernel.shared.worstConflict
         << " at most\n";
    }
  }
}
