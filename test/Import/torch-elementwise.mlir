// Elementwise ops of torch: their forms, and numbers that PyTorch gave in
// float64 for the same operands.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 5 -2 -0.5 0 0.75 3
// RUN: %npy %t.y.npy '<f4' 5 1.5 -0.25 2 0.5 -1
// RUN: %npy %t.p.npy '<f4' 5 0.25 0.5 1 2 7
// RUN: %npy %t.n.npy '<i8' 5 -3 0 1 5 7
// RUN: %npy %t.m_.npy '<f4' 5 1 0 0 1 1
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.y.npy --arg=%t.p.npy --arg=%t.n.npy --arg=%t.m_.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>) -> (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],i1>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[5],f32>, %y: !torch.vtensor<[5],f32>, %p: !torch.vtensor<[5],f32>, %n: !torch.vtensor<[5],si64>, %m_: !torch.vtensor<[5],f32>):
    %zero = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %m = "torch.aten.ne.Scalar"(%m_, %zero) : (!torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],i1>
    // CHECK: math.ceil
    // NUM: result 0: 5xf32 [-2, -0, 0, 1, 3]
    %r0 = "torch.aten.ceil"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.cos
    // NUM: result 1: 5xf32 [-0.416147, 0.877583, 1, 0.731689, -0.989992]
    %r1 = "torch.aten.cos"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.erf 
    // NUM: result 2: 5xf32 [-0.995322, -0.5205, 0, 0.711156, 0.999978]
    %r2 = "torch.aten.erf"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.erfc
    // NUM: result 3: 5xf32 [1.99532, 1.5205, 1, 0.288844, 2.20905e-05]
    %r3 = "torch.aten.erfc"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.exp 
    // NUM: result 4: 5xf32 [0.135335, 0.606531, 1, 2.117, 20.0855]
    %r4 = "torch.aten.exp"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.expm1
    // NUM: result 5: 5xf32 [-0.864665, -0.393469, 0, 1.117, 19.0855]
    %r5 = "torch.aten.expm1"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.floor
    // NUM: result 6: 5xf32 [-2, -1, 0, 0, 3]
    %r6 = "torch.aten.floor"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.roundeven
    // NUM: result 7: 5xf32 [-2, -0, 0, 1, 3]
    %r7 = "torch.aten.round"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.sin
    // NUM: result 8: 5xf32 [-0.909297, -0.479426, 0, 0.681639, 0.14112]
    %r8 = "torch.aten.sin"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.tanh
    // NUM: result 9: 5xf32 [-0.964028, -0.462117, 0, 0.635149, 0.995055]
    %r9 = "torch.aten.tanh"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.trunc
    // NUM: result 10: 5xf32 [-2, -0, 0, 0, 3]
    %r10 = "torch.aten.trunc"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.absf
    // NUM: result 11: 5xf32 [2, 0.5, 0, 0.75, 3]
    %r11 = "torch.aten.abs"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.negf
    // NUM: result 12: 5xf32 [2, 0.5, -0, -0.75, -3]
    %r12 = "torch.aten.neg"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.mulf
    // NUM: result 13: 5xf32 [4, 0.25, 0, 0.5625, 9]
    %r13 = "torch.aten.square"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation sigmoid
    // NUM: result 14: 5xf32 [0.119203, 0.377541, 0.5, 0.679179, 0.952574]
    %r14 = "torch.aten.sigmoid"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation relu
    // NUM: result 15: 5xf32 [0, 0, 0, 0.75, 3]
    %r15 = "torch.aten.relu"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.log 
    // NUM: result 16: 5xf32 [-1.38629, -0.693147, 0, 0.693147, 1.94591]
    %r16 = "torch.aten.log"(%p) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.log1p
    // NUM: result 17: 5xf32 [0.223144, 0.405465, 0.693147, 1.09861, 2.07944]
    %r17 = "torch.aten.log1p"(%p) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.rsqrt
    // NUM: result 18: 5xf32 [2, 1.41421, 1, 0.707107, 0.377964]
    %r18 = "torch.aten.rsqrt"(%p) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.sqrt
    // NUM: result 19: 5xf32 [0.5, 0.707107, 1, 1.41421, 2.64575]
    %r19 = "torch.aten.sqrt"(%p) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.divf
    // NUM: result 20: 5xf32 [0.666667, -4, 0.5, 2, -1]
    %r20 = "torch.aten.reciprocal"(%y) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.absi
    // NUM: result 21: 5xi64 [3, 0, 1, 5, 7]
    %r21 = "torch.aten.abs"(%n) : (!torch.vtensor<[5],si64>) -> !torch.vtensor<[5],si64>
    // CHECK: arith.subi
    // NUM: result 22: 5xi64 [3, 0, -1, -5, -7]
    %r22 = "torch.aten.neg"(%n) : (!torch.vtensor<[5],si64>) -> !torch.vtensor<[5],si64>
    // Integers become floats first.
    // CHECK: arith.sitofp
    // CHECK: math.exp
    // NUM: result 23: 5xf32 [0.0497871, 1, 2.71828, 148.413, 1096.63]
    %r23 = "torch.aten.exp"(%n) : (!torch.vtensor<[5],si64>) -> !torch.vtensor<[5],f32>
    %k = "torch.vtensor.literal"() <{value = dense<0.5> : tensor<f32>}> : () -> !torch.vtensor<[],f32>
    // CHECK: arith.constant dense<0.476936281>
    // NUM: result 24: f32 [0.476936]
    %r24 = "torch.aten.erfinv"(%k) : (!torch.vtensor<[],f32>) -> !torch.vtensor<[],f32>
    // CHECK: glu.activation swish<beta = 1.0>
    // NUM: result 25: 5xf32 [-0.238406, -0.18877, 0, 0.509384, 2.85772]
    %r25 = "torch.aten.silu"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    %k1 = "torch.constant.str"() <{value = "none"}> : () -> !torch.str
    // CHECK: glu.activation gelu<erf>
    // NUM: result 26: 5xf32 [-0.0455003, -0.154269, 0, 0.580029, 2.99595]
    %r26 = "torch.aten.gelu"(%x, %k1) : (!torch.vtensor<[5],f32>, !torch.str) -> !torch.vtensor<[5],f32>
    %k2 = "torch.constant.str"() <{value = "tanh"}> : () -> !torch.str
    // CHECK: glu.activation gelu<tanh>
    // NUM: result 27: 5xf32 [-0.0454023, -0.154286, 0, 0.579961, 2.99636]
    %r27 = "torch.aten.gelu"(%x, %k2) : (!torch.vtensor<[5],f32>, !torch.str) -> !torch.vtensor<[5],f32>
    %k3 = "torch.constant.float"() <{value = 0.25 : f64}> : () -> !torch.float
    // CHECK: glu.activation leaky_relu<slope = 0.25>
    // NUM: result 28: 5xf32 [-0.5, -0.125, 0, 0.75, 3]
    %r28 = "torch.aten.leaky_relu"(%x, %k3) : (!torch.vtensor<[5],f32>, !torch.float) -> !torch.vtensor<[5],f32>
    %k4 = "torch.constant.float"() <{value = 0.5 : f64}> : () -> !torch.float
    %k5 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    // CHECK: glu.activation elu<alpha = 0.5>
    // NUM: result 29: 5xf32 [-0.432332, -0.196735, 0, 0.75, 3]
    %r29 = "torch.aten.elu"(%x, %k4, %k5, %k5) : (!torch.vtensor<[5],f32>, !torch.float, !torch.int, !torch.int) -> !torch.vtensor<[5],f32>
    %k6 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    %k7 = "torch.constant.float"() <{value = 3.0 : f64}> : () -> !torch.float
    // CHECK: math.expm1
    // CHECK: arith.select
    // NUM: result 30: 5xf32 [-0.997521, -0.77687, 0, 1.5, 6]
    %r30 = "torch.aten.elu"(%x, %k4, %k6, %k7) : (!torch.vtensor<[5],f32>, !torch.float, !torch.int, !torch.float) -> !torch.vtensor<[5],f32>
    // CHECK: arith.select
    // NUM: result 31: 5xf32 [-1.52017, -0.691758, 0, 0.788026, 3.1521]
    %r31 = "torch.aten.selu"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation mish
    // NUM: result 32: 5xf32 [-0.252501, -0.220744, 0, 0.610018, 2.98654]
    %r32 = "torch.aten.mish"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    %k8 = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
    %k9 = "torch.constant.float"() <{value = 1.5 : f64}> : () -> !torch.float
    // CHECK: arith.maximumf
    // CHECK: arith.minimumf
    // NUM: result 33: 5xf32 [-1, -0.5, 0, 0.75, 1.5]
    %r33 = "torch.aten.hardtanh"(%x, %k8, %k9) : (!torch.vtensor<[5],f32>, !torch.int, !torch.float) -> !torch.vtensor<[5],f32>
    // CHECK: arith.maximumf
    // CHECK: arith.minimumf
    // NUM: result 34: 5xf32 [0, 0, 0, 0.75, 3]
    %r34 = "torch.aten.relu6"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.minimumf
    // CHECK: arith.divf
    // NUM: result 35: 5xf32 [0.166667, 0.416667, 0.5, 0.625, 1]
    %r35 = "torch.aten.hardsigmoid"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.mulf
    // CHECK: arith.divf
    // NUM: result 36: 5xf32 [-0.333333, -0.208333, 0, 0.46875, 3]
    %r36 = "torch.aten.hardswish"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    %k10 = "torch.constant.float"() <{value = 1.0 : f64}> : () -> !torch.float
    // CHECK: math.log1p
    // CHECK: arith.divf
    // CHECK: arith.cmpf ogt
    // CHECK: arith.select
    // NUM: result 37: 5xf32 [0.00907496, 0.156631, 0.346574, 0.75, 3]
    %r37 = "torch.aten.softplus"(%x, %k6, %k10) : (!torch.vtensor<[5],f32>, !torch.int, !torch.float) -> !torch.vtensor<[5],f32>
    // CHECK: math.log1p
    // CHECK: arith.subf
    // NUM: result 38: 5xf32 [-2.12693, -0.974077, -0.693147, -0.386871, -0.0485874]
    %r38 = "torch.aten.log_sigmoid"(%x) : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.addf
    // NUM: result 39: 5xf32 [-0.5, -0.75, 2, 1.25, 2]
    %r39 = "torch.aten.add.Tensor"(%x, %y, %k5) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    %k11 = "torch.constant.int"() <{value = 3 : i64}> : () -> !torch.int
    // CHECK: arith.mulf
    // CHECK: arith.addf
    // NUM: result 40: 5xf32 [2.5, -1.25, 6, 2.25, 0]
    %r40 = "torch.aten.add.Tensor"(%x, %y, %k11) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.addf
    // NUM: result 41: 5xf32 [-0.5, 1, 1.5, 2.25, 4.5]
    %r41 = "torch.aten.add.Scalar"(%x, %k9, %k5) : (!torch.vtensor<[5],f32>, !torch.float, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.subf
    // NUM: result 42: 5xf32 [-3.5, -0.25, -2, 0.25, 4]
    %r42 = "torch.aten.sub.Tensor"(%x, %y, %k5) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.subf
    // NUM: result 43: 5xf32 [-6.5, 0.25, -6, -0.75, 6]
    %r43 = "torch.aten.sub.Tensor"(%x, %y, %k11) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.subf
    // NUM: result 44: 5xf32 [-3.5, -2, -1.5, -0.75, 1.5]
    %r44 = "torch.aten.sub.Scalar"(%x, %k9, %k5) : (!torch.vtensor<[5],f32>, !torch.float, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.muli
    // CHECK: arith.addi
    // NUM: result 45: 5xi64 [-9, 0, 3, 15, 21]
    %r45 = "torch.aten.add.Tensor"(%n, %n, %k6) : (!torch.vtensor<[5],si64>, !torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],si64>
    // CHECK: arith.subf
    // NUM: result 46: 5xf32 [5, 2, 1, -0.5, -5]
    %r46 = "torch.aten.rsub.Scalar"(%x, %k5, %k6) : (!torch.vtensor<[5],f32>, !torch.int, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.mulf
    // NUM: result 47: 5xf32 [-3, 0.125, 0, 0.375, -3]
    %r47 = "torch.aten.mul.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    %k12 = "torch.constant.int"() <{value = -3 : i64}> : () -> !torch.int
    // CHECK: arith.mulf
    // NUM: result 48: 5xf32 [6, 1.5, -0, -2.25, -9]
    %r48 = "torch.aten.mul.Scalar"(%x, %k12) : (!torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.mulf
    // NUM: result 49: 5xf32 [6, -0, 0, 3.75, 21]
    %r49 = "torch.aten.mul.Tensor"(%x, %n) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.mulf
    // NUM: result 50: 5xf32 [-1, -0.25, 0, 0.375, 1.5]
    %r50 = "torch.aten.mul.Tensor"(%x, %k) : (!torch.vtensor<[5],f32>, !torch.vtensor<[],f32>) -> !torch.vtensor<[5],f32>
    // NUM: result 51: 5xi64 [-6, 0, 2, 10, 14]
    %r51 = "torch.aten.mul.Scalar"(%n, %k6) : (!torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],si64>
    // CHECK: arith.divf
    // NUM: result 52: 5xf32 [-1.33333, 2, 0, 1.5, -3]
    %r52 = "torch.aten.div.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    %k13 = "torch.constant.float"() <{value = 4.0 : f64}> : () -> !torch.float
    // CHECK: arith.divf
    // NUM: result 53: 5xf32 [-0.5, -0.125, 0, 0.1875, 0.75]
    %r53 = "torch.aten.div.Scalar"(%x, %k13) : (!torch.vtensor<[5],f32>, !torch.float) -> !torch.vtensor<[5],f32>
    // Integers are divided as floats.
    // CHECK: arith.divf
    // NUM: result 54: 5xf32 [-1.5, 0, 0.5, 2.5, 3.5]
    %r54 = "torch.aten.div.Scalar"(%n, %k6) : (!torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.mulf
    // NUM: result 55: 5xf32 [0.0625, 0.25, 1, 4, 49]
    %r55 = "torch.aten.pow.Tensor_Scalar"(%p, %k6) : (!torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.mulf
    // NUM: result 56: 5xf32 [0.015625, 0.125, 1, 8, 343]
    %r56 = "torch.aten.pow.Tensor_Scalar"(%p, %k11) : (!torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // NUM: result 57: 5xf32 [0.5, 0.707107, 1, 1.41421, 2.64575]
    %r57 = "torch.aten.pow.Tensor_Scalar"(%p, %k4) : (!torch.vtensor<[5],f32>, !torch.float) -> !torch.vtensor<[5],f32>
    %k14 = "torch.constant.float"() <{value = -0.5 : f64}> : () -> !torch.float
    // NUM: result 58: 5xf32 [2, 1.41421, 1, 0.707107, 0.377964]
    %r58 = "torch.aten.pow.Tensor_Scalar"(%p, %k14) : (!torch.vtensor<[5],f32>, !torch.float) -> !torch.vtensor<[5],f32>
    // CHECK: arith.divf
    // NUM: result 59: 5xf32 [4, 2, 1, 0.5, 0.142857]
    %r59 = "torch.aten.pow.Tensor_Scalar"(%p, %k8) : (!torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    %k15 = "torch.constant.int"() <{value = -2 : i64}> : () -> !torch.int
    // CHECK: arith.divf
    // NUM: result 60: 5xf32 [16, 4, 1, 0.25, 0.0204082]
    %r60 = "torch.aten.pow.Tensor_Scalar"(%p, %k15) : (!torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // NUM: result 61: 5xf32 [0.25, 0.5, 1, 2, 7]
    %r61 = "torch.aten.pow.Tensor_Scalar"(%p, %k5) : (!torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    %k16 = "torch.constant.float"() <{value = 1.7 : f64}> : () -> !torch.float
    // CHECK: math.powf
    // NUM: result 62: 5xf32 [0.0947323, 0.307786, 1, 3.24901, 27.3317]
    %r62 = "torch.aten.pow.Tensor_Scalar"(%p, %k16) : (!torch.vtensor<[5],f32>, !torch.float) -> !torch.vtensor<[5],f32>
    // CHECK: math.powf
    // NUM: result 63: 5xf32 [16, 1.41421, 1, 1.68179, 343]
    %r63 = "torch.aten.pow.Tensor_Tensor"(%p, %x) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.powf
    // NUM: result 64: 5xf32 [0.25, 0.707107, 1, 1.68179, 8]
    %r64 = "torch.aten.pow.Scalar"(%k6, %x) : (!torch.int, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.addf
    // NUM: result 65: 5xf32 [-1.25, -0.75, 4, 2.75, -11]
    %r65 = "torch.aten.addcmul"(%x, %y, %p, %k6) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.divf
    // CHECK: arith.addf
    // NUM: result 66: 5xf32 [4, -1, 2, 1, 2.85714]
    %r66 = "torch.aten.addcdiv"(%x, %y, %p, %k5) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // CHECK: arith.maximumf
    // NUM: result 67: 5xf32 [1.5, -0.25, 2, 0.75, 3]
    %r67 = "torch.aten.maximum"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.minimumf
    // NUM: result 68: 5xf32 [-2, -0.5, 0, 0.5, -1]
    %r68 = "torch.aten.minimum"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    %k17 = "torch.constant.none"() : () -> !torch.none
    // CHECK: arith.minimumf
    // NUM: result 69: 5xf32 [-2, -0.5, 0, 0.75, 1.5]
    %r69 = "torch.aten.clamp"(%x, %k17, %k9) : (!torch.vtensor<[5],f32>, !torch.none, !torch.float) -> !torch.vtensor<[5],f32>
    // NUM: result 70: 5xf32 [-1, -0.5, 0, 0.75, 1.5]
    %r70 = "torch.aten.clamp"(%x, %k8, %k9) : (!torch.vtensor<[5],f32>, !torch.int, !torch.float) -> !torch.vtensor<[5],f32>
    // NUM: result 71: 5xf32 [-1, -0.5, 0, 0.75, 3]
    %r71 = "torch.aten.clamp_min"(%x, %k8) : (!torch.vtensor<[5],f32>, !torch.int) -> !torch.vtensor<[5],f32>
    // NUM: result 72: 5xf32 [1.5, -0.25, 2, 0.75, 3]
    %r72 = "torch.aten.clamp.Tensor"(%x, %y, %k17) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpf oeq
    %r73 = "torch.aten.eq.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    %k18 = "torch.constant.int"() <{value = 6 : i64}> : () -> !torch.int
    %k19 = "torch.constant.bool"() <{value = false}> : () -> !torch.bool
    // CHECK: arith.uitofp
    // NUM: result 73: 5xf32 [0, 0, 0, 0, 0]
    %r74 = "torch.aten.to.dtype"(%r73, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpi eq
    %r75 = "torch.aten.eq.Scalar"(%n, %k5) : (!torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 74: 5xf32 [0, 0, 1, 0, 0]
    %r76 = "torch.aten.to.dtype"(%r75, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpf une
    %r77 = "torch.aten.ne.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 75: 5xf32 [1, 1, 1, 1, 1]
    %r78 = "torch.aten.to.dtype"(%r77, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpi ne
    %r79 = "torch.aten.ne.Scalar"(%n, %k5) : (!torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 76: 5xf32 [1, 1, 0, 1, 1]
    %r80 = "torch.aten.to.dtype"(%r79, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpf oge
    %r81 = "torch.aten.ge.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 77: 5xf32 [0, 0, 0, 1, 1]
    %r82 = "torch.aten.to.dtype"(%r81, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpi sge
    %r83 = "torch.aten.ge.Scalar"(%n, %k5) : (!torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 78: 5xf32 [0, 0, 1, 1, 1]
    %r84 = "torch.aten.to.dtype"(%r83, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpf ogt
    %r85 = "torch.aten.gt.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 79: 5xf32 [0, 0, 0, 1, 1]
    %r86 = "torch.aten.to.dtype"(%r85, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpi sgt
    %r87 = "torch.aten.gt.Scalar"(%n, %k5) : (!torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 80: 5xf32 [0, 0, 0, 1, 1]
    %r88 = "torch.aten.to.dtype"(%r87, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpf ole
    %r89 = "torch.aten.le.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 81: 5xf32 [1, 1, 1, 0, 0]
    %r90 = "torch.aten.to.dtype"(%r89, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpi sle
    %r91 = "torch.aten.le.Scalar"(%n, %k5) : (!torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 82: 5xf32 [1, 1, 1, 0, 0]
    %r92 = "torch.aten.to.dtype"(%r91, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpf olt
    %r93 = "torch.aten.lt.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 83: 5xf32 [1, 1, 1, 0, 0]
    %r94 = "torch.aten.to.dtype"(%r93, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpi slt
    %r95 = "torch.aten.lt.Scalar"(%n, %k5) : (!torch.vtensor<[5],si64>, !torch.int) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 84: 5xf32 [1, 1, 0, 0, 0]
    %r96 = "torch.aten.to.dtype"(%r95, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // An integer and a fraction are compared as floats.
    // CHECK: arith.cmpf ogt
    %r97 = "torch.aten.gt.Scalar"(%n, %k4) : (!torch.vtensor<[5],si64>, !torch.float) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 85: 5xf32 [0, 0, 1, 1, 1]
    %r98 = "torch.aten.to.dtype"(%r97, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.select
    // NUM: result 86: 5xf32 [-2, -0.25, 2, 0.75, 3]
    %r99 = "torch.aten.where.self"(%m, %x, %y) : (!torch.vtensor<[5],i1>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.select
    // NUM: result 87: 5xf32 [-2, 0.5, 0.5, 0.75, 3]
    %r100 = "torch.aten.where.ScalarOther"(%m, %x, %k4) : (!torch.vtensor<[5],i1>, !torch.vtensor<[5],f32>, !torch.float) -> !torch.vtensor<[5],f32>
    // CHECK: arith.select
    // NUM: result 88: 5xf32 [0.5, -0.5, 0, 0.5, 0.5]
    %r101 = "torch.aten.where.ScalarSelf"(%m, %k4, %x) : (!torch.vtensor<[5],i1>, !torch.float, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.select
    // NUM: result 89: 5xf32 [1, 0.25, 0.25, 1, 1]
    %r102 = "torch.aten.where.Scalar"(%m, %k10, %k3) : (!torch.vtensor<[5],i1>, !torch.float, !torch.float) -> !torch.vtensor<[5],f32>
    %k20 = "torch.constant.float"() <{value = -1.5 : f64}> : () -> !torch.float
    // CHECK: arith.select
    // NUM: result 90: 5xf32 [-1.5, -0.5, 0, -1.5, -1.5]
    %r103 = "torch.aten.masked_fill.Scalar"(%x, %m, %k20) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],i1>, !torch.float) -> !torch.vtensor<[5],f32>
    // NUM: result 91: 5xf32 [0.5, -0.5, 0, 0.5, 0.5]
    %r104 = "torch.aten.masked_fill.Tensor"(%x, %m, %k) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],i1>, !torch.vtensor<[],f32>) -> !torch.vtensor<[5],f32>
    %b = "torch.aten.gt.Tensor"(%x, %y) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.andi
    %r105 = "torch.aten.logical_and"(%m, %b) : (!torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 92: 5xf32 [0, 0, 0, 1, 1]
    %r106 = "torch.aten.to.dtype"(%r105, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.ori
    %r107 = "torch.aten.logical_or"(%m, %b) : (!torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.uitofp
    // NUM: result 93: 5xf32 [1, 0, 0, 1, 1]
    %r108 = "torch.aten.to.dtype"(%r107, %k18, %k19, %k19, %k17) : (!torch.vtensor<[5],i1>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[5],f32>
    // CHECK: arith.xori
    %r109 = "torch.aten.logical_not"(%m) : (!torch.vtensor<[5],i1>) -> !torch.vtensor<[5],i1>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15, %r16, %r17, %r18, %r19, %r20, %r21, %r22, %r23, %r24, %r25, %r26, %r27, %r28, %r29, %r30, %r31, %r32, %r33, %r34, %r35, %r36, %r37, %r38, %r39, %r40, %r41, %r42, %r43, %r44, %r45, %r46, %r47, %r48, %r49, %r50, %r51, %r52, %r53, %r54, %r55, %r56, %r57, %r58, %r59, %r60, %r61, %r62, %r63, %r64, %r65, %r66, %r67, %r68, %r69, %r70, %r71, %r72, %r74, %r76, %r78, %r80, %r82, %r84, %r86, %r88, %r90, %r92, %r94, %r96, %r98, %r99, %r100, %r101, %r102, %r103, %r104, %r106, %r108, %r109) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],i1>) -> ()
  }) : () -> ()
}) : () -> ()
