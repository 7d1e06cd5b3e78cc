#!/usr/bin/env python3
"""Times whole layers of glu and of its peers, taking turns in one process.

Prints a table, and leaves results.json and plots in build/benchmarks/layers.
The exit status is 1 if a result of glu is wrong or a layer could not be measured.
"""

import argparse
import concurrent.futures
import importlib.metadata
import itertools
import json
import multiprocessing
import os
import pathlib
import platform
import random
import subprocess
import sys
import time

import numpy as np
import plot
import report
import systems
from layer import ACTIVATIONS, LARGEST_ERRORS, TYPES, Layer
from roofs import BUILD, Roofs

ROOT = pathlib.Path(__file__).resolve().parents[2]
TURN = 20e-3  # seconds of a system's turn, if a call is shorter
ROWS = [1, 4, 16, 128, 512]

# Shapes, activations, and rows of x.
QUICK = [(["768x2048"], ["swiglu"], [1, 16, 512])]
FULL = [
    (["128x256"], ["swiglu"], [4]),
    (["768x2048", "896x4864", "4096x11008"], ["swiglu"], ROWS),
    (["768x3072"], ["relu"], ROWS),
    (["1000x2777", "2048x5632"], ["swiglu"], [16, 512]),
    (["768x2048"], ["geglu", "reglu", "glu", "bilinear"], [16, 512]),
]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--quick", action="store_true", help="T5-base, one thread, three M")
    add("--shapes", nargs="+", metavar="D_MODELxD_FF")
    add("--activations", nargs="+", choices=ACTIVATIONS)
    add("--rows", nargs="+", type=int, metavar="M")
    add("--types", nargs="+", choices=TYPES, default=list(TYPES))
    add("--threads", nargs="+", type=int)
    add("--systems", nargs="+", choices=systems.CLASSES, help="glu always takes part")
    add("--rounds", type=int, default=31)
    add("--markdown", type=pathlib.Path, metavar="FILE", help="write the tables")
    arguments = parser.parse_args()
    cpus = len(os.sched_getaffinity(0))
    if not arguments.threads:
        arguments.threads = [1] if arguments.quick or cpus == 1 else [1, 2]
    if max(arguments.threads) > cpus:
        found = max(arguments.threads)
        parser.error(f"--threads: expected at most {cpus}, the CPUs; found {found}")
    return arguments


def select(arguments):
    """The layers and the rows of x of each."""
    plan = QUICK if arguments.quick else FULL
    if arguments.shapes or arguments.activations or arguments.rows:
        shapes = arguments.shapes or ["768x2048"]
        activations = arguments.activations or ["swiglu"]
        plan = [(shapes, activations, arguments.rows or ROWS)]
    for shapes, activations, rows in plan:
        for choice in itertools.product(activations, shapes, arguments.types):
            yield Layer(*choice), rows


# In a process for each layer


def take_turn(run, calls, clock):
    """Seconds of a call."""
    if calls > 1:
        run(1)  # The caches hold what others left.
    start = clock()
    run(calls)
    return (clock() - start) / calls


def take_turns(runs, rounds, roofs, clock):
    """Seconds of a call of each of `runs`, by round."""
    calls = {}
    for name, run in runs.items():
        run(1)
        calls[name] = max(1, round(TURN / take_turn(run, 1, clock)))
    seconds = {name: [] for name in runs}
    for _ in range(rounds):
        roofs.measure()
        # No system always inherits the caches of the same other one.
        for name in random.sample(list(runs), len(runs)):
            seconds[name].append(take_turn(runs[name], calls[name], clock))
    return seconds


def get_error(call, exact):
    """Relative, in the 2-norm."""
    call.run(1)
    difference = call.get_result().astype(np.float64) - exact
    return float(np.linalg.norm(difference) / np.linalg.norm(exact))


def explain(error):
    """An exception in a line."""
    text = f"{type(error).__name__}: {error}".replace(f"{ROOT}/", "")
    return " ".join(text.split())[:200]


def try_each(names, function):
    """What `function` makes of the names, and why it fails for others."""
    made, missing = {}, {}
    for name in names:
        try:
            made[name] = function(name)
        # Whatever a peer raises, the others go on.
        except Exception as error:
            missing[name] = explain(error)
    return made, missing


def measure_rows(layer, loaded, rows, threads, rounds):
    """All systems on one x."""
    x = layer.make_x(rows)
    calls, missing = try_each(loaded, lambda name: loaded[name].prepare(x))
    exact = layer.evaluate(x)
    errors, failures = try_each(calls, lambda name: get_error(calls[name], exact))
    missing |= failures
    largest = LARGEST_ERRORS[layer.type]
    for name, error in errors.items():
        if not error <= largest:
            missing[name] = f"a relative error of {error:.2g}, not up to {largest}"
    roofs = Roofs(layer, threads)
    runs = {name: calls[name].run for name in errors if name not in missing}
    clock = time.process_time if threads == 1 else time.perf_counter
    seconds = take_turns(runs, rounds, roofs, clock)
    return {
        "activation": layer.activation,
        "shape": layer.shape,
        "type": layer.type,
        "rows": rows,
        "threads": threads,
        "flops": layer.count_flops(rows),
        "weight_bytes": layer.weight_bytes,
        "seconds": seconds,
        "errors": errors,
        "before": {name: call.seconds for name, call in calls.items()},
        "remarks": {name: call.remark for name, call in calls.items() if call.remark},
        "missing": missing,
        "roofs": roofs.rates,
    }


def measure_layer(layer, all_rows, threads, names, rounds):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    loaded, missing = try_each(names, lambda name: systems.create(name, layer, threads))
    measured = []
    for rows in all_rows:
        row = measure_rows(layer, loaded, rows, threads, rounds)
        row["missing"] = missing | row["missing"]
        measured.append(row)
        print(report.format_row(row), flush=True)
        if "glu" in row["missing"]:
            break
    return measured


# In the process of the program


def set_environment(threads):
    """Before any runtime is loaded. Who waits must not take others' time."""
    opencl = pathlib.Path(sys.prefix) / "lib" / "libintelocl.so"
    os.environ.update(
        OMP_NUM_THREADS=str(threads),
        OMP_WAIT_POLICY="passive",
        KMP_BLOCKTIME="0",
        TORCHINDUCTOR_COMPILE_THREADS="1",
        # PyPI's oneDNN runs on OpenCL's device for the CPU.
        OCL_ICD_FILENAMES=str(opencl),
    )


def run_alone(*arguments):
    """measure_layer in a process of its own: memory, threads, crashes."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, context) as pool:
        return pool.submit(measure_layer, *arguments).result()


def get_versions(names):
    packages = itertools.chain(["numpy"], *(systems.CLASSES[name][2] for name in names))
    versions = {"python": platform.python_version()}
    for package in dict.fromkeys(packages):
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = None
    command = ["git", "-C", ROOT, "describe", "--always", "--dirty"]
    git = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    return versions | {"glu": git.stdout.strip() or None}


def get_machine():
    with open("/proc/cpuinfo") as info:
        lines = [line.split(":", 1) for line in info if ":" in line]
    facts = {key.strip(): value.strip() for key, value in lines}
    features = facts["flags"].split()
    return {
        "processor": facts["model name"],
        "family": facts["cpu family"],
        "model": facts["model"],
        "cache": facts["cache size"],
        "cpus": len(os.sched_getaffinity(0)),
        "features": [f for f in features if f.startswith(("avx", "fma", "amx"))],
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "kernel": platform.release(),
    }


def main():
    arguments = parse_arguments()
    names = [
        name
        for name in systems.CLASSES
        if name == "glu" or not arguments.systems or name in arguments.systems
    ]
    results = {
        "started": time.strftime("%Y-%m-%d %H:%M:%S"),
        "machine": get_machine(),
        "versions": get_versions(names),
        "rounds": arguments.rounds,
        "rows": [],
    }
    print(report.format_machine(results))
    print(report.format_header(), flush=True)
    BUILD.mkdir(parents=True, exist_ok=True)
    failures = []
    for threads in arguments.threads:
        set_environment(threads)
        for layer, rows in select(arguments):
            try:
                results["rows"] += run_alone(
                    layer, rows, threads, names, arguments.rounds
                )
            except concurrent.futures.process.BrokenProcessPool:
                failures.append(
                    f"{layer}, {report.count_threads(threads)}: the process died"
                )
            (BUILD / "results.json").write_text(json.dumps(results, indent=1))

    tables = report.format_report(results)
    if arguments.markdown:
        arguments.markdown.write_text(tables)
    print(report.format_after(results))
    plot.draw(results, BUILD)
    failures += report.get_failures(results)
    for failure in failures:
        print(f"benchmark: {failure}", file=sys.stderr)
    print(report.format_summary(results))
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
