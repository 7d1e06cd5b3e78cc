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
  /// What an mbarrier has handed them over as, if one has.
  Touch handed;

private:
  void run(Launch &launch) override;
};

/// The arrival of threads at an mbarrier when their copies have landed.
class CopyArrival : public AsyncWork {
public:
  CopyArrival(Block &block, uint64_t barrier, const Instruction &instruction,
              uint32_t warp)
      : AsyncWork(block), barrier(barrier), instruction(instruction),
        warp(warp) {}

  const uint64_t barrier;
  const Instruction &instruction;
  const uint32_t warp;
  uint32_t arriving = 0;
  std::vector<std::pair<std::shared_ptr<ThreadCopies>, uint32_t>> copies;

private:
  void run(Launch &launch) override;
};

/// The copies of a warp that were not waited for. Each thread has groups of its
/// own, the last of which is open.
class CopyGroups {
public:
  void add(std::shared_ptr<ThreadCopies> copies);
  void commit(uint32_t lanes);
  /// An arrival behind all copies of its threads that are pending.
  void add(std::shared_ptr<CopyArrival> arrival);
  /// Waits until no more than `allowed` groups of each of these threads are
  /// pending, or, with `isAll`, no copy.
  void wait(Warp &warp, uint32_t lanes, uint64_t allowed, bool isAll);

private:
  std::vector<std::shared_ptr<ThreadCopies>> pending;
  std::vector<std::shared_ptr<CopyArrival>> arrivals;
  std::array<uint32_t, 32> committed = {};
};

} // namespace ptxemu

#endif // GLU_EMULATOR_COPIES_H
