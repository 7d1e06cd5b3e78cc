// RUN: glu-opt %s --glu-fuse-gate-value | FileCheck %s
// RUN: glu-opt %s --glu-fuse-gate-value -o %t
// RUN: glu-opt %t --glu-fuse-gate-value | diff %t -

// Weights in one tensor, and products of one packed weight.

//===----------------------------------------------------------------------===//
// The weights are slices
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @weights_gate_first
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[P:.*]]: tensor<8x32xf32>
// CHECK: glu.gated_linear sigmoid weights<gate_first, in_out> ins(%[[X]], %[[P]] :
// CHECK-NOT: tensor.extract_slice
func.func @weights_gate_first(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %w = tensor.extract_slice %p[0, 0] [8, 16] [1, 1] : tensor<8x32xf32> to tensor<8x16xf32>
  %v = tensor.extract_slice %p[0, 16] [8, 16] [1, 1] : tensor<8x32xf32> to tensor<8x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation sigmoid(%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The second half is activated. The slices are of rows, which a transpose makes
// columns; the biases are packed alike.
// CHECK-LABEL: func @weights_value_first
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[P:.*]]: tensor<32x8xf32>, %[[B:.*]]: tensor<32xf32>
// CHECK: glu.gated_linear sigmoid weights<value_first, out_in> ins(%[[X]], %[[P]] :{{.*}}) bias(%[[B]] : tensor<32xf32>)
func.func @weights_value_first(%x: tensor<4x8xf32>, %p: tensor<32x8xf32>, %b: tensor<32xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<8x16xf32>
  %e4 = tensor.empty() : tensor<4x16xf32>
  %w = tensor.extract_slice %p[0, 0] [16, 8] [1, 1] : tensor<32x8xf32> to tensor<16x8xf32>
  %v = tensor.extract_slice %p[16, 0] [16, 8] [1, 1] : tensor<32x8xf32> to tensor<16x8xf32>
  %bw = tensor.extract_slice %b[0] [16] [1] : tensor<32xf32> to tensor<16xf32>
  %bv = tensor.extract_slice %b[16] [16] [1] : tensor<32xf32> to tensor<16xf32>
  %wt = linalg.transpose ins(%w : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %vt = linalg.transpose ins(%v : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %bwb = linalg.broadcast ins(%bw : tensor<16xf32>) outs(%e4 : tensor<4x16xf32>) dimensions = [0]
  %bvb = linalg.broadcast ins(%bv : tensor<16xf32>) outs(%e4 : tensor<4x16xf32>) dimensions = [0]
  %g = linalg.matmul ins(%x, %wt : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %vt : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %gb = arith.addf %g, %bwb : tensor<4x16xf32>
  %ub = arith.addf %bvb, %u : tensor<4x16xf32>
  %a = glu.activation sigmoid(%ub) : tensor<4x16xf32>
  %h = arith.mulf %gb, %a : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Slices of a transposed tensor: columns of it are rows of the packed weight.
// CHECK-LABEL: func @weights_interleaved
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[P:.*]]: tensor<32x8xf32>
// CHECK: glu.gated_linear sigmoid weights<interleaved = 1, out_in> ins(%[[X]], %[[P]] :
func.func @weights_interleaved(%x: tensor<4x8xf32>, %p: tensor<32x8xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<8x32xf32>
  %t = linalg.transpose ins(%p : tensor<32x8xf32>) outs(%e : tensor<8x32xf32>) permutation = [1, 0]
  %w = tensor.extract_slice %t[0, 0] [8, 16] [1, 2] : tensor<8x32xf32> to tensor<8x16xf32>
  %v = tensor.extract_slice %t[0, 1] [8, 16] [1, 2] : tensor<8x32xf32> to tensor<8x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation sigmoid(%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A packed weight takes a packed bias or none: with a bias for the gate alone
// the slices stay.
// CHECK-LABEL: func @weights_with_one_bias
// CHECK: glu.gated_linear sigmoid weights<separate, in_out> ins({{.*}}) gate_bias(
func.func @weights_with_one_bias(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>, %b: tensor<16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %w = tensor.extract_slice %p[0, 0] [8, 16] [1, 1] : tensor<8x32xf32> to tensor<8x16xf32>
  %v = tensor.extract_slice %p[0, 16] [8, 16] [1, 1] : tensor<8x32xf32> to tensor<8x16xf32>
  %g = glu.linear sigmoid weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) bias(%b : tensor<16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Biases packed the other way round than the weights.
// CHECK-LABEL: func @biases_the_other_way
// CHECK: glu.gated_linear sigmoid weights<separate, in_out> ins({{.*}}) gate_bias({{.*}}) value_bias(
func.func @biases_the_other_way(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>, %b: tensor<32xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %w = tensor.extract_slice %p[0, 0] [8, 16] [1, 1] : tensor<8x32xf32> to tensor<8x16xf32>
  %v = tensor.extract_slice %p[0, 16] [8, 16] [1, 1] : tensor<8x32xf32> to tensor<8x16xf32>
  %bw = tensor.extract_slice %b[16] [16] [1] : tensor<32xf32> to tensor<16xf32>
  %bv = tensor.extract_slice %b[0] [16] [1] : tensor<32xf32> to tensor<16xf32>
  %g = glu.linear sigmoid weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) bias(%bw : tensor<16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) bias(%bv : tensor<16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Slices that are not the two halves are weights like others.
// CHECK-LABEL: func @weights_of_more
// CHECK: glu.gated_linear sigmoid weights<separate, in_out>
func.func @weights_of_more(%x: tensor<4x8xf32>, %p: tensor<8x48xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %w = tensor.extract_slice %p[0, 0] [8, 16] [1, 1] : tensor<8x48xf32> to tensor<8x16xf32>
  %v = tensor.extract_slice %p[0, 16] [8, 16] [1, 1] : tensor<8x48xf32> to tensor<8x16xf32>
  %g = glu.linear sigmoid weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Nor are halves of some rows of a larger tensor.
// CHECK-LABEL: func @weights_of_some_rows
// CHECK: glu.gated_linear sigmoid weights<separate, in_out>
func.func @weights_of_some_rows(%x: tensor<4x8xf32>, %p: tensor<24x32xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %w = tensor.extract_slice %p[8, 0] [8, 16] [1, 1] : tensor<24x32xf32> to tensor<8x16xf32>
  %v = tensor.extract_slice %p[8, 16] [8, 16] [1, 1] : tensor<24x32xf32> to tensor<8x16xf32>
  %g = glu.linear sigmoid weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

//===----------------------------------------------------------------------===//
// The product is sliced
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @product_gate_first
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[P:.*]]: tensor<8x32xf32>
// CHECK-NEXT: tensor.empty
// CHECK-NEXT: glu.gated_linear relu weights<gate_first, in_out> ins(%[[X]], %[[P]] :
// CHECK-NEXT: return
func.func @product_gate_first(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x32xf32>
  %y = linalg.matmul ins(%x, %p : tensor<4x8xf32>, tensor<8x32xf32>) outs(%init : tensor<4x32xf32>) -> tensor<4x32xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %y[0, 16] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %a = glu.activation relu(%g) : tensor<4x16xf32>
  %h = arith.mulf %u, %a : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A common bias, rows expanded before the slices, any number of them.
// CHECK-LABEL: func @product_value_first
// CHECK-SAME: %[[X:.*]]: tensor<?x8xf32>, %[[P:.*]]: tensor<32x8xf32>, %[[B:.*]]: tensor<32xf32>
// CHECK: %[[H:.*]] = glu.gated_linear relu weights<value_first, out_in> ins(%[[X]], %[[P]] :{{.*}}) bias(%[[B]] : tensor<32xf32>) {{.*}} -> tensor<?x16xf32>
// CHECK: %[[E:.*]] = tensor.expand_shape %[[H]] {{.*}} : tensor<?x16xf32> into tensor<?x2x16xf32>
// CHECK: return %[[E]]
func.func @product_value_first(%x: tensor<?x8xf32>, %p: tensor<32x8xf32>, %b: tensor<32xf32>, %i: tensor<?x32xf32>) -> tensor<?x2x16xf32> {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %y = glu.linear identity weights<out_in> ins(%x, %p : tensor<?x8xf32>, tensor<32x8xf32>) bias(%b : tensor<32xf32>) outs(%i : tensor<?x32xf32>) -> tensor<?x32xf32>
  %m = tensor.dim %i, %c0 : tensor<?x32xf32>
  %d = arith.divui %m, %c2 : index
  %e = tensor.expand_shape %y [[0, 1], [2]] output_shape [%d, 2, 32] : tensor<?x32xf32> into tensor<?x2x32xf32>
  %g = tensor.extract_slice %e[0, 0, 0] [%d, 2, 16] [1, 1, 1] : tensor<?x2x32xf32> to tensor<?x2x16xf32>
  %u = tensor.extract_slice %e[0, 0, 16] [%d, 2, 16] [1, 1, 1] : tensor<?x2x32xf32> to tensor<?x2x16xf32>
  %h = glu.gate relu(%u, %g) : tensor<?x2x16xf32>
  return %h : tensor<?x2x16xf32>
}

// Sliced, then expanded; the bias is added in front of the slices.
// CHECK-LABEL: func @product_interleaved
// CHECK-SAME: %[[X:.*]]: tensor<4x8xf32>, %[[P:.*]]: tensor<8x32xf32>, %[[B:.*]]: tensor<32xf32>
// CHECK: %[[H:.*]] = glu.gated_linear relu weights<interleaved = 1, in_out> ins(%[[X]], %[[P]] :{{.*}}) bias(%[[B]] : tensor<32xf32>) {{.*}} -> tensor<4x16xf32>
// CHECK: tensor.expand_shape %[[H]]
func.func @product_interleaved(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>, %b: tensor<32xf32>) -> tensor<2x2x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x32xf32>
  %e = tensor.empty() : tensor<4x32xf32>
  %y = linalg.matmul ins(%x, %p : tensor<4x8xf32>, tensor<8x32xf32>) outs(%init : tensor<4x32xf32>) -> tensor<4x32xf32>
  %bb = linalg.broadcast ins(%b : tensor<32xf32>) outs(%e : tensor<4x32xf32>) dimensions = [0]
  %yb = arith.addf %y, %bb : tensor<4x32xf32>
  %g = tensor.extract_slice %yb[0, 0] [4, 16] [1, 2] : tensor<4x32xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %yb[0, 1] [4, 16] [1, 2] : tensor<4x32xf32> to tensor<4x16xf32>
  %ge = tensor.expand_shape %g [[0, 1], [2]] output_shape [2, 2, 16] : tensor<4x16xf32> into tensor<2x2x16xf32>
  %ue = tensor.expand_shape %u [[0, 1], [2]] output_shape [2, 2, 16] : tensor<4x16xf32> into tensor<2x2x16xf32>
  %a = glu.activation relu(%ge) : tensor<2x2x16xf32>
  %h = arith.mulf %a, %ue : tensor<2x2x16xf32>
  return %h : tensor<2x2x16xf32>
}
