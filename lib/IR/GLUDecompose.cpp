//===- GLUDecompose.cpp - The layers of glu in linalg ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The definition of the layers as structured ops: a fill, ONE linalg.generic
// that holds all products of an input (gate and value keep one k loop), and an
// elementwise epilogue. glu.ffn is its two layers.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/LayerEpilogue.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

static FloatType getFloatType(Value v) {
  return cast<FloatType>(getElementTypeOrSelf(v));
}

//===----------------------------------------------------------------------===//
// Channels
//===----------------------------------------------------------------------===//

namespace {
/// The n channels of a layer as the loops see them: one dimension, or (block,
/// lane) where blocks of gate and value weights alternate. The second view
/// costs nothing: it is an expand_shape of the operands that run over n.
class Channels {
public:
  Channels(OpBuilder &b, Location loc, WeightsAttr layout)
      : b(b), loc(loc), layout(layout) {}

  bool isBlocked() const { return layout.getBlock() > 1; }
  int64_t getRank() const { return isBlocked() ? 2 : 1; }

  /// `v`, whose last dimension is n, in the space of the loops.
  Value expand(Value v) {
    auto type = v ? dyn_cast<RankedTensorType>(v.getType()) : nullptr;
    if (!type || !isBlocked())
      return v;
    return split(v, type.getRank() - 1, {layout.getBlock()});
  }

  /// Back to one dimension of n.
  Value collapse(Value v, RankedTensorType type) {
    if (!isBlocked())
      return v;
    return tensor::CollapseShapeOp::create(
        b, loc, type, v,
        getReassociation(type.getRank(), type.getRank() - 1, 2));
  }

  /// The gate (0) or value (1) part of a packed weight or bias, whose dimension
  /// `dim` holds both, in the space of the loops.
  Value takePart(Value packed, unsigned dim, unsigned part) {
    if (isBlocked()) {
      Value blocks = split(packed, dim, {2, layout.getBlock()});
      return slice(blocks, dim + 1, b.getIndexAttr(part), b.getIndexAttr(1), 1,
                   /*drop=*/true);
    }
    OpFoldResult both = tensor::getMixedSize(b, loc, packed, dim);
    AffineExpr half = b.getAffineDimExpr(0).floorDiv(2);
    OpFoldResult n = affine::makeComposedFoldedAffineApply(b, loc, half, both);
    if (layout.getPacking() == WeightPacking::Interleaved)
      return slice(packed, dim, b.getIndexAttr(part), n, 2);
    bool first =
        (layout.getPacking() == WeightPacking::GateFirst) == (part == 0);
    return slice(packed, dim, first ? OpFoldResult(b.getIndexAttr(0)) : n, n,
                 1);
  }

private:
  static SmallVector<ReassociationIndices>
  getReassociation(int64_t rank, int64_t dim, int64_t parts) {
    SmallVector<ReassociationIndices> groups(rank);
    int64_t next = 0;
    for (int64_t d = 0; d < rank; ++d)
      for (int64_t i = 0; i < (d == dim ? parts : 1); ++i)
        groups[d].push_back(next++);
    return groups;
  }

  /// Splits dimension `dim` into its quotient and `inner`.
  Value split(Value v, unsigned dim, ArrayRef<int64_t> inner) {
    auto type = cast<RankedTensorType>(v.getType());
    int64_t size = type.getDimSize(dim);
    SmallVector<int64_t> shape(type.getShape());
    shape[dim] =
        ShapedType::isDynamic(size) ? size : size / llvm::product_of(inner);
    shape.insert(shape.begin() + dim + 1, inner.begin(), inner.end());
    return tensor::ExpandShapeOp::create(
        b, loc, RankedTensorType::get(shape, type.getElementType()), v,
        getReassociation(type.getRank(), dim, inner.size() + 1));
  }

  Value slice(Value v, unsigned dim, OpFoldResult offset, OpFoldResult size,
              int64_t stride, bool drop = false) {
    auto type = cast<RankedTensorType>(v.getType());
    SmallVector<OpFoldResult> offsets(type.getRank(), b.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(type.getRank(), b.getIndexAttr(1));
    SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, v);
    offsets[dim] = offset;
    sizes[dim] = size;
    strides[dim] = b.getIndexAttr(stride);
    if (!drop)
      return tensor::ExtractSliceOp::create(b, loc, v, offsets, sizes, strides);
    SmallVector<int64_t> shape(type.getShape());
    shape.erase(shape.begin() + dim);
    return tensor::ExtractSliceOp::create(
        b, loc, RankedTensorType::get(shape, type.getElementType()), v, offsets,
        sizes, strides);
  }

  OpBuilder &b;
  Location loc;
  WeightsAttr layout;
};
} // namespace

SmallVector<Value, 2> mlir::glu::splitBias(OpBuilder &b, Location loc,
                                           WeightsAttr layout, Value bias) {
  if (!bias)
    return {Value(), Value()};
  auto type = cast<RankedTensorType>(bias.getType());
  int64_t both = type.getDimSize(0);
  auto half = RankedTensorType::get(
      ShapedType::isDynamic(both) ? both : both / 2, type.getElementType());
  Channels channels(b, loc, layout);
  return {channels.collapse(channels.takePart(bias, 0, 0), half),
          channels.collapse(channels.takePart(bias, 0, 1), half)};
}

//===----------------------------------------------------------------------===//
// Products and epilogue
//===----------------------------------------------------------------------===//

/// Dimensions [from, to) of an iteration space.
static SmallVector<AffineExpr> getDims(OpBuilder &b, int64_t from, int64_t to) {
  SmallVector<AffineExpr> exprs;
  for (int64_t d = from; d < to; ++d)
    exprs.push_back(b.getAffineDimExpr(d));
  return exprs;
}

/// `count` sums over k of x[m..., k] * weight[...] in one linalg.generic. The
/// loops are (m..., channels..., k); `weightDims` are the dimensions of a
/// weight in them. `sizes` are those of a sum.
static SmallVector<Value> emitProducts(OpBuilder &b, Location loc, Value x,
                                       ArrayRef<Value> weights,
                                       ArrayRef<AffineExpr> weightDims,
                                       ArrayRef<OpFoldResult> sizes) {
  MLIRContext *ctx = b.getContext();
  FloatType compute = getComputeType(getFloatType(x));
  int64_t parallel = sizes.size();
  int64_t mRank = cast<RankedTensorType>(x.getType()).getRank() - 1;

  SmallVector<AffineExpr> xDims = getDims(b, 0, mRank);
  xDims.push_back(b.getAffineDimExpr(parallel));
  auto map = [&](ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(parallel + 1, 0, exprs, ctx);
  };
  SmallVector<AffineMap> maps{map(xDims)};
  maps.append(weights.size(), map(weightDims));
  maps.append(weights.size(), map(getDims(b, 0, parallel)));

  SmallVector<Value> inputs{x};
  llvm::append_range(inputs, weights);
  Value empty = tensor::EmptyOp::create(b, loc, sizes, compute);
  Value zero = arith::ConstantOp::create(b, loc, b.getFloatAttr(compute, 0.0));
  Value fill = linalg::FillOp::create(b, loc, zero, empty).getResult(0);
  SmallVector<Value> sums(weights.size(), fill);
  SmallVector<utils::IteratorType> iterators(parallel,
                                             utils::IteratorType::parallel);
  iterators.push_back(utils::IteratorType::reduction);

  // The one place where contraction to FMA is allowed.
  auto contract =
      arith::FastMathFlagsAttr::get(ctx, arith::FastMathFlags::contract);
  auto products = linalg::GenericOp::create(
      b, loc, TypeRange(ValueRange(sums)), inputs, sums, maps, iterators,
      [&](OpBuilder &b, Location loc, ValueRange args) {
        Value x = convertFloat(b, loc, args[0], compute);
        SmallVector<Value> results;
        for (size_t i = 0; i < weights.size(); ++i) {
          Value w = convertFloat(b, loc, args[1 + i], compute);
          Value product = arith::MulFOp::create(b, loc, x, w, contract);
          results.push_back(arith::AddFOp::create(
              b, loc, args[1 + weights.size() + i], product, contract));
        }
        linalg::YieldOp::create(b, loc, results);
      });
  return SmallVector<Value>(products.getResults());
}

/// An elementwise linalg.generic into `init` over the sums and, for each
/// channel or once for all, the operands that are there; `body` gets null for
/// the others.
static Value
emitEpilogue(OpBuilder &b, Location loc, ArrayRef<Value> sums,
             ArrayRef<Value> perChannel, int64_t channelRank, Value init,
             function_ref<Value(OpBuilder &, Location, ValueRange sums,
                                ArrayRef<Value> perChannel)>
                 body) {
  int64_t rank = cast<RankedTensorType>(init.getType()).getRank();
  AffineMap identity = b.getMultiDimIdentityMap(rank);
  SmallVector<AffineExpr> channels = getDims(b, rank - channelRank, rank);
  SmallVector<Value> inputs(sums);
  SmallVector<AffineMap> maps(sums.size(), identity);
  for (Value v : perChannel) {
    if (!v)
      continue;
    bool isTensor = isa<RankedTensorType>(v.getType());
    inputs.push_back(v);
    maps.push_back(
        AffineMap::get(rank, 0, isTensor ? channels : SmallVector<AffineExpr>(),
                       b.getContext()));
  }
  maps.push_back(identity);
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  auto epilogue = linalg::GenericOp::create(
      b, loc, TypeRange{init.getType()}, inputs, init, maps, iterators,
      [&](OpBuilder &b, Location loc, ValueRange args) {
        auto next = args.begin() + sums.size();
        SmallVector<Value> operands;
        for (Value v : perChannel)
          operands.push_back(v ? *next++ : Value());
        Value result = body(b, loc, args.take_front(sums.size()), operands);
        linalg::YieldOp::create(b, loc, result);
      });
  return epilogue.getResult(0);
}

//===----------------------------------------------------------------------===//
// linear, gated_linear
//===----------------------------------------------------------------------===//

/// The dimensions of a weight in the loops (m..., channels..., k).
static SmallVector<AffineExpr> getWeightDims(OpBuilder &b, WeightsAttr layout,
                                             int64_t mRank,
                                             int64_t channelRank) {
  SmallVector<AffineExpr> dims = getDims(b, mRank, mRank + channelRank);
  AffineExpr k = b.getAffineDimExpr(mRank + channelRank);
  if (layout.getOrder() == WeightOrder::InOut)
    dims.insert(dims.begin(), k);
  else
    dims.push_back(k);
  return dims;
}

FailureOr<SmallVector<Value>> LinearOp::decomposeOperation(OpBuilder &b) {
  Location loc = getLoc();
  LayerEpilogue epilogue{getActivation(), getRounding(), getFloatType(getX())};
  SmallVector<Value> sums =
      emitProducts(b, loc, getX(), getWeight(),
                   getWeightDims(b, getLayout(), getXType().getRank() - 1, 1),
                   tensor::getMixedSizes(b, loc, getInit()));
  Value result = emitEpilogue(
      b, loc, sums, {getBias(), getBeta()}, 1, getInit(),
      [&](OpBuilder &b, Location loc, ValueRange sums,
          ArrayRef<Value> operands) {
        return epilogue.emit(b, loc, sums, operands[0], operands[1]);
      });
  return SmallVector<Value>{result};
}

FailureOr<SmallVector<Value>> GatedLinearOp::decomposeOperation(OpBuilder &b) {
  Location loc = getLoc();
  WeightsAttr layout = getLayout();
  Channels channels(b, loc, layout);
  Value gateWeight, valueWeight, gateBias, valueBias;
  if (layout.isPacked()) {
    Value packed = getWeights()[0];
    gateWeight = channels.takePart(packed, layout.getOutDim(), 0);
    valueWeight = channels.takePart(packed, layout.getOutDim(), 1);
    if (getBias()) {
      gateBias = channels.takePart(getBias(), 0, 0);
      valueBias = channels.takePart(getBias(), 0, 1);
    }
  } else {
    gateWeight = getWeights()[0];
    valueWeight = getWeights()[1];
    gateBias = getGateBias();
    valueBias = getValueBias();
  }
  Value beta = channels.expand(getBeta());
  Value init = channels.expand(getInit());

  LayerEpilogue epilogue{getActivation(), getRounding(), getFloatType(getX())};
  SmallVector<Value> sums = emitProducts(
      b, loc, getX(), {gateWeight, valueWeight},
      getWeightDims(b, layout, getXType().getRank() - 1, channels.getRank()),
      tensor::getMixedSizes(b, loc, init));
  Value result = emitEpilogue(
      b, loc, sums, {gateBias, valueBias, beta}, channels.getRank(), init,
      [&](OpBuilder &b, Location loc, ValueRange sums,
          ArrayRef<Value> operands) {
        return epilogue.emit(b, loc, sums, operands.take_front(2), operands[2]);
      });
  return SmallVector<Value>{channels.collapse(result, getInitType())};
}

//===----------------------------------------------------------------------===//
// ffn
//===----------------------------------------------------------------------===//

FailureOr<SmallVector<Value>> FFNOp::decomposeOperation(OpBuilder &b) {
  Location loc = getLoc();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, getX());
  if (int64_t hidden = getHiddenSize(); !ShapedType::isDynamic(hidden)) {
    sizes.back() = b.getIndexAttr(hidden);
  } else {
    sizes.back() = tensor::getMixedSize(b, loc, getDownWeight(),
                                        1 - getDownLayout().getOutDim());
  }
  Value empty =
      tensor::EmptyOp::create(b, loc, sizes, getXType().getElementType());
  Value hidden;
  if (getLayout().isGated())
    hidden = GatedLinearOp::create(b, loc, empty.getType(), getActivation(),
                                   getLayout(), getRounding(), getX(),
                                   getWeights(), getBias(), getGateBias(),
                                   getValueBias(), getBeta(), empty);
  else
    hidden = LinearOp::create(b, loc, empty.getType(), getActivation(),
                              getLayout(), getRounding(), getX(),
                              getWeights()[0], getBias(), getBeta(), empty);
  Value result = LinearOp::create(
      b, loc, getInit().getType(), IdentityAttr::get(getContext()),
      getDownLayout(), getRounding(), hidden, getDownWeight(), getDownBias(),
      Value(), getInit());
  return SmallVector<Value>{result};
}

//===----------------------------------------------------------------------===//
// maxout
//===----------------------------------------------------------------------===//

/// Sums [m..., pieces, n], then the maximum over pieces.
FailureOr<SmallVector<Value>> MaxoutOp::decomposeOperation(OpBuilder &b) {
  Location loc = getLoc();
  MLIRContext *ctx = getContext();
  int64_t rank = getInitType().getRank(), mRank = rank - 1;
  auto storage = cast<FloatType>(getInitType().getElementType());
  FloatType compute = getComputeType(storage);

  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, getInit());
  SmallVector<OpFoldResult> sumSizes(sizes);
  sumSizes.insert(sumSizes.begin() + mRank,
                  tensor::getMixedSize(b, loc, getWeight(), 0));
  AffineExpr piece = b.getAffineDimExpr(mRank);
  AffineExpr n = b.getAffineDimExpr(mRank + 1);
  AffineExpr k = b.getAffineDimExpr(mRank + 2);
  Value sums =
      emitProducts(b, loc, getX(), getWeight(), {piece, k, n}, sumSizes)[0];

  // The loops are (m..., n, piece).
  SmallVector<AffineExpr> mDims = getDims(b, 0, mRank);
  n = b.getAffineDimExpr(mRank);
  piece = b.getAffineDimExpr(mRank + 1);
  auto map = [&](ArrayRef<AffineExpr> exprs) {
    return AffineMap::get(rank + 1, 0, exprs, ctx);
  };
  SmallVector<AffineExpr> sumDims(mDims), resultDims(mDims);
  sumDims.append({piece, n});
  resultDims.push_back(n);
  SmallVector<Value> inputs{sums};
  SmallVector<AffineMap> maps{map(sumDims)};
  if (getBias()) {
    inputs.push_back(getBias());
    maps.push_back(map({piece, n}));
  }
  maps.push_back(map(resultDims));
  Value empty = tensor::EmptyOp::create(b, loc, sizes, compute);
  Value lowest = arith::ConstantOp::create(
      b, loc,
      b.getFloatAttr(compute, APFloat::getInf(compute.getFloatSemantics(),
                                              /*Negative=*/true)));
  Value fill = linalg::FillOp::create(b, loc, lowest, empty).getResult(0);
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  iterators.push_back(utils::IteratorType::reduction);
  Value maximum =
      linalg::GenericOp::create(
          b, loc, TypeRange{fill.getType()}, inputs, fill, maps, iterators,
          [&](OpBuilder &b, Location loc, ValueRange args) {
            Value bias = getBias() ? args[1] : Value();
            Value sum = addBias(b, loc, args[0], bias);
            Value max = arith::MaximumFOp::create(b, loc, sum, args.back());
            linalg::YieldOp::create(b, loc, max);
          })
          .getResult(0);
  Value result = emitEpilogue(
      b, loc, maximum, {}, 1, getInit(),
      [&](OpBuilder &b, Location loc, ValueRange args, ArrayRef<Value>) {
        return convertFloat(b, loc, args[0], storage);
      });
  return SmallVector<Value>{result};
}
