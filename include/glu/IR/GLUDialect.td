//===- GLUDialect.td - The glu dialect --------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_IR_GLUDIALECT_TD
#define GLU_IR_GLUDIALECT_TD

include "mlir/IR/OpBase.td"

def GLU_Dialect : Dialect {
  let name = "glu";
  let summary = "Activations and gated feed-forward layers";
  let description = [{
    Activations, gated linear units and the feed-forward layers made of them,
    as defined in "GLU Variants Improve Transformer" (Shazeer, 2020) and the
    papers it builds on. The equation of every op, the numbered constraints of
    its verifier and the text that means each layer of the paper are in
    `docs/spec.md`.

    Conventions that hold for all ops:

    - Element types are f16, bf16, f32 and f64. The *compute type* is f64 for
      f64 and f32 for the others; parameters (beta, slope, alpha) are rounded to
      the compute type before use, constants of a definition are exact.
    - The feature dimension is last. All other dimensions are called m.
    - A product sums in the compute type and adds its bias there. An absent bias
      stands for +0.0, which is added like any other, so no sum is ever -0.
    - The *rounding contract* says where results are rounded to the element type
      (it makes no difference for f32 and f64): `f32_through`, the default,
      rounds only what the op returns; `as_unfused` rounds gate, value and
      activation too, where the separate ops of a framework would. `glu.ffn`
      rounds the hidden once in both.
  }];
  let cppNamespace = "::mlir::glu";
  let useDefaultAttributePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let hasOperationAttrVerify = 1;
  let extraClassDeclaration = [{
    void registerAttributes();
  }];
  let dependentDialects = [
    "affine::AffineDialect", "arith::ArithDialect",
    "bufferization::BufferizationDialect", "linalg::LinalgDialect",
    "math::MathDialect", "memref::MemRefDialect", "tensor::TensorDialect"
  ];
}

#endif // GLU_IR_GLUDIALECT_TD
