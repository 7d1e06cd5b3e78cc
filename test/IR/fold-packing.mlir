// RUN: glu-opt %s --canonicalize | FileCheck %s

// Weights of a product without gate, [k, n] and [n, k]; what lies beyond is zero.
// CHECK-LABEL: @single
// CHECK-DAG: arith.constant dense<{{\[\[\[\[}}1.000000e+00, 2.000000e+00]], {{\[\[}}4.000000e+00, 5.000000e+00]]], {{\[\[\[}}3.000000e+00, 0.000000e+00]], {{\[\[}}6.000000e+00, 0.000000e+00]]]]> : tensor<2x2x1x2xf32>
// CHECK-NOT: glu.pack_weights
func.func @single() -> (tensor<2x2x1x2xf32>, tensor<2x2x1x2xf32>) {
  %w = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %t = arith.constant dense<[[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]> : tensor<3x2xf32>
  %0 = glu.pack_weights weights<in_out> panels<n = 2>(%w) : tensor<2x3xf32> -> tensor<2x2x1x2xf32>
  %1 = glu.pack_weights weights<out_in> panels<n = 2>(%t) : tensor<3x2xf32> -> tensor<2x2x1x2xf32>
  // CHECK: return %[[P:.*]], %[[P]] :
  return %0, %1 : tensor<2x2x1x2xf32>, tensor<2x2x1x2xf32>
}

// A gate of 1 to 6 and a value of 11 to 16, in every layout, are the same panels:
// pairs of k of a column side by side, and as many steps as the type has.
// CHECK-LABEL: @gated
// CHECK-NEXT: %[[P:.*]] = arith.constant dense<{{\[\[\[\[}}1.000000e+00, 4.000000e+00, 2.000000e+00, 5.000000e+00], [1.100000e+01, 1.400000e+01, 1.200000e+01, 1.500000e+01]],
// CHECK-SAME: {{\[\[}}7.000000e+00, 0.000000e+00, 8.000000e+00, 0.000000e+00], [1.700000e+01, 0.000000e+00, 1.800000e+01, 0.000000e+00]],
// CHECK-SAME: {{\[\[}}0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00], [0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00]]],
// CHECK-SAME: {{\[\[\[}}3.000000e+00, 6.000000e+00, 1.000000e+01, 2.000000e+01], [1.300000e+01, 1.600000e+01, 3.000000e+01, 4.000000e+01]],
// CHECK-SAME: {{\[\[}}9.000000e+00, 0.000000e+00, 5.000000e+01, 0.000000e+00], [1.900000e+01, 0.000000e+00, 6.000000e+01, 0.000000e+00]],
// CHECK-SAME: {{\[\[}}0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00], [0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00]]]]> : tensor<2x3x2x4xbf16>
// CHECK-NEXT: return %[[P]], %[[P]], %[[P]], %[[P]], %[[P]] :
func.func @gated() -> (tensor<2x3x2x4xbf16>, tensor<2x3x2x4xbf16>, tensor<2x3x2x4xbf16>, tensor<2x3x2x4xbf16>, tensor<2x3x2x4xbf16>) {
  %w = arith.constant dense<[[1.0, 2.0, 3.0, 10.0], [4.0, 5.0, 6.0, 20.0], [7.0, 8.0, 9.0, 50.0]]> : tensor<3x4xbf16>
  %v = arith.constant dense<[[11.0, 12.0, 13.0, 30.0], [14.0, 15.0, 16.0, 40.0], [17.0, 18.0, 19.0, 60.0]]> : tensor<3x4xbf16>
  %gate_first = arith.constant dense<[[1.0, 2.0, 3.0, 10.0, 11.0, 12.0, 13.0, 30.0], [4.0, 5.0, 6.0, 20.0, 14.0, 15.0, 16.0, 40.0], [7.0, 8.0, 9.0, 50.0, 17.0, 18.0, 19.0, 60.0]]> : tensor<3x8xbf16>
  %value_first = arith.constant dense<[[11.0, 12.0, 13.0, 30.0, 1.0, 2.0, 3.0, 10.0], [14.0, 15.0, 16.0, 40.0, 4.0, 5.0, 6.0, 20.0], [17.0, 18.0, 19.0, 60.0, 7.0, 8.0, 9.0, 50.0]]> : tensor<3x8xbf16>
  %by_one = arith.constant dense<[[1.0, 4.0, 7.0], [11.0, 14.0, 17.0], [2.0, 5.0, 8.0], [12.0, 15.0, 18.0], [3.0, 6.0, 9.0], [13.0, 16.0, 19.0], [10.0, 20.0, 50.0], [30.0, 40.0, 60.0]]> : tensor<8x3xbf16>
  %by_two = arith.constant dense<[[1.0, 2.0, 11.0, 12.0, 3.0, 10.0, 13.0, 30.0], [4.0, 5.0, 14.0, 15.0, 6.0, 20.0, 16.0, 40.0], [7.0, 8.0, 17.0, 18.0, 9.0, 50.0, 19.0, 60.0]]> : tensor<3x8xbf16>
  %0 = glu.pack_weights weights<separate, in_out> panels<n = 2, k = 2>(%w, %v) : tensor<3x4xbf16>, tensor<3x4xbf16> -> tensor<2x3x2x4xbf16>
  %1 = glu.pack_weights weights<gate_first, in_out> panels<n = 2, k = 2>(%gate_first) : tensor<3x8xbf16> -> tensor<2x3x2x4xbf16>
  %2 = glu.pack_weights weights<value_first, in_out> panels<n = 2, k = 2>(%value_first) : tensor<3x8xbf16> -> tensor<2x3x2x4xbf16>
  %3 = glu.pack_weights weights<interleaved = 1, out_in> panels<n = 2, k = 2>(%by_one) : tensor<8x3xbf16> -> tensor<2x3x2x4xbf16>
  %4 = glu.pack_weights weights<interleaved = 2, in_out> panels<n = 2, k = 2>(%by_two) : tensor<3x8xbf16> -> tensor<2x3x2x4xbf16>
  return %0, %1, %2, %3, %4 : tensor<2x3x2x4xbf16>, tensor<2x3x2x4xbf16>, tensor<2x3x2x4xbf16>, tensor<2x3x2x4xbf16>, tensor<2x3x2x4xbf16>
}

// CHECK-LABEL: @splat
// CHECK-DAG: dense<5.000000e-01> : tensor<2x2x1x2xf64>
// CHECK-DAG: dense<{{\[\[\[\[}}5.000000e-01, 5.000000e-01, 5.000000e-01]], {{\[\[}}5.000000e-01, 5.000000e-01, 5.000000e-01]]], {{\[\[\[}}5.000000e-01, 0.000000e+00, 0.000000e+00]], {{\[\[}}5.000000e-01, 0.000000e+00, 0.000000e+00]]]]> : tensor<2x2x1x3xf64>
func.func @splat() -> (tensor<2x2x1x2xf64>, tensor<2x2x1x3xf64>) {
  %w = arith.constant dense<0.5> : tensor<2x4xf64>
  %0 = glu.pack_weights weights<in_out> panels<n = 2>(%w) : tensor<2x4xf64> -> tensor<2x2x1x2xf64>
  %1 = glu.pack_weights weights<in_out> panels<n = 3>(%w) : tensor<2x4xf64> -> tensor<2x2x1x3xf64>
  return %0, %1 : tensor<2x2x1x2xf64>, tensor<2x2x1x3xf64>
}

// A resource stays one. That whose data are not there cannot be packed.
// CHECK-LABEL: @resource
// CHECK: arith.constant dense_resource<packed> : tensor<2x1x1x1xf32>
// CHECK: glu.pack_weights
func.func @resource() -> (tensor<2x1x1x1xf32>, tensor<2x1x1x1xf32>) {
  %w = arith.constant dense_resource<given> : tensor<1x2xf32>
  %v = arith.constant dense_resource<elsewhere> : tensor<1x2xf32>
  %0 = glu.pack_weights weights<in_out> panels<n = 1>(%w) : tensor<1x2xf32> -> tensor<2x1x1x1xf32>
  %1 = glu.pack_weights weights<in_out> panels<n = 1>(%v) : tensor<1x2xf32> -> tensor<2x1x1x1xf32>
  return %0, %1 : tensor<2x1x1x1xf32>, tensor<2x1x1x1xf32>
}

// CHECK-LABEL: @argument
// CHECK: glu.pack_weights
func.func @argument(%w: tensor<1x1xf32>) -> tensor<1x1x2x1xf32> {
  %v = arith.constant dense<1.0> : tensor<1x1xf32>
  %0 = glu.pack_weights weights<separate, in_out> panels<n = 1>(%w, %v) : tensor<1x1xf32>, tensor<1x1xf32> -> tensor<1x1x2x1xf32>
  return %0 : tensor<1x1x2x1xf32>
}

// Little-endian 1.0 and 2.0 behind the alignment.
// CHECK: packed: "0x400000000000803F00000040"
{-#
  dialect_resources: {
    builtin: {
      given: "0x040000000000803F00000040"
    }
  }
#-}
