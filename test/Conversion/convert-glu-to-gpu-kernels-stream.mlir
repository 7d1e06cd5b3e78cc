// RUN: glu-opt %s --glu-assign-gpu-strategy --convert-glu-to-gpu-kernels --canonicalize --cse | FileCheck %s
// RUN: glu-opt %s --glu-assign-gpu-strategy --convert-glu-to-gpu-kernels --remarks-filter='glu-kernel' --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// Four warps with a ring of three stages each, which wait for their own copies.
// There are nine tiles of 16 channels and three splits of k.
// REMARK: glu.gated_linear
// REMARK-SAME: family=stream
// REMARK-SAME: kernels=2
// CHECK-LABEL: func @split
//       CHECK:   %[[SUMS:.*]] = memref.alloc() : memref<432x32xf32>
//       CHECK:   gpu.launch blocks({{.*}}) in (%{{.*}} = %c1, %{{.*}} = %c9, %{{.*}} = %c3)
//  CHECK-SAME:   threads(%{{.*}}, %{{.*}}, %{{.*}}) in (%{{.*}} = %c128,
//  CHECK-SAME:   function(@stream_gated_linear)
//       CHECK:   %[[SHARED:.*]] = memref.alloca() : memref<73728xi8, #gpu.address_space<workgroup>>
//   CHECK-DAG:   memref.view %[[SHARED]][%{{.*}}][] : {{.*}} to memref<12x1x16x64xbf16, #gpu.address_space<workgroup>>
//   CHECK-DAG:   memref.view %[[SHARED]][%{{.*}}][] : {{.*}} to memref<12x2x16x64xbf16, #gpu.address_space<workgroup>>
//       CHECK:   nvvm.cp.async.commit.group
//       CHECK:   nvvm.cp.async.commit.group
//       CHECK:   scf.for
//   CHECK-NOT:     gpu.barrier
//       CHECK:     nvvm.cp.async.wait.group 1
//  CHECK-NEXT:     nvvm.bar.warp.sync
//       CHECK:     nvvm.cp.async.commit.group
//   CHECK-NOT:     gpu.barrier
//       CHECK:     nvvm.mma.sync
//       CHECK:     scf.yield
//       CHECK:   gpu.barrier
//       CHECK:   memref.view %[[SHARED]][%{{.*}}][] : {{.*}} to memref<64x40xf32, #gpu.address_space<workgroup>>
//       CHECK:   gpu.barrier
//       CHECK:   %[[TO:.*]] = memref.subview %[[SUMS]][%{{.*}}, 0] [16, 32] [1, 1]
//       CHECK:   vector.store %{{.*}}, %[[TO]]
//       CHECK:   gpu.launch blocks({{.*}}) in (%{{.*}} = %c1, %{{.*}} = %c9, %{{.*}} = %c1)
//  CHECK-SAME:   function(@stream_sum_gated_linear)
//       CHECK:   memref.subview %[[SUMS]][%{{.*}}, 0] [48, 32] [1, 1]
//       CHECK:   glu.activation
func.func @split(%x: tensor<5x520xbf16>, %w: tensor<136x520xbf16>,
                 %v: tensor<136x520xbf16>, %init: tensor<5x136xbf16>)
    -> tensor<5x136xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
         ins(%x, %w, %v : tensor<5x520xbf16>, tensor<136x520xbf16>, tensor<136x520xbf16>)
         outs(%init : tensor<5x136xbf16>) -> tensor<5x136xbf16>
  return %0 : tensor<5x136xbf16>
}

// One step of k: one kernel, which has the epilogue.
// REMARK: glu.linear
// REMARK-SAME: family=stream
// REMARK-SAME: kernels=1
// CHECK-LABEL: func @whole
//       CHECK:   gpu.launch
//  CHECK-SAME:   function(@stream_linear)
//       CHECK:   scf.for
//       CHECK:     nvvm.cp.async.wait.group 0
//       CHECK:   gpu.barrier
//       CHECK:   gpu.barrier
//       CHECK:   glu.activation
//   CHECK-NOT:   gpu.launch
func.func @whole(%x: tensor<1x72xf16>, %w: tensor<72x40xf16>,
                 %init: tensor<1x40xf16>) -> tensor<1x40xf16> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<1x72xf16>, tensor<72x40xf16>)
         outs(%init : tensor<1x40xf16>) -> tensor<1x40xf16>
  return %0 : tensor<1x40xf16>
}
