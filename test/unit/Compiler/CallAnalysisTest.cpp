//===- CallAnalysisTest.cpp - Tests of what calls look like ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/CallAnalysis.h"
#include "glu/Compiler/Compiler.h"
#include "glu/Compiler/Registration.h"
#include "mlir/Parser/Parser.h"
#include "gtest/gtest.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;
using glurt::Array;
using glurt::ElementType;

namespace {
class CallAnalysisTest : public testing::Test {
protected:
  CallAnalysisTest() {
    DialectRegistry registry;
    registerAllGLUDialects(registry);
    context.appendDialectRegistry(registry);
  }

  CallAnalysis &analyze(const char *text) {
    module = parseSourceString<ModuleOp>(text, &context);
    func::FuncOp function = *findEntry(*module, "");
    signature = *getSignature(function);
    analysis.emplace(function, signature);
    return *analysis;
  }

  /// The shapes of the arguments where those of `arrays` are given, as one
  /// text.
  std::string infer(ArrayRef<const Array *> arrays, int64_t dynamicSize) {
    auto shapes = analysis->inferShapes(arrays, dynamicSize);
    if (!shapes)
      return llvm::toString(shapes.takeError());
    std::string text;
    for (ArrayRef<int64_t> shape : *shapes)
      text += printShape(shape, ElementType::F32) + " ";
    return text;
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  Signature signature;
  std::optional<CallAnalysis> analysis;
};
} // namespace

// A layer as PyTorch exports it: weights are transposed, their sizes static,
// the number of rows is not.
static const char *const exported = R"mlir(
  func.func @f(%x: tensor<?x64xf32>, %w: tensor<32x64xf32>, %b: tensor<32xf32>)
      -> tensor<?x32xf32> {
    %c0 = arith.constant 0 : index
    %zero = arith.constant 0.0 : f32
    %m = tensor.dim %x, %c0 : tensor<?x64xf32>
    %e = tensor.empty() : tensor<64x32xf32>
    %t = linalg.transpose ins(%w : tensor<32x64xf32>)
        outs(%e : tensor<64x32xf32>) permutation = [1, 0]
    %empty = tensor.empty(%m) : tensor<?x32xf32>
    %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<?x32xf32>)
        -> tensor<?x32xf32>
    %y = linalg.matmul ins(%x, %t : tensor<?x64xf32>, tensor<64x32xf32>)
        outs(%init : tensor<?x32xf32>) -> tensor<?x32xf32>
    %z = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>,
                                          affine_map<(i, j) -> (j)>,
                                          affine_map<(i, j) -> (i, j)>],
                         iterator_types = ["parallel", "parallel"]}
        ins(%y, %b : tensor<?x32xf32>, tensor<32xf32>)
        outs(%empty : tensor<?x32xf32>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %s = arith.addf %p, %q : f32
      linalg.yield %s : f32
    } -> tensor<?x32xf32>
    return %z : tensor<?x32xf32>
  })mlir";

TEST_F(CallAnalysisTest, ExportedLayer) {
  CallAnalysis &f = analyze(exported);
  EXPECT_EQ(infer({nullptr, nullptr, nullptr}, 10),
            "10x64xf32 32x64xf32 32xf32 ");
  EXPECT_EQ(f.getFlops(), 2 * 10 * 64 * 32);
  EXPECT_EQ(f.getDeviation(0), 1);
  EXPECT_EQ(f.getDeviation(1), 1 / std::sqrt(64.0));
  EXPECT_EQ(f.getDeviation(2), 0.1);
}

// All sizes are open: those of the hidden layer follow from the weights.
TEST_F(CallAnalysisTest, FFN) {
  CallAnalysis &f = analyze(R"mlir(
    func.func @f(%x: tensor<?x?xf32>, %w: tensor<?x?xf32>, %v: tensor<?x?xf32>,
                 %d: tensor<?x?xf32>, %beta: f32, %init: tensor<?x?xf32>)
        -> tensor<?x?xf32> {
      %y = glu.ffn swish<beta = ?> weights<separate, in_out> down<out_in>
          ins(%x, %w, %v : tensor<?x?xf32>, tensor<?x?xf32>, tensor<?x?xf32>)
          down(%d : tensor<?x?xf32>) beta(%beta : f32)
          outs(%init : tensor<?x?xf32>) -> tensor<?x?xf32>
      return %y : tensor<?x?xf32>
    })mlir");
  Array x(ElementType::F32, {3, 16}), d(ElementType::F32, {5, 64});
  EXPECT_EQ(infer({&x, nullptr, nullptr, &d, nullptr, nullptr}, 7),
            "3x16xf32 16x64xf32 16x64xf32 5x64xf32 f32 3x5xf32 ");
  EXPECT_EQ(f.getFlops(), 2 * 3 * (2 * 16 * 64 + 64 * 5));
  EXPECT_EQ(f.getDeviation(0), 1);
  EXPECT_EQ(f.getDeviation(1), 1 / std::sqrt(16.0));
  EXPECT_EQ(f.getDeviation(3), 1 / std::sqrt(64.0));
  EXPECT_EQ(f.getDeviation(4), 0.1);

  Array w(ElementType::F32, {16, 63});
  EXPECT_EQ(infer({&x, &w, nullptr, &d, nullptr, nullptr}, 7),
            "argument 3 has size 64 in dimension 1, but the function and the "
            "arguments before it ask for 63");
}

// Gate and value in one weight, in blocks of 4: n is a multiple of 4.
TEST_F(CallAnalysisTest, InterleavedWeight) {
  analyze(R"mlir(
    func.func @f(%x: tensor<2x8xf32>, %w: tensor<8x?xf32>, %init: tensor<2x?xf32>)
        -> tensor<2x?xf32> {
      %y = glu.gated_linear relu weights<interleaved = 4, in_out>
          ins(%x, %w : tensor<2x8xf32>, tensor<8x?xf32>)
          outs(%init : tensor<2x?xf32>) -> tensor<2x?xf32>
      return %y : tensor<2x?xf32>
    })mlir");
  Array w(ElementType::F32, {8, 48}), init(ElementType::F32, {2, 20});
  EXPECT_EQ(infer({nullptr, &w, nullptr}, 7), "2x8xf32 8x48xf32 2x24xf32 ");
  EXPECT_EQ(infer({nullptr, nullptr, &init}, 7), "2x8xf32 8x40xf32 2x20xf32 ");
  EXPECT_NE(infer({nullptr, &w, &init}, 7).find("ask for"), std::string::npos);
}

// Reshapes on the way do not hide a weight, nor a call.
TEST_F(CallAnalysisTest, ThroughReshapesAndCalls) {
  CallAnalysis &f = analyze(R"mlir(
    func.func private @product(%x: tensor<4x8xf32>, %w: tensor<8x6xf32>)
        -> tensor<4x6xf32> {
      %zero = arith.constant dense<0.0> : tensor<4x6xf32>
      %y = linalg.matmul ins(%x, %w : tensor<4x8xf32>, tensor<8x6xf32>)
          outs(%zero : tensor<4x6xf32>) -> tensor<4x6xf32>
      return %y : tensor<4x6xf32>
    }
    func.func @f(%x: tensor<2x2x8xf32>, %w: tensor<1x8x12xf32>)
        -> tensor<4x6xf32> {
      %0 = tensor.collapse_shape %x [[0, 1], [2]]
          : tensor<2x2x8xf32> into tensor<4x8xf32>
      %1 = tensor.extract_slice %w[0, 0, 6] [1, 8, 6] [1, 1, 1]
          : tensor<1x8x12xf32> to tensor<8x6xf32>
      %2 = call @product(%0, %1)
          : (tensor<4x8xf32>, tensor<8x6xf32>) -> tensor<4x6xf32>
      return %2 : tensor<4x6xf32>
    })mlir");
  EXPECT_EQ(infer({nullptr, nullptr}, 7), "2x2x8xf32 1x8x12xf32 ");
  EXPECT_EQ(f.getDeviation(0), 1);
  EXPECT_EQ(f.getDeviation(1), 1 / std::sqrt(8.0));
  EXPECT_EQ(f.getFlops(), 2 * 4 * 8 * 6);
}

TEST_F(CallAnalysisTest, NoProducts) {
  CallAnalysis &f = analyze(R"mlir(
    func.func @f(%g: tensor<?xf32>, %v: tensor<?xf32>) -> tensor<?xf32> {
      %0 = glu.gate sigmoid(%g, %v) : tensor<?xf32>
      return %0 : tensor<?xf32>
    })mlir");
  Array v(ElementType::F32, {3});
  EXPECT_EQ(infer({nullptr, &v}, 7), "3xf32 3xf32 ");
  EXPECT_EQ(f.getFlops(), 0);
  EXPECT_EQ(f.getDeviation(0), 1);
}
