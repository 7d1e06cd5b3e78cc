// RUN: glu-opt %s --convert-glu-to-gpu-kernels --canonicalize --cse | FileCheck %s
// RUN: glu-opt %s --convert-glu-to-gpu-kernels --remarks-filter='glu-kernel' --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// One launch: x and both weights come into shared memory, between two barriers
// all sums are updated, and each result is stored once.
// REMARK: glu.gated_linear
// REMARK-SAME: family=s0
// REMARK-SAME: kernels=1
// CHECK-LABEL: func @gated
//       CHECK: glu.kernel
//       CHECK:   gpu.launch
//  CHECK-SAME:   function(@s0_gated_linear)
//   CHECK-DAG:     %[[X:.*]] = memref.alloca() : memref<64x32xf32, #gpu.address_space<workgroup>>
//   CHECK-DAG:     %[[W:.*]] = memref.alloca() : memref<2x32x65xf32, #gpu.address_space<workgroup>>
//       CHECK:     scf.for
//       CHECK:       memref.store %{{.*}}, %[[X]]
//       CHECK:       memref.store %{{.*}}, %[[W]]
//       CHECK:       gpu.barrier
//       CHECK:       scf.for
//       CHECK:         memref.load %[[W]]
//       CHECK:         memref.load %[[X]]
//       CHECK:         math.fma
//       CHECK:       gpu.barrier
//   CHECK-NOT:     gpu.barrier
//       CHECK:     glu.activation
//  CHECK-NEXT:     arith.mulf
//  CHECK-NEXT:     memref.store
func.func @gated(%x: tensor<?x48xf32>, %w: tensor<48x40xf32>,
                 %v: tensor<48x40xf32>, %init: tensor<?x40xf32>)
    -> tensor<?x40xf32> {
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x48xf32>, tensor<48x40xf32>, tensor<48x40xf32>)
         outs(%init : tensor<?x40xf32>) -> tensor<?x40xf32>
  return %0 : tensor<?x40xf32>
}

// Sums of f64 take half the rows and half of k; 16-bit floats are widened on
// their way into shared memory.
// CHECK-LABEL: func @types
//       CHECK: memref<32x16xf64, #gpu.address_space<workgroup>>
//       CHECK: memref.load %{{.*}} : memref<?x24xbf16
//  CHECK-NEXT: arith.extf
func.func @types(%x: tensor<4x24xf64>, %w: tensor<40x24xf64>,
                 %init: tensor<4x40xf64>, %y: tensor<?x24xbf16>,
                 %u: tensor<40x24xbf16>, %init2: tensor<?x40xbf16>)
    -> (tensor<4x40xf64>, tensor<?x40xbf16>) {
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<4x24xf64>, tensor<40x24xf64>)
         outs(%init : tensor<4x40xf64>) -> tensor<4x40xf64>
  %1 = glu.linear relu weights<out_in>
         ins(%y, %u : tensor<?x24xbf16>, tensor<40x24xbf16>)
         outs(%init2 : tensor<?x40xbf16>) -> tensor<?x40xbf16>
  return %0, %1 : tensor<4x40xf64>, tensor<?x40xbf16>
}

// Two kernels and the hidden layer between them.
// REMARK: glu.ffn
// REMARK-SAME: kernels=2
// CHECK-LABEL: func @ffn
//       CHECK: %[[HIDDEN:.*]] = memref.alloc(%{{.*}}, %{{.*}}) : memref<?x?xf32>
//       CHECK: gpu.launch
//       CHECK:   memref.store %{{.*}}, %[[HIDDEN]]
//       CHECK: gpu.launch
//       CHECK:   memref.load %[[HIDDEN]]
func.func @ffn(%x: tensor<?x24xf32>, %w: tensor<24x?xf32>, %w2: tensor<?x24xf32>,
               %init: tensor<?x24xf32>) -> tensor<?x24xf32> {
  %0 = glu.ffn relu weights<in_out> down<in_out>
         ins(%x, %w : tensor<?x24xf32>, tensor<24x?xf32>)
         down(%w2 : tensor<?x24xf32>)
         outs(%init : tensor<?x24xf32>) -> tensor<?x24xf32>
  return %0 : tensor<?x24xf32>
}

// A loop over pieces around the loop over k.
// CHECK-LABEL: func @maxout
//       CHECK: gpu.launch
//  CHECK-SAME: function(@s0_maxout)
//       CHECK: scf.for
//       CHECK:   scf.for
//       CHECK:     gpu.barrier
//       CHECK:   arith.maximumf
func.func @maxout(%x: tensor<?x8xf32>, %w: tensor<3x8x16xf32>, %b: tensor<3x16xf32>,
                  %init: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %0 = glu.maxout ins(%x, %w : tensor<?x8xf32>, tensor<3x8x16xf32>)
         bias(%b : tensor<3x16xf32>)
         outs(%init : tensor<?x16xf32>) -> tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}
