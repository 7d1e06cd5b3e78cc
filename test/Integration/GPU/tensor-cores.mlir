// Layers of several tiles in every direction, so that each stage is filled twice,
// on the schedules of three seeds.
// DEFINE: %{run} = glu-run %s --device=emulator --random=3 --dynamic-size=130 --verify
// Blocks of S2 go on to another tile; the emulator has two multiprocessors. Three tiles of
// rows leave one without a neighbour.
// DEFINE: %{run2} = glu-run %s --device=emulator --arch=sm_90a --random=3 --dynamic-size=300 --verify
// RUN: %{run} --entry=gated --seed=1 | FileCheck %s --check-prefix=S1
// RUN: %{run} --entry=gated --seed=2 | FileCheck %s --check-prefix=S1
// RUN: %{run} --entry=gated --seed=3 | FileCheck %s --check-prefix=S1
// RUN: %{run} --entry=plain --seed=1 | FileCheck %s --check-prefix=S1
// RUN: %{run2} --entry=gated --seed=1 | FileCheck %s --check-prefix=S2
// RUN: %{run2} --entry=gated --seed=2 | FileCheck %s --check-prefix=S2
// RUN: %{run2} --entry=gated --seed=3 | FileCheck %s --check-prefix=S2
// RUN: %{run2} --entry=plain --seed=1 | FileCheck %s --check-prefix=S2
// RUN: %{run2} --entry=pairs --seed=1 | FileCheck %s --check-prefix=S2
// RUN: %{run2} --entry=pairs --seed=2 | FileCheck %s --check-prefix=S2
// RUN: %{run2} --entry=pairs --seed=3 | FileCheck %s --check-prefix=S2
// RUN: %{run} --entry=by_hand --arch=sm_90a --seed=1 | FileCheck %s --check-prefix=HAND

// S1: races 0
// S1: kernel '{{.*}}_s1_
// S1: bank conflicts of degree 1 at most
// S2: races 0
// S2: kernel '{{.*}}_s2_
// S2: bank conflicts of degree 1 at most
func.func @gated(%x: tensor<?x584xbf16>, %w: tensor<136x584xbf16>,
                 %v: tensor<136x584xbf16>, %b: tensor<136xbf16>,
                 %init: tensor<?x136xbf16>) -> tensor<?x136xbf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<separate, out_in>
         ins(%x, %w, %v : tensor<?x584xbf16>, tensor<136x584xbf16>, tensor<136x584xbf16>)
         value_bias(%b : tensor<136xbf16>)
         outs(%init : tensor<?x136xbf16>) -> tensor<?x136xbf16>
  return %0 : tensor<?x136xbf16>
}

func.func @plain(%x: tensor<?x584xf16>, %w: tensor<584x264xf16>,
                 %init: tensor<?x264xf16>) -> tensor<?x264xf16> {
  %0 = glu.linear gelu<tanh> weights<in_out>
         ins(%x, %w : tensor<?x584xf16>, tensor<584x264xf16>)
         outs(%init : tensor<?x264xf16>) -> tensor<?x264xf16>
  return %0 : tensor<?x264xf16>
}

// Clusters of two blocks, and results of 270 bytes a row, which no tensor map has.
func.func @pairs(%x: tensor<?x328xf16>, %w: tensor<328x272xf16>, %w2: tensor<135x136xf16>,
                 %init: tensor<?x136xf16>, %init2: tensor<?x135xf16>) -> tensor<?x135xf16> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<value_first, in_out>
         ins(%x, %w : tensor<?x328xf16>, tensor<328x272xf16>)
         outs(%init : tensor<?x136xf16>)
         {glu.strategy = #glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4, cluster = 2>}
         -> tensor<?x136xf16>
  %1 = glu.linear relu weights<out_in>
         ins(%0, %w2 : tensor<?x136xf16>, tensor<135x136xf16>)
         outs(%init2 : tensor<?x135xf16>)
         {glu.strategy = #glu.gpu_strategy<s2, rows = 128, columns = 128, stages = 2, cluster = 2>}
         -> tensor<?x135xf16>
  return %1 : tensor<?x135xf16>
}

// Other tiles than those that are chosen.
// HAND: races 0
// HAND: kernel 'by_hand_0_s1_
// HAND: kernel 'by_hand_1_s2_
func.func @by_hand(%x: tensor<?x200xbf16>, %w: tensor<200x400xbf16>,
                   %w2: tensor<200x72xbf16>, %init: tensor<?x200xbf16>,
                   %init2: tensor<?x72xbf16>) -> tensor<?x72xbf16> {
  %0 = glu.gated_linear relu weights<value_first, in_out>
         ins(%x, %w : tensor<?x200xbf16>, tensor<200x400xbf16>)
         outs(%init : tensor<?x200xbf16>)
         {glu.strategy = #glu.gpu_strategy<s1, rows = 64, columns = 256, stages = 2>}
         -> tensor<?x200xbf16>
  %1 = glu.linear relu weights<in_out>
         ins(%0, %w2 : tensor<?x200xbf16>, tensor<200x72xbf16>)
         outs(%init2 : tensor<?x72xbf16>)
         {glu.strategy = #glu.gpu_strategy<s2, rows = 128, columns = 128, stages = 6>}
         -> tensor<?x72xbf16>
  return %1 : tensor<?x72xbf16>
}
