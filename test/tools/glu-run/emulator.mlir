// Kernels run on the emulator, and their faults are errors of the run.

// RUN: split-file %s %t
// RUN: %npy %t/x.npy '<f4' 8 1 2 3 4 5 6 7 8

// RUN: glu-run %t/ffn.mlir --device=emulator --random --verify --dynamic-size=3 \
// RUN:   --seed=4 --out=%t/y.npy | FileCheck %s --check-prefix=FFN
// RUN: glu-run %t/ffn.mlir --random --expect=%t/y.npy --dynamic-size=3 | FileCheck %s --check-prefix=SAME
// FFN: verified: result 0
// FFN: emulator: launches 2, races 0, seed 4
// FFN: kernel '{{.*}}': launches 1, warp instructions {{[0-9]+}}
// FFN-NEXT: global memory: {{[0-9]+}} bytes read, {{[0-9]+}} written, {{[0-9.]+}} sectors a request
// FFN-NEXT: shared memory: {{[0-9]+}} bytes read, {{[0-9]+}} written, {{[0-9.]+}} passes a request, bank conflicts of degree {{[0-9]+}} at most
// SAME: expected: result 0

// A kernel written by hand, and the results that it has.
// RUN: glu-run %S/Inputs/twice.mlir --device=emulator --arg=%t/x.npy | FileCheck %s --check-prefix=TWICE
// TWICE: emulator: launches 1, races 0, seed 0
// TWICE-NEXT: kernel '{{f.*}}': launches 1, warp instructions {{[0-9]+}}
// TWICE-NEXT: global memory: 32 bytes read, 32 written, {{[0-9.]+}} sectors a request
// TWICE-NEXT: result 0: 8xf32 [2, 4, 6, 8, 10, 12, 14, 16]

// RUN: glu-run %t/none.mlir --device=emulator --random | FileCheck %s --check-prefix=NONE
// NONE: emulator: launches 0{{$}}

// RUN: glu-run %S/Inputs/twice.mlir --device=emulator --arch=sm_90a --print-ir-after=llvm \
// RUN:   | FileCheck %s --check-prefix=ARCH
// RUN: glu-run %S/Inputs/twice.mlir --device=emulator --print-ir-after=llvm \
// RUN:   | FileCheck %s --check-prefix=DEFAULT
// RUN: glu-run %S/Inputs/twice.mlir --device=cuda --arch=sm_120 --print-ir-after=bufferize \
// RUN:   | FileCheck %s --check-prefix=ABSENT
// ARCH: .target sm_90a
// DEFAULT: .target sm_80
// ABSENT: gpu.launch

// RUN: rm -f %t/out.npy
// RUN: sed 's/%i, %c0/%i, %c1/' %S/Inputs/twice.mlir > %t/bounds.mlir
// RUN: not glu-run %t/bounds.mlir --device=emulator --arg=%t/x.npy --out=%t/out.npy 2>&1 \
// RUN:   | FileCheck %s --check-prefix=BOUNDS
// BOUNDS: glu-run: error: kernel '{{f.*}}': line {{[0-9]+}}: write of 4 bytes at global address {{.*}} is out of bounds
// RUN: sed 's/%i, %c0/%c0, %c0/' %S/Inputs/twice.mlir > %t/race.mlir
// RUN: not glu-run %t/race.mlir --device=emulator --arg=%t/x.npy --out=%t/out.npy 2>&1 \
// RUN:   | FileCheck %s --check-prefix=RACE
// RACE: glu-run: error: kernel '{{f.*}}': line {{[0-9]+}}: race
// RUN: not glu-run %S/Inputs/twice.mlir --device=emulator --arch=sm_10 --arg=%t/x.npy --out=%t/out.npy 2>&1 \
// RUN:   | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: unknown {{.*}}'sm_10'
// RUN: not ls %t/out.npy

//--- ffn.mlir
func.func @ffn(%x: tensor<?x24xf32>, %w: tensor<24x20xf32>, %v: tensor<24x20xf32>,
               %w2: tensor<20x24xf32>) -> tensor<?x24xf32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x24xf32>
  %init = tensor.empty(%m) : tensor<?x24xf32>
  %y = glu.ffn swish<beta = 1.0> weights<separate, in_out> down<in_out>
         ins(%x, %w, %v : tensor<?x24xf32>, tensor<24x20xf32>, tensor<24x20xf32>)
         down(%w2 : tensor<20x24xf32>)
         outs(%init : tensor<?x24xf32>) -> tensor<?x24xf32>
  return %y : tensor<?x24xf32>
}

//--- none.mlir
func.func @f(%a: i32) -> i32 {
  return %a : i32
}
