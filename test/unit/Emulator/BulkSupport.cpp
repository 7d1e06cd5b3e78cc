//===- BulkSupport.cpp - Tensor maps of arrays ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BulkSupport.h"

ptxemu::EncodedTensorMap makeMap(uint64_t address, int elementType,
                                 const std::vector<int> &sizes,
                                 const std::vector<int> &box, int swizzle,
                                 int outOfBounds) {
  ptxemu::TensorMap map;
  map.address = address;
  map.elementType = elementType;
  map.sizes.assign(sizes.begin(), sizes.end());
  map.box.assign(box.begin(), box.end());
  map.swizzle = swizzle;
  map.outOfBounds = outOfBounds;
  uint64_t stride = map.getElementBytes();
  for (size_t i = 0; i + 1 < sizes.size(); ++i)
    map.strides.push_back(stride *= sizes[i]);
  return llvm::cantFail(ptxemu::encodeTensorMap(map));
}

std::string runSpecialised(Device &d, int m, int n, int steps) {
  int k = 64 * steps;
  auto a = makeValues<BFloat>(m * k, 1), b = makeValues<BFloat>(n * k, 2);
  uint64_t pa = d.upload(a, "a"), pb = d.upload(b, "b"),
           pc = d.upload(std::vector<float>(m * n), "c");
  auto mapA = makeMap(pa, bfloat16, {k, m}, {64, 64}, 3),
       mapB = makeMap(pb, bfloat16, {k, n}, {64, 32}, 3),
       mapC = makeMap(pc, float32, {n, m}, {32, 64});
  d.options.dynamicShared = 3 * 12288 + 8192;
  std::string error = d.grid(n / 32, (m + 63) / 64)
                          .block(256)
                          .run("specialised", mapA, mapB, mapC, steps);
  if (!error.empty())
    return error;
  auto c = d.download<float>(pc, m * n);
  return findWrongSum(c, a, b, m, n, k, /*isTransposed=*/true);
}
