//===- Passes.td - Transforms on glu ops ------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TRANSFORMS_PASSES_TD
#define GLU_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def RaisePass : Pass<"glu-raise", "::mlir::ModuleOp"> {
  let summary = "Find activations and layers in what frameworks export";
  let description = [{
    Reads linalg, arith and math on tensors, and TOSA, which is lowered to these
    first. Calls of functions are inlined.

    - Elementwise code that is an activation becomes `glu.activation`, whatever
      ops and bodies it is spread over, and `glu.gate` with the multiplication
      that alone reads it. Code is compared with activations by what it computes
      (docs/raising.md).
    - Contractions become x `[m..., k]` times a weight `[k, n]` or `[n, k]`:
      any order of loops, batches of one, broadcast and stacked weights, slices
      of reshaped products. So `glu-fuse-gate-value` reads them.
    - Constants may be off by 0.025 % or by a rounding of their type. Roundings
      to 16 bits in the midst of an activation, and of a sum at each step, are
      removed. Both are said in remarks.

    A function in which nothing is found stays as it is. A value in the midst of
    an activation that something else reads, and an activation that is but a part
    of another function of x, such as relu(x)^2, are left alone. Remarks are of
    category `glu-raise`, passed or missed with the reason.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::glu::GLUDialect",
                           "::mlir::affine::AffineDialect",
                           "::mlir::linalg::LinalgDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::tensor::TensorDialect"];
  let options = [
    Option<"strictRounding", "strict-rounding", "bool", /*default=*/"false",
           "Leave code alone that rounds to 16 bits in the midst of an "
           "activation or of a sum">,
  ];
}

def FuseGateValuePass : Pass<"glu-fuse-gate-value"> {
  let summary = "Fuse separate products into gated and feed-forward layers";
  let description = [{
    Two products of one input, an activation and a multiplication become one
    `glu.gated_linear`, which reads the input once:

    ```
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
    ```
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
    or is in another block, and where a product has a `glu.strategy`, which says
    nothing of the layer. Each multiplication with a product among its factors,
    and each product that reads a hidden layer, leaves a remark of category
    `glu-fuse`, passed or missed with the reason.
  }];
  let dependentDialects = ["::mlir::glu::GLUDialect",
                           "::mlir::tensor::TensorDialect"];
}

def AssignStrategyPass
    : Pass<"glu-assign-strategy", "::mlir::func::FuncOp"> {
  let summary = "Choose how layers are computed";
  let description = [{
    Gives each `glu.linear`, `glu.gated_linear` and `glu.ffn` that has none, and
    whose weights are of static shape and not empty, a `glu.strategy` for
    `target`: `amx` for bf16 where there are tiles, `fma` for all else, with a
    register tile that fills the registers and as many rows of x in a block as
    half of L2 holds.

    A strategy written by hand stays; it is an error if the target has no
    instructions for it. A remark (`glu-strategy`) says what was chosen for each
    layer, or why one has no strategy.
  }];
  let options = [
    Option<"target", "target", "std::string", /*default=*/"\"host\"",
           "CPU to compile for: host, generic, avx2, avx512, amx or a feature "
           "list">,
  ];
}

def AssignGPUStrategyPass
    : Pass<"glu-assign-gpu-strategy", "::mlir::func::FuncOp"> {
  let summary = "Choose the GPU kernels of layers";
  let description = [{
    Gives each `glu.linear`, `glu.gated_linear` and `glu.ffn` that has none a
    `glu.strategy` for `arch`: `s2` on `sm_90a` or else `s1` where tensor cores
    take the element type and copies of 16 bytes find x and weights in place,
    `stream` for at most 16 rows of those, `s0` for all else. In place are rows of
    x and weights of a multiple of 16 bytes, of static size; with weights
    `in_out`, those of each part, and interleaved in such blocks.

    Tensor cores take bf16 and f16, and with `allow-tf32` f32 as well, which they
    round to tf32.

    A strategy written by hand stays; it is an error if it is for a CPU, if the
    layer cannot be computed so, or if the architecture has too little shared
    memory. A remark (`glu-strategy`) says what was chosen for each layer, and
    what stands in the way of tensor cores.
  }];
  let options = [
    Option<"arch", "arch", "std::string", /*default=*/"\"sm_80\"",
           "GPU to compile for: sm_80, sm_86, sm_89, sm_90a, sm_100a or sm_120">,
    Option<"allowTF32", "allow-tf32", "bool", /*default=*/"false",
           "Round x and weights in f32 to tf32, for tensor cores">,
  ];
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
      size tiles of fewer rows (or columns), then single ones.

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

def ReturnDestinationsPass : Pass<"glu-return-destinations", "::mlir::ModuleOp"> {
  let summary = "Return an argument that the caller passed as a destination";
  let description = [{
    Deallocation clones the argument that a function returns, since the caller
    will own the result. An argument that the function writes into is the
    caller's destination, and owned by the caller: it is returned as it is,
    unless the function is called from within the module.
  }];
}

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

def PackWeightsPass : Pass<"glu-pack-weights", "::mlir::ModuleOp"> {
  let summary = "Pack the weights of layers for their kernels, ahead of calls";
  let description = [{
    Puts `glu.unpack_weights` in front of layers with a `glu.strategy`, behind
    weights that are packed before the layer runs:

    - Constants are packed at compile time.
    - With `prepare`, each public function `@NAME` with arguments that are
      weights of such layers and nothing else gets two more beside it.
      `@NAME_prepare` takes these arguments and returns them packed, one result
      for each product in order of use (a `glu.ffn` has two); what several
      products read in one form is packed once. `@NAME_packed` takes the other
      arguments, then these results, and returns what `@NAME` does. `@NAME` stays
      as it is.

    ```
    func.func @f(%x: tensor<?x8xf32>, %w: tensor<8x64xf32>) -> tensor<?x64xf32>
    ```
    gets
    ```
    func.func @f_prepare(%w: tensor<8x64xf32>) -> tensor<1x8x1x64xf32>
    func.func @f_packed(%x: tensor<?x8xf32>, %packed: tensor<1x8x1x64xf32>)
        -> tensor<?x64xf32>
    ```

    A remark (`glu-pack`) names each layer whose weights are packed, each pair of
    functions, and why weights are not.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::func::FuncDialect"];
  let options = [
    Option<"prepare", "prepare", "bool", /*default=*/"false",
           "Emit @NAME_prepare and @NAME_packed for weights that are arguments">,
  ];
}

def PrefetchWeightsPass : Pass<"glu-prefetch-weights", "::mlir::func::FuncOp"> {
  let summary = "Fetch rows of weights ahead of use";
  let description = [{
    A product that reads `[k, n]` weights in place steps from row to row of a
    matrix, mostly from page to page, where no hardware prefetcher follows. In
    each loop that holds a `vector.fma`, the rows of a memref that the loop steps
    through are fetched `distance` iterations ahead.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect"];
  let options = [
    Option<"distance", "distance", "int64_t", /*default=*/"8",
           "Iterations from the fetch to the use">,
  ];
}

def LowerVectorsPass : Pass<"glu-lower-vectors", "::mlir::func::FuncOp"> {
  let summary = "Lower n-D vectors on memrefs to rows";
  let description = [{
    After bufferization: transfers, broadcasts and shape casts of n-D vectors
    become rows of 1-D vectors, which convert-vector-to-llvm handles well.

    Integers that are not whole bytes, such as i1, are vectors in registers, and
    transferred as the bytes that scalars of their type take in memory.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

def LowerExpandShapePass : Pass<"glu-lower-expand-shape", "::mlir::func::FuncOp"> {
  let summary = "Lower memref.expand_shape into several dynamic sizes";
  let description = [{
    A `memref.expand_shape` that splits one dimension into several dynamic sizes
    becomes a `memref.reinterpret_cast`. expand-strided-metadata knows how to
    lower all others, and crashes on these.
  }];
  let dependentDialects = ["::mlir::affine::AffineDialect",
                           "::mlir::memref::MemRefDialect"];
}

def LowerMultiprocessorsPass : Pass<"glu-lower-multiprocessors", "::mlir::ModuleOp"> {
  let summary = "Lower glu.multiprocessors to a call of the runtime";
  let description = [{
    The device is that of the run, which `gluMultiprocessors` asks. Kernels cannot.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::LLVM::LLVMDialect"];
}

def AnnotateTargetPass : Pass<"glu-annotate-target", "::mlir::ModuleOp"> {
  let summary = "Name the target's triple in the module";
  let description = [{
    Sets `llvm.target_triple`. LLVM's tools compile a module without one for no
    CPU in particular: they know neither its vectors nor the C library.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
  let options = [
    Option<"target", "target", "std::string", /*default=*/"\"host\"",
           "CPU to compile for: host, generic, avx2, avx512, amx or a feature "
           "list">,
  ];
}

def AlignSharedBuffersPass
    : Pass<"glu-align-shared-buffers", "::mlir::gpu::GPUFuncOp"> {
  let summary = "Align the shared memory of kernels to 16 bytes";
  let description = [{
    Gives each workgroup attribution of a `gpu.func` the attribute `llvm.align`.
    Without it LLVM takes 16 bytes for granted when it joins accesses to vectors,
    and writes the alignment of an element into the PTX.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def ExternSharedMemoryPass
    : Pass<"glu-extern-shared-memory", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Let the launch say how much shared memory a kernel has";
  let description = [{
    `gpu.dynamic_shared_memory` becomes an internal array of no bytes, which PTX
    takes for a variable of one byte, aligned to 16. This makes it external, which
    PTX takes for whatever the launch gives, and aligns it to 1024 bytes, the most
    that copies of tensors want.
  }];
}

def DecomposeLinalgPass : Pass<"glu-decompose-linalg", "::mlir::func::FuncOp"> {
  let summary = "Replace linalg.softmax by the ops that it is made of";
  let description = [{
    A maximum, an exponential of the difference, a sum and a quotient, each a
    `linalg.generic`, which tile, fuse and lower as all others do.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::math::MathDialect", "::mlir::tensor::TensorDialect"
  ];
}

def DumpKernelsPass : Pass<"glu-dump-kernels", "::mlir::ModuleOp"> {
  let summary = "Write each GPU kernel to a file";
  let description = [{
    Writes the first object of each `gpu.binary`, PTX text or machine code, to
    `FOLDER/NAME.FORMAT`, and makes the folder if there is none.
  }];
  let options = [
    Option<"folder", "folder", "std::string", /*default=*/"\".\"",
           "Where the files go">,
    Option<"format", "format", "std::string", /*default=*/"\"ptx\"",
           "The ending of their names">,
  ];
}

def GPUBuffersPass : Pass<"glu-gpu-buffers", "::mlir::func::FuncOp"> {
  let summary = "Move the buffers that kernels use to the memory of the GPU";
  let description = [{
    In a public function, each buffer that a `gpu.launch` uses becomes a
    `gpu.alloc`. Arguments and constants are copied there first; results are
    copied to memory of the host, which the caller frees, and arguments with
    `bufferization.writable = true` are copied back. Where the host reads or
    writes an element of such a buffer, that element is copied. Buffers that only
    the host uses stay where they are. A `memref.alloca` of workgroup memory in a
    launch becomes an attribution of it, and the kernels get names, which number
    them.

    Other code of the host that uses a buffer of the GPU is an error, and so is a
    kernel in a private function.
  }];
  let dependentDialects = [
    "::mlir::gpu::GPUDialect", "::mlir::memref::MemRefDialect"
  ];
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
