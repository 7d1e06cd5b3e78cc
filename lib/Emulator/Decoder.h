//===- Decoder.h - A statement to an instruction ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_DECODER_H
#define GLU_EMULATOR_DECODER_H

#include "Program.h"
#include "llvm/ADT/Twine.h"
#include <initializer_list>

namespace ptxemu {

class InstructionTable;

/// Decodes the statements of one function. The functions of instruction
/// families take the modifiers one by one, in the order in which PTX writes
/// them, and then the operands. What is left over is an error, and so is what
/// `fail` is called for; after an error, functions return anything.
class Decoder {
public:
  Decoder(Program &program, Function &function, const InstructionTable &table);
  llvm::Error decode();

  //===--- Modifiers ------------------------------------------------------===//
  /// Whether the next modifier is `name`, which is then taken.
  bool take(llvm::StringRef name);
  /// The position in `names` of the next modifier, which is taken; -1 if it is
  /// not in there.
  int takeOneOf(std::initializer_list<llvm::StringRef> names);
  /// The type that the next modifier names.
  Type takeType();
  /// The next modifier without taking it; empty at the end.
  llvm::StringRef peek() const;
  /// The first modifier that is a type, if there is one.
  std::optional<Type> findType() const;

  //===--- Operands -------------------------------------------------------===//
  size_t getOperandCount() const { return statement->operands.size(); }
  const Operand &getOperand(size_t i) const { return statement->operands[i]; }
  bool expectOperands(size_t count);
  /// Adds a register that is written. `mayBeWider`: as for ld and cvt.
  void addResult(const Operand &operand, Type type, bool mayBeWider = false);
  /// Adds a register or a constant that is read.
  void addOperand(const Operand &operand, Type type, bool mayBeWider = false);
  /// result, operands... of one type each.
  void addAll(Type result, std::initializer_list<Type> operands);
  /// The base of `[base+offset]`; what must hold addresses of `space`.
  void addAddress(const Operand &operand, Space space);
  /// A constant that is known now.
  uint64_t getInteger(const Operand &operand);
  /// The row of a constant.
  uint32_t addConstant(uint64_t value, unsigned bits);
  /// A register that is nowhere read.
  uint32_t addScratch(unsigned bits);
  size_t countOperands() const { return operandRows.size(); }
  void pushResult(uint32_t row) { resultRows.push_back(row); }
  void pushOperand(uint32_t row) { operandRows.push_back(row); }
  /// The instruction that `label` stands before.
  uint32_t getTarget(const Operand &operand);
  const std::vector<llvm::StringRef> &getBranchTable(const Operand &operand);
  uint32_t getTarget(llvm::StringRef label);
  const ParsedFunction::Prototype *getPrototype(const Operand &operand);

  void fail(const llvm::Twine &message);
  bool failed() const { return !message.empty(); }
  Program &getProgram() { return program; }
  const Statement &getStatement() const { return *statement; }

  /// What is being decoded.
  Instruction instruction;

private:
  llvm::Error decodeStatement(const Statement &next);
  uint32_t getSpecial(llvm::StringRef name, Type type);
  uint32_t getRow(const Operand &operand, Type type, bool mayBeWider);
  uint64_t getConstant(const Operand &operand, Type type);
  void finish();

  Program &program;
  Function &function;
  const InstructionTable &table;
  const Statement *statement = nullptr;
  size_t nextModifier = 0;
  llvm::SmallVector<uint32_t, 10> resultRows, operandRows;
  std::string message;
  llvm::StringMap<uint32_t> constantRows;
  llvm::StringMap<uint32_t> specialRows;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_DECODER_H
