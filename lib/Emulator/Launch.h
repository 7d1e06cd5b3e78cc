//===- Launch.h - A grid that is running ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_LAUNCH_H
#define GLU_EMULATOR_LAUNCH_H

#include "Async.h"
#include "MemoryBarrier.h"
#include "TensorCore.h"
#include "Warp.h"

namespace ptxemu {

class Warpgroup;

/// Where the blocks of a cluster meet.
struct ClusterBarrier {
  uint64_t phase = 0;
  std::vector<Warp *> waiting;
  WarpClock::Handover arriving, ended;

  /// If all warps of the cluster of `block` that live have arrived.
  void endPhase(Block &block);
};

/// A block that is resident: its warps, shared memory and barriers.
class Block {
public:
  Block(Launch &launch, uint64_t number, uint32_t rank);

  struct Barrier {
    uint32_t expected = 0;
    uint32_t arrivedThreads = 0;
    std::vector<Warp *> waiting;
    WarpClock::Meeting meeting;
    /// For bar.red: what the predicates of the threads have given so far.
    uint32_t count = 0, trueThreads = 0;
  };
  /// Lets those at full barriers go on; called also when threads end.
  void releaseBarriers();
  uint32_t countLiveThreads() const;
  /// The block of the cluster whose shared memory a buffer is; null if it is
  /// not shared.
  Block *findOwner(const Buffer &buffer) {
    for (Block *each : cluster)
      if (&each->shared == &buffer)
        return each;
    return nullptr;
  }
  /// A block of the cluster by its rank; null if there is none.
  Block *getClusterBlock(uint64_t rank) {
    return rank < cluster.size() ? cluster[rank] : nullptr;
  }
  size_t getClusterSize() const { return cluster.size(); }

  Launch &launch;
  std::array<uint32_t, 3> index;
  uint64_t number;
  uint32_t firstWarp;
  Buffer shared;
  std::array<Barrier, 16> barriers;
  /// The mbarriers by where they are in shared memory.
  std::map<uint64_t, MemoryBarrier> memoryBarriers;
  Releases releases;
  std::vector<std::unique_ptr<Warp>> warps;
  unsigned liveWarps;
  /// The blocks of the cluster by their ranks, of which this is one.
  std::vector<Block *> cluster = {this};
  uint32_t clusterRank = 0;
  std::shared_ptr<ClusterBarrier> clusterBarrier;
  bool isFinished = false;
  /// Four warps each, which use tensor cores together.
  std::vector<std::shared_ptr<Warpgroup>> warpgroups;
  /// Registers that setmaxnreg has given back.
  int64_t freeRegisters = 0;

private:
  void release(Barrier &barrier);
};

/// `shared 'x'`: the variable at an offset in shared memory.
std::string nameShared(const Launch &launch, uint64_t offset);

/// Gives a warp that waited what its instruction asked of all threads.
void finishBarrier(Warp &warp, const Instruction &instruction,
                   const Block::Barrier &barrier);

/// Executes a kernel: admits blocks and interleaves their warps.
class Launch {
public:
  Launch(const Program &program, const Function &kernel,
         const LaunchOptions &options, GlobalMemory &memory,
         std::vector<uint8_t> arguments);

  llvm::Expected<Report> run();

  /// A number that the seed and earlier calls determine.
  uint64_t draw();
  void fail(std::string text) {
    if (message.empty())
      message = std::move(text);
  }
  bool hasFailed() const { return !message.empty(); }
  void countTraffic(const Request &request);
  /// The lane of any warp of the grid, in words.
  std::string describeThread(uint32_t warp, unsigned lane) const;
  std::array<uint32_t, 3> getBlockIndex(uint64_t number) const;
  /// Blocks of a cluster along each axis.
  std::array<uint32_t, 3> clusterSizes;
  uint32_t blocksPerCluster;

  const Program &program;
  const Function &kernel;
  const LaunchOptions &options;
  GlobalMemory &memory;
  const SumStyle sumStyle;
  Patterns patterns;
  /// What each instruction accessed last, by its index.
  struct LastAccess {
    PatternRef pattern;
    uint64_t address = 0;
  };
  std::vector<LastAccess> lastAccesses;
  Buffer parameters;
  /// Of a cooperative launch, which every launch is: what a grid waits with.
  uint64_t workspace = 0;
  Releases releases;
  /// What fences of any warp have made ready to be read as tensor maps.
  Clock knownMaps;
  AsyncQueue async;
  /// Changes with every write to memory that another warp may wait for.
  uint64_t memoryVersion = 0;
  uint64_t executed = 0;
  uint64_t barrierCount = 0;
  uint32_t warpsPerBlock, threadsPerBlock;
  /// By Instruction::index.
  struct Count {
    uint64_t warps = 0, threads = 0;
  };
  std::vector<Count> counts;
  Traffic global, sharedTraffic, localTraffic;

private:
  void execute();
  void admitCluster();
  void finish(Block &block);
  void admit();
  bool runSome();
  bool admitBecauseStuck();
  std::string describeWarps() const;
  Report makeReport() const;

  std::vector<std::unique_ptr<Block>> resident;
  /// Warps that may run, of all resident blocks.
  std::vector<Warp *> ready;
  void collectReady();

  uint64_t blocks, nextBlock = 0;
  uint64_t residentLimit;
  uint64_t randomState;
  std::string message;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_LAUNCH_H
