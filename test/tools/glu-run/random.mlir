// One seed, one sequence for each argument, whichever others are given.

// RUN: glu-run %s --random --out=%t.x.npy --out=%t.w.npy
// RUN: glu-run %s --random=0 --out=%t.x0.npy --out=%t.w0.npy
// RUN: glu-run %s --random=1 --out=%t.x1.npy --out=%t.w1.npy
// RUN: glu-run %s --random --arg=%t.x1.npy --out=%t.x2.npy --out=%t.w2.npy
// RUN: cmp %t.x.npy %t.x0.npy
// RUN: cmp %t.w.npy %t.w0.npy
// RUN: not cmp -s %t.x.npy %t.x1.npy
// RUN: not cmp -s %t.w.npy %t.w1.npy
// RUN: cmp %t.x1.npy %t.x2.npy
// RUN: cmp %t.w.npy %t.w2.npy

// The first numbers of seed 0, so that they stay the same.
// RUN: glu-run %s --random | FileCheck %s
// CHECK: result 0: 4x64xf32 [-1.11911, 0.307748, -0.200025, -0.273483,

func.func @f(%x: tensor<4x64xf32>, %w: tensor<64x8xf32>)
    -> (tensor<4x64xf32>, tensor<64x8xf32>) {
  return %x, %w : tensor<4x64xf32>, tensor<64x8xf32>
}
