//===- Program.h - The body of a structured op ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_REFERENCE_PROGRAM_H
#define GLU_LIB_REFERENCE_PROGRAM_H

#include "Environment.h"
#include "ScalarOps.h"

namespace mlir::glu::reference {

/// A block of scalar ops as a list of instructions on numbered slots, to be run
/// once for each element. Arguments of the block are slots 0, 1, ...; the
/// caller writes them.
template <typename Real>
class Program {
public:
  /// Compiles `block`, apart from the ops in `ignored`. Values from outside are
  /// those of `values`. Emits an error for an op that is not known.
  static FailureOr<Program> compile(Block &block,
                                    const Environment<Real> &values,
                                    const DenseSet<Operation *> &ignored = {});

  /// The slot of a value of the block, its terminator's operands included.
  unsigned getSlot(Value value) const { return slotOf.at(value); }

  Bounded<Real> &operator[](unsigned slot) { return slots[slot]; }

  /// Runs the block in the iteration `index`, which linalg.index returns.
  void run(ArrayRef<int64_t> index = {});

private:
  struct Instruction {
    ScalarFunction<Real> function;
    SmallVector<unsigned, 3> operands;
    unsigned result;
  };

  unsigned addSlot(Value value) {
    slotOf[value] = slots.size();
    slots.push_back(Bounded<Real>::exact(0));
    return slots.size() - 1;
  }
  LogicalResult add(Operation &op, const Environment<Real> &values);

  DenseMap<Value, unsigned> slotOf;
  std::vector<Bounded<Real>> slots;
  std::vector<Instruction> instructions;
  /// Pairs of a loop and the slot that holds its index.
  SmallVector<std::pair<int64_t, unsigned>> indices;
};

} // namespace mlir::glu::reference

#endif // GLU_LIB_REFERENCE_PROGRAM_H
