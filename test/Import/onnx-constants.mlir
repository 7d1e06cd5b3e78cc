// Constants of ONNX: integers and numbers are computed with, weights stay where
// they are. A shape that is not known, which is printed as `[]`, is found.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x2 1 -2 3 4
// RUN: glu-run %t.mlir --arg=%t.x.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[?,2],f32>) -> (!torch.vtensor<[?],f32>, !torch.vtensor<[?,2],f32>, !torch.vtensor<[?,2],f32>, !torch.vtensor<[?,2],f32>), sym_name = "main_graph"}> ({
  ^bb0(%x: !torch.vtensor<[?,2],f32>):
    // CHECK-DAG: arith.constant dense_resource<weight> : tensor<2x2xf32>
    %w = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense_resource<weight> : tensor<2x2xf32>} : () -> !torch.vtensor<[2,2],f32>
    %h = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense_resource<halves> : tensor<2xf32>} : () -> !torch.vtensor<[2],f32>
    // CHECK-DAG: arith.constant dense<[true, false]> : tensor<2xi1>
    %m = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense_resource<mask> : tensor<2xi1>} : () -> !torch.vtensor<[2],i1>
    %s = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense_resource<shape> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
    %none = "torch.constant.none"() : () -> !torch.none
    // CHECK: tensor.collapse_shape
    // NUM: result 0: 4xf32 [1, -2, 3, 4]
    %r = "torch.operator"(%x, %s) <{name = "onnx.Reshape"}> : (!torch.vtensor<[?,2],f32>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[],f32>
    %i = "torch.operator"(%r) <{name = "onnx.Identity"}> : (!torch.vtensor<[],f32>) -> !torch.vtensor<[?],f32>
    // CHECK: linalg.matmul
    // NUM: result 1: 2x2xf32 [-1, -2, 7, 4]
    %p = "torch.operator"(%x, %w) <{name = "onnx.MatMul"}> : (!torch.vtensor<[?,2],f32>, !torch.vtensor<[2,2],f32>) -> !torch.vtensor<[?,2],f32>
    // CHECK: arith.constant 5.000000e-01 : f32
    // CHECK: arith.mulf
    // NUM: result 2: 2x2xf32 [0.5, -1, 1.5, 2]
    %q = "torch.operator"(%x, %h) <{name = "onnx.Mul"}> : (!torch.vtensor<[?,2],f32>, !torch.vtensor<[2],f32>) -> !torch.vtensor<[?,2],f32>
    // CHECK: arith.select
    // NUM: result 3: 2x2xf32 [1, -1, 3, 2]
    %o = "torch.operator"(%m, %x, %q) <{name = "onnx.Where"}> : (!torch.vtensor<[2],i1>, !torch.vtensor<[?,2],f32>, !torch.vtensor<[?,2],f32>) -> !torch.vtensor<[?,2],f32>
    "func.return"(%i, %p, %q, %o) : (!torch.vtensor<[?],f32>, !torch.vtensor<[?,2],f32>, !torch.vtensor<[?,2],f32>, !torch.vtensor<[?,2],f32>) -> ()
  }) {torch.onnx_meta.opset_version = 18 : si64} : () -> ()
}) : () -> ()

{-#
  dialect_resources: {
    builtin: {
      weight: "0x080000000000803F000000000000803F0000803F",
      halves: "0x080000000000003F0000003F",
      mask: "0x080000000100",
      shape: "0x08000000FFFFFFFFFFFFFFFF"
    }
  }
#-}
