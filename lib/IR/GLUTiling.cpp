//===- GLUTiling.cpp - TilingInterface of the layers of glu ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The iteration domain of a layer is that of its result, (m..., n), all
// parallel: a partial sum over k is not a value of the op. glu.ffn has (m...)
// only, since a tile of n would compute the whole hidden again.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
/// Takes slices of the operands for one tile.
struct Slicer {
  OpBuilder &b;
  Location loc;
  SmallVector<Operation *> slices;

  Value take(Value source, ArrayRef<OpFoldResult> offsets,
             ArrayRef<OpFoldResult> sizes, ArrayRef<OpFoldResult> strides) {
    auto slice =
        tensor::ExtractSliceOp::create(b, loc, source, offsets, sizes, strides);
    slices.push_back(slice);
    return slice;
  }
  Value take(Value source, ArrayRef<OpFoldResult> offsets,
             ArrayRef<OpFoldResult> sizes) {
    return take(source, offsets, sizes,
                SmallVector<OpFoldResult>(offsets.size(), b.getIndexAttr(1)));
  }

  /// A slice of one dimension.
  Value take(Value source, unsigned dim, OpFoldResult offset, OpFoldResult size,
             int64_t stride = 1) {
    SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, source);
    SmallVector<OpFoldResult> offsets(sizes.size(), b.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(sizes.size(), b.getIndexAttr(1));
    offsets[dim] = offset;
    sizes[dim] = size;
    strides[dim] = b.getIndexAttr(stride);
    return take(source, offsets, sizes, strides);
  }

  /// The last dimension of an operand for each channel; a scalar is as it is,
  /// an absent one stays absent.
  Value takeChannels(Value source, OpFoldResult offset, OpFoldResult size) {
    auto type = source ? dyn_cast<RankedTensorType>(source.getType()) : nullptr;
    return type ? take(source, type.getRank() - 1, offset, size) : source;
  }

  /// The rows of x, or of an init, that a tile of m needs, whole in the last
  /// dimension.
  Value takeRows(Value source, ArrayRef<OpFoldResult> offsets,
                 ArrayRef<OpFoldResult> sizes) {
    SmallVector<OpFoldResult> allOffsets(offsets), allSizes(sizes);
    allOffsets.push_back(b.getIndexAttr(0));
    allSizes.push_back(tensor::getMixedSizes(b, loc, source).back());
    return take(source, allOffsets, allSizes);
  }

  OpFoldResult apply(AffineExpr expr, ArrayRef<OpFoldResult> operands) {
    return affine::makeComposedFoldedAffineApply(b, loc, expr, operands);
  }
};
} // namespace

static FailureOr<TilingResult> finish(Operation *tiled, Slicer &slicer) {
  return TilingResult{
      {tiled}, SmallVector<Value>(tiled->getResults()), slicer.slices};
}

//===----------------------------------------------------------------------===//
// Tiled implementations
//===----------------------------------------------------------------------===//

FailureOr<TilingResult>
LinearOp::getTiledImplementation(OpBuilder &b, ArrayRef<OpFoldResult> offsets,
                                 ArrayRef<OpFoldResult> sizes) {
  Slicer slicer{b, getLoc(), {}};
  OpFoldResult n = offsets.back(), nSize = sizes.back();
  Value x = slicer.takeRows(getX(), offsets.drop_back(), sizes.drop_back());
  Value weight = slicer.take(getWeight(), getLayout().getOutDim(), n, nSize);
  Value bias = slicer.takeChannels(getBias(), n, nSize);
  Value beta = slicer.takeChannels(getBeta(), n, nSize);
  Value init = slicer.take(getInit(), offsets, sizes);
  return finish(LinearOp::create(b, getLoc(), init.getType(), getActivation(),
                                 getLayout(), getRounding(), x, weight, bias,
                                 beta, init),
                slicer);
}

namespace {
/// The weights and biases of a tile of n channels, and how they lie.
struct WeightTile {
  WeightsAttr layout;
  SmallVector<Value> weights;
  Value bias, gateBias, valueBias;
};
} // namespace

/// Slices of a packed weight or bias, whose dimension `dim` holds gate and
/// value: a pair of views, or one packed view where whole blocks alternate.
static FailureOr<SmallVector<Value>>
takePacked(Slicer &slicer, Value packed, unsigned dim, WeightsAttr layout,
           OpFoldResult n, OpFoldResult nSize) {
  OpBuilder &b = slicer.b;
  AffineExpr d0 = b.getAffineDimExpr(0), s0 = b.getAffineSymbolExpr(0);
  int64_t block = layout.getBlock();
  if (layout.getPacking() != WeightPacking::Interleaved) {
    OpFoldResult both = tensor::getMixedSize(b, slicer.loc, packed, dim);
    OpFoldResult second = slicer.apply(d0 + s0.floorDiv(2), {n, both});
    Value first = slicer.take(packed, dim, n, nSize);
    Value last = slicer.take(packed, dim, second, nSize);
    if (layout.getPacking() == WeightPacking::ValueFirst)
      std::swap(first, last);
    return SmallVector<Value>{first, last};
  }
  if (block == 1) {
    OpFoldResult gate = slicer.apply(d0 * 2, {n});
    OpFoldResult value = slicer.apply(d0 * 2 + 1, {n});
    return SmallVector<Value>{slicer.take(packed, dim, gate, nSize, 2),
                              slicer.take(packed, dim, value, nSize, 2)};
  }
  std::optional<int64_t> known = getConstantIntValue(nSize);
  if (!known || *known % block)
    return failure();
  return SmallVector<Value>{slicer.take(packed, dim, slicer.apply(d0 * 2, {n}),
                                        b.getIndexAttr(2 * *known))};
}

static FailureOr<WeightTile> takeWeights(Slicer &slicer, GatedLinearOp op,
                                         OpFoldResult n, OpFoldResult nSize) {
  WeightsAttr layout = op.getLayout();
  WeightTile tile{layout, {}, {}, {}, {}};
  unsigned outDim = layout.getOutDim();
  if (!layout.isPacked()) {
    for (Value weight : op.getWeights())
      tile.weights.push_back(slicer.take(weight, outDim, n, nSize));
    tile.gateBias = slicer.takeChannels(op.getGateBias(), n, nSize);
    tile.valueBias = slicer.takeChannels(op.getValueBias(), n, nSize);
    return tile;
  }
  FailureOr<SmallVector<Value>> weights =
      takePacked(slicer, op.getWeights()[0], outDim, layout, n, nSize);
  if (failed(weights))
    return failure();
  tile.weights = *weights;
  bool separate = tile.weights.size() == 2;
  if (separate)
    tile.layout = WeightsAttr::get(op.getContext(), WeightPacking::Separate,
                                   layout.getOrder());
  if (!op.getBias())
    return tile;
  SmallVector<Value> biases =
      *takePacked(slicer, op.getBias(), 0, layout, n, nSize);
  if (separate)
    std::tie(tile.gateBias, tile.valueBias) = std::pair(biases[0], biases[1]);
  else
    tile.bias = biases[0];
  return tile;
}

/// A tile of a packed layer has separate weights, views of the packed one; only
/// where blocks of more than one channel alternate it stays packed, and holds
/// whole blocks.
FailureOr<TilingResult>
GatedLinearOp::getTiledImplementation(OpBuilder &b,
                                      ArrayRef<OpFoldResult> offsets,
                                      ArrayRef<OpFoldResult> sizes) {
  Slicer slicer{b, getLoc(), {}};
  OpFoldResult n = offsets.back(), nSize = sizes.back();
  FailureOr<WeightTile> tile = takeWeights(slicer, *this, n, nSize);
  if (failed(tile))
    return emitOpError("expected a tile of n that is a multiple of the "
                       "interleave ")
           << getLayout().getBlock();
  Value x = slicer.takeRows(getX(), offsets.drop_back(), sizes.drop_back());
  Value beta = slicer.takeChannels(getBeta(), n, nSize);
  Value init = slicer.take(getInit(), offsets, sizes);
  return finish(GatedLinearOp::create(
                    b, getLoc(), init.getType(), getActivation(), tile->layout,
                    getRounding(), x, tile->weights, tile->bias, tile->gateBias,
                    tile->valueBias, beta, init),
                slicer);
}

FailureOr<TilingResult>
MaxoutOp::getTiledImplementation(OpBuilder &b, ArrayRef<OpFoldResult> offsets,
                                 ArrayRef<OpFoldResult> sizes) {
  Slicer slicer{b, getLoc(), {}};
  OpFoldResult n = offsets.back(), nSize = sizes.back();
  Value x = slicer.takeRows(getX(), offsets.drop_back(), sizes.drop_back());
  Value weight = slicer.take(getWeight(), 2, n, nSize);
  Value bias = slicer.takeChannels(getBias(), n, nSize);
  Value init = slicer.take(getInit(), offsets, sizes);
  return finish(
      MaxoutOp::create(b, getLoc(), init.getType(), x, weight, bias, init),
      slicer);
}

FailureOr<TilingResult>
FFNOp::getTiledImplementation(OpBuilder &b, ArrayRef<OpFoldResult> offsets,
                              ArrayRef<OpFoldResult> sizes) {
  Slicer slicer{b, getLoc(), {}};
  // x is the first operand, init the last.
  SmallVector<Value> operands(getOperands());
  operands.front() = slicer.takeRows(getX(), offsets, sizes);
  operands.back() = slicer.takeRows(getInit(), offsets, sizes);
  return finish(mlir::clone(b, *this, {operands.back().getType()}, operands),
                slicer);
}

//===----------------------------------------------------------------------===//
// Iteration domains
//===----------------------------------------------------------------------===//

/// The number of leading dimensions of the result that the loops run over.
template <typename OpTy>
static int64_t getLoopRank(OpTy op) {
  return op.getInitType().getRank() - (std::is_same_v<OpTy, FFNOp> ? 1 : 0);
}

template <typename OpTy>
static SmallVector<Range> getDomain(OpTy op, OpBuilder &b) {
  SmallVector<Range> domain;
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(b, op.getLoc(), op.getInit());
  for (OpFoldResult size : ArrayRef(sizes).take_front(getLoopRank(op)))
    domain.push_back({b.getIndexAttr(0), size, b.getIndexAttr(1)});
  return domain;
}

/// The part of the result that a tile of the loops makes.
template <typename OpTy>
static LogicalResult getResultTile(OpTy op, OpBuilder &b,
                                   ArrayRef<OpFoldResult> offsets,
                                   ArrayRef<OpFoldResult> sizes,
                                   SmallVector<OpFoldResult> &resultOffsets,
                                   SmallVector<OpFoldResult> &resultSizes) {
  resultOffsets.assign(offsets.begin(), offsets.end());
  resultSizes.assign(sizes.begin(), sizes.end());
  if constexpr (std::is_same_v<OpTy, FFNOp>) {
    resultOffsets.push_back(b.getIndexAttr(0));
    resultSizes.push_back(
        tensor::getMixedSizes(b, op.getLoc(), op.getInit()).back());
  }
  return success();
}

/// The loops that make a part of the result: its leading dimensions. They make
/// all of n where they do not run over it.
template <typename OpTy>
static LogicalResult getDomainTile(OpTy op, ArrayRef<OpFoldResult> offsets,
                                   ArrayRef<OpFoldResult> sizes,
                                   SmallVectorImpl<OpFoldResult> &domainOffsets,
                                   SmallVectorImpl<OpFoldResult> &domainSizes) {
  int64_t rank = getLoopRank(op);
  if (rank < op.getInitType().getRank() &&
      (getConstantIntValue(offsets.back()) != 0 ||
       getConstantIntValue(sizes.back()) != op.getInitType().getShape().back()))
    return failure();
  domainOffsets.assign(offsets.begin(), offsets.begin() + rank);
  domainSizes.assign(sizes.begin(), sizes.begin() + rank);
  return success();
}

#define GLU_LAYER_DOMAIN(OpTy)                                                 \
  SmallVector<utils::IteratorType> OpTy::getLoopIteratorTypes() {              \
    return SmallVector<utils::IteratorType>(getLoopRank(*this),                \
                                            utils::IteratorType::parallel);    \
  }                                                                            \
  SmallVector<Range> OpTy::getIterationDomain(OpBuilder &b) {                  \
    return getDomain(*this, b);                                                \
  }                                                                            \
  LogicalResult OpTy::getResultTilePosition(                                   \
      OpBuilder &b, unsigned, ArrayRef<OpFoldResult> offsets,                  \
      ArrayRef<OpFoldResult> sizes, SmallVector<OpFoldResult> &resultOffsets,  \
      SmallVector<OpFoldResult> &resultSizes) {                                \
    return getResultTile(*this, b, offsets, sizes, resultOffsets,              \
                         resultSizes);                                         \
  }                                                                            \
  LogicalResult OpTy::getIterationDomainTileFromResultTile(                    \
      OpBuilder &, unsigned, ArrayRef<OpFoldResult> offsets,                   \
      ArrayRef<OpFoldResult> sizes,                                            \
      SmallVectorImpl<OpFoldResult> &domainOffsets,                            \
      SmallVectorImpl<OpFoldResult> &domainSizes) {                            \
    return getDomainTile(*this, offsets, sizes, domainOffsets, domainSizes);   \
  }                                                                            \
  FailureOr<TilingResult> OpTy::generateResultTileValue(                       \
      OpBuilder &b, unsigned, ArrayRef<OpFoldResult> offsets,                  \
      ArrayRef<OpFoldResult> sizes) {                                          \
    SmallVector<OpFoldResult> domainOffsets, domainSizes;                      \
    if (failed(                                                                \
            getDomainTile(*this, offsets, sizes, domainOffsets, domainSizes))) \
      return failure();                                                        \
    return getTiledImplementation(b, domainOffsets, domainSizes);              \
  }

GLU_LAYER_DOMAIN(LinearOp)
GLU_LAYER_DOMAIN(GatedLinearOp)
GLU_LAYER_DOMAIN(MaxoutOp)
GLU_LAYER_DOMAIN(FFNOp)
