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

// Bits are bytes in memory, as scalars store them, and bits again in registers.
// CHECK-LABEL: func @bits
//  CHECK-SAME: %[[X:.+]]: memref<?xi1>, %[[I:.+]]: index, %[[V:.+]]: vector<16xi1>
//   CHECK-DAG: %[[BYTES:.+]] = builtin.unrealized_conversion_cast %[[X]] : memref<?xi1> to memref<?xi8>
//       CHECK: %[[READ:.+]] = vector.load %[[BYTES]][%[[I]]] : memref<?xi8>, vector<16xi8>
//       CHECK: %[[BITS:.+]] = arith.trunci %[[READ]] : vector<16xi8> to vector<16xi1>
//       CHECK: %[[AND:.+]] = arith.andi %[[BITS]], %[[V]] : vector<16xi1>
//       CHECK: %[[WIDE:.+]] = arith.extui %[[AND]] : vector<16xi1> to vector<16xi8>
//       CHECK: vector.store %[[WIDE]], %{{.+}}[%[[I]]] : memref<?xi8>, vector<16xi8>
func.func @bits(%x: memref<?xi1>, %i: index, %v: vector<16xi1>) {
  %false = arith.constant false
  %0 = vector.transfer_read %x[%i], %false {in_bounds = [true]}
      : memref<?xi1>, vector<16xi1>
  %1 = arith.andi %0, %v : vector<16xi1>
  vector.transfer_write %1, %x[%i] {in_bounds = [true]}
      : vector<16xi1>, memref<?xi1>
  return
}

// With a mask, past the end, and along a stride.
// CHECK-LABEL: func @transfers_of_bits
//  CHECK-SAME: %[[MASK:[a-z0-9]+]]: vector<8xi1>
//   CHECK-DAG: %[[PADDING:.+]] = arith.constant 1 : i8
//       CHECK: vector.maskedload %{{.+}}[%{{.+}}], %[[MASK]], %{{.+}} : memref<?xi8>, vector<8xi1>, vector<8xi8> into vector<8xi8>
//       CHECK: vector.transfer_read %{{.+}}[%{{.+}}], %[[PADDING]] : memref<?xi8>, vector<8xi8>
//       CHECK: vector.transfer_write %{{.+}} : vector<8xi8>, memref<8xi8, strided<[2]>>
func.func @transfers_of_bits(
    %mask: vector<8xi1>, %x: memref<?xi1>, %strided: memref<8xi1, strided<[2]>>,
    %i: index) -> vector<8xi1> {
  %c0 = arith.constant 0 : index
  %true = arith.constant true
  %0 = vector.transfer_read %x[%i], %true, %mask {in_bounds = [true]}
      : memref<?xi1>, vector<8xi1>
  %1 = vector.transfer_read %x[%i], %true : memref<?xi1>, vector<8xi1>
  vector.transfer_write %1, %strided[%c0] {in_bounds = [true]}
      : vector<8xi1>, memref<8xi1, strided<[2]>>
  return %0 : vector<8xi1>
}

// CHECK-LABEL: func @scalar_of_bits
//       CHECK: vector.load %{{.+}}[] : memref<i8>, vector<i8>
//       CHECK: vector.store %{{.+}}[] : memref<i8>, vector<i8>
func.func @scalar_of_bits(%x: memref<i1>, %y: memref<i1>) {
  %false = arith.constant false
  %0 = vector.transfer_read %x[], %false : memref<i1>, vector<i1>
  vector.transfer_write %0, %y[] : vector<i1>, memref<i1>
  return
}

// An array of LLVM's i24 has four bytes an element.
// CHECK-LABEL: func @three_bytes
//       CHECK: vector.load %{{.+}} : memref<?xi32>, vector<8xi32>
//       CHECK: vector.store %{{.+}} : memref<?xi8>, vector<8xi8>
func.func @three_bytes(%x: memref<?xi24>, %y: memref<?xi4>, %i: index) {
  %c0 = arith.constant 0 : i24
  %0 = vector.transfer_read %x[%i], %c0 {in_bounds = [true]}
      : memref<?xi24>, vector<8xi24>
  %1 = arith.trunci %0 : vector<8xi24> to vector<8xi4>
  vector.transfer_write %1, %y[%i] {in_bounds = [true]}
      : vector<8xi4>, memref<?xi4>
  return
}

// Whole bytes are what they are, in memory and in registers.
// CHECK-LABEL: func @bytes
//   CHECK-NOT: builtin.unrealized_conversion_cast
//       CHECK: vector.store %{{.+}} : memref<?xi8>, vector<16xi8>
func.func @bytes(%x: memref<?xi8>, %i: index, %v: vector<16xi8>) {
  vector.transfer_write %v, %x[%i] {in_bounds = [true]}
      : vector<16xi8>, memref<?xi8>
  return
}
