"""ONNX Runtime, which packs the weights when it loads the model. It has no product
of bf16 on the CPU."""

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from systems import Call, Unsupported, measure, repeat

# From "gate" to "act".
ACTIVATIONS = {
    "swiglu": [("Sigmoid", ["gate"], "s"), ("Mul", ["gate", "s"], "act")],
    "geglu": [("Gelu", ["gate"], "act")],
    "reglu": [("Relu", ["gate"], "act")],
    "glu": [("Sigmoid", ["gate"], "act")],
    "bilinear": [("Identity", ["gate"], "act")],
    "relu": [("Relu", ["gate"], "act")],
}


def make_model(layer, rows):
    value = [
        ("MatMul", ["x", "v"], "value"),
        ("Mul", ["act", "value"], "hidden"),
    ]
    nodes = [
        ("MatMul", ["x", "w"], "gate"),
        *ACTIVATIONS[layer.activation],
        *(value if layer.is_gated else []),
        ("MatMul", ["hidden" if layer.is_gated else "act", "w2"], "y"),
    ]
    shape = [rows, layer.sizes[0]]
    weights = zip(layer.weights, layer.weight_names)
    graph = helper.make_graph(
        [helper.make_node(op, inputs, [output]) for op, inputs, output in nodes],
        "ffn",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(weight, name) for weight, name in weights],
    )
    opsets = [helper.make_opsetid("", 20)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


class System:
    def __init__(self, layer, threads):
        if layer.type != "f32":
            raise Unsupported(f"no product of {layer.type} on the CPU")
        self.layer = layer
        self.options = onnxruntime.SessionOptions()
        self.options.intra_op_num_threads = threads
        self.options.inter_op_num_threads = 1
        # Threads that wait do so no longer than the call lasts.
        self.options.add_session_config_entry("session.force_spinning_stop", "1")

    def prepare(self, x):
        model = make_model(self.layer, len(x)).SerializeToString()
        session, seconds = measure(
            lambda: onnxruntime.InferenceSession(
                model, self.options, providers=["CPUExecutionProvider"]
            )
        )
        y = np.empty_like(x)
        binding = session.io_binding()
        binding.bind_cpu_input("x", x)
        binding.bind_output("y", "cpu", 0, np.float32, y.shape, y.ctypes.data)
        return Call(
            repeat(lambda: session.run_with_iobinding(binding)),
            lambda: y.copy(),
            {"compile": seconds},
        )
