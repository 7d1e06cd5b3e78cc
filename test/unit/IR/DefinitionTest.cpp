//===- DefinitionTest.cpp - Tests of the definitions of activations -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/AsmParser/AsmParser.h"
#include "gtest/gtest.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::glu;

static constexpr long double kInf =
    std::numeric_limits<long double>::infinity();
static constexpr long double kNaN =
    std::numeric_limits<long double>::quiet_NaN();

namespace {
class DefinitionTest : public testing::Test {
protected:
  DefinitionTest() { context.loadDialect<GLUDialect>(); }

  ActivationAttrInterface parse(const char *text) {
    return cast<ActivationAttrInterface>(
        parseAttribute(std::string("#glu.") + text, &context));
  }
  long double evaluate(const char *text, long double x, long double beta = 0) {
    return parse(text).evaluate(Float64Type::get(&context), x, beta);
  }
  /// The same zero, infinity or NaN.
  void expectSame(long double expected, long double value) {
    EXPECT_EQ(std::isnan(expected), std::isnan(value));
    if (std::isnan(expected))
      return;
    EXPECT_EQ(expected, value);
    EXPECT_EQ(std::signbit(expected), std::signbit(value));
  }

  MLIRContext context;
};
} // namespace

TEST_F(DefinitionTest, SpecialValues) {
  struct {
    const char *activation;
    long double atMinusInf, atMinusZero, atInf;
  } cases[] = {
      {"identity", -kInf, -0.0L, kInf},
      {"sigmoid", 0.0L, 0.5L, 1.0L},
      {"tanh", -1.0L, -0.0L, 1.0L},
      {"relu", 0.0L, 0.0L, kInf},
      {"leaky_relu<slope = 0.5>", -kInf, -0.0L, kInf},
      {"leaky_relu<slope = 0.0>", 0.0L, 0.0L, kInf},
      {"elu<alpha = 2.0>", -2.0L, -0.0L, kInf},
      {"gelu<erf>", -0.0L, -0.0L, kInf},
      {"gelu<tanh>", -0.0L, -0.0L, kInf},
      {"gelu<sigmoid>", -0.0L, -0.0L, kInf},
      {"mish", -0.0L, -0.0L, kInf},
      {"swish<beta = 1.0>", -0.0L, -0.0L, kInf},
      {"swish<beta = -1.0>", -kInf, -0.0L, 0.0L},
      {"swish<beta = 0.0>", -kInf, -0.0L, kInf},
      {"swish<beta = inf>", 0.0L, 0.0L, kInf},
      {"swish<beta = -inf>", -kInf, -0.0L, -0.0L},
      {"swish<beta = nan>", kNaN, kNaN, kNaN},
  };
  for (const auto &c : cases) {
    SCOPED_TRACE(c.activation);
    expectSame(c.atMinusInf, evaluate(c.activation, -kInf));
    expectSame(c.atMinusZero, evaluate(c.activation, -0.0L));
    expectSame(c.atInf, evaluate(c.activation, kInf));
    expectSame(kNaN, evaluate(c.activation, kNaN));
  }
}

// Digits from 40-digit arithmetic. The tails are those that a form with
// 1 + exp(-x) or 1 + erf(x) loses.
TEST_F(DefinitionTest, Values) {
  struct {
    const char *activation;
    long double x, expected;
  } cases[] = {
      {"sigmoid", -100.0L, 3.7200759760208359629597e-44L},
      {"sigmoid", -0.5L, 0.377540668798145435361099L},
      {"sigmoid", 3.0L, 0.952574126822433219121152L},
      {"tanh", -0.25L, -0.244918662403709129277801L},
      {"tanh", 5.0L, 0.99990920426259513121099L},
      {"elu<alpha = 1.0>", -1e-10L, -9.99999999950000000001667e-11L},
      {"elu<alpha = 1.0>", -2.0L, -0.864664716763387308106001L},
      {"gelu<erf>", -14.3L, -1.56448833543704972450944e-45L},
      {"gelu<erf>", -5.5L, -0.000000104442593562382456611182L},
      {"gelu<erf>", -0.75L, -0.169970514282651149495297L},
      {"gelu<erf>", 2.0L, 1.95449973610364158559943L},
      {"gelu<tanh>", -10.0L, -1.20409234820980599365925e-37L},
      {"gelu<tanh>", -5.5L, -5.92764026388026202595239e-9L},
      {"gelu<tanh>", 2.25L, 2.22279867010271138928759L},
      {"gelu<sigmoid>", -50.0L, -5.50186075005633212318894e-36L},
      {"gelu<sigmoid>", 2.25L, 2.2021678718633954000489L},
      {"mish", -100.0L, -3.7200759760208359629597e-42L},
      {"mish", -1.25L, -0.308413961141527682316061L},
      {"mish", 20.0L, 19.9999999999999998300658L},
      {"swish<beta = 1.0>", -108.0L, -1.34778217994598734842792e-45L},
      {"swish<beta = 1.0>", -1.25L, -0.278375173531636066250601L},
      {"swish<beta = 1.0>", 4.0L, 3.92805516015163376789283L},
  };
  for (const auto &c : cases)
    EXPECT_NEAR(evaluate(c.activation, c.x) / c.expected, 1.0L, 0x1p-53L)
        << c.activation << " at " << c.x;
}

TEST_F(DefinitionTest, ParametersAreRoundedToTheComputeType) {
  auto leaky = parse("leaky_relu<slope = 0.1>");
  EXPECT_EQ(leaky.evaluate(Float32Type::get(&context), -1, 0), -0.1f);
  EXPECT_EQ(leaky.evaluate(Float64Type::get(&context), -1, 0), -0.1);
}

TEST_F(DefinitionTest, BetaOperandEqualsBetaParameter) {
  EXPECT_EQ(evaluate("swish<beta = ?>", -3, 1.5),
            evaluate("swish<beta = 1.5>", -3));
}

// The bound holds for the steepest difference quotient, and is close to it.
TEST_F(DefinitionTest, SlopeBound) {
  for (const char *text :
       {"identity", "sigmoid", "tanh", "relu", "leaky_relu<slope = -3.0>",
        "elu<alpha = 1.5>", "gelu<erf>", "gelu<tanh>", "gelu<sigmoid>", "mish",
        "swish<beta = 1.0>", "swish<beta = -2.0>"}) {
    constexpr long double step = 0x1p-12L;
    long double steepest = 0;
    for (long double x = -8; x < 8; x += step)
      steepest = std::max(
          steepest,
          std::abs(evaluate(text, x + step) - evaluate(text, x)) / step);
    double bound = parse(text).getSlopeBound();
    // A value below 8 has a rounding error of 2^-62, which `step` magnifies.
    EXPECT_LE(steepest, bound + 0x1p-49L) << text;
    EXPECT_NEAR(steepest, bound, bound * step) << text;
  }
}
