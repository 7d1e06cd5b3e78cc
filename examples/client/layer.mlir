// A SwiGLU layer, for client-opt: --client-harden-silu gives it the client's
// activation, --glu-to-cpu makes code of it.
func.func @swiglu(%x: tensor<8x16xf32>, %w: tensor<16x32xf32>,
                  %v: tensor<16x32xf32>) -> tensor<8x32xf32> {
  %init = tensor.empty() : tensor<8x32xf32>
  %h = glu.gated_linear swish<beta = 1.0> weights<separate, in_out>
         ins(%x, %w, %v : tensor<8x16xf32>, tensor<16x32xf32>,
                          tensor<16x32xf32>)
         outs(%init : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %h : tensor<8x32xf32>
}
