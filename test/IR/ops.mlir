// RUN: glu-opt %s --verify-roundtrip | FileCheck %s
// RUN: glu-opt %s --mlir-print-op-generic | glu-opt | FileCheck %s
// RUN: glu-opt %s --emit-bytecode | glu-opt | FileCheck %s
// RUN: glu-opt %s --mlir-print-op-generic --mlir-print-local-scope \
// RUN:   | FileCheck %s --check-prefix=GENERIC

//===----------------------------------------------------------------------===//
// glu.activation
//===----------------------------------------------------------------------===//

// Every activation, in its short form and in full.

// CHECK-LABEL: func @activations
// CHECK-SAME: (%[[X:.*]]: f32)
// GENERIC-LABEL: sym_name = "activations"
func.func @activations(%x: f32) {
  // CHECK-NEXT: glu.activation identity(%[[X]]) : f32
  // GENERIC: "glu.activation"(%{{.*}}) <{activation = #glu.identity}> : (f32) -> f32
  %0 = glu.activation identity(%x) : f32
  // CHECK-NEXT: glu.activation sigmoid(%[[X]]) : f32
  %1 = glu.activation sigmoid(%x) : f32
  // CHECK-NEXT: glu.activation tanh(%[[X]]) : f32
  %2 = glu.activation tanh(%x) : f32
  // CHECK-NEXT: glu.activation relu(%[[X]]) : f32
  %3 = glu.activation relu(%x) : f32
  // CHECK-NEXT: glu.activation leaky_relu<slope = 0.01>(%[[X]]) : f32
  %4 = glu.activation leaky_relu<slope = 0.01>(%x) : f32
  // CHECK-NEXT: glu.activation elu<alpha = -1.5>(%[[X]]) : f32
  %5 = glu.activation elu<alpha = -1.5>(%x) : f32
  // CHECK-NEXT: glu.activation gelu<erf>(%[[X]]) : f32
  %6 = glu.activation gelu<erf>(%x) : f32
  // CHECK-NEXT: glu.activation gelu<tanh>(%[[X]]) : f32
  // GENERIC: activation = #glu.gelu<tanh>
  %7 = glu.activation gelu<tanh>(%x) : f32
  // CHECK-NEXT: glu.activation gelu<sigmoid>(%[[X]]) : f32
  %8 = glu.activation gelu<sigmoid>(%x) : f32
  // CHECK-NEXT: glu.activation mish(%[[X]]) : f32
  %9 = glu.activation mish(%x) : f32
  // CHECK-NEXT: glu.activation swish<beta = 1.0>(%[[X]]) : f32
  %10 = glu.activation swish<beta = 1.0>(%x) : f32
  // CHECK-NEXT: glu.activation swish<beta = ?>(%[[X]], %[[X]]) : f32, f32
  // GENERIC: activation = #glu.swish<beta = ?>
  %11 = glu.activation swish<beta = ?>(%x, %x) : f32, f32
  // CHECK-NEXT: glu.activation relu(%[[X]]) : f32
  %12 = glu.activation #glu.relu(%x) : f32
  // CHECK-NEXT: glu.activation gelu<erf>(%[[X]]) : f32
  %13 = glu.activation #glu.gelu<erf>(%x) : f32
  return
}

// A constant prints as the shortest text that reads back as the same double.

// CHECK-LABEL: func @constants
func.func @constants(%x: f32) {
  // CHECK-NEXT: swish<beta = 0.1>
  %0 = glu.activation swish<beta = 0.1>(%x) : f32
  // CHECK-NEXT: swish<beta = 0.0>
  %1 = glu.activation swish<beta = 0.0>(%x) : f32
  // CHECK-NEXT: swish<beta = -0.0>
  %2 = glu.activation swish<beta = -0.0>(%x) : f32
  // CHECK-NEXT: swish<beta = 1.0e-30>
  %3 = glu.activation swish<beta = 1.0e-30>(%x) : f32
  // CHECK-NEXT: swish<beta = 0.30000000000000004>
  %4 = glu.activation swish<beta = 0.30000000000000004>(%x) : f32
  // CHECK-NEXT: swish<beta = 1.7976931348623157e+308>
  %5 = glu.activation swish<beta = 1.7976931348623157e308>(%x) : f32
  // CHECK-NEXT: swish<beta = 5.0e-324>
  %6 = glu.activation swish<beta = 4.94e-324>(%x) : f32
  // CHECK-NEXT: swish<beta = inf>
  %7 = glu.activation swish<beta = inf>(%x) : f32
  // CHECK-NEXT: swish<beta = -inf>
  %8 = glu.activation swish<beta = -inf>(%x) : f32
  // CHECK-NEXT: swish<beta = nan>
  %9 = glu.activation swish<beta = nan>(%x) : f32
  // CHECK-NEXT: leaky_relu<slope = -2.0>
  %10 = glu.activation leaky_relu<slope = -2.0>(%x) : f32
  return
}

// CHECK-LABEL: func @activation_types
func.func @activation_types(%f16: f16, %bf16: bf16, %f64: f64,
    %v: vector<8xbf16>, %v0: vector<f32>, %s: vector<2x[4]xf16>,
    %t0: tensor<f32>, %t: tensor<4x?x8xf64>, %e: tensor<0x4xf32>,
    %beta: f32, %betas: tensor<4x?x8xf32>) {
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : f16
  %0 = glu.activation relu(%f16) : f16
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : bf16
  %1 = glu.activation relu(%bf16) : bf16
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : f64
  %2 = glu.activation relu(%f64) : f64
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : vector<8xbf16>
  %3 = glu.activation relu(%v) : vector<8xbf16>
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : vector<f32>
  %4 = glu.activation relu(%v0) : vector<f32>
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : vector<2x[4]xf16>
  %5 = glu.activation relu(%s) : vector<2x[4]xf16>
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : tensor<f32>
  %6 = glu.activation relu(%t0) : tensor<f32>
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : tensor<4x?x8xf64>
  %7 = glu.activation relu(%t) : tensor<4x?x8xf64>
  // CHECK-NEXT: glu.activation relu(%{{.*}}) : tensor<0x4xf32>
  %8 = glu.activation relu(%e) : tensor<0x4xf32>
  // beta is a scalar or has the shape of x, of the element type of x or f32.
  // CHECK-NEXT: glu.activation swish<beta = ?>(%{{.*}}, %{{.*}}) : vector<8xbf16>, f32
  %9 = glu.activation swish<beta = ?>(%v, %beta) : vector<8xbf16>, f32
  // CHECK-NEXT: glu.activation swish<beta = ?>(%{{.*}}, %{{.*}}) : vector<8xbf16>, bf16
  %10 = glu.activation swish<beta = ?>(%v, %bf16) : vector<8xbf16>, bf16
  // CHECK-NEXT: glu.activation swish<beta = ?>(%{{.*}}, %{{.*}}) : vector<8xbf16>, vector<8xbf16>
  %11 = glu.activation swish<beta = ?>(%v, %v) : vector<8xbf16>, vector<8xbf16>
  // CHECK-NEXT: glu.activation swish<beta = ?>(%{{.*}}, %{{.*}}) : tensor<4x?x8xf64>, tensor<4x?x8xf32>
  %12 = glu.activation swish<beta = ?>(%t, %betas) : tensor<4x?x8xf64>, tensor<4x?x8xf32>
  return
}

//===----------------------------------------------------------------------===//
// glu.gate
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @gates
// CHECK-SAME: (%[[G:.*]]: f32, %[[V:.*]]: f32, %[[BETA:.*]]: f32, %[[T:.*]]: tensor<?x8xbf16>, %[[W:.*]]: vector<4xf16>)
// GENERIC-LABEL: sym_name = "gates"
func.func @gates(%g: f32, %v: f32, %beta: f32, %t: tensor<?x8xbf16>, %w: vector<4xf16>) {
  // CHECK-NEXT: glu.gate sigmoid(%[[G]], %[[V]]) : f32
  // GENERIC: "glu.gate"(%{{.*}}, %{{.*}}) <{activation = #glu.sigmoid, rounding = #glu.rounding<f32_through>}> : (f32, f32) -> f32
  %0 = glu.gate sigmoid(%g, %v) : f32
  // The default contract is not printed.
  // CHECK-NEXT: glu.gate sigmoid(%[[G]], %[[V]]) : f32
  %1 = glu.gate sigmoid rounding<f32_through>(%g, %v) : f32
  // CHECK-NEXT: glu.gate identity rounding<as_unfused>(%[[T]], %[[T]]) : tensor<?x8xbf16>
  // GENERIC: "glu.gate"(%{{.*}}, %{{.*}}) <{activation = #glu.identity, rounding = #glu.rounding<as_unfused>}>
  %2 = glu.gate identity rounding<as_unfused>(%t, %t) : tensor<?x8xbf16>
  // CHECK-NEXT: glu.gate swish<beta = ?>(%[[W]], %[[W]], %[[BETA]]) : vector<4xf16>, f32
  %3 = glu.gate swish<beta = ?>(%w, %w, %beta) : vector<4xf16>, f32
  // CHECK-NEXT: glu.gate swish<beta = ?> rounding<as_unfused>(%[[W]], %[[W]], %[[W]]) : vector<4xf16>, vector<4xf16>
  %4 = glu.gate swish<beta = ?> rounding<as_unfused>(%w, %w, %w) : vector<4xf16>, vector<4xf16>
  return
}

//===----------------------------------------------------------------------===//
// glu.linear
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @linear
// GENERIC-LABEL: sym_name = "linear"
func.func @linear(%x: tensor<?x8xbf16>, %w: tensor<8x16xbf16>, %wt: tensor<16x8xbf16>,
    %b: tensor<16xbf16>, %beta: f32, %betas: tensor<16xbf16>, %init: tensor<?x16xbf16>) {
  // CHECK: glu.linear identity weights<in_out> ins(%{{.*}}, %{{.*}} : tensor<?x8xbf16>, tensor<8x16xbf16>) outs(%{{.*}} : tensor<?x16xbf16>) -> tensor<?x16xbf16>
  // GENERIC: "glu.linear"(%{{.*}}, %{{.*}}, %{{.*}}) <{activation = #glu.identity, layout = #glu.weights<in_out>, operandSegmentSizes = array<i32: 1, 1, 0, 0, 1>, rounding = #glu.rounding<f32_through>}>
  %0 = glu.linear identity weights<in_out>
         ins(%x, %w : tensor<?x8xbf16>, tensor<8x16xbf16>)
         outs(%init : tensor<?x16xbf16>) -> tensor<?x16xbf16>
  // CHECK: glu.linear gelu<tanh> weights<out_in> rounding<as_unfused> ins({{.*}} : tensor<?x8xbf16>, tensor<16x8xbf16>) bias(%{{.*}} : tensor<16xbf16>) outs(
  %1 = glu.linear gelu<tanh> weights<out_in> rounding<as_unfused>
         ins(%x, %wt : tensor<?x8xbf16>, tensor<16x8xbf16>)
         bias(%b : tensor<16xbf16>)
         outs(%init : tensor<?x16xbf16>) -> tensor<?x16xbf16>
  // CHECK: glu.linear swish<beta = ?> weights<in_out> ins({{.*}}) beta(%{{.*}} : f32) outs(
  %2 = glu.linear swish<beta = ?> weights<in_out>
         ins(%x, %w : tensor<?x8xbf16>, tensor<8x16xbf16>)
         beta(%beta : f32)
         outs(%init : tensor<?x16xbf16>) -> tensor<?x16xbf16>
  // CHECK: glu.linear swish<beta = ?> weights<in_out> ins({{.*}}) bias({{.*}}) beta(%{{.*}} : tensor<16xbf16>) outs(
  %3 = glu.linear swish<beta = ?> weights<in_out>
         ins(%x, %w : tensor<?x8xbf16>, tensor<8x16xbf16>)
         bias(%b : tensor<16xbf16>) beta(%betas : tensor<16xbf16>)
         outs(%init : tensor<?x16xbf16>) -> tensor<?x16xbf16>
  return
}

// Ranks 1 and 3, every element type, sizes that are dynamic or zero.

// CHECK-LABEL: func @linear_shapes
func.func @linear_shapes(
    %x1: tensor<8xf16>, %w1: tensor<8x16xf16>, %i1: tensor<16xf16>,
    %x3: tensor<2x?x8xf64>, %w3: tensor<8x16xf64>, %i3: tensor<2x?x16xf64>,
    %xd: tensor<?x?xf32>, %wd: tensor<?x?xf32>, %bd: tensor<?xf32>, %id: tensor<4x16xf32>,
    %x0: tensor<0x0xf32>, %w0: tensor<0x16xf32>, %i0: tensor<0x16xf32>) {
  // CHECK: -> tensor<16xf16>
  %0 = glu.linear relu weights<in_out> ins(%x1, %w1 : tensor<8xf16>, tensor<8x16xf16>)
         outs(%i1 : tensor<16xf16>) -> tensor<16xf16>
  // CHECK: -> tensor<2x?x16xf64>
  %1 = glu.linear relu weights<in_out> ins(%x3, %w3 : tensor<2x?x8xf64>, tensor<8x16xf64>)
         outs(%i3 : tensor<2x?x16xf64>) -> tensor<2x?x16xf64>
  // CHECK: -> tensor<4x16xf32>
  %2 = glu.linear relu weights<in_out> ins(%xd, %wd : tensor<?x?xf32>, tensor<?x?xf32>)
         bias(%bd : tensor<?xf32>) outs(%id : tensor<4x16xf32>) -> tensor<4x16xf32>
  // CHECK: -> tensor<0x16xf32>
  %3 = glu.linear relu weights<in_out> ins(%x0, %w0 : tensor<0x0xf32>, tensor<0x16xf32>)
         outs(%i0 : tensor<0x16xf32>) -> tensor<0x16xf32>
  return
}

//===----------------------------------------------------------------------===//
// glu.gated_linear
//===----------------------------------------------------------------------===//

// Every layout, in both orders.

// CHECK-LABEL: func @gated_linear_layouts
func.func @gated_linear_layouts(%x: tensor<?x8xf32>, %w: tensor<8x16xf32>, %wt: tensor<16x8xf32>,
    %p: tensor<8x32xf32>, %pt: tensor<32x8xf32>, %bias: tensor<32xf32>, %init: tensor<?x16xf32>) {
  // CHECK: glu.gated_linear sigmoid weights<separate, in_out> ins(%{{.*}}, %{{.*}}, %{{.*}} : tensor<?x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>) outs(
  %0 = glu.gated_linear sigmoid weights<separate, in_out>
         ins(%x, %w, %w : tensor<?x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: glu.gated_linear sigmoid weights<separate, out_in> ins(
  %1 = glu.gated_linear sigmoid weights<separate, out_in>
         ins(%x, %wt, %wt : tensor<?x8xf32>, tensor<16x8xf32>, tensor<16x8xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: glu.gated_linear sigmoid weights<gate_first, in_out> ins(%{{.*}}, %{{.*}} : tensor<?x8xf32>, tensor<8x32xf32>) bias(%{{.*}} : tensor<32xf32>) outs(
  %2 = glu.gated_linear sigmoid weights<gate_first, in_out>
         ins(%x, %p : tensor<?x8xf32>, tensor<8x32xf32>) bias(%bias : tensor<32xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: glu.gated_linear sigmoid weights<gate_first, out_in> ins(
  %3 = glu.gated_linear sigmoid weights<gate_first, out_in>
         ins(%x, %pt : tensor<?x8xf32>, tensor<32x8xf32>) bias(%bias : tensor<32xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: glu.gated_linear sigmoid weights<value_first, in_out> ins(
  %4 = glu.gated_linear sigmoid weights<value_first, in_out>
         ins(%x, %p : tensor<?x8xf32>, tensor<8x32xf32>) bias(%bias : tensor<32xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: glu.gated_linear sigmoid weights<value_first, out_in> ins(
  %5 = glu.gated_linear sigmoid weights<value_first, out_in>
         ins(%x, %pt : tensor<?x8xf32>, tensor<32x8xf32>) bias(%bias : tensor<32xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: glu.gated_linear sigmoid weights<interleaved = 1, in_out> ins(
  %6 = glu.gated_linear sigmoid weights<interleaved = 1, in_out>
         ins(%x, %p : tensor<?x8xf32>, tensor<8x32xf32>) bias(%bias : tensor<32xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: glu.gated_linear sigmoid weights<interleaved = 16, out_in> ins(
  %7 = glu.gated_linear sigmoid weights<interleaved = 16, out_in>
         ins(%x, %pt : tensor<?x8xf32>, tensor<32x8xf32>) bias(%bias : tensor<32xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  return
}

// CHECK-LABEL: func @gated_linear_operands
// GENERIC-LABEL: sym_name = "gated_linear_operands"
func.func @gated_linear_operands(%x: tensor<2x?x8xf16>, %w: tensor<8x16xf16>, %b: tensor<16xf16>,
    %beta: f16, %betas: tensor<16xf32>, %init: tensor<2x?x16xf16>) {
  // CHECK: glu.gated_linear swish<beta = ?> weights<separate, in_out> rounding<as_unfused> ins({{.*}}) gate_bias(%{{.*}} : tensor<16xf16>) value_bias(%{{.*}} : tensor<16xf16>) beta(%{{.*}} : f16) outs({{.*}}) -> tensor<2x?x16xf16>
  // GENERIC: "glu.gated_linear"({{.*}}) <{activation = #glu.swish<beta = ?>, layout = #glu.weights<separate, in_out>, operandSegmentSizes = array<i32: 1, 2, 0, 1, 1, 1, 1>, rounding = #glu.rounding<as_unfused>}>
  %0 = glu.gated_linear swish<beta = ?> weights<separate, in_out> rounding<as_unfused>
         ins(%x, %w, %w : tensor<2x?x8xf16>, tensor<8x16xf16>, tensor<8x16xf16>)
         gate_bias(%b : tensor<16xf16>) value_bias(%b : tensor<16xf16>) beta(%beta : f16)
         outs(%init : tensor<2x?x16xf16>) -> tensor<2x?x16xf16>
  // CHECK: glu.gated_linear swish<beta = ?> weights<separate, in_out> ins({{.*}}) value_bias({{.*}}) beta(%{{.*}} : tensor<16xf32>) outs(
  %1 = glu.gated_linear swish<beta = ?> weights<separate, in_out>
         ins(%x, %w, %w : tensor<2x?x8xf16>, tensor<8x16xf16>, tensor<8x16xf16>)
         value_bias(%b : tensor<16xf16>) beta(%betas : tensor<16xf32>)
         outs(%init : tensor<2x?x16xf16>) -> tensor<2x?x16xf16>
  return
}

// Rank 1, and sizes that only one operand knows.

// CHECK-LABEL: func @gated_linear_dynamic
func.func @gated_linear_dynamic(%x: tensor<?xf64>, %w: tensor<?x?xf64>, %v: tensor<?x16xf64>,
    %p: tensor<?x?xf64>, %bias: tensor<32xf64>, %init: tensor<?xf64>) {
  // CHECK: -> tensor<?xf64>
  %0 = glu.gated_linear identity weights<separate, in_out>
         ins(%x, %w, %v : tensor<?xf64>, tensor<?x?xf64>, tensor<?x16xf64>)
         outs(%init : tensor<?xf64>) -> tensor<?xf64>
  // CHECK: -> tensor<?xf64>
  %1 = glu.gated_linear identity weights<gate_first, out_in>
         ins(%x, %p : tensor<?xf64>, tensor<?x?xf64>) bias(%bias : tensor<32xf64>)
         outs(%init : tensor<?xf64>) -> tensor<?xf64>
  return
}

//===----------------------------------------------------------------------===//
// glu.ffn
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @ffn
// GENERIC-LABEL: sym_name = "ffn"
func.func @ffn(%x: tensor<?x8xbf16>, %w: tensor<8x16xbf16>, %wt: tensor<16x8xbf16>,
    %p: tensor<32x8xbf16>, %b: tensor<16xbf16>, %bp: tensor<32xbf16>, %b2: tensor<8xbf16>,
    %betas: tensor<16xf32>, %init: tensor<?x8xbf16>) {
  // CHECK: glu.ffn relu weights<in_out> down<in_out> ins(%{{.*}}, %{{.*}} : tensor<?x8xbf16>, tensor<8x16xbf16>) down(%{{.*}} : tensor<16x8xbf16>) outs(
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<?x8xbf16>, tensor<8x16xbf16>) down(%wt : tensor<16x8xbf16>)
         outs(%init : tensor<?x8xbf16>) -> tensor<?x8xbf16>
  // CHECK: glu.ffn gelu<erf> weights<out_in> down<out_in> rounding<as_unfused> ins({{.*}}) down({{.*}}) bias(%{{.*}} : tensor<16xbf16>) down_bias(%{{.*}} : tensor<8xbf16>) outs(
  // GENERIC: "glu.ffn"({{.*}}) <{activation = #glu.gelu<erf>, down_layout = #glu.weights<out_in>, layout = #glu.weights<out_in>, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0, 0, 1, 0, 1>, rounding = #glu.rounding<as_unfused>}>
  %1 = glu.ffn gelu<erf> weights<out_in> down<out_in> rounding<as_unfused>
         ins(%x, %wt : tensor<?x8xbf16>, tensor<16x8xbf16>) down(%w : tensor<8x16xbf16>)
         bias(%b : tensor<16xbf16>) down_bias(%b2 : tensor<8xbf16>)
         outs(%init : tensor<?x8xbf16>) -> tensor<?x8xbf16>
  // CHECK: glu.ffn swish<beta = ?> weights<separate, in_out> down<in_out> ins({{.*}}) down({{.*}}) gate_bias({{.*}}) value_bias({{.*}}) down_bias({{.*}}) beta(%{{.*}} : tensor<16xf32>) outs(
  %2 = glu.ffn swish<beta = ?> weights<separate, in_out> down<in_out>
         ins(%x, %w, %w : tensor<?x8xbf16>, tensor<8x16xbf16>, tensor<8x16xbf16>) down(%wt : tensor<16x8xbf16>)
         gate_bias(%b : tensor<16xbf16>) value_bias(%b : tensor<16xbf16>)
         down_bias(%b2 : tensor<8xbf16>) beta(%betas : tensor<16xf32>)
         outs(%init : tensor<?x8xbf16>) -> tensor<?x8xbf16>
  // CHECK: glu.ffn sigmoid weights<interleaved = 4, out_in> down<in_out> ins({{.*}}) down({{.*}}) bias(%{{.*}} : tensor<32xbf16>) outs(
  %3 = glu.ffn sigmoid weights<interleaved = 4, out_in> down<in_out>
         ins(%x, %p : tensor<?x8xbf16>, tensor<32x8xbf16>) down(%wt : tensor<16x8xbf16>)
         bias(%bp : tensor<32xbf16>)
         outs(%init : tensor<?x8xbf16>) -> tensor<?x8xbf16>
  return
}

// Ranks 1 and 3; d_out need not be d_model; d_ff that only W2 knows.

// CHECK-LABEL: func @ffn_shapes
func.func @ffn_shapes(%x1: tensor<8xf32>, %w1: tensor<8x?xf32>, %d1: tensor<16x4xf32>, %i1: tensor<4xf32>,
    %x3: tensor<2x3x8xf64>, %w3: tensor<8x16xf64>, %d3: tensor<16x8xf64>, %i3: tensor<2x3x8xf64>) {
  // CHECK: -> tensor<4xf32>
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x1, %w1 : tensor<8xf32>, tensor<8x?xf32>) down(%d1 : tensor<16x4xf32>)
         outs(%i1 : tensor<4xf32>) -> tensor<4xf32>
  // CHECK: -> tensor<2x3x8xf64>
  %1 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x3, %w3 : tensor<2x3x8xf64>, tensor<8x16xf64>) down(%d3 : tensor<16x8xf64>)
         outs(%i3 : tensor<2x3x8xf64>) -> tensor<2x3x8xf64>
  return
}

//===----------------------------------------------------------------------===//
// glu.maxout
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @maxout
// GENERIC-LABEL: sym_name = "maxout"
func.func @maxout(%x: tensor<?x8xf32>, %w: tensor<3x8x16xf32>, %b: tensor<3x16xf32>, %init: tensor<?x16xf32>,
    %x1: tensor<8xbf16>, %w1: tensor<?x8x16xbf16>, %i1: tensor<16xbf16>) {
  // CHECK: glu.maxout ins(%{{.*}}, %{{.*}} : tensor<?x8xf32>, tensor<3x8x16xf32>) bias(%{{.*}} : tensor<3x16xf32>) outs(%{{.*}} : tensor<?x16xf32>) -> tensor<?x16xf32>
  // GENERIC: "glu.maxout"(%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}) : (tensor<?x8xf32>, tensor<3x8x16xf32>, tensor<3x16xf32>, tensor<?x16xf32>) -> tensor<?x16xf32>
  %0 = glu.maxout ins(%x, %w : tensor<?x8xf32>, tensor<3x8x16xf32>) bias(%b : tensor<3x16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  // CHECK: glu.maxout ins(%{{.*}}, %{{.*}} : tensor<8xbf16>, tensor<?x8x16xbf16>) outs(%{{.*}} : tensor<16xbf16>) -> tensor<16xbf16>
  %1 = glu.maxout ins(%x1, %w1 : tensor<8xbf16>, tensor<?x8x16xbf16>)
         outs(%i1 : tensor<16xbf16>) -> tensor<16xbf16>
  return
}

//===----------------------------------------------------------------------===//
// Packed weights, strategies and kernels
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func @pack_weights
// GENERIC-LABEL: sym_name = "pack_weights"
func.func @pack_weights(%w: tensor<8x40xf32>, %v: tensor<8x40xf32>, %p: tensor<80x7xbf16>) {
  // CHECK: glu.pack_weights weights<in_out> panels<n = 64>(%{{.*}}) : tensor<8x40xf32> -> tensor<1x8x1x64xf32>
  // GENERIC: "glu.pack_weights"(%{{.*}}) <{layout = #glu.weights<in_out>, panels = #glu.panels<n = 64>}> : (tensor<8x40xf32>) -> tensor<1x8x1x64xf32>
  %0 = glu.pack_weights weights<in_out> panels<n = 64>(%w) : tensor<8x40xf32> -> tensor<1x8x1x64xf32>
  // CHECK: glu.pack_weights weights<separate, in_out> panels<n = 16>(%{{.*}}, %{{.*}}) : tensor<8x40xf32>, tensor<8x40xf32> -> tensor<3x8x2x16xf32>
  %1 = glu.pack_weights weights<separate, in_out> panels<n = 16, k = 1>(%w, %v)
      : tensor<8x40xf32>, tensor<8x40xf32> -> tensor<3x8x2x16xf32>
  // More steps than k fills.
  // CHECK: glu.pack_weights weights<interleaved = 20, out_in> panels<n = 16, k = 2>(%{{.*}}) : tensor<80x7xbf16> -> tensor<3x16x2x32xbf16>
  %2 = glu.pack_weights weights<interleaved = 20, out_in> panels<k = 2, n = 16>(%p)
      : tensor<80x7xbf16> -> tensor<3x16x2x32xbf16>
  // CHECK: glu.unpack_weights weights<in_out> panels<n = 64>(%{{.*}}) : tensor<1x8x1x64xf32> -> tensor<8x40xf32>
  %3 = glu.unpack_weights weights<in_out> panels<n = 64>(%0) : tensor<1x8x1x64xf32> -> tensor<8x40xf32>
  // CHECK: %{{.*}}:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%{{.*}}) : tensor<3x8x2x16xf32> -> tensor<8x40xf32>, tensor<8x40xf32>
  // GENERIC: "glu.unpack_weights"(%{{.*}}) <{layout = #glu.weights<separate, in_out>, panels = #glu.panels<n = 16>}> : (tensor<3x8x2x16xf32>) -> (tensor<8x40xf32>, tensor<8x40xf32>)
  %4:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%1)
      : tensor<3x8x2x16xf32> -> tensor<8x40xf32>, tensor<8x40xf32>
  return
}

// CHECK-LABEL: func @strategy
func.func @strategy(%x: tensor<?x8xbf16>, %w: tensor<8x40xbf16>, %d: tensor<40x8xbf16>,
    %h: tensor<?x40xbf16>, %init: tensor<?x8xbf16>) {
  // CHECK: glu.linear relu {{.*}} {glu.strategy = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xbf16>, tensor<8x40xbf16>)
         outs(%h : tensor<?x40xbf16>)
         {glu.strategy = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x40xbf16>
  // CHECK: glu.ffn relu {{.*}} {glu.strategy = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 32, k_block = 64, panel_group = 1>}
  %1 = glu.ffn relu weights<in_out> down<in_out> ins(%x, %w : tensor<?x8xbf16>, tensor<8x40xbf16>)
         down(%d : tensor<40x8xbf16>) outs(%init : tensor<?x8xbf16>)
         {glu.strategy = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 32, k_block = 64, panel_group = 1>}
         -> tensor<?x8xbf16>
  return
}

// CHECK-LABEL: func @kernel
// GENERIC-LABEL: sym_name = "kernel"
func.func @kernel(%x: tensor<?x8xf32>, %beta: f32, %init: tensor<?x8xf32>, %i1: tensor<8xf32>) {
  // CHECK: %{{.*}}:2 = glu.kernel ins(%{{.*}}, %{{.*}} : tensor<?x8xf32>, f32) outs(%{{.*}}, %{{.*}} : tensor<?x8xf32>, tensor<8xf32>) {
  // CHECK-NEXT: ^bb0(%{{.*}}: memref<?x8xf32, strided<[?, 1], offset: ?>>, %[[BETA:.*]]: f32, %{{.*}}: memref<?x8xf32>, %[[TO:.*]]: memref<8xf32>):
  // CHECK-NEXT: linalg.fill ins(%[[BETA]] : f32) outs(%[[TO]] : memref<8xf32>)
  // CHECK-NEXT: } -> tensor<?x8xf32>, tensor<8xf32>
  // GENERIC: "glu.kernel"(%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}) <{operandSegmentSizes = array<i32: 2, 2>}> ({
  %0:2 = glu.kernel ins(%x, %beta : tensor<?x8xf32>, f32) outs(%init, %i1 : tensor<?x8xf32>, tensor<8xf32>) {
  ^bb0(%from: memref<?x8xf32, strided<[?, 1], offset: ?>>, %b: f32, %to: memref<?x8xf32>, %to1: memref<8xf32>):
    linalg.fill ins(%b : f32) outs(%to1 : memref<8xf32>)
  } -> tensor<?x8xf32>, tensor<8xf32>
  // CHECK: glu.kernel outs(%{{.*}} : tensor<8xf32>) {
  %1 = glu.kernel outs(%i1 : tensor<8xf32>) {
  ^bb0(%to: memref<8xf32>):
  } -> tensor<8xf32>
  return
}

// CHECK-LABEL: func @multiprocessors
// GENERIC-LABEL: sym_name = "multiprocessors"
func.func @multiprocessors() -> index {
  // CHECK: %[[N:.*]] = glu.multiprocessors
  // CHECK: return %[[N]] : index
  // GENERIC: "glu.multiprocessors"() : () -> index
  %0 = glu.multiprocessors
  return %0 : index
}

// Numbers of a strategy that are those of all are not printed.
// CHECK-LABEL: func @gpu_strategies
// CHECK-SAME: a = #glu.gpu_strategy<s0>
// CHECK-SAME: b = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4>
// CHECK-SAME: c = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, cluster = 2>
func.func @gpu_strategies() attributes {
    a = #glu.gpu_strategy<s0>,
    b = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, cluster = 1>,
    c = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, cluster = 2>} {
  return
}
