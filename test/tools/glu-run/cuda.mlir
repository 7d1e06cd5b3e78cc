// The way over CUDA's driver, which is a fake here: its memory is the host's and
// its launches do nothing.

// RUN: rm -rf %t && mkdir %t
// RUN: cp %glu_build/test/unit/Runtime/FakeCUDA/FakeCUDA.so %t/libcuda.so.1
// RUN: env LD_LIBRARY_PATH=%t glu-run %S/Inputs/twice.mlir --device=cuda --random \
// RUN:   | FileCheck %s
// CHECK-NOT: emulator
// CHECK: result 0: 8xf32 [0, 0, 0, 0, 0, 0, 0, 0]

// RUN: env LD_LIBRARY_PATH=%t glu-run %S/Inputs/twice.mlir --device=cuda --random --benchmark=1 \
// RUN:   | FileCheck %s --check-prefix=TIME
// TIME: benchmark: 1 rounds
// TIME: kernel '{{.*}}' device time: best 0.25 ms, median 0.25 ms

// Compiled for the GPU that is there.
// RUN: env LD_LIBRARY_PATH=%t glu-run %S/Inputs/twice.mlir --device=cuda --print-ir-after=llvm \
// RUN:   | FileCheck %s --check-prefix=ARCH
// ARCH: .target sm_90a
