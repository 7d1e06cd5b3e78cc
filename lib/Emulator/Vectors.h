//===- Vectors.h - Loops over lanes for each processor ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_VECTORS_H
#define GLU_EMULATOR_VECTORS_H

/// Compiles a function once for each generation of vector instructions; the
/// processor chooses when the program starts. Results are the same, as no
/// operation is fused or reordered.
#if defined(__x86_64__) && defined(__clang__) && defined(__linux__)
#define GLU_VECTORS                                                            \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GLU_VECTORS
#endif

#endif // GLU_EMULATOR_VECTORS_H
