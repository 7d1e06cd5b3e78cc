// RUN: glu-opt %s --split-input-file --convert-glu-to-kernels --remarks-filter='glu-kernel' --remark-format=emitRemark --verify-diagnostics -o /dev/null

func.func @made(%x: tensor<?x8xf32>, %p: tensor<1x8x1x32xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w = glu.unpack_weights weights<in_out> panels<n = 32>(%p) : tensor<1x8x1x32xf32> -> tensor<8x32xf32>
  // expected-remark@below {{kernel, strategy="#glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>"}}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}

// -----

func.func @not_packed(%x: tensor<?x8xf32>, %w: tensor<8x32xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  // expected-remark@below {{glu.linear: its weights are not packed for its strategy}}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}

// -----

// Panels of another width.
func.func @other_panels(%x: tensor<?x8xf32>, %p: tensor<2x8x1x16xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w = glu.unpack_weights weights<in_out> panels<n = 16>(%p) : tensor<2x8x1x16xf32> -> tensor<8x32xf32>
  // expected-remark@below {{glu.linear: its weights are not packed for its strategy}}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}

// -----

// Gate and value the other way round.
func.func @swapped(%x: tensor<?x8xf32>, %p: tensor<2x8x2x16xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%p) : tensor<2x8x2x16xf32> -> tensor<8x32xf32>, tensor<8x32xf32>
  // expected-remark@below {{glu.gated_linear: its weights are not packed for its strategy}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w#1, %w#0 : tensor<?x8xf32>, tensor<8x32xf32>, tensor<8x32xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}

// -----

// One product of an ffn is not enough.
func.func @half(%x: tensor<?x8xf32>, %p: tensor<1x8x1x32xf32>, %d: tensor<32x8xf32>, %init: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %w = glu.unpack_weights weights<in_out> panels<n = 32>(%p) : tensor<1x8x1x32xf32> -> tensor<8x32xf32>
  // expected-remark@below {{glu.ffn: its weights are not packed for its strategy}}
  %0 = glu.ffn relu weights<in_out> down<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>)
         down(%d : tensor<32x8xf32>) outs(%init : tensor<?x8xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// -----

func.func @no_bf16(%x: tensor<?x8xf32>, %p: tensor<1x16x1x64xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w = glu.unpack_weights weights<in_out> panels<n = 32, k = 2>(%p) : tensor<1x16x1x64xf32> -> tensor<8x32xf32>
  // expected-remark@below {{glu.linear: tiles multiply bf16 only}}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}

// -----

// Tiles read whole groups of 32 of k.
func.func @few_steps(%x: tensor<?x8xbf16>, %p: tensor<1x4x1x64xbf16>, %init: tensor<?x32xbf16>) -> tensor<?x32xbf16> {
  %w = glu.unpack_weights weights<in_out> panels<n = 32, k = 2>(%p) : tensor<1x4x1x64xbf16> -> tensor<8x32xbf16>
  // expected-remark@below {{glu.linear: its weights are not packed for its strategy}}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xbf16>, tensor<8x32xbf16>)
         outs(%init : tensor<?x32xbf16>)
         {glu.strategy = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xbf16>
  return %0 : tensor<?x32xbf16>
}

// -----

// A sum of no products, and no channels.
func.func @empty(%x: tensor<?x0xf32>, %p: tensor<1x0x1x32xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w = glu.unpack_weights weights<in_out> panels<n = 32>(%p) : tensor<1x0x1x32xf32> -> tensor<0x32xf32>
  // expected-remark@below {{glu.linear: its weights have no elements}}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x0xf32>, tensor<0x32xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}
