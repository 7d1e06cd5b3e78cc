//===- MatrixGroups.h - wgmma and its groups --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_MATRIXGROUPS_H
#define GLU_EMULATOR_MATRIXGROUPS_H

#include "AsyncAccess.h"
#include "MatrixRegisters.h"

namespace ptxemu {

/// The sums of one warp, which are 16 rows, while products are added to them.
/// Their registers have no value meanwhile.
struct Accumulator {
  const Instruction *instruction = nullptr;
  SumType type = SumType::F32;
  std::vector<float> sums;
  /// Products that were not waited for.
  unsigned pending = 0;
};

/// An operand in shared memory, as a descriptor has it.
struct MatrixOperand {
  uint64_t start = 0, leading = 0, stride = 0;
  int swizzle = 0;
  bool isTransposed = false;
  unsigned elementBytes = 2;

  /// Where the 16 bytes begin that have element `l` of `row`, rows being those
  /// of a or the columns of b; if transposed, 8 rows share them.
  uint64_t getPiece(unsigned row, unsigned l) const;
};

/// What one instruction of a warpgroup computes.
class MatrixProduct : public AsyncWork {
public:
  MatrixProduct(Block &block, uint32_t time) : AsyncWork(block), time(time) {}

  const uint32_t time;
  unsigned n = 0, k = 0;
  ProductType type;
  bool isLeftInRegisters = false;
  MatrixOperand left, right;
  float leftScale = 1, rightScale = 1;
  /// Or begins with zeros.
  bool keepsSums = true;
  /// Of each warp: its rows of a if they are in registers, and its sums.
  std::array<std::vector<float>, 4> leftRows;
  std::array<std::shared_ptr<Accumulator>, 4> parts;
  /// Products of a warpgroup are made one after the other.
  std::shared_ptr<MatrixProduct> previous;

private:
  void run(Launch &launch) override;
  float read(const MatrixOperand &operand, Element element, unsigned row,
             unsigned l) const;
};

/// Four warps that use tensor cores together.
class Warpgroup {
public:
  explicit Warpgroup(Agent agent) : agent(agent), time(agent.number) {}

  const Agent agent;
  /// Grows with each product.
  uint32_t time;
  /// The product that some of its warps have come to, and those that wait.
  std::shared_ptr<MatrixProduct> next;
  const Instruction *instruction = nullptr;
  std::vector<Warp *> waiting;
  uint32_t arrived = 0;
  std::shared_ptr<MatrixProduct> last;
};

/// What a warp has begun and not waited for.
class MatrixGroups {
public:
  /// Registers may be used until the next wait. Compilers move what sets them
  /// behind this, so that it does not matter when that was.
  void fence() { isFence = true; }
  /// Whether there was one, or a register is a sum in flight or has not changed
  /// since the last wait.
  bool isFenced(Warp &warp, uint32_t row) const;
  bool wasEverFenced() const { return isFence || !defined.empty(); }

  /// The sums that a register is of, in flight; null if it is none.
  std::shared_ptr<Accumulator> find(uint32_t row) const {
    auto found = inFlight.find(row);
    return found == inFlight.end() ? nullptr : found->second;
  }
  /// Begins or continues sums; null after a fault.
  std::shared_ptr<Accumulator> begin(Warp &warp, const Instruction &instruction,
                                     SumType type, unsigned n);
  void add(std::shared_ptr<MatrixProduct> product) {
    pending.push_back({std::move(product), committed});
  }
  void commit() { ++committed; }
  /// Waits until no more than `allowed` groups are pending; false after a
  /// fault.
  bool wait(Warp &warp, const Instruction &instruction, uint64_t allowed);

private:
  bool finish(Warp &warp, const Instruction &instruction,
              const Accumulator &sums);

  struct Pending {
    std::shared_ptr<MatrixProduct> product;
    uint64_t group;
  };
  std::vector<Pending> pending;
  uint64_t committed = 0;
  llvm::DenseMap<uint32_t, std::shared_ptr<Accumulator>> inFlight;
  bool isFence = false;
  /// The register file at the last wait.
  std::vector<uint8_t> registers;
  std::vector<uint32_t> defined;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_MATRIXGROUPS_H
