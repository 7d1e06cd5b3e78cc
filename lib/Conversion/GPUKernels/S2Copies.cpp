//===- S2Copies.cpp - The producer of S2 ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "S2.h"

using namespace mlir;
using namespace mlir::glu;

/// Registers of a thread. The rest goes to the consumers.
static constexpr int64_t producerRegisters = 24;

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

/// A box of weights goes to the same place in all blocks of the cluster.
void S2Kernel::copyWeights(int64_t box, Value kFrom, Value stage,
                           Value barrier) {
  int64_t column = box * getBoxColumns(), part = column / tile.channels;
  Value map = weightMaps[product.layout.isPacked() ? 0 : part];
  Value row = kFrom;
  Value channel = code.add(
      getWeightChannel(code, product.layout, part, tile.channelFrom, n),
      column % tile.channels);
  if (!isInOut())
    std::swap(row, channel);
  Value to =
      code.add(code.mul(stage, stageBytes), rowsBytes + column * rowBytes);
  copyBox(map, row, channel, getShared(to), barrier, cluster > 1);
}

/// Each block of a cluster brings its own rows and its share of the weights.
void S2Kernel::copyTile(Value number, Value stage, Value barrier) {
  Value kFrom = code.mul(number, tileK);
  copyBox(rowsMap, tile.rowFrom, kFrom, getShared(code.mul(stage, stageBytes)),
          barrier,
          /*isForCluster=*/false);
  int64_t boxes = strategy.getColumns() / getBoxColumns() / cluster;
  auto copyShare = [&](int64_t block) {
    for (int64_t box = 0; box < boxes; ++box)
      copyWeights(block * boxes + box, kFrom, stage, barrier);
  };
  if (cluster == 1)
    return copyShare(0);
  code.ifElse(
      code.isEqual(rank, 0), [&] { copyShare(0); }, [&] { copyShare(1); });
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
