// Tensors of integers wrap around, and are signed where the op is.

// RUN: %npy %t.i8.npy '<i1' 5 -128 -1 0 1 127
// RUN: %npy %t.i8.difference.npy '<i1' 5 127 -2 -1 0 126
// RUN: %npy %t.less.npy '|b1' 5 0 1 1 1 1
// RUN: glu-run %s --entry=i8 --arg=%t.i8.npy --expect=%t.i8.difference.npy --expect=%t.less.npy

// RUN: %npy %t.i16.npy '<i2' 5 -32768 -1 0 1 32767
// RUN: %npy %t.i16.difference.npy '<i2' 5 32767 -2 -1 0 32766
// RUN: glu-run %s --entry=i16 --arg=%t.i16.npy --expect=%t.i16.difference.npy --expect=%t.less.npy

// More digits than a double has.
// RUN: %npy %t.i64.npy '<i8' 5 -9223372036854775808 -1 0 1 4294967296
// CHECK: <i8 5: 9223372036854775807 -2 -1 0 4294967295
// RUN: glu-run %s --entry=i64 --arg=%t.i64.npy --out=%t.i64.out.npy
// RUN: %npy %t.i64.out.npy | FileCheck %s
// RUN: glu-run %s --entry=index --arg=%t.i64.npy --out=%t.index.out.npy
// RUN: %npy %t.index.out.npy | FileCheck %s

// RUN: %npy %t.wide.npy '<i8' 5 -128 -1 0 1 127
// RUN: %npy %t.unsigned.npy '<i8' 5 128 255 0 1 127
// RUN: glu-run %s --entry=extend --arg=%t.i8.npy --expect=%t.wide.npy --expect=%t.unsigned.npy

// What is no array on the host can be a tensor between ops.
// RUN: glu-run %s --entry=i4 --random --verify
// RUN: glu-run %s --entry=i24 --random --verify

func.func @i8(%x: tensor<5xi8>) -> (tensor<5xi8>, tensor<5xi1>) {
  %one = arith.constant dense<1> : tensor<5xi8>
  %0 = arith.subi %x, %one : tensor<5xi8>
  %1 = arith.cmpi slt, %0, %x : tensor<5xi8>
  return %0, %1 : tensor<5xi8>, tensor<5xi1>
}
func.func @i16(%x: tensor<5xi16>) -> (tensor<5xi16>, tensor<5xi1>) {
  %one = arith.constant dense<1> : tensor<5xi16>
  %0 = arith.subi %x, %one : tensor<5xi16>
  %1 = arith.cmpi slt, %0, %x : tensor<5xi16>
  return %0, %1 : tensor<5xi16>, tensor<5xi1>
}
func.func @i64(%x: tensor<5xi64>) -> (tensor<5xi64>, tensor<5xi1>) {
  %one = arith.constant dense<1> : tensor<5xi64>
  %0 = arith.subi %x, %one : tensor<5xi64>
  %1 = arith.cmpi slt, %0, %x : tensor<5xi64>
  return %0, %1 : tensor<5xi64>, tensor<5xi1>
}
func.func @index(%x: tensor<5xindex>) -> (tensor<5xindex>, tensor<5xi1>) {
  %one = arith.constant dense<1> : tensor<5xindex>
  %0 = arith.subi %x, %one : tensor<5xindex>
  %1 = arith.cmpi slt, %0, %x : tensor<5xindex>
  return %0, %1 : tensor<5xindex>, tensor<5xi1>
}

func.func @extend(%x: tensor<5xi8>) -> (tensor<5xi64>, tensor<5xi64>) {
  %0 = arith.extsi %x : tensor<5xi8> to tensor<5xi64>
  %1 = arith.extui %x : tensor<5xi8> to tensor<5xi64>
  return %0, %1 : tensor<5xi64>, tensor<5xi64>
}

// Written by vectors, read by scalars, and the other way around.
func.func @i4(%x: tensor<7x37xi64>) -> tensor<37x7xi64> {
  %0 = arith.trunci %x : tensor<7x37xi64> to tensor<7x37xi4>
  %init = tensor.empty() : tensor<37x7xi4>
  %1 = linalg.transpose ins(%0 : tensor<7x37xi4>)
         outs(%init : tensor<37x7xi4>) permutation = [1, 0]
  %2 = arith.extsi %1 : tensor<37x7xi4> to tensor<37x7xi64>
  return %2 : tensor<37x7xi64>
}
func.func @i24(%x: tensor<7x37xi64>) -> tensor<37x7xi64> {
  %0 = arith.trunci %x : tensor<7x37xi64> to tensor<7x37xi24>
  %init = tensor.empty() : tensor<37x7xi24>
  %1 = linalg.transpose ins(%0 : tensor<7x37xi24>)
         outs(%init : tensor<37x7xi24>) permutation = [1, 0]
  %2 = arith.extsi %1 : tensor<37x7xi24> to tensor<37x7xi64>
  return %2 : tensor<37x7xi64>
}
