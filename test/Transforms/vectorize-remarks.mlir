// RUN: glu-opt %s --pass-pipeline='builtin.module(func.func(glu-vectorize))' --remarks-filter='glu.*' --remark-format=emitRemark --verify-diagnostics -o /dev/null

func.func @dynamic(%x: tensor<?xf32>, %init: tensor<?xf32>) -> tensor<?xf32> {
  // expected-remark@below {{linalg.copy: not a register tile of static shape}}
  %0 = linalg.copy ins(%x : tensor<?xf32>) outs(%init : tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @large(%x: tensor<64x64xf32>, %init: tensor<64x64xf32>) -> tensor<64x64xf32> {
  // expected-remark@below {{linalg.copy: not a register tile of static shape}}
  %0 = linalg.copy ins(%x : tensor<64x64xf32>) outs(%init : tensor<64x64xf32>) -> tensor<64x64xf32>
  return %0 : tensor<64x64xf32>
}

func.func @transpose(%x: tensor<4x8xf32>, %init: tensor<8x4xf32>) -> tensor<8x4xf32> {
  // expected-remark@below {{linalg.transpose: an operand is not contiguous along the last dimension of the result}}
  %0 = linalg.transpose ins(%x : tensor<4x8xf32>) outs(%init : tensor<8x4xf32>) permutation = [1, 0]
  return %0 : tensor<8x4xf32>
}
