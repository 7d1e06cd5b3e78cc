// Every error is one sentence, exit status 1, and no output file.

// RUN: split-file %s %t
// RUN: %npy %t/x.npy '<f4' 2x3 1
// RUN: %npy %t/rank.npy '<f4' 6 1
// RUN: %npy %t/size.npy '<f4' 2x4 1
// RUN: %npy %t/wide.npy '<f8' 2x3 1
// RUN: %npy %t/int.npy '<i4' 2x3 1
// RUN: %npy %t/short.npy '<f4' 2x3 1 2
// RUN: rm -f %t/out.npy

// RUN: not glu-run %t/f.mlir 2>&1 | FileCheck %s --check-prefix=MISSING
// MISSING: glu-run: error: argument 0 of 'f', tensor<2x3xf32>, is missing; give it by --arg or make it by --random
// RUN: not glu-run %t/f.mlir --arg=%t/x.npy 2>&1 | FileCheck %s --check-prefix=SECOND
// SECOND: argument 1 of 'f', f32, is missing
// RUN: not glu-run %t/f.mlir --random --arg=%t/x.npy --arg=%t/x.npy --arg=%t/x.npy 2>&1 | FileCheck %s --check-prefix=EXTRA
// EXTRA: glu-run: error: 'f' has 2 arguments, found 3 times --arg
// RUN: not glu-run %t/f.mlir --random --out=%t/out.npy --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=OUTS
// OUTS: glu-run: error: 'f' has 1 results, found 2 times --out

// RUN: not glu-run %t/f.mlir --random --arg=%t/none.npy --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=FILE
// FILE: glu-run: error: argument 0: cannot read '{{.*}}none.npy': No such file or directory
// RUN: not glu-run %t/f.mlir --random --arg=%t/f.mlir --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=FORMAT
// FORMAT: argument 0: cannot read '{{.*}}f.mlir': not a .npy file
// RUN: not glu-run %t/f.mlir --random --arg=%t/short.npy --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=SHORT
// SHORT: its header promises 24 bytes of elements, the file has 8
// RUN: not glu-run %t/f.mlir --random --arg=%t/rank.npy --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=RANK
// RANK: argument 0: '{{.*}}rank.npy': expected tensor<2x3xf32>, found an array of 6xf32
// RUN: not glu-run %t/f.mlir --random --arg=%t/size.npy --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=SIZE
// SIZE: expected tensor<2x3xf32>, found an array of 2x4xf32
// RUN: not glu-run %t/f.mlir --random --arg=%t/wide.npy --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=WIDE
// WIDE: expected tensor<2x3xf32>, found an array of 2x3xf64
// RUN: not glu-run %t/f.mlir --random --arg=%t/int.npy --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=INT
// INT: expected tensor<2x3xf32>, found an array of 2x3xi32
// RUN: not glu-run %t/f.mlir --random --arg=%t/x.npy --arg=%t/x.npy --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: argument 1: '{{.*}}x.npy': expected f32, found an array of 2x3xf32

// RUN: not glu-run %t/none.mlir 2>&1 | FileCheck %s --check-prefix=INPUT
// INPUT: glu-run: error: cannot open input file '{{.*}}none.mlir': No such file or directory
// RUN: not glu-run %t/syntax.mlir 2>&1 | FileCheck %s --check-prefix=SYNTAX
// SYNTAX: syntax.mlir:1:11: error:
// RUN: not glu-run %t/memref.mlir --random --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=MEMREF
// MEMREF: error: argument 0 of 'f' is a 'memref<2xf32>'; expected a ranked tensor, or a scalar, of f16, bf16, f32, f64, i1, i8, i16, i32, i64 or index
// RUN: not glu-run %t/complex.mlir --random --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=COMPLEX
// COMPLEX: error: argument 0 of 'f' is a 'tensor<2xcomplex<f32>>'; expected
// RUN: not glu-run %t/vector.mlir --random 2>&1 | FileCheck %s --check-prefix=VECTOR
// VECTOR: error: argument 0 of 'f' is a 'vector<2xf32>'; expected
// RUN: not glu-run %t/external.mlir --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=EXTERNAL
// EXTERNAL: error: cannot generate code:

// RUN: not glu-run %t/f.mlir --random --device=gpu 2>&1 | FileCheck %s --check-prefix=DEVICE
// DEVICE: error: unknown device 'gpu'; expected cpu, cuda or emulator
// RUN: not glu-run %t/f.mlir --random --arch=sm_80 --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=ARCH
// ARCH: error: arch 'sm_80' is that of a GPU, and the device is cpu
// RUN: not glu-run %t/f.mlir --random --seed=1 --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=WARPS
// WARPS: glu-run: error: --seed is for the emulator; the device is cpu
// RUN: not glu-run %t/f.mlir --random --device=emulator --benchmark --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=SPEED
// SPEED: glu-run: error: --benchmark: the time of the emulator says nothing of a GPU's
// RUN: not glu-run %t/f.mlir --random --target=i387 --out=%t/out.npy 2>&1 | FileCheck %s --check-prefix=TARGET
// TARGET: error: unknown target 'i387'; expected host, generic, avx2, avx512, amx
// RUN: not glu-run %t/f.mlir --print-ir-after=lower 2>&1 | FileCheck %s --check-prefix=STAGE
// STAGE: glu-run: error: unknown stage 'lower'; expected one of {{.*}}tile, {{.*}}llvm
// RUN: not glu-run %t/f.mlir --random=often 2>&1 | FileCheck %s --check-prefix=SEED
// SEED: glu-run: error: --random: expected a number, found 'often'
// RUN: not glu-run %t/f.mlir --random --benchmark=0 2>&1 | FileCheck %s --check-prefix=ROUNDS
// ROUNDS: glu-run: error: --benchmark: expected at least 1 round
// RUN: not glu-run %t/large.mlir --random --dynamic-size=4000000000 2>&1 | FileCheck %s --check-prefix=MEMORY
// MEMORY: glu-run: error: argument 0 would be an array of 4000000000x4000000000xf32, more than this machine's memory

// RUN: not ls %t/out.npy

// RUN: not glu-run %t/f.mlir --random --out=%t/none/out.npy 2>&1 | FileCheck %s --check-prefix=WRITE
// WRITE: glu-run: error: cannot write '{{.*}}out.npy': No such file or directory

//--- f.mlir
func.func @f(%x: tensor<2x3xf32>, %s: f32) -> tensor<2x3xf32> {
  return %x : tensor<2x3xf32>
}

//--- large.mlir
func.func @f(%x: tensor<?x?xf32>) { return }

//--- syntax.mlir
func.func f() {

//--- memref.mlir
func.func @f(%m: memref<2xf32>) { return }

//--- complex.mlir
func.func @f(%x: tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f32>> {
  return %x : tensor<2xcomplex<f32>>
}

//--- vector.mlir
func.func @f(%v: vector<2xf32>) { return }

//--- external.mlir
func.func private @nowhere()
func.func @f() -> i32 {
  call @nowhere() : () -> ()
  %0 = arith.constant 0 : i32
  return %0 : i32
}
