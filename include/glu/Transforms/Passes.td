//===- Passes.td - Transforms on glu ops ------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TRANSFORMS_PASSES_TD
#define GLU_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def ExpandActivationsPass : Pass<"glu-expand-activations"> {
  let summary = "Expand activations and gates on scalars and vectors";
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
}

#endif // GLU_TRANSFORMS_PASSES_TD
