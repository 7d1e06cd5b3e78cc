// Few rows, on the schedules of three seeds: warps that fill each of their stages
// again, splits of k, and a layer as it is served.
// DEFINE: %{run} = glu-run %s --device=emulator --random=3 --verify
// RUN: %{run} --entry=whole --seed=1 | FileCheck %s --check-prefix=WHOLE
// RUN: %{run} --entry=whole --seed=2 | FileCheck %s --check-prefix=WHOLE
// RUN: %{run} --entry=whole --seed=3 | FileCheck %s --check-prefix=WHOLE
// RUN: %{run} --entry=split --seed=1 | FileCheck %s --check-prefix=SPLIT
// RUN: %{run} --entry=split --seed=2 | FileCheck %s --check-prefix=SPLIT
// RUN: %{run} --entry=split --seed=3 | FileCheck %s --check-prefix=SPLIT
// RUN: %{run} --entry=wide --seed=1 | FileCheck %s --check-prefix=WIDE
// RUN: %{run} --entry=narrow --seed=1 | FileCheck %s --check-prefix=NARROW
// RUN: %{run} --entry=sizes --dynamic-size=264 --seed=1 | FileCheck %s --check-prefix=SIZES

// WHOLE: races 0
// WHOLE: kernel 'whole_0_stream_gated_linear'
// WHOLE: bank conflicts of degree 1 at most
// WHOLE-NOT: kernel
func.func @whole(%x: tensor<16x1096xbf16>, %w: tensor<40x1096xbf16>,
                 %v: tensor<40x1096xbf16>, %b: tensor<40xbf16>,
                 %init: tensor<16x40xbf16>) -> tensor<16x40xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
         ins(%x, %w, %v : tensor<16x1096xbf16>, tensor<40x1096xbf16>, tensor<40x1096xbf16>)
         value_bias(%b : tensor<40xbf16>)
         outs(%init : tensor<16x40xbf16>)
         {glu.strategy = #glu.gpu_strategy<stream, rows = 16, columns = 32, stages = 3, blocks = 1>}
         -> tensor<16x40xbf16>
  return %0 : tensor<16x40xbf16>
}

// SPLIT: races 0
// SPLIT: kernel 'split_0_stream_gated_linear'
// SPLIT: bank conflicts of degree 1 at most
// SPLIT: kernel 'split_1_stream_sum_gated_linear'
// SPLIT: kernel 'split_2_stream_linear'
// SPLIT: bank conflicts of degree 1 at most
func.func @split(%x: tensor<5x1096xf16>, %w: tensor<1096x80xf16>,
                 %w2: tensor<40x24xf16>, %init: tensor<5x24xf16>)
    -> tensor<5x24xf16> {
  %0 = glu.ffn gelu<tanh> weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<5x1096xf16>, tensor<1096x80xf16>)
         down(%w2 : tensor<40x24xf16>)
         outs(%init : tensor<5x24xf16>) -> tensor<5x24xf16>
  return %0 : tensor<5x24xf16>
}

// Two splits of unequal length, other tiles than those that are chosen, and rows in
// two dimensions.
// WIDE: races 0
// WIDE: kernel 'wide_1_stream_linear'
// WIDE: bank conflicts of degree 1 at most
// WIDE: kernel 'wide_2_stream_sum_linear'
func.func @wide(%x: tensor<2x4x712xbf16>, %w: tensor<712x136xbf16>,
                %init: tensor<2x4x136xbf16>) -> tensor<2x4x136xbf16> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<2x4x712xbf16>, tensor<712x136xbf16>)
         outs(%init : tensor<2x4x136xbf16>)
         {glu.strategy = #glu.gpu_strategy<stream, rows = 16, columns = 128, stages = 2, blocks = 3>}
         -> tensor<2x4x136xbf16>
  return %0 : tensor<2x4x136xbf16>
}

// Rows of 16 channels.
// NARROW: races 0
// NARROW: kernel 'narrow_0_stream_gated_linear'
// NARROW: bank conflicts of degree 1 at most
func.func @narrow(%x: tensor<2x264xf16>, %w: tensor<264x80xf16>,
                  %init: tensor<2x40xf16>) -> tensor<2x40xf16> {
  %0 = glu.gated_linear mish weights<interleaved = 8, in_out>
         ins(%x, %w : tensor<2x264xf16>, tensor<264x80xf16>)
         outs(%init : tensor<2x40xf16>)
         {glu.strategy = #glu.gpu_strategy<stream, rows = 16, columns = 32, stages = 4, blocks = 1>}
         -> tensor<2x40xf16>
  return %0 : tensor<2x40xf16>
}

// Sizes of x and of the result that only the weights say.
// SIZES: races 0
// SIZES: kernel 'sizes_0_stream_linear'
// SIZES: kernel 'sizes_1_stream_sum_linear'
func.func @sizes(%x: tensor<3x?xbf16>, %w: tensor<264x264xbf16>,
                 %init: tensor<3x?xbf16>) -> tensor<3x?xbf16> {
  %0 = glu.linear identity weights<out_in>
         ins(%x, %w : tensor<3x?xbf16>, tensor<264x264xbf16>)
         outs(%init : tensor<3x?xbf16>) -> tensor<3x?xbf16>
  return %0 : tensor<3x?xbf16>
}
