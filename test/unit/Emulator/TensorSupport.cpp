//===- TensorSupport.cpp - Products of matrices on the host ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorSupport.h"

std::string runStages(Device &d, int m, int n, int k) {
  auto a = makeValues<BFloat>(m * k, 1), b = makeValues<BFloat>(k * n, 2);
  uint64_t pa = d.upload(a, "a"), pb = d.upload(b, "b"),
           pc = d.upload(std::vector<float>(m * n), "c");
  d.options.dynamicShared = 3 * 8192;
  std::string error = d.grid(n / 64, (m + 63) / 64)
                          .block(128)
                          .run("multiplyStages", pa, pb, pc, m, n, k);
  if (!error.empty())
    return error;
  auto c = d.download<float>(pc, m * n);
  return findWrongSum(c, a, b, m, n, k, /*isTransposed=*/false);
}
