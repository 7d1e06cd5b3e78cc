"""The measured layers y = (act(x W) * (x V)) W2, their data and their exact results."""

import dataclasses
import functools
import math
import re

import ml_dtypes
import numpy as np

TYPES = {"f32": np.dtype(np.float32), "bf16": np.dtype(ml_dtypes.bfloat16)}

# What errors of a type may be: relative, in the 2-norm.
LARGEST_ERRORS = {"f32": 1e-5, "bf16": 1e-2}

MODELS = {
    "768x2048": "T5-base",
    "768x3072": "T5-base, d_ff 3072",
    "896x4864": "Qwen2.5-0.5B",
    "4096x11008": "LLaMA-7B",
    "2048x5632": "TinyLlama-1.1B",
}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def gelu(x):
    return 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


# In float64.
ACTIVATIONS = {
    "swiglu": lambda x: x * sigmoid(x),
    "geglu": gelu,
    "reglu": lambda x: np.maximum(x, 0),
    "glu": sigmoid,
    "bilinear": lambda x: x,
}


@dataclasses.dataclass(frozen=True)
class Layer:
    activation: str
    shape: str  # d_model x d_ff
    type: str

    @property
    def sizes(self):
        return tuple(map(int, re.fullmatch(r"(\d+)x(\d+)", self.shape).groups()))

    @property
    def weight_bytes(self):
        d_model, d_ff = self.sizes
        return 3 * d_model * d_ff * TYPES[self.type].itemsize

    def count_flops(self, rows):
        d_model, d_ff = self.sizes
        return 2 * rows * 3 * d_model * d_ff

    @functools.cached_property
    def weights(self):
        """W, V and W2, [in, out], such that no result grows with the sizes."""
        d_model, d_ff = self.sizes
        generator = np.random.default_rng(0)
        return [
            self.make_normal(generator, shape, 1 / math.sqrt(shape[0]))
            for shape in ((d_model, d_ff), (d_model, d_ff), (d_ff, d_model))
        ]

    def make_x(self, rows):
        generator = np.random.default_rng(rows)
        return self.make_normal(generator, (rows, self.sizes[0]), 1)

    def make_normal(self, generator, shape, deviation):
        values = generator.standard_normal(shape, np.float32) * np.float32(deviation)
        return values.astype(TYPES[self.type])

    def evaluate(self, x):
        """The result in float64, of these very numbers."""
        w, v, w2 = (weight.astype(np.float64) for weight in self.weights)
        x = x.astype(np.float64)
        return (ACTIVATIONS[self.activation](x @ w) * (x @ v)) @ w2

    def __str__(self):
        return f"{self.activation} {self.shape} {self.type}"
