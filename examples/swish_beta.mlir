// Swish, x sigmoid(beta x), with a learned beta: an operand of the op.
// RUN: glu-run %s --random --verify
// RUN: glu-run %s --device=emulator --random --verify

func.func @swish(%x: tensor<4x128xf32>, %beta: f32) -> tensor<4x128xf32> {
  %0 = glu.activation swish<beta = ?>(%x, %beta) : tensor<4x128xf32>, f32
  return %0 : tensor<4x128xf32>
}
