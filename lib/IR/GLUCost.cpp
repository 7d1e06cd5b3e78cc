//===- GLUCost.cpp - What the layers of glu cost --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Cost.h"
#include "glu/IR/GLU.h"
#include "llvm/Support/CheckedArithmetic.h"

using namespace mlir;
using namespace mlir::glu;

#include "glu/IR/GLUOpInterfaces.cpp.inc"

namespace {
/// A count; null where it comes from a dynamic size or leaves 64 bits.
struct Count {
  std::optional<int64_t> value;

  Count(int64_t value) : value(value) {}
  Count(std::optional<int64_t> value) : value(value) {}
  static Count unknown() { return Count(std::optional<int64_t>()); }

  friend Count operator*(Count a, Count b) {
    return a.value && b.value ? llvm::checkedMul(*a.value, *b.value)
                              : std::nullopt;
  }
  friend Count operator+(Count a, Count b) {
    return a.value && b.value ? llvm::checkedAdd(*a.value, *b.value)
                              : std::nullopt;
  }
  /// Null if there is a rest.
  friend Count operator/(Count a, int64_t b) {
    return a.value && *a.value % b == 0 ? Count(*a.value / b) : unknown();
  }
};
} // namespace

static Count getDim(Value value, int64_t index) {
  int64_t size = cast<RankedTensorType>(value.getType()).getDimSize(index);
  return ShapedType::isDynamic(size) ? Count::unknown() : size;
}

static Count firstKnown(std::initializer_list<Count> counts) {
  for (Count count : counts)
    if (count.value)
      return count;
  return Count::unknown();
}

//===----------------------------------------------------------------------===//
// Sizes: each is that of the first operand that tells it
//===----------------------------------------------------------------------===//

namespace {
struct LayerSizes {
  /// Features of x, channels of the result.
  Count k, n;
  /// Elements of all weights, of all biases, of beta.
  Count weights, biases, beta = 0;
};
} // namespace

template <typename OpTy>
static Count getRows(OpTy op) {
  Count rows = 1;
  for (int64_t d = 0; d < op.getXType().getRank() - 1; ++d)
    rows = rows * firstKnown({getDim(op.getX(), d), getDim(op.getInit(), d)});
  return rows;
}

static Count getLastDim(Value value) {
  return getDim(value, cast<RankedTensorType>(value.getType()).getRank() - 1);
}

/// Features of x, which is multiplied by `weights`.
static Count getFeatures(Value x, WeightsAttr layout, ValueRange weights) {
  int64_t dim = 1 - layout.getOutDim();
  return firstKnown({getLastDim(x), getDim(weights.front(), dim),
                     getDim(weights.back(), dim)});
}

/// Channels of gate and value each, or of a weight without a gate.
static Count getChannels(WeightsAttr layout, ValueRange weights) {
  Count count = firstKnown({getDim(weights.front(), layout.getOutDim()),
                            getDim(weights.back(), layout.getOutDim())});
  return layout.isPacked() ? count / 2 : count;
}

/// Elements of the biases of a product with n channels.
template <typename OpTy>
static Count getBiasSize(OpTy op, Count n) {
  return (op.getBias() ? n * (op.getLayout().isPacked() ? 2 : 1) : 0) +
         (op.getGateBias() ? n : 0) + (op.getValueBias() ? n : 0);
}

static Count getBetaSize(Value beta, Count n) {
  if (!beta)
    return 0;
  return isa<RankedTensorType>(beta.getType()) ? n : Count(1);
}

static LayerSizes getSizes(LinearOp op) {
  Count k = getFeatures(op.getX(), op.getLayout(), op.getWeight());
  Count n = firstKnown(
      {getLastDim(op.getInit()), getChannels(op.getLayout(), op.getWeight())});
  return {k, n, k * n, op.getBias() ? n : 0, getBetaSize(op.getBeta(), n)};
}

static LayerSizes getSizes(GatedLinearOp op) {
  Count k = getFeatures(op.getX(), op.getLayout(), op.getWeights());
  Count n = firstKnown(
      {getLastDim(op.getInit()), getChannels(op.getLayout(), op.getWeights())});
  return {k, n, 2 * k * n, getBiasSize(op, n), getBetaSize(op.getBeta(), n)};
}

static Count getHidden(FFNOp op) {
  return firstKnown(
      {getChannels(op.getLayout(), op.getWeights()),
       getDim(op.getDownWeight(), 1 - op.getDownLayout().getOutDim())});
}

static LayerSizes getSizes(FFNOp op) {
  Count k = getFeatures(op.getX(), op.getLayout(), op.getWeights());
  Count hidden = getHidden(op);
  Count n =
      firstKnown({getLastDim(op.getInit()),
                  getDim(op.getDownWeight(), op.getDownLayout().getOutDim())});
  Count first = k * hidden * (op.getLayout().isGated() ? 2 : 1);
  return {k, n, first + hidden * n,
          getBiasSize(op, hidden) + (op.getDownBias() ? n : 0),
          getBetaSize(op.getBeta(), hidden)};
}

static LayerSizes getSizes(MaxoutOp op) {
  Value weight = op.getWeight(), bias = op.getBias();
  Count pieces = firstKnown(
      {getDim(weight, 0), bias ? getDim(bias, 0) : Count::unknown()});
  Count k = firstKnown({getLastDim(op.getX()), getDim(weight, 1)});
  Count n = firstKnown({getLastDim(op.getInit()), getDim(weight, 2)});
  return {k, n, pieces * k * n, bias ? pieces * n : 0};
}

//===----------------------------------------------------------------------===//
// Costs
//===----------------------------------------------------------------------===//

/// Each weight takes part in one multiply-add for each row.
template <typename OpTy>
static Count countFlops(OpTy op) {
  return 2 * getRows(op) * getSizes(op).weights;
}

template <typename OpTy>
static Count countParameters(OpTy op) {
  LayerSizes sizes = getSizes(op);
  return sizes.weights + sizes.biases;
}

/// init is the memory of the result, which is written and not read.
template <typename OpTy>
static Count countBytes(OpTy op, Value beta) {
  LayerSizes sizes = getSizes(op);
  Count rows = getRows(op);
  Count elements =
      rows * sizes.k + sizes.weights + sizes.biases + rows * sizes.n;
  int64_t width = op.getXType().getElementTypeBitWidth() / 8;
  int64_t betaWidth =
      beta ? getElementTypeOrSelf(beta).getIntOrFloatBitWidth() / 8 : 0;
  return width * elements + betaWidth * sizes.beta;
}

std::optional<int64_t> LinearOp::getFlops() { return countFlops(*this).value; }
std::optional<int64_t> LinearOp::getBytes() {
  return countBytes(*this, getBeta()).value;
}
std::optional<int64_t> LinearOp::getParameters() {
  return countParameters(*this).value;
}

std::optional<int64_t> GatedLinearOp::getFlops() {
  return countFlops(*this).value;
}
std::optional<int64_t> GatedLinearOp::getBytes() {
  return countBytes(*this, getBeta()).value;
}
std::optional<int64_t> GatedLinearOp::getParameters() {
  return countParameters(*this).value;
}

std::optional<int64_t> FFNOp::getFlops() { return countFlops(*this).value; }
std::optional<int64_t> FFNOp::getBytes() {
  return countBytes(*this, getBeta()).value;
}
std::optional<int64_t> FFNOp::getParameters() {
  return countParameters(*this).value;
}

std::optional<int64_t> MaxoutOp::getFlops() { return countFlops(*this).value; }
std::optional<int64_t> MaxoutOp::getBytes() {
  return countBytes(*this, Value()).value;
}
std::optional<int64_t> MaxoutOp::getParameters() {
  return countParameters(*this).value;
}

PlainFFN mlir::glu::getPlainFFN(FFNOp gated) {
  Count hidden = 3 * getHidden(gated) / 2;
  LayerSizes sizes = getSizes(gated);
  Count weights = hidden * (sizes.k + sizes.n);
  bool hasBias = gated.getBias() || gated.getGateBias() || gated.getValueBias();
  Count biases = (hasBias ? hidden : 0) + (gated.getDownBias() ? sizes.n : 0);
  return {hidden.value, (weights + biases).value,
          (2 * getRows(gated) * weights).value};
}
