// RUN: glu-opt %s --glu-fuse-gate-value | FileCheck %s
// RUN: glu-opt %s --glu-fuse-gate-value -o %t
// RUN: glu-opt %t --glu-fuse-gate-value | diff %t -

// How gate, value, activation and multiplication can be spelled, in f32.

#row = affine_map<(d0, d1) -> (d0, d1)>
#channel = affine_map<(d0, d1) -> (d1)>
#row3 = affine_map<(d0, d1, d2) -> (d0, d1, d2)>
#channel3 = affine_map<(d0, d1, d2) -> (d2)>

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @matmul
// CHECK-SAME: (%[[X:.*]]: tensor<4x8xf32>, %[[W:.*]]: tensor<8x16xf32>, %[[V:.*]]: tensor<8x16xf32>)
// CHECK-NEXT: %[[INIT:.*]] = tensor.empty() : tensor<4x16xf32>
// CHECK-NEXT: %[[H:.*]] = glu.gated_linear relu weights<separate, in_out> ins(%[[X]], %[[W]], %[[V]] :{{.*}}) outs(%[[INIT]]
// CHECK-NEXT: return %[[H]]
func.func @matmul(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>,
                  %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation relu(%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// CHECK-LABEL: func @matmul_indexing_maps
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[W:.*]]: tensor<16x8xf32>, %[[V:.*]]: tensor<16x8xf32>
// CHECK: glu.gated_linear tanh weights<separate, out_in> ins(%[[X]], %[[W]], %[[V]] :
// CHECK-NOT: linalg
#x = affine_map<(m, n, k) -> (m, k)>
#out_in = affine_map<(m, n, k) -> (n, k)>
#sum = affine_map<(m, n, k) -> (m, n)>
func.func @matmul_indexing_maps(%x: tensor<4x8xf32>, %w: tensor<16x8xf32>,
                                %v: tensor<16x8xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul indexing_maps = [#x, #out_in, #sum] ins(%x, %w : tensor<4x8xf32>, tensor<16x8xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul indexing_maps = [#x, #out_in, #sum] ins(%x, %v : tensor<4x8xf32>, tensor<16x8xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation tanh(%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The transposes go: the weights are read as they are.
// CHECK-LABEL: func @transposed_weights
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[W:.*]]: tensor<16x8xf32>, %[[V:.*]]: tensor<16x8xf32>
// CHECK-NOT: linalg.transpose
// CHECK: glu.gated_linear tanh weights<separate, out_in> ins(%[[X]], %[[W]], %[[V]] :
func.func @transposed_weights(%x: tensor<4x8xf32>, %w: tensor<16x8xf32>,
                              %v: tensor<16x8xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<8x16xf32>
  %wt = linalg.transpose ins(%w : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %vt = linalg.transpose ins(%v : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %g = linalg.matmul ins(%x, %wt : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %vt : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation tanh(%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A layer has one order for both weights, so the transpose stays.
// CHECK-LABEL: func @one_weight_transposed
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[W:.*]]: tensor<16x8xf32>, %[[V:.*]]: tensor<8x16xf32>
// CHECK: %[[T:.*]] = linalg.transpose ins(%[[W]]
// CHECK: glu.gated_linear tanh weights<separate, in_out> ins(%[[X]], %[[T]], %[[V]] :
func.func @one_weight_transposed(%x: tensor<4x8xf32>, %w: tensor<16x8xf32>,
                                 %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<8x16xf32>
  %wt = linalg.transpose ins(%w : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %g = linalg.matmul ins(%x, %wt : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation tanh(%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// CHECK-LABEL: func @linear
// CHECK-SAME: %[[X:.*]]: tensor<2x4x8xf32>, %[[W:.*]]: tensor<16x8xf32>, %[[V:.*]]: tensor<16x8xf32>, %[[B:.*]]: tensor<16xf32>, %[[I:.*]]: tensor<2x4x16xf32>
// CHECK: glu.gated_linear sigmoid weights<separate, out_in> ins(%[[X]], %[[W]], %[[V]] :{{.*}}) value_bias(%[[B]] :
// CHECK-NOT: glu.linear
func.func @linear(%x: tensor<2x4x8xf32>, %w: tensor<16x8xf32>, %v: tensor<16x8xf32>,
                  %b: tensor<16xf32>, %i: tensor<2x4x16xf32>) -> tensor<2x4x16xf32> {
  %g = glu.linear identity weights<out_in> ins(%x, %w : tensor<2x4x8xf32>, tensor<16x8xf32>) outs(%i : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %u = glu.linear identity weights<out_in> ins(%x, %v : tensor<2x4x8xf32>, tensor<16x8xf32>) bias(%b : tensor<16xf32>) outs(%i : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %a = glu.activation sigmoid(%g) : tensor<2x4x16xf32>
  %h = arith.mulf %a, %u : tensor<2x4x16xf32>
  return %h : tensor<2x4x16xf32>
}

// CHECK-LABEL: func @linear_rank1
// CHECK: glu.gated_linear sigmoid weights<separate, in_out> ins({{.*}} : tensor<8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
func.func @linear_rank1(%x: tensor<8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>,
                        %i: tensor<16xf32>) -> tensor<16xf32> {
  %g = glu.linear sigmoid weights<in_out> ins(%x, %w : tensor<8xf32>, tensor<8x16xf32>) outs(%i : tensor<16xf32>) -> tensor<16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<8xf32>, tensor<8x16xf32>) outs(%i : tensor<16xf32>) -> tensor<16xf32>
  %h = arith.mulf %u, %g : tensor<16xf32>
  return %h : tensor<16xf32>
}

// A contraction of any rank: here [b, m, k] times [n, k], the weight first.
// CHECK-LABEL: func @generic_contraction
// CHECK-SAME: %[[X:.*]]: tensor<2x4x8xf32>, %[[W:.*]]: tensor<16x8xf32>, %[[V:.*]]: tensor<8x16xf32>
// CHECK: %[[T:.*]] = linalg.transpose
// CHECK: glu.gated_linear mish weights<separate, in_out> ins(%[[X]], %[[T]], %[[V]] : tensor<2x4x8xf32>
func.func @generic_contraction(%x: tensor<2x4x8xf32>, %w: tensor<16x8xf32>,
                               %v: tensor<8x16xf32>) -> tensor<2x4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<2x4x16xf32>
  %e = tensor.empty() : tensor<8x16xf32>
  %wt = linalg.transpose ins(%w : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %g = linalg.generic {
      indexing_maps = [affine_map<(b, m, n, k) -> (k, n)>, affine_map<(b, m, n, k) -> (b, m, k)>,
                       affine_map<(b, m, n, k) -> (b, m, n)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%wt, %x : tensor<8x16xf32>, tensor<2x4x8xf32>) outs(%init : tensor<2x4x16xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %p = arith.mulf %b, %a : f32
    %t = arith.addf %p, %s : f32
    linalg.yield %t : f32
  } -> tensor<2x4x16xf32>
  %u = linalg.generic {
      indexing_maps = [affine_map<(b, m, n, k) -> (b, m, k)>, affine_map<(b, m, n, k) -> (k, n)>,
                       affine_map<(b, m, n, k) -> (b, m, n)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%x, %v : tensor<2x4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<2x4x16xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %s, %p : f32
    linalg.yield %t : f32
  } -> tensor<2x4x16xf32>
  %a = glu.activation mish(%g) : tensor<2x4x16xf32>
  %h = arith.mulf %a, %u : tensor<2x4x16xf32>
  return %h : tensor<2x4x16xf32>
}

// CHECK-LABEL: func @vecmat
// CHECK: glu.gated_linear relu weights<separate, in_out> ins({{.*}} : tensor<8xf32>,
func.func @vecmat(%x: tensor<8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<16xf32> {
  %init = arith.constant dense<0.0> : tensor<16xf32>
  %g = linalg.vecmat ins(%x, %w : tensor<8xf32>, tensor<8x16xf32>) outs(%init : tensor<16xf32>) -> tensor<16xf32>
  %u = linalg.vecmat ins(%x, %v : tensor<8xf32>, tensor<8x16xf32>) outs(%init : tensor<16xf32>) -> tensor<16xf32>
  %a = glu.activation relu(%g) : tensor<16xf32>
  %h = arith.mulf %a, %u : tensor<16xf32>
  return %h : tensor<16xf32>
}

// The rows are collapsed for the product: the reshapes stay outside.
// CHECK-LABEL: func @reshaped
// CHECK: %[[X:.*]] = tensor.collapse_shape
// CHECK: %[[H:.*]] = glu.gated_linear relu weights<separate, in_out> ins(%[[X]], {{.*}} -> tensor<8x16xf32>
// CHECK: %[[E:.*]] = tensor.expand_shape %[[H]] {{\[\[}}0, 1], [2]] output_shape [2, 4, 16]
// CHECK: return %[[E]]
func.func @reshaped(%x: tensor<2x4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<2x4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<8x16xf32>
  %c = tensor.collapse_shape %x [[0, 1], [2]] : tensor<2x4x8xf32> into tensor<8x8xf32>
  %g = linalg.matmul ins(%c, %w : tensor<8x8xf32>, tensor<8x16xf32>) outs(%init : tensor<8x16xf32>) -> tensor<8x16xf32>
  %u = linalg.matmul ins(%c, %v : tensor<8x8xf32>, tensor<8x16xf32>) outs(%init : tensor<8x16xf32>) -> tensor<8x16xf32>
  %ge = tensor.expand_shape %g [[0, 1], [2]] output_shape [2, 4, 16] : tensor<8x16xf32> into tensor<2x4x16xf32>
  %ue = tensor.expand_shape %u [[0, 1], [2]] output_shape [2, 4, 16] : tensor<8x16xf32> into tensor<2x4x16xf32>
  %a = glu.activation relu(%ge) : tensor<2x4x16xf32>
  %h = arith.mulf %a, %ue : tensor<2x4x16xf32>
  return %h : tensor<2x4x16xf32>
}

//===----------------------------------------------------------------------===//
// Biases
//===----------------------------------------------------------------------===//

// One as the start of the sum, one added by linalg.broadcast and linalg.add.
// CHECK-LABEL: func @bias_init_and_broadcast
// CHECK-SAME: %[[B:[a-z0-9]*]]: tensor<16xf32>, %[[C:[a-z0-9]*]]: tensor<16xf32>
// CHECK: glu.gated_linear relu weights<separate, in_out> ins({{.*}}) gate_bias(%[[B]] : tensor<16xf32>) value_bias(%[[C]] : tensor<16xf32>)
// CHECK-NOT: linalg
func.func @bias_init_and_broadcast(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>,
                                   %b: tensor<16xf32>, %c: tensor<16xf32>) -> tensor<4x16xf32> {
  %e = tensor.empty() : tensor<4x16xf32>
  %bb = linalg.broadcast ins(%b : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %cb = linalg.broadcast ins(%c : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%bb : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %uc = linalg.add ins(%u, %cb : tensor<4x16xf32>, tensor<4x16xf32>) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation relu(%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %uc : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// One added by a generic with the bias in the first place, one by arith.addf of
// a broadcast spelled as a generic, behind a reshape.
// CHECK-LABEL: func @bias_generic
// CHECK-SAME: %[[B:[a-z0-9]*]]: tensor<16xf32>, %[[C:[a-z0-9]*]]: tensor<16xf32>
// CHECK: glu.gated_linear relu weights<separate, in_out> ins({{.*}}) gate_bias(%[[B]] : tensor<16xf32>) value_bias(%[[C]] : tensor<16xf32>) {{.*}} -> tensor<8x16xf32>
// CHECK-NEXT: tensor.expand_shape
func.func @bias_generic(%x: tensor<8x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>,
                        %b: tensor<16xf32>, %c: tensor<16xf32>) -> tensor<2x4x16xf32> {
  %e = tensor.empty() : tensor<8x16xf32>
  %e3 = tensor.empty() : tensor<2x4x16xf32>
  %init = arith.constant dense<0.0> : tensor<8x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<8x8xf32>, tensor<8x16xf32>) outs(%init : tensor<8x16xf32>) -> tensor<8x16xf32>
  %gb = linalg.generic {indexing_maps = [#channel, #row, #row], iterator_types = ["parallel", "parallel"]}
      ins(%b, %g : tensor<16xf32>, tensor<8x16xf32>) outs(%e : tensor<8x16xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %s = arith.addf %i, %j : f32
    linalg.yield %s : f32
  } -> tensor<8x16xf32>
  %ge = tensor.expand_shape %gb [[0, 1], [2]] output_shape [2, 4, 16] : tensor<8x16xf32> into tensor<2x4x16xf32>
  %a = glu.activation relu(%ge) : tensor<2x4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<8x8xf32>, tensor<8x16xf32>) outs(%init : tensor<8x16xf32>) -> tensor<8x16xf32>
  %ue = tensor.expand_shape %u [[0, 1], [2]] output_shape [2, 4, 16] : tensor<8x16xf32> into tensor<2x4x16xf32>
  %cb = linalg.generic {indexing_maps = [#channel3, #row3], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%c : tensor<16xf32>) outs(%e3 : tensor<2x4x16xf32>) {
  ^bb0(%i: f32, %o: f32):
    linalg.yield %i : f32
  } -> tensor<2x4x16xf32>
  %uc = arith.addf %ue, %cb : tensor<2x4x16xf32>
  %h = arith.mulf %a, %uc : tensor<2x4x16xf32>
  return %h : tensor<2x4x16xf32>
}

//===----------------------------------------------------------------------===//
// Activations and multiplications
//===----------------------------------------------------------------------===//

// The activated product is the gate, also on the right; linalg.mul writes where
// it did.
// CHECK-LABEL: func @activated_on_the_right
// CHECK-SAME: %[[W:[a-z0-9]*]]: tensor<8x16xf32>, %[[V:[a-z0-9]*]]: tensor<8x16xf32>, %[[OUT:.*]]: tensor<4x16xf32>
// CHECK: glu.gated_linear gelu<erf> weights<separate, in_out> ins(%{{.*}}, %[[V]], %[[W]] :{{.*}}) outs(%[[OUT]]
func.func @activated_on_the_right(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>,
                                  %out: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation gelu<erf>(%u) : tensor<4x16xf32>
  %h = linalg.mul ins(%g, %a : tensor<4x16xf32>, tensor<4x16xf32>) outs(%out : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Without an activation the left factor is the gate.
// CHECK-LABEL: func @bilinear
// CHECK-SAME: %[[W:[a-z0-9]*]]: tensor<8x16xf32>, %[[V:[a-z0-9]*]]: tensor<8x16xf32>)
// CHECK: glu.gated_linear identity weights<separate, in_out> ins(%{{.*}}, %[[V]], %[[W]] :
func.func @bilinear(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = linalg.generic {indexing_maps = [#row, #row, #row], iterator_types = ["parallel", "parallel"]}
      ins(%g, %u : tensor<4x16xf32>, tensor<4x16xf32>) outs(%e : tensor<4x16xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %s = arith.mulf %j, %i : f32
    linalg.yield %s : f32
  } -> tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// CHECK-LABEL: func @gate
// CHECK: glu.gated_linear swish<beta = 1.702> weights<separate, in_out>
// CHECK-NOT: glu.gate
func.func @gate(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = glu.gate swish<beta = 1.702>(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A gate with the identity is a multiplication, and one of its factors can be
// activated before.
// CHECK-LABEL: func @identity_gate
// CHECK-SAME: %[[W:[a-z0-9]*]]: tensor<8x16xf32>, %[[V:[a-z0-9]*]]: tensor<8x16xf32>)
// CHECK: glu.gated_linear elu<alpha = 0.5> weights<separate, in_out> ins(%{{.*}}, %[[V]], %[[W]] :
func.func @identity_gate(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation elu<alpha = 0.5>(%u) : tensor<4x16xf32>
  %h = glu.gate identity(%g, %a) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// CHECK-LABEL: func @scalar_beta
// CHECK-SAME: %[[BETA:[a-z0-9]*]]: f32
// CHECK: glu.gated_linear swish<beta = ?> {{.*}} beta(%[[BETA]] : f32)
func.func @scalar_beta(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %beta: f32) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation swish<beta = ?>(%g, %beta) : tensor<4x16xf32>, f32
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// CHECK-LABEL: func @beta_splat
// CHECK-SAME: %[[BETA:[a-z0-9]*]]: f32
// CHECK: glu.gated_linear swish<beta = ?> {{.*}} beta(%[[BETA]] : f32)
// CHECK-NOT: tensor.splat
func.func @beta_splat(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %beta: f32) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %s = tensor.splat %beta : tensor<4x16xf32>
  %a = glu.activation swish<beta = ?>(%g, %s) : tensor<4x16xf32>, tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// CHECK-LABEL: func @beta_per_channel
// CHECK-SAME: %[[BETA:[a-z0-9]*]]: tensor<16xf32>
// CHECK: glu.gated_linear swish<beta = ?> {{.*}} beta(%[[BETA]] : tensor<16xf32>)
func.func @beta_per_channel(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %beta: tensor<16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %s = linalg.broadcast ins(%beta : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %h = glu.gate swish<beta = ?>(%g, %u, %s) : tensor<4x16xf32>, tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// CHECK-LABEL: func @linear_activation_with_beta
// CHECK-SAME: %[[B:[a-z0-9]*]]: tensor<16xf32>, %[[BETA:[a-z0-9]*]]: tensor<16xf32>
// CHECK: glu.gated_linear swish<beta = ?> {{.*}} gate_bias(%[[B]] : tensor<16xf32>) beta(%[[BETA]] : tensor<16xf32>)
func.func @linear_activation_with_beta(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %b: tensor<16xf32>, %beta: tensor<16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear swish<beta = ?> weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) bias(%b : tensor<16xf32>) beta(%beta : tensor<16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // The weights may be the same.
  %u = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

//===----------------------------------------------------------------------===//
// Dynamic sizes and other element types
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @dynamic
// CHECK-SAME: %[[X:.*]]: tensor<?x?xf64>, %[[W:.*]]: tensor<?x?xf64>, %[[V:.*]]: tensor<?x?xf64>, %{{.*}}: tensor<?x?xf64>)
// CHECK-DAG: %[[M:.*]] = tensor.dim %[[X]], %c0
// CHECK-DAG: %[[N:.*]] = tensor.dim %[[W]], %c1
// CHECK: %[[INIT:.*]] = tensor.empty(%[[M]], %[[N]]) : tensor<?x?xf64>
// CHECK: glu.gated_linear tanh {{.*}} outs(%[[INIT]] : tensor<?x?xf64>)
func.func @dynamic(%x: tensor<?x?xf64>, %w: tensor<?x?xf64>, %v: tensor<?x?xf64>, %e: tensor<?x?xf64>) -> tensor<?x?xf64> {
  %zero = arith.constant 0.0 : f64
  %init = linalg.fill ins(%zero : f64) outs(%e : tensor<?x?xf64>) -> tensor<?x?xf64>
  %g = linalg.matmul ins(%x, %w : tensor<?x?xf64>, tensor<?x?xf64>) outs(%init : tensor<?x?xf64>) -> tensor<?x?xf64>
  %u = linalg.matmul ins(%x, %v : tensor<?x?xf64>, tensor<?x?xf64>) outs(%init : tensor<?x?xf64>) -> tensor<?x?xf64>
  %a = glu.activation tanh(%g) : tensor<?x?xf64>
  %h = arith.mulf %a, %u : tensor<?x?xf64>
  return %h : tensor<?x?xf64>
}

// CHECK-LABEL: func @dynamic_reshaped
// CHECK-SAME: %[[D:[a-z0-9]*]]: index
// CHECK: %[[H:.*]] = glu.gated_linear tanh {{.*}} -> tensor<?x16xf32>
// CHECK: tensor.expand_shape %[[H]] {{\[\[}}0, 1], [2]] output_shape [%[[D]], 4, 16] : tensor<?x16xf32> into tensor<?x4x16xf32>
func.func @dynamic_reshaped(%x: tensor<?x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %init: tensor<?x16xf32>, %d: index) -> tensor<?x4x16xf32> {
  %g = glu.linear tanh weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x16xf32>) outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<?x8xf32>, tensor<8x16xf32>) outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  %ge = tensor.expand_shape %g [[0, 1], [2]] output_shape [%d, 4, 16] : tensor<?x16xf32> into tensor<?x4x16xf32>
  %ue = tensor.expand_shape %u [[0, 1], [2]] output_shape [%d, 4, 16] : tensor<?x16xf32> into tensor<?x4x16xf32>
  %h = arith.mulf %ge, %ue : tensor<?x4x16xf32>
  return %h : tensor<?x4x16xf32>
}
