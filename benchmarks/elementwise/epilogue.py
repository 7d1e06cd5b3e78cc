#!/usr/bin/env python3
"""What an activation costs on a vector that is already in a register.

As in the epilogue of a layer. Counts what llc makes of one vector, and asks
llvm-mca how many cycles a core takes for it when many follow each other: an
estimate, which knows neither caches nor the code around.
"""

import re
import subprocess

from activations import ACTIVATIONS, LLVM, generate, lower

# target: lanes of a vector, its register, and the core of the estimate.
TARGETS = {
    "avx512": (16, "zmm0", "sapphirerapids"),
    "avx2": (8, "ymm0", "znver3"),
}
FUNCTION = """
func.func @{name}(%x: vector<{lanes}xf32>) -> vector<{lanes}xf32> {{
  %0 = glu.activation {attribute}(%x) : vector<{lanes}xf32>
  return %0 : vector<{lanes}xf32>
}}
"""


def get_body(assembly, name):
    """The instructions of a function without branches."""
    body = re.search(rf"^{name}:(.*?)\bret", assembly, re.MULTILINE | re.DOTALL)
    lines = (line.split("#")[0].strip() for line in body[1].splitlines())
    return [line for line in lines if line and not line.startswith(".")]


def estimate_cycles(body, register, core):
    """Cycles of a vector, each independent of the one before."""
    code = "\n".join([f"vmovups (%rdi), %{register}", *body])
    command = [LLVM / "llvm-mca", f"-mcpu={core}", "-iterations=100"]
    report = subprocess.run(
        command, input=code, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    return int(re.search(r"Total Cycles: +(\d+)", report)[1]) / 100


def print_target(target):
    lanes, register, core = TARGETS[target]
    text = "".join(
        FUNCTION.format(name=name, attribute=attribute, lanes=lanes)
        for name, (attribute, _) in ACTIVATIONS.items()
    )
    assembly = generate(lower(text, target), target).decode()
    print(f"\n| {target}, {lanes} lanes | instructions | divisions | constants ", end="")
    print(f"| registers | spills | cycles ({core}) |\n| --- " + "| ---: " * 6 + "|")
    for name in ACTIVATIONS:
        body = get_body(assembly, name)
        code = "\n".join(body)
        counts = [
            len(body),
            len(re.findall(r"\bvdiv", code)),
            len(set(re.findall(r"\.LCPI\w+", code))),
            len(set(re.findall(r"%[xyz]mm(\d+)", code))),
            len(re.findall(r"\(%rsp\)", code)),
            f"{estimate_cycles(body, register, core):.1f}",
        ]
        print(f"| {name} | " + " | ".join(map(str, counts)) + " |")


for target in TARGETS:
    print_target(target)
