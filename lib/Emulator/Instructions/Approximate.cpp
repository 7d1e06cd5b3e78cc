//===- Approximate.cpp - ex2, lg2, sin, cos, tanh, rcp, sqrt, rsqrt, div --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PTX bounds the errors of these instructions and says no more. A result is
// here the exact one, moved by -1, 0 or +1 times the bound, as the seed has it,
// and rounded so that the bound holds; special values are exact.
//
//===----------------------------------------------------------------------===//

#include "Approximate.h"
#include "../InstructionTable.h"
#include "Families.h"
#include "Functions.h"
#include "Half.h"
#include "Lanes.h"

using namespace ptxemu;

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// -1, 0 or 1 for one lane of an instruction with its own number `draw`.
static int getSign(uint32_t draw, unsigned lane) {
  uint32_t mixed = (draw + lane * 0x9e3779b9u) * 0x85ebca6bu;
  mixed = (mixed ^ (mixed >> 15)) * 0xc2b2ae35u;
  return int((mixed >> 16) * 3 >> 16) - 1;
}

static uint32_t draw(Warp &warp) {
  warp.random = warp.random * 6364136223846793005u + 1442695040888963407u;
  return warp.random >> 32;
}

/// The unit in the last place of a float near `value`.
static double getUlp(double value) {
  double power = bitCast<double>(bitCast<uint64_t>(value) & 0x7ff0000000000000);
  return std::max(power * 0x1p-23, 0x1p-149);
}

namespace {
/// Functions in double: their values, the errors that PTX allows in f32, and
/// arguments whose results are exact. CUDA's own functions rely on exact powers
/// of two.
struct Ex2 {
  static double apply(double x) { return computeExp2(x); }
  static double bound(double, double exact) { return 2 * getUlp(exact); }
  static bool isExact(double x) {
    return std::fabs(x) >= 0x1p23 || x == x + integerShift - integerShift;
  }
};
struct Lg2 {
  static double apply(double x) { return computeLog2(x); }
  static double bound(double x, double exact) {
    return 0x1p-22 * (x > 0.5 && x < 2 ? 1 : std::fabs(exact));
  }
  static bool isExact(double) { return false; }
};
struct Sin {
  static constexpr uint64_t quarters = 0;
  static double apply(double x) { return computeSin(x, quarters); }
  static double applyFar(double x) { return std::sin(x); }
  static double bound(double x, double) {
    // 2^-20.5 and 2^-14.7.
    constexpr double near = 0x1.6a09e667f3bcdp-21, far = 0x1.3b2c47bff832cp-15;
    return std::fabs(x) <= 2 * M_PI ? near : far;
  }
  static bool isExact(double x) { return x == 0; }
};
struct Cos : Sin {
  static constexpr uint64_t quarters = 1;
  static double apply(double x) { return computeSin(x, quarters); }
  static double applyFar(double x) { return std::cos(x); }
};
struct Tanh {
  static double apply(double x) { return computeTanh(x); }
  static double bound(double, double exact) {
    return 0x1p-11 * std::fabs(exact);
  }
  static bool isExact(double x) {
    return std::fabs(x) < 0x1p-126 || std::fabs(x) == INFINITY;
  }
};
struct Rcp {
  static double apply(double x) { return 1 / x; }
  static double bound(double, double exact) { return getUlp(exact); }
  static bool isExact(double) { return false; }
};
struct Sqrt {
  static double apply(double x) { return std::sqrt(x); }
  static double bound(double, double exact) { return 0x1p-23 * exact; }
  static bool isExact(double) { return false; }
};
struct Rsqrt {
  static double apply(double x) { return 1 / std::sqrt(x); }
  static double bound(double, double exact) {
    // 2^-22.9
    return 0x1.125fbee250669p-23 * std::fabs(exact);
  }
  static bool isExact(double) { return false; }
};
} // namespace

/// The number of the format `F` that is nearest to `exact`, moved, or the next
/// one towards `exact` if that is too far. Zeros, infinities and NaN stay.
template <typename F>
static auto move(double exact, double bound, int sign, bool isExact) {
  bool stays = isExact || !(std::fabs(exact) < INFINITY) || exact == 0;
  double step = stays ? 0 : sign * bound, moved = stays ? exact : exact + step;
  auto image = F::encode(moved);
  double value = F::decode(image);
  bool isBeyond = (value - moved) * step > 0 && value != 0;
  return isBeyond ? decltype(image)(value * step > 0 ? image - 1 : image + 1)
                  : image;
}

namespace {
struct F32 {
  static double decode(uint32_t image) { return bitCast<float>(image); }
  static uint32_t encode(double value) {
    return bitCast<uint32_t>(canonical(float(value)));
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// f32 and f64
//===----------------------------------------------------------------------===//

namespace {
template <typename Function, bool isFtz>
struct Floats {
  static float read(float x) { return isFtz ? flush(x) : x; }
  static uint32_t finish(double x, double exact, int sign) {
    uint32_t image =
        move<F32>(exact, Function::bound(x, exact), sign, Function::isExact(x));
    return isFtz && !(image & 0x7f800000) ? image & 0x80000000 : image;
  }
  GLU_VECTORS static void compute(const float *from, uint32_t *to,
                                  uint32_t mask, uint32_t draw) {
    alignas(64) uint32_t values[32];
    for (unsigned lane = 0; lane < 32; ++lane) {
      double x = read(from[lane]);
      values[lane] = finish(x, Function::apply(x), getSign(draw, lane));
    }
    writeLanes(to, values, mask);
  }

  static Status execute(Warp &warp, const Instruction &instruction,
                        uint32_t mask) {
    compute(warp.row<float>(instruction.operand(0)),
            warp.row<uint32_t>(instruction.result(0)), mask, draw(warp));
    return Status::Next;
  }
};

/// Of angles, of which large ones take more than a loop that vectorizes.
template <typename Function, bool isFtz>
struct Angles : Floats<Function, isFtz> {
  using Base = Floats<Function, isFtz>;
  static bool isFar(float x) { return !(std::fabs(x) <= maxAngle); }

  GLU_VECTORS static bool hasFar(const float *from) {
    bool found = false;
    for (unsigned lane = 0; lane < 32; ++lane)
      found |= isFar(from[lane]);
    return found;
  }
  static Status execute(Warp &warp, const Instruction &instruction,
                        uint32_t mask) {
    const float *from = warp.row<float>(instruction.operand(0));
    if (!hasFar(from))
      return Base::execute(warp, instruction, mask);
    uint32_t *to = warp.row<uint32_t>(instruction.result(0));
    uint32_t number = draw(warp);
    for (uint32_t rest = mask; rest; rest &= rest - 1) {
      unsigned lane = llvm::countr_zero(rest);
      double x = Base::read(from[lane]);
      double exact = isFar(x) ? Function::applyFar(x) : Function::apply(x);
      to[lane] = Base::finish(x, exact, getSign(number, lane));
    }
    return Status::Next;
  }
};
} // namespace

/// Doubles have errors that rounding does not matter for.
static double moveDouble(double exact, double relative, int sign) {
  bool stays = !std::isfinite(exact);
  return canonical(stays ? exact : exact + sign * relative * std::fabs(exact));
}

/// rsqrt of f64, which is as accurate as CUDA's function.
static Status executeRsqrtDouble(Warp &warp, const Instruction &instruction,
                                 uint32_t mask) {
  const double *from = warp.row<double>(instruction.operand(0));
  double values[32];
  uint32_t number = draw(warp);
  for (unsigned lane = 0; lane < 32; ++lane)
    values[lane] =
        moveDouble(Rsqrt::apply(from[lane]), 0x1p-52, getSign(number, lane));
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
  auto flushed = [](double value) {
    bool isSubnormal = std::fpclassify(value) == FP_SUBNORMAL;
    return isSubnormal ? std::copysign(0.0, value) : value;
  };
  uint32_t number = draw(warp);
  for (unsigned lane = 0; lane < 32; ++lane) {
    double exact = Function::apply(flushed(upper(from[lane])));
    values[lane] =
        upper(flushed(moveDouble(exact, 0x1p-20, getSign(number, lane))));
  }
  warp.write(instruction.result(0), values, mask);
  return Status::Next;
}

//===----------------------------------------------------------------------===//
// f16 and bf16
//===----------------------------------------------------------------------===//

template <typename Function, typename F>
static double getBound(double exact) {
  constexpr bool isBf16 = std::is_same_v<F, Bf16>;
  // 2^-10.987 and 2^-9.9 for f16.
  if (std::is_same_v<Function, Tanh>)
    return isBf16 ? 0x1p-8 : 0x1.0251353756991p-11;
  return std::fabs(exact) * (isBf16 ? 0x1p-7 : 0x1.125fbee250663p-10);
}

template <typename Function, typename F>
static uint16_t computeHalf(uint16_t image, bool isFtz, int sign) {
  double x = F::decode(isFtz ? F::flush(image) : image);
  double exact = Function::apply(x);
  // tanh of zero is zero, and it stays between -1 and 1.
  uint16_t result = move<F>(exact, getBound<Function, F>(exact), sign, x == 0);
  if (std::is_same_v<Function, Tanh> && std::fabs(F::decode(result)) > 1)
    result = F::encode(std::copysign(1.0, x));
  return isFtz ? F::flush(result) : result;
}

template <typename Function, typename F>
static Status executeHalf(Warp &warp, const Instruction &instruction,
                          uint32_t mask) {
  bool isPacked = instruction.flags & 1, isFtz = instruction.flags & 2;
  uint32_t values[32], number = draw(warp), other = draw(warp);
  uint16_t halves[32];
  for (unsigned lane = 0; lane < 32; ++lane) {
    int sign = getSign(number, lane);
    if (!isPacked) {
      uint16_t x = warp.row<uint16_t>(instruction.operand(0))[lane];
      halves[lane] = computeHalf<Function, F>(x, isFtz, sign);
      continue;
    }
    uint32_t x = warp.row<uint32_t>(instruction.operand(0))[lane];
    uint32_t high =
        computeHalf<Function, F>(x >> 16, isFtz, getSign(other, lane));
    values[lane] = computeHalf<Function, F>(x, isFtz, sign) | high << 16;
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

namespace {
/// Two units in the last place. For large divisors div.approx gives zero.
template <bool isFull>
struct Division {
  GLU_VECTORS static void compute(const float *a, const float *b, uint32_t *to,
                                  uint32_t mask, uint32_t draw, bool isFtz) {
    alignas(64) uint32_t values[32];
    for (unsigned lane = 0; lane < 32; ++lane) {
      float x = isFtz ? flush(a[lane]) : a[lane],
            y = isFtz ? flush(b[lane]) : b[lane];
      double exact = double(x) / double(y);
      uint32_t image =
          move<F32>(exact, 2 * getUlp(exact), getSign(draw, lane), false);
      bool isLarge =
          !isFull && std::fabs(y) > 0x1p126f && std::fabs(y) < INFINITY;
      float zero = std::copysign(0.0f, x * std::copysign(1.0f, y));
      float value = std::fabs(x) == INFINITY ? makeNaN<float>() : zero;
      image = isLarge && x == x ? bitCast<uint32_t>(value) : image;
      values[lane] =
          isFtz && !(image & 0x7f800000) ? image & 0x80000000 : image;
    }
    writeLanes(to, values, mask);
  }
};
} // namespace

template <bool isFull>
static Status executeDivision(Warp &warp, const Instruction &instruction,
                              uint32_t mask) {
  Division<isFull>::compute(warp.row<float>(instruction.operand(0)),
                            warp.row<float>(instruction.operand(1)),
                            warp.row<uint32_t>(instruction.result(0)), mask,
                            draw(warp), instruction.flags);
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

template <typename Function, template <typename, bool> class Execution = Floats>
static Execute chooseFloat(bool ftz) {
  return ftz ? Execution<Function, true>::execute
             : Execution<Function, false>::execute;
}

static Execute chooseFloat(llvm::StringRef opcode, bool ftz) {
  if (opcode == "ex2")
    return chooseFloat<Ex2>(ftz);
  if (opcode == "lg2")
    return chooseFloat<Lg2>(ftz);
  if (opcode == "sin")
    return chooseFloat<Sin, Angles>(ftz);
  if (opcode == "cos")
    return chooseFloat<Cos, Angles>(ftz);
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
    return isBf16 ? executeHalf<Ex2, Bf16> : executeHalf<Ex2, F16>;
  if (opcode == "tanh" && !ftz)
    return isBf16 ? executeHalf<Tanh, Bf16> : executeHalf<Tanh, F16>;
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
