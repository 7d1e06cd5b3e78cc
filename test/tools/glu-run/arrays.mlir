// Arguments in order, results in order, scalars from files of rank 0.

// RUN: %npy %t.x.npy '<f4' 2x2 1 2 3 4
// RUN: %npy %t.s.npy '<f4' - 10
// RUN: %npy %t.n.npy '<i4' - 3
// RUN: glu-run %s --arg=%t.x.npy --arg=%t.s.npy --arg=%t.n.npy --arg=%t.s.npy --out=%t.0.npy --out=%t.1.npy --out=%t.2.npy | count 0
// RUN: %npy %t.0.npy | FileCheck %s --check-prefix=TENSOR
// RUN: %npy %t.1.npy | FileCheck %s --check-prefix=INTEGER
// RUN: %npy %t.2.npy | FileCheck %s --check-prefix=RANK0

// TENSOR: <f4 2x2: 10 20 30 40
// INTEGER: <i4 -: 6
// RANK0: <f4 -: 20

// Fewer files than results, and none: the first elements are printed.
// RUN: glu-run %s --arg=%t.x.npy --arg=%t.s.npy --arg=%t.n.npy --arg=%t.s.npy --out=%t.0.npy | count 0
// RUN: glu-run %s --arg=%t.x.npy --arg=%t.s.npy --arg=%t.n.npy --arg=%t.s.npy | FileCheck %s --check-prefix=PRINT
// PRINT: result 0: 2x2xf32 [10, 20, 30, 40]
// PRINT-NEXT: result 1: i32 [6]
// PRINT-NEXT: result 2: f32 [20]

// What others write: other orders of bytes, wider and narrower floats.
// RUN: %npy %t.be.npy '>f4' 2x2 1 2 3 4
// RUN: %npy %t.half.npy '<f2' 2x2 1 2 3 4
// RUN: glu-run %s --arg=%t.be.npy --arg=%t.s.npy --arg=%t.n.npy --arg=%t.s.npy | FileCheck %s --check-prefix=PRINT
// RUN: glu-run %s --arg=%t.half.npy --arg=%t.s.npy --arg=%t.n.npy --arg=%t.s.npy | FileCheck %s --check-prefix=PRINT

func.func @scale(%x: tensor<2x2xf32>, %s: f32, %n: i32, %t: tensor<f32>)
    -> (tensor<2x2xf32>, i32, tensor<f32>) {
  %all = tensor.splat %s : tensor<2x2xf32>
  %y = arith.mulf %x, %all : tensor<2x2xf32>
  %m = arith.addi %n, %n : i32
  %u = arith.addf %t, %t : tensor<f32>
  return %y, %m, %u : tensor<2x2xf32>, i32, tensor<f32>
}
