// RUN: glu-opt %s --glu-expand-activations --convert-vector-to-llvm \
// RUN:   --convert-math-to-llvm --convert-func-to-llvm \
// RUN:   --convert-arith-to-llvm | mlir-translate --mlir-to-llvmir \
// RUN:   > %t.ll
// DEFINE: %{check} = FileCheck %s --implicit-check-not=call \
// DEFINE:   --implicit-check-not='{{(madd[0-9]+|msub[0-9]+|mul|div)ss}}'
// RUN: llc %t.ll -mtriple=x86_64-linux -mattr=+avx2,+fma -o - \
// RUN:   | %{check} --check-prefixes=CHECK,AVX2
// RUN: llc %t.ll -mtriple=x86_64-linux -mattr=+avx512f,+avx512vl,+avx512dq -o - \
// RUN:   | %{check} --check-prefixes=CHECK,AVX512

// Every activation stays in vector registers: nothing is called, and nothing is
// computed one element at a time.

// CHECK-LABEL: silu:
// AVX2: vfmadd{{.*}}ymm
// AVX512: vfmadd{{.*}}zmm
func.func @silu(%x: vector<16xf32>) -> vector<16xf32> {
  %0 = glu.activation swish<beta = 1.0>(%x) : vector<16xf32>
  return %0 : vector<16xf32>
}

// CHECK-LABEL: others:
// CHECK: ret
func.func @others(%x: vector<16xf32>, %beta: vector<16xf32>) -> vector<16xf32> {
  %0 = glu.activation gelu<erf>(%x) : vector<16xf32>
  %1 = glu.activation gelu<tanh>(%0) : vector<16xf32>
  %2 = glu.activation gelu<sigmoid>(%1) : vector<16xf32>
  %3 = glu.activation mish(%2) : vector<16xf32>
  %4 = glu.activation elu<alpha = 0.5>(%3) : vector<16xf32>
  %5 = glu.activation tanh(%4) : vector<16xf32>
  %6 = glu.activation swish<beta = ?>(%5, %beta) : vector<16xf32>, vector<16xf32>
  %7 = glu.activation sigmoid(%6) : vector<16xf32>
  %8 = math.log %7 : vector<16xf32>
  %9 = math.log1p %8 : vector<16xf32>
  %10 = math.erf %9 : vector<16xf32>
  return %10 : vector<16xf32>
}
