// RUN: glu-opt %s --pass-pipeline='builtin.module(func.func(convert-elementwise-to-linalg,glu-tile{target=avx512},canonicalize))' | FileCheck %s

// An argument is kept.
// CHECK-LABEL: func @argument
//  CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<?x16xf32>
//       CHECK: %[[ROWS:.+]] = tensor.dim %[[X]], %{{.+}}
//       CHECK: %[[EMPTY:.+]] = tensor.empty(%[[ROWS]]) : tensor<?x16xf32>
//       CHECK: scf.forall {{.*}} shared_outs(%{{.+}} = %[[EMPTY]])
func.func @argument(%x: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %0 = glu.activation mish(%x) : tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}

// CHECK-LABEL: func @gate
//       CHECK: %[[EMPTY:.+]] = tensor.empty() : tensor<8xf32>
//       CHECK: linalg.generic {{.*}} ins(%arg0, %arg1 : {{.*}}) outs(%[[EMPTY]] :
func.func @gate(%g: tensor<8xf32>, %v: tensor<8xf32>) -> tensor<8xf32> {
  %0 = glu.gate relu(%g, %v) : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// One that the caller gives away is overwritten.
// CHECK-LABEL: func @writable_argument
//   CHECK-NOT: tensor.empty
//       CHECK: outs(%arg0 :
func.func @writable_argument(
    %x: tensor<8xf32> {bufferization.writable = true}) -> tensor<8xf32> {
  %0 = glu.activation relu(%x) : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// So is the result of a layer that nobody else reads.
// CHECK-LABEL: func @result
//   CHECK-NOT: tensor.empty
//       CHECK: %[[H:.+]] = glu.linear
//       CHECK: linalg.generic {{.*}} outs(%[[H]] :
func.func @result(%x: tensor<1x8xf32>, %w: tensor<8x8xf32>,
                  %init: tensor<1x8xf32>) -> tensor<1x8xf32> {
  %h = glu.linear identity weights<in_out>
         ins(%x, %w : tensor<1x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<1x8xf32>) -> tensor<1x8xf32>
  %0 = glu.activation relu(%h) : tensor<1x8xf32>
  return %0 : tensor<1x8xf32>
}

// CHECK-LABEL: func @result_read_again
//       CHECK: %[[H:.+]] = glu.linear
//       CHECK: linalg.generic {{.*}} ins(%[[H]] : {{.*}}) outs(%[[EMPTY:.+]] :
//       CHECK: return %{{.+}}, %[[H]]
func.func @result_read_again(%x: tensor<1x8xf32>, %w: tensor<8x8xf32>,
                             %init: tensor<1x8xf32>)
    -> (tensor<1x8xf32>, tensor<1x8xf32>) {
  %h = glu.linear identity weights<in_out>
         ins(%x, %w : tensor<1x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<1x8xf32>) -> tensor<1x8xf32>
  %0 = glu.activation relu(%h) : tensor<1x8xf32>
  return %0, %h : tensor<1x8xf32>, tensor<1x8xf32>
}

// An init that is read is no mere destination.
// CHECK-LABEL: func @sum
//   CHECK-NOT: tensor.empty
//       CHECK: outs(%arg0 :
func.func @sum(%x: tensor<8xf32>) -> tensor<8xf32> {
  %0 = linalg.generic {
      indexing_maps = [affine_map<(n) -> (n)>, affine_map<(n) -> (n)>],
      iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%x : tensor<8xf32>) {
    ^bb0(%a: f32, %b: f32):
      %1 = arith.addf %a, %b : f32
      linalg.yield %1 : f32
  } -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// What is to be in the caller's array is computed there, layers included; its
// sizes may be read.
// CHECK-LABEL: func @materialize
//       CHECK: scf.forall {{.*}} shared_outs(%{{.+}} = %arg1)
//   CHECK-NOT: materialize_in_destination
func.func @materialize(%x: tensor<?xf32>,
                       %out: tensor<?xf32> {bufferization.writable = true})
    -> (tensor<?xf32>, index) {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %out, %c0 : tensor<?xf32>
  %0 = glu.activation relu(%x) : tensor<?xf32>
  %1 = bufferization.materialize_in_destination %0 in %out
         : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %1, %n : tensor<?xf32>, index
}

// CHECK-LABEL: func @materialize_ffn
//       CHECK: glu.linear relu {{.*}} outs(%[[HIDDEN:.+]] : tensor<2x8xf32>)
//       CHECK: glu.linear identity {{.*}} outs(%arg3 : tensor<2x8xf32>)
//   CHECK-NOT: materialize_in_destination
func.func @materialize_ffn(
    %x: tensor<2x8xf32>, %w: tensor<8x8xf32>, %w2: tensor<8x8xf32>,
    %out: tensor<2x8xf32> {bufferization.writable = true}) -> tensor<2x8xf32> {
  %init = tensor.empty() : tensor<2x8xf32>
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<2x8xf32>, tensor<8x8xf32>)
         down(%w2 : tensor<8x8xf32>)
         outs(%init : tensor<2x8xf32>) -> tensor<2x8xf32>
  %1 = bufferization.materialize_in_destination %0 in %out
         : (tensor<2x8xf32>, tensor<2x8xf32>) -> tensor<2x8xf32>
  return %1 : tensor<2x8xf32>
}

// An array that is read too gets its elements afterwards.
// CHECK-LABEL: func @materialize_in_operand
//       CHECK: materialize_in_destination %{{.+}} in %arg1
func.func @materialize_in_operand(
    %x: tensor<8xf32>, %out: tensor<8xf32> {bufferization.writable = true})
    -> tensor<8xf32> {
  %0 = glu.gate relu(%x, %out) : tensor<8xf32>
  %1 = bufferization.materialize_in_destination %0 in %out
         : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}

// So does one that must not be written: bufferization refuses that.
// CHECK-LABEL: func @materialize_in_kept_argument
//       CHECK: materialize_in_destination %{{.+}} in %arg1
func.func @materialize_in_kept_argument(%x: tensor<8xf32>, %out: tensor<8xf32>)
    -> tensor<8xf32> {
  %0 = glu.activation relu(%x) : tensor<8xf32>
  %1 = bufferization.materialize_in_destination %0 in %out
         : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  return %1 : tensor<8xf32>
}
