// RUN: glu-opt %s --glu-to-cpu="target=avx512 stop-after=bufferize" | FileCheck %s --implicit-check-not=memref.alloc --implicit-check-not=memref.copy

// A new array, and nothing copied into it.
// CHECK-LABEL: func @activation
//       CHECK: %[[NEW:.+]] = memref.alloc
//       CHECK: scf.forall
//       CHECK: return %[[NEW]]
func.func @activation(%x: tensor<?xf32>) -> tensor<?xf32> {
  %0 = glu.activation swish<beta = 1.0>(%x) : tensor<?xf32>
  return %0 : tensor<?xf32>
}

// CHECK-LABEL: func @gate
//       CHECK: %[[NEW:.+]] = memref.alloc
//       CHECK: scf.forall
//       CHECK: return %[[NEW]]
func.func @gate(%g: tensor<?x2048xf32>, %v: tensor<?x2048xf32>)
    -> tensor<?x2048xf32> {
  %0 = glu.gate gelu<tanh>(%g, %v) : tensor<?x2048xf32>
  return %0 : tensor<?x2048xf32>
}

// The caller's array, and no other.
// CHECK-LABEL: func @destination
//  CHECK-SAME: %{{.+}}: memref<?xf32>, %[[OUT:[a-z0-9]+]]: memref<?xf32>
//       CHECK: scf.forall
//       CHECK: memref.subview %[[OUT]]
//       CHECK: return %[[OUT]]
func.func @destination(
    %x: tensor<?xf32>, %out: tensor<?xf32> {bufferization.writable = true})
    -> tensor<?xf32> {
  %0 = glu.activation mish(%x) : tensor<?xf32>
  %1 = bufferization.materialize_in_destination %0 in %out
         : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %1 : tensor<?xf32>
}

// CHECK-LABEL: func @static_destination
//  CHECK-SAME: %{{.+}}: memref<64x64xf32>, %[[OUT:[a-z0-9]+]]: memref<64x64xf32>
//       CHECK: memref.subview %[[OUT]]
//       CHECK: return %[[OUT]]
func.func @static_destination(
    %x: tensor<64x64xf32>,
    %out: tensor<64x64xf32> {bufferization.writable = true})
    -> tensor<64x64xf32> {
  %0 = glu.activation mish(%x) : tensor<64x64xf32>
  %1 = bufferization.materialize_in_destination %0 in %out
         : (tensor<64x64xf32>, tensor<64x64xf32>) -> tensor<64x64xf32>
  return %1 : tensor<64x64xf32>
}
