//===- Clock.h - What a warp knows of others --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Vector clocks. A warp counts what it does to order itself before others; a
// clock says, for each warp, up to which count its accesses are ordered before
// what follows. Warps of the own block are the rule, others the exception.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_CLOCK_H
#define GLU_EMULATOR_CLOCK_H

#include "Memory.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <array>
#include <memory>
#include <unordered_map>

namespace ptxemu {

class Clock {
public:
  Clock() = default;
  Clock(uint32_t firstWarp, uint32_t warps) : first(firstWarp), block(warps) {}

  uint32_t get(uint32_t warp) const {
    return warp - first < block.size() ? block[warp - first]
                                       : others.lookup(warp);
  }
  void set(uint32_t warp, uint32_t value) { raise(warp, value); }
  void join(const Clock &other);
  bool isEmpty() const { return block.empty() && others.empty(); }

private:
  void raise(uint32_t warp, uint32_t value) {
    uint32_t &mine =
        warp - first < block.size() ? block[warp - first] : others[warp];
    mine = std::max(mine, value);
  }

  uint32_t first = 0;
  llvm::SmallVector<uint32_t, 8> block;
  llvm::DenseMap<uint32_t, uint32_t> others;
};

enum class Scope : uint8_t { Block, Device };

/// How an access takes part in synchronization: weak ones race, strong ones
/// (volatile, relaxed, atomic) do not race with each other if each is within
/// the scope of the other.
enum class Strength : uint8_t { Weak, Block, Device };

/// What strong writes to a location hand over to those who read it.
struct Release {
  uint32_t firstWarp = 0;
  /// To warps of the same block, and to all.
  std::array<Clock, 2> clocks;
};
using Releases = std::unordered_map<uint64_t, Release>;

/// The time of a warp.
class WarpClock {
public:
  WarpClock(uint32_t firstWarp, uint32_t warps, uint32_t warp);

  uint32_t now() const { return time; }
  uint32_t getWarp() const { return warp; }
  /// An access has come to an end before now.
  void learn(const Touch &touch) { known.set(touch.warp, touch.clock); }
  /// Whether an access of another warp is ordered before now.
  bool isOrdered(const Touch &touch) const {
    return known.get(touch.warp) >= touch.clock;
  }
  /// Whether an access of any lane of this warp is ordered before what any
  /// does now.
  bool isOrdered(uint32_t clock) const { return clock <= synced; }
  /// Whether an access of `from`, a lane of this warp, is ordered before what
  /// `lane` does now.
  bool isOrdered(uint32_t clock, unsigned from, unsigned lane) const {
    return clock <= synced || (partly && clock <= (*partly)[lane][from]);
  }

  /// Lanes that meet at a .sync instruction.
  void syncLanes(uint32_t lanes, uint32_t live);
  void fence(Scope scope);
  /// A strong write to a location, a read of one, and both at once.
  void write(Releases &releases, uint64_t location, bool isAtomic);
  void read(const Releases &releases, uint64_t location, bool isAtomic);
  /// What the warps that arrive at a barrier tell those that wait for it.
  struct Meeting {
    Clock known, proxied;
    std::array<Clock, 2> fenced;
  };
  void arrive(Meeting &meeting);
  void leave(const Meeting &meeting);
  /// What is known to those who see that something has arrived, and what of it
  /// asynchronous work may access.
  struct Handover {
    Clock known, proxied;
    void join(const Handover &other) {
      known.join(other.known);
      proxied.join(other.proxied);
    }
  };
  void release(Handover &to);
  /// The same of what a fence has made ready alone.
  void releaseFenced(Handover &to) const;
  /// `lanes` of those that are live see it.
  void acquire(const Handover &from, uint32_t lanes, uint32_t live);
  /// What is known may be accessed by asynchronous work, which goes another way
  /// to memory.
  void fenceProxy();
  /// Whether that has been said of an access.
  bool isProxied(const Touch &touch) const {
    return proxied.get(touch.warp) >= touch.clock;
  }
  /// What is known may be read as tensor maps.
  void fenceMaps(Clock &knownMaps) {
    knownMaps.join(known);
    advance();
  }
  /// All warps of the block have met, and their times become one: what any of
  /// them did before is ordered before what follows.
  void settle(uint32_t common);
  /// An access of a warp of the block before this time is ordered before now.
  uint32_t getSettled() const { return settled; }
  uint32_t getSynced() const { return synced; }

private:
  void advance() { known.set(warp, ++time); }

  uint32_t warp, firstWarp;
  uint32_t time = 1;
  Clock known;
  /// What fences of each scope have made ready to be handed over.
  std::array<Clock, 2> fenced;
  /// What strong reads have seen; a fence makes it known. What atomics have
  /// seen a barrier makes known as well.
  Clock pending, pendingAtomic;
  Clock proxied;
  uint32_t synced = 0, settled = 0;
  void syncPartly(uint32_t lanes, uint32_t reached);

  /// For each lane, up to when it is synchronized with each other.
  using Matrix = std::array<std::array<uint32_t, 32>, 32>;
  std::unique_ptr<Matrix> partly;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_CLOCK_H
