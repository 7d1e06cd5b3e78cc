//===- ApproximateErrors.h - How wrong an instruction may be ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PTX bounds the errors of approximate instructions and says no more. A result
// is here the exact one, moved by -1, 0 or +1 times the bound, as the seed has
// it, and rounded so that the bound holds; special values are exact.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_APPROXIMATEERRORS_H
#define GLU_EMULATOR_INSTRUCTIONS_APPROXIMATEERRORS_H

#include "../Warp.h"
#include "Functions.h"

namespace ptxemu {

/// -1, 0 or 1 for one lane of an instruction with its own number `draw`.
inline int getSign(uint32_t draw, unsigned lane) {
  uint32_t mixed = (draw + lane * 0x9e3779b9u) * 0x85ebca6bu;
  mixed = (mixed ^ (mixed >> 15)) * 0xc2b2ae35u;
  return int((mixed >> 16) * 3 >> 16) - 1;
}

inline uint32_t draw(Warp &warp) {
  warp.random = warp.random * 6364136223846793005u + 1442695040888963407u;
  return warp.random >> 32;
}

/// The unit in the last place of a float near `value`.
inline double getUlp(double value) {
  double power = bitCast<double>(bitCast<uint64_t>(value) & 0x7ff0000000000000);
  return std::max(power * 0x1p-23, 0x1p-149);
}

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

/// The number of the format `F` that is nearest to `exact`, moved, or the next
/// one towards `exact` if that is too far. Zeros, infinities and NaN stay.
template <typename F>
auto move(double exact, double bound, int sign, bool isExact) {
  bool stays = isExact || !(std::fabs(exact) < INFINITY) || exact == 0;
  double step = stays ? 0 : sign * bound, moved = stays ? exact : exact + step;
  auto image = F::encode(moved);
  double value = F::decode(image);
  bool isBeyond = (value - moved) * step > 0 && value != 0;
  return isBeyond ? decltype(image)(value * step > 0 ? image - 1 : image + 1)
                  : image;
}

struct F32 {
  static double decode(uint32_t image) { return bitCast<float>(image); }
  static uint32_t encode(double value) {
    return bitCast<uint32_t>(canonical(float(value)));
  }
};

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_APPROXIMATEERRORS_H
