// RUN: glu-opt %s --glu-raise --glu-fuse-gate-value | FileCheck %s
// RUN: glu-opt %s --glu-raise --remarks-filter=glu-raise --remark-format=emitRemark 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: glu-run %s --entry=convolution_nhwc --random --verify
// RUN: glu-run %s --entry=convolution_nchw --random --verify
// RUN: glu-run %s --entry=convolution_ncw --random --verify
// RUN: glu-run %s --entry=convolution_nwc --random --verify
// RUN: glu-run %s --entry=convolution_tosa --random --verify
// RUN: glu-run %s --entry=multiply_and_sum --random --verify
// RUN: glu-run %s --entry=dynamic_slices --dynamic-size=3 --random --verify
// RUN: glu-run %s --entry=maximum_of_products --random --verify
// RUN: glu-run %s --entry=maximum_of_one_product --random --verify
// RUN: glu-run %s --entry=maximum_of_relu --random --verify

// Products that are no matmul, and the maximum of products.

#image = affine_map<(m, k, n) -> (m, k)>
#weight = affine_map<(m, k, n) -> (k, n)>
#all = affine_map<(m, k, n) -> (m, k, n)>

// A window of one pixel, channels last.
// CHECK-LABEL: func.func @convolution_nhwc(
// CHECK: glu.gated_linear tanh weights<separate, in_out> ins(%arg0,
func.func @convolution_nhwc(%x: tensor<1x4x3x8xf32>, %w: tensor<1x1x8x16xf32>, %v: tensor<1x1x8x16xf32>) -> tensor<1x4x3x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x4x3x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x4x3x16xf32>) -> tensor<1x4x3x16xf32>
  %g = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x4x3x8xf32>, tensor<1x1x8x16xf32>) outs(%f : tensor<1x4x3x16xf32>) -> tensor<1x4x3x16xf32>
  %u = linalg.conv_2d_nhwc_hwcf ins(%x, %v : tensor<1x4x3x8xf32>, tensor<1x1x8x16xf32>) outs(%f : tensor<1x4x3x16xf32>) -> tensor<1x4x3x16xf32>
  %a = math.tanh %g : tensor<1x4x3x16xf32>
  %h = arith.mulf %a, %u : tensor<1x4x3x16xf32>
  return %h : tensor<1x4x3x16xf32>
}

// Channels first.
// CHECK-LABEL: func.func @convolution_nchw(
// CHECK: glu.gated_linear tanh weights<separate, out_in>
func.func @convolution_nchw(%x: tensor<2x8x4x3xf32>, %w: tensor<16x8x1x1xf32>, %v: tensor<16x8x1x1xf32>) -> tensor<2x16x4x3xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x16x4x3xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x16x4x3xf32>) -> tensor<2x16x4x3xf32>
  %g = linalg.conv_2d_nchw_fchw ins(%x, %w : tensor<2x8x4x3xf32>, tensor<16x8x1x1xf32>) outs(%f : tensor<2x16x4x3xf32>) -> tensor<2x16x4x3xf32>
  %u = linalg.conv_2d_nchw_fchw ins(%x, %v : tensor<2x8x4x3xf32>, tensor<16x8x1x1xf32>) outs(%f : tensor<2x16x4x3xf32>) -> tensor<2x16x4x3xf32>
  %a = math.tanh %g : tensor<2x16x4x3xf32>
  %h = arith.mulf %a, %u : tensor<2x16x4x3xf32>
  return %h : tensor<2x16x4x3xf32>
}

// TOSA has nothing else for a product with a bias.
// CHECK-LABEL: func.func @convolution_tosa(
// CHECK: glu.gated_linear sigmoid weights<separate, out_in>
// CHECK-SAME: gate_bias
func.func @convolution_tosa(%x: tensor<1x4x3x8xf32>, %w: tensor<16x1x1x8xf32>, %v: tensor<16x1x1x8xf32>, %b: tensor<16xf32>, %c: tensor<16xf32>) -> tensor<1x4x3x16xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %g = tosa.conv2d %x, %w, %b, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x3x8xf32>, tensor<16x1x1x8xf32>, tensor<16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x3x16xf32>
  %u = tosa.conv2d %x, %v, %c, %z, %z {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x3x8xf32>, tensor<16x1x1x8xf32>, tensor<16xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x3x16xf32>
  %a = tosa.sigmoid %g : (tensor<1x4x3x16xf32>) -> tensor<1x4x3x16xf32>
  %h = tosa.mul %a, %u, %shift : (tensor<1x4x3x16xf32>, tensor<1x4x3x16xf32>, tensor<1xi8>) -> tensor<1x4x3x16xf32>
  return %h : tensor<1x4x3x16xf32>
}

// A window of two pixels is no product.
// CHECK-LABEL: func.func @convolution_of_two(
// CHECK-NOT: glu.gated_linear
func.func @convolution_of_two(%x: tensor<1x4x3x8xf32>, %w: tensor<2x1x8x16xf32>, %v: tensor<2x1x8x16xf32>) -> tensor<1x3x3x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x3x3x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x3x3x16xf32>) -> tensor<1x3x3x16xf32>
  %g = linalg.conv_2d_nhwc_hwcf ins(%x, %w : tensor<1x4x3x8xf32>, tensor<2x1x8x16xf32>) outs(%f : tensor<1x3x3x16xf32>) -> tensor<1x3x3x16xf32>
  %u = linalg.conv_2d_nhwc_hwcf ins(%x, %v : tensor<1x4x3x8xf32>, tensor<2x1x8x16xf32>) outs(%f : tensor<1x3x3x16xf32>) -> tensor<1x3x3x16xf32>
  %a = math.tanh %g : tensor<1x3x3x16xf32>
  %h = arith.mulf %a, %u : tensor<1x3x3x16xf32>
  return %h : tensor<1x3x3x16xf32>
}

// Every other pixel: x would be a slice.
// CHECK-LABEL: func.func @convolution_strided(
// CHECK-NOT: glu.gated_linear
func.func @convolution_strided(%x: tensor<1x4x4x8xf32>, %w: tensor<1x1x8x16xf32>, %v: tensor<1x1x8x16xf32>) -> tensor<1x2x2x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x2x2x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x2x2x16xf32>) -> tensor<1x2x2x16xf32>
  %g = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>} ins(%x, %w : tensor<1x4x4x8xf32>, tensor<1x1x8x16xf32>) outs(%f : tensor<1x2x2x16xf32>) -> tensor<1x2x2x16xf32>
  %u = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>} ins(%x, %v : tensor<1x4x4x8xf32>, tensor<1x1x8x16xf32>) outs(%f : tensor<1x2x2x16xf32>) -> tensor<1x2x2x16xf32>
  %a = math.tanh %g : tensor<1x2x2x16xf32>
  %h = arith.mulf %a, %u : tensor<1x2x2x16xf32>
  return %h : tensor<1x2x2x16xf32>
}

// x and weights are repeated, multiplied and summed.
// CHECK-LABEL: func.func @multiply_and_sum(
// CHECK: glu.gated_linear tanh weights<separate, in_out> ins(%arg0, %arg1, %arg2
func.func @multiply_and_sum(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %ep = tensor.empty() : tensor<4x8x16xf32>
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %p = linalg.generic {indexing_maps = [#image, #weight, #all], iterator_types = ["parallel", "parallel", "parallel"]} ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%ep : tensor<4x8x16xf32>) {
  ^bb0(%a0: f32, %b0: f32, %o: f32):
    %m = arith.mulf %a0, %b0 : f32
    linalg.yield %m : f32
  } -> tensor<4x8x16xf32>
  %g = linalg.reduce { arith.addf } ins(%p : tensor<4x8x16xf32>) outs(%f : tensor<4x16xf32>) dimensions = [1]
  %xb = linalg.broadcast ins(%x : tensor<4x8xf32>) outs(%ep : tensor<4x8x16xf32>) dimensions = [2]
  %vb = linalg.broadcast ins(%v : tensor<8x16xf32>) outs(%ep : tensor<4x8x16xf32>) dimensions = [0]
  %q = arith.mulf %xb, %vb : tensor<4x8x16xf32>
  %u = linalg.reduce { arith.addf } ins(%q : tensor<4x8x16xf32>) outs(%f : tensor<4x16xf32>) dimensions = [1]
  %a = math.tanh %g : tensor<4x16xf32>
  %h = arith.mulf %a, %u : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}

// The slices of a sum with a bias, of as many rows as x has.
// CHECK-LABEL: func.func @dynamic_slices(
// CHECK: glu.gated_linear tanh weights<gate_first, in_out>
func.func @dynamic_slices(%x: tensor<?x8xf32>, %w: tensor<8x32xf32>, %b: tensor<32xf32>) -> tensor<?x16xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %m = tensor.dim %x, %c0 : tensor<?x8xf32>
  %e = tensor.empty(%m) : tensor<?x32xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<?x32xf32>) -> tensor<?x32xf32>
  %p = linalg.matmul ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>) outs(%f : tensor<?x32xf32>) -> tensor<?x32xf32>
  %bb = linalg.broadcast ins(%b : tensor<32xf32>) outs(%e : tensor<?x32xf32>) dimensions = [0]
  %s = arith.addf %p, %bb : tensor<?x32xf32>
  %g = tensor.extract_slice %s[0, 0] [%m, 16] [1, 1] : tensor<?x32xf32> to tensor<?x16xf32>
  %u = tensor.extract_slice %s[0, 16] [%m, 16] [1, 1] : tensor<?x32xf32> to tensor<?x16xf32>
  %a = math.tanh %g : tensor<?x16xf32>
  %h = arith.mulf %a, %u : tensor<?x16xf32>
  return %h : tensor<?x16xf32>
}

// The maximum of three products, of which one weight is transposed.
// CHECK-LABEL: func.func @maximum_of_products(
// CHECK: tensor.concat dim(0) {{.*}} -> tensor<3x8x16xf32>
// CHECK: glu.maxout ins(%arg0, %{{.*}} : tensor<4x8xf32>, tensor<3x8x16xf32>) bias(%{{.*}} : tensor<3x16xf32>)
// REMARK: [Passed] Raise | {{.*}}"maxout of 3 pieces"
func.func @maximum_of_products(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>, %t: tensor<16x8xf32>, %b: tensor<16xf32>, %c: tensor<16xf32>, %d: tensor<16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %et = tensor.empty() : tensor<8x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %tt = linalg.transpose ins(%t : tensor<16x8xf32>) outs(%et : tensor<8x16xf32>) permutation = [1, 0]
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %q = linalg.matmul ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %r = linalg.matmul ins(%x, %tt : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %bb = linalg.broadcast ins(%b : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %cb = linalg.broadcast ins(%c : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %db = linalg.broadcast ins(%d : tensor<16xf32>) outs(%e : tensor<4x16xf32>) dimensions = [0]
  %p1 = arith.addf %p, %bb : tensor<4x16xf32>
  %q1 = arith.addf %q, %cb : tensor<4x16xf32>
  %r1 = arith.addf %r, %db : tensor<4x16xf32>
  %m0 = arith.maximumf %p1, %q1 : tensor<4x16xf32>
  %m1 = arith.maximumf %m0, %r1 : tensor<4x16xf32>
  return %m1 : tensor<4x16xf32>
}

// One product, reshaped to [.., 3, n].
// CHECK-LABEL: func.func @maximum_of_one_product(
// CHECK: glu.maxout ins(%arg0, %{{.*}} : tensor<4x8xf32>, tensor<3x8x16xf32>) bias(%{{.*}} : tensor<3x16xf32>)
// REMARK: [Passed] Raise | {{.*}}"maxout of 3 pieces"
func.func @maximum_of_one_product(%x: tensor<4x8xf32>, %w: tensor<8x48xf32>, %b: tensor<48xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %low = arith.constant 0xFF800000 : f32
  %e = tensor.empty() : tensor<4x48xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x48xf32>) -> tensor<4x48xf32>
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x48xf32>) outs(%f : tensor<4x48xf32>) -> tensor<4x48xf32>
  %bb = linalg.broadcast ins(%b : tensor<48xf32>) outs(%e : tensor<4x48xf32>) dimensions = [0]
  %p1 = arith.addf %p, %bb : tensor<4x48xf32>
  %r = tensor.expand_shape %p1 [[0], [1, 2]] output_shape [4, 3, 16] : tensor<4x48xf32> into tensor<4x3x16xf32>
  %em = tensor.empty() : tensor<4x16xf32>
  %fm = linalg.fill ins(%low : f32) outs(%em : tensor<4x16xf32>) -> tensor<4x16xf32>
  %m = linalg.reduce { arith.maximumf } ins(%r : tensor<4x3x16xf32>) outs(%fm : tensor<4x16xf32>) dimensions = [1]
  return %m : tensor<4x16xf32>
}

// The pieces are of different inputs.
// CHECK-LABEL: func.func @maximum_of_inputs(
// CHECK-NOT: glu.maxout
// REMARK: [Missed] Raise | {{.*}}"maximum of products: the pieces are of different inputs"
func.func @maximum_of_inputs(%x: tensor<4x8xf32>, %z: tensor<4x8xf32>, %w: tensor<8x16xf32>, %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %q = linalg.matmul ins(%z, %v : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %m = arith.maximumf %p, %q : tensor<4x16xf32>
  return %m : tensor<4x16xf32>
}

// The maximum of a product and 0 is an activation.
// CHECK-LABEL: func.func @maximum_of_relu(
// CHECK: glu.activation relu
// CHECK-NOT: glu.maxout
func.func @maximum_of_relu(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<4x16xf32>) -> tensor<4x16xf32>
  %p = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>) outs(%f : tensor<4x16xf32>) -> tensor<4x16xf32>
  %m = arith.maximumf %p, %f : tensor<4x16xf32>
  return %m : tensor<4x16xf32>
}

// A window of one element over one dimension, of 16 bits summed in f32.
// CHECK-LABEL: func.func @convolution_ncw(
// CHECK: glu.gated_linear sigmoid weights<separate, out_in> rounding<as_unfused> ins(%{{.*}} : tensor<2x5x8xbf16>, tensor<16x8xbf16>, tensor<16x8xbf16>)
func.func @convolution_ncw(%x: tensor<2x8x5xbf16>, %w: tensor<16x8x1xbf16>, %v: tensor<16x8x1xbf16>) -> tensor<2x16x5xbf16> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x16x5xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<2x16x5xf32>) -> tensor<2x16x5xf32>
  %g = linalg.conv_1d_ncw_fcw ins(%x, %w : tensor<2x8x5xbf16>, tensor<16x8x1xbf16>) outs(%f : tensor<2x16x5xf32>) -> tensor<2x16x5xf32>
  %u = linalg.conv_1d_ncw_fcw ins(%x, %v : tensor<2x8x5xbf16>, tensor<16x8x1xbf16>) outs(%f : tensor<2x16x5xf32>) -> tensor<2x16x5xf32>
  %gr = arith.truncf %g : tensor<2x16x5xf32> to tensor<2x16x5xbf16>
  %ur = arith.truncf %u : tensor<2x16x5xf32> to tensor<2x16x5xbf16>
  %a = glu.activation sigmoid (%gr) : tensor<2x16x5xbf16>
  %h = arith.mulf %a, %ur : tensor<2x16x5xbf16>
  return %h : tensor<2x16x5xbf16>
}

// The same with the channels last, in f64.
// CHECK-LABEL: func.func @convolution_nwc(
// CHECK: glu.gated_linear sigmoid weights<separate, in_out> ins(%arg0, %{{.*}} : tensor<2x5x8xf64>, tensor<8x16xf64>, tensor<8x16xf64>)
func.func @convolution_nwc(%x: tensor<2x5x8xf64>, %w: tensor<1x8x16xf64>, %v: tensor<1x8x16xf64>) -> tensor<2x5x16xf64> {
  %zero = arith.constant 0.0 : f64
  %e = tensor.empty() : tensor<2x5x16xf64>
  %f = linalg.fill ins(%zero : f64) outs(%e : tensor<2x5x16xf64>) -> tensor<2x5x16xf64>
  %g = linalg.conv_1d_nwc_wcf ins(%x, %w : tensor<2x5x8xf64>, tensor<1x8x16xf64>) outs(%f : tensor<2x5x16xf64>) -> tensor<2x5x16xf64>
  %u = linalg.conv_1d_nwc_wcf ins(%x, %v : tensor<2x5x8xf64>, tensor<1x8x16xf64>) outs(%f : tensor<2x5x16xf64>) -> tensor<2x5x16xf64>
  %a = glu.activation sigmoid (%g) : tensor<2x5x16xf64>
  %h = arith.mulf %a, %u : tensor<2x5x16xf64>
  return %h : tensor<2x5x16xf64>
}

// Left alone: sums that are rounded to 16 bits at each step.
// CHECK-LABEL: func.func @convolution_of_rounded_steps(
// CHECK-NOT: glu.gated_linear
func.func @convolution_of_rounded_steps(%x: tensor<2x5x8xbf16>, %w: tensor<1x8x16xbf16>, %v: tensor<1x8x16xbf16>) -> tensor<2x5x16xbf16> {
  %zero = arith.constant 0.0 : bf16
  %e = tensor.empty() : tensor<2x5x16xbf16>
  %f = linalg.fill ins(%zero : bf16) outs(%e : tensor<2x5x16xbf16>) -> tensor<2x5x16xbf16>
  %g = linalg.conv_1d_nwc_wcf ins(%x, %w : tensor<2x5x8xbf16>, tensor<1x8x16xbf16>) outs(%f : tensor<2x5x16xbf16>) -> tensor<2x5x16xbf16>
  %u = linalg.conv_1d_nwc_wcf ins(%x, %v : tensor<2x5x8xbf16>, tensor<1x8x16xbf16>) outs(%f : tensor<2x5x16xbf16>) -> tensor<2x5x16xbf16>
  %a = glu.activation sigmoid (%g) : tensor<2x5x16xbf16>
  %h = arith.mulf %a, %u : tensor<2x5x16xbf16>
  return %h : tensor<2x5x16xbf16>
}
