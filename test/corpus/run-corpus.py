#!/usr/bin/env python3
"""Raises and runs the layers of a corpus, and compares with what is expected.

The corpus is the directory $GLU_CORPUS_DIR, or the selection beside this file.
Each case of its manifest.json is raised by glu-opt; the ops that come out are
compared with `expect`. Then glu-run runs the file, raised, on its arrays. The
expected output is that of the framework's module in float64 or, where there is
none, that of the framework, within the framework's own error. Arguments are
parts of the names of the cases to take; `--device=emulator` runs the code of a GPU.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

# Forms, and the passes and options that a file needs ahead of --glu-raise.
PLAIN = {"linalg": [], "linalg_from_stablehlo": [], "tosa": []}
IMPORTED = ["--glu-import", "--allow-unregistered-dialect"]

# Files that do not mean what their arrays say.
BROKEN = {
    "phi3/f32_dyn.linalg": "casts tensor<?x?x32> to tensor<?x1x32>; has size 5 there"
}


def call(command):
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=600
    )


def has_importer():
    return "--glu-import" in call(["glu-opt", "--help"]).stdout


def passes(form, importer):
    """The options of glu-opt for a form; None if nothing reads it."""
    if form in PLAIN:
        return PLAIN[form]
    return IMPORTED if importer and form.endswith("_generic") else None


def find_ops(text):
    """Counts the layers of glu in a module: gated, or feed-forward without a gate."""
    found = collections.Counter()
    for op, rest in re.findall(r"= glu\.(\w+) ([^\n]*)", text):
        if op == "ffn" and not re.search(r"weights<(separate|gate_|value_|inter)", rest):
            op = "plain_ffn"
        found[op] += 1
    return found


def judge(case, found):
    """What is wrong with the ops of a raised case; empty if nothing is."""
    gated = found["gated_linear"] + found["ffn"]
    expect = case["expect"]
    if expect in ("raise", "raise_beta_const"):
        wanted = max(1, case["sites"])
        if gated + found["gate"] < wanted:
            return f"expected {wanted} gated"
    elif expect == "raise_elementwise":
        if not found["gate"] + found["activation"]:
            return "expected a gate"
        if gated:
            return "expected no layer"
    elif expect == "no_glu":
        if gated + found["gate"]:
            return "expected nothing gated"
    elif expect == "no_raise":
        if sum(found.values()):
            return "expected nothing"
    return ""


def run(root, case, options, device):
    """Returns whether the numbers of a case are wrong, and what glu-run said."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(os.path.join(root, case["npz"])) as arrays:
            arrays.extractall(folder)
        names = os.listdir(folder)
        count = sum(name.startswith("arg") for name in names)
        expect = os.path.join(folder, "out0_f64.npy")
        if "out0_f64.npy" not in names:
            expect = "{}:{}".format(
                os.path.join(folder, "out0_framework.npy"),
                case["framework_max_abs_err_vs_f64"],
            )
        file = os.path.join(root, case["file"])
        if options:
            imported = os.path.join(folder, "imported.mlir")
            call(["glu-opt", *options, file, "-o", imported])
            file = imported
        result = call(
            [
                "glu-run",
                file,
                f"--device={device}",
                *(f"--arg={folder}/arg{i}.npy" for i in range(count)),
                "--verify",
                f"--expect={expect}",
            ]
        )
    lines = (result.stdout + result.stderr).splitlines() or [""]
    key = "error:" if result.returncode else "result 0: error"
    said = [line for line in lines if key in line] or lines
    return result.returncode != 0, said[0 if result.returncode else -1]


def check(root, case, importer, device):
    """Raises and runs one case."""
    options = passes(case["form"], importer)
    if options is None:
        return {"case": case, "skipped": "no importer"}
    command = ["glu-opt", *options, "--glu-raise", "--glu-fuse-gate-value"]
    # Constants of weights are long.
    command += ["--mlir-elide-elementsattrs-if-larger=64"]
    result = call(command + [os.path.join(root, case["file"])])
    row = {"case": case, "found": collections.Counter(), "wrong": ""}
    if result.returncode:
        row["wrong"] = result.stderr.strip().splitlines()[0]
        return row
    row["found"] = find_ops(result.stdout)
    row["wrong"] = judge(case, row["found"])
    if case["npz"] and case["id"] not in BROKEN:
        row["inexact"], row["said"] = run(root, case, options, device)
    return row


def describe(found):
    return " ".join(f"{op}:{n}" for op, n in sorted(found.items())) or "-"


def print_table(rows):
    for row in rows:
        case = row["case"]
        if "skipped" in row:
            continue
        state = "WRONG" if row["wrong"] or row.get("inexact") else "ok"
        print(
            f"{state:5} {case['form']:22} {case['id']:44} {case['expect']:17} "
            f"{describe(row['found']):28} {row['wrong'] or row.get('said', 'not run')}"
        )


def summarize(name, rows):
    """A line of a table: how many of `rows` are expected and found."""
    if all("skipped" in row for row in rows):
        return [name, len(rows)] + ["-"] * 6
    wanted = [row for row in rows if row["case"]["expect"].startswith("raise")]
    read = [row for row in wanted if "skipped" not in row]
    raised = [row for row in read if not row["wrong"]]
    whole = [r for r in raised if r["found"]["ffn"] + r["found"]["gated_linear"]]
    false = [row for row in rows if row.get("wrong") and row not in wanted]
    ran = [row for row in rows if "said" in row]
    inexact = sum(row["inexact"] for row in ran)
    return [name, len(rows), len(read), len(raised), len(whole), len(false),
            len(ran), inexact]


def print_summary(key, getter, rows):
    """Prints a table with a line for each value of `getter`, and their sum."""
    header = [key, "cases", "to raise", "raised", "one layer", "false", "run",
              "inexact"]
    lines = [header]
    for name in sorted({getter(row["case"]) for row in rows}):
        here = [row for row in rows if getter(row["case"]) == name]
        lines.append(summarize(name, here))
    lines.append(summarize("all", rows))
    widths = [max(len(str(line[i])) for line in lines) for i in range(len(header))]
    print()
    for line in lines:
        numbers = [f"{cell:>{width}}" for cell, width in zip(line[1:], widths[1:])]
        print(f"{line[0]:{widths[0]}}  " + "  ".join(numbers))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*")
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    only = arguments.only
    root = os.environ.get("GLU_CORPUS_DIR") or os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "Inputs"
    )
    with open(os.path.join(root, "manifest.json"), encoding="utf-8") as manifest:
        cases = json.load(manifest)["cases"]
    importer = has_importer()
    cases = [c for c in cases if not only or any(o in c["id"] for o in only)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(
            pool.map(lambda case: check(root, case, importer, arguments.device), cases)
        )
    print_table(rows)
    for name, reason in BROKEN.items():
        if any(case["id"] == name for case in cases):
            print(f"not run: {name}: {reason}")
    read = [row for row in rows if "skipped" not in row]
    print_summary("form", lambda case: case["form"], rows)
    print_summary("architecture", lambda case: case["file"].split("/")[0], read)
    wrong = sum(bool(r.get("wrong") or r.get("inexact")) for r in rows)
    checked = sum("skipped" not in row for row in rows)
    print(f"{checked - wrong} right, {wrong} wrong, {len(rows) - checked} not read")
    return 0 if checked and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
