"""Compares the ops in the tables of lib/Import with those that docs/import.md
lists and those that the tests import. The argument is the root of the sources."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])


def read(folder, pattern):
    return "\n".join(path.read_text() for path in (root / folder).glob(pattern))


known = set(re.findall(r'^ +\{"([\w.]+\.\w+)",', read("lib/Import", "*.cpp"), re.M))
listed = set(
    re.findall(
        r"`((?:stablehlo|chlo|torch|torch_c|onnx|shape)\.[\w.]+|tensor\.dim)`",
        read("docs", "import.md"),
    )
) - {"torch.operator", "onnx.DequantizeLinear"}
tested = set(re.findall(r'"([\w.]+\.\w+)"', read("test/Import", "*.mlir")))
for op in sorted(known ^ listed):
    print("missing in", "docs/import.md:" if op in known else "lib/Import:", op)
for op in sorted(known - tested):
    print("missing in test/Import:", op)
print("looked at", len(known), "ops")
