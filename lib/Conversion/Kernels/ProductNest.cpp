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

ProductNest::ProductNest(CodeBuilder &code, const Product &product)
    : code(code), product(product),
      kBlock(getKBlock(product.strategy, product.k)) {
  StrategyAttr strategy = product.strategy;
  int64_t elements = strategy.getRowBlock() * strategy.getKBlock();
  rowBlock =
      std::max(strategy.getRows(),
               elements / kBlock / strategy.getRows() * strategy.getRows());
  scratchRows = strategy.getPanelGroup() * rowBlock;
}

Value ProductNest::getPanelGroup() {
  int64_t panels = product.getPanels();
  int64_t groups = llvm::divideCeil(panels, product.strategy.getPanelGroup());
  return code.get(llvm::divideCeil(panels, groups));
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
    scratch = code.allocate({scratchRows, product.getColumns()},
                            product.getComputeType());
    emitPrologue();
    code.loop(0, product.k, blocks.k, [&](Value k) {
      at.kFrom = k;
      at.kTo = code.min(code.add(k, blocks.k), product.k);
      code.loop(at.panelFrom, at.panelTo, 1, [&](Value panel) {
        at.panel = panel;
        at.scratchRow = code.mul(code.sub(panel, at.panelFrom), rowBlock);
        emitRows(at);
      });
    });
    emitGroupEnd();
  });
}

/// Elements from a line to its use, where nothing else gives the time.
static constexpr int64_t nearBytes = 4096;

ProductNest::Prefetch::Prefetch(ProductNest &nest, const Position &at,
                                Value tiles, int64_t unroll)
    : code(nest.code), unroll(unroll), kFrom(at.kFrom) {
  const Product &product = nest.product;
  auto type = cast<MemRefType>(product.weights.getType());
  int64_t bytes = type.getElementTypeBitWidth() / 8;
  lineElements = 64 / bytes;
  last = type.getNumElements() - 1;
  flat = code.create<memref::CollapseShapeOp>(
      product.weights, SmallVector<ReassociationIndices>{{0, 1, 2}});
  // What comes next is this block of the next panel or, where a panel is alone,
  // the next block; for a single register tile, a little further on.
  int64_t panel = type.getDimSize(1) * type.getDimSize(2);
  Value length = code.sub(at.kTo, at.kFrom);
  Value block = code.mul(length, product.getColumns());
  Value next =
      code.select(code.isLess(1, nest.blocks.panels), code.get(panel), block);
  next = code.select(code.isEqual(tiles, 1), code.get(nearBytes / bytes), next);
  start = code.add(code.add(code.mul(at.panel, panel),
                            code.mul(at.kFrom, product.getColumns())),
                   next);
  iterations = code.ceilDiv(length, unroll);
  Value blockLines = code.ceilDiv(block, lineElements);
  Value all = code.max(1, code.mul(tiles, iterations));
  lines = code.ceilDiv(blockLines, all);
}

void ProductNest::Prefetch::emit(Value tile, Value k) {
  Value iteration = code.add(code.mul(tile, iterations),
                             code.div(code.sub(k, kFrom), unroll));
  Value first =
      code.add(start, code.mul(code.mul(iteration, lines), lineElements));
  code.loop(0, lines, 1, [&](Value line) {
    Value at = code.min(code.add(first, code.mul(line, lineElements)), last);
    code.create<memref::PrefetchOp>(flat, at, /*isWrite=*/false,
                                    /*localityHint=*/3, /*isDataCache=*/true);
  });
}
