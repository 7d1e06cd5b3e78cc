"""Checks the table of instructions in docs/emulator.md.

Each row must name a kernel of Inputs/ whose PTX has the instruction and which a
unit test runs, and each opcode that lib/Emulator decodes must have a row. `--print` prints the rows that
the kernels support.
"""

import pathlib
import re
import sys

TYPES = (
    r"(pred|[bsu](?:8|16|32|64)|f16x2|bf16x2|f32x2|bf16|f16|tf32|f32|f64|"
    r"e4m3x2|e5m2x2|e4m3|e5m2)$"
)

# Opcodes of which a row names more than the type.
FAMILIES = {
    "atom": r"v[248]",
    "barrier": r"cluster|arrive|wait",
    "cp": r"async|commit_group|wait_group|wait_all|mbarrier|arrive|noinc|"
    r"bulk|tensor|[1-5]d|prefetch|reduce|multicast::cluster",
    "fence": r"proxy|mbarrier_init|tensormap::generic",
    "griddepcontrol": r"launch_dependents|wait",
    "mbarrier": r"init|inval|arrive|arrive_drop|expect_tx|complete_tx|noComplete|"
    r"test_wait|try_wait|parity|pending_count",
    "red": r"async|v[248]",
    "st": r"async",
    "tensormap": r"replace|cp_fenceproxy|global_address|rank|box_dim|global_dim|"
    r"global_stride|element_stride|elemtype|interleave_layout|swizzle_mode|fill_mode",
    "wgmma": r"fence|mma_async|commit_group|wait_group|k\d+",
    "mma": r"m\d+n\d+k\d+",
}


def read_kernels(inputs):
    """The instructions of each kernel, with the functions of its file."""
    kernels = {}
    for path in sorted(inputs.glob("*.ptx")):
        text = re.sub(r"//.*", "", path.read_text())
        for match in re.finditer(r"\.entry (\w+)\((.*?)\n}", text, re.S):
            words = r"(?:^|[;{:}])\s*(?:@!?%?\w+\s+)?([a-z][\w.:]*)"
            found = re.findall(words, match[2], re.M)
            # Some are there from several compilations.
            seen = kernels.setdefault(match[1], set())
            seen.update((w.split(".")[0], w) for w in found)
    return kernels


def key_of(word):
    """`add.f32` for `add.rn.ftz.f32`: what a row is about."""
    opcode, *modifiers = word.split(".")
    types = [m for m in modifiers if re.fullmatch(TYPES, m)]
    if opcode in FAMILIES:
        names = [m.split("::")[0] for m in modifiers if re.fullmatch(FAMILIES[opcode], m)]
        types = types[-1:] if opcode in ("atom", "red", "st", "tensormap") else types[:2]
        return ".".join([opcode] + names + types)
    isMixed = opcode in ("add", "sub", "fma") and len(types) == 2
    if isMixed or opcode in ("cvt", "set", "dp4a", "dp2a", "slct"):
        return ".".join([opcode] + types[:2])
    return ".".join([opcode] + types[-1:])


def read_opcodes(sources):
    text = "".join(p.read_text() for p in sorted(sources.glob("*.cpp")))
    opcodes = set(re.findall(r'table\.add\(\s*"(\w+)"', text))
    for names in re.findall(r"opcode :\s*\{([^}]*)\}", text):
        opcodes |= set(re.findall(r'"(\w+)"', names))
    return opcodes


def main(root, option=None):
    root = pathlib.Path(root)
    kernels = read_kernels(root / "test/Emulator/Inputs")
    opcodes = read_opcodes(root / "lib/Emulator/Instructions")
    support = {}
    for kernel, instructions in kernels.items():
        for opcode, word in instructions:
            if opcode in opcodes:
                support.setdefault(key_of(word), set()).add(kernel)
    if option == "--print":
        for key in sorted(support):
            print(f"| `{key}` | {sorted(support[key])[0]} |")
        return 0
    table = (root / "docs/emulator.md").read_text()
    rows = re.findall(r"^\| `([\w.]+)` \| (\w+) \|$", table, re.M)
    errors = [
        f"'{key}' is not in kernel '{kernel}'"
        for key, kernel in rows
        if kernel not in support.get(key, ())
    ]
    tests = "".join(p.read_text() for p in (root / "test/unit/Emulator").glob("*.cpp"))
    errors += [
        f"no test runs kernel '{kernel}'"
        for kernel in sorted({kernel for _, kernel in rows})
        if f'"{kernel}"' not in tests
    ]
    known = {key.split(".")[0] for key, _ in rows}
    errors += [f"'{o}' is decoded but has no row" for o in sorted(opcodes - known)]
    print("\n".join(errors) or f"{len(rows)} rows, {len(opcodes)} opcodes")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
