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

void S2Kernel::copyBox(Value map, Value row, Value column, Value to,
                       Value barrier, bool isForCluster) {
  auto clusterPointer = LLVM::LLVMPointerType::get(
      code.b.getContext(), unsigned(NVVM::NVVMMemorySpace::SharedCluster));
  Value place = code.create<LLVM::AddrSpaceCastOp>(clusterPointer, to);
  Value blocks;
  if (isForCluster)
    blocks = code.create<arith::ConstantIntOp>(code.b.getI16Type(),
                                               (1 << cluster) - 1);
  code.create<NVVM::CpAsyncBulkTensorGlobalToSharedClusterOp>(
      place, toPointer(map), ValueRange{toI32(column), toI32(row)}, barrier,
      /*im2colOffsets=*/ValueRange(), /*multicastMask=*/blocks,
      /*l2CacheHint=*/Value(), NVVM::TMALoadMode::TILE, /*isCTAOnly=*/false,
      /*group=*/NVVM::CTAGroupKindAttr(), /*predicate=*/Value());
}

/// Where the weights of a column of the tile come from.
S2Kernel::Weights S2Kernel::locateWeights(int64_t column) {
  int64_t part = column / tile.channels;
  Value channel =
      getWeightChannel(code, product.layout, part, tile.channelFrom, n);
  return {weightMaps[product.layout.isPacked() ? 0 : part],
          code.add(channel, column % tile.channels)};
}

/// The boxes of weights that this block brings: each block of a cluster has its
/// share, and all of them get it at the same place.
void S2Kernel::copyWeights(Value kFrom, Value stage, Value barrier) {
  int64_t share = strategy.getColumns() / cluster;
  Value to = code.add(code.add(code.mul(stage, stageBytes), rowsBytes),
                      code.mul(rank, share * rowBytes));
  for (int64_t column = 0; column < share; column += getBoxColumns()) {
    Weights from = locateWeights(column);
    if (cluster > 1) {
      Weights ofOther = locateWeights(share + column);
      Value isFirst = code.isEqual(rank, 0);
      from.map = code.select(isFirst, from.map, ofOther.map);
      from.channel = code.select(isFirst, from.channel, ofOther.channel);
    }
    Value row = kFrom;
    if (!isInOut())
      std::swap(row, from.channel);
    copyBox(from.map, row, from.channel,
            getShared(code.add(to, column * rowBytes)), barrier, cluster > 1);
  }
}

/// Each block of a cluster brings its own rows.
void S2Kernel::copyTile(Value number, Value stage, Value barrier) {
  Value kFrom = code.mul(number, tileK);
  copyBox(rowsMap, tile.rowFrom, kFrom, getShared(code.mul(stage, stageBytes)),
          barrier, /*isForCluster=*/false);
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
