//===- S2.cpp - Products on the tensor cores of Hopper by wgmma -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block makes a tile of the result. One warpgroup, the producer, lets the
// copy engine (TMA) bring tiles of x and of the weights into a ring of stages
// in shared memory; each of the others, the consumers, multiplies 64 rows of x
// with the channels of gate and value, which lie one behind the other, so that
// one instruction has both. Two barriers (mbarrier) a stage say that it is
// full, and that it is empty. What lies beyond a matrix the copy engine fills
// with zeros.
//
// Rows of 128 bytes are swizzled in chunks of 16 bytes, as the copy engine does
// and tensor cores expect.
//
//===----------------------------------------------------------------------===//

#include "GPUProduct.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
constexpr int64_t lanes = 32, warpgroup = 128;
constexpr int64_t tileK = GPUStrategyAttr::tileK;
constexpr int64_t rowBytes = GPUStrategyAttr::rowBytes;
/// A product of wgmma: 64 rows, 16 of k, and all columns of the tile.
constexpr int64_t wgmmaRows = 64, wgmmaK = 16;
/// Elements of a swizzled row of in_out weights.
constexpr int64_t rowChannels = 64;
/// Eight rows, after which the swizzle repeats.
constexpr int64_t atomBytes = 8 * rowBytes;
/// Registers of a thread: what the producer gives back, consumers take.
constexpr int64_t producerRegisters = 24, consumerRegisters = 240;

class S2Kernel {
public:
  S2Kernel(CodeBuilder &code, const GPUProduct &product);
  void emit();

private:
  void emitLaunch();
  void emitBody();
  void initBarriers();
  void emitProducer();
  void emitConsumer();

  Value createMap(Value matrix, int64_t boxRows, int64_t boxColumns);
  void copyBox(Value map, Value row, Value column, Value to, Value barrier);
  void copyTile(Value number, Value stage, Value barrier);

  void multiply(Value number, Value &sums, NVVM::WGMMAScaleOut scale);
  Value finishProducts(Value sums);
  void release(Value number);
  Value getMatrixDescriptor(Value byte, int64_t leadingBytes);
  void emitResults(Value sums);
  void emitPair(Value sums, int64_t column);

  void waitForPhase(Value barrier, Value phase);
  Value getShared(Index byte);
  Value getFull(Value stage) { return getBarrier(stage, 0); }
  Value getEmpty(Value stage) { return getBarrier(stage, getStages()); }
  Value getBarrier(Value stage, int64_t first) {
    return getShared(
        code.add(code.mul(code.add(stage, first), 8), barriersFrom));
  }
  Value getStage(Value number) { return code.rem(number, getStages()); }
  /// Barriers alternate between two phases.
  Value getPhase(Value number) {
    return code.rem(code.div(number, getStages()), 2);
  }
  Value toI32(Value index) {
    return code.create<arith::IndexCastOp>(code.b.getI32Type(), index);
  }
  Value toI64(Value index) {
    return code.create<arith::IndexCastOp>(code.b.getI64Type(), index);
  }
  Value getI32(int64_t value) {
    return code.create<arith::ConstantIntOp>(code.b.getI32Type(), value);
  }
  int64_t getStages() { return strategy.getStages(); }
  int64_t getParts() { return product.getParts(); }
  int64_t getConsumers() { return strategy.getRows() / wgmmaRows; }
  bool isInOut() { return product.layout.getOrder() == WeightOrder::InOut; }
  LLVM::LLVMStructType getSumsType() {
    return LLVM::LLVMStructType::getLiteral(
        code.b.getContext(),
        SmallVector<Type>(strategy.getColumns() / 2, code.b.getF32Type()));
  }

  CodeBuilder &code;
  const GPUProduct &product;
  GPUStrategyAttr strategy;
  FloatType type;
  BlockTile tile;
  /// Of a stage: x, then the weights.
  int64_t rowsBytes, stageBytes, barriersFrom;
  Value m, n, k;
  /// Addresses of tensor maps, of x and of each weight.
  Value rowsMap;
  SmallVector<Value, 2> weightMaps;
  /// The address of the shared memory.
  Value shared;
};
} // namespace

S2Kernel::S2Kernel(CodeBuilder &code, const GPUProduct &product)
    : code(code), product(product), strategy(product.strategy),
      type(product.epilogue.storage), rowsBytes(strategy.getRows() * rowBytes),
      stageBytes((strategy.getRows() + strategy.getColumns()) * rowBytes),
      barriersFrom(strategy.getStages() * stageBytes) {
  tile.rows = strategy.getRows();
  tile.channels = strategy.getColumns() / getParts();
  tile.threads = warpgroup * (1 + getConsumers());
  m = code.create<memref::DimOp>(product.x, 0);
  k = code.create<memref::DimOp>(product.x, 1);
  n = code.b.createOrFold<memref::DimOp>(code.loc, product.result, 1);
}

/// There is no tensor map of nothing.
void S2Kernel::emit() {
  Value zero = code.get(0);
  Value isAny =
      code.create<arith::AndIOp>(code.isLess(zero, m), code.isLess(zero, n));
  code.ifThen(isAny, [&] { emitLaunch(); });
}

/// The address of a map that has rows of 128 bytes copied, `boxRows` at a time.
Value S2Kernel::createMap(Value matrix, int64_t boxRows, int64_t boxColumns) {
  MLIRContext *ctx = code.b.getContext();
  auto space = gpu::AddressSpaceAttr::get(ctx, gpu::AddressSpace::Workgroup);
  auto box = MemRefType::get({boxRows, boxColumns}, type,
                             MemRefLayoutAttrInterface(), space);
  auto mapType = nvgpu::TensorMapDescriptorType::get(
      ctx, box, nvgpu::TensorMapSwizzleKind::SWIZZLE_128B,
      nvgpu::TensorMapL2PromoKind::L2PROMO_256B,
      nvgpu::TensorMapOOBKind::OOB_ZERO,
      nvgpu::TensorMapInterleaveKind::INTERLEAVE_NONE);
  Value unranked = code.create<memref::CastOp>(
      UnrankedMemRefType::get(type, Attribute()), matrix);
  Value map = code.create<nvgpu::TmaCreateDescriptorOp>(
      mapType, unranked, ValueRange{code.get(boxRows), code.get(boxColumns)});
  auto pointer = LLVM::LLVMPointerType::get(ctx);
  Value address =
      code.create<UnrealizedConversionCastOp>(pointer, map).getResult(0);
  return code.create<LLVM::PtrToIntOp>(code.b.getI64Type(), address);
}

void S2Kernel::emitLaunch() {
  rowsMap = createMap(product.x, strategy.getRows(), tileK);
  for (Value weight : product.weights)
    weightMaps.push_back(isInOut() ? createMap(weight, tileK, rowChannels)
                                   : createMap(weight, tile.channels, tileK));
  emitTileLaunch(code, product, tile, "s2", [&] { emitBody(); });
}

void S2Kernel::emitBody() {
  shared = code.create<memref::ExtractAlignedPointerAsIndexOp>(
      allocateShared(code, strategy.getSharedBytes(), code.b.getI8Type()));
  initBarriers();
  code.ifElse(
      code.isLess(tile.thread, code.get(warpgroup)), [&] { emitProducer(); },
      [&] { emitConsumer(); });
}

//===----------------------------------------------------------------------===//
// Barriers
//===----------------------------------------------------------------------===//

Value S2Kernel::getShared(Index byte) {
  auto pointer = LLVM::LLVMPointerType::get(
      code.b.getContext(), unsigned(NVVM::NVVMMemorySpace::Shared));
  return code.create<LLVM::IntToPtrOp>(pointer, toI64(code.add(shared, byte)));
}

/// A stage is full when the copies that the producer announced have come, and
/// empty when each warp of the consumers has read it.
void S2Kernel::initBarriers() {
  constexpr int64_t warps = warpgroup / lanes;
  code.ifThen(code.isEqual(tile.thread, code.get(0)), [&] {
    for (int64_t stage = 0; stage < getStages(); ++stage) {
      code.create<NVVM::MBarrierInitOp>(getFull(code.get(stage)), getI32(1),
                                        Value());
      code.create<NVVM::MBarrierInitOp>(
          getEmpty(code.get(stage)), getI32(warps * getConsumers()), Value());
    }
    code.create<NVVM::FenceMbarrierInitOp>();
  });
  code.create<gpu::BarrierOp>();
}

void S2Kernel::waitForPhase(Value barrier, Value phase) {
  constexpr int64_t nanoseconds = 10000000;
  code.create<NVVM::MBarrierTryWaitParityOp>(barrier, toI32(phase),
                                             getI32(nanoseconds));
}

//===----------------------------------------------------------------------===//
// Producer
//===----------------------------------------------------------------------===//

void S2Kernel::copyBox(Value map, Value row, Value column, Value to,
                       Value barrier) {
  MLIRContext *ctx = code.b.getContext();
  auto cluster = LLVM::LLVMPointerType::get(
      ctx, unsigned(NVVM::NVVMMemorySpace::SharedCluster));
  Value place = code.create<LLVM::AddrSpaceCastOp>(cluster, to);
  Value address =
      code.create<LLVM::IntToPtrOp>(LLVM::LLVMPointerType::get(ctx), map);
  code.create<NVVM::CpAsyncBulkTensorGlobalToSharedClusterOp>(
      place, address, ValueRange{toI32(column), toI32(row)}, barrier,
      /*im2colOffsets=*/ValueRange(), /*multicastMask=*/Value(),
      /*l2CacheHint=*/Value(), NVVM::TMALoadMode::TILE, /*isCTAOnly=*/false,
      /*group=*/NVVM::CTAGroupKindAttr(), /*predicate=*/Value());
}

void S2Kernel::copyTile(Value number, Value stage, Value barrier) {
  Value kFrom = code.mul(number, tileK);
  Value to = code.mul(stage, stageBytes);
  copyBox(rowsMap, tile.rowFrom, kFrom, getShared(to), barrier);
  to = code.add(to, rowsBytes);
  for (int64_t part = 0; part < getParts(); ++part) {
    Value map = weightMaps[product.layout.isPacked() ? 0 : part];
    Value channel =
        getWeightChannel(code, product.layout, part, tile.channelFrom, n);
    if (!isInOut()) {
      copyBox(map, channel, kFrom, getShared(to), barrier);
      to = code.add(to, tile.channels * rowBytes);
      continue;
    }
    for (int64_t c = 0; c < tile.channels; c += rowChannels) {
      copyBox(map, kFrom, code.add(channel, c), getShared(to), barrier);
      to = code.add(to, tileK * rowBytes);
    }
  }
}

void S2Kernel::emitProducer() {
  code.create<NVVM::SetMaxRegisterOp>(producerRegisters,
                                      NVVM::SetMaxRegisterAction::decrease);
  code.ifThen(code.isEqual(tile.thread, code.get(0)), [&] {
    code.loop(0, code.ceilDiv(k, tileK), 1, [&](Value number) {
      Value stage = getStage(number), full = getFull(stage);
      // A barrier that nothing has happened to has left phase 1.
      waitForPhase(getEmpty(stage), code.sub(code.get(1), getPhase(number)));
      code.create<NVVM::MBarrierArriveExpectTxOp>(
          /*res=*/Type(), full, getI32(stageBytes), NVVM::MemScopeKind::CTA,
          /*relaxed=*/false, /*predicate=*/Value());
      copyTile(number, stage, full);
    });
  });
}

//===----------------------------------------------------------------------===//
// Consumers
//===----------------------------------------------------------------------===//

/// What tells tensor cores of a swizzled matrix in shared memory: its address,
/// the bytes from one row of 128 bytes of channels to the next such row, where
/// one does not do, and those from eight rows to the next eight.
Value S2Kernel::getMatrixDescriptor(Value byte, int64_t leadingBytes) {
  constexpr int64_t swizzle128 = 1;
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

void S2Kernel::release(Value number) {
  Value isFirst = code.isEqual(code.rem(tile.thread, lanes), code.get(0));
  code.ifThen(isFirst, [&] {
    code.create<NVVM::MBarrierArriveOp>(
        code.b.getI64Type(), getEmpty(getStage(number)), /*count=*/Value(),
        NVVM::MemScopeKind::CTA);
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

/// The first tile finds no sums. A stage is released when the product behind it
/// is on its way.
void S2Kernel::emitConsumer() {
  code.create<NVVM::SetMaxRegisterOp>(consumerRegisters,
                                      NVVM::SetMaxRegisterAction::increase);
  Value sums = code.create<LLVM::PoisonOp>(getSumsType());
  multiply(code.get(0), sums, NVVM::WGMMAScaleOut::zero);
  sums = code.loop(1, code.ceilDiv(k, tileK), 1, sums,
                   [&](Value number, ValueRange before) {
                     Value sums = before[0];
                     multiply(number, sums, NVVM::WGMMAScaleOut::one);
                     code.create<NVVM::WgmmaWaitGroupSyncOp>(1);
                     release(code.sub(number, 1));
                     return SmallVector<Value>{sums};
                   })[0];
  emitResults(finishProducts(sums));
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

/// Two neighbouring channels of rows r and r + 8.
void S2Kernel::emitPair(Value sums, int64_t column) {
  Value inGroup = code.rem(tile.thread, warpgroup),
        lane = code.rem(tile.thread, lanes);
  Value group = code.sub(code.div(tile.thread, warpgroup), 1);
  Value row = code.add(
      code.add(tile.rowFrom, code.mul(group, wgmmaRows)),
      code.add(code.mul(code.div(inGroup, lanes), 16), code.div(lane, 4)));
  Value channel = code.add(code.add(tile.channelFrom, column),
                           code.mul(code.rem(lane, 4), 2));
  for (int64_t i : {0, 1}) {
    Value at = code.add(channel, i);
    code.ifThen(code.isLess(at, n), [&] {
      ChannelEpilogue epilogue(code, product, at);
      for (int64_t half : {0, 1}) {
        Value r = code.add(row, 8 * half);
        code.ifThen(code.isLess(r, m), [&] {
          SmallVector<Value, 2> ofElement;
          for (int64_t part = 0; part < getParts(); ++part)
            ofElement.push_back(code.create<LLVM::ExtractValueOp>(
                sums, (part * tile.channels + column) / 2 + 2 * half + i));
          code.create<memref::StoreOp>(epilogue.emit(code, ofElement),
                                       product.result, ValueRange{r, at});
        });
      }
    });
  }
}

void S2Kernel::emitResults(Value sums) {
  for (int64_t column = 0; column < tile.channels; column += 8)
    emitPair(sums, column);
}

void mlir::glu::emitS2Product(CodeBuilder &code, const GPUProduct &product) {
  S2Kernel(code, product).emit();
}
