"""The layers of the papers against float64."""

import inspect

import glu
import ml_dtypes
import numpy as np
import pytest
import reference
from reference import ACTIVATIONS, check

K, H, N = 24, 40, 16
DTYPES = [np.float32, np.float64, np.float16, ml_dtypes.bfloat16]


def make_arrays(dtype=np.float32, rows=5):
    random = np.random.default_rng(0)

    def normal(*shape, scale=1.0):
        return (scale * random.standard_normal(shape)).astype(dtype)

    return {
        "x": normal(rows, K),
        "W": normal(K, H, scale=K**-0.5),
        "V": normal(K, H, scale=K**-0.5),
        "W2": normal(H, N, scale=H**-0.5),
        "b": normal(H, scale=0.1),
        "c": normal(H, scale=0.1),
        "b2": normal(N, scale=0.1),
    }


@pytest.fixture
def arrays():
    return make_arrays()


GATED = {
    "glu_unit": "sigmoid",
    "bilinear": "identity",
    "reglu": "relu",
    "geglu": "gelu",
    "swiglu": "silu",
}
GATED_FFN = {
    "ffn_glu": "sigmoid",
    "ffn_bilinear": "identity",
    "ffn_reglu": "relu",
    "ffn_geglu": "gelu",
    "ffn_swiglu": "silu",
}
PLAIN_FFN = {"ffn_relu": "relu", "ffn_gelu": "gelu", "ffn_swish": "silu"}


@pytest.mark.parametrize("name", GATED)
def test_gated(name, arrays):
    act = ACTIVATIONS[GATED[name]]
    given = [arrays[key] for key in ("x", "W", "V", "b", "c")]
    check(getattr(glu, name)(*given), reference.gated(act, *given))


@pytest.mark.parametrize("dtype", DTYPES)
def test_element_types(dtype):
    arrays = make_arrays(dtype)
    given = [arrays[key] for key in ("x", "W", "V", "W2", "b", "c", "b2")]
    result = glu.ffn_swiglu(*given)
    assert result.dtype == dtype
    check(result, reference.gated_ffn(ACTIVATIONS["silu"], *given))
    check(glu.mish(given[0]), ACTIVATIONS["mish"](given[0].astype(float)), terms=1)
    layer = glu.FFN("silu", *given[1:])
    check(layer(given[0]), reference.gated_ffn(ACTIVATIONS["silu"], *given))


def test_without_biases(arrays):
    given = [arrays[key] for key in ("x", "W", "V")]
    check(glu.swiglu(*given), reference.gated(ACTIVATIONS["silu"], *given))


@pytest.mark.parametrize("name", GATED_FFN)
def test_gated_ffn(name, arrays):
    act = ACTIVATIONS[GATED_FFN[name]]
    given = [arrays[key] for key in ("x", "W", "V", "W2", "b", "c", "b2")]
    check(getattr(glu, name)(*given), reference.gated_ffn(act, *given))


@pytest.mark.parametrize("name", PLAIN_FFN)
def test_plain_ffn(name, arrays):
    act = ACTIVATIONS[PLAIN_FFN[name]]
    given = [arrays[key] for key in ("x", "W", "W2", "b", "b2")]
    check(getattr(glu, name)(*given), reference.ffn(act, *given))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations(name):
    x = np.linspace(-6, 6, 101, dtype=np.float32).reshape(101, 1, 1)
    expected = ACTIVATIONS[name](x.astype(np.float64))
    check(getattr(glu, name)(x), expected, terms=1)
    values, slopes = glu.evaluate(name, x[:, 0, 0])
    np.testing.assert_allclose(values, expected[:, 0, 0], rtol=1e-7, atol=1e-12)
    # Slopes by differences, away from kinks.
    away = np.abs(x[:, 0, 0]) > 1e-3
    points = x[away, 0, 0].astype(np.float64)
    step = 1e-5
    act = ACTIVATIONS[name]
    by_differences = (act(points + step) - act(points - step)) / (2 * step)
    np.testing.assert_allclose(slopes[away], by_differences, atol=1e-6)


def test_parameters_of_activations():
    x = np.array([-2, 1], np.float32)
    assert glu.leaky_relu(x, 0.25).tolist() == [-0.5, 1]
    check(glu.elu(x, 2.0), np.array([2 * np.expm1(-2), 1]), terms=1)
    check(glu.gelu(x, approximate="tanh"), reference.gelu_tanh(x), terms=1)
    check(glu.swish(x, 3.0), x * reference.sigmoid(3.0 * x), terms=1)
    check(glu.swish(x, np.float32(3)), x * reference.sigmoid(3.0 * x), terms=1)
    beta = np.array(3, np.float32)
    check(glu.swish(x, beta), x * reference.sigmoid(3.0 * x), terms=1)
    tiny = glu.leaky_relu(x, 1e-30)
    assert tiny[0] == np.float32(-2e-30)


def test_linear_and_maxout():
    a = make_arrays()
    check(
        glu.linear(a["x"], a["W"], a["b"], "tanh"),
        np.tanh(a["x"].astype(float) @ a["W"] + a["b"]),
    )
    W = np.stack([a["W"], a["V"], -a["W"]])
    b = np.stack([a["b"], a["c"], a["b"]])
    pieces = a["x"].astype(float) @ W.astype(float) + b[:, None]
    check(glu.maxout(a["x"], W, b), pieces.max(0))


def test_geglu_takes_the_form_that_is_asked_for():
    a = make_arrays(np.float64)
    given = [4 * a["x"], a["W"], a["V"]]
    tanh = glu.geglu(*given, approximate="tanh")
    check(tanh, reference.gated(reference.gelu_tanh, *given))
    assert np.abs(tanh - glu.geglu(*given)).max() > 1e-5


@pytest.mark.parametrize("shape", [(), (H,)])
def test_beta_as_an_array(shape):
    a = make_arrays()
    beta = np.linspace(0.5, 2, H).astype(np.float32) if shape else np.array(2, "f4")
    given = [a["x"], a["W"], a["V"]]
    expected = reference.gated(lambda x: x * reference.sigmoid(beta * x), *given)
    check(glu.swiglu(*given, beta=beta), expected)
    layer = glu.Layer(glu.Activation("swish", beta=beta), *given[1:])
    check(layer(a["x"]), expected)


def test_weight_layout():
    a = make_arrays()
    given = [a["x"], a["W"].T, a["V"].T, a["W2"].T]
    by_views = glu.ffn_swiglu(*given, weight_layout="out_in")
    dense = [np.ascontiguousarray(array) for array in given]
    in_memory = glu.ffn_swiglu(*dense, weight_layout="out_in")
    expected = reference.gated_ffn(ACTIVATIONS["silu"], a["x"], a["W"], a["V"], a["W2"])
    check(by_views, expected)
    check(in_memory, expected)
    # A square weight does not say how it lies.
    x, W = a["x"][:, :16], a["W"][:16, :16]
    plain = glu.reglu(x, W, W)
    assert np.abs(plain - glu.reglu(x, W, W, weight_layout="out_in")).max() > 0.1


@pytest.mark.parametrize("shape", [(K,), (1, K), (2, 3, K), (2, 1, 3, K), (0, K)])
def test_ranks(shape):
    a = make_arrays()
    x = np.random.default_rng(1).standard_normal(shape).astype(np.float32)
    given = [x, a["W"], a["V"], a["W2"]]
    expected = reference.gated_ffn(ACTIVATIONS["silu"], *given)
    check(glu.ffn_swiglu(*given), expected)
    check(glu.FFN("silu", *given[1:])(x), expected)
    assert glu.relu(x).shape == shape


def test_sizes_of_zero():
    x = np.zeros((3, 0), np.float32)
    W = np.zeros((0, 4), np.float32)
    assert glu.swiglu(x, W, W).tolist() == np.zeros((3, 4)).tolist()
    W = np.zeros((2, 0), np.float32)
    assert glu.swiglu(np.ones((3, 2), np.float32), W, W).shape == (3, 0)


def test_layers_hold_their_weights(arrays):
    given = [arrays[key] for key in ("W", "V", "b", "c")]
    expected = reference.gated(ACTIVATIONS["silu"], arrays["x"], *given)
    layer = glu.Layer("silu", *given)
    check(layer(arrays["x"]), expected)
    for array in given:
        array[...] = 0
    check(layer(arrays["x"]), expected)


def test_ffn_holds_its_weights(arrays):
    given = [arrays[key] for key in ("W", "V", "W2", "b", "c", "b2")]
    expected = reference.gated_ffn(ACTIVATIONS["gelu"], arrays["x"], *given)
    layer = glu.FFN("gelu", *given)
    check(layer(arrays["x"]), expected)
    x, W, W2, b, b2 = (arrays[key] for key in ("x", "W", "W2", "b", "b2"))
    plain = glu.FFN("relu", W, W2=W2, b=b, b2=b2)
    check(plain(x), reference.ffn(ACTIVATIONS["relu"], x, W, W2, b, b2))
    assert "glu.ffn relu" in plain.function.ir("fuse")


def test_threads_change_no_bit():
    a = make_arrays(rows=300)
    layers = [
        glu.FFN("silu", a["W"], a["V"], a["W2"], threads=threads)
        for threads in (1, 2, None)
    ]
    first, *others = (layer(a["x"]) for layer in layers)
    assert all((first == other).all() for other in others)


def test_emulator():
    a = make_arrays()
    given = [a[key] for key in ("x", "W", "V")]
    function = glu.compile(
        """func.func @main(%x: tensor<5x24xf32>, %w: tensor<24x40xf32>,
                           %v: tensor<24x40xf32>) -> tensor<5x40xf32> {
             %init = tensor.empty() : tensor<5x40xf32>
             %0 = glu.gated_linear swish<beta = 1.0> weights<separate, in_out>
               ins(%x, %w, %v : tensor<5x24xf32>, tensor<24x40xf32>, tensor<24x40xf32>)
               outs(%init : tensor<5x40xf32>) -> tensor<5x40xf32>
             return %0 : tensor<5x40xf32>
           }""",
        device="emulator",
        arch="sm_80",
    )
    check(function(*given), reference.gated(ACTIVATIONS["silu"], *given))


# What is wrong, and the sentence about it.
def errors():
    a = make_arrays()
    x, W, V, b = a["x"], a["W"], a["V"], a["b"]
    swiglu = glu.swiglu
    return [
        (lambda: swiglu(x, W, V[:, 1:]), r"'V': expected a shape \[24, 40\] to fit 'W'"),
        (lambda: swiglu(x, W, V, b[1:]), r"'b': expected a shape \[40\] to fit 'W'"),
        (lambda: swiglu(x[:, 1:], W, V), r"'x': expected a shape \[..., 24\]"),
        (lambda: swiglu(x[0, 0], W, V), r"'x': expected a shape \[..., 24\], found \[\]"),
        (lambda: swiglu(x, W[0], V), r"'W': expected a shape \[k, n\], found \[40\]"),
        (lambda: swiglu(x, W, None), "'V': expected an array, found NoneType"),
        (lambda: swiglu(None, W, V), "'x': expected an array, found NoneType"),
        (lambda: swiglu([1.0], W, V), "'x': expected an array, found list"),
        (lambda: swiglu(x, W, V.astype(np.float64)), "'V': expected elements of f32"),
        (lambda: swiglu(x.astype(int), W, V), "'x': expected elements of float16"),
        (lambda: swiglu(x.astype(">f4"), W, V), "'x': .* native byte order"),
        (lambda: swiglu(x.astype(object), W, V), "'x': .* found object"),
        (lambda: swiglu(x, W, V, beta="1"), "'beta': expected an array, found str"),
        (lambda: swiglu(x, W, V, beta=b[1:]), r"'beta': expected a shape \[40\]"),
        (lambda: swiglu(x, W, V, weight_layout="io"), "weight_layout: expected 'in_out'"),
        (lambda: swiglu(x, W, V, threads=0), "threads: expected a number from 1"),
        (lambda: swiglu(x, W, V, threads=1.5), "threads: expected a number from 1"),
        (lambda: swiglu(x, W, V, device="tpu"), "unknown device 'tpu'"),
        (lambda: swiglu(x, W, V, device=None), "device: expected a string"),
        (lambda: glu.geglu(x, W, V, approximate="erf"), "approximate: expected 'none'"),
        (lambda: glu.elu(x, "1"), "alpha: expected a number, found '1'"),
        (lambda: glu.leaky_relu(x, float("nan")), "slope"),
        (lambda: glu.swish(x, b), "'beta': expected a number or an array without"),
        (lambda: glu.relu(3), "'x': expected an array, found int"),
        (lambda: glu.linear(x, W, activation="relux"), "activation: expected one of"),
        (lambda: glu.Activation("relu", beta=1), "relu has no parameter 'beta'"),
        (lambda: glu.maxout(x, W), r"'W': expected a shape \[p, k, n\]"),
        (lambda: glu.Layer("relu", W, c=b), "'c': it is for layers with V"),
        (lambda: glu.FFN("relu", W), "'W2': expected an array, found NoneType"),
        (lambda: glu.Layer("relu", W)(x[:, :3]), r"'x': expected a shape \[..., 24\]"),
        (lambda: glu.Layer("relu", W)(x.astype(np.float64)), "'x': expected tensor"),
        (lambda: glu.evaluate("nope", [1.0]), "activation: expected one of"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(len(errors())))
def test_errors(number):
    call, message = errors()[number]
    with pytest.raises(ValueError, match=message):
        call()


def test_names_are_those_of_the_package():
    for name in [
        *GATED,
        *GATED_FFN,
        *PLAIN_FFN,
        *ACTIVATIONS,
        "ffn",
        "maxout",
        "linear",
    ]:
        function = getattr(glu, name)
        assert name in glu.__all__ and function.__doc__
        assert all(
            parameter.annotation is not inspect.Parameter.empty
            for parameter in inspect.signature(function).parameters.values()
        )
