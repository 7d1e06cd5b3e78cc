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
    Replaces `glu.activation` and `glu.gate` on scalars and vectors by arithmetic
    in the compute type, and exp, expm1, log, log1p, tanh and erf of the math
    dialect on f32 by polynomials. What f16 and bf16 ops compute is computed in
    f32. In f64 the ops of math stay, and become calls of libm later, but for
    expm1 and log1p, of which `convert-math-to-llvm` would make exp(x) - 1 and
    log(1 + x): they become accurate forms of tanh, exp and log.

    The code has no branches and no calls. It relies on `math.fma` being one
    rounding: on a target without such an instruction the result is the same, but
    slow. How much it may differ from the exact functions is declared by
    `ActivationAttrInterface::getExpansionError` and `getMathExpansionError`.

    Tensors must have been lowered by `convert-glu-to-linalg` before.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
}

def TilePass : Pass<"glu-tile", "::mlir::func::FuncOp"> {
  let summary = "Tile layers and linalg ops for threads and for registers";
  let description = [{
    Two levels of loops over (m..., n), for the layers of glu and for linalg ops
    on tensors that are not glu's:

    - `scf.forall` over tiles for threads, where there is more than one;
    - `scf.for` over register tiles, n outside and m inside, so that a panel of
      weights serves all rows of a tile. Every register tile has a static shape:
      the rest of a static size becomes one smaller tile, the rest of a dynamic
      size single rows (or columns).

    k is not tiled: a partial sum over k is not a value of a layer. `glu.ffn`
    becomes its two layers first, since each is tiled by its own n, and leading
    dimensions are collapsed into one m.

    Tile sizes follow from the vector registers of `target`, and are fitted to
    the shape. A remark (`glu-tile`) says what was chosen for each op, or why an
    op was left alone.
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect"];
  let options = [
    Option<"target", "target", "std::string", /*default=*/"\"host\"",
           "CPU to compile for: host, generic, avx2, avx512, amx or a feature "
           "list">,
    ListOption<"registerTile", "register-tile", "int64_t",
               "Rows and columns of a register tile of a product, in place of "
               "those chosen">,
    ListOption<"parallelTile", "parallel-tile", "int64_t",
               "Rows and columns of a tile for one thread, in place of those "
               "chosen; 0 leaves a dimension whole">,
  ];
}

def VectorizePass : Pass<"glu-vectorize", "::mlir::func::FuncOp"> {
  let summary = "Vectorize register tiles and keep their sums in registers";
  let description = [{
    Every linalg op on tensors whose shape is static and no larger than a
    register tile becomes vector code. A sum steps through k one by one: unit
    dimensions are folded before vectorization, so that the body is elementwise
    on the register tile, its accumulators are hoisted out of the k loop, and a
    product and a sum that may be contracted become one `vector.fma`, row by row.

    Ops of a dynamic shape, or larger than a register tile, stay as they are and
    run as loops; a remark (`glu-vectorize`) names each and says why.
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect",
                           "::mlir::vector::VectorDialect"];
}

def ProtectArgumentsPass : Pass<"glu-protect-arguments", "::mlir::func::FuncOp"> {
  let summary = "Arguments are values: bufferization must not write them";
  let description = [{
    Marks every tensor argument of a public function that does not say otherwise
    with `bufferization.writable = false`. A caller who passes a destination
    says so with `bufferization.writable = true`.
  }];
}

def LowerVectorsPass : Pass<"glu-lower-vectors", "::mlir::func::FuncOp"> {
  let summary = "Lower n-D vectors on memrefs to rows";
  let description = [{
    After bufferization: transfers, broadcasts and shape casts of n-D vectors
    become rows of 1-D vectors, which convert-vector-to-llvm handles well.
  }];
  let dependentDialects = ["::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def ReportCostPass : Pass<"glu-report-cost"> {
  let summary = "Report what each layer costs as a remark";
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

#endif // GLU_TRANSFORMS_PASSES_TD
