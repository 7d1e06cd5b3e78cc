#!/usr/bin/env bash
# paper-ffn.sh TEMPLATE ACTIVATION WEIGHT
#
# Instantiates TEMPLATE for ACTIVATION in f32 and bf16, checks that the lowered
# IR keeps no buffer as large as the smallest weight, WEIGHT, and runs it
# against the reference.
set -euo pipefail
here=$(dirname "$0")
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT
for type in f32 bf16; do
  echo "$1 $2 $type"
  sed "s/ACTIVATION/$2/; s/TYPE/$type/g" "$here/$1.mlir.in" >"$scratch/ffn.mlir"
  glu-opt "$scratch/ffn.mlir" --glu-to-cpu=stop-after=bufferize |
    python3 "$here/check-buffers.py" "$3x$type"
  glu-run "$scratch/ffn.mlir" --random --dynamic-size=3 --verify
done
