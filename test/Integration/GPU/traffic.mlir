// The bytes that kernels move are those of the formula in docs/gpu.md.
// RUN: glu-run %s --entry=gated --device=emulator --random | FileCheck %s --check-prefix=GATED
// RUN: glu-run %s --entry=plain --device=emulator --random | FileCheck %s --check-prefix=PLAIN
// RUN: glu-run %s --entry=double --device=emulator --random | FileCheck %s --check-prefix=DOUBLE
// RUN: glu-run %s --entry=tensor_cores --device=emulator --random | FileCheck %s --check-prefix=TENSOR
// RUN: glu-run %s --entry=tensor_cores --device=emulator --arch=sm_90a --random | FileCheck %s --check-prefix=HOPPER
// RUN: glu-run %s --entry=cluster --device=emulator --arch=sm_90a --random | FileCheck %s --check-prefix=CLUSTER
// RUN: glu-run %s --entry=few_rows --device=emulator --random | FileCheck %s --check-prefix=FEW
// RUN: glu-run %s --entry=one_row --device=emulator --random | FileCheck %s --check-prefix=ONE

// 2 * 45 * (70 * ceil(67 / 64) + 2 * 67 * ceil(70 / 64)) = 36720, 2 * 70 * 67 = 9380
// GATED: global memory: 36720 bytes read, 9380 written
func.func @gated(%x: tensor<70x45xbf16>, %w: tensor<134x45xbf16>,
                 %init: tensor<70x67xbf16>) -> tensor<70x67xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<interleaved = 1, out_in>
         ins(%x, %w : tensor<70x45xbf16>, tensor<134x45xbf16>)
         outs(%init : tensor<70x67xbf16>) -> tensor<70x67xbf16>
  return %0 : tensor<70x67xbf16>
}

// 4 * 45 * (70 * 2 + 67 * 2) = 49320, 4 * 70 * 67 = 18760
// PLAIN: global memory: 49320 bytes read, 18760 written
func.func @plain(%x: tensor<70x45xf32>, %w: tensor<45x67xf32>,
                 %init: tensor<70x67xf32>) -> tensor<70x67xf32> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<70x45xf32>, tensor<45x67xf32>)
         outs(%init : tensor<70x67xf32>) -> tensor<70x67xf32>
  return %0 : tensor<70x67xf32>
}

// Tiles of 32 rows: 8 * 45 * (70 * 2 + 67 * 3) = 122760, 8 * 70 * 67 = 37520
// DOUBLE: global memory: 122760 bytes read, 37520 written
func.func @double(%x: tensor<70x45xf64>, %w: tensor<45x67xf64>,
                  %init: tensor<70x67xf64>) -> tensor<70x67xf64> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<70x45xf64>, tensor<45x67xf64>)
         outs(%init : tensor<70x67xf64>) -> tensor<70x67xf64>
  return %0 : tensor<70x67xf64>
}

// Tiles of 128 rows and 64 channels: 2 * 72 * (130 * 3 + 2 * 136 * 2) = 134496, and
// 2 * 130 * 136 = 35360.
// Of 128 channels: 2 * 72 * (130 * 2 + 2 * 136 * 2) = 115776.
// TENSOR: kernel 'tensor_cores_0_s1_gated_linear'
// TENSOR-NEXT: global memory: 134496 bytes read, 35360 written
// HOPPER: kernel 'tensor_cores_0_s2_gated_linear'
// HOPPER-NEXT: global memory: 115776 bytes read, 35360 written
func.func @tensor_cores(%x: tensor<130x72xbf16>, %w: tensor<136x72xbf16>,
                        %v: tensor<136x72xbf16>, %init: tensor<130x136xbf16>)
    -> tensor<130x136xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
         ins(%x, %w, %v : tensor<130x72xbf16>, tensor<136x72xbf16>, tensor<136x72xbf16>)
         outs(%init : tensor<130x136xbf16>) -> tensor<130x136xbf16>
  return %0 : tensor<130x136xbf16>
}

// Two tiles of rows have one copy of the weights:
// 2 * 72 * (130 * 2 + 2 * 136) = 76608.
// CLUSTER: kernel 'cluster_0_s2_gated_linear'
// CLUSTER-NEXT: global memory: 76608 bytes read, 35360 written
func.func @cluster(%x: tensor<130x72xbf16>, %w: tensor<136x72xbf16>,
                   %v: tensor<136x72xbf16>, %init: tensor<130x136xbf16>)
    -> tensor<130x136xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
         ins(%x, %w, %v : tensor<130x72xbf16>, tensor<136x72xbf16>, tensor<136x72xbf16>)
         outs(%init : tensor<130x136xbf16>)
         {glu.strategy = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, cluster = 2>}
         -> tensor<130x136xbf16>
  return %0 : tensor<130x136xbf16>
}

// Tiles of 16 channels and three splits of 256 of k, each weight once:
// 2 * 520 * (5 * 9 + 2 * 136) = 329680. The sums, 4 * 3 * 5 * 2 * 136 = 16320, and
// 2 * 5 * 136 = 1360.
// FEW: kernel 'few_rows_0_stream_gated_linear'
// FEW-NEXT: global memory: 329680 bytes read, 16320 written
// FEW: kernel 'few_rows_1_stream_sum_gated_linear'
// FEW-NEXT: global memory: 16320 bytes read, 1360 written
func.func @few_rows(%x: tensor<5x520xbf16>, %w: tensor<136x520xbf16>,
                    %v: tensor<136x520xbf16>, %init: tensor<5x136xbf16>)
    -> tensor<5x136xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
         ins(%x, %w, %v : tensor<5x520xbf16>, tensor<136x520xbf16>, tensor<136x520xbf16>)
         outs(%init : tensor<5x136xbf16>) -> tensor<5x136xbf16>
  return %0 : tensor<5x136xbf16>
}

// Tiles of 64 channels and k in one piece: 2 * 520 * (1 * 3 + 136) = 144560 and
// 2 * 136 = 272.
// ONE: kernel 'one_row_0_stream_linear'
// ONE-NEXT: global memory: 144560 bytes read, 272 written
// ONE-NOT: kernel
func.func @one_row(%x: tensor<1x520xf16>, %w: tensor<520x136xf16>,
                   %init: tensor<1x136xf16>) -> tensor<1x136xf16> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<1x520xf16>, tensor<520x136xf16>)
         outs(%init : tensor<1x136xf16>)
         {glu.strategy = #glu.gpu_strategy<stream, rows = 16, columns = 64, stages = 2, blocks = 1>}
         -> tensor<1x136xf16>
  return %0 : tensor<1x136xf16>
}
