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
  let description = [{
    Replaces `glu.activation` and `glu.gate` on scalars and vectors by
    arithmetic in the compute type, and exp, expm1, log, log1p, tanh and erf of
    the math dialect on f32 by polynomials. What f16 and bf16 ops compute is
    computed in f32. In f64 the ops of math stay, and become calls of libm
    later, but for expm1 and log1p, of which `convert-math-to-llvm` would make
    exp(x) - 1 and log(1 + x): they become accurate forms of tanh, exp and log.

    In f32 the code has no branches and no calls. It relies on `math.fma` being
    one rounding: on a target without such an instruction the result is the
    same, but slow. How much it may differ from the exact functions is declared
    by `ActivationAttrInterface::getExpansionError` and `getMathExpansionError`.

    Tensors must have been lowered by `convert-glu-to-linalg` before.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
}

#endif // GLU_TRANSFORMS_PASSES_TD
