"""OpenVINO: the plugin for the CPU, with weights as constants."""

import numpy as np
import openvino as ov
import openvino.opset13 as ops
from systems import Call, measure, repeat

ACTIVATIONS = {
    "swiglu": ops.swish,
    "geglu": lambda x: ops.gelu(x, "erf"),
    "reglu": ops.relu,
    "glu": ops.sigmoid,
    "bilinear": lambda x: x,
    "relu": ops.relu,
}


def to_tensor(array):
    type_ = ov.Type.f32 if array.dtype == np.float32 else ov.Type.bf16
    tensor = ov.Tensor(type_, ov.Shape(array.shape))
    tensor.data[:] = array.view(tensor.data.dtype)
    return tensor


def make_model(layer, rows):
    """The products in f32, which the plugin does in bf16 where it is told to."""
    type_ = ov.Type.f32 if layer.type == "f32" else ov.Type.bf16
    w, *v, w2 = (
        # [out, in], as models are exported.
        ops.convert(ov.op.Constant(to_tensor(np.ascontiguousarray(a.T))), "f32")
        for a in layer.weights
    )
    x = ops.parameter([rows, layer.sizes[0]], type_)
    x_f32 = ops.convert(x, "f32")
    hidden = ACTIVATIONS[layer.activation](ops.matmul(x_f32, w, False, True))
    if v:
        hidden = ops.multiply(hidden, ops.matmul(x_f32, v[0], False, True))
    y = ops.convert(ops.matmul(hidden, w2, False, True), type_)
    return ov.Model([ops.result(y)], [x], "ffn")


class System:
    def __init__(self, layer, threads):
        self.layer = layer
        self.options = {
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": "1",
            "INFERENCE_NUM_THREADS": str(threads),
            "ENABLE_CPU_PINNING": "NO",
            "INFERENCE_PRECISION_HINT": layer.type,
        }

    def prepare(self, x):
        model = make_model(self.layer, len(x))
        compiled, seconds = measure(
            lambda: ov.Core().compile_model(model, "CPU", self.options)
        )
        request = compiled.create_infer_request()
        request.set_input_tensor(to_tensor(x))

        def get_result():
            return request.get_output_tensor().data.view(x.dtype).copy()

        return Call(repeat(request.infer), get_result, {"compile": seconds})
