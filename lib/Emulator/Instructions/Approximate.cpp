//===- Approximate.cpp - ex2, lg2, sin, cos, tanh, rcp, sqrt, rsqrt, div --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PTX bounds the errors of these instructions and says no more. A result is
// here the exact one, moved by -1, 0 or +1 times the bound, as the seed has it;
// special values are exact.
//
//===----------------------------------------------------------------------===//

#include "Approximate.h"
#include "../Float.h"
#include "../InstructionTable.h"
#include "Families.h"
#include "Lanes.h"

using namespace ptxemu;

/// -1, 0 or 1 for one lane of one instruction.
static int drawSign(Warp &warp) {
  warp.random = warp.random * 6364136223846793005u + 1442695040888963407u;
  return int((warp.random >> 33) % 3) - 1;
}

namespace {
struct Bound {
  /// Of the result, and without regard to it.
  double relative, absolute;
};
/// Functions in double, with the bounds of their results in f32.
struct Ex2 {
  static double apply(double x) { return std::exp2(x); }
  static Bound bound(double) { return {0x1p-22, 0}; }
};
struct Lg2 {
  static double apply(double x) { return std::log2(x); }
  static Bound bound(double x) {
    return x > 0.5 && x < 2 ? Bound{0, 0x1p-22} : Bound{0x1p-22, 0};
  }
};
struct Sin {
  static double apply(double x) { return std::sin(x); }
  static Bound bound(double x) {
    return {0, std::fabs(x) <= 2 * M_PI ? 0x1p-20 : 0x1p-14};
  }
};
struct Cos {
  static double apply(double x) { return std::cos(x); }
  static Bound bound(double x) { return Sin::bound(x); }
};
struct Tanh {
  static double apply(double x) { return std::tanh(x); }
  static Bound bound(double) { return {0x1p-11, 0}; }
};
struct Rcp {
  static double apply(double x) { return 1 / x; }
  static Bound bound(double) { return {0x1p-23, 0}; }
};
struct Sqrt {
  static double apply(double x) { return std::sqrt(x); }
  static Bound bound(double) { return {0x1p-23, 0}; }
};
struct Rsqrt {
  static double apply(double x) { return 1 / std::sqrt(x); }
  static Bound bound(double) { return {0x1p-22, 0}; }
};
} // namespace

/// Moves a result; zeros, infinities and NaN stay.
static double move(double exact, Bound bound, int sign) {
  if (!std::isfinite(exact) || (exact == 0 && !bound.absolute))
    return exact;
  return exact + sign * (bound.relative * std::fabs(exact) + bound.absolute);
}

template <typename Function, bool isFtz>
static Status executeFloat(Warp &warp, const Instruction &instruction,
                           uint32_t mask) {
  const float *from = warp.row<float>(instruction.operand(0));
  float values[32];
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    float x = isFtz ? flush(from[lane]) : from[lane];
    bool isTrigonometric =
        std::is_same_v<Function, Sin> || std::is_same_v<Function, Cos>;
    // The sine of a zero is that zero. Powers of two are exact: CUDA's own
    // functions rely on it.
    bool isExact = isTrigonometric ? x == 0
                                   : std::is_same_v<Function, Ex2> &&
                                         x == std::nearbyint(x);
    double exact = Function::apply(x);
    float value = canonical(float(
        isExact ? exact : move(exact, Function::bound(x), drawSign(warp))));
    values[lane] = isFtz ? flush(value) : value;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

/// rsqrt of f64, which is as accurate as CUDA's function.
static Status executeRsqrtDouble(Warp &warp, const Instruction &instruction,
                                 uint32_t mask) {
  const double *from = warp.row<double>(instruction.operand(0));
  double values[32];
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    double exact = Rsqrt::apply(from[lane]);
    values[lane] = canonical(move(exact, {0x1p-52, 0}, drawSign(warp)));
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

/// With .ftz, rcp and rsqrt of f64 work on the upper halves alone.
template <typename Function>
static Status executeDouble(Warp &warp, const Instruction &instruction,
                            uint32_t mask) {
  const double *from = warp.row<double>(instruction.operand(0));
  double values[32];
  auto upper = [](double value) {
    return bitCast<double>(bitCast<uint64_t>(value) & ~uint64_t(UINT32_MAX));
  };
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    double x = upper(from[lane]);
    bool isSubnormal = std::fpclassify(x) == FP_SUBNORMAL;
    double exact = Function::apply(isSubnormal ? std::copysign(0.0, x) : x);
    double value = canonical(move(exact, {0x1p-20, 0}, drawSign(warp)));
    values[lane] = std::fpclassify(value) == FP_SUBNORMAL
                       ? std::copysign(0.0, value)
                       : upper(value);
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// f16 and bf16
//===----------------------------------------------------------------------===//

template <typename Function, bool isBf16>
static Status executeHalf(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  bool isPacked = instruction.flags & 1, isFtz = instruction.flags & 2;
  Bound bound = std::is_same_v<Function, Tanh>
                    ? Bound{0, isBf16 ? 0x1p-8 : 0x1p-10}
                    : Bound{isBf16 ? 0x1p-7 : 0x1p-9, 0};
  auto compute = [&](uint16_t image) -> uint16_t {
    float x = isBf16 ? fromBf16(image) : fromF16(image);
    if (isFtz && !(image & (isBf16 ? 0x7f80 : 0x7c00)))
      x = std::copysign(0.0f, x);
    double exact = Function::apply(x);
    // tanh of zero is zero, and it stays between -1 and 1.
    double value = x == 0 ? exact : move(exact, bound, drawSign(warp));
    if (std::is_same_v<Function, Tanh> && std::fabs(value) > 1)
      value = std::copysign(1.0, value);
    uint16_t result = isBf16 ? toBf16(value) : toF16(value);
    if (isFtz && !(result & (isBf16 ? 0x7f80 : 0x7c00)))
      result &= 0x8000;
    return result;
  };
  uint32_t values[32];
  uint16_t halves[32];
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    if (!isPacked) {
      halves[lane] = compute(warp.row<uint16_t>(instruction.operand(0))[lane]);
      continue;
    }
    uint32_t x = warp.row<uint32_t>(instruction.operand(0))[lane];
    values[lane] = compute(x) | uint32_t(compute(x >> 16)) << 16;
  }
  if (isPacked)
    warp.write(instruction.result(0), values, mask);
  else
    warp.write(instruction.result(0), halves, mask);
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// Division
//===----------------------------------------------------------------------===//

/// Two units in the last place. For large divisors div.approx gives zero.
template <bool isFull>
static Status executeDivision(Warp &warp, const Instruction &instruction,
                              uint32_t mask) {
  const float *a = warp.row<float>(instruction.operand(0)),
              *b = warp.row<float>(instruction.operand(1));
  float values[32];
  bool isFtz = instruction.flags;
  for (uint32_t rest = mask; rest; rest &= rest - 1) {
    unsigned lane = llvm::countr_zero(rest);
    float x = isFtz ? flush(a[lane]) : a[lane],
          y = isFtz ? flush(b[lane]) : b[lane];
    double exact = double(x) / double(y);
    float value = canonical(float(move(exact, {0x1p-22, 0}, drawSign(warp))));
    if (!isFull && std::fabs(y) > 0x1p126f && std::isfinite(y))
      value = std::isinf(x) ? makeNaN<float>()
              : x == x      ? std::copysign(0.0f, x * std::copysign(1.0f, y))
                            : value;
    values[lane] = isFtz ? flush(value) : value;
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

void ptxemu::decodeApproximateDivision(Decoder &decoder) {
  bool isFull = decoder.takeOneOf({"approx", "full"}) == 1;
  decoder.instruction.flags = decoder.take("ftz");
  Type type = decoder.takeType();
  if (!type.is(Kind::Float, 32))
    return decoder.fail("expected f32");
  decoder.addAll(type, {type, type});
  decoder.instruction.execute =
      isFull ? executeDivision<true> : executeDivision<false>;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

template <typename Function>
static Execute chooseFloat(bool ftz) {
  return ftz ? executeFloat<Function, true> : executeFloat<Function, false>;
}

static Execute chooseFloat(llvm::StringRef opcode, bool ftz) {
  if (opcode == "ex2")
    return chooseFloat<Ex2>(ftz);
  if (opcode == "lg2")
    return chooseFloat<Lg2>(ftz);
  if (opcode == "sin")
    return chooseFloat<Sin>(ftz);
  if (opcode == "cos")
    return chooseFloat<Cos>(ftz);
  if (opcode == "tanh")
    return ftz ? nullptr : chooseFloat<Tanh>(false);
  if (opcode == "rcp")
    return chooseFloat<Rcp>(ftz);
  if (opcode == "sqrt")
    return chooseFloat<Sqrt>(ftz);
  return chooseFloat<Rsqrt>(ftz);
}

static Execute chooseDouble(llvm::StringRef opcode, bool ftz) {
  if (opcode == "rcp" && ftz)
    return executeDouble<Rcp>;
  if (opcode == "rsqrt")
    return ftz ? executeDouble<Rsqrt> : executeRsqrtDouble;
  return nullptr;
}

static Execute chooseHalf(llvm::StringRef opcode, Type type, bool ftz) {
  bool isBf16 = type.kind == Kind::BFloat;
  // bf16 has .ftz always, tanh never.
  if (opcode == "ex2" && (!isBf16 || ftz))
    return isBf16 ? executeHalf<Ex2, true> : executeHalf<Ex2, false>;
  if (opcode == "tanh" && !ftz)
    return isBf16 ? executeHalf<Tanh, true> : executeHalf<Tanh, false>;
  return nullptr;
}

void ptxemu::decodeApproximate(Decoder &decoder) {
  if (!decoder.take("approx"))
    return decoder.fail("expected .approx");
  bool ftz = decoder.take("ftz");
  Type type = decoder.takeType();
  llvm::StringRef opcode = decoder.getStatement().opcode;
  decoder.addAll(type, {type});
  Instruction &instruction = decoder.instruction;
  instruction.flags = (type.packed ? 1 : 0) | (ftz ? 2 : 0);
  instruction.execute = type.is(Kind::Float, 32)   ? chooseFloat(opcode, ftz)
                        : type.is(Kind::Float, 64) ? chooseDouble(opcode, ftz)
                        : type.isHalf() ? chooseHalf(opcode, type, ftz)
                                        : nullptr;
  if (!instruction.execute)
    decoder.fail("type or .ftz that '" + opcode + ".approx' does not have");
}

void ptxemu::addApproximate(InstructionTable &table) {
  for (llvm::StringRef opcode : {"ex2", "lg2", "sin", "cos", "tanh", "rsqrt"})
    table.add(opcode, TypeClass::Any, decodeApproximate);
}
