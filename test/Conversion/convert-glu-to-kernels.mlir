// RUN: glu-opt %s --convert-glu-to-kernels --canonicalize --cse | FileCheck %s

// Loops around a register tile of 2 rows times a vector of gate and one of
// value. Only the scratch of a thread is allocated, outside of its loops, and
// the last panel, of which 8 of 16 channels are there, is masked only where it
// is finished.
// CHECK-LABEL: func @gated(
// CHECK-SAME: %[[X:.*]]: tensor<?x8xf32>, %[[P:.*]]: tensor<3x8x2x16xf32>, %[[B:.*]]: tensor<40xf32>, %[[C:.*]]: tensor<40xf32>, %[[INIT:.*]]: tensor<?x40xf32>)
// CHECK-NOT: glu.unpack_weights
// CHECK: glu.kernel ins(%[[X]], %[[P]], %[[B]], %[[C]] : {{.*}}) outs(%[[INIT]] : tensor<?x40xf32>) {
// CHECK-NEXT: ^bb0(%{{.*}}: memref<?x8xf32, strided<[?, 1], offset: ?>>, %{{.*}}: memref<3x8x2x16xf32>, %[[BIAS:.*]]: memref<40xf32, strided<[1], offset: ?>>, %[[BIAS2:.*]]: memref<40xf32, strided<[1], offset: ?>>, %[[OUT:.*]]: memref<?x40xf32, strided<[?, 1], offset: ?>>):
// CHECK-NOT: memref.alloc
// CHECK: scf.forall
// CHECK: memref.alloc(
// CHECK-NOT: memref.alloc
// CHECK: scf.for {{.*}} iter_args({{.*}}) -> (vector<16xf32>, vector<16xf32>, vector<16xf32>, vector<16xf32>)
// CHECK-NOT: mask
// CHECK: vector.fma
// CHECK-NOT: memref.alloc
// CHECK-NOT: mask
// CHECK: %[[MASK:.*]] = vector.create_mask {{.*}} : vector<16xi1>
// CHECK: vector.maskedload %[[BIAS]][%{{.*}}], %[[MASK]]
// CHECK: vector.maskedload %[[BIAS2]][%{{.*}}], %[[MASK]]
// CHECK: %[[ACT:.*]] = glu.activation relu({{.*}}) : vector<16xf32>
// CHECK: %[[Y:.*]] = arith.mulf %[[ACT]]
// CHECK: vector.maskedstore %[[OUT]][{{.*}}], %[[MASK]], %[[Y]]
// CHECK: -> tensor<?x40xf32>
func.func @gated(%x: tensor<?x8xf32>, %p: tensor<3x8x2x16xf32>, %b: tensor<40xf32>, %c: tensor<40xf32>, %init: tensor<?x40xf32>) -> tensor<?x40xf32> {
  %w:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%p) : tensor<3x8x2x16xf32> -> tensor<8x40xf32>, tensor<8x40xf32>
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w#0, %w#1 : tensor<?x8xf32>, tensor<8x40xf32>, tensor<8x40xf32>)
         gate_bias(%b : tensor<40xf32>) value_bias(%c : tensor<40xf32>)
         outs(%init : tensor<?x40xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x40xf32>
  return %0 : tensor<?x40xf32>
}

// Whole panels have no mask at all, and an absent bias is not read.
// CHECK-LABEL: func @whole_panels
// CHECK: glu.kernel
// CHECK-NOT: mask
// CHECK: -> tensor<?x32xf32>
func.func @whole_panels(%x: tensor<?x8xf32>, %p: tensor<2x8x2x16xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%p) : tensor<2x8x2x16xf32> -> tensor<8x32xf32>, tensor<8x32xf32>
  %0 = glu.gated_linear relu weights<separate, in_out>
         ins(%x, %w#0, %w#1 : tensor<?x8xf32>, tensor<8x32xf32>, tensor<8x32xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}

// A product without gate has the activation of both vectors of its panel.
// CHECK-LABEL: func @linear
// CHECK: vector.fma
// CHECK: glu.activation gelu<tanh>({{.*}}) : vector<8xf64>
// CHECK: vector.store
// CHECK: glu.activation gelu<tanh>({{.*}}) : vector<8xf64>
// CHECK: vector.store
func.func @linear(%x: tensor<?x8xf64>, %p: tensor<2x8x1x16xf64>, %init: tensor<?x32xf64>) -> tensor<?x32xf64> {
  %w = glu.unpack_weights weights<out_in> panels<n = 16>(%p) : tensor<2x8x1x16xf64> -> tensor<32x8xf64>
  %0 = glu.linear gelu<tanh> weights<out_in> ins(%x, %w : tensor<?x8xf64>, tensor<32x8xf64>)
         outs(%init : tensor<?x32xf64>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 16, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf64>
  return %0 : tensor<?x32xf64>
}

// The parts of a packed bias: those of gate and value.
// CHECK-LABEL: func @gate_first
// CHECK-SAME: %[[B:[^:]*]]: tensor<64xf16>
// CHECK-DAG: %[[GATE:.*]] = tensor.extract_slice %[[B]][0] [32] [1]
// CHECK-DAG: %[[VALUE:.*]] = tensor.extract_slice %[[B]][32] [32] [1]
// CHECK: glu.kernel ins(%{{[^,]*}}, %{{[^,]*}}, %[[GATE]], %[[VALUE]] :
// 16-bit floats are widened, summed in f32 and rounded in the end.
// CHECK: arith.extf {{.*}} : vector<16xf16> to vector<16xf32>
// CHECK: vector.fma {{.*}} : vector<16xf32>
// CHECK: arith.mulf
// CHECK-NEXT: arith.truncf {{.*}} : vector<16xf32> to vector<16xf16>
func.func @gate_first(%b: tensor<64xf16>, %x: tensor<?x8xf16>, %p: tensor<2x8x2x16xf16>, %init: tensor<?x32xf16>) -> tensor<?x32xf16> {
  %w = glu.unpack_weights weights<gate_first, out_in> panels<n = 16>(%p) : tensor<2x8x2x16xf16> -> tensor<64x8xf16>
  %0 = glu.gated_linear identity weights<gate_first, out_in>
         ins(%x, %w : tensor<?x8xf16>, tensor<64x8xf16>) bias(%b : tensor<64xf16>)
         outs(%init : tensor<?x32xf16>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf16>
  return %0 : tensor<?x32xf16>
}

// CHECK-LABEL: func @value_first
// CHECK-SAME: %[[B:[^:]*]]: tensor<64xf32>
// CHECK-DAG: %[[GATE:.*]] = tensor.extract_slice %[[B]][32] [32] [1]
// CHECK-DAG: %[[VALUE:.*]] = tensor.extract_slice %[[B]][0] [32] [1]
// CHECK: glu.kernel ins(%{{[^,]*}}, %{{[^,]*}}, %[[GATE]], %[[VALUE]] :
func.func @value_first(%b: tensor<64xf32>, %x: tensor<?x8xf32>, %p: tensor<2x8x2x16xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w = glu.unpack_weights weights<value_first, in_out> panels<n = 16>(%p) : tensor<2x8x2x16xf32> -> tensor<8x64xf32>
  %0 = glu.gated_linear identity weights<value_first, in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x64xf32>) bias(%b : tensor<64xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}

// CHECK-LABEL: func @interleaved
// CHECK-SAME: %[[B:[^:]*]]: tensor<64xf32>
// CHECK: %[[BLOCKS:.*]] = tensor.expand_shape %[[B]] {{.*}} : tensor<64xf32> into tensor<4x2x8xf32>
// CHECK-DAG: tensor.extract_slice %[[BLOCKS]][0, 0, 0] [4, 1, 8]
// CHECK-DAG: tensor.extract_slice %[[BLOCKS]][0, 1, 0] [4, 1, 8]
// CHECK: glu.kernel
func.func @interleaved(%b: tensor<64xf32>, %x: tensor<?x8xf32>, %p: tensor<2x8x2x16xf32>, %init: tensor<?x32xf32>) -> tensor<?x32xf32> {
  %w = glu.unpack_weights weights<interleaved = 8, in_out> panels<n = 16>(%p) : tensor<2x8x2x16xf32> -> tensor<8x64xf32>
  %0 = glu.gated_linear identity weights<interleaved = 8, in_out>
         ins(%x, %w : tensor<?x8xf32>, tensor<8x64xf32>) bias(%b : tensor<64xf32>)
         outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0 : tensor<?x32xf32>
}

// A scalar beta is broadcast, one for each channel is loaded.
// CHECK-LABEL: func @beta
// CHECK: glu.kernel {{.*}} {
// CHECK-NEXT: ^bb0({{.*}}, %[[BETA:[^:]*]]: f32, %{{[^:]*}}: memref<?x32xf32, strided<[?, 1], offset: ?>>):
// CHECK: %[[ALL:.*]] = vector.broadcast %[[BETA]] : f32 to vector<16xf32>
// CHECK: glu.activation swish<beta = ?>(%{{.*}}, %[[ALL]])
// CHECK: glu.kernel {{.*}} {
// CHECK-NEXT: ^bb0({{.*}}, %[[BETAS:[^:]*]]: memref<32xf32, strided<[1], offset: ?>>, %{{[^:]*}}: memref<?x32xf32, strided<[?, 1], offset: ?>>):
// CHECK: %[[SOME:.*]] = vector.load %[[BETAS]]
// CHECK: glu.activation swish<beta = ?>(%{{.*}}, %[[SOME]])
func.func @beta(%x: tensor<?x8xf32>, %p: tensor<1x8x1x32xf32>, %beta: f32, %betas: tensor<32xf32>, %init: tensor<?x32xf32>) -> (tensor<?x32xf32>, tensor<?x32xf32>) {
  %w = glu.unpack_weights weights<in_out> panels<n = 32>(%p) : tensor<1x8x1x32xf32> -> tensor<8x32xf32>
  %0 = glu.linear swish<beta = ?> weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>)
         beta(%beta : f32) outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  %1 = glu.linear swish<beta = ?> weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x32xf32>)
         beta(%betas : tensor<32xf32>) outs(%init : tensor<?x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xf32>
  return %0, %1 : tensor<?x32xf32>, tensor<?x32xf32>
}

// as_unfused rounds gate, value and act(gate) as separate ops would.
// CHECK-LABEL: func @as_unfused
// CHECK: vector.fma
// CHECK: arith.truncf {{.*}} : vector<16xf32> to vector<16xbf16>
// CHECK: arith.truncf {{.*}} : vector<16xf32> to vector<16xbf16>
// CHECK: glu.activation sigmoid({{.*}}) : vector<16xbf16>
// CHECK: arith.mulf {{.*}} : vector<16xbf16>
func.func @as_unfused(%x: tensor<?x8xbf16>, %p: tensor<2x8x2x16xbf16>, %init: tensor<?x32xbf16>) -> tensor<?x32xbf16> {
  %w:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16>(%p) : tensor<2x8x2x16xbf16> -> tensor<8x32xbf16>, tensor<8x32xbf16>
  %0 = glu.gated_linear sigmoid weights<separate, in_out> rounding<as_unfused>
         ins(%x, %w#0, %w#1 : tensor<?x8xbf16>, tensor<8x32xbf16>, tensor<8x32xbf16>)
         outs(%init : tensor<?x32xbf16>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x32xbf16>
  return %0 : tensor<?x32xbf16>
}

// Rows of any rank are one dimension.
// CHECK-LABEL: func @ranks
// CHECK-SAME: %[[X1:[^:]*]]: tensor<8xf32>, %[[X3:[^:]*]]: tensor<?x3x8xf32>
// CHECK: %[[ROW:.*]] = tensor.expand_shape %[[X1]] {{.*}} into tensor<1x8xf32>
// CHECK: glu.kernel ins(%[[ROW]]
// CHECK: tensor.collapse_shape %{{.*}} {{.*}} : tensor<1x32xf32> into tensor<32xf32>
// CHECK: %[[ROWS:.*]] = tensor.collapse_shape %[[X3]] {{.*}} into tensor<?x8xf32>
// CHECK: glu.kernel ins(%[[ROWS]]
// CHECK: tensor.expand_shape %{{.*}} : tensor<?x32xf32> into tensor<?x3x32xf32>
func.func @ranks(%x1: tensor<8xf32>, %x3: tensor<?x3x8xf32>, %p: tensor<1x8x1x32xf32>, %i1: tensor<32xf32>, %i3: tensor<?x3x32xf32>) -> (tensor<32xf32>, tensor<?x3x32xf32>) {
  %w = glu.unpack_weights weights<in_out> panels<n = 32>(%p) : tensor<1x8x1x32xf32> -> tensor<8x32xf32>
  %0 = glu.linear relu weights<in_out> ins(%x1, %w : tensor<8xf32>, tensor<8x32xf32>)
         outs(%i1 : tensor<32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<32xf32>
  %1 = glu.linear relu weights<in_out> ins(%x3, %w : tensor<?x3x8xf32>, tensor<8x32xf32>)
         outs(%i3 : tensor<?x3x32xf32>)
         {glu.strategy = #glu.strategy<fma, rows = 2, columns = 32, unroll = 4, row_block = 96, k_block = 256, panel_group = 8>}
         -> tensor<?x3x32xf32>
  return %0, %1 : tensor<32xf32>, tensor<?x3x32xf32>
}

// Two by two tiles of sums. x is brought into tiles once, and the hidden layer
// of an ffn is written in tiles.
// CHECK-LABEL: func @tiles
// CHECK: glu.kernel
// CHECK: %[[XT:.*]] = memref.alloc(%{{.*}}) {{.*}} : memref<1x?x2x16x32xbf16>
// CHECK: scf.forall
// CHECK: vector.store %{{.*}}, %[[XT]]
// CHECK: %[[HIDDEN:.*]] = memref.alloc(%{{.*}}) {{.*}} : memref<1x?x1x16x32xbf16>
// CHECK: scf.forall
// CHECK: %[[SCRATCH:.*]] = memref.alloc(%{{.*}}) {{.*}} : memref<?x32xf32>
// CHECK: amx.tile_zero
// CHECK: scf.for {{.*}} -> (!amx.tile<16x16xf32>, !amx.tile<16x16xf32>, !amx.tile<16x16xf32>, !amx.tile<16x16xf32>)
// CHECK-COUNT-4: amx.tile_mulf {{.*}} : !amx.tile<16x32xbf16>, !amx.tile<16x32xbf16>, !amx.tile<16x16xf32>
// CHECK-COUNT-4: amx.tile_store %[[SCRATCH]]
// CHECK: vector.store %{{.*}}, %[[HIDDEN]]
// CHECK: scf.forall
// CHECK: amx.tile_load %[[HIDDEN]]
func.func @tiles(%x: tensor<?x40xbf16>, %p: tensor<2x32x2x32xbf16>, %d: tensor<1x16x1x64xbf16>, %init: tensor<?x8xbf16>) -> tensor<?x8xbf16> {
  %w:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16, k = 2>(%p) : tensor<2x32x2x32xbf16> -> tensor<40x32xbf16>, tensor<40x32xbf16>
  %w2 = glu.unpack_weights weights<in_out> panels<n = 32, k = 2>(%d) : tensor<1x16x1x64xbf16> -> tensor<32x8xbf16>
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w#0, %w#1 : tensor<?x40xbf16>, tensor<40x32xbf16>, tensor<40x32xbf16>)
         down(%w2 : tensor<32x8xbf16>) outs(%init : tensor<?x8xbf16>)
         {glu.strategy = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 64, k_block = 64, panel_group = 2>}
         -> tensor<?x8xbf16>
  return %0 : tensor<?x8xbf16>
}

// An odd number of panels fills half of the last tile of the hidden layer. The
// other half is zeros: what lies there would be multiplied by zeros, and NaN
// stays NaN.
// CHECK-LABEL: func @half_a_tile
// CHECK: glu.kernel
// CHECK: %[[ZEROS:.*]] = arith.constant dense<0.000000e+00> : vector<16xbf16>
// CHECK: %[[HIDDEN:.*]] = memref.alloc(%{{.*}}) {{.*}} : memref<1x?x1x16x32xbf16>
// CHECK-NEXT: scf.for %[[ROW:.*]] = %{{.*}} to %{{.*}} step
// CHECK-NOT: scf.
// CHECK: vector.store %[[ZEROS]], %[[HIDDEN]][%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %c16]
// CHECK: scf.forall
func.func @half_a_tile(%x: tensor<?x40xbf16>, %p: tensor<1x32x2x32xbf16>, %d: tensor<1x16x1x64xbf16>, %init: tensor<?x8xbf16>) -> tensor<?x8xbf16> {
  %w:2 = glu.unpack_weights weights<separate, in_out> panels<n = 16, k = 2>(%p) : tensor<1x32x2x32xbf16> -> tensor<40x8xbf16>, tensor<40x8xbf16>
  %w2 = glu.unpack_weights weights<in_out> panels<n = 32, k = 2>(%d) : tensor<1x16x1x64xbf16> -> tensor<8x8xbf16>
  %0 = glu.ffn relu weights<separate, in_out> down<in_out>
         ins(%x, %w#0, %w#1 : tensor<?x40xbf16>, tensor<40x8xbf16>, tensor<40x8xbf16>)
         down(%w2 : tensor<8x8xbf16>) outs(%init : tensor<?x8xbf16>)
         {glu.strategy = #glu.strategy<amx, rows = 32, columns = 32, unroll = 1, row_block = 64, k_block = 64, panel_group = 2>}
         -> tensor<?x8xbf16>
  return %0 : tensor<?x8xbf16>
}

// Weights are packed by loops over the elements of panels.
// CHECK-LABEL: func @pack
// CHECK-SAME: %[[W:.*]]: tensor<8x40xf32>, %[[V:.*]]: tensor<8x40xf32>)
// CHECK: %[[INIT:.*]] = tensor.empty() : tensor<3x8x2x16xf32>
// CHECK: glu.kernel ins(%[[W]], %[[V]] : {{.*}}) outs(%[[INIT]] : {{.*}}) {
// CHECK-NEXT: ^bb0(%[[FROM:[^:]*]]: memref<8x40xf32, strided<[?, 1], offset: ?>>, %[[FROM2:[^:]*]]: memref<8x40xf32, strided<[?, 1], offset: ?>>, %[[TO:[^:]*]]: memref<3x8x2x16xf32>):
// CHECK: scf.forall
// CHECK: memref.load %[[FROM]]
// CHECK: memref.store %{{.*}}, %[[TO]]
// CHECK: memref.load %[[FROM2]]
func.func @pack(%w: tensor<8x40xf32>, %v: tensor<8x40xf32>) -> tensor<3x8x2x16xf32> {
  %0 = glu.pack_weights weights<separate, in_out> panels<n = 16>(%w, %v)
      : tensor<8x40xf32>, tensor<8x40xf32> -> tensor<3x8x2x16xf32>
  return %0 : tensor<3x8x2x16xf32>
}

// Where no kernel reads the panels, they are unpacked.
// CHECK-LABEL: func @unpack
// CHECK: glu.kernel ins(%{{.*}} : tensor<1x8x1x64xf32>) outs(%{{.*}} : tensor<8x40xf32>)
// CHECK: glu.linear relu
func.func @unpack(%x: tensor<?x8xf32>, %p: tensor<1x8x1x64xf32>, %init: tensor<?x40xf32>) -> tensor<?x40xf32> {
  %w = glu.unpack_weights weights<in_out> panels<n = 64>(%p) : tensor<1x8x1x64xf32> -> tensor<8x40xf32>
  %0 = glu.linear relu weights<in_out> ins(%x, %w : tensor<?x8xf32>, tensor<8x40xf32>)
         outs(%init : tensor<?x40xf32>) -> tensor<?x40xf32>
  return %0 : tensor<?x40xf32>
}
