"""glu: one function of any number of rows, with prepared weights if it can."""

import ctypes
import pathlib

import numpy as np
from systems import Call

LIBRARY = pathlib.Path(__file__).parents[3] / "build" / "lib" / "libglu_layers.so"

ACTIVATIONS = {
    "swiglu": "swish<beta = 1.0>",
    "geglu": "gelu<erf>",
    "reglu": "relu",
    "glu": "sigmoid",
    "bilinear": "identity",
}

FUNCTION = """
func.func @ffn(%x: {x}, %w: {w}, %v: {w}, %w2: {w2},
               %out: {x} {{bufferization.writable = true}}) -> {x} {{
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : {x}
  %init = tensor.empty(%rows) : {x}
  %y = glu.ffn {activation} weights<separate, in_out> down<in_out>
         ins(%x, %w, %v : {x}, {w}, {w}) down(%w2 : {w2})
         outs(%init : {x}) -> {x}
  %0 = bufferization.materialize_in_destination %y in %out : ({x}, {x}) -> {x}
  return %0 : {x}
}}
"""


class Seconds(ctypes.Structure):
    _fields_ = [("compile", ctypes.c_double), ("prepare", ctypes.c_double)]


def get_text(layer):
    d_model, d_ff = layer.sizes
    return FUNCTION.format(
        activation=ACTIVATIONS[layer.activation],
        x=f"tensor<?x{d_model}x{layer.type}>",
        w=f"tensor<{d_model}x{d_ff}x{layer.type}>",
        w2=f"tensor<{d_ff}x{d_model}x{layer.type}>",
    )


def load():
    library = ctypes.CDLL(str(LIBRARY))
    pointer = ctypes.c_void_p
    for name, result, arguments in (
        ("makeLayer", pointer, [ctypes.c_char_p, ctypes.c_uint, pointer, pointer]),
        ("isPacked", ctypes.c_bool, [pointer]),
        ("makeCall", pointer, [pointer, pointer, ctypes.c_int64]),
        ("runCall", None, [pointer, ctypes.c_int64]),
        ("getResult", pointer, [pointer]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


class System:
    def __init__(self, layer, threads):
        self.library = load()
        seconds = Seconds()
        weights = (ctypes.c_void_p * 3)(*(w.ctypes.data for w in layer.weights))
        self.layer = self.library.makeLayer(
            get_text(layer).encode(), threads, weights, ctypes.byref(seconds)
        )
        if not self.layer:
            raise RuntimeError("glu does not compile the layer")
        self.seconds = {"compile": seconds.compile, "prepare": seconds.prepare}
        self.remark = "packed" if self.library.isPacked(self.layer) else "plain"

    def prepare(self, x):
        call = self.library.makeCall(self.layer, x.ctypes.data, len(x))
        if not call:
            raise RuntimeError("glu does not prepare the call")

        def get_result():
            data = ctypes.string_at(self.library.getResult(call), x.nbytes)
            return np.frombuffer(data, x.dtype).reshape(x.shape)

        return Call(
            lambda times: self.library.runCall(call, times),
            get_result,
            self.seconds,
            self.remark,
        )
