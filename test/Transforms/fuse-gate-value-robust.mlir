// RUN: glu-opt %s --allow-unregistered-dialect --glu-fuse-gate-value | FileCheck %s
// RUN: glu-opt %s --allow-unregistered-dialect --glu-fuse-gate-value -o %t
// RUN: glu-opt %t --allow-unregistered-dialect --glu-fuse-gate-value | diff %t -

// Odd but valid: sizes of 0 and 1, ranks that no layer has, ops in between.

// CHECK-LABEL: func @no_inner
// CHECK: glu.gated_linear relu weights<separate, in_out> ins({{.*}} : tensor<4x0xf32>, tensor<0x16xf32>, tensor<0x16xf32>)
func.func @no_inner(%x: tensor<4x0xf32>, %w: tensor<0x16xf32>, %v: tensor<0x16xf32>) -> tensor<4x16xf32> {
  %init = arith.constant dense<0.0> : tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x0xf32>, tensor<0x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x0xf32>, tensor<0x16xf32>) outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = glu.gate relu(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// CHECK-LABEL: func @no_channels
// CHECK: glu.gated_linear relu weights<separate, in_out> ins({{.*}} : tensor<0x8xf32>, tensor<8x0xf32>, tensor<8x0xf32>)
func.func @no_channels(%x: tensor<0x8xf32>, %w: tensor<8x0xf32>, %v: tensor<8x0xf32>) -> tensor<0x0xf32> {
  %init = arith.constant dense<0.0> : tensor<0x0xf32>
  %g = linalg.matmul ins(%x, %w : tensor<0x8xf32>, tensor<8x0xf32>) outs(%init : tensor<0x0xf32>) -> tensor<0x0xf32>
  %u = linalg.matmul ins(%x, %v : tensor<0x8xf32>, tensor<8x0xf32>) outs(%init : tensor<0x0xf32>) -> tensor<0x0xf32>
  %h = glu.gate relu(%g, %u) : tensor<0x0xf32>
  return %h : tensor<0x0xf32>
}

// With one channel for each, halves and every second one are the same.
// CHECK-LABEL: func @one_channel
// CHECK: glu.gated_linear relu weights<value_first, in_out> ins({{.*}} : tensor<4x8xf32>, tensor<8x2xf32>)
func.func @one_channel(%x: tensor<4x8xf32>, %p: tensor<8x2xf32>, %i: tensor<4x1xf32>) -> tensor<4x1xf32> {
  %w = tensor.extract_slice %p[0, 0] [8, 1] [1, 1] : tensor<8x2xf32> to tensor<8x1xf32>
  %v = tensor.extract_slice %p[0, 1] [8, 1] [1, 1] : tensor<8x2xf32> to tensor<8x1xf32>
  %g = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x1xf32>) outs(%i : tensor<4x1xf32>) -> tensor<4x1xf32>
  %u = glu.linear relu weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x1xf32>) outs(%i : tensor<4x1xf32>) -> tensor<4x1xf32>
  %h = arith.mulf %g, %u : tensor<4x1xf32>
  return %h : tensor<4x1xf32>
}

// CHECK-LABEL: func @all_dynamic
// CHECK-SAME: %[[X:[a-z0-9]*]]: tensor<?x?x?xf32>, %[[P:[a-z0-9]*]]: tensor<?x?xf32>, %[[N:[a-z0-9]*]]: index, %{{.*}}: tensor<?x?x?xf32>, %[[W2:[a-z0-9]*]]: tensor<?x?xf32>
// CHECK-DAG: %[[W:.*]] = tensor.extract_slice %[[P]][0, 0]
// CHECK-DAG: %[[V:.*]] = tensor.extract_slice %[[P]][%[[N]], 0]
// CHECK-DAG: %[[A:.*]] = tensor.dim %[[X]], %c0
// CHECK-DAG: %[[B:.*]] = tensor.dim %[[X]], %c1
// CHECK-DAG: %[[C:.*]] = tensor.dim %[[W2]], %c1
// CHECK: %[[E:.*]] = tensor.empty(%[[A]], %[[B]], %[[C]])
// CHECK: glu.ffn relu weights<separate, out_in> down<in_out> ins(%[[X]], %[[W]], %[[V]] : {{.*}}) down(%[[W2]] : {{.*}}) outs(%[[E]] :
func.func @all_dynamic(%x: tensor<?x?x?xf32>, %p: tensor<?x?xf32>, %n: index, %i: tensor<?x?x?xf32>, %w2: tensor<?x?xf32>) -> tensor<?x?x?xf32> {
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %k = tensor.dim %p, %c1 : tensor<?x?xf32>
  %w = tensor.extract_slice %p[0, 0] [%n, %k] [1, 1] : tensor<?x?xf32> to tensor<?x?xf32>
  %v = tensor.extract_slice %p[%n, 0] [%n, %k] [1, 1] : tensor<?x?xf32> to tensor<?x?xf32>
  %g = glu.linear relu weights<out_in> ins(%x, %w : tensor<?x?x?xf32>, tensor<?x?xf32>) outs(%i : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %u = glu.linear identity weights<out_in> ins(%x, %v : tensor<?x?x?xf32>, tensor<?x?xf32>) outs(%i : tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %h = arith.mulf %g, %u : tensor<?x?x?xf32>
  %init = tensor.splat %zero[%n, %n, %n] : tensor<?x?x?xf32>
  %y = linalg.generic {
      indexing_maps = [affine_map<(a, b, n, k) -> (a, b, k)>, affine_map<(a, b, n, k) -> (k, n)>, affine_map<(a, b, n, k) -> (a, b, n)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%h, %w2 : tensor<?x?x?xf32>, tensor<?x?xf32>) outs(%init : tensor<?x?x?xf32>) {
  ^bb0(%a: f32, %b: f32, %s: f32):
    %q = arith.mulf %a, %b : f32
    %t = arith.addf %s, %q : f32
    linalg.yield %t : f32
  } -> tensor<?x?x?xf32>
  return %y : tensor<?x?x?xf32>
}

// Static sizes are known in one place only.
// CHECK-LABEL: func @static_here_and_there
// CHECK: glu.gated_linear relu weights<separate, in_out> ins({{.*}} : tensor<?x8xf32>, tensor<?x16xf32>, tensor<8x?xf32>) outs({{.*}} : tensor<4x?xf32>)
func.func @static_here_and_there(%x: tensor<?x8xf32>, %w: tensor<?x16xf32>, %v: tensor<8x?xf32>, %i: tensor<4x?xf32>) -> tensor<4x?xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<?x16xf32>) outs(%i : tensor<4x?xf32>) -> tensor<4x?xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<?x8xf32>, tensor<8x?xf32>) outs(%i : tensor<4x?xf32>) -> tensor<4x?xf32>
  %h = arith.mulf %g, %u : tensor<4x?xf32>
  return %h : tensor<4x?xf32>
}

// x comes after the weights, and the site is in a region of its own.
// CHECK-LABEL: func @in_region
// CHECK: scf.if
// CHECK: %[[X:.*]] = tensor.extract_slice
// CHECK: %[[H:.*]] = glu.gated_linear relu weights<separate, in_out> ins(%[[X]], %[[W:.*]], %[[W]] :
// CHECK: scf.yield %[[H]]
func.func @in_region(%w: tensor<16x8xf32>, %xs: tensor<9x8xf32>, %i: tensor<4x16xf32>, %e: tensor<8x16xf32>, %c: i1) -> tensor<4x16xf32> {
  %wt = linalg.transpose ins(%w : tensor<16x8xf32>) outs(%e : tensor<8x16xf32>) permutation = [1, 0]
  %wc = tensor.cast %wt : tensor<8x16xf32> to tensor<?x16xf32>
  %r = scf.if %c -> tensor<4x16xf32> {
    %x = tensor.extract_slice %xs[1, 0] [4, 8] [1, 1] : tensor<9x8xf32> to tensor<4x8xf32>
    %u = glu.linear identity weights<in_out> ins(%x, %wc : tensor<4x8xf32>, tensor<?x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
    %g = glu.linear relu weights<in_out> ins(%x, %wc : tensor<4x8xf32>, tensor<?x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
    %h = arith.mulf %g, %u : tensor<4x16xf32>
    scf.yield %h : tensor<4x16xf32>
  } else {
    scf.yield %i : tensor<4x16xf32>
  }
  return %r : tensor<4x16xf32>
}

// Two layers, one after the other.
// CHECK-LABEL: func @two_layers
// CHECK: %[[Y:.*]] = glu.ffn relu
// CHECK: %[[Z:.*]] = glu.ffn tanh {{.*}} ins(%[[Y]],
// CHECK: return %[[Z]]
func.func @two_layers(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %i: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %h = arith.mulf %g, %u : tensor<4x8xf32>
  %y = glu.linear identity weights<in_out> ins(%h, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %g2 = glu.linear tanh weights<in_out> ins(%y, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %u2 = glu.linear identity weights<in_out> ins(%y, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %h2 = arith.mulf %g2, %u2 : tensor<4x8xf32>
  %y2 = glu.linear identity weights<in_out> ins(%h2, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y2 : tensor<4x8xf32>
}

// A packed product that reads a hidden layer is gate and value of the next
// layer, not a down projection.
// CHECK-LABEL: func @packed_after_hidden
// CHECK: %[[H:.*]] = glu.linear relu
// CHECK: glu.gated_linear tanh weights<gate_first, in_out> ins(%[[H]],
func.func @packed_after_hidden(%x: tensor<4x8xf32>, %w: tensor<8x8xf32>, %i: tensor<4x8xf32>) -> tensor<4x4xf32> {
  %h = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %y = glu.linear identity weights<in_out> ins(%h, %w : tensor<4x8xf32>, tensor<8x8xf32>) outs(%i : tensor<4x8xf32>) -> tensor<4x8xf32>
  %g = tensor.extract_slice %y[0, 0] [4, 4] [1, 1] : tensor<4x8xf32> to tensor<4x4xf32>
  %u = tensor.extract_slice %y[0, 4] [4, 4] [1, 1] : tensor<4x8xf32> to tensor<4x4xf32>
  %a = glu.activation tanh(%g) : tensor<4x4xf32>
  %p = arith.mulf %a, %u : tensor<4x4xf32>
  return %p : tensor<4x4xf32>
}

// What the layer overwrites is found behind the fill.
// CHECK-LABEL: func @destination
// CHECK-SAME: %[[OUT:[a-z0-9]*]]: tensor<4x8xf32>)
// CHECK-NOT: linalg.fill
// CHECK: glu.ffn {{.*}} outs(%[[OUT]] :
func.func @destination(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %w2: tensor<16x8xf32>, %i: tensor<4x16xf32>, %out: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %init = linalg.fill ins(%zero : f32) outs(%out : tensor<4x8xf32>) -> tensor<4x8xf32>
  %h = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %y = linalg.matmul ins(%h, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) outs(%init : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

// Nothing of this is a layer.
// CHECK-LABEL: func @rank0
// CHECK-COUNT-2: arith.mulf
func.func @rank0(%t: tensor<f32>, %a: tensor<4xf32>) -> tensor<f32> {
  %z = arith.constant dense<0.0> : tensor<f32>
  %d = linalg.dot ins(%a, %a : tensor<4xf32>, tensor<4xf32>) outs(%z : tensor<f32>) -> tensor<f32>
  %s = tensor.extract_slice %d[] [] [] : tensor<f32> to tensor<f32>
  %e = tensor.expand_shape %s [] output_shape [1, 1] : tensor<f32> into tensor<1x1xf32>
  %c = tensor.collapse_shape %e [] : tensor<1x1xf32> into tensor<f32>
  %m = arith.mulf %c, %d : tensor<f32>
  %n = glu.activation relu(%m) : tensor<f32>
  %r = arith.mulf %n, %t : tensor<f32>
  return %r : tensor<f32>
}

// CHECK-LABEL: func @unranked
// CHECK: arith.addf
// CHECK: arith.mulf
func.func @unranked(%a: tensor<*xf32>, %b: tensor<*xf32>) -> tensor<*xf32> {
  %n = arith.addf %a, %b : tensor<*xf32>
  %m = arith.mulf %n, %b : tensor<*xf32>
  return %m : tensor<*xf32>
}

// CHECK-LABEL: func @other_numbers
// CHECK: arith.muli
// CHECK: vector
// CHECK: memref
func.func @other_numbers(%x: tensor<4x8xi32>, %w: tensor<8x16xi32>, %v: vector<4xf32>, %m: memref<4x8xf32>, %n: memref<8x4xf32>, %o: memref<4x4xf32>) -> (tensor<4x16xi32>, vector<4xf32>) {
  %init = arith.constant dense<0> : tensor<4x16xi32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xi32>, tensor<8x16xi32>) outs(%init : tensor<4x16xi32>) -> tensor<4x16xi32>
  %h = arith.muli %g, %g : tensor<4x16xi32>
  %p = arith.mulf %v, %v : vector<4xf32>
  linalg.matmul ins(%m, %n : memref<4x8xf32>, memref<8x4xf32>) outs(%o : memref<4x4xf32>)
  linalg.mul ins(%o, %o : memref<4x4xf32>, memref<4x4xf32>) outs(%o : memref<4x4xf32>)
  return %h, %p : tensor<4x16xi32>, vector<4xf32>
}

// Code that is never reached, and a graph, may go round in circles.
// CHECK-LABEL: func @circle
func.func @circle(%v: tensor<4x4xf32>) {
  return
^bb1:
  %a = glu.activation relu(%b) : tensor<4x4xf32>
  %b = glu.activation relu(%a) : tensor<4x4xf32>
  %m = arith.mulf %a, %b : tensor<4x4xf32>
  "test.use"(%m) : (tensor<4x4xf32>) -> ()
  cf.br ^bb1
}

// CHECK-LABEL: module @graph
// CHECK: arith.mulf
module @graph {
  %a = glu.activation relu(%b) : tensor<4x4xf32>
  %b = glu.activation relu(%a) : tensor<4x4xf32>
  %m = arith.mulf %a, %b : tensor<4x4xf32>
  "test.use"(%m) : (tensor<4x4xf32>) -> ()
}
