"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[?,5,32],f32>, !torch.vtensor<[32,88],f32>, !torch.vtensor<[32,88],f32>, !torch.vtensor<[88,32],f32>) -> !torch.vtensor<[?,5,32],f32>, sym_name = "agraph"}> ({
  ^bb0(%arg0: !torch.vtensor<[?,5,32],f32>, %arg1: !torch.vtensor<[32,88],f32>, %arg2: !torch.vtensor<[32,88],f32>, %arg3: !torch.vtensor<[88,32],f32>):
    %0 = "torch.constant.none"() : () -> !torch.none
    %1 = "torch.operator"(%arg0) <{name = "onnx.Shape"}> : (!torch.vtensor<[?,5,32],f32>) -> !torch.vtensor<[3],si64>
    %2 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<0> : tensor<si64>} : () -> !torch.vtensor<[],si64>
    %3 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<1> : tensor<si64>} : () -> !torch.vtensor<[],si64>
    %4 = "torch.operator"(%1, %2) <{name = "onnx.Gather"}> : (!torch.vtensor<[3],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[],si64>
    %5 = "torch.operator"(%1, %3) <{name = "onnx.Gather"}> : (!torch.vtensor<[3],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[],si64>
    %6 = "torch.operator"(%4, %5) <{name = "onnx.Mul"}> : (!torch.vtensor<[],si64>, !torch.vtensor<[],si64>) -> !torch.vtensor<[],si64>
    %7 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<0> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
    %8 = "torch.operator"(%6, %7) <{name = "onnx.Unsqueeze"}> : (!torch.vtensor<[],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
    %9 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<32> : tensor<1xsi64>} : () -> !torch.vtensor<[1],si64>
    %10 = "torch.operator"(%8, %9) <{name = "onnx.Concat"}> {torch.onnx.axis = 0 : si64} : (!torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[2],si64>
    %11 = "torch.operator"(%arg0, %10) <{name = "onnx.Reshape"}> : (!torch.vtensor<[?,5,32],f32>, !torch.vtensor<[2],si64>) -> !torch.vtensor<[],f32>
    %12 = "torch.operator"(%11, %arg1) <{name = "onnx.MatMul"}> : (!torch.vtensor<[],f32>, !torch.vtensor<[32,88],f32>) -> !torch.vtensor<[],f32>
    %13 = "torch.operator"(%11, %arg2) <{name = "onnx.MatMul"}> : (!torch.vtensor<[],f32>, !torch.vtensor<[32,88],f32>) -> !torch.vtensor<[],f32>
    %14 = "torch.operator"(%12) <{name = "onnx.Relu"}> : (!torch.vtensor<[],f32>) -> !torch.vtensor<[],f32>
    %15 = "torch.operator"(%14, %13) <{name = "onnx.Mul"}> : (!torch.vtensor<[],f32>, !torch.vtensor<[],f32>) -> !torch.vtensor<[],f32>
    %16 = "torch.operator"(%15, %arg3) <{name = "onnx.MatMul"}> : (!torch.vtensor<[],f32>, !torch.vtensor<[88,32],f32>) -> !torch.vtensor<[],f32>
    %17 = "torch.operator"(%4, %7) <{name = "onnx.Unsqueeze"}> : (!torch.vtensor<[],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
    %18 = "torch.operator"(%5, %7) <{name = "onnx.Unsqueeze"}> : (!torch.vtensor<[],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[1],si64>
    %19 = "torch.operator"(%17, %18, %9) <{name = "onnx.Concat"}> {torch.onnx.axis = 0 : si64} : (!torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>, !torch.vtensor<[1],si64>) -> !torch.vtensor<[3],si64>
    %20 = "torch.operator"(%16, %19) <{name = "onnx.Reshape"}> : (!torch.vtensor<[],f32>, !torch.vtensor<[3],si64>) -> !torch.vtensor<[?,5,32],f32>
    "func.return"(%20) : (!torch.vtensor<[?,5,32],f32>) -> ()
  }) {torch.onnx_meta.ir_version = 8 : si64, torch.onnx_meta.opset_version = 13 : si64, torch.onnx_meta.producer_name = "", torch.onnx_meta.producer_version = ""} : () -> ()
}) : () -> ()
