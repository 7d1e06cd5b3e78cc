// RUN: glu-opt %s --pass-pipeline='builtin.module(func.func(glu-decompose-linalg))' | FileCheck %s
// RUN: glu-run %s --random --out=%t.cpu.npy
// RUN: glu-run %s --device=emulator --random --out=%t.gpu.npy
// RUN: cmp %t.cpu.npy %t.gpu.npy

// CHECK-LABEL: func @softmax
//   CHECK-NOT: linalg.softmax
//       CHECK: arith.maxnumf
//       CHECK: math.exp
//       CHECK: arith.addf
//       CHECK: arith.divf
func.func @softmax(%x: tensor<4x9xf32>) -> tensor<4x9xf32> {
  %init = tensor.empty() : tensor<4x9xf32>
  %0 = linalg.softmax dimension(1) ins(%x : tensor<4x9xf32>)
         outs(%init : tensor<4x9xf32>) -> tensor<4x9xf32>
  return %0 : tensor<4x9xf32>
}
