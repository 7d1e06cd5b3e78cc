//===- S2.cpp - Launch, tiles and barriers of S2 --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "S2.h"
#include "glu/IR/GLU.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"

using namespace mlir;
using namespace mlir::glu;

S2Kernel::S2Kernel(CodeBuilder &code, const GPUProduct &product)
    : code(code), product(product), strategy(product.strategy),
      type(product.epilogue.storage), cluster(strategy.getCluster()),
      rowsBytes(strategy.getRows() * rowBytes),
      stageBytes((strategy.getRows() + strategy.getColumns()) * rowBytes),
      resultsFrom(strategy.getStages() * stageBytes),
      barriersFrom(resultsFrom + strategy.getResultBytes()) {
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

/// The address of a map that has boxes with rows of 128 bytes copied.
Value S2Kernel::createMap(Value matrix, ArrayRef<int64_t> box) {
  MLIRContext *ctx = code.b.getContext();
  auto space = gpu::AddressSpaceAttr::get(ctx, gpu::AddressSpace::Workgroup);
  auto boxType = MemRefType::get(box, type, MemRefLayoutAttrInterface(), space);
  auto mapType = nvgpu::TensorMapDescriptorType::get(
      ctx, boxType, nvgpu::TensorMapSwizzleKind::SWIZZLE_128B,
      nvgpu::TensorMapL2PromoKind::L2PROMO_256B,
      nvgpu::TensorMapOOBKind::OOB_ZERO,
      nvgpu::TensorMapInterleaveKind::INTERLEAVE_NONE);
  Value unranked = code.create<memref::CastOp>(
      UnrankedMemRefType::get(type, Attribute()), matrix);
  SmallVector<Value> sizes;
  for (int64_t size : box)
    sizes.push_back(code.get(size));
  Value map =
      code.create<nvgpu::TmaCreateDescriptorOp>(mapType, unranked, sizes);
  auto pointer = LLVM::LLVMPointerType::get(ctx);
  Value address =
      code.create<UnrealizedConversionCastOp>(pointer, map).getResult(0);
  return code.create<LLVM::PtrToIntOp>(code.b.getI64Type(), address);
}

Value S2Kernel::createWeightMap(Value weight) {
  if (isInOut())
    return createMap(weight, {tileK, getBoxColumns()});
  if (!hasBlocks())
    return createMap(weight, {getBoxColumns(), tileK});
  // [block of channels][gate or value][channel of the block][k]
  int64_t block = product.layout.getBlock();
  auto type = cast<MemRefType>(weight.getType());
  int64_t rows = type.getDimSize(0), blocks = ShapedType::kDynamic;
  if (!ShapedType::isDynamic(rows))
    blocks = rows / (2 * block);
  SmallVector<OpFoldResult> sizes{
      getAsOpFoldResult(code.div(n, block)), code.b.getIndexAttr(2),
      code.b.getIndexAttr(block), code.b.getIndexAttr(type.getDimSize(1))};
  Value expanded = code.create<memref::ExpandShapeOp>(
      ArrayRef<int64_t>{blocks, 2, block, type.getDimSize(1)}, weight,
      ArrayRef<ReassociationIndices>{{0, 1, 2}, {3}}, sizes);
  return createMap(expanded, {getBoxColumns() / block, 1, block, tileK});
}

Value S2Kernel::toPointer(Value map) {
  return code.create<LLVM::IntToPtrOp>(
      LLVM::LLVMPointerType::get(code.b.getContext()), map);
}

/// A thread that uses a map must know that the host has put it there: an
/// earlier one may have been at the same address.
void S2Kernel::acquireMap(Value map) {
  constexpr int64_t mapBytes = 128;
  code.create<NVVM::FenceProxyAcquireOp>(NVVM::MemScopeKind::SYS,
                                         toPointer(map), getI32(mapBytes));
}

/// No more blocks than run at once.
void S2Kernel::emitLaunch() {
  rowsMap = createMap(product.x, {strategy.getRows(), tileK});
  for (Value weight : product.weights)
    weightMaps.push_back(createWeightMap(weight));
  // Rows of a tensor map are multiples of 16 bytes.
  if (auto size = getConstantIntValue(n); size && *size % 8 == 0)
    resultMap = createMap(product.result, {warpRows, rowChannels});
  rowTiles = code.ceilDiv(m, cluster * tile.rows);
  channelTiles = code.ceilDiv(n, tile.channels);
  Value multiprocessors = code.create<MultiprocessorsOp>();
  Value most = code.max(code.div(multiprocessors, cluster), 1);
  Value blocks =
      code.mul(code.min(most, code.mul(rowTiles, channelTiles)), cluster);
  LaunchSizes sizes{blocks, code.get(1), /*z=*/1, tile.threads, cluster};
  glu::emitLaunch(code, product, "s2", sizes, [&](gpu::LaunchOp launch) {
    tile.thread = launch.getThreadIds().x;
    Value block = launch.getBlockIds().x;
    rank = code.rem(block, cluster);
    firstTile = code.div(block, cluster);
    clusters = code.div(launch.getGridSize().x, cluster);
    emitBody();
  });
}

void S2Kernel::emitBody() {
  shared = code.create<memref::ExtractAlignedPointerAsIndexOp>(
      allocateShared(code, strategy.getSharedBytes(), code.b.getI8Type()));
  lane = code.rem(tile.thread, lanes);
  initBarriers();
  code.ifElse(
      code.isLess(tile.thread, code.get(warpgroup)), [&] { emitProducer(); },
      [&] { emitConsumer(); });
  // Until then, the other block tells this one what it has read.
  if (cluster > 1)
    syncCluster();
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

/// Emits the tiles of this block. `before` is how many stages the earlier ones
/// took.
void S2Kernel::forEachTile(function_ref<void(Value before)> body) {
  code.loop(firstTile, code.mul(rowTiles, channelTiles), clusters, code.get(0),
            [&](Value number, ValueRange before) {
              locateTile(number);
              body(before[0]);
              return SmallVector<Value>{code.add(before[0], getStepsOfK())};
            });
}

/// Tiles that are made at once should share rows and weights, which come from
/// the L2 cache then: their numbers run down 16 tiles of rows before they go on
/// to the next channels. Of the 132 blocks of an H100, 16 x 8 read least, since
/// a tile has 128 rows and 256 columns of weights.
void S2Kernel::locateTile(Value number) {
  int64_t group = 16 / cluster;
  Value tilesOfGroup = code.mul(channelTiles, group);
  Value firstRow = code.mul(code.div(number, tilesOfGroup), group);
  Value inGroup = code.rem(number, tilesOfGroup);
  // The last group may have fewer rows.
  Value rowsOfGroup = code.min(code.sub(rowTiles, firstRow), group);
  Value row = code.add(firstRow, code.rem(inGroup, rowsOfGroup));
  tile.rowFrom = code.mul(code.add(code.mul(row, cluster), rank), tile.rows);
  tile.channelFrom = code.mul(code.div(inGroup, rowsOfGroup), tile.channels);
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
/// empty when each warp of the consumers has read it, in all blocks whose
/// producers write to it.
void S2Kernel::initBarriers() {
  int64_t readers = warpgroup / lanes * getConsumers() * cluster;
  code.ifThen(code.isEqual(tile.thread, code.get(0)), [&] {
    for (int64_t stage = 0; stage < getStages(); ++stage) {
      code.create<NVVM::MBarrierInitOp>(getFull(code.get(stage)), getI32(1),
                                        Value());
      code.create<NVVM::MBarrierInitOp>(getEmpty(code.get(stage)),
                                        getI32(readers), Value());
    }
    code.create<NVVM::FenceMbarrierInitOp>();
  });
  if (cluster > 1)
    syncCluster();
  else
    code.create<gpu::BarrierOp>();
}

void S2Kernel::syncCluster() {
  code.create<NVVM::ClusterArriveOp>(/*aligned=*/UnitAttr());
  code.create<NVVM::ClusterWaitOp>(/*aligned=*/UnitAttr());
}

void S2Kernel::waitForPhase(Value barrier, Value phase) {
  constexpr int64_t nanoseconds = 10000000;
  code.create<NVVM::MBarrierTryWaitParityOp>(barrier, toI32(phase),
                                             getI32(nanoseconds));
}

void mlir::glu::emitS2Product(CodeBuilder &code, const GPUProduct &product) {
  S2Kernel(code, product).emit();
}
