// Ops of new versions of ONNX: their forms, and numbers that its reference
// evaluator gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 5 -2 -0.5 0 0.75 3
// RUN: %npy %t.p.npy '<f4' 5 0.25 0.5 1 2 7
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.p.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[5],f32>, %p: !torch.vtensor<[5],f32>):
    %0 = "torch.constant.none"() : () -> !torch.none
    // CHECK: glu.activation swish<beta = 1
    // NUM: result 0: 5xf32 [-0.238406, -0.18877, 0, 0.509384, 2.85772]
    %sw = "torch.operator"(%x) <{name = "onnx.Swish"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation swish<beta = 2
    // NUM: result 1: 5xf32 [-0.0359724, -0.134471, 0, 0.613181, 2.99258]
    %s2 = "torch.operator"(%x) <{name = "onnx.Swish"}> {torch.onnx.alpha = 2.000000e+00 : f32} : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.rsqrt
    // NUM: result 2: 5xf32 [-0.300828, -0.150414, 0, 0.902484, 12.6348]
    %rm = "torch.operator"(%x, %p) <{name = "onnx.RMSNormalization"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    "func.return"(%sw, %s2, %rm) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> ()
  }) {torch.onnx_meta.opset_version = 24 : si64} : () -> ()
}) : () -> ()
