// RUN: glu-opt %s --glu-lower-vectors | FileCheck %s

// CHECK-LABEL: func @scalar_of_strided_memref
//       CHECK: %[[E:.+]] = memref.load %{{.+}}[%{{.+}}] : memref<4xf32, strided<[2]>>
//       CHECK: vector.broadcast %[[E]] : f32 to vector<f32>
func.func @scalar_of_strided_memref(%x: memref<4xf32, strided<[2]>>, %i: index)
    -> vector<f32> {
  %c0 = arith.constant 0.0 : f32
  %0 = vector.transfer_read %x[%i], %c0
      : memref<4xf32, strided<[2]>>, vector<f32>
  return %0 : vector<f32>
}
