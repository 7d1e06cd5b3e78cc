#!/usr/bin/env python3
"""Times activations of glu, PyTorch and oneDNN, and compares their errors.

One thread on one CPU, CPU time. The systems take turns on the same arrays, so
that what disturbs the machine disturbs all of them.
"""

import argparse
import importlib.metadata
import random
import time

import numpy as np

import systems
from activations import ACTIVATIONS, CPUS, exact

BATCH = 4e-3  # seconds of a system's turn


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--activations", nargs="+", default=list(ACTIVATIONS), choices=ACTIVATIONS
    )
    parser.add_argument(
        "--elements", nargs="+", type=int, default=[1 << 14, 1 << 17, 1 << 20]
    )
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--cpu", type=int, default=0, help="the CPU to run on")
    parser.add_argument("--target", choices=CPUS, default="avx512")
    return parser.parse_args()


def make_array(values):
    """A float32 copy that starts with a cache line, as frameworks allocate."""
    memory = np.empty(values.size + 16, np.float32)
    start = -memory.ctypes.data % 64 // 4
    array = memory[start : start + values.size]
    array[:] = values
    return array


def make_data(elements):
    """Normal numbers with deviation 3."""
    return make_array(3 * np.random.default_rng(0).standard_normal(elements))


def print_row(cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def print_header(cells):
    print()
    print_row(cells)
    print_row(["---"] + ["---:"] * (len(cells) - 1))


# Time


def measure(run, calls):
    """CPU seconds of one of `calls` calls."""
    start = time.process_time()
    run(calls)
    return (time.process_time() - start) / calls


def take_turns(runs, rounds):
    """Seconds of a call of each of `runs`, by round."""
    calls = {}
    for name, run in runs.items():
        run(10)
        calls[name] = max(1, round(BATCH / measure(run, 10)))
    seconds = {name: np.empty(rounds) for name in runs}
    for i in range(rounds):
        # No system always inherits the caches of the same other one.
        for name in random.sample(list(runs), len(runs)):
            seconds[name][i] = measure(runs[name], calls[name])
    return seconds


def spread(values, digits):
    """The median, and the quartiles around it."""
    low, median, high = np.quantile(values, (0.25, 0.5, 0.75))
    return f"{median:.{digits}f} ({low:.{digits}f}-{high:.{digits}f})"


def prepare_all(loaded, activation, x, y):
    runs = {system.name: system.prepare(activation, x, y) for system in loaded}
    return {name: run for name, run in runs.items() if run}


def print_calls(loaded, rounds):
    x = make_data(1)
    seconds = take_turns(prepare_all(loaded, "relu", x, x), rounds)
    for name, values in seconds.items():
        print(f"a call of {name} on one element: {spread(1e6 * values, 2)} us")


def print_times(loaded, activation, elements, rounds):
    x = make_data(elements)
    y = make_array(x)
    runs = prepare_all(loaded, activation, x, y)
    runs["one"] = prepare_all(loaded, activation, x[:1], y[:1])["onednn"]
    seconds = take_turns(runs, rounds)
    # What the runtime below oneDNN takes is no work of the kernel.
    seconds["onednn"] -= seconds.pop("one")
    cells = [activation, str(elements)]
    for system in loaded:
        values = seconds.get(system.name)
        cells.append("" if values is None else spread(1e9 / elements * values, 3))
    peers = [name for name in seconds if name != "glu"]
    fastest = min(peers, key=lambda name: np.median(seconds[name]))
    cells.append(f"{spread(seconds[fastest] / seconds['glu'], 2)} {fastest}")
    print_row(cells)


# Error


def make_sweep():
    """Numbers of all magnitudes, and many where the tails are."""
    bits = np.arange(0, 1 << 32, 4099, dtype=np.uint32).view(np.float32)
    tails = np.linspace(-110, 110, 1 << 20, dtype=np.float32)
    return make_array(np.concatenate([bits[np.isfinite(bits)], tails]))


def get_errors(result, reference):
    """In units of the last place of the exact result."""
    exponent = np.frexp(reference)[1]
    unit = np.ldexp(1.0, np.maximum(exponent - 24, -149))
    errors = np.abs(result.astype(np.float64) - reference) / unit
    # Beyond the largest float32 an infinity is right.
    largest = np.finfo(np.float32).max
    infinite = np.isinf(result) & (np.abs(reference) > largest)
    return np.where(infinite & (result * reference > 0), 0, errors)


def print_errors(loaded, activation, arrays):
    cells = [activation]
    for system in loaded:
        for x in arrays:
            y = make_array(x)
            run = system.prepare(activation, x, y)
            if not run:
                cells.append("")
                continue
            run(1)
            errors = get_errors(y, exact(activation, x))
            worst = np.argmax(errors)
            cells.append(f"{errors[worst]:.3g} at {x[worst]:.4g}")
    print_row(cells)


def print_machine():
    with open("/proc/cpuinfo") as info:
        lines = (line.split(":", 1) for line in info if ":" in line)
        facts = {key.strip(): value.strip() for key, value in lines}
    print(f"{facts['model name']}, family {facts['cpu family']}", end=" ")
    print(f"model {facts['model']}, cache {facts['cache size']}")
    features = facts["flags"].split()
    print("features:", *(f for f in features if f.startswith(("avx", "fma", "amx"))))
    for package in ("torch", "onednn"):
        print(package, importlib.metadata.version(package))


def main():
    arguments = parse_arguments()
    loaded = systems.load(arguments.target, arguments.cpu)
    names = [system.name for system in loaded]
    print_machine()
    print_calls(loaded, arguments.rounds)

    print_header(["ns/element", "elements", *names, "faster peer / glu"])
    for activation in arguments.activations:
        for elements in arguments.elements:
            print_times(loaded, activation, elements, arguments.rounds)

    print_header(
        ["ULP", *(f"{name}, {what}" for name in names for what in ("data", "sweep"))]
    )
    arrays = [make_data(1 << 20), make_sweep()]
    for activation in arguments.activations:
        print_errors(loaded, activation, arrays)


if __name__ == "__main__":
    main()
