#!/usr/bin/env bash
# Puts one fault at a time into the sources and checks that the integration
# tests fail. Restores the sources in the end. Exits with 0 only if every fault
# was noticed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

decompose=lib/IR/GLUDecompose.cpp
activations=lib/IR/Activations.cpp
tests=build/test/unit/Integration/IntegrationTests

# name | file | sed script that makes the fault
faults="
gate and value swapped | $decompose | s/{gateWeight, valueWeight}/{valueWeight, gateWeight}/
c, the bias of the value, dropped | $decompose | s/addBias(b, loc, sums\[1\], operands\[1\])/addBias(b, loc, sums[1], Value())/
bias of the down projection dropped | $decompose | s/getDownWeight(), getDownBias()/getDownWeight(), Value()/
square weight transposed | $decompose | s/maps.append(weights.size(), map(weightDims));/{ auto type = cast<RankedTensorType>(weights[0].getType()); SmallVector<AffineExpr> dims(weightDims); if (type.getRank() == 2 \&\& type.getDimSize(0) == type.getDimSize(1)) std::swap(dims[0], dims[1]); maps.append(weights.size(), map(dims)); }/
gate_first taken for value_first | $decompose | s/== WeightPacking::GateFirst) == (part == 0)/== WeightPacking::GateFirst) != (part == 0)/
"

file=
restore() {
  [ -z "$file" ] || git checkout -q -- "$file"
  file=
}
trap restore EXIT

# Prints what became of the fault that `script` makes in `$file`.
try() {
  local script=$1
  git diff --quiet -- "$file" || { echo "not tried: $file has changes"; return; }
  sed -i "$script" "$file"
  if git diff --quiet -- "$file"; then
    echo "not tried: its line is gone from $file"
  elif ! ninja -C build IntegrationTests >/dev/null; then
    echo "not tried: it does not build"
  elif "$tests" --gtest_brief=1 --gtest_fail_fast >/dev/null 2>&1; then
    echo "MISSED"
  else
    echo "noticed"
  fi
}

scripts/setup.sh
ninja -C build IntegrationTests >/dev/null
"$tests" --gtest_brief=1 >/dev/null 2>&1 ||
  { echo "fault-test: the tests fail without a fault" >&2; exit 1; }

missed=0
while IFS='|' read -r name path script; do
  [ -n "$script" ] || continue
  file=${path// /}
  result=$(try "${script# }")
  restore
  printf '%-40s %s\n' "$name" "$result"
  [ "$result" = noticed ] || missed=$((missed + 1))
done <<<"$faults"
ninja -C build IntegrationTests >/dev/null
exit $((missed > 0))
