// Sizes of the shape dialect: those that are seen to agree need no check.
// RUN: split-file %s %t
// RUN: glu-opt %t/layer.mlir --glu-import --allow-unregistered-dialect -o %t/layer.out
// RUN: FileCheck %t/layer.mlir --input-file=%t/layer.out --implicit-check-not=cf.assert
// RUN: %npy %t.x.npy '<f4' 1x2x4 1 2 3 4 5 6 7 8
// RUN: glu-run %t/layer.out --arg=%t.x.npy | FileCheck %t/layer.mlir --check-prefix=NUM

// RUN: glu-opt %t/check.mlir --glu-import --allow-unregistered-dialect | FileCheck %t/check.mlir

//--- layer.mlir
// NUM: result 0: 2x4xf32 [2, 4, 6, 8, 10, 12, 14, 16]
// NUM: result 1: 2x1x4xf32 [1, 2, 3, 4, 5, 6, 7, 8]
// NUM: result 2: 2x4xf32 [3, 3, 3, 3, 3, 3, 3, 3]
// CHECK-LABEL: func.func @main
// CHECK-SAME: %[[X:.*]]: tensor<?x?x4xf32>
func.func @main(%x: tensor<?x?x4xf32>) -> (tensor<?x4xf32>, tensor<?x?x4xf32>, tensor<?x4xf32>) {
  // CHECK: %[[M:.*]] = tensor.dim %[[X]], %c0
  // CHECK: %[[N:.*]] = tensor.dim %[[X]], %c1
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c4_i64 = arith.constant 4 : i64
  %shape = "shape.shape_of"(%x) : (tensor<?x?x4xf32>) -> tensor<3xindex>
  %count = "shape.num_elements"(%shape) : (tensor<3xindex>) -> index
  %count_i64 = arith.index_cast %count : index to i64
  %rows = arith.divui %count_i64, %c4_i64 : i64
  %flat = tensor.from_elements %rows, %c4_i64 : tensor<2xi64>
  // CHECK: %[[FLAT:.*]] = tensor.collapse_shape %[[X]] {{\[\[}}0, 1], [2]]
  %0 = "stablehlo.dynamic_reshape"(%x, %flat) : (tensor<?x?x4xf32>, tensor<2xi64>) -> tensor<?x4xf32>
  // CHECK: %[[SUM:.*]] = arith.addf %[[FLAT]], %[[FLAT]]
  %1 = "shape.shape_of"(%0) : (tensor<?x4xf32>) -> tensor<2xindex>
  %2 = "shape.const_shape"() <{shape = dense<4> : tensor<1xindex>}> : () -> tensor<1xindex>
  %3 = "shape.cstr_broadcastable"(%1, %2) : (tensor<2xindex>, tensor<1xindex>) -> !shape.witness
  %4 = "shape.assuming"(%3) ({
    %5 = "shape.broadcast"(%1, %2) : (tensor<2xindex>, tensor<1xindex>) -> tensor<2xindex>
    %6 = "stablehlo.dynamic_broadcast_in_dim"(%0, %5) <{broadcast_dimensions = array<i64: 0, 1>}> : (tensor<?x4xf32>, tensor<2xindex>) -> tensor<?x4xf32>
    %7 = "stablehlo.add"(%0, %6) : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
    "shape.assuming_yield"(%7) : (tensor<?x4xf32>) -> ()
  }) : (!shape.witness) -> tensor<?x4xf32>
  // CHECK: tensor.expand_shape %[[FLAT]] {{\[\[}}0, 1], [2]] output_shape [%[[N]], %[[M]], 4]
  %8 = "shape.get_extent"(%shape, %c0) : (tensor<3xindex>, index) -> index
  %9 = "tensor.dim"(%x, %c1) : (tensor<?x?x4xf32>, index) -> index
  %10 = tensor.from_elements %9, %8, %c4 : tensor<3xindex>
  %11 = "stablehlo.dynamic_reshape"(%0, %10) : (tensor<?x4xf32>, tensor<3xindex>) -> tensor<?x?x4xf32>
  // CHECK: linalg.fill ins(%{{.*}} : f32)
  %12 = "shape.to_extent_tensor"(%1) : (tensor<2xindex>) -> tensor<2xindex>
  %13 = "stablehlo.constant"() <{value = dense<3.0> : tensor<f32>}> : () -> tensor<f32>
  %14 = "stablehlo.dynamic_broadcast_in_dim"(%13, %12) <{broadcast_dimensions = array<i64>}> : (tensor<f32>, tensor<2xindex>) -> tensor<?x4xf32>
  return %4, %11, %14 : tensor<?x4xf32>, tensor<?x?x4xf32>, tensor<?x4xf32>
}

//--- check.mlir
// What is checked once is known from then on.
// CHECK-LABEL: func.func @main
// CHECK: %[[SAME:.*]] = arith.cmpi eq
// CHECK: cf.assert %[[SAME]], "sizes do not agree"
// CHECK-NOT: cf.assert
// CHECK: return
func.func @main(%x: !torch.vtensor<[?,4],f32>, %y: !torch.vtensor<[?,4],f32>) -> !torch.vtensor<[?,4],f32> {
  %0 = "torch.aten.mul.Tensor"(%x, %y) : (!torch.vtensor<[?,4],f32>, !torch.vtensor<[?,4],f32>) -> !torch.vtensor<[?,4],f32>
  %1 = "torch.aten.maximum"(%y, %0) : (!torch.vtensor<[?,4],f32>, !torch.vtensor<[?,4],f32>) -> !torch.vtensor<[?,4],f32>
  return %1 : !torch.vtensor<[?,4],f32>
}
