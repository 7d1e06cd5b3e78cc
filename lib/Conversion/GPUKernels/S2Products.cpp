//===- S2Products.cpp - The sums of a tile of S2 --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "S2.h"

using namespace mlir;
using namespace mlir::glu;

/// Registers of a thread: what the producer gives back, consumers take.
static constexpr int64_t consumerRegisters = 232;

/// What tells tensor cores of a swizzled matrix in shared memory: its address,
/// the bytes from one row of 128 bytes of channels to the next such row, where
/// one does not do, and those from eight rows, after which the swizzle repeats,
/// to the next eight.
Value S2Kernel::getMatrixDescriptor(Value byte, int64_t leadingBytes) {
  constexpr int64_t swizzle128 = 1, atomBytes = 8 * rowBytes;
  int64_t layout =
      (leadingBytes / 16) << 16 | (atomBytes / 16) << 32 | swizzle128 << 62;
  Value address = code.rem(code.div(code.add(shared, byte), 16), 1 << 14);
  return toI64(code.fold<arith::OrIOp>(address, code.get(layout)));
}

/// Adds to `sums`, or begins them if `scale` is zero.
void S2Kernel::multiply(Value number, Value &sums, NVVM::WGMMAScaleOut scale) {
  MLIRContext *ctx = code.b.getContext();
  Value stage = getStage(number);
  waitForPhase(getFull(stage), getPhase(number));
  Value group = code.sub(code.div(tile.thread, warpgroup), 1);
  Value from = code.mul(stage, stageBytes);
  Value x = getMatrixDescriptor(
      code.add(from, code.mul(group, wgmmaRows * rowBytes)), 16);
  Value weights = getMatrixDescriptor(code.add(from, rowsBytes),
                                      isInOut() ? tileK * rowBytes : 16);
  // Descriptors count in 16 bytes. Of in_out weights, 16 of k are as many rows.
  int64_t xStep = wgmmaK * 2 / 16;
  int64_t weightStep = isInOut() ? wgmmaK * rowBytes / 16 : xStep;
  auto next = [&](Value descriptor, int64_t step) -> Value {
    Value offset = code.create<arith::ConstantIntOp>(code.b.getI64Type(), step);
    return code.create<arith::AddIOp>(descriptor, offset);
  };
  auto element = NVVM::WGMMATypesAttr::get(
      ctx, type.isBF16() ? NVVM::WGMMATypes::bf16 : NVVM::WGMMATypes::f16);
  auto one = NVVM::WGMMAScaleInAttr::get(ctx, NVVM::WGMMAScaleIn::one);
  code.create<NVVM::WgmmaFenceAlignedOp>();
  for (int64_t step = 0; step < tileK / wgmmaK; ++step) {
    sums = code.create<NVVM::WgmmaMmaAsyncOp>(
        sums.getType(), sums, next(x, step * xStep),
        next(weights, step * weightStep),
        NVVM::MMAShapeAttr::get(ctx, wgmmaRows, strategy.getColumns(), wgmmaK),
        element, element, NVVM::WGMMATypesAttr::get(ctx, NVVM::WGMMATypes::f32),
        NVVM::WGMMAScaleOutAttr::get(ctx, scale), one, one,
        NVVM::MMALayoutAttr::get(ctx, NVVM::MMALayout::row),
        NVVM::MMALayoutAttr::get(ctx, isInOut() ? NVVM::MMALayout::row
                                                : NVVM::MMALayout::col),
        /*satfinite=*/NVVM::MMAIntOverflowAttr());
    scale = NVVM::WGMMAScaleOut::one;
  }
  code.create<NVVM::WgmmaGroupSyncAlignedOp>();
}

/// Tells each block whose producer writes to the stage.
void S2Kernel::release(Value number) {
  Value barrier = getEmpty(getStage(number));
  onFirstLane([&] {
    if (cluster == 1) {
      code.create<NVVM::MBarrierArriveOp>(code.b.getI64Type(), barrier,
                                          /*count=*/Value(),
                                          NVVM::MemScopeKind::CTA);
      return;
    }
    auto clusterPointer = LLVM::LLVMPointerType::get(
        code.b.getContext(), unsigned(NVVM::NVVMMemorySpace::SharedCluster));
    for (int64_t block = 0; block < cluster; ++block) {
      Value ofBlock =
          code.create<NVVM::MapaOp>(clusterPointer, barrier, getI32(block));
      code.create<NVVM::MBarrierArriveOp>(/*res=*/Type(), ofBlock,
                                          /*count=*/Value(),
                                          NVVM::MemScopeKind::CLUSTER);
    }
  });
}

/// Nothing else would tell LLVM that the sums are there after the wait only.
Value S2Kernel::finishProducts(Value sums) {
  SmallVector<Value> values;
  std::string constraints;
  int64_t count = getSumsType().getBody().size();
  for (int64_t i = 0; i < count; ++i) {
    values.push_back(code.create<LLVM::ExtractValueOp>(sums, i));
    constraints += "=f,";
  }
  for (int64_t i = 0; i < count; ++i)
    constraints += std::to_string(i) + ",";
  return code
      .create<LLVM::InlineAsmOp>(
          TypeRange(getSumsType()), values, "wgmma.wait_group.sync.aligned 0;",
          constraints + "~{memory}", /*has_side_effects=*/true,
          /*is_align_stack=*/false, LLVM::TailCallKind::None,
          LLVM::AsmDialectAttr::get(code.b.getContext(),
                                    LLVM::AsmDialect::AD_ATT),
          /*operand_attrs=*/ArrayAttr())
      .getResult(0);
}

/// The first step of k finds no sums. A stage is released when the product
/// behind it is on its way.
Value S2Kernel::emitSums(Value before) {
  Value sums = code.create<LLVM::PoisonOp>(getSumsType());
  multiply(before, sums, NVVM::WGMMAScaleOut::zero);
  Value end = code.add(before, getStepsOfK());
  sums = code.loop(code.add(before, 1), end, 1, sums,
                   [&](Value number, ValueRange earlier) {
                     Value sums = earlier[0];
                     multiply(number, sums, NVVM::WGMMAScaleOut::one);
                     code.create<NVVM::WgmmaWaitGroupSyncOp>(1);
                     release(code.sub(number, 1));
                     return SmallVector<Value>{sums};
                   })[0];
  sums = finishProducts(sums);
  release(code.sub(end, 1));
  return sums;
}

void S2Kernel::emitConsumer() {
  code.create<NVVM::SetMaxRegisterOp>(consumerRegisters,
                                      NVVM::SetMaxRegisterAction::increase);
  warp = code.sub(code.div(tile.thread, lanes), warpgroup / lanes);
  if (resultMap)
    onFirstLane([&] { acquireMap(resultMap); });
  forEachTile([&](Value before) { emitResults(emitSums(before)); });
  // Until then, the copy engine reads results.
  if (resultMap)
    onFirstLane([&] {
      code.create<NVVM::CpAsyncBulkWaitGroupOp>(0, code.b.getUnitAttr());
    });
}
