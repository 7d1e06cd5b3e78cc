//===- ScalarOpsTest.cpp - Tests of scalar ops with bounds ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::test;
using llvm::formatv;

namespace {
class ScalarOpsTest : public ReferenceTest {
protected:
  /// A function of (%x, %y) of `type` whose ops are `body`, the last of them
  /// %r, an f32 unless said otherwise.
  Bounded<long double> run(StringRef body, double x, double y = 0,
                           StringRef resultType = "f32") {
    std::string text = formatv(
        "func.func @f(%x: f32, %y: f32) -> {1} {{ {0} return %r : {1} }", body,
        resultType);
    return evaluate(text, makeArray(ElementType::F32, {}, {x}),
                    makeArray(ElementType::F32, {}, {y}))
        .elements[0];
  }

  static long double getWidth(const Interval<long double> &range) {
    return range.hi - range.lo;
  }
};

/// A body of (%x, %y), the same in float, and in double.
struct Expression {
  const char *body;
  float (*code)(float x, float y);
  double (*exact)(double x, double y);
};

void PrintTo(const Expression &expression, std::ostream *os) {
  *os << expression.body;
}

class ExpressionTest : public ScalarOpsTest,
                       public ::testing::WithParamInterface<Expression> {};
} // namespace

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

TEST_P(ExpressionTest, CodeIsInsideAndValueIsExact) {
  const Expression &expression = GetParam();
  std::mt19937 generator(1);
  std::normal_distribution<float> distribution;
  for (int i = 0; i < 100; ++i) {
    float x = distribution(generator), y = distribution(generator);
    Bounded<long double> result = run(expression.body, x, y);
    float code = expression.code(x, y);
    double exact = expression.exact(x, y);
    if (std::isnan(exact)) {
      EXPECT_TRUE(std::isnan(result.value));
      EXPECT_TRUE(result.worst.nan);
      continue;
    }
    EXPECT_TRUE(result.worst.contains(code)) << x << " " << y;
    EXPECT_TRUE(result.statistical.contains(code)) << x << " " << y;
    EXPECT_TRUE(result.worst.contains(result.value)) << x << " " << y;
    // Both were evaluated in double, whose roundings are 2^-29 of those that
    // the width is made of.
    EXPECT_LE(std::abs(result.value - exact), getWidth(result.worst) * 0x1p-28L)
        << x << " " << y;
  }
}

#define EXPRESSION(BODY, FORMULA)                                              \
  Expression {                                                                 \
    BODY, [](float x, float y) -> float { return FORMULA; },                   \
        [](double x, double y) -> double { return FORMULA; }                   \
  }
INSTANTIATE_TEST_SUITE_P(
    All, ExpressionTest,
    ::testing::Values(
        EXPRESSION("%r = arith.addf %x, %y : f32", x + y),
        EXPRESSION("%r = arith.subf %x, %y : f32", x - y),
        EXPRESSION("%r = arith.mulf %x, %y : f32", x *y),
        EXPRESSION("%r = arith.divf %x, %y : f32", x / y),
        EXPRESSION("%r = arith.negf %x : f32", -x),
        EXPRESSION("%r = arith.maximumf %x, %y : f32", std::max(x, y)),
        EXPRESSION("%r = arith.minnumf %x, %y : f32", std::min(x, y)),
        EXPRESSION("%r = math.exp %x : f32", std::exp(x)),
        EXPRESSION("%r = math.exp2 %x : f32", std::exp2(x)),
        EXPRESSION("%r = math.expm1 %x : f32", std::expm1(x)),
        EXPRESSION("%r = math.log %x : f32", std::log(x)),
        EXPRESSION("%r = math.log1p %x : f32", std::log1p(x)),
        EXPRESSION("%r = math.tanh %x : f32", std::tanh(x)),
        EXPRESSION("%r = math.erf %x : f32", std::erf(x)),
        EXPRESSION("%r = math.erfc %x : f32", std::erfc(x)),
        EXPRESSION("%r = math.sqrt %x : f32", std::sqrt(x)),
        EXPRESSION("%r = math.rsqrt %x : f32", 1 / std::sqrt(x)),
        EXPRESSION("%r = math.powf %x, %y : f32", std::pow(x, y)),
        EXPRESSION("%r = math.absf %x : f32", std::abs(x)),
        EXPRESSION("%r = math.floor %x : f32", std::floor(x)),
        EXPRESSION("%r = math.fma %x, %y, %x : f32", std::fma(x, y, x)),
        EXPRESSION("%n = arith.constant 3 : i64 "
                   "%r = math.fpowi %x, %n : f32, i64",
                   x * x * x),
        EXPRESSION("%n = arith.constant -2.0 : f32 "
                   "%r = math.powf %x, %n : f32",
                   1 / (x * x)),
        // Compositions, where errors of arguments count.
        EXPRESSION("%e = math.exp %x : f32 %s = arith.addf %e, %y : f32 "
                   "%r = arith.mulf %s, %s : f32",
                   (std::exp(x) + y) * (std::exp(x) + y)),
        EXPRESSION("%e = math.exp %x : f32 %p = arith.mulf %e, %y : f32 "
                   "%r = math.tanh %p : f32",
                   std::tanh(std::exp(x) * y)),
        EXPRESSION("%e = math.tanh %x : f32 %p = arith.mulf %e, %e : f32 "
                   "%q = arith.addf %p, %p : f32 %r = math.rsqrt %q : f32",
                   1 / std::sqrt(2 * (std::tanh(x) * std::tanh(x)))),
        EXPRESSION("%e = math.exp %x : f32 %p = arith.mulf %e, %x : f32 "
                   "%r = math.absf %p : f32",
                   std::abs(std::exp(x) * x)),
        // A third of the sum cancels.
        EXPRESSION("%e = math.exp %x : f32 %p = arith.addf %e, %y : f32 "
                   "%r = arith.subf %p, %e : f32",
                   (std::exp(x) + y) - std::exp(x))));
#undef EXPRESSION

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

TEST_F(ScalarOpsTest, WhatIsRepresentableIsExact) {
  EXPECT_TRUE(run("%r = arith.addf %x, %y : f32", 1, 2).isExact());
  EXPECT_TRUE(run("%r = arith.mulf %x, %y : f32", 0x1p-80, 0x1p-69).isExact());
  EXPECT_FALSE(run("%r = arith.mulf %x, %y : f32", 0x1p-80, 0x1p-70).isExact());
  EXPECT_FALSE(run("%r = arith.addf %x, %y : f32", 1, 0x1p-24).isExact());
  EXPECT_TRUE(
      run("%r = arith.truncf %x : f32 to bf16", 1.5, 0, "bf16").isExact());
  EXPECT_FALSE(run("%r = arith.truncf %x : f32 to bf16", 1 + 0x1p-8, 0, "bf16")
                   .isExact());
}

TEST_F(ScalarOpsTest, RoundingIsOfTheType) {
  double x = 1 + 0x1p-9;
  Bounded<long double> result =
      run("%r = arith.truncf %x : f32 to bf16", x, 0, "bf16");
  EXPECT_EQ(result.value, x);
  EXPECT_NEAR(result.worst.hi - x, 0x1p-8 * x, 0x1p-50);
  EXPECT_NEAR(x - result.worst.lo, 0x1p-8 * x, 0x1p-50);
  // Subnormal: half of the smallest number dominates.
  result = run("%r = arith.truncf %x : f32 to f16", 0x1.8p-25, 0, "f16");
  EXPECT_GE(result.worst.hi - result.value, 0x1p-25L);
}

TEST_F(ScalarOpsTest, OverflowReachesWhatFollows) {
  // x / (1 + exp(-x)) in f32: exp overflows, and 0 comes out.
  Bounded<long double> result =
      run("%n = arith.negf %x : f32 %e = math.exp %n : f32 "
          "%one = arith.constant 1.0 : f32 %s = arith.addf %e, %one : f32 "
          "%r = arith.divf %x, %s : f32",
          -90);
  EXPECT_LT(result.value, 0);
  EXPECT_TRUE(result.worst.contains(0));
  EXPECT_TRUE(result.worst.contains(result.value));
  EXPECT_LT(getWidth(result.worst), 0x1p-120L);
}

TEST_F(ScalarOpsTest, PolesAndDomains) {
  EXPECT_EQ(run("%r = arith.divf %x, %y : f32", 1, 0).worst.lo,
            Interval<long double>::infinity);
  // x / y * y - x, which may be 0.
  Bounded<long double> result =
      run("%p = arith.divf %x, %y : f32 %q = arith.mulf %p, %y : f32 "
          "%d = arith.subf %q, %x : f32 %r = arith.divf %x, %d : f32",
          1, 3);
  EXPECT_TRUE(result.worst.contains(INFINITY));
  EXPECT_TRUE(result.worst.nan);
  EXPECT_FALSE(run("%r = math.log %x : f32", -1).worst.hasNumbers());
  EXPECT_EQ(run("%r = math.log %x : f32", 0).worst.hi,
            -Interval<long double>::infinity);
}

//===----------------------------------------------------------------------===//
// Comparison and choice
//===----------------------------------------------------------------------===//

/// relu(x x - y) as a framework prints it.
static const char *const reluBySelect =
    "%p = arith.mulf %x, %x : f32 %d = arith.subf %p, %y : f32 "
    "%zero = arith.constant 0.0 : f32 %c = arith.cmpf ogt, %d, %zero : f32 "
    "%r = arith.select %c, %d, %zero : f32";

TEST_F(ScalarOpsTest, UndecidedChoiceCoversBothBranches) {
  // x x = 1 + 2^-11 + 2^-24, which is rounded by 2^-24 and a little.
  double x = 1 + 0x1p-12, y = 1 + 0x1p-11;
  Bounded<long double> result = run(reluBySelect, x, y);
  EXPECT_EQ(result.value, 0x1p-24);
  EXPECT_TRUE(result.worst.contains(0));
  EXPECT_TRUE(result.worst.contains(0x1p-23));
  EXPECT_LT(getWidth(result.worst), 0x1.1p-23L);
  // The same where the value is in the other branch.
  result = run(reluBySelect, x, y + 0x1p-23);
  EXPECT_EQ(result.value, 0);
  EXPECT_TRUE(result.worst.contains(0x1p-40));
  // Far from 0 nothing is open.
  result = run(reluBySelect, x, 5);
  EXPECT_EQ(result.value, 0);
  EXPECT_TRUE(result.isExact());
  EXPECT_FALSE(run(reluBySelect, x, 0.5).worst.contains(0));
}

TEST_F(ScalarOpsTest, UndecidedComparisonMayBeEither) {
  StringRef body = "%p = arith.divf %x, %y : f32 %q = arith.mulf %p, %y : f32 "
                   "%r = arith.cmpf {0}, %q, %x : f32";
  for (StringRef predicate : {"oeq", "one", "olt", "uge", "ueq", "une"}) {
    Bounded<long double> result =
        run(formatv(body.data(), predicate).str(), 1, 3, "i1");
    EXPECT_EQ(result.worst.lo, 0) << predicate.str();
    EXPECT_EQ(result.worst.hi, 1) << predicate.str();
  }
  for (StringRef predicate : {"ord", "true", "ole"}) {
    Bounded<long double> result =
        run(formatv(body.data(), predicate).str(), -1, 0x1p-10, "i1");
    EXPECT_EQ(result.value, 1);
  }
}

TEST_F(ScalarOpsTest, ComparisonsOfNaN) {
  auto isTrue = [&](StringRef predicate) {
    Bounded<long double> result =
        run(formatv("%r = arith.cmpf {0}, %x, %y : f32", predicate).str(), NAN,
            1, "i1");
    EXPECT_TRUE(result.isExact());
    return result.value == 1;
  };
  for (StringRef predicate : {"oeq", "one", "olt", "ole", "ogt", "oge", "ord"})
    EXPECT_FALSE(isTrue(predicate)) << predicate.str();
  for (StringRef predicate : {"ueq", "une", "ult", "ule", "ugt", "uge", "uno"})
    EXPECT_TRUE(isTrue(predicate)) << predicate.str();
}

TEST_F(ScalarOpsTest, AValueEqualsItself) {
  StringRef isNaN = "%e = math.exp %x : f32 %r = arith.cmpf une, %e, %e : f32";
  EXPECT_TRUE(run(isNaN, 1, 0, "i1").isExact());
  EXPECT_EQ(run(isNaN, 1, 0, "i1").value, 0);
  EXPECT_TRUE(run(isNaN, NAN, 0, "i1").isExact());
  EXPECT_EQ(run(isNaN, NAN, 0, "i1").value, 1);
}

TEST_F(ScalarOpsTest, MaximaAndNaN) {
  EXPECT_FALSE(
      run("%r = arith.maximumf %x, %y : f32", NAN, 1).worst.hasNumbers());
  EXPECT_FALSE(
      run("%r = arith.maximumf %x, %y : f32", 1, NAN).worst.hasNumbers());
  EXPECT_EQ(run("%r = arith.maxnumf %x, %y : f32", NAN, 1).value, 1);
  Interval<long double> range =
      run("%r = arith.maxnumf %x, %y : f32", 1, NAN).worst;
  EXPECT_EQ(range.lo, 1);
  EXPECT_FALSE(range.nan);
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

TEST_F(ScalarOpsTest, Integers) {
  StringRef constants = "%a = arith.constant -7 : i64 "
                        "%b = arith.constant 2 : i64 "
                        "%r = arith.{0} %a, %b : i64";
  auto compute = [&](StringRef op) {
    Bounded<long double> result =
        run(formatv(constants.data(), op).str(), 0, 0, "i64");
    EXPECT_TRUE(result.isExact());
    return result.value;
  };
  EXPECT_EQ(compute("addi"), -5);
  EXPECT_EQ(compute("subi"), -9);
  EXPECT_EQ(compute("muli"), -14);
  EXPECT_EQ(compute("divsi"), -3);
  EXPECT_EQ(compute("floordivsi"), -4);
  EXPECT_EQ(compute("ceildivsi"), -3);
  EXPECT_EQ(compute("remsi"), -1);
  EXPECT_EQ(compute("andi"), -7 & 2);
  EXPECT_EQ(compute("maxsi"), 2);
}

TEST_F(ScalarOpsTest, IntegerCasts) {
  EXPECT_EQ(run("%t = arith.constant true %r = arith.extui %t : i1 to i64", 0,
                0, "i64")
                .value,
            1);
  EXPECT_EQ(run("%t = arith.constant true %r = arith.extsi %t : i1 to i64", 0,
                0, "i64")
                .value,
            -1);
  EXPECT_EQ(
      run("%t = arith.constant true %r = arith.sitofp %t : i1 to f32", 0).value,
      -1);
  EXPECT_EQ(run("%a = arith.constant 300 : i64 "
                "%r = arith.trunci %a : i64 to i8",
                0, 0, "i8")
                .value,
            44);
  EXPECT_EQ(
      run("%a = arith.constant -1 : i8 %r = arith.uitofp %a : i8 to f32", 0)
          .value,
      255);
}

TEST_F(ScalarOpsTest, WhatDependsOnAnUndecidedComparison) {
  StringRef undecided = "%p = arith.divf %x, %y : f32 "
                        "%q = arith.mulf %p, %y : f32 "
                        "%c = arith.cmpf oeq, %q, %x : f32 ";
  // A mask that is multiplied.
  Bounded<long double> mask =
      run((undecided + "%r = arith.uitofp %c : i1 to f32").str(), 1, 3);
  EXPECT_EQ(mask.worst.lo, 0);
  EXPECT_EQ(mask.worst.hi, 1);
  // An i1 op keeps what is certain.
  Bounded<long double> conjunction =
      run((undecided + "%f = arith.constant false "
                       "%r = arith.andi %c, %f : i1")
              .str(),
          1, 3, "i1");
  EXPECT_TRUE(conjunction.isExact());
}

TEST_F(ScalarOpsTest, RefusesWhatItDoesNotKnow) {
  auto getMessage = [&](StringRef body) {
    return getError(
        formatv("func.func @f(%x: f32) -> f32 {{ {0} return %r : f32 }", body)
            .str(),
        makeArray(ElementType::F32, {}, {1}));
  };
  EXPECT_EQ(getMessage("%r = \"foo.bar\"(%x) : (f32) -> f32"),
            "the reference does not know 'foo.bar'");
  EXPECT_EQ(getMessage("%r = math.tan %x : f32"),
            "the reference does not know 'math.tan'");
  EXPECT_EQ(getMessage("%r = arith.remf %x, %x : f32"),
            "the reference does not know 'arith.remf'");
}
