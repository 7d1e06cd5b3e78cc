"""The measured layers y = (act(x W) * (x V)) W2, or act(x W) W2 without gate, their
data and their exact results."""

import dataclasses
import functools
import math
import re

import ml_dtypes
import numpy as np
from spelling import PLAIN

TYPES = {"f32": np.dtype(np.float32), "bf16": np.dtype(ml_dtypes.bfloat16)}

# What errors of a type may be: relative, in the 2-norm.
LARGEST_ERRORS = {"f32": 1e-5, "bf16": 1e-2}

MODELS = {
    "768x2048": "T5-base",
    "768x3072": "T5-base of 2019",
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
    "relu": lambda x: np.maximum(x, 0),
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
    def is_gated(self):
        return self.activation not in PLAIN

    @property
    def weight_elements(self):
        d_model, d_ff = self.sizes
        return (3 if self.is_gated else 2) * d_model * d_ff

    @property
    def weight_bytes(self):
        return self.weight_elements * TYPES[self.type].itemsize

    def count_flops(self, rows):
        return 2 * rows * self.weight_elements

    @functools.cached_property
    def weights(self):
        """W, V of a gated layer, and W2, [in, out], such that no result grows with
        the sizes."""
        d_model, d_ff = self.sizes
        generator = np.random.default_rng(0)
        hidden = [(d_model, d_ff)] * (2 if self.is_gated else 1)
        return [
            self.make_normal(generator, shape, 1 / math.sqrt(shape[0]))
            for shape in (*hidden, (d_ff, d_model))
        ]

    @property
    def weight_names(self):
        return ("w", "v", "w2") if self.is_gated else ("w", "w2")

    def make_x(self, rows):
        generator = np.random.default_rng(rows)
        return self.make_normal(generator, (rows, self.sizes[0]), 1)

    def make_normal(self, generator, shape, deviation):
        values = generator.standard_normal(shape, np.float32) * np.float32(deviation)
        return values.astype(TYPES[self.type])

    def evaluate(self, x):
        """The result in float64, of these very numbers."""
        w, *v, w2 = (weight.astype(np.float64) for weight in self.weights)
        x = x.astype(np.float64)
        hidden = ACTIVATIONS[self.activation](x @ w)
        return (hidden * (x @ v[0]) if v else hidden) @ w2

    def __str__(self):
        return f"{self.activation} {self.shape} {self.type}"
