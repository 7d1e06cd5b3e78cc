// RUN: glu-opt %s --glu-assign-gpu-strategy=arch=sm_90a --convert-glu-to-gpu-kernels --canonicalize --cse | FileCheck %s
// RUN: rm -rf %t && glu-opt %s --glu-to-gpu="arch=sm_90a dump=%t" -o /dev/null && FileCheck %s --check-prefix=PTX --input-file=%t/gated_0_s2_gated_linear.ptx

// The host describes x and both weights to the copy engine, unless there are no rows.
// CHECK-LABEL: func @gated
//       CHECK: scf.if
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c128, %c64]
//  CHECK-SAME:     swizzle = swizzle_128b, {{.*}}, oob = zero
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c128, %c64]
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c128, %c64]
//       CHECK:   gpu.launch
//  CHECK-SAME:     in (%{{.*}} = %c384,
//  CHECK-SAME:     function(@s2_gated_linear)
// A barrier is full by the producer alone, and empty by the eight warps of the consumers.
//       CHECK:     memref.alloca() : memref<196672xi8, #gpu.address_space<workgroup>>
//       CHECK:     nvvm.mbarrier.init %{{.*}}, %c1_i32
//       CHECK:     nvvm.mbarrier.init %{{.*}}, %c8_i32
//       CHECK:     nvvm.fence.mbarrier.init
//       CHECK:     gpu.barrier
//       CHECK:     nvvm.setmaxregister decrease 24
//       CHECK:     scf.for
//       CHECK:       nvvm.mbarrier.try_wait.parity
//       CHECK:       nvvm.mbarrier.arrive.expect_tx %{{.*}}, %c49152_i32
// CHECK-COUNT-3:     nvvm.cp.async.bulk.tensor.shared.cluster.global
//       CHECK:     nvvm.setmaxregister increase 240
// The first tile finds no sums; the stage of a tile is released behind the next one.
//       CHECK:     nvvm.wgmma.mma_async
//  CHECK-SAME:       <m = 64, n = 256, k = 16>, D[<f32>, <zero>], A[<bf16>, <one>, <row>], B[<bf16>, <one>, <col>]
//       CHECK:     scf.for
//       CHECK:       nvvm.mbarrier.try_wait.parity
//       CHECK:       nvvm.wgmma.fence.aligned
// CHECK-COUNT-4:     nvvm.wgmma.mma_async {{.*}} D[<f32>, <one>]
//       CHECK:       nvvm.wgmma.commit.group.sync.aligned
//       CHECK:       nvvm.wgmma.wait.group.sync.aligned 1
//       CHECK:       nvvm.mbarrier.arrive
//       CHECK:     llvm.inline_asm has_side_effects {{.*}} "wgmma.wait_group.sync.aligned 0;"
//       CHECK:     glu.activation
//       CHECK:     memref.store
// PTX: .target sm_90a
// PTX: .extern .shared .align 1024
// PTX: .maxntid 384
// PTX: cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes
// PTX: wgmma.mma_async.sync.aligned.m64n256k16.f32.bf16.bf16
func.func @gated(%x: tensor<?x200xbf16>, %w: tensor<40x200xbf16>,
                 %v: tensor<40x200xbf16>, %init: tensor<?x40xbf16>)
    -> tensor<?x40xbf16> {
  %0 = glu.gated_linear relu weights<separate, out_in>
         ins(%x, %w, %v : tensor<?x200xbf16>, tensor<40x200xbf16>, tensor<40x200xbf16>)
         outs(%init : tensor<?x40xbf16>) -> tensor<?x40xbf16>
  return %0 : tensor<?x40xbf16>
}

// Weights [k, n] come in boxes of 64 channels, and tensor cores transpose them.
// CHECK-LABEL: func @transposed
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c128, %c64]
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c64, %c64]
// CHECK-COUNT-5:     nvvm.cp.async.bulk.tensor.shared.cluster.global
//       CHECK:     nvvm.wgmma.mma_async {{.*}} B[<f16>, <one>, <row>]
func.func @transposed(%x: tensor<20x200xf16>, %w: tensor<200x40xf16>,
                      %init: tensor<20x40xf16>) -> tensor<20x40xf16> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<20x200xf16>, tensor<200x40xf16>)
         outs(%init : tensor<20x40xf16>) -> tensor<20x40xf16>
  return %0 : tensor<20x40xf16>
}
