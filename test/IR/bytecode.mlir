// Bytecode that the first release wrote of this file is read as this file, and
// bytecode of a later version is refused.

// RUN: glu-opt %s -o %t.mlir
// RUN: glu-opt %S/Inputs/bytecode-v1.mlirbc | diff %t.mlir -
// RUN: glu-opt %s --emit-bytecode | glu-opt | diff %t.mlir -
// RUN: not glu-opt %S/Inputs/bytecode-v2.mlirbc 2>&1 | FileCheck %s --check-prefix=ERROR

// ERROR: version 2 of the glu dialect is newer than this glu, which reads up to version 1

func.func @elementwise(%x: tensor<4x8xbf16>, %v: tensor<4x8xbf16>, %beta: f32)
    -> tensor<4x8xbf16> {
  %0 = glu.activation identity(%x) : tensor<4x8xbf16>
  %1 = glu.activation sigmoid(%0) : tensor<4x8xbf16>
  %2 = glu.activation tanh(%1) : tensor<4x8xbf16>
  %3 = glu.activation relu(%2) : tensor<4x8xbf16>
  %4 = glu.activation leaky_relu<slope = 0.01>(%3) : tensor<4x8xbf16>
  %5 = glu.activation elu<alpha = 0.5>(%4) : tensor<4x8xbf16>
  %6 = glu.activation gelu<erf>(%5) : tensor<4x8xbf16>
  %7 = glu.activation gelu<tanh>(%6) : tensor<4x8xbf16>
  %8 = glu.activation gelu<sigmoid>(%7) : tensor<4x8xbf16>
  %9 = glu.activation mish(%8) : tensor<4x8xbf16>
  %10 = glu.activation swish<beta = 1.702>(%9) : tensor<4x8xbf16>
  %11 = glu.activation swish<beta = ?>(%10, %beta) : tensor<4x8xbf16>, f32
  %12 = glu.gate sigmoid(%11, %v) : tensor<4x8xbf16>
  %13 = glu.gate swish<beta = ?> rounding<as_unfused>(%12, %v, %beta)
      : tensor<4x8xbf16>, f32
  return %13 : tensor<4x8xbf16>
}

func.func @layers(%x: tensor<?x8xf32>, %w: tensor<8x16xf32>,
                  %packed: tensor<32x8xf32>, %w2: tensor<16x8xf32>,
                  %pieces: tensor<3x8x16xf32>, %pieceBias: tensor<3x16xf32>,
                  %b: tensor<16xf32>, %b2: tensor<8xf32>, %bb: tensor<32xf32>,
                  %beta: tensor<16xf32>, %init: tensor<?x16xf32>,
                  %out: tensor<?x8xf32>)
    -> (tensor<?x16xf32>, tensor<?x8xf32>) {
  %0 = glu.maxout ins(%x, %pieces : tensor<?x8xf32>, tensor<3x8x16xf32>)
         bias(%pieceBias : tensor<3x16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  %1 = glu.linear swish<beta = ?> weights<in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x16xf32>)
         bias(%b : tensor<16xf32>) beta(%beta : tensor<16xf32>)
         outs(%0 : tensor<?x16xf32>) -> tensor<?x16xf32>
  %2 = glu.gated_linear gelu<tanh> weights<separate, in_out>
         rounding<as_unfused>
         ins(%x, %w, %w
             : tensor<?x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         gate_bias(%b : tensor<16xf32>) value_bias(%b : tensor<16xf32>)
         outs(%1 : tensor<?x16xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4,
                                       row_block = 126, k_block = 1024,
                                       panel_group = 4>} -> tensor<?x16xf32>
  %3 = glu.gated_linear relu weights<interleaved = 8, out_in>
         ins(%x, %packed : tensor<?x8xf32>, tensor<32x8xf32>)
         bias(%bb : tensor<32xf32>)
         outs(%2 : tensor<?x16xf32>) -> tensor<?x16xf32>
  %4 = glu.ffn identity weights<gate_first, out_in> down<in_out>
         ins(%x, %packed : tensor<?x8xf32>, tensor<32x8xf32>)
         down(%w2 : tensor<16x8xf32>)
         bias(%bb : tensor<32xf32>) down_bias(%b2 : tensor<8xf32>)
         outs(%out : tensor<?x8xf32>) -> tensor<?x8xf32>
  return %3, %4 : tensor<?x16xf32>, tensor<?x8xf32>
}

func.func @packing(%w: tensor<8x40xf32>, %v: tensor<8x40xf32>,
                   %x: tensor<8xf32>, %init: tensor<8xf32>)
    -> (tensor<8x40xf32>, tensor<8x40xf32>, tensor<8xf32>) {
  %0 = glu.pack_weights weights<separate, in_out> panels<n = 16>(%w, %v)
      : tensor<8x40xf32>, tensor<8x40xf32> -> tensor<3x8x2x16xf32>
  %1:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%0)
      : tensor<3x8x2x16xf32> -> tensor<8x40xf32>, tensor<8x40xf32>
  %2 = glu.kernel ins(%x : tensor<8xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%from: memref<8xf32>, %to: memref<8xf32>):
    memref.copy %from, %to : memref<8xf32> to memref<8xf32>
  } -> tensor<8xf32>
  return %1#0, %1#1, %2 : tensor<8x40xf32>, tensor<8x40xf32>, tensor<8xf32>
}
