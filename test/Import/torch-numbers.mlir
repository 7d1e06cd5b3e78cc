// Sizes and numbers of torch: what is known stays known.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 2x3 1 2 3 4 5 6
// RUN: glu-run %t.mlir --arg=%t.x.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,3],f32>) -> (!torch.vtensor<[6],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[],si64>, !torch.vtensor<[2],si64>, !torch.vtensor<[],i1>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[2,3],f32>):
    %k1 = "torch.constant.int"() <{value = 0 : i64}> : () -> !torch.int
    %s0 = "torch.aten.size.int"(%x, %k1) : (!torch.vtensor<[2,3],f32>, !torch.int) -> !torch.int
    %k2 = "torch.constant.int"() <{value = -1 : i64}> : () -> !torch.int
    %s1 = "torch.aten.sym_size.int"(%x, %k2) : (!torch.vtensor<[2,3],f32>, !torch.int) -> !torch.int
    %ne = "torch.aten.numel"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.int
    %all = "torch.aten.size"(%x) : (!torch.vtensor<[2,3],f32>) -> !torch.list<int>
    %pr = "torch.aten.mul.int"(%s0, %s1) : (!torch.int, !torch.int) -> !torch.int
    %k3 = "torch.constant.int"() <{value = 1 : i64}> : () -> !torch.int
    %su = "torch.aten.add.int"(%s0, %k3) : (!torch.int, !torch.int) -> !torch.int
    %di = "torch.aten.sub.int"(%s1, %k3) : (!torch.int, !torch.int) -> !torch.int
    %k4 = "torch.constant.int"() <{value = 2 : i64}> : () -> !torch.int
    %fl = "torch.aten.floordiv.int"(%ne, %k4) : (!torch.int, !torch.int) -> !torch.int
    %l1 = "torch.prim.ListConstruct"(%pr) : (!torch.int) -> !torch.list<int>
    %l2 = "torch.prim.ListConstruct"(%su, %di) : (!torch.int, !torch.int) -> !torch.list<int>
    // CHECK: tensor.collapse_shape
    // NUM: result 0: 6xf32 [1, 2, 3, 4, 5, 6]
    %r0 = "torch.aten.view"(%x, %l1) : (!torch.vtensor<[2,3],f32>, !torch.list<int>) -> !torch.vtensor<[6],f32>
    // CHECK: tensor.expand_shape
    // NUM: result 1: 3x2xf32 [1, 2, 3, 4, 5, 6]
    %r1 = "torch.aten.view"(%x, %l2) : (!torch.vtensor<[2,3],f32>, !torch.list<int>) -> !torch.vtensor<[3,2],f32>
    // NUM: result 2: 2x3xf32 [1, 2, 3, 4, 5, 6]
    %r2 = "torch.aten.view"(%x, %all) : (!torch.vtensor<[2,3],f32>, !torch.list<int>) -> !torch.vtensor<[2,3],f32>
    %ii = "torch.aten.Int.Scalar"(%fl) : (!torch.int) -> !torch.int
    %ff = "torch.aten.Float.Scalar"(%ii) : (!torch.int) -> !torch.float
    // CHECK: arith.mulf
    // NUM: result 3: 2x3xf32 [3, 6, 9, 12, 15, 18]
    %r3 = "torch.aten.mul.Scalar"(%x, %ff) : (!torch.vtensor<[2,3],f32>, !torch.float) -> !torch.vtensor<[2,3],f32>
    // CHECK: arith.constant dense<3> : tensor<i64>
    // NUM: result 4: i64 [3]
    %r4 = "torch.prim.NumToTensor.Scalar"(%fl) : (!torch.int) -> !torch.vtensor<[],si64>
    // CHECK: arith.constant dense<[1, -2]> : tensor<2xi64>
    // NUM: result 5: 2xi64 [1, -2]
    %r5 = "torch.vtensor.literal"() <{value = dense<[1, -2]> : tensor<2xsi64>}> : () -> !torch.vtensor<[2],si64>
    // Facts are dropped; conditions are checked.
    %sy = "torch.symbolic_int"() <{max_val = 9 : i64, min_val = 2 : i64, symbol_name = "s0"}> : () -> !torch.int
    "torch.bind_symbolic_shape"(%x, %sy) <{shape_expressions = affine_map<()[s0] -> (s0, 3)>}> : (!torch.vtensor<[2,3],f32>, !torch.int) -> ()
    "torch.aten._assert_tensor_metadata"(%x) : (!torch.vtensor<[2,3],f32>) -> ()
    // CHECK: cf.assert {{.*}} "positive"
    %k5 = "torch.constant.bool"() <{value = true}> : () -> !torch.bool
    %dev = "torch.constant.device"() <{value = "cpu"}> : () -> !torch.Device
    "torch.runtime.assert"(%k5) <{message = "positive"}> : (!torch.bool) -> ()
    %m = "torch.aten.gt.Tensor"(%x, %x) : (!torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>) -> !torch.vtensor<[2,3],i1>
    // CHECK: linalg.reduce
    // CHECK: arith.andi
    %r6 = "torch.aten._is_all_true"(%m) : (!torch.vtensor<[2,3],i1>) -> !torch.vtensor<[],i1>
    "func.return"(%r0, %r1, %r2, %r3, %r4, %r5, %r6) : (!torch.vtensor<[6],f32>, !torch.vtensor<[3,2],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[2,3],f32>, !torch.vtensor<[],si64>, !torch.vtensor<[2],si64>, !torch.vtensor<[],i1>) -> ()
  }) : () -> ()
}) : () -> ()
