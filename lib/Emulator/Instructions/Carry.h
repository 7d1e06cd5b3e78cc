//===- Carry.h - Arithmetic in pieces ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_CARRY_H
#define GLU_EMULATOR_INSTRUCTIONS_CARRY_H

namespace ptxemu {

class Decoder;

enum class CarryOperation { Add, Sub, MadLo, MadHi };

/// Decodes what follows the modifiers that say which operation it is, and
/// whether the carry flag is read and written.
void decodeCarry(Decoder &decoder, CarryOperation operation, bool reads,
                 bool writes);

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_CARRY_H
