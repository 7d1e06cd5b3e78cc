"""glu.compile: sources, arrays, errors."""

import ctypes
import gc
import threading
import time

import glu
import ml_dtypes
import numpy as np
import pytest

ADD = """
func.func @add(%x: tensor<?x3x{0}>, %y: tensor<?x3x{0}>) -> tensor<?x3x{0}> {{
  %0 = arith.{1} %x, %y : tensor<?x3x{0}>
  return %0 : tensor<?x3x{0}>
}}
"""
SWIGLU = """
func.func @swiglu(%x: tensor<?x4xf32>, %w: tensor<4x3xf32>, %v: tensor<4x3xf32>)
    -> tensor<?x3xf32> {
  %c0 = arith.constant 0 : index
  %m = tensor.dim %x, %c0 : tensor<?x4xf32>
  %init = tensor.empty(%m) : tensor<?x3xf32>
  %h = glu.gated_linear swish<beta = 1.0> weights<separate, in_out>
         ins(%x, %w, %v : tensor<?x4xf32>, tensor<4x3xf32>, tensor<4x3xf32>)
         outs(%init : tensor<?x3xf32>) -> tensor<?x3xf32>
  return %h : tensor<?x3xf32>
}
"""
STABLEHLO = """
func.func @main(%arg0: tensor<2xf32>) -> tensor<2xf32> {
  %0 = "stablehlo.logistic"(%arg0) : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
"""
X = np.arange(6, dtype=np.float32).reshape(2, 3)


def add(dtype="f32"):
    return glu.compile(ADD.format(dtype, "addi" if dtype[0] == "i" else "addf"))


@pytest.mark.parametrize(
    "dtype, name",
    [
        (np.float16, "f16"),
        (ml_dtypes.bfloat16, "bf16"),
        (np.float32, "f32"),
        (np.float64, "f64"),
        (np.int8, "i8"),
        (np.int16, "i16"),
        (np.int32, "i32"),
        (np.int64, "i64"),
    ],
)
def test_element_types(dtype, name):
    x = X.astype(dtype)
    result = add(name)(x, x)
    assert result.dtype == dtype and (result == x + x).all()


def test_bools_and_numbers():
    either = glu.compile(ADD.format("i1", "ori"))
    x = X > 2
    assert (either(x, ~x) == True).all() and either(x, x).dtype == np.bool_  # noqa: E712
    scale = glu.compile(
        "func.func @f(%a: f64, %n: i32, %h: bf16) -> (f64, i32, bf16) {\n"
        "  %0 = arith.addf %a, %a : f64\n  %1 = arith.addi %n, %n : i32\n"
        "  return %0, %1, %h : f64, i32, bf16\n}"
    )
    assert scale(1.5, 7, 2) == (3.0, 14, 2.0)
    assert scale(np.array(1.5), np.int32(7), ml_dtypes.bfloat16(2)) == (3.0, 14, 2.0)
    with pytest.raises(ValueError, match="argument 'n': .*out of bounds"):
        scale(1.0, 2**40, 2)
    with pytest.raises(ValueError, match="argument 'a': expected an array"):
        scale("1", 7, 2)


def test_no_results():
    nothing = glu.compile("func.func @f(%x: tensor<2xf32>) { return }")
    assert nothing(X[0, :2].copy()) is None


def test_layouts():
    expected = X + X
    wide = np.zeros((4, 6), np.float32)
    wide[::2, ::2] = X
    backwards = np.ascontiguousarray(X[::-1, ::-1])
    for array in [
        np.asfortranarray(X),
        wide[::2, ::2],
        backwards[::-1, ::-1],
    ]:
        assert (add()(array, X) == expected).all()
    one = np.broadcast_to(np.float32(2), (2, 3))
    assert (add()(one, one) == 4).all()


def test_read_only():
    x = X.copy()
    x.flags.writeable = False
    assert (add()(x, x) == 2 * X).all()
    writing = glu.compile(
        "func.func @f(%x: tensor<3xf32> {bufferization.writable = true})"
        " -> tensor<3xf32> {\n  %0 = arith.negf %x : tensor<3xf32>\n"
        "  return %0 : tensor<3xf32>\n}"
    )
    with pytest.raises(ValueError, match="'x': the function writes it, and it is read"):
        writing(x[0])
    with pytest.raises(ValueError, match="'x': the function may write it"):
        writing(X.T[0].repeat(4)[:6:2])
    y = X[0].copy()
    result = writing(y)
    del y
    gc.collect()
    assert result.tolist() == [0, -1, -2]


def test_other_arrays():
    class Tensor:
        """An array that speaks DLPack and nothing else."""

        def __init__(self, array):
            self.array = array

        def __dlpack__(self, **options):
            return self.array.__dlpack__(**options)

        def __dlpack_device__(self):
            return self.array.__dlpack_device__()

    assert (add()(Tensor(X), X) == 2 * X).all()
    assert (glu.relu(Tensor(-X)) == 0).all()
    assert (add()(memoryview(X), X) == 2 * X).all()


def test_results_live_on():
    function = add()
    result = function(X, X)
    again = function(result, X)
    del result, function
    gc.collect()
    assert (again == 3 * X).all()


def test_sources(tmp_path):
    text = ADD.format("f32", "addf")
    path = tmp_path / "add.mlir"
    path.write_text(text)
    for source in [text, text.encode(), path]:
        assert (glu.compile(source)(X, X) == 2 * X).all()

    class Module:
        """Like those of MLIR's Python bindings."""

        operation = property(lambda self: self)

        def get_asm(self, print_generic_op_form, assume_verified):
            return text

    assert (glu.compile(Module())(X, X) == 2 * X).all()
    x = np.zeros(2, np.float32)
    assert glu.compile(STABLEHLO)(x).tolist() == [0.5, 0.5]


def test_cache():
    text = ADD.format("f32", "subf")
    assert glu.compile(text) is glu.compile(text, None, "cpu")
    assert glu.compile(text) is not glu.compile(text, threads=1)


def test_what_a_function_says():
    function = glu.compile(SWIGLU, prepare=True)
    assert function.arguments[0] == ("x", "tensor<?x4xf32>")
    assert function.results == ["tensor<?x3xf32>"]
    assert repr(function).startswith("<glu.Function (x: tensor<?x4xf32>, w: ")
    assert function.cost == [glu.Cost("glu.gated_linear", 24, None, None)]
    assert any("Strategy" in remark for remark in function.remarks)
    assert "glu.gated_linear" in function.ir("raise")
    assert "@swiglu_prepare" in function.ir("pack")
    assert "llvm.func" in function.ir()


def test_bind():
    x = np.ones((2, 4), np.float32)
    w, v = np.full((4, 3), 0.5, np.float32), np.ones((4, 3), np.float32)
    for prepare in (False, True):
        function = glu.compile(SWIGLU, prepare=prepare)
        layer = function.bind(w, v)
        np.testing.assert_allclose(layer(x), function(x, w, v))
        with pytest.raises(ValueError, match="'x': expected tensor<\\?x4xf32>"):
            layer(x[:, :2])
        with pytest.raises(ValueError, match="expected 1 arguments, found 2"):
            layer(x, x)
        with pytest.raises(ValueError, match="'v': expected tensor<4x3xf32>"):
            function.bind(w, v[:2])
    with pytest.raises(ValueError, match="not given is a weight"):
        function.bind(v)
    with pytest.raises(ValueError, match="more arguments than the function has"):
        function.bind(x, x, w, v)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: glu.compile("nonsense"), "source:1:1: custom op 'nonsense' is unk"),
        (lambda: glu.compile(b"ML\xefR\x01"), "."),
        (lambda: glu.compile(""), "there is no public function"),
        (lambda: glu.compile("func.func @f() { \0 }"), "."),
        (lambda: glu.compile(3), "source: expected MLIR text, .* found int"),
        (
            lambda: glu.compile('func.func @f() {\n "a.b"() : () -> ()\n return }'),
            "source:2:2: .*'a.b'",
        ),
        (lambda: glu.compile(SWIGLU, "g"), "there is no public function 'g'"),
        (lambda: glu.compile(SWIGLU, 3), "entry: expected a string, found 3"),
        (lambda: glu.compile(SWIGLU, device="cuda:0"), "unknown device 'cuda:0'"),
        (lambda: glu.compile(SWIGLU, target="fast"), "unknown target 'fast'"),
        (lambda: glu.compile(SWIGLU, arch="sm_80"), "arch 'sm_80' is that of a GPU"),
        (lambda: glu.compile(SWIGLU, threads=-1), "threads: expected a number"),
        (lambda: glu.compile(SWIGLU, threads=True), "threads: expected a number"),
        (lambda: glu.compile(SWIGLU, seed=-1), "seed: expected a number"),
        (lambda: glu.compile(SWIGLU, prepare=1), "prepare: expected True or False"),
        (lambda: glu.compile(SWIGLU).ir("polish"), "unknown stage 'polish'"),
        (lambda: glu.compile(SWIGLU).ir(2), "stage: expected a string"),
        (lambda: add()(X), "expected 2 arguments, found 1"),
        (lambda: add()(X, X[0]), "argument 'y': expected tensor<\\?x3xf32>, found"),
        (lambda: add()(X, X[:1]), "argument 'y' has size 1 in dimension 0"),
        (lambda: add()(X, X.astype("f8")), "argument 'y': .* 2x3xf64"),
        (lambda: add()(X, X.astype("c8")), "argument 'y': .* complex64"),
        (lambda: add()(X, X.astype("u4")), "argument 'y': .* ui32"),
        (lambda: add()(X, X.astype("S4")), "argument 'y': .* found ndarray"),
        (lambda: add()(X, None), "argument 'y': .* found NoneType"),
        (lambda: add()(X, "x"), "argument 'y': .* found str"),
        (lambda: add()(X, 1.0), "argument 'y': .* found float"),
        (
            lambda: add()(X, np.zeros(25, "u1")[1:].view("f4").reshape(2, 3)),
            "argument 'y': the elements are not aligned",
        ),
    ],
)
def test_errors(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_assertions():
    """What only the program can tell, as sizes in imported modules."""
    function = glu.compile("""
        func.func @f(%x: tensor<?xf32>, %n: index) -> tensor<?xf32> {
          %c0 = arith.constant 0 : index
          %d = tensor.dim %x, %c0 : tensor<?xf32>
          %e = arith.cmpi eq, %d, %n : index
          cf.assert %e, "there are n elements"
          %y = glu.activation relu(%x) : tensor<?xf32>
          return %y : tensor<?xf32>
        }""")
    for _ in range(2):
        with pytest.raises(ValueError, match="an assertion failed: there are n elem"):
            function(X[0], 4)
        assert function(X[0], 3).tolist() == [0, 1, 2]


def test_nameless_arguments():
    function = glu.compile("func.func @f(%0: tensor<2xf32>) { return }")
    with pytest.raises(ValueError, match="argument 0: expected tensor<2xf32>"):
        function(X)


def test_calls_from_threads():
    """Calls do not hold the interpreter, and do not mix their arrays."""
    function = glu.compile(SWIGLU, threads=1)
    random = np.random.default_rng(0)
    wrong = []

    def work(seed):
        x, w, v = (np.full(s, seed, np.float32) for s in [(9, 4), (4, 3), (4, 3)])
        expected = function(x, w, v)
        for _ in range(200):
            if (function(x, w, v) != expected).any():
                wrong.append(seed)

    threads = [threading.Thread(target=work, args=(i,)) for i in random.random(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_interpreter_goes_on_during_a_call():
    n = 1024
    text = (
        f"func.func @f(%x: tensor<{n}x{n}xf64>) -> tensor<{n}x{n}xf64> {{\n"
        f"  %i = tensor.empty() : tensor<{n}x{n}xf64>\n"
        f"  %0 = glu.linear relu weights<in_out> ins(%x, %x : tensor<{n}x{n}xf64>,"
        f" tensor<{n}x{n}xf64>) outs(%i : tensor<{n}x{n}xf64>) -> tensor<{n}x{n}xf64>\n"
        f"  return %0 : tensor<{n}x{n}xf64>\n}}"
    )
    function = glu.compile(text, threads=1)
    x = np.zeros((n, n))
    done = threading.Event()
    ticks = 0

    def work():
        function(x)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.wait(0.0005):
        ticks += 1
    thread.join()
    assert ticks > 2


def test_libraries_stay_to_themselves():
    """Symbols of LLVM and OpenMP would be taken by other libraries."""
    add()(X, X)
    everybody = ctypes.CDLL(None)
    for name in ["LLVMContextCreate", "mlirContextCreate", "__kmpc_fork_call"]:
        assert not hasattr(everybody, name)


def test_overhead():
    """A call takes less than 20 microseconds of this process."""
    layer = glu.Layer("silu", np.eye(4, dtype="f4"), np.eye(4, dtype="f4"), threads=1)
    x = np.zeros((1, 4), np.float32)
    layer(x)
    best = min(time_calls(layer, x) for _ in range(20))
    assert best < 20e-6


def time_calls(function, x, count=200):
    start = time.process_time()
    for _ in range(count):
        function(x)
    return (time.process_time() - start) / count
