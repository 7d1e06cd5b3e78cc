// RUN: glu-opt %s --glu-to-cpu="target=avx512 stop-after=strategy" | FileCheck %s --check-prefix=STRATEGY
// RUN: glu-opt %s --glu-to-cpu="target=amx stop-after=pack prepare" | FileCheck %s --check-prefix=PACK
// RUN: glu-opt %s --glu-to-cpu="target=amx stop-after=pack" | FileCheck %s --check-prefix=ALONE
// RUN: glu-opt %s --glu-to-cpu="target=amx stop-after=tile prepare" | FileCheck %s --check-prefix=TILE
// RUN: glu-opt %s --glu-to-cpu="target=avx2 prepare" | FileCheck %s --check-prefix=LLVM --implicit-check-not="glu."

// A pair that is there stays.
// RUN: glu-opt %s --glu-to-cpu="target=amx stop-after=pack prepare" | glu-opt --glu-to-cpu="target=amx stop-after=pack" | FileCheck %s --check-prefix=PACK

// STRATEGY: glu.ffn {{.*}} {glu.strategy = #glu.strategy<fma, rows = 6, columns = 64,
// STRATEGY-NOT: _prepare

// PACK: func.func @ffn(%{{.*}}: tensor<?x64xbf16>, %{{.*}}: tensor<64x256xbf16>, %{{.*}}: tensor<128x64xbf16>)
// PACK: func.func @ffn_prepare(%{{.*}}: tensor<64x256xbf16>, %{{.*}}: tensor<128x64xbf16>) -> (tensor<8x32x2x32xbf16>, tensor<2x64x1x64xbf16>)
// PACK-COUNT-2: glu.pack_weights
// PACK: func.func @ffn_packed(%{{.*}}: tensor<?x64xbf16>, %{{.*}}: tensor<8x32x2x32xbf16>, %{{.*}}: tensor<2x64x1x64xbf16>)
// PACK-COUNT-2: glu.unpack_weights
// PACK: glu.ffn {{.*}} {glu.strategy = #glu.strategy<amx,

// Equal constants are packed to one.
// PACK-LABEL: func.func @constants
// PACK: arith.constant dense<{{.*}}> : tensor<1x16x1x64xbf16>
// PACK-NOT: arith.constant dense
// PACK: glu.unpack_weights
// PACK-NOT: glu.unpack_weights
// PACK: return
// PACK-NOT: @constants_prepare

// ALONE: func.func @ffn(
// ALONE-NOT: pack_weights
// ALONE-LABEL: func.func @constants
// ALONE: glu.unpack_weights

// TILE-LABEL: func.func @ffn(
// TILE-NOT: glu.kernel
// TILE-LABEL: func.func @ffn_prepare(
// TILE-COUNT-2: glu.kernel
// TILE-LABEL: func.func @ffn_packed(
// TILE-NOT: glu.unpack_weights
// TILE: glu.kernel

// LLVM: llvm.func @_mlir_ciface_ffn(
// LLVM: llvm.func @_mlir_ciface_ffn_prepare(
// LLVM: llvm.func @_mlir_ciface_ffn_packed(
func.func @ffn(%x: tensor<?x64xbf16>, %w: tensor<64x256xbf16>, %w2: tensor<128x64xbf16>) -> tensor<?x64xbf16> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x64xbf16>
  %init = tensor.empty(%m) : tensor<?x64xbf16>
  %y = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x256xbf16>)
         down(%w2 : tensor<128x64xbf16>)
         outs(%init : tensor<?x64xbf16>) -> tensor<?x64xbf16>
  return %y : tensor<?x64xbf16>
}

func.func @constants(%x: tensor<4x32xbf16>) -> tensor<4x32xbf16> {
  %w = arith.constant dense<1.0> : tensor<32x32xbf16>
  %init = tensor.empty() : tensor<4x32xbf16>
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x32xbf16>, tensor<32x32xbf16>)
         outs(%init : tensor<4x32xbf16>) -> tensor<4x32xbf16>
  %1 = glu.linear relu weights<in_out>
         ins(%0, %w : tensor<4x32xbf16>, tensor<32x32xbf16>)
         outs(%init : tensor<4x32xbf16>) -> tensor<4x32xbf16>
  return %1 : tensor<4x32xbf16>
}
