//===- StaticTiling.cpp - Loops whose tiles are all static ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Upstream's tiling makes the last tile of a loop dynamic, and leaves it to
// peeling and canonicalization to make it static again. What stays dynamic is
// not vectorized and ends as allocations and copies, so here each tile is
// emitted with the size it has.
//
//===----------------------------------------------------------------------===//

#include "StaticTiling.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
class NestBuilder {
public:
  NestBuilder(RewriterBase &rewriter, TilingInterface op,
              ArrayRef<LoopTile> tiles, ArrayRef<unsigned> order)
      : rewriter(rewriter), loc(op.getLoc()), op(op), tiles(tiles),
        order(order), domain(op.getIterationDomain(rewriter)),
        offsets(domain.size()), sizes(domain.size()) {}

  /// The loops from `level` on; returns what becomes of `inits`.
  FailureOr<SmallVector<Value>> build(unsigned level,
                                      SmallVector<Value> inits) {
    if (level == order.size())
      return buildTile(inits);
    unsigned loop = order[level];
    OpFoldResult extent = domain[loop].size;
    int64_t tile = tiles[loop].size;
    OpFoldResult zero = rewriter.getIndexAttr(0);
    std::optional<int64_t> known = getConstantIntValue(extent);
    if (tile == 0 || (known && *known <= tile))
      return buildAt(level, zero, extent, inits);

    OpFoldResult main = roundDown(extent, tile);
    FailureOr<SmallVector<Value>> results =
        buildLoop(level, zero, main, tile, inits);
    if (failed(results) || (known && *known % tile == 0))
      return results;
    if (known)
      return buildAt(level, main, rewriter.getIndexAttr(*known % tile),
                     *results);
    for (int64_t size : tiles[loop].restSizes) {
      OpFoldResult end = size == tiles[loop].restSizes.back()
                             ? extent
                             : roundDown(extent, size);
      results = buildLoop(level, main, end, size, *results);
      if (failed(results))
        return failure();
      main = end;
    }
    return results;
  }

private:
  /// The largest multiple of `size` that is no larger than `extent`.
  OpFoldResult roundDown(OpFoldResult extent, int64_t size) {
    AffineExpr d0 = rewriter.getAffineDimExpr(0);
    return affine::makeComposedFoldedAffineApply(
        rewriter, loc, d0.floorDiv(size) * size, {extent});
  }

  FailureOr<SmallVector<Value>> buildAt(unsigned level, OpFoldResult offset,
                                        OpFoldResult size,
                                        ArrayRef<Value> inits) {
    offsets[order[level]] = offset;
    sizes[order[level]] = size;
    return build(level + 1, SmallVector<Value>(inits));
  }

  FailureOr<SmallVector<Value>> buildLoop(unsigned level, OpFoldResult from,
                                          OpFoldResult to, int64_t step,
                                          ArrayRef<Value> inits) {
    Value lower = getValueOrCreateConstantIndexOp(rewriter, loc, from);
    Value upper = getValueOrCreateConstantIndexOp(rewriter, loc, to);
    Value stride = getValueOrCreateConstantIndexOp(rewriter, loc,
                                                   rewriter.getIndexAttr(step));
    auto loop = scf::ForOp::create(rewriter, loc, lower, upper, stride, inits);
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPointToStart(loop.getBody());
    FailureOr<SmallVector<Value>> results =
        buildAt(level, loop.getInductionVar(), rewriter.getIndexAttr(step),
                SmallVector<Value>(loop.getRegionIterArgs()));
    if (failed(results))
      return failure();
    scf::YieldOp::create(rewriter, loc, *results);
    return SmallVector<Value>(loop.getResults());
  }

  /// One tile, from and into slices of `inits`.
  FailureOr<SmallVector<Value>> buildTile(ArrayRef<Value> inits) {
    SmallVector<Value> operands(op->getOperands());
    auto destination = cast<DestinationStyleOpInterface>(op.getOperation());
    for (auto [i, init] : llvm::enumerate(inits))
      operands[destination.getDpsInitOperand(i)->getOperandNumber()] = init;
    auto whole = cast<TilingInterface>(
        mlir::clone(rewriter, op, TypeRange(ValueRange(inits)), operands));
    FailureOr<TilingResult> tile =
        whole.getTiledImplementation(rewriter, offsets, sizes);
    if (failed(tile))
      return failure();
    SmallVector<Value> results;
    for (auto [i, init] : llvm::enumerate(inits)) {
      SmallVector<OpFoldResult> at, shape;
      if (failed(whole.getResultTilePosition(rewriter, i, offsets, sizes, at,
                                             shape)))
        return failure();
      SmallVector<OpFoldResult> strides(at.size(), rewriter.getIndexAttr(1));
      results.push_back(tensor::InsertSliceOp::create(
          rewriter, loc, tile->tiledValues[i], init, at, shape, strides));
    }
    rewriter.eraseOp(whole);
    return results;
  }

  RewriterBase &rewriter;
  Location loc;
  TilingInterface op;
  ArrayRef<LoopTile> tiles;
  ArrayRef<unsigned> order;
  SmallVector<Range> domain;
  SmallVector<OpFoldResult> offsets, sizes;
};
} // namespace

LogicalResult mlir::glu::tileToStaticSizes(RewriterBase &rewriter,
                                           TilingInterface op,
                                           ArrayRef<LoopTile> tiles,
                                           ArrayRef<unsigned> order) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(op);
  auto destination = cast<DestinationStyleOpInterface>(op.getOperation());
  SmallVector<Value> inits(destination.getDpsInits());
  FailureOr<SmallVector<Value>> results =
      NestBuilder(rewriter, op, tiles, order).build(0, inits);
  if (failed(results))
    return failure();
  rewriter.replaceOp(op, *results);
  return success();
}
