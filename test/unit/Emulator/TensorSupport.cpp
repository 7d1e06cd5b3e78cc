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
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      Sum sum{0};
      for (int l = 0; l < k; ++l)
        sum.add(toDouble(a[i * k + l]), toDouble(b[l * n + j]));
      if (std::fabs(c[i * n + j] - sum.value) > sum.getBound(k))
        return "wrong result in row " + std::to_string(i) + ", column " +
               std::to_string(j);
    }
  return "";
}
