//===- ProductNest.cpp - Loops around a register tile ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductNest.h"

using namespace mlir;
using namespace mlir::glu;

int64_t mlir::glu::getKBlock(StrategyAttr strategy, int64_t k) {
  bool isAMX = strategy.getKernel() == KernelKind::AMX;
  int64_t unit = strategy.getUnroll() * (isAMX ? tileK : 1);
  int64_t blocks = llvm::divideCeil(k, strategy.getKBlock());
  return llvm::alignTo(llvm::divideCeil(k, blocks), unit);
}

/// Panels of a group: groups of equally many, no more than `most`.
static int64_t getPanelGroup(int64_t panels, int64_t most) {
  return llvm::divideCeil(panels, llvm::divideCeil(panels, most));
}

ProductNest::ProductNest(CodeBuilder &code, const Product &product,
                         int64_t fewRows, int64_t fewK)
    : code(code), product(product),
      stream(code.create<memref::CollapseShapeOp>(
          product.weights, SmallVector<ReassociationIndices>{{0, 1, 2}})),
      kBlock(getKBlock(product.strategy, product.k)), fewRows(fewRows),
      fewK(fewK) {
  auto weights = cast<MemRefType>(product.weights.getType());
  panelElements = weights.getDimSize(1) * weights.getDimSize(2);
  StrategyAttr strategy = product.strategy;
  // As many elements of x as in the strategy's blocks; the sums of more than
  // twice the rows would take the room that short rows leave.
  int64_t rows = strategy.getRows(), most = 2 * strategy.getRowBlock();
  int64_t fitting = strategy.getRowBlock() * strategy.getKBlock() / kBlock;
  rowBlock = std::max(rows, std::min(fitting, most) / rows * rows);
  // Memory gives more to four streams than to one.
  streams = getPanelGroup(product.getPanels(), /*most=*/4);
}

/// With few rows, a group has as many panels as there are streams, and blocks
/// of k are so short that they are still in the cache when their turn comes.
ProductNest::Blocks ProductNest::getBlocks() {
  Value areFew = code.isLess(product.rows, fewRows + 1);
  int64_t many =
      getPanelGroup(product.getPanels(), product.strategy.getPanelGroup());
  return {
      areFew,
      code.select(areFew, code.get(std::min(kBlock, fewK)), code.get(kBlock)),
      code.select(areFew, code.get(streams), code.get(many))};
}

void ProductNest::emit() {
  blocks = getBlocks();
  int64_t panels = product.getPanels();
  // Blocks of rows of about the same size, each whole register tiles.
  int64_t tileRows = product.strategy.getRows();
  Value rowBlocks = code.ceilDiv(product.rows, rowBlock);
  Value blockRows =
      code.mul(code.ceilDiv(code.ceilDiv(product.rows, code.max(rowBlocks, 1)),
                            tileRows),
               tileRows);
  Value counts[] = {rowBlocks, code.ceilDiv(panels, blocks.panels)};
  code.parallelLoop(counts, [&](ValueRange share) {
    Position at;
    at.rowFrom = code.mul(share[0], blockRows);
    at.rowTo = code.min(code.add(at.rowFrom, blockRows), product.rows);
    at.panelFrom = code.mul(share[1], blocks.panels);
    at.panelTo = code.min(code.add(at.panelFrom, blocks.panels), panels);
    Value scratchRows =
        code.max(code.mul(blocks.panels, blockRows), minScratchRows);
    scratch = code.allocate({ShapedType::kDynamic, product.getColumns()},
                            product.getComputeType(), scratchRows);
    emitPrologue();
    code.loop(0, product.k, blocks.k, [&](Value k) {
      at.kFrom = k;
      at.kTo = code.min(code.add(k, blocks.k), product.k);
      code.loop(at.panelFrom, at.panelTo, 1, [&](Value panel) {
        at.panel = panel;
        at.scratchRow = code.mul(code.sub(panel, at.panelFrom), blockRows);
        emitRows(at);
      });
    });
    emitGroupEnd();
  });
}

Value ProductNest::getWeightsAt(Value panel, Value k) {
  return code.add(code.mul(panel, panelElements),
                  code.mul(k, product.getColumns()));
}

ProductNest::Prefetch::Prefetch(ProductNest &nest, const Position &at,
                                Value tiles, int64_t unroll)
    : nest(nest), code(nest.code), unroll(unroll), kFrom(at.kFrom) {
  auto type = cast<MemRefType>(nest.stream.getType());
  lineElements = 64 * 8 / type.getElementTypeBitWidth();
  Value length = code.sub(at.kTo, at.kFrom);
  blockElements = code.mul(length, nest.product.getColumns());

  // What comes next is the same block of k in the next panel of the group; then
  // the next block, or the next group, from its first panel on. With few rows,
  // the next block of all panels of the group is fetched while they are
  // computed.
  Value areFew = nest.blocks.areFew;
  Value nextPanel = code.add(at.panel, 1);
  Value nextBlock = code.select(code.isLess(at.kTo, nest.product.k),
                                nest.getWeightsAt(at.panelFrom, at.kTo),
                                nest.getWeightsAt(at.panelTo, code.get(0)));
  Value start = code.select(code.isLess(nextPanel, at.panelTo),
                            nest.getWeightsAt(nextPanel, at.kFrom), nextBlock);
  start = code.select(areFew, nextBlock, start);
  Value last = code.sub(type.getNumElements(), blockElements);
  for (int64_t i = 0; i < nest.streams; ++i)
    starts.push_back(code.min(code.add(start, i * nest.panelElements), last));

  iterations = code.ceilDiv(length, unroll);
  Value ofPanel = code.mul(tiles, iterations);
  before = code.select(
      areFew, code.mul(code.sub(at.panel, at.panelFrom), ofPanel), code.get(0));
  Value all = code.select(areFew, code.mul(ofPanel, nest.streams), ofPanel);
  lines =
      code.ceilDiv(code.ceilDiv(blockElements, lineElements), code.max(1, all));
}

void ProductNest::Prefetch::emit(Value tile, Value k) {
  Value iteration = code.add(code.add(before, code.mul(tile, iterations)),
                             code.div(code.sub(k, kFrom), unroll));
  Value first = code.mul(code.mul(iteration, lines), lineElements);
  code.loop(0, lines, 1, [&](Value line) {
    Value at = code.min(code.add(first, code.mul(line, lineElements)),
                        code.sub(blockElements, 1));
    auto fetch = [&](Value start) {
      code.create<memref::PrefetchOp>(nest.stream, code.add(start, at),
                                      /*isWrite=*/false, /*localityHint=*/3,
                                      /*isDataCache=*/true);
    };
    fetch(starts.front());
    code.ifThen(nest.blocks.areFew, [&] {
      for (Value start : ArrayRef(starts).drop_front())
        fetch(start);
    });
  });
}
