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
