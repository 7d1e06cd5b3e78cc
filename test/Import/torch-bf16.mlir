// Where torch's kernels round bf16: forms, and numbers that PyTorch gave for the
// same operands in bf16.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 5 1.10156 -0.300781 2.70312 0.0500488 7.3125
// RUN: %npy %t.y.npy '<f4' 5 0.699219 1.89844 -3.29688 0.898438 0.109863
// RUN: %npy %t.w.npy '<f4' 2x5 0.300781 -1.70312 0.898438 1.29688 0.601562 -0.200195 2.09375 0.400391 -1.10156 0.800781
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.y.npy --arg=%t.w.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[2,5],bf16>) -> (!torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[2],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[2],bf16>, !torch.vtensor<[2,5],bf16>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[5],bf16>, %y: !torch.vtensor<[5],bf16>, %w: !torch.vtensor<[2,5],bf16>):
    // CHECK: arith.mulf {{.*}}bf16
    // NUM: result 0: 5xbf16 [0.769531, -0.570312, -8.9375, 0.0449219, 0.804688]
    %r0 = "torch.aten.mul.Tensor"(%x, %y) : (!torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>) -> !torch.vtensor<[5],bf16>
    // A factor that is no bf16 is taken in f32; a summand is rounded first.
    %k1 = "torch.constant.float"() <{value = 0.1 : f64}> : () -> !torch.float
    // CHECK: arith.extf
    // CHECK: arith.mulf {{.*}}f32
    // CHECK: arith.truncf
    // NUM: result 1: 5xbf16 [0.110352, -0.0300293, 0.269531, 0.00500488, 0.730469]
    %r1 = "torch.aten.mul.Scalar"(%x, %k1) : (!torch.vtensor<[5],bf16>, !torch.float) -> !torch.vtensor<[5],bf16>
    %k2 = "torch.constant.float"() <{value = 0.5 : f64}> : () -> !torch.float
    // CHECK: arith.mulf {{.*}}bf16
    // NUM: result 2: 5xbf16 [0.550781, -0.150391, 1.35156, 0.0250244, 3.65625]
    %r2 = "torch.aten.mul.Scalar"(%x, %k2) : (!torch.vtensor<[5],bf16>, !torch.float) -> !torch.vtensor<[5],bf16>
    %k3 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    // CHECK: arith.addf {{.*}}bf16
    // NUM: result 3: 5xbf16 [1.20312, -0.201172, 2.79688, 0.150391, 7.40625]
    %r3 = "torch.aten.add.Scalar"(%x, %k1, %k3) : (!torch.vtensor<[5],bf16>, !torch.float, !torch.int) -> !torch.vtensor<[5],bf16>
    %k4 = "torch.constant.float"() <{value = 0.3 : f64}> : () -> !torch.float
    // CHECK: arith.divf {{.*}}f32
    // CHECK: arith.truncf
    // NUM: result 4: 5xbf16 [3.67188, -1, 9, 0.166992, 24.375]
    %r4 = "torch.aten.div.Scalar"(%x, %k4) : (!torch.vtensor<[5],bf16>, !torch.float) -> !torch.vtensor<[5],bf16>
    %k5 = "torch.constant.float"() <{value = 1.1 : f64}> : () -> !torch.float
    // CHECK: arith.subf {{.*}}bf16
    // NUM: result 5: 5xbf16 [0, 1.40625, -1.60156, 1.05469, -6.21875]
    %r5 = "torch.aten.rsub.Scalar"(%x, %k5, %k3) : (!torch.vtensor<[5],bf16>, !torch.float, !torch.int) -> !torch.vtensor<[5],bf16>
    %k6 = "torch.constant.int"() <{value = 3 : i64}> : () -> !torch.int
    // CHECK: arith.mulf {{.*}}bf16
    // CHECK: arith.mulf {{.*}}bf16
    // NUM: result 6: 5xbf16 [1.33594, -0.0272217, 19.75, 0.000124931, 392]
    %r6 = "torch.aten.pow.Tensor_Scalar"(%x, %k6) : (!torch.vtensor<[5],bf16>, !torch.int) -> !torch.vtensor<[5],bf16>
    // CHECK: glu.activation swish<beta = 1.0>{{.*}}bf16
    // NUM: result 7: 5xbf16 [0.828125, -0.12793, 2.53125, 0.0256348, 7.3125]
    %r7 = "torch.aten.silu"(%x) : (!torch.vtensor<[5],bf16>) -> !torch.vtensor<[5],bf16>
    %k7 = "torch.constant.str"() <{value = "tanh"}> : () -> !torch.str
    // CHECK: glu.activation gelu<tanh>{{.*}}bf16
    // NUM: result 8: 5xbf16 [0.953125, -0.114746, 2.6875, 0.026001, 7.3125]
    %r8 = "torch.aten.gelu"(%x, %k7) : (!torch.vtensor<[5],bf16>, !torch.str) -> !torch.vtensor<[5],bf16>
    %k8 = "torch.constant.int"() <{value = 20 : i64}> : () -> !torch.int
    // CHECK: math.log1p {{.*}}f32
    // CHECK: arith.truncf
    // NUM: result 9: 5xbf16 [1.39062, 0.554688, 2.76562, 0.71875, 7.3125]
    %r9 = "torch.aten.softplus"(%x, %k3, %k8) : (!torch.vtensor<[5],bf16>, !torch.int, !torch.int) -> !torch.vtensor<[5],bf16>
    %b = "torch.vtensor.literal"() <{value = dense<[0.3, -0.7]> : tensor<2xbf16>}> : () -> !torch.vtensor<[2],bf16>
    // The bias is added to the sum in f32.
    // CHECK: arith.extf
    // CHECK: arith.addf {{.*}}f32
    // CHECK: arith.truncf
    // NUM: result 10: 2xbf16 [8.0625, 5.34375]
    %r10 = "torch.aten.linear"(%x, %w, %b) : (!torch.vtensor<[5],bf16>, !torch.vtensor<[2,5],bf16>, !torch.vtensor<[2],bf16>) -> !torch.vtensor<[2],bf16>
    %k9 = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
    %k10 = "torch.constant.none"() : () -> !torch.none
    // CHECK: math.exp {{.*}}f32
    // CHECK: arith.truncf
    // NUM: result 11: 5xbf16 [0.00198364, 0.000488281, 0.00982666, 0.00069046, 0.988281]
    %r11 = "torch.aten.softmax.int"(%x, %k9, %k10) : (!torch.vtensor<[5],bf16>, !torch.int, !torch.none) -> !torch.vtensor<[5],bf16>
    %k11 = "torch.prim.ListConstruct"(%k3) : (!torch.int) -> !torch.list<int>
    %k12 = "torch.constant.bool"() <{value = false}> : () -> !torch.bool
    // CHECK: arith.divf {{.*}}f32
    // CHECK: arith.truncf
    // NUM: result 12: 2xbf16 [0.279297, 0.398438]
    %r12 = "torch.aten.mean.dim"(%w, %k11, %k12, %k10) : (!torch.vtensor<[2,5],bf16>, !torch.list<int>, !torch.bool, !torch.none) -> !torch.vtensor<[2],bf16>
    %k14 = "torch.constant.int"() <{value = 5 : i64}> : () -> !torch.int
    %k13 = "torch.prim.ListConstruct"(%k14) : (!torch.int) -> !torch.list<int>
    %k15 = "torch.constant.float"() <{value = 0.001 : f64}> : () -> !torch.float
    // CHECK: arith.truncf
    // NUM: result 13: 2x5xbf16 [0.722656, 2.46875, -1.69531, 0.945312, 2.375, 0.0786133, 1.42188, -3.29688
    %r13 = "torch.aten.layer_norm"(%w, %k13, %x, %y, %k15, %k12) : (!torch.vtensor<[2,5],bf16>, !torch.list<int>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.float, !torch.bool) -> !torch.vtensor<[2,5],bf16>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8, %r9, %r10, %r11, %r12, %r13) : (!torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[2],bf16>, !torch.vtensor<[5],bf16>, !torch.vtensor<[2],bf16>, !torch.vtensor<[2,5],bf16>) -> ()
  }) : () -> ()
}) : () -> ()
