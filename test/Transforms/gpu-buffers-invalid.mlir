// RUN: glu-opt %s --split-input-file --glu-gpu-buffers --verify-diagnostics

func.func @host_code(%x: memref<4xf32>, %y: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
      threads(%tx, %ty, %tz) in (%lx = %c1, %ly = %c1, %lz = %c1) {
    %a = memref.load %x[%c0] : memref<4xf32>
    gpu.terminator
  }
  // expected-error@below {{'memref.copy' op expected code of the host that loads, stores or views a buffer of the GPU}}
  memref.copy %x, %y : memref<4xf32> to memref<4xf32>
  return
}

// -----

// expected-error@below {{'func.func' op expected kernels in public functions only; it is recursive, or else the inliner has not run}}
func.func private @inner(%x: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
      threads(%tx, %ty, %tz) in (%lx = %c1, %ly = %c1, %lz = %c1) {
    %a = memref.load %x[%c0] : memref<4xf32>
    gpu.terminator
  }
  return
}
