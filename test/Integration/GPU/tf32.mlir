// Layers in f32 on tensor cores: inside the bound of tf32, and outside of that of f32.
// DEFINE: %{run} = glu-run %s --device=emulator --random=3 --dynamic-size=130
// RUN: %{run} --entry=gated --allow-tf32 --verify --seed=1 --out=%t.npy | FileCheck %s
// RUN: %{run} --entry=gated --allow-tf32 --verify --seed=2 | FileCheck %s
// RUN: %{run} --entry=gated --allow-tf32 --verify --seed=3 | FileCheck %s
// RUN: not glu-run %s --random=3 --dynamic-size=130 --entry=gated --expect=%t.npy | FileCheck %s --check-prefix=F32

// In sums of few terms, cutting bits off is seen.
// RUN: %{run} --entry=few_terms --allow-tf32 --verify | FileCheck %s --check-prefix=TERMS

// The strategy alone says it to kernel and reference.
// RUN: %{run} --entry=by_hand --verify | FileCheck %s --check-prefix=HAND

// RUN: not glu-run %s --entry=gated --random --dynamic-size=1 --allow-tf32 2>&1 | FileCheck %s --check-prefix=CPU

// CHECK: races 0
// CHECK: kernel 'gated_0_s1_gated_linear'
// CHECK: bank conflicts of degree 1 at most
// CPU: error: tf32 is for tensor cores of a GPU, and the device is cpu
// F32: not expected: result 0
func.func @gated(%x: tensor<?x292xf32>, %w: tensor<292x68xf32>,
                 %v: tensor<292x68xf32>, %b: tensor<68xf32>,
                 %init: tensor<?x68xf32>) -> tensor<?x68xf32> {
  %0 = glu.gated_linear swish<beta = 1.0> weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x292xf32>, tensor<292x68xf32>, tensor<292x68xf32>)
         value_bias(%b : tensor<68xf32>)
         outs(%init : tensor<?x68xf32>) -> tensor<?x68xf32>
  return %0 : tensor<?x68xf32>
}

// TERMS: kernel 'few_terms_0_s1_linear'
func.func @few_terms(%x: tensor<?x4xf32>, %w: tensor<68x4xf32>,
                     %init: tensor<?x68xf32>) -> tensor<?x68xf32> {
  %0 = glu.linear identity weights<out_in>
         ins(%x, %w : tensor<?x4xf32>, tensor<68x4xf32>)
         outs(%init : tensor<?x68xf32>) -> tensor<?x68xf32>
  return %0 : tensor<?x68xf32>
}

// HAND: kernel 'by_hand_0_s1_linear'
func.func @by_hand(%x: tensor<?x100xf32>, %w: tensor<9x100xf32>,
                   %init: tensor<?x9xf32>) -> tensor<?x9xf32> {
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<?x100xf32>, tensor<9x100xf32>)
         outs(%init : tensor<?x9xf32>)
         {glu.strategy = #glu.gpu_strategy<s1, rows = 64, columns = 128, stages = 2, tf32 = true>}
         -> tensor<?x9xf32>
  return %0 : tensor<?x9xf32>
}
