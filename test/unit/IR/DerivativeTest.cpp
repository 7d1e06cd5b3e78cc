//===- DerivativeTest.cpp - Tests of the derivatives of activations -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Holds the definition of every derivative against the definition of the
// activation, and its code, compiled for the host, against that.
//
//===----------------------------------------------------------------------===//

#include "ElementwiseKernel.h"
#include "TestSupport.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "llvm/TargetParser/Host.h"
#include "gtest/gtest.h"
#include <cmath>
#include <limits>

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::test;
using namespace glurt;

static constexpr long double kInf =
    std::numeric_limits<long double>::infinity();
static constexpr long double kNaN =
    std::numeric_limits<long double>::quiet_NaN();

//===----------------------------------------------------------------------===//
// The definition
//===----------------------------------------------------------------------===//

static long double evaluate(const char *activation, long double x) {
  return getActivation(activation)
      .evaluateDerivative(getFloatType(ElementType::F64), x, /*beta=*/0);
}

TEST(DerivativeDefinitionTest, LimitsAndKinks) {
  struct {
    const char *activation;
    long double atMinusInf, atZero, atInf;
  } cases[] = {
      {"identity", 1, 1, 1},
      {"sigmoid", 0, 0.25L, 0},
      {"tanh", 0, 1, 0},
      {"relu", 0, 0, 1},
      {"leaky_relu<slope = 0.5>", 0.5L, 0.5L, 1},
      {"elu<alpha = 2.0>", 0, 2, 1},
      {"gelu<erf>", 0, 0.5L, 1},
      {"gelu<tanh>", 0, 0.5L, 1},
      {"gelu<sigmoid>", 0, 0.5L, 1},
      {"mish", 0, 0.6L, 1},
      {"swish<beta = 1.0>", 0, 0.5L, 1},
      {"swish<beta = -1.0>", 1, 0.5L, 0},
      {"swish<beta = 0.0>", 0.5L, 0.5L, 0.5L},
      {"swish<beta = inf>", 0, 0, 1},
      {"swish<beta = -inf>", 1, 0, 0},
  };
  for (const auto &c : cases) {
    SCOPED_TRACE(c.activation);
    EXPECT_EQ(evaluate(c.activation, -kInf), c.atMinusInf);
    // Of these, only 0.6 is not exact.
    EXPECT_NEAR(evaluate(c.activation, -0.0L), c.atZero, 0x1p-63L);
    EXPECT_NEAR(evaluate(c.activation, 0.0L), c.atZero, 0x1p-63L);
    EXPECT_EQ(evaluate(c.activation, kInf), c.atInf);
    EXPECT_TRUE(std::isnan(evaluate(c.activation, kNaN)));
  }
  for (long double x : {-kInf, 0.0L, 1.0L, kInf})
    EXPECT_TRUE(std::isnan(evaluate("swish<beta = nan>", x)));
}

// Digits from 120-digit arithmetic. The tails are those that a form with
// 1 - tanh(x)^2 or exp(-x) loses.
TEST(DerivativeDefinitionTest, Values) {
  struct {
    const char *activation;
    long double x, expected;
  } cases[] = {
      {"sigmoid", -100.0L, 3.7200759760208359629597e-44L},
      {"sigmoid", -0.5L, 0.235003712201594489069303L},
      {"sigmoid", 3.0L, 0.04517665973091213264936L},
      {"tanh", -45.0L, 3.27760504959620617214444e-39L},
      {"tanh", 0.25L, 0.940014848806377956277211L},
      {"tanh", 5.0L, 0.000181583230943806684129768L},
      {"elu<alpha = 1.0>", -90.0L, 8.19401262399051543036111e-40L},
      {"elu<alpha = 1.0>", -2.0L, 0.135335283236612691893999L},
      {"gelu<erf>", -14.25L, -4.55124001752150186543718e-44L},
      {"gelu<erf>", -5.5L, -0.00000057334723987399248034916L},
      {"gelu<erf>", 2.0L, 1.08523180107819689670085L},
      {"gelu<tanh>", -10.0L, -2.75763806385403160733015e-36L},
      {"gelu<tanh>", 2.25L, 1.05991453451776218900914L},
      {"gelu<sigmoid>", -55.0L, -2.0528226611294616594899e-39L},
      {"gelu<sigmoid>", 2.25L, 1.05842087978579040355208L},
      {"mish", -100.0L, -3.6828752162606276033301e-42L},
      {"mish", 20.0L, 1.00000000000000033137163L},
      {"swish<beta = 1.0>", -108.0L, -1.33530271531685783594248e-45L},
      {"swish<beta = 1.0>", 4.0L, 1.05266461489107290765945L},
      {"swish<beta = -2.0>", -3.0L, 1.01232643259152551257567L},
      {"swish<beta = -2.0>", 1.5L, -0.0881041060151696170692319L},
  };
  for (const auto &c : cases)
    EXPECT_NEAR(evaluate(c.activation, c.x) / c.expected, 1.0L, 0x1p-53L)
        << c.activation << " at " << c.x;
}

TEST(DerivativeDefinitionTest, ParametersAreRoundedToTheComputeType) {
  for (const char *text : {"leaky_relu<slope = 0.1>", "elu<alpha = 0.1>"}) {
    ActivationAttrInterface activation = getActivation(text);
    auto at0 = [&](ElementType type) {
      return activation.evaluateDerivative(getFloatType(type), 0, 0);
    };
    EXPECT_EQ(at0(ElementType::F32), 0.1f) << text;
    EXPECT_EQ(at0(ElementType::F64), 0.1) << text;
  }
}

//===----------------------------------------------------------------------===//
// The code
//===----------------------------------------------------------------------===//

/// What `emitDerivative` promises: units in the last place of the derivative,
/// or of the greater term of f(x) + x f'(x) for an activation x f(x).
static long double getBound(ActivationAttrInterface activation,
                            ElementType type, long double x, double beta,
                            long double derivative) {
  if (isa<IdentityAttr, ReluAttr, LeakyReluAttr>(activation))
    return 0;
  long double greatest = std::abs(derivative);
  if (isa<GeluAttr, MishAttr, SwishAttr>(activation) && x != 0 &&
      std::isfinite(x)) {
    long double f = activation.evaluate(getFloatType(type), x, beta) / x;
    greatest = std::max({greatest, std::abs(f), std::abs(derivative - f)});
  }
  const llvm::fltSemantics &semantics = getFloatType(type).getFloatSemantics();
  int least = llvm::APFloat::semanticsMinExponent(semantics);
  bool isSubnormal = greatest < std::ldexp(1.0L, least);
  return (isSubnormal ? 2 : 4) * getUlp(type, greatest);
}

/// The derivatives at x from code compiled for `features`.
static Array run(ActivationAttrInterface activation, const Array &x,
                 double beta, StringRef features = "") {
  ElementwiseKernel kernel(
      *activation.getContext(), x.getElementType(),
      [&](OpBuilder &b, Location loc, Value x, Value beta) {
        return activation.emitDerivative(
            b, loc, x, activation.takesBeta() ? beta : Value());
      },
      features);
  Array r(x.getElementType(), x.getShape());
  kernel.run(x, x, beta, r);
  return r;
}

static void checkBound(ActivationAttrInterface activation, ElementType type,
                       int64_t size, double beta = 0.0) {
  beta = roundTo(type, beta);
  Array x = getArguments(type, size, /*seed=*/6);
  Array r = run(activation, x, beta);
  for (int64_t i = 0; i < size; ++i) {
    long double expected =
        activation.evaluateDerivative(getFloatType(type), x.get(i), beta);
    // The sign of a zero is not specified.
    bool isWithin =
        std::isnan(expected)
            ? std::isnan(r.get(i))
            : std::abs(r.get(i) - expected) <=
                  getBound(activation, type, x.get(i), beta, expected);
    ASSERT_TRUE(isWithin) << getName(type) << " at " << x.get(i) << ": got "
                          << r.get(i) << ", expected " << expected;
  }
}

namespace {
class DerivativeTest : public testing::TestWithParam<ActivationCase> {
protected:
  ActivationAttrInterface activation = getActivation(GetParam().activation);
};
} // namespace

// A central difference errs by s^2 / 6 times the third derivative, a third of
// what the one of twice the step s differs from it, and by the errors of the
// values, of less than 8 roundings each.
TEST_P(DerivativeTest, DefinitionAgreesWithCentralDifference) {
  FloatType type = getFloatType(ElementType::F64);
  double beta = GetParam().beta;
  auto evaluate = [&](long double x) {
    return activation.evaluate(type, x, beta);
  };
  auto getDifference = [&](long double x, long double step) {
    return (evaluate(x + step) - evaluate(x - step)) / (2 * step);
  };
  constexpr long double step = 0x1p-16L;
  for (long double x = -12.03L; x < 12; x += 0x1p-4L) {
    long double derivative = activation.evaluateDerivative(type, x, beta);
    long double difference = getDifference(x, step);
    if (std::isnan(derivative)) {
      EXPECT_TRUE(std::isnan(difference)) << x;
      continue;
    }
    long double truncation = std::abs(getDifference(x, 2 * step) - difference);
    long double rounding = 8 * 0x1p-64L * 2 * std::abs(evaluate(x)) / step;
    EXPECT_LE(std::abs(derivative - difference), truncation + rounding) << x;
  }
}

TEST_P(DerivativeTest, F32IsWithinBound) {
  checkBound(activation, ElementType::F32, 1 << 18, GetParam().beta);
}

TEST_P(DerivativeTest, F64IsWithinBound) {
  checkBound(activation, ElementType::F64, 1 << 14, GetParam().beta);
}

TEST_P(DerivativeTest, EmitsScalars) {
  for (ElementType elementType : {ElementType::F32, ElementType::F64}) {
    Type type = getFloatType(elementType);
    Location loc = UnknownLoc::get(&getContext());
    Block block;
    Value x = block.addArgument(type, loc), beta = block.addArgument(type, loc);
    OpBuilder b(&getContext());
    b.setInsertionPointToEnd(&block);
    Value result = activation.emitDerivative(
        b, loc, x, activation.takesBeta() ? beta : Value());
    EXPECT_EQ(result.getType(), type);
    for (Operation &op : block)
      EXPECT_TRUE(succeeded(verify(&op)));
  }
}

#if defined(__x86_64__)
TEST_P(DerivativeTest, BitsDoNotDependOnTheTarget) {
  const auto features = llvm::sys::getHostCPUFeatures();
  if (!features.lookup("avx2") || !features.lookup("fma"))
    GTEST_SKIP() << "the host has no FMA";
  Array x = getArguments(ElementType::F32, 1 << 14, /*seed=*/7);
  Array host = run(activation, x, GetParam().beta);
  Array avx2 = run(activation, x, GetParam().beta, "+avx2,+fma,+f16c");
  for (int64_t i = 0; i < x.size(); ++i)
    ASSERT_TRUE(isWithin(ElementType::F32, avx2.get(i), host.get(i), 0))
        << x.get(i);
}
#endif

INSTANTIATE_TEST_SUITE_P(All, DerivativeTest,
                         testing::ValuesIn(getActivationCases()));

// exp(x) is 0 where alpha exp(x) is not.
TEST(DerivativeBoundTest, LargeAlpha) {
  checkBound(getActivation("elu<alpha = 1.0e38>"), ElementType::F32, 1 << 18);
  checkBound(getActivation("elu<alpha = 1.0e308>"), ElementType::F64, 1 << 14);
}

TEST(DerivativeBoundTest, LargeAndSmallBeta) {
  for (double beta : {1e-30, 1e-5, 1e5, 1e30})
    checkBound(getActivation("swish<beta = ?>"), ElementType::F32, 1 << 18,
               beta);
}

TEST(DerivativeBoundTest, ActivationOfAClient) {
  auto plugin = DialectPlugin::load(GLU_CLIENT_PLUGIN);
  ASSERT_TRUE(static_cast<bool>(plugin)) << toString(plugin.takeError());
  DialectRegistry registry;
  plugin->registerDialectRegistryCallbacks(registry);
  getContext().appendDialectRegistry(registry);
  auto softsign = cast<ActivationAttrInterface>(
      parseAttribute("#client.softsign", &getContext()));
  checkBound(softsign, ElementType::F32, 1 << 18);
  checkBound(softsign, ElementType::F64, 1 << 14);
}
