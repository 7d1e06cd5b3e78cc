//===- LayerSites.cpp - Where separate ops make up a layer ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerSites.h"
#include "mlir/IR/RegionKindInterface.h"

using namespace mlir;
using namespace mlir::glu;

static bool isNarrow(FloatType type) { return type.getWidth() < 32; }

/// Whether the operands of `op` come before it. In a graph region ops can be
/// their own operands, and going from value to value may not end.
static bool isOrdered(Operation *op) {
  for (Region *region = op->getParentRegion(); region;
       region = region->getParentRegion()) {
    if (!mayHaveSSADominance(*region))
      return false;
    if (region->getParentOp()->hasTrait<OpTrait::IsIsolatedFromAbove>())
      return true;
  }
  return true;
}

static int64_t getLastSize(Value value) {
  auto type = value ? dyn_cast<RankedTensorType>(value.getType()) : nullptr;
  return type && type.getRank() ? type.getShape().back() : ShapedType::kDynamic;
}

static int64_t getOutSize(Value weight, WeightsAttr layout) {
  return cast<RankedTensorType>(weight.getType())
      .getDimSize(layout.getOutDim());
}

static int64_t getInnerSize(Value weight, WeightsAttr layout) {
  return cast<RankedTensorType>(weight.getType())
      .getDimSize(1 - layout.getOutDim());
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// Finds the type of the layer, which is in front of the expansion that
/// `factor` goes through.
static void setType(Site &site, const Factor &factor) {
  auto type = cast<RankedTensorType>(site.root->getResult(0).getType());
  site.expand = factor.expand;
  site.type = type.clone(factor.getElementType());
  if (!site.expand)
    return;
  ArrayRef<int64_t> expanded = site.expand.getResultType().getShape();
  if (type.getShape().drop_back() != expanded.drop_back() ||
      (!factor.slice && type.getShape().back() != expanded.back()))
    site.fail("the types of a product and what follows it do not match");
  SmallVector<int64_t> shape(site.expand.getSrcType().getShape());
  shape.back() = type.getShape().back();
  site.type = site.type.clone(shape);
}

// Types with dynamic sizes let pass, in separate ops, static sizes that the
// verifier of a layer would compare.

static void checkRows(Site &site) {
  ArrayRef<int64_t> x = cast<RankedTensorType>(site.x.getType()).getShape();
  ArrayRef<int64_t> result = site.type.getShape();
  bool matches = x.size() == result.size();
  for (size_t d = 0; matches && d + 1 < x.size(); ++d)
    matches = agree({x[d], result[d]});
  for (Value weight : site.weights)
    matches = matches && agree({x.back(), getInnerSize(weight, site.layout)});
  if (!matches)
    site.fail("the sizes of x, the weights and the result do not agree");
}

/// `n` is the number of channels of the product, gated or not.
static void checkChannels(Site &site, int64_t n) {
  SmallVector<int64_t> single{n, getLastSize(site.gateBias),
                              getLastSize(site.valueBias),
                              getLastSize(site.beta)};
  SmallVector<int64_t> packed{getLastSize(site.bias)};
  for (Value weight : site.weights)
    packed.push_back(getOutSize(weight, site.layout));
  if (!site.layout.isPacked())
    single.append(packed);
  else if (!ShapedType::isDynamic(n))
    packed.push_back(2 * n);
  if (!agree(single) || !agree(packed))
    site.fail("the sizes of weights, biases and the result do not agree");
}

//===----------------------------------------------------------------------===//
// Gate and value
//===----------------------------------------------------------------------===//

/// The factors of a multiplication of tensors; the left one is activated if the
/// op is a `glu.gate`.
static std::optional<std::pair<Factor, Factor>>
matchMultiplication(Operation *op) {
  if (op->getNumResults() != 1 ||
      !isa<RankedTensorType>(op->getResult(0).getType()))
    return std::nullopt;
  Block *block = op->getBlock();
  if (auto gate = dyn_cast<GateOp>(op))
    return std::make_pair(matchGate(gate), matchFactor(gate.getValue(), block));
  auto multiply = matchElementwise<arith::MulFOp>(op->getResult(0));
  if (!multiply || !multiply->maps[0].isIdentity() ||
      !multiply->maps[1].isIdentity())
    return std::nullopt;
  return std::make_pair(matchFactor(multiply->operands[0], block),
                        matchFactor(multiply->operands[1], block));
}

/// The op whose result is that of `op` in `elementType`: `op` itself or the
/// rounding of its result.
static Operation *findRounded(Operation *op, FloatType elementType) {
  if (getElementTypeOrSelf(op->getResult(0)) == elementType)
    return op;
  if (!op->hasOneUse())
    return nullptr;
  Operation *user = *op->user_begin();
  bool isRounding = user->getBlock() == op->getBlock() &&
                    user->getNumResults() == 1 &&
                    matchRounding(user->getResult(0)) == op->getResult(0) &&
                    getElementTypeOrSelf(user->getResult(0)) == elementType;
  return isRounding ? user : nullptr;
}

/// Finds the contract that rounds where the factors do.
static void setRounding(Site &site, const Factor &gate, const Factor &value) {
  if (!isNarrow(gate.getElementType()))
    return;
  bool activationRounded =
      gate.activation ? gate.activationRounded : gate.sumRounded;
  if (gate.sumRounded != value.sumRounded ||
      gate.sumRounded != activationRounded)
    site.fail("of gate, value and activation some are rounded and some are "
              "not, which no rounding contract keeps");
  if (gate.sumRounded)
    site.rounding = Rounding::AsUnfused;
}

/// The factors are slices of one product: its weight holds both.
static void setPackedProduct(Site &site, const Factor &gate,
                             const Factor &value) {
  if (!gate.slice || !value.slice)
    return site.fail("only one factor is the slice of a product");
  Weight weight = gate.weight.stripTransposes();
  std::optional<WeightsAttr> layout = matchPacking(
      *gate.slice, *value.slice, getLastSize(gate.slice->source), weight.order);
  if (!layout)
    return site.fail("the slices are not the two halves of one product");
  site.layout = *layout;
  site.weights = {weight.value};
  site.bias = gate.bias;
}

/// The weights are slices of one tensor, and the biases, if there are any, are
/// slices of one tensor in the same way.
static LogicalResult setPackedWeights(Site &site, const Factor &gate,
                                      const Factor &value) {
  Weight gateWeight = gate.weight.stripTransposes();
  Weight valueWeight = value.weight.stripTransposes();
  std::optional<Slice> gateSlice =
      matchSlice(gateWeight.value, gateWeight.getOutDim());
  std::optional<Slice> valueSlice =
      matchSlice(valueWeight.value, valueWeight.getOutDim());
  if (!gateSlice || !valueSlice || gateWeight.order != valueWeight.order)
    return failure();
  Weight packed{gateSlice->source, gateWeight.order};
  int64_t total = packed.getType().getDimSize(packed.getOutDim());
  packed = packed.stripTransposes();
  std::optional<WeightsAttr> layout =
      matchPacking(*gateSlice, *valueSlice, total, packed.order);
  if (!layout || bool(gate.bias) != bool(value.bias))
    return failure();
  if (gate.bias) {
    std::optional<Slice> gateBias = matchSlice(gate.bias, 0);
    std::optional<Slice> valueBias = matchSlice(value.bias, 0);
    if (!gateBias || !valueBias ||
        matchPacking(*gateBias, *valueBias, getLastSize(gateBias->source),
                     packed.order) != layout)
      return failure();
    site.bias = gateBias->source;
  }
  site.layout = *layout;
  site.weights = {packed.value};
  return success();
}

static void setSeparateWeights(Site &site, const Factor &gate,
                               const Factor &value) {
  Weight gateWeight = gate.weight.stripTransposes();
  Weight valueWeight = value.weight.stripTransposes();
  // Where only one weight is transposed, both are read as the products do.
  if (gateWeight.order != valueWeight.order) {
    gateWeight = gate.weight;
    valueWeight = value.weight;
  }
  if (gateWeight.order != valueWeight.order)
    site.fail("the weights of gate and value are of different orders");
  site.layout = WeightsAttr::get(site.x.getContext(), WeightPacking::Separate,
                                 gateWeight.order);
  site.weights = {gateWeight.value, valueWeight.value};
  site.gateBias = gate.bias;
  site.valueBias = value.bias;
}

static void setGatedWeights(Site &site, const Factor &gate,
                            const Factor &value) {
  if (gate.slice || value.slice)
    setPackedProduct(site, gate, value);
  else if (failed(setPackedWeights(site, gate, value)))
    setSeparateWeights(site, gate, value);
}

static bool haveSameRows(const Factor &gate, const Factor &value) {
  tensor::ExpandShapeOp a = gate.expand, b = value.expand;
  if (!a || !b)
    return !a && !b;
  return a.getReassociation() == b.getReassociation() &&
         a.getResultType().getShape().drop_back() ==
             b.getResultType().getShape().drop_back();
}

static void matchGateAndValue(GatedLinearSite &site, const Factor &gate,
                              const Factor &value) {
  if (value.activation)
    return site.fail("both factors are activated");
  if (gate.x != value.x)
    return site.fail("the products read different inputs");
  site.root = findRounded(site.root, gate.getElementType());
  if (!site.root)
    return site.fail("the result is not rounded to the type of x");
  if (!haveSameRows(gate, value))
    return site.fail("the rows of the products are expanded in different ways");

  site.x = gate.x;
  site.activation = gate.activation;
  if (!site.activation)
    site.activation = IdentityAttr::get(site.x.getContext());
  site.beta = gate.beta;
  setRounding(site, gate, value);
  setType(site, gate);
  setGatedWeights(site, gate, value);
  if (!site.problem.empty())
    return;
  int64_t n = site.type.getShape().back();
  if (site.layout.isPacked() && ShapedType::isDynamic(n))
    site.fail("the number of channels of a packed weight is dynamic");
  checkRows(site);
  checkChannels(site, n);
}

std::optional<GatedLinearSite> mlir::glu::matchGatedLinear(Operation *op) {
  if (!isOrdered(op))
    return std::nullopt;
  auto factors = matchMultiplication(op);
  if (!factors)
    return std::nullopt;
  auto &[lhs, rhs] = *factors;
  if (!lhs.product && !rhs.product)
    return std::nullopt;
  GatedLinearSite site;
  site.root = op;
  if (!lhs.product || !rhs.product)
    site.fail("only one factor is a product");
  else
    site.problem = lhs.problem.empty() ? rhs.problem : lhs.problem;
  if (!site.problem.empty())
    return site;
  if (rhs.activation && !lhs.activation)
    std::swap(lhs, rhs);
  matchGateAndValue(site, lhs, rhs);
  return site;
}

//===----------------------------------------------------------------------===//
// Hidden layer and down projection
//===----------------------------------------------------------------------===//

/// Moves the root from the product to the last op behind it that a layer
/// without activation can take over: a bias, the rounding to the type of x.
static void findRoot(FeedForwardSite &site, FloatType elementType) {
  Operation *product = site.root;
  for (Operation *op = product; op->hasOneUse();) {
    op = *op->user_begin();
    if (op->getNumResults() != 1)
      return;
    Factor factor = matchFactor(op->getResult(0), op->getBlock(),
                                /*isResult=*/true);
    if (factor.product != product || !factor.problem.empty() || factor.slice)
      return;
    if (factor.activation)
      return site.fail("the down projection is activated");
    bool isRounded =
        isNarrow(elementType) &&
        getElementTypeOrSelf(site.root->getResult(0)) == elementType;
    if (!isRounded && !isa<tensor::ExpandShapeOp>(op))
      site.root = op;
  }
}

/// The gated layer whose result `hidden` is, if its rows are expanded and
/// collapsed again on the way.
static GatedLinearOp findGated(Value hidden) {
  if (auto collapse = hidden.getDefiningOp<tensor::CollapseShapeOp>()) {
    auto expand = collapse.getSrc().getDefiningOp<tensor::ExpandShapeOp>();
    if (expand && expand.getSrcType() == collapse.getType() &&
        expand.getReassociation() == collapse.getReassociation())
      hidden = expand.getSrc();
  }
  return hidden.getDefiningOp<GatedLinearOp>();
}

static void setHidden(FeedForwardSite &site, GatedLinearOp gated, Value input) {
  for (Value value = input; value != gated.getResult();
       value = value.getDefiningOp()->getOperand(0))
    if (!value.hasOneUse())
      site.fail("the hidden layer has another use");
  if (!gated->hasOneUse())
    site.fail("the hidden layer has another use");
  if (gated->getBlock() != site.root->getBlock())
    site.fail("the hidden layer is in another block");
  if (gated->hasAttr(StrategyAttr::attrName))
    site.fail("the hidden layer has a strategy of its own");
  site.x = gated.getX();
  site.layout = gated.getLayout();
  site.weights = gated.getWeights();
  site.bias = gated.getBias();
  site.gateBias = gated.getGateBias();
  site.valueBias = gated.getValueBias();
  site.beta = gated.getBeta();
  site.activation = gated.getActivation();
  site.rounding = gated.getRounding();
}

static void setHidden(FeedForwardSite &site, const Factor &hidden,
                      FloatType elementType) {
  if (!hidden.problem.empty())
    return site.fail(hidden.problem);
  if (hidden.slice || hidden.expand)
    return site.fail("the hidden layer is sliced or reshaped");
  if (hidden.getElementType() != elementType)
    return site.fail("the hidden layer is not rounded to the type of x");
  Weight weight = hidden.weight.stripTransposes();
  site.x = hidden.x;
  site.layout = WeightsAttr::get(site.x.getContext(), weight.order);
  site.weights = {weight.value};
  site.bias = hidden.bias;
  site.beta = hidden.beta;
  site.activation = hidden.activation;
  if (isNarrow(elementType) && hidden.sumRounded)
    site.rounding = Rounding::AsUnfused;
}

static void setDown(FeedForwardSite &site, const Factor &down) {
  if (getElementTypeOrSelf(site.root->getResult(0)) != down.getElementType())
    return site.fail("the result is not rounded to the type of x");
  setType(site, down);
  site.downWeight = down.weight.stripTransposes();
  site.downBias = down.bias;
  if (!site.problem.empty())
    return;
  RankedTensorType weight = site.downWeight.getType();
  unsigned outDim = site.downWeight.getOutDim();
  checkRows(site);
  checkChannels(site, getLastSize(down.x));
  checkChannels(site, weight.getDimSize(1 - outDim));
  if (!agree({site.type.getShape().back(), weight.getDimSize(outDim),
              getLastSize(site.downBias)}))
    site.fail("the sizes of the down projection and the result do not agree");
}

std::optional<FeedForwardSite> mlir::glu::matchFeedForward(Operation *op) {
  if (!isProduct(op) || !isOrdered(op))
    return std::nullopt;
  Block *block = op->getBlock();
  Factor down = matchFactor(op->getResult(0), block, /*isResult=*/true);
  if (!down.x)
    return std::nullopt;
  FeedForwardSite site;
  site.root = op;
  if (GatedLinearOp gated = findGated(down.x)) {
    setHidden(site, gated, down.input);
  } else {
    Factor hidden = matchFactor(down.input, block);
    if (!hidden.product || !hidden.activation)
      return std::nullopt;
    setHidden(site, hidden, down.getElementType());
  }
  if (!down.problem.empty())
    site.fail(down.problem);
  if (down.activation)
    site.fail("the down projection is activated");
  if (!site.problem.empty())
    return site;
  findRoot(site, down.getElementType());
  setDown(site, matchFactor(site.root->getResult(0), block, /*isResult=*/true));
  return site;
}
