//===- system.h - What each measured system offers --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// glu.cpp, torch.cpp and onednn.cpp are three shared libraries with these two
// functions, so that Python measures all by the same loop.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_BENCHMARKS_ELEMENTWISE_SYSTEM_H
#define GLU_BENCHMARKS_ELEMENTWISE_SYSTEM_H

#include <cstdint>

extern "C" {
/// y = activation(x) on n elements, to be run any number of times; null if the
/// system has no such activation.
void *prepare(const char *activation, float *x, float *y, int64_t n);

void run(void *call, int64_t times);
}

#endif // GLU_BENCHMARKS_ELEMENTWISE_SYSTEM_H
