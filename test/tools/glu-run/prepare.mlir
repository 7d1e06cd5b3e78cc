// Weights that are arguments are packed once, ahead of all calls. Both ways give the same bits.

// RUN: glu-run %s --entry=ffn --random --verify --benchmark=1 --threads=1 --out=%t.packed.npy | FileCheck %s --check-prefix=PREPARED
// RUN: glu-run %s --entry=ffn --random --verify --benchmark=1 --threads=1 --no-prepare --out=%t.in-place.npy | FileCheck %s --check-prefix=IN-PLACE --implicit-check-not=preparation
// RUN: cmp %t.packed.npy %t.in-place.npy
// PREPARED: preparation of weights: cpu time {{.*}} ms, wall time {{.*}} ms
// PREPARED-NEXT: verified: result 0
// PREPARED-NEXT: benchmark: 1 rounds
// IN-PLACE: verified: result 0
// IN-PLACE-NEXT: benchmark: 1 rounds

// RUN: glu-run %s --entry=ffn --print-ir-after=pack | FileCheck %s --check-prefix=PACK
// RUN: glu-run %s --entry=ffn --print-ir-after=pack --no-prepare | FileCheck %s --check-prefix=NO-PAIR
// PACK: @ffn_prepare
// PACK: @ffn_packed
// NO-PAIR: @ffn(
// NO-PAIR-NOT: @ffn_p

// Each remark is there once.
// RUN: glu-run %s --entry=ffn --random --remarks 2>&1 >/dev/null | FileCheck %s --check-prefix=REMARKS
// REMARKS: Category:glu-strategy
// REMARKS-NOT: Category:glu-strategy
// REMARKS: Category:glu-pack {{.*}}ffn: ffn_prepare and ffn_packed
// REMARKS-NOT: Category:glu-pack
// REMARKS: Category:glu-kernel

// Constants are packed by the compiler: nothing is left to prepare.
// RUN: glu-run %s --entry=constants --random --verify --benchmark=1 | FileCheck %s --check-prefix=CONSTANTS
// CONSTANTS-NOT: preparation
// CONSTANTS: verified: result 0

func.func @ffn(%w2: tensor<40x20xf32>, %x: tensor<7x20xf32>, %w: tensor<80x20xf32>, %b2: tensor<20xf32>) -> tensor<7x20xf32> {
  %init = tensor.empty() : tensor<7x20xf32>
  %y = glu.ffn swish<beta = 1.0> weights<value_first, out_in> down<in_out>
         ins(%x, %w : tensor<7x20xf32>, tensor<80x20xf32>)
         down(%w2 : tensor<40x20xf32>)
         down_bias(%b2 : tensor<20xf32>)
         outs(%init : tensor<7x20xf32>) -> tensor<7x20xf32>
  return %y : tensor<7x20xf32>
}

func.func @constants(%x: tensor<4x2xf32>) -> tensor<4x3xf32> {
  %w = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %init = tensor.empty() : tensor<4x3xf32>
  %y = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x2xf32>, tensor<2x3xf32>)
         outs(%init : tensor<4x3xf32>) -> tensor<4x3xf32>
  return %y : tensor<4x3xf32>
}
