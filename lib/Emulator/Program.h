//===- Program.h - Decoded code ---------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_PROGRAM_H
#define GLU_EMULATOR_PROGRAM_H

#include "Memory.h"
#include "Syntax.h"
#include "glu/Emulator/Emulator.h"
#include <memory>

namespace ptxemu {

class Warp;
struct Instruction;

/// What a warp does after an instruction.
enum class Status : uint8_t {
  /// Goes on with the next instruction.
  Next,
  /// The instruction has set the program counter.
  Jump,
  /// Waits for others and then goes on with the next instruction.
  Wait,
  /// The launch has failed; the error is in Launch.
  Fault
};

/// Executes an instruction for the threads in `mask`, of which there is one at
/// least, unless the instruction says otherwise.
using Execute = Status (*)(Warp &, const Instruction &, uint32_t mask);

/// How the registers of an instruction are checked for values.
enum class Tracking : uint8_t {
  /// A result of an undefined operand is undefined.
  Propagate,
  /// Undefined operands are an error.
  Require,
  /// The instruction cares for it.
  Own
};

/// How an instruction moves the bits of its operands, as far as undefined bits
/// are followed.
enum class BitFlow : uint8_t {
  None,
  Copy,
  And,
  Or,
  Xor,
  ShiftLeft,
  ShiftRight,
  ShiftRightSigned
};

struct Instruction {
  Execute execute = nullptr;
  /// Rows of the register file: results, then operands.
  const uint32_t *rows = nullptr;
  uint8_t results = 0, operands = 0;
  Tracking tracking = Tracking::Propagate;
  bool guardNegated = false;
  /// Branches are executed also where the guard holds for no thread.
  bool isBranch = false;
  /// Threads that execute it leave the function.
  bool isExit = false;
  /// The launch ends there, so that nothing follows.
  bool isTrap = false;
  Space space = Space::Generic;
  BitFlow bitFlow = BitFlow::None;
  uint8_t bitWidth = 64;
  /// The row of the guard; 0 is a row that is always true.
  uint32_t guard = 0;
  /// The same rows for Tracking::Propagate if they are few, else `to` is 0;
  /// operands that are missing are row 0, which always has a value.
  uint32_t to = 0;
  std::array<uint32_t, 3> from = {};
  /// What the modifiers say, as the instruction's module understands it.
  uint32_t flags = 0;
  /// Into Program::code, for what is kept of each instruction.
  uint32_t index = 0;
  /// Of an address: what is added to its register.
  uint64_t offset = 0;
  /// Of a branch: where it goes, and where its threads meet again.
  uint32_t target = 0, reconverge = 0;
  // What follows is not needed at each step.
  unsigned line = 0;
  llvm::StringRef text;
  llvm::StringRef mnemonic;
  /// What does not fit above.
  std::shared_ptr<void> data;

  uint32_t result(unsigned i) const { return rows[i]; }
  uint32_t operand(unsigned i) const { return rows[results + i]; }
};

/// A special register that is one value a thread and does not change.
using ReadSpecial = uint32_t (*)(const Warp &, unsigned lane, unsigned axis);

struct Function {
  llvm::StringRef name;
  const ParsedFunction *parsed = nullptr;
  std::vector<Instruction> code;
  std::vector<std::unique_ptr<uint32_t[]>> rowLists;
  /// The registers of the text, then constants, then special registers.
  uint32_t rows = 0;
  uint32_t firstConstant = 0;
  /// The bytes of the constant rows.
  std::vector<uint8_t> constants;
  struct Special {
    uint32_t row;
    ReadSpecial read;
    unsigned axis;
    unsigned bits;
  };
  std::vector<Special> specials;
  uint64_t frameBytes = 0;
  /// The static shared memory of a kernel, and where the dynamic one begins.
  uint64_t sharedBytes = 0;
};

/// A module that can run.
class Program {
public:
  ~Program();
  static llvm::Expected<std::unique_ptr<Program>> create(llvm::StringRef ptx,
                                                         GlobalMemory &memory);
  const Function *find(llvm::StringRef name) const;
  /// What pointers to functions hold, which is no address of memory; 0 and null
  /// if there is no such function.
  uint64_t getFunctionAddress(llvm::StringRef name) const;
  const Function *findFunctionAt(uint64_t address) const;
  size_t getAllocationCount() const { return allocations.size(); }

  std::string source;
  Syntax syntax;
  std::deque<Function> functions;
  llvm::StringMap<Function *> functionsByName;
  /// All instructions by their index.
  std::vector<const Instruction *> code;
  Buffer constants;

private:
  explicit Program(llvm::StringRef ptx, GlobalMemory &memory)
      : source(ptx), memory(memory) {}
  llvm::Error placeVariables();
  llvm::Error placeVariable(Variable &variable);
  llvm::Error fillVariable(Variable &variable);
  void placeShared();
  llvm::Error decode();

  GlobalMemory &memory;
  std::vector<uint64_t> allocations;
};

/// Finds where the threads of each branch meet again: at the first instruction
/// that is on all ways from it to the end.
void findReconvergence(Function &function);

} // namespace ptxemu

#endif // GLU_EMULATOR_PROGRAM_H
