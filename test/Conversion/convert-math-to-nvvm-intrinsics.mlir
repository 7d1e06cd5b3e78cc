// RUN: glu-opt %s --pass-pipeline='builtin.module(gpu.module(convert-math-to-nvvm-intrinsics))' | FileCheck %s
// RUN: not glu-opt %s --pass-pipeline='builtin.module(gpu.module(convert-math-to-nvvm-intrinsics{libdevice=false}))' 2>&1 | FileCheck %s --check-prefix=MISSING

gpu.module @kernels {
  // CHECK-LABEL: func @exact
  // CHECK: llvm.call_intrinsic "llvm.fabs"
  // CHECK: llvm.call_intrinsic "llvm.ceil"
  // CHECK: llvm.call_intrinsic "llvm.copysign"
  // CHECK: llvm.call_intrinsic "llvm.floor"
  // CHECK: llvm.call_intrinsic "llvm.fma"
  // CHECK: llvm.call_intrinsic "llvm.roundeven"
  // CHECK: llvm.call_intrinsic "llvm.sqrt"
  // CHECK: llvm.call_intrinsic "llvm.trunc"
  // CHECK: %[[ROOT:.*]] = llvm.call_intrinsic "llvm.sqrt"
  // CHECK: arith.divf %{{.*}}, %[[ROOT]]
  func.func @exact(%x: f64, %y: f64) -> f64 {
    %0 = math.absf %x : f64
    %1 = math.ceil %0 : f64
    %2 = math.copysign %1, %y : f64
    %3 = math.floor %2 : f64
    %4 = math.fma %3, %y, %x : f64
    %5 = math.roundeven %4 : f64
    %6 = math.sqrt %5 : f64
    %7 = math.trunc %6 : f64
    %8 = math.rsqrt %7 : f64
    return %8 : f64
  }

  // CHECK-LABEL: func @libdevice
  // CHECK: math.tanh
  // MISSING: error: 'math.tanh' op needs libdevice of the CUDA toolkit, which was not found; set CUDA_ROOT to its folder
  func.func @libdevice(%x: f64) -> f64 {
    %0 = math.tanh %x : f64
    return %0 : f64
  }
}
