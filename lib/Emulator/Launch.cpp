//===- Launch.cpp - Blocks and the order of their warps -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"
#include "BulkCopies.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace ptxemu;

/// Reads of shared memory by others than the warps of the block that are kept.
static constexpr unsigned readingAgents = 8;

/// Blocks that are resident from the start have about so many threads in all;
/// more are admitted, up to the limit, when all of these wait.
static constexpr uint64_t residentThreads = 1024, maxResident = 1024;

std::string ptxemu::printTriple(const std::array<uint32_t, 3> &triple) {
  return "(" + std::to_string(triple[0]) + ", " + std::to_string(triple[1]) +
         ", " + std::to_string(triple[2]) + ")";
}

Launch::Launch(const Program &program, const Function &kernel,
               const LaunchOptions &options, GlobalMemory &memory,
               std::vector<uint8_t> arguments)
    : program(program), kernel(kernel), options(options), memory(memory),
      sumStyle(chooseSumStyle(options.seed)), lastAccesses(program.code.size()),
      counts(program.code.size()),
      randomState(options.seed * 0x9e3779b97f4a7c15 + 0x1234567) {
  parameters.init(0, arguments.size(), "the parameters");
  llvm::copy(arguments, parameters.bytes.get());
  parameters.setWritten(0, arguments.size());
  threadsPerBlock = options.block[0] * options.block[1] * options.block[2];
  warpsPerBlock = llvm::divideCeil(threadsPerBlock, 32);
  blocks = uint64_t(options.grid[0]) * options.grid[1] * options.grid[2];
  clusterSizes = kernel.parsed->requiredCluster[0]
                     ? kernel.parsed->requiredCluster
                     : options.cluster;
  blocksPerCluster = clusterSizes[0] * clusterSizes[1] * clusterSizes[2];
  residentLimit = std::max<uint64_t>(2, residentThreads / threadsPerBlock);
}

uint64_t Launch::draw() {
  // splitmix64
  uint64_t z = randomState += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

std::array<uint32_t, 3> Launch::getBlockIndex(uint64_t number) const {
  const auto &grid = options.grid;
  return {uint32_t(number % grid[0]), uint32_t(number / grid[0] % grid[1]),
          uint32_t(number / grid[0] / grid[1])};
}

std::string Launch::describeThread(uint32_t warp, unsigned lane) const {
  const auto &sizes = options.block;
  uint32_t thread = 32 * (warp % warpsPerBlock) + lane;
  return "thread " +
         printTriple({thread % sizes[0], thread / sizes[0] % sizes[1],
                      thread / sizes[0] / sizes[1]}) +
         " of block " + printTriple(getBlockIndex(warp / warpsPerBlock));
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

Block::Block(Launch &launch, uint64_t number, uint32_t rank)
    : launch(launch), index(launch.getBlockIndex(number)), number(number),
      firstWarp(number * launch.warpsPerBlock), liveWarps(launch.warpsPerBlock),
      clusterRank(rank) {
  uint64_t bytes = launch.kernel.sharedBytes + launch.options.dynamicShared;
  shared.init(0, bytes, "shared memory");
  shared.shadow.init(bytes, launch.warpsPerBlock + readingAgents,
                     /*isEachWarp=*/true);
  for (unsigned i = 0; i < launch.warpsPerBlock; ++i)
    warps.push_back(std::make_unique<Warp>(*this, i));
}

uint32_t Block::countLiveThreads() const {
  uint32_t count = 0;
  for (const auto &warp : warps)
    count += llvm::popcount(warp->live);
  return count;
}

void Block::release(Barrier &barrier) {
  ++launch.barrierCount;
  bool isAll = barrier.waiting.size() == warps.size();
  uint32_t latest = 0;
  for (Warp *warp : barrier.waiting)
    latest = std::max(latest, warp->clock.now());
  for (Warp *warp : barrier.waiting) {
    warp->waiting = Waiting::Nothing;
    warp->clock.leave(barrier.meeting);
    if (isAll)
      warp->clock.settle(latest);
    finishBarrier(*warp, *warp->waitingAt, barrier);
  }
  if (isAll)
    shared.shadow.forgetPostponed();
  barrier = Barrier();
}

void Block::releaseBarriers() {
  clusterBarrier->endPhase(*this);
  for (Barrier &barrier : barriers) {
    if (!barrier.arrivedThreads)
      continue;
    uint32_t wanted = barrier.expected ? barrier.expected : countLiveThreads();
    if (barrier.arrivedThreads >= wanted)
      release(barrier);
  }
}

//===----------------------------------------------------------------------===//
// Scheduling
//===----------------------------------------------------------------------===//

/// The blocks of a cluster are resident together.
void Launch::admitCluster() {
  // Clusters are numbered as blocks are.
  uint64_t cluster = nextBlock / blocksPerCluster, first[3];
  for (unsigned axis = 0; axis < 3; ++axis) {
    uint64_t count = options.grid[axis] / clusterSizes[axis];
    first[axis] = cluster % count * clusterSizes[axis];
    cluster /= count;
  }
  std::vector<Block *> blocks;
  for (uint32_t rank = 0; rank < blocksPerCluster; ++rank) {
    uint64_t x = first[0] + rank % clusterSizes[0],
             y = first[1] + rank / clusterSizes[0] % clusterSizes[1],
             z = first[2] + rank / clusterSizes[0] / clusterSizes[1];
    resident.push_back(std::make_unique<Block>(
        *this, x + options.grid[0] * (y + options.grid[1] * z), rank));
    blocks.push_back(resident.back().get());
  }
  auto barrier = std::make_shared<ClusterBarrier>();
  for (Block *block : blocks) {
    block->cluster = blocks;
    block->clusterBarrier = barrier;
  }
  nextBlock += blocksPerCluster;
}

void Launch::admit() {
  while (nextBlock < blocks && resident.size() < residentLimit)
    admitCluster();
}

void Launch::collectReady() {
  ready.clear();
  for (const auto &block : resident)
    for (const auto &warp : block->warps) {
      bool isStuck =
          warp->spin.isStuck && warp->spin.memoryVersion == memoryVersion;
      if (!warp->isDone() && warp->waiting != Waiting::Barrier && !isStuck)
        ready.push_back(warp.get());
    }
}

/// Blocks may wait for others that were not admitted yet.
bool Launch::admitBecauseStuck() {
  if (nextBlock == blocks || resident.size() >= maxResident)
    return false;
  residentLimit = resident.size() + 1;
  admit();
  return true;
}

std::string Launch::describeWarps() const {
  std::string text;
  unsigned shown = 0;
  for (const auto &block : resident)
    for (const auto &warp : block->warps)
      if (!warp->isDone() && shown++ < 8)
        text += (text.empty() ? "" : "; ") + warp->describePlace();
  if (shown > 8)
    text += "; and " + std::to_string(shown - 8) + " more";
  return text;
}

/// Runs each warp that can go on for a while; false if there is none.
bool Launch::runSome() {
  collectReady();
  if (ready.empty())
    return async.landSome(*this);
  for (size_t left = ready.size(); left && !hasFailed(); --left) {
    size_t chosen = draw() % left;
    Warp *warp = ready[chosen];
    ready[chosen] = ready[left - 1];
    if (!warp->isDone() && warp->waiting != Waiting::Barrier)
      warp->run(1u << draw() % 12);
    if (!async.isEmpty() && draw() % 4 == 0)
      async.landSome(*this);
  }
  return true;
}

llvm::Expected<Report> Launch::run() {
  constexpr uint64_t workspaceBytes = 64;
  auto allocated = memory.allocate(workspaceBytes, "the workspace of the grid");
  if (!allocated)
    return allocated.takeError();
  workspace = *allocated;
  memory.find(workspace, workspaceBytes)->setWritten(0, workspaceBytes);
  memory.startLaunch();
  execute();
  llvm::cantFail(memory.free(workspace));
  if (hasFailed())
    return llvm::createStringError("kernel '" + kernel.name + "': " + message);
  return makeReport();
}

/// A block has ended, and its memory goes.
void Launch::finish(Block &block) {
  block.isFinished = true;
  for (const auto &warp : block.warps)
    if (const BulkStore *store =
            warp->bulkCopies ? warp->bulkCopies->findReading() : nullptr)
      fail("the block ends while the copy of " + store->issuer.describe(*this) +
           " may still read its memory");
  async.landAll(*this, block);
}

void Launch::execute() {
  admit();
  while (!resident.empty() && !hasFailed()) {
    if (!runSome() && !admitBecauseStuck())
      fail("deadlock: no warp can go on; " + describeWarps());
    if (executed > options.maxInstructions)
      fail("gave up after " + std::to_string(executed) +
           " warp instructions; " + describeWarps());
    for (const auto &block : resident)
      if (!block->liveWarps && !block->isFinished)
        finish(*block);
    // The memory of a block can be accessed as long as its cluster lives.
    llvm::erase_if(resident, [](const auto &block) {
      return llvm::all_of(block->cluster,
                          [](const Block *each) { return each->isFinished; });
    });
    admit();
  }
}

Report Launch::makeReport() const {
  Report report;
  report.kernel = kernel.name.str();
  report.grid = options.grid;
  report.block = options.block;
  report.seed = options.seed;
  report.warps = blocks * warpsPerBlock;
  report.barriers = barrierCount;
  report.racesDetected = options.detectRaces;
  report.sharedBytes = kernel.sharedBytes + options.dynamicShared;
  report.global = global;
  report.shared = sharedTraffic;
  report.local = localTraffic;
  for (size_t i = 0; i < counts.size(); ++i) {
    report.warpInstructions += counts[i].warps;
    report.threadInstructions += counts[i].threads;
    if (counts[i].warps)
      report.mix[program.code[i]->mnemonic.str()] += counts[i].warps;
  }
  return report;
}
