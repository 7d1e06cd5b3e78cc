// Constants, sizes and moves of ONNX: their forms, and numbers that the reference
// evaluator of ONNX gave for the same operands.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x6 1 2 3 4 5 6 7 8 9 10 11 12
// RUN: %npy %t.v.npy '<f4' 2x1x6 1 2 3 4 5 6 7 8 9 10 11 12
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.v.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,6],f32>, !torch.vtensor<[2,1,6],f32>) -> (!torch.vtensor<[2],si64>, !torch.vtensor<[1],si64>, !torch.vtensor<[],si64>, !torch.vtensor<[2],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[4,3],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[1,2,6,1],f32>, !torch.vtensor<[3,2,2],f32>, !torch.vtensor<[2,2,3],f32>, !torch.vtensor<[3,2,6],f32>, !torch.vtensor<[1,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[2,12],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[4,3],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[2,6],f32>, %v: !torch.vtensor<[2,1,6],f32>):
    %0 = "torch.constant.none"() : () -> !torch.none
    // CHECK: arith.constant dense<[2, 6]>
    // NUM: result 0: 2xi64 [2, 6]
    %sh = "torch.operator"(%x) <{name = "onnx.Shape"}> : (!torch.vtensor<[2,6],f32>) -> !torch.vtensor<[2],si64>
    // CHECK: arith.constant dense<6>
    // NUM: result 1: 1xi64 [6]
    %sh1 = "torch.operator"(%x) <{name = "onnx.Shape"}> {torch.onnx.start = -1 : si64} : (!torch.vtensor<[2,6],f32>) -> !torch.vtensor<[1],si64>
    // CHECK: arith.constant dense<12>
    // NUM: result 2: i64 [12]
    %sz = "torch.operator"(%x) <{name = "onnx.Size"}> : (!torch.vtensor<[2,6],f32>) -> !torch.vtensor<[],si64>
    // CHECK: arith.constant dense<[5.000000e-01, 1.500000e+00]>
    // NUM: result 3: 2xf32 [0.5, 1.5]
    %cf = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_floats = [5.000000e-01 : f32, 1.500000e+00 : f32]} : () -> !torch.vtensor<[2],f32>
    // NUM: result 4: 2xi64 [2, 3]
    %ci = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_ints = [2 : si64, 3 : si64]} : () -> !torch.vtensor<[2],si64>
    // NUM: result 5: 2x3xf32 [2.5, 2.5, 2.5, 2.5, 2.5, 2.5]
    %cc = "torch.operator"(%ci) <{name = "onnx.ConstantOfShape"}> {torch.onnx.value = dense<2.500000e+00> : tensor<1xf32>} : (!torch.vtensor<[2],si64>) -> !torch.vtensor<[2,3],f32>
    // NUM: result 6: 2x3xf32 [0, 0, 0, 0, 0, 0]
    %cz = "torch.operator"(%ci) <{name = "onnx.ConstantOfShape"}> : (!torch.vtensor<[2],si64>) -> !torch.vtensor<[2,3],f32>
    %r1 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[0, 2, -1]> : tensor<3xsi64>} : () -> !torch.vtensor<[3],si64>
    // CHECK: tensor.expand_shape
    // NUM: result 7: 2x2x3xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %re = "torch.operator"(%x, %r1) <{name = "onnx.Reshape"}> : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[3],si64>) -> !torch.vtensor<[2,2,3],f32>
    // CHECK: tensor.collapse_shape
    // NUM: result 8: 2x6xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %fl = "torch.operator"(%re) <{name = "onnx.Flatten"}> {torch.onnx.axis = 1 : si64} : (!torch.vtensor<[2,2,3],f32>) -> !torch.vtensor<[2,6],f32>
    // CHECK: tensor.collapse_shape
    // NUM: result 9: 4x3xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %fl2 = "torch.operator"(%re) <{name = "onnx.Flatten"}> {torch.onnx.axis = -1 : si64} : (!torch.vtensor<[2,2,3],f32>) -> !torch.vtensor<[4,3],f32>
    %a1 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<1> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
    // CHECK: tensor.collapse_shape
    // NUM: result 10: 2x6xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %sq = "torch.operator"(%v, %a1) <{name = "onnx.Squeeze"}> : (!torch.vtensor<[2,1,6],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2,6],f32>
    // NUM: result 11: 2x6xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %sqa = "torch.operator"(%v) <{name = "onnx.Squeeze"}> : (!torch.vtensor<[2,1,6],f32>) -> !torch.vtensor<[2,6],f32>
    %a02 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[0, -1]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
    // CHECK: tensor.expand_shape
    // NUM: result 12: 1x2x6x1xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %us = "torch.operator"(%x, %a02) <{name = "onnx.Unsqueeze"}> : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[2],si64>) -> !torch.vtensor<[1,2,6,1],f32>
    // CHECK: linalg.transpose
    // CHECK: permutation = [2, 1, 0]
    // NUM: result 13: 3x2x2xf32 [1, 7, 4, 10, 2, 8, 5, 11, ...]
    %tr = "torch.operator"(%re) <{name = "onnx.Transpose"}> : (!torch.vtensor<[2,2,3],f32>) -> !torch.vtensor<[3,2,2],f32>
    // CHECK: linalg.transpose
    // CHECK: permutation = [1, 0, 2]
    // NUM: result 14: 2x2x3xf32 [1, 2, 3, 7, 8, 9, 4, 5, ...]
    %tp = "torch.operator"(%re) <{name = "onnx.Transpose"}> {torch.onnx.perm = [1 : si64, 0 : si64, 2 : si64]} : (!torch.vtensor<[2,2,3],f32>) -> !torch.vtensor<[2,2,3],f32>
    %e1 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[3, 1, 1]> : tensor<3xsi64>} : () -> !torch.vtensor<[3],si64>
    // CHECK: linalg.broadcast
    // NUM: result 15: 3x2x6xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %ex = "torch.operator"(%x, %e1) <{name = "onnx.Expand"}> : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[3],si64>) -> !torch.vtensor<[3,2,6],f32>
    %s0 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[1, -5]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
    %s1 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[2, 9223372036854775807]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
    %sx = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[0, 1]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
    %st = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[1, 2]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
    // CHECK: tensor.extract_slice
    // NUM: result 16: 1x3xf32 [8, 10, 12]
    %sl = "torch.operator"(%x, %s0, %s1, %sx, %st) <{name = "onnx.Slice"}> : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[2],si64>, !torch.vtensor<[2],si64>, !torch.vtensor<[2],si64>) -> !torch.vtensor<[1,3],f32>
    %sp = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[2, 4]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
    // CHECK: tensor.extract_slice
    // CHECK: tensor.extract_slice
    // NUM: result 17: 2x2xf32 [1, 2, 7, 8]
    // NUM: result 18: 2x4xf32 [3, 4, 5, 6, 9, 10, 11, 12]
    %spa:2 = "torch.operator"(%x, %sp) <{name = "onnx.Split"}> {torch.onnx.axis = -1 : si64} : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[2],si64>) -> (!torch.vtensor<[2,2],f32>, !torch.vtensor<[2,4],f32>)
    // CHECK: tensor.extract_slice
    // CHECK: tensor.extract_slice
    // NUM: result 19: 2x3xf32 [1, 2, 3, 7, 8, 9]
    // NUM: result 20: 2x3xf32 [4, 5, 6, 10, 11, 12]
    %sea:2 = "torch.operator"(%x) <{name = "onnx.Split"}> {torch.onnx.axis = 1 : si64, torch.onnx.num_outputs = 2 : si64} : (!torch.vtensor<[2,6],f32>) -> (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>)
    %g1 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_int = -1 : si64} : () -> !torch.vtensor<[],si64>
    // CHECK: tensor.extract_slice
    // NUM: result 21: 2xf32 [6, 12]
    %ga = "torch.operator"(%x, %g1) <{name = "onnx.Gather"}> {torch.onnx.axis = 1 : si64} : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[],si64>) -> !torch.vtensor<[2],f32>
    %g2 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[1, 2]> : tensor<2xsi64>} : () -> !torch.vtensor<[2],si64>
    // CHECK: tensor.extract_slice
    // NUM: result 22: 2x2xf32 [2, 3, 8, 9]
    %gb = "torch.operator"(%x, %g2) <{name = "onnx.Gather"}> {torch.onnx.axis = 1 : si64} : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[2],si64>) -> !torch.vtensor<[2,2],f32>
    %z1a = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_int = -1 : si64} : () -> !torch.vtensor<[],si64>
    %sq0 = "torch.operator"(%x, %sp) <{name = "onnx.SplitToSequence"}> {torch.onnx.axis = -1 : si64} : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[2],si64>) -> !torch.list<vtensor<[2,?],f32>>
    // NUM: result 23: 2x4xf32 [3, 4, 5, 6, 9, 10, 11, 12]
    %at = "torch.operator"(%sq0, %z1a) <{name = "onnx.SequenceAt"}> : (!torch.list<vtensor<[2,?],f32>>, !torch.vtensor<[],si64>) -> !torch.vtensor<[2,4],f32>
    %k2 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_int = 2 : si64} : () -> !torch.vtensor<[],si64>
    %sq2 = "torch.operator"(%x, %k2) <{name = "onnx.SplitToSequence"}> {torch.onnx.axis = 1 : si64} : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[],si64>) -> !torch.list<vtensor<[2,2],f32>>
    // CHECK: tensor.extract_slice
    // NUM: result 24: 2x2xf32 [5, 6, 11, 12]
    %at2 = "torch.operator"(%sq2, %k2) <{name = "onnx.SequenceAt"}> : (!torch.list<vtensor<[2,2],f32>>, !torch.vtensor<[],si64>) -> !torch.vtensor<[2,2],f32>
    %m3 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_ints = [-1 : si64, 5 : si64]} : () -> !torch.vtensor<[2],si64>
    %k3 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_int = 3 : si64} : () -> !torch.vtensor<[],si64>
    // CHECK: arith.constant dense<2>
    // NUM: result 25: 2xi64 [2, 2]
    %md = "torch.operator"(%m3, %k3) <{name = "onnx.Mod"}> : (!torch.vtensor<[2],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[2],si64>
    // CHECK: tensor.concat
    // NUM: result 26: 2x12xf32 [1, 2, 3, 4, 5, 6, 1, 2, ...]
    %co = "torch.operator"(%x, %sq) <{name = "onnx.Concat"}> {torch.onnx.axis = -1 : si64} : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[2,6],f32>) -> !torch.vtensor<[2,12],f32>
    // NUM: result 27: 2x6xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %dr = "torch.operator"(%x) <{name = "onnx.Dropout"}> : (!torch.vtensor<[2,6],f32>) -> !torch.vtensor<[2,6],f32>
    %z0 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_int = 0 : si64} : () -> !torch.vtensor<[],si64>
    %n0 = "torch.operator"(%sh, %z0) <{name = "onnx.Gather"}> : (!torch.vtensor<[2],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[],si64>
    %z1 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_int = 1 : si64} : () -> !torch.vtensor<[],si64>
    %n1 = "torch.operator"(%sh, %z1) <{name = "onnx.Gather"}> : (!torch.vtensor<[2],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[],si64>
    %two = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_int = 2 : si64} : () -> !torch.vtensor<[],si64>
    %nh = "torch.operator"(%n1, %two) <{name = "onnx.Div"}> : (!torch.vtensor<[],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[],si64>
    %nt = "torch.operator"(%n0, %two) <{name = "onnx.Mul"}> : (!torch.vtensor<[],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[],si64>
    %ax = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<0> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
    %u0 = "torch.operator"(%nt, %ax) <{name = "onnx.Unsqueeze"}> : (!torch.vtensor<[],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
    %u1 = "torch.operator"(%nh, %ax) <{name = "onnx.Unsqueeze"}> : (!torch.vtensor<[],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
    %cs = "torch.operator"(%u0, %u1) <{name = "onnx.Concat"}> {torch.onnx.axis = 0 : si64} : (!torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2],si64>
    // CHECK: tensor.expand_shape {{.*}} into tensor<4x3xf32>
    // NUM: result 28: 4x3xf32 [1, 2, 3, 4, 5, 6, 7, 8, ...]
    %rs = "torch.operator"(%x, %cs) <{name = "onnx.Reshape"}> : (!torch.vtensor<[2,6],f32>, !torch.vtensor<[2],si64>) -> !torch.vtensor<[4,3],f32>
    "func.return"(%sh, %sh1, %sz, %cf, %ci, %cc, %cz, %re, %fl, %fl2, %sq, %sqa, %us, %tr, %tp, %ex, %sl, %spa#0, %spa#1, %sea#0, %sea#1, %ga, %gb, %at, %at2, %md, %co, %dr, %rs) : (!torch.vtensor<[2],si64>, !torch.vtensor<[1],si64>, !torch.vtensor<[],si64>, !torch.vtensor<[2],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[4,3],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[1,2,6,1],f32>, !torch.vtensor<[3,2,2],f32>, !torch.vtensor<[2,2,3],f32>, !torch.vtensor<[3,2,6],f32>, !torch.vtensor<[1,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[2,12],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[4,3],f32>) -> ()
  }) {torch.onnx_meta.opset_version = 18 : si64} : () -> ()
}) : () -> ()
