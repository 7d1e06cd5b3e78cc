//===- BulkCopies.h - cp.async.bulk and its groups --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_BULKCOPIES_H
#define GLU_EMULATOR_BULKCOPIES_H

#include "AsyncAccess.h"
#include "Instructions/Update.h"

namespace ptxemu {

/// What a copy into global memory does to what is there, element by element.
struct Reduction {
  Update update = Update::Add;
  Type type;
};

/// A box of a tensor, or some bytes one after the other, and where they are in
/// shared memory.
struct BulkShape {
  /// Bytes that there are in global memory, or in the shared memory of another
  /// block, and their place in the box.
  struct Run {
    Buffer *buffer;
    uint64_t offset, place, bytes;

    bool operator==(const Run &other) const {
      return buffer == other.buffer && offset == other.offset &&
             place == other.place && bytes == other.bytes;
    }
  };
  std::vector<Run> runs;
  Space space = Space::Global;
  uint64_t bytes = 0;
  int swizzle = 0;
  /// What stands for elements outside of the tensor.
  std::vector<uint8_t> fill;
  /// Floats lose the bits that tf32 does not have.
  bool isTf32 = false;
  std::optional<Reduction> reduction;
};

/// Who has asked for a copy.
struct BulkIssuer {
  const Instruction &instruction;
  uint32_t warp;
  unsigned lane;
  Agent agent;

  std::string describe(const Launch &launch) const;
};

/// A copy into shared memory, which arrives at an mbarrier.
class BulkLoad : public AsyncWork {
public:
  BulkLoad(Block &block, BulkIssuer issuer, BulkShape shape)
      : AsyncWork(block), issuer(issuer), shape(std::move(shape)) {}

  /// The same place of one or more blocks.
  struct Target {
    Block *block;
    uint64_t offset, barrier;
  };
  std::vector<Target> targets;
  const BulkIssuer issuer;
  const BulkShape shape;

private:
  void run(Launch &launch) override;
  void land(Launch &launch, const Target &target,
            const std::vector<uint8_t> &box) const;
};

/// Values of a thread that go to shared memory and arrive at an mbarrier there.
class RemoteStore : public AsyncWork {
public:
  RemoteStore(Block &block, BulkIssuer issuer, Block &target, uint64_t offset,
              uint64_t barrier)
      : AsyncWork(block), issuer(issuer), target(target), offset(offset),
        barrier(barrier) {}

  Strength getStrength() const {
    return reduction ? Strength::Device : Strength::Weak;
  }

  const BulkIssuer issuer;
  Block &target;
  const uint64_t offset, barrier;
  std::vector<uint8_t> bytes;
  std::optional<Reduction> reduction;

private:
  void run(Launch &launch) override;
};

/// A copy out of shared memory, which its thread waits for.
class BulkStore : public AsyncWork {
public:
  BulkStore(Block &block, BulkIssuer issuer, BulkShape shape, uint64_t source)
      : AsyncWork(block), issuer(issuer), shape(std::move(shape)),
        source(source) {}

  const BulkIssuer issuer;
  const BulkShape shape;
  const uint64_t source;
  /// How many groups its thread had committed.
  uint32_t group = 0;
  /// The source may be written again.
  bool isRead = false;

private:
  void run(Launch &launch) override;
};

/// The bulk copies of a warp that were not waited for.
class BulkGroups {
public:
  void add(std::shared_ptr<BulkStore> store);
  void commit(uint32_t lanes);
  /// Waits until no more than `allowed` groups of each of these threads are
  /// pending; with `readsAlone` for what they read.
  void wait(Warp &warp, uint32_t lanes, uint64_t allowed, bool readsAlone);
  /// One that may still read the memory of its block; null if there is none.
  const BulkStore *findReading() const;

private:
  std::vector<std::shared_ptr<BulkStore>> pending;
  std::array<uint32_t, 32> committed = {};
};

} // namespace ptxemu

#endif // GLU_EMULATOR_BULKCOPIES_H
