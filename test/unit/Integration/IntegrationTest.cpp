//===- IntegrationTest.cpp - Every op, compiled and run -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of one op, drawn at random with fixed seeds, are compiled and run
// on random data. Results must lie within the bounds of the reference, and keep
// the promises of equal bits.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "glu/Compiler/Compiler.h"

using namespace mlir;
using namespace mlir::glu;
using namespace glutest;
using glurt::Array;

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

/// Compiles `layer` and calls it; fails the test, and gives nothing, if that
/// does not work.
static std::optional<Array> run(const LayerCase &layer, const Arrays &data,
                                unsigned threads = 1) {
  OwningOpRef<ModuleOp> module = parse(layer);
  if (!module)
    return {};
  CompileOptions options;
  options.threads = threads;
  FailureOr<CompiledFunction> function = compile(*module, "", options);
  if (failed(function)) {
    ADD_FAILURE() << "does not compile";
    return {};
  }
  auto results = function->invoke(getArguments(layer, data));
  if (!results) {
    ADD_FAILURE() << llvm::toString(results.takeError());
    return {};
  }
  return std::move(results->front());
}

/// Runs `layer` on random data and compares it with the reference.
static void checkAgainstReference(const LayerCase &layer, unsigned seed) {
  SCOPED_TRACE(layer.getText());
  Arrays data = makeData(layer, seed);
  std::optional<Array> actual = run(layer, data);
  if (!actual)
    return;
  expectWithinBounds(layer, data, *actual);
}

//===----------------------------------------------------------------------===//
// Against the reference
//===----------------------------------------------------------------------===//

static const OpKind activatedOps[] = {OpKind::Activation, OpKind::Gate,
                                      OpKind::Linear, OpKind::GatedLinear,
                                      OpKind::FFN};

namespace {
/// An op, its activation and its element type, the last two by their index.
using Kind = std::tuple<OpKind, size_t, size_t>;

struct ReferenceTest : testing::TestWithParam<Kind> {};
} // namespace

/// `gated_linear_swish_beta_1_0_f32`
static std::string printKind(const testing::TestParamInfo<Kind> &info) {
  auto [op, activation, type] = info.param;
  LayerCase layer;
  layer.op = op;
  layer.activation = activations[activation];
  layer.elementType = elementTypes[type];
  std::string name = layer.getName();
  return name.substr(0, name.find("_rows"));
}

TEST_P(ReferenceTest, IsWithinBounds) {
  auto [op, activation, type] = GetParam();
  unsigned seed =
      (static_cast<unsigned>(op) * std::size(activations) + activation) *
          std::size(elementTypes) +
      type;
  for (int64_t k : {1, 3, 8, 64}) {
    if (isQuick() && k != 8)
      continue;
    seed = seed * 1000 + k;
    checkAgainstReference(
        makeCase(op, activations[activation], elementTypes[type], k, seed),
        seed);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Layers, ReferenceTest,
    testing::Combine(testing::ValuesIn(activatedOps),
                     testing::Range(size_t{0}, std::size(activations)),
                     testing::Range(size_t{0}, std::size(elementTypes))),
    printKind);

INSTANTIATE_TEST_SUITE_P(
    Maxout, ReferenceTest,
    testing::Combine(testing::Values(OpKind::Maxout),
                     testing::Values(size_t{0}),
                     testing::Range(size_t{0}, std::size(elementTypes))),
    printKind);

//===----------------------------------------------------------------------===//
// Equal bits
//===----------------------------------------------------------------------===//

namespace {
struct EqualBitsTest : testing::TestWithParam<const char *> {
  /// An ffn of some size; `seed` draws its layouts, biases and rounding.
  LayerCase makeFFN(unsigned seed) const {
    LayerCase layer =
        makeCase(OpKind::FFN, "swish<beta = 1.0>", GetParam(), /*k=*/37, seed);
    layer.rows = {70};
    layer.n = 176;
    layer.out = 65;
    return layer;
  }
};
} // namespace

TEST_P(EqualBitsTest, FFNIsItsTwoLayers) {
  for (unsigned seed = 1; seed <= (isQuick() ? 1 : 4); ++seed) {
    LayerCase ffn = makeFFN(seed);
    SCOPED_TRACE(ffn.getText());
    Arrays data = makeData(ffn, seed);
    std::optional<Array> fused = run(ffn, data);

    LayerCase hidden = ffn.getHidden();
    std::optional<Array> h = run(hidden, data);
    ASSERT_TRUE(fused && h);

    LayerCase down = ffn.getDown();
    Arrays downData;
    downData.emplace("x", std::move(*h));
    downData.emplace("w", std::move(data.at("w2")));
    if (down.bias)
      downData.emplace("b", std::move(data.at("b2")));
    std::optional<Array> unfused = run(down, downData);
    ASSERT_TRUE(unfused);
    EXPECT_TRUE(haveEqualBits(*fused, *unfused));
  }
}

TEST_P(EqualBitsTest, ThreadsChangeNothing) {
  for (unsigned seed = 1; seed <= (isQuick() ? 1 : 2); ++seed) {
    LayerCase ffn = makeFFN(seed);
    SCOPED_TRACE(ffn.getText());
    Arrays data = makeData(ffn, seed);
    std::optional<Array> one = run(ffn, data, /*threads=*/1);
    std::optional<Array> two = run(ffn, data, /*threads=*/2);
    ASSERT_TRUE(one && two);
    EXPECT_TRUE(haveEqualBits(*one, *two));
  }
}

TEST_P(EqualBitsTest, OtherRowsChangeNothing) {
  for (unsigned seed = 1; seed <= (isQuick() ? 1 : 2); ++seed) {
    LayerCase ffn = makeFFN(seed);
    SCOPED_TRACE(ffn.getText());
    Arrays data = makeData(ffn, seed);
    std::optional<Array> all = run(ffn, data);
    ASSERT_TRUE(all);

    LayerCase single = ffn;
    single.rows = {1};
    const Array x = std::move(data.at("x"));
    for (int64_t row : {int64_t{0}, ffn.rows[0] - 1}) {
      Array xRow(x.getElementType(), {1, ffn.k});
      for (int64_t i = 0; i < ffn.k; ++i)
        xRow.set(i, x.get(row * ffn.k + i));
      data.erase("x");
      data.emplace("x", std::move(xRow));
      std::optional<Array> alone = run(single, data);
      ASSERT_TRUE(alone);
      for (int64_t i = 0; i < ffn.out; ++i)
        EXPECT_EQ(alone->get(i), all->get(row * ffn.out + i)) << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Types, EqualBitsTest, testing::ValuesIn(elementTypes),
                         [](const auto &info) {
                           return std::string(info.param);
                         });
