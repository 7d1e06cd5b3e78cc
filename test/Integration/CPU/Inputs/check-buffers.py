#!/usr/bin/env python3
"""Fails if the IR on stdin allocates or copies a buffer as large as WEIGHT.

WEIGHT is a shape with its element type, `768x2048xf32`. Sizes that are not
known count as 1: what varies is the number of tokens, never a weight.
"""

import math
import re
import sys

BITS = {"index": 64}
OPS = re.compile(r"\bmemref\.(alloc|alloca|copy)\b.*?: memref<([^,>]*)")


def num_bytes(type_text):
    *sizes, element = type_text.split("x")
    bits = BITS.get(element) or int(element.lstrip("bfi"))
    return math.prod(1 if size == "?" else int(size) for size in sizes) * bits // 8


def main(weight):
    limit = num_bytes(weight)
    text = sys.stdin.read()
    if "memref<" not in text:
        print("no buffers in the input")
        return 1
    found = [
        (num_bytes(type_text), op, type_text)
        for op, type_text in OPS.findall(text)
    ]
    total = sum(size for size, _, _ in found)
    print(f"{len(found)} allocations and copies, {total} bytes")
    large = [entry for entry in found if entry[0] >= limit]
    for size, op, type_text in large:
        print(f"memref.{op} of memref<{type_text}>: {size} bytes, a weight has {limit}")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
