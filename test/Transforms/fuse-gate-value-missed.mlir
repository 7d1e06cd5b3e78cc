// RUN: glu-opt %s --glu-fuse-gate-value --remarks-filter='glu.*' --remark-format=emitRemark -verify-diagnostics -o %t.after
// RUN: glu-opt %s -o %t.before
// RUN: diff %t.before %t.after

// What is left alone, and why: the pass changes nothing here.

#row = affine_map<(d0, d1) -> (d0, d1)>
#channel = affine_map<(d0, d1) -> (d1)>

//===----------------------------------------------------------------------===//
// Uses and places
//===----------------------------------------------------------------------===//

func.func @product_used_twice(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation relu(%g) : tensor<4x16xf32>
  // expected-remark@below {{a product or what follows it has another use}}
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h, %u : tensor<4x16xf32>, tensor<4x16xf32>
}

func.func @activation_used_twice(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = glu.activation relu(%g) : tensor<4x16xf32>
  // expected-remark@below {{a product or what follows it has another use}}
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h, %a : tensor<4x16xf32>, tensor<4x16xf32>
}

// The common product has a third use.
func.func @packed_product_used(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>, %i: tensor<4x32xf32>) -> (tensor<4x16xf32>, tensor<4x32xf32>) {
  %y = glu.linear identity weights<in_out> ins(%x, %p : tensor<4x8xf32>, tensor<8x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %y[0, 16] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  // expected-remark@below {{a product or what follows it has another use}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h, %y : tensor<4x16xf32>, tensor<4x32xf32>
}

func.func @slice_used_twice(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>, %i: tensor<4x32xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  %y = glu.linear identity weights<in_out> ins(%x, %p : tensor<4x8xf32>, tensor<8x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %y[0, 16] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  // expected-remark@below {{a product or what follows it has another use}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h, %u : tensor<4x16xf32>, tensor<4x16xf32>
}

// One product is both gate and value.
func.func @square(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product or what follows it has another use}}
  %h = arith.mulf %g, %g : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The layer would be computed in each iteration.
func.func @product_outside_loop(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>, %n: index) -> tensor<4x16xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %r = scf.for %k = %c0 to %n step %c1 iter_args(%s = %i) -> tensor<4x16xf32> {
    %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
    // expected-remark@below {{a product or what follows it is in another block}}
    %h = arith.mulf %g, %u : tensor<4x16xf32>
    %t = arith.addf %s, %h : tensor<4x16xf32>
    scf.yield %t : tensor<4x16xf32>
  }
  return %r : tensor<4x16xf32>
}

//===----------------------------------------------------------------------===//
// Factors
//===----------------------------------------------------------------------===//

func.func @other_input(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%z, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{the products read different inputs}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @one_product(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %u: tensor<4x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{only one factor is a product}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// No product, no site.
func.func @no_product(%g: tensor<4x16xf32>, %u: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %a = glu.activation relu(%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @both_activated(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear tanh weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{both factors are activated}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @activated_twice(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product has two activations}}
  %h = glu.gate sigmoid(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The gate of glu.gate is its first operand.
func.func @value_of_gate_activated(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{both factors are activated}}
  %h = glu.gate sigmoid(%u, %g) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @beta_per_row(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %beta: tensor<4x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{beta is not the same in all rows}}
  %h = glu.gate swish<beta = ?>(%g, %u, %beta) : tensor<4x16xf32>, tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @two_biases(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %b: tensor<16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) bias(%b : tensor<16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %bb = linalg.broadcast ins(%b : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %gb = arith.addf %g, %bb : tensor<4x16xf32>
  // expected-remark@below {{a product has two biases}}
  %h = glu.gate relu(%gb, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @bias_after_activation(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %b: tensor<16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %bb = linalg.broadcast ins(%b : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %gb = arith.addf %g, %bb : tensor<4x16xf32>
  // expected-remark@below {{a bias is added after the activation}}
  %h = arith.mulf %gb, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// What is added is one for each row.
func.func @bias_per_row(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %b: tensor<4xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %bb = linalg.broadcast ins(%b : tensor<4xf32>) outs(%e : tensor<4x16xf32>) dimensions = [1]
  %gb = arith.addf %g, %bb : tensor<4x16xf32>
  // expected-remark@below {{only one factor is a product}}
  %h = glu.gate relu(%gb, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

func.func @init_not_zero(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product is added to an initial value that is not +0.0}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A sum that starts at -0.0 can be -0.0, that of a layer cannot.
func.func @init_minus_zero(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant -0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product is added to an initial value that is not +0.0}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @transposed_x(%x: tensor<8x4xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%x, %w : tensor<8x4xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (k, m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>]
      ins(%x, %v : tensor<8x4xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product is not x [m..., k] times a weight [k, n] or [n, k]}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @batch_of_weights(%x: tensor<2x4x8xf32>, %w: tensor<2x8x16xf32>, %v: tensor<2x8x16xf32>) -> tensor<2x4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<2x4x16xf32>
  %g = linalg.batch_matmul ins(%x, %w : tensor<2x4x8xf32>, tensor<2x8x16xf32>) outs(%init : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %u = linalg.batch_matmul ins(%x, %v : tensor<2x4x8xf32>, tensor<2x8x16xf32>) outs(%init : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  // expected-remark@below {{a product is not x [m..., k] times a weight [k, n] or [n, k]}}
  %h = glu.gate relu(%g, %u) : tensor<2x4x16xf32>
  return %h : tensor<2x4x16xf32>
}

func.func @other_body(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %n = arith.negf %a : f32
    %p = arith.mulf %n, %b : f32
    %t = arith.addf %s, %p : f32
    linalg.yield %t : f32
  } -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product does more than multiply and add}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @orders_differ(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<16x8xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<out_in> ins(%x, %v : tensor<4x8xf32>, tensor<16x8xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{the weights of gate and value are of different orders}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @half_a_product(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %v: tensor<8x16xf32>, %i: tensor<4x32xf32>, %j: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %y = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%j : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{only one factor is the slice of a product}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @thirds(%x: tensor<4x8xf32>, %w: tensor<8x48xf32>, %i: tensor<4x48xf32>) -> tensor<4x16xf32> {
  %y = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x48xf32>) outs(%i : tensor<4x48xf32>) -> tensor<4x48xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 16] [1, 1] : tensor<4x48xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %y[0, 16] [4, 16] [1, 1] : tensor<4x48xf32> to tensor<4x16xf32>
  // expected-remark@below {{the slices are not the two halves of one product}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @slices_of_rows(%x: tensor<8x8xf32>, %w: tensor<8x16xf32>, %i: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %y = glu.linear identity weights<in_out> ins(%x, %w : tensor<8x8xf32>, tensor<8x16xf32>) outs(%i : tensor<8x16xf32>) -> tensor<8x16xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 16] [1, 1] : tensor<8x16xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %y[4, 0] [4, 16] [1, 1] : tensor<8x16xf32> to tensor<4x16xf32>
  // expected-remark@below {{the slice of a product is not one of its channels alone}}
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The size of the rows is not known to be that of the product.
func.func @slices_of_unknown_rows(%x: tensor<?x8xf32>, %w: tensor<8x32xf32>, %i: tensor<?x32xf32>, %m: index) -> tensor<?x16xf32> {
  %y = glu.linear identity weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>) outs(%i : tensor<?x32xf32>) -> tensor<?x32xf32>
  %g = tensor.extract_slice %y[0, 0] [%m, 16] [1, 1] : tensor<?x32xf32> to tensor<?x16xf32>
  %u = tensor.extract_slice %y[0, 16] [%m, 16] [1, 1] : tensor<?x32xf32> to tensor<?x16xf32>
  // expected-remark@below {{the slice of a product is not one of its channels alone}}
  %h = glu.gate relu(%g, %u) : tensor<?x16xf32>
  return %h : tensor<?x16xf32>
}

func.func @bias_on_slices(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %b: tensor<16xf32>, %i: tensor<4x32xf32>) -> tensor<4x16xf32> {
  %y = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>) outs(%i : tensor<4x32xf32>) -> tensor<4x32xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %y[0, 16] [4, 16] [1, 1] : tensor<4x32xf32> to tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %bb = linalg.broadcast ins(%b : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %gb = arith.addf %g, %bb : tensor<4x16xf32>
  // expected-remark@below {{a bias is added to the slice of a product}}
  %h = glu.gate relu(%gb, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @channels_reshaped(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x2x8xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %ge = tensor.expand_shape %g [[0], [1, 2]] output_shape [4, 2, 8] : tensor<4x16xf32> into tensor<4x2x8xf32>
  %ue = tensor.expand_shape %u [[0], [1, 2]] output_shape [4, 2, 8] : tensor<4x16xf32> into tensor<4x2x8xf32>
  // expected-remark@below {{the channels of a product are reshaped}}
  %h = arith.mulf %ge, %ue : tensor<4x2x8xf32>
  return %h : tensor<4x2x8xf32>
}

func.func @rows_collapsed(%x: tensor<2x4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<2x4x16xf32>) -> tensor<8x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<2x4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<2x4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %gc = tensor.collapse_shape %g [[0, 1], [2]] : tensor<2x4x16xf32> into tensor<8x16xf32>
  %uc = tensor.collapse_shape %u [[0, 1], [2]] : tensor<2x4x16xf32> into tensor<8x16xf32>
  // expected-remark@below {{the rows of a product are collapsed}}
  %h = arith.mulf %gc, %uc : tensor<8x16xf32>
  return %h : tensor<8x16xf32>
}

func.func @rows_expanded_in_two_ways(%x: tensor<?x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<?x16xf32>, %m: index, %e: tensor<?x8x16xf32>) -> tensor<?x8x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x16xf32>) outs(%i : tensor<?x16xf32>) -> tensor<?x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<?x8xf32>, tensor<8x16xf32>) outs(%i : tensor<?x16xf32>) -> tensor<?x16xf32>
  %ge = tensor.expand_shape %g [[0, 1], [2]] output_shape [1, %m, 16] : tensor<?x16xf32> into tensor<1x?x16xf32>
  %ue = tensor.expand_shape %u [[0, 1], [2]] output_shape [%m, 8, 16] : tensor<?x16xf32> into tensor<?x8x16xf32>
  // expected-remark@below {{the rows of the products are expanded in different ways}}
  %h = linalg.generic {
      indexing_maps = [affine_map<(a, b, c) -> (a, b, c)>, affine_map<(a, b, c) -> (a, b, c)>, affine_map<(a, b, c) -> (a, b, c)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%ge, %ue : tensor<1x?x16xf32>, tensor<?x8x16xf32>) outs(%e : tensor<?x8x16xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    linalg.yield %p : f32
  } -> tensor<?x8x16xf32>
  return %h : tensor<?x8x16xf32>
}

// Weights whose sizes differ, which dynamic sizes elsewhere let pass.
func.func @sizes_differ(%x: tensor<?x?xf32>, %w: tensor<8x16xf32>, %v: tensor<8x12xf32>, %i: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x?xf32>, tensor<8x16xf32>) outs(%i : tensor<?x?xf32>) -> tensor<?x?xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<?x?xf32>, tensor<8x12xf32>) outs(%i : tensor<?x?xf32>) -> tensor<?x?xf32>
  // expected-remark@below {{the sizes of weights, biases and the result do not agree}}
  %h = arith.mulf %g, %u : tensor<?x?xf32>
  return %h : tensor<?x?xf32>
}

func.func @inner_sizes_differ(%x: tensor<?x8xf32>, %w: tensor<12x16xf32>, %v: tensor<8x16xf32>) -> tensor<?x16xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %x, %c0 : tensor<?x8xf32>
  %e = tensor.empty(%m) : tensor<?x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<?x16xf32>) -> tensor<?x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<?x8xf32>, tensor<12x16xf32>) outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<?x8xf32>, tensor<8x16xf32>) outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // expected-remark@below {{the sizes of x, the weights and the result do not agree}}
  %h = arith.mulf %g, %u : tensor<?x16xf32>
  return %h : tensor<?x16xf32>
}

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

// Each step of the sum rounds to bf16.
func.func @sum_in_bf16(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>) -> tensor<4x16xbf16> {
  %init = arith.constant dense<0.0> : tensor<4x16xbf16>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %a = glu.activation relu(%g) : tensor<4x16xbf16>
  // expected-remark@below {{a product sums in bf16, a layer of bf16 in f32}}
  %h = arith.mulf %a, %u : tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// g and v are rounded, act(g) is not.
func.func @gate_rounds_once(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  // expected-remark@below {{of gate, value and activation some are rounded and some are not, which no rounding contract keeps}}
  %h = glu.gate sigmoid(%g, %u) : tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// act(g) and v are rounded, g is not.
func.func @linear_rounds_once(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %g = glu.linear sigmoid weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  // expected-remark@below {{of gate, value and activation some are rounded and some are not}}
  %h = arith.mulf %g, %u : tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// v is rounded, g and act(g) are not.
func.func @value_rounded(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %uw = arith.extf %u : tensor<4x16xbf16> to tensor<4x16xf32>
  // expected-remark@below {{of gate, value and activation some are rounded and some are not}}
  %h = glu.gate sigmoid(%g, %uw) : tensor<4x16xf32>
  %r = arith.truncf %h : tensor<4x16xf32> to tensor<4x16xbf16>
  return %r : tensor<4x16xbf16>
}

func.func @result_not_rounded(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{the result is not rounded to the type of x}}
  %h = glu.gate sigmoid(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @rounded_toward_zero(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>) -> tensor<4x16xbf16> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{the result is not rounded to the type of x}}
  %h = glu.gate sigmoid(%g, %u) : tensor<4x16xf32>
  %r = arith.truncf %h toward_zero : tensor<4x16xf32> to tensor<4x16xbf16>
  return %r : tensor<4x16xbf16>
}

func.func @bias_after_rounding(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %b: tensor<16xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x16xbf16> {
  %e = tensor.empty() : tensor<4x16xbf16>
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %bb = linalg.broadcast ins(%b : tensor<16xbf16>) outs(%e : tensor<4x16xbf16>) dimensions = [0]
  %gb = arith.addf %g, %bb : tensor<4x16xbf16>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  // expected-remark@below {{a bias is added after rounding}}
  %h = glu.gate sigmoid rounding<as_unfused>(%gb, %u) : tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

func.func @bias_in_f32(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %b: tensor<16xf32>) -> tensor<4x16xbf16> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %bb = linalg.broadcast ins(%b : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%bb : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{the bias is of type f32, x of type bf16}}
  %h = glu.gate sigmoid(%g, %u) : tensor<4x16xf32>
  %r = arith.truncf %h : tensor<4x16xf32> to tensor<4x16xbf16>
  return %r : tensor<4x16xbf16>
}

func.func @sum_in_f64(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf64>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf64>) -> tensor<4x16xf64>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf64>) -> tensor<4x16xf64>
  // expected-remark@below {{a product of f32 is converted to f64}}
  %h = arith.mulf %g, %u : tensor<4x16xf64>
  %r = arith.truncf %h : tensor<4x16xf64> to tensor<4x16xf32>
  return %r : tensor<4x16xf32>
}

func.func @types_differ(%x: tensor<4x8xf32>, %w: tensor<8x16xbf16>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{x is of type f32, the weight of type bf16}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @small_floats(%x: tensor<4x8xf8E5M2>, %w: tensor<8x16xf8E5M2>, %v: tensor<8x16xf8E5M2>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf8E5M2>, tensor<8x16xf8E5M2>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf8E5M2>, tensor<8x16xf8E5M2>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product of f8E5M2 is not one of the layers}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

//===----------------------------------------------------------------------===//
// Hidden layers
//===----------------------------------------------------------------------===//

func.func @hidden_used_twice(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>, %w2: tensor<16x8xf32>, %i: tensor<4x16xf32>, %o: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x16xf32>) {
  %h = glu.gated_linear relu weights<gate_first, in_out> ins(%x, %p : tensor<4x8xf32>, tensor<8x32xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{the hidden layer has another use}}
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y, %h : tensor<4x8xf32>, tensor<4x16xf32>
}

// The other use reads the hidden layer widened.
func.func @widened_hidden_used_twice(%x: tensor<4x8xbf16>, %p: tensor<8x32xbf16>, %w2: tensor<16x8xbf16>, %i: tensor<4x16xbf16>) -> (tensor<4x8xbf16>, tensor<4x16xf32>) {
  %init = arith.constant dense<0.0> : tensor<4x8xf32>
  %h = glu.gated_linear relu weights<gate_first, in_out> ins(%x, %p : tensor<4x8xbf16>, tensor<8x32xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %hw = arith.extf %h : tensor<4x16xbf16> to tensor<4x16xf32>
  %w2w = arith.extf %w2 : tensor<16x8xbf16> to tensor<16x8xf32>
  // expected-remark@below {{the hidden layer has another use}}
  %y = linalg.matmul ins(%hw, %w2w : tensor<4x16xf32>, tensor<16x8xf32>) outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  %r = arith.truncf %y : tensor<4x8xf32> to tensor<4x8xbf16>
  return %r, %hw : tensor<4x8xbf16>, tensor<4x16xf32>
}

func.func @hidden_outside_loop(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>, %w2: tensor<16x8xf32>, %i: tensor<4x16xf32>, %o: tensor<4x8xf32>, %n: index) -> tensor<4x8xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %h = glu.gated_linear relu weights<gate_first, in_out> ins(%x, %p : tensor<4x8xf32>, tensor<8x32xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %r = scf.for %k = %c0 to %n step %c1 iter_args(%s = %o) -> tensor<4x8xf32> {
    // expected-remark@below {{the hidden layer is in another block}}
    %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) outs(%s : tensor<4x8xf32>) -> tensor<4x8xf32>
    scf.yield %y : tensor<4x8xf32>
  }
  return %r : tensor<4x8xf32>
}

func.func @down_activated(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %h = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  // expected-remark@below {{the down projection is activated}}
  %y = glu.linear relu weights<in_out> ins(%h, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

func.func @down_activated_later(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %h = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  // expected-remark@below {{the down projection is activated}}
  %y = glu.linear identity weights<in_out> ins(%h, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  %z = glu.activation tanh(%y) : tensor<4x8xf32>
  return %z : tensor<4x8xf32>
}

// So is this one, behind its rounding.
func.func @down_activated_in_bf16(%x: tensor<4x8xbf16>, %w: tensor<8x8xbf16>, %o: tensor<4x8xbf16>) -> tensor<4x8xf32> {
  %h = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xbf16>, tensor<8x8xbf16>) outs(%o : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  // expected-remark@below {{the down projection is activated}}
  %y = glu.linear identity weights<in_out> ins(%h, %w : tensor<4x8xbf16>, tensor<8x8xbf16>) outs(%o : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %yw = arith.extf %y : tensor<4x8xbf16> to tensor<4x8xf32>
  %z = glu.activation tanh(%yw) : tensor<4x8xf32>
  return %z : tensor<4x8xf32>
}

func.func @down_init(%x: tensor<4x8xf32>, %p: tensor<8x32xf32>, %w2: tensor<16x8xf32>, %i: tensor<4x16xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %h = glu.gated_linear relu weights<gate_first, in_out> ins(%x, %p : tensor<4x8xf32>, tensor<8x32xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product is added to an initial value that is not +0.0}}
  %y = linalg.matmul ins(%h, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

func.func @down_not_rounded(%x: tensor<4x8xbf16>, %p: tensor<8x32xbf16>, %w2: tensor<16x8xbf16>, %i: tensor<4x16xbf16>) -> tensor<4x8xf32> {
  %init = arith.constant dense<0.0> : tensor<4x8xf32>
  %h = glu.gated_linear relu weights<gate_first, in_out> ins(%x, %p : tensor<4x8xbf16>, tensor<8x32xbf16>) outs(%i : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  // expected-remark@below {{the result is not rounded to the type of x}}
  %y = linalg.matmul ins(%h, %w2 : tensor<4x16xbf16>, tensor<16x8xbf16>) outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// The hidden layer of bf16 stays in f32.
func.func @hidden_not_rounded(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %w2: tensor<16x8xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = glu.activation relu(%g) : tensor<4x16xf32>
  // expected-remark@below {{the hidden layer is not rounded to the type of x}}
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

func.func @hidden_reshaped(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %w2: tensor<16x8xf32>, %i: tensor<4x16xf32>, %o: tensor<2x2x8xf32>) -> tensor<2x2x8xf32> {
  %h = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %he = tensor.expand_shape %h [[0, 1], [2]] output_shape [2, 2, 16] : tensor<4x16xf32> into tensor<2x2x16xf32>
  // expected-remark@below {{the hidden layer is sliced or reshaped}}
  %y = glu.linear identity weights<in_out> ins(%he, %w2 : tensor<2x2x16xf32>, tensor<16x8xf32>) outs(%o : tensor<2x2x8xf32>) -> tensor<2x2x8xf32>
  return %y : tensor<2x2x8xf32>
}

func.func @hidden_sizes_differ(%x: tensor<?x8xf32>, %w: tensor<8x16xf32>, %w2: tensor<12x8xf32>, %i: tensor<?x?xf32>, %o: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %h = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x16xf32>) outs(%i : tensor<?x?xf32>) -> tensor<?x?xf32>
  // expected-remark@below {{the sizes of weights, biases and the result do not agree}}
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<?x?xf32>, tensor<12x8xf32>) outs(%o : tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// Two products without an activation are no feed-forward layer, nor a site.
func.func @low_rank(%x: tensor<4x8xf32>, %w: tensor<8x2xf32>, %w2: tensor<2x8xf32>, %i: tensor<4x2xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %h = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x2xf32>) outs(%i : tensor<4x2xf32>) -> tensor<4x2xf32>
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x2xf32>, tensor<2x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Strategies written by hand are for the products alone.
func.func @product_with_strategy(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) {glu.strategy = #glu.gpu_strategy<s0>} -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{a product has a strategy of its own}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

func.func @hidden_with_strategy(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %w2: tensor<16x8xf32>, %i: tensor<4x16xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %h = glu.gated_linear relu weights<separate, in_out> ins(%x, %w, %v : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) {glu.strategy = #glu.gpu_strategy<s0>} -> tensor<4x16xf32>
  // expected-remark@below {{the hidden layer has a strategy of its own}}
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
