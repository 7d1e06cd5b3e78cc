"""Imports each file of a directory, which must fail with the error that its
first line, a comment, tells, and print no module."""

import os
import subprocess
import sys

folder = sys.argv[1]
names = sorted(os.listdir(folder))
for name in names:
    path = os.path.join(folder, name)
    with open(path) as file:
        expected = file.readline().strip("/ \n")
    result = subprocess.run(
        ["glu-opt", "--glu-import", "--allow-unregistered-dialect", path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if result.returncode != 1 or result.stdout or expected not in result.stderr:
        sys.exit(f"{name}: expected '{expected}', got:\n{result.stdout}{result.stderr}")
print(f"all of {len(names)} rejected with the error expected")
