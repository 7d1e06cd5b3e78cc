//===- Vectors.h - Loops over lanes for each processor ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_VECTORS_H
#define GLU_EMULATOR_VECTORS_H

#include <cstdint>
#include <cstring>

/// Compiles a function once for each generation of vector instructions; the
/// processor chooses when the program starts. Results are the same, as no
/// operation is fused or reordered.
#if defined(__x86_64__) && defined(__clang__) && defined(__linux__)
#define GLU_VECTORS                                                            \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GLU_VECTORS
#endif

namespace ptxemu {

/// Values of the lanes of `mask` to their row. What compiles loops for a
/// processor inlines it.
template <typename T>
[[gnu::always_inline]] inline void writeLanes(T *row, const T *values,
                                              uint32_t mask) {
  if (mask == ~0u) {
    std::memcpy(row, values, 32 * sizeof(T));
    return;
  }
  for (unsigned lane = 0; lane < 32; ++lane)
    row[lane] = mask >> lane & 1 ? values[lane] : row[lane];
}

} // namespace ptxemu

#endif // GLU_EMULATOR_VECTORS_H
