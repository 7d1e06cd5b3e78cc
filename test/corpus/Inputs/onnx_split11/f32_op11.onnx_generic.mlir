"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,5,32],f32>, !torch.vtensor<[32,176],f32>, !torch.vtensor<[88,32],f32>) -> !torch.vtensor<[2,5,32],f32>, sym_name = "agraph"}> ({
  ^bb0(%arg0: !torch.vtensor<[2,5,32],f32>, %arg1: !torch.vtensor<[32,176],f32>, %arg2: !torch.vtensor<[88,32],f32>):
    %0 = "torch.constant.none"() : () -> !torch.none
    %1 = "torch.operator"(%arg0, %arg1) <{name = "onnx.MatMul"}> : (!torch.vtensor<[2,5,32],f32>, !torch.vtensor<[32,176],f32>) -> !torch.vtensor<[2,5,176],f32>
    %2:2 = "torch.operator"(%1) <{name = "onnx.Split"}> {torch.onnx.axis = -1 : si64, torch.onnx.split = [88 : si64, 88 : si64]} : (!torch.vtensor<[2,5,176],f32>) -> (!torch.vtensor<[2,5,88],f32>, !torch.vtensor<[2,5,88],f32>)
    %3 = "torch.operator"(%2#0) <{name = "onnx.Relu"}> : (!torch.vtensor<[2,5,88],f32>) -> !torch.vtensor<[2,5,88],f32>
    %4 = "torch.operator"(%3, %2#1) <{name = "onnx.Mul"}> : (!torch.vtensor<[2,5,88],f32>, !torch.vtensor<[2,5,88],f32>) -> !torch.vtensor<[2,5,88],f32>
    %5 = "torch.operator"(%4, %arg2) <{name = "onnx.MatMul"}> : (!torch.vtensor<[2,5,88],f32>, !torch.vtensor<[88,32],f32>) -> !torch.vtensor<[2,5,32],f32>
    "func.return"(%5) : (!torch.vtensor<[2,5,32],f32>) -> ()
  }) {torch.onnx_meta.ir_version = 8 : si64, torch.onnx_meta.opset_version = 11 : si64, torch.onnx_meta.producer_name = "", torch.onnx_meta.producer_version = ""} : () -> ()
}) : () -> ()
