// RUN: glu-opt %s --glu-return-destinations | FileCheck %s

// CHECK-LABEL: func @written
//  CHECK-SAME: %[[OUT:[a-z0-9]+]]: memref<8xf32>
//   CHECK-NOT: bufferization.clone
//       CHECK: return %[[OUT]]
func.func @written(%out: memref<8xf32>) -> memref<8xf32> {
  %zero = arith.constant 0.0 : f32
  %i = arith.constant 0 : index
  memref.store %zero, %out[%i] : memref<8xf32>
  %0 = bufferization.clone %out : memref<8xf32> to memref<8xf32>
  return %0 : memref<8xf32>
}

// CHECK-LABEL: func @view_written
//   CHECK-NOT: bufferization.clone
func.func @view_written(%out: memref<8xf32>) -> memref<8xf32> {
  %zero = arith.constant 0.0 : f32
  %half = memref.subview %out[4] [4] [1]
            : memref<8xf32> to memref<4xf32, strided<[1], offset: 4>>
  linalg.fill ins(%zero : f32)
              outs(%half : memref<4xf32, strided<[1], offset: 4>>)
  %0 = bufferization.clone %out : memref<8xf32> to memref<8xf32>
  return %0 : memref<8xf32>
}

// The result of a function is a new array.
// CHECK-LABEL: func @read
//       CHECK: %[[NEW:.+]] = bufferization.clone
//       CHECK: return %[[NEW]]
func.func @read(%x: memref<8xf32>) -> memref<8xf32> {
  %i = arith.constant 0 : index
  %half = memref.subview %x[4] [4] [1]
            : memref<8xf32> to memref<4xf32, strided<[1], offset: 4>>
  %e = memref.load %half[%i] : memref<4xf32, strided<[1], offset: 4>>
  %0 = bufferization.clone %x : memref<8xf32> to memref<8xf32>
  return %0 : memref<8xf32>
}

// Who calls it inside the module frees what comes back.
// CHECK-LABEL: func @called
//       CHECK: bufferization.clone
func.func @called(%out: memref<8xf32>) -> memref<8xf32> {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%out : memref<8xf32>)
  %0 = bufferization.clone %out : memref<8xf32> to memref<8xf32>
  return %0 : memref<8xf32>
}

// CHECK-LABEL: func private @private
//       CHECK: bufferization.clone
func.func private @private(%out: memref<8xf32>) -> memref<8xf32> {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%out : memref<8xf32>)
  %0 = bufferization.clone %out : memref<8xf32> to memref<8xf32>
  return %0 : memref<8xf32>
}

func.func @caller(%x: memref<8xf32>) {
  %0 = call @called(%x) : (memref<8xf32>) -> memref<8xf32>
  memref.dealloc %0 : memref<8xf32>
  return
}
