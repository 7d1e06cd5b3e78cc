//===- FloatArithmetic.cpp - add, sub, mul, fma, div, sqrt in f32, f64 ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Float.h"
#include "../InstructionTable.h"
#include "Approximate.h"
#include "Families.h"
#include "Lanes.h"

using namespace ptxemu;

namespace {
enum class Operation { Add, Sub, Mul, Fma, Div, Rcp, Sqrt };
} // namespace

/// Bits of Instruction::flags: the rounding mode, and these.
static constexpr uint32_t modeMask = 3, flushes = 4, saturates = 8;

//===----------------------------------------------------------------------===//
// To nearest
//===----------------------------------------------------------------------===//

template <bool isFtz, typename T>
static T prepare(T value) {
  if constexpr (isFtz)
    return flush(value);
  return value;
}

template <typename T, bool isFtz>
struct Nearest {
  static T in(T value) { return prepare<isFtz>(value); }
  static T out(T value) { return prepare<isFtz>(canonical(value)); }
  static T add(T a, T b) { return out(in(a) + in(b)); }
  static T sub(T a, T b) { return out(in(a)-in(b)); }
  static T mul(T a, T b) { return out(in(a)*in(b)); }
  static T fma(T a, T b, T c) { return out(std::fma(in(a), in(b), in(c))); }
  static T div(T a, T b) { return out(in(a) / in(b)); }
  static T rcp(T a) { return out(T(1) / in(a)); }
  static T sqrt(T a) { return out(std::sqrt(in(a))); }
};

template <typename T, bool isFtz>
static Execute getNearest(Operation operation) {
  using N = Nearest<T, isFtz>;
  switch (operation) {
  case Operation::Add:
    return Lanes<&N::add>::apply;
  case Operation::Sub:
    return Lanes<&N::sub>::apply;
  case Operation::Mul:
    return Lanes<&N::mul>::apply;
  case Operation::Fma:
    return Lanes<&N::fma>::apply;
  case Operation::Div:
    return Lanes<&N::div>::apply;
  case Operation::Rcp:
    return Lanes<&N::rcp>::apply;
  case Operation::Sqrt:
    return Lanes<&N::sqrt>::apply;
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// All other modes
//===----------------------------------------------------------------------===//

/// The root nearest to `value`, moved where the mode wants it.
template <typename T>
static T rootOf(T value, APFloat::roundingMode mode) {
  T root = std::sqrt(value);
  if (!std::isfinite(root) || root == 0)
    return root;
  // The sign of value - root^2, which fma gives without an error.
  T rest = std::fma(-root, root, value);
  if (rest < 0 && mode != APFloat::rmTowardPositive)
    return std::nextafter(root, T(0));
  if (rest > 0 && mode == APFloat::rmTowardPositive)
    return std::nextafter(root, T(INFINITY));
  return root;
}

template <typename T>
static T compute(Operation operation, T a, T b, T c,
                 APFloat::roundingMode mode) {
  APFloat left = toAPFloat(a), right = toAPFloat(b);
  switch (operation) {
  case Operation::Add:
    left.add(right, mode);
    break;
  case Operation::Sub:
    left.subtract(right, mode);
    break;
  case Operation::Mul:
    left.multiply(right, mode);
    break;
  case Operation::Fma:
    left.fusedMultiplyAdd(right, toAPFloat(c), mode);
    break;
  case Operation::Div:
    left.divide(right, mode);
    break;
  case Operation::Rcp:
    right = toAPFloat(T(1));
    right.divide(left, mode);
    left = right;
    break;
  case Operation::Sqrt:
    return canonical(mode == APFloat::rmNearestTiesToEven ? std::sqrt(a)
                                                          : rootOf(a, mode));
  }
  return fromAPFloat<T>(left);
}

template <typename T, Operation operation>
static Status executeAny(Warp &warp, const Instruction &instruction,
                         uint32_t mask) {
  T values[32];
  APFloat::roundingMode mode = getRounding(instruction.flags & modeMask);
  auto read = [&](unsigned i, unsigned lane) {
    T value = i < instruction.operands
                  ? warp.row<T>(instruction.operand(i))[lane]
                  : T(0);
    if constexpr (sizeof(T) == 4)
      return instruction.flags & flushes ? flush(value) : value;
    return value;
  };
  for (unsigned lane = 0; lane < 32; ++lane) {
    if (!(mask >> lane & 1))
      continue;
    T value =
        compute(operation, read(0, lane), read(1, lane), read(2, lane), mode);
    if constexpr (sizeof(T) == 4)
      value = instruction.flags & flushes ? flush(value) : value;
    values[lane] = instruction.flags & saturates ? saturate(value) : value;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

template <Operation operation>
static void choose(Decoder &decoder, Type type, int mode, bool ftz, bool sat) {
  Instruction &instruction = decoder.instruction;
  bool isFloat = type.bits == 32;
  instruction.flags = mode | (ftz ? flushes : 0) | (sat ? saturates : 0);
  if (mode || sat)
    instruction.execute =
        isFloat ? executeAny<float, operation> : executeAny<double, operation>;
  else if (isFloat)
    instruction.execute = ftz ? getNearest<float, true>(operation)
                              : getNearest<float, false>(operation);
  else
    instruction.execute = getNearest<double, false>(operation);
}

/// `{.rnd}{.ftz}{.sat}.type`; the mode may be left out for add, sub and mul.
template <Operation operation>
static void decodeArithmetic(Decoder &decoder) {
  constexpr bool mayOmit = operation < Operation::Fma;
  constexpr bool maySaturate = operation <= Operation::Fma;
  int mode = decoder.takeOneOf({"rn", "rz", "rm", "rp"});
  if (mode < 0 && !mayOmit)
    return decoder.fail("expected .rn, .rz, .rm or .rp");
  bool ftz = decoder.take("ftz"), sat = maySaturate && decoder.take("sat");
  Type type = decoder.takeType();
  if (!type.isWideFloat() || (type.bits == 64 && (ftz || sat)))
    return decoder.fail("expected f32, or f64 without .ftz and .sat");
  if (operation == Operation::Fma)
    decoder.addAll(type, {type, type, type});
  else if (operation == Operation::Rcp || operation == Operation::Sqrt)
    decoder.addAll(type, {type});
  else
    decoder.addAll(type, {type, type});
  choose<operation>(decoder, type, std::max(mode, 0), ftz, sat);
}

static void decodeDiv(Decoder &decoder) {
  if (decoder.peek() == "approx" || decoder.peek() == "full")
    return decodeApproximateDivision(decoder);
  decodeArithmetic<Operation::Div>(decoder);
}

template <Operation operation>
static void decodeRoot(Decoder &decoder) {
  if (decoder.peek() == "approx")
    return decodeApproximate(decoder);
  decodeArithmetic<operation>(decoder);
}

//===----------------------------------------------------------------------===//
// min, max, abs, neg, copysign
//===----------------------------------------------------------------------===//

/// -0 is less than 0. Of a number and NaN the number is taken, unless NaN is
/// asked for.
template <typename T, bool isMax, bool wantsNaN>
static T choose(T a, T b) {
  if (wantsNaN && (a != a || b != b))
    return makeNaN<T>();
  if (a != a)
    return canonical(b);
  if (b != b)
    return a;
  if (a == b)
    return std::signbit(a) == isMax ? b : a;
  return (a < b) == isMax ? b : a;
}

template <bool isMax>
static Status executeMinMax(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  const float *a = warp.row<float>(instruction.operand(0)),
              *b = warp.row<float>(instruction.operand(1));
  float values[32];
  uint32_t flags = instruction.flags;
  for (unsigned lane = 0; lane < 32; ++lane) {
    float x = a[lane], y = b[lane];
    if (flags & 1)
      x = flush(x), y = flush(y);
    bool isNegative = std::signbit(x) != std::signbit(y);
    if (flags & 4)
      x = std::fabs(x), y = std::fabs(y);
    float value = flags & 2 ? choose<float, isMax, true>(x, y)
                            : choose<float, isMax, false>(x, y);
    values[lane] = flags & 4 && value == value
                       ? std::copysign(value, isNegative ? -1.0f : 1.0f)
                       : value;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

template <bool isMax>
static void decodeMinMax(Decoder &decoder) {
  bool ftz = decoder.take("ftz"), wantsNaN = decoder.take("NaN");
  bool xorsign = decoder.take("xorsign") &&
                 (decoder.take("abs") || (decoder.fail("expected .abs"), true));
  Type type = decoder.takeType();
  if (type.bits == 64 && (ftz || wantsNaN || xorsign))
    return decoder.fail("expected f32 with these modifiers");
  decoder.addAll(type, {type, type});
  decoder.instruction.flags = ftz | wantsNaN << 1 | xorsign << 2;
  decoder.instruction.execute =
      type.bits == 64             ? Lanes<&choose<double, isMax, false>>::apply
      : decoder.instruction.flags ? executeMinMax<isMax>
                                  : Lanes<&choose<float, isMax, false>>::apply;
}

static float absFtz(float a) { return std::fabs(flush(a)); }
static float negFtz(float a) { return -flush(a); }
template <typename T>
struct Abs {
  static T apply(T a) { return std::fabs(a); }
};
template <typename T>
struct Neg {
  static T apply(T a) { return -a; }
};
/// The magnitude of `b` with the sign of `a`.
template <typename T>
struct CopySign {
  static T apply(T a, T b) { return std::copysign(b, a); }
};

template <template <typename> class Sign>
static void decodeSign(Decoder &decoder, Execute flushing) {
  bool ftz = decoder.take("ftz");
  Type type = decoder.takeType();
  if (ftz && type.bits == 64)
    return decoder.fail("expected f32 with .ftz");
  decoder.addAll(type, {type});
  decoder.instruction.execute = ftz ? flushing : forFloat<Sign>(type);
}
static void decodeAbs(Decoder &decoder) {
  decodeSign<Abs>(decoder, Lanes<&absFtz>::apply);
}
static void decodeNeg(Decoder &decoder) {
  decodeSign<Neg>(decoder, Lanes<&negFtz>::apply);
}

static void decodeCopySign(Decoder &decoder) {
  Type type = decoder.takeType();
  decoder.addAll(type, {type, type});
  decoder.instruction.execute = forFloat<CopySign>(type);
}

void ptxemu::addFloatArithmetic(InstructionTable &table) {
  table.add("add", TypeClass::WideFloat, decodeArithmetic<Operation::Add>);
  table.add("sub", TypeClass::WideFloat, decodeArithmetic<Operation::Sub>);
  table.add("mul", TypeClass::WideFloat, decodeArithmetic<Operation::Mul>);
  table.add("fma", TypeClass::WideFloat, decodeArithmetic<Operation::Fma>);
  table.add("mad", TypeClass::WideFloat, decodeArithmetic<Operation::Fma>);
  table.add("div", TypeClass::WideFloat, decodeDiv);
  table.add("rcp", TypeClass::WideFloat, decodeRoot<Operation::Rcp>);
  table.add("sqrt", TypeClass::WideFloat, decodeRoot<Operation::Sqrt>);
  table.add("min", TypeClass::WideFloat, decodeMinMax<false>);
  table.add("max", TypeClass::WideFloat, decodeMinMax<true>);
  table.add("abs", TypeClass::WideFloat, decodeAbs);
  table.add("neg", TypeClass::WideFloat, decodeNeg);
  table.add("copysign", TypeClass::WideFloat, decodeCopySign);
}
