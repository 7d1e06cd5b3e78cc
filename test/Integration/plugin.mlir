// The tools of the MLIR package know glu by the plugin.

// UNSUPPORTED: sanitizers

// RUN: %llvm_prefix/bin/mlir-opt --load-dialect-plugin=%glu_plugin %s | FileCheck %s --check-prefix=DIALECT
// RUN: %llvm_prefix/bin/mlir-opt --load-dialect-plugin=%glu_plugin --load-pass-plugin=%glu_plugin %s --pass-pipeline='builtin.module(convert-glu-to-linalg)' | FileCheck %s --check-prefix=LINALG
// RUN: %llvm_prefix/bin/mlir-opt --load-dialect-plugin=%glu_plugin --load-pass-plugin=%glu_plugin %s --pass-pipeline='builtin.module(glu-fuse-gate-value)' | FileCheck %s --check-prefix=FUSE
// RUN: %llvm_prefix/bin/mlir-opt --load-dialect-plugin=%glu_plugin --load-pass-plugin=%glu_plugin %s --pass-pipeline='builtin.module(glu-to-cpu{target=avx2})' | FileCheck %s --check-prefix=CPU
// RUN: %llvm_prefix/bin/mlir-opt --load-dialect-plugin=%glu_plugin --load-pass-plugin=%glu_plugin %s --pass-pipeline='builtin.module(glu-to-gpu{arch=sm_80})' | FileCheck %s --check-prefix=GPU

// DIALECT-LABEL: func @reglu
// DIALECT: glu.linear relu weights<in_out>
// DIALECT: glu.gate identity

// LINALG-LABEL: func @reglu
// LINALG-NOT: glu.linear
// LINALG: linalg.generic

// FUSE-LABEL: func @reglu
// FUSE: glu.gated_linear relu weights<separate, in_out>
// FUSE-NOT: glu.gate{{ }}

// CPU: llvm.func @_mlir_ciface_reglu

// GPU: gpu.binary @reglu{{.*}} chip = "sm_80"
func.func @reglu(%x: tensor<4x8xf32>, %w: tensor<8x16xf32>,
                 %v: tensor<8x16xf32>) -> tensor<4x16xf32> {
  %init = tensor.empty() : tensor<4x16xf32>
  %g = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %u = glu.linear identity weights<in_out>
         ins(%x, %v : tensor<4x8xf32>, tensor<8x16xf32>)
         outs(%init : tensor<4x16xf32>) -> tensor<4x16xf32>
  %h = glu.gate identity(%g, %u) : tensor<4x16xf32>
  return %h : tensor<4x16xf32>
}
