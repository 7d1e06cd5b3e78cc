#!/usr/bin/env python3
"""Checks what ptxas makes of the kernels of layers, for each architecture.

Every size is dynamic, which takes the most registers. `--arch=NAME` takes one
architecture.
"""

import argparse
import concurrent.futures
import os
import re
import sys
import tempfile

import matrix

ARCHS = ["sm_80", "sm_86", "sm_89", "sm_90a", "sm_100a", "sm_120"]
ACTIVATIONS = ["identity", "gelu<erf>", "swish all"]
FORMS = {
    ("linear", "single"): ACTIVATIONS,
    ("gated_linear", "separate"): ACTIVATIONS,
    ("maxout", ""): ["identity"],
}
# Two blocks of 256 threads share the 65536 registers of a multiprocessor.
MOST_REGISTERS = 128
# Tiles of 64 rows of x and of 64 channels of gate and value, 32 of k, in f32, with
# a word more in each row of channels: 4 * 32 * (64 + 2 * 65). Four such blocks
# fit into the 100 KB of the smallest multiprocessor.
MOST_SHARED = 24832
PTXAS_SAYS = {
    "registers": r"Used (\d+) registers",
    "shared bytes": r"(\d+) bytes smem",
    "bytes of stack": r"(\d+) bytes stack frame",
    "bytes spilled": r"(\d+) bytes spill stores",
    "bytes of spills loaded": r"(\d+) bytes spill loads",
}
BUDGET = {"registers": MOST_REGISTERS, "shared bytes": MOST_SHARED}


def get_cases():
    common = {"rounding": "f32_through", "bias": "both", "order": "in_out",
              "rows": "all", "k": 8, "n": 8, "down n": 8, "pieces": 3}
    for form, activations in FORMS.items():
        for activation in activations:
            for type in matrix.FACTORS["type"]:
                yield {"form": form, "activation": activation, "type": type, **common}


def check(arch, case):
    """What ptxas counts in the kernel of a case, and what is wrong with that."""
    with tempfile.TemporaryDirectory() as folder:
        module = os.path.join(folder, "layer.mlir")
        with open(module, "w", encoding="utf-8") as file:
            file.write(matrix.write_module(case)[0])
        result = matrix.call("glu-opt", module, "-o", os.devnull,
                             f"--glu-to-gpu=arch={arch} dump={folder}")
        if result.returncode:
            return {}, result.stdout
        kernels = [name for name in os.listdir(folder) if name.endswith(".ptx")]
        if len(kernels) != 1:
            return {}, f"expected one kernel, found {kernels}"
        result = matrix.call("ptxas", "-v", f"-arch={arch}", "-o", os.devnull,
                             os.path.join(folder, kernels[0]))
        if result.returncode:
            return {}, result.stdout
    counts = {what: int(re.search(pattern, result.stdout)[1])
              for what, pattern in PTXAS_SAYS.items()}
    return counts, "; ".join(f"{count} {what}, expected at most {BUDGET.get(what, 0)}"
                             for what, count in counts.items()
                             if count > BUDGET.get(what, 0))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--arch", action="append")
    parser.add_argument("--libdevice", action="store_true")
    arguments = parser.parse_args()
    tasks = [(arch, case) for arch in arguments.arch or ARCHS for case in get_cases()
             if matrix.needs_libdevice(case) == arguments.libdevice]
    worst = {}
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda task: check(*task), tasks)
        for (arch, case), (counts, said) in zip(tasks, results):
            wrong += bool(said)
            if said:
                print(f"{arch} {case['form'][0]} {case['activation']} {case['type']}: "
                      f"{said}")
            row = worst.setdefault((arch, case["form"][0], case["type"]), {})
            for what, count in counts.items():
                row[what] = max(count, row.get(what, 0))
    for (arch, op, type), counts in worst.items():
        print(f"{arch:8} {op:13} {type:5}",
              ", ".join(f"{count} {what}" for what, count in counts.items()))
    print(f"{len(tasks) - wrong} right, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
