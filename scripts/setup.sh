#!/usr/bin/env bash
# Installs the Debian packages that are missing and configures the release
# preset in build/. Does nothing, quickly, when both are there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(clang-22 cmake libgtest-dev libmlir-22-dev libmpfr-dev libomp-22-dev
          llvm-22-dev mlir-22-tools ninja-build python3 python3-mpmath)

fail() {
  echo "setup: $*" >&2
  exit 1
}

# Prints the packages of the list that are not installed.
missing_packages() {
  local installed package
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' \
                "${packages[@]}" 2>/dev/null || true)
  for package in "${packages[@]}"; do
    grep -qxF "installed $package" <<<"$installed" || echo "$package"
  done
}

install_packages() {
  local command="apt-get install -y --no-install-recommends $*"
  if [ "$(id -u)" -ne 0 ]; then
    fail "missing packages; install them as root, then run this again:
  apt-get update && $command"
  fi
  export DEBIAN_FRONTEND=noninteractive
  # The lists may be absent or too old to hold LLVM 22; only the install decides.
  apt-get update -q || echo "setup: apt-get update failed; trying the lists at hand" >&2
  $command || fail "apt-get could not install: $*"
}

command -v dpkg-query >/dev/null ||
  fail "not a Debian system: install LLVM and MLIR 22.1, OpenMP, GoogleTest,
  MPFR, cmake and ninja, then configure with -DCMAKE_PREFIX_PATH=<LLVM prefix>"
mapfile -t missing < <(missing_packages)
[ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"

# ninja configures again by itself when a CMake file changes.
[ -e build/build.ninja ] || cmake --preset release
