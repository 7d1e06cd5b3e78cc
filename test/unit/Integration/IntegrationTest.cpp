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

#include "LayerCase.h"
#include "glu/Compiler/Compiler.h"
#include "glu/Compiler/Registration.h"
#include "glu/Reference/Reference.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"
#include <cstdlib>
#include <cstring>
#include <map>
#include <random>

using namespace mlir;
using namespace mlir::glu;
using namespace glutest;
using glurt::Array;

using Arrays = std::map<std::string, Array>;

static MLIRContext &getContext() {
  static MLIRContext *context = [] {
    DialectRegistry registry;
    registerAllGLUDialects(registry);
    registerAllGLUPasses();
    auto *result = new MLIRContext(registry, MLIRContext::Threading::DISABLED);
    result->loadAllAvailableDialects();
    return result;
  }();
  return *context;
}

/// Whether scripts/test.sh --quick runs, which leaves out most cases.
static bool isQuick() { return std::getenv("GLU_QUICK"); }

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

static glurt::ElementType parseElementType(StringRef text) {
  using glurt::ElementType;
  for (ElementType type : {ElementType::F16, ElementType::BF16,
                           ElementType::F32, ElementType::F64})
    if (text == glurt::getName(type))
      return type;
  llvm_unreachable("not a float type");
}

/// Normal data for the arguments of `layer`, by their names.
static Arrays makeData(const LayerCase &layer, unsigned seed) {
  std::mt19937 random(seed);
  Arrays data;
  for (const Argument &argument : layer.getArguments()) {
    Array array(parseElementType(argument.elementType), argument.shape);
    std::normal_distribution<double> normal(0, argument.deviation);
    for (int64_t i = 0; i < array.size(); ++i)
      array.set(i, normal(random));
    data.emplace(argument.name, std::move(array));
  }
  return data;
}

/// The arrays of the arguments of `layer`, in order.
static std::vector<const Array *> getArguments(const LayerCase &layer,
                                               const Arrays &data) {
  std::vector<const Array *> arguments;
  for (const Argument &argument : layer.getArguments())
    arguments.push_back(&data.at(argument.name));
  return arguments;
}

static bool haveEqualBits(const Array &a, const Array &b) {
  return a.getElementType() == b.getElementType() &&
         a.getShape() == b.getShape() &&
         std::memcmp(a.data(), b.data(),
                     a.size() * glurt::getByteWidth(a.getElementType())) == 0;
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

/// Compiles `layer` and calls it; fails the test, and gives nothing, if that
/// does not work.
static std::optional<Array> run(const LayerCase &layer, const Arrays &data,
                                unsigned threads = 1) {
  auto module = parseSourceString<ModuleOp>(layer.getText(), &getContext());
  if (!module) {
    ADD_FAILURE() << "does not parse";
    return {};
  }
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

static std::string describe(const char *name, const Extreme &extreme) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << name << " bound: ratio " << static_cast<double>(extreme.ratio)
     << " at [";
  llvm::interleaveComma(extreme.index, os);
  os << "], got " << static_cast<double>(extreme.actual) << ", expected "
     << static_cast<double>(extreme.expected) << " within "
     << static_cast<double>(extreme.bound) << "\n";
  return text;
}

/// Runs `layer` on random data and compares it with the reference.
static void checkAgainstReference(const LayerCase &layer, unsigned seed) {
  SCOPED_TRACE(layer.getText());
  Arrays data = makeData(layer, seed);
  std::optional<Array> actual = run(layer, data);
  if (!actual)
    return;
  auto module = parseSourceString<ModuleOp>(layer.getText(), &getContext());
  auto expected = evaluateReference(*module->getOps<func::FuncOp>().begin(),
                                    getArguments(layer, data));
  ASSERT_TRUE(succeeded(expected));
  Comparison comparison = compare(*actual, expected->front());
  EXPECT_TRUE(comparison.passes())
      << comparison.mismatch << "\n"
      << describe("worst-case", comparison.worst)
      << describe("statistical", comparison.statistical);
}

//===----------------------------------------------------------------------===//
// Against the reference
//===----------------------------------------------------------------------===//

static const char *const activations[] = {"identity",
                                          "sigmoid",
                                          "tanh",
                                          "relu",
                                          "leaky_relu<slope = 0.1>",
                                          "elu<alpha = 1.5>",
                                          "gelu<erf>",
                                          "gelu<tanh>",
                                          "gelu<sigmoid>",
                                          "mish",
                                          "swish<beta = 1.0>",
                                          "swish<beta = -0.7>",
                                          "swish<beta = ?>"};
static const char *const elementTypes[] = {"f32", "bf16", "f16", "f64"};
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

    LayerCase hidden = ffn;
    bool gated = StringRef(ffn.weights).contains(',');
    hidden.op = gated ? OpKind::GatedLinear : OpKind::Linear;
    hidden.downBias = false;
    std::optional<Array> h = run(hidden, data);
    ASSERT_TRUE(fused && h);

    LayerCase down = ffn;
    down.op = OpKind::Linear;
    down.activation = "identity";
    down.weights = ffn.down;
    down.k = ffn.n;
    down.n = ffn.out;
    down.bias = ffn.downBias;
    down.gateBias = down.valueBias = down.downBias = false;
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
