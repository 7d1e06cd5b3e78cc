//===- Tile.cpp - Tile layers and linalg ops ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResultLoops.h"
#include "StaticTiling.h"
#include "glu/Target/Target.h"
#include "glu/Transforms/Passes.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include <numeric>

namespace mlir::glu {
#define GEN_PASS_DEF_TILEPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Analysis: what the loops of an op are
//===----------------------------------------------------------------------===//

namespace {
/// The loops of an op, as far as tiling has to know them.
struct LoopNest {
  SmallVector<int64_t> ranges;
  /// The loops of the last two dimensions of the result.
  unsigned n = 0;
  std::optional<unsigned> m;
  /// Sums that a point of the result needs; 0 for an elementwise op.
  int64_t sums = 0;
  /// A tile of n is a multiple of this.
  int64_t block = 1;
  unsigned elementBits = 32;
};
} // namespace

static unsigned getElementBits(Operation *op) {
  for (Value operand : op->getOperands())
    if (Type type = getElementTypeOrSelf(operand);
        type.isIndex() ||
        (type.isIntOrFloat() && type.getIntOrFloatBitWidth() == 64))
      return 64;
  return 32;
}

/// Fails with the reason why `op` is left alone.
static FailureOr<LoopNest> analyze(linalg::LinalgOp op, std::string &reason) {
  LoopNest nest;
  nest.ranges = op.getStaticLoopRanges();
  nest.elementBits = getElementBits(op);
  if (!op.hasPureTensorSemantics() || op.getNumDpsInits() == 0) {
    reason = "not on tensors";
    return failure();
  }
  std::optional<unsigned> n = getLastResultLoop(op);
  if (!n) {
    reason = "the result has no last dimension to run over";
    return failure();
  }
  nest.n = *n;
  nest.m = getResultLoop(op, op.getRank(op.getDpsInitOperand(0)) - 2);
  bool reduces = op.getNumReductionLoops() != 0;
  // A product reads a transposed weight along a stride, once for all rows.
  bool isProduct = reduces && op.getNumDpsInputs() > 1;
  if (!isProduct && !isContiguousAlong(op, *n)) {
    reason = notContiguous;
    return failure();
  }
  if (reduces)
    nest.sums = op.getNumDpsInits();
  return nest;
}

static LoopNest analyze(LinearOp op) {
  LoopNest nest;
  nest.sums = 1;
  return nest;
}

static LoopNest analyze(GatedLinearOp op) {
  LoopNest nest;
  nest.sums = 2;
  if (op.getLayout().getBlock() > 1)
    nest.block = op.getLayout().getBlock();
  return nest;
}

static LoopNest analyze(MaxoutOp op) {
  LoopNest nest;
  int64_t pieces =
      cast<RankedTensorType>(op.getWeight().getType()).getDimSize(0);
  nest.sums = ShapedType::isDynamic(pieces) ? 1 : pieces;
  return nest;
}

/// A layer of glu that is not an FFN, after its rows were flattened.
template <typename LayerOp>
static FailureOr<LoopNest> analyzeLayer(LayerOp op, std::string &reason) {
  LoopNest nest = analyze(op);
  RankedTensorType type = op.getInitType();
  nest.ranges.assign(type.getShape().begin(), type.getShape().end());
  nest.elementBits = type.getElementType().isF64() ? 64 : 32;
  nest.n = type.getRank() - 1;
  if (type.getRank() > 1)
    nest.m = type.getRank() - 2;
  if (nest.block > 1 && ShapedType::isDynamic(nest.ranges[nest.n])) {
    reason = "n is not known to be whole blocks of gate and value";
    return failure();
  }
  return nest;
}

//===----------------------------------------------------------------------===//
// Decision: the sizes of tiles
//===----------------------------------------------------------------------===//

namespace {
/// Rows and columns.
struct TileSize {
  int64_t m, n;
};
} // namespace

/// A register tile whose sums fill three quarters of the registers: the rest
/// holds a row of weights and one element of x. Two vectors a row and many
/// rows, since each row of weights comes from further away than the elements of
/// x: 12 rows of 32 registers, 6 of 16.
static TileSize chooseRegisterTile(const LoopNest &nest,
                                   const TargetDescription &target) {
  int64_t lanes = std::max<int64_t>(1, target.vectorBits / nest.elementBits);
  int64_t registers = target.avx512 ? 32 : 16;
  if (nest.sums == 0)
    return {1, 2 * lanes};
  int64_t vectors = std::max<int64_t>(1, 2 / nest.sums);
  int64_t rows = registers * 3 / 4 / (vectors * nest.sums);
  return {std::max<int64_t>(1, rows), vectors * lanes};
}

/// Rows of a register tile; a third of it takes the most of a dynamic rest.
static LoopTile getRowTile(int64_t rows) {
  if (rows >= 6)
    return {rows, {rows / 3, 1}};
  return {rows, {1}};
}

/// Columns of a register tile. A dynamic rest of a layer is whole blocks; a
/// quarter of the tile takes the most of that of an elementwise op.
static LoopTile getColumnTile(const LoopNest &nest, int64_t columns) {
  if (nest.sums == 0 && columns >= 8)
    return {columns, {columns / 4, 1}};
  return {columns, {nest.block}};
}

/// Elements of an elementwise op that are worth waking a thread for.
static constexpr int64_t threadElements = 16384;

/// Rows and columns of a tile for one thread. A product: x of 120 rows stays in
/// L2 while the panels of weights go by. An elementwise op: whole rows, as far
/// as they are known.
static TileSize chooseParallelTile(const LoopNest &nest, TileSize registers) {
  if (nest.sums != 0)
    return {120, 8 * registers.n};
  if (!nest.m)
    return {1, threadElements};
  int64_t columns = nest.ranges[nest.n];
  if (ShapedType::isDynamic(columns))
    columns = 2048;
  columns = std::clamp<int64_t>(columns, 1, threadElements);
  return {threadElements / columns, columns};
}

/// The sizes of a tile for one thread in all loops; 0 leaves a loop whole, and
/// static if it was.
static SmallVector<int64_t> getThreadSizes(const LoopNest &nest,
                                           TileSize parallel) {
  SmallVector<int64_t> sizes(nest.ranges.size(), 0);
  int64_t elements = 1;
  auto limit = [&](unsigned loop, int64_t size) {
    int64_t range = nest.ranges[loop];
    bool isWhole = !ShapedType::isDynamic(range) && range <= size;
    sizes[loop] = isWhole ? 0 : size;
    elements *= std::max<int64_t>(1, isWhole ? range : size);
  };
  limit(nest.n, parallel.n);
  if (nest.m)
    limit(*nest.m, parallel.m);
  // Loops around the rows, where the rows do not fill a tile.
  for (unsigned loop = sizes.size(); loop-- > 0;)
    if (nest.sums == 0 && loop != nest.n && loop != nest.m)
      limit(loop, std::max<int64_t>(1, threadElements / elements));
  return sizes;
}

/// Rounds up to a multiple of the blocks in which n comes.
static int64_t fitToBlock(int64_t size, int64_t block) {
  return (size + block - 1) / block * block;
}

//===----------------------------------------------------------------------===//
// Rewrite
//===----------------------------------------------------------------------===//

/// Loops over tiles for threads; `sizes` are zero where a loop stays whole.
/// Returns the op inside.
static FailureOr<TilingInterface> tileForThreads(RewriterBase &rewriter,
                                                 TilingInterface op,
                                                 ArrayRef<int64_t> sizes) {
  if (llvm::all_of(sizes, [](int64_t size) { return size == 0; }))
    return op;
  scf::SCFTilingOptions options;
  options.setLoopType(scf::SCFTilingOptions::LoopType::ForallOp);
  options.setTileSizes(getAsIndexOpFoldResult(op.getContext(), sizes));
  rewriter.setInsertionPoint(op);
  FailureOr<scf::SCFTilingResult> tiled =
      scf::tileUsingSCF(rewriter, op, options);
  if (failed(tiled))
    return failure();
  rewriter.replaceOp(op, tiled->replacements);
  return cast<TilingInterface>(tiled->tiledOps.front());
}

static void remarkTiled(Location loc, TileSize registers, TileSize parallel) {
  remark::passed(loc, remark::RemarkOpts::name("Tile").category("glu-tile"))
      << remark::add("tiled") << remark::metric("registerRows", registers.m)
      << remark::metric("registerColumns", registers.n)
      << remark::metric("parallelRows", parallel.m)
      << remark::metric("parallelColumns", parallel.n);
}

namespace {
struct TilePass : glu::impl::TilePassBase<TilePass> {
  using Base::Base;

  void runOnOperation() override;

private:
  LogicalResult prepare();
  LogicalResult tile(RewriterBase &rewriter, TilingInterface op,
                     const LoopNest &nest,
                     const TargetDescription &description);
  /// Explicit sizes in place of `chosen`, where the option is given.
  TileSize override(const ListOption<int64_t> &option, TileSize chosen) const {
    return option.empty() ? chosen : TileSize{option[0], option[1]};
  }
};
} // namespace

LogicalResult TilePass::tile(RewriterBase &rewriter, TilingInterface op,
                             const LoopNest &nest,
                             const TargetDescription &description) {
  TileSize registers = chooseRegisterTile(nest, description);
  if (nest.sums)
    registers = override(registerTile, registers);
  registers.n = fitToBlock(registers.n, nest.block);
  TileSize parallel =
      override(parallelTile, chooseParallelTile(nest, registers));
  parallel.n = fitToBlock(parallel.n, nest.block);
  Location loc = op.getLoc();

  SmallVector<int64_t> threadSizes = getThreadSizes(nest, parallel);

  // The rest of a static n is an op of its own, so that no tile of n is
  // dynamic.
  SmallVector<TilingInterface> parts{op};
  int64_t nRange = nest.ranges[nest.n];
  if (int64_t size = threadSizes[nest.n];
      size && !ShapedType::isDynamic(nRange) && nRange % size) {
    rewriter.setInsertionPoint(op);
    auto [main, rest] = linalg::splitOp(
        rewriter, op, nest.n, rewriter.getIndexAttr(nRange / size * size));
    if (!main || !rest)
      return op->emitOpError("cannot be split along n");
    parts = {main, rest};
  }

  SmallVector<LoopTile> tiles(nest.ranges.size());
  for (unsigned loop = 0; loop < tiles.size(); ++loop)
    if (op.getLoopIteratorTypes()[loop] == utils::IteratorType::parallel)
      tiles[loop] = {1, {1}};
  tiles[nest.n] = getColumnTile(nest, registers.n);
  if (nest.m)
    tiles[*nest.m] = getRowTile(registers.m);
  // Panels of weights outside, rows inside; other loops around both.
  SmallVector<unsigned> order;
  for (unsigned loop = 0; loop < tiles.size(); ++loop)
    if (loop != nest.n && (!nest.m || loop != *nest.m))
      order.push_back(loop);
  bool columnsInside = nest.sums == 0;
  if (columnsInside && nest.m)
    order.push_back(*nest.m);
  order.push_back(nest.n);
  if (!columnsInside && nest.m)
    order.push_back(*nest.m);

  for (auto [i, part] : llvm::enumerate(parts)) {
    if (i == 1)
      threadSizes[nest.n] = 0;
    FailureOr<TilingInterface> inner =
        tileForThreads(rewriter, part, threadSizes);
    if (failed(inner) ||
        failed(tileToStaticSizes(rewriter, *inner, tiles, order)))
      return part->emitOpError("cannot be tiled");
  }
  remarkTiled(loc, registers, parallel);
  return success();
}

/// glu.ffn as its two layers, and every layer with one dimension of rows and no
/// size of zero. Each op writes where its result belongs.
LogicalResult TilePass::prepare() {
  IRRewriter rewriter(&getContext());
  SmallVector<FFNOp> layers;
  getOperation().walk([&](FFNOp op) { layers.push_back(op); });
  for (FFNOp op : layers) {
    rewriter.setInsertionPoint(op);
    FailureOr<SmallVector<Value>> results = op.decomposeOperation(rewriter);
    if (failed(results))
      return failure();
    rewriter.replaceOp(op, *results);
  }
  // Flattening puts reshapes between a layer and its destination.
  RewritePatternSet destinations(&getContext()), shapes(&getContext());
  populateDestinationPatterns(destinations);
  populateEmptySizesPatterns(shapes);
  populateFlattenRowsPatterns(shapes);
  if (failed(applyPatternsGreedily(getOperation(), std::move(destinations))))
    return failure();
  return applyPatternsGreedily(getOperation(), std::move(shapes));
}

void TilePass::runOnOperation() {
  llvm::Expected<TargetDescription> description = parseTarget(target);
  if (!description) {
    getOperation().emitError(llvm::toString(description.takeError()));
    return signalPassFailure();
  }
  for (auto [name, option] : {std::pair("register-tile", &registerTile),
                              std::pair("parallel-tile", &parallelTile)})
    if (!option->empty() && option->size() != 2) {
      getOperation().emitError("expected rows and columns in ")
          << name << ", got " << option->size() << " number(s)";
      return signalPassFailure();
    }
  if (failed(prepare()))
    return signalPassFailure();

  SmallVector<Operation *> ops;
  getOperation().walk([&](Operation *op) {
    if (isa<LinearOp, GatedLinearOp, MaxoutOp, linalg::LinalgOp>(op))
      ops.push_back(op);
  });
  IRRewriter rewriter(&getContext());
  for (Operation *op : ops) {
    // A fill is written by the ops that use it.
    if (isa<linalg::FillOp>(op))
      continue;
    std::string reason;
    FailureOr<LoopNest> nest =
        TypeSwitch<Operation *, FailureOr<LoopNest>>(op)
            .Case<LinearOp, GatedLinearOp, MaxoutOp>(
                [&](auto layer) { return analyzeLayer(layer, reason); })
            .Default([&](Operation *op) {
              return analyze(cast<linalg::LinalgOp>(op), reason);
            });
    if (failed(nest)) {
      remark::missed(op->getLoc(),
                     remark::RemarkOpts::name("Tile").category("glu-tile"))
          << remark::reason("{0}: {1}", op->getName().getStringRef(), reason);
      continue;
    }
    if (failed(tile(rewriter, cast<TilingInterface>(op), *nest, *description)))
      return signalPassFailure();
  }
}
