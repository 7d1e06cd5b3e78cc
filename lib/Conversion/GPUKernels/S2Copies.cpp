//===- S2Copies.cpp - The producer of S2 ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "S2.h"

using namespace mlir;
using namespace mlir::glu;

/// Registers of a thread. The rest goes to the consumers.
static constexpr int64_t producerRegisters = 40;

void S2Kernel::copyBox(const Box &box, Value to, Value barrier,
                       bool isForCluster) {
  auto clusterPointer = LLVM::LLVMPointerType::get(
      code.b.getContext(), unsigned(NVVM::NVVMMemorySpace::SharedCluster));
  Value place = code.create<LLVM::AddrSpaceCastOp>(clusterPointer, to);
  Value blocks;
  if (isForCluster)
    blocks = code.create<arith::ConstantIntOp>(code.b.getI16Type(),
                                               (1 << cluster) - 1);
  SmallVector<Value> from;
  for (Value number : box.from)
    from.push_back(toI32(number));
  code.create<NVVM::CpAsyncBulkTensorGlobalToSharedClusterOp>(
      place, toPointer(box.map), from, barrier,
      /*im2colOffsets=*/ValueRange(), /*multicastMask=*/blocks,
      /*l2CacheHint=*/Value(), NVVM::TMALoadMode::TILE, /*isCTAOnly=*/false,
      /*group=*/NVVM::CTAGroupKindAttr(), /*predicate=*/Value());
}

/// Where the weights of a column of the tile come from.
S2Kernel::Box S2Kernel::locateWeights(int64_t column, Value kFrom) {
  int64_t part = column / tile.channels;
  Value channel = code.add(tile.channelFrom, column % tile.channels);
  Value map = weightMaps[product.layout.isPacked() ? 0 : part];
  if (hasBlocks())
    return {map,
            {kFrom, code.get(0), code.get(part),
             code.div(channel, product.layout.getBlock())}};
  channel = getWeightChannel(code, product.layout, part, channel, n);
  if (isInOut())
    return {map, {channel, kFrom}};
  return {map, {kFrom, channel}};
}

/// The boxes of weights that this block brings: each block of a cluster has its
/// share, and all of them get it at the same place.
void S2Kernel::copyWeights(Value kFrom, Value stage, Value barrier) {
  int64_t share = strategy.getColumns() / cluster;
  Value to = code.add(code.add(code.mul(stage, stageBytes), rowsBytes),
                      code.mul(rank, share * rowBytes));
  for (int64_t column = 0; column < share; column += getBoxColumns()) {
    Box box = locateWeights(column, kFrom);
    if (cluster > 1) {
      Box ofOther = locateWeights(share + column, kFrom);
      Value isFirst = code.isEqual(rank, 0);
      box.map = code.select(isFirst, box.map, ofOther.map);
      for (auto [from, other] : llvm::zip(box.from, ofOther.from))
        from = code.select(isFirst, from, other);
    }
    copyBox(box, getShared(code.add(to, column * rowBytes)), barrier,
            cluster > 1);
  }
}

/// Each block of a cluster brings its own rows.
void S2Kernel::copyTile(Value number, Value stage, Value barrier) {
  Value kFrom = code.mul(number, tileK);
  copyBox({rowsMap, {kFrom, tile.rowFrom}},
          getShared(code.mul(stage, stageBytes)), barrier,
          /*isForCluster=*/false);
  copyWeights(kFrom, stage, barrier);
}

void S2Kernel::emitProducer() {
  code.create<NVVM::SetMaxRegisterOp>(producerRegisters,
                                      NVVM::SetMaxRegisterAction::decrease);
  code.ifThen(code.isEqual(tile.thread, code.get(0)), [&] {
    acquireMap(rowsMap);
    for (Value map : weightMaps)
      acquireMap(map);
    forEachTile([&](Value before) {
      code.loop(0, getStepsOfK(), 1, [&](Value step) {
        Value number = code.add(before, step);
        Value stage = getStage(number), full = getFull(stage);
        // A barrier that nothing has happened to has left phase 1.
        waitForPhase(getEmpty(stage), code.sub(code.get(1), getPhase(number)));
        code.create<NVVM::MBarrierArriveExpectTxOp>(
            /*res=*/Type(), full, getI32(stageBytes), NVVM::MemScopeKind::CTA,
            /*relaxed=*/false, /*predicate=*/Value());
        copyTile(step, stage, full);
      });
    });
  });
}
