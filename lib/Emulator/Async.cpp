//===- Async.cpp - Work that goes on beside the warps ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Async.h"
#include "Launch.h"

using namespace ptxemu;

void AsyncQueue::forget() {
  llvm::erase_if(pending, [](const auto &work) { return work->hasLanded; });
}

bool AsyncQueue::landSome(Launch &launch) {
  // A wait may have landed some.
  forget();
  if (pending.empty())
    return false;
  // Any of them, in any order; at least one, so that waiting comes to an end.
  for (uint64_t count = 1 + launch.draw() % pending.size(); count; --count)
    pending[launch.draw() % pending.size()]->land(launch);
  forget();
  return true;
}

void AsyncQueue::landAll(Launch &launch, const Block &block) {
  for (const auto &work : pending)
    if (&work->block == &block)
      work->land(launch);
  forget();
}
