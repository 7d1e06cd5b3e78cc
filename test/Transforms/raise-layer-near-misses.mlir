// RUN: glu-opt %s --glu-raise --glu-fuse-gate-value | FileCheck %s --implicit-check-not=glu.gated_linear --implicit-check-not=glu.ffn
// RUN: glu-opt %s --glu-raise --glu-fuse-gate-value --remarks-filter=glu.* --remark-format=emitRemark 2>&1 | FileCheck %s --check-prefix=RAISE
// RUN: glu-opt %s --glu-raise --glu-fuse-gate-value --remarks-filter=glu.* --remark-format=emitRemark 2>&1 | FileCheck %s --check-prefix=FUSE
// RUN: glu-run %s --entry=sums_in_other_order --random --verify
// RUN: glu-run %s --entry=highway --random --verify
// RUN: glu-run %s --entry=two_betas --random --verify
// RUN: glu-run %s --entry=squeeze_excite --random --verify

// What looks like a layer and is none. What is exact is raised in part.

// Gate and value are products of different inputs.
// CHECK-LABEL: func.func @gate_of_another_input(
// CHECK: = glu.gate sigmoid(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+13]]:8: remark: [Missed] FuseGateValue | {{.*}}"the products read different inputs"
func.func @gate_of_another_input(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%z, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %an = arith.negf %g : tensor<4x16xf32>
  %ae = math.exp %an : tensor<4x16xf32>
  %as = arith.addf %ae, %ones : tensor<4x16xf32>
  %a = arith.divf %ones, %as : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// x W has another use besides the gate.
// CHECK-LABEL: func.func @second_use_of_pre_activation(
// CHECK: = glu.gate tanh(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+10]]:8: remark: [Missed] FuseGateValue | {{.*}}"a product or what follows it has another use"
func.func @second_use_of_pre_activation(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h, %g : tensor<4x16xf32>, tensor<4x16xf32>
}

// x V has another use.
// CHECK-LABEL: func.func @second_use_of_value(
// CHECK: = glu.gate tanh(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+10]]:8: remark: [Missed] FuseGateValue | {{.*}}"a product or what follows it has another use"
func.func @second_use_of_value(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h, %u : tensor<4x16xf32>, tensor<4x16xf32>
}

// The activation has another use: only it is raised.
// CHECK-LABEL: func.func @second_use_of_activation(
// CHECK: = glu.activation relu(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+10]]:8: remark: [Missed] FuseGateValue | {{.*}}"a product or what follows it has another use"
func.func @second_use_of_activation(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = arith.maximumf %g, %zeros : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h, %a : tensor<4x16xf32>, tensor<4x16xf32>
}

// beta is another one where x is multiplied by the sigmoid.
// CHECK-LABEL: func.func @two_betas(
// CHECK: = glu.gate sigmoid(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+13]]:8: remark: [Missed] FuseGateValue | {{.*}}"only one factor is a product"
func.func @two_betas(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %b1: tensor<4x16xf32>, %b2: tensor<4x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %p = arith.mulf %g, %b1 : tensor<4x16xf32>
  %an = arith.negf %p : tensor<4x16xf32>
  %ae = math.exp %an : tensor<4x16xf32>
  %as = arith.addf %ae, %ones : tensor<4x16xf32>
  %a = arith.divf %ones, %as : tensor<4x16xf32>
  %q = arith.mulf %g, %b2 : tensor<4x16xf32>
  %h = arith.mulf %a, %q : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// 1.5 x sigmoid(1.7 x) is no swish.
// CHECK-LABEL: func.func @two_constant_betas(
// CHECK-NOT: = glu.
// RAISE: :[[#@LINE+16]]:8: remark: [Missed] Raise | {{.*}}"sigmoid is a part of a function that is no activation"
// FUSE: :[[#@LINE+18]]:8: remark: [Missed] FuseGateValue | {{.*}}"only one factor is a product"
func.func @two_constant_betas(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %c = arith.constant dense<1.7> : tensor<4x16xf32>
  %d = arith.constant dense<1.5> : tensor<4x16xf32>
  %p = arith.mulf %g, %c : tensor<4x16xf32>
  %an = arith.negf %p : tensor<4x16xf32>
  %ae = math.exp %an : tensor<4x16xf32>
  %as = arith.addf %ae, %ones : tensor<4x16xf32>
  %a = arith.divf %ones, %as : tensor<4x16xf32>
  %q = arith.mulf %g, %d : tensor<4x16xf32>
  %s = arith.mulf %a, %q : tensor<4x16xf32>
  %h = arith.mulf %s, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// BitNet: the square of ReLU gates.
// CHECK-LABEL: func.func @squared_relu(
// CHECK-NOT: = glu.
// RAISE: :[[#@LINE+10]]:8: remark: [Missed] Raise | {{.*}}"relu is a part of a function that is no activation"
// FUSE: :[[#@LINE+11]]:8: remark: [Missed] FuseGateValue | {{.*}}"only one factor is a product"
func.func @squared_relu(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = arith.maximumf %g, %zeros : tensor<4x16xf32>
  %q = arith.mulf %a, %a : tensor<4x16xf32>
  %h = arith.mulf %q, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A highway: a s + y (1 - s).
// CHECK-LABEL: func.func @highway(
// CHECK: = glu.activation sigmoid(
// CHECK: = glu.gate relu(
// CHECK-NOT: = glu.
// RAISE: :[[#@LINE+16]]:8: remark: [Missed] Raise | {{.*}}"sigmoid: the result of arith.divf in the midst of it has another use"
// FUSE: :[[#@LINE+14]]:8: remark: [Missed] FuseGateValue | {{.*}}"a product or what follows it has another use"
func.func @highway(%x: tensor<4x8xf32>, %y: tensor<4x16xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %sn = arith.negf %g : tensor<4x16xf32>
  %se = math.exp %sn : tensor<4x16xf32>
  %ss = arith.addf %se, %ones : tensor<4x16xf32>
  %s = arith.divf %ones, %ss : tensor<4x16xf32>
  %a = arith.maximumf %u, %zeros : tensor<4x16xf32>
  %p = arith.mulf %a, %s : tensor<4x16xf32>
  %r = arith.subf %ones, %s : tensor<4x16xf32>
  %q = arith.mulf %y, %r : tensor<4x16xf32>
  %h = arith.addf %p, %q : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Half of the gate: the factor is none of a layer.
// CHECK-LABEL: func.func @scaled_gate(
// CHECK: = glu.activation tanh(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+12]]:8: remark: [Missed] FuseGateValue | {{.*}}"only one factor is a product"
func.func @scaled_gate(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %c = arith.constant dense<0.5> : tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %q = arith.mulf %a, %c : tensor<4x16xf32>
  %h = arith.mulf %q, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A sum, not a product, of gate and value.
// CHECK-LABEL: func.func @sum_of_gate_and_value(
// CHECK: = glu.activation tanh(
// CHECK-NOT: = glu.
func.func @sum_of_gate_and_value(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.addf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The gradient of SwiGLU by its gate: d s (1 + g (1 - s)).
// CHECK-LABEL: func.func @gradient(
// CHECK-NOT: = glu.
// RAISE: :[[#@LINE+15]]:8: remark: [Missed] Raise | {{.*}}"swish<beta = -1.0>: the result of arith.divf in the midst of it has another use"
// FUSE: :[[#@LINE+17]]:8: remark: [Missed] FuseGateValue | {{.*}}"only one factor is a product"
func.func @gradient(%x: tensor<4x8xf32>, %y: tensor<4x16xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %sn = arith.negf %g : tensor<4x16xf32>
  %se = math.exp %sn : tensor<4x16xf32>
  %ss = arith.addf %se, %ones : tensor<4x16xf32>
  %s = arith.divf %ones, %ss : tensor<4x16xf32>
  %r = arith.subf %ones, %s : tensor<4x16xf32>
  %p = arith.mulf %g, %r : tensor<4x16xf32>
  %q = arith.addf %p, %ones : tensor<4x16xf32>
  %t = arith.mulf %s, %q : tensor<4x16xf32>
  %d = arith.mulf %u, %t : tensor<4x16xf32>
  %h = arith.mulf %d, %y : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The gate multiplies the square of the value.
// CHECK-LABEL: func.func @gate_of_square(
// CHECK: = glu.gate tanh(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+10]]:8: remark: [Missed] FuseGateValue | {{.*}}"a product or what follows it has another use"
func.func @gate_of_square(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %q = arith.mulf %u, %u : tensor<4x16xf32>
  %h = arith.mulf %a, %q : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// 1 - sigmoid gates.
// CHECK-LABEL: func.func @difference(
// CHECK: = glu.gate sigmoid(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+14]]:8: remark: [Missed] FuseGateValue | {{.*}}"only one factor is a product"
func.func @difference(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %sn = arith.negf %g : tensor<4x16xf32>
  %se = math.exp %sn : tensor<4x16xf32>
  %ss = arith.addf %se, %ones : tensor<4x16xf32>
  %s = arith.divf %ones, %ss : tensor<4x16xf32>
  %r = arith.subf %ones, %s : tensor<4x16xf32>
  %h = arith.mulf %r, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// A third product gates the layer again.
// CHECK-LABEL: func.func @three_products(
// CHECK: = glu.gate tanh(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+10]]:8: remark: [Missed] FuseGateValue | {{.*}}"the products read different inputs"
func.func @three_products(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %t: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<4x16xf32>
  %zeros = arith.constant dense<0.0> : tensor<4x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %k = linalg.matmul ins(%z, %t : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %p = arith.mulf %u, %k : tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %p : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Squeeze and excitation: x itself is gated, by a product of its mean.
// CHECK-LABEL: func.func @squeeze_excite(
// CHECK: = glu.activation sigmoid(
// CHECK-NOT: = glu.
func.func @squeeze_excite(%x: tensor<2x8x16xf32>, %w: tensor<16x16xf32>) -> tensor<2x8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ones = arith.constant dense<1.0> : tensor<2x16xf32>
  %eighth = arith.constant dense<0.125> : tensor<2x16xf32>
  %e = tensor.empty() : tensor<2x16xf32>
  %ex = tensor.empty() : tensor<2x8x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x16xf32>) -> tensor<2x16xf32>
  %s = linalg.reduce { arith.addf } ins(%x : tensor<2x8x16xf32>) outs(%f : tensor<2x16xf32>) dimensions = [1]
  %m = arith.mulf %s, %eighth : tensor<2x16xf32>
  %g = linalg.matmul ins(%m, %w : tensor<2x16xf32>, tensor<16x16xf32>) outs(%f : tensor<2x16xf32>) -> tensor<2x16xf32>
  %n = arith.negf %g : tensor<2x16xf32>
  %x1 = math.exp %n : tensor<2x16xf32>
  %d = arith.addf %x1, %ones : tensor<2x16xf32>
  %a = arith.divf %ones, %d : tensor<2x16xf32>
  %b = linalg.broadcast ins(%a : tensor<2x16xf32>) outs(%ex : tensor<2x8x16xf32>) dimensions = [1]
  %h = arith.mulf %x, %b : tensor<2x8x16xf32>
  return %h : tensor<2x8x16xf32>
}

// Weights of 8 bits with one scale for each channel.
// CHECK-LABEL: func.func @quantised_weights(
// CHECK: = glu.gate tanh(
// CHECK-NOT: = glu.
// FUSE: :[[#@LINE+14]]:8: remark: [Missed] FuseGateValue | {{.*}}"the products read different inputs"
func.func @quantised_weights(%x: tensor<4x8xf32>, %w: tensor<8x16xi8>, %v: tensor<8x16xi8>, %s: tensor<16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ew = tensor.empty() : tensor<8x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %sb = linalg.broadcast ins(%s : tensor<16xf32>) outs(%ew : tensor<8x16xf32>) dimensions = [0]
  %wf = arith.sitofp %w : tensor<8x16xi8> to tensor<8x16xf32>
  %vf = arith.sitofp %v : tensor<8x16xi8> to tensor<8x16xf32>
  %ws = arith.mulf %wf, %sb : tensor<8x16xf32>
  %vs = arith.mulf %vf, %sb : tensor<8x16xf32>
  %g = linalg.matmul ins(%x, %ws : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = linalg.matmul ins(%x, %vs : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The scale of 8 bits comes after the product.
// CHECK-LABEL: func.func @scale_after_product(
// CHECK: = glu.gate tanh(
// CHECK-NOT: = glu.
func.func @scale_after_product(%x: tensor<4x8xi8>, %w: tensor<8x16xi8>, %v: tensor<8x16xi8>, %s: tensor<16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0 : i32
  %ei = tensor.empty() : tensor<4x16xi32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : i32) outs(%ei : tensor<4x16xi32>) -> tensor<4x16xi32>
  %sb = linalg.broadcast ins(%s : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %gi = linalg.matmul ins(%x, %w : tensor<4x8xi8>, tensor<8x16xi8>) outs(%f : tensor<4x16xi32>) -> tensor<4x16xi32>
  %ui = linalg.matmul ins(%x, %v : tensor<4x8xi8>, tensor<8x16xi8>) outs(%f : tensor<4x16xi32>) -> tensor<4x16xi32>
  %gf = arith.sitofp %gi : tensor<4x16xi32> to tensor<4x16xf32>
  %uf = arith.sitofp %ui : tensor<4x16xi32> to tensor<4x16xf32>
  %g = arith.mulf %gf, %sb : tensor<4x16xf32>
  %u = arith.mulf %uf, %sb : tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// Each entry of a batch has weights of its own.
// CHECK-LABEL: func.func @weights_of_batch(
// CHECK: = glu.gate tanh(
// CHECK-NOT: = glu.
func.func @weights_of_batch(%x: tensor<2x4x8xf32>, %w: tensor<2x8x16xf32>, %v: tensor<2x8x16xf32>) -> tensor<2x4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %g = linalg.batch_matmul ins(%x, %w : tensor<2x4x8xf32>, tensor<2x8x16xf32>) outs(%f : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %u = linalg.batch_matmul ins(%x, %v : tensor<2x4x8xf32>, tensor<2x8x16xf32>) outs(%f : tensor<2x4x16xf32>) -> tensor<2x4x16xf32>
  %a = math.tanh %g : tensor<2x4x16xf32>
  %h = arith.mulf %a, %u : tensor<2x4x16xf32>
  return %h : tensor<2x4x16xf32>
}

// The sum goes over two dimensions that x and the weights have in other orders.
// CHECK-LABEL: func.func @sums_in_other_order(
// CHECK: = glu.gate tanh(
// CHECK-NOT: = glu.
func.func @sums_in_other_order(%x: tensor<4x3x3xf32>, %w: tensor<3x3x16xf32>, %v: tensor<3x3x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %g = linalg.generic {indexing_maps = [affine_map<(m, n, a, b) -> (m, a, b)>, affine_map<(m, n, a, b) -> (b, a, n)>, affine_map<(m, n, a, b) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%x, %w : tensor<4x3x3xf32>, tensor<3x3x16xf32>) outs(%f : tensor<4x16xf32>) {
  ^bb0(%xs: f32, %ws: f32, %s: f32):
    %p = arith.mulf %xs, %ws : f32
    %q = arith.addf %s, %p : f32
    linalg.yield %q : f32
  } -> tensor<4x16xf32>
  %u = linalg.generic {indexing_maps = [affine_map<(m, n, a, b) -> (m, a, b)>, affine_map<(m, n, a, b) -> (b, a, n)>, affine_map<(m, n, a, b) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction", "reduction"]} ins(%x, %v : tensor<4x3x3xf32>, tensor<3x3x16xf32>) outs(%f : tensor<4x16xf32>) {
  ^bb0(%xs: f32, %ws: f32, %s: f32):
    %p = arith.mulf %xs, %ws : f32
    %q = arith.addf %s, %p : f32
    linalg.yield %q : f32
  } -> tensor<4x16xf32>
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}
