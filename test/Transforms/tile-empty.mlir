// RUN: glu-opt %s --glu-tile=target=avx2 | FileCheck %s

// Nothing is computed for a result without elements.
// CHECK-LABEL: func @no_columns
//  CHECK-SAME: %[[INIT:[a-z0-9]+]]: tensor<4x0xf32>)
//  CHECK-NEXT: return %[[INIT]]
func.func @no_columns(%x: tensor<4x8xf32>, %w: tensor<8x0xf32>,
                      %init: tensor<4x0xf32>) -> tensor<4x0xf32> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x0xf32>)
         outs(%init : tensor<4x0xf32>) -> tensor<4x0xf32>
  return %0 : tensor<4x0xf32>
}

// CHECK-LABEL: func @no_elements
//   CHECK-NOT: glu.activation
func.func @no_elements(%x: tensor<0x4xf32>) -> tensor<0x4xf32> {
  %init = tensor.empty() : tensor<0x4xf32>
  %0 = linalg.map ins(%x : tensor<0x4xf32>) outs(%init : tensor<0x4xf32>)
    (%e: f32, %out: f32) {
      %a = glu.activation mish(%e) : f32
      linalg.yield %a : f32
    }
  return %0 : tensor<0x4xf32>
}

// A sum of no products is +0, to which the bias is added.
// CHECK-LABEL: func @no_terms
//   CHECK-DAG: %[[X:.+]] = linalg.fill ins(%{{.+}} : f32) outs(%{{.+}} : tensor<?x1xf32>)
//   CHECK-DAG: %[[W:.+]] = linalg.fill ins(%{{.+}} : f32) outs(%{{.+}} : tensor<8x1xf32>)
//       CHECK: glu.linear relu weights<out_in>
func.func @no_terms(%x: tensor<?x0xf32>, %w: tensor<8x0xf32>,
                    %b: tensor<8xf32>, %init: tensor<?x8xf32>)
    -> tensor<?x8xf32> {
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<?x0xf32>, tensor<8x0xf32>)
         bias(%b : tensor<8xf32>)
         outs(%init : tensor<?x8xf32>) -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}
