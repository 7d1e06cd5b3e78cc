"""The layers of the papers as functions, and as objects that hold weights."""

from __future__ import annotations

import math
from typing import Any

from . import _layers
from ._activations import Activation, as_activation
from ._compile import check_text, compile

# ===-----------------------------------------------------------------------===#
# Activations
# ===-----------------------------------------------------------------------===#


def activation(
    x: Any,
    activation: str | Activation,
    *,
    device: str = "cpu",
    threads: int | None = None,
) -> Any:
    """act(x), elementwise, of an array of any shape.

    >>> import numpy as np
    >>> activation(np.array([-1, 0, 2], np.float32), "relu")
    array([0., 0., 2.], dtype=float32)
    """
    act = as_activation(activation)
    x = _layers.as_array("x", x)
    element = _layers.get_element_type("x", x)
    flat = _layers.reshape("x", x, (math.prod(x.shape),))
    arrays = [flat]
    parameter = operand = operand_type = ""
    if act.beta is not None:
        array = _layers.as_array("beta", act.beta)
        if len(array.shape) != 0:
            raise ValueError(
                "argument 'beta': expected a number or an array without "
                f"dimensions, found {len(array.shape)} dimensions"
            )
        arrays.append(array)
        type = _layers.get_element_type("beta", array)
        parameter, operand, operand_type = f", %beta: {type}", ", %beta", f", {type}"
    tensor = f"tensor<?x{element}>"
    function = compile(
        f"func.func @main(%x: {tensor}{parameter}) -> {tensor} {{\n"
        f"  %y = glu.activation {act.text}(%x{operand}) : {tensor}{operand_type}\n"
        f"  return %y : {tensor}\n}}\n",
        None,
        device,
        threads,
    )
    return function(*arrays).reshape(x.shape)


def identity(x: Any, **options: Any) -> Any:
    """x"""
    return activation(x, "identity", **options)


def sigmoid(x: Any, **options: Any) -> Any:
    """s(x) = 1 / (1 + exp(-x))"""
    return activation(x, "sigmoid", **options)


def tanh(x: Any, **options: Any) -> Any:
    """tanh(x)"""
    return activation(x, "tanh", **options)


def relu(x: Any, **options: Any) -> Any:
    """max(x, 0)"""
    return activation(x, "relu", **options)


def leaky_relu(x: Any, slope: float = 0.01, **options: Any) -> Any:
    """x for x > 0, else slope x (Maas et al., 2013)"""
    return activation(x, Activation("leaky_relu", slope=slope), **options)


def elu(x: Any, alpha: float = 1.0, **options: Any) -> Any:
    """x for x > 0, else alpha (exp(x) - 1) (Clevert et al., 2015)"""
    return activation(x, Activation("elu", alpha=alpha), **options)


def gelu(x: Any, approximate: str = "none", **options: Any) -> Any:
    """0.5 x (1 + erf(x / sqrt 2)) (Hendrycks, Gimpel, 2016)

    With ``approximate="tanh"``: 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).
    """
    return activation(x, Activation("gelu", approximate=approximate), **options)


def mish(x: Any, **options: Any) -> Any:
    """x tanh(log(1 + exp(x))) (Misra, 2019)"""
    return activation(x, "mish", **options)


def silu(x: Any, **options: Any) -> Any:
    """x s(x), which is Swish with a beta of 1"""
    return activation(x, "silu", **options)


def swish(x: Any, beta: Any = 1.0, **options: Any) -> Any:
    """x s(beta x) (Ramachandran et al., 2017)

    A beta that changes should be an array without dimensions: for each number
    the activation is compiled anew.
    """
    return activation(x, Activation("swish", beta=beta), **options)


# ===-----------------------------------------------------------------------===#
# Gated layers
# ===-----------------------------------------------------------------------===#


def _gated(
    x: Any,
    W: Any,
    V: Any,
    b: Any,
    c: Any,
    activation: Activation,
    weight_layout: str = "in_out",
    **options: Any,
) -> Any:
    layer = _layers.Layer(
        "gated_linear", _layers.GATED_LINEAR, activation, weight_layout
    )
    return _layers.call_layer(layer, dict(x=x, W=W, V=V, b=b, c=c), **options)


def glu_unit(
    x: Any, W: Any, V: Any, b: Any = None, c: Any = None, **options: Any
) -> Any:
    """GLU: s(x W + b) * (x V + c), after Dauphin et al., 2016.

    x is ``[..., k]``, W and V are ``[k, n]``, b and c ``[n]``, the result is
    ``[..., n]``. With ``weight_layout="out_in"`` W and V are ``[n, k]``, as
    ``torch.nn.Linear.weight`` is; that is never guessed. ``device`` and
    ``threads`` are those of :func:`glu.compile`.

    Weights are read where they are; :class:`glu.Layer` packs them once, for
    faster calls.

    >>> import numpy as np
    >>> x, W = np.ones((2, 3), np.float32), np.zeros((3, 4), np.float32)
    >>> glu_unit(x, W, W + 1)
    array([[1.5, 1.5, 1.5, 1.5],
           [1.5, 1.5, 1.5, 1.5]], dtype=float32)
    """
    return _gated(x, W, V, b, c, Activation("sigmoid"), **options)


def bilinear(
    x: Any, W: Any, V: Any, b: Any = None, c: Any = None, **options: Any
) -> Any:
    """Bilinear: (x W + b) * (x V + c), equation 5 of Shazeer, 2020.

    Shapes and options are those of :func:`glu.glu_unit`.
    """
    return _gated(x, W, V, b, c, Activation("identity"), **options)


def reglu(x: Any, W: Any, V: Any, b: Any = None, c: Any = None, **options: Any) -> Any:
    """ReGLU: max(x W + b, 0) * (x V + c), equation 5 of Shazeer, 2020.

    Shapes and options are those of :func:`glu.glu_unit`.
    """
    return _gated(x, W, V, b, c, Activation("relu"), **options)


def geglu(
    x: Any,
    W: Any,
    V: Any,
    b: Any = None,
    c: Any = None,
    approximate: str = "none",
    **options: Any,
) -> Any:
    """GEGLU: GELU(x W + b) * (x V + c), equation 5 of Shazeer, 2020.

    ``approximate`` is that of :func:`glu.gelu`; shapes and options are those of
    :func:`glu.glu_unit`.
    """
    return _gated(x, W, V, b, c, Activation("gelu", approximate=approximate), **options)


def swiglu(
    x: Any,
    W: Any,
    V: Any,
    b: Any = None,
    c: Any = None,
    beta: Any = 1.0,
    **options: Any,
) -> Any:
    """SwiGLU: Swish_beta(x W + b) * (x V + c), equation 5 of Shazeer, 2020.

    beta is a number, an array without dimensions, or one of ``[n]``. Shapes and
    options are those of :func:`glu.glu_unit`.

    >>> import numpy as np
    >>> x = np.array([[1, -1]], np.float32)
    >>> swiglu(x, np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32), beta=0.0)
    array([[0.5, 0.5]], dtype=float32)
    >>> swiglu(x, np.eye(3, dtype=np.float32), np.eye(2, dtype=np.float32))
    Traceback (most recent call last):
    ValueError: argument 'V': expected a shape [3, 3] to fit 'W', found [2, 2]
    """
    return _gated(x, W, V, b, c, Activation("swish", beta=beta), **options)


# ===-----------------------------------------------------------------------===#
# Layers without a gate
# ===-----------------------------------------------------------------------===#


def linear(
    x: Any,
    W: Any,
    b: Any = None,
    activation: str | Activation = "identity",
    weight_layout: str = "in_out",
    **options: Any,
) -> Any:
    """act(x W + b)

    x is ``[..., k]``, W ``[k, n]``, b ``[n]``, the result ``[..., n]``; options
    are those of :func:`glu.glu_unit`.
    """
    layer = _layers.Layer(
        "linear", _layers.LINEAR, as_activation(activation), weight_layout
    )
    return _layers.call_layer(layer, dict(x=x, W=W, b=b), **options)


def maxout(x: Any, W: Any, b: Any = None, **options: Any) -> Any:
    """max over i of (x W_i + b_i), section 2 of Goodfellow et al., 2013.

    x is ``[..., k]``, W ``[pieces, k, n]``, b ``[pieces, n]``, the result
    ``[..., n]``. ``device`` and ``threads`` are those of :func:`glu.compile`.
    """
    layer = _layers.Layer("maxout", _layers.MAXOUT)
    return _layers.call_layer(layer, dict(x=x, W=W, b=b), **options)


# ===-----------------------------------------------------------------------===#
# Feed-forward layers
# ===-----------------------------------------------------------------------===#


def ffn(
    x: Any,
    W1: Any,
    W2: Any,
    b1: Any = None,
    b2: Any = None,
    activation: str | Activation = "relu",
    weight_layout: str = "in_out",
    **options: Any,
) -> Any:
    """FFN: act(x W1 + b1) W2 + b2, equation 1 of Shazeer, 2020.

    x is ``[..., k]``, W1 ``[k, h]``, b1 ``[h]``, W2 ``[h, n]``, b2 ``[n]``, the
    result ``[..., n]``. With ``weight_layout="out_in"`` W1 is ``[h, k]`` and W2
    ``[n, h]``. ``device`` and ``threads`` are those of :func:`glu.compile`.
    Weights are read where they are; :class:`glu.FFN` packs them once.
    """
    layer = _layers.Layer("ffn", _layers.FFN, as_activation(activation), weight_layout)
    given = dict(x=x, W1=W1, W2=W2, b1=b1, b2=b2)
    return _layers.call_layer(layer, given, **options)


def ffn_relu(
    x: Any, W1: Any, W2: Any, b1: Any = None, b2: Any = None, **options: Any
) -> Any:
    """FFN_ReLU: max(x W1 + b1, 0) W2 + b2, as :func:`glu.ffn`"""
    return ffn(x, W1, W2, b1, b2, "relu", **options)


def ffn_gelu(
    x: Any,
    W1: Any,
    W2: Any,
    b1: Any = None,
    b2: Any = None,
    approximate: str = "none",
    **options: Any,
) -> Any:
    """FFN_GELU: GELU(x W1 + b1) W2 + b2, as :func:`glu.ffn`"""
    act = Activation("gelu", approximate=approximate)
    return ffn(x, W1, W2, b1, b2, act, **options)


def ffn_swish(
    x: Any,
    W1: Any,
    W2: Any,
    b1: Any = None,
    b2: Any = None,
    beta: Any = 1.0,
    **options: Any,
) -> Any:
    """FFN_Swish: Swish_beta(x W1 + b1) W2 + b2, as :func:`glu.ffn`"""
    return ffn(x, W1, W2, b1, b2, Activation("swish", beta=beta), **options)


def _gated_ffn(
    x: Any,
    W: Any,
    V: Any,
    W2: Any,
    b: Any,
    c: Any,
    b2: Any,
    activation: Activation,
    weight_layout: str = "in_out",
    **options: Any,
) -> Any:
    layer = _layers.Layer("ffn", _layers.GATED_FFN, activation, weight_layout)
    given = dict(x=x, W=W, V=V, W2=W2, b=b, c=c, b2=b2)
    return _layers.call_layer(layer, given, **options)


def ffn_glu(
    x: Any,
    W: Any,
    V: Any,
    W2: Any,
    b: Any = None,
    c: Any = None,
    b2: Any = None,
    **options: Any,
) -> Any:
    """FFN_GLU: (s(x W + b) * (x V + c)) W2 + b2, equation 6 of Shazeer, 2020.

    x is ``[..., k]``, W and V are ``[k, h]``, b and c ``[h]``, W2 is
    ``[h, n]``, b2 ``[n]``, the result ``[..., n]``; options are those of
    :func:`glu.ffn`.
    """
    return _gated_ffn(x, W, V, W2, b, c, b2, Activation("sigmoid"), **options)


def ffn_bilinear(
    x: Any,
    W: Any,
    V: Any,
    W2: Any,
    b: Any = None,
    c: Any = None,
    b2: Any = None,
    **options: Any,
) -> Any:
    """FFN_Bilinear: ((x W + b) * (x V + c)) W2 + b2, as :func:`glu.ffn_glu`"""
    return _gated_ffn(x, W, V, W2, b, c, b2, Activation("identity"), **options)


def ffn_reglu(
    x: Any,
    W: Any,
    V: Any,
    W2: Any,
    b: Any = None,
    c: Any = None,
    b2: Any = None,
    **options: Any,
) -> Any:
    """FFN_ReGLU: (max(x W + b, 0) * (x V + c)) W2 + b2, as :func:`glu.ffn_glu`"""
    return _gated_ffn(x, W, V, W2, b, c, b2, Activation("relu"), **options)


def ffn_geglu(
    x: Any,
    W: Any,
    V: Any,
    W2: Any,
    b: Any = None,
    c: Any = None,
    b2: Any = None,
    approximate: str = "none",
    **options: Any,
) -> Any:
    """FFN_GEGLU: (GELU(x W + b) * (x V + c)) W2 + b2, as :func:`glu.ffn_glu`

    ``approximate`` is that of :func:`glu.gelu`.
    """
    act = Activation("gelu", approximate=approximate)
    return _gated_ffn(x, W, V, W2, b, c, b2, act, **options)


def ffn_swiglu(
    x: Any,
    W: Any,
    V: Any,
    W2: Any,
    b: Any = None,
    c: Any = None,
    b2: Any = None,
    beta: Any = 1.0,
    **options: Any,
) -> Any:
    """FFN_SwiGLU: (Swish_beta(x W + b) * (x V + c)) W2 + b2, as :func:`glu.ffn_glu`

    beta is a number, an array without dimensions, or one of ``[h]``.

    >>> import numpy as np
    >>> one = np.ones((1, 1), np.float32)
    >>> ffn_swiglu(one, one, one, one * 2).round(4)
    array([[1.4621]], dtype=float32)
    """
    act = Activation("swish", beta=beta)
    return _gated_ffn(x, W, V, W2, b, c, b2, act, **options)


# ===-----------------------------------------------------------------------===#
# Layers that hold their weights
# ===-----------------------------------------------------------------------===#


class Layer(_layers.PreparedLayer):
    """act(x W + b), or with V act(x W + b) * (x V + c), with packed weights.

    Shapes are those of :func:`glu.glu_unit`. The arrays are copied: what
    happens to them later does not change the layer.

    >>> import numpy as np
    >>> eye = np.eye(2, dtype=np.float32)
    >>> swiglu = Layer("silu", eye, eye)
    >>> swiglu(np.array([[1, 2]], np.float32)).round(4)
    array([[0.7311, 3.5232]], dtype=float32)
    """

    def __init__(
        self,
        activation: str | Activation,
        W: Any,
        V: Any = None,
        b: Any = None,
        c: Any = None,
        *,
        weight_layout: str = "in_out",
        device: str = "cpu",
        threads: int | None = None,
    ):
        given = dict(W=W, b=b) | _get_value(V, c)
        layer = _layers.Layer(
            "linear" if V is None else "gated_linear",
            _layers.GATED_LINEAR,
            as_activation(activation),
            weight_layout,
        )
        super().__init__(layer, given, check_text("device", device), threads)


class FFN(_layers.PreparedLayer):
    """act(x W + b) W2 + b2, or with V (act(x W + b) * (x V + c)) W2 + b2.

    The weights are packed once. Shapes are those of :func:`glu.ffn_glu`. The
    arrays are copied: what happens to them later does not change the layer.

    >>> import numpy as np
    >>> one = np.ones((1, 1), np.float32)
    >>> FFN("relu", one, W2=2 * one, b2=np.ones(1, np.float32))(3 * one)
    array([[7.]], dtype=float32)
    """

    def __init__(
        self,
        activation: str | Activation,
        W: Any,
        V: Any = None,
        W2: Any = None,
        b: Any = None,
        c: Any = None,
        b2: Any = None,
        *,
        weight_layout: str = "in_out",
        device: str = "cpu",
        threads: int | None = None,
    ):
        given = dict(W=W, W2=W2, b=b, b2=b2) | _get_value(V, c)
        act = as_activation(activation)
        layer = _layers.Layer("ffn", _layers.GATED_FFN, act, weight_layout)
        super().__init__(layer, given, check_text("device", device), threads)


def _get_value(V: Any, c: Any) -> dict[str, Any]:
    """The weight and the bias of the value, if there is one."""
    if V is not None:
        return dict(V=V, c=c)
    if c is not None:
        raise ValueError("argument 'c': it is for layers with V")
    return {}
