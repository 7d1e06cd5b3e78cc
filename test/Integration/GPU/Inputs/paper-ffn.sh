#!/usr/bin/env bash
# paper-ffn.sh TEMPLATE ACTIVATION
#
# Makes a small layer of the TEMPLATE that the tests of the CPU have, and runs it
# on the emulator against the reference.
set -euo pipefail
template=$(dirname "$0")/../../CPU/Inputs/$1.mlir.in
for type in f32 bf16; do
  for seed in 1 2 3; do
    sed "s/ACTIVATION/$2/; s/TYPE/$type/g; s/768/72/g; s/2048\|3072/200/g" "$template" |
      glu-run - --device=emulator --dynamic-size=9 --random=$seed --seed=$seed --verify
  done
done
