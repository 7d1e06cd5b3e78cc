// Sizes that the function leaves open come from the arrays given, as far as ops
// say that they agree, and else from --dynamic-size.

// RUN: %npy %t.w.npy '<f4' 3x5 1
// RUN: glu-run %s --entry=layer --random --dynamic-size=7 | FileCheck %s --check-prefix=SIZE
// SIZE: result 0: 7x7xf32
// RUN: %npy %t.x.npy '<f4' 2x3 1
// RUN: glu-run %s --entry=layer --random --dynamic-size=7 --arg=%t.x.npy | FileCheck %s --check-prefix=X
// X: result 0: 2x7xf32
// RUN: glu-run %s --entry=layer --random --arg=%t.x.npy --arg=%t.w.npy | FileCheck %s --check-prefix=XW
// XW: result 0: 2x5xf32 {{\[}}3, 3, 3, 3, 3

// A packed weight holds n twice, so n is half of what the weight has.
// RUN: glu-run %s --entry=packed --random --dynamic-size=6 | FileCheck %s --check-prefix=PACKED
// PACKED: result 0: 6x3xf32

// RUN: %npy %t.bad.npy '<f4' 4x5 1
// RUN: not glu-run %s --entry=layer --random --arg=%t.x.npy --arg=%t.bad.npy 2>&1 | FileCheck %s --check-prefix=BAD
// BAD: glu-run: error: argument 1 has size 4 in dimension 0, but the function and the arguments before it ask for 3
// RUN: %npy %t.odd.npy '<f4' 3x8 1
// RUN: %npy %t.init.npy '<f4' 2x5 1
// RUN: not glu-run %s --entry=packed --arg=%t.x.npy --arg=%t.odd.npy --arg=%t.init.npy 2>&1 | FileCheck %s --check-prefix=HALF
// HALF: argument 2 has size 5 in dimension 1, but the function and the arguments before it ask for 4

func.func @layer(%x: tensor<?x?xf32>, %w: tensor<?x?xf32>, %init: tensor<?x?xf32>)
    -> tensor<?x?xf32> {
  %y = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x?xf32>, tensor<?x?xf32>)
         outs(%init : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

func.func @packed(%x: tensor<?x?xf32>, %w: tensor<?x?xf32>, %init: tensor<?x?xf32>)
    -> tensor<?x?xf32> {
  %y = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<?x?xf32>, tensor<?x?xf32>)
         outs(%init : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %y : tensor<?x?xf32>
}

// The elements of a constant are no sizes.
// RUN: %npy %t.k.npy '<i8' 5 1 2 3 4 5
// RUN: glu-run %s --entry=masked --arg=%t.k.npy | FileCheck %s --check-prefix=MASKED
// MASKED: result 0: 5xi64 [3, 4, 5, 6, 7]

func.func @masked(%k: tensor<5xi64>) -> tensor<5xi64> {
  %two = arith.constant dense<2> : tensor<5xi64>
  %y = arith.addi %k, %two : tensor<5xi64>
  return %y : tensor<5xi64>
}
