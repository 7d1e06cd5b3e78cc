// A layer of LLaMA with bf16 products, in StableHLO's generic form.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect | FileCheck %s

// CHECK-LABEL: func.func @main
// CHECK-SAME: (%[[X:.*]]: tensor<2x8xbf16>, %[[W:.*]]: tensor<16x8xbf16>, %[[V:.*]]: tensor<8x16xbf16>)
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<2x8xbf16>, tensor<16x8xbf16>, tensor<8x16xbf16>) -> tensor<2x16xbf16>, res_attrs = [{jax.result_info = "result"}], sym_name = "main"}> ({
  ^bb0(%x: tensor<2x8xbf16>, %w: tensor<16x8xbf16>, %v: tensor<8x16xbf16>):
    // CHECK: %[[WT:.*]] = linalg.transpose ins(%[[W]] : tensor<16x8xbf16>)
    // CHECK-SAME: permutation = [1, 0]
    %0 = "stablehlo.transpose"(%w) <{permutation = array<i64: 1, 0>}> : (tensor<16x8xbf16>) -> tensor<8x16xbf16>
    // CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
    // CHECK: %[[START:.*]] = linalg.fill ins(%[[ZERO]] : f32)
    // CHECK: %[[SUM:.*]] = linalg.matmul ins(%[[X]], %[[WT]] : tensor<2x8xbf16>, tensor<8x16xbf16>) outs(%[[START]] : tensor<2x16xf32>)
    // CHECK: %[[G:.*]] = arith.truncf %[[SUM]] : tensor<2x16xf32> to tensor<2x16xbf16>
    %1 = "stablehlo.dot_general"(%x, %0) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>}> : (tensor<2x8xbf16>, tensor<8x16xbf16>) -> tensor<2x16xbf16>
    // CHECK: %[[A:.*]] = glu.activation sigmoid(%[[G]])
    // CHECK: %[[S:.*]] = arith.mulf %[[G]], %[[A]]
    %2 = "stablehlo.logistic"(%1) : (tensor<2x16xbf16>) -> tensor<2x16xbf16>
    %3 = "stablehlo.multiply"(%1, %2) : (tensor<2x16xbf16>, tensor<2x16xbf16>) -> tensor<2x16xbf16>
    // CHECK: %[[U:.*]] = linalg.matmul ins(%[[X]], %[[V]]
    // CHECK: %[[UR:.*]] = arith.truncf %[[U]]
    // CHECK: %[[H:.*]] = arith.mulf %[[S]], %[[UR]]
    // CHECK: return %[[H]]
    %4 = "stablehlo.dot_general"(%x, %v) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision DEFAULT>]}> : (tensor<2x8xbf16>, tensor<8x16xbf16>) -> tensor<2x16xbf16>
    %5 = "stablehlo.multiply"(%3, %4) : (tensor<2x16xbf16>, tensor<2x16xbf16>) -> tensor<2x16xbf16>
    "func.return"(%5) : (tensor<2x16xbf16>) -> ()
  }) : () -> ()
}) : () -> ()
