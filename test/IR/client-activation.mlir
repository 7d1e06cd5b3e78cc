// An activation of another dialect, which links no library of glu.
// RUN: glu-opt %s --load-dialect-plugin=%client_plugin --verify-roundtrip | FileCheck %s
// RUN: glu-opt %s --load-dialect-plugin=%client_plugin --glu-to-cpu="target=avx512 stop-after=target" | FileCheck %s --check-prefix=TARGET --implicit-check-not="client."
// RUN: not glu-opt %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// CHECK: glu.activation #client.softsign(%{{.*}}) : tensor<4xf32>
// CHECK: glu.gated_linear #client.softsign weights<separate, in_out>
// TARGET: arith.divf {{.*}} : vector<4xf32>
// TARGET: arith.divf {{.*}} : vector<16xf32>
// UNKNOWN: attribute created with unregistered dialect
func.func @own(%x: tensor<4xf32>, %y: tensor<8x8xf32>, %w: tensor<8x16xf32>, %init: tensor<8x16xf32>) -> (tensor<4xf32>, tensor<8x16xf32>) {
  %0 = glu.activation #client.softsign(%x) : tensor<4xf32>
  %1 = glu.gated_linear #client.softsign weights<separate, in_out>
         ins(%y, %w, %w : tensor<8x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>)
         outs(%init : tensor<8x16xf32>) -> tensor<8x16xf32>
  return %0, %1 : tensor<4xf32>, tensor<8x16xf32>
}
