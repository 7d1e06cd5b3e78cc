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

def FuseGateValuePass : Pass<"glu-fuse-gate-value"> {
  let summary = "Fuse separate products into gated and feed-forward layers";
  let description = [{
    Two products of one input, an activation and a multiplication become one
    `glu.gated_linear`, which reads the input once:

    ```mlir
    %wt = linalg.transpose ins(%w : tensor<16x8xf32>)
            outs(%e : tensor<8x16xf32>) permutation = [1, 0]
    %vt = linalg.transpose ins(%v : tensor<16x8xf32>)
            outs(%e : tensor<8x16xf32>) permutation = [1, 0]
    %g = linalg.matmul ins(%x, %wt : tensor<4x8xf32>, tensor<8x16xf32>)
           outs(%zero : tensor<4x16xf32>) -> tensor<4x16xf32>
    %u = linalg.matmul ins(%x, %vt : tensor<4x8xf32>, tensor<8x16xf32>)
           outs(%zero : tensor<4x16xf32>) -> tensor<4x16xf32>
    %a = glu.activation swish<beta = 1.0>(%g) : tensor<4x16xf32>
    %h = arith.mulf %a, %u : tensor<4x16xf32>
    ```
    becomes
    ```mlir
    %h = glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
           ins(%x, %w, %v
               : tensor<4x8xf32>, tensor<16x8xf32>, tensor<16x8xf32>)
           outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
    ```

    The gate is the activated product; where none is activated, it is the left
    factor of the multiplication. Then such a layer, or a product with an
    activation, and the product that reads it become one `glu.ffn`.

    - A product is a `glu.linear` or a linalg contraction of x `[m..., k]` with a
      weight `[k, n]` or `[n, k]` that sums in the compute type, from +0.0 or
      from a broadcast bias. A bias can also be added behind it. A sum that
      starts at the bias becomes one that ends with it. Operands of bf16 or f16
      that are widened in front of the product are read as they are.
    - Weights are read in front of `linalg.transpose`. Where the two weights, or
      the results of a single product, are the halves of one tensor or its even
      and odd channels (`tensor.extract_slice`), the layer reads the packed
      weight in place.
    - `tensor.expand_shape` of the rows may be anywhere behind a product; it goes
      behind the layer.
    - Results are rounded where they were. With bf16 and f16 a layer is
      `as_unfused` if every step is rounded, `f32_through` if only the last one
      is, and is not made if some are. Sums in bf16 or f16 are left alone.

    Code is also left alone where a product, or what follows it, has another use
    or is in another block. Each multiplication with a product among its factors,
    and each product that reads a hidden layer, leaves a remark of category
    `glu-fuse`, passed or missed with the reason.
  }];
  let dependentDialects = ["::mlir::glu::GLUDialect",
                           "::mlir::tensor::TensorDialect"];
}

#endif // GLU_TRANSFORMS_PASSES_TD
