"""oneDNN: a product for each weight by hand, with packed weights and post-ops."""

import ctypes

from systems import Call, native
from systems.native import INTEGER, POINTER

FUNCTIONS = {
    "makeCall": (POINTER, ctypes.c_char_p, ctypes.c_bool, *3 * [POINTER], INTEGER, POINTER),
}


class System:
    def __init__(self, layer, threads):
        name = "benchmarks/layers/libonednn_layers.so"
        self.library = native.load(name, FUNCTIONS)
        self.layer = layer

    def prepare(self, x):
        seconds = native.Seconds()
        call = self.library.makeCall(
            self.layer.activation.encode(),
            self.layer.type == "bf16",
            (INTEGER * 3)(len(x), *self.layer.sizes),
            x.ctypes.data,
            native.get_addresses(self.layer.weights),
            len(self.layer.weights),
            ctypes.byref(seconds),
        )
        if not call:
            raise RuntimeError("oneDNN does not make the call")
        native_call = native.NativeCall(self.library, call, x)
        return Call(native_call.run, native_call.get_result, seconds.as_dict())
