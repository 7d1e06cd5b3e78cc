//===- LayersTest.cpp - Tests of the meaning of glu ops -------------------===//
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
class LayersTest : public ReferenceTest {};
} // namespace

//===----------------------------------------------------------------------===//
// Values by hand
//===----------------------------------------------------------------------===//

TEST_F(LayersTest, Linear) {
  BoundedArray y =
      evaluate(R"mlir(
    func.func @f(%x: tensor<2x2xf32>, %w: tensor<2x3xf32>, %b: tensor<3xf32>,
                 %init: tensor<2x3xf32>) -> tensor<2x3xf32> {
      %0 = glu.linear relu weights<in_out>
             ins(%x, %w : tensor<2x2xf32>, tensor<2x3xf32>)
             bias(%b : tensor<3xf32>)
             outs(%init : tensor<2x3xf32>) -> tensor<2x3xf32>
      return %0 : tensor<2x3xf32>
    })mlir",
               makeArray(ElementType::F32, {2, 2}, {1, 2, 3, 4}),
               makeArray(ElementType::F32, {2, 3}, {1, -1, 0, 2, 1, -2}),
               makeArray(ElementType::F32, {3}, {10, -5, 0.5}),
               Array(ElementType::F32, {2, 3}));
  // x W = [[5, 1, -4], [11, 1, -8]]
  EXPECT_EQ(getValues(y), (std::vector<long double>{15, 0, 0, 21, 0, 0}));
}

TEST_F(LayersTest, GatedLinear) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<2xf32>, %w: tensor<2x2xf32>, %v: tensor<2x2xf32>,
                 %b: tensor<2xf32>, %c: tensor<2xf32>, %init: tensor<2xf32>)
        -> tensor<2xf32> {
      %0 = glu.gated_linear relu weights<separate, in_out>
             ins(%x, %w, %v : tensor<2xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
             gate_bias(%b : tensor<2xf32>) value_bias(%c : tensor<2xf32>)
             outs(%init : tensor<2xf32>) -> tensor<2xf32>
      return %0 : tensor<2xf32>
    })mlir";
  BoundedArray y = evaluate(text, makeArray(ElementType::F32, {2}, {1, 2}),
                            makeArray(ElementType::F32, {2, 2}, {1, 2, 3, 4}),
                            makeArray(ElementType::F32, {2, 2}, {5, 6, 7, 8}),
                            makeArray(ElementType::F32, {2}, {1, -20}),
                            makeArray(ElementType::F32, {2}, {-1, 3}),
                            Array(ElementType::F32, {2}));
  // x W + b = [8, -10], x V + c = [18, 25]
  EXPECT_EQ(getValues(y), (std::vector<long double>{144, 0}));
}

TEST_F(LayersTest, BoundOfGatedLinearIsThatOfTheFormula) {
  BoundedArray y = evaluate(R"mlir(
    func.func @f(%x: tensor<2xf32>, %w: tensor<2x1xf32>, %v: tensor<2x1xf32>,
                 %init: tensor<1xf32>) -> tensor<1xf32> {
      %0 = glu.gated_linear sigmoid weights<separate, in_out>
             ins(%x, %w, %v : tensor<2xf32>, tensor<2x1xf32>, tensor<2x1xf32>)
             outs(%init : tensor<1xf32>) -> tensor<1xf32>
      return %0 : tensor<1xf32>
    })mlir",
                            makeArray(ElementType::F32, {2}, {1, -2}),
                            makeArray(ElementType::F32, {2, 1}, {3, 1}),
                            makeArray(ElementType::F32, {2, 1}, {1, 2}),
                            Array(ElementType::F32, {1}));
  // g = 3 - 2, v = 1 - 4, so that A = C = 5; three roundings at most.
  const Bounded<long double> &element = y.elements[0];
  long double act = 1 / (1 + std::exp(-1.0L)), out = -3 * act;
  EXPECT_NEAR(element.value, out, 1e-15);
  auto sigmoid = SigmoidAttr::get(&context);
  long double u = 0x1p-24L, d = 3 * u / (1 - 3 * u) * 5;
  auto [relative, absolute] =
      sigmoid.getExpansionError(Float32Type::get(&context));
  long double bound = 0.25L * d * (3 + d) + act * d +
                      (relative + u) * std::abs(out) + absolute * 3;
  // The formula leaves out products of errors.
  EXPECT_GE(element.value - element.worst.lo, bound);
  EXPECT_LE(element.value - element.worst.lo, bound * (1 + 0x1p-18L));
  EXPECT_GE(element.worst.hi - element.value, bound * (1 - 0x1p-18L));
  EXPECT_LE(element.worst.hi - element.value, bound * (1 + 0x1p-18L));
}

TEST_F(LayersTest, Maxout) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<2x2xf32>, %w: tensor<2x2x2xf32>,
                 %b: tensor<2x2xf32>, %init: tensor<2x2xf32>)
        -> tensor<2x2xf32> {
      %0 = glu.maxout ins(%x, %w : tensor<2x2xf32>, tensor<2x2x2xf32>)
             bias(%b : tensor<2x2xf32>)
             outs(%init : tensor<2x2xf32>) -> tensor<2x2xf32>
      return %0 : tensor<2x2xf32>
    })mlir";
  BoundedArray y = evaluate(
      text, makeArray(ElementType::F32, {2, 2}, {1, 2, -1, NAN}),
      makeArray(ElementType::F32, {2, 2, 2}, {1, 2, 3, 4, 5, 6, 0, -9}),
      makeArray(ElementType::F32, {2, 2}, {0, 1, 10, 20}),
      Array(ElementType::F32, {2, 2}));
  // pieces of row 0: [7, 10] + [0, 1] and [5, -12] + [10, 20]
  EXPECT_EQ(y.elements[0].value, 15);
  EXPECT_EQ(y.elements[1].value, 11);
  EXPECT_FALSE(y.elements[2].worst.hasNumbers());
  EXPECT_FALSE(y.elements[3].worst.hasNumbers());
}

TEST_F(LayersTest, BetaIsAScalarOrOneForEachChannel) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<2xbf16>, %w: tensor<2x2xbf16>, %beta: {0},
                 %init: tensor<2xbf16>) -> tensor<2xbf16> {{
      %0 = glu.linear swish<beta = ?> weights<in_out>
             ins(%x, %w : tensor<2xbf16>, tensor<2x2xbf16>) beta(%beta : {0})
             outs(%init : tensor<2xbf16>) -> tensor<2xbf16>
      return %0 : tensor<2xbf16>
    })mlir";
  auto getSwish = [&](StringRef type, const Array &beta) {
    return getValues(
        evaluate(formatv(text.data(), type).str(),
                 makeArray(ElementType::BF16, {2}, {1, 2}),
                 makeArray(ElementType::BF16, {2, 2}, {1, 0, 0, 1}), beta,
                 Array(ElementType::BF16, {2})));
  };
  auto swish = [](long double x, double beta) {
    return x / (1 + std::exp(-beta * x));
  };
  double third = roundTo(ElementType::F32, 1. / 3);
  auto scalar = getSwish("f32", makeArray(ElementType::F32, {}, {third}));
  EXPECT_NEAR(scalar[0], swish(1, third), 1e-15);
  EXPECT_NEAR(scalar[1], swish(2, third), 1e-15);
  auto channels =
      getSwish("tensor<2xbf16>", makeArray(ElementType::BF16, {2}, {0.5, -3}));
  EXPECT_NEAR(channels[0], swish(1, 0.5), 1e-15);
  EXPECT_NEAR(channels[1], swish(2, -3), 1e-15);
}

TEST_F(LayersTest, BetaOfTheShapeOfX) {
  BoundedArray y = evaluate(R"mlir(
    func.func @f(%g: tensor<2xf64>, %v: tensor<2xf64>, %beta: tensor<2xf64>)
        -> tensor<2xf64> {
      %0 = glu.gate swish<beta = ?>(%g, %v, %beta)
          : tensor<2xf64>, tensor<2xf64>
      return %0 : tensor<2xf64>
    })mlir",
                            makeArray(ElementType::F64, {2}, {1, 4}),
                            makeArray(ElementType::F64, {2}, {3, 5}),
                            makeArray(ElementType::F64, {2}, {2, 0}));
  EXPECT_NEAR(y.elements[0].value, 3 / (1 + std::exp(-2.0L)), 1e-18);
  EXPECT_EQ(y.elements[1].value, 10);
}

TEST_F(LayersTest, UncertainBetaCoversItsRange) {
  // beta = 3 + 2^-23: code rounds it to 3, or keeps it in a wider register.
  BoundedArray y = evaluate(R"mlir(
    func.func @f(%x: f32, %a: f32, %b: f32) -> f32 {
      %beta = arith.addf %a, %b : f32
      %0 = glu.activation swish<beta = ?>(%x, %beta) : f32, f32
      return %0 : f32
    })mlir",
                            makeArray(ElementType::F32, {}, {1}),
                            makeArray(ElementType::F32, {}, {3}),
                            makeArray(ElementType::F32, {}, {0x1p-23}));
  auto swish = SwishAttr::get(&context);
  for (double beta : {3.0, 3 + 0x1p-23, 3 + 0x1p-22})
    EXPECT_TRUE(y.elements[0].worst.contains(
        swish.evaluate(Float64Type::get(&context), 1, beta)));
}

//===----------------------------------------------------------------------===//
// Layouts
//===----------------------------------------------------------------------===//

namespace {
/// One way in which the weights of gate and value lie in memory, those of each
/// in blocks of `block` channels.
struct Layout {
  const char *packing;
  const char *order;
  int64_t block;
};

void PrintTo(const Layout &layout, std::ostream *os) {
  *os << layout.packing << ", " << layout.order;
}

/// Biases, and weights as [n, k].
class LayoutTest : public ReferenceTest,
                   public ::testing::WithParamInterface<Layout> {
protected:
  static constexpr int64_t k = 3, n = 4;
  Array x = makeRandom(ElementType::F32, {2, k}, 1);
  Array gate = makeRandom(ElementType::F32, {n, k}, 2);
  Array value = makeRandom(ElementType::F32, {n, k}, 3);
  Array gateBias = makeRandom(ElementType::F32, {n}, 4);
  Array valueBias = makeRandom(ElementType::F32, {n}, 5);
  Array down = makeRandom(ElementType::F32, {n, k}, 6);
  Array downBias = makeRandom(ElementType::F32, {k}, 7);

  bool isSeparate() const {
    return StringRef(GetParam().packing) == "separate";
  }
  /// A weight [channels, k] in the order of the layout.
  Array order(const Array &weight) const;
  /// The rows of both, in the order of the layout.
  Array pack(const Array &gates, const Array &values) const;
};
} // namespace

Array LayoutTest::order(const Array &weight) const {
  int64_t channels = weight.getShape()[0];
  bool outIn = StringRef(GetParam().order) == "out_in";
  Array result(ElementType::F32,
               outIn ? weight.getShape() : std::vector<int64_t>{k, channels});
  for (int64_t j = 0; j < channels; ++j)
    for (int64_t i = 0; i < k; ++i)
      result.set(outIn ? j * k + i : i * channels + j, weight.get(j * k + i));
  return result;
}

Array LayoutTest::pack(const Array &gates, const Array &values) const {
  int64_t length = gates.size() / n;
  bool valueFirst = StringRef(GetParam().packing) == "value_first";
  Values packed;
  auto append = [&](const Array &part, int64_t first) {
    for (int64_t i = 0; i < GetParam().block * length; ++i)
      packed.push_back(part.get(first * length + i));
  };
  for (int64_t first = 0; first < n; first += GetParam().block) {
    append(valueFirst ? values : gates, first);
    append(valueFirst ? gates : values, first);
  }
  std::vector<int64_t> shape = gates.getShape();
  shape[0] = 2 * n;
  return makeArray(ElementType::F32, shape, packed);
}

/// {0} is the layout, {1} the type of a weight.
static const char *const separateLayers = R"mlir(
  func.func @f(%x: tensor<2x3xf32>, %w: tensor<{1}xf32>, %v: tensor<{1}xf32>,
               %b: tensor<4xf32>, %c: tensor<4xf32>,
               %d: tensor<4x3xf32>, %e: tensor<3xf32>,
               %init: tensor<2x4xf32>, %outs: tensor<2x3xf32>)
      -> (tensor<2x4xf32>, tensor<2x3xf32>) {{
    %0 = glu.gated_linear gelu<erf> weights<{0}>
           ins(%x, %w, %v : tensor<2x3xf32>, tensor<{1}xf32>, tensor<{1}xf32>)
           gate_bias(%b : tensor<4xf32>) value_bias(%c : tensor<4xf32>)
           outs(%init : tensor<2x4xf32>) -> tensor<2x4xf32>
    %1 = glu.ffn gelu<erf> weights<{0}> down<in_out>
           ins(%x, %w, %v : tensor<2x3xf32>, tensor<{1}xf32>, tensor<{1}xf32>)
           down(%d : tensor<4x3xf32>)
           gate_bias(%b : tensor<4xf32>) value_bias(%c : tensor<4xf32>)
           down_bias(%e : tensor<3xf32>)
           outs(%outs : tensor<2x3xf32>) -> tensor<2x3xf32>
    return %0, %1 : tensor<2x4xf32>, tensor<2x3xf32>
  })mlir";
static const char *const packedLayers = R"mlir(
  func.func @f(%x: tensor<2x3xf32>, %w: tensor<{1}xf32>, %b: tensor<8xf32>,
               %d: tensor<4x3xf32>, %e: tensor<3xf32>,
               %init: tensor<2x4xf32>, %outs: tensor<2x3xf32>)
      -> (tensor<2x4xf32>, tensor<2x3xf32>) {{
    %0 = glu.gated_linear gelu<erf> weights<{0}>
           ins(%x, %w : tensor<2x3xf32>, tensor<{1}xf32>)
           bias(%b : tensor<8xf32>)
           outs(%init : tensor<2x4xf32>) -> tensor<2x4xf32>
    %1 = glu.ffn gelu<erf> weights<{0}> down<in_out>
           ins(%x, %w : tensor<2x3xf32>, tensor<{1}xf32>)
           down(%d : tensor<4x3xf32>)
           bias(%b : tensor<8xf32>) down_bias(%e : tensor<3xf32>)
           outs(%outs : tensor<2x3xf32>) -> tensor<2x3xf32>
    return %0, %1 : tensor<2x4xf32>, tensor<2x3xf32>
  })mlir";

TEST_P(LayoutTest, MeansTheSameLayer) {
  Layout layout = GetParam();
  bool outIn = StringRef(layout.order) == "out_in";
  Array init(ElementType::F32, {2, n}), outs(ElementType::F32, {2, k});
  FailureOr<std::vector<BoundedArray>> results;
  auto parseWith = [&](const char *text, StringRef inOut, StringRef outInType) {
    return parse(formatv(text,
                         (Twine(layout.packing) + ", " + layout.order).str(),
                         outIn ? outInType : inOut)
                     .str());
  };
  if (isSeparate()) {
    Array w = order(gate), v = order(value);
    results = evaluateReference(
        parseWith(separateLayers, "3x4", "4x3"),
        {&x, &w, &v, &gateBias, &valueBias, &down, &downBias, &init, &outs});
  } else {
    Array w = order(pack(gate, value)), b = pack(gateBias, valueBias);
    results = evaluateReference(parseWith(packedLayers, "3x8", "8x3"),
                                {&x, &w, &b, &down, &downBias, &init, &outs});
  }
  ASSERT_TRUE(succeeded(results));

  auto gelu = GeluAttr::get(&context, GeluForm::Erf);
  for (int64_t m = 0; m < 2; ++m) {
    std::vector<double> y;
    for (int64_t i = 0; i < k; ++i)
      y.push_back(0);
    for (int64_t j = 0; j < n; ++j) {
      double g = 0, v = 0;
      for (int64_t i = 0; i < k; ++i) {
        g += x.get(m * k + i) * gate.get(j * k + i);
        v += x.get(m * k + i) * value.get(j * k + i);
      }
      double act =
          gelu.evaluate(Float32Type::get(&context), g + gateBias.get(j), 0);
      double h = act * (v + valueBias.get(j));
      EXPECT_EQ(results->front().elements[m * n + j].value, h);
      for (int64_t i = 0; i < k; ++i)
        y[i] += h * down.get(j * k + i);
    }
    for (int64_t i = 0; i < k; ++i)
      EXPECT_EQ(results->back().elements[m * k + i].value,
                y[i] + downBias.get(i));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, LayoutTest,
    ::testing::Values(
        Layout{"separate", "in_out", 4}, Layout{"separate", "out_in", 4},
        Layout{"gate_first", "in_out", 4}, Layout{"gate_first", "out_in", 4},
        Layout{"value_first", "in_out", 4}, Layout{"value_first", "out_in", 4},
        Layout{"interleaved = 1", "in_out", 1},
        Layout{"interleaved = 1", "out_in", 1},
        Layout{"interleaved = 2", "in_out", 2},
        Layout{"interleaved = 2", "out_in", 2}));

//===----------------------------------------------------------------------===//
// Composition
//===----------------------------------------------------------------------===//

TEST_F(LayersTest, FFNIsGatedLinearAndLinear) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<3x8xbf16>, %w: tensor<8x24xbf16>,
                 %d: tensor<12x8xbf16>, %init: tensor<3x12xbf16>,
                 %outs: tensor<3x8xbf16>)
        -> (tensor<3x8xbf16>, tensor<3x8xbf16>) {{
      %h = glu.gated_linear swish<beta = 1.0> weights<gate_first, in_out>
             rounding<{0}> ins(%x, %w : tensor<3x8xbf16>, tensor<8x24xbf16>)
             outs(%init : tensor<3x12xbf16>) -> tensor<3x12xbf16>
      %0 = glu.linear identity weights<in_out>
             ins(%h, %d : tensor<3x12xbf16>, tensor<12x8xbf16>)
             outs(%outs : tensor<3x8xbf16>) -> tensor<3x8xbf16>
      %1 = glu.ffn swish<beta = 1.0> weights<gate_first, in_out> down<in_out>
             rounding<{0}> ins(%x, %w : tensor<3x8xbf16>, tensor<8x24xbf16>)
             down(%d : tensor<12x8xbf16>)
             outs(%outs : tensor<3x8xbf16>) -> tensor<3x8xbf16>
      return %0, %1 : tensor<3x8xbf16>, tensor<3x8xbf16>
    })mlir";
  Array x = makeRandom(ElementType::BF16, {3, 8}, 1);
  Array w = makeRandom(ElementType::BF16, {8, 24}, 2);
  Array d = makeRandom(ElementType::BF16, {12, 8}, 3);
  Array init(ElementType::BF16, {3, 12}), outs(ElementType::BF16, {3, 8});
  for (StringRef rounding : {"f32_through", "as_unfused"}) {
    auto results =
        evaluateReference(parse(formatv(text.data(), rounding).str()),
                          {&x, &w, &d, &init, &outs});
    ASSERT_TRUE(succeeded(results));
    for (int64_t i = 0; i < outs.size(); ++i) {
      const Bounded<long double> &a = results->front().elements[i];
      const Bounded<long double> &b = results->back().elements[i];
      EXPECT_EQ(a.value, b.value);
      EXPECT_EQ(a.worst.hi, b.worst.hi);
      EXPECT_EQ(a.statistical.lo, b.statistical.lo);
    }
  }
}

TEST_F(LayersTest, RankDoesNotMatter) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<{0}x4xf32>, %w: tensor<4x3xf32>,
                 %init: tensor<{0}x3xf32>) -> tensor<{0}x3xf32> {{
      %0 = glu.linear tanh weights<in_out>
             ins(%x, %w : tensor<{0}x4xf32>, tensor<4x3xf32>)
             outs(%init : tensor<{0}x3xf32>) -> tensor<{0}x3xf32>
      return %0 : tensor<{0}x3xf32>
    })mlir";
  Array w = makeRandom(ElementType::F32, {4, 3}, 1);
  BoundedArray flat = evaluate(formatv(text.data(), "6").str(),
                               makeRandom(ElementType::F32, {6, 4}, 2), w,
                               Array(ElementType::F32, {6, 3}));
  BoundedArray nested = evaluate(formatv(text.data(), "2x?").str(),
                                 makeRandom(ElementType::F32, {2, 3, 4}, 2), w,
                                 Array(ElementType::F32, {2, 3, 3}));
  EXPECT_EQ(nested.shape, (std::vector<int64_t>{2, 3, 3}));
  EXPECT_EQ(getValues(flat), getValues(nested));
}

TEST_F(LayersTest, SizesOfZero) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<?x?xf32>, %w: tensor<?x2xf32>, %b: tensor<2xf32>,
                 %init: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %0 = glu.linear identity weights<in_out>
             ins(%x, %w : tensor<?x?xf32>, tensor<?x2xf32>)
             bias(%b : tensor<2xf32>)
             outs(%init : tensor<?x2xf32>) -> tensor<?x2xf32>
      return %0 : tensor<?x2xf32>
    })mlir";
  Array b = makeArray(ElementType::F32, {2}, {3, 4});
  BoundedArray noRows = evaluate(text, Array(ElementType::F32, {0, 5}),
                                 Array(ElementType::F32, {5, 2}), b,
                                 Array(ElementType::F32, {0, 2}));
  EXPECT_EQ(noRows.shape, (std::vector<int64_t>{0, 2}));
  BoundedArray noTerms = evaluate(text, Array(ElementType::F32, {1, 0}),
                                  Array(ElementType::F32, {0, 2}), b,
                                  Array(ElementType::F32, {1, 2}));
  EXPECT_EQ(getValues(noTerms), (std::vector<long double>{3, 4}));
}

TEST_F(LayersTest, SizesMustAgree) {
  StringRef text = R"mlir(
    func.func @f(%x: tensor<?x?xf32>, %w: tensor<?x2xf32>,
                 %init: tensor<?x2xf32>) -> tensor<?x2xf32> {
      %0 = glu.linear identity weights<in_out>
             ins(%x, %w : tensor<?x?xf32>, tensor<?x2xf32>)
             outs(%init : tensor<?x2xf32>) -> tensor<?x2xf32>
      return %0 : tensor<?x2xf32>
    })mlir";
  EXPECT_EQ(getError(text, Array(ElementType::F32, {1, 3}),
                     Array(ElementType::F32, {4, 2}),
                     Array(ElementType::F32, {1, 2})),
            "'glu.linear' op expected the inner dimension of a weight of size "
            "3, got 4");
  EXPECT_EQ(getError(text, Array(ElementType::F32, {1, 3}),
                     Array(ElementType::F32, {3, 2}),
                     Array(ElementType::F32, {2, 2})),
            "'glu.linear' op expected init of shape [1, 2], got [2, 2]");
}
