"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[2,5,32],f16>, !torch.vtensor<[88,32],f16>, !torch.vtensor<[88,32],f16>, !torch.vtensor<[32,88],f16>) -> !torch.vtensor<[2,5,32],f16>, sym_name = "main_graph"}> ({
  ^bb0(%arg0: !torch.vtensor<[2,5,32],f16>, %arg1: !torch.vtensor<[88,32],f16>, %arg2: !torch.vtensor<[88,32],f16>, %arg3: !torch.vtensor<[32,88],f16>):
    %0 = "torch.constant.none"() : () -> !torch.none
    %1 = "torch.operator"(%arg1) <{name = "onnx.Transpose"}> {torch.onnx.perm = [1 : si64, 0 : si64]} : (!torch.vtensor<[88,32],f16>) -> !torch.vtensor<[32,88],f16>
    %2 = "torch.operator"(%arg0, %1) <{name = "onnx.MatMul"}> : (!torch.vtensor<[2,5,32],f16>, !torch.vtensor<[32,88],f16>) -> !torch.vtensor<[2,5,88],f16>
    %3 = "torch.operator"(%2) <{name = "onnx.Sigmoid"}> : (!torch.vtensor<[2,5,88],f16>) -> !torch.vtensor<[2,5,88],f16>
    %4 = "torch.operator"(%2, %3) <{name = "onnx.Mul"}> : (!torch.vtensor<[2,5,88],f16>, !torch.vtensor<[2,5,88],f16>) -> !torch.vtensor<[2,5,88],f16>
    %5 = "torch.operator"(%arg2) <{name = "onnx.Transpose"}> {torch.onnx.perm = [1 : si64, 0 : si64]} : (!torch.vtensor<[88,32],f16>) -> !torch.vtensor<[32,88],f16>
    %6 = "torch.operator"(%arg0, %5) <{name = "onnx.MatMul"}> : (!torch.vtensor<[2,5,32],f16>, !torch.vtensor<[32,88],f16>) -> !torch.vtensor<[2,5,88],f16>
    %7 = "torch.operator"(%4, %6) <{name = "onnx.Mul"}> : (!torch.vtensor<[2,5,88],f16>, !torch.vtensor<[2,5,88],f16>) -> !torch.vtensor<[2,5,88],f16>
    %8 = "torch.operator"(%arg3) <{name = "onnx.Transpose"}> {torch.onnx.perm = [1 : si64, 0 : si64]} : (!torch.vtensor<[32,88],f16>) -> !torch.vtensor<[88,32],f16>
    %9 = "torch.operator"(%7, %8) <{name = "onnx.MatMul"}> : (!torch.vtensor<[2,5,88],f16>, !torch.vtensor<[88,32],f16>) -> !torch.vtensor<[2,5,32],f16>
    "func.return"(%9) : (!torch.vtensor<[2,5,32],f16>) -> ()
  }) {torch.onnx_meta.ir_version = 10 : si64, torch.onnx_meta.opset_version = 23 : si64, torch.onnx_meta.producer_name = "pytorch", torch.onnx_meta.producer_version = "2.15.0+cu132"} : () -> ()
}) : () -> ()
