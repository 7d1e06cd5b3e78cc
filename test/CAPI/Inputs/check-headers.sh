#!/usr/bin/env bash
# Compiles each header of the C API by itself, in C11 and in C++11.
#   check-headers.sh CC CXX INCLUDE MLIR_INCLUDE
set -euo pipefail
flags=(-Wall -Wextra -Wpedantic -Werror -fsyntax-only "-I$3" -isystem "$4")
for header in "$3"/glu-c/*.h; do
  echo "#include \"$header\"" | "$1" -x c -std=c11 -Wstrict-prototypes "${flags[@]}" -
  echo "#include \"$header\"" | "$2" -x c++ -std=c++11 "${flags[@]}" -
  echo "$(basename "$header")"
done
