//===- Threads.h - The OpenMP runtime of compiled code ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_COMPILER_THREADS_H
#define GLU_LIB_COMPILER_THREADS_H

#include "llvm/Support/Error.h"

namespace mlir::glu {

/// Loads the OpenMP runtime into this process, so that compiled code finds its
/// symbols. It stays loaded.
llvm::Error loadOpenMP();

/// Sets the number of threads of the next parallel regions of this thread; 0
/// is OpenMP's own choice. The runtime must be loaded.
void setThreads(unsigned threads);

} // namespace mlir::glu

#endif // GLU_LIB_COMPILER_THREADS_H
