#!/usr/bin/env bash
# Builds glu-opt, and makes a virtual environment with PyTorch and oneDNN in
# build/benchmarks/venv. Does nothing, quickly, when both are there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

venv=build/benchmarks/venv

scripts/setup.sh
ninja -C build glu-opt
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import numpy, torch' 2>/dev/null &&
  [ -e "$venv/include/oneapi/dnnl/dnnl.hpp" ] ||
  "$venv/bin/pip" install --quiet numpy torch onednn onednn-devel
