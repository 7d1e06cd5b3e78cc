//===- Syntax.h - A parsed module -------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the parser makes of the text and the decoder reads: names of registers
// and variables are resolved, instructions are still words.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_SYNTAX_H
#define GLU_EMULATOR_SYNTAX_H

#include "Type.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <array>
#include <deque>
#include <vector>

namespace ptxemu {

enum class Space : uint8_t { Generic, Global, Shared, Local, Const, Param };

/// `global`, as in modifiers.
llvm::StringRef getName(Space space);

/// A register, or a variable in some space.
struct Symbol {
  llvm::StringRef name;
  Type type;
  bool isRegister = false;
  /// Of a register: its row in the register file.
  uint32_t row = 0;
  /// Of a variable.
  Space space = Space::Generic;
  uint64_t size = 0;
  uint64_t alignment = 1;
  /// Where it lies: an address of global, const and shared memory, an offset
  /// in the frame of a function for local and param.
  uint64_t address = 0;
  /// `.extern .shared x[]`: what the launch asks for.
  bool isDynamic = false;
  /// A parameter of a kernel, in memory of the launch.
  bool isKernelParameter = false;
};

struct Operand {
  enum Kind { Name, Integer, Float, Address, Vector, Sink };
  Kind kind = Sink;
  unsigned line = 0;
  /// Name and Address of a name: `symbol` is null for labels, functions and
  /// special registers.
  llvm::StringRef name;
  const Symbol *symbol = nullptr;
  /// `!p`, and `-x` in front of numbers is already in `value`.
  bool negated = false;
  /// The integer; the bits of a float of `floatBits`; the offset of an address
  /// or of `name+offset`.
  uint64_t value = 0;
  unsigned floatBits = 0;
  /// Of vectors, pairs `a|b`, lists in parentheses; of an address with more
  /// than one part.
  std::vector<Operand> elements;
};

struct Statement {
  unsigned line = 0;
  llvm::StringRef text;
  llvm::StringRef opcode;
  llvm::SmallVector<llvm::StringRef, 6> modifiers;
  /// The register of `@p` or `@!p`.
  const Symbol *guard = nullptr;
  bool guardNegated = false;
  std::vector<Operand> operands;
  /// The scope that it stands in, which says what its labels mean.
  unsigned scope = 0;
};

/// A variable with the bytes that it starts with.
struct Variable {
  Symbol *symbol = nullptr;
  unsigned line = 0;
  bool isExternal = false;
  std::vector<uint8_t> bytes;
  /// Addresses of other variables in it.
  struct Reference {
    uint64_t offset;
    llvm::StringRef name;
    bool generic;
    uint64_t addend;
    unsigned line;
  };
  std::vector<Reference> references;
};

struct Label {
  llvm::StringRef name;
  unsigned scope;
  uint32_t statement;
};

/// A function or a kernel.
struct ParsedFunction {
  llvm::StringRef name;
  unsigned line = 0;
  bool isKernel = false;
  bool hasBody = false;
  std::vector<Symbol *> results, parameters;
  std::vector<Statement> statements;
  std::vector<Label> labels;
  /// The scope around each scope; the body is scope 0.
  std::vector<unsigned> parents = {0};
  /// `.branchtargets` by its label.
  struct BranchTable {
    llvm::StringRef name;
    unsigned scope;
    std::vector<llvm::StringRef> targets;
  };
  std::vector<BranchTable> branchTables;
  /// `.callprototype` by its label: the sizes of what is passed.
  struct Prototype {
    llvm::StringRef name;
    unsigned scope;
    std::vector<uint64_t> results, parameters;
  };
  std::vector<Prototype> prototypes;
  /// `.reqntid` and `.maxntid`; zeros if absent.
  std::array<uint32_t, 3> requiredBlock = {0, 0, 0};
  std::array<uint32_t, 3> maxBlock = {0, 0, 0};
  /// `.reqnctapercluster`; zeros if absent.
  std::array<uint32_t, 3> requiredCluster = {0, 0, 0};
  /// `.maxnreg`; 0 if absent.
  uint32_t maxRegisters = 0;
  /// Rows of 64 bytes that its registers take; the first is always true.
  uint32_t rows = 1;
  /// The `.shared` variables inside.
  std::vector<Symbol *> shared;
  /// Bytes of a thread for local variables and those of calls.
  uint64_t frameBytes = 0;
};

struct Syntax {
  /// Symbols do not move.
  std::deque<Symbol> symbols;
  std::vector<Variable> variables;
  std::deque<ParsedFunction> functions;
  llvm::StringMap<ParsedFunction *> functionsByName;
  llvm::StringMap<Symbol *> globals;
  /// The `.shared` variables outside of functions.
  std::vector<Symbol *> shared;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_SYNTAX_H
