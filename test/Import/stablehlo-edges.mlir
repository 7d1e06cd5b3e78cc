// Edges, reversed dimensions, convolutions of one pixel and assertions of
// StableHLO: their forms, and numbers that NumPy gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x3 1 2 3 4 5 6
// RUN: %npy %t.z.npy '<f4' - 9
// RUN: %npy %t.i.npy '<f4' 1x2x2 1 2 3 -1
// RUN: %npy %t.k.npy '<f4' 1x2x1 1 0.5
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.z.npy --arg=%t.i.npy --arg=%t.k.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<2x3xf32>, tensor<f32>, tensor<1x2x2xf32>, tensor<1x2x1xf32>) -> (tensor<2x3xf32>, tensor<2x5xf32>, tensor<3x2xf32>, tensor<1x2x1xf32>), sym_name = "main"}> ({
  ^bb0(%x: tensor<2x3xf32>, %z: tensor<f32>, %i: tensor<1x2x2xf32>, %k: tensor<1x2x1xf32>):
    // CHECK: tensor.extract %
    // NUM: result 0: 2x3xf32 [3, 2, 1, 6, 5, 4]
    %r0 = "stablehlo.reverse"(%x) <{dimensions = array<i64: 1>}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
    // CHECK: tensor.concat dim(1)
    // NUM: result 1: 2x5xf32 [9, 1, 2, 3, 9, 9, 4, 5
    %r1 = "stablehlo.pad"(%x, %z) <{edge_padding_low = array<i64: 0, 1>, edge_padding_high = array<i64: 0, 1>, interior_padding = array<i64: 0, 0>}> : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x5xf32>
    // Less than nothing removes elements.
    // CHECK: tensor.extract_slice
    // NUM: result 2: 3x2xf32 [9, 9, 2, 3, 5, 6]
    %r2 = "stablehlo.pad"(%x, %z) <{edge_padding_low = array<i64: 1, -1>, edge_padding_high = array<i64: 0, 0>, interior_padding = array<i64: 0, 0>}> : (tensor<2x3xf32>, tensor<f32>) -> tensor<3x2xf32>
    // CHECK: iterator_types = ["parallel", "parallel", "parallel", "reduction"]
    // NUM: result 3: 1x2x1xf32 [2, 2.5]
    %r3 = "stablehlo.convolution"(%i, %k) <{batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, 0, f]x[0, i, o]->[b, 0, f]>, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, padding = dense<0> : tensor<1x2xi64>, rhs_dilation = array<i64: 1>, window_reversal = array<i1: false>, window_strides = array<i64: 1>}> : (tensor<1x2x2xf32>, tensor<1x2x1xf32>) -> tensor<1x2x1xf32>
    %n = "stablehlo.constant"() <{value = dense<2> : tensor<i64>}> : () -> tensor<i64>
    %s = "stablehlo.compare"(%z, %z) <{comparison_direction = #stablehlo<comparison_direction EQ>}> : (tensor<f32>, tensor<f32>) -> tensor<i1>
    // CHECK: cf.assert %{{.*}}, "b >= 1"
    "stablehlo.custom_call"(%s, %n) <{api_version = 2 : i32, call_target_name = "shape_assertion", has_side_effect = true}> {error_message = "b >= 1"} : (tensor<i1>, tensor<i64>) -> ()
    "func.return"(%r0, %r1, %r2, %r3) : (tensor<2x3xf32>, tensor<2x5xf32>, tensor<3x2xf32>, tensor<1x2x1xf32>) -> ()
  }) : () -> ()
}) : () -> ()
