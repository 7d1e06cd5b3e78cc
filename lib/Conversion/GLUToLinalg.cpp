//===- GLUToLinalg.cpp - Layers of glu to their definition ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The definition itself is in lib/IR/GLUDecompose.cpp.
//
//===----------------------------------------------------------------------===//

#include "glu/Conversion/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::glu {
#define GEN_PASS_DEF_CONVERTGLUTOLINALGPASS
#include "glu/Conversion/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

namespace {
template <typename LayerOp>
struct DecomposeLayer : OpConversionPattern<LayerOp> {
  using OpConversionPattern<LayerOp>::OpConversionPattern;

  LogicalResult
  matchAndRewrite(LayerOp op, typename LayerOp::Adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    FailureOr<SmallVector<Value>> results = op.decomposeOperation(rewriter);
    if (failed(results))
      return rewriter.notifyMatchFailure(op, "expected to be decomposable");
    rewriter.replaceOp(op, *results);
    return success();
  }
};

struct ConvertGLUToLinalgPass
    : glu::impl::ConvertGLUToLinalgPassBase<ConvertGLUToLinalgPass> {
  using Base::Base;

  void runOnOperation() override {
    ConversionTarget target(getContext());
    target.addIllegalOp<LinearOp, GatedLinearOp, FFNOp, MaxoutOp>();
    target.addDynamicallyLegalOp<ActivationOp, GateOp>([](Operation *op) {
      return !isa<TensorType>(op->getResult(0).getType());
    });
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });

    RewritePatternSet patterns(&getContext());
    populateGLUToLinalgConversionPatterns(patterns);
    ConversionConfig config;
    config.allowPatternRollback = false;
    if (failed(applyFullConversion(getOperation(), target, std::move(patterns),
                                   config)))
      signalPassFailure();
  }
};
} // namespace

void mlir::glu::populateGLUToLinalgConversionPatterns(
    RewritePatternSet &patterns) {
  patterns.add<DecomposeLayer<LinearOp>, DecomposeLayer<GatedLinearOp>,
               DecomposeLayer<FFNOp>, DecomposeLayer<MaxoutOp>>(
      patterns.getContext());
  linalg::populateElementwiseToLinalgConversionPatterns(patterns);
}
