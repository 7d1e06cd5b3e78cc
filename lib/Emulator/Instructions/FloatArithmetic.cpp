//===- FloatArithmetic.cpp - add, sub, mul, fma, div, sqrt in f32, f64 ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Float.h"
#include "../InstructionTable.h"
#include "Approximate.h"
#include "Families.h"
#include "Half.h"
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

namespace {
/// f32 in double, where a result is exact, rounded to odd, or with 53 bits on
/// the right side of what has 24.
template <Operation operation>
struct Floats {
  static double apply(double a, double b, double c) {
    switch (operation) {
    case Operation::Add:
      return addToOdd(a, b);
    case Operation::Sub:
      return addToOdd(a, -b);
    case Operation::Mul:
      return a * b;
    case Operation::Fma:
      return addToOdd(a * b, c);
    case Operation::Div:
      return a / b;
    case Operation::Rcp:
      return 1 / a;
    case Operation::Sqrt:
      return std::sqrt(a);
    }
    return a;
  }
  /// Whether the result is a zero that is neither of two addends, which is
  /// negative in mode rm.
  static bool isCancelled(double a, double b, double c) {
    double left = operation == Operation::Fma ? a * b : a;
    double right = operation == Operation::Fma   ? c
                   : operation == Operation::Sub ? -b
                                                 : b;
    return operation <= Operation::Sub || operation == Operation::Fma
               ? left + right == 0 && std::signbit(left) != std::signbit(right)
               : false;
  }
  static float round(double exact, int mode) {
    float nearest = float(exact);
    uint32_t image = bitCast<uint32_t>(nearest);
    bool isPositive = exact > 0;
    bool isAbove = nearest > exact, isBelow = nearest < exact;
    // In the order rn, rz, rm, rp.
    bool goesDown = mode == 2 || (mode == 1 && isPositive),
         goesUp = mode == 3 || (mode == 1 && !isPositive);
    bool shrinks = isPositive ? isAbove && goesDown : isBelow && goesUp;
    bool grows = isPositive ? isBelow && goesUp : isAbove && goesDown;
    uint32_t sign = isPositive ? 0 : 0x80000000;
    image = shrinks ? image - 1 : grows ? (image | sign) + 1 : image;
    return bitCast<float>(image);
  }
  GLU_VECTORS static void compute(const float *a, const float *b,
                                  const float *c, uint32_t flags, float *to) {
    int mode = flags & modeMask;
    bool isFtz = flags & flushes, isSat = flags & saturates;
    for (unsigned lane = 0; lane < 32; ++lane) {
      double x = isFtz ? flush(a[lane]) : a[lane],
             y = isFtz ? flush(b[lane]) : b[lane],
             z = isFtz ? flush(c[lane]) : c[lane];
      float value = canonical(round(apply(x, y, z), mode));
      value = mode == 2 && isCancelled(x, y, z) ? -0.0f : value;
      value = isFtz ? flush(value) : value;
      to[lane] = isSat ? saturate(value) : value;
    }
  }
};
} // namespace

template <Operation operation>
static Status executeFloats(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  auto read = [&](unsigned i) {
    return warp.row<float>(
        instruction.operand(i < instruction.operands ? i : 0));
  };
  alignas(64) float values[32];
  Floats<operation>::compute(read(0), read(1), read(2), instruction.flags,
                             values);
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

/// The root nearest to `value`, moved where the mode wants it.
static double rootOf(double value, APFloat::roundingMode mode) {
  double root = std::sqrt(value);
  if (!std::isfinite(root) || root == 0)
    return root;
  // The sign of value - root^2, which fma gives without an error.
  double rest = std::fma(-root, root, value);
  if (rest < 0 && mode != APFloat::rmTowardPositive)
    return std::nextafter(root, 0);
  if (rest > 0 && mode == APFloat::rmTowardPositive)
    return std::nextafter(root, INFINITY);
  return root;
}

static double compute(Operation operation, double a, double b, double c,
                      APFloat::roundingMode mode) {
  APFloat left = APFloat(a), right = APFloat(b);
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
    left.fusedMultiplyAdd(right, APFloat(c), mode);
    break;
  case Operation::Div:
    left.divide(right, mode);
    break;
  case Operation::Rcp:
    right = APFloat(1.0);
    right.divide(left, mode);
    left = right;
    break;
  case Operation::Sqrt:
    return canonical(mode == APFloat::rmNearestTiesToEven ? std::sqrt(a)
                                                          : rootOf(a, mode));
  }
  return canonical(left.convertToDouble());
}

/// f64 in the other modes.
template <Operation operation>
static Status executeDoubles(Warp &warp, const Instruction &instruction,
                             uint32_t mask) {
  double values[32];
  APFloat::roundingMode mode = getRounding(instruction.flags & modeMask);
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    auto read = [&](unsigned i) {
      return i < instruction.operands
                 ? warp.row<double>(instruction.operand(i))[lane]
                 : 0.0;
    };
    values[lane] = compute(operation, read(0), read(1), read(2), mode);
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
        isFloat ? executeFloats<operation> : executeDoubles<operation>;
  else if (isFloat)
    instruction.execute = ftz ? getNearest<float, true>(operation)
                              : getNearest<float, false>(operation);
  else
    instruction.execute = getNearest<double, false>(operation);
}

/// `{.rnd}{.ftz}{.sat}.type`; the mode may be left out for add, sub and mul.
/// `add.rn.f32.bf16 d, a, c`: all operands but the last are halves.
template <typename F, Operation operation>
static Status executeMixed(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  alignas(64) float halves[2][32], values[32];
  unsigned last = instruction.operands - 1;
  for (unsigned i = 0; i < last; ++i)
    for (unsigned lane = 0; lane < 32; ++lane)
      halves[i][lane] =
          F::decode(warp.row<uint16_t>(instruction.operand(i))[lane]);
  const float *third = warp.row<float>(instruction.operand(last));
  Floats<operation>::compute(halves[0], last == 2 ? halves[1] : third, third,
                             instruction.flags, values);
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

template <Operation operation>
static void decodeMixed(Decoder &decoder, int mode, bool sat) {
  Type f32 = {Kind::Float, 32}, half = decoder.takeType();
  if (!half.isHalf() || half.packed)
    return decoder.fail("expected f16 or bf16");
  if (operation == Operation::Fma)
    decoder.addAll(f32, {half, half, f32});
  else
    decoder.addAll(f32, {half, f32});
  decoder.instruction.flags = mode | (sat ? saturates : 0);
  decoder.instruction.execute = half.kind == Kind::BFloat
                                    ? executeMixed<Bf16, operation>
                                    : executeMixed<F16, operation>;
}

/// Pairs of f32, of which each half of a register has one.
template <Operation operation>
static Status executePairs(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  alignas(64) float from[3][32], halves[32];
  alignas(64) uint64_t values[32] = {};
  for (unsigned shift : {0, 32}) {
    for (unsigned i = 0; i < 3; ++i) {
      unsigned operand = i < instruction.operands ? i : 0;
      const uint64_t *row = warp.row<uint64_t>(instruction.operand(operand));
      for (unsigned lane = 0; lane < 32; ++lane)
        from[i][lane] = bitCast<float>(uint32_t(row[lane] >> shift));
    }
    Floats<operation>::compute(from[0], from[1], from[2], instruction.flags,
                               halves);
    for (unsigned lane = 0; lane < 32; ++lane)
      values[lane] |= uint64_t(bitCast<uint32_t>(halves[lane])) << shift;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

template <Operation operation>
static void decodePairs(Decoder &decoder, Type type, int mode, bool ftz) {
  if (operation == Operation::Fma)
    decoder.addAll(type, {type, type, type});
  else
    decoder.addAll(type, {type, type});
  decoder.instruction.flags = mode | (ftz ? flushes : 0);
  decoder.instruction.execute = executePairs<operation>;
}

template <Operation operation>
static void decodeArithmetic(Decoder &decoder) {
  constexpr bool mayOmit = operation < Operation::Fma;
  constexpr bool maySaturate = operation <= Operation::Fma;
  int mode = decoder.takeOneOf({"rn", "rz", "rm", "rp"});
  if (mode < 0 && !mayOmit)
    return decoder.fail("expected .rn, .rz, .rm or .rp");
  bool ftz = decoder.take("ftz"), sat = maySaturate && decoder.take("sat");
  Type type = decoder.takeType();
  constexpr bool mayBeMixed = operation == Operation::Fma ||
                              operation == Operation::Add ||
                              operation == Operation::Sub;
  constexpr bool mayBePairs = maySaturate;
  if (mayBePairs && type.isPairOfFloats() && !sat)
    return decodePairs<operation>(decoder, type, std::max(mode, 0), ftz);
  if (mayBeMixed && !ftz && type.is(Kind::Float, 32) && !decoder.peek().empty())
    return decodeMixed<operation>(decoder, std::max(mode, 0), sat);
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
  table.add("add", TypeClass::PairOfFloats, decodeArithmetic<Operation::Add>);
  table.add("sub", TypeClass::WideFloat, decodeArithmetic<Operation::Sub>);
  table.add("sub", TypeClass::PairOfFloats, decodeArithmetic<Operation::Sub>);
  table.add("mul", TypeClass::WideFloat, decodeArithmetic<Operation::Mul>);
  table.add("mul", TypeClass::PairOfFloats, decodeArithmetic<Operation::Mul>);
  table.add("fma", TypeClass::WideFloat, decodeArithmetic<Operation::Fma>);
  table.add("fma", TypeClass::PairOfFloats, decodeArithmetic<Operation::Fma>);
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
