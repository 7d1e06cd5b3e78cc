//===- Layers.cpp - The layers of glu -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Environment.h"
#include "ScalarOps.h"
#include "WeightParts.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::glu;
using namespace mlir::glu::reference;

namespace {
/// A weight [k, n], and the errors of its elements where it has any.
template <typename Real>
struct Matrix {
  int64_t k, n;
  std::vector<Real> values, worst, statistical;
};

template <typename Real>
using Vector = std::vector<Bounded<Real>>;
} // namespace

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

template <typename Real>
static Matrix<Real> getPart(const Tensor<Real> &weight, WeightsAttr layout,
                            Part part) {
  unsigned outDim = layout.getOutDim();
  int64_t k = weight.getShape()[1 - outDim];
  int64_t channels = weight.getShape()[outDim];
  int64_t n = layout.isPacked() ? channels / 2 : channels;
  Matrix<Real> matrix{k, n, {}, {}, {}};
  matrix.values.reserve(k * n);
  for (int64_t i = 0; i < k; ++i) {
    for (int64_t j = 0; j < n; ++j) {
      int64_t channel = getChannel(layout, part, j, n);
      int64_t position = outDim == 1 ? i * channels + channel : channel * k + i;
      matrix.values.push_back(weight.getValues()[position]);
      if (weight.isExact())
        continue;
      Bounded<Real> element = weight.get(position);
      matrix.worst.push_back(getError(element.value, element.worst));
      matrix.statistical.push_back(
          getError(element.value, element.statistical));
    }
  }
  return matrix;
}

/// The bias of the channels of a part; zeros if `bias` is null.
template <typename Real>
static Vector<Real> getPart(const Tensor<Real> *bias, WeightsAttr layout,
                            Part part, int64_t n) {
  Vector<Real> channels(n, Bounded<Real>::exact(0));
  if (bias)
    for (int64_t j = 0; j < n; ++j)
      channels[j] = bias->get(getChannel(layout, part, j, n));
  return channels;
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// For a block of columns, sums[j] += a w[j] and so on for magnitudes.
template <typename Real>
static void addProducts(Real x, const Real *__restrict w, int64_t n,
                        Real *__restrict sums, Real *__restrict magnitudes) {
  Real magnitude = std::abs(x);
  for (int64_t j = 0; j < n; ++j) {
    sums[j] += x * w[j];
    magnitudes[j] += magnitude * std::abs(w[j]);
  }
}

/// errors[j] += a |w[j]|.
template <typename Real>
static void addErrors(Real a, const Real *__restrict w, int64_t n,
                      Real *__restrict errors) {
  if (a == 0)
    return;
  for (int64_t j = 0; j < n; ++j)
    errors[j] += a * std::abs(w[j]);
}

/// What tiles of bf16 round to zero: subnormal operands, products and sums.
static constexpr double smallestNormal = 0x1p-126;

/// The elements of `w` that tiles may take for zero, zeros in place of others;
/// empty if there are none.
template <typename Real>
static std::vector<Real> getFlushed(const Matrix<Real> &w) {
  std::vector<Real> flushed(w.values.size());
  bool any = false;
  for (auto [i, value] : llvm::enumerate(w.values)) {
    Real error = w.worst.empty() ? 0 : w.worst[i];
    if (value == 0 || std::abs(value) - error >= smallestNormal)
      continue;
    flushed[i] = value;
    any = true;
  }
  return any ? flushed : std::vector<Real>();
}

/// losses[j] += a |flushed[j]|, also for an infinite a.
template <typename Real>
static void addLosses(Real a, const Real *flushed, int64_t n, Real *losses) {
  for (int64_t j = 0; j < n; ++j)
    if (flushed[j] != 0)
      losses[j] += a * std::abs(flushed[j]);
}

/// x w + bias in the type of `format`, for x [m, k]. The error of a product is
/// |x| dw + dx (|w| + dw), and a product and k additions round it. Where tiles
/// may compute it, they lose the products of subnormal operands and, of each
/// product and each sum, as much as the smallest normal number.
template <typename Real>
static Tensor<Real> multiply(const Tensor<Real> &x, const Matrix<Real> &w,
                             ArrayRef<Bounded<Real>> bias,
                             const FloatFormat<Real> &format, bool byTiles) {
  constexpr int64_t block = 256;
  std::vector<Real> flushed;
  if (byTiles)
    flushed = getFlushed(w);
  Shape shape(x.getShape());
  shape.back() = w.n;
  Tensor<Real> result(shape);
  int64_t rows = w.n ? result.size() / w.n : 0;
  for (int64_t first = 0; first < w.n; first += block) {
    int64_t width = std::min(block, w.n - first);
    for (int64_t row = 0; row < rows; ++row) {
      Real sums[block] = {}, magnitudes[block] = {};
      Real worst[block] = {}, statistical[block] = {}, lost[block] = {};
      for (int64_t k = 0; k < w.k; ++k) {
        Real value = x.getValues()[row * w.k + k];
        int64_t position = k * w.n + first;
        addProducts(value, &w.values[position], width, sums, magnitudes);
        Bounded<Real> element = x.get(row * w.k + k);
        Real dx = getError(element.value, element.worst);
        if (byTiles && std::abs(value) - dx < smallestNormal)
          addErrors(std::abs(value), &w.values[position], width, lost);
        else if (!flushed.empty())
          addLosses(std::abs(value), &flushed[position], width, lost);
        if (x.isExact() && w.worst.empty())
          continue;
        Real randomDx = getError(element.value, element.statistical);
        addErrors(dx, &w.values[position], width, worst);
        addErrors(randomDx, &w.values[position], width, statistical);
        if (w.worst.empty())
          continue;
        Real magnitude = std::abs(value);
        addErrors(magnitude + dx, &w.worst[position], width, worst);
        addErrors(magnitude + randomDx, &w.statistical[position], width,
                  statistical);
      }
      for (int64_t j = 0; j < width; ++j) {
        if (byTiles && magnitudes[j] + worst[j] != 0)
          lost[j] += 2 * w.k * smallestNormal;
        Sum<Real> sum{sums[j], magnitudes[j], worst[j] + lost[j],
                      statistical[j] + lost[j]};
        sum.add(bias[first + j]);
        result.set(row * w.n + first + j, finishSum(sum, w.k + 1, format));
      }
    }
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

namespace {
/// All of a layer but x; what is absent is null. glu.ffn is two of them.
struct Layer {
  ActivationAttrInterface activation;
  WeightsAttr layout;
  Rounding rounding;
  SmallVector<Value, 2> weights;
  Value bias, gateBias, valueBias, beta;
};

template <typename Real>
class LayerInterpreter {
public:
  LayerInterpreter(Operation *op, FloatType type,
                   const Environment<Real> &values)
      : op(op), values(values), type(type),
        computeFormat(getComputeType(type)) {}

  FailureOr<Tensor<Real>> linear(LinearOp op) const;
  FailureOr<Tensor<Real>> gatedLinear(GatedLinearOp op) const;
  FailureOr<Tensor<Real>> ffn(FFNOp op) const;
  FailureOr<Tensor<Real>> maxout(MaxoutOp op) const;

private:
  FailureOr<Tensor<Real>> linear(const Tensor<Real> &x,
                                 const Layer &layer) const;
  FailureOr<Tensor<Real>> gatedLinear(const Tensor<Real> &x,
                                      const Layer &layer) const;
  /// x times one part of a weight, plus its bias.
  FailureOr<Tensor<Real>> product(const Tensor<Real> &x, Value weight,
                                  Value bias, WeightsAttr layout,
                                  Part part) const;
  FailureOr<Tensor<Real>> product(const Tensor<Real> &x,
                                  const Tensor<Real> &weight, Value bias,
                                  WeightsAttr layout, Part part) const;
  Tensor<Real> roundToTF32(Tensor<Real> factor) const;
  /// Whether tensor cores may take factors in f32, rounded.
  bool isTF32() const {
    auto strategy = op->getAttrOfType<GPUStrategyAttr>(StrategyAttr::attrName);
    return values.isTF32(type) || (strategy && strategy.getTf32());
  }
  /// Sizes that only the run tells.
  LogicalResult verifySize(StringRef name, int64_t size,
                           int64_t expected) const;
  /// beta for each channel.
  FailureOr<Vector<Real>> getBeta(Value beta, int64_t n) const;
  void roundUnfused(Rounding rounding, Tensor<Real> &tensor) const;
  const Tensor<Real> *getOptional(Value value) const {
    return value ? &values.get(value) : nullptr;
  }

  Operation *op;
  const Environment<Real> &values;
  FloatType type;
  FloatFormat<Real> computeFormat;
};
} // namespace

template <typename Real>
LogicalResult LayerInterpreter<Real>::verifySize(StringRef name, int64_t size,
                                                 int64_t expected) const {
  if (size == expected)
    return success();
  return op->emitOpError("expected ")
         << name << " of size " << expected << ", got " << size;
}

template <typename Real>
Tensor<Real> LayerInterpreter<Real>::roundToTF32(Tensor<Real> factor) const {
  FloatFormat<Real> format(FloatTF32Type::get(op->getContext()));
  for (int64_t i = 0; i < factor.size(); ++i)
    factor.set(i, format.round(factor.get(i)));
  return factor;
}

template <typename Real>
FailureOr<Tensor<Real>>
LayerInterpreter<Real>::product(const Tensor<Real> &x, Value weight, Value bias,
                                WeightsAttr layout, Part part) const {
  const Tensor<Real> &tensor = values.get(weight);
  if (isTF32())
    return product(roundToTF32(x), roundToTF32(tensor), bias, layout, part);
  return product(x, tensor, bias, layout, part);
}

template <typename Real>
FailureOr<Tensor<Real>>
LayerInterpreter<Real>::product(const Tensor<Real> &x,
                                const Tensor<Real> &weight, Value bias,
                                WeightsAttr layout, Part part) const {
  int64_t channels = weight.getShape()[layout.getOutDim()];
  if (layout.isPacked() &&
      (channels % 2 ||
       (layout.getBlock() && channels / 2 % layout.getBlock() != 0)))
    return op->emitOpError("expected a packed weight whose channels ")
           << layout << " divides, got " << channels;
  Matrix<Real> matrix = getPart(weight, layout, part);
  const Tensor<Real> *biasTensor = getOptional(bias);
  if (failed(verifySize("the inner dimension of a weight", matrix.k,
                        x.getShape().back())) ||
      (biasTensor &&
       failed(verifySize("a bias", biasTensor->size(), channels))))
    return failure();
  FloatFormat<Real> format = computeFormat;
  if (isTF32() || values.onTensorCores(type))
    format.sumOnTensorCores();
  return multiply<Real>(x, matrix, getPart(biasTensor, layout, part, matrix.n),
                        format, /*byTiles=*/type.isBF16());
}

template <typename Real>
FailureOr<Vector<Real>> LayerInterpreter<Real>::getBeta(Value beta,
                                                        int64_t n) const {
  const Tensor<Real> *tensor = getOptional(beta);
  if (!tensor)
    return Vector<Real>(n, Bounded<Real>::exact(0));
  if (tensor->getRank() == 0)
    return Vector<Real>(n, tensor->get(0));
  if (failed(verifySize("beta", tensor->size(), n)))
    return failure();
  Vector<Real> channels;
  for (int64_t j = 0; j < n; ++j)
    channels.push_back(tensor->get(j));
  return channels;
}

template <typename Real>
void LayerInterpreter<Real>::roundUnfused(Rounding rounding,
                                          Tensor<Real> &tensor) const {
  if (rounding != Rounding::AsUnfused)
    return;
  for (int64_t i = 0; i < tensor.size(); ++i)
    tensor.set(i, roundToStorage(type, tensor.get(i)));
}

template <typename Real>
FailureOr<Tensor<Real>>
LayerInterpreter<Real>::linear(const Tensor<Real> &x,
                               const Layer &layer) const {
  FailureOr<Tensor<Real>> sum =
      product(x, layer.weights[0], layer.bias, layer.layout, Part::Value);
  if (failed(sum))
    return failure();
  roundUnfused(layer.rounding, *sum);
  // The sum has been rounded already.
  if (layer.rounding == Rounding::AsUnfused && layer.activation.isIdentity())
    return sum;
  int64_t n = sum->getShape().back();
  FailureOr<Vector<Real>> beta = getBeta(layer.beta, n);
  if (failed(beta))
    return failure();
  ScalarFunction<Real> act = getActivation<Real>(layer.activation, type);
  for (int64_t i = 0; i < sum->size(); ++i)
    sum->set(i, act({sum->get(i), (*beta)[i % n]}));
  return sum;
}

template <typename Real>
FailureOr<Tensor<Real>>
LayerInterpreter<Real>::gatedLinear(const Tensor<Real> &x,
                                    const Layer &layer) const {
  bool isPacked = layer.layout.isPacked();
  FailureOr<Tensor<Real>> gate =
      product(x, layer.weights.front(), isPacked ? layer.bias : layer.gateBias,
              layer.layout, Part::Gate);
  FailureOr<Tensor<Real>> value =
      product(x, layer.weights.back(), isPacked ? layer.bias : layer.valueBias,
              layer.layout, Part::Value);
  if (failed(gate) || failed(value))
    return failure();
  int64_t n = gate->getShape().back();
  FailureOr<Vector<Real>> beta = getBeta(layer.beta, n);
  if (failed(beta) ||
      failed(verifySize("the value's weight", value->getShape().back(), n)))
    return failure();
  roundUnfused(layer.rounding, *gate);
  roundUnfused(layer.rounding, *value);
  ScalarFunction<Real> apply =
      getGate<Real>(layer.activation, layer.rounding, type);
  for (int64_t i = 0; i < gate->size(); ++i)
    gate->set(i, apply({gate->get(i), value->get(i), (*beta)[i % n]}));
  return gate;
}

template <typename Real>
FailureOr<Tensor<Real>> LayerInterpreter<Real>::linear(LinearOp op) const {
  return linear(values.get(op.getX()), Layer{op.getActivation(),
                                             op.getLayout(),
                                             op.getRounding(),
                                             {op.getWeight()},
                                             op.getBias(),
                                             Value(),
                                             Value(),
                                             op.getBeta()});
}

template <typename Real>
FailureOr<Tensor<Real>>
LayerInterpreter<Real>::gatedLinear(GatedLinearOp op) const {
  return gatedLinear(values.get(op.getX()),
                     Layer{op.getActivation(), op.getLayout(), op.getRounding(),
                           SmallVector<Value, 2>(op.getWeights()), op.getBias(),
                           op.getGateBias(), op.getValueBias(), op.getBeta()});
}

template <typename Real>
FailureOr<Tensor<Real>> LayerInterpreter<Real>::ffn(FFNOp op) const {
  const Tensor<Real> &x = values.get(op.getX());
  Layer up{op.getActivation(), op.getLayout(),
           op.getRounding(),   SmallVector<Value, 2>(op.getWeights()),
           op.getBias(),       op.getGateBias(),
           op.getValueBias(),  op.getBeta()};
  Layer down{IdentityAttr::get(op.getContext()),
             op.getDownLayout(),
             op.getRounding(),
             {op.getDownWeight()},
             op.getDownBias(),
             Value(),
             Value(),
             Value()};
  FailureOr<Tensor<Real>> hidden =
      op.getLayout().isGated() ? gatedLinear(x, up) : linear(x, up);
  if (failed(hidden))
    return failure();
  return linear(*hidden, down);
}

/// Each piece is a weight [in, out] of its own.
template <typename Real>
FailureOr<Tensor<Real>> LayerInterpreter<Real>::maxout(MaxoutOp op) const {
  const Tensor<Real> &x = values.get(op.getX());
  const Tensor<Real> &weight = values.get(op.getWeight());
  const Tensor<Real> *bias = getOptional(op.getBias());
  int64_t pieces = weight.getShape()[0], n = weight.getShape()[2];
  if (failed(verifySize("dimension 1 of the weight", weight.getShape()[1],
                        x.getShape().back())) ||
      (bias && failed(verifySize("the bias", bias->size(), pieces * n))))
    return failure();
  if (pieces < 1)
    return op->emitOpError("expected one piece or more, got 0");
  auto layout = WeightsAttr::get(op.getContext(), WeightOrder::InOut);
  auto maximum = [](Real a, Real b) { return a > b || std::isnan(a) ? a : b; };
  std::optional<Tensor<Real>> result;
  for (int64_t p = 0; p < pieces; ++p) {
    std::optional<Tensor<Real>> pieceBias;
    if (bias)
      pieceBias = bias->getSlice(p);
    Tensor<Real> piece = multiply<Real>(
        x, getPart(weight.getSlice(p), layout, Part::Value),
        getPart(pieceBias ? &*pieceBias : nullptr, layout, Part::Value, n),
        computeFormat, /*byTiles=*/false);
    if (!result) {
      result = std::move(piece);
      continue;
    }
    for (int64_t i = 0; i < piece.size(); ++i) {
      Bounded<Real> a = result->get(i), b = piece.get(i);
      result->set(i, {maximum(a.value, b.value),
                      atCorners(maximum, a.worst, b.worst),
                      atCorners(maximum, a.statistical, b.statistical)});
    }
  }
  for (int64_t i = 0; i < result->size(); ++i)
    result->set(i, roundToStorage(type, result->get(i)));
  return std::move(*result);
}

template <typename Real>
FailureOr<Results<Real>>
reference::interpretLayer(Operation *op, const Environment<Real> &values) {
  if (!isa<LinearOp, GatedLinearOp, FFNOp, MaxoutOp>(op))
    return Results<Real>();
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  LayerInterpreter<Real> layer(op, cast<FloatType>(type.getElementType()),
                               values);
  FailureOr<Tensor<Real>> result =
      llvm::TypeSwitch<Operation *, FailureOr<Tensor<Real>>>(op)
          .template Case<LinearOp>(
              [&](LinearOp linear) { return layer.linear(linear); })
          .template Case<GatedLinearOp>(
              [&](GatedLinearOp gated) { return layer.gatedLinear(gated); })
          .template Case<FFNOp>([&](FFNOp ffn) { return layer.ffn(ffn); })
          .template Case<MaxoutOp>(
              [&](MaxoutOp maxout) { return layer.maxout(maxout); });
  if (failed(result))
    return failure();
  Value init = cast<DestinationStyleOpInterface>(op).getDpsInits().front();
  ArrayRef<int64_t> expected = values.get(init).getShape();
  if (result->getShape() != expected)
    return op->emitOpError("expected init of shape [")
           << result->getShape() << "], got [" << expected << "]";
  Results<Real> results(std::in_place);
  results->push_back(std::move(*result));
  return results;
}

template FailureOr<Results<double>>
reference::interpretLayer(Operation *, const Environment<double> &);
template FailureOr<Results<long double>>
reference::interpretLayer(Operation *, const Environment<long double> &);
