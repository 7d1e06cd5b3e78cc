#!/usr/bin/env python3
"""Checks what ptxas makes of the kernels of layers, for each architecture.

Every size that may be dynamic is, which takes the most registers. `--arch=NAME` takes
one architecture.
"""

import argparse
import concurrent.futures
import itertools
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
BUDGETS = {
    "s0": {"registers": MOST_REGISTERS, "shared bytes": MOST_SHARED},
    # One block of 128 threads has a multiprocessor for itself, and what it has of
    # shared memory is the launch's business.
    "s1": {"registers": 255},
    # Three warpgroups start with as many as there are for each.
    "s2": {"registers": 168},
    # Four blocks of 128 threads share a multiprocessor as far as registers go: loads
    # on their way take none.
    "stream": {"registers": 128},
}
# What rows, types, orders and sizes of layers have kernels for all layers, for tensor
# cores, for few rows and for tf32.
KINDS = [
    {"rows": "all", "k": 8, "n": 8},
    {"rows": "?x", "k": 768, "n": 2048, "types": ["bf16", "f16"],
     "orders": matrix.ORDERS},
    {"rows": "16x", "k": 2048, "n": 768, "types": ["bf16"], "orders": matrix.ORDERS},
    {"rows": "?x", "k": 768, "n": 2048, "types": ["tf32"], "orders": matrix.ORDERS},
]


def get_cases(arch, kind):
    common = {"rounding": "f32_through", "bias": "both", "down order": "in_out",
              "down n": 8, "pieces": 3, **kind}
    types = common.pop("types", matrix.FACTORS["type"])
    orders = common.pop("orders", ["in_out"])
    for form, activations in FORMS.items():
        if form[0] == "maxout" and kind["rows"] != "all":
            continue
        for activation, type, order in itertools.product(activations, types, orders):
            case = {**common, "form": form, "activation": activation, "type": type,
                    "order": order}
            yield case
            if (arch == "sm_90a" and kind["rows"] == "?x" and type != "tf32"
                    and activation == ACTIVATIONS[-1]):
                # Loops of few steps are unrolled, and need most.
                yield {**case, "strategy": matrix.PAIRS, "k": 320}
                # Stores that are guarded.
                yield {**case, "order": "out_in", "n": 2047}


def check(arch, case):
    """What ptxas counts in the kernels of a case, and what is wrong with that."""
    said = ""
    with tempfile.TemporaryDirectory() as folder:
        kernels, wrong = matrix.write_kernels(folder, case, arch)
        if wrong:
            return {}, wrong
        for kernel in kernels:
            result = matrix.call("ptxas", "-v", f"-arch={arch}", "-o", os.devnull,
                                 kernel)
            if result.returncode:
                return {}, result.stdout
            said += result.stdout
    # ptxas says nothing of what there is none of.
    counts = {what: max(map(int, re.findall(pattern, said)), default=0)
              for what, pattern in PTXAS_SAYS.items()}
    budget = BUDGETS[matrix.find_family(case, arch)]
    return counts, "; ".join(f"{count} {what}, expected at most {budget.get(what, 0)}"
                             for what, count in counts.items()
                             if count > budget.get(what, 0))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--arch", action="append")
    parser.add_argument("--libdevice", action="store_true")
    arguments = parser.parse_args()
    tasks = [(arch, case) for arch in arguments.arch or ARCHS
             for kind in KINDS for case in get_cases(arch, kind)
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
            row = worst.setdefault((arch, matrix.find_family(case, arch), case["form"][0],
                                    case["type"]), {})
            for what, count in counts.items():
                row[what] = max(count, row.get(what, 0))
    for (arch, family, op, type), counts in worst.items():
        print(f"{arch:8} {family} {op:13} {type:5}",
              ", ".join(f"{count} {what}" for what, count in counts.items()))
    print(f"{len(tasks) - wrong} right, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
