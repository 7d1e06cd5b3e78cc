// Elementwise ops of StableHLO and CHLO: their forms, and numbers that NumPy
// gave for the same operands.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 5 -2 -0.5 0 0.75 3
// RUN: %npy %t.y.npy '<f4' 5 1.5 -0.25 2 0.5 -1
// RUN: %npy %t.p.npy '<f4' 5 0.25 0.5 1 2 7
// RUN: %npy %t.n.npy '<i8' 5 -3 0 1 5 7
// RUN: %npy %t.m_.npy '<f4' 5 1 0 0 1 1
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.y.npy --arg=%t.p.npy --arg=%t.n.npy --arg=%t.m_.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xf32>) -> (tensor<5xf32>, tensor<5xi64>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xi1>, tensor<5xi64>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xf32>, tensor<5xi64>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xf32>, tensor<5xf64>, tensor<5xi32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>), sym_name = "main"}> ({
  ^bb0(%x: tensor<5xf32>, %y: tensor<5xf32>, %p: tensor<5xf32>, %n: tensor<5xi64>, %m_: tensor<5xf32>):
    %zero_m = "stablehlo.constant"() <{value = dense<0.0> : tensor<5xf32>}> : () -> tensor<5xf32>
    %m = "stablehlo.compare"(%m_, %zero_m) <{comparison_direction = #stablehlo<comparison_direction NE>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
    // CHECK: math.absf
    // NUM: result 0: 5xf32 [2, 0.5, 0, 0.75, 3]
    %r0 = "stablehlo.abs"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.absi
    // NUM: result 1: 5xi64 [3, 0, 1, 5, 7]
    %r1 = "stablehlo.abs"(%n) : (tensor<5xi64>) -> tensor<5xi64>
    // CHECK: math.ceil
    // NUM: result 2: 5xf32 [-2, -0, 0, 1, 3]
    %r2 = "stablehlo.ceil"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.cos
    // NUM: result 3: 5xf32 [-0.416147, 0.877583, 1, 0.731689, -0.989992]
    %r3 = "stablehlo.cosine"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.exp
    // NUM: result 4: 5xf32 [0.135335, 0.606531, 1, 2.117, 20.0855]
    %r4 = "stablehlo.exponential"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.expm1
    // NUM: result 5: 5xf32 [-0.864665, -0.393469, 0, 1.117, 19.0855]
    %r5 = "stablehlo.exponential_minus_one"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.floor
    // NUM: result 6: 5xf32 [-2, -1, 0, 0, 3]
    %r6 = "stablehlo.floor"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.cmpf olt
    %r7 = "stablehlo.is_finite"(%x) : (tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 7: 5xf32 [1, 1, 1, 1, 1]
    %r8 = "stablehlo.convert"(%r7) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: math.log
    // NUM: result 8: 5xf32 [-1.38629, -0.693147, 0, 0.693147, 1.94591]
    %r9 = "stablehlo.log"(%p) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.log1p
    // NUM: result 9: 5xf32 [0.223144, 0.405465, 0.693147, 1.09861, 2.07944]
    %r10 = "stablehlo.log_plus_one"(%p) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: glu.activation sigmoid
    // NUM: result 10: 5xf32 [0.119203, 0.377541, 0.5, 0.679179, 0.952574]
    %r11 = "stablehlo.logistic"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.negf
    // NUM: result 11: 5xf32 [2, 0.5, -0, -0.75, -3]
    %r12 = "stablehlo.negate"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.subi
    // NUM: result 12: 5xi64 [3, 0, -1, -5, -7]
    %r13 = "stablehlo.negate"(%n) : (tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.xori
    %r14 = "stablehlo.not"(%m) : (tensor<5xi1>) -> tensor<5xi1>
    // CHECK: arith.xori
    // NUM: result 14: 5xi64 [2, -1, -2, -6, -8]
    %r15 = "stablehlo.not"(%n) : (tensor<5xi64>) -> tensor<5xi64>
    // CHECK: math.round 
    // NUM: result 15: 5xf32 [-2, -1, 0, 1, 3]
    %r16 = "stablehlo.round_nearest_afz"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.roundeven
    // NUM: result 16: 5xf32 [-2, -0, 0, 1, 3]
    %r17 = "stablehlo.round_nearest_even"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.rsqrt
    // NUM: result 17: 5xf32 [2, 1.41421, 1, 0.707107, 0.377964]
    %r18 = "stablehlo.rsqrt"(%p) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.cmpf olt
    // CHECK: arith.select
    // CHECK: arith.cmpf ogt
    // CHECK: arith.select
    // NUM: result 18: 5xf32 [-1, -1, 0, 1, 1]
    %r19 = "stablehlo.sign"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.sin
    // NUM: result 19: 5xf32 [-0.909297, -0.479426, 0, 0.681639, 0.14112]
    %r20 = "stablehlo.sine"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.sqrt
    // NUM: result 20: 5xf32 [0.5, 0.707107, 1, 1.41421, 2.64575]
    %r21 = "stablehlo.sqrt"(%p) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.tanh
    // NUM: result 21: 5xf32 [-0.964028, -0.462117, 0, 0.635149, 0.995055]
    %r22 = "stablehlo.tanh"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.erf 
    // NUM: result 22: 5xf32 [-0.995322, -0.5205, 0, 0.711156, 0.999978]
    %r23 = "chlo.erf"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.erfc
    // NUM: result 23: 5xf32 [1.99532, 1.5205, 1, 0.288844, 2.20905e-05]
    %r24 = "chlo.erfc"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.mulf
    // NUM: result 24: 5xf32 [4, 0.25, 0, 0.5625, 9]
    %r25 = "chlo.square"(%x) : (tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.muli
    // NUM: result 25: 5xi64 [9, 0, 1, 25, 49]
    %r26 = "chlo.square"(%n) : (tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.addf
    // NUM: result 26: 5xf32 [-0.5, -0.75, 2, 1.25, 2]
    %r27 = "stablehlo.add"(%x, %y) : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.addi
    // NUM: result 27: 5xi64 [-6, 0, 2, 10, 14]
    %r28 = "stablehlo.add"(%n, %n) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.subf
    // NUM: result 28: 5xf32 [-3.5, -0.25, -2, 0.25, 4]
    %r29 = "stablehlo.subtract"(%x, %y) : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.mulf
    // NUM: result 29: 5xf32 [-3, 0.125, 0, 0.375, -3]
    %r30 = "stablehlo.multiply"(%x, %y) : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.divf
    // NUM: result 30: 5xf32 [-1.33333, 2, 0, 1.5, -3]
    %r31 = "stablehlo.divide"(%x, %y) : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.maximumf
    // NUM: result 31: 5xf32 [1.5, -0.25, 2, 0.75, 3]
    %r32 = "stablehlo.maximum"(%x, %y) : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.minimumf
    // NUM: result 32: 5xf32 [-2, -0.5, 0, 0.5, -1]
    %r33 = "stablehlo.minimum"(%x, %y) : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    // CHECK: math.powf
    // NUM: result 33: 5xf32 [0.125, 1.18921, 1, 1.41421, 0.142857]
    %r34 = "stablehlo.power"(%p, %y) : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.remf
    // NUM: result 34: 5xf32 [-0.5, -0, 0, 0.25, 0]
    %r35 = "stablehlo.remainder"(%x, %y) : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    // CHECK: arith.cmpf oeq
    %r36 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction EQ>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 35: 5xf32 [0, 0, 0, 0, 0]
    %r37 = "stablehlo.convert"(%r36) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.cmpf une
    %r38 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction NE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 36: 5xf32 [1, 1, 1, 1, 1]
    %r39 = "stablehlo.convert"(%r38) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.cmpf oge
    %r40 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction GE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 37: 5xf32 [0, 0, 0, 1, 1]
    %r41 = "stablehlo.convert"(%r40) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.cmpf ogt
    %r42 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction GT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 38: 5xf32 [0, 0, 0, 1, 1]
    %r43 = "stablehlo.convert"(%r42) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.cmpf ole
    %r44 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction LE>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 39: 5xf32 [1, 1, 1, 0, 0]
    %r45 = "stablehlo.convert"(%r44) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.cmpf olt
    %r46 = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction LT>, compare_type = #stablehlo<comparison_type FLOAT>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 40: 5xf32 [1, 1, 1, 0, 0]
    %r47 = "stablehlo.convert"(%r46) : (tensor<5xi1>) -> tensor<5xf32>
    %seven = "stablehlo.constant"() <{value = dense<2> : tensor<5xi64>}> : () -> tensor<5xi64>
    // CHECK: arith.cmpi slt
    %r48 = "stablehlo.compare"(%n, %seven) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 41: 5xf32 [1, 1, 1, 0, 0]
    %r49 = "stablehlo.convert"(%r48) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.divsi
    // NUM: result 42: 5xi64 [-1, 0, 0, 2, 3]
    %r50 = "stablehlo.divide"(%n, %seven) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.remsi
    // NUM: result 43: 5xi64 [-1, 0, 1, 1, 1]
    %r51 = "stablehlo.remainder"(%n, %seven) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.maxsi
    // NUM: result 44: 5xi64 [2, 2, 2, 5, 7]
    %r52 = "stablehlo.maximum"(%n, %seven) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.andi
    // NUM: result 45: 5xi64 [0, 0, 0, 0, 2]
    %r53 = "stablehlo.and"(%n, %seven) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.ori
    // NUM: result 46: 5xi64 [-1, 2, 3, 7, 7]
    %r54 = "stablehlo.or"(%n, %seven) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.xori
    // NUM: result 47: 5xi64 [-1, 2, 3, 7, 5]
    %r55 = "stablehlo.xor"(%n, %seven) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.subi
    // NUM: result 48: 5xi64 [-5, -2, -1, 3, 5]
    %r56 = "stablehlo.subtract"(%n, %seven) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // CHECK: arith.muli
    // NUM: result 49: 5xi64 [-6, 0, 2, 10, 14]
    %r57 = "stablehlo.multiply"(%n, %seven) : (tensor<5xi64>, tensor<5xi64>) -> tensor<5xi64>
    // Sums and products of i1 are or and and.
    %lt = "stablehlo.compare"(%x, %y) <{comparison_direction = #stablehlo<comparison_direction LT>}> : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.ori
    %r58 = "stablehlo.add"(%m, %lt) : (tensor<5xi1>, tensor<5xi1>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 50: 5xf32 [1, 1, 1, 1, 1]
    %r59 = "stablehlo.convert"(%r58) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.andi
    %r60 = "stablehlo.multiply"(%m, %lt) : (tensor<5xi1>, tensor<5xi1>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 51: 5xf32 [1, 0, 0, 0, 0]
    %r61 = "stablehlo.convert"(%r60) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.select
    // NUM: result 52: 5xf32 [-2, -0.25, 2, 0.75, 3]
    %r62 = "stablehlo.select"(%m, %x, %y) : (tensor<5xi1>, tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
    %low = "stablehlo.constant"() <{value = dense<-1.000000e+00> : tensor<f32>}> : () -> tensor<f32>
    %high = "stablehlo.constant"() <{value = dense<1.500000e+00> : tensor<f32>}> : () -> tensor<f32>
    // CHECK: arith.maximumf
    // CHECK: arith.minimumf
    // NUM: result 53: 5xf32 [-1, -0.5, 0, 0.75, 1.5]
    %r63 = "stablehlo.clamp"(%low, %x, %high) : (tensor<f32>, tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
    // CHECK: arith.sitofp
    // NUM: result 54: 5xf32 [-3, 0, 1, 5, 7]
    %r64 = "stablehlo.convert"(%n) : (tensor<5xi64>) -> tensor<5xf32>
    // CHECK: arith.uitofp
    // NUM: result 55: 5xf32 [1, 0, 0, 1, 1]
    %r65 = "stablehlo.convert"(%m) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.fptosi
    // NUM: result 56: 5xi64 [-2, 0, 0, 0, 3]
    %r66 = "stablehlo.convert"(%x) : (tensor<5xf32>) -> tensor<5xi64>
    // CHECK: arith.cmpf une
    %r67 = "stablehlo.convert"(%x) : (tensor<5xf32>) -> tensor<5xi1>
    // CHECK: arith.uitofp
    // NUM: result 57: 5xf32 [1, 1, 0, 1, 1]
    %r68 = "stablehlo.convert"(%r67) : (tensor<5xi1>) -> tensor<5xf32>
    // CHECK: arith.extf
    // NUM: result 58: 5xf64 [0.25, 0.5, 1, 2, 7]
    %r69 = "stablehlo.convert"(%p) : (tensor<5xf32>) -> tensor<5xf64>
    // CHECK: arith.trunci
    // NUM: result 59: 5xi32 [-3, 0, 1, 5, 7]
    %r70 = "stablehlo.convert"(%n) : (tensor<5xi64>) -> tensor<5xi32>
    // CHLO broadcasts from the last dimension on.
    // CHECK: arith.addf
    // NUM: result 60: 5xf32 [-0.5, 1, 1.5, 2.25, 4.5]
    %r71 = "chlo.broadcast_add"(%x, %high) : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
    // CHECK: arith.subf
    // NUM: result 61: 5xf32 [-3.5, -2, -1.5, -0.75, 1.5]
    %r72 = "chlo.broadcast_subtract"(%x, %high) : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
    // CHECK: arith.mulf
    // NUM: result 62: 5xf32 [-3, -0.75, 0, 1.125, 4.5]
    %r73 = "chlo.broadcast_multiply"(%x, %high) : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
    // CHECK: arith.divf
    // NUM: result 63: 5xf32 [-1.33333, -0.333333, 0, 0.5, 2]
    %r74 = "chlo.broadcast_divide"(%x, %high) : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
    // CHECK: arith.maximumf
    // NUM: result 64: 5xf32 [1.5, 1.5, 1.5, 1.5, 3]
    %r75 = "chlo.broadcast_maximum"(%x, %high) : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
    // CHECK: arith.minimumf
    // NUM: result 65: 5xf32 [-2, -0.5, 0, 0.75, 1.5]
    %r76 = "chlo.broadcast_minimum"(%x, %high) : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
    // CHECK: math.powf
    // NUM: result 66: 5xf32 [0.125, 0.353553, 1, 2.82843, 18.5203]
    %r77 = "chlo.broadcast_power"(%p, %high) : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15, %r16, %r17, %r18, %r19, %r20, %r21, %r22, %r23, %r24, %r25, %r26, %r27, %r28, %r29, %r30, %r31, %r32, %r33, %r34, %r35, %r37, %r39, %r41, %r43, %r45, %r47, %r49, %r50, %r51, %r52, %r53, %r54, %r55, %r56, %r57, %r59, %r61, %r62, %r63, %r64, %r65, %r66, %r68, %r69, %r70, %r71, %r72, %r73, %r74, %r75, %r76, %r77) : (tensor<5xf32>, tensor<5xi64>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xi1>, tensor<5xi64>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xf32>, tensor<5xi64>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xi64>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xi64>, tensor<5xf32>, tensor<5xf64>, tensor<5xi32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> ()
  }) : () -> ()
}) : () -> ()
