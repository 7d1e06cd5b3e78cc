#!/usr/bin/env bash
# Puts one fault at a time into the sources and checks that the integration
# tests fail. Restores the sources in the end. Exits with 0 only if every fault
# was noticed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

decompose=lib/IR/GLUDecompose.cpp
tiling=lib/IR/GLUTiling.cpp
bodies=lib/IR/ActivationBodies.cpp
tests=build/test/unit/Integration/IntegrationTests
filter='Layers*linear*:Layers*ffn*:Layers*activation_gelu*'

# name | file | sed script that makes the fault
faults="
gate and value swapped | $decompose | s/getX(), {gateWeight, valueWeight}/getX(), {valueWeight, gateWeight}/
c, the bias of the value, dropped | $decompose | s/addBias(b, loc, sums\[1\], operands\[1\])/addBias(b, loc, sums[1], Value())/
bias of the down projection dropped | $decompose | s/getDownWeight(), getDownBias()/getDownWeight(), Value()/
erf form of GELU for its tanh form | $bodies | s/return getGeluTanh(x);/return getGeluErf(x);/
square weight transposed | $decompose | s/maps.append(weights.size(), map(weightDims));/{ auto type = cast<RankedTensorType>(weights[0].getType()); SmallVector<AffineExpr> dims(weightDims); if (type.getRank() == 2 \&\& type.getDimSize(0) == type.getDimSize(1)) std::swap(dims[0], dims[1]); maps.append(weights.size(), map(dims)); }/
value_first taken for gate_first | $tiling | s/getPacking() == WeightPacking::ValueFirst/getPacking() == WeightPacking::GateFirst/
interleaved value taken from the gate | $tiling | s/apply(d0 \* 2 + 1, {n})/apply(d0 * 2, {n})/
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
  elif "$tests" --gtest_brief=1 --gtest_fail_fast --gtest_filter="$filter" \
         >/dev/null 2>&1; then
    echo "MISSED"
  else
    echo "noticed"
  fi
}

scripts/setup.sh
ninja -C build IntegrationTests >/dev/null
"$tests" --gtest_brief=1 --gtest_filter="$filter" >/dev/null 2>&1 ||
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
