//===- MPReal.h - Numbers of MPFR as C++ values -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_TOOLS_GLU_ACCURACY_MPREAL_H
#define GLU_TOOLS_GLU_ACCURACY_MPREAL_H

#include <mpfr.h>
#include <string>

namespace mlir::glu {

/// A real number in 256 bits, rounded to nearest.
class MPReal {
public:
  static constexpr mpfr_prec_t precision = 256;

  MPReal() { mpfr_init2(value, precision); }
  MPReal(double x) : MPReal() { mpfr_set_d(value, x, MPFR_RNDN); }
  MPReal(const MPReal &other) : MPReal() { *this = other; }
  MPReal &operator=(const MPReal &other) {
    mpfr_set(value, other.value, MPFR_RNDN);
    return *this;
  }
  ~MPReal() { mpfr_clear(value); }

  /// The decimal number `text`, rounded to 256 bits.
  static MPReal parse(const char *text) {
    MPReal result;
    mpfr_set_str(result.value, text, 10, MPFR_RNDN);
    return result;
  }

  static MPReal powerOfTwo(long exponent) {
    MPReal result;
    mpfr_set_si_2exp(result.value, 1, exponent, MPFR_RNDN);
    return result;
  }

  mpfr_ptr get() { return value; }
  mpfr_srcptr get() const { return value; }

  bool isNaN() const { return mpfr_nan_p(value); }
  bool isInf() const { return mpfr_inf_p(value); }
  bool isZero() const { return mpfr_zero_p(value); }
  bool isNegative() const { return mpfr_signbit(value); }
  /// n with 2^n <= |x| < 2^(n+1)
  long getExponent() const { return mpfr_get_exp(value) - 1; }
  double toDouble() const { return mpfr_get_d(value, MPFR_RNDN); }
  std::string str(unsigned digits) const {
    char *text;
    mpfr_asprintf(&text, "%.*Rg", digits, value);
    std::string result = text;
    mpfr_free_str(text);
    return result;
  }

private:
  mpfr_t value;
};

#define GLU_MPREAL_BINARY(NAME, FUNCTION)                                      \
  inline MPReal NAME(const MPReal &x, const MPReal &y) {                       \
    MPReal result;                                                             \
    FUNCTION(result.get(), x.get(), y.get(), MPFR_RNDN);                       \
    return result;                                                             \
  }
GLU_MPREAL_BINARY(operator+, mpfr_add)
GLU_MPREAL_BINARY(operator-, mpfr_sub)
GLU_MPREAL_BINARY(operator*, mpfr_mul)
GLU_MPREAL_BINARY(operator/, mpfr_div)
#undef GLU_MPREAL_BINARY

#define GLU_MPREAL_UNARY(NAME, FUNCTION)                                       \
  inline MPReal NAME(const MPReal &x) {                                        \
    MPReal result;                                                             \
    FUNCTION(result.get(), x.get(), MPFR_RNDN);                                \
    return result;                                                             \
  }
GLU_MPREAL_UNARY(operator-, mpfr_neg)
GLU_MPREAL_UNARY(abs, mpfr_abs)
GLU_MPREAL_UNARY(erfc, mpfr_erfc)
GLU_MPREAL_UNARY(exp, mpfr_exp)
GLU_MPREAL_UNARY(expm1, mpfr_expm1)
GLU_MPREAL_UNARY(log1p, mpfr_log1p)
GLU_MPREAL_UNARY(sqrt, mpfr_sqrt)
GLU_MPREAL_UNARY(tanh, mpfr_tanh)
#undef GLU_MPREAL_UNARY

inline bool operator<(const MPReal &x, const MPReal &y) {
  return mpfr_less_p(x.get(), y.get());
}

inline bool operator==(const MPReal &x, const MPReal &y) {
  return mpfr_equal_p(x.get(), y.get());
}

inline MPReal pi() {
  MPReal result;
  mpfr_const_pi(result.get(), MPFR_RNDN);
  return result;
}

} // namespace mlir::glu

#endif // GLU_TOOLS_GLU_ACCURACY_MPREAL_H
