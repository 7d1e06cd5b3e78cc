// RUN: glu-opt %s --convert-glu-to-linalg --split-input-file | FileCheck %s

// Gate and value keep one k loop: one generic with two sums.
// CHECK-LABEL: func @separate
// CHECK:         %[[ZERO:.*]] = linalg.fill ins(%{{.*}} : f32)
// CHECK:         %[[SUMS:.*]]:2 = linalg.generic
// CHECK-SAME:      iterator_types = ["parallel", "parallel", "reduction"]
// CHECK-SAME:      ins(%arg0, %arg1, %arg2 :
// CHECK-SAME:      outs(%[[ZERO]], %[[ZERO]] :
// CHECK-COUNT-2:   arith.addf {{.*}} fastmath<contract>
// CHECK:         linalg.generic
// CHECK-SAME:      iterator_types = ["parallel", "parallel"]
// CHECK-SAME:      ins(%[[SUMS]]#0, %[[SUMS]]#1, %arg3, %arg4 :
// CHECK:         ^bb0(%[[G:.*]]: f32, %[[V:.*]]: f32, %[[C:.*]]: f32, %[[BETA:.*]]: f32, %{{.*}}: f32):
// An absent gate bias is +0.0, which is added like any other.
// CHECK:           %[[NONE:.*]] = arith.constant 0.000000e+00 : f32
// CHECK:           %[[GATE:.*]] = arith.addf %[[G]], %[[NONE]] : f32
// CHECK:           %[[VALUE:.*]] = arith.addf %[[V]], %[[C]] : f32
// CHECK:           %[[ACT:.*]] = glu.activation swish<beta = ?>(%[[GATE]], %[[BETA]])
// CHECK:           arith.mulf %[[ACT]], %[[VALUE]] : f32
func.func @separate(%x: tensor<?x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>,
                    %c: tensor<16xf32>, %beta: tensor<16xf32>, %init: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %h = glu.gated_linear swish<beta = ?> weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         value_bias(%c : tensor<16xf32>) beta(%beta : tensor<16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %h : tensor<?x16xf32>
}

// -----

// f32_through rounds the product only.
// CHECK-LABEL: func @f32_through
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
// CHECK:           arith.extf %{{.*}} : bf16 to f32
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]
// CHECK-NOT:       truncf
// CHECK:           glu.activation gelu<erf>(%{{.*}}) : f32
// CHECK:           arith.mulf %{{.*}} : f32
// CHECK:           arith.truncf %{{.*}} : f32 to bf16
func.func @f32_through(%x: tensor<4x8xbf16>, %w: tensor<32x8xbf16>, %init: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %h = glu.gated_linear gelu<erf> weights<gate_first, out_in>
         ins(%x, %w : tensor<4x8xbf16>, tensor<32x8xbf16>)
         outs(%init : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// -----

// as_unfused rounds gate, value, activation and product.
// CHECK-LABEL: func @as_unfused
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel"]
// CHECK-COUNT-2:   arith.truncf %{{.*}} : f32 to bf16
// CHECK:           glu.activation gelu<erf>(%{{.*}}) : bf16
// CHECK:           arith.mulf %{{.*}} : bf16
func.func @as_unfused(%x: tensor<4x8xbf16>, %w: tensor<8x32xbf16>, %init: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %h = glu.gated_linear gelu<erf> weights<value_first, in_out> rounding<as_unfused>
         ins(%x, %w : tensor<4x8xbf16>, tensor<8x32xbf16>)
         outs(%init : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// -----

// Halves of a packed weight are read in place.
// CHECK-LABEL: func @value_first
// CHECK:         %[[GATE:.*]] = tensor.extract_slice %arg1[0, 16] [8, 16] [1, 1]
// CHECK:         %[[VALUE:.*]] = tensor.extract_slice %arg1[0, 0] [8, 16] [1, 1]
// CHECK:         linalg.generic {{.*}} ins(%arg0, %[[GATE]], %[[VALUE]] :
func.func @value_first(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %init: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %h = glu.gated_linear sigmoid weights<value_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// -----

// Single channels alternate: a stride of 2. Blocks alternate: n is two loops.
// CHECK-LABEL: func @interleaved
// CHECK:         tensor.extract_slice %arg1[0, 0] [32, 8] [2, 1]
// CHECK:         tensor.extract_slice %arg1[1, 0] [32, 8] [2, 1]
// CHECK:         %[[BLOCKS:.*]] = tensor.expand_shape %arg1 {{.*}} into tensor<8x2x4x8xf32>
// CHECK:         tensor.extract_slice %[[BLOCKS]][0, 0, 0, 0] [8, 1, 4, 8]
// CHECK:         tensor.extract_slice %{{.*}}[0, 1, 0, 0] [8, 1, 4, 8]
// CHECK:         iterator_types = ["parallel", "parallel", "parallel", "reduction"]
func.func @interleaved(%x: tensor<4x8xf32>, %w: tensor<64x8xf32>, %init: tensor<4x32xf32>) -> (tensor<4x32xf32>, tensor<4x32xf32>) {
  %0 = glu.gated_linear sigmoid weights<interleaved = 1, out_in>
         ins(%x, %w : tensor<4x8xf32>, tensor<64x8xf32>)
         outs(%init : tensor<4x32xf32>) -> tensor<4x32xf32>
  %1 = glu.gated_linear sigmoid weights<interleaved = 4, out_in>
         ins(%x, %w : tensor<4x8xf32>, tensor<64x8xf32>)
         outs(%init : tensor<4x32xf32>) -> tensor<4x32xf32>
  return %0, %1 : tensor<4x32xf32>, tensor<4x32xf32>
}

// -----

// The hidden is rounded once to the element type; no weight is copied.
// CHECK-LABEL: func @ffn
// CHECK:         %[[HIDDEN:.*]] = tensor.empty() : tensor<4x16xbf16>
// CHECK:         %[[H:.*]] = linalg.generic {{.*}} outs(%[[HIDDEN]] :
// CHECK:         linalg.generic {{.*}} ins(%[[H]], %arg2 :
func.func @ffn(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %w2: tensor<16x8xbf16>, %init: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %y = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) down(%w2 : tensor<16x8xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// -----

// CHECK-LABEL: func @maxout
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "parallel", "reduction"]
// CHECK:         linalg.fill ins(%{{.*}} : f32)
// CHECK:         linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
// CHECK:           arith.maximumf
func.func @maxout(%x: tensor<4x8xf32>, %w: tensor<3x8x16xf32>, %b: tensor<3x16xf32>, %init: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %y = glu.maxout ins(%x, %w : tensor<4x8xf32>, tensor<3x8x16xf32>) bias(%b : tensor<3x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %y : tensor<4x16xf32>
}

// -----

// On tensors an elementwise op becomes a generic; elsewhere it stays.
// CHECK-LABEL: func @elementwise
// CHECK:         linalg.generic
// CHECK:           glu.activation mish(%{{.*}}) : f32
// CHECK:         glu.gate relu(%{{.*}}, %{{.*}}) : vector<4xf32>
func.func @elementwise(%x: tensor<4xf32>, %v: vector<4xf32>) -> (tensor<4xf32>, vector<4xf32>) {
  %0 = glu.activation mish(%x) : tensor<4xf32>
  %1 = glu.gate relu(%v, %v) : vector<4xf32>
  return %0, %1 : tensor<4xf32>, vector<4xf32>
}
