// RUN: glu-opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" --cse --canonicalize | FileCheck %s

// The code stands where the op stood, and writes the result in place. A
// buffer fits an argument whose layout says less.
// CHECK-LABEL: func @in_place
// CHECK-SAME: (%[[X:.*]]: memref<?x8xf32>, %[[BETA:.*]]: f32, %[[OUT:.*]]: memref<?x8xf32>
// CHECK-NOT: alloc
// CHECK-NOT: memref.copy
// CHECK: linalg.exp ins(%[[X]] : memref<?x8xf32>) outs(%[[OUT]] : memref<?x8xf32>)
// CHECK-NEXT: memref.store %[[BETA]], %[[OUT]]
// CHECK-NEXT: return %[[OUT]]
func.func @in_place(%x: tensor<?x8xf32>, %beta: f32, %init: tensor<?x8xf32> {bufferization.writable = true}) -> tensor<?x8xf32> {
  %0 = glu.kernel ins(%x, %beta : tensor<?x8xf32>, f32) outs(%init : tensor<?x8xf32>) {
  ^bb0(%from: memref<?x8xf32, strided<[?, 1], offset: ?>>, %b: f32, %to: memref<?x8xf32>):
    %c0 = arith.constant 0 : index
    linalg.exp ins(%from : memref<?x8xf32, strided<[?, 1], offset: ?>>) outs(%to : memref<?x8xf32>)
    memref.store %b, %to[%c0, %c0] : memref<?x8xf32>
  } -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// A slice of rows lies as an argument with strides says; where the code wants an
// array without gaps, an input is copied before it.
// CHECK-LABEL: func @inputs
// CHECK-SAME: (%[[X:.*]]: memref<?x16xf32>, %[[OUT:.*]]: memref<?x8xf32>
// CHECK-DAG: %[[SLICE:.*]] = memref.subview %[[X]][0, 4]
// CHECK-DAG: %[[M:.*]] = memref.dim %[[X]]
// CHECK: %[[COPY:.*]] = memref.alloc(%[[M]]) {{.*}}: memref<?x8xf32>
// CHECK: memref.copy %[[SLICE]], %[[COPY]]
// CHECK-NOT: memref.copy
// CHECK: linalg.add ins(%[[COPY]], %[[SLICE]] : memref<?x8xf32>, memref<?x8xf32, strided<[16, 1], offset: 4>>) outs(%[[OUT]] :
// CHECK-NOT: memref.copy
// CHECK: return
func.func @inputs(%x: tensor<?x16xf32>, %init: tensor<?x8xf32> {bufferization.writable = true}) -> tensor<?x8xf32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x16xf32>
  %slice = tensor.extract_slice %x[0, 4] [%m, 8] [1, 1] : tensor<?x16xf32> to tensor<?x8xf32>
  %0 = glu.kernel ins(%slice, %slice : tensor<?x8xf32>, tensor<?x8xf32>) outs(%init : tensor<?x8xf32>) {
  ^bb0(%a: memref<?x8xf32>, %b: memref<?x8xf32, strided<[?, 1], offset: ?>>, %to: memref<?x8xf32>):
    linalg.add ins(%a, %b : memref<?x8xf32>, memref<?x8xf32, strided<[?, 1], offset: ?>>) outs(%to : memref<?x8xf32>)
  } -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// A result is copied behind the code. It is never read, so not before.
// CHECK-LABEL: func @result
// CHECK-SAME: (%[[X:.*]]: memref<4x8xf32>, %[[OUT:.*]]: memref<4x16xf32>
// CHECK-DAG: %[[SLICE:.*]] = memref.subview %[[OUT]][0, 4]
// CHECK-DAG: %[[COPY:.*]] = memref.alloc() {{.*}}: memref<4x8xf32>
// CHECK-NOT: memref.copy
// CHECK: linalg.exp ins(%[[X]] : memref<4x8xf32>) outs(%[[COPY]] : memref<4x8xf32>)
// CHECK-NEXT: memref.copy %[[COPY]], %[[SLICE]]
// CHECK-NOT: memref.copy
// CHECK: return %[[OUT]]
func.func @result(%x: tensor<4x8xf32>, %out: tensor<4x16xf32> {bufferization.writable = true}) -> tensor<4x16xf32> {
  %init = tensor.extract_slice %out[0, 4] [4, 8] [1, 1] : tensor<4x16xf32> to tensor<4x8xf32>
  %0 = glu.kernel ins(%x : tensor<4x8xf32>) outs(%init : tensor<4x8xf32>) {
  ^bb0(%from: memref<4x8xf32>, %to: memref<4x8xf32>):
    linalg.exp ins(%from : memref<4x8xf32>) outs(%to : memref<4x8xf32>)
  } -> tensor<4x8xf32>
  %1 = tensor.insert_slice %0 into %out[0, 4] [4, 8] [1, 1] : tensor<4x8xf32> into tensor<4x16xf32>
  return %1 : tensor<4x16xf32>
}

// An init that is read afterwards stays as it was.
// CHECK-LABEL: func @init_read_later
// CHECK-SAME: (%[[X:.*]]: memref<8xf32>, %[[INIT:.*]]: memref<8xf32>
// CHECK: %[[NEW:.*]] = memref.alloc() {{.*}}: memref<8xf32>
// CHECK-NOT: memref.copy
// CHECK: linalg.exp ins(%[[X]] : memref<8xf32>) outs(%[[NEW]] : memref<8xf32>)
// CHECK: return %[[NEW]], %[[INIT]]
func.func @init_read_later(%x: tensor<8xf32>, %init: tensor<8xf32> {bufferization.writable = true}) -> (tensor<8xf32>, tensor<8xf32>) {
  %0 = glu.kernel ins(%x : tensor<8xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%from: memref<8xf32>, %to: memref<8xf32>):
    linalg.exp ins(%from : memref<8xf32>) outs(%to : memref<8xf32>)
  } -> tensor<8xf32>
  return %0, %init : tensor<8xf32>, tensor<8xf32>
}
