// RUN: glu-opt %s --pass-pipeline='builtin.module(func.func(glu-tile{target=avx512},canonicalize,cse))' --split-input-file | FileCheck %s

// Panels of weights outside, rows inside; the rest of a dynamic m by a third of
// a tile, then by single rows; every tile static.
// CHECK-LABEL: func @dynamic_rows
// CHECK:         scf.forall {{.*}} to (%{{.*}}, 256) step (120, 128)
// CHECK:           scf.for %{{.*}} = %{{.*}} to %c128 step %c16
// CHECK:             scf.for %{{.*}} = %c0 to %{{.*}} step %c12
// CHECK:               glu.gated_linear {{.*}} -> tensor<12x16xf32>
// CHECK:             scf.for {{.*}} step %c4
// CHECK:               glu.gated_linear {{.*}} -> tensor<4x16xf32>
// CHECK:             scf.for {{.*}} step %c1
// CHECK:               glu.gated_linear {{.*}} -> tensor<1x16xf32>
func.func @dynamic_rows(%x: tensor<?x64xf32>, %w: tensor<64x256xf32>, %v: tensor<64x256xf32>, %init: tensor<?x256xf32>) -> tensor<?x256xf32> {
  %h = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x64xf32>, tensor<64x256xf32>, tensor<64x256xf32>)
         outs(%init : tensor<?x256xf32>) -> tensor<?x256xf32>
  return %h : tensor<?x256xf32>
}

// -----

// The rest of a static size is one smaller tile.
// CHECK-LABEL: func @static_rest
// CHECK-NOT:     scf.forall
// CHECK:         glu.linear {{.*}} -> tensor<12x32xf32>
// CHECK:         glu.linear {{.*}} -> tensor<2x32xf32>
// CHECK:         glu.linear {{.*}} -> tensor<12x24xf32>
// CHECK:         glu.linear {{.*}} -> tensor<2x24xf32>
func.func @static_rest(%x: tensor<14x8xf32>, %w: tensor<88x8xf32>, %init: tensor<14x88xf32>) -> tensor<14x88xf32> {
  %h = glu.linear identity weights<out_in> ins(%x, %w : tensor<14x8xf32>, tensor<88x8xf32>)
         outs(%init : tensor<14x88xf32>) -> tensor<14x88xf32>
  return %h : tensor<14x88xf32>
}

// -----

// What is left of n behind the tiles for threads is static too.
// CHECK-LABEL: func @rest_of_n
// CHECK:         scf.forall {{.*}} = (0) to (256) step (128)
// CHECK:         glu.gated_linear {{.*}} -> tensor<12x2xf32>
func.func @rest_of_n(%x: tensor<12x8xf32>, %w: tensor<8x258xf32>, %v: tensor<8x258xf32>, %init: tensor<12x258xf32>) -> tensor<12x258xf32> {
  %h = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w, %v : tensor<12x8xf32>, tensor<8x258xf32>, tensor<8x258xf32>)
         outs(%init : tensor<12x258xf32>) -> tensor<12x258xf32>
  return %h : tensor<12x258xf32>
}

// -----

// A tile of a packed weight is a pair of views of it.
// CHECK-LABEL: func @packed
// CHECK:         %[[G:.*]] = tensor.extract_slice %arg1[0, %{{.*}}] [8, 16] [1, 1]
// CHECK:         %[[V:.*]] = tensor.extract_slice %arg1[0, %{{.*}}] [8, 16] [1, 1]
// CHECK:         glu.gated_linear relu weights<separate, in_out> ins(%{{.*}}, %[[G]], %[[V]] :
func.func @packed(%x: tensor<6x8xf32>, %w: tensor<8x128xf32>, %init: tensor<6x64xf32>) -> tensor<6x64xf32> {
  %h = glu.gated_linear relu weights<gate_first, in_out> ins(%x, %w : tensor<6x8xf32>, tensor<8x128xf32>)
         outs(%init : tensor<6x64xf32>) -> tensor<6x64xf32>
  return %h : tensor<6x64xf32>
}

// -----

// Where blocks alternate a tile holds whole blocks.
// CHECK-LABEL: func @blocks
// CHECK:         glu.gated_linear relu weights<interleaved = 5, in_out> {{.*}} tensor<8x40xf32>{{.*}} -> tensor<6x20xf32>
func.func @blocks(%x: tensor<6x8xf32>, %w: tensor<8x140xf32>, %init: tensor<6x70xf32>) -> tensor<6x70xf32> {
  %h = glu.gated_linear relu weights<interleaved = 5, in_out> ins(%x, %w : tensor<6x8xf32>, tensor<8x140xf32>)
         outs(%init : tensor<6x70xf32>) -> tensor<6x70xf32>
  return %h : tensor<6x70xf32>
}

// -----

// Leading dimensions are one m; an ffn is its two layers.
// CHECK-LABEL: func @ffn
// CHECK:         tensor.collapse_shape %arg0 {{.*}} into tensor<6x8xf32>
// CHECK:         glu.linear relu {{.*}} -> tensor<6x16xf32>
// CHECK:         glu.linear identity {{.*}} -> tensor<6x8xf32>
// CHECK:         tensor.expand_shape {{.*}} into tensor<2x3x8xf32>
func.func @ffn(%x: tensor<2x3x8xf32>, %w: tensor<8x16xf32>, %w2: tensor<16x8xf32>, %init: tensor<2x3x8xf32>) -> tensor<2x3x8xf32> {
  %y = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<2x3x8xf32>, tensor<8x16xf32>) down(%w2 : tensor<16x8xf32>)
         outs(%init : tensor<2x3x8xf32>) -> tensor<2x3x8xf32>
  return %y : tensor<2x3x8xf32>
}

// -----

// Plain linalg is tiled by the same rules.
// CHECK-LABEL: func @matmul
// CHECK:         scf.for {{.*}} step %c32
// CHECK:           linalg.matmul {{.*}} -> tensor<12x32xf32>
func.func @matmul(%x: tensor<12x8xf32>, %w: tensor<8x64xf32>, %init: tensor<12x64xf32>) -> tensor<12x64xf32> {
  %0 = linalg.matmul ins(%x, %w : tensor<12x8xf32>, tensor<8x64xf32>) outs(%init : tensor<12x64xf32>) -> tensor<12x64xf32>
  return %0 : tensor<12x64xf32>
}

// -----

// The rest of a dynamic n by a quarter of a tile, then one by one.
// CHECK-LABEL: func @elementwise
// CHECK:         scf.forall {{.*}} step (16384)
// CHECK:           scf.for {{.*}} step %c32
// CHECK:             linalg.map {{.*}}tensor<32xf32>
// CHECK:           scf.for {{.*}} step %c8
// CHECK:             linalg.map {{.*}}tensor<8xf32>
// CHECK:           scf.for {{.*}} step %c1
// CHECK:             linalg.map {{.*}}tensor<1xf32>
func.func @elementwise(%x: tensor<?xf32>, %init: tensor<?xf32>) -> tensor<?xf32> {
  %0 = linalg.map { math.exp } ins(%x : tensor<?xf32>) outs(%init : tensor<?xf32>)
  return %0 : tensor<?xf32>
}

// -----

// A thread takes as many loops as hold enough work for it.
// CHECK-LABEL: func @batches
// CHECK:         scf.forall {{.*}} step (1, 4)
// CHECK-LABEL: func @heads
// CHECK:         scf.forall {{.*}} step (21)
// CHECK-LABEL: func @small
// CHECK-NOT:     scf.forall
func.func @batches(%x: tensor<?x?x4096xf32>, %init: tensor<?x?x4096xf32>) -> tensor<?x?x4096xf32> {
  %0 = linalg.map { math.exp } ins(%x : tensor<?x?x4096xf32>) outs(%init : tensor<?x?x4096xf32>)
  return %0 : tensor<?x?x4096xf32>
}
func.func @heads(%x: tensor<?x12x64xf32>, %init: tensor<?x12x64xf32>) -> tensor<?x12x64xf32> {
  %0 = linalg.map { math.exp } ins(%x : tensor<?x12x64xf32>) outs(%init : tensor<?x12x64xf32>)
  return %0 : tensor<?x12x64xf32>
}
func.func @small(%x: tensor<2x3x8xf32>, %init: tensor<2x3x8xf32>) -> tensor<2x3x8xf32> {
  %0 = linalg.map { math.exp } ins(%x : tensor<2x3x8xf32>) outs(%init : tensor<2x3x8xf32>)
  return %0 : tensor<2x3x8xf32>
}
