//===- BuildersTest.cpp - Tests of the layers by name ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Builders.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Verifier.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
/// A function whose arguments are the operands of every layer: d_model 8, d_ff
/// 16, a dynamic number of rows.
class BuildersTest : public ::testing::Test {
protected:
  BuildersTest() : b(&context), loc(b.getUnknownLoc()) {
    context.loadDialect<GLUDialect, func::FuncDialect>();
    module = ModuleOp::create(loc);
    Type f32 = b.getF32Type();
    auto tensor = [&](ArrayRef<int64_t> shape) -> Type {
      return RankedTensorType::get(shape, f32);
    };
    b.setInsertionPointToEnd(module->getBody());
    auto func = func::FuncOp::create(
        b, loc, "f",
        b.getFunctionType({tensor({ShapedType::kDynamic, 8}), tensor({8, 16}),
                           tensor({8, 16}), tensor({16, 8}), tensor({16}),
                           tensor({16}), tensor({8}), f32, tensor({3, 8, 16}),
                           tensor({3, 16})},
                          {}));
    Block *body = func.addEntryBlock();
    b.setInsertionPointToEnd(body);
    func::ReturnOp::create(b, loc);
    b.setInsertionPointToStart(body);
    ArrayRef<BlockArgument> args = body->getArguments();
    x = args[0], w = args[1], v = args[2], w2 = args[3], bias = args[4],
    valueBias = args[5], bias2 = args[6], beta = args[7], pieces = args[8],
    pieceBias = args[9];
  }

  /// Expects the layer that was built to be valid and to print with `text` in
  /// it, operands by the names that the printer gives arguments.
  void expect(Value layer, StringRef text) {
    EXPECT_TRUE(succeeded(verify(*module)));
    std::string printed;
    llvm::raw_string_ostream stream(printed);
    layer.getDefiningOp()->print(stream, OpPrintingFlags().useLocalScope());
    EXPECT_NE(printed.find(text.str()), std::string::npos)
        << printed << "\nhas no\n"
        << text.str();
  }

  MLIRContext context;
  OpBuilder b;
  Location loc;
  OwningOpRef<ModuleOp> module;
  Value x, w, v, w2, bias, valueBias, bias2, beta, pieces, pieceBias;
};
} // namespace

TEST_F(BuildersTest, Activations) {
  expect(buildSigmoid(b, loc, x), "glu.activation sigmoid(%arg0)");
  expect(buildTanh(b, loc, x), "glu.activation tanh(%arg0)");
  expect(buildReLU(b, loc, x), "glu.activation relu(%arg0)");
  expect(buildMish(b, loc, x), "glu.activation mish(%arg0)");
  expect(buildSiLU(b, loc, x), "glu.activation swish<beta = 1.0>(%arg0)");
  expect(buildLeakyReLU(b, loc, x, 0.1),
         "glu.activation leaky_relu<slope = 0.1>(%arg0)");
  expect(buildELU(b, loc, x), "glu.activation elu<alpha = 1.0>(%arg0)");
  expect(buildELU(b, loc, x, 0.5), "glu.activation elu<alpha = 0.5>(%arg0)");
  expect(buildGELU(b, loc, x), "glu.activation gelu<erf>(%arg0)");
  expect(buildGELU(b, loc, x, GeluForm::Tanh),
         "glu.activation gelu<tanh>(%arg0)");
  expect(buildSwish(b, loc, x), "glu.activation swish<beta = 1.0>(%arg0)");
  expect(buildSwish(b, loc, x, beta),
         "glu.activation swish<beta = ?>(%arg0, %arg7) : tensor<?x8xf32>, f32");
  expect(buildMish(b, loc, beta), "glu.activation mish(%arg7) : f32");
}

TEST_F(BuildersTest, Maxout) {
  expect(buildMaxout(b, loc, x, pieces), "glu.maxout ins(%arg0, %arg8 :");
  expect(buildMaxout(b, loc, x, pieces, pieceBias),
         "bias(%arg9 : tensor<3x16xf32>)");
}

TEST_F(BuildersTest, GatedUnits) {
  auto text = [](StringRef activation) {
    return ("glu.gated_linear " + activation +
            " weights<separate, in_out> ins(%arg0, %arg1, %arg2 : "
            "tensor<?x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>) outs(")
        .str();
  };
  expect(buildGLU(b, loc, x, w, v), text("sigmoid"));
  expect(buildBilinear(b, loc, x, w, v), text("identity"));
  expect(buildReGLU(b, loc, x, w, v), text("relu"));
  expect(buildGEGLU(b, loc, x, w, v), text("gelu<erf>"));
  expect(buildSwiGLU(b, loc, x, w, v), text("swish<beta = 1.0>"));
}

TEST_F(BuildersTest, BiasesAndBetaOfGatedUnits) {
  expect(buildGLU(b, loc, x, w, v, bias, valueBias),
         "gate_bias(%arg4 : tensor<16xf32>) value_bias(%arg5 : "
         "tensor<16xf32>) outs(");
  expect(buildReGLU(b, loc, x, w, v, Value(), valueBias),
         "tensor<8x16xf32>) value_bias(%arg5 : tensor<16xf32>) outs(");
  Value swiglu = buildSwiGLU(b, loc, x, w, v, bias, valueBias, beta);
  expect(swiglu, "glu.gated_linear swish<beta = ?>");
  expect(swiglu, "gate_bias(%arg4 : tensor<16xf32>) value_bias(%arg5 : "
                 "tensor<16xf32>) beta(%arg7 : f32) outs(");
}

TEST_F(BuildersTest, PlainFFNs) {
  auto text = [](StringRef activation) {
    return ("glu.ffn " + activation +
            " weights<in_out> down<in_out> ins(%arg0, %arg1 : "
            "tensor<?x8xf32>, tensor<8x16xf32>) down(%arg3 : "
            "tensor<16x8xf32>) outs(")
        .str();
  };
  expect(buildFFNReLU(b, loc, x, w, w2), text("relu"));
  expect(buildFFNGELU(b, loc, x, w, w2), text("gelu<erf>"));
  expect(buildFFNSwish(b, loc, x, w, w2), text("swish<beta = 1.0>"));
  expect(buildFFNReLU(b, loc, x, w, w2, bias, bias2),
         "bias(%arg4 : tensor<16xf32>) down_bias(%arg6 : tensor<8xf32>) outs(");
  expect(buildFFNSwish(b, loc, x, w, w2, Value(), Value(), beta),
         "beta(%arg7 : f32) outs(");
}

TEST_F(BuildersTest, GatedFFNs) {
  auto text = [](StringRef activation) {
    return ("glu.ffn " + activation +
            " weights<separate, in_out> down<in_out> ins(%arg0, %arg1, %arg2 : "
            "tensor<?x8xf32>, tensor<8x16xf32>, tensor<8x16xf32>) down(%arg3 : "
            "tensor<16x8xf32>) outs(")
        .str();
  };
  expect(buildFFNGLU(b, loc, x, w, v, w2), text("sigmoid"));
  expect(buildFFNBilinear(b, loc, x, w, v, w2), text("identity"));
  expect(buildFFNReGLU(b, loc, x, w, v, w2), text("relu"));
  expect(buildFFNGEGLU(b, loc, x, w, v, w2), text("gelu<erf>"));
  expect(buildFFNSwiGLU(b, loc, x, w, v, w2), text("swish<beta = 1.0>"));
  expect(buildFFNSwiGLU(b, loc, x, w, v, w2, bias, valueBias, bias2, beta),
         "gate_bias(%arg4 : tensor<16xf32>) value_bias(%arg5 : "
         "tensor<16xf32>) down_bias(%arg6 : tensor<8xf32>) beta(%arg7 : f32) "
         "outs(");
}

// The rows of the destination are those of x, also where they are dynamic.
TEST_F(BuildersTest, DestinationHasTheRowsOfX) {
  auto layer = buildGLU(b, loc, x, w, v).getDefiningOp<GatedLinearOp>();
  auto empty = layer.getInit().getDefiningOp<tensor::EmptyOp>();
  ASSERT_TRUE(empty);
  ASSERT_EQ(empty.getDynamicSizes().size(), 1u);
  auto rows = empty.getDynamicSizes()[0].getDefiningOp<tensor::DimOp>();
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows.getSource(), x);
  EXPECT_EQ(rows.getConstantIndex(), 0);
}
