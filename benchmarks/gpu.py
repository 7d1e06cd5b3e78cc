#!/usr/bin/env python3
"""Times the layers of benchmarks/layers on a GPU: glu's families of kernels, and
PyTorch eager (cuBLAS and elementwise kernels) and compiled.

    benchmarks/gpu.py                       on the GPU of this machine
    benchmarks/gpu.py --device emulator     on none, with tiny sizes: what is counted

A result of glu is verified before it is timed. Times are those of the device's clock,
of kernels alone; systems take turns. The time that gpu_model.py predicts is beside
them. On the emulator there are no times: the bytes that kernels move are compared with
those of the model, and so are instructions and bytes of shared memory, where tiles are
whole. The exit status is 1 if a result or a count is wrong.
"""

import argparse
import dataclasses
import itertools
import json
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile

import gpu_model

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "layers"))
from spelling import ACTIVATIONS, PLAIN  # noqa: E402

STRATEGIES = {
    "s0": "#glu.gpu_strategy<s0>",
    "s1": "#glu.gpu_strategy<s1, rows = 128, columns = 128, stages = 3>",
    "s2": "#glu.gpu_strategy<s2, rows = 128, columns = 256, stages = 4>",
    "stream": "#glu.gpu_strategy<stream, rows = 16, columns = 32, stages = 3, "
    "blocks = 128>",
}
BYTES = {"f32": 4, "bf16": 2, "f16": 2}
# How often each system is asked, in an order of chance.
TURNS = 3

FUNCTION = """
func.func @ffn(%x: {x}, {parameters}, %w2: {w2}, %init: {x}) -> {x} {{
  %y = glu.ffn {activation} weights<{layout}> down<out_in>
         ins(%x, {weights} : {x}, {types}) down(%w2 : {w2})
         outs(%init : {x}) {{glu.strategy = {strategy}}} -> {x}
  return %y : {x}
}}
"""


@dataclasses.dataclass(frozen=True)
class Layer:
    """Its weights lie as those of torch.nn.Linear: [out, in]."""

    activation: str
    shape: str  # d_model x d_ff
    rows: int
    type: str

    @property
    def sizes(self):
        return tuple(map(int, self.shape.split("x")))

    @property
    def is_gated(self):
        return self.activation not in PLAIN

    @property
    def products(self):
        return gpu_model.get_layer(
            self.rows, *self.sizes, self.is_gated, BYTES[self.type]
        )

    def format(self, family):
        d_model, d_ff = self.sizes
        weights = ["%w", "%v"] if self.is_gated else ["%w"]
        weight = f"tensor<{d_ff}x{d_model}x{self.type}>"
        return FUNCTION.format(
            x=f"tensor<{self.rows}x{d_model}x{self.type}>",
            w2=f"tensor<{d_model}x{d_ff}x{self.type}>",
            parameters=", ".join(f"{name}: {weight}" for name in weights),
            weights=", ".join(weights),
            types=", ".join([weight] * len(weights)),
            activation=ACTIVATIONS[self.activation],
            layout="separate, out_in" if self.is_gated else "out_in",
            strategy=STRATEGIES[family],
        )


class Failure(Exception):
    """Why a system has no time."""


def get_families(layer, arguments):
    """Those that were asked for, or all that can compute a layer."""
    is_16_bits = BYTES[layer.type] == 2
    able = {
        "s0": True,
        "s1": is_16_bits,
        "s2": is_16_bits and arguments.arch == "sm_90a",
        "stream": is_16_bits and layer.rows <= gpu_model.MOST_ROWS_OF_STREAM,
    }
    return arguments.families or [family for family in STRATEGIES if able[family]]


def run_glu(layer, family, *options):
    """What glu-run prints."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "layer.mlir")
        path.write_text(layer.format(family))
        command = [ROOT / "build" / "bin" / "glu-run", path, "--random", "--verify"]
        run = subprocess.run([*command, *options], capture_output=True, text=True)
    if run.returncode:
        said = run.stdout + run.stderr
        reasons = re.findall("(?:error: |not verified: ).*", said)
        raise Failure(reasons[0] if reasons else f"exit status {run.returncode}")
    return run.stdout


def sum_kernels(text):
    """Seconds of all kernels of a call, of what glu-run printed."""
    times = re.findall(r"kernel '.*' device time: .* median (\S+) ms", text)
    return sum(map(float, times)) / 1e3


def time_glu(layer, family, rounds):
    options = ["--device=cuda", f"--benchmark={rounds}"]
    return sum_kernels(run_glu(layer, family, *options))


def make_torch(layer, compiles):
    """A function of the number of rounds."""
    import torch
    import torch.nn.functional as F
    import torch_functions

    type_ = {"f32": torch.float32, "bf16": torch.bfloat16, "f16": torch.float16}
    act = torch_functions.ACTIVATIONS[layer.activation]
    d_model, d_ff = layer.sizes

    def make(rows, columns, deviation):
        values = torch.randn(rows, columns, device="cuda") * deviation
        return values.to(type_[layer.type])

    x = make(layer.rows, d_model, 1)
    w, v = make(d_ff, d_model, d_model**-0.5), make(d_ff, d_model, d_model**-0.5)
    w2 = make(d_model, d_ff, d_ff**-0.5)

    def ffn(x):
        hidden = act(F.linear(x, w))
        return F.linear(hidden * F.linear(x, v) if layer.is_gated else hidden, w2)

    function = torch.compile(ffn, mode="max-autotune-no-cudagraphs") if compiles else ffn

    def run(rounds):
        function(x)
        seconds = []
        for _ in range(rounds):
            start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
            start.record()
            function(x)
            end.record()
            end.synchronize()
            seconds.append(start.elapsed_time(end) / 1e3)
        return statistics.median(seconds)

    return run


def measure(layer, families, rounds):
    """Median seconds, or the reason why there are none, by system."""
    runs = {
        family: lambda rounds, family=family: time_glu(layer, family, rounds)
        for family in families
    }
    seconds = {}
    for name, compiles in {"torch": False, "torch-compile": True}.items():
        try:
            runs[name] = make_torch(layer, compiles)
        # Whatever a peer raises, the others go on.
        except Exception as error:
            seconds[name] = f"{type(error).__name__}: {error}"
    turns = {name: [] for name in runs}
    for _ in range(TURNS):
        for name in random.sample(list(runs), len(runs)):
            try:
                turns[name].append(runs[name](rounds))
            except Exception as error:
                seconds[name] = str(error)
    return seconds | {
        name: statistics.median(times) for name, times in turns.items() if times
    }


def find_device(arch):
    return next((d for d in gpu_model.DEVICES if d.arch == arch), None)


def predict(layer, family, device):
    predicted = (gpu_model.predict(p, family, device) for p in layer.products)
    return sum(seconds for seconds, *_ in predicted)


def format_time(seconds):
    return seconds if isinstance(seconds, str) else f"{1e6 * seconds:.1f}"


def time_layer(layer, arguments):
    families = get_families(layer, arguments)
    seconds = measure(layer, families, arguments.rounds)
    device = find_device(arguments.arch)
    print(f"{layer.activation} {layer.shape} {layer.type}, M = {layer.rows}: us")
    for name, value in seconds.items():
        is_predicted = device and name in families and layer.type != "f32"
        of_model = predict(layer, name, device) if is_predicted else None
        beside = f", predicted {format_time(of_model)}" if of_model else ""
        print(f"  {name}: {format_time(value)}{beside}", flush=True)
    return dataclasses.asdict(layer) | {"seconds": seconds}


def check(product, model, launch, instructions, shared, *counted):
    """Why counts are not those of the model; empty if they are."""
    if tuple(counted) != model.count_bytes(product)[launch]:
        return "other bytes"
    if launch or not model.is_whole(product):
        return ""
    if not 0.9 < instructions / model.count_instructions(product) < 1.1:
        return "other instructions by more than 10 %"
    # Those of waits for mbarriers are not in the model.
    has_bytes = model.epilogue_shared_bytes > 0
    if has_bytes and not 0.95 < shared / model.count_shared(product) < 1.05:
        return "other bytes of shared memory by more than 5 %"
    return ""


def read_counts(text):
    """Of each kernel in what glu-run printed: its name, instructions of warps, bytes
    of shared memory, and bytes of global memory read and written."""
    for kernel, instructions, rest in re.findall(
        r"kernel '(.*)': launches 1, warp instructions (\d+)\n((?:  .*\n)*)", text
    ):
        counts = {
            memory: [int(read), int(written)]
            for memory, read, written in re.findall(
                r"(\w+) memory: (\d+) bytes read, (\d+) written", rest
            )
        }
        shared = sum(counts.get("shared", []))
        yield kernel, int(instructions), shared, *counts["global"]


def count_layer(layer, arguments):
    """What the emulator counts of each kernel, and what the model does."""
    rows = []
    for family in get_families(layer, arguments):
        options = ["--device=emulator", f"--arch={arguments.arch}"]
        found = read_counts(run_glu(layer, family, *options))
        launches = (
            (product, gpu_model.FAMILIES[family][product.parts], launch, *counted)
            for product in layer.products
            for launch, counted in enumerate(
                gpu_model.FAMILIES[family][product.parts].count_bytes(product)
            )
        )
        for (product, model, launch, *of_model), (kernel, *counts) in zip(
            launches, found, strict=True
        ):
            failure = check(product, model, launch, *counts)
            print(
                f"{kernel}: bytes read and written {counts[2:]}, of the model "
                f"{of_model}; warp instructions {counts[0]}, of shared memory "
                f"{counts[1]} bytes"
                f"{failure and ': ' + failure}"
            )
            rows.append({"kernel": kernel, "counts": counts, "failure": failure})
    return dataclasses.asdict(layer) | {"kernels": rows}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--device", choices=["cuda", "emulator"], default="cuda")
    add("--arch", default="sm_90a", help="of the GPU, or for the emulator")
    add("--families", nargs="+", choices=STRATEGIES)
    add("--shapes", nargs="+", metavar="D_MODELxD_FF")
    add("--rows", nargs="+", type=int, metavar="M")
    add("--activations", nargs="+", choices=ACTIVATIONS, default=["swiglu"])
    add("--types", nargs="+", choices=BYTES, default=["bf16"])
    add("--rounds", type=int, default=31)
    add("--json", type=pathlib.Path, metavar="FILE", help="write all results")
    arguments = parser.parse_args()
    is_tiny = arguments.device == "emulator"
    arguments.shapes = arguments.shapes or (
        ["64x136", "256x256"] if is_tiny else ["768x2048", "896x4864", "4096x11008"]
    )
    arguments.rows = arguments.rows or (
        [16, 130, 256] if is_tiny else [1, 16, 128, 512, 2048, 8192]
    )
    return arguments


def main():
    arguments = parse_arguments()
    work = time_layer if arguments.device == "cuda" else count_layer
    rows, failures = [], []
    choices = itertools.product(
        arguments.activations, arguments.shapes, arguments.rows, arguments.types
    )
    for layer in itertools.starmap(Layer, choices):
        try:
            rows.append(work(layer, arguments))
        except Failure as failure:
            failures.append(f"{layer}: {failure}")
    for row in rows:
        for kernel in row.get("kernels", []):
            if kernel["failure"]:
                failures.append(f"{kernel['kernel']}: {kernel['failure']}")
        for name, seconds in row.get("seconds", {}).items():
            if name in STRATEGIES and isinstance(seconds, str):
                failures.append(f"{name}: {seconds}")
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1))
    for failure in failures:
        print(f"gpu: {failure}", file=sys.stderr)
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
