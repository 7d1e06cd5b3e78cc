// RUN: glu-opt %s --transform-interpreter --split-input-file --verify-diagnostics | FileCheck %s

// Upstream's tiling works on the layers; a tile of x is a slice of rows.
// CHECK-LABEL: func @rows_of_ffn
// CHECK:         scf.for
// CHECK:           tensor.extract_slice %arg0[%{{.*}}, 0] [2, 8] [1, 1]
// CHECK:           glu.ffn relu {{.*}} -> tensor<2x8xf32>
func.func @rows_of_ffn(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %w2: tensor<16x8xf32>, %init: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %y = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) down(%w2 : tensor<16x8xf32>)
         outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}
module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["glu.ffn"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %op tile_sizes [2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}

// -----

// Where blocks of gate and value alternate, a tile holds whole blocks.
func.func @part_of_a_block(%x: tensor<4x8xf32>, %w: tensor<8x48xf32>, %init: tensor<4x24xf32>) -> tensor<4x24xf32> {
  // expected-error@below {{expected a tile of n that is a multiple of the interleave 4}}
  // expected-error@below {{to tile operation}}
  // expected-error@below {{failed to generate tiling loops}}
  %h = glu.gated_linear relu weights<interleaved = 4, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x48xf32>)
         outs(%init : tensor<4x24xf32>) -> tensor<4x24xf32>
  return %h : tensor<4x24xf32>
}
module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["glu.gated_linear"]} in %root : (!transform.any_op) -> !transform.any_op
    %tiled, %loop = transform.structured.tile_using_for %op tile_sizes [0, 6] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.yield
  }
}
