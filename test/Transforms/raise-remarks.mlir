// RUN: glu-opt %s --glu-raise --remarks-filter=glu-raise --remark-format=emitRemark 2>&1 | FileCheck %s
// RUN: glu-opt %s --glu-raise=strict-rounding --remarks-filter=glu-raise --remark-format=emitRemark 2>&1 | FileCheck %s --check-prefix=STRICT

// Each rounding that is removed is named; strict-rounding leaves the code.
// CHECK: [Passed] Raise | {{.*}}"swish<beta = 1.0> of 4 operations; removed the roundings of math.exp, arith.addf to bf16"
// STRICT: [Missed] Raise | {{.*}}"swish<beta = 1.0> without the roundings of math.exp, arith.addf to bf16"
func.func @roundings(%x: tensor<4x8xbf16>) -> tensor<4x8xbf16> {
  %one = arith.constant dense<1.0> : tensor<4x8xbf16>
  %n = arith.negf %x : tensor<4x8xbf16>
  %e = math.exp %n : tensor<4x8xbf16>
  %s = arith.addf %e, %one : tensor<4x8xbf16>
  %y = arith.divf %x, %s : tensor<4x8xbf16>
  return %y : tensor<4x8xbf16>
}

// A constant that the exporter rounded.
// CHECK: [Passed] Raise | {{.*}}"gelu<erf> of 5 operations; constants taken as exact: 0.7071 for 0.707106781, 0.00096 % off"
func.func @drift(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %half = arith.constant dense<0.5> : tensor<4x8xf32>
  %one = arith.constant dense<1.0> : tensor<4x8xf32>
  %c = arith.constant dense<0.7071> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c : tensor<4x8xf32>
  %1 = math.erf %0 : tensor<4x8xf32>
  %2 = arith.addf %1, %one : tensor<4x8xf32>
  %3 = arith.mulf %2, %half : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// A constant too far off.
// CHECK: [Missed] Raise | {{.*}}"gelu<erf> but for its constants: 0.7 for 0.707106781, 1 % off; accepted is 0.025 %"
func.func @near(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %half = arith.constant dense<0.5> : tensor<4x8xf32>
  %one = arith.constant dense<1.0> : tensor<4x8xf32>
  %c = arith.constant dense<0.7> : tensor<4x8xf32>
  %0 = arith.mulf %x, %c : tensor<4x8xf32>
  %1 = math.erf %0 : tensor<4x8xf32>
  %2 = arith.addf %1, %one : tensor<4x8xf32>
  %3 = arith.mulf %2, %half : tensor<4x8xf32>
  %4 = arith.mulf %x, %3 : tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// CHECK: [Missed] Raise | {{.*}}"relu is a part of a function that is no activation"
func.func @squared(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %zero = arith.constant dense<0.0> : tensor<4x8xf32>
  %0 = arith.maximumf %x, %zero : tensor<4x8xf32>
  %1 = arith.mulf %0, %0 : tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// CHECK: [Missed] Raise | {{.*}}"swish<beta = 1.0>: the result of arith.divf in the midst of it has another use"
func.func @second_use(%x: tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xf32>) {
  %one = arith.constant dense<1.0> : tensor<4x8xf32>
  %n = arith.negf %x : tensor<4x8xf32>
  %e = math.exp %n : tensor<4x8xf32>
  %s = arith.addf %e, %one : tensor<4x8xf32>
  %y = arith.divf %one, %s : tensor<4x8xf32>
  %z = arith.mulf %x, %y : tensor<4x8xf32>
  return %y, %z : tensor<4x8xf32>, tensor<4x8xf32>
}

// A sum of bf16 is rounded once, not at each step, where a layer takes it.
// CHECK: [Passed] Raise | {{.*}}"removed the roundings of a sum at each step"
// STRICT: [Missed] Raise | {{.*}}"a sum is rounded to 16 bits at each step"
func.func @sum(%x: tensor<4x8xbf16>, %w: tensor<8x16xbf16>) -> tensor<4x16xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<4x16xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xbf16>, tensor<8x16xbf16>) outs(%f : tensor<4x16xbf16>) -> tensor<4x16xbf16>
  %a = math.tanh %g : tensor<4x16xbf16>
  return %a : tensor<4x16xbf16>
}
