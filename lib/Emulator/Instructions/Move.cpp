//===- Move.cpp - mov, cvta, isspacep -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "../Launch.h"
#include "Families.h"
#include "Lanes.h"

using namespace ptxemu;

template <typename T>
static T copy(T a) {
  return a;
}

static Status executeMovePredicate(Warp &warp, const Instruction &instruction,
                                   uint32_t mask) {
  warp.writePredicate(instruction.result(0),
                      warp.predicate(instruction.operand(0)), mask);
  return Status::Next;
}

/// The constant is in the flags.
static Status executeSetPredicate(Warp &warp, const Instruction &instruction,
                                  uint32_t mask) {
  warp.writePredicate(instruction.result(0), instruction.flags ? ~0u : 0, mask);
  return Status::Next;
}

/// Parts have the bits of the whole, the undefined ones too: a half that nobody
/// reads need not have a value.
static void trackUnpack(Warp &warp, const Instruction &instruction,
                        uint32_t mask, unsigned partBits) {
  uint32_t whole = instruction.operand(0);
  uint64_t ofPart = ~uint64_t(0) >> (64 - partBits);
  uint32_t unknown = mask & ~warp.definedLanes(whole);
  for (unsigned i = 0; i < instruction.results; ++i) {
    uint32_t part = instruction.result(i);
    warp.definedLanes(part) |= mask;
    for (uint32_t rest = unknown; rest; rest &= rest - 1) {
      unsigned lane = llvm::countr_zero(rest);
      uint64_t bits =
          warp.getUnknownBits(whole, lane) >> (partBits * i) & ofPart;
      if (bits)
        warp.setUnknownBits(part, lane, bits);
    }
  }
}

static void trackPack(Warp &warp, const Instruction &instruction, uint32_t mask,
                      unsigned partBits) {
  uint64_t ofPart = ~uint64_t(0) >> (64 - partBits);
  uint32_t unknown = 0;
  for (unsigned i = 0; i < instruction.operands; ++i)
    unknown |= mask & ~warp.definedLanes(instruction.operand(i));
  warp.definedLanes(instruction.result(0)) |= mask;
  for (uint32_t rest = unknown; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    uint64_t bits = 0;
    for (unsigned i = 0; i < instruction.operands; ++i)
      bits |= (warp.getUnknownBits(instruction.operand(i), lane) & ofPart)
              << (partBits * i);
    warp.setUnknownBits(instruction.result(0), lane, bits);
  }
}

/// Registers of To from parts of From, or the reverse.
template <typename Whole, typename Part>
static Status executeUnpack(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  trackUnpack(warp, instruction, mask, 8 * sizeof(Part));
  Whole from[32];
  std::copy_n(warp.row<Whole>(instruction.operand(0)), 32, from);
  for (unsigned i = 0; i < instruction.results; ++i) {
    Part values[32];
    for (unsigned lane = 0; lane < 32; ++lane)
      values[lane] = Part(from[lane] >> (8 * sizeof(Part) * i));
    warp.write(instruction.result(i), values, mask);
  }
  return Status::Next;
}

template <typename Whole, typename Part>
static Status executePack(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  trackPack(warp, instruction, mask, 8 * sizeof(Part));
  Whole values[32] = {};
  for (unsigned i = 0; i < instruction.operands; ++i) {
    const Part *from = warp.row<Part>(instruction.operand(i));
    for (unsigned lane = 0; lane < 32; ++lane)
      values[lane] |= Whole(from[lane]) << (8 * sizeof(Part) * i);
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

/// `mov.b64 {%r1, %r2}, %rd1` and `mov.b32 %r1, {%rs1, %rs2}`
static void decodePacked(Decoder &decoder, Type type, bool packs) {
  const Operand &vector = decoder.getOperand(packs ? 1 : 0),
                &whole = decoder.getOperand(packs ? 0 : 1);
  size_t parts = vector.elements.size();
  unsigned width = parts ? type.bits / parts : 0;
  if (type.kind != Kind::Bits || (parts != 2 && parts != 4) || width < 16)
    return decoder.fail(
        "expected 2 or 4 parts of b32 or b64, of 16 bits or more");
  if (packs)
    decoder.addResult(whole, type);
  else
    decoder.addOperand(whole, type);
  for (const Operand &part : vector.elements)
    if (packs)
      decoder.addOperand(part, bits(width));
    else
      decoder.addResult(part, bits(width));
  Execute pack = type.bits == 32 ? executePack<uint32_t, uint16_t>
                 : width == 32   ? executePack<uint64_t, uint32_t>
                                 : executePack<uint64_t, uint16_t>;
  Execute unpack = type.bits == 32 ? executeUnpack<uint32_t, uint16_t>
                   : width == 32   ? executeUnpack<uint64_t, uint32_t>
                                   : executeUnpack<uint64_t, uint16_t>;
  decoder.instruction.execute = packs ? pack : unpack;
  decoder.instruction.tracking = Tracking::Own;
}

//===----------------------------------------------------------------------===//
// Clocks
//===----------------------------------------------------------------------===//

/// Time goes by one for each instruction of any warp.
template <typename T, unsigned shift>
static Status executeClock(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  T values[32];
  std::fill_n(values, 32, T(warp.block.launch.executed >> shift));
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

static Execute getClock(llvm::StringRef name, unsigned bits) {
  if (bits == 64 && (name == "%clock64" || name == "%globaltimer"))
    return executeClock<uint64_t, 0>;
  if (bits == 32 && (name == "%clock" || name == "%globaltimer_lo"))
    return executeClock<uint32_t, 0>;
  if (bits == 32 && (name == "%clock_hi" || name == "%globaltimer_hi"))
    return executeClock<uint32_t, 32>;
  return nullptr;
}

static void decodeMov(Decoder &decoder) {
  Type type = decoder.takeType();
  if (!decoder.expectOperands(2))
    return;
  if (type.bits == 8 || type.packed || (type.isHalf() && !type.packed))
    return decoder.fail("expected pred or a type of 16, 32 or 64 bits");
  const Operand &to = decoder.getOperand(0), &from = decoder.getOperand(1);
  if (to.kind == Operand::Vector || from.kind == Operand::Vector)
    return decodePacked(decoder, type, from.kind == Operand::Vector);
  decoder.addResult(to, type);
  if (Execute clock = from.symbol ? nullptr : getClock(from.name, type.bits)) {
    decoder.instruction.execute = clock;
    return;
  }
  if (type.isPredicate() && from.kind == Operand::Integer) {
    decoder.instruction.flags = from.value != 0;
    decoder.instruction.execute = executeSetPredicate;
    return;
  }
  decoder.addOperand(from, type);
  if (!type.isPredicate()) {
    decoder.instruction.bitFlow = BitFlow::Copy;
    decoder.instruction.bitWidth = type.bits;
  }
  decoder.instruction.execute =
      type.isPredicate() ? executeMovePredicate
      : type.bits == 16  ? Lanes<&copy<uint16_t>>::apply
      : type.bits == 32  ? Lanes<&copy<uint32_t>>::apply
                         : Lanes<&copy<uint64_t>>::apply;
}

//===----------------------------------------------------------------------===//
// Generic addresses
//===----------------------------------------------------------------------===//

static int takeSpace(Decoder &decoder) {
  static const Space spaces[] = {Space::Global, Space::Shared, Space::Shared,
                                 Space::Shared, Space::Local,  Space::Const,
                                 Space::Param};
  int name = decoder.takeOneOf({"global", "shared", "shared::cta",
                                "shared::cluster", "local", "const", "param"});
  if (name < 0) {
    decoder.fail("expected a state space that is modelled");
    return 0;
  }
  return static_cast<int>(spaces[name]);
}

/// Adds the base of the window, or takes it away.
template <bool isTo>
static Status executeCvta(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const uint64_t *from = warp.row<uint64_t>(instruction.operand(0));
  uint64_t window = getWindow(Space(instruction.flags));
  uint64_t values[32];
  for (unsigned lane = 0; lane < 32; ++lane)
    values[lane] = isTo ? from[lane] - window : from[lane] + window;
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

static void decodeCvta(Decoder &decoder) {
  bool isTo = decoder.take("to");
  int space = takeSpace(decoder);
  Type type = decoder.takeType();
  if (!type.is(Kind::Unsigned, 64))
    return decoder.fail("expected .u64");
  decoder.addAll(type, {type});
  decoder.instruction.flags = space;
  decoder.instruction.execute = isTo ? executeCvta<true> : executeCvta<false>;
}

static Status executeIsSpace(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  const uint64_t *addresses = warp.row<uint64_t>(instruction.operand(0));
  uint64_t window = getWindow(Space(instruction.flags));
  uint32_t lanes = 0;
  for (unsigned lane = 0; lane < 32; ++lane)
    lanes |= uint32_t((addresses[lane] & ~((uint64_t(1) << windowShift) - 1)) ==
                      window)
             << lane;
  warp.writePredicate(instruction.result(0), lanes, mask);
  return Status::Next;
}

static void decodeIsSpace(Decoder &decoder) {
  decoder.instruction.flags = takeSpace(decoder);
  decoder.addAll(predicate, {bits(64)});
  decoder.instruction.execute = executeIsSpace;
}

void ptxemu::addMove(InstructionTable &table) {
  table.add("mov", TypeClass::Any, decodeMov);
  table.add("cvta", TypeClass::Any, decodeCvta);
  table.add("isspacep", TypeClass::Any, decodeIsSpace);
}
