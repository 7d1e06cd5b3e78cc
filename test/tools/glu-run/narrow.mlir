// Files hold f32 where the function takes or gives 16-bit floats: rounded once
// on the way in, exact on the way out.

// 1 + 2^-8 is halfway between two bf16 and goes to the even one, 1; the next
// f32 goes up to 1 + 2^-7. All are f16.
// RUN: %npy %t.npy '<f4' 3 1.00390625 1.00390637 65520
// RUN: glu-run %s --entry=bf16 --arg=%t.npy --out=%t.bf16.npy
// RUN: %npy %t.bf16.npy | FileCheck %s --check-prefix=BF16
// RUN: glu-run %s --entry=f16 --arg=%t.npy --out=%t.f16.npy
// RUN: %npy %t.f16.npy | FileCheck %s --check-prefix=F16
// BF16: <f4 3: 1 1.00781 65536
// F16: <f4 3: 1.00391 1.00391 inf

// From f64 too, not by way of f32: just above halfway.
// RUN: %npy %t.f8.npy '<f8' 3 1.00390625000001 1 1
// RUN: glu-run %s --entry=bf16 --arg=%t.f8.npy | FileCheck %s --check-prefix=F64
// F64: result 0: 3xbf16 [1.00781, 1, 1]

// ml_dtypes' bfloat16 is V2 for NumPy: 0x3f80 is 1.
// RUN: %npy %t.v2.npy '<V2' 3 16256 16384 49024
// RUN: glu-run %s --entry=bf16 --arg=%t.v2.npy | FileCheck %s --check-prefix=V2
// V2: result 0: 3xbf16 [1, 2, -1]

func.func @bf16(%x: tensor<3xbf16>) -> tensor<3xbf16> {
  return %x : tensor<3xbf16>
}
func.func @f16(%x: tensor<3xf16>) -> tensor<3xf16> {
  return %x : tensor<3xf16>
}
