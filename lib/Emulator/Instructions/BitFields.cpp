//===- BitFields.cpp - popc, clz, bfind, brev, bfe, bfi, fns, ... ---------===//
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
struct Popc {
  static uint32_t apply(T a) { return llvm::popcount(a); }
};
template <typename T>
struct Clz {
  static uint32_t apply(T a) { return llvm::countl_zero(a); }
};
template <typename T>
struct Brev {
  static T apply(T a) {
    T value = 0;
    for (unsigned i = 0; i < 8 * sizeof(T); ++i)
      value |= (a >> i & 1) << (8 * sizeof(T) - 1 - i);
    return value;
  }
};
/// The field of `length` bits of `a` at `start`, all beyond the top being the
/// sign.
template <typename T>
struct Bfe {
  static T apply(T a, uint32_t start, uint32_t length) {
    constexpr unsigned width = 8 * sizeof(T);
    using U = std::make_unsigned_t<T>;
    start &= 255;
    length &= 255;
    unsigned top = std::min(start + length - 1, width - 1);
    bool sign = std::is_signed_v<T> && length && (U(a) >> top & 1);
    U value = 0;
    for (unsigned i = 0; i < width; ++i) {
      bool bit =
          i < length && start + i < width ? U(a) >> (start + i) & 1 : sign;
      value |= U(bit) << i;
    }
    return T(value);
  }
};
/// `b` with its bits from `start` replaced by the lowest of `a`.
template <typename T>
struct Bfi {
  static T apply(T a, T b, uint32_t start, uint32_t length) {
    constexpr unsigned width = 8 * sizeof(T);
    start &= 255;
    length = std::min(length & 255, width);
    if (start >= width || !length)
      return b;
    T mask = (length == width ? ~T(0) : (T(1) << length) - 1) << start;
    return (b & ~mask) | ((a << start) & mask);
  }
};
} // namespace

/// The position of the highest bit that differs from the sign, or how far the
/// value can be shifted left until that bit is the highest.
template <typename T, bool asShift>
static uint32_t bfind(T a) {
  using U = std::make_unsigned_t<T>;
  U magnitude = std::is_signed_v<T> && a < 0 ? ~U(a) : U(a);
  if (!magnitude)
    return ~0u;
  unsigned zeros = llvm::countl_zero(magnitude);
  return asShift ? zeros : 8 * sizeof(T) - 1 - zeros;
}

template <template <typename> class Operation>
static void decodeCount(Decoder &decoder) {
  Type type = decoder.takeType();
  if (type.kind != Kind::Bits || type.bits < 32)
    return decoder.fail("expected b32 or b64");
  decoder.addAll({Kind::Unsigned, 32, false}, {type});
  decoder.instruction.execute = forWord<Operation>(type);
}

static void decodeBrev(Decoder &decoder) {
  Type type = decoder.takeType();
  if (type.kind != Kind::Bits || type.bits < 32)
    return decoder.fail("expected b32 or b64");
  decoder.addAll(type, {type});
  decoder.instruction.execute = forWord<Brev>(type);
}

template <bool asShift>
static Execute chooseBfind(Type type) {
  if (type.bits == 32)
    return type.isSigned() ? Lanes<&bfind<int32_t, asShift>>::apply
                           : Lanes<&bfind<uint32_t, asShift>>::apply;
  return type.isSigned() ? Lanes<&bfind<int64_t, asShift>>::apply
                         : Lanes<&bfind<uint64_t, asShift>>::apply;
}

/// u32, s32, u64 or s64.
static bool expectWord(Decoder &decoder, Type type) {
  if (type.kind != Kind::Bits && type.isInteger() && type.bits >= 32)
    return true;
  decoder.fail("expected a signed or unsigned type of 32 or 64 bits");
  return false;
}

static void decodeBfind(Decoder &decoder) {
  bool asShift = decoder.take("shiftamt");
  Type type = decoder.takeType();
  if (!expectWord(decoder, type))
    return;
  decoder.addAll({Kind::Unsigned, 32, false}, {type});
  decoder.instruction.execute =
      asShift ? chooseBfind<true>(type) : chooseBfind<false>(type);
}

static void decodeBfe(Decoder &decoder) {
  Type type = decoder.takeType();
  if (!expectWord(decoder, type))
    return;
  decoder.addAll(type, {type, bits(32), bits(32)});
  decoder.instruction.execute = forInteger<Bfe>(type);
}

static void decodeBfi(Decoder &decoder) {
  Type type = decoder.takeType();
  if (type.kind != Kind::Bits || type.bits < 32)
    return decoder.fail("expected b32 or b64");
  decoder.addAll(type, {type, type, bits(32), bits(32)});
  decoder.instruction.execute = forWord<Bfi>(type);
}

/// The n-th set bit from `base`, upwards for n > 0 and downwards for n < 0.
static uint32_t findNthSet(uint32_t mask, uint32_t base, int32_t n) {
  if (n == 0)
    return base < 32 && mask >> base & 1 ? base : ~0u;
  int step = n > 0 ? 1 : -1;
  int64_t left = n > 0 ? n : -int64_t(n);
  for (int64_t i = base; i >= 0 && i < 32; i += step)
    if (mask >> i & 1 && --left == 0)
      return i;
  return ~0u;
}

static void decodeFns(Decoder &decoder) {
  if (!(decoder.takeType() == bits(32)))
    return decoder.fail("expected .b32");
  decoder.addAll(bits(32), {bits(32), bits(32), {Kind::Signed, 32, false}});
  decoder.instruction.execute = Lanes<&findNthSet>::apply;
}

/// A mask of `length` bits at `start`.
template <bool wraps>
static uint32_t makeMask(uint32_t start, uint32_t length) {
  start = wraps ? start & 31 : std::min(start, 32u);
  length = wraps ? length & 31 : std::min(length, 32u);
  uint64_t ones = (uint64_t(1) << length) - 1;
  return uint32_t(ones << start);
}

static void decodeBmsk(Decoder &decoder) {
  int mode = decoder.takeOneOf({"clamp", "wrap"});
  if (mode < 0 || !(decoder.takeType() == bits(32)))
    return decoder.fail("expected .clamp or .wrap, and .b32");
  decoder.addAll(bits(32), {bits(32), bits(32)});
  decoder.instruction.execute =
      mode ? Lanes<&makeMask<true>>::apply : Lanes<&makeMask<false>>::apply;
}

/// The lowest n bits of `a`, extended by zeros or by their sign.
template <typename T, bool wraps>
static T extend(T a, uint32_t n) {
  n = wraps ? n & 31 : std::min(n, 32u);
  if (n == 32)
    return a;
  if (n == 0)
    return 0;
  return T(T(uint32_t(a) << (32 - n)) >> (32 - n));
}

static void decodeSzext(Decoder &decoder) {
  int mode = decoder.takeOneOf({"clamp", "wrap"});
  Type type = decoder.takeType();
  if (mode < 0 || type.kind == Kind::Bits || type.bits != 32)
    return decoder.fail("expected .clamp or .wrap, and u32 or s32");
  decoder.addAll(type, {type, bits(32)});
  static const Execute choices[] = {Lanes<&extend<uint32_t, false>>::apply,
                                    Lanes<&extend<int32_t, false>>::apply,
                                    Lanes<&extend<uint32_t, true>>::apply,
                                    Lanes<&extend<int32_t, true>>::apply};
  decoder.instruction.execute = choices[2 * mode + type.isSigned()];
}

void ptxemu::addBitFields(InstructionTable &table) {
  table.add("popc", TypeClass::Integer, decodeCount<Popc>);
  table.add("clz", TypeClass::Integer, decodeCount<Clz>);
  table.add("brev", TypeClass::Integer, decodeBrev);
  table.add("bfind", TypeClass::Integer, decodeBfind);
  table.add("bfe", TypeClass::Integer, decodeBfe);
  table.add("bfi", TypeClass::Integer, decodeBfi);
  table.add("fns", TypeClass::Integer, decodeFns);
  table.add("bmsk", TypeClass::Integer, decodeBmsk);
  table.add("szext", TypeClass::Integer, decodeSzext);
}
