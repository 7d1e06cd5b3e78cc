// A GPU has the results that the reference and the emulator have.

// REQUIRES: cuda
// RUN: %npy %t.npy '<f4' 8 1 2 3 4 5 6 7 8
// RUN: glu-run %S/Inputs/twice.mlir --device=cuda --arg=%t.npy | FileCheck %s
// CHECK: result 0: 8xf32 [2, 4, 6, 8, 10, 12, 14, 16]

// RUN: glu-run %S/../../../examples/t5_ffn_swiglu.mlir --device=cuda --random --verify --benchmark \
// RUN:   | FileCheck %s --check-prefix=FFN
// FFN: verified: result 0
// FFN: wall time: best
