// RUN: glu-opt %s --pass-pipeline='builtin.module(func.func(glu-vectorize))' --split-input-file | FileCheck %s

// The sum is carried by the k loop, row by row; x of a row is read and used
// before that of the next.
// CHECK-LABEL: func @sum
// CHECK:         scf.for {{.*}} iter_args(%{{.*}} = %{{.*}}) -> (vector<2x16xf32>)
// CHECK:           vector.transfer_read %arg1{{.*}} vector<16xf32>
// CHECK:           vector.transfer_read %arg0
// CHECK-NEXT:      vector.fma {{.*}} : vector<16xf32>
// CHECK-NEXT:      vector.transfer_read %arg0
// CHECK-NEXT:      vector.fma {{.*}} : vector<16xf32>
// CHECK:           scf.yield
func.func @sum(%x: tensor<2x8xf32>, %w: tensor<8x16xf32>) -> tensor<2x16xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x16xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x16xf32>) -> tensor<2x16xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<2x8xf32>, tensor<8x16xf32>) outs(%fill : tensor<2x16xf32>) -> tensor<2x16xf32>
  return %0 : tensor<2x16xf32>
}

// -----

// A generic that does not allow contraction is not contracted.
// CHECK-LABEL: func @no_contraction
// CHECK-NOT:     vector.fma
// CHECK:         arith.mulf {{.*}} : vector<16xf32>
// CHECK:         arith.addf {{.*}} : vector<16xf32>
#x = affine_map<(m, n, k) -> (m, k)>
#w = affine_map<(m, n, k) -> (k, n)>
#y = affine_map<(m, n, k) -> (m, n)>
func.func @no_contraction(%x: tensor<2x8xf32>, %w: tensor<8x16xf32>, %init: tensor<2x16xf32>) -> tensor<2x16xf32> {
  %0 = linalg.generic {indexing_maps = [#x, #w, #y], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<2x8xf32>, tensor<8x16xf32>) outs(%init : tensor<2x16xf32>) {
  ^bb0(%a: f32, %b: f32, %sum: f32):
    %1 = arith.mulf %a, %b : f32
    %2 = arith.addf %sum, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<2x16xf32>
  return %0 : tensor<2x16xf32>
}

// -----

// An activation stays one op on vectors.
// CHECK-LABEL: func @activation
// CHECK:         glu.activation mish(%{{.*}}) : vector<16xf32>
#id = affine_map<(m, n) -> (m, n)>
func.func @activation(%x: tensor<1x16xf32>, %init: tensor<1x16xf32>) -> tensor<1x16xf32> {
  %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<1x16xf32>) outs(%init : tensor<1x16xf32>) {
  ^bb0(%a: f32, %out: f32):
    %1 = glu.activation mish(%a) : f32
    linalg.yield %1 : f32
  } -> tensor<1x16xf32>
  return %0 : tensor<1x16xf32>
}

// -----

// Both factors are spread along n: the product waits for both.
// CHECK-LABEL: func @two_elements
// CHECK:         scf.for
// CHECK:           %[[X:.*]] = vector.transfer_read %arg0
// CHECK:           %[[Y:.*]] = vector.transfer_read %arg1
// CHECK:           vector.fma %[[X]], %[[Y]], %{{.*}} : vector<16xf32>
#in = affine_map<(m, n, k) -> (m, k)>
#out = affine_map<(m, n, k) -> (m, n)>
func.func @two_elements(%x: tensor<2x8xf32>, %y: tensor<2x8xf32>, %init: tensor<2x16xf32>) -> tensor<2x16xf32> {
  %0 = linalg.generic {indexing_maps = [#in, #in, #out], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %y : tensor<2x8xf32>, tensor<2x8xf32>) outs(%init : tensor<2x16xf32>) {
  ^bb0(%a: f32, %b: f32, %sum: f32):
    %1 = arith.mulf %a, %b fastmath<contract> : f32
    %2 = arith.addf %sum, %1 fastmath<contract> : f32
    linalg.yield %2 : f32
  } -> tensor<2x16xf32>
  return %0 : tensor<2x16xf32>
}
