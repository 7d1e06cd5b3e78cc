//===- Copies.h - cp.async and its groups -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_COPIES_H
#define GLU_EMULATOR_COPIES_H

#include "Async.h"
#include "Warp.h"

namespace ptxemu {

/// The copies of one instruction: one of each thread in `mask`.
class ThreadCopies : public AsyncWork {
public:
  ThreadCopies(Block &block, Agent agent, uint32_t instruction)
      : AsyncWork(block), agent(agent), instruction(instruction) {}

  struct Lane {
    Buffer *target = nullptr, *source = nullptr;
    uint64_t to = 0, from = 0;
    /// What is read; the rest is filled with zeros.
    unsigned bytes = 0;
    /// How many groups its thread had committed.
    uint32_t group = 0;
  };
  const Agent agent;
  const uint32_t instruction;
  uint32_t mask = 0;
  unsigned size = 0;
  std::array<Lane, 32> lanes;

private:
  void run(Launch &launch) override;
};

/// The copies of a warp that were not waited for. Each thread has groups of its
/// own, the last of which is open.
class CopyGroups {
public:
  void add(std::shared_ptr<ThreadCopies> copies);
  void commit(uint32_t lanes);
  /// Waits until no more than `allowed` groups of each of these threads are
  /// pending, or, with `isAll`, no copy.
  void wait(Warp &warp, uint32_t lanes, uint64_t allowed, bool isAll);

private:
  std::vector<std::shared_ptr<ThreadCopies>> pending;
  std::array<uint32_t, 32> committed = {};
};

} // namespace ptxemu

#endif // GLU_EMULATOR_COPIES_H
