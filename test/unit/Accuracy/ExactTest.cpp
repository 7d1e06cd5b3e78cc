//===- ExactTest.cpp - Tests of activations in 256 bits -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact.h"
#include "Activations.h"
#include "Arguments.h"
#include "mlir/AsmParser/AsmParser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
class ExactTest : public testing::Test {
protected:
  ExactTest() { context.loadDialect<GLUDialect>(); }

  ActivationAttrInterface parse(const char *text) {
    return cast<ActivationAttrInterface>(
        parseAttribute(std::string("#glu.") + text, &context));
  }

  MLIRContext context;
};
} // namespace

/// |x - y| <= |y| 2^exponent
static bool areClose(const MPReal &x, const MPReal &y, long exponent) {
  return !(abs(y) * MPReal::powerOfTwo(exponent) < abs(x - y));
}

// 60 digits of arithmetic in 400 digits, from the formulas as they stand in the
// papers, 1 + erf and all.
TEST_F(ExactTest, Values) {
  struct {
    const char *activation;
    double x;
    const char *expected;
  } cases[] = {
      {"sigmoid", -100,
       "3.72007597602083596295969580386311833735889215398712929344686e-44"},
      {"sigmoid", 3,
       "0.952574126822433219121151848228247798613820567579390899282112"},
      {"tanh", -0.25,
       "-0.244918662403709129277801131491016957506558730617820326118874"},
      {"tanh", 5,
       "0.999909204262595131210990447534473021089812615990547862736429"},
      {"elu<alpha = 0.75>", -0.0009765625,
       "-0.000732064363518253323966157792252927260598439416106110867374085"},
      {"elu<alpha = 0.75>", -2,
       "-0.648498537572540481079500378770636697444276340567818088898881"},
      {"gelu<erf>", -14.25,
       "-3.19400388158843698778399447120280832035317902580904644950885e-45"},
      {"gelu<erf>", -0.75,
       "-0.169970514282651149495296627037607308826798694906700829377453"},
      {"gelu<erf>", 2,
       "1.95449973610364158559943472566693312505644755259664313203267"},
      {"gelu<tanh>", -10,
       "-1.20409234820980599365925044003050934215132409028933226422465e-37"},
      {"gelu<tanh>", 2.25,
       "2.22279867010271138928759294971700191690507047947835468698723"},
      {"gelu<sigmoid>", -50,
       "-5.50186075005633212318893905374594336305956074818802140325924e-36"},
      {"gelu<sigmoid>", 2.25,
       "2.20216787186339540004890009207783914648926247760827707922953"},
      {"mish", -100,
       "-3.72007597602083596295969580386311833735889222318195563028374e-42"},
      {"mish", -1.25,
       "-0.308413961141527682316060697905399574923968992083296328686954"},
      {"mish", 20,
       "19.9999999999999998300658304888572997586711254884201777624848"},
      {"swish<beta = 1.25>", -80,
       "-2.97606078081666877036775664309049466988711372318970343475749e-42"},
      {"swish<beta = 1.25>", 0.5,
       "0.32567743233302712181059934742747928603070668584070995452117"},
  };
  auto f64 = Float64Type::get(&context);
  for (const auto &c : cases) {
    auto value = evaluateExactly(parse(c.activation), f64, c.x, 0);
    ASSERT_TRUE(succeeded(value));
    // 60 digits are 196 bits.
    EXPECT_TRUE(areClose(*value, MPReal::parse(c.expected), -195))
        << c.activation << " at " << c.x << " is " << value->str(60);
  }
}

// The definition in the interface is another one, in long double. Where the
// result is one of f32, roundings add up to less than 2^-53, as Activations.cpp
// of lib/IR derives.
TEST_F(ExactTest, AgreesWithTheInterface) {
  auto f32 = Float32Type::get(&context);
  Arguments sample = Arguments::getSample(f32, 20000, /*neighbours=*/4);
  glurt::Array x(glurt::ElementType::F32, {1 << 16});
  int64_t size = sample.fill(0, x);
  for (const Activation &activation :
       llvm::cantFail(selectActivations(&context, ""))) {
    double beta = activation.getBeta(f32);
    for (int64_t i = 0; i < size; ++i) {
      MPReal exact = *evaluateExactly(activation.attr, f32, x.get(i), beta);
      long double defined = activation.attr.evaluate(f32, x.get(i), beta);
      if (exact.isNaN() || exact.isInf() || exact.isZero() || defined == 0) {
        Distance distance =
            getDistance(Format(f32.getFloatSemantics()), defined, exact);
        ASSERT_LT(distance.ulps, 0x1p-53)
            << activation.getName() << " at " << x.get(i);
        continue;
      }
      MPReal other;
      mpfr_set_ld(other.get(), defined, MPFR_RNDN);
      bool isOfF32 = !(abs(exact) < MPReal::powerOfTwo(-150));
      ASSERT_TRUE(!isOfF32 || areClose(other, exact, -53))
          << activation.getName() << " at " << x.get(i);
    }
  }
}

TEST_F(ExactTest, ParametersAreRoundedToTheComputeType) {
  auto leaky = parse("leaky_relu<slope = 0.1>");
  auto evaluate = [&](FloatType type) {
    return evaluateExactly(leaky, type, -1, 0)->toDouble();
  };
  EXPECT_EQ(evaluate(Float32Type::get(&context)), -0.1f);
  EXPECT_EQ(evaluate(Float64Type::get(&context)), -0.1);
}

TEST_F(ExactTest, NumbersOfAFormat) {
  const llvm::fltSemantics &f16 = llvm::APFloat::IEEEhalf();
  EXPECT_TRUE(isNumberOf(f16, 1 + 0x1p-10));
  EXPECT_FALSE(isNumberOf(f16, 1 + 0x1p-11));
  EXPECT_FALSE(isNumberOf(f16, MPReal(1.0) + MPReal::powerOfTwo(-200)));
  EXPECT_TRUE(isNumberOf(f16, std::numeric_limits<double>::infinity()));
  EXPECT_TRUE(isNumberOf(f16, std::numeric_limits<double>::quiet_NaN()));
  EXPECT_FALSE(isNumberOf(f16, 65536.0));
}
