#!/usr/bin/env python3
"""Runs layers on the emulator of a GPU: any two of their features together.

matrix.py random     on normal data of three seeds, each against the reference
matrix.py tensor     the same, of sizes and types that tensor cores take, or just not
matrix.py few        the same, of few rows
matrix.py tf32       the same, of f32 rounded to tf32
matrix.py special    on data with NaN, infinities, zeros, and numbers at the ends
                     of the range

The bits of the first results, but for those of NaN and of tensor cores, must be those
of the CPU, compiled for AVX2 and AVX-512 in turn, as far as this one has them. No warps may
race, and no access of a layer's kernel to shared memory may meet another in its
bank. Tensor cores are those of `--arch`. `--strategy=TEXT` takes the cases of its
family and writes it to their layers. `--libdevice` takes the cases that need the
library of CUDA's toolkit, whose bits are its own, and leaves out the others;
`--every=N` takes each N-th case; `--only=N` takes case N and prints its module.
"""

import argparse
import array
import concurrent.futures
import functools
import itertools
import math
import os
import random
import re
import subprocess
import sys
import tempfile

PACKINGS = ["separate", "gate_first", "value_first", "interleaved = 1", "interleaved"]
# Ops, and for layers how the weights lie.
FORMS = [
    ("activation", ""),
    ("gate", ""),
    ("maxout", ""),
    ("linear", "single"),
    ("ffn", "single"),
    *(("gated_linear", packing) for packing in PACKINGS),
    *(("ffn", packing) for packing in PACKINGS),
]
# The kinds of beta are an element of the type, f32, and several of them.
ACTIVATIONS = [
    "identity", "sigmoid", "tanh", "relu", "leaky_relu<slope = 0.3>",
    "elu<alpha = 1.5>", "gelu<erf>", "gelu<tanh>", "gelu<sigmoid>", "mish",
    "swish<beta = 1.7>", "swish one", "swish one f32", "swish all", "swish all f32",
]
ORDERS = ["in_out", "out_in"]
SIZES = [1, 3, 7, 33, 63, 65, 70, 129]
FACTORS = {
    "form": FORMS,
    "activation": ACTIVATIONS,
    "type": ["f32", "f64", "bf16", "f16"],
    "rounding": ["f32_through", "as_unfused"],
    # Of separate weights, the biases of one part or of both.
    "bias": ["none", "gate", "value", "both"],
    "order": ORDERS,
    # All dimensions of x but the last; in `all` every size is dynamic, but for the
    # channels of packed weights, which nothing else would make even.
    "rows": ["", "0x", "1x", "2x", "63x", "65x", "?x", "?x?x", "?x?x?x", "all"],
    "k": SIZES,
    "n": SIZES,
    "down order": ORDERS,
    "down bias": [False, True],
    "down n": SIZES,
    "pieces": [1, 2, 5],
}
LAYER = ["activation", "type", "rounding", "bias", "order", "rows", "k", "n"]
# The factors that an op has.
USED = {
    "activation": ["activation", "type", "rows", "n"],
    "gate": ["activation", "type", "rounding", "rows", "n"],
    "maxout": ["type", "bias", "rows", "k", "n", "pieces"],
    "linear": LAYER,
    "gated_linear": LAYER,
    "ffn": LAYER + ["down order", "down bias", "down n"],
}
# Special values lie anywhere, so that sizes and layouts matter little.
FACTORS_OF_SPECIAL = {
    **FACTORS,
    "form": [form for form in FORMS if "_" not in form[1] and "=" not in form[1]],
    "order": ["in_out"],
    "bias": ["both"],
    "rows": ["13x"],
    "k": [3],
    "n": [17],
    "down order": ["in_out"],
    "down n": [5],
}
# Tiles of 128 rows, 64 channels of two parts or 128 of one, and 64 of k; with in_out
# weights and for the k of a product, sizes that are no multiple of 8 are for S0.
FACTORS_OF_TENSOR_CORES = {
    **FACTORS,
    "form": [form for form in FORMS if form[0] in ("linear", "gated_linear", "ffn")],
    "type": ["bf16", "f16"],
    "rows": ["0x", "1x", "63x", "129x", "?x", "?x?x"],
    "k": [8, 24, 64, 72, 136, 200, 20],
    "n": [8, 64, 72, 136, 7, 65],
    "down n": [8, 72, 136, 7, 65],
}
# A block of few rows has 256 of k at a time, in tiles of 64 for each warp.
FACTORS_OF_FEW_ROWS = {
    **FACTORS_OF_TENSOR_CORES,
    "rows": ["", "0x", "1x", "2x", "5x", "2x8x", "17x"],
    "k": [8, 72, 256, 264, 584, 20],
    "n": [8, 64, 136, 264, 7, 65],
}
# Tiles of 32 of k, and chunks of 4 elements.
FACTORS_OF_TF32 = {
    **FACTORS_OF_TENSOR_CORES,
    "type": ["tf32"],
    "k": [4, 12, 32, 36, 68, 100, 10],
    "n": [4, 64, 68, 132, 7, 65],
    "down n": [4, 68, 132, 7, 65],
}
CASES = {"random": FACTORS, "special": FACTORS_OF_SPECIAL,
         "tensor": FACTORS_OF_TENSOR_CORES, "few": FACTORS_OF_FEW_ROWS,
         "tf32": FACTORS_OF_TF32}
ONE_SIZE = 5
# Clusters of two blocks.
PAIRS = "s2, rows = 128, columns = 256, stages = 4, cluster = 2"


def get_pairs(case):
    """The pairs of features that a case tests."""
    names = ["form"] + USED[case["form"][0]]
    return set(itertools.combinations([(name, case[name]) for name in names], 2))


def get_all_pairs(factors):
    for form in factors["form"]:
        values = [[("form", form)]]
        values += [[(n, v) for v in factors[n]] for n in USED[form[0]]]
        for a, b in itertools.combinations(values, 2):
            yield from itertools.product(a, b)


def cover(factors):
    """Cases that have each pair: of some that have a missing one, the case that
    has the most."""
    choose = random.Random(1).choice

    def complete(pair):
        case = {name: choose(values) for name, values in factors.items()}
        case.update(pair)
        if case["rows"] == "all":
            case["n"] = case["down n"] = case["k"]
        return case

    missing = set(get_all_pairs(factors))
    cases = []
    while missing:
        pair = choose(sorted(missing, key=str))
        case = max((complete(pair) for _ in range(50)),
                   key=lambda case: len(get_pairs(case) & missing))
        if get_pairs(case) & missing:
            missing -= get_pairs(case)
            cases.append(case)
    return cases


def get_block(packing, n):
    """The channels of a block of interleaved weights: one, what tensor cores take, or
    the least odd number of several."""
    if packing == "interleaved = 1":
        return 1
    return next((b for b in (8, 4, 3, 5, 7) if n % b == 0), 1)


def write_module(case):
    """The text of a case, and the types of its arguments."""
    (op, packing), kind, activation = case["form"], case["type"], case["activation"]
    kind = kind.removeprefix("t")
    is_dynamic = case["rows"] == "all"
    rows = "?x" if is_dynamic else case["rows"]
    k, n, out = case["k"], case["n"], case["down n"]
    is_packed = packing not in ("", "single", "separate")
    if packing == "interleaved":
        packing += f" = {get_block(packing, n)}"
    arguments = {}

    def tensor(*sizes, of=kind):
        """Sizes that are text stay."""
        sizes = ["?" if is_dynamic and isinstance(s, int) else s for s in sizes]
        return f"tensor<{''.join(f'{size}x' for size in sizes)}{of}>"

    def features(size):
        return f"tensor<{rows}{'?' if is_dynamic else size}x{kind}>"

    def weight(order, k, n):
        return tensor(k, n) if order == "in_out" else tensor(n, k)

    def use(keyword, **types):
        """`keyword(%a, %b : type, type)`, and declares the arguments."""
        arguments.update(types)
        names = ", ".join("%" + name for name in types)
        return f" {keyword}({names} : {', '.join(types.values())})"

    is_elementwise = op in ("activation", "gate")
    beta = {}
    if "swish " in activation:
        _, count, *of = activation.split()
        activation = "swish<beta = ?>"
        of = of[0] if of else kind
        if count == "one":
            beta["beta"] = of
        elif is_elementwise:
            beta["beta"] = features(n).replace(kind, of)
        else:
            beta["beta"] = tensor(n, of=of)

    rounding = f"rounding<{case['rounding']}>"
    result = features(out if op == "ffn" else n)
    if is_elementwise:
        arguments["x"] = result
        if op == "gate":
            arguments["v"] = result
        arguments.update(beta)
        names = ", ".join("%" + name for name in arguments)
        types = ", ".join([result, *beta.values()])
        contract = rounding if op == "gate" else ""
        body = f"glu.{op} {activation} {contract} ({names}) : {types}"
    else:
        x = features(k)
        if op == "maxout":
            body = "glu.maxout" + use("ins", x=x, w=tensor(case["pieces"], k, n))
            if case["bias"] != "none":
                body += use("bias", b=tensor(case["pieces"], n))
        else:
            order = case["order"]
            layout = order if packing == "single" else f"{packing}, {order}"
            down = f"down<{case['down order']}>" if op == "ffn" else ""
            body = f"glu.{op} {activation} weights<{layout}> {down} {rounding}"
            w = weight(order, k, str(2 * n) if is_packed else n)
            if packing == "separate":
                body += use("ins", x=x, w=w, v=w)
            else:
                body += use("ins", x=x, w=w)
            if op == "ffn":
                body += use("down", w2=weight(case["down order"], n, out))
            if packing == "separate":
                if case["bias"] in ("gate", "both"):
                    body += use("gate_bias", b=tensor(n))
                if case["bias"] in ("value", "both"):
                    body += use("value_bias", c=tensor(n))
            elif case["bias"] in ("gate", "both"):
                body += use("bias", b=tensor(2 * n if is_packed else n))
            if op == "ffn" and case["down bias"]:
                body += use("down_bias", b2=tensor(out))
            if beta:
                body += use("beta", **beta)
        body += use("outs", init=result)
        if "strategy" in case:
            body += f" {{glu.strategy = #glu.gpu_strategy<{case['strategy']}>}}"
        body += f" -> {result}"
    parameters = ", ".join(f"%{name}: {type}" for name, type in arguments.items())
    text = (f"func.func @layer({parameters}) -> {result} {{\n  %0 = {body}\n"
            f"  return %0 : {result}\n}}\n")
    return text, list(arguments.values())


def needs_libdevice(case):
    return (case["type"] == "f64" and case["form"][0] != "maxout"
            and case["activation"] == "gelu<erf>")


def find_family(case, arch):
    """The family of the kernels of a layer."""
    (op, packing), order, n = case["form"], case["order"], case["n"]
    chunk = {"bf16": 8, "f16": 8, "tf32": 4}.get(case["type"])
    if (op not in ("linear", "gated_linear", "ffn") or not chunk
            or case["rows"] == "all"):
        return "s0"
    takes = (case["k"] % chunk == 0
             and (order == "out_in" or n % chunk == 0 and packing != "interleaved = 1"))
    if op == "ffn":
        takes = takes and n % chunk == 0 and (case["down order"] == "out_in"
                                              or case["down n"] % chunk == 0)
    if not takes:
        return "s0"
    if case["type"] == "tf32":
        return "s1"
    if "?" not in case["rows"]:
        rows = math.prod(int(size) for size in case["rows"].split("x") if size)
        if rows <= 16:
            return "stream"
    has_boxes = ("interleaved" not in packing
                 or order == "out_in" and 64 % get_block(packing, n) == 0)
    return "s2" if arch == "sm_90a" and has_boxes else "s1"


def write_npy(path, shape, values):
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little"))
        file.write(header.encode() + array.array("f", values).tobytes())


def write_special(folder, types, element_type, seed):
    """Arrays of a tenth of special values, as options of glu-run."""
    draw = random.Random(seed)
    largest, least, subnormal = {
        "f16": (65504.0, 2.0**-14, 2.0**-24),
        "bf16": (2.0**127 * 1.9921875, 2.0**-126, 2.0**-133),
    }.get(element_type, (2.0**127 * 1.9999999, 2.0**-126, 2.0**-149))
    special = [math.nan, math.inf, 0.0, largest, least, subnormal, 7 * subnormal]
    special += [-value for value in special]
    options = []
    for i, type in enumerate(types):
        sizes = tuple(map(int, re.findall(r"(\d+)x", type)))
        values = [draw.choice(special) if draw.random() < 0.1 else draw.gauss(0, 1)
                  for _ in range(math.prod(sizes))]
        path = os.path.join(folder, f"arg{i}.npy")
        write_npy(path, sizes, values)
        options.append(f"--arg={path}")
    return options


def read_bits(path):
    """The words of a result, with one NaN for all."""
    with open(path, "rb") as file:
        content = file.read()
    start = 10 + int.from_bytes(content[8:10], "little")
    bits, code, infinity = 32, "I", 0x7F800000
    if b"<f8" in content[:start]:
        bits, code, infinity = 64, "Q", 0x7FF0000000000000
    magnitude = (1 << (bits - 1)) - 1
    return ["nan" if word & magnitude > infinity else word
            for word in array.array(code, content[start:])]


def call(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=600)


def write_kernels(folder, case, arch):
    """The PTX of a layer's kernels in `folder`, or what is wrong."""
    module = os.path.join(folder, "layer.mlir")
    with open(module, "w", encoding="utf-8") as file:
        file.write(write_module(case)[0])
    tf32 = "allow-tf32" if case["type"] == "tf32" else ""
    result = call("glu-opt", module, "-o", os.devnull,
                  f"--glu-to-gpu=arch={arch} dump={folder} {tf32}")
    if result.returncode:
        return [], result.stdout
    kernels = [name for name in os.listdir(folder) if name.endswith(".ptx")]
    return [os.path.join(folder, name) for name in kernels], ""


def find_fault(said, family):
    """What the report tells of a layer's kernels that they should not do."""
    kernel = ""
    for line in said.splitlines():
        if line.startswith("kernel"):
            kernel = line
        conflict = re.search(r"bank conflicts of degree (\d+)", line)
        if conflict and f"_{family}_" in kernel and conflict[1] != "1":
            return f"{kernel.split(':')[0]} has {conflict[0]}"
        found = re.search(r"_(s\d|stream)_", kernel)
        if found and found[1] != family:
            return f"{kernel.split(':')[0]} is not of family {family}"
    return ""


def run(number, case, is_special, arch):
    """What is wrong with a case, or nothing."""
    text, types = write_module(case)
    family = find_family(case, arch)
    with tempfile.TemporaryDirectory() as folder:
        module = os.path.join(folder, "layer.mlir")
        with open(module, "w", encoding="utf-8") as file:
            file.write(text)
        size = case["k"] if case["rows"] == "all" else ONE_SIZE
        options = [module, f"--dynamic-size={size}"]
        given = (write_special(folder, types, case["type"], number) if is_special
                 else ["--random=1"])
        first = os.path.join(folder, "emulator.npy")
        emulator = [*options, "--device=emulator", f"--arch={arch}"]
        if case["type"] == "tf32":
            emulator.append("--allow-tf32")
        # The reference does not say which bits NaN and overflow have.
        runs = [[*emulator, *given, "--seed=1", f"--out={first}"]]
        if not is_special:
            runs[0].append("--verify")
            runs += [[*emulator, f"--random={seed}", f"--seed={seed}", "--verify"]
                     for seed in (2, 3)]
        for arguments in runs:
            result = call("glu-run", *arguments)
            wrong = result.returncode != 0 and result.stdout
            wrong = wrong or find_fault(result.stdout, family)
            if wrong:
                return f"{' '.join(arguments[1:])}: {wrong}"
        targets = find_cpu_targets()
        if needs_libdevice(case) or family != "s0" or not targets:
            return ""
        target = f"--target={targets[number % len(targets)]}"
        other = os.path.join(folder, "cpu.npy")
        result = call("glu-run", *options, *given, target, "--no-prepare",
                      f"--out={other}")
        if result.returncode:
            return f"{target}: {result.stdout}"
        pairs = list(zip(read_bits(first), read_bits(other), strict=True))
        differ = [i for i, (a, b) in enumerate(pairs) if a != b]
        if not differ:
            return ""
        a, b = ("nan" if word == "nan" else f"{word:#x}"
                for word in pairs[differ[0]])
        return (f"{target}: {len(differ)} of {len(pairs)} elements have other bits, "
                f"first {differ[0]}: {b}, on the emulator {a}")


@functools.cache
def find_cpu_targets():
    """Those that this machine can execute."""
    try:
        with open("/proc/cpuinfo") as info:
            flags = next(line for line in info if line.startswith("flags")).split()
    except (OSError, StopIteration):
        return []
    return [target for target, flag in [("avx2", "avx2"), ("avx512", "avx512f")]
            if flag in flags]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", choices=list(CASES))
    parser.add_argument("--libdevice", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--arch", default="sm_80")
    parser.add_argument("--strategy")
    arguments = parser.parse_args()
    is_special = arguments.data == "special"
    cases = list(enumerate(cover(CASES[arguments.data])))
    if arguments.strategy:
        family = arguments.strategy.split(",")[0]
        cases = [(i, {**c, "strategy": arguments.strategy}) for i, c in cases
                 if find_family(c, arguments.arch) == family]
    if arguments.only is not None:
        cases = [case for case in cases if case[0] == arguments.only]
        print(*(write_module(case)[0] for _, case in cases))
    else:
        cases = [(i, c) for i, c in cases if needs_libdevice(c) == arguments.libdevice]
        cases = cases[::arguments.every]
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda case: run(*case, is_special, arguments.arch), cases)
        for (number, case), result in zip(cases, results):
            if result:
                wrong += 1
                print(f"case {number}: {case}\n  {result}\n{write_module(case)[0]}")
    compared = ", ".join(find_cpu_targets()) or "no CPU: it has no AVX2"
    print(f"{len(cases) - wrong} right, {wrong} wrong; bits compared with {compared}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
