//===- Convert.cpp - cvt --------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "ConvertBytes.h"
#include "Families.h"
#include "Half.h"
#include "Lanes.h"
#include "llvm/ADT/APSInt.h"
#include <algorithm>
#include <limits>
#include <type_traits>

using namespace ptxemu;

namespace {
/// In Instruction::data.
struct Conversion {
  Type to, from;
  /// Bits of the registers, which may be more.
  unsigned toBits = 0, fromBits = 0;
  /// Positions in `rn rz rm rp` and `rni rzi rmi rpi`; -1 without.
  int rounding = -1, integral = -1;
  bool ftz = false, sat = false, relu = false;

  bool fromFloat() const { return !from.isInteger(); }
  bool toFloat() const { return !to.isInteger(); }
};
} // namespace

//===----------------------------------------------------------------------===//
// Values between registers and 64 bits
//===----------------------------------------------------------------------===//

static uint64_t readRegister(Warp &warp, uint32_t row, unsigned bits,
                             unsigned lane) {
  switch (bits) {
  case 16:
    return warp.row<uint16_t>(row)[lane];
  case 32:
    return warp.row<uint32_t>(row)[lane];
  default:
    return warp.row<uint64_t>(row)[lane];
  }
}

static void writeRegister(Warp &warp, uint32_t row, unsigned bits,
                          unsigned lane, uint64_t value) {
  switch (bits) {
  case 16:
    warp.row<uint16_t>(row)[lane] = value;
    break;
  case 32:
    warp.row<uint32_t>(row)[lane] = value;
    break;
  default:
    warp.row<uint64_t>(row)[lane] = value;
  }
}

static uint64_t extend(uint64_t value, Type type) {
  unsigned unused = 64 - type.bits;
  return type.isSigned() ? uint64_t(int64_t(value << unused) >> unused)
                         : value << unused >> unused;
}

static double readFloat(uint64_t image, Type type) {
  if (type.bits == 64)
    return bitCast<double>(image);
  if (type.bits == 32)
    return bitCast<float>(uint32_t(image));
  return type.kind == Kind::BFloat ? fromBf16(image) : fromF16(image);
}

static const llvm::fltSemantics &getSemantics(Type type) {
  return type.bits == 64             ? APFloat::IEEEdouble()
         : type.bits == 32           ? APFloat::IEEEsingle()
         : type.kind == Kind::BFloat ? APFloat::BFloat()
                                     : APFloat::IEEEhalf();
}

static uint64_t getNaN(Type type) {
  return type.bits == 64   ? uint64_t(0x7ff8) << 48
         : type.bits == 32 ? 0x7fffffff
                           : 0x7fff;
}

/// Rounded once from what is exact.
static uint64_t round(APFloat value, Type type, int mode) {
  if (value.isNaN())
    return getNaN(type);
  bool losesInformation;
  value.convert(getSemantics(type), getRounding(std::max(mode, 0)),
                &losesInformation);
  return value.bitcastToAPInt().getZExtValue();
}

/// The same to nearest, which is the rule.
static uint64_t writeFloat(double value, Type type) {
  if (type.bits == 64)
    return bitCast<uint64_t>(canonical(value));
  if (type.bits == 32)
    return bitCast<uint32_t>(canonical(static_cast<float>(value)));
  float narrow = narrowToOdd(value);
  return type.kind == Kind::BFloat ? toBf16(narrow) : toF16(narrow);
}

static double flushAs(double value, Type type) {
  return type.bits == 32 ? flush(static_cast<float>(value)) : value;
}

static double roundIntegral(double value, int mode) {
  switch (mode) {
  case 0:
    return std::nearbyint(value);
  case 1:
    return std::trunc(value);
  case 2:
    return std::floor(value);
  default:
    return std::ceil(value);
  }
}

//===----------------------------------------------------------------------===//
// The four directions
//===----------------------------------------------------------------------===//

static uint64_t saturateInteger(const Conversion &c, uint64_t image) {
  uint64_t value = extend(image, c.from);
  // Through 128 bits, which hold every value of either sign.
  __int128 wide =
      c.from.isSigned() ? __int128(int64_t(value)) : __int128(value);
  __int128 one = 1, low = c.to.isSigned() ? -(one << (c.to.bits - 1)) : 0;
  __int128 high = (one << (c.to.isSigned() ? c.to.bits - 1 : c.to.bits)) - 1;
  return uint64_t(std::clamp(wide, low, high));
}

/// Values beyond the range become its ends; NaN becomes 0, or with 64 bits on
/// one side the highest bit.
static uint64_t floatToInteger(const Conversion &c, double value) {
  if (value != value)
    return c.from.bits == 64 || c.to.bits == 64 ? uint64_t(1) << (c.to.bits - 1)
                                                : 0;
  value = roundIntegral(value, c.integral);
  bool isSigned = c.to.isSigned();
  double limit = std::ldexp(1.0, isSigned ? c.to.bits - 1 : c.to.bits);
  uint64_t highest = isSigned ? (uint64_t(1) << (c.to.bits - 1)) - 1
                              : ~uint64_t(0) >> (64 - c.to.bits);
  if (value >= limit)
    return highest;
  if (isSigned)
    return value < -limit ? ~highest : uint64_t(int64_t(value));
  return value <= 0 ? 0 : uint64_t(value);
}

static uint64_t integerToFloat(const Conversion &c, uint64_t image) {
  uint64_t value = extend(image, c.from);
  bool isSigned = c.from.isSigned();
  if (c.rounding == 0 && c.to.bits == 32)
    return bitCast<uint32_t>(isSigned ? float(int64_t(value)) : float(value));
  APFloat wide(APFloat::IEEEquad());
  wide.convertFromAPInt(llvm::APInt(64, value), isSigned,
                        APFloat::rmNearestTiesToEven);
  return round(wide, c.to, c.rounding);
}

static uint64_t convertFloats(const Conversion &c, double value) {
  if (c.integral >= 0)
    value = roundIntegral(value, c.integral);
  // Zero for what is below it; NaN stays with .relu and becomes 0 with .sat.
  if (c.relu && value < 0)
    value = 0;
  if (c.sat)
    value = saturate(value);
  uint64_t image = c.rounding > 0 ? round(APFloat(value), c.to, c.rounding)
                                  : writeFloat(value, c.to);
  if (c.ftz && c.to.bits == 32)
    image = bitCast<uint32_t>(flush(bitCast<float>(uint32_t(image))));
  return image;
}

static uint64_t convert(const Conversion &c, uint64_t image) {
  if (!c.fromFloat())
    return c.toFloat() ? integerToFloat(c, image) : saturateInteger(c, image);
  double value = readFloat(image, c.from);
  if (c.ftz)
    value = flushAs(value, c.from);
  return c.toFloat() ? convertFloats(c, value) : floatToInteger(c, value);
}

static Status executeConvert(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  const auto &c = *static_cast<Conversion *>(instruction.data.get());
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    uint64_t image =
        readRegister(warp, instruction.operand(0), c.fromBits, lane);
    writeRegister(warp, instruction.result(0), c.toBits, lane,
                  convert(c, image));
  }
  return Status::Next;
}

/// `cvt.rn.f16x2.f32 d, a, b`: a becomes the upper half.
static Status executeConvertPair(Warp &warp, const Instruction &instruction,
                                 uint32_t mask) {
  const auto &c = *static_cast<Conversion *>(instruction.data.get());
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    uint64_t upper =
        convert(c, readRegister(warp, instruction.operand(0), 32, lane));
    uint64_t lower =
        convert(c, readRegister(warp, instruction.operand(1), 32, lane));
    writeRegister(warp, instruction.result(0), 32, lane, upper << 16 | lower);
  }
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// What is frequent, as loops that vectorize
//===----------------------------------------------------------------------===//

template <typename To, typename From>
static To cast(From value) {
  return To(value);
}

static int32_t truncate(float value) {
  float inside = value >= -0x1p31f ? value : -0x1p31f;
  int32_t result = int32_t(inside < 0x1p31f ? inside : 0);
  result = value >= 0x1p31f ? INT32_MAX : result;
  return value == value ? result : 0;
}

namespace {
/// Integers of types that may be narrower than their registers.
template <typename To, typename From>
struct Resize {
  GLU_VECTORS static void apply(const From *from, Type source, Type target,
                                To *to) {
    unsigned drop = 64 - source.bits, keep = 64 - target.bits;
    bool isSigned = source.isSigned(), staysSigned = target.isSigned();
    for (unsigned lane = 0; lane < 32; ++lane) {
      uint64_t value = uint64_t(from[lane]) << drop;
      value = isSigned ? uint64_t(int64_t(value) >> drop) : value >> drop;
      value <<= keep;
      to[lane] =
          To(staysSigned ? uint64_t(int64_t(value) >> keep) : value >> keep);
    }
  }
  static Status execute(Warp &warp, const Instruction &instruction,
                        uint32_t mask) {
    const auto &c = *static_cast<Conversion *>(instruction.data.get());
    alignas(64) To values[32];
    apply(warp.row<From>(instruction.operand(0)), c.from, c.to, values);
    warp.write(instruction.result(0), values, mask);
    return Status::Next;
  }
};
} // namespace

template <typename To>
static Execute getResize(unsigned fromBits) {
  return fromBits == 16   ? Resize<To, uint16_t>::execute
         : fromBits == 32 ? Resize<To, uint32_t>::execute
                          : Resize<To, uint64_t>::execute;
}

static Execute getFrequent(const Conversion &c) {
  if (!c.fromFloat() && !c.toFloat() && !c.sat)
    return c.toBits == 16   ? getResize<uint16_t>(c.fromBits)
           : c.toBits == 32 ? getResize<uint32_t>(c.fromBits)
                            : getResize<uint64_t>(c.fromBits);
  if (c.ftz || c.sat || c.relu || c.rounding > 0 || c.fromBits != c.from.bits ||
      c.toBits != c.to.bits)
    return nullptr;
  Type f32 = {Kind::Float, 32}, f16 = {Kind::Float, 16},
       bf16 = {Kind::BFloat, 16}, f64 = {Kind::Float, 64};
  if (c.to == f32 && c.from.is(Kind::Signed, 32))
    return Lanes<&cast<float, int32_t>>::apply;
  if (c.to == f32 && c.from == f16)
    return Lanes<&fromF16>::apply;
  if (c.to == f32 && c.from == bf16)
    return Lanes<&fromBf16>::apply;
  if (c.to == f16 && c.from == f32 && c.integral < 0)
    return Lanes<&toF16>::apply;
  if (c.to == bf16 && c.from == f32 && c.integral < 0)
    return Lanes<&toBf16>::apply;
  if (c.to == f64 && c.from.is(Kind::Signed, 32))
    return Lanes<&cast<double, int32_t>>::apply;
  if (c.to.is(Kind::Signed, 32) && c.from == f32 && c.integral == 1)
    return Lanes<&truncate>::apply;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// Whether the rounding is what PTX wants for these types.
static bool checkRounding(Decoder &decoder, const Conversion &c) {
  bool isNarrowing = c.toFloat() && c.fromFloat() &&
                     (c.to.bits < c.from.bits ||
                      (c.to.bits == 16 && c.to.kind != c.from.kind));
  bool needsRounding = isNarrowing || (c.toFloat() && !c.fromFloat());
  bool needsIntegral = c.fromFloat() && !c.toFloat();
  bool isSame = c.to == c.from;
  if (needsRounding != (c.rounding >= 0))
    decoder.fail(needsRounding ? "expected .rn, .rz, .rm or .rp"
                               : "rounding that is not modelled here");
  else if (needsIntegral && c.integral < 0)
    decoder.fail("expected .rni, .rzi, .rmi or .rpi");
  else if (c.integral >= 0 && !needsIntegral && !isSame)
    decoder.fail("rounding to an integer that is not modelled here");
  return !decoder.failed();
}

static bool checkModifiers(Decoder &decoder, const Conversion &c) {
  bool isBf16 = c.to.kind == Kind::BFloat || c.from.kind == Kind::BFloat;
  bool touchesF32 = c.to.is(Kind::Float, 32) || c.from.is(Kind::Float, 32);
  bool isRelu = c.from.is(Kind::Float, 32) && c.to.isHalf();
  if (c.to.kind == Kind::Bits || c.from.kind == Kind::Bits ||
      c.to.isPredicate() || c.from.isPredicate())
    decoder.fail("expected types of numbers");
  else if (c.ftz && !touchesF32)
    decoder.fail("expected f32 with .ftz");
  else if ((c.relu && !isRelu) || (c.sat && isBf16))
    decoder.fail("modifier that is not modelled for these types");
  return !decoder.failed() && checkRounding(decoder, c);
}

static unsigned getRegisterBits(const Operand &operand, Type type) {
  return operand.symbol && operand.symbol->isRegister
             ? operand.symbol->type.bits
             : std::max<unsigned>(type.bits, 16);
}

static void decodePair(Decoder &decoder, Conversion &c) {
  if (!c.from.is(Kind::Float, 32) || c.rounding < 0 || c.rounding > 1 ||
      c.sat || c.ftz || c.integral >= 0)
    return decoder.fail("expected .rn or .rz and two operands of type f32");
  Type pair = c.to;
  decoder.addAll(pair, {c.from, c.from});
  c.to = {pair.kind, 16, false};
  decoder.instruction.execute = executeConvertPair;
}

/// `cvt.pack`: two integers, saturated, become the lowest halves or bytes of
/// the result; those above the bytes are the lowest of a third operand.
template <typename To>
static Status executePackIntegers(Warp &warp, const Instruction &instruction,
                                  uint32_t mask) {
  constexpr unsigned width = 8 * sizeof(To);
  using Unsigned = std::make_unsigned_t<To>;
  auto saturated = [&](unsigned i, unsigned lane) -> uint32_t {
    int64_t value = warp.row<int32_t>(instruction.operand(i))[lane];
    return Unsigned(std::clamp<int64_t>(value, std::numeric_limits<To>::min(),
                                        std::numeric_limits<To>::max()));
  };
  uint32_t values[32];
  for (unsigned lane = 0; lane < 32; ++lane) {
    values[lane] = saturated(0, lane) << width | saturated(1, lane);
    if (width == 8)
      values[lane] |= warp.row<uint32_t>(instruction.operand(2))[lane] << 16;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

static void decodePack(Decoder &decoder) {
  if (!decoder.take("sat"))
    return decoder.fail("expected .sat");
  Type to = decoder.takeType(), from = decoder.takeType();
  if (decoder.failed())
    return;
  bool isNarrow = to.isInteger() && (to.bits == 8 || to.bits == 16) &&
                  to.kind != Kind::Bits;
  if (!isNarrow || !from.is(Kind::Signed, 32) ||
      (to.bits == 8 && !(decoder.takeType() == bits(32))))
    return decoder.fail("expected .u16.s32, .s16.s32, .u8.s32.b32 or "
                        ".s8.s32.b32");
  if (to.bits == 8)
    decoder.addAll(bits(32), {from, from, bits(32)});
  else
    decoder.addAll(bits(32), {from, from});
  bool isSigned = to.isSigned();
  decoder.instruction.execute =
      to.bits == 8 ? (isSigned ? executePackIntegers<int8_t>
                               : executePackIntegers<uint8_t>)
                   : (isSigned ? executePackIntegers<int16_t>
                               : executePackIntegers<uint16_t>);
}

/// The format of tensor cores: 10 bits of a fraction, in the place of a float.
/// Ties go away from zero.
static uint32_t toTf32Away(float value) {
  uint32_t image = bitCast<uint32_t>(canonical(value));
  bool isFinite = (image & 0x7f800000) != 0x7f800000;
  return isFinite ? (image + 0x1000) & ~0x1fffu : image;
}
static uint32_t toTf32Even(float value) {
  uint32_t image = bitCast<uint32_t>(canonical(value));
  bool isFinite = (image & 0x7f800000) != 0x7f800000;
  return isFinite ? (image + 0xfff + (image >> 13 & 1)) & ~0x1fffu : image;
}

static void decodeTf32(Decoder &decoder) {
  int rounding = decoder.takeOneOf({"rna", "rn"});
  if (rounding < 0 || !decoder.take("tf32") ||
      !decoder.takeType().is(Kind::Float, 32))
    return decoder.fail("expected .rna.tf32.f32 or .rn.tf32.f32");
  decoder.addAll(bits(32), {{Kind::Float, 32, false}});
  decoder.instruction.execute =
      rounding == 0 ? Lanes<&toTf32Away>::apply : Lanes<&toTf32Even>::apply;
}

static void decodeCvt(Decoder &decoder) {
  if (decoder.take("pack"))
    return decodePack(decoder);
  if (llvm::is_contained(decoder.getStatement().modifiers, "tf32"))
    return decodeTf32(decoder);
  for (llvm::StringRef modifier : decoder.getStatement().modifiers)
    if (modifier == "e4m3x2" || modifier == "e5m2x2")
      return decodeConvertBytes(decoder);
  auto conversion = std::make_shared<Conversion>();
  Conversion &c = *conversion;
  decoder.instruction.data = conversion;
  c.rounding = decoder.takeOneOf({"rn", "rz", "rm", "rp"});
  if (c.rounding < 0)
    c.integral = decoder.takeOneOf({"rni", "rzi", "rmi", "rpi"});
  c.relu = decoder.take("relu");
  c.ftz = decoder.take("ftz");
  c.sat = decoder.take("sat");
  c.to = decoder.takeType();
  c.from = decoder.takeType();
  if (decoder.failed())
    return;
  if (c.to.packed)
    return decodePair(decoder, c);
  if (c.from.packed)
    return decoder.fail("conversion that is not modelled");
  if (!checkModifiers(decoder, c) || !decoder.expectOperands(2))
    return;
  decoder.addResult(decoder.getOperand(0), c.to, /*mayBeWider=*/true);
  decoder.addOperand(decoder.getOperand(1), c.from, /*mayBeWider=*/true);
  c.toBits = getRegisterBits(decoder.getOperand(0), c.to);
  c.fromBits = getRegisterBits(decoder.getOperand(1), c.from);
  Execute frequent = getFrequent(c);
  bool isResized = !c.fromFloat() && !c.toFloat() && !c.sat;
  if (isResized && (!c.from.isSigned() || c.to.bits <= c.from.bits)) {
    decoder.instruction.bitFlow = BitFlow::Copy;
    decoder.instruction.bitWidth = std::min(c.from.bits, c.to.bits);
  }
  decoder.instruction.execute = frequent ? frequent : executeConvert;
}

void ptxemu::addConvert(InstructionTable &table) {
  table.add("cvt", TypeClass::Any, decodeCvt);
}
