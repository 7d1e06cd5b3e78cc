// RUN: glu-opt %s --pass-pipeline='builtin.module(gpu.module(gpu.func(glu-align-shared-buffers)))' | FileCheck %s

gpu.module @kernels {
  // CHECK: workgroup(%{{.*}} : memref<4xf32, #gpu.address_space<workgroup>> {llvm.align = 16 : i64}, %{{.*}} : memref<3xf64, #gpu.address_space<workgroup>> {llvm.align = 16 : i64})
  gpu.func @kernel() workgroup(%a : memref<4xf32, #gpu.address_space<workgroup>>, %b : memref<3xf64, #gpu.address_space<workgroup>>) kernel {
    gpu.return
  }
}
