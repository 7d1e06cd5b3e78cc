//===- Families.h - The families of instructions ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_FAMILIES_H
#define GLU_EMULATOR_INSTRUCTIONS_FAMILIES_H

namespace ptxemu {

class InstructionTable;

void addIntegerArithmetic(InstructionTable &table);
void addIntegerDivision(InstructionTable &table);
void addCarryArithmetic(InstructionTable &table);
void addBitwise(InstructionTable &table);
void addBitFields(InstructionTable &table);
void addFloatArithmetic(InstructionTable &table);
void addHalfArithmetic(InstructionTable &table);
void addApproximate(InstructionTable &table);
void addCompare(InstructionTable &table);
void addSelect(InstructionTable &table);
void addMove(InstructionTable &table);
void addConvert(InstructionTable &table);
void addLoadStore(InstructionTable &table);
void addCacheHints(InstructionTable &table);
void addAtomic(InstructionTable &table);
void addControl(InstructionTable &table);
void addCall(InstructionTable &table);
void addWarpLevel(InstructionTable &table);
void addBarrier(InstructionTable &table);
void addFence(InstructionTable &table);
void addAsyncCopy(InstructionTable &table);
void addMatrixMove(InstructionTable &table);
void addMatrixMultiply(InstructionTable &table);
void addMemoryBarriers(InstructionTable &table);
void addRegisterPool(InstructionTable &table);
void addWarpgroupMultiply(InstructionTable &table);
void addTensorMaps(InstructionTable &table);
void addCluster(InstructionTable &table);
void addSpecialRegisters(InstructionTable &table);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_FAMILIES_H
