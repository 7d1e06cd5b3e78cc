//===- PackingTest.cpp - Tests of weights in panels -----------------------===//
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
class PackingTest : public ReferenceTest {};
} // namespace

// Pairs of k of a channel are neighbours; zeros where there are no weights.
TEST_F(PackingTest, PacksAProductWithoutGate) {
  BoundedArray y = evaluate(R"mlir(
    func.func @f(%w: tensor<3x3xbf16>) -> tensor<2x3x1x4xbf16> {
      %0 = glu.pack_weights weights<in_out> panels<n = 2, k = 2>(%w)
          : tensor<3x3xbf16> -> tensor<2x3x1x4xbf16>
      return %0 : tensor<2x3x1x4xbf16>
    })mlir",
                            makeArray(ElementType::BF16, {3, 3},
                                      {11, 12, 13, 21, 22, 23, 31, 32, 33}));
  EXPECT_EQ(getValues(y), (std::vector<long double>{
                              11, 21, 12, 22, 31, 0, 32, 0, 0, 0, 0, 0, //
                              13, 23, 0,  0,  33, 0, 0,  0, 0, 0, 0, 0}));
}

TEST_F(PackingTest, PacksGateAndValueSideBySide) {
  BoundedArray y = evaluate(R"mlir(
    func.func @f(%w: tensor<1x3xf32>, %v: tensor<1x3xf32>)
        -> tensor<2x1x2x2xf32> {
      %0 = glu.pack_weights weights<separate, in_out> panels<n = 2>(%w, %v)
          : tensor<1x3xf32>, tensor<1x3xf32> -> tensor<2x1x2x2xf32>
      return %0 : tensor<2x1x2x2xf32>
    })mlir",
                            makeArray(ElementType::F32, {1, 3}, {1, 2, 3}),
                            makeArray(ElementType::F32, {1, 3}, {-1, -2, -3}));
  EXPECT_EQ(getValues(y),
            (std::vector<long double>{1, 2, -1, -2, 3, 0, -3, 0}));
}

namespace {
struct PanelLayoutTest : PackingTest, testing::WithParamInterface<const char *> {};
} // namespace

/// Gate and value of row i and channel j are 100 i + 10 j + 1 and + 2.
TEST_P(PanelLayoutTest, OneOrderInPanels) {
  StringRef layout = GetParam();
  bool transposed = layout.ends_with("out_in");
  Array weight(ElementType::F64, transposed ? std::vector<int64_t>{8, 3}
                                            : std::vector<int64_t>{3, 8});
  auto getPart = [&](int64_t channel) -> std::pair<int64_t, int64_t> {
    if (layout.starts_with("gate_first"))
      return {channel / 4, channel % 4};
    if (layout.starts_with("value_first"))
      return {1 - channel / 4, channel % 4};
    return {channel / 2 % 2, channel / 4 * 2 + channel % 2};
  };
  for (int64_t i = 0; i < 3; ++i)
    for (int64_t channel = 0; channel < 8; ++channel) {
      auto [part, j] = getPart(channel);
      weight.set(transposed ? channel * 3 + i : i * 8 + channel,
                 100 * i + 10 * j + part + 1);
    }
  std::string type = transposed ? "8x3xf64" : "3x8xf64";
  auto results = evaluateReference(parse(formatv(R"mlir(
        func.func @f(%w: tensor<{1}>) -> (tensor<2x3x2x2xf64>, tensor<{1}>) {{
          %0 = glu.pack_weights weights<{0}> panels<n = 2>(%w)
              : tensor<{1}> -> tensor<2x3x2x2xf64>
          %1 = glu.unpack_weights weights<{0}> panels<n = 2>(%0)
              : tensor<2x3x2x2xf64> -> tensor<{1}>
          return %0, %1 : tensor<2x3x2x2xf64>, tensor<{1}>
        })mlir",
                                                 layout, type)
                                             .str()),
                                   {&weight});
  ASSERT_TRUE(succeeded(results));
  EXPECT_EQ(getValues(results->front()),
            (std::vector<long double>{1,   11,  2,   12,  101, 111, 102, 112,
                                      201, 211, 202, 212, 21,  31,  22,  32,
                                      121, 131, 122, 132, 221, 231, 222, 232}));
  std::vector<long double> values;
  for (int64_t i = 0; i < weight.size(); ++i)
    values.push_back(weight.get(i));
  EXPECT_EQ(getValues(results->back()), values);
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, PanelLayoutTest,
    testing::Values("gate_first, in_out", "gate_first, out_in",
                    "value_first, in_out", "value_first, out_in",
                    "interleaved = 2, in_out", "interleaved = 2, out_in"),
    [](const auto &info) {
      std::string name;
      for (char c : StringRef(info.param))
        if (llvm::isAlnum(c))
          name += c;
      return name;
    });
