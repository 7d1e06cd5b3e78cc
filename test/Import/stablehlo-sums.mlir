// Products and reductions of StableHLO: their forms, and numbers that NumPy gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.a.npy '<f4' 2x3 1 -2 0.5 3 0.25 -1
// RUN: %npy %t.b.npy '<f4' 3x2 2 1 0 -1 0.5 4
// RUN: %npy %t.t.npy '<f4' 2x3x2 -1.25 -1 -0.75 -0.5 -0.25 0 0.25 0.5 0.75 1 1.25 1.5
// RUN: %npy %t.z.npy '<f4' - 0.5
// RUN: %npy %t.n.npy '<i8' 2x3 0 1 2 3 4 5
// RUN: %npy %t.m_.npy '<f4' 2x3 1 1 0 1 1 1
// RUN: glu-run %t.mlir --arg=%t.a.npy --arg=%t.b.npy --arg=%t.t.npy --arg=%t.z.npy --arg=%t.n.npy --arg=%t.m_.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<2x3xf32>, tensor<3x2xf32>, tensor<2x3x2xf32>, tensor<f32>, tensor<2x3xi64>, tensor<2x3xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x3x3xf32>, tensor<2xf32>, tensor<2x3x3xf32>, tensor<2x3x3x2xf32>, tensor<2x2xf32>, tensor<2x2xi64>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<3xf32>, tensor<2x3xf32>, tensor<2xi1>, tensor<2xi1>), sym_name = "main"}> ({
  ^bb0(%a: tensor<2x3xf32>, %b: tensor<3x2xf32>, %t: tensor<2x3x2xf32>, %z: tensor<f32>, %n: tensor<2x3xi64>, %m_: tensor<2x3xf32>):
    %zero_m = "stablehlo.constant"() <{value = dense<0.0> : tensor<2x3xf32>}> : () -> tensor<2x3xf32>
    %m = "stablehlo.compare"(%m_, %zero_m) <{comparison_direction = #stablehlo<comparison_direction NE>}> : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
    // CHECK: linalg.matmul
    // NUM: result 0: 2x2xf32 [2.25, 5, 5.5, -1.25]
    %r0 = "stablehlo.dot_general"(%a, %b) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>}> : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
    // The weight lies as [out, in].
    // CHECK: linalg.generic {{.*}}iterator_types = ["parallel", "parallel", "reduction"]
    // NUM: result 1: 2x2xf32 [5.25, 2, 2, 10.0625]
    %r1 = "stablehlo.dot_general"(%a, %a) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1]>}> : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x2xf32>
    // A batch.
    // CHECK: linalg.generic
    // NUM: result 2: 2x3x3xf32 [2.5625, 1.4375, 0.3125, 1.4375, 0.8125, 0.1875, 0.3125, 0.1875
    %r2 = "stablehlo.dot_general"(%t, %t) <{dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [0], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [2]>, precision_config = [#stablehlo<precision DEFAULT>, #stablehlo<precision HIGHEST>]}> : (tensor<2x3x2xf32>, tensor<2x3x2xf32>) -> tensor<2x3x3xf32>
    // CHECK: iterator_types = ["parallel", "reduction", "reduction"]
    // NUM: result 3: 2xf32 [-3.125, 6.625]
    %r3 = "stablehlo.dot_general"(%t, %b) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1, 2], rhs_contracting_dimensions = [0, 1]>}> : (tensor<2x3x2xf32>, tensor<3x2xf32>) -> tensor<2xf32>
    // CHECK: iterator_types = ["parallel", "parallel", "parallel", "reduction"]
    // NUM: result 4: 2x3x3xf32 [-3.5, 1, -4.625, -2, 0.5, -2.375, -0.5, 0
    %r4 = "stablehlo.dot_general"(%t, %b) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [1]>}> : (tensor<2x3x2xf32>, tensor<3x2xf32>) -> tensor<2x3x3xf32>
    // No sum at all.
    // CHECK: iterator_types = ["parallel", "parallel", "parallel", "parallel"]
    // NUM: result 5: 2x3x3x2xf32 [2, 1, 0, -1, 0.5, 4, -4, -2
    %r5 = "stablehlo.dot_general"(%a, %b) <{dot_dimension_numbers = #stablehlo.dot<>}> : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x3x3x2xf32>
    // NUM: result 6: 2x2xf32 [2.25, 5, 5.5, -1.25]
    %r6 = "stablehlo.dot"(%a, %b) : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
    // CHECK: arith.muli
    // NUM: result 7: 2x2xi64 [5, 14, 14, 50]
    %r7 = "stablehlo.dot_general"(%n, %n) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [1]>}> : (tensor<2x3xi64>, tensor<2x3xi64>) -> tensor<2x2xi64>
    // CHECK: linalg.reduce
    // CHECK: arith.addf
    // NUM: result 8: 2xf32 [0, 2.75]
    %r8 = "stablehlo.reduce"(%a, %z) <{dimensions = array<i64: 1>}> ({
    ^bb0(%p: tensor<f32>, %q: tensor<f32>):
      %s = "stablehlo.add"(%p, %q) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%s) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
    // CHECK: linalg.reduce
    // CHECK: arith.mulf
    // NUM: result 9: 2xf32 [-0.5, -0.375]
    %r9 = "stablehlo.reduce"(%a, %z) <{dimensions = array<i64: 1>}> ({
    ^bb0(%p: tensor<f32>, %q: tensor<f32>):
      %s = "stablehlo.multiply"(%p, %q) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%s) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
    // CHECK: linalg.reduce
    // CHECK: arith.maximumf
    // NUM: result 10: 2xf32 [1, 3]
    %r10 = "stablehlo.reduce"(%a, %z) <{dimensions = array<i64: 1>}> ({
    ^bb0(%p: tensor<f32>, %q: tensor<f32>):
      %s = "stablehlo.maximum"(%p, %q) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%s) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
    // CHECK: linalg.reduce
    // CHECK: arith.minimumf
    // NUM: result 11: 2xf32 [-2, -1]
    %r11 = "stablehlo.reduce"(%a, %z) <{dimensions = array<i64: 1>}> ({
    ^bb0(%p: tensor<f32>, %q: tensor<f32>):
      %s = "stablehlo.minimum"(%p, %q) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%s) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
    // CHECK: dimensions = [0, 2]
    // NUM: result 12: 3xf32 [-1, 1, 3]
    %r12 = "stablehlo.reduce"(%t, %z) <{dimensions = array<i64: 2, 0>}> ({
    ^bb0(%p: tensor<f32>, %q: tensor<f32>):
      %s = "stablehlo.add"(%p, %q) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%s) : (tensor<f32>) -> ()
    }) : (tensor<2x3x2xf32>, tensor<f32>) -> tensor<3xf32>
    // CHECK: arith.addf
    // NUM: result 13: 2x3xf32 [1.5, -1.5, 1, 3.5, 0.75, -0.5]
    %r13 = "stablehlo.reduce"(%a, %z) <{dimensions = array<i64>}> ({
    ^bb0(%p: tensor<f32>, %q: tensor<f32>):
      %s = "stablehlo.add"(%p, %q) : (tensor<f32>, tensor<f32>) -> tensor<f32>
      "stablehlo.return"(%s) : (tensor<f32>) -> ()
    }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
    %true = "stablehlo.constant"() <{value = dense<true> : tensor<i1>}> : () -> tensor<i1>
    // CHECK: linalg.reduce
    // CHECK: arith.andi
    %r14 = "stablehlo.reduce"(%m, %true) <{dimensions = array<i64: 1>}> ({
    ^bb0(%p: tensor<i1>, %q: tensor<i1>):
      %s = "stablehlo.and"(%p, %q) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%s) : (tensor<i1>) -> ()
    }) : (tensor<2x3xi1>, tensor<i1>) -> tensor<2xi1>
    // CHECK: linalg.reduce
    // CHECK: arith.ori
    %r15 = "stablehlo.reduce"(%m, %true) <{dimensions = array<i64: 1>}> ({
    ^bb0(%p: tensor<i1>, %q: tensor<i1>):
      %s = "stablehlo.or"(%p, %q) : (tensor<i1>, tensor<i1>) -> tensor<i1>
      "stablehlo.return"(%s) : (tensor<i1>) -> ()
    }) : (tensor<2x3xi1>, tensor<i1>) -> tensor<2xi1>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15) : (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x3x3xf32>, tensor<2xf32>, tensor<2x3x3xf32>, tensor<2x3x3x2xf32>, tensor<2x2xf32>, tensor<2x2xi64>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<3xf32>, tensor<2x3xf32>, tensor<2xi1>, tensor<2xi1>) -> ()
  }) : () -> ()
}) : () -> ()
