"""python -m glu."""

import json

import glu
import numpy as np
import pytest
from glu.__main__ import main

TEXT = """
func.func @f(%x: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %0 = glu.activation relu(%x) : tensor<3xf32>
  %1 = arith.negf %x : tensor<3xf32>
  return %0, %1 : tensor<3xf32>, tensor<3xf32>
}
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "f.mlir"
    path.write_text(TEXT)
    return str(path)


@pytest.fixture
def x(tmp_path):
    path = tmp_path / "x.npy"
    np.save(path, np.array([-1, 0, 2], np.float32))
    return str(path)


def test_info(capsys):
    assert main(["info"]) == 0
    printed = capsys.readouterr().out
    assert f"glu {glu.__version__}\n" in printed
    assert "\ncpu: yes\n" in printed and "\nkernels: " in printed


def test_run(source, x, tmp_path, capsys):
    assert main(["run", source, x]) == 0
    printed = capsys.readouterr()
    assert "result 0: tensor<3xf32>\n[0. 0. 2.]\nresult 1" in printed.out
    assert printed.err.endswith(" ms\n")
    assert main(["run", source, x, "--out", str(tmp_path / "y%.npy")]) == 0
    assert np.load(tmp_path / "y1.npy").tolist() == [1, 0, -2]
    capsys.readouterr()
    assert main(["run", source, "--ir", "fuse"]) == 0
    assert "glu.activation relu" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["run", "none.mlir"], "glu: [Errno 2] No such file"),
        (["run", "SOURCE"], "glu: expected 1 arguments, found 0"),
        (["run", "SOURCE", "none.npy"], "glu: 'none.npy': "),
        (["run", "SOURCE", "SOURCE"], "glu: "),
        (["run", "SOURCE", "--device", "tpu"], "glu: unknown device 'tpu'"),
        (["run", "SOURCE", "--ir", "polish"], "glu: unknown stage 'polish'"),
    ],
)
def test_errors(arguments, message, source, capsys):
    assert main([source if a == "SOURCE" else a for a in arguments]) == 1
    assert capsys.readouterr().err.startswith(message)


def test_plots(tmp_path, capsys):
    pytest.importorskip("matplotlib")
    results = tmp_path / "results.json"
    row = {
        "activation": "swiglu", "shape": "768x2048", "type": "f32", "rows": 1,
        "threads": 1, "flops": 1e9, "seconds": {"glu": [0.5, 0.25], "peer": [1]},
    }  # fmt: skip
    results.write_text(json.dumps({"rows": [row, row | {"rows": 64}]}))
    out = tmp_path / "plot.svg"
    for what in ["activations", "accuracy", "benchmark"]:
        arguments = ["plot", what, "--out", str(out), "--results", str(results)]
        assert main(arguments) == 0
        assert "<svg" in out.read_text()
    results.write_text("{}")
    assert main(["plot", "benchmark", "--results", str(results)]) == 1
    assert "expected what scripts/benchmark.sh writes" in capsys.readouterr().err
