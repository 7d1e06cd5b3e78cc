//===- Bitwise.cpp - and, or, xor, not, shifts, lop3, prmt ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "Families.h"
#include "Lanes.h"
#include <algorithm>

using namespace ptxemu;

namespace {
template <typename T>
struct And {
  static T apply(T a, T b) { return a & b; }
};
template <typename T>
struct Or {
  static T apply(T a, T b) { return a | b; }
};
template <typename T>
struct Xor {
  static T apply(T a, T b) { return a ^ b; }
};
template <typename T>
struct Not {
  static T apply(T a) { return ~a; }
};
template <typename T>
struct CNot {
  static T apply(T a) { return a == 0; }
};
/// Shifts by more than the width shift everything out.
template <typename T>
struct Shl {
  static T apply(T a, uint32_t n) {
    return n < 8 * sizeof(T) ? T(std::make_unsigned_t<T>(a) << n) : T(0);
  }
};
template <typename T>
struct Shr {
  static T apply(T a, uint32_t n) {
    constexpr uint32_t width = 8 * sizeof(T);
    if (std::is_signed_v<T>)
      return T(a >> std::min(n, width - 1));
    return n < width ? T(a >> n) : T(0);
  }
};
} // namespace

/// Combines the predicates of operands.
template <template <typename> class Operation, bool isUnary>
static Status combine(Warp &warp, const Instruction &instruction,
                      uint32_t mask) {
  uint32_t a = warp.predicate(instruction.operand(0)), value;
  if constexpr (isUnary)
    value = Operation<uint32_t>::apply(a);
  else
    value =
        Operation<uint32_t>::apply(a, warp.predicate(instruction.operand(1)));
  warp.writePredicate(instruction.result(0), value, mask);
  return Status::Next;
}

template <template <typename> class Operation, bool isUnary = false>
static void decodeLogic(Decoder &decoder) {
  llvm::StringRef opcode = decoder.getStatement().opcode;
  Type type = decoder.takeType();
  bool isPredicate = type.isPredicate();
  if (!isPredicate && (type.kind != Kind::Bits || type.bits < 16))
    return decoder.fail("expected pred, b16, b32 or b64");
  if (isUnary)
    decoder.addAll(type, {type});
  else
    decoder.addAll(type, {type, type});
  decoder.instruction.execute =
      isPredicate ? combine<Operation, isUnary> : forInteger<Operation>(type);
  if (isPredicate)
    return;
  decoder.instruction.bitFlow = isUnary           ? BitFlow::Copy
                                : opcode == "and" ? BitFlow::And
                                : opcode == "or"  ? BitFlow::Or
                                                  : BitFlow::Xor;
  decoder.instruction.bitWidth = type.bits;
}

static void decodeCNot(Decoder &decoder) {
  Type type = decoder.takeType();
  if (type.kind != Kind::Bits || type.bits < 16)
    return decoder.fail("expected b16, b32 or b64");
  decoder.addAll(type, {type});
  decoder.instruction.execute = forInteger<CNot>(type);
}

template <template <typename> class Operation, bool hasSign>
static void decodeShift(Decoder &decoder) {
  Type type = decoder.takeType();
  if (!type.isInteger() || type.bits < 16 ||
      (!hasSign && type.kind != Kind::Bits))
    return decoder.fail(hasSign ? "expected an integer type of 16 bits or more"
                                : "expected b16, b32 or b64");
  decoder.addAll(type, {type, bits(32)});
  decoder.instruction.execute = forInteger<Operation>(type);
  decoder.instruction.bitFlow = !hasSign          ? BitFlow::ShiftLeft
                                : type.isSigned() ? BitFlow::ShiftRightSigned
                                                  : BitFlow::ShiftRight;
  decoder.instruction.bitWidth = type.bits;
}

/// The 64 bits [b:a], shifted by n: at most by 32, or by n modulo 32.
template <bool isLeft, bool wraps>
static uint32_t funnel(uint32_t a, uint32_t b, uint32_t n) {
  uint64_t both = uint64_t(b) << 32 | a;
  n = wraps ? n & 31 : std::min(n, 32u);
  return isLeft ? uint32_t((both << n) >> 32) : uint32_t(both >> n);
}

static void decodeShf(Decoder &decoder) {
  int direction = decoder.takeOneOf({"l", "r"});
  int mode = decoder.takeOneOf({"clamp", "wrap"});
  if (direction < 0 || mode < 0 || !(decoder.takeType() == bits(32)))
    return decoder.fail("expected .l or .r, .clamp or .wrap, and .b32");
  decoder.addAll(bits(32), {bits(32), bits(32), bits(32)});
  static const Execute choices[] = {
      Lanes<&funnel<true, false>>::apply, Lanes<&funnel<true, true>>::apply,
      Lanes<&funnel<false, false>>::apply, Lanes<&funnel<false, true>>::apply};
  decoder.instruction.execute = choices[2 * direction + mode];
}

//===----------------------------------------------------------------------===//
// lop3
//===----------------------------------------------------------------------===//

/// Bit i of `table` is the result where a, b and c have the bits of i.
static Status executeLop3(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const uint32_t *a = warp.row<uint32_t>(instruction.operand(0)),
                 *b = warp.row<uint32_t>(instruction.operand(1)),
                 *c = warp.row<uint32_t>(instruction.operand(2));
  uint32_t values[32];
  for (unsigned lane = 0; lane < 32; ++lane) {
    uint32_t value = 0;
    for (unsigned i = 0; i < 8; ++i) {
      uint32_t terms = (i & 4 ? a[lane] : ~a[lane]) &
                       (i & 2 ? b[lane] : ~b[lane]) &
                       (i & 1 ? c[lane] : ~c[lane]);
      value |= instruction.flags >> i & 1 ? terms : 0;
    }
    values[lane] = value;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

static void decodeLop3(Decoder &decoder) {
  if (!(decoder.takeType() == bits(32)))
    return decoder.fail("expected .b32");
  if (!decoder.expectOperands(5))
    return;
  decoder.addResult(decoder.getOperand(0), bits(32));
  for (size_t i = 1; i < 4; ++i)
    decoder.addOperand(decoder.getOperand(i), bits(32));
  uint64_t table = decoder.getInteger(decoder.getOperand(4));
  if (table > 255)
    return decoder.fail("expected a table of 8 bits");
  decoder.instruction.flags = table;
  decoder.instruction.execute = executeLop3;
}

//===----------------------------------------------------------------------===//
// prmt
//===----------------------------------------------------------------------===//

/// The selectors that the modes other than the default one stand for.
static uint32_t getSelector(int mode, uint32_t n) {
  static const uint32_t selectors[6][4] = {
      {0x3210, 0x4321, 0x5432, 0x6543}, {0x5670, 0x6701, 0x7012, 0x0123},
      {0x0000, 0x1111, 0x2222, 0x3333}, {0x3210, 0x3211, 0x3222, 0x3333},
      {0x0000, 0x1110, 0x2210, 0x3210}, {0x1010, 0x3232, 0x1010, 0x3232}};
  return selectors[mode][n & 3];
}

static uint32_t permute(uint32_t a, uint32_t b, uint32_t selector) {
  uint64_t both = uint64_t(b) << 32 | a;
  uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) {
    uint32_t nibble = selector >> 4 * i & 15;
    uint32_t byte = both >> 8 * (nibble & 7) & 255;
    // The high bit asks for copies of the sign.
    if (nibble & 8)
      byte = byte & 128 ? 255 : 0;
    value |= byte << 8 * i;
  }
  return value;
}

template <int mode>
static uint32_t permuteBy(uint32_t a, uint32_t b, uint32_t n) {
  return permute(a, b, getSelector(mode, n));
}

static void decodePrmt(Decoder &decoder) {
  if (!(decoder.takeType() == bits(32)))
    return decoder.fail("expected .b32");
  int mode = decoder.takeOneOf({"f4e", "b4e", "rc8", "ecl", "ecr", "rc16"});
  decoder.addAll(bits(32), {bits(32), bits(32), bits(32)});
  static const Execute choices[] = {
      Lanes<&permute>::apply,      Lanes<&permuteBy<0>>::apply,
      Lanes<&permuteBy<1>>::apply, Lanes<&permuteBy<2>>::apply,
      Lanes<&permuteBy<3>>::apply, Lanes<&permuteBy<4>>::apply,
      Lanes<&permuteBy<5>>::apply};
  decoder.instruction.execute = choices[mode + 1];
}

void ptxemu::addBitwise(InstructionTable &table) {
  table.add("and", TypeClass::Any, decodeLogic<And>);
  table.add("or", TypeClass::Any, decodeLogic<Or>);
  table.add("xor", TypeClass::Any, decodeLogic<Xor>);
  table.add("not", TypeClass::Any, decodeLogic<Not, true>);
  table.add("cnot", TypeClass::Integer, decodeCNot);
  table.add("shl", TypeClass::Integer, decodeShift<Shl, false>);
  table.add("shr", TypeClass::Integer, decodeShift<Shr, true>);
  table.add("shf", TypeClass::Integer, decodeShf);
  table.add("lop3", TypeClass::Integer, decodeLop3);
  table.add("prmt", TypeClass::Integer, decodePrmt);
}
