//===- TilesToLLVM.cpp - AMX tiles to LLVM's intrinsics -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Conversion/Passes.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/AMX/AMXDialect.h"
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
/// An op on tiles as its intrinsic. A load marked `nontemporal` becomes
/// tileloaddt1, which leaves the L1 cache alone.
struct LowerTileOp : OpInterfaceConversionPattern<amx::AMXIntrinsicOp> {
  using OpInterfaceConversionPattern::OpInterfaceConversionPattern;

  LogicalResult
  matchAndRewrite(amx::AMXIntrinsicOp op, ArrayRef<Value> operands,
                  ConversionPatternRewriter &rewriter) const override {
    std::string name = op->hasAttr("nontemporal")
                           ? "llvm.x86.tileloaddt164.internal"
                           : op.getIntrinsicName();
    SmallVector<Value> arguments = op.getIntrinsicOperands(
        operands, *getTypeConverter<LLVMTypeConverter>(), rewriter);
    StringAttr attr = rewriter.getStringAttr(name);
    if (op->getNumResults() == 0) {
      rewriter.replaceOpWithNewOp<LLVM::CallIntrinsicOp>(op, attr, arguments);
      return success();
    }
    Type tile = getTypeConverter()->convertType(op->getResult(0).getType());
    rewriter.replaceOpWithNewOp<LLVM::CallIntrinsicOp>(op, tile, attr,
                                                       arguments);
    return success();
  }
};

struct ConvertTilesToLLVMPass
    : glu::impl::ConvertTilesToLLVMPassBase<ConvertTilesToLLVMPass> {
  using Base::Base;

  void runOnOperation() override {
    MLIRContext *ctx = &getContext();
    auto convertTile = [](amx::TileType type) -> Type {
      return LLVM::LLVMX86AMXType::get(type.getContext());
    };
    LLVMTypeConverter converter(ctx);
    converter.addConversion(convertTile);
    // Loops carry tiles; all else that they carry stays as it is.
    TypeConverter tiles;
    tiles.addConversion([](Type type) { return type; });
    tiles.addConversion(convertTile);

    RewritePatternSet patterns(ctx);
    patterns.add<LowerTileOp>(converter, ctx);
    ConversionTarget target(*ctx);
    target.addIllegalDialect<amx::AMXDialect>();
    scf::populateSCFStructuralTypeConversionsAndLegality(tiles, patterns,
                                                         target);
    target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
    if (failed(applyPartialConversion(getOperation(), target,
                                      std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
