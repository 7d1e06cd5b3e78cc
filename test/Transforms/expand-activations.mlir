// RUN: glu-opt %s --glu-expand-activations | FileCheck %s
// RUN: glu-opt %s --glu-expand-activations | FileCheck %s --check-prefix=NONE

// Neither glu ops nor functions that have no instruction are left.
// NONE-NOT: glu.
// NONE-NOT: math.{{(exp|expm1|tanh|log|log1p|erf) .*[xr: ]f32}}
// NONE: @math_on_tensors

// CHECK-LABEL: @sigmoid
// CHECK-SAME: %[[X:.*]]: f32
func.func @sigmoid(%x: f32) -> f32 {
  // 1 where the result is that, and 1 / (2^-40 + 2^-40 exp(-x)) 2^-40 elsewhere.
  // CHECK-DAG: %[[UNIT:.*]] = arith.constant 9.09494702E-13 : f32
  // CHECK-DAG: %[[ONE:.*]] = arith.constant 1.000000e+00 : f32
  // CHECK: %[[SUM:.*]] = arith.addf %[[POWER:.*]], %[[UNIT]]
  // CHECK: %[[DIVISOR:.*]] = math.fma %[[POWER]], %{{.*}}, %[[SUM]]
  // CHECK: arith.divf %[[ONE]], %[[DIVISOR]]
  // CHECK: %[[Q:.*]] = arith.mulf %{{.*}}, %[[UNIT]]
  // CHECK: %[[R:.*]] = arith.select %{{.*}}, %[[ONE]], %[[Q]]
  // CHECK-NEXT: return %[[R]]
  %0 = glu.activation sigmoid(%x) : f32
  return %0 : f32
}

// CHECK-LABEL: @identity
// CHECK-SAME: %[[X:.*]]: vector<8xf32>
func.func @identity(%x: vector<8xf32>) -> vector<8xf32> {
  // CHECK-NEXT: return %[[X]]
  %0 = glu.activation identity(%x) : vector<8xf32>
  return %0 : vector<8xf32>
}

// NaN is not <= 0 and stays, -0 is and becomes +0.
// CHECK-LABEL: @relu
// CHECK-SAME: %[[X:.*]]: vector<8xf32>
func.func @relu(%x: vector<8xf32>) -> vector<8xf32> {
  // CHECK: %[[ZERO:.*]] = arith.constant dense<0.0{{.*}}> : vector<8xf32>
  // CHECK: %[[C:.*]] = arith.cmpf ole, %[[X]], %[[ZERO]]
  // CHECK: arith.select %[[C]], %[[ZERO]], %[[X]]
  %0 = glu.activation relu(%x) : vector<8xf32>
  return %0 : vector<8xf32>
}

// A slope that is 0 in f32 makes a ReLU.
// CHECK-LABEL: @slope_rounds_to_zero
func.func @slope_rounds_to_zero(%x: f32) -> f32 {
  // CHECK-NOT: arith.mulf
  // CHECK: arith.cmpf ole
  %0 = glu.activation leaky_relu<slope = 1.0e-60>(%x) : f32
  return %0 : f32
}

// CHECK-LABEL: @leaky_relu
func.func @leaky_relu(%x: f32) -> f32 {
  // CHECK-DAG: %[[SLOPE:.*]] = arith.constant 0.00999999977 : f32
  // CHECK: arith.mulf %{{.*}}, %[[SLOPE]]
  %0 = glu.activation leaky_relu<slope = 0.01>(%x) : f32
  return %0 : f32
}

// CHECK-LABEL: @vectors
func.func @vectors(%a: vector<16xf32>, %b: vector<2x8xf32>, %c: vector<f32>,
                   %d: vector<[4]xf32>)
    -> (vector<16xf32>, vector<2x8xf32>, vector<f32>, vector<[4]xf32>) {
  // CHECK: math.fma {{.*}} : vector<16xf32>
  %0 = glu.activation tanh(%a) : vector<16xf32>
  // CHECK: math.fma {{.*}} : vector<2x8xf32>
  %1 = glu.activation gelu<erf>(%b) : vector<2x8xf32>
  // CHECK: math.fma {{.*}} : vector<f32>
  %2 = glu.activation mish(%c) : vector<f32>
  // CHECK: math.fma {{.*}} : vector<[4]xf32>
  %3 = glu.activation elu<alpha = 1.0>(%d) : vector<[4]xf32>
  return %0, %1, %2, %3
    : vector<16xf32>, vector<2x8xf32>, vector<f32>, vector<[4]xf32>
}

// The second word of 1.702.
// CHECK-LABEL: @two_words
func.func @two_words(%x: f32) -> f32 {
  // CHECK-DAG: arith.constant 1.702
  // CHECK-DAG: arith.constant -2.19{{.*}}E-8
  %0 = glu.activation gelu<sigmoid>(%x) : f32
  return %0 : f32
}

// CHECK-LABEL: @bf16
// CHECK-SAME: %[[X:.*]]: vector<8xbf16>
func.func @bf16(%x: vector<8xbf16>) -> vector<8xbf16> {
  // CHECK: arith.extf %[[X]] : vector<8xbf16> to vector<8xf32>
  // CHECK-NOT: arith.truncf
  // CHECK: %[[R:.*]] = arith.truncf %{{.*}} : vector<8xf32> to vector<8xbf16>
  // CHECK-NEXT: return %[[R]]
  %0 = glu.activation gelu<tanh>(%x) : vector<8xbf16>
  return %0 : vector<8xbf16>
}

// CHECK-LABEL: @beta
// CHECK-SAME: %[[X:.*]]: vector<8xf16>, %[[S:.*]]: f16, %[[V:.*]]: vector<8xf32>
func.func @beta(%x: vector<8xf16>, %s: f16, %v: vector<8xf32>)
    -> (vector<8xf16>, vector<8xf16>) {
  // CHECK: %[[WIDE:.*]] = arith.extf %[[S]] : f16 to f32
  // CHECK: %[[B:.*]] = vector.broadcast %[[WIDE]] : f32 to vector<8xf32>
  // CHECK: arith.mulf %[[B]]
  %0 = glu.activation swish<beta = ?>(%x, %s) : vector<8xf16>, f16
  // CHECK: arith.mulf %[[V]]
  %1 = glu.activation swish<beta = ?>(%x, %v) : vector<8xf16>, vector<8xf32>
  return %0, %1 : vector<8xf16>, vector<8xf16>
}

// CHECK-LABEL: @beta_of_f64
// CHECK-SAME: %[[X:.*]]: f64, %[[S:.*]]: f32
func.func @beta_of_f64(%x: f64, %s: f32) -> f64 {
  // CHECK: %[[B:.*]] = arith.extf %[[S]] : f32 to f64
  // CHECK: arith.mulf %[[B]], %[[X]] : f64
  %0 = glu.activation swish<beta = ?>(%x, %s) : f64, f32
  return %0 : f64
}

// CHECK-LABEL: @gate_f32_through
// CHECK-SAME: %[[G:.*]]: vector<8xbf16>, %[[V:.*]]: vector<8xbf16>
func.func @gate_f32_through(%g: vector<8xbf16>, %v: vector<8xbf16>)
    -> vector<8xbf16> {
  // CHECK: %[[WG:.*]] = arith.extf %[[G]]
  // CHECK: %[[A:.*]] = arith.select %{{.*}}, %{{.*}}, %[[WG]]
  // CHECK-NOT: arith.truncf
  // CHECK: %[[WV:.*]] = arith.extf %[[V]]
  // CHECK: %[[P:.*]] = arith.mulf %[[A]], %[[WV]] : vector<8xf32>
  // CHECK-NEXT: %[[R:.*]] = arith.truncf %[[P]]
  // CHECK-NEXT: return %[[R]]
  %0 = glu.gate relu(%g, %v) : vector<8xbf16>
  return %0 : vector<8xbf16>
}

// CHECK-LABEL: @gate_as_unfused
// CHECK-SAME: %[[G:.*]]: vector<8xbf16>, %[[V:.*]]: vector<8xbf16>
func.func @gate_as_unfused(%g: vector<8xbf16>, %v: vector<8xbf16>)
    -> vector<8xbf16> {
  // CHECK: %[[WG:.*]] = arith.extf %[[G]]
  // CHECK: %[[A:.*]] = arith.select %{{.*}}, %{{.*}}, %[[WG]]
  // CHECK: %[[N:.*]] = arith.truncf %[[A]]
  // CHECK: %[[WA:.*]] = arith.extf %[[N]]
  // CHECK: %[[WV:.*]] = arith.extf %[[V]]
  // CHECK: %[[P:.*]] = arith.mulf %[[WA]], %[[WV]] : vector<8xf32>
  // CHECK: arith.truncf %[[P]]
  %0 = glu.gate relu rounding<as_unfused>(%g, %v) : vector<8xbf16>
  return %0 : vector<8xbf16>
}

// A framework's own spelling.
// CHECK-LABEL: @math
func.func @math(%x: vector<8xf32>, %y: f32) -> (vector<8xf32>, f32) {
  // CHECK: math.fma {{.*}} : vector<8xf32>
  %0 = math.exp %x : vector<8xf32>
  %1 = math.log1p %0 : vector<8xf32>
  %2 = math.tanh %1 : vector<8xf32>
  // CHECK: math.fma {{.*}} : f32
  %3 = math.erf %y : f32
  %4 = math.log %3 : f32
  %5 = math.expm1 %4 : f32
  return %2, %5 : vector<8xf32>, f32
}

// CHECK-LABEL: @math_bf16
func.func @math_bf16(%x: vector<8xbf16>) -> vector<8xbf16> {
  // CHECK: arith.extf
  // CHECK: math.sqrt {{.*}} : vector<8xf32>
  // CHECK: arith.truncf
  %0 = math.sqrt %x : vector<8xbf16>
  return %0 : vector<8xbf16>
}

// Calls of libm later, but for the two that convert-math-to-llvm makes exp(x) - 1
// and log(1 + x) of.
// CHECK-LABEL: @math_f64
func.func @math_f64(%x: f64) -> (f64, f64, f64) {
  // CHECK: math.erf %{{.*}} : f64
  // CHECK-NOT: math.{{expm1|log1p}}
  // CHECK: return
  %0 = math.erf %x : f64
  %1 = math.expm1 %x : f64
  %2 = math.log1p %x : f64
  return %0, %1, %2 : f64, f64, f64
}

// CHECK-LABEL: @math_on_tensors
func.func @math_on_tensors(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: math.exp %{{.*}} : tensor<8xf32>
  %0 = math.exp %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}
