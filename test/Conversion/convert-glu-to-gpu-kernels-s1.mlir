// RUN: glu-opt %s --glu-assign-gpu-strategy --convert-glu-to-gpu-kernels --canonicalize --cse | FileCheck %s
// RUN: glu-opt %s --glu-assign-gpu-strategy --convert-glu-to-gpu-kernels --remarks-filter='glu-kernel' --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: glu-opt %s --glu-to-gpu="stop-after=target" | FileCheck %s --check-prefix=TARGET
// RUN: rm -rf %t && glu-opt %s --glu-to-gpu="dump=%t" -o /dev/null && FileCheck %s --check-prefix=PTX --input-file=%t/gated_0_s1_gated_linear.ptx

// Two tiles are on their way before the loop over k; in it, the third is asked
// for before the first is multiplied.
// REMARK: glu.gated_linear
// REMARK-SAME: family=s1
// CHECK-LABEL: func @gated
//       CHECK: gpu.launch
//  CHECK-SAME:   threads(%{{.*}}, %{{.*}}, %{{.*}}) in (%{{.*}} = %c128,
//  CHECK-SAME:   function(@s1_gated_linear)
//       CHECK:   %[[SHARED:.*]] = memref.alloca() : memref<98304xi8, #gpu.address_space<workgroup>>
//   CHECK-DAG:   %[[X:.*]] = memref.view %[[SHARED]][%{{.*}}][] : {{.*}} to memref<3x1x128x64xbf16, #gpu.address_space<workgroup>>
//   CHECK-DAG:   %[[W:.*]] = memref.view %[[SHARED]][%{{.*}}][] : {{.*}} to memref<3x2x64x64xbf16, #gpu.address_space<workgroup>>
//       CHECK:   nvgpu.device_async_copy %{{.*}}, %[[X]][{{.*}}], 8, %{{.*}} {bypassL1}
//       CHECK:   nvgpu.device_async_copy %{{.*}}, %[[W]][{{.*}}], 8, %{{.*}} {bypassL1}
//       CHECK:   nvvm.cp.async.commit.group
//       CHECK:   nvvm.cp.async.commit.group
//       CHECK:   scf.for
//       CHECK:     nvvm.cp.async.wait.group 1
//  CHECK-NEXT:     gpu.barrier
//       CHECK:     nvgpu.device_async_copy
//       CHECK:     nvvm.cp.async.commit.group
//       CHECK:     nvgpu.ldmatrix %[[X]]{{.*}} {numTiles = 4 : i32, transpose = false}
//       CHECK:     nvgpu.ldmatrix %[[W]]{{.*}} {numTiles = 4 : i32, transpose = false}
//       CHECK:     nvvm.mma.sync
//  CHECK-SAME:     #nvvm.shape<m = 16, n = 8, k = 16>
//   CHECK-NOT:     gpu.barrier
//       CHECK:     scf.yield
//       CHECK:   gpu.barrier
//       CHECK:   vector.store
//       CHECK:   gpu.barrier
//       CHECK:   glu.activation
//       CHECK:   vector.store %{{.*}} {alignment = 8 : i64} : memref<?x40xbf16>, vector<4xbf16>

// More shared memory than a kernel may declare: the launch asks for it.
// TARGET-LABEL: func @gated
// TARGET: gpu.launch_func {{.*}} dynamic_shared_memory_size %c98304_i32
// TARGET: gpu.dynamic_shared_memory
// PTX: .extern .shared .align 1024 .b8 [[SHARED:.*]][];
// PTX: .visible .entry gated_0_s1_gated_linear(
// PTX: .maxntid 128
// PTX: cp.async.cg.shared.global
// PTX: ldmatrix.sync.aligned.m8n8.x4.shared.b16
// PTX: mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32
func.func @gated(%x: tensor<?x200xbf16>, %w: tensor<40x200xbf16>,
                 %v: tensor<40x200xbf16>, %init: tensor<?x40xbf16>)
    -> tensor<?x40xbf16> {
  %0 = glu.gated_linear relu weights<separate, out_in>
         ins(%x, %w, %v : tensor<?x200xbf16>, tensor<40x200xbf16>, tensor<40x200xbf16>)
         outs(%init : tensor<?x40xbf16>) -> tensor<?x40xbf16>
  return %0 : tensor<?x40xbf16>
}

// Weights [k, n] are transposed on their way to registers. The tile is the one
// that the strategy says.
// CHECK-LABEL: func @transposed
//       CHECK:   in (%{{.*}} = %c256,
//  CHECK-SAME:   function(@s1_linear)
//       CHECK:   memref.view %{{.*}} to memref<2x1x128x64xf16, #gpu.address_space<workgroup>>
//       CHECK:   %[[W:.*]] = memref.view %{{.*}} to memref<2x1x64x256xf16, #gpu.address_space<workgroup>>
//       CHECK:   nvvm.cp.async.wait.group 0
//       CHECK:   nvgpu.ldmatrix %[[W]]{{.*}} {numTiles = 4 : i32, transpose = true}
func.func @transposed(%x: tensor<4x200xf16>, %w: tensor<200x40xf16>,
                      %init: tensor<4x40xf16>) -> tensor<4x40xf16> {
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x200xf16>, tensor<200x40xf16>)
         outs(%init : tensor<4x40xf16>)
         {glu.strategy = #glu.gpu_strategy<s1, rows = 128, columns = 256, stages = 2>}
         -> tensor<4x40xf16>
  return %0 : tensor<4x40xf16>
}

// What is no multiple of four channels is stored one by one.
// CHECK-LABEL: func @odd
//       CHECK:   nvvm.mma.sync
//       CHECK:   glu.activation
//   CHECK-NOT:   vector.store {{.*}} memref<?x7xbf16>
//       CHECK:   memref.store {{.*}} : memref<?x7xbf16>
func.func @odd(%x: tensor<?x48xbf16>, %w: tensor<7x48xbf16>,
               %init: tensor<?x7xbf16>) -> tensor<?x7xbf16> {
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<?x48xbf16>, tensor<7x48xbf16>)
         outs(%init : tensor<?x7xbf16>) -> tensor<?x7xbf16>
  return %0 : tensor<?x7xbf16>
}
