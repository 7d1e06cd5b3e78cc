//===- HalfArithmetic.cpp - Arithmetic in f16, bf16 and pairs of them -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Float.h"
#include "../InstructionTable.h"
#include "Families.h"
#include "Half.h"
#include "Lanes.h"

using namespace ptxemu;

namespace {
enum class Operation { Add, Sub, Mul, Fma, Min, Max, Abs, Neg };
} // namespace

/// Bits of Instruction::flags.
static constexpr uint32_t flushes = 1, saturates = 2, clampsBelow = 4,
                          wantsNaN = 8, xorsSigns = 16;

/// Exact in double but for the sum of fma, which is rounded to odd.
static double compute(Operation operation, double a, double b, double c) {
  switch (operation) {
  case Operation::Sub:
    return addToOdd(a, -b);
  case Operation::Mul:
    return a * b;
  case Operation::Fma:
    return addToOdd(a * b, c);
  default:
    return addToOdd(a, b);
  }
}

template <typename F>
static uint16_t computeArithmetic(Operation operation, uint32_t flags,
                                  uint16_t a, uint16_t b, uint16_t c) {
  auto in = [&](uint16_t image) {
    return F::decode(flags & flushes ? F::flush(image) : image);
  };
  float value = narrowToOdd(compute(operation, in(a), in(b), in(c)));
  if (flags & saturates)
    value = saturate(value);
  if (flags & clampsBelow)
    value = value < 0 ? 0 : value;
  uint16_t result = F::encode(value);
  return flags & flushes ? F::flush(result) : result;
}

template <typename F>
static uint16_t chooseOne(bool isMax, uint32_t flags, uint16_t a, uint16_t b) {
  if (flags & flushes)
    a = F::flush(a), b = F::flush(b);
  uint16_t sign = (a ^ b) & 0x8000;
  if (flags & xorsSigns)
    a &= 0x7fff, b &= 0x7fff;
  float x = F::decode(a), y = F::decode(b);
  uint16_t result;
  if (x != x || y != y)
    result = flags & wantsNaN || (x != x && y != y) ? 0x7fff : x != x ? b : a;
  else if (x == y)
    result = isMax ? a & b : a | b;
  else
    result = (x < y) == isMax ? b : a;
  bool isNumber = (result & 0x7fff) <= F::infinity;
  return flags & xorsSigns && isNumber ? (result & 0x7fff) | sign : result;
}

template <typename F, Operation operation>
static uint16_t computeOne(uint32_t flags, uint16_t a, uint16_t b, uint16_t c) {
  switch (operation) {
  case Operation::Abs:
    return (flags & flushes ? F::flush(a) : a) & 0x7fff;
  case Operation::Neg:
    return (flags & flushes ? F::flush(a) : a) ^ 0x8000;
  case Operation::Min:
  case Operation::Max:
    return chooseOne<F>(operation == Operation::Max, flags, a, b);
  default:
    return computeArithmetic<F>(operation, flags, a, b, c);
  }
}

/// Registers hold one value (T of 16 bits) or two.
template <typename T, typename F, Operation operation>
static Status execute(Warp &warp, const Instruction &instruction,
                      uint32_t mask) {
  const T *rows[3] = {};
  for (unsigned i = 0; i < instruction.operands; ++i)
    rows[i] = warp.row<T>(instruction.operand(i));
  for (unsigned i = instruction.operands; i < 3; ++i)
    rows[i] = rows[0];
  T values[32];
  for (unsigned lane = 0; lane < 32; ++lane) {
    T result = 0;
    for (unsigned shift = 0; shift < 8 * sizeof(T); shift += 16)
      result |= T(computeOne<F, operation>(instruction.flags,
                                           uint16_t(rows[0][lane] >> shift),
                                           uint16_t(rows[1][lane] >> shift),
                                           uint16_t(rows[2][lane] >> shift)))
                << shift;
    values[lane] = result;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

template <Operation operation>
static Execute choose(Type type) {
  if (type.kind == Kind::BFloat)
    return type.packed ? execute<uint32_t, Bf16, operation>
                       : execute<uint16_t, Bf16, operation>;
  return type.packed ? execute<uint32_t, F16, operation>
                     : execute<uint16_t, F16, operation>;
}

/// `{.rn}{.ftz}{.sat|.relu}.type`
template <Operation operation>
static void decodeArithmetic(Decoder &decoder) {
  constexpr bool isFma = operation == Operation::Fma;
  if (!decoder.take("rn") && isFma)
    return decoder.fail("expected .rn");
  uint32_t flags = decoder.take("ftz") ? flushes : 0;
  flags |= decoder.take("sat")             ? saturates
           : isFma && decoder.take("relu") ? clampsBelow
                                           : 0;
  Type type = decoder.takeType();
  if (type.kind == Kind::BFloat && flags & (flushes | saturates))
    return decoder.fail("bf16 has no .ftz and no .sat");
  if (isFma)
    decoder.addAll(type, {type, type, type});
  else
    decoder.addAll(type, {type, type});
  decoder.instruction.flags = flags;
  decoder.instruction.execute = choose<operation>(type);
}

template <Operation operation>
static void decodeMinMax(Decoder &decoder) {
  uint32_t flags = decoder.take("ftz") ? flushes : 0;
  flags |= decoder.take("NaN") ? wantsNaN : 0;
  if (decoder.take("xorsign")) {
    flags |= xorsSigns;
    if (!decoder.take("abs"))
      decoder.fail("expected .abs");
  }
  Type type = decoder.takeType();
  if (type.kind == Kind::BFloat && flags & flushes)
    return decoder.fail("bf16 has no .ftz");
  decoder.addAll(type, {type, type});
  decoder.instruction.flags = flags;
  decoder.instruction.execute = choose<operation>(type);
}

template <Operation operation>
static void decodeSign(Decoder &decoder) {
  decoder.instruction.flags = decoder.take("ftz") ? flushes : 0;
  Type type = decoder.takeType();
  if (type.kind == Kind::BFloat && decoder.instruction.flags)
    return decoder.fail("bf16 has no .ftz");
  decoder.addAll(type, {type});
  decoder.instruction.execute = choose<operation>(type);
}

void ptxemu::addHalfArithmetic(InstructionTable &table) {
  table.add("add", TypeClass::Half, decodeArithmetic<Operation::Add>);
  table.add("sub", TypeClass::Half, decodeArithmetic<Operation::Sub>);
  table.add("mul", TypeClass::Half, decodeArithmetic<Operation::Mul>);
  table.add("fma", TypeClass::Half, decodeArithmetic<Operation::Fma>);
  table.add("min", TypeClass::Half, decodeMinMax<Operation::Min>);
  table.add("max", TypeClass::Half, decodeMinMax<Operation::Max>);
  table.add("abs", TypeClass::Half, decodeSign<Operation::Abs>);
  table.add("neg", TypeClass::Half, decodeSign<Operation::Neg>);
}
