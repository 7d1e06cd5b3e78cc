#!/usr/bin/env bash
# From IR to a timed run: the FFN_SwiGLU layer of T5-base on 512 tokens.
# With --device=emulator: to kernels of a GPU, run in the emulator on 64 tokens.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

device=cpu
case "${1-}" in
'' | --device=cpu) ;;
--device=emulator) device=emulator ;;
*)
  echo "usage: scripts/demo.sh [--device=cpu|emulator]" >&2
  exit 2
  ;;
esac

layer=examples/t5_ffn_swiglu.mlir

title() { printf '\n== %s\n\n' "$*"; }

scripts/setup.sh
ninja -C build glu-opt glu-run

title "The layer: $layer"
grep -v '^//' "$layer"

demo_cpu() {
  stage() { build/bin/glu-opt "$layer" --glu-to-cpu="stop-after=$1"; }

  title "Tiled: its loops and layers (--glu-to-cpu=stop-after=tile)"
  stage tile | grep -oE '^ *(.*= )?(scf\.for(all)? [^{]*|glu\.[a-z_]+ [^(]*)'

  title "Vectorized: the first rows of a register tile (--glu-to-cpu=stop-after=vectorize)"
  stage vectorize |
    awk '/vector\.fma|permutation_map.*vector<[0-9]+xf32>$/ && ++n <= 6'

  title "Run on 512 tokens of random data, with weights packed ahead for a kernel
   of their own (docs/performance.md), and compared with the float64 reference"
  build/bin/glu-run "$layer" --random --dynamic-size=512 --verify --benchmark
}

demo_emulator() {
  kernels=$(mktemp -d)
  trap 'rm -rf "$kernels"' EXIT

  title "Launches: host code before it becomes calls (--glu-to-gpu=stop-after=target)"
  build/bin/glu-opt "$layer" --glu-to-gpu="stop-after=target" |
    grep -oE '^ *(.*= )?gpu\.(alloc|memcpy|launch_func|dealloc) .*' | cut -c1-100

  title "PTX: the inner loop of gate and value (--glu-to-gpu=dump=DIR)"
  build/bin/glu-opt "$layer" --glu-to-gpu="dump=$kernels" -o "$kernels/host.mlir"
  grep -E -m 12 'ld\.shared|fma\.rn' "$kernels"/*_s0_gated_linear.ptx

  title "Run on 64 tokens of random data in the emulator, which looks for races, and
   compared with the float64 reference"
  build/bin/glu-run "$layer" --device=emulator --random --dynamic-size=64 --verify
}

"demo_$device"
