// RUN: glu-opt %s --split-input-file --glu-assign-strategy=target=avx512 --remarks-filter='glu-strategy' --remark-format=emitRemark --verify-diagnostics -o /dev/null
// RUN: not glu-opt %s --split-input-file --glu-assign-strategy=target=sse5 2>&1 | FileCheck %s

// CHECK: unknown target 'sse5'; expected host, generic, avx2, avx512, amx

func.func @chosen(%x: tensor<?x64xf32>, %w: tensor<64x64xf32>, %init: tensor<?x64xf32>) -> tensor<?x64xf32> {
  // expected-remark@below {{Remark=glu.linear, strategy="#glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 60, k_block = 1024, panel_group = 4>"}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xf32>, tensor<64x64xf32>)
         outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

func.func @dynamic(%x: tensor<?x64xf32>, %w: tensor<64x64xf32>, %w2: tensor<64x?xf32>, %init: tensor<?x?xf32>) -> tensor<?x?xf32> {
  // expected-remark@below {{glu.ffn: weights of dynamic shape}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<?x64xf32>, tensor<64x64xf32>)
         down(%w2 : tensor<64x?xf32>)
         outs(%init : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

func.func @empty(%x: tensor<?x0xf32>, %w: tensor<0x64xf32>, %init: tensor<?x64xf32>) -> tensor<?x64xf32> {
  // expected-remark@below {{glu.linear: weights without elements}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x0xf32>, tensor<0x64xf32>)
         outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

// -----

#amx = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 32, k_block = 32, panel_group = 1>
func.func @no_tiles(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op expected a target with amx-tile and amx-bf16 for the strategy amx, got 'avx512'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #amx} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

#amx = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 32, k_block = 32, panel_group = 1>
func.func @not_bf16(%x: tensor<?x64xf16>, %w: tensor<64x64xf16>, %init: tensor<?x64xf16>) -> tensor<?x64xf16> {
  // expected-error@below {{'glu.linear' op expected bf16 for the strategy amx, got 'f16'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xf16>, tensor<64x64xf16>)
         outs(%init : tensor<?x64xf16>) {glu.strategy = #amx} -> tensor<?x64xf16>
  return %0 : tensor<?x64xf16>
}

// -----

func.func @of_gpu(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op expected a #glu.strategy for a CPU, got #glu.gpu_strategy<s0>}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.gpu_strategy<s0>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}
