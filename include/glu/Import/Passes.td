//===- Passes.td - Import of frameworks' dialects ---------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IMPORT_PASSES_TD
#define GLU_IMPORT_PASSES_TD

include "mlir/Pass/PassBase.td"

def ImportPass : Pass<"glu-import", "::mlir::ModuleOp"> {
  let summary = "Import StableHLO, CHLO, torch and ONNX ops in generic form";
  let description = [{
    Turns functions of `stablehlo`, `chlo`, `torch`, `onnx` and `shape` ops into
    ops of linalg, tensor, arith and math on tensors, and `glu.activation` where
    the framework names an activation. The dialects need not be there: their ops are
    read in the generic form as unregistered ones, by
    `glu-opt --allow-unregistered-dialect`:

    ```
    %2 = "stablehlo.dot_general"(%x, %w)
           <{dot_dimension_numbers = #stablehlo.dot<
               lhs_contracting_dimensions = [1],
               rhs_contracting_dimensions = [0]>}>
           : (tensor<4x8xbf16>, tensor<8x16xbf16>) -> tensor<4x16xbf16>
    %3 = "stablehlo.logistic"(%2) : (tensor<4x16xbf16>) -> tensor<4x16xbf16>
    ```
    becomes
    ```
    %1 = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>)
           outs(%zero : tensor<4x16xf32>) -> tensor<4x16xf32>
    %2 = arith.truncf %1 : tensor<4x16xf32> to tensor<4x16xbf16>
    %3 = glu.activation sigmoid(%2) : tensor<4x16xbf16>
    ```

    - Products and sums of bf16 and f16 are summed in f32 and rounded once.
    - Calls are inlined, and private functions are gone then. What remains is
      one block of ops for each public function.
    - Sizes that only the run will tell are computed; where two must agree that
      cannot be seen to, a `cf.assert` checks it.
    - An op, attribute or type that is not known is an error that names it, and
      the module stays as it was. `docs/import.md` lists what is known.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::cf::ControlFlowDialect",
    "::mlir::func::FuncDialect", "::mlir::glu::GLUDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::tensor::TensorDialect"];
}

#endif // GLU_IMPORT_PASSES_TD
