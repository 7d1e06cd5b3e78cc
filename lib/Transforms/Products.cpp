//===- Products.cpp - Recognize products on tensors -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Products.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

Weight Weight::stripTransposes() const {
  Weight weight = *this;
  while (auto transpose = weight.value.getDefiningOp<linalg::TransposeOp>()) {
    if (!transpose.hasPureTensorSemantics() ||
        !llvm::equal(transpose.getPermutation(), ArrayRef<int64_t>{1, 0}))
      break;
    weight.value = transpose.getInput();
    weight.order = weight.order == WeightOrder::InOut ? WeightOrder::OutIn
                                                      : WeightOrder::InOut;
  }
  return weight;
}

std::optional<WeightsAttr> mlir::glu::matchPacking(const Slice &gate,
                                                   const Slice &value,
                                                   int64_t total,
                                                   WeightOrder order) {
  int64_t size = gate.size;
  if (gate.source != value.source || value.size != size || total != 2 * size ||
      gate.stride != value.stride || gate.block != value.block)
    return std::nullopt;
  MLIRContext *context = gate.source.getContext();
  if (gate.stride == 1 && gate.offset == 0 && value.offset == size)
    return WeightsAttr::get(context, WeightPacking::GateFirst, order);
  if (gate.stride == 1 && gate.offset == size && value.offset == 0)
    return WeightsAttr::get(context, WeightPacking::ValueFirst, order);
  if (gate.stride == 2 * gate.block && gate.offset == 0 &&
      value.offset == gate.block)
    return WeightsAttr::get(context, WeightPacking::Interleaved, order,
                            gate.block);
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Factors
//===----------------------------------------------------------------------===//

static bool isContraction(Operation *op) {
  auto linalgOp = dyn_cast_or_null<linalg::LinalgOp>(op);
  return linalgOp && linalgOp.hasPureTensorSemantics() &&
         linalg::isaContractionOpInterface(linalgOp) &&
         isa<FloatType>(getElementTypeOrSelf(op->getResult(0)));
}

bool mlir::glu::isProduct(Operation *op) {
  return isa_and_nonnull<LinearOp>(op) || isContraction(op);
}

/// Whether the body of a contraction is out + a * b in the type of out, where a
/// and b may be narrower.
static bool isMultiplyAdd(linalg::LinalgOp op) {
  auto widened = [](Value value) {
    auto widening = value.getDefiningOp<arith::ExtFOp>();
    return widening ? widening.getIn() : value;
  };
  Block *body = op.getBlock();
  auto add =
      body->getTerminator()->getOperand(0).getDefiningOp<arith::AddFOp>();
  if (!add)
    return false;
  Value accumulator = body->getArgument(2), product = add.getLhs();
  if (product == accumulator)
    product = add.getRhs();
  else if (add.getRhs() != accumulator)
    return false;
  auto multiply = product.getDefiningOp<arith::MulFOp>();
  if (!multiply)
    return false;
  Value a = widened(multiply.getLhs()), b = widened(multiply.getRhs());
  return (a == body->getArgument(0) && b == body->getArgument(1)) ||
         (b == body->getArgument(0) && a == body->getArgument(1));
}

namespace {
/// Goes from a value up to the product. It goes on after the first problem:
/// only where there is a product does the problem matter.
class FactorMatcher {
public:
  FactorMatcher(Block *block, bool isResult)
      : block(block), allowedUses(isResult ? UINT_MAX - 1 : 1) {}
  Factor match(Value value);
  Factor match(GateOp gate);

private:
  void fail(const Twine &problem) {
    if (factor.problem.empty())
      factor.problem = problem.str();
  }
  void visit(Value value, Operation *op);
  /// The value before `op`, null if `op` is not of the kind.
  Value peelConversion(Value value);
  Value peelBias(Value value);
  Value peelReshape(Operation *op);
  Value peelSlice(Operation *op);
  Value peelActivation(Operation *op);
  void setActivation(ActivationAttrInterface activation, Value beta);
  void setBias(Value bias);

  void matchLinear(LinearOp op);
  void matchContraction(linalg::LinalgOp op);
  bool matchOperands(linalg::LinalgOp op);
  void matchWidened();
  void matchInit(Value init);
  void checkTypes(Operation *product);

  Block *block;
  unsigned allowedUses;
  Factor factor;
  /// Whether a value since the last activation is of a narrow type.
  bool rounded = false;
  tensor::CollapseShapeOp collapse;
  llvm::SmallPtrSet<Type, 2> elementTypes;
};
} // namespace

Factor FactorMatcher::match(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<RankedTensorType>(value.getType()))
      break;
    visit(value, op);
    Value next = peelConversion(value);
    for (auto peel : {&FactorMatcher::peelSlice, &FactorMatcher::peelReshape,
                      &FactorMatcher::peelActivation})
      if (!next)
        next = (this->*peel)(op);
    if (!next)
      next = peelBias(value);
    if (next) {
      value = next;
      continue;
    }
    if (auto linear = dyn_cast<LinearOp>(op))
      matchLinear(linear);
    else if (isContraction(op))
      matchContraction(cast<linalg::LinalgOp>(op));
    break;
  }
  return std::move(factor);
}

Factor FactorMatcher::match(GateOp gate) {
  if (!gate.getActivation().isIdentity()) {
    setActivation(gate.getActivation(), gate.getBeta());
    auto type = cast<FloatType>(getElementTypeOrSelf(gate.getType()));
    factor.activationRounded =
        type.getWidth() < 32 && gate.getRounding() == Rounding::AsUnfused;
  }
  return match(gate.getGate());
}

void FactorMatcher::visit(Value value, Operation *op) {
  if (op->getBlock() != block)
    fail("a product or what follows it is in another block");
  if (value.hasNUsesOrMore(allowedUses + 1))
    fail("a product or what follows it has another use");
  allowedUses = 1;
  auto type = dyn_cast<FloatType>(getElementTypeOrSelf(value));
  if (!type)
    return fail("a product is converted to or from another kind of number");
  elementTypes.insert(type);
  bool narrow = type.getWidth() < 32;
  rounded |= narrow;
  if (narrow && factor.bias)
    fail("a bias is added after rounding");
}

Value FactorMatcher::peelConversion(Value value) {
  if (auto widening = matchElementwise<arith::ExtFOp>(value))
    if (widening->maps[0].isIdentity())
      return widening->operands[0];
  return matchRounding(value);
}

void FactorMatcher::setBias(Value bias) {
  if (factor.bias)
    fail("a product has two biases");
  factor.bias = bias;
}

Value FactorMatcher::peelBias(Value value) {
  auto add = matchElementwise<arith::AddFOp>(value);
  if (!add)
    return Value();
  for (int sum : {0, 1}) {
    Value bias = matchBroadcast(add->operands[1 - sum], add->maps[1 - sum]);
    if (!add->maps[sum].isIdentity() || !bias ||
        !isa<RankedTensorType>(bias.getType()))
      continue;
    setBias(bias);
    return add->operands[sum];
  }
  return Value();
}

Value FactorMatcher::peelReshape(Operation *op) {
  if (auto collapseOp = dyn_cast<tensor::CollapseShapeOp>(op)) {
    if (collapse || factor.expand)
      fail("a product is reshaped twice");
    collapse = collapseOp;
    return collapseOp.getSrc();
  }
  auto expand = dyn_cast<tensor::ExpandShapeOp>(op);
  if (!expand)
    return Value();
  // An expansion and its inverse leave nothing.
  if (collapse && collapse.getType() == expand.getSrcType() &&
      collapse.getReassociation() == expand.getReassociation()) {
    collapse = nullptr;
    return expand.getSrc();
  }
  if (collapse || factor.expand)
    fail("a product is reshaped twice");
  if (expand.getReassociationIndices().empty() ||
      expand.getReassociationIndices().back().size() != 1)
    fail("the channels of a product are reshaped");
  factor.expand = expand;
  return expand.getSrc();
}

Value FactorMatcher::peelSlice(Operation *op) {
  if (!isa<tensor::ExtractSliceOp, tensor::CollapseShapeOp>(op))
    return Value();
  Value result = op->getResult(0);
  auto type = cast<RankedTensorType>(result.getType());
  std::optional<Slice> slice = matchSlice(result, type.getRank() - 1);
  if (!slice && isa<tensor::CollapseShapeOp>(op))
    return Value();
  if (!slice)
    fail("the slice of a product is not one of its channels alone");
  if (factor.slice || collapse)
    fail("a product is sliced twice or reshaped between slices");
  if (factor.bias)
    fail("a bias is added to the slice of a product");
  factor.slice = slice;
  // The other one may be the slice of the other factor.
  allowedUses = 2;
  return slice ? slice->source : op->getOperand(0);
}

void FactorMatcher::setActivation(ActivationAttrInterface activation,
                                  Value beta) {
  if (factor.activation)
    fail("a product has two activations");
  if (factor.bias)
    fail("a bias is added after the activation");
  if (factor.slice)
    fail("a product is sliced after its activation");
  factor.activation = activation;
  factor.activationRounded = rounded;
  rounded = false;
  if (!beta)
    return;
  auto type = dyn_cast<RankedTensorType>(beta.getType());
  bool perChannel = type && type.getRank() == 1;
  factor.beta = perChannel ? stripWidening(beta) : matchBroadcast(beta);
  if (!factor.beta)
    fail("beta is not the same in all rows");
}

Value FactorMatcher::peelActivation(Operation *op) {
  auto activation = dyn_cast<ActivationOp>(op);
  if (!activation)
    return Value();
  if (!activation.getActivation().isIdentity())
    setActivation(activation.getActivation(), activation.getBeta());
  return activation.getX();
}

/// The last checks, and those that need the type of x.
void FactorMatcher::checkTypes(Operation *product) {
  factor.product = product;
  factor.sumRounded |= rounded;
  if (collapse)
    fail("the rows of a product are collapsed");
  auto elementType = dyn_cast<FloatType>(getElementTypeOrSelf(factor.x));
  if (!elementType ||
      !isa<Float16Type, BFloat16Type, Float32Type, Float64Type>(elementType))
    return fail(llvm::formatv("a product of {0} is not one of the layers",
                              getElementTypeOrSelf(factor.x)));
  FloatType computeType = getComputeType(elementType);
  for (Type type : elementTypes)
    if (type != elementType && type != computeType)
      fail(llvm::formatv("a product of {0} is converted to {1}", elementType,
                         type));
  if (factor.bias && getElementTypeOrSelf(factor.bias) != elementType)
    fail(llvm::formatv("the bias is of type {0}, x of type {1}",
                       getElementTypeOrSelf(factor.bias), elementType));
  if (!factor.beta)
    return;
  Type betaType = getElementTypeOrSelf(factor.beta);
  if (betaType != elementType && !betaType.isF32())
    fail(llvm::formatv("beta is of type {0}, x of type {1}", betaType,
                       elementType));
}

void FactorMatcher::matchLinear(LinearOp op) {
  if (!op.getActivation().isIdentity()) {
    setActivation(op.getActivation(), op.getBeta());
    // The narrow result is that of the activation.
    factor.sumRounded =
        factor.activationRounded && op.getRounding() == Rounding::AsUnfused;
  }
  if (op.getBias())
    setBias(op.getBias());
  factor.input = factor.x = op.getX();
  factor.weight = {op.getWeight(), op.getLayout().getOrder()};
  checkTypes(op);
  if (op->hasAttr(StrategyAttr::attrName))
    fail("a product has a strategy of its own");
}

/// Finds x and the weight of a contraction by their maps.
bool FactorMatcher::matchOperands(linalg::LinalgOp op) {
  AffineMap out = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  SmallVector<unsigned> reduction;
  op.getReductionDims(reduction);
  if (reduction.size() != 1 || !out.isProjectedPermutation() ||
      out.getNumResults() + 1 != op.getNumLoops() || !out.getNumResults())
    return false;

  AffineExpr k = getAffineDimExpr(reduction[0], op.getContext());
  SmallVector<AffineExpr> rows(out.getResults());
  AffineExpr n = rows.pop_back_val();
  rows.push_back(k);
  for (int i : {0, 1}) {
    OpOperand *x = op.getDpsInputOperand(i);
    OpOperand *weight = op.getDpsInputOperand(1 - i);
    if (op.getMatchingIndexingMap(x).getResults() != ArrayRef(rows))
      continue;
    ArrayRef<AffineExpr> dims = op.getMatchingIndexingMap(weight).getResults();
    bool inOut = dims == ArrayRef<AffineExpr>{k, n};
    if (!inOut && dims != ArrayRef<AffineExpr>{n, k})
      continue;
    factor.input = factor.x = x->get();
    factor.weight = {weight->get(),
                     inOut ? WeightOrder::InOut : WeightOrder::OutIn};
    return true;
  }
  return false;
}

/// A product in the compute type of numbers that are narrower is one of those.
void FactorMatcher::matchWidened() {
  Value x = stripWidening(factor.x);
  Value weight = stripWidening(factor.weight.value);
  Type type = getElementTypeOrSelf(x);
  if (!isa<Float16Type, BFloat16Type>(type) ||
      type != getElementTypeOrSelf(weight) ||
      getElementTypeOrSelf(factor.input) !=
          getComputeType(cast<FloatType>(type)))
    return;
  factor.x = x;
  factor.weight.value = weight;
}

/// A sum starts at +0.0, or at the bias.
void FactorMatcher::matchInit(Value init) {
  Value start = matchBroadcast(init);
  if (start && isa<RankedTensorType>(start.getType()))
    setBias(start);
  else if (!matchPattern(start ? start : init, m_PosZeroFloat()))
    fail("a product is added to an initial value that is not +0.0");
}

void FactorMatcher::matchContraction(linalg::LinalgOp op) {
  factor.product = op;
  if (!matchOperands(op))
    return fail("a product is not x [m..., k] times a weight [k, n] or [n, k]");
  if (!isMultiplyAdd(op))
    return fail("a product does more than multiply and add");
  matchInit(op.getDpsInitOperand(0)->get());
  matchWidened();

  auto x = cast<RankedTensorType>(factor.x.getType());
  RankedTensorType weight = factor.weight.getType();
  auto sum = cast<RankedTensorType>(op->getResult(0).getType());
  if (x.getEncoding() || weight.getEncoding() || sum.getEncoding())
    fail("a product is of tensors with an encoding");
  if (x.getElementType() != weight.getElementType())
    fail(llvm::formatv("x is of type {0}, the weight of type {1}",
                       x.getElementType(), weight.getElementType()));
  checkTypes(op);
  FloatType computeType = getComputeType(factor.getElementType());
  if (sum.getElementType() != computeType)
    fail(llvm::formatv("a product sums in {0}, a layer of {1} in {2}",
                       sum.getElementType(), x.getElementType(), computeType));
}

Factor mlir::glu::matchFactor(Value value, Block *block, bool isResult) {
  return FactorMatcher(block, isResult).match(value);
}

Factor mlir::glu::matchGate(GateOp gate) {
  return FactorMatcher(gate->getBlock(), /*isResult=*/false).match(gate);
}
