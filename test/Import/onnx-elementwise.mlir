// Elementwise ops of ONNX: their forms, and numbers that the reference evaluator
// of ONNX gave for the same operands.
// RUN: glu-opt %s --glu-import --allow-unregistered-dialect -o %t.mlir
// RUN: FileCheck %s --input-file=%t.mlir --implicit-check-not='"{{stablehlo|chlo|torch|shape}}.'
// RUN: %npy %t.x.npy '<f4' 5 -2 -0.5 0 0.75 3
// RUN: %npy %t.y.npy '<f4' 5 1.5 -0.25 2 0.5 -1
// RUN: %npy %t.p.npy '<f4' 5 0.25 0.5 1 2 7
// RUN: %npy %t.i.npy '<i8' 5 -3 0 1 5 7
// RUN: glu-run %t.mlir --arg=%t.x.npy --arg=%t.y.npy --arg=%t.p.npy --arg=%t.i.npy | FileCheck %s --check-prefix=NUM
"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>) -> (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>), sym_name = "main"}> ({
  ^bb0(%x: !torch.vtensor<[5],f32>, %y: !torch.vtensor<[5],f32>, %p: !torch.vtensor<[5],f32>, %i: !torch.vtensor<[5],si64>):
    %0 = "torch.constant.none"() : () -> !torch.none
    // CHECK: math.absf
    // NUM: result 0: 5xf32 [2, 0.5, 0, 0.75, 3]
    %abs3 = "torch.operator"(%x) <{name = "onnx.Abs"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.ceil
    // NUM: result 1: 5xf32 [-2, -0, 0, 1, 3]
    %ceil4 = "torch.operator"(%x) <{name = "onnx.Ceil"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.cos
    // NUM: result 2: 5xf32 [-0.416147, 0.877583, 1, 0.731689, -0.989992]
    %cos3 = "torch.operator"(%x) <{name = "onnx.Cos"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.erf 
    // NUM: result 3: 5xf32 [-0.995322, -0.5205, 0, 0.711156, 0.999978]
    %erf3 = "torch.operator"(%x) <{name = "onnx.Erf"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.exp 
    // NUM: result 4: 5xf32 [0.135335, 0.606531, 1, 2.117, 20.0855]
    %exp3 = "torch.operator"(%x) <{name = "onnx.Exp"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.floor
    // NUM: result 5: 5xf32 [-2, -1, 0, 0, 3]
    %floor5 = "torch.operator"(%x) <{name = "onnx.Floor"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.log 
    // NUM: result 6: 5xf32 [-1.38629, -0.693147, 0, 0.693147, 1.94591]
    %log3 = "torch.operator"(%p) <{name = "onnx.Log"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.negf
    // NUM: result 7: 5xf32 [2, 0.5, -0, -0.75, -3]
    %neg3 = "torch.operator"(%x) <{name = "onnx.Neg"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.divf
    // NUM: result 8: 5xf32 [4, 2, 1, 0.5, 0.142857]
    %reciprocal10 = "torch.operator"(%p) <{name = "onnx.Reciprocal"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.roundeven
    // NUM: result 9: 5xf32 [-2, -0, 0, 1, 3]
    %round5 = "torch.operator"(%x) <{name = "onnx.Round"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.sin
    // NUM: result 10: 5xf32 [-0.909297, -0.479426, 0, 0.681639, 0.14112]
    %sin3 = "torch.operator"(%x) <{name = "onnx.Sin"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.sqrt
    // NUM: result 11: 5xf32 [0.5, 0.707107, 1, 1.41421, 2.64575]
    %sqrt4 = "torch.operator"(%p) <{name = "onnx.Sqrt"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.tanh
    // NUM: result 12: 5xf32 [-0.964028, -0.462117, 0, 0.635149, 0.995055]
    %tanh4 = "torch.operator"(%x) <{name = "onnx.Tanh"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.expm1
    // NUM: result 13: 5xf32 [-0.490842, -0.31606, 0, 0.75, 3]
    %celu15 = "torch.operator"(%x) <{name = "onnx.Celu"}> {torch.onnx.alpha = 5.000000e-01 : f32} : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation elu<alpha = 0.5>
    // NUM: result 14: 5xf32 [-0.432332, -0.196735, 0, 0.75, 3]
    %elu14 = "torch.operator"(%x) <{name = "onnx.Elu"}> {torch.onnx.alpha = 5.000000e-01 : f32} : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation gelu<erf>
    // NUM: result 15: 5xf32 [-0.0455003, -0.154269, 0, 0.580029, 2.99595]
    %gelu4 = "torch.operator"(%x) <{name = "onnx.Gelu"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation gelu<tanh>
    // NUM: result 16: 5xf32 [-0.0454023, -0.154286, 0, 0.579961, 2.99636]
    %gt = "torch.operator"(%x) <{name = "onnx.Gelu"}> {torch.onnx.approximate = "tanh"} : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // NUM: result 17: 5xf32 [-0.333333, -0.208333, 0, 0.46875, 3]
    %hardswish9 = "torch.operator"(%x) <{name = "onnx.HardSwish"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation leaky_relu<slope = 0.25>
    // NUM: result 18: 5xf32 [-0.5, -0.125, 0, 0.75, 3]
    %leakyrelu21 = "torch.operator"(%x) <{name = "onnx.LeakyRelu"}> {torch.onnx.alpha = 2.500000e-01 : f32} : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation mish
    // NUM: result 19: 5xf32 [-0.252501, -0.220744, 0, 0.610018, 2.98654]
    %mish4 = "torch.operator"(%x) <{name = "onnx.Mish"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation relu
    // NUM: result 20: 5xf32 [0, 0, 0, 0.75, 3]
    %relu4 = "torch.operator"(%x) <{name = "onnx.Relu"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.expm1
    // NUM: result 21: 5xf32 [-1.52017, -0.691758, 0, 0.788026, 3.1521]
    %selu4 = "torch.operator"(%x) <{name = "onnx.Selu"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: glu.activation sigmoid
    // NUM: result 22: 5xf32 [0.119203, 0.377541, 0.5, 0.679179, 0.952574]
    %sigmoid7 = "torch.operator"(%x) <{name = "onnx.Sigmoid"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.maximumf
    // CHECK: arith.minimumf
    // NUM: result 23: 5xf32 [0.1, 0.4, 0.5, 0.65, 1]
    %hs = "torch.operator"(%x) <{name = "onnx.HardSigmoid"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // NUM: result 24: 5xf32 [0, 0, 0.25, 0.625, 1]
    %hs2 = "torch.operator"(%x) <{name = "onnx.HardSigmoid"}> {torch.onnx.alpha = 5.000000e-01 : f32, torch.onnx.beta = 2.500000e-01 : f32} : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.select
    // NUM: result 25: 5xf32 [-0.5, -0.25, 0, 0.75, 3]
    %pr = "torch.operator"(%x, %p) <{name = "onnx.PRelu"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.log1p
    // NUM: result 26: 5xf32 [0.126928, 0.474077, 0.693147, 1.13687, 3.04859]
    %softplus8 = "torch.operator"(%x) <{name = "onnx.Softplus"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.divf
    // NUM: result 27: 5xf32 [-0.666667, -0.333333, 0, 0.428571, 0.75]
    %softsign8 = "torch.operator"(%x) <{name = "onnx.Softsign"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.select
    // NUM: result 28: 5xf32 [0, 0, 0, 0.75, 3]
    %thresholdedrelu26 = "torch.operator"(%x) <{name = "onnx.ThresholdedRelu"}> {torch.onnx.alpha = 5.000000e-01 : f32} : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    %lo = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<-7.500000e-01> : tensor<f32>} : () -> !torch.vtensor<[],f32>
    %hi = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_float = 2.000000e+00 : f32} : () -> !torch.vtensor<[],f32>
    // CHECK: arith.maximumf
    // CHECK: arith.minimumf
    // NUM: result 29: 5xf32 [-0.75, -0.5, 0, 0.75, 2]
    %cl = "torch.operator"(%x, %lo, %hi) <{name = "onnx.Clip"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[],f32>, !torch.vtensor<[],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.minimumf
    // NUM: result 30: 5xf32 [-2, -0.5, 0, 0.75, 2]
    %ch = "torch.operator"(%x, %0, %hi) <{name = "onnx.Clip"}> : (!torch.vtensor<[5],f32>, !torch.none, !torch.vtensor<[],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.addf
    // NUM: result 31: 5xf32 [-0.5, -0.75, 2, 1.25, 2]
    %ad = "torch.operator"(%x, %y) <{name = "onnx.Add"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.subf
    // NUM: result 32: 5xf32 [-3.5, -0.25, -2, 0.25, 4]
    %su = "torch.operator"(%x, %y) <{name = "onnx.Sub"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.mulf
    // NUM: result 33: 5xf32 [-3, 0.125, 0, 0.375, -3]
    %mu = "torch.operator"(%x, %y) <{name = "onnx.Mul"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.divf
    // NUM: result 34: 5xf32 [-1.33333, 2, 0, 1.5, -3]
    %di = "torch.operator"(%x, %y) <{name = "onnx.Div"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.maximumf
    // CHECK: arith.maximumf
    // NUM: result 35: 5xf32 [1.5, 0.5, 2, 2, 7]
    %mx = "torch.operator"(%x, %y, %p) <{name = "onnx.Max"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.minimumf
    // NUM: result 36: 5xf32 [-2, -0.5, 0, 0.5, -1]
    %mn = "torch.operator"(%x, %y) <{name = "onnx.Min"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.addf
    // NUM: result 37: 5xf32 [-0.25, -0.25, 3, 3.25, 9]
    %sm = "torch.operator"(%x, %y, %p) <{name = "onnx.Sum"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.divf
    // NUM: result 38: 5xf32 [-0.0833333, -0.0833333, 1, 1.08333, 3]
    %me = "torch.operator"(%x, %y, %p) <{name = "onnx.Mean"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.addi
    // NUM: result 39: 5xi64 [-6, 0, 2, 10, 14]
    %ix = "torch.operator"(%i, %i) <{name = "onnx.Add"}> : (!torch.vtensor<[5],si64>, !torch.vtensor<[5],si64>) -> !torch.vtensor<[5],si64>
    // CHECK: arith.muli
    // NUM: result 40: 5xi64 [9, 0, 1, 25, 49]
    %iy = "torch.operator"(%i, %i) <{name = "onnx.Mul"}> : (!torch.vtensor<[5],si64>, !torch.vtensor<[5],si64>) -> !torch.vtensor<[5],si64>
    %k3 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value_int = 3 : si64} : () -> !torch.vtensor<[],si64>
    // CHECK: arith.mulf
    // CHECK: arith.mulf
    // NUM: result 41: 5xf32 [-8, -0.125, 0, 0.421875, 27]
    %p3 = "torch.operator"(%x, %k3) <{name = "onnx.Pow"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[],si64>) -> !torch.vtensor<[5],f32>
    %kh = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<-5.000000e-01> : tensor<f32>} : () -> !torch.vtensor<[],f32>
    // CHECK: math.rsqrt
    // NUM: result 42: 5xf32 [2, 1.41421, 1, 0.707107, 0.377964]
    %ph = "torch.operator"(%p, %kh) <{name = "onnx.Pow"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: math.powf
    // NUM: result 43: 5xf32 [0.125, 1.18921, 1, 1.41421, 0.142857]
    %pp = "torch.operator"(%p, %y) <{name = "onnx.Pow"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.cmpf oeq
    // NUM: result 44: 5xi1 [1, 1, 1, 1, 1]
    %eq = "torch.operator"(%x, %x) <{name = "onnx.Equal"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.cmpi eq
    // NUM: result 45: 5xi1 [0, 1, 1, 0, 0]
    %ie = "torch.operator"(%i, %iy) <{name = "onnx.Equal"}> : (!torch.vtensor<[5],si64>, !torch.vtensor<[5],si64>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.cmpf ogt
    // NUM: result 46: 5xi1 [0, 0, 0, 1, 1]
    %gr = "torch.operator"(%x, %y) <{name = "onnx.Greater"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.cmpf oge
    // NUM: result 47: 5xi1 [0, 0, 0, 1, 1]
    %ge = "torch.operator"(%x, %y) <{name = "onnx.GreaterOrEqual"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.cmpf olt
    // NUM: result 48: 5xi1 [1, 1, 1, 0, 0]
    %le = "torch.operator"(%x, %y) <{name = "onnx.Less"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.cmpf ole
    // NUM: result 49: 5xi1 [1, 1, 1, 0, 0]
    %lq = "torch.operator"(%x, %y) <{name = "onnx.LessOrEqual"}> : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.andi
    // NUM: result 50: 5xi1 [0, 0, 0, 0, 0]
    %an = "torch.operator"(%gr, %ie) <{name = "onnx.And"}> : (!torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.xori
    // NUM: result 51: 5xi1 [1, 1, 1, 0, 0]
    %no = "torch.operator"(%gr) <{name = "onnx.Not"}> : (!torch.vtensor<[5],i1>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.ori
    // NUM: result 52: 5xi1 [0, 1, 1, 1, 1]
    %or = "torch.operator"(%gr, %ie) <{name = "onnx.Or"}> : (!torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>) -> !torch.vtensor<[5],i1>
    // CHECK: arith.select
    // NUM: result 53: 5xf32 [1.5, -0.25, 2, 0.75, 3]
    %wh = "torch.operator"(%gr, %x, %y) <{name = "onnx.Where"}> : (!torch.vtensor<[5],i1>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.fptosi
    // NUM: result 54: 5xi64 [-2, 0, 0, 0, 3]
    %ca = "torch.operator"(%x) <{name = "onnx.Cast"}> {torch.onnx.to = 7 : si64} : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],si64>
    // CHECK: arith.uitofp
    // NUM: result 55: 5xf32 [0, 0, 0, 1, 1]
    %cb = "torch.operator"(%gr) <{name = "onnx.Cast"}> {torch.onnx.to = 1 : si64} : (!torch.vtensor<[5],i1>) -> !torch.vtensor<[5],f32>
    // CHECK: arith.sitofp
    // NUM: result 56: 5xf32 [-3, 0, 1, 5, 7]
    %cl2 = "torch.operator"(%i, %x) <{name = "onnx.CastLike"}> : (!torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    // NUM: result 57: 5xf32 [-2, -0.5, 0, 0.75, 3]
    %id = "torch.operator"(%x) <{name = "onnx.Identity"}> : (!torch.vtensor<[5],f32>) -> !torch.vtensor<[5],f32>
    "func.return"(%abs3, %ceil4, %cos3, %erf3, %exp3, %floor5, %log3, %neg3, %reciprocal10, %round5, %sin3, %sqrt4, %tanh4, %celu15, %elu14, %gelu4, %gt, %hardswish9, %leakyrelu21, %mish4, %relu4, %selu4, %sigmoid7, %hs, %hs2, %pr, %softplus8, %softsign8, %thresholdedrelu26, %cl, %ch, %ad, %su, %mu, %di, %mx, %mn, %sm, %me, %ix, %iy, %p3, %ph, %pp, %eq, %ie, %gr, %ge, %le, %lq, %an, %no, %or, %wh, %ca, %cb, %cl2, %id) : (!torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],i1>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],si64>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>, !torch.vtensor<[5],f32>) -> ()
  }) {torch.onnx_meta.opset_version = 20 : si64} : () -> ()
}) : () -> ()
