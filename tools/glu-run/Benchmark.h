//===- Benchmark.h - Time compiled code -------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_RUN_BENCHMARK_H
#define GLU_TOOLS_GLU_RUN_BENCHMARK_H

#include "glu/Compiler/Compiler.h"

namespace mlir::glu {

/// Times `rounds` rounds of a call and prints the best and median time of one
/// call, of the CPUs (all threads of the process together) and on the clock,
/// and the rates that follow from `flops` and `bytes`. A round is as many calls
/// as take about 10 ms. For each launch of a kernel on a GPU, also the
/// time on the device.
llvm::Error benchmark(PreparedCall &call, unsigned rounds,
                      std::optional<int64_t> flops, int64_t bytes,
                      raw_ostream &os);

/// Runs `work` once and prints its time.
llvm::Error timeOnce(StringRef what, function_ref<llvm::Error()> work,
                     raw_ostream &os);

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_RUN_BENCHMARK_H
