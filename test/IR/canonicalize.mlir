// RUN: glu-opt %s --canonicalize --split-input-file | FileCheck %s

// test/unit/IR/FoldTest.cpp holds the numbers of each fold of an elementwise
// op against those of the op, bit for bit.

//===----------------------------------------------------------------------===//
// Activations that are another one for their parameter
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @identity
// CHECK-SAME: (%[[X:.*]]: tensor<?xf32>)
// CHECK-NEXT: return %[[X]]
func.func @identity(%x: tensor<?xf32>) -> tensor<?xf32> {
  %0 = glu.activation identity(%x) : tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: func @swish_of_infinite_beta
// CHECK: glu.activation relu(
func.func @swish_of_infinite_beta(%x: bf16) -> bf16 {
  %0 = glu.activation swish<beta = inf>(%x) : bf16
  return %0 : bf16
}

// beta is rounded to the compute type, where 1e39 is infinite for f32, but not
// for f64.
// CHECK-LABEL: func @swish_of_large_beta
// CHECK: glu.activation relu(%{{.*}}) : f32
// CHECK: glu.activation swish<beta = 1.0e+39>(%{{.*}}) : f64
func.func @swish_of_large_beta(%x: f32, %y: f64) -> (f32, f64) {
  %0 = glu.activation swish<beta = 1.0e39>(%x) : f32
  %1 = glu.activation swish<beta = 1.0e39>(%y) : f64
  return %0, %1 : f32, f64
}

// -relu(-x) is not relu, and NaN for every x is none of them.
// CHECK-LABEL: func @negative_swish_of_other_beta
// CHECK: glu.activation swish<beta = -inf>(
// CHECK: glu.activation swish<beta = nan>(
// CHECK: glu.activation swish<beta = 1.0>(
func.func @negative_swish_of_other_beta(%x: f32) -> (f32, f32, f32) {
  %0 = glu.activation swish<beta = -inf>(%x) : f32
  %1 = glu.activation swish<beta = nan>(%x) : f32
  %2 = glu.activation swish<beta = 1.0>(%x) : f32
  return %0, %1, %2 : f32, f32, f32
}

// CHECK-LABEL: func @leaky_relu_of_slope
// CHECK-SAME: (%[[X:.*]]: f32)
// CHECK: %[[RELU:.*]] = glu.activation relu(%[[X]])
// CHECK: %[[MINUS:.*]] = glu.activation relu(%[[X]])
// CHECK: return %[[X]], %[[RELU]], %[[MINUS]]
func.func @leaky_relu_of_slope(%x: f32) -> (f32, f32, f32) {
  %0 = glu.activation leaky_relu<slope = 1.0>(%x) : f32
  %1 = glu.activation leaky_relu<slope = 0.0>(%x) : f32
  %2 = glu.activation leaky_relu<slope = -0.0>(%x) : f32
  return %0, %1, %2 : f32, f32, f32
}

// The slope is rounded to the compute type: 1 + 2^-30 is 1 in f32, not in f64.
// CHECK-LABEL: func @leaky_relu_of_rounded_slope
// CHECK-SAME: (%[[X:.*]]: f32, %[[Y:.*]]: f64)
// CHECK-NEXT: %[[LEAKY:.*]] = glu.activation leaky_relu
// CHECK-NEXT: return %[[X]], %[[LEAKY]]
func.func @leaky_relu_of_rounded_slope(%x: f32, %y: f64) -> (f32, f64) {
  %0 = glu.activation leaky_relu<slope = 1.000000000931322574615478515625>(%x) : f32
  %1 = glu.activation leaky_relu<slope = 1.000000000931322574615478515625>(%y) : f64
  return %0, %1 : f32, f64
}

// elu<alpha = 0.0> is -0 for x < 0, where relu is +0.
// CHECK-LABEL: func @negative_elu_of_alpha_zero
// CHECK: glu.activation elu<alpha = 0.0>(
func.func @negative_elu_of_alpha_zero(%x: f32) -> f32 {
  %0 = glu.activation elu<alpha = 0.0>(%x) : f32
  return %0 : f32
}

// CHECK-LABEL: func @activations_of_layers
// CHECK: glu.linear relu
// CHECK: glu.gated_linear identity
// CHECK: glu.ffn relu
// CHECK: glu.gate relu
func.func @activations_of_layers(%x: tensor<4x8xbf16>, %w: tensor<8x8xbf16>, %init: tensor<4x8xbf16>)
    -> (tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>) {
  %0 = glu.linear swish<beta = inf> weights<in_out>
         ins(%x, %w : tensor<4x8xbf16>, tensor<8x8xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %1 = glu.gated_linear leaky_relu<slope = 1.0> weights<separate, in_out>
         ins(%x, %w, %w : tensor<4x8xbf16>, tensor<8x8xbf16>, tensor<8x8xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %2 = glu.ffn leaky_relu<slope = 0.0> weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xbf16>, tensor<8x8xbf16>) down(%w : tensor<8x8xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %3 = glu.gate swish<beta = inf>(%x, %x) : tensor<4x8xbf16>
  return %0, %1, %2, %3 : tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>
}

// swish<beta = 0.0> halves; no activation attribute says so in a layer.
// CHECK-LABEL: func @negative_layer_of_beta_zero
// CHECK: glu.linear swish<beta = 0.0>
func.func @negative_layer_of_beta_zero(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = glu.linear swish<beta = 0.0> weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// -----

//===----------------------------------------------------------------------===//
// swish<beta = 0.0> is x / 2
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @halve
// CHECK-SAME: (%[[X:.*]]: bf16, %[[V:.*]]: vector<[4]xf32>, %[[T:.*]]: tensor<0x4xf64>)
// CHECK-DAG: %[[HX:.*]] = arith.constant 5.000000e-01 : bf16
// CHECK-DAG: %[[HV:.*]] = arith.constant dense<5.000000e-01> : vector<[4]xf32>
// CHECK-DAG: %[[HT:.*]] = arith.constant dense<5.000000e-01> : tensor<0x4xf64>
// CHECK: arith.mulf %[[X]], %[[HX]] : bf16
// CHECK: arith.mulf %[[V]], %[[HV]] : vector<[4]xf32>
// CHECK: arith.mulf %[[T]], %[[HT]] : tensor<0x4xf64>
func.func @halve(%x: bf16, %v: vector<[4]xf32>, %t: tensor<0x4xf64>) -> (bf16, vector<[4]xf32>, tensor<0x4xf64>) {
  %0 = glu.activation swish<beta = 0.0>(%x) : bf16
  %1 = glu.activation swish<beta = -0.0>(%v) : vector<[4]xf32>
  %2 = glu.activation swish<beta = 0.0>(%t) : tensor<0x4xf64>
  return %0, %1, %2 : bf16, vector<[4]xf32>, tensor<0x4xf64>
}

// 1e-50 is 0 in the compute type f32, not in f64.
// CHECK-LABEL: func @halve_for_rounded_beta
// CHECK: arith.mulf %{{.*}} : f32
// CHECK: glu.activation swish<beta = 1.0e-50>(%{{.*}}) : f64
func.func @halve_for_rounded_beta(%x: f32, %y: f64) -> (f32, f64) {
  %0 = glu.activation swish<beta = 1.0e-50>(%x) : f32
  %1 = glu.activation swish<beta = 1.0e-50>(%y) : f64
  return %0, %1 : f32, f64
}

// A constant cannot have a dynamic size.
// CHECK-LABEL: func @negative_halve_dynamic
// CHECK: glu.activation swish<beta = 0.0>(
func.func @negative_halve_dynamic(%t: tensor<?xf32>) -> tensor<?xf32> {
  %0 = glu.activation swish<beta = 0.0>(%t) : tensor<?xf32>
  return %0 : tensor<?xf32>
}

// f32_through does not round gate / 2 in bf16 before the product.
// CHECK-LABEL: func @negative_halve_gate
// CHECK: glu.gate swish<beta = 0.0>(
func.func @negative_halve_gate(%g: bf16, %v: bf16) -> bf16 {
  %0 = glu.gate swish<beta = 0.0>(%g, %v) : bf16
  return %0 : bf16
}

// -----

//===----------------------------------------------------------------------===//
// relu of relu
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @relu_of_relu
// CHECK-SAME: (%[[X:.*]]: tensor<?xf16>)
// CHECK-NEXT: %[[RELU:.*]] = glu.activation relu(%[[X]])
// CHECK-NEXT: return %[[RELU]]
func.func @relu_of_relu(%x: tensor<?xf16>) -> tensor<?xf16> {
  %0 = glu.activation relu(%x) : tensor<?xf16>
  %1 = glu.activation relu(%0) : tensor<?xf16>
  return %1 : tensor<?xf16>
}

// No other activation is its own square.
// CHECK-LABEL: func @negative_tanh_of_tanh
// CHECK-COUNT-2: glu.activation tanh(
func.func @negative_tanh_of_tanh(%x: f32) -> f32 {
  %0 = glu.activation tanh(%x) : f32
  %1 = glu.activation tanh(%0) : f32
  return %1 : f32
}

// -----

//===----------------------------------------------------------------------===//
// Gates that are a product
//===----------------------------------------------------------------------===//

// One rounding of the product in the gate and in mulf, under both contracts.
// CHECK-LABEL: func @identity_gate
// CHECK-SAME: (%[[G:.*]]: tensor<?xbf16>, %[[V:.*]]: tensor<?xbf16>)
// CHECK-NEXT: arith.mulf %[[G]], %[[V]] : tensor<?xbf16>
// CHECK-NEXT: arith.mulf %[[G]], %[[V]] : tensor<?xbf16>
func.func @identity_gate(%g: tensor<?xbf16>, %v: tensor<?xbf16>) -> (tensor<?xbf16>, tensor<?xbf16>) {
  %0 = glu.gate identity(%g, %v) : tensor<?xbf16>
  %1 = glu.gate leaky_relu<slope = 1.0> rounding<as_unfused>(%g, %v) : tensor<?xbf16>
  return %0, %1 : tensor<?xbf16>, tensor<?xbf16>
}

// CHECK-LABEL: func @constant_gate
// CHECK-SAME: (%[[V:.*]]: f32, %[[T:.*]]: tensor<4xbf16>)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
// CHECK-DAG: %[[TWO:.*]] = arith.constant dense<2.000000e+00> : tensor<4xbf16>
// CHECK-DAG: %[[LEAKY:.*]] = arith.constant dense<-7.500000e-01> : tensor<4xbf16>
// CHECK: arith.mulf %[[V]], %[[ZERO]] : f32
// CHECK: arith.mulf %[[T]], %[[TWO]] : tensor<4xbf16>
// CHECK: arith.mulf %[[T]], %[[LEAKY]] : tensor<4xbf16>
func.func @constant_gate(%v: f32, %t: tensor<4xbf16>) -> (f32, tensor<4xbf16>, tensor<4xbf16>) {
  %minus = arith.constant -3.0 : f32
  %two = arith.constant dense<2.0> : tensor<4xbf16>
  %minusThree = arith.constant dense<-3.0> : tensor<4xbf16>
  // +0 times the value, which is NaN where that is infinite.
  %0 = glu.gate relu(%minus, %v) : f32
  %1 = glu.gate relu rounding<as_unfused>(%two, %t) : tensor<4xbf16>
  %2 = glu.gate leaky_relu<slope = 0.25>(%minusThree, %t) : tensor<4xbf16>
  return %0, %1, %2 : f32, tensor<4xbf16>, tensor<4xbf16>
}

// 0.3 * -7 is rounded, to f32 and to bf16: only the op knows where.
// CHECK-LABEL: func @negative_inexact_gate
// CHECK: glu.gate leaky_relu
// CHECK: glu.gate leaky_relu
func.func @negative_inexact_gate(%v: f32, %t: tensor<4xbf16>) -> (f32, tensor<4xbf16>) {
  %minus = arith.constant -7.0 : f32
  %minusSeven = arith.constant dense<-7.0> : tensor<4xbf16>
  %0 = glu.gate leaky_relu<slope = 0.3>(%minus, %v) : f32
  %1 = glu.gate leaky_relu<slope = 0.3>(%minusSeven, %t) : tensor<4xbf16>
  return %0, %1 : f32, tensor<4xbf16>
}

// Exact in f32, not in bf16: f32_through rounds the product alone.
// CHECK-LABEL: func @negative_gate_exact_in_f32
// CHECK: glu.gate leaky_relu
func.func @negative_gate_exact_in_f32(%v: bf16) -> bf16 {
  %minus = arith.constant -1.0 : bf16
  %0 = glu.gate leaky_relu<slope = 1.00390625>(%minus, %v) : bf16
  return %0 : bf16
}

// sigmoid of a constant is only approximated, as each target does it.
// CHECK-LABEL: func @negative_sigmoid_gate
// CHECK: glu.gate sigmoid
func.func @negative_sigmoid_gate(%v: f32) -> f32 {
  %one = arith.constant 1.0 : f32
  %0 = glu.gate sigmoid(%one, %v) : f32
  return %0 : f32
}

// -----

//===----------------------------------------------------------------------===//
// The rounding contract
//===----------------------------------------------------------------------===//

// Nothing is rounded in between where the element type is the compute type.
// CHECK-LABEL: func @idle_rounding
// CHECK: glu.gate tanh(%{{.*}}) : f32
// CHECK: glu.linear tanh weights<in_out> ins(
func.func @idle_rounding(%g: f32, %x: tensor<4x8xf64>, %w: tensor<8x8xf64>, %init: tensor<4x8xf64>) -> (f32, tensor<4x8xf64>) {
  %0 = glu.gate tanh rounding<as_unfused>(%g, %g) : f32
  %1 = glu.linear tanh weights<in_out> rounding<as_unfused>
         ins(%x, %w : tensor<4x8xf64>, tensor<8x8xf64>)
         outs(%init : tensor<4x8xf64>) -> tensor<4x8xf64>
  return %0, %1 : f32, tensor<4x8xf64>
}

// CHECK-LABEL: func @negative_rounding_of_bf16
// CHECK: glu.gate tanh rounding<as_unfused>(
func.func @negative_rounding_of_bf16(%g: bf16) -> bf16 {
  %0 = glu.gate tanh rounding<as_unfused>(%g, %g) : bf16
  return %0 : bf16
}

// -----

//===----------------------------------------------------------------------===//
// beta operands
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @constant_beta
// CHECK-SAME: (%[[X:.*]]: tensor<4xbf16>)
// 0.1 in bf16, and in f32.
// CHECK: glu.activation swish<beta = 0.10009765625>(%[[X]]) : tensor<4xbf16>
// CHECK: glu.gate swish<beta = 0.10000000149011612>(%[[X]], %[[X]]) : tensor<4xbf16>
// CHECK: glu.gate swish<beta = nan>(%[[X]], %[[X]]) : tensor<4xbf16>
func.func @constant_beta(%x: tensor<4xbf16>) -> (tensor<4xbf16>, tensor<4xbf16>, tensor<4xbf16>) {
  %splat = arith.constant dense<0.1> : tensor<4xbf16>
  %scalar = arith.constant 0.1 : f32
  %nan = arith.constant 0x7FC00000 : f32
  %0 = glu.activation swish<beta = ?>(%x, %splat) : tensor<4xbf16>, tensor<4xbf16>
  %1 = glu.gate swish<beta = ?>(%x, %x, %scalar) : tensor<4xbf16>, f32
  %2 = glu.gate swish<beta = ?>(%x, %x, %nan) : tensor<4xbf16>, f32
  return %0, %1, %2 : tensor<4xbf16>, tensor<4xbf16>, tensor<4xbf16>
}

// CHECK-LABEL: func @constant_beta_of_layers
// CHECK: glu.linear swish<beta = 2.0> weights<in_out> ins({{.*}}) outs(
// CHECK: glu.gated_linear relu weights<separate, in_out> ins({{.*}}) outs(
// CHECK: glu.ffn swish<beta = 1.0> weights<in_out> down<in_out> ins({{.*}}) down(%{{[^)]*}}) outs(
func.func @constant_beta_of_layers(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %init: tensor<4x8xf32>)
    -> (tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>) {
  %channels = arith.constant dense<2.0> : tensor<8xf32>
  %inf = arith.constant 0x7F800000 : f32
  %one = arith.constant 1.0 : f32
  %0 = glu.linear swish<beta = ?> weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>) beta(%channels : tensor<8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  %1 = glu.gated_linear swish<beta = ?> weights<separate, in_out>
         ins(%x, %w, %w : tensor<4x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>) beta(%inf : f32)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = glu.ffn swish<beta = ?> weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>) down(%w : tensor<8x8xf32>) beta(%one : f32)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0, %1, %2 : tensor<4x8xf32>, tensor<4x8xf32>, tensor<4x8xf32>
}

// The attribute holds one beta.
// CHECK-LABEL: func @negative_beta_for_each_channel
// CHECK: glu.activation swish<beta = ?>
func.func @negative_beta_for_each_channel(%x: tensor<2xf32>) -> tensor<2xf32> {
  %beta = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %0 = glu.activation swish<beta = ?>(%x, %beta) : tensor<2xf32>, tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

//===----------------------------------------------------------------------===//
// Transposed weights
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @transposed_weight
// CHECK-SAME: %[[W:[^:]*]]: tensor<16x8xf32>
// CHECK-NOT: linalg.transpose
// CHECK: glu.linear relu weights<out_in> ins(%{{.*}}, %[[W]] : tensor<4x8xf32>, tensor<16x8xf32>)
func.func @transposed_weight(%w: tensor<16x8xf32>, %x: tensor<4x8xf32>, %e: tensor<8x16xf32>, %init: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %t = linalg.transpose ins(%w : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %0 = glu.linear relu weights<in_out> ins(%x, %t : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// A generic op that transposes, back from out_in.
// CHECK-LABEL: func @transposed_by_generic
// CHECK-SAME: %[[W:[^:]*]]: tensor<8x16xf32>
// CHECK-NOT: linalg.generic
// CHECK: glu.linear relu weights<in_out> ins(%{{.*}}, %[[W]] : tensor<4x8xf32>, tensor<8x16xf32>)
func.func @transposed_by_generic(%w: tensor<8x16xf32>, %x: tensor<4x8xf32>, %e: tensor<16x8xf32>, %init: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %t = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%w : tensor<8x16xf32>) outs(%e : tensor<16x8xf32>) {
    ^bb0(%a: f32, %b: f32):
      linalg.yield %a : f32
  } -> tensor<16x8xf32>
  %0 = glu.linear relu weights<out_in> ins(%x, %t : tensor<4x8xf32>, tensor<16x8xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// CHECK-LABEL: func @transposed_pair
// CHECK-SAME: %[[W:[^:]*]]: tensor<16x8xf32>, %[[V:[^:]*]]: tensor<16x8xf32>
// CHECK: glu.gated_linear sigmoid weights<separate, out_in> ins(%{{.*}}, %[[W]], %[[V]] :
func.func @transposed_pair(%w: tensor<16x8xf32>, %v: tensor<16x8xf32>, %x: tensor<4x8xf32>, %e: tensor<8x16xf32>, %init: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %wt = linalg.transpose ins(%w : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %vt = linalg.transpose ins(%v : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %0 = glu.gated_linear sigmoid weights<separate, in_out>
         ins(%x, %wt, %vt : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// One order holds for both weights.
// CHECK-LABEL: func @negative_one_of_a_pair
// CHECK: linalg.transpose
// CHECK: glu.gated_linear sigmoid weights<separate, in_out>
func.func @negative_one_of_a_pair(%w: tensor<16x8xf32>, %v: tensor<8x16xf32>, %x: tensor<4x8xf32>, %e: tensor<8x16xf32>, %init: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %wt = linalg.transpose ins(%w : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %0 = glu.gated_linear sigmoid weights<separate, in_out>
         ins(%x, %wt, %v : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// The packing of the channels stays; the weights of the hidden layer and W2
// are turned each for itself.
// CHECK-LABEL: func @transposed_ffn
// CHECK-SAME: %[[P:[^:]*]]: tensor<32x8xf32>, %[[D:[^:]*]]: tensor<8x16xf32>
// CHECK: glu.ffn sigmoid weights<interleaved = 4, out_in> down<out_in> ins(%{{.*}}, %[[P]] : {{.*}}) down(%[[D]] : tensor<8x16xf32>)
func.func @transposed_ffn(%p: tensor<32x8xf32>, %d: tensor<8x16xf32>, %x: tensor<4x8xf32>, %pe: tensor<8x32xf32>, %de: tensor<16x8xf32>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %pt = linalg.transpose ins(%p : tensor<32x8xf32>) outs(%pe : tensor<8x32xf32>) permutation = [1, 0]
  %dt = linalg.transpose ins(%d : tensor<8x16xf32>) outs(%de : tensor<16x8xf32>) permutation = [1, 0]
  %0 = glu.ffn sigmoid weights<interleaved = 4, in_out> down<in_out>
         ins(%x, %pt : tensor<4x8xf32>, tensor<8x32xf32>) down(%dt : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func @transposed_down_weight
// CHECK: glu.ffn relu weights<in_out> down<out_in>
func.func @transposed_down_weight(%w: tensor<8x16xf32>, %x: tensor<4x8xf32>, %e: tensor<16x8xf32>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %t = linalg.transpose ins(%w : tensor<8x16xf32>) outs(%e : tensor<16x8xf32>) permutation = [1, 0]
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) down(%t : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// x is no weight; a generic that also adds is no transpose.
// CHECK-LABEL: func @negative_not_a_transposed_weight
// CHECK: linalg.transpose
// CHECK: linalg.generic
// CHECK: glu.linear relu weights<in_out>
func.func @negative_not_a_transposed_weight(%xt: tensor<8x4xf32>, %wt: tensor<16x8xf32>, %xe: tensor<4x8xf32>, %e: tensor<8x16xf32>, %init: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %x = linalg.transpose ins(%xt : tensor<8x4xf32>) outs(%xe : tensor<4x8xf32>) permutation = [1, 0]
  %w = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%wt : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) {
    ^bb0(%a: f32, %b: f32):
      %s = arith.addf %a, %a : f32
      linalg.yield %s : f32
  } -> tensor<8x16xf32>
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// -----

//===----------------------------------------------------------------------===//
// Zero biases
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @zero_biases
// CHECK-NOT: bias
// CHECK: return
func.func @zero_biases(%x: tensor<4x8xbf16>, %w: tensor<8x8xbf16>, %m: tensor<2x8x8xbf16>, %p: tensor<8x16xbf16>, %init: tensor<4x8xbf16>)
    -> (tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>) {
  %zero = arith.constant dense<0.0> : tensor<8xbf16>
  %zeros = arith.constant dense<0.0> : tensor<16xbf16>
  %pieces = arith.constant dense<0.0> : tensor<2x8xbf16>
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xbf16>, tensor<8x8xbf16>) bias(%zero : tensor<8xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %1 = glu.gated_linear sigmoid weights<separate, in_out>
         ins(%x, %w, %w : tensor<4x8xbf16>, tensor<8x8xbf16>, tensor<8x8xbf16>)
         gate_bias(%zero : tensor<8xbf16>) value_bias(%zero : tensor<8xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %2 = glu.gated_linear sigmoid weights<gate_first, in_out>
         ins(%x, %p : tensor<4x8xbf16>, tensor<8x16xbf16>) bias(%zeros : tensor<16xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %3 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xbf16>, tensor<8x8xbf16>) down(%w : tensor<8x8xbf16>)
         bias(%zero : tensor<8xbf16>) down_bias(%zero : tensor<8xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  %4 = glu.maxout ins(%x, %m : tensor<4x8xbf16>, tensor<2x8x8xbf16>) bias(%pieces : tensor<2x8xbf16>)
         outs(%init : tensor<4x8xbf16>) -> tensor<4x8xbf16>
  return %0, %1, %2, %3, %4 : tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>, tensor<4x8xbf16>
}

// One of two biases is zero.
// CHECK-LABEL: func @zero_value_bias
// CHECK: glu.gated_linear {{.*}} gate_bias(%{{[^)]*}}) outs(
func.func @zero_value_bias(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %b: tensor<8xf32>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant dense<0.0> : tensor<8xf32>
  %0 = glu.gated_linear sigmoid weights<separate, in_out>
         ins(%x, %w, %w : tensor<4x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>)
         gate_bias(%b : tensor<8xf32>) value_bias(%zero : tensor<8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// An absent bias is +0.0, which -0.0 is not; nor are other numbers.
// CHECK-LABEL: func @negative_bias_of_minus_zero
// CHECK: glu.linear {{.*}} bias(
// CHECK: glu.linear {{.*}} bias(
func.func @negative_bias_of_minus_zero(%x: tensor<4x2xf32>, %w: tensor<2x2xf32>, %init: tensor<4x2xf32>) -> (tensor<4x2xf32>, tensor<4x2xf32>) {
  %minus = arith.constant dense<-0.0> : tensor<2xf32>
  %mixed = arith.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %0 = glu.linear identity weights<in_out>
         ins(%x, %w : tensor<4x2xf32>, tensor<2x2xf32>) bias(%minus : tensor<2xf32>)
         outs(%init : tensor<4x2xf32>) -> tensor<4x2xf32>
  %1 = glu.linear identity weights<in_out>
         ins(%x, %w : tensor<4x2xf32>, tensor<2x2xf32>) bias(%mixed : tensor<2xf32>)
         outs(%init : tensor<4x2xf32>) -> tensor<4x2xf32>
  return %0, %1 : tensor<4x2xf32>, tensor<4x2xf32>
}

// -----

//===----------------------------------------------------------------------===//
// maxout of one piece
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @maxout_of_one_piece
// CHECK-SAME: %[[W:[^:]*]]: tensor<1x?x16xf32>, %[[B:[^:]*]]: tensor<?x16xf32>
// CHECK-DAG: %[[W1:.*]] = tensor.collapse_shape %[[W]] {{\[}}[0, 1], [2]] : tensor<1x?x16xf32> into tensor<?x16xf32>
// CHECK-DAG: %[[B1:.*]] = tensor.collapse_shape %[[B]] {{\[}}[0, 1]] : tensor<?x16xf32> into tensor<?xf32>
// CHECK: glu.linear identity weights<in_out> ins(%{{.*}}, %[[W1]] : tensor<?x8xf32>, tensor<?x16xf32>) bias(%[[B1]] : tensor<?xf32>)
func.func @maxout_of_one_piece(%w: tensor<1x?x16xf32>, %b: tensor<?x16xf32>, %x: tensor<?x8xf32>, %init: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %0 = glu.maxout ins(%x, %w : tensor<?x8xf32>, tensor<1x?x16xf32>) bias(%b : tensor<?x16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}

// Two pieces, or a number of them that is not known.
// CHECK-LABEL: func @negative_maxout_of_pieces
// CHECK: glu.maxout
// CHECK: glu.maxout
func.func @negative_maxout_of_pieces(%w: tensor<?x8x16xf32>, %w2: tensor<2x8x16xf32>, %x: tensor<?x8xf32>, %init: tensor<?x16xf32>) -> (tensor<?x16xf32>, tensor<?x16xf32>) {
  %0 = glu.maxout ins(%x, %w : tensor<?x8xf32>, tensor<?x8x16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  %1 = glu.maxout ins(%x, %w2 : tensor<?x8xf32>, tensor<2x8x16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %0, %1 : tensor<?x16xf32>, tensor<?x16xf32>
}

// -----

//===----------------------------------------------------------------------===//
// Weights unpacked where they were packed
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @unpack_of_pack
// CHECK-SAME: (%[[W:.*]]: tensor<8x40xf32>, %[[V:.*]]: tensor<8x40xf32>)
// CHECK-NEXT: return %[[W]], %[[V]]
func.func @unpack_of_pack(%w: tensor<8x40xf32>, %v: tensor<8x40xf32>) -> (tensor<8x40xf32>, tensor<8x40xf32>) {
  %0 = glu.pack_weights weights<separate, in_out> panels<n = 16>(%w, %v)
      : tensor<8x40xf32>, tensor<8x40xf32> -> tensor<3x8x2x16xf32>
  %1:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%0)
      : tensor<3x8x2x16xf32> -> tensor<8x40xf32>, tensor<8x40xf32>
  return %1#0, %1#1 : tensor<8x40xf32>, tensor<8x40xf32>
}

// Panels that are read in another way: another layout, other panels, weights of
// another size.
// CHECK-LABEL: func @negative_unpack_of_pack
// CHECK-COUNT-3: glu.unpack_weights
func.func @negative_unpack_of_pack(%w: tensor<16x16xf32>) -> (tensor<16x16xf32>, tensor<16x32xf32>, tensor<16x15xf32>) {
  %0 = glu.pack_weights weights<in_out> panels<n = 16>(%w) : tensor<16x16xf32> -> tensor<1x16x1x16xf32>
  %1 = glu.unpack_weights weights<out_in> panels<n = 16>(%0) : tensor<1x16x1x16xf32> -> tensor<16x16xf32>
  %2 = glu.pack_weights weights<in_out> panels<n = 8, k = 2>(%w) : tensor<16x16xf32> -> tensor<2x16x1x16xf32>
  %3 = glu.unpack_weights weights<in_out> panels<n = 16>(%2) : tensor<2x16x1x16xf32> -> tensor<16x32xf32>
  %4 = glu.unpack_weights weights<in_out> panels<n = 16>(%0) : tensor<1x16x1x16xf32> -> tensor<16x15xf32>
  return %1, %3, %4 : tensor<16x16xf32>, tensor<16x32xf32>, tensor<16x15xf32>
}
