// Remarks go to stderr, with the place in the file that they are about.

// RUN: glu-run %s --random --remarks --threads=1 2>&1 >/dev/null | FileCheck %s
// RUN: glu-run %s --random --threads=1 2>&1 >/dev/null | count 0

// CHECK: remarks.mlir:[[# @LINE + 4]]:8: remark: [Passed] {{.*}}Category:glu-

func.func @f(%x: tensor<64x64xf32>, %w: tensor<64x64xf32>, %init: tensor<64x64xf32>)
    -> tensor<64x64xf32> {
  %y = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<64x64xf32>, tensor<64x64xf32>)
         outs(%init : tensor<64x64xf32>) -> tensor<64x64xf32>
  return %y : tensor<64x64xf32>
}
