// RUN: glu-opt %s --glu-fuse-gate-value --remarks-filter='glu.*' --remark-format=emitRemark -verify-diagnostics -o /dev/null

func.func @ffn(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %w2: tensor<16x8xf32>, %i: tensor<4x16xf32>, %o: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out> ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{[Passed] FuseGateValue | Category:glu-fuse | Remark="one product for gate and value"}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  // expected-remark@below {{[Passed] FuseGateValue | Category:glu-fuse | Remark="one op for hidden layer and down projection"}}
  %y = glu.linear identity weights<in_out> ins(%h, %w2 : tensor<4x16xf32>, tensor<16x8xf32>) outs(%o : tensor<4x8xf32>) -> tensor<4x8xf32>
  return %y : tensor<4x8xf32>
}

func.func @missed(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %u: tensor<4x16xf32>, %i: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %g = glu.linear relu weights<in_out> ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%i : tensor<4x16xf32>) -> tensor<4x16xf32>
  // expected-remark@below {{[Missed] FuseGateValue | Category:glu-fuse | Reason="only one factor is a product"}}
  %h = arith.mulf %g, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}
