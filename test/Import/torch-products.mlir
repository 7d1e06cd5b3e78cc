// More products and sums of torch: their forms, and numbers that PyTorch gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x3 1 2 -3 4 -5 6
// RUN: %npy %t.y.npy '<f4' 1x3 0.5 1 2
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.y.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1,3],f32>) -> (!torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[2,3],f32>, %y: !torch.vtensor<[1,3],f32>):
    // CHECK: linalg.generic
    // NUM: result 0: 2x1xf32 [-3.5, 9]
    %r0 = "torch.aten.inner"(%x, %y) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1,3],f32>) -> !torch.vtensor<[2,1],f32>
    %k1 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k2 = "torch.prim.ListConstruct"(%k1) : (!torch.int) -> !torch.list<int>
    %k4 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k5 = "torch.prim.ListConstruct"(%k4) : (!torch.int) -> !torch.list<int>
    // NUM: result 1: 2x1xf32 [-3.5, 9]
    %r1 = "torch.aten.tensordot"(%x, %y, %k2, %k5) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1,3],f32>, !torch.list<int>, !torch.list<int>) -> !torch.vtensor<[2,1],f32>
    %k7 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k8 = "torch.prim.ListConstruct"(%k7) : (!torch.int) -> !torch.list<int>
    %k9 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k10 = "torch.constant.bool"() <{value = true}> : () -> !torch.bool
    // NUM: result 2: 2x1xf32 [7, 34.3333]
    // NUM: result 3: 2x1xf32 [0, 1.66667]
    %r2:2 = "torch.aten.var_mean.correction"(%x, %k8, %k9, %k10) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.int, !torch.bool) -> (!torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>)
    %k11 = "torch.constant.float"() <{value = 2.0 : f64}> : () -> !torch.float
    %k13 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k14 = "torch.prim.ListConstruct"(%k13) : (!torch.int) -> !torch.list<int>
    %k15 = "torch.constant.bool"() <{value = false}> : () -> !torch.bool
    %k16 = "torch.constant.none"() : () -> !torch.none
    // CHECK: math.sqrt
    // NUM: result 4: 2xf32 [3.74166, 8.77496]
    %r4 = "torch.aten.linalg_vector_norm"(%x, %k11, %k14, %k15, %k16) : (!torch.vtensor<[2,3],f32>, !torch.float, !torch.list<int>, !torch.bool, !torch.none) -> !torch.vtensor<[2],f32>
    "func.return"(%r0, %r1, %r2#0, %r2#1, %r4) : (!torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>) -> ()
  }) : () -> ()
}) : () -> ()
