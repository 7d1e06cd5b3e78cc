// SwiGLU whose gate is the second of two torch.nn.Linear layers:
// linear1(x) * swish(linear2(x)), 128 features to 256. Their weights lie as
// [out, in]. The op names its gate first, whatever the order of the arguments.
// RUN: glu-run %s --random --verify
// RUN: glu-run %s --device=emulator --random --verify

func.func @swiglu(%x: tensor<4x128xf32>,
                  %w1: tensor<256x128xf32>, %b1: tensor<256xf32>,
                  %w2: tensor<256x128xf32>, %b2: tensor<256xf32>)
    -> tensor<4x256xf32> {
  %init = tensor.empty() : tensor<4x256xf32>
  %0 = glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
         ins(%x, %w2, %w1
             : tensor<4x128xf32>, tensor<256x128xf32>, tensor<256x128xf32>)
         gate_bias(%b2 : tensor<256xf32>)
         value_bias(%b1 : tensor<256xf32>)
         outs(%init : tensor<4x256xf32>) -> tensor<4x256xf32>
  return %0 : tensor<4x256xf32>
}
