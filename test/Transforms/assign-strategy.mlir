// RUN: glu-opt %s --glu-assign-strategy=target=avx512 | FileCheck %s --check-prefixes=CHECK,AVX512
// RUN: glu-opt %s --glu-assign-strategy=target=avx2 | FileCheck %s --check-prefixes=CHECK,AVX2
// RUN: glu-opt %s --glu-assign-strategy=target=generic | FileCheck %s --check-prefixes=CHECK,GENERIC
// RUN: glu-opt %s --glu-assign-strategy=target=amx | FileCheck %s --check-prefixes=CHECK,AMX
// RUN: glu-opt %s --glu-assign-strategy | FileCheck %s

// A second pass finds a strategy there.
// RUN: glu-opt %s --glu-assign-strategy=target=avx512 --glu-assign-strategy=target=avx2 | FileCheck %s --check-prefixes=CHECK,AVX512

// CHECK-LABEL: @linear
// AVX512: glu.strategy = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 60, k_block = 1024, panel_group = 4>
// AVX2: glu.strategy = #glu.strategy<fma, rows = 6, columns = 16, unroll = 4, row_block = 60, k_block = 1024, panel_group = 4>
// GENERIC: glu.strategy = #glu.strategy<fma, rows = 6, columns = 8, unroll = 4, row_block = 60, k_block = 1024, panel_group = 4>
// AMX: glu.strategy = #glu.strategy<fma, rows = 6, columns = 64,
func.func @linear(%x: tensor<?x768xf32>, %w: tensor<64x768xf32>, %init: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<?x768xf32>, tensor<64x768xf32>)
         outs(%init : tensor<?x64xf32>) -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

// CHECK-LABEL: @f64
// AVX512: columns = 32, {{.*}}, row_block = 30,
// AVX2: columns = 8,
// GENERIC: columns = 4,
func.func @f64(%x: tensor<?x2000xf64>, %w: tensor<2000x64xf64>, %init: tensor<?x64xf64>) -> tensor<?x64xf64> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x2000xf64>, tensor<2000x64xf64>)
         outs(%init : tensor<?x64xf64>) -> tensor<?x64xf64>
  return %0 : tensor<?x64xf64>
}

// bf16 computes in f32 where there are no tiles.
// CHECK-LABEL: @bf16
// AVX512: #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 60,
// AMX: #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 128, k_block = 1024, panel_group = 16>
func.func @bf16(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %v: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  %0 = glu.gated_linear sigmoid weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x64xbf16>, tensor<64x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// A quarter of 1 MiB holds a block of k of 128 rows.
// CHECK-LABEL: @ffn
// AMX: #glu.strategy<amx, {{.*}} row_block = 128,
func.func @ffn(%x: tensor<?x64xbf16>, %w: tensor<64x4096xbf16>, %w2: tensor<4096x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x4096xbf16>)
         down(%w2 : tensor<4096x64xbf16>)
         outs(%init : tensor<?x64xbf16>) -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

// CHECK-LABEL: @by_hand
// CHECK: #glu.strategy<fma, rows = 2, columns = 8, unroll = 1, row_block = 4, k_block = 16, panel_group = 1>
func.func @by_hand(%x: tensor<?x64xf32>, %w: tensor<64x64xf32>, %init: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xf32>, tensor<64x64xf32>)
         outs(%init : tensor<?x64xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 8, unroll = 1, row_block = 4, k_block = 16, panel_group = 1>}
         -> tensor<?x64xf32>
  return %0 : tensor<?x64xf32>
}

// CHECK-LABEL: @dynamic
// CHECK-NOT: glu.strategy
func.func @dynamic(%x: tensor<?x64xf32>, %w: tensor<64x?xf32>, %init: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xf32>, tensor<64x?xf32>)
         outs(%init : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// CHECK-LABEL: @maxout
// CHECK-NOT: glu.strategy
func.func @maxout(%x: tensor<?x8xf32>, %w: tensor<3x8x16xf32>, %init: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %0 = glu.maxout ins(%x, %w : tensor<?x8xf32>, tensor<3x8x16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}
