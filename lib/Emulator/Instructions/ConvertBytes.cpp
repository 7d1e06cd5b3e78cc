//===- ConvertBytes.cpp - cvt of pairs of 8-bit floats --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConvertBytes.h"
#include "Half.h"
#include "Lanes.h"

using namespace ptxemu;

static float clampNegative(float value) { return value < 0 ? 0 : value; }

namespace {
template <uint8_t (*encode)(float), float (*decode)(uint8_t), bool isRelu>
struct Pair {
  static uint8_t convert(float value) {
    return encode(isRelu ? clampNegative(value) : value);
  }
  static uint16_t fromFloats(float upper, float lower) {
    return convert(upper) << 8 | convert(lower);
  }
  static uint16_t fromHalves(uint32_t pair) {
    return fromFloats(F16::decode(pair >> 16), F16::decode(pair));
  }
  static uint32_t toHalves(uint16_t pair) {
    float upper = decode(pair >> 8), lower = decode(pair);
    if (isRelu)
      upper = clampNegative(upper), lower = clampNegative(lower);
    return uint32_t(F16::encode(upper)) << 16 | F16::encode(lower);
  }
};
} // namespace

template <typename P>
static void decodeForm(Decoder &decoder, bool isToBytes, bool isFromFloats) {
  if (!isToBytes)
    decoder.addAll(bits(32), {bits(16)});
  else if (isFromFloats)
    decoder.addAll(bits(16),
                   {{Kind::Float, 32, false}, {Kind::Float, 32, false}});
  else
    decoder.addAll(bits(16), {bits(32)});
  decoder.instruction.execute = !isToBytes     ? Lanes<&P::toHalves>::apply
                                : isFromFloats ? Lanes<&P::fromFloats>::apply
                                               : Lanes<&P::fromHalves>::apply;
}

/// `cvt.rn.satfinite.e4m3x2.f32`, `.e4m3x2.f16x2` and `cvt.rn.f16x2.e4m3x2`.
void ptxemu::decodeConvertBytes(Decoder &decoder) {
  if (!decoder.take("rn"))
    return decoder.fail("expected .rn");
  bool saturates = decoder.take("satfinite"), isRelu = decoder.take("relu");
  bool isToBytes = !decoder.take("f16x2");
  int format = decoder.takeOneOf({"e4m3x2", "e5m2x2"});
  int from = isToBytes ? decoder.takeOneOf({"f32", "f16x2"}) : 0;
  if (format < 0 || from < 0 || saturates != isToBytes)
    return decoder.fail("expected .satfinite.e4m3x2.f32, .satfinite.e4m3x2."
                        "f16x2 or .f16x2.e4m3x2, or .e5m2x2");
  if (format == 0)
    return isRelu ? decodeForm<Pair<toE4m3, fromE4m3, true>>(decoder, isToBytes,
                                                             from == 0)
                  : decodeForm<Pair<toE4m3, fromE4m3, false>>(
                        decoder, isToBytes, from == 0);
  isRelu
      ? decodeForm<Pair<toE5m2, fromE5m2, true>>(decoder, isToBytes, from == 0)
      : decodeForm<Pair<toE5m2, fromE5m2, false>>(decoder, isToBytes,
                                                  from == 0);
}
