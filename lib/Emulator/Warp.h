//===- Warp.h - 32 threads and what they are doing --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_WARP_H
#define GLU_EMULATOR_WARP_H

#include "Clock.h"
#include "Pattern.h"
#include "Program.h"
#include "Vectors.h"
#include "llvm/ADT/bit.h"
#include <cstring>
#include <unordered_map>

namespace ptxemu {

class Block;
class BulkGroups;
class CopyGroups;
class Launch;
class MatrixGroups;
struct Agent;

/// `(1, 2, 3)`
std::string printTriple(const std::array<uint32_t, 3> &triple);

/// Bytes of a row of the register file, a unit of which registers have one or
/// more: 32 values of 16, 32 or 64 bits, or one mask of 32 bits.
constexpr uint32_t rowBytes = 64;

/// Bases of the windows through which generic addresses see other spaces.
constexpr unsigned windowShift = 56;
constexpr uint64_t getWindow(Space space) {
  return space == Space::Global ? 0
                                : static_cast<uint64_t>(space) << windowShift;
}

/// Addresses of the shared memory of another block of the cluster have its rank
/// plus one from this bit on.
constexpr unsigned clusterShift = 24;

/// The registers of a function that is running.
class RegisterFile {
public:
  explicit RegisterFile(uint32_t rows);
  uint8_t *getRows() { return base; }
  uint32_t *getDefined() { return defined.get(); }
  /// Of rows that are not defined in some lanes: which bits are not. All are
  /// where this says nothing.
  std::unordered_map<uint32_t, std::array<uint64_t, 32>> unknown;

private:
  std::unique_ptr<uint8_t[]> storage;
  uint8_t *base;
  std::unique_ptr<uint32_t[]> defined;
};

/// What a warp waits for.
enum class Waiting : uint8_t { Nothing, Barrier, Sleep };

/// An access of the threads in `mask` to memory, and where each of them goes.
struct Request {
  // Arrays are filled where threads are; clearing them first would cost more
  // than most instructions.
  Request(const Instruction &instruction, uint32_t mask, unsigned size,
          bool isWrite)
      : instruction(instruction), mask(mask), size(size), isWrite(isWrite) {}

  uint64_t getOffset(unsigned lane) const {
    return pattern ? first + pattern->deltas[lane] + lane * laneStride
                   : offsets[lane];
  }
  uint8_t *at(unsigned lane) const {
    return getBuffer(lane).bytes.get() + getOffset(lane);
  }
  Buffer &getBuffer(unsigned lane) const {
    return pattern ? *common : *buffers[lane];
  }
  Space getSpace(unsigned lane) const {
    return pattern ? commonSpace : spaces[lane];
  }
  /// Whether it is of memory that threads share.
  bool isShared() const {
    return pattern &&
           (commonSpace == Space::Global || commonSpace == Space::Shared);
  }

  const Instruction &instruction;
  uint32_t mask;
  unsigned size;
  bool isWrite;
  /// Bytes without a value may be read; the instruction cares for it.
  bool mayBeUnwritten = false;
  /// It is of the report; what asynchronous work moves is counted by itself.
  bool isTraffic = true;
  /// Filled by Warp::resolve. The rule is that all lanes access one buffer in
  /// some pattern, from an offset of the first lane on; in local memory each
  /// has a part of it. Otherwise each lane has its own place below.
  const Pattern *pattern = nullptr;
  Buffer *common = nullptr;
  Space commonSpace = Space::Generic;
  uint64_t first = 0, laneStride = 0;
  std::array<uint64_t, 32> addresses, offsets;
  std::array<Buffer *, 32> buffers;
  std::array<Space, 32> spaces;
};

class Warp {
public:
  Warp(Block &block, unsigned index);

  /// Executes up to `count` instructions; fewer if it has to wait or ends.
  void run(unsigned count);

  //===--- Registers ------------------------------------------------------===//
  template <typename T>
  T *row(uint32_t index) {
    return reinterpret_cast<T *>(registers + size_t(index) * rowBytes);
  }
  /// A predicate, one bit a lane.
  uint32_t &predicate(uint32_t index) { return *row<uint32_t>(index); }
  uint32_t &definedLanes(uint32_t index) { return defined[index]; }
  void writePredicate(uint32_t index, uint32_t value, uint32_t mask) {
    uint32_t &old = predicate(index);
    old = (old & ~mask) | (value & mask);
  }
  template <typename T>
  void write(uint32_t index, const T *values, uint32_t mask) {
    writeLanes(row<T>(index), values, mask);
  }
  void setDefined(uint32_t index, uint32_t lanes, uint32_t mask) {
    defined[index] = (defined[index] & ~mask) | (lanes & mask);
    for (uint32_t rest = mask & ~lanes; rest; rest &= rest - 1)
      setUnknownBits(index, llvm::countr_zero(rest), ~uint64_t(0));
  }
  /// The bits of a register that have no value; there are some where it is not
  /// defined.
  uint64_t getUnknownBits(uint32_t index, unsigned lane) const;
  void setUnknownBits(uint32_t index, unsigned lane, uint64_t bits);

  //===--- Control --------------------------------------------------------===//
  void branch(const Instruction &instruction, uint32_t taken);
  /// Sends the lanes of each mask to its target.
  void branch(llvm::ArrayRef<std::pair<uint32_t, uint32_t>> targets,
              uint32_t reconverge);
  /// Lanes leave the function, or end.
  void leaveFunction(uint32_t lanes);
  void exit(uint32_t lanes);
  Status call(const Instruction &instruction, const Function &callee,
              uint32_t mask);

  //===--- Memory ---------------------------------------------------------===//
  /// The address of an operand [base+offset] whose base is operand 0.
  uint64_t getAddress(const Instruction &instruction, unsigned lane);
  /// Finds where each address lies; false after a fault.
  bool resolve(Request &request);
  /// Checks a lane's access against others; false after a fault. Bytes that
  /// are to be written are not yet so. It is recorded as that of `agent`, if
  /// there is one, which the lane has asked for it.
  bool checkRace(const Request &request, unsigned lane, Strength strength,
                 const uint8_t *written, const Agent *agent = nullptr);
  /// The same of any bytes, which are few enough to be in one page.
  bool checkRace(const Instruction &instruction, unsigned lane, Buffer &buffer,
                 Space space, uint64_t offset, unsigned size, Strength strength,
                 bool isWrite, bool isSame, const Agent *agent);
  /// What strong accesses hand over; `location` is a resolved lane.
  void publish(const Request &request, unsigned lane, bool isAtomic);
  void observe(const Request &request, unsigned lane, bool isAtomic);
  /// The same for all lanes at once; false, without a fault, if each has to be
  /// checked by itself.
  bool areOrdered(const Request &request, Strength strength);
  /// Memory as it is, without what an access means to others: bytes at a
  /// generic address, and at an offset in the frame of the function.
  bool peek(unsigned lane, uint64_t address, unsigned size, uint64_t &value);
  uint64_t readFrame(unsigned lane, uint64_t offset, unsigned size);
  void writeFrame(unsigned lane, uint64_t offset, unsigned size,
                  uint64_t value);

  //===--- Errors ---------------------------------------------------------===//
  Status fault(const Instruction &instruction, uint32_t mask,
               const llvm::Twine &message);
  /// Whether all 32 lanes execute it.
  bool checkWhole(const Instruction &instruction, uint32_t mask);
  bool checkDefined(const Instruction &instruction, uint32_t row,
                    uint32_t mask);

  Block &block;
  const unsigned index;
  /// Threads that have not ended.
  uint32_t live;
  /// The threads that execute, and where they are.
  uint32_t active;
  uint32_t pc = 0;
  Waiting waiting = Waiting::Nothing;
  const Instruction *waitingAt = nullptr;
  /// The carry flag of each lane.
  uint32_t carry = 0;
  WarpClock clock;
  /// The mbarrier whose phase a wait has found not to have ended yet.
  struct FailedWait {
    const Block *block = nullptr;
    uint64_t offset = 0;
  } failedWait;
  /// Its copies that are in flight; null if there never were any.
  std::shared_ptr<CopyGroups> copies;
  std::shared_ptr<BulkGroups> bulkCopies;
  /// Its part of what tensor cores work on; null if they never did.
  std::shared_ptr<MatrixGroups> matrices;
  /// As setmaxnreg has it.
  uint32_t registersPerThread = 0;
  /// How often it has arrived at the barrier of its cluster.
  uint64_t clusterPhase = 0;
  /// Of each thread, for approximate instructions and the like.
  uint64_t random;

  /// For the recognition of loops that wait in vain: a hash of all registers.
  uint64_t hashState() const;
  struct Spin {
    uint32_t at = 0;
    uint64_t hash = 0;
    uint64_t memoryVersion = 0;
    unsigned repeats = 0;
    bool isStuck = false;
  } spin;
  bool isDone() const { return frames.empty(); }
  uint32_t countRows() const { return frames.back().function->rows; }
  /// Why a register has no value.
  std::string describeMissing(uint32_t row,
                              llvm::StringRef verb = "uses") const;
  std::string describePlace() const;
  std::string describeFailedWait() const;

private:
  struct Path {
    uint32_t pc, active, reconverge;
  };
  struct Frame {
    const Function *function;
    std::unique_ptr<RegisterFile> file;
    size_t firstPath;
    uint64_t localBase;
    /// The caller's state.
    const Instruction *call;
    uint32_t returnPc, returnReconverge, lanes;
  };
  void enter(const Function &function, const Instruction *call, uint32_t lanes);
  void copyArguments(const Instruction &call, const Function &callee,
                     uint64_t caller, uint64_t own, uint32_t lanes);
  void copyResults(const Frame &frame);
  void useFrame();
  bool nextPath();
  bool track(const Instruction &instruction, uint32_t mask);
  uint32_t trackBits(const Instruction &instruction, uint32_t lanes);
  uint64_t computeUnknownBits(const Instruction &instruction, unsigned lane);
  void backward();
  bool resolveTogether(Request &request);
  bool isWritten(const Request &request, const Pattern &pattern) const;
  bool resolveLane(Request &request, unsigned lane, Space space,
                   uint64_t address);
  Status faultAddress(const Request &request, unsigned lane, Space space,
                      uint64_t address, const llvm::Twine &reason);

  std::vector<Frame> frames;
  std::vector<Path> paths;
  uint32_t reconverge;
  uint8_t *registers = nullptr;
  uint32_t *defined = nullptr;
  const Instruction *code = nullptr;
  Buffer local;
  uint64_t localBytes = 0;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_WARP_H
