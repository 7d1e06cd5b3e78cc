// RUN: glu-opt %s --glu-to-cpu="target=amx stop-after=bufferize prepare" | FileCheck %s --implicit-check-not=memref.alloc --implicit-check-not=memref.copy

// Every allocation of a layer. The hidden layer is there once, in the type of
// the weights; gate and value are nowhere but in registers and in the scratch
// of a thread, and nothing is of the size of the weights.

// CHECK-LABEL: func.func @f32(
// CHECK: memref.alloc(%[[M:.*]]) {{.*}}: memref<?x768xf32>
// CHECK: memref.alloc(%[[M]]) {{.*}}: memref<?x2048xf32>

// Packed weights, which the caller keeps.
// CHECK-LABEL: func.func @f32_prepare(
// CHECK: memref.alloc() {{.*}}: memref<64x768x2x32xf32>
// CHECK: memref.alloc() {{.*}}: memref<12x2048x1x64xf32>

// CHECK-LABEL: func.func @f32_packed(
// CHECK: memref.alloc(%[[M:.*]]) {{.*}}: memref<?x768xf32>
// CHECK: memref.alloc(%[[M]]) {{.*}}: memref<?x2048xf32>
// CHECK: scf.forall
// CHECK: %[[SUMS:.*]] = memref.alloc(%{{.*}}) {{.*}}: memref<?x64xf32>
// CHECK: memref.dealloc %[[SUMS]]
// CHECK: scf.forall
// CHECK: %[[SUMS:.*]] = memref.alloc(%{{.*}}) {{.*}}: memref<?x64xf32>
// CHECK: memref.dealloc %[[SUMS]]

// CHECK-LABEL: func.func @bf16(
// CHECK: memref.alloc(%[[M:.*]]) {{.*}}: memref<?x768xbf16>
// CHECK: memref.alloc(%[[M]]) {{.*}}: memref<?x2048xbf16>

// CHECK-LABEL: func.func @bf16_prepare(
// CHECK: memref.alloc() {{.*}}: memref<128x384x2x32xbf16>
// CHECK: memref.alloc() {{.*}}: memref<24x1024x1x64xbf16>

// For tiles, x and the hidden layer are in tiles of 16 rows.
// CHECK-LABEL: func.func @bf16_packed(
// CHECK: memref.alloc(%{{.*}}) {{.*}}: memref<?x768xbf16>
// CHECK: memref.alloc(%[[TILES:.*]]) {{.*}}: memref<1x?x24x16x32xbf16>
// CHECK: memref.alloc(%[[TILES]]) {{.*}}: memref<2x?x32x16x32xbf16>
// CHECK: scf.forall
// CHECK: %[[SUMS:.*]] = memref.alloc(%{{.*}}) {{.*}}: memref<?x32xf32>
// CHECK: memref.alloc() {{.*}}: memref<4xindex>
// CHECK: memref.dealloc %[[SUMS]]
// CHECK: scf.forall
// CHECK: %[[SUMS:.*]] = memref.alloc(%{{.*}}) {{.*}}: memref<?x32xf32>
// CHECK: memref.alloc() {{.*}}: memref<4xindex>
// CHECK: memref.dealloc %[[SUMS]]

func.func @f32(%x: tensor<?x768xf32>, %w: tensor<768x2048xf32>, %v: tensor<768x2048xf32>, %d: tensor<2048x768xf32>) -> tensor<?x768xf32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x768xf32>
  %init = tensor.empty(%m) : tensor<?x768xf32>
  %0 = glu.ffn swish<beta = 1.0> weights<separate, in_out> down<in_out>
         ins(%x, %w, %v : tensor<?x768xf32>, tensor<768x2048xf32>, tensor<768x2048xf32>)
         down(%d : tensor<2048x768xf32>) outs(%init : tensor<?x768xf32>) -> tensor<?x768xf32>
  return %0 : tensor<?x768xf32>
}

func.func @bf16(%x: tensor<?x768xbf16>, %w: tensor<768x2048xbf16>, %v: tensor<768x2048xbf16>, %d: tensor<2048x768xbf16>) -> tensor<?x768xbf16> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x768xbf16>
  %init = tensor.empty(%m) : tensor<?x768xbf16>
  %0 = glu.ffn swish<beta = 1.0> weights<separate, in_out> down<in_out>
         ins(%x, %w, %v : tensor<?x768xbf16>, tensor<768x2048xbf16>, tensor<768x2048xbf16>)
         down(%d : tensor<2048x768xbf16>) outs(%init : tensor<?x768xbf16>) -> tensor<?x768xbf16>
  return %0 : tensor<?x768xbf16>
}
