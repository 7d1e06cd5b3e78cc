#!/usr/bin/env bash
# Measures the accuracy of everything: all arguments of f32, bf16 and f16, a
# large sample of f64, all pairs of gates and values, and the oracle that judges
# them. Takes an hour of two cores, all that there are. The results are left in
# BUILD/accuracy, for scripts/accuracy-table.py; the exit status is 0 only if
# they are within the bounds.
#
# usage: scripts/check-exhaustive.sh [BUILD]
set -uo pipefail
build=${1:-$(dirname "${BASH_SOURCE[0]}")/../build}
results=$build/accuracy
mkdir -p "$results"

status=0
GLU_ORACLE_POINTS=10000000 "$build/test/unit/Accuracy/AccuracyTests" \
  --gtest_filter='OracleTest.*' || status=1
"$build/bin/glu-accuracy" --exhaustive --json="$results/all.json" || status=1
"$build/bin/glu-accuracy" --type=f64 --samples=1000000 \
  --json="$results/f64.json" || status=1
"$build/bin/glu-accuracy" --pairs --exhaustive \
  --json="$results/pairs.json" || status=1
exit $status
