// 2 * 4 * 8 * 16 = 1024 operations: both rates are there. Without products
// there is only one.

// RUN: glu-run %s --random --benchmark=2 --threads=1 | FileCheck %s
// CHECK: benchmark: 2 rounds of {{[0-9]+}} calls
// CHECK-NEXT: cpu time: best {{.*}} ms, median {{.*}} ms
// CHECK-NEXT: wall time: best {{.*}} ms, median {{.*}} ms
// CHECK-NEXT: at the best cpu time: {{.*}} GFLOP/s, {{.*}} GB/s of arguments and results

// RUN: glu-run %s --entry=act --random --benchmark=1 --threads=1 | FileCheck %s --check-prefix=ACT
// ACT: benchmark: 1 rounds
// ACT-NOT: GFLOP/s
// ACT: GB/s

func.func @main(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %init: tensor<4x16xf32>)
    -> tensor<4x16xf32> {
  %y = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  return %y : tensor<4x16xf32>
}

func.func @act(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = glu.activation relu(%x) : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
