"""The activations, their exact values, and how glu compiles them."""

import math
import pathlib
import subprocess

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "benchmarks"
GLU_OPT = ROOT / "build" / "bin" / "glu-opt"
LLVM = pathlib.Path("/usr/lib/llvm-22/bin")

# The CPU of LLVM that has the features of a target of glu's.
CPUS = {"avx2": "x86-64-v3", "avx512": "x86-64-v4"}

SLOPE = float(np.float32(0.01))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def gelu_tanh(x):
    return x * sigmoid(math.sqrt(8 / math.pi) * (x + 0.044715 * x**3))


def gelu_erf(x):
    return 0.5 * x * np.vectorize(math.erfc)(-x / math.sqrt(2))


def mish(x):
    # tanh(log(1 + e^x)) without its cancellation; it is 1 from 20 on.
    n = np.exp(np.minimum(x, 20))
    n = n * (n + 2)
    return np.where(x < 20, x * (n / (n + 2)), x)


# name: how glu writes it, and its value in float64.
ACTIVATIONS = {
    "relu": ("relu", lambda x: np.maximum(x, 0)),
    "leaky_relu": (
        "leaky_relu<slope = 0.01>",
        lambda x: np.where(x < 0, SLOPE * x, x),
    ),
    "sigmoid": ("sigmoid", sigmoid),
    "tanh": ("tanh", np.tanh),
    "elu": ("elu<alpha = 1.0>", lambda x: np.where(x < 0, np.expm1(x), x)),
    "silu": ("swish<beta = 1.0>", lambda x: x * sigmoid(x)),
    "gelu_erf": ("gelu<erf>", gelu_erf),
    "gelu_tanh": ("gelu<tanh>", gelu_tanh),
    "gelu_sigmoid": ("gelu<sigmoid>", lambda x: x * sigmoid(1.702 * x)),
    "mish": ("mish", mish),
}


def exact(name, x):
    """The activation of float32 numbers, in float64."""
    with np.errstate(over="ignore", under="ignore"):
        return ACTIVATIONS[name][1](x.astype(np.float64))


def lower(text, target):
    """LLVM IR, optimized, of MLIR."""
    commands = (
        [GLU_OPT, f"--glu-to-cpu=target={target}"],
        [LLVM / "mlir-translate", "--mlir-to-llvmir"],
        [LLVM / "opt", "-O3", "-S", f"-mcpu={CPUS[target]}"],
    )
    for command in commands:
        text = subprocess.run(
            command, input=text, stdout=subprocess.PIPE, text=True, check=True
        ).stdout
    return text


def generate(ir, target, *options):
    """What llc makes of LLVM IR."""
    llc = [LLVM / "llc", "-O3", f"-mcpu={CPUS[target]}", *options]
    return subprocess.run(
        llc, input=ir.encode(), stdout=subprocess.PIPE, check=True
    ).stdout
