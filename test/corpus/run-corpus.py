#!/usr/bin/env python3
"""Runs the layers of a corpus with glu-run and compares with their outputs.

The corpus is the directory $GLU_CORPUS_DIR, or the selection beside this file.
Its manifest.json lists the cases; those on linalg that come with arrays are
run. The expected output is that of the framework's module in float64 or, where
there is none, that of the framework, within the framework's own error. A file
whose constants the exporter rounded may be off by the error that it has when
MLIR's plain loops run it.
"""

import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import zipfile

FORMS = ("linalg", "linalg_from_stablehlo")

# Files that do not mean what their arrays say.
BROKEN = {
    "phi3/f32_dyn.linalg": "casts tensor<?x?x32> to tensor<?x1x32>; has size 5 there"
}


def command(root, case, folder):
    """The glu-run command of a case whose arrays lie in `folder`."""
    arrays = os.listdir(folder)
    count = sum(name.startswith("arg") for name in arrays)
    if "out0_f64.npy" in arrays:
        expect = os.path.join(folder, "out0_f64.npy")
        if "constant_drift" in case:
            expect += f":{case['mlir22_max_abs_err']}"
    else:
        expect = "{}:{}".format(
            os.path.join(folder, "out0_framework.npy"),
            case["framework_max_abs_err_vs_f64"],
        )
    return [
        "glu-run",
        os.path.join(root, case["file"]),
        *(f"--arg={folder}/arg{i}.npy" for i in range(count)),
        "--verify",
        f"--expect={expect}",
    ]


def run(root, case):
    """Returns whether the case is right, and what glu-run said of it."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(os.path.join(root, case["npz"])) as arrays:
            arrays.extractall(folder)
        result = subprocess.run(
            command(root, case, folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    lines = result.stdout.splitlines()
    said = [line for line in lines if "error:" in line] or lines or [""]
    return result.returncode == 0, said[0 if result.returncode else -1]


def main():
    root = os.environ.get("GLU_CORPUS_DIR") or os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "Inputs"
    )
    with open(os.path.join(root, "manifest.json"), encoding="utf-8") as manifest:
        cases = [
            case
            for case in json.load(manifest)["cases"]
            if case["form"] in FORMS and case["npz"]
        ]
    for case in cases:
        if case["id"] in BROKEN:
            print(f"not run: {case['id']}: {BROKEN[case['id']]}")
    cases = [case for case in cases if case["id"] not in BROKEN]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda case: run(root, case), cases))
    for case, (right, said) in zip(cases, results):
        print(f"{'ok' if right else 'WRONG':5}  {case['id']:47}  {said}")
    wrong = sum(not right for right, _ in results)
    print(f"{len(cases) - wrong} right, {wrong} wrong")
    return 0 if cases and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
