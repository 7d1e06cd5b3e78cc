//===- MathToNVVM.cpp - Math that PTX has instructions for ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Conversion/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::glu {
#define GEN_PASS_DEF_CONVERTMATHTONVVMPASS
#include "glu/Conversion/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;

namespace {
/// Replaces an op on scalars by a call of the intrinsic `name`: ops for some of
/// them are taken for calls of libdevice too.
template <typename MathOp>
struct ToIntrinsic : OpRewritePattern<MathOp> {
  ToIntrinsic(MLIRContext *ctx, StringRef name)
      : OpRewritePattern<MathOp>(ctx), name(StringAttr::get(ctx, name)) {}

  LogicalResult matchAndRewrite(MathOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.getType().isF32() && !op.getType().isF64())
      return rewriter.notifyMatchFailure(op, "neither f32 nor f64");
    rewriter.replaceOpWithNewOp<LLVM::CallIntrinsicOp>(op, op.getType(), name,
                                                       op->getOperands());
    return success();
  }

  StringAttr name;
};

/// 1 / sqrt(x), with two roundings, as on the CPU.
struct ExpandRsqrt : OpRewritePattern<math::RsqrtOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::RsqrtOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.getType().isF32() && !op.getType().isF64())
      return rewriter.notifyMatchFailure(op, "neither f32 nor f64");
    Location loc = op.getLoc();
    Value root = LLVM::CallIntrinsicOp::create(
                     rewriter, loc, op.getType(),
                     rewriter.getStringAttr("llvm.sqrt"), op.getOperand())
                     .getResult(0);
    Value one = arith::ConstantOp::create(
        rewriter, loc, rewriter.getFloatAttr(op.getType(), 1.0));
    rewriter.replaceOpWithNewOp<arith::DivFOp>(op, one, root);
    return success();
  }
};

struct ConvertMathToNVVMPass
    : glu::impl::ConvertMathToNVVMPassBase<ConvertMathToNVVMPass> {
  using Base::Base;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    MLIRContext *ctx = &getContext();
    patterns.add<ToIntrinsic<math::AbsFOp>>(ctx, "llvm.fabs");
    patterns.add<ToIntrinsic<math::CeilOp>>(ctx, "llvm.ceil");
    patterns.add<ToIntrinsic<math::CopySignOp>>(ctx, "llvm.copysign");
    patterns.add<ToIntrinsic<math::FloorOp>>(ctx, "llvm.floor");
    patterns.add<ToIntrinsic<math::FmaOp>>(ctx, "llvm.fma");
    patterns.add<ToIntrinsic<math::RoundEvenOp>>(ctx, "llvm.roundeven");
    patterns.add<ToIntrinsic<math::SqrtOp>>(ctx, "llvm.sqrt");
    patterns.add<ToIntrinsic<math::TruncOp>>(ctx, "llvm.trunc");
    patterns.add<ExpandRsqrt>(ctx);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
    if (libdevice)
      return;
    WalkResult result = getOperation().walk([](Operation *op) -> WalkResult {
      if (!isa_and_nonnull<math::MathDialect>(op->getDialect()))
        return WalkResult::advance();
      return op->emitOpError("needs libdevice of the CUDA toolkit, which was "
                             "not found; set CUDA_ROOT to its folder");
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
