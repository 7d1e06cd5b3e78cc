// RUN: glu-opt %s --glu-protect-arguments | FileCheck %s

// CHECK: func @public(%{{.*}}: tensor<4xf32> {bufferization.writable = false}, %{{.*}}: f32, %{{.*}}: tensor<4xf32> {bufferization.writable = true})
func.func @public(%x: tensor<4xf32>, %s: f32, %out: tensor<4xf32> {bufferization.writable = true}) {
  return
}
// CHECK: func private @private(%{{.*}}: tensor<4xf32>)
func.func private @private(%x: tensor<4xf32>) {
  return
}
