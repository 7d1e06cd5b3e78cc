// RUN: glu-opt %s --glu-expand-activations --split-input-file --verify-diagnostics

func.func @activation(%x: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{expected scalars or vectors, got tensors; run convert-glu-to-linalg first}}
  %0 = glu.activation relu(%x) : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @gate(%g: tensor<8xf32>, %v: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error@+1 {{expected scalars or vectors, got tensors; run convert-glu-to-linalg first}}
  %0 = glu.gate relu(%g, %v) : tensor<8xf32>
  return %0 : tensor<8xf32>
}
