// RUN: glu-opt %s --glu-raise | FileCheck %s --implicit-check-not=glu.
// RUN: glu-opt %s > %t.before
// RUN: glu-opt %s --glu-raise | diff %t.before -

// Functions that look like activations and are none. They stay as they are.

// relu(x)^2 is another function.
// CHECK-LABEL: func.func @relu_squared(
func.func @relu_squared(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %1 = arith.mulf %0, %0 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// The same as a power.
// CHECK-LABEL: func.func @relu_squared_powf(
func.func @relu_squared_powf(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<2.0> : tensor<4x8xf32>
  %1 = math.powf %0, %c1 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// A clamp at 6.
// CHECK-LABEL: func.func @relu6(
func.func @relu6(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<6.0> : tensor<4x8xf32>
  %1 = arith.minimumf %0, %c1 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// A clamp at 1000.
// CHECK-LABEL: func.func @relu_clamped_high(
func.func @relu_clamped_high(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1000.0> : tensor<4x8xf32>
  %1 = arith.minimumf %0, %c1 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// max(x, 1e-3).
// CHECK-LABEL: func.func @relu_shifted(
func.func @relu_shifted(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.001> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// Below zero the result is 1.
// CHECK-LABEL: func.func @relu_other_zero(
func.func @relu_other_zero(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %0 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %1 = arith.select %0, %x, %c1 : tensor<4x8xi1>, tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// A jump at 1.
// CHECK-LABEL: func.func @relu_threshold(
func.func @relu_threshold(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %1 = arith.select %0, %x, %c1 : tensor<4x8xi1>, tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// min(x, 0).
// CHECK-LABEL: func.func @minimum(
func.func @minimum(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.minimumf %x, %c0 : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// |x|.
// CHECK-LABEL: func.func @absolute(
func.func @absolute(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.absf %x : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// A slope of -1 is |x|.
// CHECK-LABEL: func.func @negative_slope(
func.func @negative_slope(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %1 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %2 = arith.select %1, %x, %0 : tensor<4x8xi1>, tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// Below zero steeper than above.
// CHECK-LABEL: func.func @steep_slope(
func.func @steep_slope(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<2.0> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %1 = arith.cmpf ogt, %x, %c1 : tensor<4x8xf32>
  %2 = arith.select %1, %x, %0 : tensor<4x8xi1>, tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// 0.1 x above zero.
// CHECK-LABEL: func.func @slope_on_top(
func.func @slope_on_top(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.1> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %1 = arith.cmpf ogt, %x, %c1 : tensor<4x8xf32>
  %2 = arith.select %1, %0, %x : tensor<4x8xi1>, tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// A line between 0 and 1.
// CHECK-LABEL: func.func @hard_sigmoid(
func.func @hard_sigmoid(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.2> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.5> : tensor<4x8xf32>
  %1 = arith.addf %0, %c1 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.0> : tensor<4x8xf32>
  %2 = arith.maximumf %1, %c2 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.minimumf %2, %c3 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// x relu6(x + 3) / 6.
// CHECK-LABEL: func.func @hard_swish(
func.func @hard_swish(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<3.0> : tensor<4x8xf32>
  %0 = arith.addf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %1 = arith.maximumf %0, %c1 : tensor<4x8xf32>
  %c2 = arith.constant dense<6.0> : tensor<4x8xf32>
  %2 = arith.minimumf %1, %c2 : tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  %4 = arith.divf %3, %c2 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// A clamp between -1 and 1.
// CHECK-LABEL: func.func @hard_tanh(
func.func @hard_tanh(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<-1.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.minimumf %0, %c1 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// log(1 + exp(x)) alone.
// CHECK-LABEL: func.func @softplus(
func.func @softplus(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %1 = math.log1p %0 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// x / (1 + |x|).
// CHECK-LABEL: func.func @softsign(
func.func @softsign(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.absf %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.addf %c0, %0 : tensor<4x8xf32>
  %2 = arith.divf %x, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// log of sigmoid.
// CHECK-LABEL: func.func @log_sigmoid(
func.func @log_sigmoid(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  %4 = math.log %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// S (1 - s).
// CHECK-LABEL: func.func @sigmoid_derivative(
func.func @sigmoid_derivative(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  %4 = arith.subf %c0, %3 : tensor<4x8xf32>
  %5 = arith.mulf %3, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// 1 - t^2.
// CHECK-LABEL: func.func @tanh_derivative(
func.func @tanh_derivative(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.tanh %x : tensor<4x8xf32>
  %1 = arith.mulf %0, %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.subf %c0, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// S (1 + x (1 - s)).
// CHECK-LABEL: func.func @silu_derivative(
func.func @silu_derivative(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  %4 = arith.subf %c0, %3 : tensor<4x8xf32>
  %5 = arith.mulf %x, %4 : tensor<4x8xf32>
  %6 = arith.addf %c0, %5 : tensor<4x8xf32>
  %7 = arith.mulf %3, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// 1 / (2 + exp(-x)).
// CHECK-LABEL: func.func @sigmoid_two(
func.func @sigmoid_two(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<2.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.divf %c1, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// 1 / (1 - exp(-x)).
// CHECK-LABEL: func.func @sigmoid_minus(
func.func @sigmoid_minus(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.subf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// A small number in the divisor.
// CHECK-LABEL: func.func @sigmoid_eps(
func.func @sigmoid_eps(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.000001> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.divf %c1, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// 1 / (1 + exp(x)) is that of -x.
// CHECK-LABEL: func.func @sigmoid_complement(
func.func @sigmoid_complement(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.addf %c0, %0 : tensor<4x8xf32>
  %2 = arith.divf %c0, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// 1 / (1 + exp(1 - x)).
// CHECK-LABEL: func.func @sigmoid_shifted(
func.func @sigmoid_shifted(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<2.0> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.subf %c1, %0 : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %3 = arith.addf %c1, %2 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.5> : tensor<4x8xf32>
  %4 = arith.subf %3, %c2 : tensor<4x8xf32>
  %5 = arith.divf %c1, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// x / (1 + exp(-x) + 1e-5).
// CHECK-LABEL: func.func @silu_eps(
func.func @silu_eps(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.000000000e-05> : tensor<4x8xf32>
  %3 = arith.addf %2, %c1 : tensor<4x8xf32>
  %4 = arith.divf %x, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// x (1 + exp(-x)).
// CHECK-LABEL: func.func @silu_plus(
func.func @silu_plus(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// x^2 sigmoid(x).
// CHECK-LABEL: func.func @silu_twice_x(
func.func @silu_twice_x(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %x : tensor<4x8xf32>
  %1 = arith.negf %x : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c0, %2 : tensor<4x8xf32>
  %4 = arith.divf %c0, %3 : tensor<4x8xf32>
  %5 = arith.mulf %0, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// |x| sigmoid(x).
// CHECK-LABEL: func.func @silu_abs(
func.func @silu_abs(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.absf %x : tensor<4x8xf32>
  %1 = arith.negf %x : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c0, %2 : tensor<4x8xf32>
  %4 = arith.divf %c0, %3 : tensor<4x8xf32>
  %5 = arith.mulf %0, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// silu(min(x, 7)) with x outside.
// CHECK-LABEL: func.func @silu_clamped(
func.func @silu_clamped(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<7.0> : tensor<4x8xf32>
  %0 = arith.minimumf %x, %c0 : tensor<4x8xf32>
  %1 = arith.negf %0 : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c1, %2 : tensor<4x8xf32>
  %4 = arith.divf %c1, %3 : tensor<4x8xf32>
  %5 = arith.mulf %x, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// min(silu(x), 10).
// CHECK-LABEL: func.func @silu_capped(
func.func @silu_capped(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  %c1 = arith.constant dense<10.0> : tensor<4x8xf32>
  %5 = arith.minimumf %4, %c1 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// Numerator and exponent of other betas.
// CHECK-LABEL: func.func @silu_mixed_beta(
func.func @silu_mixed_beta(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.5> : tensor<4x8xf32>
  %5 = arith.mulf %c1, %x : tensor<4x8xf32>
  %6 = arith.negf %5 : tensor<4x8xf32>
  %7 = math.exp %6 : tensor<4x8xf32>
  %8 = arith.addf %c0, %7 : tensor<4x8xf32>
  %9 = arith.divf %c0, %8 : tensor<4x8xf32>
  %10 = arith.mulf %4, %9 : tensor<4x8xf32>
  return %10 : tensor<4x8xf32>
}

// x sigmoid(x^2).
// CHECK-LABEL: func.func @swish_squared(
func.func @swish_squared(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %x : tensor<4x8xf32>
  %1 = arith.negf %0 : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c0, %2 : tensor<4x8xf32>
  %4 = arith.divf %c0, %3 : tensor<4x8xf32>
  %5 = arith.mulf %x, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// x - tanh(x).
// CHECK-LABEL: func.func @tanhshrink(
func.func @tanhshrink(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.tanh %x : tensor<4x8xf32>
  %1 = arith.subf %x, %0 : tensor<4x8xf32>
  %2 = arith.mulf %x, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// x tanh(x).
// CHECK-LABEL: func.func @x_tanh(
func.func @x_tanh(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.tanh %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %0 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// 0.5 x tanh(x).
// CHECK-LABEL: func.func @lisht_half(
func.func @lisht_half(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = math.tanh %x : tensor<4x8xf32>
  %2 = arith.mulf %0, %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// x (1 + erf(x / sqrt 2)).
// CHECK-LABEL: func.func @gelu_no_half(
func.func @gelu_no_half(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.707106769> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  %1 = math.erf %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c1, %1 : tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// erf(x), without sqrt 2.
// CHECK-LABEL: func.func @gelu_erf_scale(
func.func @gelu_erf_scale(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = math.erf %x : tensor<4x8xf32>
  %c1 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c1, %1 : tensor<4x8xf32>
  %3 = arith.mulf %0, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// x / 1.4, 1 % off.
// CHECK-LABEL: func.func @gelu_erf_scale_near(
func.func @gelu_erf_scale_near(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<1.4> : tensor<4x8xf32>
  %1 = arith.divf %x, %c1 : tensor<4x8xf32>
  %2 = math.erf %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %0, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// 1 - erf.
// CHECK-LABEL: func.func @gelu_erf_minus(
func.func @gelu_erf_minus(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.707106769> : tensor<4x8xf32>
  %1 = arith.mulf %x, %c1 : tensor<4x8xf32>
  %2 = math.erf %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.subf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %0, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// 0.7 for 1 / sqrt 2, 1 % off.
// CHECK-LABEL: func.func @gelu_erf_07(
func.func @gelu_erf_07(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.7> : tensor<4x8xf32>
  %1 = arith.mulf %x, %c1 : tensor<4x8xf32>
  %2 = math.erf %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %0, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// 0.8 for sqrt(2 / pi), 0.27 % off.
// CHECK-LABEL: func.func @gelu_tanh_08(
func.func @gelu_tanh_08(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %x : tensor<4x8xf32>
  %2 = arith.mulf %1, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %3 = arith.mulf %c1, %2 : tensor<4x8xf32>
  %4 = arith.addf %x, %3 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.8> : tensor<4x8xf32>
  %5 = arith.mulf %c2, %4 : tensor<4x8xf32>
  %6 = math.tanh %5 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %7 = arith.addf %c3, %6 : tensor<4x8xf32>
  %8 = arith.mulf %0, %7 : tensor<4x8xf32>
  return %8 : tensor<4x8xf32>
}

// 0.0447 for 0.044715, 0.034 % off.
// CHECK-LABEL: func.func @gelu_tanh_0447(
func.func @gelu_tanh_0447(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %x : tensor<4x8xf32>
  %2 = arith.mulf %1, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0447> : tensor<4x8xf32>
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

// x^2 for x^3.
// CHECK-LABEL: func.func @gelu_tanh_square(
func.func @gelu_tanh_square(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = arith.mulf %x, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %2 = arith.mulf %c1, %1 : tensor<4x8xf32>
  %3 = arith.addf %x, %2 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.7978845608028654> : tensor<4x8xf32>
  %4 = arith.mulf %c2, %3 : tensor<4x8xf32>
  %5 = math.tanh %4 : tensor<4x8xf32>
  %c3 = arith.constant dense<1.0> : tensor<4x8xf32>
  %6 = arith.addf %c3, %5 : tensor<4x8xf32>
  %7 = arith.mulf %0, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// 0.5 missing.
// CHECK-LABEL: func.func @gelu_tanh_outer(
func.func @gelu_tanh_outer(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %x : tensor<4x8xf32>
  %1 = arith.mulf %0, %x : tensor<4x8xf32>
  %c0 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %2 = arith.mulf %c0, %1 : tensor<4x8xf32>
  %3 = arith.addf %x, %2 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.7978845608028654> : tensor<4x8xf32>
  %4 = arith.mulf %c1, %3 : tensor<4x8xf32>
  %5 = math.tanh %4 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %6 = arith.addf %c2, %5 : tensor<4x8xf32>
  %7 = arith.mulf %x, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// x^4 for x^3.
// CHECK-LABEL: func.func @gelu_tanh_four(
func.func @gelu_tanh_four(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<4.0> : tensor<4x8xf32>
  %1 = math.powf %x, %c1 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.044715> : tensor<4x8xf32>
  %2 = arith.mulf %c2, %1 : tensor<4x8xf32>
  %3 = arith.addf %x, %2 : tensor<4x8xf32>
  %c3 = arith.constant dense<0.7978845608028654> : tensor<4x8xf32>
  %4 = arith.mulf %c3, %3 : tensor<4x8xf32>
  %5 = math.tanh %4 : tensor<4x8xf32>
  %c4 = arith.constant dense<1.0> : tensor<4x8xf32>
  %6 = arith.addf %c4, %5 : tensor<4x8xf32>
  %7 = arith.mulf %0, %6 : tensor<4x8xf32>
  return %7 : tensor<4x8xf32>
}

// gelu(x)^2.
// CHECK-LABEL: func.func @gelu_squared(
func.func @gelu_squared(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.5> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.707106769> : tensor<4x8xf32>
  %1 = arith.mulf %x, %c1 : tensor<4x8xf32>
  %2 = math.erf %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<1.0> : tensor<4x8xf32>
  %3 = arith.addf %c2, %2 : tensor<4x8xf32>
  %4 = arith.mulf %0, %3 : tensor<4x8xf32>
  %5 = arith.mulf %4, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// tanh(log2(1 + exp(x))).
// CHECK-LABEL: func.func @mish_base_two(
func.func @mish_base_two(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.addf %c0, %0 : tensor<4x8xf32>
  %2 = math.log2 %1 : tensor<4x8xf32>
  %3 = math.tanh %2 : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// Softplus cut off at 1.
// CHECK-LABEL: func.func @mish_threshold_low(
func.func @mish_threshold_low(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %1 = math.log1p %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %3 = arith.select %2, %x, %1 : tensor<4x8xi1>, tensor<4x8xf32>
  %4 = math.tanh %3 : tensor<4x8xf32>
  %5 = arith.mulf %x, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// tanh(softplus(x)).
// CHECK-LABEL: func.func @mish_no_x(
func.func @mish_no_x(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %1 = math.log1p %0 : tensor<4x8xf32>
  %2 = math.tanh %1 : tensor<4x8xf32>
  %3 = math.exp %x : tensor<4x8xf32>
  %4 = math.log1p %3 : tensor<4x8xf32>
  %5 = arith.mulf %2, %4 : tensor<4x8xf32>
  return %5 : tensor<4x8xf32>
}

// x erf(softplus(x)).
// CHECK-LABEL: func.func @serf(
func.func @serf(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %1 = math.log1p %0 : tensor<4x8xf32>
  %2 = math.erf %1 : tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// exp(x) + 1 below zero.
// CHECK-LABEL: func.func @elu_exp_plus(
func.func @elu_exp_plus(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.addf %0, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %2 = arith.cmpf ogt, %x, %c1 : tensor<4x8xf32>
  %3 = arith.select %2, %x, %1 : tensor<4x8xi1>, tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// celu of alpha 2: the exponent is scaled too.
// CHECK-LABEL: func.func @elu_scaled_x(
func.func @elu_scaled_x(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<2.0> : tensor<4x8xf32>
  %0 = arith.divf %x, %c0 : tensor<4x8xf32>
  %1 = math.expm1 %0 : tensor<4x8xf32>
  %2 = arith.mulf %c0, %1 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %3 = arith.cmpf ogt, %x, %c1 : tensor<4x8xf32>
  %4 = arith.select %3, %x, %2 : tensor<4x8xi1>, tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// A branch at 1.
// CHECK-LABEL: func.func @elu_threshold(
func.func @elu_threshold(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.expm1 %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.cmpf ogt, %x, %c0 : tensor<4x8xf32>
  %2 = arith.select %1, %x, %0 : tensor<4x8xi1>, tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// Above zero 2 x.
// CHECK-LABEL: func.func @elu_double(
func.func @elu_double(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<2.0> : tensor<4x8xf32>
  %0 = arith.mulf %c0, %x : tensor<4x8xf32>
  %1 = math.expm1 %x : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %2 = arith.cmpf ogt, %x, %c1 : tensor<4x8xf32>
  %3 = arith.select %2, %0, %1 : tensor<4x8xi1>, tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// exp(x).
// CHECK-LABEL: func.func @exponential(
func.func @exponential(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = math.exp %x : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// exp(-x^2).
// CHECK-LABEL: func.func @gaussian(
func.func @gaussian(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %x : tensor<4x8xf32>
  %1 = arith.negf %0 : tensor<4x8xf32>
  %2 = math.exp %1 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// x^2.
// CHECK-LABEL: func.func @square(
func.func @square(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %x : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// x * 1.
// CHECK-LABEL: func.func @identity_times(
func.func @identity_times(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// x / sqrt(1 + x^2).
// CHECK-LABEL: func.func @sinusoid_like(
func.func @sinusoid_like(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.mulf %x, %x : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %1 = arith.addf %c0, %0 : tensor<4x8xf32>
  %2 = math.rsqrt %1 : tensor<4x8xf32>
  %3 = arith.mulf %x, %2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// 0.9 relu(x)^2 - 0.4.
// CHECK-LABEL: func.func @star_relu(
func.func @star_relu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %1 = arith.mulf %0, %0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.9> : tensor<4x8xf32>
  %2 = arith.mulf %c1, %1 : tensor<4x8xf32>
  %c2 = arith.constant dense<0.4> : tensor<4x8xf32>
  %3 = arith.subf %2, %c2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// relu(x)^3.
// CHECK-LABEL: func.func @relu_cubed(
func.func @relu_cubed(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %c0 : tensor<4x8xf32>
  %1 = arith.mulf %0, %0 : tensor<4x8xf32>
  %2 = arith.mulf %1, %0 : tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// Sigmoid(x)^2.
// CHECK-LABEL: func.func @sigmoid_squared(
func.func @sigmoid_squared(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %0 = arith.negf %x : tensor<4x8xf32>
  %1 = math.exp %0 : tensor<4x8xf32>
  %c0 = arith.constant dense<1.0> : tensor<4x8xf32>
  %2 = arith.addf %c0, %1 : tensor<4x8xf32>
  %3 = arith.divf %c0, %2 : tensor<4x8xf32>
  %4 = arith.mulf %3, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// relu6(x + 3) / 6.
// CHECK-LABEL: func.func @hard_sigmoid_six(
func.func @hard_sigmoid_six(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %c0 = arith.constant dense<3.0> : tensor<4x8xf32>
  %0 = arith.addf %x, %c0 : tensor<4x8xf32>
  %c1 = arith.constant dense<0.0> : tensor<4x8xf32>
  %1 = arith.maximumf %0, %c1 : tensor<4x8xf32>
  %c2 = arith.constant dense<6.0> : tensor<4x8xf32>
  %2 = arith.minimumf %1, %c2 : tensor<4x8xf32>
  %3 = arith.divf %2, %c2 : tensor<4x8xf32>
  return %3 : tensor<4x8xf32>
}

// A coefficient of the quotient for erf that is 0.02 % off.
// CHECK-LABEL: func.func @gelu_erf_rational_off(
func.func @gelu_erf_rational_off(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
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
  %c9 = arith.constant dense<-0.016099252406639997> : tensor<4x8xf32>
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

// A quotient for erf that is as exact as f32, in f64.
// CHECK-LABEL: func.func @gelu_erf_rational_f64(
func.func @gelu_erf_rational_f64(%x: tensor<4x8xf64>) -> tensor<4x8xf64> {
  %c0 = arith.constant dense<0.7071067811865476> : tensor<4x8xf64>
  %0 = arith.mulf %x, %c0 : tensor<4x8xf64>
  %c1 = arith.constant dense<-4.0> : tensor<4x8xf64>
  %c2 = arith.constant dense<4.0> : tensor<4x8xf64>
  %1 = arith.maximumf %0, %c1 : tensor<4x8xf64>
  %2 = arith.minimumf %1, %c2 : tensor<4x8xf64>
  %3 = arith.mulf %2, %2 : tensor<4x8xf64>
  %c3 = arith.constant dense<-2.726142370e-10> : tensor<4x8xf64>
  %c4 = arith.constant dense<2.770681460e-08> : tensor<4x8xf64>
  %4 = arith.mulf %c3, %3 : tensor<4x8xf64>
  %5 = arith.addf %4, %c4 : tensor<4x8xf64>
  %c5 = arith.constant dense<-2.101023940e-06> : tensor<4x8xf64>
  %6 = arith.mulf %5, %3 : tensor<4x8xf64>
  %7 = arith.addf %6, %c5 : tensor<4x8xf64>
  %c6 = arith.constant dense<-5.692506240e-05> : tensor<4x8xf64>
  %8 = arith.mulf %7, %3 : tensor<4x8xf64>
  %9 = arith.addf %8, %c6 : tensor<4x8xf64>
  %c7 = arith.constant dense<-0.000734990637> : tensor<4x8xf64>
  %10 = arith.mulf %9, %3 : tensor<4x8xf64>
  %11 = arith.addf %10, %c7 : tensor<4x8xf64>
  %c8 = arith.constant dense<-0.0029546> : tensor<4x8xf64>
  %12 = arith.mulf %11, %3 : tensor<4x8xf64>
  %13 = arith.addf %12, %c8 : tensor<4x8xf64>
  %c9 = arith.constant dense<-0.0160960332> : tensor<4x8xf64>
  %14 = arith.mulf %13, %3 : tensor<4x8xf64>
  %15 = arith.addf %14, %c9 : tensor<4x8xf64>
  %16 = arith.mulf %2, %15 : tensor<4x8xf64>
  %c10 = arith.constant dense<-1.456607150e-05> : tensor<4x8xf64>
  %c11 = arith.constant dense<-0.000213374049> : tensor<4x8xf64>
  %17 = arith.mulf %c10, %3 : tensor<4x8xf64>
  %18 = arith.addf %17, %c11 : tensor<4x8xf64>
  %c12 = arith.constant dense<-0.00168282702> : tensor<4x8xf64>
  %19 = arith.mulf %18, %3 : tensor<4x8xf64>
  %20 = arith.addf %19, %c12 : tensor<4x8xf64>
  %c13 = arith.constant dense<-0.00737332925> : tensor<4x8xf64>
  %21 = arith.mulf %20, %3 : tensor<4x8xf64>
  %22 = arith.addf %21, %c13 : tensor<4x8xf64>
  %c14 = arith.constant dense<-0.0142647391> : tensor<4x8xf64>
  %23 = arith.mulf %22, %3 : tensor<4x8xf64>
  %24 = arith.addf %23, %c14 : tensor<4x8xf64>
  %25 = arith.divf %16, %24 : tensor<4x8xf64>
  %c15 = arith.constant dense<1.0> : tensor<4x8xf64>
  %c16 = arith.constant dense<0.5> : tensor<4x8xf64>
  %26 = arith.addf %25, %c15 : tensor<4x8xf64>
  %27 = arith.mulf %x, %c16 : tensor<4x8xf64>
  %28 = arith.mulf %26, %27 : tensor<4x8xf64>
  return %28 : tensor<4x8xf64>
}

// An assertion that may fail stays, and the reciprocal with it.
// CHECK-LABEL: func.func @asserted_reciprocal(
func.func @asserted_reciprocal(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%s: f32, %out: f32):
    %1 = arith.cmpf one, %s, %zero : f32
    cf.assert %1, "is zero"
    %2 = arith.divf %one, %s : f32
    linalg.yield %2 : f32
  } -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
