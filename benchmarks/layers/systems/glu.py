"""glu: one function of any number of rows, with prepared weights if it can."""

import ctypes

from systems import Call, native
from systems.native import INTEGER, POINTER

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


def get_text(layer):
    d_model, d_ff = layer.sizes
    return FUNCTION.format(
        activation=ACTIVATIONS[layer.activation],
        x=f"tensor<?x{d_model}x{layer.type}>",
        w=f"tensor<{d_model}x{d_ff}x{layer.type}>",
        w2=f"tensor<{d_ff}x{d_model}x{layer.type}>",
    )


FUNCTIONS = {
    "makeLayer": (POINTER, ctypes.c_char_p, ctypes.c_uint, POINTER, POINTER),
    "isPacked": (ctypes.c_bool, POINTER),
    "makeCall": (POINTER, POINTER, POINTER, INTEGER),
}


class System:
    def __init__(self, layer, threads):
        self.library = native.load("lib/libglu_layers.so", FUNCTIONS)
        seconds = native.Seconds()
        weights = native.get_addresses(layer.weights)
        self.layer = self.library.makeLayer(
            get_text(layer).encode(), threads, weights, ctypes.byref(seconds)
        )
        if not self.layer:
            raise RuntimeError("the layer does not compile")
        self.seconds = seconds.as_dict()
        self.remark = "packed" if self.library.isPacked(self.layer) else "plain"

    def prepare(self, x):
        call = self.library.makeCall(self.layer, x.ctypes.data, len(x))
        if not call:
            raise RuntimeError("the call does not fit the layer")
        native_call = native.NativeCall(self.library, call, x)
        return Call(native_call.run, native_call.get_result, self.seconds, self.remark)
