//===- Compare.cpp - setp, set, testp -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../InstructionTable.h"
#include "Families.h"
#include "Half.h"
#include "Lanes.h"

using namespace ptxemu;

namespace {
enum class Relation : uint8_t { Eq, Ne, Lt, Le, Gt, Ge, Num, Nan };
enum class Join : uint8_t { None, And, Or, Xor };

/// Of setp and set; in Instruction::data.
struct Comparison {
  Relation relation = Relation::Eq;
  /// True where an operand is NaN.
  bool unordered = false;
  bool flushes = false;
  Join join = Join::None;
  bool joinNegated = false;
  Type source, result;
};
} // namespace

template <typename T>
static bool holds(Relation relation, T x, T y) {
  switch (relation) {
  case Relation::Eq:
    return x == y;
  case Relation::Ne:
    return x < y || x > y;
  case Relation::Lt:
    return x < y;
  case Relation::Le:
    return x <= y;
  case Relation::Gt:
    return x > y;
  case Relation::Ge:
    return x >= y;
  case Relation::Num:
    return x == x && y == y;
  case Relation::Nan:
    return x != x || y != y;
  }
  return false;
}

namespace {
template <typename T, Relation relation>
struct Collector {
  GLU_VECTORS static uint32_t collect(const T *a, const T *b) {
    uint32_t lanes = 0;
    for (unsigned lane = 0; lane < 32; ++lane)
      lanes |= uint32_t(holds(relation, a[lane], b[lane])) << lane;
    return lanes;
  }
};
} // namespace

template <typename T>
static uint32_t compare(const T *a, const T *b, Relation relation) {
  using Collect = uint32_t (*)(const T *, const T *);
  static const Collect collectors[] = {Collector<T, Relation::Eq>::collect,
                                       Collector<T, Relation::Ne>::collect,
                                       Collector<T, Relation::Lt>::collect,
                                       Collector<T, Relation::Le>::collect,
                                       Collector<T, Relation::Gt>::collect,
                                       Collector<T, Relation::Ge>::collect,
                                       Collector<T, Relation::Num>::collect,
                                       Collector<T, Relation::Nan>::collect};
  return collectors[unsigned(relation)](a, b);
}

template <typename T>
static uint32_t compareFloats(const T *a, const T *b,
                              const Comparison &comparison) {
  uint32_t lanes = compare(a, b, comparison.relation);
  return comparison.unordered ? lanes | compare(a, b, Relation::Nan) : lanes;
}

/// The lanes where the comparison of element `half` of the operands holds.
template <typename F, typename T>
static uint32_t compareHalves(const T *a, const T *b, unsigned half,
                              const Comparison &comparison) {
  float x[32], y[32];
  for (unsigned lane = 0; lane < 32; ++lane) {
    uint16_t left = uint16_t(a[lane] >> 16 * half),
             right = uint16_t(b[lane] >> 16 * half);
    x[lane] = F::decode(comparison.flushes ? F::flush(left) : left);
    y[lane] = F::decode(comparison.flushes ? F::flush(right) : right);
  }
  return compareFloats(x, y, comparison);
}

template <typename T>
static uint32_t compareRows(Warp &warp, const Instruction &instruction,
                            const Comparison &comparison) {
  const T *a = warp.row<T>(instruction.operand(0)),
          *b = warp.row<T>(instruction.operand(1));
  if constexpr (std::is_floating_point_v<T>)
    return compareFloats(a, b, comparison);
  return compare(a, b, comparison.relation);
}

static uint32_t compareFlushed(Warp &warp, const Instruction &instruction,
                               const Comparison &comparison) {
  const float *a = warp.row<float>(instruction.operand(0)),
              *b = warp.row<float>(instruction.operand(1));
  float x[32], y[32];
  for (unsigned lane = 0; lane < 32; ++lane) {
    x[lane] = flush(a[lane]);
    y[lane] = flush(b[lane]);
  }
  return compareFloats(x, y, comparison);
}

static uint32_t compareAny(Warp &warp, const Instruction &instruction,
                           const Comparison &comparison, unsigned half) {
  Type type = comparison.source;
  if (type.isHalf()) {
    auto compareAs = [&](auto format) {
      using F = decltype(format);
      if (!type.packed)
        return compareHalves<F>(warp.row<uint16_t>(instruction.operand(0)),
                                warp.row<uint16_t>(instruction.operand(1)), 0,
                                comparison);
      return compareHalves<F>(warp.row<uint32_t>(instruction.operand(0)),
                              warp.row<uint32_t>(instruction.operand(1)), half,
                              comparison);
    };
    return type.kind == Kind::BFloat ? compareAs(Bf16()) : compareAs(F16());
  }
  if (type.isWideFloat())
    return type.bits == 64 ? compareRows<double>(warp, instruction, comparison)
           : comparison.flushes
               ? compareFlushed(warp, instruction, comparison)
               : compareRows<float>(warp, instruction, comparison);
  bool isSigned = type.isSigned();
  switch (type.bits) {
  case 16:
    return isSigned ? compareRows<int16_t>(warp, instruction, comparison)
                    : compareRows<uint16_t>(warp, instruction, comparison);
  case 32:
    return isSigned ? compareRows<int32_t>(warp, instruction, comparison)
                    : compareRows<uint32_t>(warp, instruction, comparison);
  default:
    return isSigned ? compareRows<int64_t>(warp, instruction, comparison)
                    : compareRows<uint64_t>(warp, instruction, comparison);
  }
}

static uint32_t join(Warp &warp, const Instruction &instruction,
                     const Comparison &comparison, uint32_t lanes) {
  if (comparison.join == Join::None)
    return lanes;
  uint32_t other = warp.predicate(instruction.operand(2));
  if (comparison.joinNegated)
    other = ~other;
  return comparison.join == Join::And  ? lanes & other
         : comparison.join == Join::Or ? lanes | other
                                       : lanes ^ other;
}

static Status executeSetp(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  auto &comparison = *static_cast<Comparison *>(instruction.data.get());
  uint32_t first = compareAny(warp, instruction, comparison, 0);
  // The second result is that of the other half, or the contrary.
  uint32_t second = comparison.source.packed
                        ? compareAny(warp, instruction, comparison, 1)
                        : ~first;
  uint32_t joined = join(warp, instruction, comparison, first);
  if (instruction.results == 2)
    warp.writePredicate(instruction.result(1),
                        join(warp, instruction, comparison, second), mask);
  warp.writePredicate(instruction.result(0), joined, mask);
  return Status::Next;
}

/// What stands for true in an element of the result.
static uint32_t getTrue(Type type) {
  if (type.kind == Kind::Float)
    return type.bits == 32 && !type.packed ? 0x3f800000 : 0x3c00;
  return type.kind == Kind::BFloat ? 0x3f80 : type.bits == 16 ? 0xffff : ~0u;
}

static Status executeSet(Warp &warp, const Instruction &instruction,
                         uint32_t mask) {
  auto &comparison = *static_cast<Comparison *>(instruction.data.get());
  uint32_t lanes = join(warp, instruction, comparison,
                        compareAny(warp, instruction, comparison, 0));
  Type result = comparison.result;
  bool isPair = comparison.source.packed;
  uint32_t upper = isPair ? join(warp, instruction, comparison,
                                 compareAny(warp, instruction, comparison, 1))
                          : 0;
  uint32_t value = isPair && result.isInteger() ? 0xffff : getTrue(result);
  uint32_t values[32];
  uint16_t halves[32];
  for (unsigned lane = 0; lane < 32; ++lane) {
    values[lane] = (lanes >> lane & 1 ? value : 0) |
                   (isPair && upper >> lane & 1 ? value << 16 : 0);
    halves[lane] = values[lane];
  }
  if (result.bits == 16)
    warp.write(instruction.result(0), halves, mask);
  else
    warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

/// `.lt{.and}{.ftz}`, which must suit the type.
static std::shared_ptr<Comparison> takeComparison(Decoder &decoder) {
  auto comparison = std::make_shared<Comparison>();
  decoder.instruction.data = comparison;
  int name = decoder.takeOneOf({"eq", "ne", "lt", "le", "gt", "ge", "num",
                                "nan", "equ", "neu", "ltu", "leu", "gtu", "geu",
                                "lo", "ls", "hi", "hs"});
  if (name < 0)
    decoder.fail("expected a comparison such as .lt");
  bool isUnsignedName = name >= 14;
  comparison->unordered = name >= 8 && !isUnsignedName;
  comparison->relation = Relation(isUnsignedName          ? name - 12
                                  : comparison->unordered ? name - 8
                                                          : std::max(name, 0));
  comparison->join = Join(decoder.takeOneOf({"and", "or", "xor"}) + 1);
  comparison->flushes = decoder.take("ftz");
  std::optional<Type> source =
      parseType(decoder.getStatement().modifiers.back());
  if (!source || (source->isInteger() && source->bits < 16) ||
      source->isPredicate()) {
    decoder.fail("expected a type to compare of 16 bits or more");
    return comparison;
  }
  comparison->source = *source;
  bool isFloat = !source->isInteger();
  bool fits = isFloat ? !isUnsignedName
                      : !comparison->unordered && name != 6 && name != 7;
  fits &= !isUnsignedName || source->kind == Kind::Unsigned;
  fits &= source->kind != Kind::Bits || name < 2;
  fits &= !comparison->flushes || source->is(Kind::Float, 32) ||
          source->kind == Kind::Float;
  fits &= !comparison->flushes || source->bits != 64;
  if (!fits)
    decoder.fail("comparison that is not one of " + getName(*source));
  return comparison;
}

static void addCompared(Decoder &decoder, Comparison &comparison) {
  bool joins = comparison.join != Join::None;
  if (!decoder.expectOperands(joins ? 4 : 3))
    return;
  decoder.addOperand(decoder.getOperand(1), comparison.source);
  decoder.addOperand(decoder.getOperand(2), comparison.source);
  if (!joins)
    return;
  Operand other = decoder.getOperand(3);
  comparison.joinNegated = other.negated;
  other.negated = false;
  decoder.addOperand(other, predicate);
}

static void decodeSetp(Decoder &decoder) {
  auto comparison = takeComparison(decoder);
  decoder.takeType();
  addCompared(decoder, *comparison);
  if (decoder.failed())
    return;
  const Operand &result = decoder.getOperand(0);
  bool isPair = result.kind == Operand::Vector;
  if (isPair && result.elements.size() != 2)
    return decoder.fail("expected p or p|q");
  if (comparison->source.packed && !isPair)
    return decoder.fail("expected p|q for two elements");
  for (unsigned i = 0; i < (isPair ? 2 : 1); ++i)
    decoder.addResult(isPair ? result.elements[i] : result, predicate);
  decoder.instruction.execute = executeSetp;
}

static void decodeSet(Decoder &decoder) {
  auto comparison = takeComparison(decoder);
  Type result = comparison->result = decoder.takeType();
  Type source = decoder.takeType();
  bool isWord = result.is(Kind::Unsigned, 32) || result.is(Kind::Signed, 32);
  bool fits = source.packed     ? (result == source || isWord)
              : source.isHalf() ? isWord || result == source ||
                                      result.is(Kind::Unsigned, 16) ||
                                      result.is(Kind::Signed, 16) ||
                                      result.is(Kind::Float, 32)
                                : isWord || result.is(Kind::Float, 32);
  if (!fits)
    return decoder.fail("result of type " + getName(result) +
                        " is not modelled here");
  addCompared(decoder, *comparison);
  if (decoder.failed())
    return;
  decoder.addResult(decoder.getOperand(0), result);
  decoder.instruction.execute = executeSet;
}

//===----------------------------------------------------------------------===//
// testp
//===----------------------------------------------------------------------===//

namespace {
template <typename T>
struct Test {
  static bool finite(T a) { return std::isfinite(a); }
  static bool infinite(T a) { return std::isinf(a); }
  static bool number(T a) { return a == a; }
  static bool notANumber(T a) { return a != a; }
  static bool normal(T a) { return std::isnormal(a); }
  static bool subnormal(T a) { return std::fpclassify(a) == FP_SUBNORMAL; }
};
} // namespace

template <typename T>
static Execute chooseTest(int kind) {
  static const Execute choices[] = {
      Lanes<&Test<T>::finite>::test, Lanes<&Test<T>::infinite>::test,
      Lanes<&Test<T>::number>::test, Lanes<&Test<T>::notANumber>::test,
      Lanes<&Test<T>::normal>::test, Lanes<&Test<T>::subnormal>::test};
  return choices[kind];
}

static void decodeTestp(Decoder &decoder) {
  int kind = decoder.takeOneOf(
      {"finite", "infinite", "number", "notanumber", "normal", "subnormal"});
  Type type = decoder.takeType();
  if (kind < 0)
    return decoder.fail("expected a property such as .finite");
  decoder.addAll(predicate, {type});
  decoder.instruction.execute =
      type.bits == 32 ? chooseTest<float>(kind) : chooseTest<double>(kind);
}

void ptxemu::addCompare(InstructionTable &table) {
  table.add("setp", TypeClass::Any, decodeSetp);
  table.add("set", TypeClass::Any, decodeSet);
  table.add("testp", TypeClass::WideFloat, decodeTestp);
}
