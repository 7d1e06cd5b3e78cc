// RUN: glu-opt %s --split-input-file --verify-diagnostics

// Each case names the op and the constraint of docs/spec.md that it breaks;
// test/Docs/spec.test holds the two against each other.

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

// glu.activation syntax
func.func @f(%x: f32) {
  // expected-error@+1 {{unknown activation 'softplus'}}
  %0 = glu.activation softplus(%x) : f32
  return
}

// -----

// glu.activation syntax
func.func @f(%x: f32) {
  // expected-error@+1 {{expected an activation, got #glu.weights<in_out>}}
  %0 = glu.activation #glu.weights<in_out>(%x) : f32
  return
}

// -----

// glu.activation syntax
func.func @f(%x: f32) {
  // expected-error@+2 {{expected ::mlir::glu::GeluForm to be one of: erf, tanh, sigmoid}}
  // expected-error@+1 {{failed to parse GLU_GeluAttr parameter 'form'}}
  %0 = glu.activation gelu<fast>(%x) : f32
  return
}

// -----

// leaky_relu C1
func.func @f(%x: f32) {
  // expected-error@+1 {{expected a finite slope, got inf}}
  %0 = glu.activation leaky_relu<slope = inf>(%x) : f32
  return
}

// -----

// leaky_relu C1
func.func @f(%x: f32) {
  // expected-error@+1 {{expected a finite slope, got nan}}
  %0 = glu.activation leaky_relu<slope = nan>(%x) : f32
  return
}

// -----

// elu C1
func.func @f(%x: f32) {
  // expected-error@+1 {{expected a finite alpha, got -inf}}
  %0 = glu.activation elu<alpha = -inf>(%x) : f32
  return
}

// -----

// weights syntax
// expected-error@+1 {{expected separate, gate_first, value_first, interleaved, in_out or out_in, got 'packed'}}
func.func private @f() attributes {layout = #glu.weights<packed, in_out>}

// -----

// weights syntax
// expected-error@+1 {{expected separate, gate_first, value_first, interleaved, in_out or out_in, got 'single'}}
func.func private @f() attributes {layout = #glu.weights<single, in_out>}

// -----

// weights syntax
// expected-error@+1 {{expected in_out or out_in, got 'out'}}
func.func private @f() attributes {layout = #glu.weights<separate, out>}

// -----

// weights C1
// expected-error@+1 {{expected a positive interleave, got 0}}
func.func private @f() attributes {layout = #glu.weights<interleaved = 0, in_out>}

// -----

// weights C1
// expected-error@+1 {{expected a positive interleave, got -2}}
func.func private @f() attributes {layout = #glu.weights<interleaved = -2, in_out>}

// -----

//===----------------------------------------------------------------------===//
// glu.activation
//===----------------------------------------------------------------------===//

// glu.activation C1
func.func @f(%x: f32) {
  // expected-error@+1 {{failed to verify that all of {x, result} have same type}}
  %0 = "glu.activation"(%x) <{activation = #glu.relu}> : (f32) -> f64
  return
}

// -----

// glu.activation C2: integers
func.func @f(%x: tensor<4xi32>) {
  // expected-error@+1 {{operand #0 must be f16, bf16, f32 or f64, or a vector or ranked tensor of them, but got 'tensor<4xi32>'}}
  %0 = glu.activation relu(%x) : tensor<4xi32>
  return
}

// -----

// glu.activation C2: another float
func.func @f(%x: f8E4M3FN) {
  // expected-error@+1 {{operand #0 must be f16, bf16, f32 or f64, or a vector or ranked tensor of them, but got 'f8E4M3FN'}}
  %0 = glu.activation relu(%x) : f8E4M3FN
  return
}

// -----

// glu.activation C2: unranked
func.func @f(%x: tensor<*xf32>) {
  // expected-error@+1 {{operand #0 must be f16, bf16, f32 or f64, or a vector or ranked tensor of them, but got 'tensor<*xf32>'}}
  %0 = glu.activation relu(%x) : tensor<*xf32>
  return
}

// -----

// glu.activation C2: memory
func.func @f(%x: memref<4xf32>) {
  // expected-error@+1 {{operand #0 must be f16, bf16, f32 or f64, or a vector or ranked tensor of them, but got 'memref<4xf32>'}}
  %0 = glu.activation relu(%x) : memref<4xf32>
  return
}

// -----

// glu.activation C3
func.func @f(%x: f32) {
  // expected-error@+1 {{expected no beta operand for #glu.relu, got one of type 'f32'; swish<beta = ?> takes one}}
  %0 = glu.activation relu(%x, %x) : f32, f32
  return
}

// -----

// glu.activation C3: beta is a constant or an operand, not both
func.func @f(%x: f32) {
  // expected-error@+1 {{expected no beta operand for #glu.swish<beta = 1.0>, got one of type 'f32'}}
  %0 = glu.activation swish<beta = 1.0>(%x, %x) : f32, f32
  return
}

// -----

// glu.activation C3
func.func @f(%x: f32) {
  // expected-error@+1 {{expected a beta operand for #glu.swish<beta = ?>, got none; swish<beta = 1.0> takes none}}
  %0 = glu.activation swish<beta = ?>(%x) : f32
  return
}

// -----

// glu.activation C4
func.func @f(%x: bf16, %beta: f16) {
  // expected-error@+1 {{expected beta of element type 'bf16' or f32, got 'f16'}}
  %0 = glu.activation swish<beta = ?>(%x, %beta) : bf16, f16
  return
}

// -----

// glu.activation C4
func.func @f(%x: f32, %beta: f64) {
  // expected-error@+1 {{expected beta of element type 'f32', got 'f64'}}
  %0 = glu.activation swish<beta = ?>(%x, %beta) : f32, f64
  return
}

// -----

// glu.activation C5: a beta for each channel is for the layers
func.func @f(%x: tensor<4x8xf32>, %beta: tensor<8xf32>) {
  // expected-error@+1 {{all non-scalar operands/results must have the same shape and base type}}
  %0 = glu.activation swish<beta = ?>(%x, %beta) : tensor<4x8xf32>, tensor<8xf32>
  return
}

// -----

// glu.activation C5
func.func @f(%x: tensor<8xf32>, %beta: vector<8xf32>) {
  // expected-error@+1 {{all non-scalar operands/results must have the same shape and base type}}
  %0 = glu.activation swish<beta = ?>(%x, %beta) : tensor<8xf32>, vector<8xf32>
  return
}

// -----

// glu.activation C5
func.func @f(%x: f32, %beta: tensor<8xf32>) {
  // expected-error@+1 {{if an operand is non-scalar, then there must be at least one non-scalar result}}
  %0 = glu.activation swish<beta = ?>(%x, %beta) : f32, tensor<8xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// glu.gate
//===----------------------------------------------------------------------===//

// glu.gate C1
func.func @f(%x: f32, %y: bf16) {
  // expected-error@+1 {{failed to verify that all of {gate, value, result} have same type}}
  %0 = "glu.gate"(%x, %y) <{activation = #glu.relu}> : (f32, bf16) -> f32
  return
}

// -----

// glu.gate C2
func.func @f(%x: vector<4xi8>) {
  // expected-error@+1 {{operand #0 must be f16, bf16, f32 or f64, or a vector or ranked tensor of them, but got 'vector<4xi8>'}}
  %0 = glu.gate relu(%x, %x) : vector<4xi8>
  return
}

// -----

// glu.gate C3
func.func @f(%x: f32) {
  // expected-error@+1 {{expected no beta operand for #glu.sigmoid, got one of type 'f32'}}
  %0 = glu.gate sigmoid(%x, %x, %x) : f32, f32
  return
}

// -----

// glu.gate C3
func.func @f(%x: f32) {
  // expected-error@+1 {{expected a beta operand for #glu.swish<beta = ?>, got none}}
  %0 = glu.gate swish<beta = ?>(%x, %x) : f32
  return
}

// -----

// glu.gate C4
func.func @f(%x: f16, %beta: bf16) {
  // expected-error@+1 {{expected beta of element type 'f16' or f32, got 'bf16'}}
  %0 = glu.gate swish<beta = ?>(%x, %x, %beta) : f16, bf16
  return
}

// -----

// glu.gate C5
func.func @f(%x: tensor<4x8xf32>, %beta: tensor<8xf32>) {
  // expected-error@+1 {{all non-scalar operands/results must have the same shape and base type}}
  %0 = glu.gate swish<beta = ?>(%x, %x, %beta) : tensor<4x8xf32>, tensor<8xf32>
  return
}

// -----

// glu.gate syntax
func.func @f(%x: f32) {
  // expected-error@+2 {{expected ::mlir::glu::Rounding to be one of: f32_through, as_unfused}}
  // expected-error@+1 {{failed to parse GLU_RoundingAttr parameter 'value'}}
  %0 = glu.gate relu rounding<never>(%x, %x) : f32
  return
}

// -----

//===----------------------------------------------------------------------===//
// glu.linear
//===----------------------------------------------------------------------===//

// glu.linear C1: integers
func.func @f(%x: tensor<4x8xi32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{operand #0 must be ranked tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<4x8xi32>'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xi32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C1: unranked
func.func @f(%x: tensor<*xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected builtin.tensor, but found 'tensor<*xf32>'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<*xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C1: memory
func.func @f(%x: memref<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected builtin.tensor, but found 'memref<4x8xf32>'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : memref<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C1: a bias of rank 2
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %bias: tensor<1x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{operand #2 must be 1D tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<1x16xf32>'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         bias(%bias : tensor<1x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C1: a beta of rank 2
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %beta: tensor<4x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{must be f16, bf16, f32 or f64 or 1D tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<4x16xf32>'}}
  %0 = glu.linear swish<beta = ?> weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         beta(%beta : tensor<4x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C2
func.func @f(%x: tensor<f32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected x of rank 1 or more, got rank 0}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<f32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C3
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<16xf32>) {
  // expected-error@+1 {{expected init of rank 2 as x, got rank 1}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<16xf32>) -> tensor<16xf32>
  return
}

// -----

// glu.linear C3
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<5x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of init to be 4, as dimension 0 of x, got 5}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<5x16xf32>) -> tensor<5x16xf32>
  return
}

// -----

// glu.linear C4
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected type of operand #2 ('tensor<4x16xf32>') to match type of corresponding result ('tensor<?x16xf32>')}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

// glu.linear C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf64>) {
  // expected-error@+1 {{expected init of element type 'f32' as x, got 'f64'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf64>) -> tensor<4x16xf64>
  return
}

// -----

// glu.linear C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xbf16>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the weight of element type 'f32' as x, got 'bf16'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xbf16>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %bias: tensor<16xf16>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected bias of element type 'f32' as x, got 'f16'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         bias(%bias : tensor<16xf16>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C6
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected weights<in_out> or weights<out_in>, got #glu.weights<gate_first, in_out>; glu.gated_linear has a gate}}
  %0 = glu.linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C7
func.func @f(%x: tensor<4x8xf32>, %w: tensor<f32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the weight of rank 2, got rank 0}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<f32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C7
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16x1xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the weight of rank 2, got rank 3}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16x1xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C8
func.func @f(%x: tensor<4x8xf32>, %w: tensor<9x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of the weight to be 8, as dimension 1 of x, got 9}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<9x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C8: the order is the other one
func.func @f(%x: tensor<4x8xf32>, %w: tensor<16x8xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected dimension 0 of the weight to be 8, as dimension 1 of x, got 16}}
  // expected-note@+1 {{the weight would fit #glu.weights<out_in>}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<16x8xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C8: the order is the other one
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected dimension 1 of the weight to be 8, as dimension 1 of x, got 16}}
  // expected-note@+1 {{the weight would fit #glu.weights<in_out>}}
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C9
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x15xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 1 of the weight to be 16, as dimension 1 of init, got 15}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x15xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C9
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %bias: tensor<15xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of bias to be 16, as dimension 1 of init, got 15}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         bias(%bias : tensor<15xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C9: no operand but the bias disagrees with the weight
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %bias: tensor<1xf32>, %init: tensor<4x?xf32>) {
  // expected-error@+1 {{expected dimension 0 of bias to be 16, as dimension 1 of the weight, got 1}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         bias(%bias : tensor<1xf32>)
         outs(%init : tensor<4x?xf32>) -> tensor<4x?xf32>
  return
}

// -----

// glu.linear C10
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %beta: f32, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected no beta operand for #glu.relu, got one of type 'f32'}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         beta(%beta : f32)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C10
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected a beta operand for #glu.swish<beta = ?>, got none}}
  %0 = glu.linear swish<beta = ?> weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C11
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %beta: tensor<16xf16>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected beta of element type 'f32', got 'f16'}}
  %0 = glu.linear swish<beta = ?> weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         beta(%beta : tensor<16xf16>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.linear C12
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %beta: tensor<8xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of beta to be 16, as dimension 1 of init, got 8}}
  %0 = glu.linear swish<beta = ?> weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         beta(%beta : tensor<8xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// glu.gated_linear
//===----------------------------------------------------------------------===//

// glu.gated_linear C1: integers
func.func @f(%x: tensor<4x8xi32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{operand #0 must be ranked tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<4x8xi32>'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xi32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C1: unranked
func.func @f(%x: tensor<*xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected builtin.tensor, but found 'tensor<*xf32>'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<*xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C1: memory
func.func @f(%x: memref<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected builtin.tensor, but found 'memref<4x8xf32>'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : memref<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C1: a bias of rank 2
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %gate_bias: tensor<1x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{operand #3 must be 1D tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<1x16xf32>'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         gate_bias(%gate_bias : tensor<1x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C1: a beta of rank 2
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %beta: tensor<4x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{must be f16, bf16, f32 or f64 or 1D tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<4x16xf32>'}}
  %0 = glu.gated_linear swish<beta = ?> weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         beta(%beta : tensor<4x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C2
func.func @f(%x: tensor<f32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected x of rank 1 or more, got rank 0}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<f32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C3
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<16xf32>) {
  // expected-error@+1 {{expected init of rank 2 as x, got rank 1}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<16xf32>) -> tensor<16xf32>
  return
}

// -----

// glu.gated_linear C3
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<5x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of init to be 4, as dimension 0 of x, got 5}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<5x16xf32>) -> tensor<5x16xf32>
  return
}

// -----

// glu.gated_linear C4
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected type of operand #3 ('tensor<4x16xf32>') to match type of corresponding result ('tensor<?x16xf32>')}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

// glu.gated_linear C5
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf64>) {
  // expected-error@+1 {{expected init of element type 'f32' as x, got 'f64'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf64>) -> tensor<4x16xf64>
  return
}

// -----

// glu.gated_linear C5
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xbf16>, %w1: tensor<8x16xbf16>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the gate weight of element type 'f32' as x, got 'bf16'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xbf16>, tensor<8x16xbf16>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C5
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %gate_bias: tensor<16xf16>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected gate_bias of element type 'f32' as x, got 'f16'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         gate_bias(%gate_bias : tensor<16xf16>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C5
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf64>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the value weight of element type 'f32' as x, got 'f64'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf64>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C5
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %value_bias: tensor<16xf64>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected value_bias of element type 'f32' as x, got 'f64'}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         value_bias(%value_bias : tensor<16xf64>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C6
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected weights that are separate, gate_first, value_first or interleaved, got #glu.weights<in_out>; glu.linear has one weight and no gate}}
  %0 = glu.gated_linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C13
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected 2 weights for #glu.weights<separate, in_out>, got 1}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C13
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected 1 weight for #glu.weights<gate_first, in_out>, got 2}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C14
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %bias: tensor<32xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected gate_bias and value_bias for #glu.weights<separate, in_out>, got bias}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         bias(%bias : tensor<32xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C14
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %gate_bias: tensor<16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected bias for #glu.weights<gate_first, in_out>, got gate_bias}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         gate_bias(%gate_bias : tensor<16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C14
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %value_bias: tensor<16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected bias for #glu.weights<gate_first, in_out>, got value_bias}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         value_bias(%value_bias : tensor<16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C7
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the value weight of rank 2, got rank 1}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C7
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the packed weight of rank 2, got rank 3}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C8
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<7x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of the value weight to be 8, as dimension 1 of x, got 7}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<7x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C8: x does not tell
func.func @f(%x: tensor<4x?xf32>, %w0: tensor<8x16xf32>, %w1: tensor<7x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of the value weight to be 8, as dimension 0 of the gate weight, got 7}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x?xf32>, tensor<8x16xf32>, tensor<7x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C8: the order is the other one
func.func @f(%x: tensor<4x8xf32>, %w: tensor<32x8xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected dimension 0 of the packed weight to be 8, as dimension 1 of x, got 32}}
  // expected-note@+1 {{the packed weight would fit #glu.weights<gate_first, out_in>}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<32x8xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C9
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x12xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 1 of the gate weight to be 16, as dimension 1 of init, got 12}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x12xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C9
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 1 of the packed weight to be 32, twice dimension 1 of init, got 16}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C9
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x?xf32>, %bias: tensor<16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of bias to be 32, twice dimension 1 of init, got 16}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x?xf32>)
         bias(%bias : tensor<16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C9
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %gate_bias: tensor<15xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of gate_bias to be 16, as dimension 1 of init, got 15}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         gate_bias(%gate_bias : tensor<15xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C9
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %value_bias: tensor<32xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of value_bias to be 16, as dimension 1 of init, got 32}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         value_bias(%value_bias : tensor<32xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C9: init does not tell
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x17xf32>, %init: tensor<4x?xf32>) {
  // expected-error@+1 {{expected dimension 1 of the value weight to be 16, as dimension 1 of the gate weight, got 17}}
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x17xf32>)
         outs(%init : tensor<4x?xf32>) -> tensor<4x?xf32>
  return
}

// -----

// glu.gated_linear C12: init does not tell
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %beta: tensor<32xf32>, %init: tensor<4x?xf32>) {
  // expected-error@+1 {{expected dimension 0 of beta to be 16, half of dimension 1 of the packed weight, got 32}}
  %0 = glu.gated_linear swish<beta = ?> weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         beta(%beta : tensor<32xf32>)
         outs(%init : tensor<4x?xf32>) -> tensor<4x?xf32>
  return
}

// -----

// glu.gated_linear C12
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %beta: tensor<1xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of beta to be 16, as dimension 1 of init, got 1}}
  %0 = glu.gated_linear swish<beta = ?> weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         beta(%beta : tensor<1xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C10
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %beta: f32, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected no beta operand for #glu.sigmoid, got one of type 'f32'}}
  %0 = glu.gated_linear sigmoid weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         beta(%beta : f32)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C10
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected a beta operand for #glu.swish<beta = ?>, got none}}
  %0 = glu.gated_linear swish<beta = ?> weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C11
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %beta: f64, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected beta of element type 'f32', got 'f64'}}
  %0 = glu.gated_linear swish<beta = ?> weights<separate, in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         beta(%beta : f64)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C15
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x31xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 1 of the packed weight, which holds gate and value, to be even, got 31}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x31xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C15
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x?xf32>, %bias: tensor<31xf32>, %init: tensor<4x?xf32>) {
  // expected-error@+1 {{expected dimension 0 of bias, which holds gate and value, to be even, got 31}}
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x?xf32>)
         bias(%bias : tensor<31xf32>)
         outs(%init : tensor<4x?xf32>) -> tensor<4x?xf32>
  return
}

// -----

// glu.gated_linear C16
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the interleave 3 to divide the 16 channels of gate and value}}
  %0 = glu.gated_linear relu weights<interleaved = 3, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.gated_linear C16: the weight does not tell
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x?xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the interleave 32 to divide the 16 channels of gate and value}}
  %0 = glu.gated_linear relu weights<interleaved = 32, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x?xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// glu.ffn
//===----------------------------------------------------------------------===//

// glu.ffn C1: integers
func.func @f(%x: tensor<4x8xi32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{operand #0 must be ranked tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<4x8xi32>'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xi32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C1: unranked
func.func @f(%x: tensor<*xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+2 {{expected builtin.tensor, but found 'tensor<*xf32>'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<*xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C1: memory
func.func @f(%x: memref<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+2 {{expected builtin.tensor, but found 'memref<4x8xf32>'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : memref<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C1: a bias of rank 2
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %bias: tensor<1x16xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{operand #3 must be 1D tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<1x16xf32>'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) bias(%bias : tensor<1x16xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C1: a beta of rank 2
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %beta: tensor<4x16xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{must be f16, bf16, f32 or f64 or 1D tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<4x16xf32>'}}
  %0 = glu.ffn swish<beta = ?> weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) beta(%beta : tensor<4x16xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C2
func.func @f(%x: tensor<f32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected x of rank 1 or more, got rank 0}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<f32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C3
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<8xf32>) {
  // expected-error@+1 {{expected init of rank 2 as x, got rank 1}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<8xf32>) -> tensor<8xf32>
  return
}

// -----

// glu.ffn C3
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<5x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of init to be 4, as dimension 0 of x, got 5}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<5x8xf32>) -> tensor<5x8xf32>
  return
}

// -----

// glu.ffn C4
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected type of operand #3 ('tensor<4x8xf32>') to match type of corresponding result ('tensor<?x8xf32>')}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<?x8xf32>
  return
}

// -----

// glu.ffn C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf64>) {
  // expected-error@+1 {{expected init of element type 'f32' as x, got 'f64'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf64>) -> tensor<4x8xf64>
  return
}

// -----

// glu.ffn C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xbf16>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the weight of element type 'f32' as x, got 'bf16'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xbf16>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %bias: tensor<16xf16>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected bias of element type 'f32' as x, got 'f16'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) bias(%bias : tensor<16xf16>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C13
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected 2 weights for #glu.weights<separate, in_out>, got 1}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C13
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected 1 weight for #glu.weights<gate_first, in_out>, got 2}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C14
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %bias: tensor<32xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected gate_bias and value_bias for #glu.weights<separate, in_out>, got bias}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) bias(%bias : tensor<32xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C14
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %down: tensor<16x8xf32>, %gate_bias: tensor<16xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected bias for #glu.weights<gate_first, in_out>, got gate_bias}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         down(%down : tensor<16x8xf32>) gate_bias(%gate_bias : tensor<16xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C14
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %down: tensor<16x8xf32>, %value_bias: tensor<16xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected bias for #glu.weights<gate_first, in_out>, got value_bias}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         down(%down : tensor<16x8xf32>) value_bias(%value_bias : tensor<16xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C7
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the value weight of rank 2, got rank 1}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C7
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the packed weight of rank 2, got rank 3}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C8
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<7x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of the value weight to be 8, as dimension 1 of x, got 7}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<7x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C8: x does not tell
func.func @f(%x: tensor<4x?xf32>, %w0: tensor<8x16xf32>, %w1: tensor<7x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of the value weight to be 8, as dimension 0 of the gate weight, got 7}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x?xf32>, tensor<8x16xf32>, tensor<7x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C8: the order is the other one
func.func @f(%x: tensor<4x8xf32>, %w: tensor<32x8xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+2 {{expected dimension 0 of the packed weight to be 8, as dimension 1 of x, got 32}}
  // expected-note@+1 {{the packed weight would fit #glu.weights<gate_first, out_in>}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<32x8xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C9
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x12xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 1 of the gate weight to be 16, as dimension 0 of the down weight, got 12}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x12xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C9
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 1 of the packed weight to be 32, twice dimension 0 of the down weight, got 16}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C9
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x?xf32>, %down: tensor<16x8xf32>, %bias: tensor<16xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of bias to be 32, twice dimension 0 of the down weight, got 16}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x?xf32>)
         down(%down : tensor<16x8xf32>) bias(%bias : tensor<16xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C9
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %gate_bias: tensor<15xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of gate_bias to be 16, as dimension 0 of the down weight, got 15}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) gate_bias(%gate_bias : tensor<15xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C9
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %value_bias: tensor<32xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of value_bias to be 16, as dimension 0 of the down weight, got 32}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) value_bias(%value_bias : tensor<32xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C9: the down weight does not tell
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x17xf32>, %down: tensor<?x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 1 of the value weight to be 16, as dimension 1 of the gate weight, got 17}}
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x17xf32>)
         down(%down : tensor<?x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C12: the down weight does not tell
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %down: tensor<?x8xf32>, %beta: tensor<32xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of beta to be 16, half of dimension 1 of the packed weight, got 32}}
  %0 = glu.ffn swish<beta = ?> weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         down(%down : tensor<?x8xf32>) beta(%beta : tensor<32xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C12
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %beta: tensor<1xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of beta to be 16, as dimension 0 of the down weight, got 1}}
  %0 = glu.ffn swish<beta = ?> weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) beta(%beta : tensor<1xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C10
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %beta: f32, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected no beta operand for #glu.sigmoid, got one of type 'f32'}}
  %0 = glu.ffn sigmoid weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) beta(%beta : f32)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C10
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected a beta operand for #glu.swish<beta = ?>, got none}}
  %0 = glu.ffn swish<beta = ?> weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C11
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %beta: f64, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected beta of element type 'f32', got 'f64'}}
  %0 = glu.ffn swish<beta = ?> weights<separate, in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) beta(%beta : f64)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C15
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x31xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 1 of the packed weight, which holds gate and value, to be even, got 31}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x31xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C15
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x?xf32>, %down: tensor<?x8xf32>, %bias: tensor<31xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of bias, which holds gate and value, to be even, got 31}}
  %0 = glu.ffn relu weights<gate_first, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x?xf32>)
         down(%down : tensor<?x8xf32>) bias(%bias : tensor<31xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C16
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the interleave 3 to divide the 16 channels of gate and value}}
  %0 = glu.ffn relu weights<interleaved = 3, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C16: the weight does not tell
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x?xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the interleave 32 to divide the 16 channels of gate and value}}
  %0 = glu.ffn relu weights<interleaved = 32, in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x?xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf16>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the down weight of element type 'f32' as x, got 'f16'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf16>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %down_bias: tensor<8xf16>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected down_bias of element type 'f32' as x, got 'f16'}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) down_bias(%down_bias : tensor<8xf16>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C13: no gate
func.func @f(%x: tensor<4x8xf32>, %w0: tensor<8x16xf32>, %w1: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected 1 weight for #glu.weights<in_out>, got 2}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w0, %w1 : tensor<4x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C14: no gate
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %gate_bias: tensor<16xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected bias for #glu.weights<in_out>, got gate_bias}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) gate_bias(%gate_bias : tensor<16xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C7: no gate
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the weight of rank 2, got rank 1}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C8: no gate
func.func @f(%x: tensor<4x8xf32>, %w: tensor<16x8xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+2 {{expected dimension 0 of the weight to be 8, as dimension 1 of x, got 16}}
  // expected-note@+1 {{the weight would fit #glu.weights<out_in>}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<16x8xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C9: no gate
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x12xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 1 of the weight to be 16, as dimension 0 of the down weight, got 12}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x12xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C9: no gate
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %bias: tensor<8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of bias to be 16, as dimension 0 of the down weight, got 8}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) bias(%bias : tensor<8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C17
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected down<in_out> or down<out_in>, got #glu.weights<separate, in_out>}}
  %0 = glu.ffn relu weights<in_out> down<separate, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C18
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<f32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the down weight of rank 2, got rank 0}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<f32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C18
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8x1xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected the down weight of rank 2, got rank 3}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8x1xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C19
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x7xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 1 of the down weight to be 8, as dimension 1 of init, got 7}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x7xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C19
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<7x16xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of the down weight to be 8, as dimension 1 of init, got 7}}
  %0 = glu.ffn relu weights<in_out> down<out_in>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<7x16xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C19
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %down_bias: tensor<16xf32>, %init: tensor<4x8xf32>) {
  // expected-error@+1 {{expected dimension 0 of down_bias to be 8, as dimension 1 of init, got 16}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) down_bias(%down_bias : tensor<16xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

// glu.ffn C19: init does not tell
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %down: tensor<16x8xf32>, %down_bias: tensor<16xf32>, %init: tensor<4x?xf32>) {
  // expected-error@+1 {{expected dimension 0 of down_bias to be 8, as dimension 1 of the down weight, got 16}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         down(%down : tensor<16x8xf32>) down_bias(%down_bias : tensor<16xf32>)
         outs(%init : tensor<4x?xf32>) -> tensor<4x?xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// glu.maxout
//===----------------------------------------------------------------------===//

// glu.maxout C1: integers
func.func @f(%x: tensor<4x8xi32>, %w: tensor<2x8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{operand #0 must be ranked tensor of 16-bit float or bfloat16 type or 32-bit float or 64-bit float values, but got 'tensor<4x8xi32>'}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xi32>, tensor<2x8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C1: unranked
func.func @f(%x: tensor<*xf32>, %w: tensor<2x8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected builtin.tensor, but found 'tensor<*xf32>'}}
  %0 = glu.maxout
         ins(%x, %w : tensor<*xf32>, tensor<2x8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C1: memory
func.func @f(%x: memref<4x8xf32>, %w: tensor<2x8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+2 {{expected builtin.tensor, but found 'memref<4x8xf32>'}}
  %0 = glu.maxout
         ins(%x, %w : memref<4x8xf32>, tensor<2x8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C2
func.func @f(%x: tensor<f32>, %w: tensor<2x8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected x of rank 1 or more, got rank 0}}
  %0 = glu.maxout
         ins(%x, %w : tensor<f32>, tensor<2x8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C3
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %init: tensor<16xf32>) {
  // expected-error@+1 {{expected init of rank 2 as x, got rank 1}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         outs(%init : tensor<16xf32>) -> tensor<16xf32>
  return
}

// -----

// glu.maxout C3
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %init: tensor<5x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of init to be 4, as dimension 0 of x, got 5}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         outs(%init : tensor<5x16xf32>) -> tensor<5x16xf32>
  return
}

// -----

// glu.maxout C4
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected type of operand #2 ('tensor<4x16xf32>') to match type of corresponding result ('tensor<?x16xf32>')}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<?x16xf32>
  return
}

// -----

// glu.maxout C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %init: tensor<4x16xf64>) {
  // expected-error@+1 {{expected init of element type 'f32' as x, got 'f64'}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         outs(%init : tensor<4x16xf64>) -> tensor<4x16xf64>
  return
}

// -----

// glu.maxout C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xbf16>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the weight of element type 'f32' as x, got 'bf16'}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xbf16>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C5
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %bias: tensor<2x16xf16>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected bias of element type 'f32' as x, got 'f16'}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         bias(%bias : tensor<2x16xf16>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C6
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the weight to be [pieces, in, out], got rank 2}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C6
func.func @f(%x: tensor<4x8xf32>, %w: tensor<f32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected the weight to be [pieces, in, out], got rank 0}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<f32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C7
func.func @f(%x: tensor<4x8xf32>, %w: tensor<0x8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected one piece or more, got 0}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<0x8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C8
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x16x8xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 1 of the weight to be 8, as dimension 1 of x, got 16}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x16x8xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C9
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x8xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 2 of the weight to be 16, as dimension 1 of init, got 8}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x8xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C10
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %bias: tensor<16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected bias to be [pieces, out], got rank 1}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         bias(%bias : tensor<16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C10
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %bias: tensor<f32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected bias to be [pieces, out], got rank 0}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         bias(%bias : tensor<f32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C10
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %bias: tensor<16x2xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 1 of bias to be 16, as dimension 1 of init, got 2}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         bias(%bias : tensor<16x2xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

// glu.maxout C10
func.func @f(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>, %bias: tensor<3x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{expected dimension 0 of bias to be 2, as dimension 0 of the weight, got 3}}
  %0 = glu.maxout
         ins(%x, %w : tensor<4x8xf32>, tensor<2x8x16xf32>)
         bias(%bias : tensor<3x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// Packed weights
//===----------------------------------------------------------------------===//

// panels C1
// expected-error@+1 {{expected positive n and k of panels, got n = 0 and k = 1}}
func.func @f() attributes {a = #glu.panels<n = 0>} {
  return
}

// -----

// panels C1
// expected-error@+1 {{expected positive n and k of panels, got n = 16 and k = -2}}
func.func @f() attributes {a = #glu.panels<n = 16, k = -2>} {
  return
}

// -----

// glu.pack_weights C1
func.func @f(%w: tensor<8x40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected 2 weights for #glu.weights<separate, in_out>, got 1}}
  %0 = glu.pack_weights weights<separate, in_out> panels<n = 16>(%w) : tensor<8x40xf32> -> tensor<3x8x2x16xf32>
  return
}

// -----

// glu.pack_weights C1
func.func @f(%w: tensor<8x40xf32>, %v: tensor<8x40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected 1 weight for #glu.weights<in_out>, got 2}}
  %0 = glu.pack_weights weights<in_out> panels<n = 16>(%w, %v) : tensor<8x40xf32>, tensor<8x40xf32> -> tensor<3x8x1x16xf32>
  return
}

// -----

// glu.pack_weights C1
func.func @f(%w: tensor<?x40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected weights of one static shape of rank 2, got 'tensor<?x40xf32>'}}
  %0 = glu.pack_weights weights<in_out> panels<n = 16>(%w) : tensor<?x40xf32> -> tensor<3x8x1x16xf32>
  return
}

// -----

// glu.pack_weights C1
func.func @f(%w: tensor<40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected weights of one static shape of rank 2, got 'tensor<40xf32>'}}
  %0 = glu.pack_weights weights<in_out> panels<n = 16>(%w) : tensor<40xf32> -> tensor<3x8x1x16xf32>
  return
}

// -----

// glu.pack_weights C1
func.func @f(%w: tensor<8x40xf32>, %v: tensor<8x32xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected weights of one static shape of rank 2, got 'tensor<8x32xf32>'}}
  %0 = glu.pack_weights weights<separate, in_out> panels<n = 16>(%w, %v) : tensor<8x40xf32>, tensor<8x32xf32> -> tensor<3x8x2x16xf32>
  return
}

// -----

// glu.pack_weights C1
func.func @f(%w: tensor<41x8xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected the 41 channels of the weight to be a multiple of 2 for #glu.weights<gate_first, out_in>}}
  %0 = glu.pack_weights weights<gate_first, out_in> panels<n = 16>(%w) : tensor<41x8xf32> -> tensor<2x8x2x16xf32>
  return
}

// -----

// glu.pack_weights C1
func.func @f(%w: tensor<8x40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected the 40 channels of the weight to be a multiple of 16 for #glu.weights<interleaved = 8, in_out>}}
  %0 = glu.pack_weights weights<interleaved = 8, in_out> panels<n = 16>(%w) : tensor<8x40xf32> -> tensor<2x8x2x16xf32>
  return
}

// -----

// glu.pack_weights C2
func.func @f(%w: tensor<8x40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected panels of element type 'f32' as the weights, got 'bf16'}}
  %0 = glu.pack_weights weights<in_out> panels<n = 16>(%w) : tensor<8x40xf32> -> tensor<3x8x1x16xbf16>
  return
}

// -----

// glu.pack_weights C2
func.func @f(%w: tensor<8x40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected panels of shape [3, 8 or more, 1, 16] for weights of 8 rows and 40 channels, got 'tensor<3x8x16xf32>'}}
  %0 = glu.pack_weights weights<in_out> panels<n = 16>(%w) : tensor<8x40xf32> -> tensor<3x8x16xf32>
  return
}

// -----

// glu.pack_weights C2
func.func @f(%w: tensor<8x40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected panels of shape [3, 8 or more, 1, 16] for weights of 8 rows and 40 channels, got 'tensor<3x?x1x16xf32>'}}
  %0 = glu.pack_weights weights<in_out> panels<n = 16>(%w) : tensor<8x40xf32> -> tensor<3x?x1x16xf32>
  return
}

// -----

// glu.pack_weights C2
func.func @f(%w: tensor<8x40xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected panels of shape [3, 8 or more, 1, 16] for weights of 8 rows and 40 channels, got 'tensor<3x7x1x16xf32>'}}
  %0 = glu.pack_weights weights<in_out> panels<n = 16>(%w) : tensor<8x40xf32> -> tensor<3x7x1x16xf32>
  return
}

// -----

// glu.pack_weights C2
func.func @f(%w: tensor<40x7xf32>) {
  // expected-error@+1 {{'glu.pack_weights' op expected panels of shape [2, 4 or more, 2, 32] for weights of 7 rows and 20 channels, got 'tensor<3x4x2x32xf32>'}}
  %0 = glu.pack_weights weights<value_first, out_in> panels<n = 16, k = 2>(%w) : tensor<40x7xf32> -> tensor<3x4x2x32xf32>
  return
}

// -----

// glu.unpack_weights C1
func.func @f(%p: tensor<3x8x2x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected 2 weights for #glu.weights<separate, in_out>, got 1}}
  %0 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%p) : tensor<3x8x2x16xf32> -> tensor<8x40xf32>
  return
}

// -----

// glu.unpack_weights C1
func.func @f(%p: tensor<3x8x1x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected 1 weight for #glu.weights<in_out>, got 2}}
  %0:2 = glu.unpack_weights weights<in_out> panels<n = 16>(%p) : tensor<3x8x1x16xf32> -> tensor<8x40xf32>, tensor<8x40xf32>
  return
}

// -----

// glu.unpack_weights C1
func.func @f(%p: tensor<3x8x1x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected weights of one static shape of rank 2, got 'tensor<?x40xf32>'}}
  %0 = glu.unpack_weights weights<in_out> panels<n = 16>(%p) : tensor<3x8x1x16xf32> -> tensor<?x40xf32>
  return
}

// -----

// glu.unpack_weights C1
func.func @f(%p: tensor<3x8x1x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected weights of one static shape of rank 2, got 'tensor<40xf32>'}}
  %0 = glu.unpack_weights weights<in_out> panels<n = 16>(%p) : tensor<3x8x1x16xf32> -> tensor<40xf32>
  return
}

// -----

// glu.unpack_weights C1
func.func @f(%p: tensor<3x8x2x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected weights of one static shape of rank 2, got 'tensor<8x32xf32>'}}
  %0:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%p) : tensor<3x8x2x16xf32> -> tensor<8x40xf32>, tensor<8x32xf32>
  return
}

// -----

// glu.unpack_weights C1
func.func @f(%p: tensor<2x8x2x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected the 41 channels of the weight to be a multiple of 2 for #glu.weights<gate_first, out_in>}}
  %0 = glu.unpack_weights weights<gate_first, out_in> panels<n = 16>(%p) : tensor<2x8x2x16xf32> -> tensor<41x8xf32>
  return
}

// -----

// glu.unpack_weights C1
func.func @f(%p: tensor<2x8x2x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected the 40 channels of the weight to be a multiple of 16 for #glu.weights<interleaved = 8, in_out>}}
  %0 = glu.unpack_weights weights<interleaved = 8, in_out> panels<n = 16>(%p) : tensor<2x8x2x16xf32> -> tensor<8x40xf32>
  return
}

// -----

// glu.unpack_weights C2
func.func @f(%p: tensor<3x8x1x16xbf16>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected panels of element type 'f32' as the weights, got 'bf16'}}
  %0 = glu.unpack_weights weights<in_out> panels<n = 16>(%p) : tensor<3x8x1x16xbf16> -> tensor<8x40xf32>
  return
}

// -----

// glu.unpack_weights C2
func.func @f(%p: tensor<3x8x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected panels of shape [3, 8 or more, 1, 16] for weights of 8 rows and 40 channels, got 'tensor<3x8x16xf32>'}}
  %0 = glu.unpack_weights weights<in_out> panels<n = 16>(%p) : tensor<3x8x16xf32> -> tensor<8x40xf32>
  return
}

// -----

// glu.unpack_weights C2
func.func @f(%p: tensor<3x?x1x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected panels of shape [3, 8 or more, 1, 16] for weights of 8 rows and 40 channels, got 'tensor<3x?x1x16xf32>'}}
  %0 = glu.unpack_weights weights<in_out> panels<n = 16>(%p) : tensor<3x?x1x16xf32> -> tensor<8x40xf32>
  return
}

// -----

// glu.unpack_weights C2
func.func @f(%p: tensor<3x7x1x16xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected panels of shape [3, 8 or more, 1, 16] for weights of 8 rows and 40 channels, got 'tensor<3x7x1x16xf32>'}}
  %0 = glu.unpack_weights weights<in_out> panels<n = 16>(%p) : tensor<3x7x1x16xf32> -> tensor<8x40xf32>
  return
}

// -----

// glu.unpack_weights C2
func.func @f(%p: tensor<3x4x2x32xf32>) {
  // expected-error@+1 {{'glu.unpack_weights' op expected panels of shape [2, 4 or more, 2, 32] for weights of 7 rows and 20 channels, got 'tensor<3x4x2x32xf32>'}}
  %0 = glu.unpack_weights weights<value_first, out_in> panels<n = 16, k = 2>(%p) : tensor<3x4x2x32xf32> -> tensor<40x7xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// Strategies
//===----------------------------------------------------------------------===//

// strategy C1
// expected-error@+1 {{expected a positive rows, got 0}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 0, columns = 64, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>} {
  return
}

// -----

// strategy C1
// expected-error@+1 {{expected a positive columns, got 0}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 6, columns = 0, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>} {
  return
}

// -----

// strategy C1
// expected-error@+1 {{expected a positive unroll, got 0}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 6, columns = 64, unroll = 0, row_block = 96, k_block = 256, panel_group = 8>} {
  return
}

// -----

// strategy C1
// expected-error@+1 {{expected a positive row_block, got 0}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 0, k_block = 256, panel_group = 8>} {
  return
}

// -----

// strategy C1
// expected-error@+1 {{expected a positive k_block, got 0}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 96, k_block = 0, panel_group = 8>} {
  return
}

// -----

// strategy C1
// expected-error@+1 {{expected a positive panel_group, got 0}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 96, k_block = 256, panel_group = 0>} {
  return
}

// -----

// strategy C2
// expected-error@+1 {{expected even columns, for gate and value, got 33}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 6, columns = 33, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>} {
  return
}

// -----

// strategy C3
// expected-error@+1 {{expected a row_block of whole register tiles of 6 rows, got 100}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 100, k_block = 256, panel_group = 8>} {
  return
}

// -----

// strategy C4
// expected-error@+1 {{expected a k_block of whole iterations of 4 steps, got 66}}
func.func @f() attributes {a = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 96, k_block = 66, panel_group = 8>} {
  return
}

// -----

// strategy C5
// expected-error@+1 {{expected 32 rows and 32 columns for amx, two tiles each, got 16 and 32}}
func.func @f() attributes {a = #glu.strategy<amx, rows = 16, columns = 32, unroll = 1, row_block = 32, k_block = 64, panel_group = 8>} {
  return
}

// -----

// strategy C5
// expected-error@+1 {{expected 32 rows and 32 columns for amx, two tiles each, got 32 and 64}}
func.func @f() attributes {a = #glu.strategy<amx, rows = 32, columns = 64, unroll = 1, row_block = 32, k_block = 64, panel_group = 8>} {
  return
}

// -----

// strategy C6
// expected-error@+1 {{expected a k_block of whole iterations of 64 elements for amx, got 96}}
func.func @f() attributes {a = #glu.strategy<amx, rows = 32, columns = 32, unroll = 2, row_block = 32, k_block = 96, panel_group = 8>} {
  return
}

// -----

// strategy C7
// expected-error@+1 {{'func.func' op expected no glu.strategy: only glu.linear, glu.gated_linear and glu.ffn have a strategy}}
func.func @f() attributes {glu.strategy = 1 : i32} {
  return
}

// -----

// strategy C7
func.func @f(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>) {
  // expected-error@+1 {{'glu.linear' op expected glu.strategy to be a #glu.strategy or a #glu.gpu_strategy, got "fma"}}
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) {glu.strategy = "fma"} -> tensor<4x16xf32>
  return
}

// -----

// gpu_strategy C1
// expected-error@+1 {{expected no rows, columns, stages and blocks for s0}}
func.func @f() attributes {a = #glu.gpu_strategy<s0, rows = 64>} {
  return
}

// -----

// gpu_strategy C2
// expected-error@+1 {{expected rows to be a multiple of 64, those of a warp, got 96}}
func.func @f() attributes {a = #glu.gpu_strategy<s1, rows = 96, columns = 128, stages = 3>} {
  return
}

// -----

// gpu_strategy C2
// expected-error@+1 {{expected rows to be a multiple of 64, those of a warp, got 0}}
func.func @f() attributes {a = #glu.gpu_strategy<s1, columns = 128, stages = 3>} {
  return
}

// -----

// gpu_strategy C3
// expected-error@+1 {{expected columns to be a multiple of 128, of gate and value together, got 64}}
func.func @f() attributes {a = #glu.gpu_strategy<s1, rows = 128, columns = 64, stages = 3>} {
  return
}

// -----

// gpu_strategy C5
// expected-error@+1 {{expected 128 rows and at most 256 columns for s2, got 128 and 384}}
func.func @f() attributes {a = #glu.gpu_strategy<s2, rows = 128, columns = 384, stages = 3>} {
  return
}

// -----

// gpu_strategy C5
// expected-error@+1 {{expected 128 rows and at most 256 columns for s2, got 64 and 256}}
func.func @f() attributes {a = #glu.gpu_strategy<s2, rows = 64, columns = 256, stages = 3>} {
  return
}

// -----

// gpu_strategy C10
// expected-error@+1 {{expected a cluster of 1, or of 2 for s2, got 2 for s1}}
func.func @f() attributes {a = #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3, cluster = 2>} {
  return
}

// -----

// gpu_strategy C10
// expected-error@+1 {{expected a cluster of 1, or of 2 for s2, got 4 for s2}}
func.func @f() attributes {a = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 3, cluster = 4>} {
  return
}

// -----

// gpu_strategy C4
// expected-error@+1 {{expected two stages at least, got 1}}
func.func @f() attributes {a = #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 1>} {
  return
}

// -----

// gpu_strategy C6
// expected-error@+1 {{expected 16 rows for stream, got 64}}
func.func @f() attributes {a = #glu.gpu_strategy<stream, rows = 64, columns = 32, stages = 2, blocks = 1>} {
  return
}

// -----

// gpu_strategy C7
// expected-error@+1 {{expected 32, 64 or 128 columns for stream, of gate and value together, got 96}}
func.func @f() attributes {a = #glu.gpu_strategy<stream, rows = 16, columns = 96, stages = 2, blocks = 1>} {
  return
}

// -----

// gpu_strategy C4
// expected-error@+1 {{expected two stages at least, got 1}}
func.func @f() attributes {a = #glu.gpu_strategy<stream, rows = 16, columns = 32, stages = 1, blocks = 1>} {
  return
}

// -----

// gpu_strategy C8
// expected-error@+1 {{expected positive blocks for stream, got 0}}
func.func @f() attributes {a = #glu.gpu_strategy<stream, rows = 16, columns = 32, stages = 2>} {
  return
}

// -----

// gpu_strategy C8
// expected-error@+1 {{expected no blocks for s1, got 4}}
func.func @f() attributes {a = #glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3, blocks = 4>} {
  return
}

// -----

// gpu_strategy C8
// expected-error@+1 {{expected no blocks for s2, got 4}}
func.func @f() attributes {a = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, blocks = 4>} {
  return
}

// -----

// gpu_strategy C9
// expected-error@+1 {{expected tf32 for s1 alone, got s2}}
func.func @f() attributes {a = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, tf32 = true>} {
  return
}

// -----

// gpu_strategy C9
// expected-error@+1 {{expected tf32 for s1 alone, got s0}}
func.func @f() attributes {a = #glu.gpu_strategy<s0, tf32 = true>} {
  return
}

// -----

// gpu_strategy C1
// expected-error@+1 {{expected no rows, columns, stages and blocks for s0}}
func.func @f() attributes {a = #glu.gpu_strategy<s0, blocks = 4>} {
  return
}

// -----

// expected-error@+1 {{'func.func' op has an unknown attribute "glu.stratagem"}}
func.func @f() attributes {glu.stratagem = 1 : i32} {
  return
}

// -----

//===----------------------------------------------------------------------===//
// glu.kernel
//===----------------------------------------------------------------------===//

// glu.kernel C1
func.func @f(%a: tensor<8xf32>, %b: tensor<8xf32>) {
  // expected-error@+1 {{'glu.kernel' op expected an argument of the region for each of 2 operands, got 1}}
  %0 = glu.kernel ins(%a : tensor<8xf32>) outs(%b : tensor<8xf32>) {
  ^bb0(%p0: memref<8xf32>):
  } -> tensor<8xf32>
  return
}

// -----

// glu.kernel C2
func.func @f(%a: tensor<8xf32>, %b: tensor<8xf32>) {
  // expected-error@+1 {{'glu.kernel' op expected argument #0 of the region to be a memref for 'tensor<8xf32>', got 'tensor<8xf32>'}}
  %0 = glu.kernel ins(%a : tensor<8xf32>) outs(%b : tensor<8xf32>) {
  ^bb0(%p0: tensor<8xf32>, %p1: memref<8xf32>):
  } -> tensor<8xf32>
  return
}

// -----

// glu.kernel C2
func.func @f(%a: tensor<8xf32>, %b: tensor<8xf32>) {
  // expected-error@+1 {{'glu.kernel' op expected argument #1 of the region to be a memref for 'tensor<8xf32>', got 'memref<8xbf16>'}}
  %0 = glu.kernel ins(%a : tensor<8xf32>) outs(%b : tensor<8xf32>) {
  ^bb0(%p0: memref<8xf32>, %p1: memref<8xbf16>):
  } -> tensor<8xf32>
  return
}

// -----

// glu.kernel C2
func.func @f(%a: tensor<8xf32>, %b: tensor<8xf32>) {
  // expected-error@+1 {{'glu.kernel' op expected argument #0 of the region to be a memref for 'tensor<8xf32>', got 'memref<4xf32>'}}
  %0 = glu.kernel ins(%a : tensor<8xf32>) outs(%b : tensor<8xf32>) {
  ^bb0(%p0: memref<4xf32>, %p1: memref<8xf32>):
  } -> tensor<8xf32>
  return
}

// -----

// glu.kernel C2
func.func @f(%a: f32, %b: tensor<8xf32>) {
  // expected-error@+1 {{'glu.kernel' op expected argument #0 of the region to be of type 'f32', got 'f64'}}
  %0 = glu.kernel ins(%a : f32) outs(%b : tensor<8xf32>) {
  ^bb0(%p0: f64, %p1: memref<8xf32>):
  } -> tensor<8xf32>
  return
}
