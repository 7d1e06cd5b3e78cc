//===- IntegerArithmetic.cpp - add, sub, mul, mad, min, max, ... ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "Carry.h"
#include "Families.h"
#include "Lanes.h"
#include <algorithm>
#include <type_traits>

using namespace ptxemu;

namespace {
/// At least 32 bits, so that products of 16 bits do not become int.
template <typename T>
using Unsigned =
    std::conditional_t<sizeof(T) == 2, uint32_t, std::make_unsigned_t<T>>;

template <typename T>
struct Widen;
template <>
struct Widen<int16_t> {
  using type = int32_t;
};
template <>
struct Widen<uint16_t> {
  using type = uint32_t;
};
template <>
struct Widen<int32_t> {
  using type = int64_t;
};
template <>
struct Widen<uint32_t> {
  using type = uint64_t;
};
template <>
struct Widen<int64_t> {
  using type = __int128;
};
template <>
struct Widen<uint64_t> {
  using type = unsigned __int128;
};
template <typename T>
using Wide = typename Widen<T>::type;

template <typename T>
struct Add {
  static T apply(T a, T b) { return T(Unsigned<T>(a) + Unsigned<T>(b)); }
};
template <typename T>
struct Sub {
  static T apply(T a, T b) { return T(Unsigned<T>(a) - Unsigned<T>(b)); }
};
template <typename T>
struct MulLo {
  static T apply(T a, T b) { return T(Unsigned<T>(a) * Unsigned<T>(b)); }
};
template <typename T>
struct MulHi {
  static T apply(T a, T b) {
    return T((Wide<T>(a) * Wide<T>(b)) >> (8 * sizeof(T)));
  }
};
template <typename T>
struct MulWide {
  static Wide<T> apply(T a, T b) { return Wide<T>(a) * Wide<T>(b); }
};
template <typename T>
struct MadLo {
  static T apply(T a, T b, T c) {
    return T(Unsigned<T>(a) * Unsigned<T>(b) + Unsigned<T>(c));
  }
};
template <typename T>
struct MadHi {
  static T apply(T a, T b, T c) {
    return Add<T>::apply(MulHi<T>::apply(a, b), c);
  }
};
template <typename T>
struct MadWide {
  static Wide<T> apply(T a, T b, Wide<T> c) {
    return Add<Wide<T>>::apply(MulWide<T>::apply(a, b), c);
  }
};
template <typename T>
struct Min {
  static T apply(T a, T b) { return std::min(a, b); }
};
template <typename T>
struct Max {
  static T apply(T a, T b) { return std::max(a, b); }
};
template <typename T>
struct Abs {
  static T apply(T a) { return a < 0 ? T(0 - Unsigned<T>(a)) : a; }
};
template <typename T>
struct Neg {
  static T apply(T a) { return T(0 - Unsigned<T>(a)); }
};
/// c + |a - b|
template <typename T>
struct Sad {
  static T apply(T a, T b, T c) {
    Unsigned<T> difference = a < b ? Unsigned<T>(b) - Unsigned<T>(a)
                                   : Unsigned<T>(a) - Unsigned<T>(b);
    return T(Unsigned<T>(c) + difference);
  }
};
} // namespace

static int32_t saturate(int64_t value) {
  return std::clamp<int64_t>(value, INT32_MIN, INT32_MAX);
}
static int32_t addSaturating(int32_t a, int32_t b) {
  return saturate(int64_t(a) + b);
}
static int32_t subSaturating(int32_t a, int32_t b) {
  return saturate(int64_t(a) - b);
}
static int32_t madHiSaturating(int32_t a, int32_t b, int32_t c) {
  return saturate(((int64_t(a) * b) >> 32) + c);
}

template <bool isSub>
static void decodeAdd(Decoder &decoder) {
  if (decoder.take("cc"))
    return decodeCarry(decoder,
                       isSub ? CarryOperation::Sub : CarryOperation::Add,
                       /*reads=*/false, /*writes=*/true);
  bool saturates = decoder.take("sat");
  Type type = decoder.takeType();
  if (type.bits < 16 || type.kind == Kind::Bits ||
      (saturates && !type.is(Kind::Signed, 32)))
    return decoder.fail(
        "expected a signed or unsigned type, and s32 with .sat");
  decoder.addAll(type, {type, type});
  if (saturates)
    decoder.instruction.execute =
        isSub ? Lanes<&subSaturating>::apply : Lanes<&addSaturating>::apply;
  else
    decoder.instruction.execute =
        isSub ? forInteger<Sub>(type) : forInteger<Add>(type);
}

/// Whether `type` is one of arithmetic: signed or unsigned, 16 bits or more.
static bool expectArithmetic(Decoder &decoder, Type type,
                             unsigned minBits = 16) {
  if (type.kind != Kind::Bits && type.bits >= minBits)
    return true;
  decoder.fail("expected a signed or unsigned type of " + llvm::Twine(minBits) +
               " bits or more");
  return false;
}

static Type widen(Type type) {
  return {type.kind, uint8_t(2 * type.bits), false};
}

/// The operation on 16 and 32 bits whose result has twice as many.
template <template <typename> class Operation>
static Execute forNarrow(Type type) {
  bool isSigned = type.isSigned();
  if (type.bits == 16)
    return isSigned ? Lanes<&Operation<int16_t>::apply>::apply
                    : Lanes<&Operation<uint16_t>::apply>::apply;
  return isSigned ? Lanes<&Operation<int32_t>::apply>::apply
                  : Lanes<&Operation<uint32_t>::apply>::apply;
}

static void decodeMul(Decoder &decoder) {
  int part = decoder.takeOneOf({"lo", "hi", "wide"});
  Type type = decoder.takeType();
  if (part < 0)
    return decoder.fail("expected .lo, .hi or .wide");
  if (!expectArithmetic(decoder, type))
    return;
  if (part == 2 && type.bits == 64)
    return decoder.fail("expected 16 or 32 bits with .wide");
  decoder.addAll(part == 2 ? widen(type) : type, {type, type});
  decoder.instruction.execute = part == 0   ? forInteger<MulLo>(type)
                                : part == 1 ? forInteger<MulHi>(type)
                                            : forNarrow<MulWide>(type);
}

static void decodeMad(Decoder &decoder) {
  int part = decoder.takeOneOf({"lo", "hi", "wide"});
  if (part < 0)
    return decoder.fail("expected .lo, .hi or .wide");
  if (part < 2 && decoder.take("cc"))
    return decodeCarry(decoder,
                       part ? CarryOperation::MadHi : CarryOperation::MadLo,
                       /*reads=*/false, /*writes=*/true);
  bool saturates = part == 1 && decoder.take("sat");
  Type type = decoder.takeType();
  if (!expectArithmetic(decoder, type))
    return;
  if ((saturates && !type.is(Kind::Signed, 32)) ||
      (part == 2 && type.bits == 64))
    return decoder.fail("expected s32 with .sat, 16 or 32 bits with .wide");
  Type sum = part == 2 ? widen(type) : type;
  decoder.addAll(sum, {type, type, sum});
  decoder.instruction.execute = saturates   ? Lanes<&madHiSaturating>::apply
                                : part == 0 ? forInteger<MadLo>(type)
                                : part == 1 ? forInteger<MadHi>(type)
                                            : forNarrow<MadWide>(type);
}

/// Bits 0 to 31, or 16 to 47, of the product of 24-bit factors.
template <bool isHigh, typename T>
static T mul24(T a, T b) {
  constexpr unsigned unused = 8;
  using W = Wide<T>;
  W product = W(T(Unsigned<T>(a) << unused) >> unused) *
              W(T(Unsigned<T>(b) << unused) >> unused);
  return T(product >> (isHigh ? 16 : 0));
}
template <bool isHigh, typename T>
static T mad24(T a, T b, T c) {
  return Add<T>::apply(mul24<isHigh, T>(a, b), c);
}

template <bool isMad>
static void decodeMul24(Decoder &decoder) {
  int part = decoder.takeOneOf({"lo", "hi"});
  Type type = decoder.takeType();
  if (part < 0 || type.bits != 32 || type.kind == Kind::Bits)
    return decoder.fail("expected .lo or .hi, and u32 or s32");
  if (isMad)
    decoder.addAll(type, {type, type, type});
  else
    decoder.addAll(type, {type, type});
  static const Execute mul[] = {Lanes<&mul24<false, uint32_t>>::apply,
                                Lanes<&mul24<false, int32_t>>::apply,
                                Lanes<&mul24<true, uint32_t>>::apply,
                                Lanes<&mul24<true, int32_t>>::apply};
  static const Execute mad[] = {Lanes<&mad24<false, uint32_t>>::apply,
                                Lanes<&mad24<false, int32_t>>::apply,
                                Lanes<&mad24<true, uint32_t>>::apply,
                                Lanes<&mad24<true, int32_t>>::apply};
  decoder.instruction.execute = (isMad ? mad : mul)[2 * part + type.isSigned()];
}

template <template <typename> class Operation>
static void decodeBinary(Decoder &decoder) {
  Type type = decoder.takeType();
  if (!expectArithmetic(decoder, type))
    return;
  decoder.addAll(type, {type, type});
  decoder.instruction.execute = forInteger<Operation>(type);
}

template <template <typename> class Operation>
static void decodeSigned(Decoder &decoder) {
  Type type = decoder.takeType();
  if (!type.isSigned() || type.bits < 16)
    return decoder.fail("expected s16, s32 or s64");
  decoder.addAll(type, {type});
  decoder.instruction.execute = forInteger<Operation>(type);
}

static void decodeSad(Decoder &decoder) {
  Type type = decoder.takeType();
  if (!expectArithmetic(decoder, type))
    return;
  decoder.addAll(type, {type, type, type});
  decoder.instruction.execute = forInteger<Sad>(type);
}

void ptxemu::addIntegerArithmetic(InstructionTable &table) {
  table.add("add", TypeClass::Integer, decodeAdd<false>);
  table.add("sub", TypeClass::Integer, decodeAdd<true>);
  table.add("mul", TypeClass::Integer, decodeMul);
  table.add("mad", TypeClass::Integer, decodeMad);
  table.add("mul24", TypeClass::Integer, decodeMul24<false>);
  table.add("mad24", TypeClass::Integer, decodeMul24<true>);
  table.add("min", TypeClass::Integer, decodeBinary<Min>);
  table.add("max", TypeClass::Integer, decodeBinary<Max>);
  table.add("abs", TypeClass::Integer, decodeSigned<Abs>);
  table.add("neg", TypeClass::Integer, decodeSigned<Neg>);
  table.add("sad", TypeClass::Integer, decodeSad);
}
