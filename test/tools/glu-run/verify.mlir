// RUN: glu-run %s --entry=layer --random --verify | FileCheck %s --check-prefix=LAYER
// RUN: glu-run %s --entry=layer --random=7 --verify --target=generic --threads=1 | FileCheck %s --check-prefix=LAYER
// LAYER: verified: result 0: errors up to {{.*}} of the worst-case bound, {{.*}} of the statistical bound
// LAYER-NEXT: verified: result 1: errors up to 0 of the worst-case bound, 0 of the statistical bound
// LAYER-NOT: result 0

// Equal terms are all rounded in one direction: inside the worst case, far
// outside what random data make likely.
// RUN: %npy %t.x.npy '<f4' 1x65536 0.1
// RUN: %npy %t.w.npy '<f4' 65536x1 1
// RUN: %npy %t.init.npy '<f4' 1x1 0
// RUN: rm -f %t.out.npy
// RUN: glu-run %s --entry=sum --arg=%t.x.npy --arg=%t.w.npy --arg=%t.init.npy --verify --out=%t.out.npy | FileCheck %s --check-prefix=WORST
// RUN: rm %t.out.npy
// RUN: not glu-run %s --entry=sum --arg=%t.x.npy --arg=%t.w.npy --arg=%t.init.npy --verify --random --out=%t.out.npy | FileCheck %s --check-prefix=STATISTICAL
// RUN: not ls %t.out.npy
// WORST: verified: result 0: errors up to 0.{{.*}} of the worst-case bound, {{[1-9].*}} of the statistical bound
// STATISTICAL: not verified: result 0 at [0, 0]: found {{.*}}, expected 6553.60{{.*}} with a statistical bound of

// Results that are known: exactly, nearly, and not at all.
// RUN: %npy %t.one.npy '<f4' 2 1 2
// RUN: %npy %t.near.npy '<f4' 2 1 2.25
// RUN: %npy %t.rank.npy '<f4' 1x2 1 2
// RUN: glu-run %s --entry=same --arg=%t.one.npy --expect=%t.one.npy | FileCheck %s --check-prefix=SAME
// RUN: glu-run %s --entry=same --arg=%t.one.npy --expect=%t.near.npy:0.25 | FileCheck %s --check-prefix=NEAR
// RUN: not glu-run %s --entry=same --arg=%t.one.npy --expect=%t.near.npy:0.2 | FileCheck %s --check-prefix=FAR
// RUN: not glu-run %s --entry=same --arg=%t.one.npy --expect=%t.near.npy | FileCheck %s --check-prefix=WRONG
// RUN: not glu-run %s --entry=same --arg=%t.one.npy --expect=%t.rank.npy | FileCheck %s --check-prefix=RANK
// SAME: expected: result 0: errors up to 0 of the bound
// NEAR: expected: result 0: errors up to 1 of the bound
// FAR: not expected: result 0 at [1]: found 2, expected 2.25 with a bound of 0.2
// WRONG: not expected: result 0 at [1]: found 2, expected 2.25 with a bound of 0
// RANK: not expected: result 0: {{.+}}

// RUN: not glu-run %s --entry=same --random --expect=%t.one.npy --expect=%t.one.npy 2>&1 | FileCheck %s --check-prefix=COUNT
// COUNT: error: 'same' has 1 results, found 2 times --expect
// RUN: not glu-run %s --entry=same --random --expect=%t.none.npy:0.1 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: cannot read '{{.*}}.none.npy': No such file or directory

// A bound of rounding errors holds around what is expected, too.
// RUN: glu-run %s --entry=layer --random --out=%t.y.npy
// RUN: glu-run %s --entry=layer --random --expect=%t.y.npy --target=generic | FileCheck %s --check-prefix=AROUND
// AROUND: expected: result 0: errors up to

func.func @layer(%x: tensor<5x24xbf16>, %w: tensor<24x8xbf16>, %v: tensor<24x8xbf16>,
                 %b: tensor<8xbf16>, %init: tensor<5x8xbf16>)
    -> (tensor<5x8xbf16>, tensor<8xbf16>) {
  %y = glu.gated_linear swish<beta = 1.0> weights<separate, in_out>
         ins(%x, %w, %v : tensor<5x24xbf16>, tensor<24x8xbf16>, tensor<24x8xbf16>)
         gate_bias(%b : tensor<8xbf16>)
         outs(%init : tensor<5x8xbf16>) -> tensor<5x8xbf16>
  return %y, %b : tensor<5x8xbf16>, tensor<8xbf16>
}

func.func @sum(%x: tensor<1x65536xf32>, %w: tensor<65536x1xf32>, %init: tensor<1x1xf32>)
    -> tensor<1x1xf32> {
  %y = glu.linear identity weights<in_out>
         ins(%x, %w : tensor<1x65536xf32>, tensor<65536x1xf32>)
         outs(%init : tensor<1x1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

func.func @same(%x: tensor<2xf32>) -> tensor<2xf32> {
  return %x : tensor<2xf32>
}
