"""The layers in float64, and how far a result may be from them."""

import math

import ml_dtypes
import numpy as np

_erf = np.vectorize(math.erf, otypes=[np.float64])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


ACTIVATIONS = {
    "identity": lambda x: x,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "elu": lambda x: np.where(x > 0, x, np.expm1(x)),
    "gelu": lambda x: 0.5 * x * (1 + _erf(x / math.sqrt(2))),
    "mish": lambda x: x * np.tanh(np.log1p(np.exp(x))),
    "silu": lambda x: x * sigmoid(x),
    "swish": lambda x: x * sigmoid(x),
}


def gelu_tanh(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def as_double(*arrays):
    """The arrays in float64; None stands for zero."""
    return [np.float64(0) if a is None else np.asarray(a, np.float64) for a in arrays]


def gated(act, x, W, V, b=None, c=None):
    x, W, V, b, c = as_double(x, W, V, b, c)
    return act(x @ W + b) * (x @ V + c)


def ffn(act, x, W1, W2, b1=None, b2=None):
    x, W1, W2, b1, b2 = as_double(x, W1, W2, b1, b2)
    return act(x @ W1 + b1) @ W2 + b2


def gated_ffn(act, x, W, V, W2, b=None, c=None, b2=None):
    W2, b2 = as_double(W2, b2)
    return gated(act, x, W, V, b, c) @ W2 + b2


def check(result, expected, terms=64):
    """Compares numbers of about 1 that are sums of `terms` products."""
    epsilon = float(ml_dtypes.finfo(result.dtype).eps)
    assert result.shape == expected.shape
    error = np.abs(np.asarray(result, np.float64) - expected)
    limit = epsilon * (4 + math.sqrt(terms)) * (1 + np.abs(expected))
    assert np.all(error <= limit), f"{np.max(error / limit)} of the limit"
