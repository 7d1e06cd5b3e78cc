#!/usr/bin/env bash
# From IR to a timed run: the FFN_SwiGLU layer of T5-base on 512 tokens.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

layer=examples/t5_ffn_swiglu.mlir

title() { printf '\n== %s\n\n' "$*"; }

# Prints the innermost loop of the IR on stdin that holds a multiply-add.
inner_loop() {
  awk '/scf\.for/ { text = ""; loop = 1; fma = 0 }
       loop { text = text $0 "\n" }
       /vector\.fma/ { fma = 1 }
       loop && /^ *}$/ { if (fma && !done) { printf "%s", text; done = 1 }
                         loop = 0 }'
}

scripts/setup.sh
ninja -C build glu-opt glu-run

title "The layer: $layer"
grep -v '^//' "$layer"

title "The register loop of its first product, as vector operations"
build/bin/glu-opt "$layer" --glu-to-cpu=stop-after=bufferize | inner_loop

title "Run on 512 tokens of random data and compared with the float64 reference"
build/bin/glu-run "$layer" --random --dynamic-size=512 --verify --benchmark
