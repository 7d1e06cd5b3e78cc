//===- AttrTest.cpp - Tests of glu attributes -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the text of an attribute cannot say and C++ can.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::glu;

// weights C2
TEST(AttrTest, OnlyInterleavedWeightsHaveAnInterleave) {
  MLIRContext context;
  context.loadDialect<GLUDialect>();
  std::string message;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diag) {
    message = diag.str();
    return success();
  });
  Location loc = UnknownLoc::get(&context);
  EXPECT_FALSE(WeightsAttr::getChecked([&] { return emitError(loc); }, &context,
                                       WeightPacking::Separate,
                                       WeightOrder::InOut, int64_t{4}));
  EXPECT_EQ(message, "expected no interleave for separate weights, got 4");
}

TEST(AttrTest, TransposedWeightsKeepTheirPacking) {
  MLIRContext context;
  context.loadDialect<GLUDialect>();
  auto layout = WeightsAttr::get(&context, WeightPacking::Interleaved,
                                 WeightOrder::InOut, 4);
  WeightsAttr transposed = layout.getTransposed();
  EXPECT_EQ(transposed, WeightsAttr::get(&context, WeightPacking::Interleaved,
                                         WeightOrder::OutIn, 4));
  EXPECT_EQ(transposed.getTransposed(), layout);
}
