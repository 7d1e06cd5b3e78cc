// StableHLO's ops that move elements: their forms, and numbers that NumPy gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x3 1 2 3 4 5 6
// RUN: %npy %t.v.npy '<f4' 3 10 20 30
// RUN: %npy %t.i.npy '<i8' - 5
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.v.npy --arg=%t.i.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<2x3xf32>, tensor<3xf32>, tensor<i64>) -> (tensor<2xf32>, tensor<2x2xf32>, tensor<2x2xi64>, tensor<2x3xi64>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>, tensor<3x2x2xf32>, tensor<3x2xf32>, tensor<1x6x1xf32>, tensor<3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<1x2xf32>, tensor<2x6xf32>, tensor<i32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>), sym_name = "main"}> ({
  ^bb0(%x: tensor<2x3xf32>, %v: tensor<3xf32>, %i: tensor<i64>):
    // CHECK: arith.constant dense<[1.000000e+00, 2.500000e+00]>
    // NUM: result 0: 2xf32 [1, 2.5]
    %r0 = "stablehlo.constant"() <{value = dense<[1.0, 2.5]> : tensor<2xf32>}> : () -> tensor<2xf32>
    // CHECK: linalg.index 0
    // CHECK: arith.sitofp
    // NUM: result 1: 2x2xf32 [0, 0, 1, 1]
    %r1 = "stablehlo.iota"() <{iota_dimension = 0 : i64}> : () -> tensor<2x2xf32>
    // CHECK: linalg.index 1
    // NUM: result 2: 2x2xi64 [0, 1, 0, 1]
    %r2 = "stablehlo.iota"() <{iota_dimension = 1 : i64}> : () -> tensor<2x2xi64>
    %two = "stablehlo.constant"() <{value = dense<[2, 3]> : tensor<2xi64>}> : () -> tensor<2xi64>
    // CHECK: linalg.index 1
    // NUM: result 3: 2x3xi64 [0, 1, 2, 0, 1, 2]
    %r3 = "stablehlo.dynamic_iota"(%two) <{iota_dimension = 1 : i64}> : (tensor<2xi64>) -> tensor<2x3xi64>
    // CHECK: linalg.broadcast ins(%{{.*}} : tensor<3xf32>) {{.*}} dimensions = [0]
    // NUM: result 4: 2x3xf32 [10, 20, 30, 10, 20, 30]
    %r4 = "stablehlo.broadcast_in_dim"(%v) <{broadcast_dimensions = array<i64: 1>}> : (tensor<3xf32>) -> tensor<2x3xf32>
    // NUM: result 5: 2x3xf32 [10, 20, 30, 10, 20, 30]
    %r5 = "stablehlo.dynamic_broadcast_in_dim"(%v, %two) <{broadcast_dimensions = array<i64: 1>}> : (tensor<3xf32>, tensor<2xi64>) -> tensor<2x3xf32>
    // CHECK: linalg.transpose {{.*}} permutation = [1, 0]
    // NUM: result 6: 3x2xf32 [1, 4, 2, 5, 3, 6]
    %r6 = "stablehlo.transpose"(%x) <{permutation = array<i64: 1, 0>}> : (tensor<2x3xf32>) -> tensor<3x2xf32>
    // Dimensions may change their order.
    // CHECK: linalg.broadcast {{.*}} dimensions = [1]
    // NUM: result 7: 3x2x2xf32 [1, 4, 1, 4, 2, 5, 2, 5
    %r7 = "stablehlo.broadcast_in_dim"(%x) <{broadcast_dimensions = array<i64: 2, 0>}> : (tensor<2x3xf32>) -> tensor<3x2x2xf32>
    // CHECK: tensor.collapse_shape %{{.*}} {{\[\[}}0, 1]]
    // CHECK: tensor.expand_shape %{{.*}} {{\[\[}}0, 1]]
    // NUM: result 8: 3x2xf32 [1, 2, 3, 4, 5, 6]
    %r8 = "stablehlo.reshape"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
    // CHECK: tensor.expand_shape {{.*}} into tensor<1x6x1xf32>
    // NUM: result 9: 1x6x1xf32 [1, 2, 3, 4, 5, 6]
    %r9 = "stablehlo.reshape"(%x) : (tensor<2x3xf32>) -> tensor<1x6x1xf32>
    %back = "stablehlo.constant"() <{value = dense<[3, 2]> : tensor<2xi64>}> : () -> tensor<2xi64>
    // NUM: result 10: 3x2xf32 [1, 2, 3, 4, 5, 6]
    %r10 = "stablehlo.dynamic_reshape"(%x, %back) : (tensor<2x3xf32>, tensor<2xi64>) -> tensor<3x2xf32>
    // CHECK: tensor.extract_slice %{{.*}}[0, 0] [2, 2] [1, 2]
    // NUM: result 11: 2x2xf32 [1, 3, 4, 6]
    %r11 = "stablehlo.slice"(%x) <{limit_indices = array<i64: 2, 3>, start_indices = array<i64: 0, 0>, strides = array<i64: 1, 2>}> : (tensor<2x3xf32>) -> tensor<2x2xf32>
    %from = "stablehlo.constant"() <{value = dense<[0, 1]> : tensor<2xi64>}> : () -> tensor<2xi64>
    %one = "stablehlo.constant"() <{value = dense<1> : tensor<2xi64>}> : () -> tensor<2xi64>
    // CHECK: tensor.extract_slice %{{.*}}[0, 1] [2, 2] [1, 1]
    // NUM: result 12: 2x2xf32 [2, 3, 5, 6]
    %r12 = "stablehlo.real_dynamic_slice"(%x, %from, %two, %one) : (tensor<2x3xf32>, tensor<2xi64>, tensor<2xi64>, tensor<2xi64>) -> tensor<2x2xf32>
    // A start beyond the last one is the last one.
    // CHECK: tensor.extract
    // CHECK: arith.minsi
    // CHECK: arith.maxsi
    // CHECK: tensor.extract_slice
    // NUM: result 13: 1x2xf32 [5, 6]
    %r13 = "stablehlo.dynamic_slice"(%x, %i, %i) <{slice_sizes = array<i64: 1, 2>}> : (tensor<2x3xf32>, tensor<i64>, tensor<i64>) -> tensor<1x2xf32>
    // CHECK: tensor.concat dim(1)
    // NUM: result 14: 2x6xf32 [1, 2, 3, 1, 2, 3, 4, 5
    %r14 = "stablehlo.concatenate"(%x, %x) <{dimension = 1 : i64}> : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
    // CHECK: arith.constant dense<3> : tensor<i32>
    // NUM: result 15: i32 [3]
    %r15 = "stablehlo.get_dimension_size"(%x) <{dimension = 1 : i32}> : (tensor<2x3xf32>) -> tensor<i32>
    // NUM: result 16: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r16 = "stablehlo.optimization_barrier"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
    // CHECK: arith.mulf
    // NUM: result 17: 2x3xf32 [1, 4, 9, 16, 25, 36]
    %r17 = "stablehlo.composite"(%x) <{name = "chlo.square", decomposition = @square, version = 0 : i32, composite_attributes = {}}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
    // NUM: result 18: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r18 = "stablehlo.custom_call"(%x) <{call_target_name = "Sharding", backend_config = ""}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
    // CHECK: math.erf
    // NUM: result 19: 2x3xf32 [0.842701, 0.995322, 0.999978, 1, 1, 1]
    %r19 = "stablehlo.custom_call"(%x) <{call_target_name = "mhlo.erf", backend_config = ""}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
    // NUM: result 20: 2x3xf32 [1, 4, 9, 16, 25, 36]
    %r20 = "func.call"(%x) <{callee = @square}> : (tensor<2x3xf32>) -> tensor<2x3xf32>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15, %r16, %r17, %r18, %r19, %r20) : (tensor<2xf32>, tensor<2x2xf32>, tensor<2x2xi64>, tensor<2x3xi64>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>, tensor<3x2x2xf32>, tensor<3x2xf32>, tensor<1x6x1xf32>, tensor<3x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<1x2xf32>, tensor<2x6xf32>, tensor<i32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> ()
  }) : () -> ()
  "func.func"() <{function_type = (tensor<2x3xf32>) -> tensor<2x3xf32>, sym_name = "square", sym_visibility = "private"}> ({
  ^bb0(%a: tensor<2x3xf32>):
    %s = "chlo.square"(%a) : (tensor<2x3xf32>) -> tensor<2x3xf32>
    "func.return"(%s) : (tensor<2x3xf32>) -> ()
  }) : () -> ()
}) : () -> ()
