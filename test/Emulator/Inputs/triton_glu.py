"""Compiles a gated layer, written for Triton 3.9, to triton_glu_80.ptx and triton_glu_90.ptx."""

import os
import pathlib

os.environ["TRITON_DISABLE_LINE_INFO"] = "1"

import triton
import triton.language as tl
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource


@triton.jit
def tritonGlu(x, gate, value, y, m, n, k, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr):
    rows = tl.program_id(0) * BM + tl.arange(0, BM)
    columns = tl.program_id(1) * BN + tl.arange(0, BN)
    inner = tl.arange(0, BK)
    px = x + rows[:, None] * k + inner[None, :]
    weights = columns[None, :] * k + inner[:, None]
    g = tl.zeros((BM, BN), tl.float32)
    v = tl.zeros((BM, BN), tl.float32)
    for first in range(0, k, BK):
        inside = (columns[None, :] < n) & (inner[:, None] < k - first)
        a = tl.load(px, mask=(rows[:, None] < m) & (inner[None, :] < k - first), other=0.0)
        g = tl.dot(a, tl.load(gate + weights, mask=inside, other=0.0), g)
        v = tl.dot(a, tl.load(value + weights, mask=inside, other=0.0), v)
        px += BK
        weights += BK
    inside = (rows[:, None] < m) & (columns[None, :] < n)
    tl.store(y + rows[:, None] * n + columns[None, :], g * tl.sigmoid(g) * v, mask=inside)


pointers = {"x": "*bf16", "gate": "*bf16", "value": "*bf16", "y": "*fp32"}
signature = {**pointers, "m": "i32", "n": "i32", "k": "i32"}
aligned = {(i,): [["tt.divisibility", 16]] for i in (0, 1, 2, 3, 5, 6)}
for arch in (80, 90):
    source = ASTSource(
        fn=tritonGlu,
        signature={**signature, "BM": "constexpr", "BN": "constexpr", "BK": "constexpr"},
        constexprs={"BM": 64, "BN": 32, "BK": 32},
        attrs=aligned,
    )
    options = {"num_warps": 4, "num_stages": 3}
    kernel = triton.compile(source, target=GPUTarget("cuda", arch, 32), options=options)
    path = pathlib.Path(__file__).with_name(f"triton_glu_{arch}.ptx")
    path.write_text(kernel.asm["ptx"])
    print(path.name, kernel.metadata.shared)
