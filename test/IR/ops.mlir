// RUN: glu-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: func @activations
func.func @activations(%x: tensor<4x8xf32>, %s: f32, %v: vector<8xf32>, %h: vector<8xbf16>) {
  %0 = glu.activation relu(%x) : tensor<4x8xf32>
  %1 = glu.activation #glu.gelu<erf>(%x) : tensor<4x8xf32>
  %2 = glu.activation swish<beta = 0.1>(%v) : vector<8xf32>
  %3 = glu.activation swish<beta = 1.0e-30>(%s) : f32
  %4 = glu.activation swish<beta = ?>(%x, %s) : tensor<4x8xf32>, f32
  %5 = glu.activation swish<beta = -inf>(%x) : tensor<4x8xf32>
  %6 = glu.gate swish<beta = ?> rounding<as_unfused>(%h, %h, %s) : vector<8xbf16>, f32
  %7 = glu.gate identity(%h, %h) : vector<8xbf16>
  return
}
func.func @layer(%x: tensor<?x8xf32>, %w: tensor<8x64xf32>, %v: tensor<8x64xf32>, %wv: tensor<128x8xf32>,
                 %b: tensor<64xf32>, %bc: tensor<128xf32>, %beta: f32, %init: tensor<?x64xf32>, %w2: tensor<8x64xf32>, %i2: tensor<?x8xf32>, %m: tensor<3x8x64xf32>) -> tensor<?x64xf32> {
  %h = glu.gated_linear swish<beta = ?> weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x8xf32>, tensor<8x64xf32>, tensor<8x64xf32>)
         gate_bias(%b : tensor<64xf32>) beta(%beta : f32)
         outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  %h2 = glu.gated_linear swish<beta = 1.0> weights<interleaved = 4, out_in> rounding<as_unfused>
         ins(%x, %wv : tensor<?x8xf32>, tensor<128x8xf32>)
         bias(%bc : tensor<128xf32>)
         outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  %l = glu.linear gelu<tanh> weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x64xf32>) bias(%b : tensor<64xf32>) outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  %f = glu.ffn relu weights<in_out> down<out_in> ins(%x, %w : tensor<?x8xf32>, tensor<8x64xf32>) down(%w2 : tensor<8x64xf32>) bias(%b : tensor<64xf32>) outs(%i2 : tensor<?x8xf32>) -> tensor<?x8xf32>
  %mm = glu.maxout ins(%x, %m : tensor<?x8xf32>, tensor<3x8x64xf32>) outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %h : tensor<?x64xf32>
}
