//===- Passes.h - Conversions from glu --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_PASSES_H
#define GLU_CONVERSION_PASSES_H

#include "glu/IR/GLU.h"
#include "mlir/Pass/Pass.h"

namespace mlir::glu {

#define GEN_PASS_DECL
#include "glu/Conversion/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "glu/Conversion/Passes.h.inc"

/// Populates the patterns of `convert-glu-to-linalg`.
void populateGLUToLinalgConversionPatterns(RewritePatternSet &patterns);

} // namespace mlir::glu

#endif // GLU_CONVERSION_PASSES_H
