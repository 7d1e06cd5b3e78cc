// RUN: glu-opt %s --convert-tiles-to-llvm | FileCheck %s

// Tiles that a loop carries are values of LLVM's type.
// CHECK-LABEL: func @loop
// CHECK: %[[ZERO:.*]] = llvm.call_intrinsic "llvm.x86.tilezero.internal"({{.*}}) : (i16, i16) -> !llvm.x86_amx
// CHECK: %[[SUM:.*]] = scf.for {{.*}} iter_args(%[[ACC:.*]] = %[[ZERO]]) -> (!llvm.x86_amx)
// CHECK: %[[X:.*]] = llvm.call_intrinsic "llvm.x86.tileloadd64.internal"
// CHECK: %[[W:.*]] = llvm.call_intrinsic "llvm.x86.tileloaddt164.internal"
// CHECK: %[[NEXT:.*]] = llvm.call_intrinsic "llvm.x86.tdpbf16ps.internal"({{.*}}, %[[ACC]], %[[X]], %[[W]])
// CHECK: scf.yield %[[NEXT]] : !llvm.x86_amx
// CHECK: llvm.call_intrinsic "llvm.x86.tilestored64.internal"({{.*}}, %[[SUM]])
// CHECK-NOT: amx.
func.func @loop(%x: memref<16x64xbf16>, %w: memref<32x32xbf16>, %out: memref<16x16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %zero = amx.tile_zero : !amx.tile<16x16xf32>
  %sum = scf.for %k = %c0 to %c2 step %c1 iter_args(%acc = %zero) -> (!amx.tile<16x16xf32>) {
    %column = arith.muli %k, %c32 : index
    %row = arith.muli %k, %c16 : index
    %a = amx.tile_load %x[%c0, %column] : memref<16x64xbf16> into !amx.tile<16x32xbf16>
    %b = amx.tile_load %w[%row, %c0] {nontemporal} : memref<32x32xbf16> into !amx.tile<16x32xbf16>
    %next = amx.tile_mulf %a, %b, %acc : !amx.tile<16x32xbf16>, !amx.tile<16x32xbf16>, !amx.tile<16x16xf32>
    scf.yield %next : !amx.tile<16x16xf32>
  }
  amx.tile_store %out[%c0, %c0], %sum : memref<16x16xf32>, !amx.tile<16x16xf32>
  return
}

// So are those of a branch; other values that it carries stay as they are.
// CHECK-LABEL: func @branch
// CHECK: %{{.*}}:2 = scf.if %{{.*}} -> (!llvm.x86_amx, index)
// CHECK: llvm.call_intrinsic "llvm.x86.tilezero.internal"
// CHECK: scf.yield %{{.*}}, %{{.*}} : !llvm.x86_amx, index
// CHECK: llvm.call_intrinsic "llvm.x86.tileloadd64.internal"
// CHECK: scf.yield %{{.*}}, %{{.*}} : !llvm.x86_amx, index
func.func @branch(%first: i1, %sums: memref<16x16xf32>) -> index {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %sum:2 = scf.if %first -> (!amx.tile<16x16xf32>, index) {
    %zero = amx.tile_zero : !amx.tile<16x16xf32>
    scf.yield %zero, %c0 : !amx.tile<16x16xf32>, index
  } else {
    %old = amx.tile_load %sums[%c0, %c0] : memref<16x16xf32> into !amx.tile<16x16xf32>
    scf.yield %old, %c1 : !amx.tile<16x16xf32>, index
  }
  amx.tile_store %sums[%c0, %c0], %sum#0 : memref<16x16xf32>, !amx.tile<16x16xf32>
  return %sum#1 : index
}
