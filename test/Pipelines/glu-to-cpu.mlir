// RUN: glu-opt %s --glu-to-cpu="target=avx512 stop-after=tile" | FileCheck %s --check-prefix=TILE
// RUN: glu-opt %s --glu-to-cpu="target=avx512 stop-after=linalg" | FileCheck %s --check-prefix=LINALG
// RUN: glu-opt %s --glu-to-cpu="target=avx512 stop-after=vectorize" | FileCheck %s --check-prefix=VECTORIZE
// RUN: glu-opt %s --glu-to-cpu="target=avx512 stop-after=bufferize" | FileCheck %s --check-prefix=BUFFERIZE --implicit-check-not=memref.copy
// RUN: glu-opt %s --glu-to-cpu="target=avx512 stop-after=target" | FileCheck %s --check-prefix=TARGET --implicit-check-not="glu."
// RUN: glu-opt %s --glu-to-cpu=target=avx512 | FileCheck %s --check-prefix=LLVM
// RUN: glu-opt %s --glu-to-cpu=target=avx2 | FileCheck %s --check-prefix=LLVM
// RUN: glu-opt %s --glu-to-cpu=target=generic | FileCheck %s --check-prefix=LLVM
// RUN: glu-opt %s --glu-to-cpu=target=host | FileCheck %s --check-prefix=LLVM
// RUN: not glu-opt %s --glu-to-cpu=stop-after=nowhere 2>&1 | FileCheck %s --check-prefix=STAGE
// RUN: not glu-opt %s --glu-to-cpu=target=z80 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// TILE: glu.gated_linear {{.*}} -> tensor<12x16xf32>
// LINALG-NOT: glu.gated_linear
// LINALG: linalg.generic
// VECTORIZE: vector.fma
// Two allocations: the hidden and the result. The hidden is freed, no weight
// is copied.
// BUFFERIZE: memref.alloc(%{{.*}}) {{.*}} : memref<?x64xf32>
// BUFFERIZE-NEXT: memref.alloc(%{{.*}}) {{.*}} : memref<?x128xf32>
// BUFFERIZE-NOT: memref.alloc(
// BUFFERIZE: memref.dealloc %{{.*}} : memref<?x128xf32>
// BUFFERIZE-NEXT: return
// TARGET: omp.parallel
// LLVM: module attributes {llvm.target_triple = 
// LLVM: llvm.intr.fmuladd
// LLVM: llvm.func @_mlir_ciface_ffn
// STAGE: unknown stage 'nowhere'; expected one of raise, fuse, strategy, pack, tile, linalg, vectorize, bufferize, target, llvm
// UNKNOWN: unknown target 'z80'
func.func @ffn(%x: tensor<?x64xf32>, %w: tensor<64x128xf32>, %v: tensor<64x128xf32>, %w2: tensor<128x64xf32>) -> tensor<?x64xf32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x64xf32>
  %init = tensor.empty(%m) : tensor<?x64xf32>
  %y = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w, %v : tensor<?x64xf32>, tensor<64x128xf32>, tensor<64x128xf32>)
         down(%w2 : tensor<128x64xf32>)
         outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}
