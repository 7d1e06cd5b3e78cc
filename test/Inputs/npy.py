"""Writes and prints .npy files without NumPy.

npy.py FILE DESCR SHAPE [VALUE...]   write, e.g. x.npy '<f4' 2x3 1 2 3 4 5 6;
                                     the shape of a scalar is -, one value
                                     fills the array
npy.py FILE                          print: DESCR SHAPE: VALUES
"""

import ast
import math
import struct
import sys

CODES = {
    "f2": "e", "f4": "f", "f8": "d", "b1": "?",
    "i1": "b", "i2": "h", "i4": "i", "i8": "q", "V2": "H",
}


def write(path, descr, shape, values):
    dims = () if shape == "-" else tuple(int(d) for d in shape.split("x"))
    code = CODES[descr[1:]]
    number = float if code in "efd" else int
    values = [number(v) for v in values]
    if len(values) == 1:
        values *= math.prod(dims)
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {dims}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    order = ">" if descr[0] == ">" else "<"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\1\0" + struct.pack("<H", len(header)))
        file.write(header.encode() + struct.pack(f"{order}{len(values)}{code}", *values))


def show(path):
    with open(path, "rb") as file:
        assert file.read(8) == b"\x93NUMPY\1\0"
        header = ast.literal_eval(file.read(*struct.unpack("<H", file.read(2))).decode())
        data = file.read()
    code = CODES[header["descr"][1:]]
    values = struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data)
    shape = "x".join(str(d) for d in header["shape"]) or "-"
    print(f"{header['descr']} {shape}:", *(f"{v:g}" if code in "efd" else int(v) for v in values))


if len(sys.argv) == 2:
    show(sys.argv[1])
else:
    write(*sys.argv[1:4], sys.argv[4:])
