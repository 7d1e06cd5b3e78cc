//===- KernelBuilder.h - Makes a glu.kernel ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_KERNELBUILDER_H
#define GLU_CONVERSION_KERNELBUILDER_H

#include "CodeBuilder.h"
#include "glu/IR/GLU.h"
#include "mlir/IR/IRMapping.h"

namespace mlir::glu {

/// A glu.kernel of `inputs`, of which those `whole` are arrays without gaps,
/// that computes `inits`; `body` gets their buffers.
KernelOp
createKernel(RewriterBase &rewriter, Location loc, ValueRange inputs,
             ValueRange inits, function_ref<bool(Value)> isWhole,
             function_ref<void(CodeBuilder &, IRMapping &, ValueRange)> body);

/// Replaces each glu.pack_weights and glu.unpack_weights in `root` by loops
/// over their elements, which `place` puts where the target runs them.
void convertPacking(
    Operation *root,
    function_ref<void(CodeBuilder &, function_ref<void()> emit)> place);

} // namespace mlir::glu

#endif // GLU_CONVERSION_KERNELBUILDER_H
