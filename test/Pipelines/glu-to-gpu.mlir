// RUN: glu-opt %s --glu-to-gpu="stop-after=fuse" | FileCheck %s --check-prefix=FUSE
// RUN: glu-opt %s --glu-to-gpu="stop-after=tile" | FileCheck %s --check-prefix=TILE
// RUN: glu-opt %s --glu-to-gpu="stop-after=linalg" | FileCheck %s --check-prefix=LINALG
// RUN: glu-opt %s --glu-to-gpu="stop-after=bufferize" | FileCheck %s --check-prefix=BUFFERIZE --implicit-check-not=tensor
// RUN: glu-opt %s --glu-to-gpu="stop-after=target" | FileCheck %s --check-prefix=TARGET --implicit-check-not="glu." --implicit-check-not="linalg."
// RUN: rm -rf %t && glu-opt %s --glu-to-gpu="dump=%t" | FileCheck %s --check-prefix=LLVM --implicit-check-not=memref --implicit-check-not=unrealized
// RUN: FileCheck %s --check-prefix=PTX --input-file=%t/ffn_0_s0_gated_linear.ptx
// RUN: ls %t | FileCheck %s --check-prefix=FILES
// RUN: glu-opt %s --glu-to-gpu="arch=sm_90a" | FileCheck %s --check-prefix=ARCH
// RUN: not glu-opt %s --glu-to-gpu="stop-after=pack" 2>&1 | FileCheck %s --check-prefix=STAGE
// RUN: not glu-opt %s --glu-to-gpu="arch=sm_42" 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not glu-opt %s --glu-to-gpu="format=elf" 2>&1 | FileCheck %s --check-prefix=FORMAT
// RUN: not glu-opt %s --glu-to-gpu="dump=%s/folder" 2>&1 | FileCheck %s --check-prefix=FOLDER
// A file that stands where a kernel goes is not half written.
// RUN: rm -rf %t.taken && mkdir -p %t.taken/ffn_0_s0_gated_linear.ptx
// RUN: not glu-opt %s --glu-to-gpu="dump=%t.taken" 2>&1 | FileCheck %s --check-prefix=TAKEN

// FUSE: glu.ffn swish<beta = 1.0>
// TILE: glu.kernel
// TILE: gpu.launch
// LINALG-NOT: math.absf %{{.*}} : tensor
// LINALG: linalg.generic
// BUFFERIZE: gpu.launch
// BUFFERIZE: linalg.generic
// TARGET: gpu.alloc
// TARGET: gpu.launch_func @ffn_0_s0_gated_linear::@ffn_0_s0_gated_linear
// TARGET: gpu.launch_func @ffn_1_s0_linear::@ffn_1_s0_linear
// TARGET: gpu.launch_func @ffn_2_elements::@ffn_2_elements
// TARGET: gpu.module @ffn_0_s0_gated_linear
// LLVM: llvm.func @_mlir_ciface_ffn
// LLVM: gpu.binary @ffn_0_s0_gated_linear
// LLVM: llvm.func @mgpuMemAlloc
// PTX: .target sm_80
// PTX: .visible .entry ffn_0_s0_gated_linear(
// Tiles that vectors of 16 bytes are loaded from.
// PTX: .shared .align 16 .b8 {{.*}}[8192];
// PTX: fma.rn.f32
// FILES: ffn_0_s0_gated_linear.ptx
// FILES-NEXT: ffn_1_s0_linear.ptx
// FILES-NEXT: ffn_2_elements.ptx
// FILES-NOT: {{.}}
// ARCH: chip = "sm_90a"
// STAGE: glu-to-gpu has no stage 'pack'; expected one of raise, fuse, strategy, tile, linalg, bufferize, target, llvm
// UNKNOWN: unknown GPU architecture 'sm_42'; expected one of sm_80, sm_86, sm_89, sm_90a, sm_100a, sm_120
// FORMAT: unknown format 'elf'; expected ptx, cubin or fatbin
// FOLDER: error: 'gpu.binary' op cannot make the folder
// TAKEN: error: 'gpu.binary' op cannot write
func.func @ffn(%x: tensor<?x64xf32>, %w: tensor<64x128xf32>, %v: tensor<64x128xf32>, %w2: tensor<128x64xf32>) -> tensor<?x64xf32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x64xf32>
  %init = tensor.empty(%m) : tensor<?x64xf32>
  %y = glu.ffn swish<beta = 1.0> weights<separate, in_out> down<in_out>
         ins(%x, %w, %v : tensor<?x64xf32>, tensor<64x128xf32>, tensor<64x128xf32>)
         down(%w2 : tensor<128x64xf32>)
         outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  %z = math.absf %y : tensor<?x64xf32>
  return %z : tensor<?x64xf32>
}
