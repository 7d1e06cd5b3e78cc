// RUN: glu-opt %s --glu-lower-expand-shape --canonicalize | FileCheck %s

// CHECK: #[[$PRODUCT:.+]] = affine_map<()[s0] -> (s0 * 3)>

// CHECK-LABEL: func @dynamic_sizes
//  CHECK-SAME: %[[X:.+]]: memref<?x3xf32>, %[[A:.+]]: index, %[[B:.+]]: index
//       CHECK: %[[STRIDE:.+]] = affine.apply #[[$PRODUCT]]()[%[[B]]]
//       CHECK: memref.reinterpret_cast %[[X]] to offset: [0], sizes: [%[[A]], %[[B]], 3], strides: [%[[STRIDE]], 3, 1]
func.func @dynamic_sizes(%x: memref<?x3xf32>, %a: index, %b: index)
    -> memref<?x?x3xf32> {
  %0 = memref.expand_shape %x [[0, 1], [2]] output_shape [%a, %b, 3]
      : memref<?x3xf32> into memref<?x?x3xf32>
  return %0 : memref<?x?x3xf32>
}

// expand-strided-metadata lowers this one.
// CHECK-LABEL: func @negative_one_dynamic_size
//       CHECK: memref.expand_shape
func.func @negative_one_dynamic_size(%x: memref<?x3xf32>, %a: index)
    -> memref<?x2x3xf32> {
  %0 = memref.expand_shape %x [[0, 1], [2]] output_shape [%a, 2, 3]
      : memref<?x3xf32> into memref<?x2x3xf32>
  return %0 : memref<?x2x3xf32>
}
