// Ops of ONNX as old versions have them, with attributes for operands: their
// forms, and numbers that the reference evaluator gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x1x4 1 2 3 4 7 8 9 10
// RUN: glu-run %t.mlir --arg=%t.x.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,1,4],f32>) -> (!torch.vtensor<[2,1,2],f32>, !torch.vtensor<[1,1,4],f32>, !torch.vtensor<[2,1,1],f32>, !torch.vtensor<[2,1,3],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[1,2,1,4],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1,4],f32>, !torch.vtensor<[2,4],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[2,1,4],f32>):
    %0 = "torch.constant.none"() : () -> !torch.none
    // CHECK: tensor.extract_slice
    // NUM: result 0: 2x1x2xf32 [2, 3, 8, 9]
    %sl = "torch.operator"(%x) <{name = "onnx.Slice"}> {torch.onnx.axes = [2 : si64], torch.onnx.ends = [-1 : si64], torch.onnx.starts = [1 : si64]} : (!torch.vtensor<[2,1,4],f32>) -> !torch.vtensor<[2,1,2],f32>
    // CHECK: tensor.extract_slice
    // NUM: result 1: 1x1x4xf32 [7, 8, 9, 10]
    %sa = "torch.operator"(%x) <{name = "onnx.Slice"}> {torch.onnx.ends = [9 : si64], torch.onnx.starts = [1 : si64]} : (!torch.vtensor<[2,1,4],f32>) -> !torch.vtensor<[1,1,4],f32>
    // CHECK: tensor.extract_slice
    // CHECK: tensor.extract_slice
    // NUM: result 2: 2x1x1xf32 [1, 7]
    // NUM: result 3: 2x1x3xf32 [2, 3, 4, 8, 9, 10]
    %pa:2 = "torch.operator"(%x) <{name = "onnx.Split"}> {torch.onnx.axis = -1 : si64, torch.onnx.split = [1 : si64, 3 : si64]} : (!torch.vtensor<[2,1,4],f32>) -> (!torch.vtensor<[2,1,1],f32>, !torch.vtensor<[2,1,3],f32>)
    // CHECK: tensor.collapse_shape
    // NUM: result 4: 2x4xf32 [1, 2, 3, 4, 7, 8, 9, 10]
    %sq = "torch.operator"(%x) <{name = "onnx.Squeeze"}> {torch.onnx.axes = [1 : si64]} : (!torch.vtensor<[2,1,4],f32>) -> !torch.vtensor<[2,4],f32>
    // CHECK: tensor.expand_shape
    // NUM: result 5: 1x2x1x4xf32 [1, 2, 3, 4, 7, 8, 9, 10]
    %us = "torch.operator"(%sq) <{name = "onnx.Unsqueeze"}> {torch.onnx.axes = [0 : si64, 2 : si64]} : (!torch.vtensor<[2,4],f32>) -> !torch.vtensor<[1,2,1,4],f32>
    // CHECK: arith.maximumf
    // CHECK: arith.minimumf
    // NUM: result 6: 2x4xf32 [2.5, 2.5, 3, 4, 7, 8, 9, 9]
    %cl = "torch.operator"(%sq) <{name = "onnx.Clip"}> {torch.onnx.max = 9.000000e+00 : f32, torch.onnx.min = 2.500000e+00 : f32} : (!torch.vtensor<[2,4],f32>) -> !torch.vtensor<[2,4],f32>
    // CHECK: arith.minimumf
    // NUM: result 7: 2x4xf32 [1, 2, 3, 4, 7, 8, 9, 9]
    %cm = "torch.operator"(%sq) <{name = "onnx.Clip"}> {torch.onnx.max = 9.000000e+00 : f32} : (!torch.vtensor<[2,4],f32>) -> !torch.vtensor<[2,4],f32>
    // CHECK: linalg.reduce
    // NUM: result 8: 2x1xf32 [2.5, 8.5]
    %rm = "torch.operator"(%x) <{name = "onnx.ReduceMean"}> {torch.onnx.axes = [2 : si64], torch.onnx.keepdims = 0 : si64} : (!torch.vtensor<[2,1,4],f32>) -> !torch.vtensor<[2,1],f32>
    // CHECK: math.exp
    // NUM: result 9: 2x1x4xf32 [0.0320586, 0.0871443, 0.236883, 0.643914, 0.0320586, 0.0871443, 0.236883, 0.643914]
    %so = "torch.operator"(%x) <{name = "onnx.Softmax"}> {torch.onnx.axis = 2 : si64} : (!torch.vtensor<[2,1,4],f32>) -> !torch.vtensor<[2,1,4],f32>
    // NUM: result 10: 2x4xf32 [0.0320586, 0.0871443, 0.236883, 0.643914, 0.0320586, 0.0871443, 0.236883, 0.643914]
    %sd = "torch.operator"(%sq) <{name = "onnx.Softmax"}> : (!torch.vtensor<[2,4],f32>) -> !torch.vtensor<[2,4],f32>
    "func.return"(%sl, %sa, %pa#0, %pa#1, %sq, %us, %cl, %cm, %rm, %so, %sd) : (!torch.vtensor<[2,1,2],f32>, !torch.vtensor<[1,1,4],f32>, !torch.vtensor<[2,1,1],f32>, !torch.vtensor<[2,1,3],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[1,2,1,4],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1,4],f32>, !torch.vtensor<[2,4],f32>) -> ()
  }) {torch.onnx_meta.opset_version = 9 : si64} : () -> ()
}) : () -> ()
