#!/usr/bin/env bash
# run-entries.sh FILE
#
# Runs each public function of FILE on the emulator, against the reference.
set -uo pipefail
status=0
for entry in $(sed -n 's/^func\.func @\(\w*\).*/\1/p' "$1"); do
  for seed in 1 2 3; do
    glu-run "$1" --entry="$entry" --device=emulator --dynamic-size=3 \
      --random=$seed --seed=$seed --verify || { echo "$entry failed" && status=1; }
  done
done
exit $status
