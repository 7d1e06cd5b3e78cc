"""Imports the layers beside this file and runs them on their arrays.

The command that runs a layer and compares its result is that of
test/corpus/run-corpus.py.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import zipfile

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.join(here, "corpus")
spec = importlib.util.spec_from_file_location(
    "run_corpus", os.path.join(here, "..", "..", "corpus", "run-corpus.py")
)
run_corpus = importlib.util.module_from_spec(spec)
spec.loader.exec_module(run_corpus)

with open(os.path.join(root, "manifest.json"), encoding="utf-8") as manifest:
    cases = json.load(manifest)["cases"]
for case in cases:
    with tempfile.TemporaryDirectory() as folder:
        imported = os.path.join(folder, "imported.mlir")
        arrays = os.path.join(folder, "arrays")
        source = os.path.join(root, case["file"])
        options = ["--glu-import", "--allow-unregistered-dialect"]
        subprocess.run(["glu-opt", *options, source, "-o", imported], check=True)
        with zipfile.ZipFile(os.path.join(root, case["npz"])) as file:
            file.extractall(arrays)
        result = subprocess.run(
            run_corpus.command(root, {**case, "file": imported}, arrays),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if result.returncode:
            sys.exit(f"{case['id']}: {result.stdout}")
        print(f"ok  {case['id']}")
print(f"{len(cases)} right")
