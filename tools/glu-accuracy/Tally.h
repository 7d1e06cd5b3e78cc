//===- Tally.h - The errors of many results ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_TALLY_H
#define GLU_TOOLS_GLU_ACCURACY_TALLY_H

#include "Exact.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Threading.h"
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace mlir::glu {

/// The result for an argument, or for a gate and a value.
struct Sample {
  /// Among all samples.
  uint64_t position = 0;
  double x = 0;
  std::optional<double> value;
  double got = 0, expected = 0, ulps = 0;
};

/// Results that something is wrong with.
struct Findings {
  uint64_t count = 0;
  std::optional<Sample> first;

  void add(const Sample &sample);
  void merge(const Findings &other);
};

struct Tally {
  uint64_t aboveHalf = 0, aboveOne = 0, aboveTwo = 0;
  /// The result with the largest error.
  std::optional<Sample> worst;
  /// Results that are further off than the code declares.
  Findings undeclared;
  /// Results of which the oracle does not expect what MPFR does.
  Findings misjudged;

  void add(const Sample &sample, bool isUndeclared);
  /// Adds a block of results that the oracle judges. `describe(i)` is argument
  /// i and its position; `evaluate` gives what the result there should be, of
  /// each that may be the worst.
  void add(const Format &format, DeclaredError declared, const float *got,
           const double *expected, int64_t n,
           llvm::function_ref<Sample(int64_t)> describe,
           llvm::function_ref<MPReal(const Sample &)> evaluate);
  void merge(const Tally &other);

private:
  void count(double ulps);
};

/// Calls, on all CPUs that the process may use, worker(i, result) for each
/// i < count, with a worker and a result for each thread; merges the results.
template <typename Result, typename MakeWorker>
Result runInParallel(uint64_t count, MakeWorker makeWorker) {
  std::atomic<uint64_t> next = 0;
  Result total;
  std::mutex mutex;
  auto run = [&] {
    auto worker = makeWorker();
    Result result;
    for (uint64_t i; (i = next++) < count;)
      worker(i, result);
    // MPFR keeps constants for each thread.
    mpfr_free_cache();
    std::lock_guard<std::mutex> lock(mutex);
    total.merge(result);
  };
  unsigned limit = llvm::hardware_concurrency().compute_thread_count();
  std::vector<std::thread> threads(std::min<uint64_t>(limit, count));
  for (std::thread &thread : threads)
    thread = std::thread(run);
  for (std::thread &thread : threads)
    thread.join();
  return total;
}

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_TALLY_H
