// Convolutions of one pixel, which are products: their forms, and numbers that PyTorch gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 1x2x2 1 2 3 -1
// RUN: %npy %t.w.npy '<f4' 3x2x1 1 2 -1 0.5 0 3
// RUN: %npy %t.b.npy '<f4' 3 1 0 -1
// RUN: %npy %t.z.npy '<f4' 1x2x2x1 1 2 3 -1
// RUN: %npy %t.v.npy '<f4' 3x2x1x1 1 2 -1 0.5 0 3
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.w.npy --arg=%t.b.npy --arg=%t.z.npy --arg=%t.v.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[1,2,2],f32>, !torch.vtensor<[3,2,1],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[1,2,2,1],f32>, !torch.vtensor<[3,2,1,1],f32>) -> (!torch.vtensor<[1,3,2],f32>, !torch.vtensor<[1,3,2,1],f32>, !torch.vtensor<[1,3,2,1],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[1,2,2],f32>, %w: !torch.vtensor<[3,2,1],f32>, %b: !torch.vtensor<[3],f32>, %z: !torch.vtensor<[1,2,2,1],f32>, %v: !torch.vtensor<[3,2,1,1],f32>):
    %k1 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k2 = "torch.prim.ListConstruct"(%k1) : (!torch.int) -> !torch.list<int>
    %k4 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k5 = "torch.prim.ListConstruct"(%k4) : (!torch.int) -> !torch.list<int>
    %k7 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k8 = "torch.prim.ListConstruct"(%k7) : (!torch.int) -> !torch.list<int>
    %k9 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    // CHECK: iterator_types = ["parallel", "parallel", "parallel", "reduction"]
    // NUM: result 0: 1x3x2xf32 [8, 1, 0.5, -2.5, 8, -4]
    %r0 = "torch.aten.conv1d"(%x, %w, %b, %k2, %k5, %k8, %k9) : (!torch.vtensor<[1,2,2],f32>, !torch.vtensor<[3,2,1],f32>, !torch.vtensor<[3],f32>, !torch.list<int>, !torch.list<int>, !torch.list<int>, !torch.int) -> !torch.vtensor<[1,3,2],f32>
    %k10 = "torch.constant.none"() : () -> !torch.none
    %k12 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k13 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k14 = "torch.prim.ListConstruct"(%k12, %k13) : (!torch.int, !torch.int) -> !torch.list<int>
    %k16 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k17 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k18 = "torch.prim.ListConstruct"(%k16, %k17) : (!torch.int, !torch.int) -> !torch.list<int>
    %k20 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k21 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k22 = "torch.prim.ListConstruct"(%k20, %k21) : (!torch.int, !torch.int) -> !torch.list<int>
    %k23 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    // CHECK: linalg.transpose
    // NUM: result 1: 1x3x2x1xf32 [7, 0, 0.5, -2.5, 9, -3]
    %r1 = "torch.aten.conv2d"(%z, %v, %k10, %k14, %k18, %k22, %k23) : (!torch.vtensor<[1,2,2,1],f32>, !torch.vtensor<[3,2,1,1],f32>, !torch.none, !torch.list<int>, !torch.list<int>, !torch.list<int>, !torch.int) -> !torch.vtensor<[1,3,2,1],f32>
    %k25 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k26 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k27 = "torch.prim.ListConstruct"(%k25, %k26) : (!torch.int, !torch.int) -> !torch.list<int>
    %k29 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k30 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k31 = "torch.prim.ListConstruct"(%k29, %k30) : (!torch.int, !torch.int) -> !torch.list<int>
    %k33 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k34 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k35 = "torch.prim.ListConstruct"(%k33, %k34) : (!torch.int, !torch.int) -> !torch.list<int>
    %k36 = "torch.constant.bool"() <{value = false}> : () -> !torch.bool
    %k38 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k39 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k40 = "torch.prim.ListConstruct"(%k38, %k39) : (!torch.int, !torch.int) -> !torch.list<int>
    %k41 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    // NUM: result 2: 1x3x2x1xf32 [8, 1, 0.5, -2.5, 8, -4]
    %r2 = "torch.aten.convolution"(%z, %v, %b, %k27, %k31, %k35, %k36, %k40, %k41) : (!torch.vtensor<[1,2,2,1],f32>, !torch.vtensor<[3,2,1,1],f32>, !torch.vtensor<[3],f32>, !torch.list<int>, !torch.list<int>, !torch.list<int>, !torch.bool, !torch.list<int>, !torch.int) -> !torch.vtensor<[1,3,2,1],f32>
    "func.return"(%r0, %r1, %r2) : (!torch.vtensor<[1,3,2],f32>, !torch.vtensor<[1,3,2,1],f32>, !torch.vtensor<[1,3,2,1],f32>) -> ()
  }) : () -> ()
}) : () -> ()
