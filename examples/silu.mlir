// SiLU, x sigmoid(x): Swish with beta = 1.
// RUN: glu-run %s --random --verify
// RUN: glu-run %s --device=emulator --random --verify

func.func @silu(%x: tensor<4x128xf32>) -> tensor<4x128xf32> {
  %0 = glu.activation swish<beta = 1.0>(%x) : tensor<4x128xf32>
  return %0 : tensor<4x128xf32>
}
