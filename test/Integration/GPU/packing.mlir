// Weights that come packed for a CPU are unpacked, by one thread.
// RUN: glu-run %s --device=emulator --random --verify | FileCheck %s
// CHECK: verified
// CHECK: kernel 'main_0_packing': launches 1
// CHECK: kernel 'main_1_packing': launches 1
// CHECK: kernel 'main_2_s0_linear': launches 1
func.func @main(%x: tensor<3x8xf32>, %w: tensor<8x20xf32>,
                %panels: tensor<1x8x1x32xf32>, %init: tensor<3x20xf32>)
    -> (tensor<3x20xf32>, tensor<1x8x1x32xf32>) {
  %packed = glu.pack_weights weights<in_out> panels<n = 32>(%w)
      : tensor<8x20xf32> -> tensor<1x8x1x32xf32>
  %weight = glu.unpack_weights weights<in_out> panels<n = 32>(%panels)
      : tensor<1x8x1x32xf32> -> tensor<8x20xf32>
  %0 = glu.linear relu weights<in_out>
         ins(%x, %weight : tensor<3x8xf32>, tensor<8x20xf32>)
         outs(%init : tensor<3x20xf32>) -> tensor<3x20xf32>
  return %0, %packed : tensor<3x20xf32>, tensor<1x8x1x32xf32>
}
