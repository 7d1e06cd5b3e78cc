//===- Passes.h - Transforms on glu ops -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TRANSFORMS_PASSES_H
#define GLU_TRANSFORMS_PASSES_H

#include "glu/IR/GLU.h"
#include "mlir/Pass/Pass.h"

namespace mlir::glu {

#define GEN_PASS_DECL
#include "glu/Transforms/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "glu/Transforms/Passes.h.inc"

} // namespace mlir::glu

#endif // GLU_TRANSFORMS_PASSES_H
