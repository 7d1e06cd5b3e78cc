// RUN: glu-opt %s --glu-raise | FileCheck %s
// RUN: glu-opt %s --glu-raise --remarks-filter=glu-raise --remark-format=emitRemark 2>&1 | FileCheck %s --check-prefix=REMARK

// Each activation in every spelling that frameworks and people have for it.

// 1 / (1 + exp(-x)).
// CHECK-LABEL: func.func @sigmoid(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// The sum the other way round.
// CHECK-LABEL: func.func @sigmoid_swapped(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_swapped(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %1, %c0 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// -x as 0 - x.
// CHECK-LABEL: func.func @sigmoid_sub(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_sub(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.subf %c0, %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c1, %1 : tensor<4x8xf32>
  %3 = arith.divf %c1, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// -x as a product.
// CHECK-LABEL: func.func @sigmoid_times(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_times(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<-1.0> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c1, %1 : tensor<4x8xf32>
  %3 = arith.divf %c1, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// exp(x) / (1 + exp(x)), which overflows for large x.
// CHECK-LABEL: func.func @sigmoid_exp(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_exp(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.addf %c0, %0 : tensor<4x8xf32>
  %2 = arith.divf %0, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// 0.5 (1 + tanh(x / 2)).
// CHECK-LABEL: func.func @sigmoid_tanh(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_tanh(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = math.tanh %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c1, %1 : tensor<4x8xf32>
  %3 = arith.mulf %c0, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// The same with a division and an fma.
// CHECK-LABEL: func.func @sigmoid_tanh_fma(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_tanh_fma(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<2.0> : tensor<4x8xf32>
  %0 = arith.divf %x, %c0 : tensor<4x8xf32>
  %1 = math.tanh %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.5> : tensor<4x8xf32>
  %2 = math.fma %1, %c1, %c1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// A branch for each sign.
// CHECK-LABEL: func.func @sigmoid_stable(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_stable(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.absf %x : tensor<4x8xf32>
  %1 = arith.negf %0 : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c0, %2 : tensor<4x8xf32>
  %4 = arith.divf %c0, %3 : tensor<4x8xf32>
  %5 = arith.addf %c0, %2 : tensor<4x8xf32>
  %6 = arith.divf %2, %5 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %7 = arith.cmpf oge, %x, %c1 : tensor<4x8xf32>
  %8 = arith.select %7, %4, %6 : tensor<4x8xi1>, tensor<4x8xf32>
  return %8 : tensor<4x8xf32>
}

// The reciprocal as a power.
// CHECK-LABEL: func.func @sigmoid_pow(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_pow(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %c1 = arith.constant dense<-1.0> : tensor<4x8xf32>
  %3 = math.powf %2, %c1 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// exp as a power of 2 with a constant of f32.
// CHECK-LABEL: func.func @sigmoid_exp2(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_exp2(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<-1.44269502> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = math.exp2 %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c1, %1 : tensor<4x8xf32>
  %3 = arith.divf %c1, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// exp of the logarithm of sigmoid.
// CHECK-LABEL: func.func @sigmoid_softplus(
// CHECK-NEXT: %[[A:.*]] = glu.activation sigmoid(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @sigmoid_softplus(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %2 = math.log1p %1 : tensor<4x8xf32>
  %3 = arith.negf %2 : tensor<4x8xf32>
  %4 = math.exp %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// tanh by exponentials.
// CHECK-LABEL: func.func @tanh_exp(
// CHECK-NEXT: %[[A:.*]] = glu.activation tanh(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @tanh_exp(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<-2.0> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.subf %c1, %1 : tensor<4x8xf32>
  %3 = arith.addf %c1, %1 : tensor<4x8xf32>
  %4 = arith.divf %2, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// 2 sigmoid(2 x) - 1.
// CHECK-LABEL: func.func @tanh_sigmoid(
// CHECK-NEXT: %[[A:.*]] = glu.activation tanh(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @tanh_sigmoid(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<-2.0> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c1, %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<2.0> : tensor<4x8xf32>
  %3 = arith.divf %c2, %2 : tensor<4x8xf32>
  %4 = arith.subf %3, %c1 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// sinh / cosh.
// CHECK-LABEL: func.func @tanh_hyperbolic(
// CHECK-NEXT: %[[A:.*]] = glu.activation tanh(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @tanh_hyperbolic(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.sinh %x : tensor<4x8xf32>
  %1 = math.cosh %x : tensor<4x8xf32>
  %2 = arith.divf %0, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// max(x, 0).
// CHECK-LABEL: func.func @relu_max(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_max(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// max(0, x).
// CHECK-LABEL: func.func @relu_max_swapped(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_max_swapped(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %c0, %x : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// The maximum that prefers numbers.
// CHECK-LABEL: func.func @relu_maxnum(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_maxnum(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maxnumf %x, %c0 : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// x > 0 ? x : 0.
// CHECK-LABEL: func.func @relu_select(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_select(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.cmpf ugt, %x, %c0 : tensor<4x8xf32>
  %1 = arith.select %0, %x, %c0 : tensor<4x8xi1>, tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// x < 0 ? 0 : x.
// CHECK-LABEL: func.func @relu_select_less(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_select_less(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.cmpf olt, %x, %c0 : tensor<4x8xf32>
  %1 = arith.select %0, %c0, %x : tensor<4x8xi1>, tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// x >= 0 ? x : 0.
// CHECK-LABEL: func.func @relu_select_equal(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_select_equal(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.cmpf oge, %x, %c0 : tensor<4x8xf32>
  %1 = arith.select %0, %x, %c0 : tensor<4x8xi1>, tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// A clamp up to the largest number.
// CHECK-LABEL: func.func @relu_clamp(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_clamp(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<3.402823470e+38> : tensor<4x8xf32>
  %1 = arith.minimumf %0, %c1 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// 0.5 (x + |x|).
// CHECK-LABEL: func.func @relu_abs(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_abs(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.absf %x : tensor<4x8xf32>
  %1 = arith.addf %x, %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %2 = arith.mulf %c0, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// x times the mask as a number.
// CHECK-LABEL: func.func @relu_mask(
// CHECK-NEXT: %[[A:.*]] = glu.activation relu(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @relu_mask(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %0 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %1 = arith.select %0, %c1, %c0 : tensor<4x8xi1>, tensor<4x8xf32>
  %2 = arith.mulf %x, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// x > 0 ? x : 0.01 x.
// CHECK-LABEL: func.func @leaky_select(
// CHECK-NEXT: %[[A:.*]] = glu.activation leaky_relu<slope = 0.01>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @leaky_select(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.01> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %1 = arith.cmpf ogt, %x, %c1 : tensor<4x8xf32>
  %2 = arith.select %1, %x, %0 : tensor<4x8xi1>, tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// max(x, 0.2 x).
// CHECK-LABEL: func.func @leaky_max(
// CHECK-NEXT: %[[A:.*]] = glu.activation leaky_relu<slope = 0.2>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @leaky_max(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.2> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = arith.maximumf %x, %0 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// max(x, 0) + 0.1 min(x, 0).
// CHECK-LABEL: func.func @leaky_parts(
// CHECK-NEXT: %[[A:.*]] = glu.activation leaky_relu<slope = 0.1>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @leaky_parts(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %1 = arith.minimumf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.1> : tensor<4x8xf32>
  %2 = arith.mulf %c1, %1 : tensor<4x8xf32>
  %3 = arith.addf %0, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// x times one of two slopes.
// CHECK-LABEL: func.func @leaky_slopes(
// CHECK-NEXT: %[[A:.*]] = glu.activation leaky_relu<slope = 0.3>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @leaky_slopes(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %c2 = arith.constant dense<0.3> : tensor<4x8xf32>
  %0 = arith.cmpf oge, %x, %c0 : tensor<4x8xf32>
  %1 = arith.select %0, %c1, %c2 : tensor<4x8xi1>, tensor<4x8xf32>
  %2 = arith.mulf %x, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// x > 0 ? x : expm1(x).
// CHECK-LABEL: func.func @elu_expm1(
// CHECK-NEXT: %[[A:.*]] = glu.activation elu<alpha = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @elu_expm1(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.expm1 %x : tensor<4x8xf32>
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %1 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %2 = arith.select %1, %x, %0 : tensor<4x8xi1>, tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// exp(x) - 1.
// CHECK-LABEL: func.func @elu_exp(
// CHECK-NEXT: %[[A:.*]] = glu.activation elu<alpha = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @elu_exp(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.subf %0, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %2 = arith.cmpf ogt, %x, %c1 : tensor<4x8xf32>
  %3 = arith.select %2, %x, %1 : tensor<4x8xi1>, tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// The exponent cut off at 0, as JAX does.
// CHECK-LABEL: func.func @elu_safe(
// CHECK-NEXT: %[[A:.*]] = glu.activation elu<alpha = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @elu_safe(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %1 = arith.select %0, %c0, %x : tensor<4x8xi1>, tensor<4x8xf32>
  %2 = math.expm1 %1 : tensor<4x8xf32>
  %3 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %4 = arith.select %3, %x, %2 : tensor<4x8xi1>, tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// Alpha other than 1.
// CHECK-LABEL: func.func @elu_alpha(
// CHECK-NEXT: %[[A:.*]] = glu.activation elu<alpha = 1.5>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @elu_alpha(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.expm1 %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.5> : tensor<4x8xf32>
  %1 = arith.mulf %c0, %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %2 = arith.cmpf ogt, %x, %c1 : tensor<4x8xf32>
  %3 = arith.select %2, %x, %1 : tensor<4x8xi1>, tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// max(x, 0) + min(alpha expm1(x), 0).
// CHECK-LABEL: func.func @elu_parts(
// CHECK-NEXT: %[[A:.*]] = glu.activation elu<alpha = 0.5>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @elu_parts(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %1 = math.expm1 %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.5> : tensor<4x8xf32>
  %2 = arith.mulf %c1, %1 : tensor<4x8xf32>
  %3 = arith.minimumf %2, %c0 : tensor<4x8xf32>
  %4 = arith.addf %0, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// x sigmoid(x).
// CHECK-LABEL: func.func @silu(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @silu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// sigmoid(x) x.
// CHECK-LABEL: func.func @silu_swapped(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @silu_swapped(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  %4 = arith.mulf %3, %x : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// x / (1 + exp(-x)).
// CHECK-LABEL: func.func @silu_quotient(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @silu_quotient(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %x, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// 0.5 x (1 + tanh(x / 2)).
// CHECK-LABEL: func.func @silu_tanh(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @silu_tanh(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<2.0> : tensor<4x8xf32>
  %1 = arith.divf %x, %c1 : tensor<4x8xf32>
  %2 = math.tanh %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %0, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// x exp(x) / (1 + exp(x)).
// CHECK-LABEL: func.func @silu_exp(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @silu_exp(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %0, %c0 : tensor<4x8xf32>
  %3 = arith.divf %1, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// -(-x sigmoid(x)).
// CHECK-LABEL: func.func @silu_minus(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @silu_minus(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = arith.negf %x : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c0, %2 : tensor<4x8xf32>
  %4 = arith.divf %c0, %3 : tensor<4x8xf32>
  %5 = arith.mulf %0, %4 : tensor<4x8xf32>
  %6 = arith.negf %5 : tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}

// 0.5 x + 0.5 x tanh(x / 2).
// CHECK-LABEL: func.func @silu_sum(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @silu_sum(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = math.tanh %0 : tensor<4x8xf32>
  %2 = arith.mulf %0, %1 : tensor<4x8xf32>
  %3 = arith.addf %0, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// x sigmoid(1.5 x).
// CHECK-LABEL: func.func @swish(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.5>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @swish(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<1.5> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = arith.negf %0 : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c1, %2 : tensor<4x8xf32>
  %4 = arith.divf %c1, %3 : tensor<4x8xf32>
  %5 = arith.mulf %x, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// Beta of a constant that f32 rounds.
// CHECK-LABEL: func.func @quick_gelu(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 1.702>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @quick_gelu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<1.702> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = arith.negf %0 : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c1, %2 : tensor<4x8xf32>
  %4 = arith.divf %c1, %3 : tensor<4x8xf32>
  %5 = arith.mulf %x, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// x / (1 + exp(-2 x)).
// CHECK-LABEL: func.func @swish_quotient(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = 2.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @swish_quotient(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<-2.0> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c1, %1 : tensor<4x8xf32>
  %3 = arith.divf %x, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// A negative beta.
// CHECK-LABEL: func.func @swish_negative(
// CHECK-NEXT: %[[A:.*]] = glu.activation swish<beta = -1.0>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @swish_negative(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = arith.negf %0 : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c0, %2 : tensor<4x8xf32>
  %4 = arith.divf %c0, %3 : tensor<4x8xf32>
  %5 = arith.mulf %x, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// 0.5 x (1 + erf(x / sqrt 2)).
// CHECK-LABEL: func.func @gelu_erf(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_erf(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<1.41421354> : tensor<4x8xf32>
  %1 = arith.divf %x, %c1 : tensor<4x8xf32>
  %2 = math.erf %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %0, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// x times 1 / sqrt 2.
// CHECK-LABEL: func.func @gelu_erf_times(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_erf_times(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.707106769> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = math.erf %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %1, %c1 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.5> : tensor<4x8xf32>
  %3 = arith.mulf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// 0.5 x + 0.5 x erf.
// CHECK-LABEL: func.func @gelu_erf_sum(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_erf_sum(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.707106769> : tensor<4x8xf32>
  %1 = arith.mulf %x, %c1 : tensor<4x8xf32>
  %2 = math.erf %1 : tensor<4x8xf32>
  %3 = arith.mulf %0, %2 : tensor<4x8xf32>
  %4 = arith.addf %0, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// sqrt 2 computed.
// CHECK-LABEL: func.func @gelu_erf_root(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_erf_root(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<2.0> : tensor<4x8xf32>
  %1 = math.sqrt %c1 : tensor<4x8xf32>
  %2 = arith.divf %x, %1 : tensor<4x8xf32>
  %3 = math.erf %2 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %4 = arith.addf %c2, %3 : tensor<4x8xf32>
  %5 = arith.mulf %0, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// 1 / sqrt 2 computed.
// CHECK-LABEL: func.func @gelu_erf_rsqrt(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_erf_rsqrt(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<2.0> : tensor<4x8xf32>
  %1 = math.rsqrt %c1 : tensor<4x8xf32>
  %2 = arith.mulf %x, %1 : tensor<4x8xf32>
  %3 = math.erf %2 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %4 = arith.addf %c2, %3 : tensor<4x8xf32>
  %5 = arith.mulf %0, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// 0.5 x erfc(-x / sqrt 2).
// CHECK-LABEL: func.func @gelu_erfc(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_erfc(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<-0.707106769> : tensor<4x8xf32>
  %1 = arith.mulf %x, %c1 : tensor<4x8xf32>
  %2 = math.erfc %1 : tensor<4x8xf32>
  %3 = arith.mulf %0, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// x (1 - 0.5 erfc(x / sqrt 2)).
// CHECK-LABEL: func.func @gelu_erfc_complement(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_erfc_complement(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.707106769> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = math.erfc %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.5> : tensor<4x8xf32>
  %2 = arith.mulf %c1, %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.subf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// 0.5 multiplied last.
// CHECK-LABEL: func.func @gelu_erf_halved(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_erf_halved(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<1.41421354> : tensor<4x8xf32>
  %0 = arith.divf %x, %c0 : tensor<4x8xf32>
  %1 = math.erf %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %1, %c1 : tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.5> : tensor<4x8xf32>
  %4 = arith.mulf %3, %c2 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// x^3 as products.
// CHECK-LABEL: func.func @gelu_tanh(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %x : tensor<4x8xf32>
  %2 = arith.mulf %1, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %3 = arith.mulf %c1, %2 : tensor<4x8xf32>
  %4 = arith.addf %x, %3 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.7978845608028654> : tensor<4x8xf32>
  %5 = arith.mulf %c2, %4 : tensor<4x8xf32>
  %6 = math.tanh %5 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %7 = arith.addf %c3, %6 : tensor<4x8xf32>
  %8 = arith.mulf %0, %7 : tensor<4x8xf32>
  return %8 : tensor<4x8xf32>
}

// x^3 as powf.
// CHECK-LABEL: func.func @gelu_tanh_powf(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_powf(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<3.0> : tensor<4x8xf32>
  %0 = math.powf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %1 = arith.mulf %c1, %0 : tensor<4x8xf32>
  %2 = arith.addf %x, %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.797884583> : tensor<4x8xf32>
  %3 = arith.mulf %c2, %2 : tensor<4x8xf32>
  %4 = math.tanh %3 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %5 = arith.addf %c3, %4 : tensor<4x8xf32>
  %c4 = arith.constant dense<0.5> : tensor<4x8xf32>
  %6 = arith.mulf %c4, %5 : tensor<4x8xf32>
  %7 = arith.mulf %x, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// x^3 as fpowi.
// CHECK-LABEL: func.func @gelu_tanh_fpowi(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_fpowi(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %k1 = arith.constant dense<3> : tensor<4x8xi32>
  %1 = math.fpowi %x, %k1 : tensor<4x8xf32>, tensor<4x8xi32>
  %c1 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %2 = arith.mulf %c1, %1 : tensor<4x8xf32>
  %3 = arith.addf %x, %2 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.797884583> : tensor<4x8xf32>
  %4 = arith.mulf %c2, %3 : tensor<4x8xf32>
  %5 = math.tanh %4 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %6 = arith.addf %c3, %5 : tensor<4x8xf32>
  %7 = arith.mulf %0, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// x (1 + 0.044715 x^2).
// CHECK-LABEL: func.func @gelu_tanh_factored(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_factored(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.7978845608028654> : tensor<4x8xf32>
  %1 = arith.mulf %c1, %x : tensor<4x8xf32>
  %c2 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %2 = arith.mulf %c2, %x : tensor<4x8xf32>
  %3 = arith.mulf %2, %x : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %4 = arith.addf %c3, %3 : tensor<4x8xf32>
  %5 = arith.mulf %1, %4 : tensor<4x8xf32>
  %6 = math.tanh %5 : tensor<4x8xf32>
  %7 = arith.addf %c3, %6 : tensor<4x8xf32>
  %8 = arith.mulf %0, %7 : tensor<4x8xf32>
  return %8 : tensor<4x8xf32>
}

// Both constants multiplied.
// CHECK-LABEL: func.func @gelu_tanh_horner(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_horner(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0356774069> : tensor<4x8xf32>
  %2 = arith.mulf %c1, %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.7978845608028654> : tensor<4x8xf32>
  %3 = arith.addf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  %5 = math.tanh %4 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %6 = arith.addf %c3, %5 : tensor<4x8xf32>
  %7 = arith.mulf %0, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// x sigmoid(2 u).
// CHECK-LABEL: func.func @gelu_tanh_sigmoid(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_sigmoid(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %x : tensor<4x8xf32>
  %1 = arith.mulf %0, %x : tensor<4x8xf32>
  %c0 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %2 = arith.mulf %c0, %1 : tensor<4x8xf32>
  %3 = arith.addf %x, %2 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.59576912> : tensor<4x8xf32>
  %4 = arith.mulf %c1, %3 : tensor<4x8xf32>
  %5 = arith.negf %4 : tensor<4x8xf32>
  %6 = math.exp %5 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %7 = arith.addf %c2, %6 : tensor<4x8xf32>
  %8 = arith.divf %c2, %7 : tensor<4x8xf32>
  %9 = arith.mulf %x, %8 : tensor<4x8xf32>
  return %9 : tensor<4x8xf32>
}

// x - x / (1 + exp(2 u)).
// CHECK-LABEL: func.func @gelu_tanh_exp(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_exp(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<1.59576912> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %x : tensor<4x8xf32>
  %2 = arith.mulf %1, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0713548139> : tensor<4x8xf32>
  %3 = arith.mulf %c1, %2 : tensor<4x8xf32>
  %4 = arith.addf %0, %3 : tensor<4x8xf32>
  %5 = math.exp %4 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %6 = arith.addf %c2, %5 : tensor<4x8xf32>
  %7 = arith.divf %x, %6 : tensor<4x8xf32>
  %8 = arith.subf %x, %7 : tensor<4x8xf32>
  return %8 : tensor<4x8xf32>
}

// sqrt(2 / pi) as a root.
// CHECK-LABEL: func.func @gelu_tanh_root(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_root(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.636619747> : tensor<4x8xf32>
  %1 = math.sqrt %c1 : tensor<4x8xf32>
  %2 = arith.mulf %x, %x : tensor<4x8xf32>
  %3 = arith.mulf %2, %x : tensor<4x8xf32>
  %c2 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %4 = arith.mulf %c2, %3 : tensor<4x8xf32>
  %5 = arith.addf %x, %4 : tensor<4x8xf32>
  %6 = arith.mulf %1, %5 : tensor<4x8xf32>
  %7 = math.tanh %6 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %8 = arith.addf %c3, %7 : tensor<4x8xf32>
  %9 = arith.mulf %0, %8 : tensor<4x8xf32>
  return %9 : tensor<4x8xf32>
}

// The constant in six digits, 0.02 % off.
// CHECK-LABEL: func.func @gelu_tanh_drift(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_drift(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %k1 = arith.constant dense<3> : tensor<4x8xi32>
  %1 = math.fpowi %x, %k1 : tensor<4x8xf32>, tensor<4x8xi32>
  %c1 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %2 = arith.mulf %c1, %1 : tensor<4x8xf32>
  %3 = arith.addf %x, %2 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.797724> : tensor<4x8xf32>
  %4 = arith.mulf %c2, %3 : tensor<4x8xf32>
  %5 = math.tanh %4 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %6 = arith.addf %c3, %5 : tensor<4x8xf32>
  %7 = arith.mulf %0, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// By fma.
// CHECK-LABEL: func.func @gelu_tanh_fma(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<tanh>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @gelu_tanh_fma(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %x : tensor<4x8xf32>
  %2 = arith.mulf %1, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %3 = math.fma %2, %c1, %x : tensor<4x8xf32>
  %c2 = arith.constant dense<0.7978845608028654> : tensor<4x8xf32>
  %4 = arith.mulf %c2, %3 : tensor<4x8xf32>
  %5 = math.tanh %4 : tensor<4x8xf32>
  %6 = math.fma %0, %5, %0 : tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}

// x tanh(log1p(exp(x))).
// CHECK-LABEL: func.func @mish(
// CHECK-NEXT: %[[A:.*]] = glu.activation mish(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @mish(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %1 = math.log1p %0 : tensor<4x8xf32>
  %2 = math.tanh %1 : tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// log(1 + exp(x)).
// CHECK-LABEL: func.func @mish_log(
// CHECK-NEXT: %[[A:.*]] = glu.activation mish(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @mish_log(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.addf %c0, %0 : tensor<4x8xf32>
  %2 = math.log %1 : tensor<4x8xf32>
  %3 = math.tanh %2 : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// softplus(x) = x beyond 20.
// CHECK-LABEL: func.func @mish_threshold(
// CHECK-NEXT: %[[A:.*]] = glu.activation mish(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @mish_threshold(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %1 = math.log1p %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<20.0> : tensor<4x8xf32>
  %2 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %3 = arith.select %2, %x, %1 : tensor<4x8xi1>, tensor<4x8xf32>
  %4 = math.tanh %3 : tensor<4x8xf32>
  %5 = arith.mulf %x, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// max(x, 0) + log1p(exp(-|x|)).
// CHECK-LABEL: func.func @mish_stable(
// CHECK-NEXT: %[[A:.*]] = glu.activation mish(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @mish_stable(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %1 = math.absf %x : tensor<4x8xf32>
  %2 = arith.negf %1 : tensor<4x8xf32>
  %3 = math.exp %2 : tensor<4x8xf32>
  %4 = math.log1p %3 : tensor<4x8xf32>
  %5 = arith.addf %0, %4 : tensor<4x8xf32>
  %6 = math.tanh %5 : tensor<4x8xf32>
  %7 = arith.mulf %x, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// x (e^2 + 2 e) / (e^2 + 2 e + 2).
// CHECK-LABEL: func.func @mish_rational(
// CHECK-NEXT: %[[A:.*]] = glu.activation mish(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
func.func @mish_rational(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %c0 = arith.constant dense<2.0> : tensor<4x8xf32>
  %1 = arith.addf %0, %c0 : tensor<4x8xf32>
  %2 = arith.mulf %0, %1 : tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  %4 = arith.addf %2, %c0 : tensor<4x8xf32>
  %5 = arith.divf %3, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// erf written out as a quotient of polynomials.
// CHECK-LABEL: func.func @gelu_erf_rational(
// CHECK-NEXT: %[[A:.*]] = glu.activation gelu<erf>(%{{.*}}){{.*}} : tensor<4x8xf32>
// CHECK-NEXT: return %[[A]]
// REMARK: [Passed] Raise | {{.*}}; was approximated by polynomials"
func.func @gelu_erf_rational(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.7071067811865476> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<-4.0> : tensor<4x8xf32>
  %c2 = arith.constant dense<4.0> : tensor<4x8xf32>
  %1 = arith.maximumf %0, %c1 : tensor<4x8xf32>
  %2 = arith.minimumf %1, %c2 : tensor<4x8xf32>
  %3 = arith.mulf %2, %2 : tensor<4x8xf32>
  %c3 = arith.constant dense<-2.726142370e-10> : tensor<4x8xf32>
  %c4 = arith.constant dense<2.770681460e-08> : tensor<4x8xf32>
  %4 = arith.mulf %c3, %3 : tensor<4x8xf32>
  %5 = arith.addf %4, %c4 : tensor<4x8xf32>
  %c5 = arith.constant dense<-2.101023940e-06> : tensor<4x8xf32>
  %6 = arith.mulf %5, %3 : tensor<4x8xf32>
  %7 = arith.addf %6, %c5 : tensor<4x8xf32>
  %c6 = arith.constant dense<-5.692506240e-05> : tensor<4x8xf32>
  %8 = arith.mulf %7, %3 : tensor<4x8xf32>
  %9 = arith.addf %8, %c6 : tensor<4x8xf32>
  %c7 = arith.constant dense<-0.000734990637> : tensor<4x8xf32>
  %10 = arith.mulf %9, %3 : tensor<4x8xf32>
  %11 = arith.addf %10, %c7 : tensor<4x8xf32>
  %c8 = arith.constant dense<-0.0029546> : tensor<4x8xf32>
  %12 = arith.mulf %11, %3 : tensor<4x8xf32>
  %13 = arith.addf %12, %c8 : tensor<4x8xf32>
  %c9 = arith.constant dense<-0.0160960332> : tensor<4x8xf32>
  %14 = arith.mulf %13, %3 : tensor<4x8xf32>
  %15 = arith.addf %14, %c9 : tensor<4x8xf32>
  %16 = arith.mulf %2, %15 : tensor<4x8xf32>
  %c10 = arith.constant dense<-1.456607150e-05> : tensor<4x8xf32>
  %c11 = arith.constant dense<-0.000213374049> : tensor<4x8xf32>
  %17 = arith.mulf %c10, %3 : tensor<4x8xf32>
  %18 = arith.addf %17, %c11 : tensor<4x8xf32>
  %c12 = arith.constant dense<-0.00168282702> : tensor<4x8xf32>
  %19 = arith.mulf %18, %3 : tensor<4x8xf32>
  %20 = arith.addf %19, %c12 : tensor<4x8xf32>
  %c13 = arith.constant dense<-0.00737332925> : tensor<4x8xf32>
  %21 = arith.mulf %20, %3 : tensor<4x8xf32>
  %22 = arith.addf %21, %c13 : tensor<4x8xf32>
  %c14 = arith.constant dense<-0.0142647391> : tensor<4x8xf32>
  %23 = arith.mulf %22, %3 : tensor<4x8xf32>
  %24 = arith.addf %23, %c14 : tensor<4x8xf32>
  %25 = arith.divf %16, %24 : tensor<4x8xf32>
  %c15 = arith.constant dense<1.0> : tensor<4x8xf32>
  %c16 = arith.constant dense<0.5> : tensor<4x8xf32>
  %26 = arith.addf %25, %c15 : tensor<4x8xf32>
  %27 = arith.mulf %x, %c16 : tensor<4x8xf32>
  %28 = arith.mulf %26, %27 : tensor<4x8xf32>
  return %28 : tensor<4x8xf32>
}

// (x v) / (1 + exp(-x)): the factors in another order.
// CHECK-LABEL: func.func @gate_regrouped(
// CHECK-NEXT: glu.gate swish<beta = 1.0>(%arg0, %arg1) : tensor<4x8xf32>
// CHECK-NEXT: return
func.func @gate_regrouped(%x: tensor<4x8xf32>, %v: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %v : tensor<4x8xf32>
  %1 = arith.negf %x : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %2, %c0 : tensor<4x8xf32>
  %4 = arith.divf %0, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// 0.5 (x v) (1 + erf(x / sqrt(2))).
// CHECK-LABEL: func.func @gelu_gate_regrouped(
// CHECK-NEXT: glu.gate gelu<erf>(%arg0, %arg1) : tensor<4x8xf32>
// CHECK-NEXT: return
func.func @gelu_gate_regrouped(%x: tensor<4x8xf32>, %v: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %v : tensor<4x8xf32>
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %1 = arith.mulf %c0, %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.41421354> : tensor<4x8xf32>
  %2 = arith.divf %x, %c1 : tensor<4x8xf32>
  %3 = math.erf %2 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %4 = arith.addf %3, %c2 : tensor<4x8xf32>
  %5 = arith.mulf %1, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// A reciprocal that asserts that its operand is not 0, which it never is.
// CHECK-LABEL: func.func @sigmoid_asserts(
// CHECK-NEXT: glu.activation sigmoid(%arg0) : tensor<4x8xf32>
// CHECK-NEXT: return
func.func @sigmoid_asserts(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%s: f32, %out: f32):
    %1 = arith.negf %s : f32
    %2 = math.exp %1 : f32
    %3 = arith.addf %2, %one : f32
    %4 = arith.cmpf one, %3, %zero : f32
    cf.assert %4, "is zero"
    %5 = arith.divf %one, %3 : f32
    linalg.yield %5 : f32
  } -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// A comparison as a number, through integers.
// CHECK-LABEL: func.func @relu_of_integers(
// CHECK-NEXT: glu.activation relu(%arg0) : tensor<4x8xf32>
// CHECK-NEXT: return
func.func @relu_of_integers(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %1 = arith.extui %0 : tensor<4x8xi1> to tensor<4x8xi8>
  %2 = arith.sitofp %1 : tensor<4x8xi8> to tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}
