// RUN: glu-opt %s --glu-pack-weights=prepare | FileCheck %s
// RUN: glu-opt %s --glu-pack-weights | FileCheck %s --check-prefix=ALONE

// Without `prepare`, arguments stay where they are.
// ALONE-NOT: _prepare
// ALONE-NOT: _packed
// ALONE-NOT: _prepare
#fma = #glu.strategy<fma, rows = 6, columns = 64, unroll = 4, row_block = 120, k_block = 1024, panel_group = 4>
#amx = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 512, k_block = 1024, panel_group = 4>

// The function stays, and the pair keeps what is said of its arguments.
// CHECK-LABEL: func.func @linear(
// CHECK-SAME:      %{{.*}}: tensor<?x8xf32>, %[[W:.*]]: tensor<40x8xf32> {glu_test.weight}, %{{.*}}: tensor<?x40xf32> {bufferization.writable = true})
// CHECK: glu.linear relu weights<out_in> ins(%{{.*}}, %[[W]] :

// CHECK-LABEL: func.func @linear_prepare(
// CHECK-SAME:      %[[W:.*]]: tensor<40x8xf32> {glu_test.weight}) -> tensor<1x8x1x64xf32> {
// CHECK-NEXT: %[[PACKED:.*]] = glu.pack_weights weights<out_in> panels<n = 64>(%[[W]]) : tensor<40x8xf32> -> tensor<1x8x1x64xf32>
// CHECK-NEXT: return %[[PACKED]]

// CHECK-LABEL: func.func @linear_packed(
// CHECK-SAME:      %[[X:.*]]: tensor<?x8xf32>, %[[INIT:.*]]: tensor<?x40xf32> {bufferization.writable = true}, %[[PACKED:.*]]: tensor<1x8x1x64xf32>) -> tensor<?x40xf32>
// CHECK-NEXT: %[[W:.*]] = glu.unpack_weights weights<out_in> panels<n = 64>(%[[PACKED]]) : tensor<1x8x1x64xf32> -> tensor<40x8xf32>
// CHECK-NEXT: glu.linear relu weights<out_in> ins(%[[X]], %[[W]] : {{.*}} outs(%[[INIT]] :
func.func @linear(%x: tensor<?x8xf32>, %w: tensor<40x8xf32> {glu_test.weight}, %init: tensor<?x40xf32> {bufferization.writable = true}) -> tensor<?x40xf32> {
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<?x8xf32>, tensor<40x8xf32>)
         outs(%init : tensor<?x40xf32>) {glu.strategy = #fma} -> tensor<?x40xf32>
  return %0 : tensor<?x40xf32>
}

// Two results: the hidden product's and the down product's. Tiles take k in
// whole groups of 32, that is, 16 pairs. Biases and beta stay.
// CHECK-LABEL: func.func @ffn_prepare(
// CHECK-SAME:      %[[W:.*]]: tensor<40x20xbf16>, %[[V:.*]]: tensor<40x20xbf16>, %[[W2:.*]]: tensor<20x40xbf16>)
// CHECK-SAME:      -> (tensor<2x32x2x32xbf16>, tensor<2x16x1x64xbf16>)
// CHECK-NEXT: %[[P:.*]] = glu.pack_weights weights<separate, in_out> panels<n = 16, k = 2>(%[[W]], %[[V]])
// CHECK-NEXT: %[[P2:.*]] = glu.pack_weights weights<in_out> panels<n = 32, k = 2>(%[[W2]])
// CHECK-NEXT: return %[[P]], %[[P2]]

// CHECK-LABEL: func.func @ffn_packed(
// CHECK-SAME:      %[[X:.*]]: tensor<?x40xbf16>, %[[B:.*]]: tensor<20xbf16>, %[[BETA:.*]]: f32, %[[INIT:.*]]: tensor<?x40xbf16>, %[[P:.*]]: tensor<2x32x2x32xbf16>, %[[P2:.*]]: tensor<2x16x1x64xbf16>)
// CHECK-NEXT: %[[W:.*]]:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16, k = 2>(%[[P]])
// CHECK-NEXT: %[[W2:.*]] = glu.unpack_weights weights<in_out> panels<n = 32, k = 2>(%[[P2]])
// CHECK-NEXT: glu.ffn {{.*}} ins(%[[X]], %[[W]]#0, %[[W]]#1 : {{.*}} down(%[[W2]] : {{.*}} gate_bias(%[[B]] : {{.*}} beta(%[[BETA]] : {{.*}} outs(%[[INIT]] :
func.func @ffn(%x: tensor<?x40xbf16>, %w: tensor<40x20xbf16>, %b: tensor<20xbf16>, %v: tensor<40x20xbf16>, %beta: f32, %w2: tensor<20x40xbf16>, %init: tensor<?x40xbf16>) -> tensor<?x40xbf16> {
  %0 = glu.ffn swish<beta = ?> weights<separate, in_out> down<in_out>
         ins(%x, %w, %v : tensor<?x40xbf16>, tensor<40x20xbf16>, tensor<40x20xbf16>)
         down(%w2 : tensor<20x40xbf16>)
         gate_bias(%b : tensor<20xbf16>) beta(%beta : f32)
         outs(%init : tensor<?x40xbf16>) {glu.strategy = #amx} -> tensor<?x40xbf16>
  return %0 : tensor<?x40xbf16>
}

// One weight of gate and value; two layers that read it in one form share it,
// one in a region too. The third reads it in another form.
// CHECK-LABEL: func.func @shared_prepare(
// CHECK-SAME:      %[[W:.*]]: tensor<8x80xf32>) -> (tensor<2x8x2x32xf32>, tensor<2x8x2x32xf32>)
// CHECK-NEXT: glu.pack_weights weights<gate_first, in_out> panels<n = 32>(%[[W]])
// CHECK-NEXT: glu.pack_weights weights<value_first, in_out> panels<n = 32>(%[[W]])
// CHECK-NEXT: return
// CHECK-LABEL: func.func @shared_packed(
// CHECK-NEXT: %[[W:.*]] = glu.unpack_weights weights<gate_first, in_out>
// CHECK-NEXT: %[[W2:.*]] = glu.unpack_weights weights<value_first, in_out>
// CHECK: glu.gated_linear relu {{.*}} ins(%{{.*}}, %[[W]] :
// CHECK: scf.if
// CHECK: glu.gated_linear sigmoid {{.*}} ins(%{{.*}}, %[[W]] :
// CHECK: glu.gated_linear relu {{.*}} ins(%{{.*}}, %[[W2]] :
func.func @shared(%w: tensor<8x80xf32>, %x: tensor<4x8xf32>, %init: tensor<4x40xf32>, %c: i1) -> (tensor<4x40xf32>, tensor<4x40xf32>) {
  %0 = glu.gated_linear relu weights<gate_first, in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x80xf32>)
         outs(%init : tensor<4x40xf32>) {glu.strategy = #fma} -> tensor<4x40xf32>
  %1 = scf.if %c -> tensor<4x40xf32> {
    %2 = glu.gated_linear sigmoid weights<gate_first, in_out>
           ins(%x, %w : tensor<4x8xf32>, tensor<8x80xf32>)
           outs(%init : tensor<4x40xf32>) {glu.strategy = #fma} -> tensor<4x40xf32>
    scf.yield %2 : tensor<4x40xf32>
  } else {
    %2 = glu.gated_linear relu weights<value_first, in_out>
           ins(%x, %w : tensor<4x8xf32>, tensor<8x80xf32>)
           outs(%init : tensor<4x40xf32>) {glu.strategy = #fma} -> tensor<4x40xf32>
    scf.yield %2 : tensor<4x40xf32>
  }
  return %0, %1 : tensor<4x40xf32>, tensor<4x40xf32>
}

// %w is also x of another layer, so that %v, which is read together with it,
// stays too; %u is prepared.
// CHECK-LABEL: func.func @some_prepare(
// CHECK-SAME:      %{{.*}}: tensor<8x8xf32>) -> tensor<1x8x1x64xf32>
// CHECK-LABEL: func.func @some_packed(
// CHECK-SAME:      %[[W:.*]]: tensor<8x8xf32>, %[[V:.*]]: tensor<8x8xf32>, %[[INIT:.*]]: tensor<8x8xf32>, %[[P:.*]]: tensor<1x8x1x64xf32>)
// CHECK: glu.gated_linear {{.*}} ins(%[[INIT]], %[[W]], %[[V]] :
func.func @some(%w: tensor<8x8xf32>, %v: tensor<8x8xf32>, %u: tensor<8x8xf32>, %init: tensor<8x8xf32>) -> (tensor<8x8xf32>, tensor<8x8xf32>) {
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%init, %w, %v : tensor<8x8xf32>, tensor<8x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<8x8xf32>) {glu.strategy = #fma} -> tensor<8x8xf32>
  %1 = glu.linear relu weights<in_out>
         ins(%w, %u : tensor<8x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<8x8xf32>) {glu.strategy = #fma} -> tensor<8x8xf32>
  return %0, %1 : tensor<8x8xf32>, tensor<8x8xf32>
}

// ALONE-LABEL: func.func @no_strategy(
// Nothing is prepared for a layer without a strategy, nor for one whose weights
// are packed.
// CHECK-LABEL: func.func @no_strategy(
// CHECK-NOT: @no_strategy_prepare
func.func @no_strategy(%x: tensor<?x8xf32>, %w: tensor<8x8xf32>, %p: tensor<1x8x1x64xf32>, %init: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %u = glu.unpack_weights weights<in_out> panels<n = 64>(%p) : tensor<1x8x1x64xf32> -> tensor<8x8xf32>
  %0 = glu.linear relu weights<in_out>
         ins(%x, %u : tensor<?x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<?x8xf32>) {glu.strategy = #fma} -> tensor<?x8xf32>
  %1 = glu.linear relu weights<in_out>
         ins(%0, %w : tensor<?x8xf32>, tensor<8x8xf32>)
         outs(%init : tensor<?x8xf32>) -> tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}

// Constants are packed at compile time, where the layer is.
// CHECK-LABEL: func.func @constants(
// CHECK-NOT: _prepare
// CHECK: %[[P:.*]] = arith.constant dense<{{.*}}> : tensor<1x1x2x32xf32>
// CHECK-NEXT: %[[W:.*]]:2 = glu.unpack_weights weights<separate, in_out> panels<n = 32>(%[[P]])
// CHECK-NEXT: glu.gated_linear {{.*}} ins(%{{.*}}, %[[W]]#0, %[[W]]#1 :
// ALONE-LABEL: func.func @constants(
// ALONE: glu.unpack_weights
func.func @constants(%x: tensor<?x1xf32>, %init: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %v = arith.constant dense<3.0> : tensor<1x2xf32>
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x1xf32>, tensor<1x2xf32>, tensor<1x2xf32>)
         outs(%init : tensor<?x2xf32>) {glu.strategy = #fma} -> tensor<?x2xf32>
  return %0 : tensor<?x2xf32>
}
