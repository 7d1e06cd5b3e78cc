//===- Select.cpp - selp, slct --------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Float.h"
#include "../InstructionTable.h"
#include "Families.h"
#include "Lanes.h"

using namespace ptxemu;

namespace {
template <typename T>
struct Chooser {
  GLU_VECTORS static void choose(const T *a, const T *b, uint32_t lanes,
                                 T *values) {
    for (unsigned lane = 0; lane < 32; ++lane)
      values[lane] = lanes >> lane & 1 ? a[lane] : b[lane];
  }
};
} // namespace

template <typename T>
static Status choose(Warp &warp, const Instruction &instruction, uint32_t lanes,
                     uint32_t mask) {
  alignas(64) T values[32];
  Chooser<T>::choose(warp.row<T>(instruction.operand(0)),
                     warp.row<T>(instruction.operand(1)), lanes, values);
  // Only the operand that is taken must have a value.
  uint32_t defined = (lanes & warp.definedLanes(instruction.operand(0))) |
                     (~lanes & warp.definedLanes(instruction.operand(1)));
  warp.setDefined(instruction.result(0),
                  defined & warp.definedLanes(instruction.operand(2)), mask);
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

template <typename T>
static Status executeSelp(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  return choose<T>(warp, instruction, warp.predicate(instruction.operand(2)),
                   mask);
}

/// Lanes where the third operand is not negative; NaN is.
template <typename T, typename Selector, bool isFtz>
static Status executeSlct(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  const Selector *c = warp.row<Selector>(instruction.operand(2));
  uint32_t lanes = 0;
  for (unsigned lane = 0; lane < 32; ++lane) {
    Selector value = c[lane];
    if constexpr (isFtz)
      value = flush(value);
    lanes |= uint32_t(value >= 0) << lane;
  }
  return choose<T>(warp, instruction, lanes, mask);
}

template <typename T>
static Execute chooseSlct(Type selector, bool ftz) {
  return selector.is(Kind::Signed, 32) ? executeSlct<T, int32_t, false>
         : ftz                         ? executeSlct<T, float, true>
                                       : executeSlct<T, float, false>;
}

static bool expectValue(Decoder &decoder, Type type) {
  if (!type.isPredicate() && type.bits >= 16)
    return true;
  decoder.fail("expected a type of 16, 32 or 64 bits");
  return false;
}

static void decodeSelp(Decoder &decoder) {
  Type type = decoder.takeType();
  if (!expectValue(decoder, type))
    return;
  decoder.addAll(type, {type, type, predicate});
  decoder.instruction.tracking = Tracking::Own;
  decoder.instruction.execute = type.bits == 16   ? executeSelp<uint16_t>
                                : type.bits == 32 ? executeSelp<uint32_t>
                                                  : executeSelp<uint64_t>;
}

static void decodeSlct(Decoder &decoder) {
  bool ftz = decoder.take("ftz");
  Type type = decoder.takeType(), selector = decoder.takeType();
  if (!expectValue(decoder, type))
    return;
  if (!selector.is(Kind::Float, 32) && (ftz || !selector.is(Kind::Signed, 32)))
    return decoder.fail("expected s32 or f32 to select by");
  decoder.addAll(type, {type, type, selector});
  decoder.instruction.tracking = Tracking::Own;
  decoder.instruction.execute =
      type.bits == 16   ? chooseSlct<uint16_t>(selector, ftz)
      : type.bits == 32 ? chooseSlct<uint32_t>(selector, ftz)
                        : chooseSlct<uint64_t>(selector, ftz);
}

void ptxemu::addSelect(InstructionTable &table) {
  table.add("selp", TypeClass::Any, decodeSelp);
  table.add("slct", TypeClass::Any, decodeSlct);
}
