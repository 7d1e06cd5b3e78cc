//===- RuntimeLibraries.h - What compiled code calls ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_COMPILER_RUNTIMELIBRARIES_H
#define GLU_LIB_COMPILER_RUNTIMELIBRARIES_H

#include "llvm/Support/Error.h"

namespace mlir::glu {

/// Loads the OpenMP runtime and MLIR's runner utilities into this process, so
/// that compiled code finds their symbols. They stay loaded.
llvm::Error loadRuntimeLibraries();

/// Sets the number of threads of the next parallel regions of this thread; 0
/// is OpenMP's own choice. The libraries must be loaded.
void setThreads(unsigned threads);

} // namespace mlir::glu

#endif // GLU_LIB_COMPILER_RUNTIMELIBRARIES_H
