//===- ApproximateHalf.cpp - ex2 and tanh of f16 and bf16 -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Approximate.h"
#include "ApproximateErrors.h"
#include "Half.h"

using namespace ptxemu;

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

Execute ptxemu::chooseApproximateHalf(llvm::StringRef opcode, Type type,
                                      bool ftz) {
  bool isBf16 = type.kind == Kind::BFloat;
  // bf16 has .ftz always, tanh never.
  if (opcode == "ex2" && (!isBf16 || ftz))
    return isBf16 ? executeHalf<Ex2, Bf16> : executeHalf<Ex2, F16>;
  if (opcode == "tanh" && !ftz)
    return isBf16 ? executeHalf<Tanh, Bf16> : executeHalf<Tanh, F16>;
  return nullptr;
}
