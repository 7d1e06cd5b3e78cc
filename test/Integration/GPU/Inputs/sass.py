#!/usr/bin/env python3
"""Checks the machine code of kernels of S2: all products of a tile add to the same
registers, nothing else writes these until the last wait, and nothing is spilled."""

import itertools
import os
import re
import sys
import tempfile

import matrix

SUMS = 128


def disassemble(case):
    with tempfile.TemporaryDirectory() as folder:
        kernels, wrong = matrix.write_kernels(folder, case, "sm_90a")
        if wrong:
            sys.exit(wrong[:2000])
        cubin = os.path.join(folder, "layer.cubin")
        result = matrix.call("ptxas", "-arch=sm_90a", "-o", cubin, *kernels)
        if result.returncode or "GMMA" in result.stdout:
            sys.exit(f"ptxas: {result.stdout}")
        return matrix.call("nvdisasm", "-c", cubin).stdout.splitlines()


def check(lines):
    """What is wrong with the code of a kernel, or nothing."""
    code = [match[1].strip() for line in lines
            if (match := re.search(r"/\*[0-9a-f]{4,}\*/\s+(.*?);", line))]
    if any(re.search(r"\b(LDL|STL)\b", line) for line in code):
        return "it spills"
    products = [i for i, line in enumerate(code) if "HGMMA" in line]
    # Four of the first tile and four of the loop.
    if len(products) != 8:
        return f"it has {len(products)} products, expected 8"
    kinds = {re.search(r"HGMMA\.(\S+) R(\d+)", code[i]).groups() for i in products}
    if len(kinds) != 1:
        return f"its products are not of one kind and place: {kinds}"
    (shape, first), = kinds
    if not shape.startswith("64x256x16.F32"):
        return f"its products are {shape}"
    last = next(i for i in range(products[-1], len(code))
                if "DEPBAR.LE gsb0, 0x0" in code[i])
    sums = range(int(first), int(first) + SUMS)
    for line in code[products[0]:last]:
        written = re.match(r"(?:@!?U?P\d+ )?[A-Z][\w.]* R(\d+)", line)
        if written and int(written[1]) in sums and "HGMMA" not in line:
            return f"sums are written between products: {line}"
    return ""


def main():
    wrong = 0
    forms = [("linear", "single"), ("gated_linear", "separate")]
    strategies = [{}, {"strategy": matrix.PAIRS}]
    for form, kind, order, strategy in itertools.product(
            forms, ["bf16", "f16"], matrix.ORDERS, strategies):
        case = {"form": form, "activation": "swish all", "type": kind,
                "rounding": "f32_through", "bias": "both", "order": order,
                "rows": "?x", "k": 768, "n": 2048, "down n": 8, **strategy}
        said = check(disassemble(case))
        wrong += bool(said)
        print(f"{form[0]} {kind} {order} {strategy}: {said or 'right'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
