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

def ReportCostPass : Pass<"glu-report-cost"> {
  let summary = "Report what each layer costs as a remark";
  let description = [{
    Leaves an analysis remark `ReportCost` of the category `glu-cost` at each
    `glu.linear`, `glu.gated_linear`, `glu.ffn` and `glu.maxout`, with

    - parameters: weights and biases,
    - flops: 2 for each multiply-add of a product,
    - bytes: what crosses memory if every operand and result does so once,

    each of them `unknown` where it depends on a dynamic size.

    A gated `glu.ffn` has three weight matrices where one without a gate has two.
    "GLU Variants Improve Transformer" (Shazeer, 2020), section 2, compares the
    two at equal parameters and work: the gated d_ff is 2/3 of the plain one. The
    remark of a gated `glu.ffn` names that plain layer too.

    The IR is left as it is. `--remarks-filter='glu-cost'
    --remark-format=emitRemark` prints the remarks.
  }];
}

#endif // GLU_TRANSFORMS_PASSES_TD
