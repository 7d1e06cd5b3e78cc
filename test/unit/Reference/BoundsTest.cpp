//===- BoundsTest.cpp - Bounds hold, and tell wrong results ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Plays compiled code in plain C++: products in float in several orders, then
// the epilogue of a gated layer.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::test;
using llvm::formatv;

//===----------------------------------------------------------------------===//
// Sums in several orders
//===----------------------------------------------------------------------===//

namespace {
using Order = float (*)(std::vector<float> terms);

float forward(std::vector<float> terms) {
  float sum = 0;
  for (float term : terms)
    sum += term;
  return sum;
}

float backward(std::vector<float> terms) {
  std::reverse(terms.begin(), terms.end());
  return forward(terms);
}

/// As a vector of eight lanes that are added at the end.
float inLanes(std::vector<float> terms) {
  std::vector<float> lanes(8, 0);
  for (size_t i = 0; i < terms.size(); ++i)
    lanes[i % 8] += terms[i];
  return forward(lanes);
}

float pairwise(std::vector<float> terms) {
  for (; terms.size() > 1; terms.resize((terms.size() + 1) / 2))
    for (size_t i = 0; i < terms.size() / 2; ++i) {
      size_t last = terms.size() - 1 - i;
      terms[i] += terms[last];
    }
  return terms.empty() ? 0 : terms[0];
}

/// Largest magnitudes first, the worst for small terms.
float sorted(std::vector<float> terms) {
  std::sort(terms.begin(), terms.end(),
            [](float a, float b) { return std::abs(a) > std::abs(b); });
  return forward(terms);
}

constexpr Order orders[] = {forward, backward, inLanes, pairwise, sorted};

/// x [m, k] times w [k, n].
std::vector<float> multiply(const Array &x, const Array &w, Order order) {
  int64_t m = x.getShape()[0], k = x.getShape()[1], n = w.getShape()[1];
  std::vector<float> result;
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < n; ++j) {
      std::vector<float> terms;
      for (int64_t l = 0; l < k; ++l)
        terms.push_back(static_cast<float>(x.get(i * k + l)) *
                        static_cast<float>(w.get(l * n + j)));
      result.push_back(order(terms));
    }
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Gated layers
//===----------------------------------------------------------------------===//

struct Case {
  ElementType type;
  int64_t k;
};

void PrintTo(const Case &c, std::ostream *os) {
  *os << glurt::getName(c.type) << ", k = " << c.k;
}

class BoundsTest : public ReferenceTest,
                   public ::testing::WithParamInterface<Case> {
protected:
  static constexpr int64_t m = 5, n = 7;
  ElementType type = GetParam().type;
  int64_t k = GetParam().k;
  Array x = makeRandom(type, {m, k}, 1);
  Array w = makeRandom(type, {k, n}, 2);
  Array v = makeRandom(type, {k, n}, 3);
  Array down = makeRandom(type, {n, k}, 4);

  /// The hidden layer and the layer of `activation`.
  std::vector<BoundedArray> evaluateLayers(StringRef activation,
                                           StringRef rounding);

  float round(float value) const { return roundTo(type, value); }

  /// act(g) v as code of one of the contracts has it.
  template <typename Act>
  Values getHidden(Act act, bool unfused, Order order) const {
    std::vector<float> g = multiply(x, w, order), h = multiply(x, v, order);
    Values hidden;
    for (size_t i = 0; i < g.size(); ++i) {
      if (unfused)
        hidden.push_back(round(round(act(round(g[i]))) * round(h[i])));
      else
        hidden.push_back(round(act(g[i]) * h[i]));
    }
    return hidden;
  }
};

float silu(float x) { return x / (1 + std::exp(-x)); }
float geluTanh(float x) {
  return 0.5f * x *
         (1 + std::tanh(0.797884560802865f * (x + 0.044715f * x * x * x)));
}
float geluErf(float x) { return 0.5f * x * (1 + std::erf(x * 0.70710678f)); }
} // namespace

std::vector<BoundedArray> BoundsTest::evaluateLayers(StringRef activation,
                                                     StringRef rounding) {
  const char *text = R"mlir(
    func.func @f(%x: tensor<5x{0}x{1}>, %w: tensor<{0}x7x{1}>,
                 %v: tensor<{0}x7x{1}>, %d: tensor<7x{0}x{1}>,
                 %init: tensor<5x7x{1}>, %outs: tensor<5x{0}x{1}>)
        -> (tensor<5x7x{1}>, tensor<5x{0}x{1}>) {{
      %0 = glu.gated_linear {2} weights<separate, in_out> rounding<{3}>
             ins(%x, %w, %v
                 : tensor<5x{0}x{1}>, tensor<{0}x7x{1}>, tensor<{0}x7x{1}>)
             outs(%init : tensor<5x7x{1}>) -> tensor<5x7x{1}>
      %1 = glu.ffn {2} weights<separate, in_out> down<in_out> rounding<{3}>
             ins(%x, %w, %v
                 : tensor<5x{0}x{1}>, tensor<{0}x7x{1}>, tensor<{0}x7x{1}>)
             down(%d : tensor<7x{0}x{1}>)
             outs(%outs : tensor<5x{0}x{1}>) -> tensor<5x{0}x{1}>
      return %0, %1 : tensor<5x7x{1}>, tensor<5x{0}x{1}>
    })mlir";
  Array init(type, {m, n}), outs(type, {m, k});
  auto results = evaluateReference(
      parse(formatv(text, k, glurt::getName(type), activation, rounding).str()),
      {&x, &w, &v, &down, &init, &outs});
  EXPECT_TRUE(succeeded(results));
  return *results;
}

TEST_P(BoundsTest, HoldInEveryOrder) {
  for (bool unfused : {false, true}) {
    std::vector<BoundedArray> expected = evaluateLayers(
        "swish<beta = 1.0>", unfused ? "as_unfused" : "f32_through");
    for (Order order : orders) {
      Array hidden = makeLike(expected[0], getHidden(silu, unfused, order));
      Comparison comparison = compare(hidden, expected[0]);
      EXPECT_LE(comparison.worst.ratio, 1);
      EXPECT_LE(comparison.statistical.ratio, 1);
      EXPECT_GT(comparison.worst.ratio, 0);

      Values y;
      for (float sum : multiply(hidden, down, order))
        y.push_back(sum);
      EXPECT_TRUE(compare(makeLike(expected[1], y), expected[1]).passes());
    }
  }
}

TEST_P(BoundsTest, TellWrongResults) {
  std::vector<BoundedArray> expected =
      evaluateLayers("gelu<tanh>", "f32_through");
  auto passes = [&](const Values &hidden) {
    return compare(makeLike(expected[0], hidden), expected[0]).passes();
  };
  EXPECT_TRUE(passes(getHidden(geluTanh, false, forward)));
  std::swap(w, v);
  EXPECT_FALSE(passes(getHidden(geluTanh, false, forward)));
  std::swap(w, v);
  // Another form of GELU differs by at most 4.73e-4, less than a rounding to
  // bf16 in most places.
  if (type == ElementType::F32)
    EXPECT_FALSE(passes(getHidden(geluErf, false, forward)));
  // An input that is left out.
  x.set(0, 0);
  EXPECT_FALSE(passes(getHidden(geluTanh, false, forward)));
}

INSTANTIATE_TEST_SUITE_P(
    All, BoundsTest,
    ::testing::Values(Case{ElementType::F32, 1}, Case{ElementType::F32, 8},
                      Case{ElementType::F32, 64}, Case{ElementType::BF16, 1},
                      Case{ElementType::BF16, 8}, Case{ElementType::BF16, 64},
                      Case{ElementType::F16, 8}));

//===----------------------------------------------------------------------===//
// Other bounds
//===----------------------------------------------------------------------===//

namespace {
class RoundingTest : public ReferenceTest {};

constexpr const char *linearText = R"mlir(
  func.func @f(%x: tensor<{0}x{1}>, %w: tensor<{0}x1x{1}>, %b: tensor<1x{1}>,
               %init: tensor<1x{1}>) -> tensor<1x{1}> {{
    %0 = glu.linear identity weights<in_out> rounding<{2}>
           ins(%x, %w : tensor<{0}x{1}>, tensor<{0}x1x{1}>)
           bias(%b : tensor<1x{1}>)
           outs(%init : tensor<1x{1}>) -> tensor<1x{1}>
    return %0 : tensor<1x{1}>
  })mlir";
} // namespace

TEST_F(RoundingTest, DroppedBiasIsOutside) {
  Array x = makeRandom(ElementType::F32, {8}, 1);
  Array w = makeRandom(ElementType::F32, {8, 1}, 2);
  BoundedArray y = evaluate(formatv(linearText, 8, "f32", "f32_through").str(),
                            x, w, makeArray(ElementType::F32, {1}, {0x1p-10}),
                            Array(ElementType::F32, {1}));
  x = makeArray(ElementType::F32, {1, 8}, [&] {
    Values values;
    for (int64_t i = 0; i < 8; ++i)
      values.push_back(x.get(i));
    return values;
  }());
  float sum = multiply(x, w, forward)[0];
  EXPECT_TRUE(compare(makeLike(y, {sum + 0x1p-10}), y).passes());
  EXPECT_FALSE(compare(makeLike(y, {sum}), y).passes());
}

TEST_F(RoundingTest, ContractsDiffer) {
  StringRef text = R"mlir(
    func.func @f(%g: bf16, %v: bf16) -> bf16 {{
      %0 = glu.gate sigmoid rounding<{0}>(%g, %v) : bf16
      return %0 : bf16
    })mlir";
  auto getWidth = [&](StringRef rounding) {
    BoundedArray y = evaluate(formatv(text.data(), rounding).str(),
                              makeArray(ElementType::BF16, {}, {1}),
                              makeArray(ElementType::BF16, {}, {3}));
    const Interval<long double> &range = y.elements[0].worst;
    return (range.hi - range.lo) / 2 / y.elements[0].value;
  };
  // One rounding of u = 2^-8, or two; what f32 adds is far less.
  EXPECT_GT(getWidth("f32_through"), 0x1p-8L);
  EXPECT_LT(getWidth("f32_through"), 1.01L * 0x1p-8L);
  EXPECT_GT(getWidth("as_unfused"), 0x1p-7L);
  EXPECT_LT(getWidth("as_unfused"), 1.01L * 0x1p-7L);
}

TEST_F(RoundingTest, F64IsJudgedInLongDouble) {
  // Double loses the 2^-60 that long double keeps.
  BoundedArray y = evaluate(formatv(linearText, 2, "f64", "f32_through").str(),
                            makeArray(ElementType::F64, {2}, {1, 0x1p-60}),
                            makeArray(ElementType::F64, {2, 1}, {1, 1}),
                            makeArray(ElementType::F64, {1}, {0}),
                            Array(ElementType::F64, {1}));
  EXPECT_EQ(y.elements[0].value, 1 + 0x1p-60L);
  long double bound = y.elements[0].worst.hi - y.elements[0].value;
  EXPECT_GT(bound, 3 * 0x1p-53L);
  EXPECT_LT(bound, 3.01L * 0x1p-53L);
  EXPECT_TRUE(compare(makeLike(y, {1}), y).passes());
}

//===----------------------------------------------------------------------===//
// What tiles of bf16 round to zero
//===----------------------------------------------------------------------===//

namespace {
/// The bound of a b in a glu.linear.
class FlushTest : public ReferenceTest {
protected:
  Interval<long double> multiply(StringRef typeName, ElementType type, double a,
                                 double b) {
    return evaluate(formatv(linearText, 2, typeName, "f32_through").str(),
                    makeArray(type, {2}, {a, 0}),
                    makeArray(type, {2, 1}, {b, 0}), makeArray(type, {1}, {0}),
                    Array(type, {1}))
        .elements[0]
        .worst;
  }
};
} // namespace

TEST_F(FlushTest, SubnormalOperandsMayBeLost) {
  for (auto [a, b] : {std::pair(0x1p-130, 0x1p20), {0x1p20, -0x1p-130}}) {
    EXPECT_TRUE(multiply("bf16", ElementType::BF16, a, b).contains(0));
    EXPECT_FALSE(multiply("f32", ElementType::F32, a, b).contains(0));
  }
  EXPECT_FALSE(
      multiply("bf16", ElementType::BF16, 0x1p-126, 0x1p20).contains(0));
  // The smallest subnormal of f16 is a normal number of f32.
  EXPECT_FALSE(multiply("f16", ElementType::F16, 0x1p-24, 1).contains(0));
}

TEST_F(FlushTest, SubnormalProductsMayBeLost) {
  EXPECT_TRUE(
      multiply("bf16", ElementType::BF16, 0x1p-64, 0x1p-64).contains(0));
  EXPECT_FALSE(multiply("f32", ElementType::F32, 0x1p-64, 0x1p-64).contains(0));
  // No more than 2 k 2^-126.
  EXPECT_FALSE(
      multiply("bf16", ElementType::BF16, 0x1p-62, 0x1p-61).contains(0));
}

TEST_F(FlushTest, ProductsOfZeroAreExact) {
  EXPECT_TRUE(multiply("bf16", ElementType::BF16, 0, 3).isPoint());
}

// Zero times infinity is NaN, also where the zero was a subnormal.
TEST_F(FlushTest, InfinityTimesSubnormal) {
  BoundedArray y = evaluate(R"mlir(
    func.func @f(%x: tensor<1xbf16>, %w: tensor<1x2xbf16>,
                 %init: tensor<2xbf16>) -> tensor<2xbf16> {
      %0 = glu.linear identity weights<in_out>
             ins(%x, %w : tensor<1xbf16>, tensor<1x2xbf16>)
             outs(%init : tensor<2xbf16>) -> tensor<2xbf16>
      return %0 : tensor<2xbf16>
    })mlir",
                            makeArray(ElementType::BF16, {1}, {INFINITY}),
                            makeArray(ElementType::BF16, {1, 2}, {1, 0x1p-130}),
                            Array(ElementType::BF16, {2}));
  EXPECT_TRUE(y.elements[0].worst.isPoint());
  EXPECT_TRUE(y.elements[1].worst.nan);
}

// An error of the hidden layer may make a subnormal of a normal number.
TEST_F(FlushTest, HiddenMayBecomeSubnormal) {
  auto evaluateFFN = [&](double x) {
    return evaluate(R"mlir(
      func.func @f(%x: tensor<1xbf16>, %w: tensor<1x1xbf16>,
                   %d: tensor<1x1xbf16>, %init: tensor<1xbf16>)
          -> tensor<1xbf16> {
        %0 = glu.ffn identity weights<in_out> down<in_out>
               ins(%x, %w : tensor<1xbf16>, tensor<1x1xbf16>)
               down(%d : tensor<1x1xbf16>)
               outs(%init : tensor<1xbf16>) -> tensor<1xbf16>
        return %0 : tensor<1xbf16>
      })mlir",
                    makeArray(ElementType::BF16, {1}, {x}),
                    makeArray(ElementType::BF16, {1, 1}, {1}),
                    makeArray(ElementType::BF16, {1, 1}, {0x1p20}),
                    Array(ElementType::BF16, {1}))
        .elements[0]
        .worst;
  };
  EXPECT_TRUE(evaluateFFN(0x1.8p-125).contains(0));
  EXPECT_FALSE(evaluateFFN(0x1p-124).contains(0));
}

//===----------------------------------------------------------------------===//
// tf32
//===----------------------------------------------------------------------===//

namespace {
/// The bound of x 1, of which tf32 makes 1.
class TF32Test : public ReferenceTest {
protected:
  Interval<long double> multiply(StringRef op, TensorCores tensorCores) {
    const char *text = R"mlir(
      func.func @f(%x: tensor<1x1xf32>, %w: tensor<1x1xf32>,
                   %init: tensor<1x1xf32>) -> tensor<1x1xf32> {{
        %0 = {0} -> tensor<1x1xf32>
        return %0 : tensor<1x1xf32>
      })mlir";
    Array x = makeArray(ElementType::F32, {1, 1}, {0x1.001ffp0});
    Array one = makeArray(ElementType::F32, {1, 1}, {1});
    Array zero = makeArray(ElementType::F32, {1, 1}, {0});
    auto results = evaluateReference(parse(formatv(text, op).str()),
                                     {&x, &one, &zero}, tensorCores);
    EXPECT_TRUE(succeeded(results));
    return results->front().elements[0].worst;
  }
};
} // namespace

static const char *const linear = R"(glu.linear identity weights<in_out>
    ins(%x, %w : tensor<1x1xf32>, tensor<1x1xf32>)
    outs(%init : tensor<1x1xf32>))";

TEST_F(TF32Test, FactorsMayBeRounded) {
  for (StringRef op :
       {StringRef(linear),
        StringRef("linalg.matmul ins(%x, %w : tensor<1x1xf32>, "
                  "tensor<1x1xf32>) outs(%init : tensor<1x1xf32>)")}) {
    EXPECT_TRUE(multiply(op, TensorCores::AndTF32).contains(1));
    // By 2^-11 and no more.
    EXPECT_FALSE(multiply(op, TensorCores::AndTF32).contains(1 - 0x1p-13));
    EXPECT_FALSE(multiply(op, TensorCores::Of16Bits).contains(1));
    EXPECT_FALSE(multiply(op, TensorCores::None).contains(1));
  }
}

TEST_F(TF32Test, AStrategySaysSo) {
  std::string op = std::string(linear) +
                   "{glu.strategy = #glu.gpu_strategy<s1, rows = 128, "
                   "columns = 128, stages = 3, tf32 = true>}";
  EXPECT_TRUE(multiply(op, TensorCores::Of16Bits).contains(1));
}

//===----------------------------------------------------------------------===//
// Infinities, NaN, overflow
//===----------------------------------------------------------------------===//

TEST_F(RoundingTest, Overflow) {
  auto evaluateSum = [&](double a, double b) {
    return evaluate(formatv(linearText, 2, "f16", "f32_through").str(),
                    makeArray(ElementType::F16, {2}, {a, b}),
                    makeArray(ElementType::F16, {2, 1}, {1, 1}),
                    makeArray(ElementType::F16, {1}, {0}),
                    Array(ElementType::F16, {1}));
  };
  // 65504 is the largest f16.
  BoundedArray beyond = evaluateSum(60000, 60000);
  EXPECT_EQ(beyond.elements[0].value, 120000);
  EXPECT_TRUE(compare(makeLike(beyond, {INFINITY}), beyond).passes());
  EXPECT_FALSE(compare(makeLike(beyond, {65504}), beyond).passes());
  EXPECT_FALSE(compare(makeLike(beyond, {-INFINITY}), beyond).passes());
  BoundedArray within = evaluateSum(60000, -60000);
  EXPECT_FALSE(compare(makeLike(within, {INFINITY}), within).passes());
  BoundedArray edge = evaluateSum(65504, 8);
  EXPECT_TRUE(compare(makeLike(edge, {INFINITY}), edge).passes());
  EXPECT_TRUE(compare(makeLike(edge, {65504}), edge).passes());
}

TEST_F(RoundingTest, OverflowOfAPartialSum) {
  // 3e38 + 3e38 - 3e38 overflows in this order and not in another.
  BoundedArray y = evaluate(
      formatv(linearText, 3, "f32", "f32_through").str(),
      makeArray(ElementType::F32, {3}, {3e38, 3e38, -3e38}),
      makeArray(ElementType::F32, {3, 1}, {1, 1, 1}),
      makeArray(ElementType::F32, {1}, {0}), Array(ElementType::F32, {1}));
  EXPECT_TRUE(compare(makeLike(y, {3e38}), y).passes());
  EXPECT_TRUE(compare(makeLike(y, {INFINITY}), y).passes());
  EXPECT_FALSE(compare(makeLike(y, {-INFINITY}), y).passes());
}

TEST_F(RoundingTest, InfinitiesAndNaNOfOperands) {
  auto evaluateGate = [&](StringRef activation, double g, double v) {
    BoundedArray y =
        evaluate(formatv("func.func @f(%g: f32, %v: f32) -> f32 {{ "
                         "%0 = glu.gate {0}(%g, %v) : f32 return %0 : f32 }",
                         activation)
                     .str(),
                 makeArray(ElementType::F32, {}, {g}),
                 makeArray(ElementType::F32, {}, {v}));
    return y.elements[0].worst;
  };
  EXPECT_FALSE(evaluateGate("sigmoid", NAN, 1).hasNumbers());
  EXPECT_FALSE(evaluateGate("sigmoid", 1, NAN).hasNumbers());
  EXPECT_FALSE(evaluateGate("identity", INFINITY, 0).hasNumbers());
  EXPECT_FALSE(evaluateGate("relu", -1, INFINITY).hasNumbers());
  // Code may have 0 for the tail of an activation, or not quite 0.
  EXPECT_TRUE(evaluateGate("swish<beta = 1.0>", -INFINITY, INFINITY).nan);
  EXPECT_TRUE(evaluateGate("swish<beta = 1.0>", -1e30, INFINITY).nan);
  Interval<long double> infinite = evaluateGate("identity", -INFINITY, 2);
  EXPECT_TRUE(infinite.isPoint());
  EXPECT_EQ(infinite.lo, -Interval<long double>::infinity);
  EXPECT_TRUE(evaluateGate("relu", -INFINITY, 2).contains(0));
  EXPECT_FALSE(evaluateGate("relu", -INFINITY, 2).nan);
}

TEST_F(RoundingTest, InfinitiesInASum) {
  auto evaluateSum = [&](double a, double b) {
    return evaluate(formatv(linearText, 2, "f32", "f32_through").str(),
                    makeArray(ElementType::F32, {2}, {a, b}),
                    makeArray(ElementType::F32, {2, 1}, {1, 1}),
                    makeArray(ElementType::F32, {1}, {0}),
                    Array(ElementType::F32, {1}))
        .elements[0]
        .worst;
  };
  EXPECT_TRUE(evaluateSum(INFINITY, 1).isPoint());
  EXPECT_FALSE(evaluateSum(INFINITY, -INFINITY).hasNumbers());
  EXPECT_FALSE(evaluateSum(NAN, 1).hasNumbers());
}
