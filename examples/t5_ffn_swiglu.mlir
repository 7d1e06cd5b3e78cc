// FFN_SwiGLU of "GLU Variants Improve Transformer" (Shazeer, 2020), equation 6,
// in the size of T5-base: d_model 768, d_ff 2048, any number of tokens.
// RUN: glu-run %s --random --dynamic-size=5 --verify
// RUN: glu-run %s --device=emulator --random --dynamic-size=64 --verify

func.func @ffn_swiglu(%x: tensor<?x768xf32>, %w: tensor<768x2048xf32>,
                      %v: tensor<768x2048xf32>, %w2: tensor<2048x768xf32>)
    -> tensor<?x768xf32> {
  %c0 = arith.constant 0 : index
  %tokens = tensor.dim %x, %c0 : tensor<?x768xf32>
  %init = tensor.empty(%tokens) : tensor<?x768xf32>
  %y = glu.ffn swish<beta = 1.0> weights<separate, in_out> down<in_out>
         ins(%x, %w, %v
             : tensor<?x768xf32>, tensor<768x2048xf32>, tensor<768x2048xf32>)
         down(%w2 : tensor<2048x768xf32>)
         outs(%init : tensor<?x768xf32>) -> tensor<?x768xf32>
  return %y : tensor<?x768xf32>
}
