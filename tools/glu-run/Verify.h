//===- Verify.h - Judge results ---------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_RUN_VERIFY_H
#define GLU_TOOLS_GLU_RUN_VERIFY_H

#include "glu/Reference/Reference.h"

namespace mlir::glu {

/// Prints for each result how near its errors come to the bounds of the
/// reference, or which element is outside. Fails if one is outside the
/// worst-case bound, or with `isRandom` the statistical one.
LogicalResult verifyResults(ArrayRef<glurt::Array> results,
                            ArrayRef<BoundedArray> reference, bool isRandom,
                            raw_ostream &os);

/// What a result may be if `expected` is what it should be: inside the
/// reference's worst-case bound around that, and `error` more.
BoundedArray boundExpected(const glurt::Array &expected,
                           const BoundedArray &reference, double error);

/// Prints how near the errors of result `number` come to the bounds of
/// `expected`, or which element is outside.
LogicalResult compareExpected(unsigned number, const glurt::Array &result,
                              const BoundedArray &expected, raw_ostream &os);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_RUN_VERIFY_H
