"builtin.module"() ({
  "func.func"() <{function_type = (!torch.vtensor<[32,7],f16>, !torch.vtensor<[32,88],f16>, !torch.vtensor<[32,88],f16>, !torch.vtensor<[88,32],f16>) -> !torch.vtensor<[7,32],f16>, sym_name = "agraph"}> ({
  ^bb0(%arg0: !torch.vtensor<[32,7],f16>, %arg1: !torch.vtensor<[32,88],f16>, %arg2: !torch.vtensor<[32,88],f16>, %arg3: !torch.vtensor<[88,32],f16>):
    %0 = "torch.constant.none"() : () -> !torch.none
    %1 = "torch.operator"(%arg0, %arg1) <{name = "onnx.Gemm"}> {torch.onnx.transA = 1 : si64} : (!torch.vtensor<[32,7],f16>, !torch.vtensor<[32,88],f16>) -> !torch.vtensor<[7,88],f16>
    %2 = "torch.operator"(%arg0, %arg2) <{name = "onnx.Gemm"}> {torch.onnx.transA = 1 : si64} : (!torch.vtensor<[32,7],f16>, !torch.vtensor<[32,88],f16>) -> !torch.vtensor<[7,88],f16>
    %3 = "torch.operator"(%1) <{name = "onnx.Sigmoid"}> : (!torch.vtensor<[7,88],f16>) -> !torch.vtensor<[7,88],f16>
    %4 = "torch.operator"(%3, %2) <{name = "onnx.Mul"}> : (!torch.vtensor<[7,88],f16>, !torch.vtensor<[7,88],f16>) -> !torch.vtensor<[7,88],f16>
    %5 = "torch.operator"(%4, %arg3) <{name = "onnx.Gemm"}> : (!torch.vtensor<[7,88],f16>, !torch.vtensor<[88,32],f16>) -> !torch.vtensor<[7,32],f16>
    "func.return"(%5) : (!torch.vtensor<[7,32],f16>) -> ()
  }) {torch.onnx_meta.ir_version = 8 : si64, torch.onnx_meta.opset_version = 13 : si64, torch.onnx_meta.producer_name = "", torch.onnx_meta.producer_version = ""} : () -> ()
}) : () -> ()
