// Torch's ops that move elements: their forms, and numbers that PyTorch gave.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x3 1 2 3 4 5 6
// RUN: %npy %t.v.npy '<f4' 3 10 20 30
// RUN: %npy %t.q.npy '<f4' 1x2x2x2 0 1 2 3 4 5 6 7
// RUN: %npy %t.i.npy '<i8' 2x2 1 0 1 1
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.v.npy --arg=%t.q.npy --arg=%t.i.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[1,2,2,2],f32>, !torch.vtensor<[2,2],si64>) -> (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f64>, !torch.vtensor<[2,3],si64>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[6],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[1,4,2],f32>, !torch.vtensor<[2,3,1],f32>, !torch.vtensor<[2,3,1],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[1,2,2,2],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[1,2,2,2],f32>, !torch.vtensor<[1,2,2,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[1],f32>, !torch.vtensor<[1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[1,3],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[2,2,3],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[2,3],f32>, %v: !torch.vtensor<[3],f32>, %q: !torch.vtensor<[1,2,2,2],f32>, %i: !torch.vtensor<[2,2],si64>):
    // NUM: result 0: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r0 = "torch.aten.alias"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    %k1 = "torch.constant.none"() : () -> !torch.none
    // NUM: result 1: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r1 = "torch.aten.clone"(%x, %k1) : (!torch.vtensor<[2,3],f32>, !torch.none) -> !torch.vtensor<[2,3],f32>
    %k2 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    // NUM: result 2: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r2 = "torch.aten.contiguous"(%x, %k2) : (!torch.vtensor<[2,3],f32>, !torch.int) -> !torch.vtensor<[2,3],f32>
    // NUM: result 3: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r3 = "torch.aten.detach"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // NUM: result 4: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r4 = "torch.aten.lift_fresh_copy"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    %k3 = "torch.constant.float"() <{value = 0.1 : f64}> : () -> !torch.float
    %k4 = "torch.constant.bool"() <{value = false}> : () -> !torch.bool
    // NUM: result 5: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r5 = "torch.aten.dropout"(%x, %k3, %k4) : (!torch.vtensor<[2,3],f32>, !torch.float, !torch.bool) -> !torch.vtensor<[2,3],f32>
    // NUM: result 6: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r6 = "torch.copy.to_vtensor"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // NUM: result 7: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r7 = "torch.tensor_static_info_cast"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // NUM: result 8: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r8 = "torch.operator"(%x) <{name = "torch.aten.detach_"}> : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    %bt = "torch_c.to_builtin_tensor"(%x) : (!torch.vtensor<[2,3],f32>) -> tensor<2x3xf32>
    // NUM: result 9: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r9 = "torch_c.from_builtin_tensor"(%bt) : (tensor<2x3xf32>) -> !torch.vtensor<[2,3],f32>
    %k5 = "torch.constant.int"() <{value = 7 : i64}> : () -> !torch.int
    // CHECK: arith.extf
    // NUM: result 10: 2x3xf64 [1, 2, 3, 4, 5, 6]
    %r10 = "torch.aten.to.dtype"(%x, %k5, %k4, %k4, %k1) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[2,3],f64>
    %k6 = "torch.constant.int"() <{value = 4 : i64}> : () -> !torch.int
    // CHECK: arith.fptosi
    // NUM: result 11: 2x3xi64 [1, 2, 3, 4, 5, 6]
    %r11 = "torch.aten._to_copy"(%x, %k6, %k1, %k1, %k1, %k4, %k1) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.none, !torch.none, !torch.none, !torch.bool, !torch.none) -> !torch.vtensor<[2,3],si64>
    %k7 = "torch.constant.int"() <{value = 6 : i64}> : () -> !torch.int
    // CHECK: arith.sitofp
    // NUM: result 12: 2x2xf32 [1, 0, 1, 1]
    %r12 = "torch.prims.convert_element_type"(%i, %k7) : (!torch.vtensor<[2,2],si64>, !torch.int) -> !torch.vtensor<[2,2],f32>
    // NUM: result 13: 2x2xf32 [1, 0, 1, 1]
    %r13 = "torch.aten.to.dtype_layout"(%i, %k7, %k2, %k1, %k1, %k4, %k4, %k1) : (!torch.vtensor<[2,2],si64>, !torch.int, !torch.int, !torch.none, !torch.none, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[2,2],f32>
    // NUM: result 14: 2x2xf32 [1, 0, 1, 1]
    %r14 = "torch.aten.type_as"(%i, %x) : (!torch.vtensor<[2,2],si64>, !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,2],f32>
    // NUM: result 15: 2x2xf32 [1, 0, 1, 1]
    %r15 = "torch.aten.to.other"(%i, %x, %k4, %k4, %k1) : (!torch.vtensor<[2,2],si64>, !torch.vtensor<[2,3],f32>, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[2,2],f32>
    %k8 = "torch.constant.str"() <{value = "cpu"}> : () -> !torch.str
    // NUM: result 16: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r16 = "torch.aten.to.device"(%x, %k8, %k7, %k4, %k4, %k1) : (!torch.vtensor<[2,3],f32>, !torch.str, !torch.int, !torch.bool, !torch.bool, !torch.none) -> !torch.vtensor<[2,3],f32>
    %k10 = "torch.constant.int"() <{value = 3 : i64}> : () -> !torch.int
    %k11 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    %k9 = "torch.prim.ListConstruct"(%k10, %k11) : (!torch.int, !torch.int) -> !torch.list<int>
    // CHECK: tensor.collapse_shape
    // CHECK: tensor.expand_shape
    // NUM: result 17: 3x2xf32 [1, 2, 3, 4, 5, 6]
    %r17 = "torch.aten.view"(%x, %k9) : (!torch.vtensor<[2,3],f32>, !torch.list<int>) -> !torch.vtensor<[3,2],f32>
    %k13 = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
    %k12 = "torch.prim.ListConstruct"(%k13) : (!torch.int) -> !torch.list<int>
    // NUM: result 18: 6xf32 [1, 2, 3, 4, 5, 6]
    %r18 = "torch.aten.reshape"(%x, %k12) : (!torch.vtensor<[2,3],f32>, !torch.list<int>) -> !torch.vtensor<[6],f32>
    %k14 = "torch.prim.ListConstruct"(%k13, %k6) : (!torch.int, !torch.int) -> !torch.list<int>
    // CHECK: tensor.collapse_shape %{{.*}} {{\[\[}}0, 1], [2, 3]]
    // NUM: result 19: 2x4xf32 [0, 1, 2, 3, 4, 5, 6, 7]
    %r19 = "torch.aten._unsafe_view"(%q, %k14) : (!torch.vtensor<[1,2,2,2],f32>, !torch.list<int>) -> !torch.vtensor<[2,4],f32>
    %k15 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k16 = "torch.constant.int"() <{value = -2 : i64}> : () -> !torch.int
    // CHECK: tensor.collapse_shape %{{.*}} {{\[\[}}0], [1, 2], [3]]
    // NUM: result 20: 1x4x2xf32 [0, 1, 2, 3, 4, 5, 6, 7]
    %r20 = "torch.aten.flatten.using_ints"(%q, %k15, %k16) : (!torch.vtensor<[1,2,2,2],f32>, !torch.int, !torch.int) -> !torch.vtensor<[1,4,2],f32>
    %k17 = "torch.prim.ListConstruct"(%k10, %k13) : (!torch.int, !torch.int) -> !torch.list<int>
    // CHECK: tensor.expand_shape
    // NUM: result 21: 2x3x1xf32 [1, 2, 3, 4, 5, 6]
    %r21 = "torch.aten.unflatten.int"(%x, %k15, %k17) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.list<int>) -> !torch.vtensor<[2,3,1],f32>
    // NUM: result 22: 2x3x1xf32 [1, 2, 3, 4, 5, 6]
    %r22 = "torch.aten.unsqueeze"(%x, %k13) : (!torch.vtensor<[2,3],f32>, !torch.int) -> !torch.vtensor<[2,3,1],f32>
    // NUM: result 23: 2x2x2xf32 [0, 1, 2, 3, 4, 5, 6, 7]
    %r23 = "torch.aten.squeeze"(%q) : (!torch.vtensor<[1,2,2,2],f32>) -> !torch.vtensor<[2,2,2],f32>
    // NUM: result 24: 2x2x2xf32 [0, 1, 2, 3, 4, 5, 6, 7]
    %r24 = "torch.aten.squeeze.dim"(%q, %k2) : (!torch.vtensor<[1,2,2,2],f32>, !torch.int) -> !torch.vtensor<[2,2,2],f32>
    // NUM: result 25: 1x2x2x2xf32 [0, 1, 2, 3, 4, 5, 6, 7]
    %r25 = "torch.aten.squeeze.dim"(%q, %k15) : (!torch.vtensor<[1,2,2,2],f32>, !torch.int) -> !torch.vtensor<[1,2,2,2],f32>
    // CHECK: linalg.transpose {{.*}} permutation = [1, 0]
    // NUM: result 26: 3x2xf32 [1, 4, 2, 5, 3, 6]
    %r26 = "torch.aten.t"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[3,2],f32>
    // NUM: result 27: 3x2xf32 [1, 4, 2, 5, 3, 6]
    %r27 = "torch.aten.numpy_T"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.vtensor<[3,2],f32>
    %k18 = "torch.prim.ListConstruct"(%k2, %k10, %k15, %k11) : (!torch.int, !torch.int, !torch.int, !torch.int) -> !torch.list<int>
    // CHECK: linalg.transpose {{.*}} permutation = [0, 3, 1, 2]
    // NUM: result 28: 1x2x2x2xf32 [0, 2, 4, 6, 1, 3, 5, 7]
    %r28 = "torch.aten.permute"(%q, %k18) : (!torch.vtensor<[1,2,2,2],f32>, !torch.list<int>) -> !torch.vtensor<[1,2,2,2],f32>
    // CHECK: linalg.transpose {{.*}} permutation = [0, 3, 2, 1]
    // NUM: result 29: 1x2x2x2xf32 [0, 4, 2, 6, 1, 5, 3, 7]
    %r29 = "torch.aten.transpose.int"(%q, %k13, %k15) : (!torch.vtensor<[1,2,2,2],f32>, !torch.int, !torch.int) -> !torch.vtensor<[1,2,2,2],f32>
    %k19 = "torch.prim.ListConstruct"(%k11, %k13) : (!torch.int, !torch.int) -> !torch.list<int>
    // CHECK: linalg.broadcast
    // NUM: result 30: 2x3xf32 [10, 20, 30, 10, 20, 30]
    %r30 = "torch.aten.expand"(%v, %k19, %k4) : (!torch.vtensor<[3],f32>, !torch.list<int>, !torch.bool) -> !torch.vtensor<[2,3],f32>
    %k20 = "torch.prim.ListConstruct"(%k11, %k10) : (!torch.int, !torch.int) -> !torch.list<int>
    // NUM: result 31: 2x3xf32 [10, 20, 30, 10, 20, 30]
    %r31 = "torch.aten.broadcast_to"(%v, %k20) : (!torch.vtensor<[3],f32>, !torch.list<int>) -> !torch.vtensor<[2,3],f32>
    // NUM: result 32: 2x3xf32 [10, 20, 30, 10, 20, 30]
    %r32 = "torch.aten.expand_as"(%v, %x) : (!torch.vtensor<[3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],f32>
    // CHECK: tensor.extract_slice %{{.*}}[0, 0] [2, 2] [1, 1]
    // CHECK: tensor.extract_slice %{{.*}}[0, 2] [2, 1] [1, 1]
    %s33 = "torch.aten.chunk"(%x, %k11, %k13) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.int) -> !torch.list<vtensor>
    // NUM: result 33: 2x2xf32 [1, 2, 4, 5]
    // NUM: result 34: 2x1xf32 [3, 6]
    %r34:2 = "torch.prim.ListUnpack"(%s33) : (!torch.list<vtensor>) -> (!torch.vtensor<[2,2],f32>, !torch.vtensor<[2,1],f32>)
    // NUM: result 35: 2x1xf32 [3, 6]
    %r35 = "torch.aten.__getitem__.t"(%s33, %k13) : (!torch.list<vtensor>, !torch.int) -> !torch.vtensor<[2,1],f32>
    %s36 = "torch.aten.split.Tensor"(%v, %k11, %k2) : (!torch.vtensor<[3],f32>, !torch.int, !torch.int) -> !torch.list<vtensor>
    // NUM: result 36: 2xf32 [10, 20]
    // NUM: result 37: 1xf32 [30]
    %r37:2 = "torch.prim.ListUnpack"(%s36) : (!torch.list<vtensor>) -> (!torch.vtensor<[2],f32>, !torch.vtensor<[1],f32>)
    %k21 = "torch.prim.ListConstruct"(%k15, %k11) : (!torch.int, !torch.int) -> !torch.list<int>
    %s38 = "torch.aten.split_with_sizes"(%v, %k21, %k2) : (!torch.vtensor<[3],f32>, !torch.list<int>, !torch.int) -> !torch.list<vtensor>
    // NUM: result 38: 1xf32 [10]
    // NUM: result 39: 2xf32 [20, 30]
    %r39:2 = "torch.prim.ListUnpack"(%s38) : (!torch.list<vtensor>) -> (!torch.vtensor<[1],f32>, !torch.vtensor<[2],f32>)
    %s40 = "torch.aten.unbind.int"(%x, %k2) : (!torch.vtensor<[2,3],f32>, !torch.int) -> !torch.list<vtensor>
    // NUM: result 40: 3xf32 [1, 2, 3]
    // NUM: result 41: 3xf32 [4, 5, 6]
    %r41:2 = "torch.prim.ListUnpack"(%s40) : (!torch.list<vtensor>) -> (!torch.vtensor<[3],f32>, !torch.vtensor<[3],f32>)
    %l120 = "torch.prim.ListConstruct"(%x, %v) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3],f32>) -> !torch.list<vtensor>
    %s42 = "torch.aten.broadcast_tensors"(%l120) : (!torch.list<vtensor>) -> !torch.list<vtensor>
    // NUM: result 42: 2x3xf32 [1, 2, 3, 4, 5, 6]
    // NUM: result 43: 2x3xf32 [10, 20, 30, 10, 20, 30]
    %r43:2 = "torch.prim.ListUnpack"(%s42) : (!torch.list<vtensor>) -> (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>)
    %k22 = "torch.constant.int"() <{value = 9223372036854775807 : i64}> : () -> !torch.int
    // CHECK: tensor.extract_slice %{{.*}}[0, 1] [2, 2] [1, 1]
    // NUM: result 44: 2x2xf32 [2, 3, 5, 6]
    %r44 = "torch.aten.slice.Tensor"(%x, %k15, %k16, %k22, %k15) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.int, !torch.int, !torch.int) -> !torch.vtensor<[2,2],f32>
    // CHECK: tensor.extract_slice %{{.*}}[0, 0] [2, 2] [1, 2]
    // NUM: result 45: 2x2xf32 [1, 3, 4, 6]
    %r45 = "torch.aten.slice.Tensor"(%x, %k15, %k1, %k1, %k11) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.none, !torch.none, !torch.int) -> !torch.vtensor<[2,2],f32>
    %k23 = "torch.constant.int"() <{value = 100 : i64}> : () -> !torch.int
    // NUM: result 46: 1x3xf32 [4, 5, 6]
    %r46 = "torch.aten.slice.Tensor"(%x, %k2, %k15, %k23, %k15) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.int, !torch.int, !torch.int) -> !torch.vtensor<[1,3],f32>
    // NUM: result 47: 2xf32 [3, 6]
    %r47 = "torch.aten.select.int"(%x, %k15, %k13) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.int) -> !torch.vtensor<[2],f32>
    // NUM: result 48: 2x2xf32 [2, 3, 5, 6]
    %r48 = "torch.aten.narrow"(%x, %k15, %k15, %k11) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.int, !torch.int) -> !torch.vtensor<[2,2],f32>
    %l140 = "torch.prim.ListConstruct"(%x, %x) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.list<vtensor>
    // CHECK: tensor.concat dim(1)
    // NUM: result 49: 2x6xf32 [1, 2, 3, 1, 2, 3, 4, 5
    %r49 = "torch.aten.cat"(%l140, %k15) : (!torch.list<vtensor>, !torch.int) -> !torch.vtensor<[2,6],f32>
    // CHECK: tensor.concat dim(0)
    // NUM: result 50: 2x2x3xf32 [1, 2, 3, 4, 5, 6, 1, 2
    %r50 = "torch.aten.stack"(%l140, %k2) : (!torch.list<vtensor>, !torch.int) -> !torch.vtensor<[2,2,3],f32>
    %k24 = "torch.prim.ListConstruct"(%k11, %k11) : (!torch.int, !torch.int) -> !torch.list<int>
    // CHECK: arith.constant dense<0.000000e+00> : tensor<2x2xf32>
    // NUM: result 51: 2x2xf32 [0, 0, 0, 0]
    %r51 = "torch.aten.zeros"(%k24, %k7, %k1, %k1, %k1) : (!torch.list<int>, !torch.int, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[2,2],f32>
    %k25 = "torch.prim.ListConstruct"(%k11) : (!torch.int) -> !torch.list<int>
    // CHECK: arith.constant dense<1> : tensor<2xi64>
    // NUM: result 52: 2xi64 [1, 1]
    %r52 = "torch.aten.ones"(%k25, %k6, %k1, %k1, %k1) : (!torch.list<int>, !torch.int, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[2],si64>
    // NUM: result 53: 2x3xf32 [0, 0, 0, 0, 0, 0]
    %r53 = "torch.aten.zeros_like"(%x, %k1, %k1, %k1, %k1, %k1) : (!torch.vtensor<[2,3],f32>, !torch.none, !torch.none, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[2,3],f32>
    // NUM: result 54: 2x3xf32 [1, 1, 1, 1, 1, 1]
    %r54 = "torch.aten.ones_like"(%x, %k1, %k1, %k1, %k1, %k1) : (!torch.vtensor<[2,3],f32>, !torch.none, !torch.none, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[2,3],f32>
    %k26 = "torch.constant.float"() <{value = 2.5 : f64}> : () -> !torch.float
    // CHECK: arith.constant dense<2.500000e+00>
    // NUM: result 55: 2xf32 [2.5, 2.5]
    %r55 = "torch.aten.full"(%k25, %k26, %k1, %k1, %k1, %k1) : (!torch.list<int>, !torch.float, !torch.none, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[2],f32>
    // NUM: result 56: 3xf32 [7, 7, 7]
    %r56 = "torch.aten.full_like"(%v, %k5, %k1, %k1, %k1, %k1, %k1) : (!torch.vtensor<[3],f32>, !torch.int, !torch.none, !torch.none, !torch.none, !torch.none, !torch.none) -> !torch.vtensor<[3],f32>
    // CHECK: linalg.generic
    // CHECK: tensor.extract 
    // NUM: result 57: 2x2x3xf32 [4, 5, 6, 1, 2, 3, 4, 5
    %r57 = "torch.aten.embedding"(%x, %i, %k13, %k4, %k4) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],si64>, !torch.int, !torch.bool, !torch.bool) -> !torch.vtensor<[2,2,3],f32>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15, %r16, %r17, %r18, %r19, %r20, %r21, %r22, %r23, %r24, %r25, %r26, %r27, %r28, %r29, %r30, %r31, %r32, %r34#0, %r34#1, %r35, %r37#0, %r37#1, %r39#0, %r39#1, %r41#0, %r41#1, %r43#0, %r43#1, %r44, %r45, %r46, %r47, %r48, %r49, %r50, %r51, %r52, %r53, %r54, %r55, %r56, %r57) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f64>, !torch.vtensor<[2,3],si64>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[6],f32>, !torch.vtensor<[2,4],f32>, !torch.vtensor<[1,4,2],f32>, !torch.vtensor<[2,3,1],f32>, !torch.vtensor<[2,3,1],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[1,2,2,2],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[1,2,2,2],f32>, !torch.vtensor<[1,2,2,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[1],f32>, !torch.vtensor<[1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[1,3],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,6],f32>, !torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[2,2,3],f32>) -> ()
  }) : () -> ()
}) : () -> ()
