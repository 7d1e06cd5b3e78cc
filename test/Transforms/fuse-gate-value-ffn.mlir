// RUN: glu-opt %s --glu-fuse-gate-value | FileCheck %s
// RUN: glu-opt %s --glu-fuse-gate-value -o %t
// RUN: glu-opt %t --glu-fuse-gate-value | diff %t -

// A hidden layer and the product that reads it.

#row = affine_map<(d0, d1) -> (d0, d1)>
#channel = affine_map<(d0, d1) -> (d1)>

// CHECK-LABEL: func @gated
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[W:.*]]: tensor<8x16xf32>, %[[V:.*]]: tensor<8x16xf32>, %[[W2:.*]]: tensor<16x8xf32>, %[[B:[a-z0-9]*]]: tensor<16xf32>, %[[D:[a-z0-9]*]]: tensor<8xf32>, %{{.*}}: tensor<4x16xf32>, %[[OUT:.*]]: tensor<4x8xf32>)
// CHECK-NEXT: %[[Y:.*]] = glu.ffn gelu<tanh> weights<separate, in_out> down<in_out> ins(%[[X]], %[[W]], %[[V]] :{{.*}}) down(%[[W2]] : tensor<16x8xf32>) gate_bias(%[[B]] :{{.*}}) down_bias(%[[D]] :{{.*}}) outs(%[[OUT]] :
// CHECK-NEXT: return %[[Y]]
func.func @gated(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %w2: tensor<16x8xf32>,
                 %b: tensor<16xf32>, %d: tensor<8xf32>, %i: tensor<4x16xf32>, %out: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %h = glu.gated_linear gelu<tanh> weights<separate, in_out>
         ins(%x, %w, %v : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         gate_bias(%b : tensor<16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) bias(%d : tensor<8xf32>) outs(%out : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// The whole layer in separate ops, with rows collapsed for each product and a
// dynamic number of them.
// CHECK-LABEL: func @whole
// CHECK-SAME: %[[X:.*]]: tensor<?x4x8xf32>, %[[P:.*]]: tensor<32x8xf32>, %[[W2:.*]]: tensor<8x16xf32>, %[[B:.*]]: tensor<8xf32>
// CHECK: %[[C:.*]] = tensor.collapse_shape %[[X]]
// CHECK: %[[Y:.*]] = glu.ffn swish<beta = 1.0> weights<gate_first, out_in> down<out_in> ins(%[[C]], %[[P]] : {{.*}}) down(%[[W2]] : tensor<8x16xf32>) down_bias(%[[B]] : tensor<8xf32>) {{.*}} -> tensor<?x8xf32>
// CHECK: %[[E:.*]] = tensor.expand_shape %[[Y]] {{.*}} into tensor<?x4x8xf32>
// CHECK: return %[[E]]
func.func @whole(%x: tensor<?x4x8xf32>, %p: tensor<32x8xf32>, %w2: tensor<8x16xf32>, %b: tensor<8xf32>, %i: tensor<?x32xf32>, %i2: tensor<?x8xf32>) -> tensor<?x4x8xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %x, %c0 : tensor<?x4x8xf32>
  %e = tensor.empty() : tensor<8x32xf32>
  %pt = linalg.transpose ins(%p : tensor<32x8xf32>) outs(%e : tensor<8x32xf32>) permutation = [1, 0]
  %c = tensor.collapse_shape %x [[0, 1], [2]] : tensor<?x4x8xf32> into tensor<?x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%i : tensor<?x32xf32>) -> tensor<?x32xf32>
  %y = linalg.matmul ins(%c, %pt : tensor<?x8xf32>, tensor<8x32xf32>) outs(%init : tensor<?x32xf32>) -> tensor<?x32xf32>
  %ye = tensor.expand_shape %y [[0, 1], [2]] output_shape [%m, 4, 32] : tensor<?x32xf32> into tensor<?x4x32xf32>
  %g = tensor.extract_slice %ye[0, 0, 0] [%m, 4, 16] [1, 1, 1] : tensor<?x4x32xf32> to tensor<?x4x16xf32>
  %u = tensor.extract_slice %ye[0, 0, 16] [%m, 4, 16] [1, 1, 1] : tensor<?x4x32xf32> to tensor<?x4x16xf32>
  %a = glu.activation swish<beta = 1.0>(%g) : tensor<?x4x16xf32>
  %h = arith.mulf %a, %u : tensor<?x4x16xf32>
  %hc = tensor.collapse_shape %h [[0, 1], [2]] : tensor<?x4x16xf32> into tensor<?x16xf32>
  %e2 = tensor.empty() : tensor<16x8xf32>
  %w2t = linalg.transpose ins(%w2 : tensor<8x16xf32>) outs(%e2 : tensor<16x8xf32>) permutation = [1, 0]
  %init2 = linalg.fill ins(%zero : f32) outs(%i2 : tensor<?x8xf32>) -> tensor<?x8xf32>
  %d = linalg.matmul ins(%hc, %w2t : tensor<?x16xf32>, tensor<16x8xf32>) outs(%init2 : tensor<?x8xf32>) -> tensor<?x8xf32>
  %db = linalg.generic {indexing_maps = [#row, #channel, #row], iterator_types = ["parallel", "parallel"]}
      ins(%d, %b : tensor<?x8xf32>, tensor<8xf32>) outs(%i2 : tensor<?x8xf32>) {
  ^bb0(%j: f32, %k: f32, %o: f32):
    %s = arith.addf %j, %k : f32
    linalg.yield %s : f32
  } -> tensor<?x8xf32>
  %r = tensor.expand_shape %db [[0, 1], [2]] output_shape [%m, 4, 8] : tensor<?x8xf32> into tensor<?x4x8xf32>
  return %r : tensor<?x4x8xf32>
}

// A layer without a gate.
// CHECK-LABEL: func @plain
// CHECK-SAME: %[[X:.*]]: tensor<2x4x8xf32>, %[[W:.*]]: tensor<16x8xf32>, %[[W2:.*]]: tensor<16x8xf32>, %[[B:.*]]: tensor<16xf32>
// CHECK: glu.ffn relu weights<out_in> down<in_out> ins(%[[X]], %[[W]] :{{.*}}) down(%[[W2]] :{{.*}}) bias(%[[B]] :
// CHECK-NOT: glu.linear
func.func @plain(%x: tensor<2x4x8xf32>, %w: tensor<16x8xf32>, %w2: tensor<16x8xf32>, %b: tensor<16xf32>, %i: tensor<2x4x16xf32>, %o: tensor<2x4x8xf32>) -> tensor<2x4x8xf32> {
  %h = glu.linear relu weights<out_in> ins(%x, %w : tensor<2x4x8xf32>, tensor<16x8xf32>) bias(%b : tensor<16xf32>) outs(%i : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<2x4x16xf32>, tensor<16x8xf32>) outs(%o : tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
  return %y : tensor<2x4x8xf32>
}

// Separate ops, the rows expanded for the activation and collapsed behind it. A
// residual is added to the result: it is no bias and stays.
// CHECK-LABEL: func @plain_separate
// CHECK: %[[Y:.*]] = glu.ffn gelu<erf> weights<in_out> down<in_out> ins(%[[X:.*]], %{{.*}}) down({{.*}}) bias({{.*}}) outs(
// CHECK: arith.addf %[[Y]], %[[X]]
func.func @plain_separate(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %w2: tensor<16x8xf32>, %b: tensor<16xf32>) -> tensor<4x8xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %init2 = arith.constant dense<0.0> : tensor<4x8xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %bb = linalg.broadcast ins(%b : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %gb = linalg.add ins(%g, %bb : tensor<4x16xf32>, tensor<4x16xf32>) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %ge = tensor.expand_shape %gb [[0, 1], [2]] output_shape [2, 2, 16] : tensor<4x16xf32> into tensor<2x2x16xf32>
  %a = glu.activation gelu<erf>(%ge) : tensor<2x2x16xf32>
  %ac = tensor.collapse_shape %a [[0, 1], [2]] : tensor<2x2x16xf32> into tensor<4x16xf32>
  %y = linalg.matmul ins(%ac, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) outs(%init2 : tensor<4x8xf32>) -> tensor<4x8xf32>
  %r = arith.addf %y, %x : tensor<4x8xf32>
  return %r : tensor<4x8xf32>
}

// The last two of three products: the first layer's result is activated.
// CHECK-LABEL: func @three_products
// CHECK: %[[A:.*]] = glu.linear relu
// CHECK: glu.ffn tanh weights<in_out> down<in_out> ins(%[[A]]
func.func @three_products(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %i: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %a = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %b = glu.linear tanh weights<in_out> ins(%a, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %c = glu.linear identity weights<in_out> ins(%b, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %c : tensor<4x8xf32>
}

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

// The contract is that of the hidden layer; the result is rounded once.
// CHECK-LABEL: func @rounded_down
// CHECK: glu.ffn sigmoid weights<separate, in_out> down<in_out> rounding<as_unfused> {{.*}} down_bias({{.*}}) {{.*}} -> tensor<4x8xbf16>
// CHECK-NOT: linalg
func.func @rounded_down(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %w2: tensor<16x8xbf16>, %b: tensor<8xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x8xbf16> {
  %h = glu.gated_linear sigmoid weights<separate, in_out> rounding<as_unfused>
         ins(%x, %w, %v : tensor<4x8xbf16>, tensor<8x16xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %e = tensor.empty() : tensor<4x8xf32>
  %bw = arith.extf %b : tensor<8xbf16> to tensor<8xf32>
  %init = linalg.broadcast ins(%bw : tensor<8xf32>) outs(%e : tensor<4x8xf32>) dimensions = [0]
  %y = linalg.matmul ins(%h, %w2 : tensor<4x16xbf16>, tensor<16x8xbf16>) outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  %r = arith.truncf %y : tensor<4x8xf32> to tensor<4x8xbf16>
  return %r : tensor<4x8xbf16>
}

// CHECK-LABEL: func @plain_f32_through
// CHECK: glu.ffn relu weights<in_out> down<in_out> ins
func.func @plain_f32_through(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %w2: tensor<16x8xbf16>, %o: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation relu(%g) : tensor<4x16xf32>
  %h = arith.truncf %a : tensor<4x16xf32> to tensor<4x16xbf16>
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x16xbf16>, tensor<16x8xbf16>) outs(%o : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// CHECK-LABEL: func @plain_as_unfused
// CHECK: glu.ffn sigmoid weights<in_out> down<in_out> rounding<as_unfused> ins
func.func @plain_as_unfused(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %w2: tensor<16x8xbf16>, %i: tensor<4x16xbf16>, %o: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %h = glu.activation sigmoid(%g) : tensor<4x16xbf16>
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x16xbf16>, tensor<16x8xbf16>) outs(%o : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}
