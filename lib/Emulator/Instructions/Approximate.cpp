//===- Approximate.cpp - ex2, lg2, sin, cos, tanh, rcp, sqrt, rsqrt, div --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Approximate.h"
#include "../InstructionTable.h"
#include "ApproximateErrors.h"
#include "Families.h"
#include "Lanes.h"

using namespace ptxemu;

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
                        : type.isHalf()
                            ? chooseApproximateHalf(opcode, type, ftz)
                            : nullptr;
  if (!instruction.execute)
    decoder.fail("type or .ftz that '" + opcode + ".approx' does not have");
}

void ptxemu::addApproximate(InstructionTable &table) {
  for (llvm::StringRef opcode : {"ex2", "lg2", "sin", "cos", "tanh", "rsqrt"})
    table.add(opcode, TypeClass::Any, decodeApproximate);
}
