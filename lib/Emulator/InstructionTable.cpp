//===- InstructionTable.cpp - Which module decodes what -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InstructionTable.h"
#include "Instructions/Families.h"
#include "llvm/ADT/STLExtras.h"

using namespace ptxemu;

InstructionTable::InstructionTable() {
  addIntegerArithmetic(*this);
  addIntegerDivision(*this);
  addCarryArithmetic(*this);
  addBitwise(*this);
  addBitFields(*this);
  addFloatArithmetic(*this);
  addHalfArithmetic(*this);
  addApproximate(*this);
  addCompare(*this);
  addSelect(*this);
  addMove(*this);
  addConvert(*this);
  addLoadStore(*this);
  addCacheHints(*this);
  addAtomic(*this);
  addControl(*this);
  addCall(*this);
  addWarpLevel(*this);
  addBarrier(*this);
  addFence(*this);
  addAsyncCopy(*this);
  addMatrixMove(*this);
  addMatrixMultiply(*this);
  addMemoryBarriers(*this);
  addRegisterPool(*this);
  addWarpgroupMultiply(*this);
  addCluster(*this);
  addTensorMaps(*this);
  addSpecialRegisters(*this);
}

void InstructionTable::add(llvm::StringRef opcode, TypeClass types,
                           Decode decode) {
  entries[opcode].push_back({types, decode});
}

void InstructionTable::addSpecial(llvm::StringRef name, unsigned bits,
                                  ReadSpecial read, unsigned axis) {
  specials[name] = {read, bits, axis};
}

static bool matches(TypeClass types, std::optional<Type> type) {
  switch (types) {
  case TypeClass::Any:
    return true;
  case TypeClass::Integer:
    return type && type->isInteger();
  case TypeClass::WideFloat:
    return type && type->isWideFloat();
  case TypeClass::Half:
    return type && type->isHalf();
  case TypeClass::PairOfFloats:
    return type && type->isPairOfFloats();
  }
  return false;
}

Decode InstructionTable::find(llvm::StringRef opcode,
                              std::optional<Type> type) const {
  auto found = entries.find(opcode);
  if (found == entries.end())
    return nullptr;
  for (const Entry &entry : found->second)
    if (matches(entry.types, type))
      return entry.decode;
  return nullptr;
}

const InstructionTable::Special *
InstructionTable::findSpecial(llvm::StringRef name) const {
  auto found = specials.find(name);
  return found == specials.end() ? nullptr : &found->second;
}

std::vector<llvm::StringRef> InstructionTable::getOpcodes() const {
  std::vector<llvm::StringRef> opcodes;
  for (const auto &entry : entries)
    opcodes.push_back(entry.getKey());
  llvm::sort(opcodes);
  return opcodes;
}

const InstructionTable &ptxemu::getInstructionTable() {
  static const InstructionTable table;
  return table;
}
