// RUN: glu-opt %s --convert-linalg-to-gpu --canonicalize --cse | FileCheck %s

// Neighbouring threads take neighbours of a row; the first operand of the
// division stays the number of the thread.
// CHECK-LABEL: func @elementwise
//  CHECK-SAME: %[[X:.*]]: memref<?x24xf32>, %[[OUT:.*]]: memref<?x24xf32>
//   CHECK-DAG: %[[C24:.*]] = arith.constant 24 : index
//   CHECK-DAG: %[[C256:.*]] = arith.constant 256 : index
//       CHECK: %[[COUNT:.*]] = arith.muli %{{.*}}, %[[C24]]
//       CHECK: gpu.launch
//  CHECK-SAME: function(@elements)
//       CHECK:   %[[FIRST:.*]] = arith.muli %{{.*}}, %[[C256]]
//       CHECK:   %[[THREAD:.*]] = arith.addi %[[FIRST]]
//       CHECK:   %[[INSIDE:.*]] = arith.cmpi slt, %[[THREAD]], %[[COUNT]]
//       CHECK:   scf.if %[[INSIDE]]
//       CHECK:     %[[COLUMN:.*]] = arith.remui %[[THREAD]], %[[C24]]
//       CHECK:     %[[ROW:.*]] = arith.divui %[[THREAD]], %[[C24]]
//       CHECK:     memref.load %[[X]][%[[ROW]], %[[COLUMN]]]
//   CHECK-NOT:     memref.load
//       CHECK:     memref.store %{{.*}}, %[[OUT]][%[[ROW]], %[[COLUMN]]]
func.func @elementwise(%x: memref<?x24xf32>, %out: memref<?x24xf32>) {
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>,
                                   affine_map<(i, j) -> (i, j)>],
                  iterator_types = ["parallel", "parallel"]}
      ins(%x : memref<?x24xf32>) outs(%out : memref<?x24xf32>) {
  ^bb0(%a: f32, %o: f32):
    %n = arith.negf %a : f32
    linalg.yield %n : f32
  }
  return
}

// One thread a row, which loads and stores its sum once.
// CHECK-LABEL: func @sum
//       CHECK: gpu.launch
//       CHECK:   %[[INIT:.*]] = memref.load %{{.*}} : memref<5xf32>
//       CHECK:   %[[SUM:.*]] = scf.for {{.*}} iter_args(%{{.*}} = %[[INIT]])
//       CHECK:     memref.load %{{.*}} : memref<5x9xf32>
//   CHECK-NOT:     memref.store
//       CHECK:   }
//  CHECK-NEXT:   memref.store %[[SUM]]
func.func @sum(%x: memref<5x9xf32>, %out: memref<5xf32>) {
  linalg.reduce ins(%x : memref<5x9xf32>) outs(%out : memref<5xf32>)
      dimensions = [1]
    (%a: f32, %o: f32) {
      %s = arith.addf %a, %o : f32
      linalg.yield %s : f32
    }
  return
}

// No parallel loop: one thread.
// CHECK-LABEL: func @scalar
//   CHECK-DAG: %[[C1:.*]] = arith.constant 1 : index
//       CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %[[C1]],
//       CHECK:   scf.for
//       CHECK:   memref.store %{{.*}}, %{{.*}}[] : memref<f32>
func.func @scalar(%x: memref<9xf32>, %out: memref<f32>) {
  linalg.reduce ins(%x : memref<9xf32>) outs(%out : memref<f32>) dimensions = [0]
    (%a: f32, %o: f32) {
      %s = arith.addf %a, %o : f32
      linalg.yield %s : f32
    }
  return
}

// Positions are those of the loops.
// CHECK-LABEL: func @positions
//   CHECK-NOT: linalg.index
//       CHECK: arith.index_cast %{{.*}} : index to i32
func.func @positions(%out: memref<4x6xi32>) {
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>],
                  iterator_types = ["parallel", "parallel"]}
      outs(%out : memref<4x6xi32>) {
  ^bb0(%o: i32):
    %j = linalg.index 1 : index
    %n = arith.index_cast %j : index to i32
    linalg.yield %n : i32
  }
  return
}

// CHECK-LABEL: func @copy
//   CHECK-NOT: memref.copy
//       CHECK: gpu.launch
func.func @copy(%x: memref<4x6xf32, strided<[12, 1], offset: ?>>, %out: memref<4x6xf32>) {
  memref.copy %x, %out : memref<4x6xf32, strided<[12, 1], offset: ?>> to memref<4x6xf32>
  return
}
