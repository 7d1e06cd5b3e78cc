//===- TilesToLLVM.cpp - AMX tiles to LLVM's intrinsics -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Conversion/Passes.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/AMX/AMXDialect.h"
#include "mlir/Dialect/AMX/Transforms.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/Transforms/Patterns.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::glu {
#define GEN_PASS_DEF_CONVERTTILESTOLLVMPASS
#include "glu/Conversion/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

namespace {
/// A load marked `nontemporal`: tileloaddt1 leaves the L1 cache alone.
struct LowerStreamingLoad : OpConversionPattern<amx::TileLoadOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult
  matchAndRewrite(amx::TileLoadOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (!op->hasAttr("nontemporal"))
      return rewriter.notifyMatchFailure(op, "expected a nontemporal load");
    SmallVector<Value> converted(adaptor.getOperands());
    SmallVector<Value> operands = op.getIntrinsicOperands(
        converted, *getTypeConverter<LLVMTypeConverter>(), rewriter);
    rewriter.replaceOpWithNewOp<LLVM::CallIntrinsicOp>(
        op, getTypeConverter()->convertType(op.getType()),
        rewriter.getStringAttr("llvm.x86.tileloaddt164.internal"), operands);
    return success();
  }
};

struct ConvertTilesToLLVMPass
    : glu::impl::ConvertTilesToLLVMPassBase<ConvertTilesToLLVMPass> {
  using Base::Base;

  void runOnOperation() override {
    MLIRContext *ctx = &getContext();
    LLVMTypeConverter converter(ctx);
    LLVMConversionTarget target(*ctx);
    RewritePatternSet patterns(ctx);
    configureAMXLegalizeForExportTarget(target);
    populateAMXLegalizeForLLVMExportPatterns(converter, patterns);
    patterns.add<LowerStreamingLoad>(converter, ctx, /*benefit=*/2);

    // Loops carry tiles; all else that they carry stays as it is.
    TypeConverter tiles;
    tiles.addConversion([](Type type) { return type; });
    tiles.addConversion([](amx::TileType type) -> Type {
      return LLVM::LLVMX86AMXType::get(type.getContext());
    });
    scf::populateSCFStructuralTypeConversionsAndLegality(tiles, patterns,
                                                         target);
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
    if (failed(applyPartialConversion(getOperation(), target,
                                      std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
