// Products, reductions and norms of ONNX: their forms, and numbers that the
// reference evaluator of ONNX gave for the same operands.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.a.npy '<f4' 2x3 1 2 -3 4 -5 6
// RUN: %npy %t.b.npy '<f4' 3x2 0.5 -1 1.5 2 0 3
// RUN: %npy %t.c.npy '<f4' 2 10 -20
// RUN: %npy %t.w.npy '<f4' 3 1 2 0.5
// RUN: %npy %t.v.npy '<f4' 3 0.5 0 -1
// RUN: %npy %t.q.npy '<f4' 1x3x2 1 2 3 -4 5 6
// RUN: %npy %t.k.npy '<f4' 2x3x1 1 2 -1 0.5 0 3
// RUN: glu-run %t.mlir --arg=%t.a.npy --arg=%t.b.npy --arg=%t.c.npy --arg=%t.w.npy --arg=%t.v.npy --arg=%t.q.npy --arg=%t.k.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[1,3,2],f32>, !torch.vtensor<[2,3,1],f32>) -> (!torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[3,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[1,2,2],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[1,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>), sym_name = "main"}> ({
  ^bb0(%a: !torch.vtensor<[2,3],f32>, %b: !torch.vtensor<[3,2],f32>, %c: !torch.vtensor<[2],f32>, %w: !torch.vtensor<[3],f32>, %v: !torch.vtensor<[3],f32>, %q: !torch.vtensor<[1,3,2],f32>, %k: !torch.vtensor<[2,3,1],f32>):
    %0 = "torch.constant.none"() : () -> !torch.none
    // CHECK: linalg.matmul
    // NUM: result 0: 2x2xf32 [3.5, -6, -5.5, 4]
    %mm = "torch.operator"(%a, %b) <{name = "onnx.MatMul"}> : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>) -> !torch.vtensor<[2,2],f32>
    // CHECK: arith.mulf
    // CHECK: arith.addf
    // NUM: result 1: 2x2xf32 [21.75, -43, 17.25, -38]
    %ge = "torch.operator"(%a, %b, %c) <{name = "onnx.Gemm"}> {torch.onnx.alpha = 5.000000e-01 : f32, torch.onnx.beta = 2.000000e+00 : f32} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[2],f32>) -> !torch.vtensor<[2,2],f32>
    // CHECK: linalg.generic
    // NUM: result 2: 3x3xf32 [-3.5, 9.5, 12, 6, -7, -15, -7.5, 7.5, ...]
    %gt = "torch.operator"(%a, %b) <{name = "onnx.Gemm"}> {torch.onnx.transA = 1 : si64, torch.onnx.transB = 1 : si64} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>) -> !torch.vtensor<[3,3],f32>
    // CHECK: linalg.transpose
    // NUM: result 3: 2x2xf32 [3.5, -5.5, -6, 4]
    %ei = "torch.operator"(%a, %b) <{name = "onnx.Einsum"}> {torch.onnx.equation = "ab,bc->ca"} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>) -> !torch.vtensor<[2,2],f32>
    // CHECK: linalg.generic
    // NUM: result 4: 1x2x2xf32 [12, -2, -4.5, -1]
    %cv = "torch.operator"(%q, %k, %c) <{name = "onnx.Conv"}> {torch.onnx.kernel_shape = [1 : si64]} : (!torch.vtensor<[1,3,2],f32>, !torch.vtensor<[2,3,1],f32>, !torch.vtensor<[2],f32>) -> !torch.vtensor<[1,2,2],f32>
    %ax = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
    // CHECK: linalg.reduce
    // NUM: result 5: 2xf32 [2, 6]
    %rx = "torch.operator"(%a, %ax) <{name = "onnx.ReduceMax"}> {torch.onnx.keepdims = 0 : si64} : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2],f32>
    // CHECK: arith.minimumf
    // NUM: result 6: 2x1xf32 [-3, -5]
    %rn = "torch.operator"(%a, %ax) <{name = "onnx.ReduceMin"}> : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,1],f32>
    // CHECK: arith.addf
    // NUM: result 7: 1x1xf32 [5]
    %rs = "torch.operator"(%a) <{name = "onnx.ReduceSum"}> : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[1,1],f32>
    // CHECK: arith.divf
    // NUM: result 8: 2x1xf32 [0, 1.66667]
    %rm = "torch.operator"(%a, %ax) <{name = "onnx.ReduceMean"}> : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,1],f32>
    // CHECK: math.sqrt
    // NUM: result 9: 2x1xf32 [3.74166, 8.77496]
    %rl = "torch.operator"(%a, %ax) <{name = "onnx.ReduceL2"}> : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,1],f32>
    // NUM: result 10: 2x1xf32 [14, 77]
    %rq = "torch.operator"(%a, %ax) <{name = "onnx.ReduceSumSquare"}> : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,1],f32>
    // NUM: result 11: 2x3xf32 [1, 2, -3, 4, -5, 6]
    %rz = "torch.operator"(%a) <{name = "onnx.ReduceSum"}> {torch.onnx.noop_with_empty_axes = 1 : si64} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.exp
    // NUM: result 12: 2x3xf32 [0.267623, 0.727475, 0.00490169, 0.119201, 1.47106e-05, 0.880784]
    %so = "torch.operator"(%a) <{name = "onnx.Softmax"}> : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.exp
    // NUM: result 13: 2x3xf32 [0.0474259, 0.999089, 0.000123395, 0.952574, 0.000911051, 0.999877]
    %s0 = "torch.operator"(%a) <{name = "onnx.Softmax"}> {torch.onnx.axis = 0 : si64} : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.log
    // NUM: result 14: 2x3xf32 [-1.31818, -0.318175, -5.31818, -2.12694, -11.1269, -0.126943]
    %ls = "torch.operator"(%a) <{name = "onnx.LogSoftmax"}> : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.rsqrt
    // NUM: result 15: 2x3xf32 [0.96291, 1.85164, -1.69436, 0.987713, -2.78693, -0.547124]
    %ln = "torch.operator"(%a, %w, %v) <{name = "onnx.LayerNormalization"}> : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[3],f32>) -> !torch.vtensor<[2,3],f32>
    "func.return"(%mm, %ge, %gt, %ei, %cv, %rx, %rn, %rs, %rm, %rl, %rq, %rz, %so, %s0, %ls, %ln) : (!torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[3,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[1,2,2],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[1,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>) -> ()
  }) {torch.onnx_meta.opset_version = 18 : si64} : () -> ()
}) : () -> ()
