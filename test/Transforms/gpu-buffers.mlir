// RUN: glu-opt %s --glu-gpu-buffers | FileCheck %s

!map = !nvgpu.tensormap.descriptor<tensor = memref<16x64xf16, #gpu.address_space<workgroup>>,
    swizzle = swizzle_128b, l2promo = l2promo_256b, oob = zero, interleave = none>

// What the kernel reads is copied to the device, its result back; both are freed.
// CHECK-LABEL: func @result
//  CHECK-SAME: (%[[X:.*]]: memref<?x4xf32>, %[[N:.*]]: index)
//       CHECK: %[[SIZE:.*]] = memref.dim %[[X]]
//       CHECK: %[[IN:.*]] = gpu.alloc (%[[SIZE]]) : memref<?x4xf32>
//       CHECK: gpu.memcpy %[[IN]], %[[X]]
//       CHECK: %[[OUT:.*]] = gpu.alloc (%[[N]]) : memref<?x4xf32>
//       CHECK: gpu.launch
//  CHECK-SAME: function(@result_0_work)
//  CHECK-SAME: workgroup(%[[SHARED:.*]] : memref<4xf32, #gpu.address_space<workgroup>>)
//       CHECK:   memref.load %[[IN]]
//       CHECK:   memref.store %{{.*}}, %[[SHARED]]
//       CHECK:   memref.store %{{.*}}, %[[OUT]]
//       CHECK: %[[HOST:.*]] = memref.alloc(%{{.*}}) : memref<?x4xf32>
//  CHECK-NEXT: gpu.memcpy %[[HOST]], %[[OUT]]
//  CHECK-NEXT: gpu.dealloc %[[OUT]]
//  CHECK-NEXT: gpu.dealloc %[[IN]]
//  CHECK-NEXT: return %[[HOST]]
func.func @result(%x: memref<?x4xf32>, %n: index) -> memref<?x4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %out = memref.alloc(%n) : memref<?x4xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
      threads(%tx, %ty, %tz) in (%lx = %c1, %ly = %c1, %lz = %c1) function(@work) {
    %shared = memref.alloca() : memref<4xf32, #gpu.address_space<workgroup>>
    %a = memref.load %x[%c0, %c0] : memref<?x4xf32>
    memref.store %a, %shared[%c0] : memref<4xf32, #gpu.address_space<workgroup>>
    memref.store %a, %out[%c0, %c0] : memref<?x4xf32>
    gpu.terminator
  }
  return %out : memref<?x4xf32>
}

// A constant is copied to the device too, wherever it is used first.
memref.global "private" constant @table : memref<2xf32> = dense<[1.0, 2.0]>
// CHECK-LABEL: func @constant
//       CHECK: %[[TABLE:.*]] = memref.get_global @table
//  CHECK-NEXT: %[[COPY:.*]] = gpu.alloc () : memref<2xf32>
//  CHECK-NEXT: gpu.memcpy %[[COPY]], %[[TABLE]]
//       CHECK: scf.if
//       CHECK:   gpu.launch
//       CHECK:     memref.load %[[COPY]]
//       CHECK: gpu.dealloc %[[COPY]]
//  CHECK-NEXT: return
func.func @constant(%c: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.if %c {
    %table = memref.get_global @table : memref<2xf32>
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
        threads(%tx, %ty, %tz) in (%lx = %c1, %ly = %c1, %lz = %c1) {
      %a = memref.load %table[%c0] : memref<2xf32>
      gpu.terminator
    }
  }
  return
}

// The host reads and writes single elements of what kernels use.
// CHECK-LABEL: func @elements
//       CHECK: %[[ONE:.*]] = memref.alloca() : memref<f32>
//       CHECK: %[[BUFFER:.*]] = gpu.alloc () : memref<3x4xf32>
//       CHECK: gpu.launch
//       CHECK: %[[FROM:.*]] = gpu.alloc () : memref<f32>
//       CHECK: gpu.launch
//  CHECK-SAME: function(@elements_1_element)
//       CHECK:   %[[READ:.*]] = memref.load %[[BUFFER]]
//       CHECK:   memref.store %[[READ]], %[[FROM]][]
//       CHECK: gpu.memcpy %[[ONE]], %[[FROM]]
//       CHECK: gpu.dealloc %[[FROM]]
//       CHECK: %[[A:.*]] = memref.load %[[ONE]][]
//       CHECK: gpu.launch
//       CHECK:   memref.store %[[A]], %[[BUFFER]]
func.func @elements(%i: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %buffer = memref.alloc() : memref<3x4xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
      threads(%tx, %ty, %tz) in (%lx = %c1, %ly = %c1, %lz = %c1) {
    %zero = arith.constant 0.0 : f32
    memref.store %zero, %buffer[%c0, %c0] : memref<3x4xf32>
    gpu.terminator
  }
  %a = memref.load %buffer[%i, %c2] : memref<3x4xf32>
  memref.store %a, %buffer[%c0, %c0] : memref<3x4xf32>
  memref.dealloc %buffer : memref<3x4xf32>
  return
}

// What the host alone uses stays where it is.
// CHECK-LABEL: func @host
//   CHECK-NOT: gpu.
//       CHECK: memref.alloc()
//       CHECK: memref.load
//       CHECK: memref.dealloc
func.func @host(%x: memref<4xf32>) -> f32 {
  %c0 = arith.constant 0 : index
  %buffer = memref.alloc() : memref<4xf32>
  %a = memref.load %x[%c0] : memref<4xf32>
  memref.store %a, %buffer[%c0] : memref<4xf32>
  %b = memref.load %buffer[%c0] : memref<4xf32>
  memref.dealloc %buffer : memref<4xf32>
  return %b : f32
}

// An argument that may be written is copied back, and returned as it is.
// CHECK-LABEL: func @writable
//  CHECK-SAME: (%[[X:.*]]: memref<4xf32>
//       CHECK: gpu.memcpy %[[COPY:.*]], %[[X]]
//       CHECK: gpu.launch
//       CHECK: gpu.memcpy %[[X]], %[[COPY]]
//  CHECK-NEXT: gpu.dealloc %[[COPY]]
//  CHECK-NEXT: return %[[X]]
func.func @writable(%x: memref<4xf32> {bufferization.writable = true}) -> memref<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
      threads(%tx, %ty, %tz) in (%lx = %c1, %ly = %c1, %lz = %c1) {
    %zero = arith.constant 0.0 : f32
    memref.store %zero, %x[%c0] : memref<4xf32>
    gpu.terminator
  }
  return %x : memref<4xf32>
}

// Of what the copy engine of a GPU knows by its address, it stores to one and reads the
// other.
// CHECK-LABEL: func @maps
//  CHECK-SAME: %[[X:.*]]: memref<16x64xf16>, %[[Y:.*]]: memref<16x64xf16>
//       CHECK: %[[ON_DEVICE_X:.*]] = gpu.alloc
//       CHECK: gpu.memcpy %[[ON_DEVICE_X]], %[[X]]
//       CHECK: %[[ON_DEVICE_Y:.*]] = gpu.alloc
//       CHECK: gpu.memcpy %[[ON_DEVICE_Y]], %[[Y]]
//       CHECK: gpu.launch
//   CHECK-NOT: gpu.memcpy %[[X]]
//       CHECK: gpu.memcpy %[[Y]], %[[ON_DEVICE_Y]]
//   CHECK-NOT: gpu.memcpy
func.func @maps(%x: memref<16x64xf16>, %y: memref<16x64xf16>) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %0 = memref.cast %x : memref<16x64xf16> to memref<*xf16>
  %from = nvgpu.tma.create.descriptor %0 box[%c16, %c64] : memref<*xf16> -> !map
  %1 = builtin.unrealized_conversion_cast %from : !map to !llvm.ptr
  %2 = memref.cast %y : memref<16x64xf16> to memref<*xf16>
  %to = nvgpu.tma.create.descriptor %2 box[%c16, %c64] : memref<*xf16> -> !map
  %3 = builtin.unrealized_conversion_cast %to : !map to !llvm.ptr
  %4 = llvm.ptrtoint %3 : !llvm.ptr to i64
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i0 = arith.constant 0 : i32
    %i1024 = arith.constant 1024 : i64
    %shared = llvm.inttoptr %i1024 : i64 to !llvm.ptr<3>
    nvvm.prefetch tensormap, %1 : !llvm.ptr
    %5 = llvm.inttoptr %4 : i64 to !llvm.ptr
    nvvm.cp.async.bulk.tensor.global.shared.cta %5, %shared, box[%i0, %i0] : !llvm.ptr, <3>
    gpu.terminator
  }
  return
}
