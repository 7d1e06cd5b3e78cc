"""``python -m glu``: what glu sees of this machine, runs and plots."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any, Sequence

import numpy as np

import glu

from ._activations import _PARAMETERS

_DTYPES = {"f16": "float16", "f32": "float32", "f64": "float64"}

# ===-----------------------------------------------------------------------===#
# info
# ===-----------------------------------------------------------------------===#

_AVX512 = {"+avx512f", "+avx512bw", "+avx512cd", "+avx512dq", "+avx512vl"}


def _describe_kernels(features: set[str]) -> str:
    if _AVX512 | {"+amx-bf16", "+amx-tile"} <= features:
        return "AMX tiles for bf16, AVX-512 for all else"
    if _AVX512 <= features:
        return "AVX-512"
    if {"+avx2", "+fma"} <= features:
        return "AVX2 with FMA"
    return "vectors of 128 bits"


def info(_: argparse.Namespace) -> None:
    features = glu.host_features()
    print(f"glu {glu.__version__}")
    print(f"kernels: {_describe_kernels(set(features.split(',')))}")
    for device in ("cpu", "cuda"):
        print(f"{device}: {_try_device(device)}")
    print(f"features: {features.replace('+', '').replace(',', ' ')}")


def _try_device(device: str) -> str:
    try:
        glu.relu(np.zeros(1, np.float32), device=device)
        return "yes"
    except ValueError as error:
        return f"no: {str(error).splitlines()[0]}"


# ===-----------------------------------------------------------------------===#
# run
# ===-----------------------------------------------------------------------===#


def _read(path: str) -> np.ndarray:
    try:
        return np.load(path)
    except (OSError, ValueError) as error:
        raise ValueError(f"'{path}': {error}") from None


def run(options: argparse.Namespace) -> None:
    with open(options.source, "rb") as file:
        source = file.read()
    function = glu.compile(
        source, options.entry, options.device, options.threads, arch=options.arch
    )
    if options.ir:
        print(function.ir(options.ir), end="")
        return
    arrays = [_read(path) for path in options.arrays]
    start = time.perf_counter()
    results = function(*arrays)
    seconds = time.perf_counter() - start
    results = results if isinstance(results, tuple) else (results,)
    for number, result in enumerate(results):
        print(f"result {number}: {function.results[number]}")
        if options.out:
            np.save(options.out.replace("%", str(number)), result)
        else:
            print(result)
    print(f"{seconds * 1e3:.3f} ms", file=sys.stderr)


# ===-----------------------------------------------------------------------===#
# plot
# ===-----------------------------------------------------------------------===#


def _plot_activations(pyplot: Any, _: argparse.Namespace) -> Any:
    x = np.linspace(-4, 4, 401)
    figure, axes = pyplot.subplots(2, 5, figsize=(15, 6), layout="constrained")
    for axis, name in zip(axes.flat, _PARAMETERS, strict=True):
        value, slope = glu.evaluate(name, x)
        axis.plot(x, value, label="act(x)")
        axis.plot(x, slope, "--", label="d act(x) / dx")
        axis.set_title(name)
        axis.grid(alpha=0.3)
    axes.flat[0].legend()
    return figure


def _get_ulps(name: str, x: np.ndarray) -> np.ndarray:
    """Errors in units in the last place of the result's type."""
    # glu rounds parameters to the type that it computes in.
    compute = np.float64 if x.dtype == np.float64 else np.float32
    parameters = {
        parameter: float(compute(value))
        for parameter, value in _PARAMETERS[name].items()
        if isinstance(value, float)
    }
    act = glu.Activation(name, **parameters)
    exact, _ = glu.evaluate(act, x.astype(np.float64))
    result = glu.activation(x, act)
    magnitude = np.maximum(np.abs(exact), np.finfo(x.dtype).tiny)
    unit = np.spacing(magnitude.astype(x.dtype)).astype(np.float64)
    return np.abs(result - exact) / unit


def _plot_accuracy(pyplot: Any, options: argparse.Namespace) -> Any:
    x = np.linspace(-10, 10, 20001).astype(_DTYPES[options.type])
    figure, axes = pyplot.subplots(2, 5, figsize=(15, 6), layout="constrained")
    for axis, name in zip(axes.flat, _PARAMETERS, strict=True):
        axis.plot(x, _get_ulps(name, x), ",")
        axis.set_title(name)
    figure.supxlabel("x")
    figure.supylabel(f"error in ULP of {options.type}")
    return figure


def _read_rates(path: str) -> dict[str, dict[str, list[tuple[int, float]]]]:
    """(rows, GFLOP/s) of each system for each layer."""
    rates: dict[str, dict[str, list[tuple[int, float]]]] = {}
    try:
        with open(path) as file:
            measured = json.load(file)["rows"]
        for row in measured:
            layer = f"{row['activation']} {row['shape']} {row['type']}"
            layer += f", {row['threads']} thread{'s' * (row['threads'] > 1)}"
            for system, seconds in row["seconds"].items():
                rate = row["flops"] / np.median(seconds) / 1e9
                points = rates.setdefault(layer, {}).setdefault(system, [])
                points.append((row["rows"], rate))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"'{path}': expected what scripts/benchmark.sh writes: {error!r}"
        ) from None
    return rates


def _plot_benchmark(pyplot: Any, options: argparse.Namespace) -> Any:
    rates = _read_rates(options.results)
    if not rates:
        raise ValueError(f"'{options.results}': there are no rows")
    columns = min(3, len(rates))
    rows = -(-len(rates) // columns)
    figure, axes = pyplot.subplots(
        rows,
        columns,
        squeeze=False,
        layout="constrained",
        figsize=(5 * columns, 4 * rows),
    )
    # A system that is not in all layers has the same color in each.
    names = dict.fromkeys(system for systems in rates.values() for system in systems)
    colors = {name: f"C{number}" for number, name in enumerate(names)}
    for axis, (layer, systems) in zip(axes.flat, rates.items()):
        for system, points in systems.items():
            axis.plot(*zip(*sorted(points)), "o-", label=system, color=colors[system])
        axis.set(title=layer, xscale="log", xlabel="rows of x", ylabel="GFLOP/s")
        axis.legend()
    return figure


_PLOTS = {
    "activations": _plot_activations,
    "accuracy": _plot_accuracy,
    "benchmark": _plot_benchmark,
}


def plot(options: argparse.Namespace) -> None:
    try:
        import matplotlib
    except ImportError:
        raise ValueError("plot needs matplotlib: pip install glu[plot]") from None
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure = _PLOTS[options.what](pyplot, options)
    figure.savefig(options.out)
    print(options.out)


# ===-----------------------------------------------------------------------===#
# The command line
# ===-----------------------------------------------------------------------===#


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m glu", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = commands.add_parser("info", help="what glu sees of this machine")
    command.set_defaults(call=info)

    command = commands.add_parser("run", help="compile a module and call a function")
    command.set_defaults(call=run)
    command.add_argument("source", help="MLIR text or bytecode")
    command.add_argument("arrays", nargs="*", help="the arguments, .npy files")
    command.add_argument("--entry", help="the function")
    command.add_argument("--device", default="cpu", help="cpu, cuda or emulator")
    command.add_argument("--arch", help="the GPU to compile for, such as sm_80")
    command.add_argument("--threads", type=int, help="the threads of the call")
    command.add_argument("--ir", metavar="STAGE", help="print the module after a stage")
    command.add_argument("--out", help="a .npy file; %% stands for the result's number")

    command = commands.add_parser("plot", help="draw activations, errors or times")
    command.set_defaults(call=plot)
    command.add_argument("what", choices=_PLOTS)
    command.add_argument(
        "--out", default="plot.svg", help="a file, by default plot.svg"
    )
    command.add_argument("--type", choices=_DTYPES, default="f32", help="of `accuracy`")
    command.add_argument(
        "--results",
        default="build/benchmarks/layers/results.json",
        help="of `benchmark`: the file that scripts/benchmark.sh writes",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    options = _make_parser().parse_args(arguments)
    try:
        options.call(options)
    except (OSError, ValueError) as error:
        print(f"glu: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
