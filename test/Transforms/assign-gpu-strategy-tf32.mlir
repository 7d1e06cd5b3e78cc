// RUN: glu-opt %s --glu-assign-gpu-strategy=allow-tf32 --remarks-filter='glu-strategy' --remark-format=emitRemark --verify-diagnostics -o /dev/null

func.func @f32(%x: tensor<?x12xf32>, %w: tensor<12x20xf32>, %init: tensor<?x20xf32>) -> tensor<?x20xf32> {
  // expected-remark@below {{glu.linear: not stream: the element type is f32, not bf16 or f16}}
  // expected-remark@below {{glu.linear: not s2: the element type is f32, not bf16 or f16}}
  // expected-remark@below {{Remark=glu.linear, strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3, tf32 = true>"}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x12xf32>, tensor<12x20xf32>)
         outs(%init : tensor<?x20xf32>) -> tensor<?x20xf32>
  return %0 : tensor<?x20xf32>
}

func.func @odd_k(%x: tensor<?x6xf32>, %w: tensor<20x6xf32>, %init: tensor<?x20xf32>) -> tensor<?x20xf32> {
  // expected-remark@below {{glu.linear: not stream: the element type is f32, not bf16 or f16}}
  // expected-remark@below {{glu.linear: not s2: the element type is f32, not bf16 or f16}}
  // expected-remark@below {{glu.linear: not s1: k is 6, no multiple of 4 elements of 32 bits}}
  // expected-remark@below {{Remark=glu.linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.linear relu weights<out_in>
         ins(%x, %w : tensor<?x6xf32>, tensor<20x6xf32>)
         outs(%init : tensor<?x20xf32>) -> tensor<?x20xf32>
  return %0 : tensor<?x20xf32>
}

// What tensor cores take as it is, they do not round.
func.func @bf16(%x: tensor<?x64xbf16>, %w: tensor<64x64xbf16>, %init: tensor<?x64xbf16>) -> tensor<?x64xbf16> {
  // expected-remark@below {{glu.linear: not stream: the number of rows is dynamic, not at most 16}}
  // expected-remark@below {{glu.linear: not s2: the architecture is sm_80, not sm_90a}}
  // expected-remark@below {{Remark=glu.linear, strategy="#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>"}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xbf16>, tensor<64x64xbf16>)
         outs(%init : tensor<?x64xbf16>) -> tensor<?x64xbf16>
  return %0 : tensor<?x64xbf16>
}

func.func @f64(%x: tensor<?x64xf64>, %w: tensor<64x64xf64>, %init: tensor<?x64xf64>) -> tensor<?x64xf64> {
  // expected-remark@below {{glu.linear: not stream: the element type is f64, not bf16 or f16}}
  // expected-remark@below {{glu.linear: not s2: the element type is f64, not bf16 or f16}}
  // expected-remark@below {{glu.linear: not s1: the element type is f64, not bf16 or f16}}
  // expected-remark@below {{Remark=glu.linear, strategy=#glu.gpu_strategy<s0>}}
  %0 = glu.linear relu weights<in_out>
         ins(%x, %w : tensor<?x64xf64>, tensor<64x64xf64>)
         outs(%init : tensor<?x64xf64>) -> tensor<?x64xf64>
  return %0 : tensor<?x64xf64>
}
