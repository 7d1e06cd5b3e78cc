// Interleaved weights, of which the copy engine brings one part at a time.

// RUN: glu-run %s --entry=one --device=emulator --arch=sm_90a --random=1 --dynamic-size=132 --verify | FileCheck %s
// RUN: glu-run %s --entry=in_cluster --device=emulator --arch=sm_90a --random=1 --dynamic-size=132 --verify | FileCheck %s
// RUN: glu-run %s --entry=large --device=emulator --arch=sm_90a --random=1 --dynamic-size=132 --verify | FileCheck %s
// RUN: glu-run %s --entry=in_out --device=emulator --arch=sm_90a --random=1 --dynamic-size=132 --verify | FileCheck %s
// RUN: glu-run %s --entry=dynamic --device=emulator --arch=sm_90a --random=1 --dynamic-size=132 --verify | FileCheck %s

// CHECK: verified
// CHECK: races 0
// CHECK: kernel '{{.*}}_s2_gated_linear'
// CHECK: bank conflicts of degree 1 at most

// Channels of gate and value in turn, and a tile beyond them.
func.func @one(%x: tensor<130x72xbf16>, %w: tensor<272x72xbf16>, %i: tensor<130x136xbf16>)
    -> tensor<130x136xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<interleaved = 1, out_in>
         ins(%x, %w : tensor<130x72xbf16>, tensor<272x72xbf16>)
         outs(%i : tensor<130x136xbf16>) -> tensor<130x136xbf16>
  return %0 : tensor<130x136xbf16>
}

// Blocks of eight, of which each block of threads brings those of a part.
func.func @in_cluster(%x: tensor<130x72xbf16>, %w: tensor<272x72xbf16>, %i: tensor<130x136xbf16>)
    -> tensor<130x136xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<interleaved = 8, out_in>
         ins(%x, %w : tensor<130x72xbf16>, tensor<272x72xbf16>)
         outs(%i : tensor<130x136xbf16>)
         {glu.strategy = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, cluster = 2>} -> tensor<130x136xbf16>
  return %0 : tensor<130x136xbf16>
}

// Blocks of a whole tile.
func.func @large(%x: tensor<130x72xbf16>, %w: tensor<768x72xbf16>, %i: tensor<130x384xbf16>)
    -> tensor<130x384xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<interleaved = 128, out_in>
         ins(%x, %w : tensor<130x72xbf16>, tensor<768x72xbf16>)
         outs(%i : tensor<130x384xbf16>) -> tensor<130x384xbf16>
  return %0 : tensor<130x384xbf16>
}

// Blocks of a row of 128 bytes.
func.func @in_out(%x: tensor<130x72xbf16>, %w: tensor<72x384xbf16>, %i: tensor<130x192xbf16>)
    -> tensor<130x192xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<interleaved = 64, in_out>
         ins(%x, %w : tensor<130x72xbf16>, tensor<72x384xbf16>)
         outs(%i : tensor<130x192xbf16>) -> tensor<130x192xbf16>
  return %0 : tensor<130x192xbf16>
}

// Any number of channels, in smaller tiles.
func.func @dynamic(%x: tensor<?x72xf16>, %w: tensor<?x72xf16>, %i: tensor<?x?xf16>)
    -> tensor<?x?xf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<interleaved = 2, out_in>
         ins(%x, %w : tensor<?x72xf16>, tensor<?x72xf16>)
         outs(%i : tensor<?x?xf16>)
         {glu.strategy = #glu.gpu_strategy<s2, rows = 128, columns = 128, stages = 4>} -> tensor<?x?xf16>
  return %0 : tensor<?x?xf16>
}
