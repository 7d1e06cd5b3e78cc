//===- Benchmark.cpp - Time compiled code ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Benchmark.h"
#include "glu/Runtime/GPU/DeviceRun.h"
#include "llvm/Support/Format.h"
#include <algorithm>
#include <ctime>

using namespace mlir;
using namespace mlir::glu;

static double now(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

namespace {
/// Seconds of one call, each round's.
struct Times {
  std::vector<double> cpu, wall;
};
} // namespace

static llvm::Error runRound(function_ref<llvm::Error()> work, int64_t calls,
                            Times &times) {
  double cpu = now(CLOCK_PROCESS_CPUTIME_ID), wall = now(CLOCK_MONOTONIC);
  for (int64_t i = 0; i < calls; ++i)
    if (llvm::Error error = work())
      return error;
  times.cpu.push_back((now(CLOCK_PROCESS_CPUTIME_ID) - cpu) / calls);
  times.wall.push_back((now(CLOCK_MONOTONIC) - wall) / calls);
  return llvm::Error::success();
}

/// Runs until caches and clocks have settled; returns how many calls take about
/// 10 ms.
static llvm::Expected<int64_t> warmUp(PreparedCall &call) {
  constexpr double warm = 0.1, round = 0.01;
  Times times;
  int64_t calls = 1;
  for (double total = 0; total < warm;) {
    if (llvm::Error error = runRound([&] { return call.run(); }, calls, times))
      return std::move(error);
    total += times.wall.back() * calls;
    calls = std::clamp<int64_t>(round / std::max(times.wall.back(), 1e-9), 1,
                                2 * calls);
  }
  return calls;
}

static double print(StringRef what, std::vector<double> seconds,
                    raw_ostream &os) {
  llvm::sort(seconds);
  os << what
     << llvm::format(" time: best %.6g ms, median %.6g ms\n",
                     1e3 * seconds.front(), 1e3 * seconds[seconds.size() / 2]);
  return seconds.front();
}

/// The times that the device's clock gives to each launch of a call.
static llvm::Error timeLaunches(PreparedCall &call, unsigned rounds,
                                raw_ostream &os) {
  std::vector<std::string> kernels;
  std::vector<std::vector<double>> seconds;
  for (unsigned i = 0; i < rounds; ++i) {
    std::vector<glurt::LaunchTime> times;
    if (llvm::Error error = call.run(&times))
      return error;
    if (times.empty())
      break;
    kernels.resize(times.size());
    seconds.resize(times.size());
    for (auto [launch, time] : llvm::enumerate(times)) {
      kernels[launch] = time.kernel;
      seconds[launch].push_back(time.seconds);
    }
  }
  for (auto [kernel, ofKernel] : llvm::zip(kernels, seconds))
    print("kernel '" + kernel + "' device", ofKernel, os);
  return llvm::Error::success();
}

llvm::Error mlir::glu::benchmark(PreparedCall &call, unsigned rounds,
                                 std::optional<int64_t> flops, int64_t bytes,
                                 raw_ostream &os) {
  llvm::Expected<int64_t> calls = warmUp(call);
  if (!calls)
    return calls.takeError();
  Times times;
  for (unsigned i = 0; i < rounds; ++i)
    if (llvm::Error error = runRound([&] { return call.run(); }, *calls, times))
      return error;

  os << "benchmark: " << rounds << " rounds of " << *calls << " calls\n";
  double best = print("cpu", times.cpu, os);
  print("wall", times.wall, os);
  os << "at the best cpu time:";
  if (flops && *flops)
    os << llvm::format(" %.4g GFLOP/s,", 1e-9 * *flops / best);
  os << llvm::format(" %.4g GB/s of arguments and results\n",
                     1e-9 * bytes / best);
  return timeLaunches(call, rounds, os);
}

llvm::Error mlir::glu::timeOnce(StringRef what,
                                function_ref<llvm::Error()> work,
                                raw_ostream &os) {
  Times times;
  if (llvm::Error error = runRound(work, /*calls=*/1, times))
    return error;
  os << what
     << llvm::format(": cpu time %.6g ms, wall time %.6g ms\n",
                     1e3 * times.cpu.front(), 1e3 * times.wall.front());
  return llvm::Error::success();
}
