"""What the machine could do at most for a layer, by the roofline model."""

import ctypes
import pathlib

BUILD = pathlib.Path(__file__).parents[2] / "build" / "benchmarks" / "layers"

# Weights up to this size stay in the L3 cache from call to call.
L3_BYTES = 64 << 20


class Roofs:
    """The two roofs of a layer, measured as often as its systems are."""

    def __init__(self, layer, threads):
        library = ctypes.CDLL(str(BUILD / "libroofs.so"))
        compute = "FMA" if layer.type == "f32" else "AMX"
        bandwidth = "L3" if layer.weight_bytes < L3_BYTES else "DRAM"
        self.functions = {}
        for name in (compute, bandwidth):
            function = getattr(library, f"measure{name}")
            function.restype = ctypes.c_double
            self.functions[name] = lambda function=function: function(threads)
        self.rates = {name: [] for name in self.functions}

    def measure(self):
        for name, function in self.functions.items():
            self.rates[name].append(function())
