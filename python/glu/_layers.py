"""The layers of the papers on arrays.

Each layer is written as a glu op in MLIR text, which is compiled once for each
combination of element type, sizes of weights, and options.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ._activations import Activation
from ._compile import Function, Named, compile

Arrays = dict[str, Any]

_ELEMENT_TYPES = {
    "float16": "f16",
    "bfloat16": "bf16",
    "float32": "f32",
    "float64": "f64",
}
_known_types: dict[Any, str] = {}


# ===-----------------------------------------------------------------------===#
# Arrays
# ===-----------------------------------------------------------------------===#


def as_array(name: str, value: Any) -> Any:
    """Something with a shape and a dtype that can be reshaped."""
    if hasattr(value, "reshape") and hasattr(value, "dtype"):
        return value
    if hasattr(value, "__dlpack__"):
        try:
            return np.from_dlpack(value)
        except (BufferError, RuntimeError, TypeError) as error:
            raise ValueError(f"argument '{name}': {error}") from None
    raise ValueError(
        f"argument '{name}': expected an array, found {type(value).__name__}"
    )


def get_element_type(name: str, array: Any) -> str:
    dtype = array.dtype
    try:
        return _known_types[dtype]
    except (KeyError, TypeError):
        pass
    text = str(getattr(dtype, "name", dtype)).removeprefix("torch.")
    if text not in _ELEMENT_TYPES:
        raise ValueError(
            f"argument '{name}': expected elements of float16, bfloat16, "
            f"float32 or float64, found {text}"
        )
    _known_types[dtype] = _ELEMENT_TYPES[text]
    return _known_types[dtype]


def _print_shape(shape: Any) -> str:
    return f"[{', '.join(map(str, shape))}]"


def reshape(name: str, array: Any, shape: tuple[int, ...]) -> Any:
    try:
        return array.reshape(shape)
    except Exception as error:  # That of the framework, whichever it is.
        raise ValueError(f"argument '{name}': {error}") from None


def _flatten(x: Any, features: int) -> Any:
    """All rows of x as one dimension, without a copy where strides allow."""
    shape = x.shape
    if len(shape) == 0 or shape[-1] != features:
        raise ValueError(
            f"argument 'x': expected a shape [..., {features}], found "
            f"{_print_shape(shape)}"
        )
    if len(shape) == 2:
        return x
    return reshape("x", x, (math.prod(shape[:-1]), features))


def _restore(result: Any, x: Any) -> Any:
    """The rows of the result as those of x are."""
    if len(x.shape) == 2:
        return result
    return result.reshape((*x.shape[:-1], result.shape[-1]))


# ===-----------------------------------------------------------------------===#
# Text
# ===-----------------------------------------------------------------------===#

# What a layer takes by name, in the order of calls, with its sizes; r stands
# for all rows of x.
LINEAR = {"x": "rk", "W": "kn", "b": "n", "beta": "n"}
GATED_LINEAR = {"x": "rk", "W": "kn", "V": "kn", "b": "n", "c": "n", "beta": "n"}
MAXOUT = {"x": "rk", "W": "pkn", "b": "pn"}
FFN = {"x": "rk", "W1": "kh", "W2": "hn", "b1": "h", "b2": "n", "beta": "h"}
GATED_FFN = {
    "x": "rk",
    "W": "kh",
    "V": "kh",
    "W2": "hn",
    "b": "h",
    "c": "h",
    "b2": "n",
    "beta": "h",
}
_WEIGHTS = ("W", "W1", "V", "W2")
_NEEDED = ("x", *_WEIGHTS)
# What the op calls a bias.
_BIASES = {"b": "bias", "b1": "bias", "c": "value_bias", "b2": "down_bias"}


class Layer:
    """A layer as it is written, for arrays of any sizes."""

    def __init__(
        self,
        op: str,
        sizes: dict[str, str],
        activation: Activation | None = None,
        weight_layout: str = "in_out",
    ):
        if weight_layout not in ("in_out", "out_in"):
            raise ValueError(
                f"weight_layout: expected 'in_out' or 'out_in', found {weight_layout!r}"
            )
        self.op = op
        self.sizes = sizes
        self.activation = activation
        self.layout = weight_layout
        text = activation.text if activation else ""
        self.key = (op, "V" in sizes, text, weight_layout)

    def collect(self, given: Arrays) -> Arrays:
        """The arrays among what was given, in the order of calls."""
        if self.activation and self.activation.beta is not None:
            given = given | {"beta": self.activation.beta}
        return {
            name: as_array(name, given[name])
            for name in self.sizes
            if name in given and (given[name] is not None or name in _NEEDED)
        }

    def get_dims(self, name: str) -> str:
        """The dimensions of an argument as they lie in memory."""
        dims = self.sizes[name]
        if name in _WEIGHTS and len(dims) == 2 and self.layout == "out_in":
            return dims[::-1]
        return dims

    def check(self, arrays: Arrays) -> tuple[str, dict[str, int]]:
        """The element type and the sizes that all arrays but x agree on."""
        first = next(name for name in arrays if name in _WEIGHTS)
        element = get_element_type(first, arrays[first])
        sizes: dict[str, int] = {}
        origins: dict[str, str] = {}
        for name, array in arrays.items():
            found = get_element_type(name, array)
            if found != element and not (name == "beta" and found == "f32"):
                raise ValueError(
                    f"argument '{name}': expected elements of {element} like "
                    f"those of '{first}', found {found}"
                )
            if name == "x" or (name == "beta" and len(array.shape) == 0):
                continue
            dims, shape = self.get_dims(name), tuple(array.shape)
            expected = [sizes.get(dim, dim) for dim in dims]
            if len(shape) != len(dims) or any(
                sizes.get(dim, size) != size for dim, size in zip(dims, shape)
            ):
                others = sorted({origins[dim] for dim in dims if dim in origins})
                reason = f" to fit {', '.join(map(repr, others))}" if others else ""
                raise ValueError(
                    f"argument '{name}': expected a shape "
                    f"{_print_shape(expected)}{reason}, found {_print_shape(shape)}"
                )
            for dim, size in zip(dims, shape):
                sizes.setdefault(dim, size)
                origins.setdefault(dim, name)
        return element, sizes

    def get_types(self, arrays: Arrays) -> tuple[dict[str, str], str]:
        """The MLIR types of x, of the arrays, and of the result."""
        element, sizes = self.check(arrays)
        types = {"x": f"tensor<?x{sizes['k']}x{element}>"}
        for name, array in arrays.items():
            if name == "x":
                continue
            dims = "".join(f"{size}x" for size in array.shape)
            found = get_element_type(name, array)
            types[name] = f"tensor<{dims}{found}>" if dims else found
        return types, f"tensor<?x{sizes['n']}x{element}>"

    def write(self, arrays: Arrays) -> str:
        """The layer as a function `main` of x and the other arrays."""
        types, result = self.get_types(arrays)
        signature = ", ".join(f"%{name}: {type}" for name, type in types.items())
        return (
            f"func.func @main({signature}) -> {result} {{\n"
            "  %c0 = arith.constant 0 : index\n"
            f"  %r = tensor.dim %x, %c0 : {types['x']}\n"
            f"  %init = tensor.empty(%r) : {result}\n"
            f"  %y = {self.write_op(types)} outs(%init : {result}) -> {result}\n"
            f"  return %y : {result}\n}}\n"
        )

    def write_op(self, types: dict[str, str]) -> str:
        def operands(word: str, names: list[str]) -> str:
            values = ", ".join(f"%{name}" for name in names)
            return f"{word}({values} : {', '.join(types[name] for name in names)})"

        is_ffn = self.op == "ffn"
        is_gated = "V" in types
        inputs = ["x", *(w for w in ("W", "W1", "V") if w in types)]
        parts = [f"glu.{self.op}"]
        if self.activation:
            packing = "separate, " if is_gated else ""
            parts += [self.activation.text, f"weights<{packing}{self.layout}>"]
        if is_ffn:
            parts.append(f"down<{self.layout}>")
        parts.append(operands("ins", inputs))
        if is_ffn:
            parts.append(operands("down", ["W2"]))
        for name in [name for name in types if name in _BIASES]:
            word = "gate_bias" if is_gated and name == "b" else _BIASES[name]
            parts.append(operands(word, [name]))
        if "beta" in types:
            parts.append(operands("beta", ["beta"]))
        return " ".join(parts)


# ===-----------------------------------------------------------------------===#
# Calls
# ===-----------------------------------------------------------------------===#

# Functions with the features of their x, by all that decides them.
_functions: dict[Any, tuple[Function, int]] = {}


def compile_layer(
    layer: Layer, arrays: Arrays, device: str, threads: int | None
) -> tuple[Function, int]:
    key = (
        layer.key,
        device,
        threads,
        *(
            (name, array.dtype, None if name == "x" else tuple(array.shape))
            for name, array in arrays.items()
        ),
    )
    try:
        return _functions[key]
    except (KeyError, TypeError):  # What has no hash is not valid either.
        pass
    function = compile(layer.write(arrays), None, device, threads)
    _, sizes = layer.check(arrays)
    if len(_functions) >= 1024:
        _functions.clear()
    _functions[key] = function, sizes["k"]
    return _functions[key]


def call_layer(
    layer: Layer, given: Arrays, device: str = "cpu", threads: int | None = None
) -> Any:
    arrays = layer.collect(given)
    function, features = compile_layer(layer, arrays, device, threads)
    x = arrays["x"]
    arrays["x"] = _flatten(x, features)
    return _restore(function(*arrays.values()), x)


def _copy(array: Any) -> Any:
    """A copy that nobody else writes."""
    if hasattr(array, "detach"):
        return array.detach().clone()
    return np.array(array)


class PreparedLayer:
    """A layer that holds its weights, packed for the kernels."""

    def __init__(self, layer: Layer, given: Arrays, device: str, threads: int | None):
        arrays = layer.collect(given)
        self._function = compile(
            layer.write(arrays), None, device, threads, prepare=True
        )
        self._features = layer.check(arrays)[1]["k"]
        self._bound: Named = self._function.bind(*map(_copy, arrays.values()))

    @property
    def function(self) -> Function:
        """The compiled function, of x and all weights."""
        return self._function

    def __call__(self, x: Any) -> Any:
        x = as_array("x", x)
        return _restore(self._bound(_flatten(x, self._features)), x)
