// RUN: glu-opt %s --glu-fuse-gate-value | FileCheck %s
// RUN: glu-opt %s --glu-fuse-gate-value -o %t
// RUN: glu-opt %t --glu-fuse-gate-value | diff %t -

// Where bf16 and f16 code rounds, and the contract that keeps it.

#row = affine_map<(d0, d1) -> (d0, d1)>
#channel = affine_map<(d0, d1) -> (d1)>

// Every step rounds.
// CHECK-LABEL: func @separate_ops
// CHECK: glu.gated_linear sigmoid weights<separate, in_out> rounding<as_unfused>
func.func @separate_ops(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %a = glu.activation sigmoid(%g) : tensor<4x16xbf16>
  %h = arith.mulf %a, %u : tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// CHECK-LABEL: func @linear_as_unfused
// CHECK: glu.gated_linear sigmoid weights<separate, in_out> rounding<as_unfused>
func.func @linear_as_unfused(%x: tensor<4x8xf16>, %w: tensor<8x16xf16>, %v: tensor<8x16xf16>, %i: tensor<4x16xf16>) -> tensor<4x16xf16> {
  %g = glu.linear sigmoid weights<in_out> rounding<as_unfused> ins(%x, %w : tensor<4x8xf16>, tensor<8x16xf16>) outs(%i : tensor<4x16xf16>) -> tensor<4x16xf16>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf16>, tensor<8x16xf16>) outs(%i : tensor<4x16xf16>) -> tensor<4x16xf16>
  %h = arith.mulf %g, %u : tensor<4x16xf16>
  return %h : tensor<4x16xf16>
}

// CHECK-LABEL: func @gate_as_unfused
// CHECK: glu.gated_linear sigmoid weights<separate, in_out> rounding<as_unfused>
func.func @gate_as_unfused(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %h = glu.gate sigmoid rounding<as_unfused>(%g, %u) : tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// Without an activation, f32_through and as_unfused gates are the same.
// CHECK-LABEL: func @bilinear
// CHECK: glu.gated_linear identity weights<separate, in_out> rounding<as_unfused>
func.func @bilinear(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %h = glu.gate identity(%g, %u) : tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// As exported from a framework: products sum in f32 and are rounded, the
// activation is computed in f32 and rounded.
// CHECK-LABEL: func @rounded_sums
// CHECK: %[[H:.*]] = glu.gated_linear swish<beta = 1.0> weights<separate, in_out> rounding<as_unfused>{{.*}} -> tensor<8x16xbf16>
// CHECK: tensor.expand_shape %[[H]] {{.*}} into tensor<2x4x16xbf16>
func.func @rounded_sums(%x: tensor<8x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>) -> tensor<2x4x16xbf16> {
  %init = arith.constant dense<0.0> : tensor<8x16xf32>
  %e = tensor.empty() : tensor<8x16xbf16>
  %g = linalg.matmul ins(%x, %w : tensor<8x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<8x16xf32>) -> tensor<8x16xf32>
  %gr = linalg.generic {indexing_maps = [#row, #row], iterator_types = ["parallel", "parallel"]}
      ins(%g : tensor<8x16xf32>) outs(%e : tensor<8x16xbf16>) {
  ^bb0(%i: f32, %o: bf16):
    %t = arith.truncf %i : f32 to bf16
    linalg.yield %t : bf16
  } -> tensor<8x16xbf16>
  %ge = tensor.expand_shape %gr [[0, 1], [2]] output_shape [2, 4, 16] : tensor<8x16xbf16> into tensor<2x4x16xbf16>
  %gw = arith.extf %ge : tensor<2x4x16xbf16> to tensor<2x4x16xf32>
  %a = glu.activation swish<beta = 1.0>(%gw) : tensor<2x4x16xf32>
  %ar = arith.truncf %a to_nearest_even : tensor<2x4x16xf32> to tensor<2x4x16xbf16>
  %u = linalg.matmul ins(%x, %v : tensor<8x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<8x16xf32>) -> tensor<8x16xf32>
  %ur = arith.truncf %u : tensor<8x16xf32> to tensor<8x16xbf16>
  %ue = tensor.expand_shape %ur [[0, 1], [2]] output_shape [2, 4, 16] : tensor<8x16xbf16> into tensor<2x4x16xbf16>
  %h = arith.mulf %ar, %ue : tensor<2x4x16xbf16>
  return %h : tensor<2x4x16xbf16>
}

// The same, but multiplied in f32 and rounded behind that.
// CHECK-LABEL: func @rounded_factors
// CHECK: glu.gated_linear relu weights<separate, in_out> rounding<as_unfused>
// CHECK-NOT: arith.truncf
func.func @rounded_factors(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %g = glu.linear relu weights<in_out> rounding<as_unfused> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %gw = arith.extf %g : tensor<4x16xbf16> to tensor<4x16xf32>
  %uw = arith.extf %u : tensor<4x16xbf16> to tensor<4x16xf32>
  %h = arith.mulf %gw, %uw : tensor<4x16xf32>
  %r = arith.truncf %h : tensor<4x16xf32> to tensor<4x16xbf16>
  return %r : tensor<4x16xbf16>
}

// Only the result is rounded. The biases are bf16 and are widened, before or
// after the broadcast; the result is written where it was.
// CHECK-LABEL: func @f32_through
// CHECK-SAME: %[[B:[a-z0-9]*]]: tensor<16xbf16>, %[[C:[a-z0-9]*]]: tensor<16xbf16>, %[[OUT:[a-z0-9]*]]: tensor<4x16xbf16>
// CHECK-NOT: linalg
// CHECK: glu.gated_linear sigmoid weights<separate, in_out> ins({{.*}}) gate_bias(%[[B]] : tensor<16xbf16>) value_bias(%[[C]] : tensor<16xbf16>) outs(%[[OUT]] :
// CHECK-NOT: linalg
func.func @f32_through(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %b: tensor<16xbf16>, %c: tensor<16xbf16>, %out: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %eb = tensor.empty() : tensor<4x16xbf16>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %bw = arith.extf %b : tensor<16xbf16> to tensor<16xf32>
  %gb = linalg.generic {indexing_maps = [#row, #channel, #row], iterator_types = ["parallel", "parallel"]}
      ins(%g, %bw : tensor<4x16xf32>, tensor<16xf32>) outs(%e : tensor<4x16xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %s = arith.addf %i, %j : f32
    linalg.yield %s : f32
  } -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %cb = linalg.broadcast ins(%c : tensor<16xbf16>) outs(%eb : tensor<4x16xbf16>) dimensions = [0]
  %cw = linalg.generic {indexing_maps = [#row, #row], iterator_types = ["parallel", "parallel"]}
      ins(%cb : tensor<4x16xbf16>) outs(%e : tensor<4x16xf32>) {
  ^bb0(%i: bf16, %o: f32):
    %t = arith.extf %i : bf16 to f32
    linalg.yield %t : f32
  } -> tensor<4x16xf32>
  %ub = arith.addf %u, %cw : tensor<4x16xf32>
  %a = glu.activation sigmoid(%gb) : tensor<4x16xf32>
  %h = arith.mulf %a, %ub : tensor<4x16xf32>
  %r = linalg.generic {indexing_maps = [#row, #row], iterator_types = ["parallel", "parallel"]}
      ins(%h : tensor<4x16xf32>) outs(%out : tensor<4x16xbf16>) {
  ^bb0(%i: f32, %o: bf16):
    %t = arith.truncf %i : f32 to bf16
    linalg.yield %t : bf16
  } -> tensor<4x16xbf16>
  return %r : tensor<4x16xbf16>
}

// beta stays f32 beside bf16.
// CHECK-LABEL: func @f32_gate
// CHECK: glu.gated_linear swish<beta = ?> weights<gate_first, in_out> ins({{.*}}) beta(%{{.*}} : f32) outs({{.*}} : tensor<4x16xf16>)
func.func @f32_gate(%x: tensor<4x8xf16>, %p: tensor<8x32xf16>, %beta: f32) -> tensor<4x16xf16> {
  %init = arith.constant dense<0.0> : tensor<4x32xf32>
  %y = linalg.matmul ins(%x, %p : tensor<4x8xf16>, tensor<8x32xf16>) outs(%init : tensor<4x32xf32>) -> tensor<4x32xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %y[0, 16] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %h = glu.gate swish<beta = ?> rounding<as_unfused>(%g, %u, %beta) : tensor<4x16xf32>, f32
  %r = arith.truncf %h : tensor<4x16xf32> to tensor<4x16xf16>
  return %r : tensor<4x16xf16>
}

// Operands are widened and multiplied in f32, as torch exports a linear layer
// with a bias: the layer reads them before. So does the down projection.
// CHECK-LABEL: func @widened_operands
// CHECK-SAME: %[[X:[a-z0-9]*]]: tensor<4x8xbf16>, %[[W:[a-z0-9]*]]: tensor<16x8xbf16>, %[[V:[a-z0-9]*]]: tensor<8x16xbf16>, %[[W2:[a-z0-9]*]]: tensor<16x8xbf16>
// CHECK-NOT: arith.extf
// CHECK: %[[T:.*]] = linalg.transpose ins(%[[W]]
// CHECK: glu.ffn tanh weights<separate, in_out> down<in_out> rounding<as_unfused> ins(%[[X]], %[[T]], %[[V]] :{{.*}}) down(%[[W2]] :
// CHECK-NOT: arith.extf
func.func @widened_operands(%x: tensor<4x8xbf16>, %w: tensor<16x8xbf16>, %v: tensor<8x16xbf16>, %w2: tensor<16x8xbf16>) -> tensor<4x8xbf16> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %init2 = arith.constant dense<0.0> : tensor<4x8xf32>
  %e = tensor.empty() : tensor<8x16xbf16>
  %ew = tensor.empty() : tensor<8x16xf32>
  %wt = linalg.transpose ins(%w : tensor<16x8xbf16>) outs(%e : tensor<8x16xbf16>) permutation = [1, 0]
  %xw = arith.extf %x : tensor<4x8xbf16> to tensor<4x8xf32>
  %ww = linalg.generic {indexing_maps = [#row, #row], iterator_types = ["parallel", "parallel"]}
      ins(%wt : tensor<8x16xbf16>) outs(%ew : tensor<8x16xf32>) {
  ^bb0(%i: bf16, %o: f32):
    %t = arith.extf %i : bf16 to f32
    linalg.yield %t : f32
  } -> tensor<8x16xf32>
  %vw = arith.extf %v : tensor<8x16xbf16> to tensor<8x16xf32>
  %g = linalg.matmul ins(%xw, %ww : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%xw, %vw : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %gr = arith.truncf %g : tensor<4x16xf32> to tensor<4x16xbf16>
  %ur = arith.truncf %u : tensor<4x16xf32> to tensor<4x16xbf16>
  %a = glu.activation tanh(%gr) : tensor<4x16xbf16>
  %h = arith.mulf %a, %ur : tensor<4x16xbf16>
  %hw = arith.extf %h : tensor<4x16xbf16> to tensor<4x16xf32>
  %w2w = arith.extf %w2 : tensor<16x8xbf16> to tensor<16x8xf32>
  %y = linalg.matmul ins(%hw, %w2w : tensor<4x16xf32>, tensor<16x8xf32>) outs(%init2 : tensor<4x8xf32>) -> tensor<4x8xf32>
  %r = arith.truncf %y : tensor<4x8xf32> to tensor<4x8xbf16>
  return %r : tensor<4x8xbf16>
}

// f64 is not the compute type of f32: this is a layer of f64.
// CHECK-LABEL: func @f64_of_f32
// CHECK: %[[X:.*]] = arith.extf
// CHECK: glu.gated_linear identity weights<separate, in_out> ins(%[[X]], {{.*}} -> tensor<4x16xf64>
func.func @f64_of_f32(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>) -> tensor<4x16xf64> {
  %init = arith.constant dense<0.0> : tensor<4x16xf64>
  %xw = arith.extf %x : tensor<4x8xf32> to tensor<4x8xf64>
  %ww = arith.extf %w : tensor<8x16xf32> to tensor<8x16xf64>
  %g = linalg.matmul ins(%xw, %ww : tensor<4x8xf64>, tensor<8x16xf64>) outs(%init : tensor<4x16xf64>) -> tensor<4x16xf64>
  %u = linalg.matmul ins(%xw, %ww : tensor<4x8xf64>, tensor<8x16xf64>) outs(%init : tensor<4x16xf64>) -> tensor<4x16xf64>
  %h = arith.mulf %g, %u : tensor<4x16xf64>
  return %h : tensor<4x16xf64>
}
