// RUN: glu-run %s --print-ir-after=linalg | FileCheck %s --check-prefix=LINALG
// LINALG: func.func @f
// LINALG: linalg.generic
// LINALG-NOT: result 0

// With arguments, it runs as well.
// RUN: glu-run %s --print-ir-after=llvm --random | FileCheck %s --check-prefix=LLVM
// LLVM: llvm.func @_mlir_ciface_f
// LLVM: result 0: 4x8xf32

func.func @f(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = glu.activation relu(%x) : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
