//===- SplitExp.cpp - The exponential in two factors ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/SplitExp.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
/// What differs between f32 and f64.
struct Format {
  unsigned mantissaBits;
  int exponentBias;
  /// Adding it rounds to an integer, which is then in the lowest bits.
  double magic;
  /// ln 2 in two words.
  double ln2, ln2Low;
  /// (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2, from scripts/minimax.py.
  ArrayRef<double> coefficients;
};
} // namespace

// 2^-28.2 of exp(r).
static constexpr double kCoefficients32[] = {
    0x1.fffffcp-2, 0x1.555492p-3, 0x1.5558d2p-5, 0x1.1239c8p-7, 0x1.6a239ep-10};
// 2^-57.5 of exp(r).
static constexpr double kCoefficients64[] = {
    0x1.000000000000ap-1,  0x1.55555555554fap-3,  0x1.555555555080bp-5,
    0x1.1111111127d5p-7,   0x1.6c16c1843874cp-10, 0x1.a01a0129fccfcp-13,
    0x1.a01999e2d399fp-16, 0x1.71df25d95f9c2p-19, 0x1.28ad9b38b223ap-22,
    0x1.ad7f057ae81ap-26};

static Format getFormat(const Real &x) {
  if (x.getElementType().isF32())
    return {
        23, 127, 0x1.8p+23, 0x1.62e430p-1, -0x1.05c610p-29, kCoefficients32};
  return {52,
          1023,
          0x1.8p+52,
          0x1.62e42fefa39efp-1,
          0x1.abc9e3b39803fp-56,
          kCoefficients64};
}

/// The number of which the exponent is the lowest bits of `x`.
static Real shiftIntoExponent(const Real &x, const Format &format) {
  ImplicitLocOpBuilder &b = x.getBuilder();
  unsigned width = x.getElementType().getWidth();
  Type type = b.getIntegerType(width);
  TypedAttr amount = b.getIntegerAttr(type, format.mantissaBits);
  if (auto shaped = dyn_cast<ShapedType>(x.getType())) {
    type = shaped.clone(type);
    amount = DenseElementsAttr::get(cast<ShapedType>(type), amount);
  }
  Value bits = arith::BitcastOp::create(b, type, x.getValue());
  bits = arith::ShLIOp::create(b, bits, arith::ConstantOp::create(b, amount));
  return x.wrap(arith::BitcastOp::create(b, x.getType(), bits));
}

SplitExp mlir::glu::splitExp(const Real &z, const Real &shift,
                             std::optional<Real> low) {
  Format format = getFormat(z);
  // The exponent of `power`, biased as in its bits, is rounded into the lowest
  // bits of `sum`.
  Real magic = shift + (format.magic + format.exponentBias);
  Real sum = fma(z, 0x1.71547652b82fep+0, magic);
  Real n = sum - magic;
  // The first difference is exact: its terms are multiples of a unit of which
  // its magnitude is less than 2^mantissaBits.
  Real r = fma(n, -format.ln2, z);
  r = low ? r + fma(n, -format.ln2Low, *low) : fma(n, -format.ln2Low, r);
  Real t = fma(r * r, polynomial(r, format.coefficients), r);
  return {shiftIntoExponent(sum, format), t};
}

SplitExp mlir::glu::splitExp(const Real &z, int shift,
                             std::optional<Real> low) {
  return splitExp(z, z.constant(shift), low);
}
