"""Ten thousand random calls: a result or a ValueError, never a crash."""

import random

import glu
import ml_dtypes
import numpy as np
import pytest

CALLS = 10000
RANDOM = random.Random(0)
NAMES = {
    "swiglu": ("x", "W", "V", "b", "c"),
    "geglu": ("x", "W", "V", "b", "c"),
    "linear": ("x", "W", "b"),
    "maxout": ("x", "P", "p"),
    "ffn": ("x", "W", "D", "b", "d"),
    "ffn_swiglu": ("x", "W", "V", "D", "b", "c", "d"),
    "gelu": ("x",),
    "Layer": ("W", "V", "b", "c"),
    "FFN": ("W", "V", "D", "b", "c", "d"),
}
SHAPES = {
    "x": (2, 4), "W": (4, 3), "V": (4, 3), "D": (3, 5), "b": (3,), "c": (3,),
    "d": (5,), "P": (2, 4, 3), "p": (2, 3),
}  # fmt: skip
OPTIONS = {
    "threads": [None, 1, 0, -1, "2", 10**9, 1.0],
    "device": ["cpu", "gpu", "", None, 3, "cpu\0"],
    "weight_layout": ["in_out", "out_in", "square", None, []],
    "approximate": ["none", "tanh", "erf", 1],
    "beta": [1.0, 0, float("inf"), "1", None, np.ones(3, "f4"), np.ones(2, "f4")],
}
TEXT = """
func.func @f(%x: tensor<?x4xf32>, %w: tensor<4x3xf32>) -> tensor<?x3xf32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x4xf32>
  %init = tensor.empty(%m) : tensor<?x3xf32>
  %h = glu.linear swish<beta = 1.0> weights<in_out>
         ins(%x, %w : tensor<?x4xf32>, tensor<4x3xf32>)
         outs(%init : tensor<?x3xf32>) -> tensor<?x3xf32>
  return %h : tensor<?x3xf32>
}
"""


def make_array(name):
    return np.ones(SHAPES[name], np.float32)


def spoil(array):
    """Something else, which may or may not do."""
    return RANDOM.choice(
        [
            lambda: array.astype(RANDOM.choice("f2 f8 i4 u1 ? c8 O S3 >f4".split())),
            lambda: array.astype(ml_dtypes.bfloat16),
            lambda: array.astype(ml_dtypes.float8_e5m2),
            lambda: array[..., ::-1],
            lambda: array.T,
            lambda: array[..., 1:],
            lambda: array[None],
            lambda: array[:0],
            lambda: array[..., :0],
            lambda: array[0],
            lambda: array.ravel()[0],
            lambda: np.broadcast_to(np.float32(1), array.shape),
            lambda: np.zeros(4 * array.size + 1, "u1")[1:].view("f4"),
            lambda: np.asfortranarray(array),
            lambda: np.full_like(array, RANDOM.choice([np.nan, np.inf, -np.inf, 0])),
            lambda: np.zeros((1,) * 20, np.float32),
            lambda: memoryview(array),
            lambda: array.tobytes(),
            lambda: array.tolist(),
            lambda: RANDOM.choice([None, 0, 1.5, "x", b"", (), {}, object(), len]),
        ]
    )()


def make_arguments(names):
    arguments = [make_array(name) for name in names]
    for _ in range(RANDOM.choice([0, 1, 1, 2])):
        i = RANDOM.randrange(len(arguments))
        if (
            isinstance(arguments[i], np.ndarray)
            and arguments[i].ndim
            and arguments[i].size
        ):
            arguments[i] = spoil(arguments[i])
    return arguments


def call_layer():
    name = RANDOM.choice(list(NAMES))
    arguments = make_arguments(NAMES[name])
    options = {}
    for option in OPTIONS:
        if RANDOM.random() < 0.1:
            options[option] = RANDOM.choice(OPTIONS[option])
    if name not in ("Layer", "FFN"):
        return getattr(glu, name)(*arguments, **options)
    activation = RANDOM.choice(["silu", "relu", "nope", 3, None])
    layer = getattr(glu, name)(activation, *arguments, **options)
    return layer(*make_arguments(["x"]))


def call_function():
    function = glu.compile(TEXT, prepare=RANDOM.choice([True, False]))
    arguments = make_arguments(["x", "W"])
    kind = RANDOM.random()
    if kind < 0.3:
        return function.bind(*arguments[1:])(arguments[0])
    if kind < 0.4:
        return function(*arguments[: RANDOM.randrange(3)], *arguments)
    return function(*arguments)


def compile_text():
    text = list(TEXT)
    for _ in range(RANDOM.randrange(1, 4)):
        i = RANDOM.randrange(len(text))
        text[i] = RANDOM.choice(
            ["", " ", "x", "3", "%", "?", "\0", "é", ">", text[i] * 2]
        )
    return glu.compile("".join(text))


@pytest.mark.filterwarnings("ignore")
def test_random_calls():
    results = errors = 0
    for number in range(CALLS):
        # Texts are compiled, which takes long.
        kind = RANDOM.random()
        call = (
            compile_text if kind < 0.02 else call_layer if kind < 0.6 else call_function
        )
        try:
            call()
            results += 1
        except ValueError as error:
            errors += 1
            assert len(str(error)) > 10, f"call {number}: {error}"
        except TypeError as error:
            # What Python itself says of a parameter that there is not.
            assert "unexpected keyword argument" in str(error), f"call {number}"
    assert results > CALLS / 10 and errors > CALLS / 10
