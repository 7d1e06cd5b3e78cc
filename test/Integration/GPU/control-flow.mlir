// Branches and loops around layers, which the reference does not know: the results
// are those of the CPU.

// RUN: glu-run %s --entry=if --dynamic-size=3 --random=1 --out=%t.cpu.npy
// RUN: glu-run %s --entry=if --dynamic-size=3 --random=1 --device=emulator --out=%t.gpu.npy
// RUN: cmp %t.cpu.npy %t.gpu.npy
// RUN: glu-run %s --entry=if --dynamic-size=3 --random=3 --out=%t.cpu.npy
// RUN: glu-run %s --entry=if --dynamic-size=3 --random=3 --device=emulator --out=%t.gpu.npy
// RUN: cmp %t.cpu.npy %t.gpu.npy
// RUN: glu-run %s --entry=for --dynamic-size=3 --random --out=%t.cpu.npy
// RUN: glu-run %s --entry=for --dynamic-size=3 --random --device=emulator --out=%t.gpu.npy
// RUN: cmp %t.cpu.npy %t.gpu.npy

// A layer or none, as an element says.
func.func @if(%x: tensor<?x5xf32>, %w: tensor<5x5xf32>) -> tensor<?x5xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %first = tensor.extract %w[%c0, %c0] : tensor<5x5xf32>
  %is_positive = arith.cmpf ogt, %first, %zero : f32
  %y = scf.if %is_positive -> tensor<?x5xf32> {
    %z = glu.linear tanh weights<in_out> ins(%x, %w : tensor<?x5xf32>, tensor<5x5xf32>)
           outs(%x : tensor<?x5xf32>) -> tensor<?x5xf32>
    scf.yield %z : tensor<?x5xf32>
  } else {
    scf.yield %x : tensor<?x5xf32>
  }
  return %y : tensor<?x5xf32>
}

func.func @for(%x: tensor<?x5xf32>, %w: tensor<3x5x5xf32>) -> tensor<?x5xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %y = scf.for %i = %c0 to %c3 step %c1 iter_args(%h = %x) -> tensor<?x5xf32> {
    %wi = tensor.extract_slice %w[%i, 0, 0] [1, 5, 5] [1, 1, 1] : tensor<3x5x5xf32> to tensor<5x5xf32>
    %m = tensor.dim %h, %c0 : tensor<?x5xf32>
    %init = tensor.empty(%m) : tensor<?x5xf32>
    %z = glu.linear tanh weights<in_out> ins(%h, %wi : tensor<?x5xf32>, tensor<5x5xf32>)
           outs(%init : tensor<?x5xf32>) -> tensor<?x5xf32>
    %sum = arith.addf %z, %h : tensor<?x5xf32>
    scf.yield %sum : tensor<?x5xf32>
  }
  return %y : tensor<?x5xf32>
}
