#!/usr/bin/env bash
# From IR to a timed run: the FFN_SwiGLU layer of T5-base on 512 tokens.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

layer=examples/t5_ffn_swiglu.mlir

title() { printf '\n== %s\n\n' "$*"; }
stage() { build/bin/glu-opt "$layer" --glu-to-cpu="stop-after=$1"; }

scripts/setup.sh
ninja -C build glu-opt glu-run

title "The layer: $layer"
grep -v '^//' "$layer"

title "Tiled: its loops and layers (--glu-to-cpu=stop-after=tile)"
stage tile | grep -oE '^ *(.*= )?(scf\.for(all)? [^{]*|glu\.[a-z_]+ [^(]*)'

title "Vectorized: the first rows of a register tile (--glu-to-cpu=stop-after=vectorize)"
stage vectorize |
  awk '/vector\.fma|permutation_map.*vector<[0-9]+xf32>$/ && ++n <= 6'

title "Run on 512 tokens of random data, with weights packed ahead for a kernel
   of their own (docs/performance.md), and compared with the float64 reference"
build/bin/glu-run "$layer" --random --dynamic-size=512 --verify --benchmark
