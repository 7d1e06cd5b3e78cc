"""Activations by name."""

from __future__ import annotations

import numbers
from typing import Any, Sequence

import numpy as np

from . import _glu

# The parameters of each activation, with their defaults.
_PARAMETERS: dict[str, dict[str, Any]] = {
    "identity": {},
    "sigmoid": {},
    "tanh": {},
    "relu": {},
    "leaky_relu": {"slope": 0.01},
    "elu": {"alpha": 1.0},
    "gelu": {"approximate": "none"},
    "mish": {},
    "silu": {},
    "swish": {"beta": 1.0},
}
_GELU_FORMS = {"none": "erf", "tanh": "tanh"}


def _format(number: float) -> str:
    """A literal of MLIR, which wants a point before an exponent."""
    text = repr(float(number))
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


class Activation:
    """An activation with its parameters, for :func:`glu.ffn` and the like.

    ==================================  =======================================
    ``Activation("identity")``          x
    ``Activation("sigmoid")``           s(x) = 1 / (1 + exp(-x))
    ``Activation("tanh")``              tanh(x)
    ``Activation("relu")``              max(x, 0)
    ``Activation("leaky_relu", slope)`` x for x > 0, else slope x
    ``Activation("elu", alpha)``        x for x > 0, else alpha (exp(x) - 1)
    ``Activation("gelu")``              0.5 x (1 + erf(x / sqrt 2)); with
                                        ``approximate="tanh"``
                                        0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))
    ``Activation("mish")``              x tanh(log(1 + exp(x)))
    ``Activation("silu")``              x s(x)
    ``Activation("swish", beta)``       x s(beta x)
    ==================================  =======================================

    Where nothing else is to be said, the name alone does.

    >>> Activation("leaky_relu", slope=0.2)
    Activation('leaky_relu', slope=0.2)
    >>> Activation("relux")
    Traceback (most recent call last):
    ValueError: activation: expected one of identity, sigmoid, tanh, relu, leaky_relu, elu, gelu, mish, silu, swish, found 'relux'
    """

    __slots__ = ("name", "parameters", "text", "beta")

    def __init__(self, name: str, **parameters: Any):
        if not isinstance(name, str) or name not in _PARAMETERS:
            raise ValueError(
                f"activation: expected one of {', '.join(_PARAMETERS)}, found {name!r}"
            )
        known = _PARAMETERS[name]
        for parameter in parameters:
            if parameter not in known:
                raise ValueError(f"activation: {name} has no parameter {parameter!r}")
        self.name = name
        self.parameters = known | parameters
        #: An array, where beta is an operand.
        self.beta: Any = None
        self.text = self._write()

    def _write(self) -> str:
        if self.name == "silu":
            return "swish<beta = 1.0>"
        if self.name == "gelu":
            approximate = self.parameters["approximate"]
            if not isinstance(approximate, str) or approximate not in _GELU_FORMS:
                raise ValueError(
                    f"approximate: expected 'none' or 'tanh', found {approximate!r}"
                )
            return f"gelu<{_GELU_FORMS[approximate]}>"
        for parameter, value in self.parameters.items():
            if isinstance(value, numbers.Real):
                return f"{self.name}<{parameter} = {_format(value)}>"
            if parameter != "beta":
                raise ValueError(f"{parameter}: expected a number, found {value!r}")
            self.beta = value
            return "swish<beta = ?>"
        return self.name

    def __repr__(self) -> str:
        parameters = "".join(f", {k}={v!r}" for k, v in self.parameters.items())
        return f"Activation({self.name!r}{parameters})"


def evaluate(
    activation: str | Activation, x: Sequence[float]
) -> tuple[np.ndarray, np.ndarray]:
    """act(x) and d act(x) / dx by their definitions, in float64.

    >>> evaluate("relu", [-1.0, 2.0])
    (array([0., 2.]), array([0., 1.]))
    """
    act = as_activation(activation)
    if act.beta is not None:
        raise ValueError("beta: expected a number")
    points = np.asarray(x, np.float64)
    values = _glu.evaluate(f"#glu.{act.text}", points.ravel().tolist())
    return tuple(np.reshape(value, points.shape) for value in values)


def as_activation(activation: str | Activation) -> Activation:
    if isinstance(activation, Activation):
        return activation
    return Activation(activation)
