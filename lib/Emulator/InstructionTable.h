//===- InstructionTable.h - Which module decodes what -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A family of instructions is one file in Instructions/: functions that decode
// and execute, and one that enters them here by opcode. A new family is a new
// file and a line in InstructionTable.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONTABLE_H
#define GLU_EMULATOR_INSTRUCTIONTABLE_H

#include "Decoder.h"
#include "llvm/ADT/StringMap.h"

namespace ptxemu {

/// Decodes Decoder::getStatement() into Decoder::instruction.
using Decode = void (*)(Decoder &);

/// Which types of operands a decoding function is for, by the first type among
/// the modifiers.
enum class TypeClass { Any, Integer, WideFloat, Half, PairOfFloats };

class InstructionTable {
public:
  InstructionTable();

  void add(llvm::StringRef opcode, TypeClass types, Decode decode);
  /// Special registers with up to three axes, or none.
  void addSpecial(llvm::StringRef name, unsigned bits, ReadSpecial read,
                  unsigned axis = 0);

  struct Special {
    ReadSpecial read = nullptr;
    unsigned bits = 32;
    unsigned axis = 0;
  };
  Decode find(llvm::StringRef opcode, std::optional<Type> type) const;
  bool has(llvm::StringRef opcode) const { return entries.count(opcode); }
  const Special *findSpecial(llvm::StringRef name) const;
  std::vector<llvm::StringRef> getOpcodes() const;

private:
  struct Entry {
    TypeClass types;
    Decode decode;
  };
  llvm::StringMap<llvm::SmallVector<Entry, 3>> entries;
  llvm::StringMap<Special> specials;
};

const InstructionTable &getInstructionTable();

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONTABLE_H
