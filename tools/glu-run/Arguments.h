//===- Arguments.h - The arrays of a run ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_RUN_ARGUMENTS_H
#define GLU_TOOLS_GLU_RUN_ARGUMENTS_H

#include "glu/Compiler/CallAnalysis.h"

namespace mlir::glu {

/// The array in the file `path` for an argument of `type`: floats are widened,
/// or rounded to f16 and bf16; everything else must fit as it is.
llvm::Expected<glurt::Array> readArgument(StringRef path,
                                          const ValueType &type);

/// The arrays of a call: those of `given`, and for the others random ones by
/// `seed`. Each argument has a sequence of its own, the same on every machine,
/// whichever arguments are given.
llvm::Expected<std::vector<glurt::Array>>
completeArguments(std::vector<std::optional<glurt::Array>> given,
                  CallAnalysis &analysis, const Signature &signature,
                  int64_t dynamicSize, uint64_t seed);

/// `array` with elements of another type, rounded once.
glurt::Array convert(const glurt::Array &array, glurt::ElementType type);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_RUN_ARGUMENTS_H
