//===- Clones.h - One loop for several instruction sets ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_CLONES_H
#define GLU_TOOLS_GLU_ACCURACY_CLONES_H

/// A function that is compiled for each of these instruction sets; a call takes
/// the best that the CPU has.
#if defined(__x86_64__)
#define GLU_CLONES                                                             \
  __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define GLU_CLONES
#endif

/// What such a function calls, and compiles for its own instruction set.
#define GLU_INLINE __attribute__((always_inline)) inline

#endif // GLU_TOOLS_GLU_ACCURACY_CLONES_H
