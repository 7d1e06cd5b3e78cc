// RUN: glu-opt %s --split-input-file --glu-pack-weights=prepare --remarks-filter='glu-pack' --remark-format=emitRemark --verify-diagnostics -o /dev/null
// RUN: glu-opt %s --split-input-file --glu-pack-weights --remarks-filter='glu-pack' --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s

#fma = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 120, k_block = 1024, panel_group = 4>

// CHECK: glu.linear: weights are arguments, which are packed with prepare only
// expected-remark@below {{prepared: prepared_prepare and prepared_packed}}
func.func @prepared(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>, %init: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<?x8xf32>) {glu.strategy = #fma} -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

func.func private @not_public(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>, %init: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-remark@below {{glu.linear: weights are arguments of a private function}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<?x8xf32>) {glu.strategy = #fma} -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

func.func @other_use(%x: tensor<8x8xf32>, %w: tensor<8x8xf32>, %init: tensor<8x8xf32>) -> tensor<8x8xf32> {
  %y = arith.addf %x, %w : tensor<8x8xf32>
  // expected-remark@below {{glu.linear: an argument has a use other than as weights to pack: arith.addf}}
  %0 = glu.linear relu weights<in_out>
         ins(%y, %w : tensor<8x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<8x8xf32>) {glu.strategy = #fma} -> tensor<8x8xf32>
  return %0 : tensor<8x8xf32>
}

// The hidden product's weights can be prepared, the down product's cannot.
// expected-remark@below {{half: half_prepare and half_packed}}
func.func @half(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>, %w2: tensor<8x8xf32>, %init: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %u = arith.addf %w2, %w2 : tensor<8x8xf32>
  // expected-remark@below {{glu.ffn: weights are neither all constants nor all arguments}}
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x8xf32>) down(%u : tensor<8x8xf32>)
         outs(%init : tensor<?x8xf32>) {glu.strategy = #fma} -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

func.func @dynamic(%x: tensor<?x8xf32>, %w: tensor<8x?xf32>, %init: tensor<?x?xf32>) -> tensor<?x?xf32> {
  // expected-remark@below {{glu.linear: weights of dynamic shape}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x?xf32>)
         outs(%init : tensor<?x?xf32>) {glu.strategy = #fma} -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

func.func @constants(%x: tensor<?x1xf32>, %init: tensor<?x2xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>) {
  %w = arith.constant dense<1.0> : tensor<1x2xf32>
  %v = arith.constant dense_resource<elsewhere> : tensor<1x2xf32>
  // expected-remark@below {{glu.linear: packed constants}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x1xf32>, tensor<1x2xf32>)
         outs(%init : tensor<?x2xf32>) {glu.strategy = #fma} -> tensor<?x2xf32>
  // expected-remark@below {{glu.linear: the data of a constant are not there}}
  %1 = glu.linear relu weights<in_out>
         ins(%x, %v : tensor<?x1xf32>, tensor<1x2xf32>)
         outs(%init : tensor<?x2xf32>) {glu.strategy = #fma} -> tensor<?x2xf32>
  return %0, %1 : tensor<?x2xf32>, tensor<?x2xf32>
}

// -----

#fma = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 120, k_block = 1024, panel_group = 4>
func.func private @taken_packed()
// expected-error@below {{expected no symbol 'taken_packed', the name for a function that is made of 'taken'}}
func.func @taken(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>, %init: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<?x8xf32>) {glu.strategy = #fma} -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}
