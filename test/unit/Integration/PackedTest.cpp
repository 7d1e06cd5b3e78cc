//===- PackedTest.cpp - Layers with packed weights, compiled and run ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One compiled function takes any number of rows. Its results for many rows
// must lie within the bounds of the reference; for other numbers, layouts,
// strategies and threads, and on other rows, they must have the same bits.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"
#include "glu/Compiler/Compiler.h"
#include "glu/Target/Target.h"
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <random>

using namespace mlir;
using namespace mlir::glu;
using namespace glutest;
using glurt::Array;

static bool canExecute(StringRef target) {
  return getFeaturesMissingOnHost(llvm::cantFail(parseTarget(target))).empty();
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

static size_t getRowBytes(const Array &array) {
  return array.getShape().back() * glurt::getByteWidth(array.getElementType());
}

/// `count` rows of `array` [m, n].
static Array takeRows(const Array &array, int64_t from, int64_t count) {
  Array rows(array.getElementType(), {count, array.getShape().back()});
  size_t bytes = getRowBytes(array);
  std::memcpy(rows.data(),
              static_cast<const char *>(array.data()) + from * bytes,
              count * bytes);
  return rows;
}

/// `data` with another x.
static std::vector<const Array *>
getArguments(const LayerCase &layer, const Arrays &data, const Array &x) {
  std::vector<const Array *> arguments = getArguments(layer, data);
  arguments.front() = &x;
  return arguments;
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

/// Leaves NaN in memory that the next call gets: code must not read what it has
/// not written.
static void spoilMemory() {
  constexpr size_t bytes = 1 << 20;
  void *memory = std::malloc(bytes);
  std::memset(memory, 0xff, bytes);
  // Not to be optimized away.
  asm volatile("" : : "r"(memory) : "memory");
  std::free(memory);
}

namespace {
/// A layer compiled once, with its weights packed once.
class PackedLayer {
public:
  /// Fails the test, and gives nothing, if that does not work.
  static std::optional<PackedLayer> create(const LayerCase &layer,
                                           const Arrays &data, StringRef target,
                                           unsigned threads = 1) {
    OwningOpRef<ModuleOp> module = parse(layer);
    if (!module)
      return {};
    FailureOr<CompiledLayer> compiled =
        compileLayer(*module, "", {target.str(), threads, /*prepare=*/true});
    if (failed(compiled) || !compiled->hasWeights()) {
      ADD_FAILURE() << "does not compile, or packs no weights";
      return {};
    }
    auto weights = compiled->prepareWeights(glutest::getArguments(layer, data));
    if (!weights) {
      ADD_FAILURE() << llvm::toString(weights.takeError());
      return {};
    }
    return PackedLayer(layer, data, std::move(*compiled), std::move(*weights));
  }

  Array operator()(const Array &x) const {
    auto call = compiled.prepare(getArguments(layer, data, x), weights);
    if (!call) {
      ADD_FAILURE() << llvm::toString(call.takeError());
      return Array(x.getElementType(), {0});
    }
    spoilMemory();
    llvm::cantFail(call->run());
    return std::move(call->getResults().front());
  }
  Array operator()() const { return (*this)(data.at("x")); }

private:
  PackedLayer(const LayerCase &layer, const Arrays &data,
              CompiledLayer compiled, std::vector<Array> weights)
      : layer(layer), data(data), compiled(std::move(compiled)),
        weights(std::move(weights)) {}

  const LayerCase &layer;
  const Arrays &data;
  CompiledLayer compiled;
  std::vector<Array> weights;
};
} // namespace

/// Whether calls on some of the rows of x give those of `all`: few and many,
/// around the sizes of register tiles and blocks, and none.
static void checkRows(const PackedLayer &run, const Array &x,
                      const Array &all) {
  int64_t most = x.getShape()[0];
  for (int64_t rows :
       {0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 31, 32, 33, 40, 130, 300}) {
    if (rows > most)
      break;
    int64_t from = (most - rows) / 2;
    EXPECT_TRUE(
        haveEqualBits(run(takeRows(x, from, rows)), takeRows(all, from, rows)))
        << rows << " rows";
  }
}

/// Compares `layer` with the reference, and its rows with one another.
static void check(const LayerCase &layer, StringRef target, unsigned seed) {
  SCOPED_TRACE(layer.getText());
  Arrays data = makeData(layer, seed);
  auto run = PackedLayer::create(layer, data, target);
  if (!run)
    return;
  Array result = (*run)();
  expectWithinBounds(layer, data, result);
  checkRows(*run, data.at("x"), result);
}

//===----------------------------------------------------------------------===//
// Against the reference
//===----------------------------------------------------------------------===//

namespace {
/// A target, an element type and an op.
using Kind = std::tuple<const char *, const char *, OpKind>;

struct PackedTest : testing::TestWithParam<Kind> {
  void SetUp() override {
    if (!canExecute(std::get<0>(GetParam())))
      GTEST_SKIP() << "this CPU is no " << std::get<0>(GetParam());
  }
};
} // namespace

/// `avx512_bf16_gated_linear`
static std::string printKind(const testing::TestParamInfo<Kind> &info) {
  auto [target, type, op] = info.param;
  LayerCase layer;
  layer.op = op;
  std::string name = layer.getName();
  return std::string(target) + "_" + type + "_" +
         name.substr(0, name.find("_identity"));
}

TEST_P(PackedTest, IsWithinBounds) {
  auto [target, type, op] = GetParam();
  std::string kind = printKind({GetParam(), 0});
  unsigned seed =
      std::accumulate(kind.begin(), kind.end(), 0u,
                      [](unsigned h, char c) { return 31 * h + c; });
  // Each activation; in the quick suite one, another for each kind.
  size_t count = std::size(activations);
  for (size_t i = isQuick() ? seed % count : 0; i < count;
       i += isQuick() ? count : 1)
    check(makePackedCase(op, activations[i], type, seed + i), target, seed + i);
}

static const OpKind layers[] = {OpKind::Linear, OpKind::GatedLinear,
                                OpKind::FFN};

INSTANTIATE_TEST_SUITE_P(Vectors, PackedTest,
                         testing::Combine(testing::Values("avx2", "avx512"),
                                          testing::ValuesIn(elementTypes),
                                          testing::ValuesIn(layers)),
                         printKind);
INSTANTIATE_TEST_SUITE_P(Tiles, PackedTest,
                         testing::Combine(testing::Values("amx"),
                                          testing::Values("bf16"),
                                          testing::ValuesIn(layers)),
                         printKind);
INSTANTIATE_TEST_SUITE_P(Host, PackedTest,
                         testing::Combine(testing::Values("host"),
                                          testing::ValuesIn(elementTypes),
                                          testing::Values(OpKind::FFN)),
                         printKind);

//===----------------------------------------------------------------------===//
// Families of kernels
//===----------------------------------------------------------------------===//

namespace {
/// A target and an element type, which together choose a family.
struct Family {
  const char *target, *type;
  bool isAMX() const { return StringRef(target) == "amx"; }
};

void PrintTo(const Family &family, std::ostream *os) {
  *os << family.target << " " << family.type;
}

class FamilyTest : public testing::TestWithParam<Family> {
protected:
  void SetUp() override {
    if (!canExecute(GetParam().target))
      GTEST_SKIP() << "this CPU is no " << GetParam().target;
    if (isQuick() && !GetParam().isAMX() && StringRef(GetParam().type) != "f32")
      GTEST_SKIP() << "slow";
  }

  /// All of a gated ffn, of sizes that fill neither tiles nor panels, and with
  /// an odd number of panels.
  LayerCase makeFFN() const {
    LayerCase layer;
    layer.op = OpKind::FFN;
    layer.activation = "swish<beta = ?>";
    layer.elementType = GetParam().type;
    layer.weights = "separate, in_out";
    layer.down = "in_out";
    layer.gateBias = layer.valueBias = layer.downBias = true;
    layer.beta = LayerCase::Beta::Full;
    layer.dynamic = LayerCase::Dynamic::Rows;
    layer.rows = {300};
    layer.k = 100;
    layer.n = 136;
    layer.out = 65;
    return layer;
  }

  std::optional<PackedLayer> create(const LayerCase &layer, const Arrays &data,
                                    unsigned threads = 1) const {
    return PackedLayer::create(layer, data, GetParam().target, threads);
  }

  /// What the function gives that reads the weights as they are.
  std::optional<Array> runInPlace(const LayerCase &layer,
                                  const Arrays &data) const {
    OwningOpRef<ModuleOp> module = parse(layer);
    auto function = compile(*module, "", {GetParam().target, /*threads=*/1});
    if (failed(function))
      return {};
    auto results = function->invoke(glutest::getArguments(layer, data));
    if (!results)
      return {};
    return std::move(results->front());
  }
};
} // namespace

static const Family families[] = {{"avx2", "f32"},    {"avx512", "f32"},
                                  {"avx512", "f64"},  {"avx512", "f16"},
                                  {"avx512", "bf16"}, {"amx", "bf16"}};

INSTANTIATE_TEST_SUITE_P(Families, FamilyTest, testing::ValuesIn(families),
                         [](const auto &info) {
                           return std::string(info.param.target) + "_" +
                                  info.param.type;
                         });

//===----------------------------------------------------------------------===//
// Equal bits
//===----------------------------------------------------------------------===//

TEST_P(FamilyTest, StrategiesChangeNothing) {
  LayerCase layer = makeFFN();
  Arrays data = makeData(layer, 1);
  auto run = create(layer, data);
  ASSERT_TRUE(run);
  Array expected = (*run)();
  expectWithinBounds(layer, data, expected);

  static const char *const vectors[] = {
      "fma, rows = 1, columns = 2, unroll = 1, row_block = 1, k_block = 1, "
      "panel_group = 1",
      "fma, rows = 4, columns = 16, unroll = 2, row_block = 8, k_block = 6, "
      "panel_group = 3",
      "fma, rows = 12, columns = 32, unroll = 3, row_block = 24, k_block = 33, "
      "panel_group = 100",
      "fma, rows = 5, columns = 64, unroll = 8, row_block = 400, k_block = 96, "
      "panel_group = 2"};
  static const char *const tiles[] = {
      "amx, rows = 32, columns = 32, unroll = 1, row_block = 32, k_block = 32, "
      "panel_group = 1",
      "amx, rows = 32, columns = 32, unroll = 1, row_block = 64, k_block = 96, "
      "panel_group = 3",
      "amx, rows = 32, columns = 32, unroll = 2, row_block = 512, "
      "k_block = 1024, panel_group = 100"};
  for (const char *strategy :
       GetParam().isAMX() ? ArrayRef(tiles) : ArrayRef(vectors)) {
    SCOPED_TRACE(strategy);
    LayerCase other = layer;
    other.strategy = strategy;
    auto runOther = create(other, data);
    ASSERT_TRUE(runOther);
    checkRows(*runOther, data.at("x"), expected);
  }
}

/// Where channel `j` of n of the gate (part 0) or the value is among 2 n.
static int64_t getChannel(StringRef packing, int64_t part, int64_t j,
                          int64_t n) {
  if (packing == "gate_first")
    return part * n + j;
  if (packing == "value_first")
    return (1 - part) * n + j;
  int64_t block = 1;
  packing.consume_front("interleaved = ");
  packing.getAsInteger(10, block);
  return 2 * block * (j / block) + part * block + j % block;
}

/// Sets one part of the weights or biases `to`, in the layout of `layer`, to
/// `source`, which is in the layout `separate, in_out`.
static void setPart(const LayerCase &layer, Arrays &data, StringRef to,
                    const Array &source, int64_t part) {
  auto [packing, order] = StringRef(layer.weights).split(", ");
  Array &target = data.at(to.str());
  bool isBias = source.getRank() == 1;
  int64_t n = source.getShape().back(), k = source.size() / n;
  for (int64_t i = 0; i < k; ++i)
    for (int64_t j = 0; j < n; ++j) {
      int64_t channels = n, channel = j;
      if (packing != "separate") {
        channels = 2 * n;
        channel = getChannel(packing, part, j, n);
      }
      bool isTransposed = order == "out_in" && !isBias;
      target.set(isTransposed ? channel * k + i : i * channels + channel,
                 source.get(i * n + j));
    }
}

TEST_P(FamilyTest, LayoutsChangeNothing) {
  LayerCase layer = makeFFN().getHidden();
  Arrays data = makeData(layer, 2);
  auto run = create(layer, data);
  ASSERT_TRUE(run);
  Array expected = (*run)();

  const char *packings[] = {"separate", "gate_first", "value_first",
                            "interleaved = 1", "interleaved = 8"};
  for (StringRef packing : packings)
    for (StringRef order : {"out_in", "in_out"}) {
      if (isQuick() && order == "in_out")
        continue;
      LayerCase other = layer;
      other.weights = (packing + ", " + order).str();
      bool isSeparate = packing == "separate";
      other.gateBias = other.valueBias = isSeparate;
      other.bias = !isSeparate;
      SCOPED_TRACE(other.weights);
      Arrays otherData = makeData(other, 2);
      otherData.at("x") = takeRows(data.at("x"), 0, layer.rows[0]);
      setPart(other, otherData, "w", data.at("w"), 0);
      setPart(other, otherData, isSeparate ? "v" : "w", data.at("v"), 1);
      setPart(other, otherData, isSeparate ? "gb" : "b", data.at("gb"), 0);
      setPart(other, otherData, isSeparate ? "vb" : "b", data.at("vb"), 1);
      auto runOther = create(other, otherData);
      ASSERT_TRUE(runOther);
      EXPECT_TRUE(haveEqualBits((*runOther)(), expected));
    }
}

TEST_P(FamilyTest, ThreadsChangeNothing) {
  LayerCase layer = makeFFN();
  // Several groups of panels in both products.
  layer.n = 600;
  layer.out = 500;
  Arrays data = makeData(layer, 3);
  auto run = create(layer, data);
  ASSERT_TRUE(run);
  Array expected = (*run)();
  for (unsigned threads : {2, 3, 5}) {
    if (isQuick() && threads != 3)
      continue;
    SCOPED_TRACE(threads);
    auto runOther = create(layer, data, threads);
    ASSERT_TRUE(runOther);
    checkRows(*runOther, data.at("x"), expected);
  }
}

TEST_P(FamilyTest, WeightsInPlaceChangeNothing) {
  if (GetParam().isAMX())
    GTEST_SKIP() << "weights in place are not multiplied by tiles";
  LayerCase layer = makeFFN();
  Arrays data = makeData(layer, 4);
  auto run = create(layer, data);
  std::optional<Array> inPlace = runInPlace(layer, data);
  ASSERT_TRUE(run && inPlace);
  EXPECT_TRUE(haveEqualBits((*run)(), *inPlace));
}

TEST_P(FamilyTest, FFNIsItsTwoLayers) {
  LayerCase layer = makeFFN();
  Arrays data = makeData(layer, 5);
  auto run = create(layer, data);
  LayerCase gated = makeFFN().getHidden();
  auto runGated = create(gated, data);
  ASSERT_TRUE(run && runGated);
  Array expected = (*run)();

  LayerCase down = layer.getDown();
  Arrays downData;
  downData.emplace("x", (*runGated)());
  downData.emplace("w", std::move(data.at("w2")));
  downData.emplace("b", std::move(data.at("b2")));
  auto runDown = create(down, downData);
  ASSERT_TRUE(runDown);
  EXPECT_TRUE(haveEqualBits((*runDown)(), expected));
}

//===----------------------------------------------------------------------===//
// Sizes and values
//===----------------------------------------------------------------------===//

// Several blocks of k, and panels that no group divides.
TEST_P(FamilyTest, LargeSizes) {
  LayerCase layer = makeFFN();
  layer.rows = {40};
  layer.k = 1000;
  layer.n = 2777;
  layer.out = 31;
  check(layer, GetParam().target, 6);
}

TEST_P(FamilyTest, AnyRank) {
  std::vector<int64_t> ranks[] = {{}, {3, 11}, {2, 1, 5}};
  for (const std::vector<int64_t> &rows : ranks) {
    LayerCase layer = makeFFN();
    layer.rows = rows;
    SCOPED_TRACE(layer.getText());
    Arrays data = makeData(layer, 7);
    auto run = create(layer, data);
    ASSERT_TRUE(run);
    expectWithinBounds(layer, data, (*run)());
  }
}

/// Infinities, NaN and subnormals, in some rows. They show in no other row.
TEST_P(FamilyTest, SpecialValues) {
  LayerCase layer = makeFFN().getHidden();
  layer.rows = {40};
  Arrays data = makeData(layer, 8);
  auto run = create(layer, data);
  ASSERT_TRUE(run);
  Array usual = (*run)();

  Array &x = data.at("x"), &w = data.at("w");
  // Subnormal in f16; in the others of f32, which tiles take for zero.
  double subnormal = StringRef(GetParam().type) == "f16" ? 0x1p-24 : 0x1p-130;
  double values[] = {INFINITY, -INFINITY, NAN, subnormal, -subnormal};
  for (auto [i, value] : llvm::enumerate(values))
    x.set((3 + 7 * i) * layer.k + 13 * i, value);
  for (int64_t k = 0; k < layer.k; ++k)
    x.set(39 * layer.k + k, k % 2 ? subnormal : -subnormal);
  w.set(5, subnormal);
  // The weights have changed.
  auto runSpecial = create(layer, data);
  ASSERT_TRUE(runSpecial);
  Array special = (*runSpecial)();
  expectWithinBounds(layer, data, special);
  for (int64_t row = 0; row < 39; ++row)
    if (row % 7 != 3) {
      SCOPED_TRACE(row);
      for (int64_t j = 0; j < layer.n; ++j)
        if (j != 5)
          EXPECT_EQ(special.get(row * layer.n + j),
                    usual.get(row * layer.n + j));
    }
}

//===----------------------------------------------------------------------===//
// Targets
//===----------------------------------------------------------------------===//

TEST(TargetsTest, VectorsOfAnyWidthHaveTheSameBits) {
  if (!canExecute("avx512"))
    GTEST_SKIP() << "this CPU is no avx512";
  for (const char *type : elementTypes) {
    if (isQuick() && StringRef(type) != "f32")
      continue;
    LayerCase layer =
        makePackedCase(OpKind::FFN, "gelu<erf>", type, /*seed=*/9);
    SCOPED_TRACE(layer.getText());
    Arrays data = makeData(layer, 9);
    auto narrow = PackedLayer::create(layer, data, "avx2");
    auto wide = PackedLayer::create(layer, data, "avx512");
    ASSERT_TRUE(narrow && wide);
    EXPECT_TRUE(haveEqualBits((*narrow)(), (*wide)()));
  }
}
