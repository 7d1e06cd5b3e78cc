// More of torch's ops that move elements: their forms, and numbers that PyTorch gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x3 1 2 3 4 5 6
// RUN: %npy %t.q.npy '<f4' 1x2x3 0 1 2 3 4 5
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.q.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,3],f32>, !torch.vtensor<[1,2,3],f32>) -> (!torch.vtensor<[1,3,2],f32>, !torch.vtensor<[2,3,1],f32>, !torch.vtensor<[2,1,3],f32>, !torch.vtensor<[1,3,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[2,3],f32>, %q: !torch.vtensor<[1,2,3],f32>):
    // CHECK: linalg.transpose
    // NUM: result 0: 1x3x2xf32 [0, 3, 1, 4, 2, 5]
    %r0 = "torch.aten.mT"(%q) : (!torch.vtensor<[1,2,3],f32>) -> !torch.vtensor<[1,3,2],f32>
    %k0 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k1 = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
    // CHECK: linalg.transpose
    // NUM: result 1: 2x3x1xf32 [0, 1, 2, 3, 4, 5]
    %r1 = "torch.aten.movedim.int"(%q, %k0, %k1) : (!torch.vtensor<[1,2,3],f32>, !torch.int, !torch.int) -> !torch.vtensor<[2,3,1],f32>
    %k2 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k3 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    // NUM: result 2: 2x1x3xf32 [0, 1, 2, 3, 4, 5]
    %r2 = "torch.aten.swapaxes"(%q, %k2, %k3) : (!torch.vtensor<[1,2,3],f32>, !torch.int, !torch.int) -> !torch.vtensor<[2,1,3],f32>
    %k4 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k5 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    // NUM: result 3: 1x3x2xf32 [0, 3, 1, 4, 2, 5]
    %r3 = "torch.aten.swapdims"(%q, %k4, %k5) : (!torch.vtensor<[1,2,3],f32>, !torch.int, !torch.int) -> !torch.vtensor<[1,3,2],f32>
    %k7 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k8 = "torch.prim.ListConstruct"(%k7) : (!torch.int) -> !torch.list<int>
    // CHECK: tensor.extract 
    // NUM: result 4: 2x3xf32 [3, 2, 1, 6, 5, 4]
    %r4 = "torch.aten.flip"(%x, %k8) : (!torch.vtensor<[2,3],f32>, !torch.list<int>) -> !torch.vtensor<[2,3],f32>
    %k10 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k11 = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
    %k12 = "torch.prim.ListConstruct"(%k10, %k11) : (!torch.int, !torch.int) -> !torch.list<int>
    // NUM: result 5: 2x3xf32 [6, 5, 4, 3, 2, 1]
    %r5 = "torch.aten.flip"(%x, %k12) : (!torch.vtensor<[2,3],f32>, !torch.list<int>) -> !torch.vtensor<[2,3],f32>
    %k14 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k15 = "torch.prim.ListConstruct"(%k14) : (!torch.int) -> !torch.list<int>
    %k17 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k18 = "torch.prim.ListConstruct"(%k17) : (!torch.int) -> !torch.list<int>
    // CHECK: tensor.concat dim(1)
    // NUM: result 6: 2x3xf32 [3, 1, 2, 6, 4, 5]
    %r6 = "torch.aten.roll"(%x, %k15, %k18) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.list<int>) -> !torch.vtensor<[2,3],f32>
    %k20 = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
    %k21 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    %k22 = "torch.prim.ListConstruct"(%k20, %k21) : (!torch.int, !torch.int) -> !torch.list<int>
    %k24 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k25 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k26 = "torch.prim.ListConstruct"(%k24, %k25) : (!torch.int, !torch.int) -> !torch.list<int>
    // NUM: result 7: 2x3xf32 [5, 6, 4, 2, 3, 1]
    %r7 = "torch.aten.roll"(%x, %k22, %k26) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.list<int>) -> !torch.vtensor<[2,3],f32>
    %k28 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k29 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k30 = "torch.prim.ListConstruct"(%k28, %k29) : (!torch.int, !torch.int) -> !torch.list<int>
    // What is not of size 1 stays.
    // CHECK: tensor.collapse_shape
    // NUM: result 8: 2x3xf32 [0, 1, 2, 3, 4, 5]
    %r8 = "torch.aten.squeeze.dims"(%q, %k30) : (!torch.vtensor<[1,2,3],f32>, !torch.list<int>) -> !torch.vtensor<[2,3],f32>
    %k32 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k33 = "torch.prim.ListConstruct"(%k32) : (!torch.int) -> !torch.list<int>
    // NUM: result 9: 2x3xf32 [0, 1, 2, 3, 4, 5]
    %r9 = "torch.prims.squeeze"(%q, %k33) : (!torch.vtensor<[1,2,3],f32>, !torch.list<int>) -> !torch.vtensor<[2,3],f32>
    %k34 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    %k35 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %l10 = "torch.aten.tensor_split.sections"(%x, %k34, %k35) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.int) -> !torch.list<vtensor>
    // NUM: result 10: 2x2xf32 [1, 2, 4, 5]
    // NUM: result 11: 2x1xf32 [3, 6]
    %r10:2 = "torch.prim.ListUnpack"(%l10) : (!torch.list<vtensor>) -> (!torch.vtensor<[2,2],f32>, !torch.vtensor<[2,1],f32>)
    %k36 = "torch.constant.float"() <{value = 2.5 : f64}> : () -> !torch.float
    %k37 = "torch.constant.int"() <{value = 6 : i64}> : () -> !torch.int
    %k38 = "torch.constant.none"() : () -> !torch.none
    %k39 = "torch.constant.none"() : () -> !torch.none
    %k40 = "torch.constant.none"() : () -> !torch.none
    // CHECK: arith.constant dense<2.500000e+00>
    // NUM: result 12: f32 [2.5]
    %r12 = "torch.aten.scalar_tensor"(%k36, %k37, %k38, %k39, %k40) : (!torch.float, !torch.int, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[],f32>
    %k42 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    %k43 = "torch.prim.ListConstruct"(%k42) : (!torch.int) -> !torch.list<int>
    %k44 = "torch.constant.int"() <{value = 6 : i64}> : () -> !torch.int
    %k45 = "torch.constant.none"() : () -> !torch.none
    %k46 = "torch.constant.none"() : () -> !torch.none
    %k47 = "torch.constant.none"() : () -> !torch.none
    %k48 = "torch.constant.none"() : () -> !torch.none
    // Of no numbers in particular.
    // NUM: result 13: 2xf32 [0, 0]
    %r13 = "torch.aten.empty.memory_format"(%k43, %k44, %k45, %k46, %k47, %k48) : (!torch.list<int>, !torch.int, !torch.none, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[2],f32>
    %k50 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    %k51 = "torch.prim.ListConstruct"(%k50) : (!torch.int) -> !torch.list<int>
    %k53 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k54 = "torch.prim.ListConstruct"(%k53) : (!torch.int) -> !torch.list<int>
    %k55 = "torch.constant.int"() <{value = 6 : i64}> : () -> !torch.int
    %k56 = "torch.constant.none"() : () -> !torch.none
    %k57 = "torch.constant.none"() : () -> !torch.none
    %k58 = "torch.constant.none"() : () -> !torch.none
    // NUM: result 14: 2xf32 [0, 0]
    %r14 = "torch.aten.empty_strided"(%k51, %k54, %k55, %k56, %k57, %k58) : (!torch.list<int>, !torch.list<int>, !torch.int, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[2],f32>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10#0, %r10#1, %r12, %r13, %r14) : (!torch.vtensor<[1,3,2],f32>, !torch.vtensor<[2,3,1],f32>, !torch.vtensor<[2,1,3],f32>, !torch.vtensor<[1,3,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2],f32>) -> ()
  }) : () -> ()
}) : () -> ()
