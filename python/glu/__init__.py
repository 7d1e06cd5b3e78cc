"""Activations and gated feed-forward layers, compiled by MLIR.

:func:`compile` makes a callable on arrays of MLIR text; :func:`swiglu`,
:func:`ffn_geglu` and others are the layers of "GLU Variants Improve Transformer"
(Shazeer, 2020) as functions, :class:`Layer` and :class:`FFN` the same with
weights that are packed once. :mod:`glu.torch` is for PyTorch.
"""

from ._activations import Activation, evaluate
from ._compile import Cost, Function, compile
from ._functions import (
    FFN,
    Layer,
    activation,
    bilinear,
    elu,
    ffn,
    ffn_bilinear,
    ffn_geglu,
    ffn_gelu,
    ffn_glu,
    ffn_reglu,
    ffn_relu,
    ffn_swiglu,
    ffn_swish,
    geglu,
    gelu,
    glu_unit,
    identity,
    leaky_relu,
    linear,
    maxout,
    mish,
    reglu,
    relu,
    sigmoid,
    silu,
    swiglu,
    swish,
    tanh,
)
from ._glu import __version__, host_features

__all__ = [name for name in dir() if not name.startswith("_")] + ["__version__"]
