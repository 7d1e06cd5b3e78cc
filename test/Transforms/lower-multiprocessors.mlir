// RUN: glu-opt %s --glu-lower-multiprocessors | FileCheck %s

// CHECK: llvm.func @gluMultiprocessors() -> i64
// CHECK-LABEL: func @twice
//       CHECK: %[[A:.*]] = llvm.call @gluMultiprocessors() : () -> i64
//       CHECK: arith.index_cast %[[A]] : i64 to index
//       CHECK: llvm.call @gluMultiprocessors() : () -> i64
func.func @twice() -> (index, index) {
  %0 = glu.multiprocessors
  %1 = glu.multiprocessors
  return %0, %1 : index, index
}
