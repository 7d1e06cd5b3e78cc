"""The measured systems. A module is imported only if its system is asked for.

A class is made from a layer and a number of threads; its `prepare` takes x and
returns a Call.
"""

import dataclasses
import importlib
import time
from typing import Callable

import numpy as np

# The packages of PyPI come after the module and its class. glu is the last, so
# that the others do not find its LLVM and its OpenMP runtime.
CLASSES = {
    "torch-eager": ("torch", "Eager", ["torch"]),
    "torch-compile": ("torch", "Compiled", ["torch"]),
    "onednn": ("onednn", "System", ["onednn"]),
    "openvino": ("openvino", "System", ["openvino"]),
    "onnxruntime": ("onnxruntime", "System", ["onnxruntime", "onnx"]),
    "iree": ("iree", "System", ["iree-base-compiler", "iree-base-runtime"]),
    "glu": ("glu", "System", []),
}


class Unsupported(Exception):
    """A system that does not have such a layer."""


@dataclasses.dataclass
class Call:
    """A layer on one x, ready to run."""

    run: Callable[[int], None]  # so many times
    get_result: Callable[[], np.ndarray]
    seconds: dict[str, float]  # compile, prepare: what went before
    remark: str = ""


def create(name, layer, threads):
    module, cls, _ = CLASSES[name]
    system = getattr(importlib.import_module(f"systems.{module}"), cls)
    return system(layer, threads)


def repeat(function):
    def run(times):
        for _ in range(times):
            function()

    return run


def measure(function):
    """The result of a function, and the seconds that it took."""
    start = time.perf_counter()
    result = function()
    return result, time.perf_counter() - start
