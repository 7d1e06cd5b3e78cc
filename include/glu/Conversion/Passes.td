//===- Passes.td - Conversions from glu -------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_CONVERSION_PASSES_TD
#define GLU_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertGLUToLinalgPass : Pass<"convert-glu-to-linalg"> {
  let summary = "Replace the layers of glu by their definition in linalg";
  let description = [{
    A product becomes a fill and ONE `linalg.generic` that holds the sums of gate
    and value, so that x is read once; biases, activation, gate and roundings
    become an elementwise `linalg.generic` behind it. `glu.ffn` becomes its
    hidden layer and its down projection. Activations and gates on tensors
    become elementwise generics; on scalars and vectors they stay as they are,
    until `glu-expand-activations`. A layer that is left over is an error.

    ```
    %h = glu.gated_linear swish<beta = 1.0> weights<separate, in_out>
           ins(%x, %w, %v : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
           outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
    ```

    becomes

    ```
    %sums:2 = linalg.generic {..., iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %w, %v) outs(%zeros, %zeros) {
    ^bb0(%xk: f32, %wk: f32, %vk: f32, %g: f32, %v: f32):
      // g + x w, v + x v: may be contracted to FMA
    }
    %h = linalg.generic {..., iterator_types = ["parallel", "parallel"]}
        ins(%sums#0, %sums#1) outs(%init) {
    ^bb0(%g: f32, %v: f32, %out: f32):
      %a = glu.activation swish<beta = 1.0>(%g) : f32
      %p = arith.mulf %a, %v : f32
      linalg.yield %p : f32
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

def ConvertGLUToKernelsPass
    : Pass<"convert-glu-to-kernels", "::mlir::func::FuncOp"> {
  let summary = "Replace layers with packed weights by the loops of their kernel";
  let description = [{
    A `glu.linear`, `glu.gated_linear` or `glu.ffn` that has a `glu.strategy`, and
    whose weights come from `glu.unpack_weights`, becomes a `glu.kernel`:

    ```
    for a block of rows and a group of panels, in parallel:
      for a block of k:
        for a panel of the group:
          for a register tile of the rows:
            sums += x * panel          // all sums in registers
            at the last block of k: result = epilogue(sums)
    ```

    With `fma` a register tile is vectors, and elements of x are broadcast. With
    `amx` it is tiles; x is first brought into the order of tiles, a `glu.ffn`
    writes its hidden layer in that order, and the epilogue of a block runs
    between the tile instructions of the next one. The last rows are a smaller
    register tile, weights beyond k and n are zeros, and only the stores of the
    last channels are masked. The lines of the next panel are fetched ahead.

    `glu.pack_weights`, and a `glu.unpack_weights` in front of anything else,
    become loops over their elements. A remark (`glu-kernel`) names each layer
    that has a strategy, and why it became no kernel.
  }];
  let dependentDialects = [
    "::mlir::amx::AMXDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect",
    "::mlir::vector::VectorDialect"
  ];
}

def ConvertGLUToGPUKernelsPass
    : Pass<"convert-glu-to-gpu-kernels", "::mlir::func::FuncOp"> {
  let summary = "Replace layers by the code that launches their GPU kernels";
  let description = [{
    A `glu.linear`, `glu.gated_linear` or `glu.maxout` becomes a `glu.kernel` with
    one `gpu.launch`, a `glu.ffn` one with two and a buffer for the hidden layer
    between them; where `stream` splits k, a second launch adds the parts of a
    product. The kernels are of the family that `glu.strategy` names, of S0
    without one:

    ```
    for a tile of rows and channels, a block of threads each:
      for a tile of k:
        bring x and the weights, of gate and value, into shared memory
        sums += x * weights            // all sums of a thread in registers
      result = epilogue(sums)          // one store of each element
    ```

    S0 takes every type, layout and size; loads and stores are guarded where a
    tile reaches beyond its matrix, and a layer without rows launches one block
    that stores nothing. docs/gpu.md has the tiles. `glu.pack_weights` and
    `glu.unpack_weights` become a thread that runs over their elements. A remark (`glu-kernel`) names
    the family and the number of kernels of each layer.
  }];
  let dependentDialects = [
    "::mlir::gpu::GPUDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::math::MathDialect", "::mlir::memref::MemRefDialect",
    "::mlir::nvgpu::NVGPUDialect",
    "::mlir::NVVM::NVVMDialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect", "::mlir::vector::VectorDialect"
  ];
}

def ConvertLinalgToGPUPass
    : Pass<"convert-linalg-to-gpu", "::mlir::func::FuncOp"> {
  let summary = "Run each structured op as a GPU kernel, a thread an element";
  let description = [{
    A linalg op on buffers, or a `memref.copy`, becomes a `gpu.launch` of a thread
    for each point of its parallel loops, the innermost of which runs along the
    threads of a warp. A thread runs the other loops in order and keeps its
    results in registers until the end. An op without parallel loops is one
    thread.
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::gpu::GPUDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::ub::UBDialect"
  ];
}

def ConvertMathToNVVMPass
    : Pass<"convert-math-to-nvvm-intrinsics", "::mlir::gpu::GPUModuleOp"> {
  let summary = "Lower the ops of math that PTX has exact instructions for";
  let description = [{
    `math.fma`, `absf`, `copysign`, `sqrt`, `floor`, `ceil`, `trunc` and
    `roundeven` on f32 and f64 become LLVM's intrinsics. convert-gpu-to-nvvm would
    call NVIDIA's libdevice for them, which not every machine has. `rsqrt` is
    1 / sqrt(x), as on the CPU. For others libdevice is called; the option
    `libdevice` says whether it is there, and without it such an op is an error.
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect"
  ];
  let options = [
    Option<"libdevice", "libdevice", "bool", /*default=*/"true",
           "Whether NVIDIA's libdevice can be linked">,
  ];
}

def ConvertTilesToLLVMPass : Pass<"convert-tiles-to-llvm", "::mlir::func::FuncOp"> {
  let summary = "Lower AMX tiles, also those that loops carry";
  let description = [{
    Ops of the amx dialect become LLVM's intrinsics, as convert-vector-to-llvm
    has them, and the tiles that `scf.for` and `scf.if` carry become values of
    type `!llvm.x86_amx`. A load with the attribute `nontemporal` becomes
    `tileloaddt1`, which takes no place in the L1 cache.
  }];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

def ConvertForallToOpenMPPass
    : Pass<"convert-forall-to-openmp", "::mlir::ModuleOp"> {
  let summary = "Run the iterations of each scf.forall on a team of threads";
  let description = [{
    Each thread of an `omp.parallel` takes one contiguous share of the
    iterations, and takes it by arithmetic on its number: the loop constructs of
    OpenMP call its runtime library several times, which costs more than a small
    elementwise op. One iteration runs without a team.

    ```
    scf.forall (%i) = (0) to (%n) step (4096) { body(%i) }
    ```

    becomes

    ```
    %tiles = ceil(%n / 4096)
    omp.parallel if(%tiles > 1) {
      %first = %thread * %tiles / %threads
      %last = (%thread + 1) * %tiles / %threads
      scf.for %tile = %first to %last { body(4096 * %tile) }
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::LLVM::LLVMDialect",
    "::mlir::omp::OpenMPDialect", "::mlir::scf::SCFDialect"
  ];
}

#endif // GLU_CONVERSION_PASSES_TD
