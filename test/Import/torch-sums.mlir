// Products, reductions and norms of torch: their forms, and numbers that
// PyTorch gave in float64 for the same operands.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.a.npy '<f4' 2x3 1 -2 0.5 3 0.25 -1
// RUN: %npy %t.b.npy '<f4' 3x2 2 1 0 -1 0.5 4
// RUN: %npy %t.t.npy '<f4' 2x2x3 -1.25 -1 -0.75 -0.5 -0.25 0 0.25 0.5 0.75 1 1.25 1.5
// RUN: %npy %t.w.npy '<f4' 3 0.5 -1 2
// RUN: %npy %t.c.npy '<f4' 2x2 1 2 3 4
// RUN: %npy %t.n.npy '<i8' 2x3 0 1 2 3 4 5
// RUN: glu-run %t.mlir --arg=%t.a.npy --arg=%t.b.npy --arg=%t.t.npy --arg=%t.w.npy --arg=%t.c.npy --arg=%t.n.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[2,2,3],f32>, !torch.vtensor<[3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,3],si64>) -> (!torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[1,2,1],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[1,3],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>), sym_name = "main"}> ({
  ^bb0(%a: !torch.vtensor<[2,3],f32>, %b: !torch.vtensor<[3,2],f32>, %t: !torch.vtensor<[2,2,3],f32>, %w: !torch.vtensor<[3],f32>, %c: !torch.vtensor<[2,2],f32>, %n: !torch.vtensor<[2,3],si64>):
    %k1 = "torch.constant.none"() : () -> !torch.none
    // CHECK: linalg.generic {{.*}}["parallel", "parallel", "parallel", "reduction"]
    // NUM: result 0: 2x2x2xf32 [0.375, -3.25, 0, -1.5625, -0.375, 0.125, -0.75, 1.8125]
    %r0 = "torch.aten.linear"(%t, %a, %k1) : (!torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.none) -> !torch.vtensor<[2,2,2],f32>
    %bias = "torch.vtensor.literal"() <{value = dense<[1.0, -1.0]> : tensor<2xf32>}> : () -> !torch.vtensor<[2],f32>
    // CHECK: linalg.broadcast
    // CHECK: arith.addf
    // NUM: result 1: 2x2x2xf32 [1.375, -4.25, 1, -2.5625, 0.625, -0.875, 0.25, 0.8125]
    %r1 = "torch.aten.linear"(%t, %a, %bias) : (!torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2],f32>) -> !torch.vtensor<[2,2,2],f32>
    // CHECK: linalg.matmul
    // NUM: result 2: 2x2xf32 [2.25, 5, 5.5, -1.25]
    %r2 = "torch.aten.mm"(%a, %b) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>) -> !torch.vtensor<[2,2],f32>
    // NUM: result 3: 2x2xf32 [2.25, 5, 5.5, -1.25]
    %r3 = "torch.aten.matmul"(%a, %b) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>) -> !torch.vtensor<[2,2],f32>
    // CHECK: linalg.generic
    // NUM: result 4: 2x2x2xf32 [-2.875, -3.25, -1, -0.25, 0.875, 2.75, 2.75, 5.75]
    %r4 = "torch.aten.matmul"(%t, %b) : (!torch.vtensor<[2,2,3],f32>, !torch.vtensor<[3,2],f32>) -> !torch.vtensor<[2,2,2],f32>
    // CHECK: linalg.generic {{.*}}["parallel", "reduction"]
    // NUM: result 5: 2xf32 [3.5, -0.75]
    %r5 = "torch.aten.matmul"(%a, %w) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[3],f32>) -> !torch.vtensor<[2],f32>
    // CHECK: linalg.generic {{.*}}["reduction"]
    // NUM: result 6: f32 [5.25]
    %r6 = "torch.aten.matmul"(%w, %w) : (!torch.vtensor<[3],f32>, !torch.vtensor<[3],f32>) -> !torch.vtensor<[],f32>
    %k2 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %k3 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    %tt = "torch.aten.transpose.int"(%t, %k2, %k3) : (!torch.vtensor<[2,2,3],f32>, !torch.int, !torch.int) -> !torch.vtensor<[2,3,2],f32>
    // CHECK: linalg.batch_matmul
    // NUM: result 7: 2x2x2xf32 [3.125, 0.875, 0.875, 0.3125, 0.875, 2, 2, 4.8125]
    %r7 = "torch.aten.bmm"(%t, %tt) : (!torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,3,2],f32>) -> !torch.vtensor<[2,2,2],f32>
    // A matrix is broadcast to a batch.
    // CHECK: linalg.broadcast
    // CHECK: linalg.batch_matmul
    // NUM: result 8: 2x2x2xf32 [0.375, 0, -3.25, -1.5625, -0.375, -0.75, 0.125, 1.8125]
    %r8 = "torch.aten.matmul"(%a, %tt) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3,2],f32>) -> !torch.vtensor<[2,2,2],f32>
    // CHECK: arith.addf
    // NUM: result 9: 2x2xf32 [3.25, 7, 8.5, 2.75]
    %r9 = "torch.aten.addmm"(%c, %a, %b, %k2, %k2) : (!torch.vtensor<[2,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>, !torch.int, !torch.int) -> !torch.vtensor<[2,2],f32>
    %k4 = "torch.constant.float"() <{value = 0.5 : f64}> : () -> !torch.float
    %k5 = "torch.constant.float"() <{value = 2.0 : f64}> : () -> !torch.float
    // CHECK: arith.mulf
    // CHECK: arith.mulf
    // CHECK: arith.addf
    // NUM: result 10: 2x2xf32 [5, 11, 12.5, -0.5]
    %r10 = "torch.aten.addmm"(%c, %a, %b, %k4, %k5) : (!torch.vtensor<[2,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[3,2],f32>, !torch.float, !torch.float) -> !torch.vtensor<[2,2],f32>
    // CHECK: arith.addf
    // NUM: result 11: 2x2x2xf32 [4.125, 2.875, 3.875, 4.3125, 1.875, 4, 5, 8.8125]
    %r11 = "torch.aten.baddbmm"(%c, %t, %tt, %k2, %k2) : (!torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,3,2],f32>, !torch.int, !torch.int) -> !torch.vtensor<[2,2,2],f32>
    %l47 = "torch.prim.ListConstruct"(%t, %a) : (!torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.list<vtensor>
    %k6 = "torch.constant.str"() <{value = "bij,kj->bki"}> : () -> !torch.str
    // CHECK: linalg.generic
    // NUM: result 12: 2x2x2xf32 [0.375, 0, -3.25, -1.5625, -0.375, -0.75, 0.125, 1.8125]
    %r12 = "torch.aten.einsum"(%k6, %l47, %k1) : (!torch.str, !torch.list<vtensor>, !torch.none) -> !torch.vtensor<[2,2,2],f32>
    %l53 = "torch.prim.ListConstruct"(%t, %t) : (!torch.vtensor<[2,2,3],f32>, !torch.vtensor<[2,2,3],f32>) -> !torch.list<vtensor>
    %k7 = "torch.constant.str"() <{value = "bij,bkj->bik"}> : () -> !torch.str
    // NUM: result 13: 2x2x2xf32 [3.125, 0.875, 0.875, 0.3125, 0.875, 2, 2, 4.8125]
    %r13 = "torch.aten.einsum"(%k7, %l53, %k1) : (!torch.str, !torch.list<vtensor>, !torch.none) -> !torch.vtensor<[2,2,2],f32>
    // CHECK: linalg.reduce
    // NUM: result 14: f32 [1.75]
    %r14 = "torch.aten.sum"(%a, %k1) : (!torch.vtensor<[2,3],f32>, !torch.none) -> !torch.vtensor<[],f32>
    %k9 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %k10 = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
    %k8 = "torch.prim.ListConstruct"(%k9, %k10) : (!torch.int, !torch.int) -> !torch.list<int>
    %k11 = "torch.constant.bool"() <{value = true}> : () -> !torch.bool
    // CHECK: linalg.reduce {{.*}} dimensions = [0, 2]
    // NUM: result 15: 1x2x1xf32 [-1.5, 3]
    %r15 = "torch.aten.sum.dim_IntList"(%t, %k8, %k11, %k1) : (!torch.vtensor<[2,2,3],f32>, !torch.list<int>, !torch.bool, !torch.none) -> !torch.vtensor<[1,2,1],f32>
    %k12 = "torch.prim.ListConstruct"(%k2) : (!torch.int) -> !torch.list<int>
    %k13 = "torch.constant.bool"() <{value = false}> : () -> !torch.bool
    // CHECK: linalg.reduce
    // NUM: result 16: 2xi64 [3, 12]
    %r16 = "torch.aten.sum.dim_IntList"(%n, %k12, %k13, %k1) : (!torch.vtensor<[2,3],si64>, !torch.list<int>, !torch.bool, !torch.none) -> !torch.vtensor<[2],si64>
    // CHECK: arith.divf
    // NUM: result 17: f32 [0.291667]
    %r17 = "torch.aten.mean"(%a, %k1) : (!torch.vtensor<[2,3],f32>, !torch.none) -> !torch.vtensor<[],f32>
    %k14 = "torch.prim.ListConstruct"(%k10) : (!torch.int) -> !torch.list<int>
    // CHECK: linalg.reduce
    // CHECK: arith.divf
    // NUM: result 18: 2x1xf32 [-0.166667, 0.75]
    %r18 = "torch.aten.mean.dim"(%a, %k14, %k11, %k1) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.bool, !torch.none) -> !torch.vtensor<[2,1],f32>
    // CHECK: linalg.reduce
    // NUM: result 19: 2xf32 [1, 3]
    %r19 = "torch.aten.amax"(%a, %k12, %k13) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.bool) -> !torch.vtensor<[2],f32>
    // CHECK: linalg.reduce
    // NUM: result 20: 2x1xf32 [-2, -1]
    %r20 = "torch.aten.amin"(%a, %k12, %k11) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.bool) -> !torch.vtensor<[2,1],f32>
    // NUM: result 21: 2xf32 [1, 3]
    %f87:2 = "torch.aten.max.dim"(%a, %k2, %k13) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.bool) -> (!torch.vtensor<[2],f32>, !torch.vtensor<[2],si64>)
    // NUM: result 22: 1x3xf32 [1, -2, -1]
    %f89:2 = "torch.aten.min.dim"(%a, %k9, %k11) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.bool) -> (!torch.vtensor<[1,3],f32>, !torch.vtensor<[1,3],si64>)
    // CHECK: arith.subf
    // CHECK: arith.divf
    // NUM: result 23: 2xf32 [2.58333, 4.1875]
    %r21 = "torch.aten.var.dim"(%a, %k12, %k11, %k13) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.bool, !torch.bool) -> !torch.vtensor<[2],f32>
    // NUM: result 24: 2x1xf32 [1.72222, 2.79167]
    %r22 = "torch.aten.var.correction"(%a, %k12, %k9, %k11) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.int, !torch.bool) -> !torch.vtensor<[2,1],f32>
    // CHECK: math.sqrt
    // NUM: result 25: 2xf32 [1.31233, 1.67083]
    %r23 = "torch.aten.std.dim"(%a, %k12, %k13, %k13) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.bool, !torch.bool) -> !torch.vtensor<[2],f32>
    // CHECK: math.sqrt
    // NUM: result 26: f32 [1.72059]
    %r24 = "torch.aten.std.correction"(%a, %k1, %k2, %k13) : (!torch.vtensor<[2,3],f32>, !torch.none, !torch.int, !torch.bool) -> !torch.vtensor<[],f32>
    // CHECK: arith.maximumf
    // CHECK: math.exp
    // CHECK: arith.divf
    // NUM: result 27: 2x3xf32 [0.603749, 0.0300589, 0.366192, 0.924006, 0.0590698, 0.0169238]
    %r25 = "torch.aten.softmax.int"(%a, %k10, %k1) : (!torch.vtensor<[2,3],f32>, !torch.int, !torch.none) -> !torch.vtensor<[2,3],f32>
    // CHECK: math.exp
    // NUM: result 28: 2x2xf32 [0.119203, 0.119203, 0.880797, 0.880797]
    %r26 = "torch.aten._softmax"(%c, %k9, %k13) : (!torch.vtensor<[2,2],f32>, !torch.int, !torch.bool) -> !torch.vtensor<[2,2],f32>
    // CHECK: math.log
    // NUM: result 29: 2x2xf32 [-1.31326, -0.313262, -1.31326, -0.313262]
    %r27 = "torch.aten.log_softmax.int"(%c, %k2, %k1) : (!torch.vtensor<[2,2],f32>, !torch.int, !torch.none) -> !torch.vtensor<[2,2],f32>
    %k16 = "torch.constant.int"() <{value = 3 : i64}> : () -> !torch.int
    %k15 = "torch.prim.ListConstruct"(%k16) : (!torch.int) -> !torch.list<int>
    %k17 = "torch.constant.float"() <{value = 1.0e-05 : f64}> : () -> !torch.float
    // CHECK: math.rsqrt
    // NUM: result 30: 2x3xf32 [0.444499, 1.397, 1.016, 0.673318, 0.299252, -2.09477]
    %r28 = "torch.aten.layer_norm"(%a, %k15, %w, %k1, %k17, %k13) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.vtensor<[3],f32>, !torch.none, !torch.float, !torch.bool) -> !torch.vtensor<[2,3],f32>
    %k18 = "torch.constant.float"() <{value = 1.0e-06 : f64}> : () -> !torch.float
    // CHECK: math.rsqrt
    // NUM: result 31: 2x3xf32 [0.377964, 1.51186, 0.755929, 0.819028, -0.136505, -1.09204]
    %r29 = "torch.aten.rms_norm"(%a, %k15, %w, %k18) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.vtensor<[3],f32>, !torch.float) -> !torch.vtensor<[2,3],f32>
    %k19 = "torch.constant.float"() <{value = 0.001 : f64}> : () -> !torch.float
    // NUM: result 32: 2x3xf32 [0.444371, 1.3966, 1.01571, 0.673198, 0.299199, -2.09439]
    // NUM: result 33: 2x1xf32 [-0.166667, 0.75]
    // NUM: result 34: 2x1xf32 [0.76178, 0.598398]
    %r30:3 = "torch.aten.native_layer_norm"(%a, %k15, %w, %k1, %k19) : (!torch.vtensor<[2,3],f32>, !torch.list<int>, !torch.vtensor<[3],f32>, !torch.none, !torch.float) -> (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>)
    // CHECK: glu.gate sigmoid
    // NUM: result 35: 2x1xf32 [0.880797, 2.94604]
    %r31 = "torch.aten.glu"(%c, %k10) : (!torch.vtensor<[2,2],f32>, !torch.int) -> !torch.vtensor<[2,1],f32>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15, %r16, %r17, %r18, %r19, %r20, %f87#0, %f89#0, %r21, %r22, %r23, %r24, %r25, %r26, %r27, %r28, %r29, %r30#0, %r30#1, %r30#2, %r31) : (!torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[2,2,2],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[1,2,1],f32>, !torch.vtensor<[2],si64>, !torch.vtensor<[],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[1,3],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>, !torch.vtensor<[2,1],f32>) -> ()
  }) : () -> ()
}) : () -> ()
