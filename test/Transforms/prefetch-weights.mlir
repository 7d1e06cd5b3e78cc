// RUN: glu-opt %s --glu-prefetch-weights --canonicalize | FileCheck %s

// Both lines of the row that is read 8 iterations later; x is not fetched.
// CHECK-LABEL: func @rows
// CHECK:         scf.for %[[K:[^ ]*]] =
// CHECK:           %[[AHEAD:.*]] = arith.addi %[[K]], %c8
// CHECK:           %[[ROW:.*]] = arith.minsi %[[AHEAD]], %c63
// CHECK:           memref.prefetch %arg1[%[[ROW]], %c0], read, locality<3>, data : memref<64x256xf32>
// CHECK-NEXT:      memref.prefetch %arg1[%[[ROW]], %c16], read, locality<3>, data : memref<64x256xf32>
// CHECK-NOT:       memref.prefetch
// CHECK:           vector.transfer_read %arg1[%[[K]], %c0]
func.func @rows(%x: memref<1x64xf32>, %w: memref<64x256xf32>) -> vector<32xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %f0 = arith.constant 0.0 : f32
  %zero = arith.constant dense<0.0> : vector<32xf32>
  %sum = scf.for %k = %c0 to %c64 step %c1 iter_args(%s = %zero) -> vector<32xf32> {
    %row = vector.transfer_read %w[%k, %c0], %f0 {in_bounds = [true]} : memref<64x256xf32>, vector<32xf32>
    %e = vector.transfer_read %x[%c0, %k], %f0 {in_bounds = [true], permutation_map = affine_map<(d0, d1) -> (0)>} : memref<1x64xf32>, vector<32xf32>
    %next = vector.fma %row, %e, %s : vector<32xf32>
    scf.yield %next : vector<32xf32>
  }
  return %sum : vector<32xf32>
}

// A loop without a product fetches nothing.
// CHECK-LABEL: func @no_product
// CHECK-NOT:     memref.prefetch
func.func @no_product(%w: memref<64x32xf32>) -> vector<32xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %f0 = arith.constant 0.0 : f32
  %zero = arith.constant dense<0.0> : vector<32xf32>
  %sum = scf.for %k = %c0 to %c64 step %c1 iter_args(%s = %zero) -> vector<32xf32> {
    %row = vector.transfer_read %w[%k, %c0], %f0 {in_bounds = [true]} : memref<64x32xf32>, vector<32xf32>
    %next = arith.addf %row, %s : vector<32xf32>
    scf.yield %next : vector<32xf32>
  }
  return %sum : vector<32xf32>
}
