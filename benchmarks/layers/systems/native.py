"""Systems that are shared libraries: the calls run in a loop of C++."""

import ctypes
import pathlib

import numpy as np

BUILD = pathlib.Path(__file__).parents[3] / "build"

POINTER, INTEGER = ctypes.c_void_p, ctypes.c_int64
CALL_FUNCTIONS = {"runCall": (None, POINTER, INTEGER), "getResult": (POINTER, POINTER)}


class Seconds(ctypes.Structure):
    _fields_ = [("compile", ctypes.c_double), ("prepare", ctypes.c_double)]

    def as_dict(self):
        return {"compile": self.compile, "prepare": self.prepare}


def load(name, functions):
    """The library, its functions given the types of their results and arguments."""
    library = ctypes.CDLL(str(BUILD / name))
    for function, (result, *arguments) in (functions | CALL_FUNCTIONS).items():
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


def get_addresses(arrays):
    return (POINTER * len(arrays))(*(array.ctypes.data for array in arrays))


def get_result(library, call, x):
    """The result, which has the shape and the type of x."""
    data = ctypes.string_at(library.getResult(call), x.nbytes)
    return np.frombuffer(data, x.dtype).reshape(x.shape)
