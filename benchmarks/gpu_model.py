#!/usr/bin/env python3
"""Predicts the rate of glu's GPU kernels from what they count. Nothing is measured.

A product takes the longest of: the tensor cores' (or FMAs') operations, the
instructions to be issued, the bytes to and from shared memory, the bytes that come to a
multiprocessor, and the bytes that memory holds. All but the last are for the
multiprocessor with the most tiles, whose epilogues come on top. The launch, the first
loads of a tile, and waiting of any other kind count as nothing, so that a prediction is
what a kernel cannot exceed.

Run as a program, it prints the table of docs/gpu.md.
"""

import argparse
import dataclasses
import math


@dataclasses.dataclass(frozen=True)
class Device:
    """What its vendor says, but for the rate of mma.sync on Hopper, which others
    measured as about half of wgmma's (Luo et al., arXiv 2501.12084)."""

    name: str
    arch: str
    multiprocessors: int
    clock: float  # Hz
    bandwidth: float  # bytes a second
    # Operations a clock and multiprocessor on bf16 and f16, sums in f32.
    wgmma: int
    mma: int
    # Operations of fused multiply-adds in f32.
    fma: int = 256
    # Bytes a clock and multiprocessor.
    shared: int = 128
    arriving: int = 64
    # Instructions of warps a clock and multiprocessor.
    issue: int = 4

    @property
    def peak(self):
        """Operations a second of the best instruction for 16 bits."""
        return max(self.wgmma, self.mma) * self.multiprocessors * self.clock


DEVICES = [
    Device("A100 SXM 80 GB", "sm_80", 108, 1.41e9, 2.039e12, 0, 2048, fma=128),
    Device("A40", "sm_86", 84, 1.74e9, 0.696e12, 0, 1024),
    Device("L40S", "sm_89", 142, 2.52e9, 0.864e12, 0, 1024),
    Device("H100 SXM", "sm_90a", 132, 1.83e9, 3.35e12, 4096, 2048),
    Device("RTX 5090", "sm_120", 170, 2.407e9, 1.792e12, 0, 512),
]


@dataclasses.dataclass(frozen=True)
class Product:
    """[m, k] times weights for `parts` times n channels: 2 of them in a gated one."""

    m: int
    n: int
    k: int
    parts: int
    bytes: int = 2  # of an element

    @property
    def flops(self):
        return 2 * self.m * self.n * self.k * self.parts

    @property
    def unique_bytes(self):
        """Each matrix once."""
        elements = (self.m + self.parts * self.n) * self.k + self.m * self.n
        return self.bytes * elements


def get_layer(m, d_model, d_ff, is_gated=True, bytes=2):
    """The two products of a feed-forward layer."""
    return [
        Product(m, d_ff, d_model, 2 if is_gated else 1, bytes),
        Product(m, d_model, d_ff, 1, bytes),
    ]


@dataclasses.dataclass(frozen=True)
class Kernel:
    """A kernel of a family, of a plain or of a gated product, and what a tile of it
    costs. `gpu.py --device emulator` compares these with what it counts."""

    rows: int
    channels: int
    instruction: str  # the rate that bounds its sums, a field of Device
    # For a step of k and, of sums or results that pass through, for an element.
    shared_bytes: int
    epilogue_shared_bytes: int
    loop_instructions: float  # of warps, for a step of k
    epilogue_instructions: float  # of warps, for an element, with swish if gated
    blocks: int = 0  # for which k is split, 256 steps of a tile at least

    def count_row_tiles(self, product):
        return math.ceil(product.m / self.rows)

    def count_channel_tiles(self, product):
        return math.ceil(product.n / self.channels)

    def count_tiles(self, product):
        return self.count_row_tiles(product) * self.count_channel_tiles(product)

    def count_splits(self, product):
        if not self.blocks:
            return 1
        steps = math.ceil(product.k / 256)
        tiles = self.count_channel_tiles(product)
        return math.ceil(steps / max(tiles * steps // self.blocks, 1))

    def count_bytes(self, product):
        """Bytes of global memory that each launch reads, however often the same, and
        writes. A second one adds what splits of k have summed in f32."""
        rows = product.m * self.count_channel_tiles(product)
        channels = product.parts * product.n * self.count_row_tiles(product)
        read = product.bytes * product.k * (rows + channels)
        written = product.bytes * product.m * product.n
        splits = self.count_splits(product)
        if splits == 1:
            return [(read, written)]
        sums = 4 * splits * product.parts * product.m * product.n
        return [(read, sums), (sums, written)]

    def is_whole(self, product):
        """Whether no tile has a part beyond a matrix."""
        sizes = product.m % self.rows, product.n % self.channels, product.k % 64
        return not any(sizes)

    def count_instructions(self, product):
        """Of warps of the first launch, if tiles are whole."""
        epilogue = self.rows * self.channels * self.epilogue_instructions
        loop = product.k * self.loop_instructions
        splits = self.count_splits(product)
        return round(self.count_tiles(product) * (loop + splits * epilogue))

    def count_shared(self, product):
        """Bytes to and from shared memory of the first launch, if tiles are whole."""
        epilogue = self.rows * self.channels * self.epilogue_shared_bytes
        loop = product.k * self.shared_bytes
        splits = self.count_splits(product)
        return self.count_tiles(product) * (loop + splits * epilogue)

    def get_clocks(self, product, device):
        """Of a step of k on one multiprocessor, by what takes them."""
        columns = product.parts * self.channels
        arriving = product.bytes * (self.rows + columns)
        return {
            "sums": 2 * self.rows * columns / getattr(device, self.instruction),
            "instructions": self.loop_instructions / device.issue,
            "shared memory": self.shared_bytes / device.shared,
            "arriving bytes": arriving / device.arriving,
        }

    def predict(self, product, device):
        """The seconds, what takes the longest, and the part of the time in which
        multiprocessors have a tile."""
        clocks = self.get_clocks(product, device)
        bound = max(clocks, key=clocks.get)
        elements = self.rows * self.channels
        epilogue = elements * self.epilogue_instructions / device.issue
        splits = self.count_splits(product)
        blocks = self.count_tiles(product) * splits
        rounds = math.ceil(blocks / device.multiprocessors)
        of_block = product.k / splits * clocks[bound] + epilogue
        seconds = rounds * of_block / device.clock
        memory = product.unique_bytes / device.bandwidth
        if memory > seconds:
            seconds, bound = memory, "memory"
        return seconds, bound, blocks / (rounds * device.multiprocessors)


# By the parts of a product. Of S0, a load that serves all lanes counts as one of 128
# bytes, since it takes as long.
FAMILIES = {
    "s0": {
        1: Kernel(64, 64, "fma", 4608, 0, 185, 0.20),
        2: Kernel(64, 64, "fma", 6912, 0, 336, 1.18),
    },
    "s1": {
        1: Kernel(128, 128, "mma", 1536, 8, 15.3, 0.17),
        2: Kernel(128, 64, "mma", 1536, 16, 15.8, 1.17),
    },
    "s2": {
        1: Kernel(128, 256, "wgmma", 2048, 4, 6.6, 0.07),
        2: Kernel(128, 128, "wgmma", 2048, 4, 6.5, 1.02),
    },
    "stream": {
        1: Kernel(16, 32, "mma", 192, 32, 0.67, 1.5, blocks=128),
        2: Kernel(16, 16, "mma", 192, 64, 0.73, 3.25, blocks=128),
    },
}
MOST_ROWS_OF_STREAM = 16
SHAPES = {"T5-base": (768, 2048), "LLaMA-7B": (4096, 11008)}
ROWS = [1, 128, 512, 8192]


def predict(product, family, device):
    return FAMILIES[family][product.parts].predict(product, device)


def predict_unfused(product, family, device):
    """Seconds of a plain product for each part, and of a kernel that reads their
    results and writes that of the layer."""
    plain = dataclasses.replace(product, parts=1)
    elements = (product.parts + 1) * product.m * product.n
    elementwise = product.bytes * elements / device.bandwidth
    return product.parts * predict(plain, family, device)[0] + elementwise


def format_row(device, model, m):
    gated, down = get_layer(m, *SHAPES[model])
    family = "s2" if device.wgmma else "s1"
    if m <= MOST_ROWS_OF_STREAM:
        family = "stream"
    (seconds, bound, busy), (of_down, *_) = (
        predict(product, family, device) for product in (gated, down)
    )
    rate = (gated.flops + down.flops) / (seconds + of_down)
    gain = predict_unfused(gated, family, device) / seconds
    cells = [device.name, model, m, family, f"{1e6 * (seconds + of_down):.4g}"]
    cells += [f"{1e-12 * rate:.4g}", f"{rate / device.peak:.0%}"]
    cells += [bound, f"{busy:.0%}", f"{gain:.2f}"]
    return "| " + " | ".join(map(str, cells)) + " |"


COLUMNS = ["GPU", "layer", "M", "family", "us", "TFLOP/s", "of the peak"]
COLUMNS += ["bound", "busy", "unfused / fused"]


def format_table():
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---" * len(COLUMNS) + "|"]
    for device in DEVICES:
        lines += [format_row(device, model, m) for model in SHAPES for m in ROWS]
    return "\n".join(lines)


if __name__ == "__main__":
    argparse.ArgumentParser(
        description="Prints the table of predicted rates of docs/gpu.md."
    ).parse_args()
    print(format_table())
