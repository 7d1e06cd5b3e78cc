// RUN: glu-opt %s --glu-annotate-target=target=avx2 | FileCheck %s
// RUN: not glu-opt %s --glu-annotate-target=target=sse5 2>&1 | FileCheck %s --check-prefix=TARGET

// CHECK: module attributes {llvm.target_triple = "x86_64-{{.*}}"}
// TARGET: unknown target 'sse5'; expected host, generic, avx2, avx512, amx
module {}
