// GLU, sigmoid(x W + b) * (x V + c), with weights and biases as operands.
// RUN: glu-run %s --random --verify
// RUN: glu-run %s --device=emulator --random --verify

func.func @glu(%x: tensor<4x128xf32>, %w: tensor<128x256xf32>,
               %v: tensor<128x256xf32>, %b: tensor<256xf32>,
               %c: tensor<256xf32>) -> tensor<4x256xf32> {
  %init = tensor.empty() : tensor<4x256xf32>
  %0 = glu.gated_linear sigmoid weights<separate, in_out>
         ins(%x, %w, %v
             : tensor<4x128xf32>, tensor<128x256xf32>, tensor<128x256xf32>)
         gate_bias(%b : tensor<256xf32>)
         value_bias(%c : tensor<256xf32>)
         outs(%init : tensor<4x256xf32>) -> tensor<4x256xf32>
  return %0 : tensor<4x256xf32>
}
