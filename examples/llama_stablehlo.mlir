// The MLP of LLaMA as JAX and PyTorch export it to StableHLO, in the generic form.
// It becomes one op:
// RUN: glu-opt %s --allow-unregistered-dialect --glu-import --glu-raise --glu-fuse-gate-value | FileCheck %s
// CHECK: glu.ffn swish<beta = 1.0> weights<separate, out_in> down<out_in>
//
// glu-run raises by itself:
// RUN: glu-opt %s --allow-unregistered-dialect --glu-import | glu-run - --random --verify
// RUN: glu-opt %s --allow-unregistered-dialect --glu-import | glu-run - --device=emulator --random --verify

func.func @main(%x: tensor<2x8x256xf32>, %gate: tensor<688x256xf32>,
                %up: tensor<688x256xf32>, %down: tensor<256x688xf32>)
    -> tensor<2x8x256xf32> {
  %g = "stablehlo.dot_general"(%x, %gate) <{dot_dimension_numbers = #stablehlo.dot<
         lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>}>
       : (tensor<2x8x256xf32>, tensor<688x256xf32>) -> tensor<2x8x688xf32>
  %s = "stablehlo.logistic"(%g) : (tensor<2x8x688xf32>) -> tensor<2x8x688xf32>
  %a = "stablehlo.multiply"(%g, %s)
       : (tensor<2x8x688xf32>, tensor<2x8x688xf32>) -> tensor<2x8x688xf32>
  %u = "stablehlo.dot_general"(%x, %up) <{dot_dimension_numbers = #stablehlo.dot<
         lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>}>
       : (tensor<2x8x256xf32>, tensor<688x256xf32>) -> tensor<2x8x688xf32>
  %h = "stablehlo.multiply"(%a, %u)
       : (tensor<2x8x688xf32>, tensor<2x8x688xf32>) -> tensor<2x8x688xf32>
  %y = "stablehlo.dot_general"(%h, %down) <{dot_dimension_numbers = #stablehlo.dot<
         lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>}>
       : (tensor<2x8x688xf32>, tensor<256x688xf32>) -> tensor<2x8x256xf32>
  return %y : tensor<2x8x256xf32>
}
