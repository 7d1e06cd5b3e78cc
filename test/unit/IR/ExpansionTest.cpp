//===- ExpansionTest.cpp - Tests of the code of activations ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiles every activation, gate and expanded math op for the host, and holds
// the result against the definition, within the error that is declared for it.
//
//===----------------------------------------------------------------------===//

#include "ElementwiseKernel.h"
#include "glu/IR/Accuracy.h"
#include "glu/IR/GLU.h"
#include "mlir/AsmParser/AsmParser.h"
#include "llvm/TargetParser/Host.h"
#include "gtest/gtest.h"
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace mlir;
using namespace mlir::glu;
using namespace glurt;

static constexpr double kInf = std::numeric_limits<double>::infinity();
static constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

static MLIRContext &getContext() {
  static std::unique_ptr<MLIRContext> context = createContext();
  context->loadDialect<GLUDialect>();
  return *context;
}

static FloatType getFloatType(ElementType type) {
  return cast<FloatType>(parseType(getName(type), &getContext()));
}

static FloatType getComputeType(ElementType type) {
  return glu::getComputeType(getFloatType(type));
}

//===----------------------------------------------------------------------===//
// Comparison
//===----------------------------------------------------------------------===//

/// A unit in the last place of `value` in `type`.
static long double getUlp(ElementType type, long double value) {
  const llvm::fltSemantics &semantics = getFloatType(type).getFloatSemantics();
  int least = llvm::APFloat::semanticsMinExponent(semantics);
  int exponent = value == 0 ? least : std::max(std::ilogb(value), least);
  int precision = llvm::APFloat::semanticsPrecision(semantics);
  return std::ldexp(1.0L, exponent - precision + 1);
}

/// Whether `result` is within `bound` of `expected`: NaN matches NaN, zeros
/// match with their sign, and an infinite result stands for all numbers that
/// are too large for the type.
static bool isWithin(ElementType type, double result, long double expected,
                     long double bound) {
  if (std::isnan(expected) || std::isnan(result))
    return std::isnan(expected) && std::isnan(result);
  if (std::signbit(result) != std::signbit(expected))
    return false;
  if (result == expected)
    return true;
  if (std::isinf(expected))
    return false;
  if (!std::isinf(result))
    return std::abs(result - expected) <= bound;
  const llvm::fltSemantics &semantics = getFloatType(type).getFloatSemantics();
  int most = llvm::APFloat::semanticsMaxExponent(semantics);
  return std::abs(expected) + bound >= std::ldexp(1.0L, most + 1);
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// The special values, the points at which forms fail or change, and numbers
/// next to all of them.
static std::vector<double> getSpecialValues(ElementType type) {
  const llvm::fltSemantics &semantics = getFloatType(type).getFloatSemantics();
  auto toDouble = [](const llvm::APFloat &value) {
    llvm::APFloat result = value;
    bool losesInfo;
    result.convert(llvm::APFloat::IEEEdouble(),
                   llvm::APFloat::rmNearestTiesToEven, &losesInfo);
    return result.convertToDouble();
  };
  std::vector<double> values = {0.0, kInf, kNaN};
  std::vector<double> centres = {
      toDouble(llvm::APFloat::getSmallest(semantics)),
      toDouble(llvm::APFloat::getSmallestNormalized(semantics)),
      toDouble(llvm::APFloat::getLargest(semantics))};
  for (double x :
       {0.25,  0.65,   0.75179, 1.0,   1.19243, 1.27846, 2.27,   2.70,
        3.0,   4.0,    5.0,     5.42,  5.5,     5.54,    6.0,    10.0,
        13.0,  13.15,  14.3,    14.36, 14.75,   17.33,   20.0,   30.0,
        37.5,  38.6,   52.5,    75.0,  87.34,   88.38,   88.7,   88.73,
        88.8,  90.0,   91.8,    91.86, 100.0,   103.97,  104.0,  105.0,
        108.0, 108.66, 300.0,   600.0, 708.4,   709.78,  745.13, 751.6})
    centres.push_back(x);
  Array rounded(type, {1});
  for (double x : centres) {
    rounded.set(0, x);
    double centre = rounded.get(0);
    double ulp = static_cast<double>(getUlp(type, centre));
    for (double value : {centre - ulp, centre, centre + ulp})
      values.push_back(value);
  }
  for (size_t i = 0, e = values.size(); i < e; ++i)
    values.push_back(-values[i]);
  return values;
}

/// The special values, then random bit patterns, half of them in the range of
/// exponents that decides activations: `size` in all.
static Array getArguments(ElementType type, int64_t size, unsigned seed) {
  Array array(type, {size});
  int64_t i = 0;
  for (double value : getSpecialValues(type))
    array.set(i++, value);
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> exponent(-6, 10), sign(-1, 1);
  for (; i < size; ++i) {
    if (i % 2) {
      array.set(i, std::copysign(std::exp2(exponent(random)), sign(random)));
      continue;
    }
    uint64_t bits = random();
    size_t width = getByteWidth(type);
    std::memcpy(static_cast<char *>(array.data()) + i * width, &bits, width);
  }
  return array;
}

/// All values of a type of 16 bits.
static Array getAllValues(ElementType type) {
  Array array(type, {65536});
  auto *data = static_cast<uint16_t *>(array.data());
  for (int bits = 0; bits < 65536; ++bits)
    data[bits] = static_cast<uint16_t>(bits);
  return array;
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

namespace {
struct Case {
  const char *activation;
  double beta = 0.0; // Of swish<beta = ?>.
};

void PrintTo(const Case &c, std::ostream *os) {
  *os << c.activation << ", beta " << c.beta;
}

class ActivationTest : public testing::TestWithParam<Case> {
protected:
  bool takesBeta() const { return strchr(GetParam().activation, '?'); }

  Array run(ElementType type, const Array &x, StringRef features = "") const {
    std::string op = std::string("glu.activation ") + GetParam().activation +
                     (takesBeta() ? "(%x, %beta) : VEC, T" : "(%x) : VEC");
    Array r(type, x.getShape());
    ElementwiseKernel(getContext(), type, op, features)
        .run(x, x, GetParam().beta, r);
    return r;
  }

  ActivationAttrInterface getActivation() const {
    return cast<ActivationAttrInterface>(parseAttribute(
        std::string("#glu.") + GetParam().activation, &getContext()));
  }

  /// beta as the kernel gets it.
  double getBeta(ElementType type) const {
    Array rounded(type, {1});
    rounded.set(0, GetParam().beta);
    return rounded.get(0);
  }

  /// Expects every act(x) within `getBound(act(x))`.
  template <typename Bound>
  void check(ElementType type, const Array &x, Bound getBound) const {
    Array r = run(type, x);
    ActivationAttrInterface activation = getActivation();
    double beta = getBeta(type);
    for (int64_t i = 0; i < x.size(); ++i) {
      long double expected =
          activation.evaluate(getComputeType(type), x.get(i), beta);
      ASSERT_TRUE(isWithin(type, r.get(i), expected, getBound(expected)))
          << GetParam().activation << " at " << x.get(i) << ": got " << r.get(i)
          << ", expected " << expected;
    }
  }

  void checkDeclaredError(ElementType type, int64_t size) const {
    auto [relative, absolute] =
        getActivation().getExpansionError(getComputeType(type));
    check(type, getArguments(type, size, /*seed=*/1),
          [&, r = relative, a = absolute](long double expected) {
            return r * std::abs(expected) + a;
          });
  }
};
} // namespace

TEST_P(ActivationTest, F32IsWithinDeclaredError) {
  checkDeclaredError(ElementType::F32, 1 << 17);
}

TEST_P(ActivationTest, F64IsWithinDeclaredError) {
  checkDeclaredError(ElementType::F64, 1 << 14);
}

// One rounding from f32: a hundredth of a unit more than the least error.
TEST_P(ActivationTest, All16BitValuesAreRoundedOnce) {
  for (ElementType type : {ElementType::BF16, ElementType::F16})
    check(type, getAllValues(type),
          [&](long double expected) { return 0.51L * getUlp(type, expected); });
}

#if defined(__x86_64__)
TEST_P(ActivationTest, BitsDoNotDependOnTheTarget) {
  const auto features = llvm::sys::getHostCPUFeatures();
  if (!features.lookup("avx2") || !features.lookup("fma"))
    GTEST_SKIP() << "the host has no FMA";
  Array x = getArguments(ElementType::F32, 1 << 14, /*seed=*/2);
  Array host = run(ElementType::F32, x);
  Array avx2 = run(ElementType::F32, x, "+avx2,+fma,+f16c");
  for (int64_t i = 0; i < x.size(); ++i)
    ASSERT_TRUE(isWithin(ElementType::F32, avx2.get(i), host.get(i), 0))
        << x.get(i);
}
#endif

INSTANTIATE_TEST_SUITE_P(
    All, ActivationTest,
    testing::Values(Case{"identity"}, Case{"sigmoid"}, Case{"tanh"},
                    Case{"relu"}, Case{"leaky_relu<slope = 0.01>"},
                    Case{"leaky_relu<slope = 0.0>"}, Case{"elu<alpha = 1.0>"},
                    Case{"elu<alpha = -0.7>"}, Case{"gelu<erf>"},
                    Case{"gelu<tanh>"}, Case{"gelu<sigmoid>"}, Case{"mish"},
                    Case{"swish<beta = 1.0>"}, Case{"swish<beta = -1.3>"},
                    Case{"swish<beta = 0.0>"}, Case{"swish<beta = inf>"},
                    Case{"swish<beta = -inf>"}, Case{"swish<beta = nan>"},
                    Case{"swish<beta = ?>", 1.7}, Case{"swish<beta = ?>", -0.3},
                    Case{"swish<beta = ?>", 0.0}, Case{"swish<beta = ?>", kInf},
                    Case{"swish<beta = ?>", -kInf},
                    Case{"swish<beta = ?>", kNaN}));

//===----------------------------------------------------------------------===//
// Gates
//===----------------------------------------------------------------------===//

namespace {
/// Activation and type of a gate; the activation alone is judged above.
using Gate = std::tuple<const char *, ElementType>;

class GateTest : public testing::TestWithParam<Gate> {
protected:
  ElementType type = std::get<1>(GetParam());

  Array run(std::string op, ElementType type, const Array &g,
            const Array &v) const {
    Array r(type, g.getShape());
    ElementwiseKernel(getContext(), type, op).run(g, v, 0.0, r);
    return r;
  }

  /// Gates and values, every special value of each with each.
  std::pair<Array, Array> getPairs() const {
    std::vector<double> special = getSpecialValues(type);
    int64_t n = special.size();
    int64_t size = llvm::alignTo(n * n, 16) + (1 << 14);
    Array g = getArguments(type, size, /*seed=*/3);
    Array v = getArguments(type, size, /*seed=*/4);
    for (int64_t i = 0; i < n * n; ++i) {
      g.set(i, special[i / n]);
      v.set(i, special[i % n]);
    }
    return {std::move(g), std::move(v)};
  }

  ElementType computeType =
      type == ElementType::F64 ? ElementType::F64 : ElementType::F32;

  /// Expects the gate to be act(g) * v, formed in the compute type, for act(g)
  /// in the type `actType`.
  void check(StringRef rounding, ElementType actType) const {
    std::string activation = std::get<0>(GetParam());
    auto [g, v] = getPairs();
    Array wide(actType, g.getShape());
    for (int64_t i = 0; i < g.size(); ++i)
      wide.set(i, g.get(i));
    Array act =
        run("glu.activation " + activation + "(%x) : VEC", actType, wide, wide);
    Array r = run("glu.gate " + activation + " rounding<" + rounding.str() +
                      ">(%x, %v) : VEC",
                  type, g, v);
    Array product(computeType, {1}), expected(type, {1});
    for (int64_t i = 0; i < g.size(); ++i) {
      product.set(0, act.get(i) * v.get(i));
      expected.set(0, product.get(0));
      ASSERT_TRUE(isWithin(type, r.get(i), expected.get(0), 0))
          << activation << " of " << g.get(i) << " times " << v.get(i)
          << ": got " << r.get(i) << ", expected " << expected.get(0);
    }
  }
};
} // namespace

TEST_P(GateTest, F32ThroughRoundsTheProduct) {
  check("f32_through", computeType);
}

TEST_P(GateTest, AsUnfusedRoundsTheActivationToo) { check("as_unfused", type); }

INSTANTIATE_TEST_SUITE_P(
    All, GateTest,
    testing::Combine(testing::Values("identity", "relu", "sigmoid",
                                     "swish<beta = 1.0>"),
                     testing::Values(ElementType::F32, ElementType::BF16,
                                     ElementType::F16, ElementType::F64)));

//===----------------------------------------------------------------------===//
// Math ops
//===----------------------------------------------------------------------===//

namespace {
struct MathCase {
  const char *name;
  long double (*function)(long double);
};

void PrintTo(const MathCase &c, std::ostream *os) { *os << c.name; }

class MathTest : public testing::TestWithParam<MathCase> {
protected:
  std::optional<std::pair<double, double>> getError(ElementType type) const {
    OperationState state(UnknownLoc::get(&getContext()), GetParam().name);
    OwningOpRef<Operation *> op = Operation::create(state);
    return getMathExpansionError(*op, getFloatType(type));
  }

  void check(ElementType type, int64_t size) const {
    auto error = getError(type);
    ASSERT_TRUE(error);
    Array x = getArguments(type, size, /*seed=*/5), r(type, x.getShape());
    std::string op = std::string(GetParam().name) + " %x : VEC";
    ElementwiseKernel(getContext(), type, op).run(x, x, 0.0, r);
    for (int64_t i = 0; i < size; ++i) {
      long double expected = GetParam().function(x.get(i));
      long double bound = error->first * std::abs(expected) + error->second;
      ASSERT_TRUE(isWithin(type, r.get(i), expected, bound))
          << getName(type) << " at " << x.get(i) << ": got " << r.get(i)
          << ", expected " << expected;
    }
  }
};
} // namespace

TEST_P(MathTest, F32IsWithinDeclaredError) { check(ElementType::F32, 1 << 17); }
TEST_P(MathTest, F64IsWithinDeclaredError) { check(ElementType::F64, 1 << 14); }

INSTANTIATE_TEST_SUITE_P(All, MathTest,
                         testing::Values(MathCase{"math.exp", std::exp},
                                         MathCase{"math.expm1", std::expm1},
                                         MathCase{"math.log", std::log},
                                         MathCase{"math.log1p", std::log1p},
                                         MathCase{"math.tanh", std::tanh},
                                         MathCase{"math.erf", std::erf}));
