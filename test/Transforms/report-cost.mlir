// RUN: glu-opt %s --glu-report-cost --remarks-filter='glu.*' --remark-format=emitRemark --verify-diagnostics -o /dev/null

// 8 x 16 weights; 4 rows; (4 x 8 + 8 x 16 + 4 x 16) elements of 2 bytes.
func.func @linear(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %init: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  // expected-remark@+1 {{ReportCost | Category:glu-cost | Remark=glu.linear, bytes=448, flops=1024, parameters=128}}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>)
         outs(%init : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  return %0 : tensor<4x16xbf16>
}

// What depends on the rows is unknown, the parameters are not.
func.func @dynamic_rows(%x: tensor<?x8xbf16>, %w: tensor<8x32xbf16>, %b: tensor<32xbf16>, %init: tensor<?x16xbf16>) -> tensor<?x16xbf16> {
  // expected-remark@+1 {{Remark=glu.gated_linear, bytes=unknown, flops=unknown, parameters=288}}
  %0 = glu.gated_linear sigmoid weights<gate_first, in_out>
         ins(%x, %w : tensor<?x8xbf16>, tensor<8x32xbf16>) bias(%b : tensor<32xbf16>)
         outs(%init : tensor<?x16xbf16>) -> tensor<?x16xbf16>
  return %0 : tensor<?x16xbf16>
}

func.func @maxout(%x: tensor<4x8xf32>, %w: tensor<3x8x16xf32>, %init: tensor<4x16xf32>) -> tensor<4x16xf32> {
  // expected-remark@+1 {{Remark=glu.maxout, bytes=1920, flops=3072, parameters=384}}
  %0 = glu.maxout ins(%x, %w : tensor<4x8xf32>, tensor<3x8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// The two layers of T5-base that the paper compares.
func.func @ffn_relu(%x: tensor<512x768xf32>, %w: tensor<768x3072xf32>, %w2: tensor<3072x768xf32>, %init: tensor<512x768xf32>) -> tensor<512x768xf32> {
  // expected-remark@+1 {{Remark=glu.ffn, bytes=22020096, flops=4831838208, parameters=4718592}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<512x768xf32>, tensor<768x3072xf32>)
         down(%w2 : tensor<3072x768xf32>)
         outs(%init : tensor<512x768xf32>) -> tensor<512x768xf32>
  return %0 : tensor<512x768xf32>
}
func.func @ffn_geglu(%x: tensor<512x768xf32>, %w: tensor<768x2048xf32>, %w2: tensor<2048x768xf32>, %init: tensor<512x768xf32>) -> tensor<512x768xf32> {
  // expected-remark@+1 {{Remark=glu.ffn, bytes=22020096, d_ff=2048, flops=4831838208, parameters=4718592, plain_d_ff=3072, plain_flops=4831838208, plain_parameters=4718592}}
  %0 = glu.ffn gelu<erf> weights<separate, in_out> down<in_out>
         ins(%x, %w, %w : tensor<512x768xf32>, tensor<768x2048xf32>, tensor<768x2048xf32>)
         down(%w2 : tensor<2048x768xf32>)
         outs(%init : tensor<512x768xf32>) -> tensor<512x768xf32>
  return %0 : tensor<512x768xf32>
}

// The plain layer has one hidden bias where the gated one has two.
func.func @ffn_biases(%x: tensor<?x8xf32>, %w: tensor<32x8xf32>, %b: tensor<32xf32>, %w2: tensor<16x8xf32>, %b2: tensor<8xf32>, %init: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-remark@+1 {{bytes=unknown, d_ff=16, flops=unknown, parameters=424, plain_d_ff=24, plain_flops=unknown, plain_parameters=416}}
  %0 = glu.ffn sigmoid weights<interleaved = 4, out_in> down<in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<32x8xf32>) down(%w2 : tensor<16x8xf32>)
         bias(%b : tensor<32xf32>) down_bias(%b2 : tensor<8xf32>)
         outs(%init : tensor<?x8xf32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// No integer is 3/2 of 5; nothing is known of a dynamic d_ff.
func.func @ffn_without_a_plain_one(%x: tensor<2x8xf32>, %w: tensor<8x5xf32>, %w2: tensor<5x8xf32>, %wd: tensor<8x?xf32>, %wd2: tensor<?x8xf32>, %init: tensor<2x8xf32>) -> (tensor<2x8xf32>, tensor<2x8xf32>) {
  // expected-remark@+1 {{d_ff=5, flops=480, parameters=120, plain_d_ff=unknown, plain_flops=unknown, plain_parameters=unknown}}
  %0 = glu.ffn sigmoid weights<separate, in_out> down<in_out>
         ins(%x, %w, %w : tensor<2x8xf32>, tensor<8x5xf32>, tensor<8x5xf32>) down(%w2 : tensor<5x8xf32>)
         outs(%init : tensor<2x8xf32>) -> tensor<2x8xf32>
  // expected-remark@+1 {{d_ff=unknown, flops=unknown, parameters=unknown, plain_d_ff=unknown, plain_flops=unknown, plain_parameters=unknown}}
  %1 = glu.ffn sigmoid weights<separate, in_out> down<in_out>
         ins(%x, %wd, %wd : tensor<2x8xf32>, tensor<8x?xf32>, tensor<8x?xf32>) down(%wd2 : tensor<?x8xf32>)
         outs(%init : tensor<2x8xf32>) -> tensor<2x8xf32>
  return %0, %1 : tensor<2x8xf32>, tensor<2x8xf32>
}
