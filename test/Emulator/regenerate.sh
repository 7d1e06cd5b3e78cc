#!/usr/bin/env bash
# Compiles the kernels of Inputs/ to PTX with nvcc: usage regenerate.sh [NVCC].
# Inputs/triton_glu.py makes those of Triton by itself.
# The architectures differ so that the headers and instructions of several are
# read.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/Inputs"
nvcc=${1:-nvcc}
declare -A arch=([vector]=75 [reduce]=80 [matrix]=86 [atomics]=90 [integer]=80
                 [half]=90 [math]=89 [warp]=120 [control]=100
                 [idioms]=80 [wide]=100 [tensor]=80 [hopper]=90a
                 [mbarrier]=90 [bulk]=90a [forms]=90a)
for name in "${!arch[@]}"; do
  "$nvcc" -std=c++17 -w -arch=sm_${arch[$name]} -ptx "$name.cu" -o "$name.ptx"
done
"$nvcc" -std=c++17 -w -arch=sm_86 -Xcicc -O0 -ptx vector.cu -o vector_unoptimized.ptx
