// RUN: glu-opt %s --convert-forall-to-openmp --split-input-file --verify-diagnostics | FileCheck %s

// A thread takes a contiguous share of the tiles.
// CHECK-LABEL: func @rows
//  CHECK-SAME: %[[N:.+]]: index, %[[X:.+]]: memref<?xf32>
//   CHECK-DAG: %[[STEP:.+]] = arith.constant 64 : index
//       CHECK: %[[TILES:.+]] = arith.ceildivsi %[[N]], %[[STEP]]
//       CHECK: %[[SEVERAL:.+]] = arith.cmpi sgt, %[[TILES]], %{{.+}}
//       CHECK: omp.parallel if(%[[SEVERAL]]) {
//       CHECK:   llvm.call @omp_get_thread_num()
//       CHECK:   %[[THREAD:.+]] = arith.index_cast
//       CHECK:   llvm.call @omp_get_num_threads()
//       CHECK:   %[[THREADS:.+]] = arith.index_cast
//       CHECK:   %[[AT:.+]] = arith.muli %[[THREAD]], %[[TILES]]
//       CHECK:   %[[FIRST:.+]] = arith.divsi %[[AT]], %[[THREADS]]
//       CHECK:   %[[NEXT:.+]] = arith.addi %[[THREAD]], %{{.+}}
//       CHECK:   %[[NEXT_AT:.+]] = arith.muli %[[NEXT]], %[[TILES]]
//       CHECK:   %[[END:.+]] = arith.divsi %[[NEXT_AT]], %[[THREADS]]
//       CHECK:   scf.for %[[TILE:.+]] = %[[FIRST]] to %[[END]] step
//       CHECK:     %[[I:.+]] = arith.muli %[[TILE]], %[[STEP]]
//       CHECK:     memref.store %{{.+}}, %[[X]][%[[I]]]
//       CHECK:   omp.terminator
func.func @rows(%n: index, %x: memref<?xf32>) {
  %zero = arith.constant 0.0 : f32
  scf.forall (%i) = (0) to (%n) step (64) {
    memref.store %zero, %x[%i] : memref<?xf32>
  }
  return
}

// -----

// The last loop runs fastest.
// CHECK-LABEL: func @rows_and_columns
//  CHECK-SAME: %[[M:.+]]: index, %[[N:.+]]: index
//       CHECK: scf.for %[[TILE:.+]] =
//       CHECK:   %[[COLUMN:.+]] = arith.remsi %[[TILE]], %[[COLUMNS:.+]] :
//       CHECK:   %[[ROW:.+]] = arith.divsi %[[TILE]], %[[COLUMNS]] :
//       CHECK:   memref.store %{{.+}}, %{{.+}}[%[[ROW_AT:.+]], %[[COLUMN_AT:.+]]]
func.func @rows_and_columns(%m: index, %n: index, %x: memref<?x?xf32>) {
  %zero = arith.constant 0.0 : f32
  scf.forall (%i, %j) = (1, 2) to (%m, %n) step (12, 32) {
    memref.store %zero, %x[%i, %j] : memref<?x?xf32>
  }
  return
}

// -----

func.func @tensors(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@below {{expected buffers, not tensors; bufferize first}}
  %0 = scf.forall (%i) = (0) to (8) step (4) shared_outs(%out = %x) -> tensor<8xf32> {
    %part = tensor.extract_slice %out[%i] [4] [1] : tensor<8xf32> to tensor<4xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %part into %out[%i] [4] [1] : tensor<4xf32> into tensor<8xf32>
    }
  }
  return %0 : tensor<8xf32>
}
