// RUN: glu-opt %s --glu-tile=target=avx512 --remarks-filter='glu.*' --remark-format=emitRemark --verify-diagnostics -o /dev/null
// RUN: not glu-opt %s --glu-tile="target=avx512 register-tile=6" 2>&1 | FileCheck %s --check-prefix=SIZES
// RUN: not glu-opt %s --glu-tile=target=sse5 2>&1 | FileCheck %s --check-prefix=TARGET

// SIZES: expected rows and columns in register-tile, got 1 number(s)
// TARGET: unknown target 'sse5'; expected host, generic, avx2, avx512, amx

func.func @layer(%x: tensor<96x64xf32>, %w: tensor<64x128xf32>, %v: tensor<64x128xf32>, %init: tensor<96x128xf32>) -> tensor<96x128xf32> {
  // expected-remark@below {{tiled}}
  %h = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w, %v : tensor<96x64xf32>, tensor<64x128xf32>, tensor<64x128xf32>)
         outs(%init : tensor<96x128xf32>) -> tensor<96x128xf32>
  return %h : tensor<96x128xf32>
}

func.func @transpose(%x: tensor<96x64xf32>, %init: tensor<64x96xf32>) -> tensor<64x96xf32> {
  // expected-remark@below {{linalg.transpose: an operand is not contiguous along the last dimension of the result}}
  %0 = linalg.transpose ins(%x : tensor<96x64xf32>) outs(%init : tensor<64x96xf32>) permutation = [1, 0]
  return %0 : tensor<64x96xf32>
}

func.func @sum_of_all(%x: tensor<96xf32>, %init: tensor<f32>) -> tensor<f32> {
  // expected-remark@below {{linalg.reduce: the result has no last dimension to run over}}
  %0 = linalg.reduce { arith.addf } ins(%x : tensor<96xf32>) outs(%init : tensor<f32>) dimensions = [0]
  return %0 : tensor<f32>
}
