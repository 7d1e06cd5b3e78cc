"""glu: one function of any number of rows, with prepared weights if it can."""

import ctypes

from spelling import ACTIVATIONS
from systems import Call, native
from systems.native import INTEGER, POINTER

FUNCTION = """
func.func @ffn(%x: {x}, {parameters}, %w2: {w2},
               %out: {x} {{bufferization.writable = true}}) -> {x} {{
  %c0 = arith.constant 0 : index
  %rows = tensor.dim %x, %c0 : {x}
  %init = tensor.empty(%rows) : {x}
  %y = glu.ffn {activation} weights<{layout}> down<in_out>
         ins(%x, {weights} : {x}, {types}) down(%w2 : {w2})
         outs(%init : {x}) -> {x}
  %0 = bufferization.materialize_in_destination %y in %out : ({x}, {x}) -> {x}
  return %0 : {x}
}}
"""


def get_text(layer):
    d_model, d_ff = layer.sizes
    weights = ["%w", "%v"] if layer.is_gated else ["%w"]
    type_ = f"tensor<{d_model}x{d_ff}x{layer.type}>"
    return FUNCTION.format(
        activation=ACTIVATIONS[layer.activation],
        layout="separate, in_out" if layer.is_gated else "in_out",
        parameters=", ".join(f"{weight}: {type_}" for weight in weights),
        weights=", ".join(weights),
        types=", ".join(type_ for _ in weights),
        x=f"tensor<?x{d_model}x{layer.type}>",
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
