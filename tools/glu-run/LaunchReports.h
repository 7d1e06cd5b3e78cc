//===- LaunchReports.h - What kernels did on the emulator -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_RUN_LAUNCHREPORTS_H
#define GLU_TOOLS_GLU_RUN_LAUNCHREPORTS_H

#include "glu/Emulator/Report.h"
#include "mlir/Support/LLVM.h"

namespace mlir::glu {

/// Prints a few lines for each kernel, all its launches together.
void printReports(ArrayRef<ptxemu::Report> reports, raw_ostream &os);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_RUN_LAUNCHREPORTS_H
