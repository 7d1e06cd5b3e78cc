// Nothing but the llvm and omp dialects is left of any layer.
// RUN: glu-opt %s --glu-to-cpu | FileCheck %s --implicit-check-not=vector. --implicit-check-not=memref. --implicit-check-not=unrealized

// Two dynamic sizes of rows.
// CHECK-LABEL: llvm.func @rows
func.func @rows(%x: tensor<?x?x3xf32>, %w: tensor<3x32xf32>,
                %init: tensor<?x?x32xf32>) -> tensor<?x?x32xf32> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x?x3xf32>, tensor<3x32xf32>)
         outs(%init : tensor<?x?x32xf32>) -> tensor<?x?x32xf32>
  return %0 : tensor<?x?x32xf32>
}

// Calls of the C library, one for each element of a vector.
// CHECK-LABEL: llvm.func @library
//       CHECK: llvm.call @erf
func.func @library(%x: tensor<5xf64>) -> tensor<5xf64> {
  %0 = glu.activation gelu<erf>(%x) : tensor<5xf64>
  return %0 : tensor<5xf64>
}

// A product whose loop over k goes away, inside a loop over n.
// CHECK-LABEL: llvm.func @maxout_of_one
func.func @maxout_of_one(%x: tensor<6x1xf32>, %w: tensor<3x1x67xf32>,
                         %init: tensor<6x67xf32>) -> tensor<6x67xf32> {
  %0 = glu.maxout ins(%x, %w : tensor<6x1xf32>, tensor<3x1x67xf32>)
         outs(%init : tensor<6x67xf32>) -> tensor<6x67xf32>
  return %0 : tensor<6x67xf32>
}

// One channel, of an interleaved weight.
// CHECK-LABEL: llvm.func @one_channel
func.func @one_channel(%x: tensor<?x3xf32>, %w: tensor<2x3xf32>,
                       %b: tensor<2xf32>, %init: tensor<?x1xf32>)
    -> tensor<?x1xf32> {
  %0 = glu.gated_linear relu weights<interleaved = 1, out_in>
         ins(%x, %w : tensor<?x3xf32>, tensor<2x3xf32>)
         bias(%b : tensor<2xf32>)
         outs(%init : tensor<?x1xf32>) -> tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

// Blocks of gate and value in an unknown number.
// CHECK-LABEL: llvm.func @dynamic_blocks
func.func @dynamic_blocks(%x: tensor<7x8xf32>, %w: tensor<8x?xf32>,
                          %init: tensor<7x?xf32>) -> tensor<7x?xf32> {
  %0 = glu.gated_linear relu weights<interleaved = 16, in_out>
         ins(%x, %w : tensor<7x8xf32>, tensor<8x?xf32>)
         outs(%init : tensor<7x?xf32>) -> tensor<7x?xf32>
  return %0 : tensor<7x?xf32>
}

// An empty hidden layer.
// CHECK-LABEL: llvm.func @no_hidden
func.func @no_hidden(%x: tensor<?x8xf32>, %w: tensor<8x0xf32>,
                     %w2: tensor<0x5xf32>, %b2: tensor<5xf32>,
                     %init: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %0 = glu.ffn mish weights<in_out> down<in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x0xf32>)
         down(%w2 : tensor<0x5xf32>) down_bias(%b2 : tensor<5xf32>)
         outs(%init : tensor<?x5xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}
