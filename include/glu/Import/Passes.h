//===- Passes.h - Import of frameworks' dialects ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IMPORT_PASSES_H
#define GLU_IMPORT_PASSES_H

#include "glu/IR/GLU.h"
#include "mlir/Pass/Pass.h"

namespace mlir::glu {

#define GEN_PASS_DECL
#include "glu/Import/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "glu/Import/Passes.h.inc"

} // namespace mlir::glu

#endif // GLU_IMPORT_PASSES_H
