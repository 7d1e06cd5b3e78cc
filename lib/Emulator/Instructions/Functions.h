//===- Functions.h - Functions in double that vectorize ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For arguments that are floats. Errors are below 2^-48 of the result (sin and
// cos: 2^-48), far below what PTX allows its approximations, and the results
// are the same on all processors. There are no branches, so that loops over
// lanes vectorize.
//
//===----------------------------------------------------------------------===//

#ifndef GLU_EMULATOR_INSTRUCTIONS_FUNCTIONS_H
#define GLU_EMULATOR_INSTRUCTIONS_FUNCTIONS_H

#include "../Float.h"
#include <cstddef>

namespace ptxemu {

/// Adding it rounds a small number to an integer, in the lowest bits.
constexpr double integerShift = 0x1.8p52;

template <size_t n>
inline double evaluate(const double (&coefficients)[n], double x) {
  double sum = coefficients[n - 1];
  for (size_t i = n - 1; i-- > 0;)
    sum = sum * x + coefficients[i];
  return sum;
}

inline double computeExp2(double x) {
  // On [-0.5, 0.5].
  constexpr double coefficients[] = {
      1.0,
      0x1.62e42fefa39efp-1,
      0x1.ebfbdff82c5aep-3,
      0x1.c6b08d704a0c6p-5,
      0x1.3b2ab6fb9f1a5p-7,
      0x1.5d87fe78a3f9cp-10,
      0x1.430913112c61bp-13,
      0x1.ffcbfc6da6ed1p-17,
      0x1.62bfc2c86d700p-20,
      0x1.b524ebd13a55fp-24,
      0x1.e6228acd1c6e5p-28,
      0x1.e9ec1fcb69a7fp-32,
  };
  // Beyond, floats overflow and underflow anyhow.
  x = x < -1000 ? -1000 : x > 1000 ? 1000 : x;
  double shifted = x + integerShift;
  double scale = bitCast<double>((bitCast<uint64_t>(shifted) + 1023) << 52);
  return scale * evaluate(coefficients, x - (shifted - integerShift));
}

inline double computeLog2(double x) {
  // log2((1 + s) / (1 - s)) / s in powers of s^2, for s from a mantissa in
  // [sqrt(1/2), sqrt(2)].
  constexpr double coefficients[] = {
      0x1.71547652b82fep+1, 0x1.ec709dc3a047dp-1, 0x1.2776c50ee39a8p-1,
      0x1.a61762d6994c5p-2, 0x1.484afb7803eb7p-2, 0x1.0ca160e467351p-2,
      0x1.c46df9124cd18p-3, 0x1.b593effe69a3cp-3,
  };
  constexpr uint64_t rootOfHalf = 0x3fe6a09e667f3bcd, bias = uint64_t(1) << 62;
  uint64_t image = bitCast<uint64_t>(x);
  // The bias keeps the shift from needing a sign.
  uint64_t biased = (image - rootOfHalf + bias) >> 52;
  double mantissa =
      bitCast<double>(image - (biased << 52) + (bias >> 52 << 52));
  double exponent = bitCast<double>(bitCast<uint64_t>(integerShift) + biased) -
                    (integerShift + double(bias >> 52));
  double s = (mantissa - 1) / (mantissa + 1);
  double result = exponent + s * evaluate(coefficients, s * s);
  result = x < INFINITY ? result : x;
  result = x == 0 ? -INFINITY : result;
  return x < 0 ? NAN : result;
}

/// Up to this magnitude arguments are reduced precisely enough.
constexpr double maxAngle = 0x1p20;

/// sin(x + quarters * pi / 2)
inline double computeSin(double x, uint64_t quarters) {
  constexpr double sine[] = {
      1.0,
      -0x1.5555555555543p-3,
      0x1.111111110f3d8p-7,
      -0x1.a01a019ba8e2ap-13,
      0x1.71de3530452f6p-19,
      -0x1.ae5e37985bcaap-26,
      0x1.5d87520e073a2p-33,
  };
  constexpr double cosine[] = {
      1.0,
      -0.5,
      0x1.5555555555536p-5,
      -0x1.6c16c16c139ffp-10,
      0x1.a01a019b1da27p-16,
      -0x1.27e4f7279c7b3p-22,
      0x1.1ee96ccb92766p-29,
      -0x1.8f760c22f7e1ep-37,
  };
  double shifted = x * 0x1.45f306dc9c883p-1 + integerShift;
  double count = shifted - integerShift;
  quarters += bitCast<uint64_t>(shifted);
  // pi / 2 in pieces whose products with the count are exact.
  double rest = x - count * 0x1.921fb544p+0 - count * 0x1.0b4611a6p-34 -
                count * 0x1.3198a2e037073p-69;
  double square = rest * rest;
  double result =
      quarters & 1 ? evaluate(cosine, square) : rest * evaluate(sine, square);
  return quarters & 2 ? -result : result;
}

inline double computeTanh(double x) {
  // tanh(x) / x in powers of x^2, up to 1/4.
  constexpr double coefficients[] = {
      1.0,
      -0x1.5555555555554p-2,
      0x1.1111111110d55p-3,
      -0x1.ba1ba1b9823edp-5,
      0x1.664f482010398p-6,
      -0x1.226e11a669b9cp-7,
      0x1.d6c497c758a73p-9,
      -0x1.7bbd2f4f1ad3bp-10,
      0x1.14439d3c4d81ap-11,
  };
  double magnitude = std::fabs(x);
  double large = 1 - 2 / (computeExp2(magnitude * 0x1.71547652b82fep+1) + 1);
  return magnitude < 0.25 ? x * evaluate(coefficients, x * x)
                          : std::copysign(large, x);
}

} // namespace ptxemu

#endif // GLU_EMULATOR_INSTRUCTIONS_FUNCTIONS_H
