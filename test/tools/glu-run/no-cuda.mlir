// Without a GPU, --device=cuda is an error.

// UNSUPPORTED: cuda
// RUN: not glu-run %s --device=cuda --random 2>&1 | FileCheck %s
// CHECK: error: there is no CUDA d{{river: libcuda.so.1: cannot open|evice: cuInit: CUDA_ERROR}}

func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  return %x : tensor<2xf32>
}
