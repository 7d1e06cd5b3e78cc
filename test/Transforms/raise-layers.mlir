// RUN: glu-opt %s --glu-raise --glu-fuse-gate-value | FileCheck %s
// RUN: glu-run %s --entry=interleaved_blocks --random --verify
// RUN: glu-run %s --entry=interleaved_value_first --random --verify
// RUN: glu-run %s --entry=beside_a_third_part --random --verify
// RUN: glu-run %s --entry=channels_of_heads --random --verify
// RUN: glu-run %s --entry=packed_channels_first --random --verify
// RUN: glu-run %s --entry=stacked --random --verify
// RUN: glu-run %s --entry=bias_of_a_number --random --verify
// RUN: glu-run %s --entry=maxout_of_rounded --random --verify
// RUN: glu-run %s --entry=maxout_of_rounded_parts --random --verify

// Layers in layouts and spellings of which none is that of a glu op.

#copy = affine_map<(d0, d1) -> (d0, d1)>
#channel = affine_map<(d0, d1) -> (d1)>
#scalar = affine_map<(d0, d1) -> ()>

// A fused body: bias, activation and multiplication in one linalg.generic.
// CHECK-LABEL: func.func @fused_body(
// CHECK: glu.gated_linear swish<beta = 1.0> weights<separate, in_out> ins(%arg0, %arg1, %arg2
// CHECK-SAME: gate_bias(%arg3
// CHECK-NOT: linalg.generic
func.func @fused_body(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %b: tensor<16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = linalg.generic {indexing_maps = [#copy, #channel, #copy, #copy], iterator_types = ["parallel", "parallel"]}
      ins(%g, %b, %u : tensor<4x16xf32>, tensor<16xf32>, tensor<4x16xf32>) outs(%e : tensor<4x16xf32>) {
  ^bb0(%gs: f32, %bs: f32, %us: f32, %out: f32):
    %0 = arith.addf %gs, %bs : f32
    %1 = arith.negf %0 : f32
    %2 = math.exp %1 : f32
    %3 = arith.addf %2, %one : f32
    %4 = arith.divf %0, %3 : f32
    %5 = arith.mulf %us, %4 : f32
    linalg.yield %5 : f32
  } -> tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A batch of one and weights that are broadcast over it.
// CHECK-LABEL: func.func @batch_of_one(
// CHECK: glu.gated_linear relu weights<separate, in_out>
func.func @batch_of_one(%x: tensor<1x4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<1x4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %zeros = arith.constant dense<0.0> : tensor<1x4x16xf32>
  %e = tensor.empty() : tensor<1x4x16xf32>
  %ew = tensor.empty() : tensor<1x8x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
  %wb = linalg.broadcast ins(%w : tensor<8x16xf32>) outs(%ew : tensor<1x8x16xf32>) dimensions = [0]
  %vb = linalg.broadcast ins(%v : tensor<8x16xf32>) outs(%ew : tensor<1x8x16xf32>) dimensions = [0]
  %g = linalg.batch_matmul ins(%x, %wb : tensor<1x4x8xf32>, tensor<1x8x16xf32>) outs(%f : tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
  %u = linalg.batch_matmul ins(%x, %vb : tensor<1x4x8xf32>, tensor<1x8x16xf32>) outs(%f : tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
  %a = arith.maximumf %g, %zeros : tensor<1x4x16xf32>
  %h = arith.mulf %a, %u : tensor<1x4x16xf32>
  return %h : tensor<1x4x16xf32>
}

// Weights broadcast over a batch: every row has the same weight.
// CHECK-LABEL: func.func @broadcast_weights(
// CHECK: glu.gated_linear tanh weights<separate, in_out> ins(%arg0, %arg1, %arg2 : tensor<2x4x8xf32>
func.func @broadcast_weights(%x: tensor<2x4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<2x4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x4x16xf32>
  %ew = tensor.empty() : tensor<2x8x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %wb = linalg.broadcast ins(%w : tensor<8x16xf32>) outs(%ew : tensor<2x8x16xf32>) dimensions = [0]
  %vb = linalg.broadcast ins(%v : tensor<8x16xf32>) outs(%ew : tensor<2x8x16xf32>) dimensions = [0]
  %g = linalg.batch_matmul ins(%x, %wb : tensor<2x4x8xf32>, tensor<2x8x16xf32>) outs(%f : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %u = linalg.batch_matmul ins(%x, %vb : tensor<2x4x8xf32>, tensor<2x8x16xf32>) outs(%f : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %a = math.tanh %g : tensor<2x4x16xf32>
  %h = arith.mulf %u, %a : tensor<2x4x16xf32>
  return %h : tensor<2x4x16xf32>
}

// Channels first: W^T x, then the transpose of the result.
// CHECK-LABEL: func.func @channels_first(
// CHECK: glu.ffn relu weights<separate, out_in> down<out_in>
func.func @channels_first(%x: tensor<8x4xf32>, %w: tensor<16x8xf32>, %v: tensor<16x8xf32>, %d: tensor<8x16xf32>) -> tensor<8x4xf32> {
  %zero = arith.constant 0.0 : f32
  %zeros = arith.constant dense<0.0> : tensor<16x4xf32>
  %e = tensor.empty() : tensor<16x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<16x4xf32>) -> tensor<16x4xf32>
  %g = linalg.matmul ins(%w, %x : tensor<16x8xf32>, tensor<8x4xf32>) outs(%f : tensor<16x4xf32>) -> tensor<16x4xf32>
  %u = linalg.matmul ins(%v, %x : tensor<16x8xf32>, tensor<8x4xf32>) outs(%f : tensor<16x4xf32>) -> tensor<16x4xf32>
  %a = arith.maximumf %g, %zeros : tensor<16x4xf32>
  %h = arith.mulf %a, %u : tensor<16x4xf32>
  %ey = tensor.empty() : tensor<8x4xf32>
  %fy = linalg.fill ins(%zero : f32) outs(%ey : tensor<8x4xf32>) -> tensor<8x4xf32>
  %y = linalg.matmul ins(%d, %h : tensor<8x16xf32>, tensor<16x4xf32>) outs(%fy : tensor<8x4xf32>) -> tensor<8x4xf32>
  return %y : tensor<8x4xf32>
}

// One product, reshaped to [.., 2, n]: the halves.
// CHECK-LABEL: func.func @reshaped_halves(
// CHECK: glu.gated_linear sigmoid weights<gate_first, in_out>
func.func @reshaped_halves(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x32xf32>) -> tensor<4x32xf32>
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>) outs(%f : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r = tensor.expand_shape %p [[0], [1, 2]] output_shape [4, 2, 16] : tensor<4x32xf32> into tensor<4x2x16xf32>
  %g3 = tensor.extract_slice %r[0, 0, 0] [4, 1, 16] [1, 1, 1] : tensor<4x2x16xf32> to tensor<4x1x16xf32>
  %g = tensor.collapse_shape %g3 [[0], [1, 2]] : tensor<4x1x16xf32> into tensor<4x16xf32>
  %u3 = tensor.extract_slice %r[0, 1, 0] [4, 1, 16] [1, 1, 1] : tensor<4x2x16xf32> to tensor<4x1x16xf32>
  %u = tensor.collapse_shape %u3 [[0], [1, 2]] : tensor<4x1x16xf32> into tensor<4x16xf32>
  %n = arith.negf %g : tensor<4x16xf32>
  %x1 = math.exp %n : tensor<4x16xf32>
  %s = arith.addf %x1, %ones : tensor<4x16xf32>
  %a = arith.divf %ones, %s : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// One product, reshaped to [.., n, 2]: every other channel.
// CHECK-LABEL: func.func @interleaved(
// CHECK: glu.gated_linear tanh weights<interleaved = 1, in_out>
func.func @interleaved(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x32xf32>) -> tensor<4x32xf32>
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>) outs(%f : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r = tensor.expand_shape %p [[0], [1, 2]] output_shape [4, 16, 2] : tensor<4x32xf32> into tensor<4x16x2xf32>
  %g = tensor.extract_slice %r[0, 0, 0] [4, 16, 1] [1, 1, 1] : tensor<4x16x2xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %r[0, 0, 1] [4, 16, 1] [1, 1, 1] : tensor<4x16x2xf32> to tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Two weights, stacked, in one batch with x broadcast: each is a slice.
// CHECK-LABEL: func.func @stacked(
// CHECK: glu.gated_linear tanh weights<separate, in_out>
func.func @stacked(%x: tensor<4x8xf32>, %w: tensor<2x8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ex = tensor.empty() : tensor<2x4x8xf32>
  %xb = linalg.broadcast ins(%x : tensor<4x8xf32>) outs(%ex : tensor<2x4x8xf32>) dimensions = [0]
  %e = tensor.empty() : tensor<2x4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %p = linalg.batch_matmul ins(%xb, %w : tensor<2x4x8xf32>, tensor<2x8x16xf32>) outs(%f : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %g = tensor.extract_slice %p[0, 0, 0] [1, 4, 16] [1, 1, 1] : tensor<2x4x16xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %p[1, 0, 0] [1, 4, 16] [1, 1, 1] : tensor<2x4x16xf32> to tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// beta for each channel is an operand.
// CHECK-LABEL: func.func @beta(
// CHECK: glu.gated_linear swish<beta = ?> weights<separate, in_out>
// CHECK-SAME: beta(%arg3 : tensor<16xf32>)
func.func @beta(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %beta: tensor<16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = linalg.generic {indexing_maps = [#copy, #channel, #copy], iterator_types = ["parallel", "parallel"]}
      ins(%g, %beta : tensor<4x16xf32>, tensor<16xf32>) outs(%e : tensor<4x16xf32>) {
  ^bb0(%gs: f32, %bs: f32, %out: f32):
    %0 = arith.mulf %gs, %bs : f32
    %1 = arith.negf %0 : f32
    %2 = math.exp %1 : f32
    %3 = arith.addf %2, %one : f32
    %4 = arith.divf %gs, %3 : f32
    linalg.yield %4 : f32
  } -> tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// An outlined activation is inlined.
// CHECK-LABEL: func.func @outlined(
// CHECK-NEXT: glu.activation swish<beta = 1.0>
// CHECK-NEXT: return
func.func @outlined(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = call @silu(%x) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
func.func private @silu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %ones = arith.constant dense<1.0> : tensor<4x8xf32>
  %n = arith.negf %x : tensor<4x8xf32>
  %e = math.exp %n : tensor<4x8xf32>
  %s = arith.addf %e, %ones : tensor<4x8xf32>
  %y = arith.divf %x, %s : tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Nothing of glu: a product alone stays as it is.
// CHECK-LABEL: func.func @product(
// CHECK: linalg.batch_matmul
func.func @product(%x: tensor<1x4x8xf32>, %w: tensor<1x8x16xf32>, %init: tensor<1x4x16xf32>) -> tensor<1x4x16xf32> {
  %0 = linalg.batch_matmul ins(%x, %w : tensor<1x4x8xf32>, tensor<1x8x16xf32>) outs(%init : tensor<1x4x16xf32>) -> tensor<1x4x16xf32>
  return %0 : tensor<1x4x16xf32>
}

// The tensor that gates is another one than x of the value: a gate alone.
// CHECK-LABEL: func.func @two_inputs(
// CHECK: glu.gate tanh
// CHECK-NOT: glu.gated_linear
func.func @two_inputs(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%z, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The sigmoid of a SiLU has another use: it alone is raised.
// CHECK-LABEL: func.func @second_use(
// CHECK: glu.activation sigmoid
// CHECK-NOT: glu.activation swish
func.func @second_use(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %ones = arith.constant dense<1.0> : tensor<4x8xf32>
  %n = arith.negf %x : tensor<4x8xf32>
  %e = math.exp %n : tensor<4x8xf32>
  %s = arith.addf %e, %ones : tensor<4x8xf32>
  %y = arith.divf %ones, %s : tensor<4x8xf32>
  %z = arith.mulf %x, %y : tensor<4x8xf32>
  return %y, %z : tensor<4x8xf32>, tensor<4x8xf32>
}

// One product, reshaped to [.., n / 4, 2, 4]: blocks of four channels.
// CHECK-LABEL: func.func @interleaved_blocks(
// CHECK: glu.gated_linear tanh weights<interleaved = 4, in_out> ins(%arg0, %arg1
func.func @interleaved_blocks(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x32xf32>) -> tensor<4x32xf32>
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>) outs(%f : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r = tensor.expand_shape %p [[0], [1, 2, 3]] output_shape [4, 4, 2, 4] : tensor<4x32xf32> into tensor<4x4x2x4xf32>
  %g0 = tensor.extract_slice %r[0, 0, 0, 0] [4, 4, 1, 4] [1, 1, 1, 1] : tensor<4x4x2x4xf32> to tensor<4x4x4xf32>
  %u0 = tensor.extract_slice %r[0, 0, 1, 0] [4, 4, 1, 4] [1, 1, 1, 1] : tensor<4x4x2x4xf32> to tensor<4x4x4xf32>
  %g = tensor.collapse_shape %g0 [[0], [1, 2]] : tensor<4x4x4xf32> into tensor<4x16xf32>
  %u = tensor.collapse_shape %u0 [[0], [1, 2]] : tensor<4x4x4xf32> into tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The value comes first in each block: no layout of weights is that, and the
// parts of the weight are gathered.
// CHECK-LABEL: func.func @interleaved_value_first(
// CHECK: %[[BLOCKS:.*]] = tensor.expand_shape %arg1 {{.*}} into tensor<8x4x8xf32>
// CHECK: tensor.extract_slice %[[BLOCKS]][0, 0, 4]
// CHECK: tensor.extract_slice %[[BLOCKS]][0, 0, 0]
// CHECK: glu.gated_linear tanh weights<separate, in_out>
func.func @interleaved_value_first(%x: tensor<4x8xf32>, %w: tensor<8x32xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x32xf32>) -> tensor<4x32xf32>
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x32xf32>) outs(%f : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r = tensor.expand_shape %p [[0], [1, 2, 3]] output_shape [4, 4, 2, 4] : tensor<4x32xf32> into tensor<4x4x2x4xf32>
  %g0 = tensor.extract_slice %r[0, 0, 1, 0] [4, 4, 1, 4] [1, 1, 1, 1] : tensor<4x4x2x4xf32> to tensor<4x4x4xf32>
  %u0 = tensor.extract_slice %r[0, 0, 0, 0] [4, 4, 1, 4] [1, 1, 1, 1] : tensor<4x4x2x4xf32> to tensor<4x4x4xf32>
  %g = tensor.collapse_shape %g0 [[0], [1, 2]] : tensor<4x4x4xf32> into tensor<4x16xf32>
  %u = tensor.collapse_shape %u0 [[0], [1, 2]] : tensor<4x4x4xf32> into tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A third part beside gate and value, which something else reads: each part is
// a product with its rows of the weight.
// CHECK-LABEL: func.func @beside_a_third_part(
// CHECK-DAG: tensor.extract_slice %arg1[0, 0] [6, 8]
// CHECK-DAG: tensor.extract_slice %arg1[6, 0] [16, 8]
// CHECK-DAG: tensor.extract_slice %arg1[22, 0] [16, 8]
// CHECK: glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
func.func @beside_a_third_part(%x: tensor<4x8xf32>, %w: tensor<38x8xf32>) -> (tensor<4x16xf32>, tensor<4x6xf32>) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x38xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x38xf32>) -> tensor<4x38xf32>
  %p = linalg.matmul indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d1, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>]
      ins(%x, %w : tensor<4x8xf32>, tensor<38x8xf32>) outs(%f : tensor<4x38xf32>) -> tensor<4x38xf32>
  %q = tensor.extract_slice %p[0, 0] [4, 6] [1, 1] : tensor<4x38xf32> to tensor<4x6xf32>
  %g = tensor.extract_slice %p[0, 6] [4, 16] [1, 1] : tensor<4x38xf32> to tensor<4x16xf32>
  %u = tensor.extract_slice %p[0, 22] [4, 16] [1, 1] : tensor<4x38xf32> to tensor<4x16xf32>
  %a = glu.activation swish<beta = 1.0> (%g) : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h, %q : tensor<4x16xf32>, tensor<4x6xf32>
}

// The channels are two dimensions up to the down projection, which sums over
// both.
// CHECK-LABEL: func.func @channels_of_heads(
// CHECK: glu.ffn gelu<erf> weights<separate, in_out> down<in_out>
func.func @channels_of_heads(%x: tensor<4x8xf32>, %w: tensor<8x3x5xf32>, %v: tensor<8x3x5xf32>, %d: tensor<3x5x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x3x5xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x3x5xf32>) -> tensor<4x3x5xf32>
  %g = linalg.contract indexing_maps = [affine_map<(b, n, h, k) -> (b, k)>, affine_map<(b, n, h, k) -> (k, n, h)>, affine_map<(b, n, h, k) -> (b, n, h)>]
      ins(%x, %w : tensor<4x8xf32>, tensor<8x3x5xf32>) outs(%f : tensor<4x3x5xf32>) -> tensor<4x3x5xf32>
  %u = linalg.contract indexing_maps = [affine_map<(b, n, h, k) -> (b, k)>, affine_map<(b, n, h, k) -> (k, n, h)>, affine_map<(b, n, h, k) -> (b, n, h)>]
      ins(%x, %v : tensor<4x8xf32>, tensor<8x3x5xf32>) outs(%f : tensor<4x3x5xf32>) -> tensor<4x3x5xf32>
  %a = glu.activation gelu<erf> (%g) : tensor<4x3x5xf32>
  %h = arith.mulf %a, %u : tensor<4x3x5xf32>
  %e2 = tensor.empty() : tensor<4x8xf32>
  %f2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<4x8xf32>) -> tensor<4x8xf32>
  %y = linalg.contract indexing_maps = [affine_map<(b, k, n, h) -> (b, n, h)>, affine_map<(b, k, n, h) -> (n, h, k)>, affine_map<(b, k, n, h) -> (b, k)>]
      ins(%h, %d : tensor<4x3x5xf32>, tensor<3x5x8xf32>) outs(%f2 : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Channels in front of pixels, and gate and value packed.
// CHECK-LABEL: func.func @packed_channels_first(
// CHECK: glu.gated_linear sigmoid weights<value_first, out_in>
func.func @packed_channels_first(%x: tensor<2x8x5xf32>, %w: tensor<12x8xf32>) -> tensor<2x6x5xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x12x5xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x12x5xf32>) -> tensor<2x12x5xf32>
  %p = linalg.contract indexing_maps = [affine_map<(b, n, s, k) -> (n, k)>, affine_map<(b, n, s, k) -> (b, k, s)>, affine_map<(b, n, s, k) -> (b, n, s)>]
      ins(%w, %x : tensor<12x8xf32>, tensor<2x8x5xf32>) outs(%f : tensor<2x12x5xf32>) -> tensor<2x12x5xf32>
  %u = tensor.extract_slice %p[0, 0, 0] [2, 6, 5] [1, 1, 1] : tensor<2x12x5xf32> to tensor<2x6x5xf32>
  %g = tensor.extract_slice %p[0, 6, 0] [2, 6, 5] [1, 1, 1] : tensor<2x12x5xf32> to tensor<2x6x5xf32>
  %a = glu.activation sigmoid (%g) : tensor<2x6x5xf32>
  %h = arith.mulf %a, %u : tensor<2x6x5xf32>
  return %h : tensor<2x6x5xf32>
}

// A packed product with a bias, expanded to [2, n], of a number of rows that is
// not known: the sizes of elementwise code are those of what it reads.
// CHECK-LABEL: func.func @packed_parts_of_dynamic_rows(
// CHECK: glu.gated_linear sigmoid weights<gate_first, in_out>
func.func @packed_parts_of_dynamic_rows(%x: tensor<?x8xf32>, %w: tensor<8x12xf32>, %b: tensor<12xf32>) -> tensor<?x6xf32> {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x8xf32>
  %e = tensor.empty(%n) : tensor<?x12xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x12xf32>) -> tensor<?x12xf32>
  %p = linalg.matmul ins(%x, %w : tensor<?x8xf32>, tensor<8x12xf32>) outs(%f : tensor<?x12xf32>) -> tensor<?x12xf32>
  %bb = linalg.broadcast ins(%b : tensor<12xf32>) outs(%e : tensor<?x12xf32>) dimensions = [0]
  %s = arith.addf %p, %bb : tensor<?x12xf32>
  %r = tensor.expand_shape %s [[0], [1, 2]] output_shape [%n, 2, 6] : tensor<?x12xf32> into tensor<?x2x6xf32>
  %g = tensor.extract_slice %r[0, 0, 0] [%n, 1, 6] [1, 1, 1] : tensor<?x2x6xf32> to tensor<?x6xf32>
  %u = tensor.extract_slice %r[0, 1, 0] [%n, 1, 6] [1, 1, 1] : tensor<?x2x6xf32> to tensor<?x6xf32>
  %a = glu.activation sigmoid (%g) : tensor<?x6xf32>
  %h = arith.mulf %a, %u : tensor<?x6xf32>
  return %h : tensor<?x6xf32>
}

// A bias of one number in all elements, which importers fold to a constant.
// CHECK-LABEL: func.func @bias_of_a_number(
// CHECK-DAG: %[[HALF:.*]] = arith.constant dense<5.000000e-01> : tensor<16xf32>
// CHECK-DAG: %[[ONE:.*]] = arith.constant dense<1.000000e+00> : tensor<16xf32>
// CHECK: glu.gated_linear sigmoid
// CHECK-SAME: gate_bias(%[[HALF]] : tensor<16xf32>) value_bias(%[[ONE]] : tensor<16xf32>)
func.func @bias_of_a_number(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %half = arith.constant dense<0.5> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %ones = linalg.fill ins(%one : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %gb = arith.addf %half, %g : tensor<4x16xf32>
  %ub = arith.addf %u, %ones : tensor<4x16xf32>
  %a = glu.activation sigmoid (%gb) : tensor<4x16xf32>
  %h = arith.mulf %a, %ub : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A bias [1, n] of 16 bits that is widened before its dimension is dropped.
// CHECK-LABEL: func.func @widened_bias(
// CHECK: glu.gated_linear sigmoid
// CHECK-SAME: gate_bias(%{{.*}} : tensor<16xbf16>)
func.func @widened_bias(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>, %b: tensor<1x16xbf16>) -> tensor<4x16xbf16> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %bw = arith.extf %b : tensor<1x16xbf16> to tensor<1x16xf32>
  %bc = tensor.collapse_shape %bw [[0, 1]] : tensor<1x16xf32> into tensor<16xf32>
  %bb = linalg.broadcast ins(%bc : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %gb = arith.addf %g, %bb : tensor<4x16xf32>
  %gr = arith.truncf %gb : tensor<4x16xf32> to tensor<4x16xbf16>
  %ur = arith.truncf %u : tensor<4x16xf32> to tensor<4x16xbf16>
  %a = glu.activation sigmoid (%gr) : tensor<4x16xbf16>
  %h = arith.mulf %a, %ur : tensor<4x16xbf16>
  return %h : tensor<4x16xbf16>
}

// Products that are rounded before the greatest is taken: it is the same to
// round that.
// CHECK-LABEL: func.func @maxout_of_rounded(
// CHECK: glu.maxout ins(%{{.*}}, %{{.*}} : tensor<4x8xbf16>, tensor<2x8x16xbf16>)
// CHECK-LABEL: func.func @maxout_of_rounded_parts(
// CHECK: glu.maxout ins(%{{.*}}, %{{.*}} : tensor<4x8xbf16>, tensor<2x8x16xbf16>)
func.func @maxout_of_rounded(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>, %v: tensor<8x16xbf16>) -> tensor<4x16xbf16> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %gr = arith.truncf %g : tensor<4x16xf32> to tensor<4x16xbf16>
  %ur = arith.truncf %u : tensor<4x16xf32> to tensor<4x16xbf16>
  %m = arith.maximumf %gr, %ur : tensor<4x16xbf16>
  return %m : tensor<4x16xbf16>
}
func.func @maxout_of_rounded_parts(%x: tensor<4x8xbf16>, %w: tensor<8x32xbf16>) -> tensor<4x16xbf16> {
  %zero = arith.constant 0.0 : f32
  %low = arith.constant 0xFF80 : bf16
  %e = tensor.empty() : tensor<4x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x32xf32>) -> tensor<4x32xf32>
  %p = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x32xbf16>) outs(%f : tensor<4x32xf32>) -> tensor<4x32xf32>
  %r = arith.truncf %p : tensor<4x32xf32> to tensor<4x32xbf16>
  %parts = tensor.expand_shape %r [[0], [1, 2]] output_shape [4, 2, 16] : tensor<4x32xbf16> into tensor<4x2x16xbf16>
  %me = tensor.empty() : tensor<4x16xbf16>
  %mf = linalg.fill ins(%low : bf16) outs(%me : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %m = linalg.reduce ins(%parts : tensor<4x2x16xbf16>) outs(%mf : tensor<4x16xbf16>) dimensions = [1]
      (%in: bf16, %acc: bf16) {
        %0 = arith.maximumf %in, %acc : bf16
        linalg.yield %0 : bf16
      }
  return %m : tensor<4x16xbf16>
}

// A number added to a product of one channel.
// CHECK-LABEL: func.func @number_added_to_one_channel(
// CHECK: glu.activation sigmoid
func.func @number_added_to_one_channel(%x: tensor<4x8xf32>, %w: tensor<8x1xf32>) -> tensor<4x1xf32> {
  %zero = arith.constant 0.0 : f32
  %half = arith.constant dense<0.5> : tensor<4x1xf32>
  %e = tensor.empty() : tensor<4x1xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x1xf32>) -> tensor<4x1xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x1xf32>) outs(%f : tensor<4x1xf32>) -> tensor<4x1xf32>
  %b = arith.addf %g, %half : tensor<4x1xf32>
  %n = arith.negf %b : tensor<4x1xf32>
  %exp = math.exp %n : tensor<4x1xf32>
  %ones = arith.constant dense<1.0> : tensor<4x1xf32>
  %d = arith.addf %exp, %ones : tensor<4x1xf32>
  %s = arith.divf %ones, %d : tensor<4x1xf32>
  return %s : tensor<4x1xf32>
}
