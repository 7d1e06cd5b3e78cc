//===- Arrays.h - The arrays of a caller in C -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_CAPI_ARRAYS_H
#define GLU_LIB_CAPI_ARRAYS_H

#include "glu-c/Compiler.h"
#include "glu/Compiler/Signature.h"
#include <deque>

namespace mlir::glu::capi {

/// Fails unless `array` is one: with sizes, with data where it is read and has
/// elements, and inside the address space.
llvm::Error checkArray(const GLUArray &array, bool isRead);

/// The array as the compiler takes it, once it is checked. One that is not
/// dense is copied to the end of `copies` if it is read, and is an error if it
/// may be written.
llvm::Expected<ArrayView> viewArray(const GLUArray &array, bool isRead,
                                    bool isWritten,
                                    std::deque<glurt::Array> &copies);

} // namespace mlir::glu::capi

#endif // GLU_LIB_CAPI_ARRAYS_H
