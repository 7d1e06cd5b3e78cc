//===- CostTest.cpp - Tests of what layers cost ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Cost.h"
#include "glu/IR/GLU.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
using Count = std::optional<int64_t>;

class CostTest : public ::testing::Test {
protected:
  CostTest() { context.loadDialect<GLUDialect, func::FuncDialect>(); }

  /// The first layer of a function with this signature and body.
  CostOpInterface parse(StringRef args, StringRef body) {
    std::string text =
        ("func.func @f(" + args + ") {\n" + body + "\nreturn\n}").str();
    module = parseSourceString<ModuleOp>(text, &context);
    CostOpInterface layer;
    if (module)
      module->walk([&](CostOpInterface op) { layer = op; });
    return layer;
  }

  static void expectCost(CostOpInterface op, Count parameters, Count flops,
                         Count bytes) {
    ASSERT_TRUE(op);
    EXPECT_EQ(op.getParameters(), parameters);
    EXPECT_EQ(op.getFlops(), flops);
    EXPECT_EQ(op.getBytes(), bytes);
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
};
} // namespace

TEST_F(CostTest, Linear) {
  expectCost(parse("%x: tensor<2x3x8xbf16>, %w: tensor<8x16xbf16>, %b: "
                   "tensor<16xbf16>, %i: tensor<2x3x16xbf16>",
                   "%0 = glu.linear relu weights<in_out> ins(%x, %w : "
                   "tensor<2x3x8xbf16>, tensor<8x16xbf16>) bias(%b : "
                   "tensor<16xbf16>) outs(%i : tensor<2x3x16xbf16>) -> "
                   "tensor<2x3x16xbf16>"),
             8 * 16 + 16, 2 * 6 * 8 * 16, 2 * (6 * 8 + 8 * 16 + 16 + 6 * 16));
}

TEST_F(CostTest, PackedGatedLinearWithBetaOfAnotherWidth) {
  expectCost(
      parse("%x: tensor<4x8xf16>, %w: tensor<32x8xf16>, %b: tensor<32xf16>, "
            "%beta: tensor<16xf32>, %i: tensor<4x16xf16>",
            "%0 = glu.gated_linear swish<beta = ?> weights<gate_first, out_in> "
            "ins(%x, %w : tensor<4x8xf16>, tensor<32x8xf16>) "
            "bias(%b : tensor<32xf16>) beta(%beta : tensor<16xf32>) "
            "outs(%i : tensor<4x16xf16>) -> tensor<4x16xf16>"),
      32 * 8 + 32, 2 * 4 * 8 * 32, 2 * (4 * 8 + 32 * 8 + 32 + 4 * 16) + 4 * 16);
}

TEST_F(CostTest, Maxout) {
  expectCost(parse("%x: tensor<4x8xf64>, %w: tensor<3x8x16xf64>, %b: "
                   "tensor<3x16xf64>, %i: tensor<4x16xf64>",
                   "%0 = glu.maxout ins(%x, %w : tensor<4x8xf64>, "
                   "tensor<3x8x16xf64>) bias(%b : tensor<3x16xf64>) outs(%i : "
                   "tensor<4x16xf64>) -> tensor<4x16xf64>"),
             3 * 8 * 16 + 3 * 16, 2 * 4 * 3 * 8 * 16,
             8 * (4 * 8 + 3 * 8 * 16 + 3 * 16 + 4 * 16));
}

TEST_F(CostTest, EverythingOfAnFFN) {
  // d_model 8, d_ff 16, d_out 4.
  expectCost(
      parse("%x: tensor<5x8xf32>, %w: tensor<8x16xf32>, %d: tensor<16x4xf32>, "
            "%b: tensor<16xf32>, %b2: tensor<4xf32>, %beta: f32, "
            "%i: tensor<5x4xf32>",
            "%0 = glu.ffn swish<beta = ?> weights<separate, in_out> "
            "down<in_out> ins(%x, %w, %w : tensor<5x8xf32>, tensor<8x16xf32>, "
            "tensor<8x16xf32>) down(%d : tensor<16x4xf32>) gate_bias(%b : "
            "tensor<16xf32>) value_bias(%b : tensor<16xf32>) down_bias(%b2 : "
            "tensor<4xf32>) beta(%beta : f32) outs(%i : tensor<5x4xf32>) -> "
            "tensor<5x4xf32>"),
      2 * 8 * 16 + 16 * 4 + 2 * 16 + 4, 2 * 5 * (2 * 8 * 16 + 16 * 4),
      4 * (5 * 8 + 2 * 8 * 16 + 16 * 4 + 2 * 16 + 4 + 5 * 4 + 1));
}

TEST_F(CostTest, DynamicRowsLeaveTheParametersKnown) {
  expectCost(parse("%x: tensor<?x8xf32>, %w: tensor<8x16xf32>, %i: "
                   "tensor<?x16xf32>",
                   "%0 = glu.linear relu weights<in_out> ins(%x, %w : "
                   "tensor<?x8xf32>, tensor<8x16xf32>) outs(%i : "
                   "tensor<?x16xf32>) -> tensor<?x16xf32>"),
             8 * 16, std::nullopt, std::nullopt);
}

TEST_F(CostTest, AnyOperandMayTellASize) {
  // m from init, k from the value weight, n from the value weight.
  expectCost(parse("%x: tensor<?x?xf32>, %w: tensor<?x?xf32>, %v: "
                   "tensor<8x16xf32>, %i: tensor<4x?xf32>",
                   "%0 = glu.gated_linear relu weights<separate, in_out> "
                   "ins(%x, %w, %v : tensor<?x?xf32>, tensor<?x?xf32>, "
                   "tensor<8x16xf32>) outs(%i : tensor<4x?xf32>) -> "
                   "tensor<4x?xf32>"),
             2 * 8 * 16, 2 * 4 * 2 * 8 * 16, 4 * (4 * 8 + 2 * 8 * 16 + 4 * 16));
}

TEST_F(CostTest, WhatLeaves64BitsIsUnknown) {
  expectCost(
      parse("%x: tensor<4294967296x8xf32>, %w: tensor<8x4294967296xf32>, %i: "
            "tensor<4294967296x4294967296xf32>",
            "%0 = glu.linear relu weights<in_out> ins(%x, %w : "
            "tensor<4294967296x8xf32>, tensor<8x4294967296xf32>) outs(%i : "
            "tensor<4294967296x4294967296xf32>) -> "
            "tensor<4294967296x4294967296xf32>"),
      int64_t(8) << 32, std::nullopt, std::nullopt);
}

// T5-base, section 3.1 of "GLU Variants Improve Transformer": d_ff 3072 without
// a gate, 2048 with one.
TEST_F(CostTest, GatedFFNCostsAsMuchAsPlainFFN) {
  const int64_t parameters = 4718592, flops = 512 * 2 * parameters;
  CostOpInterface plain =
      parse("%x: tensor<512x768xf32>, %w: tensor<768x3072xf32>, %d: "
            "tensor<3072x768xf32>, %i: tensor<512x768xf32>",
            "%0 = glu.ffn relu weights<in_out> down<in_out> ins(%x, %w : "
            "tensor<512x768xf32>, tensor<768x3072xf32>) down(%d : "
            "tensor<3072x768xf32>) outs(%i : tensor<512x768xf32>) -> "
            "tensor<512x768xf32>");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain.getParameters(), parameters);
  EXPECT_EQ(plain.getFlops(), flops);

  CostOpInterface gated = parse(
      "%x: tensor<512x768xf32>, %w: tensor<768x2048xf32>, %d: "
      "tensor<2048x768xf32>, %i: tensor<512x768xf32>",
      "%0 = glu.ffn gelu<erf> weights<separate, in_out> down<in_out> ins(%x, "
      "%w, %w : tensor<512x768xf32>, tensor<768x2048xf32>, "
      "tensor<768x2048xf32>) down(%d : tensor<2048x768xf32>) outs(%i : "
      "tensor<512x768xf32>) -> tensor<512x768xf32>");
  ASSERT_TRUE(gated);
  EXPECT_EQ(gated.getParameters(), parameters);
  EXPECT_EQ(gated.getFlops(), flops);

  PlainFFN counterpart = getPlainFFN(cast<FFNOp>(gated.getOperation()));
  EXPECT_EQ(counterpart.hiddenSize, 3072);
  EXPECT_EQ(counterpart.parameters, parameters);
  EXPECT_EQ(counterpart.flops, flops);
}
