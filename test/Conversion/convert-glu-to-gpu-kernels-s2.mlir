// RUN: glu-opt %s --glu-assign-gpu-strategy=arch=sm_90a --convert-glu-to-gpu-kernels --canonicalize --cse | FileCheck %s
// RUN: rm -rf %t && glu-opt %s --glu-to-gpu="arch=sm_90a dump=%t" -o /dev/null && FileCheck %s --check-prefix=PTX --input-file=%t/gated_0_s2_gated_linear.ptx

// The host describes x, both weights and the result to the copy engine, unless there are
// no rows. There are no more blocks than run at once.
// CHECK-LABEL: func @gated
//       CHECK: scf.if
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c128, %c64]
//  CHECK-SAME:     swizzle = swizzle_128b, {{.*}}, oob = zero
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c128, %c64]
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c128, %c64]
//       CHECK:   nvgpu.tma.create.descriptor %{{.*}} box[%c16, %c64]
//       CHECK:   %[[MOST:.*]] = glu.multiprocessors
//       CHECK:   %[[SOME:.*]] = arith.maxsi %[[MOST]], %c1
//       CHECK:   %[[BLOCKS:.*]] = arith.minsi %[[SOME]], %{{.*}}
//       CHECK:   gpu.launch blocks(%[[BLOCK:.*]], %{{.*}}, %{{.*}}) in (%[[STEP:.*]] = %[[BLOCKS]],
//  CHECK-SAME:     in (%{{.*}} = %c384,
//  CHECK-SAME:     function(@s2_gated_linear)
// A barrier is full by the producer alone, and empty by the eight warps of the consumers.
//       CHECK:     memref.alloca() : memref<229440xi8, #gpu.address_space<workgroup>>
//       CHECK:     nvvm.mbarrier.init %{{.*}}, %c1_i32
//       CHECK:     nvvm.mbarrier.init %{{.*}}, %c8_i32
//       CHECK:     nvvm.fence.mbarrier.init
//       CHECK:     gpu.barrier
//       CHECK:     nvvm.setmaxregister decrease 40
// Maps may be where earlier ones were.
// CHECK-COUNT-3:     nvvm.fence.proxy.acquire <sys> %{{.*}}, %c128_i32
//       CHECK:     scf.for %{{.*}} = %[[BLOCK]] to %{{.*}} step %[[STEP]] iter_args(%[[BEFORE:.*]] = %c0)
//       CHECK:     scf.for %[[I:.*]] = %c0 to %c4
//       CHECK:       %[[NUMBER:.*]] = arith.addi %[[BEFORE]], %[[I]]
//       CHECK:       arith.remui %[[NUMBER]], %c4
//       CHECK:       nvvm.mbarrier.try_wait.parity
//       CHECK:       nvvm.mbarrier.arrive.expect_tx %{{.*}}, %c49152_i32
// CHECK-COUNT-3:     nvvm.cp.async.bulk.tensor.shared.cluster.global
//       CHECK:     nvvm.setmaxregister increase 232
//       CHECK:     nvvm.fence.proxy.acquire <sys> %{{.*}}, %c128_i32
// The first product of a tile finds no sums; a stage is released behind the next product.
//       CHECK:     scf.for %{{.*}} = %[[BLOCK]] to %{{.*}} step %[[STEP]] iter_args(%{{.*}} = %c0)
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
//       CHECK:     nvvm.mbarrier.arrive
// Sixteen rows and 64 channels of a warp leave while it makes the next.
//       CHECK:     nvvm.cp.async.bulk.wait_group 1 {read}
//       CHECK:     nvvm.bar.warp.sync
//       CHECK:     glu.activation
// CHECK-COUNT-4:     nvvm.stmatrix
//       CHECK:     nvvm.fence.proxy {kind = #nvvm.proxy_kind<async.shared>
//       CHECK:     nvvm.bar.warp.sync
//       CHECK:     nvvm.cp.async.bulk.tensor.global.shared.cta
//       CHECK:     nvvm.cp.async.bulk.commit.group
//   CHECK-NOT:     memref.store
//       CHECK:     nvvm.cp.async.bulk.wait_group 0 {read}
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

// A block of a cluster brings gate or value for both, and both are told what it has read.
// CHECK-LABEL: func @pairs
//       CHECK:   %[[MOST:.*]] = glu.multiprocessors
//       CHECK:   %[[HALF:.*]] = arith.divui %[[MOST]], %c2
//       CHECK:   gpu.launch clusters({{.*}}) in (%{{.*}} = %c2, %{{.*}} = %c1, %{{.*}} = %c1)
//       CHECK:     nvvm.mbarrier.init %{{.*}}, %c16_i32
//       CHECK:     nvvm.cluster.arrive
//       CHECK:     nvvm.cluster.wait
//       CHECK:     nvvm.mbarrier.arrive.expect_tx %{{.*}}, %c49152_i32
//       CHECK:     nvvm.cp.async.bulk.tensor.shared.cluster.global
//   CHECK-NOT:       multicast_mask
//       CHECK:     %[[IS_FIRST:.*]] = arith.cmpi eq, %{{.*}}, %c0
//       CHECK:     arith.select %[[IS_FIRST]], %{{.*}}, %{{.*}} : i64
//       CHECK:     nvvm.cp.async.bulk.tensor.shared.cluster.global {{.*}} multicast_mask = %c3_i16
//   CHECK-NOT:     nvvm.cp.async.bulk.tensor
//       CHECK:     nvvm.mapa %{{.*}}, %c0_i32
//       CHECK:     nvvm.mbarrier.arrive
//       CHECK:     nvvm.mapa %{{.*}}, %c1_i32
//       CHECK:     nvvm.mbarrier.arrive
// No map has rows of 78 bytes.
//       CHECK:     memref.store
//       CHECK:   nvvm.cluster.arrive
//       CHECK:   nvvm.cluster.wait
//       CHECK:   gpu.terminator
func.func @pairs(%x: tensor<?x200xbf16>, %w: tensor<39x200xbf16>,
                 %v: tensor<39x200xbf16>, %init: tensor<?x39xbf16>)
    -> tensor<?x39xbf16> {
  %0 = glu.gated_linear relu weights<separate, out_in>
         ins(%x, %w, %v : tensor<?x200xbf16>, tensor<39x200xbf16>, tensor<39x200xbf16>)
         outs(%init : tensor<?x39xbf16>)
         {glu.strategy = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, cluster = 2>}
         -> tensor<?x39xbf16>
  return %0 : tensor<?x39xbf16>
}
