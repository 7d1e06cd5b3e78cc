//===- AddressOperand.h - Instructions with several addresses ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_ADDRESSOPERAND_H
#define GLU_EMULATOR_INSTRUCTIONS_ADDRESSOPERAND_H

#include "../Decoder.h"

namespace ptxemu {

/// One of the addresses of an instruction, as an instruction that has only
/// this one, which is what accesses to memory are made of.
class AddressOperand {
public:
  /// Adds it to the operands of what is being decoded.
  void add(Decoder &decoder, const Operand &operand, Space wanted) {
    Instruction &instruction = decoder.instruction;
    position = decoder.countOperands();
    instruction.offset = instruction.flags = 0;
    decoder.addAddress(operand, wanted);
    space = instruction.space;
    offset = instruction.offset;
    flags = instruction.flags;
    instruction.offset = instruction.flags = 0;
  }

  Instruction in(const Instruction &whole, uint64_t addend = 0) const {
    Instruction part;
    part.rows = whole.rows + whole.results + position;
    part.operands = 1;
    part.space = space;
    part.offset = offset + addend;
    part.flags = flags;
    part.index = whole.index;
    part.line = whole.line;
    part.text = whole.text;
    return part;
  }

private:
  unsigned position = 0;
  Space space = Space::Generic;
  uint64_t offset = 0;
  uint32_t flags = 0;
};

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_ADDRESSOPERAND_H
