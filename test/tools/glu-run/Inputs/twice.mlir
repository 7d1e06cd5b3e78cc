// y[i] = 2 x[i], by a kernel of two blocks.
func.func @f(%x: tensor<8xf32>) -> tensor<8xf32> {
  %init = tensor.empty() : tensor<8xf32>
  %y = glu.kernel ins(%x : tensor<8xf32>) outs(%init : tensor<8xf32>) {
  ^bb0(%from: memref<8xf32, strided<[1], offset: ?>>,
       %to: memref<8xf32, strided<[1], offset: ?>>):
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c4 = arith.constant 4 : index
    gpu.launch blocks(%block, %by, %bz) in (%blocks = %c2, %ny = %c1, %nz = %c1)
        threads(%thread, %ty, %tz) in (%threads = %c4, %my = %c1, %mz = %c1) {
      %first = arith.muli %block, %c4 : index
      %i = arith.addi %first, %thread : index
      %at = arith.addi %i, %c0 : index
      %e = memref.load %from[%i] : memref<8xf32, strided<[1], offset: ?>>
      %t = arith.addf %e, %e : f32
      memref.store %t, %to[%at] : memref<8xf32, strided<[1], offset: ?>>
      gpu.terminator
    }
  } -> tensor<8xf32>
  return %y : tensor<8xf32>
}
