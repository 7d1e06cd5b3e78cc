#!/usr/bin/env bash
# Builds glu, installs its peers from PyPI into build/benchmarks/venv and times
# whole layers of all of them; benchmarks/layers/README.md says how.
#
#   --quick   T5-base on one thread, in some minutes
#
# All arguments go to benchmarks/layers/measure.py; --help lists them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

sources=benchmarks/layers
libraries=build/$sources
venv=build/benchmarks/venv
cxx=/usr/lib/llvm-22/bin/clang++

# What glu is compared with need not be there: measure.py names who is missing.
install() {
  local packages=$*
  "$venv/bin/pip" show --quiet $packages 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check $packages ||
    echo "benchmark: pip could not install $packages" >&2
}

# Builds SOURCE.cpp into LIBRARY, unless that is newer.
build() {
  local source=$sources/$1.cpp library=$libraries/$2
  shift 2
  [ "$library" -nt "$source" ] ||
    "$cxx" -O3 -std=c++17 -shared -fPIC -pthread "$source" -o "$library" "$@"
}

scripts/setup.sh
ninja -C build glu_layers

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import matplotlib, ml_dtypes, numpy' 2>/dev/null ||
  "$venv/bin/pip" install --quiet matplotlib ml_dtypes numpy
install torch
install onednn onednn-devel
install openvino
install onnxruntime onnx
install iree-base-compiler iree-base-runtime

mkdir -p "$libraries"
build roofs libroofs.so -march=native
prefix=$PWD/$venv
build onednn libonednn_layers.so -I"$prefix/include" -L"$prefix/lib" -ldnnl \
  -Wl,--disable-new-dtags,-rpath,"$prefix/lib" ||
  echo "benchmark: oneDNN is not there" >&2

exec "$venv/bin/python" "$sources/measure.py" "$@"
