//===- Async.h - Work that goes on beside the warps -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Copies and tensor cores work while warps do other things. What they access is
// recorded under the number of an agent, whose time a warp comes to know only
// by waiting for it: whatever touches their memory before is a race.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_ASYNC_H
#define GLU_EMULATOR_ASYNC_H

#include <cstdint>
#include <memory>
#include <vector>

namespace ptxemu {

class Block;
class Launch;

/// Agents have numbers behind those of all warps, and times behind theirs.
constexpr uint32_t firstAgent = uint32_t(1) << 31;
constexpr bool isAgent(uint32_t warp) { return warp >= firstAgent; }
/// A time of agents that no wait makes known.
constexpr uint32_t inFlight = UINT32_MAX;

/// Whose access it is, if not a warp's own.
struct Agent {
  uint32_t number = 0, time = inFlight;
};

/// Something that was issued and is done at a time that the seed chooses.
class AsyncWork {
public:
  explicit AsyncWork(Block &block) : block(block) {}
  virtual ~AsyncWork() = default;

  /// Does it, unless that was done before.
  void land(Launch &launch) {
    if (!hasLanded)
      run(launch);
    hasLanded = true;
  }

  Block &block;
  bool hasLanded = false;

private:
  virtual void run(Launch &launch) = 0;
};

/// What is in flight in a launch.
class AsyncQueue {
public:
  void add(std::shared_ptr<AsyncWork> work) {
    pending.push_back(std::move(work));
  }
  bool isEmpty() const { return pending.empty(); }
  /// Lets some of it land; false if there is nothing.
  bool landSome(Launch &launch);
  /// A block has ended.
  void landAll(Launch &launch, const Block &block);

  Agent makeAgent() { return {firstAgent + agents++, inFlight}; }

private:
  void forget();

  std::vector<std::shared_ptr<AsyncWork>> pending;
  uint32_t agents = 0;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_ASYNC_H
