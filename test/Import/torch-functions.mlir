// More functions of torch: their forms, and numbers that PyTorch gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x3 -2 -0.5 1 3 0.25 -1
// RUN: %npy %t.w.npy '<f4' 3 0.5 2 -0.25
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.w.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3],f32>) -> (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[2,3],f32>, %w: !torch.vtensor<[3],f32>):
    // CHECK: math.exp2
    // NUM: result 0: 2x3xf32 [0.25, 0.707107, 2, 8, 1.18921, 0.5]
    %r0 = "torch.aten.exp2"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.erf 
    // NUM: result 1: 2x3xf32 [-0.995322, -0.5205, 0.842701, 0.999978, 0.276326, -0.842701]
    %r1 = "torch.aten.special_erf"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.erfc
    // NUM: result 2: 2x3xf32 [1.99532, 1.5205, 0.157299, 2.20905e-05, 0.723674, 1.8427]
    %r2 = "torch.aten.special_erfc"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: glu.activation sigmoid
    // NUM: result 3: 2x3xf32 [0.119203, 0.377541, 0.731059, 0.952574, 0.562177, 0.268941]
    %r3 = "torch.aten.special_expit"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.expm1
    // NUM: result 4: 2x3xf32 [-0.864665, -0.393469, 1.71828, 19.0855, 0.284025, -0.632121]
    %r4 = "torch.aten.special_expm1"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.log1p
    // NUM: result 5: 3xf32 [0.405465, 1.09861, -0.287682]
    %r5 = "torch.aten.special_log1p"(%w) : (!torch.vtensor<[3],f32>) -> !torch.vtensor<[3],f32>
    // CHECK: math.erfc
    // NUM: result 6: 2x3xf32 [0.0227501, 0.308538, 0.841345, 0.99865, 0.598706, 0.158655]
    %r6 = "torch.aten.special_ndtr"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    %k0 = "torch.constant.float"() <{value = 1.0 : f64}> : () -> !torch.float
    // CHECK: glu.activation elu<alpha = 1.0>
    // NUM: result 7: 2x3xf32 [-0.864665, -0.393469, 1, 3, 0.25, -0.632121]
    %r7 = "torch.aten.celu"(%x, %k0) : (!torch.vtensor<[2,3],f32>, !torch.float) -> !torch.vtensor<[2,3],f32>
    %k1 = "torch.constant.float"() <{value = 2.0 : f64}> : () -> !torch.float
    // CHECK: math.expm1
    // NUM: result 8: 2x3xf32 [-1.26424, -0.442398, 1, 3, 0.25, -0.786939]
    %r8 = "torch.aten.celu"(%x, %k1) : (!torch.vtensor<[2,3],f32>, !torch.float) -> !torch.vtensor<[2,3],f32>
    // One weight for each element of dimension 1.
    // CHECK: arith.select
    // NUM: result 9: 2x3xf32 [-1, -1, 1, 3, 0.25, 0.25]
    %r9 = "torch.aten.prelu"(%x, %w) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: glu.activation relu
    // NUM: result 10: 2x3xf32 [0, 0, 1, 3, 0.25, 0]
    %r10 = "torch.aten.relu_"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: glu.activation swish<beta = 1.0>
    // NUM: result 11: 2x3xf32 [-0.238406, -0.18877, 0.731059, 2.85772, 0.140544, -0.268941]
    %r11 = "torch.aten.silu_"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    %k2 = "torch.constant.float"() <{value = 0.5 : f64}> : () -> !torch.float
    %k3 = "torch.constant.float"() <{value = 7.0 : f64}> : () -> !torch.float
    // CHECK: arith.select
    // NUM: result 12: 2x3xf32 [7, 7, 1, 3, 7, 7]
    %r12 = "torch.aten.threshold"(%x, %k2, %k3) : (!torch.vtensor<[2,3],f32>, !torch.float, !torch.float) -> !torch.vtensor<[2,3],f32>
    %k4 = "torch.constant.float"() <{value = 0.5 : f64}> : () -> !torch.float
    // CHECK: arith.minimumf
    // NUM: result 13: 2x3xf32 [-2, -0.5, 0.5, 0.5, 0.25, -1]
    %r13 = "torch.aten.clamp_max"(%x, %k4) : (!torch.vtensor<[2,3],f32>, !torch.float) -> !torch.vtensor<[2,3],f32>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10, %r11, %r12, %r13) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>) -> ()
  }) : () -> ()
}) : () -> ()
