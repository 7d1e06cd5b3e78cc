"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,5,32],f16>, !torch.vtensor<[32,264],f16>) -> !torch.vtensor<[2,5,88],f16>, sym_name = "agraph"}> ({
  ^bb0(%arg0: !torch.vtensor<[2,5,32],f16>, %arg1: !torch.vtensor<[32,264],f16>):
    %0 = "torch.constant.none"() : () -> !torch.none
    %1 = "torch.operator"(%arg0, %arg1) <{name = "onnx.MatMul"}> : (!torch.vtensor<[2,5,32],f16>, !torch.vtensor<[32,264],f16>) -> !torch.vtensor<[2,5,264],f16>
    %2 = "torch.operator"() <{name = "onnx.Constant"}> {torch.onnx.value = dense<[0, 0, 88, 3]> : tensor<4xsi64>} : () -> !torch.vtensor<[4],si64>
    %3 = "torch.operator"(%1, %2) <{name = "onnx.Reshape"}> : (!torch.vtensor<[2,5,264],f16>, !torch.vtensor<[4],si64>) -> !torch.vtensor<[2,5,88,3],f16>
    %4 = "torch.operator"(%3) <{name = "onnx.ReduceMax"}> {torch.onnx.axes = [-1 : si64], torch.onnx.keepdims = 0 : si64} : (!torch.vtensor<[2,5,88,3],f16>) -> !torch.vtensor<[2,5,88],f16>
    "func.return"(%4) : (!torch.vtensor<[2,5,88],f16>) -> ()
  }) {torch.onnx_meta.ir_version = 8 : si64, torch.onnx_meta.opset_version = 13 : si64, torch.onnx_meta.producer_name = "", torch.onnx_meta.producer_version = ""} : () -> ()
}) : () -> ()
