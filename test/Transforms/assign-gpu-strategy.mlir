// RUN: glu-opt %s --split-input-file --glu-assign-gpu-strategy --remarks-filter='glu-strategy' --remark-format=emitRemark --verify-diagnostics -o /dev/null
// RUN: not glu-opt %s --split-input-file --glu-assign-gpu-strategy=arch=sm_90a --remarks-filter='glu-strategy' --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=HOPPER
// RUN: not glu-opt %s --split-input-file --glu-assign-gpu-strategy=arch=sm_70 2>&1 | FileCheck %s

// CHECK: unknown GPU architecture 'sm_70'; expected one of sm_80, sm_86, sm_89, sm_90a, sm_100a, sm_120

// HOPPER: Remark=glu.linear
// HOPPER-SAME: strategy="#glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4>"
// HOPPER: glu.gated_linear: not s2: blocks of interleaved weights have 8 channels; expected a multiple of 64
// HOPPER: glu.gated_linear: not s2: blocks of interleaved weights have 3 channels; expected a power of two up to 64 or a multiple of 128
// HOPPER: Remark=glu.gated_linear
// HOPPER-SAME: strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>"

func.func @tensor_cores(%x: tensor<?x64xbf16>, %w: tensor<64x24xbf16>, %init: tensor<?x24xbf16>) -> tensor<?x24xbf16> {
  // expected-remark@below {{glu.linear: not stream: the number of rows is dynamic, not at most 16}}
  // expected-remark@below {{glu.linear: not s2: the architecture is sm_80, not sm_90a}}
  // expected-remark@below {{Remark=glu.linear, strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>"}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x24xbf16>)
         outs(%init : tensor<?x24xbf16>) -> tensor<?x24xbf16>
  return %0 : tensor<?x24xbf16>
}

func.func @odd_channels(%x: tensor<?x64xf16>, %w: tensor<7x64xf16>, %init: tensor<?x7xf16>) -> tensor<?x7xf16> {
  // expected-remark@below {{glu.linear: not stream: the number of rows is dynamic, not at most 16}}
  // expected-remark@below {{glu.linear: not s2: the architecture is sm_80, not sm_90a}}
  // expected-remark@below {{Remark=glu.linear, strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>"}}
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<?x64xf16>, tensor<7x64xf16>)
         outs(%init : tensor<?x7xf16>) -> tensor<?x7xf16>
  return %0 : tensor<?x7xf16>
}

func.func @type(%x: tensor<?x64xf32>, %w: tensor<64x64xf32>, %init: tensor<?x64xf32>) -> tensor<?x64xf32> {
  // expected-remark@below {{glu.linear: not stream: the element type is f32, not bf16 or f16}}
  // expected-remark@below {{glu.linear: not s2: the element type is f32, not bf16 or f16}}
  // expected-remark@below {{glu.linear: not s1: the element type is f32, not bf16 or f16}}
  // expected-remark@below {{Remark=glu.linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xf32>, tensor<64x64xf32>)
         outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

func.func @odd_k(%x: tensor<?x12xbf16>, %w: tensor<12x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-remark@below {{glu.linear: not stream: k is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.linear: not s2: k is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.linear: not s1: k is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{Remark=glu.linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x12xbf16>, tensor<12x64xbf16>)
         outs(%init : tensor<?x64xbf16>) -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

func.func @dynamic_k(%x: tensor<?x?xbf16>, %w: tensor<?x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-remark@below {{glu.linear: not stream: k is dynamic, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.linear: not s2: k is dynamic, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.linear: not s1: k is dynamic, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{Remark=glu.linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x?xbf16>, tensor<?x64xbf16>)
         outs(%init : tensor<?x64xbf16>) -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

func.func @odd_n(%x: tensor<?x64xbf16>, %w: tensor<64x12xbf16>, %init: tensor<?x12xbf16>) -> tensor<?x12xbf16> {
  // expected-remark@below {{glu.linear: not stream: n of in_out weights is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.linear: not s2: n of in_out weights is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.linear: not s1: n of in_out weights is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{Remark=glu.linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x12xbf16>)
         outs(%init : tensor<?x12xbf16>) -> tensor<?x12xbf16>
  return %0 : tensor<?x12xbf16>
}

func.func @half_of_packed(%x: tensor<?x64xbf16>, %w: tensor<64x24xbf16>, %init: tensor<?x12xbf16>) -> tensor<?x12xbf16> {
  // expected-remark@below {{glu.gated_linear: not stream: n of in_out weights is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.gated_linear: not s2: n of in_out weights is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.gated_linear: not s1: n of in_out weights is 12, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{Remark=glu.gated_linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x24xbf16>)
         outs(%init : tensor<?x12xbf16>) -> tensor<?x12xbf16>
  return %0 : tensor<?x12xbf16>
}

func.func @interleaved(%x: tensor<?x64xbf16>, %w: tensor<64x48xbf16>, %init: tensor<?x24xbf16>) -> tensor<?x24xbf16> {
  // expected-remark@below {{glu.gated_linear: not stream: blocks of interleaved in_out weights have 4 channels, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.gated_linear: not s2: blocks of interleaved in_out weights have 4 channels, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.gated_linear: not s1: blocks of interleaved in_out weights have 4 channels, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{Remark=glu.gated_linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.gated_linear relu weights<interleaved = 4, in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x48xbf16>)
         outs(%init : tensor<?x24xbf16>) -> tensor<?x24xbf16>
  return %0 : tensor<?x24xbf16>
}

func.func @interleaved_in_chunks(%x: tensor<?x64xbf16>, %w: tensor<64x48xbf16>, %init: tensor<?x24xbf16>) -> tensor<?x24xbf16> {
  // expected-remark@below {{glu.gated_linear: not stream: the number of rows is dynamic, not at most 16}}
  // expected-remark@below {{glu.gated_linear: not s2: the architecture is sm_80, not sm_90a}}
  // expected-remark@below {{Remark=glu.gated_linear, strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>"}}
  %0 = glu.gated_linear relu weights<interleaved = 8, in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x48xbf16>)
         outs(%init : tensor<?x24xbf16>) -> tensor<?x24xbf16>
  return %0 : tensor<?x24xbf16>
}

func.func @interleaved_by_three(%x: tensor<?x64xbf16>, %w: tensor<48x64xbf16>, %init: tensor<?x24xbf16>) -> tensor<?x24xbf16> {
  // expected-remark@below {{glu.gated_linear: not stream: the number of rows is dynamic, not at most 16}}
  // expected-remark@below {{glu.gated_linear: not s2: the architecture is sm_80, not sm_90a}}
  // expected-remark@below {{Remark=glu.gated_linear, strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>"}}
  %0 = glu.gated_linear relu weights<interleaved = 3, out_in>
         ins(%x, %w : tensor<?x64xbf16>, tensor<48x64xbf16>)
         outs(%init : tensor<?x24xbf16>) -> tensor<?x24xbf16>
  return %0 : tensor<?x24xbf16>
}

// One product in the way is enough.
func.func @down(%x: tensor<?x64xbf16>, %w: tensor<64x24xbf16>, %w2: tensor<24x7xbf16>, %init: tensor<?x7xbf16>) -> tensor<?x7xbf16> {
  // expected-remark@below {{glu.ffn: not stream: n of in_out weights is 7, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.ffn: not s2: n of in_out weights is 7, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{glu.ffn: not s1: n of in_out weights is 7, no multiple of 8 elements of 16 bits}}
  // expected-remark@below {{Remark=glu.ffn, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x24xbf16>)
         down(%w2 : tensor<24x7xbf16>)
         outs(%init : tensor<?x7xbf16>) -> tensor<?x7xbf16>
  return %0 : tensor<?x7xbf16>
}

// What is written by hand stays, without a remark.
func.func @by_hand(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.gpu_strategy<s0>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

func.func @impossible(%x: tensor<?x12xbf16>, %w: tensor<12x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op cannot be computed by #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>: k is 12, no multiple of 8 elements of 16 bits; expected another family}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x12xbf16>, tensor<12x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

func.func @too_large(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op expected at most 166912 bytes of shared memory on sm_80, #glu.gpu_strategy<s1, rows = 128, columns = 256, stages = 4> takes 196608}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.gpu_strategy<s1, rows = 128, columns = 256, stages = 4>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

// The sums of a tile need more than its two stages.
func.func @too_many_sums(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op expected at most 166912 bytes of shared memory on sm_80, #glu.gpu_strategy<s1, rows = 256, columns = 256, stages = 2> takes 270336}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.gpu_strategy<s1, rows = 256, columns = 256, stages = 2>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

func.func @of_cpu(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op expected a #glu.gpu_strategy for a GPU, got #glu.strategy<fma}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

func.func @of_hopper(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op cannot be computed by #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4>: the architecture is sm_80, not sm_90a; expected another family}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

func.func @empty(%x: tensor<?x0xbf16>, %w: tensor<0x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-remark@below {{glu.linear: not stream: weights have no elements}}
  // expected-remark@below {{glu.linear: not s2: weights have no elements}}
  // expected-remark@below {{glu.linear: not s1: weights have no elements}}
  // expected-remark@below {{Remark=glu.linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x0xbf16>, tensor<0x64xbf16>)
         outs(%init : tensor<?x64xbf16>) -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

func.func @few_rows(%x: tensor<2x8x64xbf16>, %w: tensor<7x64xbf16>, %init: tensor<2x8x7xbf16>) -> tensor<2x8x7xbf16> {
  // expected-remark@below {{Remark=glu.linear, strategy="#glu.gpu_strategy<stream, rows = 16, columns = 32, stages = 3, blocks = 128>"}}
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<2x8x64xbf16>, tensor<7x64xbf16>)
         outs(%init : tensor<2x8x7xbf16>) -> tensor<2x8x7xbf16>
  return %0 : tensor<2x8x7xbf16>
}

// One of the two products reads rows of channels.
func.func @few_rows_in_out(%x: tensor<1x64xf16>, %w: tensor<24x64xf16>, %w2: tensor<24x8xf16>, %init: tensor<1x8xf16>) -> tensor<1x8xf16> {
  // expected-remark@below {{Remark=glu.ffn, strategy="#glu.gpu_strategy<stream, rows = 16, columns = 64, stages = 2, blocks = 128>"}}
  %0 = glu.ffn relu weights<out_in> down<in_out>
         ins(%x, %w : tensor<1x64xf16>, tensor<24x64xf16>)
         down(%w2 : tensor<24x8xf16>)
         outs(%init : tensor<1x8xf16>) -> tensor<1x8xf16>
  return %0 : tensor<1x8xf16>
}

func.func @more_rows(%x: tensor<17x64xbf16>, %w: tensor<8x64xbf16>, %init: tensor<17x8xbf16>) -> tensor<17x8xbf16> {
  // expected-remark@below {{glu.linear: not stream: the number of rows is 17, not at most 16}}
  // expected-remark@below {{glu.linear: not s2: the architecture is sm_80, not sm_90a}}
  // expected-remark@below {{Remark=glu.linear, strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>"}}
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<17x64xbf16>, tensor<8x64xbf16>)
         outs(%init : tensor<17x8xbf16>) -> tensor<17x8xbf16>
  return %0 : tensor<17x8xbf16>
}

func.func @dynamic_n(%x: tensor<4x64xbf16>, %w: tensor<?x64xbf16>, %init: tensor<4x?xbf16>) -> tensor<4x?xbf16> {
  // expected-remark@below {{glu.linear: not stream: weights have a dynamic size}}
  // expected-remark@below {{glu.linear: not s2: the architecture is sm_80, not sm_90a}}
  // expected-remark@below {{Remark=glu.linear, strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>"}}
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<4x64xbf16>, tensor<?x64xbf16>)
         outs(%init : tensor<4x?xbf16>) -> tensor<4x?xbf16>
  return %0 : tensor<4x?xbf16>
}

// -----

func.func @of_more_rows(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op cannot be computed by #glu.gpu_strategy<stream, rows = 16, columns = 64, stages = 2, blocks = 1>: the number of rows is dynamic, not at most 16; expected another family}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.gpu_strategy<stream, rows = 16, columns = 64, stages = 2, blocks = 1>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// -----

// Rings of four warps.
func.func @too_many_stages(%x: tensor<4x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<4x64xbf16>) -> tensor<4x64xbf16> {
  // expected-error@below {{'glu.linear' op expected at most 166912 bytes of shared memory on sm_80, #glu.gpu_strategy<stream, rows = 16, columns = 64, stages = 5, blocks = 1> takes 204800}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<4x64xbf16>) {glu.strategy = #glu.gpu_strategy<stream, rows = 16, columns = 64, stages = 5, blocks = 1>} -> tensor<4x64xbf16>
  return %0 : tensor<4x64xbf16>
}

// -----

// No number changes unless the IR says so.
func.func @f32_on_tensor_cores(%x: tensor<?x64xf32>, %w: tensor<64x64xf32>, %init: tensor<?x64xf32>) -> tensor<?x64xf32> {
  // expected-error@below {{'glu.linear' op cannot be computed by #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>: the element type is f32, not bf16 or f16; expected another family}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xf32>, tensor<64x64xf32>)
         outs(%init : tensor<?x64xf32>) {glu.strategy = #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>} -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

// -----

func.func @bf16_as_tf32(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-error@below {{'glu.linear' op cannot be computed by #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3, tf32 = true>: the element type is bf16, not f32 for tf32; expected another family}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) {glu.strategy = #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3, tf32 = true>} -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}
