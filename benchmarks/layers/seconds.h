//===- seconds.h - What making a layer takes --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_BENCHMARKS_LAYERS_SECONDS_H
#define GLU_BENCHMARKS_LAYERS_SECONDS_H

#include <chrono>

/// As systems/native.py has it.
struct Seconds {
  double compile, prepare;
};

/// The time on the clock that `function` takes.
template <typename Function>
double measure(Function function) {
  using Clock = std::chrono::steady_clock;
  auto start = Clock::now();
  function();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

#endif // GLU_BENCHMARKS_LAYERS_SECONDS_H
