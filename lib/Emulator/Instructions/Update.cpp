//===- Update.cpp - What atomics and reductions compute -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Update.h"
#include "Half.h"

using namespace ptxemu;

bool ptxemu::takeUpdate(Decoder &decoder, Update &update) {
  int position = decoder.takeOneOf(
      {"and", "or", "xor", "cas", "exch", "add", "inc", "dec", "min", "max"});
  if (position < 0)
    return decoder.fail("expected an operation such as .add"), false;
  update = Update(position);
  return true;
}

bool ptxemu::isUpdateOf(Update update, Type type) {
  bool isWord = type.isInteger() && type.bits >= 32;
  switch (update) {
  case Update::And:
  case Update::Or:
  case Update::Xor:
  case Update::Exch:
    return isWord && type.kind == Kind::Bits;
  case Update::Cas:
    return type.kind == Kind::Bits && type.bits >= 16;
  case Update::Add:
    return !type.isInteger() ||
           (isWord && type.kind != Kind::Bits && !type.is(Kind::Signed, 64));
  case Update::Inc:
  case Update::Dec:
    return type.is(Kind::Unsigned, 32);
  case Update::Min:
  case Update::Max:
    return isWord && type.kind != Kind::Bits;
  }
  return false;
}

/// An atomic rounds to nearest and keeps subnormal numbers.
static uint64_t addFloats(Type type, uint64_t a, uint64_t b) {
  auto addHalves = [&](auto format, unsigned shift) {
    using F = decltype(format);
    uint16_t x = a >> shift, y = b >> shift;
    return uint64_t(F::encode(F::decode(x) + F::decode(y))) << shift;
  };
  auto addAll = [&](auto format) {
    return addHalves(format, 0) | (type.packed ? addHalves(format, 16) : 0);
  };
  if (type.bits == 64)
    return bitCast<uint64_t>(
        canonical(bitCast<double>(a) + bitCast<double>(b)));
  if (type.isWideFloat())
    return bitCast<uint32_t>(
        canonical(bitCast<float>(uint32_t(a)) + bitCast<float>(uint32_t(b))));
  return type.kind == Kind::BFloat ? addAll(Bf16()) : addAll(F16());
}

static int64_t extendSign(Type type, uint64_t value) {
  return type.bits == 32 ? int64_t(int32_t(value)) : int64_t(value);
}

uint64_t ptxemu::computeUpdate(Update update, Type type, uint64_t old,
                               uint64_t b, uint64_t c) {
  bool isLess =
      type.isSigned() ? extendSign(type, b) < extendSign(type, old) : b < old;
  switch (update) {
  case Update::And:
    return old & b;
  case Update::Or:
    return old | b;
  case Update::Xor:
    return old ^ b;
  case Update::Cas:
    return old == b ? c : old;
  case Update::Exch:
    return b;
  case Update::Add:
    return type.isInteger() ? old + b : addFloats(type, old, b);
  case Update::Inc:
    return old >= b ? 0 : old + 1;
  case Update::Dec:
    return old == 0 || old > b ? b : old - 1;
  case Update::Min:
    return isLess ? b : old;
  case Update::Max:
    return isLess ? old : b;
  }
  return old;
}
