"""What the machine could do at most for a layer, by the roofline model."""

import ctypes
import functools
import pathlib

BUILD = pathlib.Path(__file__).parents[2] / "build" / "benchmarks" / "layers"

# Weights up to this size stay in the L3 cache from call to call.
CACHE_BYTES = 64 << 20


class Roofs:
    """The two roofs of a layer, measured as often as its systems are."""

    def __init__(self, layer, threads):
        library = ctypes.CDLL(str(BUILD / "libroofs.so"))
        compute = "FMA" if layer.type == "f32" else "AMX"
        bandwidth = "DRAM" if layer.weight_bytes > CACHE_BYTES else "Cache"
        self.functions = {}
        for name in (compute, bandwidth):
            function = getattr(library, f"measure{name}")
            function.restype = ctypes.c_double
            arguments = [ctypes.c_int(threads)]
            if name == "Cache":
                arguments.append(ctypes.c_size_t(layer.weight_bytes))
            self.functions[name] = functools.partial(function, *arguments)
        self.rates = {name: [] for name in self.functions}

    def measure(self):
        for name, function in self.functions.items():
            self.rates[name].append(function())
