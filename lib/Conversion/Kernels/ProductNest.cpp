//===- ProductNest.cpp - Loops around a register tile ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProductNest.h"

using namespace mlir;
using namespace mlir::glu;

/// `k` as equal blocks of no more than `most` elements, each whole units.
static int64_t getKBlock(int64_t k, int64_t most, int64_t unit) {
  int64_t blocks = llvm::divideCeil(k, most);
  return llvm::alignTo(llvm::divideCeil(k, blocks), unit);
}

ProductNest::ProductNest(CodeBuilder &code, const Product &product,
                         int64_t kUnit)
    : code(code), product(product),
      kBlock(getKBlock(product.k, product.strategy.getKBlock(), kUnit)),
      scratchRows(product.strategy.getRows()) {}

void ProductNest::emit() {
  StrategyAttr strategy = product.strategy;
  int64_t rowBlock = strategy.getRowBlock(), group = strategy.getPanelGroup();
  int64_t panels = product.getPanels();
  Type compute = product.getComputeType();
  Value counts[] = {code.ceilDiv(product.rows, rowBlock),
                    code.get(llvm::divideCeil(panels, group))};
  code.parallelLoop(counts, [&](ValueRange share) {
    Position at;
    at.rowFrom = code.mul(share[0], rowBlock);
    at.rowTo = code.min(code.add(at.rowFrom, rowBlock), product.rows);
    at.panelFrom = code.mul(share[1], group);
    at.panelTo = code.min(code.add(at.panelFrom, group), panels);
    int64_t rows = isOneBlock() ? scratchRows : group * rowBlock;
    scratch = code.allocate({rows, product.getColumns()}, compute);
    if (!isOneBlock()) {
      auto type = VectorType::get(product.getColumns(), compute);
      Value zero = code.create<arith::ConstantOp>(code.b.getZeroAttr(type));
      code.loop(0, rows, 1, [&](Value row) {
        Value at[] = {row, code.get(0)};
        code.create<vector::StoreOp>(zero, scratch, at);
      });
    }
    emitPrologue();
    auto emitPanels = [&] {
      code.loop(at.panelFrom, at.panelTo, 1, [&](Value panel) {
        at.panel = panel;
        at.scratchRow = isOneBlock()
                            ? code.get(0)
                            : code.mul(code.sub(panel, at.panelFrom), rowBlock);
        emitRows(at);
      });
    };
    if (isOneBlock()) {
      at.kFrom = code.get(0);
      at.kTo = code.get(product.k);
      emitPanels();
    } else {
      code.loop(0, product.k, kBlock, [&](Value k) {
        at.kFrom = k;
        at.kTo = code.min(code.add(k, kBlock), product.k);
        emitPanels();
      });
    }
    emitGroupEnd(at);
  });
}

ProductNest::Prefetch::Prefetch(ProductNest &nest, const Position &at,
                                Value tiles, int64_t iterationsOfTile)
    : nest(nest), iterationsOfTile(iterationsOfTile) {
  CodeBuilder &code = nest.code;
  auto type = cast<MemRefType>(nest.product.weights.getType());
  lineElements = 64 / std::max<int64_t>(1, type.getElementTypeBitWidth() / 8);
  last = type.getNumElements() - 1;
  flat = code.create<memref::CollapseShapeOp>(
      nest.product.weights, SmallVector<ReassociationIndices>{{0, 1, 2}});
  // A panel's block is followed by that of the next panel of the group, or by
  // the next block of a panel that is alone.
  int64_t panel = type.getDimSize(1) * type.getDimSize(2);
  int64_t block = nest.kBlock * nest.product.getColumns();
  bool isGrouped = nest.product.strategy.getPanelGroup() > 1;
  start = code.add(code.add(code.mul(at.panel, panel),
                            code.mul(at.kFrom, nest.product.getColumns())),
                   isGrouped || nest.isOneBlock() ? panel : block);
  int64_t blockLines = llvm::divideCeil(block, lineElements);
  lines = code.div(code.add(blockLines - 1, code.mul(tiles, iterationsOfTile)),
                   code.max(1, code.mul(tiles, iterationsOfTile)));
}

void ProductNest::Prefetch::emit(Value tile, Value i) {
  CodeBuilder &code = nest.code;
  Value iteration = code.add(code.mul(tile, iterationsOfTile), i);
  Value first =
      code.add(start, code.mul(code.mul(iteration, lines), lineElements));
  code.loop(0, lines, 1, [&](Value line) {
    Value at = code.min(code.add(first, code.mul(line, lineElements)), last);
    code.create<memref::PrefetchOp>(flat, at, /*isWrite=*/false,
                                    /*localityHint=*/2, /*isDataCache=*/true);
  });
}
