//===- IntegerDivision.cpp - div, rem, dp4a, dp2a -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "Families.h"
#include "Lanes.h"
#include <limits>

using namespace ptxemu;

namespace {
/// PTX leaves the result of a division by zero open; all ones is what devices
/// give. The smallest number divided by -1 wraps.
template <typename T>
struct Div {
  static T apply(T a, T b) {
    if (b == 0)
      return T(-1);
    if (std::numeric_limits<T>::is_signed && b == T(-1))
      return T(0 - std::make_unsigned_t<T>(a));
    return a / b;
  }
};
template <typename T>
struct Rem {
  static T apply(T a, T b) {
    if (b == 0)
      return a;
    if (std::numeric_limits<T>::is_signed && b == T(-1))
      return 0;
    return a % b;
  }
};
} // namespace

template <template <typename> class Operation>
static void decodeDivision(Decoder &decoder) {
  Type type = decoder.takeType();
  if (type.kind == Kind::Bits || type.bits < 16)
    return decoder.fail(
        "expected a signed or unsigned type of 16 bits or more");
  decoder.addAll(type, {type, type});
  decoder.instruction.execute = forInteger<Operation>(type);
}

/// Sum of products of bytes of `a` with parts of `b`, bytes for dp4a and halves
/// of `a` as words for dp2a.
template <typename A, typename B>
static uint32_t dp4a(uint32_t a, uint32_t b, uint32_t c) {
  for (unsigned i = 0; i < 32; i += 8)
    c += uint32_t(int32_t(A(a >> i)) * int32_t(B(b >> i)));
  return c;
}

/// The two words of `a` times the low, or the high, two bytes of `b`.
template <typename A, typename B, bool isHigh>
static uint32_t dp2a(uint32_t a, uint32_t b, uint32_t c) {
  for (unsigned i = 0; i < 2; ++i)
    c += uint32_t(int32_t(A(a >> 16 * i)) *
                  int32_t(B(b >> (8 * i + (isHigh ? 16 : 0)))));
  return c;
}

static void decodeDot(Decoder &decoder, const Execute (&choices)[4]) {
  Type a = decoder.takeType(), b = decoder.takeType();
  if (a.bits != 32 || b.bits != 32 || a.kind == Kind::Bits ||
      b.kind == Kind::Bits)
    return decoder.fail("expected u32 or s32 twice");
  Type sum = {a.isSigned() || b.isSigned() ? Kind::Signed : Kind::Unsigned, 32,
              false};
  decoder.addAll(sum, {bits(32), bits(32), sum});
  decoder.instruction.execute = choices[2 * a.isSigned() + b.isSigned()];
}

static void decodeDp4a(Decoder &decoder) {
  decodeDot(decoder, {Lanes<&dp4a<uint8_t, uint8_t>>::apply,
                      Lanes<&dp4a<uint8_t, int8_t>>::apply,
                      Lanes<&dp4a<int8_t, uint8_t>>::apply,
                      Lanes<&dp4a<int8_t, int8_t>>::apply});
}

static void decodeDp2a(Decoder &decoder) {
  int part = decoder.takeOneOf({"lo", "hi"});
  if (part < 0)
    return decoder.fail("expected .lo or .hi");
  if (part == 0)
    return decodeDot(decoder, {Lanes<&dp2a<uint16_t, uint8_t, false>>::apply,
                               Lanes<&dp2a<uint16_t, int8_t, false>>::apply,
                               Lanes<&dp2a<int16_t, uint8_t, false>>::apply,
                               Lanes<&dp2a<int16_t, int8_t, false>>::apply});
  decodeDot(decoder, {Lanes<&dp2a<uint16_t, uint8_t, true>>::apply,
                      Lanes<&dp2a<uint16_t, int8_t, true>>::apply,
                      Lanes<&dp2a<int16_t, uint8_t, true>>::apply,
                      Lanes<&dp2a<int16_t, int8_t, true>>::apply});
}

void ptxemu::addIntegerDivision(InstructionTable &table) {
  table.add("div", TypeClass::Integer, decodeDivision<Div>);
  table.add("rem", TypeClass::Integer, decodeDivision<Rem>);
  table.add("dp4a", TypeClass::Integer, decodeDp4a);
  table.add("dp2a", TypeClass::Integer, decodeDp2a);
}
