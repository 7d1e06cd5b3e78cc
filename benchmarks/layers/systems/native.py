"""Systems that are shared libraries: the calls run in a loop of C++."""

import ctypes
import pathlib

import numpy as np

BUILD = pathlib.Path(__file__).parents[3] / "build"

POINTER, INTEGER = ctypes.c_void_p, ctypes.c_int64
CALL_FUNCTIONS = {
    "runCall": (None, POINTER, INTEGER),
    "getResult": (POINTER, POINTER),
    "freeCall": (None, POINTER),
}


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


class NativeCall:
    """A call of a library, freed when nobody uses it any more."""

    def __init__(self, library, call, x):
        self.library, self.call, self.x = library, call, x

    def __del__(self):
        self.library.freeCall(self.call)

    def run(self, times):
        self.library.runCall(self.call, times)

    def get_result(self):
        """The result has the shape and the type of x."""
        data = ctypes.string_at(self.library.getResult(self.call), self.x.nbytes)
        return np.frombuffer(data, self.x.dtype).reshape(self.x.shape)
