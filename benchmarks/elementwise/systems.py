"""The measured systems, as shared libraries behind one interface: system.h."""

import ctypes
import importlib.util
import os
import pathlib
import subprocess
import sys

from activations import ACTIVATIONS, BUILD, HERE, LLVM, ROOT, generate, lower

FUNCTION = """
func.func @{name}(%x: tensor<?xf32>,
                  %y: tensor<?xf32> {{bufferization.writable = true}})
    -> tensor<?xf32> {{
  %0 = glu.activation {attribute}(%x) : tensor<?xf32>
  %1 = bufferization.materialize_in_destination %0 in %y
         : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %1 : tensor<?xf32>
}}
"""


def link(name, *options):
    library = BUILD / f"lib{name}_system.so"
    command = [LLVM / "clang++", "-O2", "-std=c++20", "-shared", "-fPIC"]
    command += [HERE / f"{name}.cpp", "-o", library, *options]
    subprocess.run(command, check=True)
    return library


def libraries_in(folder):
    """Options for libraries that are also to find one another."""
    return (f"-L{folder}", f"-Wl,--disable-new-dtags,-rpath,{folder}")


def build_glu(target):
    text = "".join(
        FUNCTION.format(name=name, attribute=attribute)
        for name, (attribute, _) in ACTIVATIONS.items()
    )
    code = BUILD / "activations.o"
    options = ("--filetype=obj", "--relocation-model=pic")
    code.write_bytes(generate(lower(text, target), target, *options))
    include = f"-I{ROOT / 'include'}"
    return link("glu", code, include, f"-L{LLVM.parent / 'lib'}", "-lomp", "-lm")


def build_torch(_):
    torch = pathlib.Path(importlib.util.find_spec("torch").origin).parent
    libraries = libraries_in(torch / "lib")
    return link("torch", f"-I{torch / 'include'}", *libraries, "-ltorch_cpu", "-lc10")


def build_onednn(_):
    prefix = pathlib.Path(sys.prefix)
    libraries = libraries_in(prefix / "lib")
    return link("onednn", f"-I{prefix / 'include'}", *libraries, "-ldnnl")


# PyTorch's own kernels, those that it has of MKL, and oneDNN.
LIMITS = {
    "avx2": {
        "ATEN_CPU_CAPABILITY": "avx2",
        "MKL_ENABLE_INSTRUCTIONS": "AVX2",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
    },
    "avx512": {},
}
BUILDERS = {"glu": build_glu, "torch": build_torch, "onednn": build_onednn}


class System:
    """A system, built and loaded."""

    def __init__(self, name, target):
        self.name = name
        library = ctypes.CDLL(str(BUILDERS[name](target)))
        self.prepare_call = library.prepare
        self.prepare_call.restype = ctypes.c_void_p
        self.prepare_call.argtypes = [ctypes.c_char_p] + 2 * [ctypes.c_void_p]
        self.prepare_call.argtypes += [ctypes.c_int64]
        self.run_call = library.run
        self.run_call.argtypes = [ctypes.c_void_p, ctypes.c_int64]

    def prepare(self, activation, x, y):
        """A function that runs `activation` so many times; None if it has none.

        It does not own x and y.
        """
        call = self.prepare_call(
            activation.encode(), x.ctypes.data, y.ctypes.data, x.size
        )
        return call and (lambda times: self.run_call(call, times))


def load(target, cpu):
    """All systems, with one thread on `cpu` and the vectors of `target`."""
    os.sched_setaffinity(0, {cpu})
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ.update(LIMITS[target])
    # PyPI's oneDNN runs on OpenCL's device for the CPU.
    opencl = pathlib.Path(sys.prefix) / "lib" / "libintelocl.so"
    os.environ["OCL_ICD_FILENAMES"] = str(opencl)
    BUILD.mkdir(parents=True, exist_ok=True)
    return [System(name, target) for name in BUILDERS]
