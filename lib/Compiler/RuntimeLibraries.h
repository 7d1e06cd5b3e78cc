//===- RuntimeLibraries.h - What compiled code calls ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_COMPILER_RUNTIMELIBRARIES_H
#define GLU_LIB_COMPILER_RUNTIMELIBRARIES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace mlir::glu {

/// Loads the OpenMP runtime and MLIR's runner utilities into this process,
/// where they stay.
llvm::Error loadRuntimeLibraries();

struct RuntimeFunction {
  llvm::StringRef name;
  void *address;
};
/// What compiled code calls in these libraries, which must be loaded. Another
/// OpenMP in this process, such as GNU's, has functions of the same names that
/// know nothing of its teams.
llvm::ArrayRef<RuntimeFunction> getRuntimeFunctions();

/// Sets the number of threads of the next parallel regions of this thread; 0
/// is OpenMP's own choice. The libraries must be loaded.
void setThreads(unsigned threads);

} // namespace mlir::glu

#endif // GLU_LIB_COMPILER_RUNTIMELIBRARIES_H
