//===- Assertions.h - cf.assert in compiled code ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_COMPILER_ASSERTIONS_H
#define GLU_LIB_COMPILER_ASSERTIONS_H

#include "RuntimeLibraries.h"

namespace mlir::glu {

/// What compiled code calls where an assertion fails, in place of C's puts and
/// abort.
llvm::ArrayRef<RuntimeFunction> getAssertionFunctions();

/// Calls compiled code. An assertion that fails in this thread is an error with
/// its message; what the code has allocated is lost then. One that fails in
/// another thread ends the process.
llvm::Error callGuarded(void (*entry)(void **), void **arguments);

} // namespace mlir::glu

#endif // GLU_LIB_COMPILER_ASSERTIONS_H
