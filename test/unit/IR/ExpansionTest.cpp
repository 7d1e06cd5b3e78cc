//===- ExpansionTest.cpp - Tests of the code of activations ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiles every activation, gate and expanded math op for the host, and holds
// the result against the definition, within the error that is declared for it.
//
//===----------------------------------------------------------------------===//

#include "ElementwiseKernel.h"
#include "TestSupport.h"
#include "glu/IR/Accuracy.h"
#include "llvm/TargetParser/Host.h"
#include "gtest/gtest.h"
#include <cmath>
#include <cstring>

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::test;
using namespace glurt;

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
class ActivationTest : public testing::TestWithParam<ActivationCase> {
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

  /// Expects every act(x) within `getBound(act(x))`.
  template <typename Bound>
  void check(ElementType type, const Array &x, Bound getBound) const {
    Array r = run(type, x);
    ActivationAttrInterface activation = getActivation(GetParam().activation);
    double beta = roundTo(type, GetParam().beta);
    for (int64_t i = 0; i < x.size(); ++i) {
      long double expected =
          activation.evaluate(getComputeType(type), x.get(i), beta);
      ASSERT_TRUE(isWithin(type, r.get(i), expected, getBound(expected)))
          << GetParam().activation << " at " << x.get(i) << ": got " << r.get(i)
          << ", expected " << expected;
    }
  }

  void checkDeclaredError(ElementType type, int64_t size) const {
    auto [relative, absolute] = getActivation(GetParam().activation)
                                    .getExpansionError(getComputeType(type));
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

INSTANTIATE_TEST_SUITE_P(All, ActivationTest,
                         testing::ValuesIn(getActivationCases()));

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
