//===- Carry.cpp - add.cc, addc, sub.cc, subc, mad.cc, madc ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Carry.h"
#include "../InstructionTable.h"
#include "Families.h"
#include "Lanes.h"

using namespace ptxemu;

/// Bits of Instruction::flags.
static constexpr uint32_t readsCarry = 1, writesCarry = 2;

/// The sum, or the difference, of the last two operands; for mad of a part of
/// the product and the third.
template <typename T, CarryOperation operation>
static Status execute(Warp &warp, const Instruction &instruction,
                      uint32_t mask) {
  using Wide = unsigned __int128;
  constexpr unsigned width = 8 * sizeof(T);
  constexpr bool isSub = operation == CarryOperation::Sub;
  constexpr bool isMad =
      operation == CarryOperation::MadLo || operation == CarryOperation::MadHi;
  const T *a = warp.row<T>(instruction.operand(0)),
          *b = warp.row<T>(instruction.operand(1));
  const T *c = isMad ? warp.row<T>(instruction.operand(2)) : nullptr;
  T values[32];
  uint32_t carries = 0;
  for (unsigned lane = 0; lane < 32; ++lane) {
    Wide left = a[lane], right = b[lane];
    if (isMad) {
      Wide product = instruction.flags & 4
                         ? Wide(__int128(std::make_signed_t<T>(a[lane])) *
                                std::make_signed_t<T>(b[lane]))
                         : left * right;
      left = T(operation == CarryOperation::MadHi ? product >> width : product);
      right = c[lane];
    }
    unsigned carry =
        instruction.flags & readsCarry ? warp.carry >> lane & 1 : 0;
    Wide sum = isSub ? left - right - carry : left + right + carry;
    values[lane] = T(sum);
    carries |= uint32_t(sum >> width & 1) << lane;
  }
  warp.write(instruction.result(0), values, mask);
  if (instruction.flags & writesCarry)
    warp.carry = (warp.carry & ~mask) | (carries & mask);
  return Status::Next;
}

template <typename T>
static Execute choose(CarryOperation operation) {
  switch (operation) {
  case CarryOperation::Add:
    return execute<T, CarryOperation::Add>;
  case CarryOperation::Sub:
    return execute<T, CarryOperation::Sub>;
  case CarryOperation::MadLo:
    return execute<T, CarryOperation::MadLo>;
  case CarryOperation::MadHi:
    return execute<T, CarryOperation::MadHi>;
  }
  return nullptr;
}

void ptxemu::decodeCarry(Decoder &decoder, CarryOperation operation, bool reads,
                         bool writes) {
  Type type = decoder.takeType();
  if (type.bits < 32 || !type.isInteger() || type.kind == Kind::Bits)
    return decoder.fail("expected a signed or unsigned type of 32 or 64 bits");
  bool isMad =
      operation == CarryOperation::MadLo || operation == CarryOperation::MadHi;
  if (isMad)
    decoder.addAll(type, {type, type, type});
  else
    decoder.addAll(type, {type, type});
  Instruction &instruction = decoder.instruction;
  instruction.flags = (reads ? readsCarry : 0) | (writes ? writesCarry : 0) |
                      (type.isSigned() ? 4 : 0);
  instruction.execute = type.bits == 32 ? choose<uint32_t>(operation)
                                        : choose<uint64_t>(operation);
}

template <CarryOperation operation>
static void decodeReading(Decoder &decoder) {
  bool writes = decoder.take("cc");
  decodeCarry(decoder, operation, /*reads=*/true, writes);
}

static void decodeMadc(Decoder &decoder) {
  int part = decoder.takeOneOf({"lo", "hi"});
  if (part < 0)
    return decoder.fail("expected .lo or .hi");
  bool writes = decoder.take("cc");
  decodeCarry(decoder, part ? CarryOperation::MadHi : CarryOperation::MadLo,
              /*reads=*/true, writes);
}

void ptxemu::addCarryArithmetic(InstructionTable &table) {
  table.add("addc", TypeClass::Integer, decodeReading<CarryOperation::Add>);
  table.add("subc", TypeClass::Integer, decodeReading<CarryOperation::Sub>);
  table.add("madc", TypeClass::Integer, decodeMadc);
}
