//===- RaiseActivations.cpp - Elementwise code to activations -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../TensorMatchers.h"
#include "Activations.h"
#include "Raise.h"
#include "Split.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/IR/Dominance.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

static std::string joinNames(ArrayRef<Expression *> expressions) {
  return llvm::join(
      llvm::map_range(expressions,
                      [](Expression *expression) {
                        return expression->op->getName().getStringRef();
                      }),
      ", ");
}

static std::string describeRoundings(const ActivationMatch &match) {
  return llvm::formatv("roundings of {0} to {1}", joinNames(match.roundings),
                       match.roundings.front()->type);
}

static std::string describe(const ActivationMatch &match) {
  std::string text =
      llvm::formatv("{0} of {1} operations", getText(match.activation),
                    match.interior.size());
  if (match.isApproximation)
    text += "; was approximated by polynomials";
  if (match.factor)
    text += "; took its multiplications in another order";
  if (!match.drifts.empty())
    text += "; constants taken as exact: " + llvm::join(match.drifts, "; ");
  if (!match.roundings.empty())
    text += "; removed the " + describeRoundings(match);
  return text;
}

static void reportMissed(Expression *root, const Twine &text) {
  remark::missed(root->op->getLoc(), raiseRemarkOpts)
      << remark::reason("{0}", text.str());
}

//===----------------------------------------------------------------------===//
// Rewrite
//===----------------------------------------------------------------------===//

namespace {
class ActivationRaiser {
public:
  ActivationRaiser(Operation *root, bool strictRounding)
      : graph(root), rewriter(root->getContext()), dominance(root),
        strictRounding(strictRounding) {}

  unsigned run();

private:
  bool accept(const ActivationMatch &match);
  bool raise(const ActivationMatch &match);
  void split(linalg::LinalgOp op);
  void splitInnerValues(Expression *root);
  Value getTensor(Expression *expression, Operation *before);
  Value getOperand(Expression *expression, Operation *before, Type type);

  ExpressionGraph graph;
  IRRewriter rewriter;
  DominanceInfo dominance;
  bool strictRounding;
};
} // namespace

/// The linalg op in whose body a scalar is.
static linalg::LinalgOp getOwner(Value scalar) {
  return dyn_cast<linalg::LinalgOp>(scalar.getParentBlock()->getParentOp());
}

static bool isTensor(Value value) {
  return isa<RankedTensorType>(value.getType());
}

void ActivationRaiser::split(linalg::LinalgOp op) {
  splitElementwise(rewriter, op, [&](Value scalar, Value tensor) {
    graph.replace(scalar, tensor);
  });
}

/// Where a body goes on with the number, it is split, so that there is a tensor
/// to replace.
void ActivationRaiser::splitInnerValues(Expression *root) {
  for (Value value : SmallVector<Value, 2>(root->values)) {
    if (isTensor(value) || !llvm::is_contained(root->values, value))
      continue;
    bool isInner = llvm::any_of(value.getUsers(), [](Operation *user) {
      return !isa<linalg::YieldOp>(user);
    });
    if (isInner)
      split(getOwner(value));
  }
}

Value ActivationRaiser::getTensor(Expression *expression, Operation *before) {
  for (Value value : expression->values)
    if (isTensor(value) && dominance.properlyDominates(value, before))
      return value;
  for (Value value : expression->values) {
    if (isTensor(value))
      continue;
    linalg::LinalgOp owner = getOwner(value);
    if (owner && dominance.properlyDominates(owner.getOperation(), before)) {
      split(owner);
      return getTensor(expression, before);
    }
  }
  return Value();
}

/// The tensor of `expression`, in the shape of `type`.
Value ActivationRaiser::getOperand(Expression *expression, Operation *before,
                                   Type type) {
  Value tensor = getTensor(expression, before);
  if (!tensor)
    return Value();
  auto shaped = cast<RankedTensorType>(type).clone(expression->type);
  if (tensor.getType() == shaped)
    return tensor;
  if (!tensor::CastOp::areCastCompatible(tensor.getType(), shaped))
    return Value();
  return tensor::CastOp::create(rewriter, before->getLoc(), shaped, tensor);
}

bool ActivationRaiser::raise(const ActivationMatch &match) {
  splitInnerValues(match.root);
  // What the root's own body broadcasts is no tensor yet.
  for (Expression *input : {match.x, match.beta, match.factor})
    if (input && llvm::none_of(input->values, isTensor))
      split(getOwner(input->values.front()));
  bool raised = false;
  for (Value value : SmallVector<Value, 2>(match.root->values)) {
    Operation *op = value.getDefiningOp();
    if (!isTensor(value) || value.use_empty() || !op)
      continue;
    rewriter.setInsertionPoint(op);
    Value x = getOperand(match.x, op, value.getType());
    Value beta =
        match.beta ? getOperand(match.beta, op, value.getType()) : Value();
    if (!x || bool(beta) != bool(match.beta))
      continue;
    rewriter.setInsertionPoint(op);
    Value factor =
        match.factor ? getOperand(match.factor, op, value.getType()) : Value();
    if (bool(factor) != bool(match.factor))
      continue;
    rewriter.setInsertionPoint(op);
    auto activation = ActivationOp::create(
        rewriter, op->getLoc(), value.getType(), match.activation, x, beta);
    if (!match.drifts.empty())
      activation->setAttr(driftAttrName, rewriter.getStringAttr(
                                             llvm::join(match.drifts, "; ")));
    Value result = activation;
    if (factor)
      result = arith::MulFOp::create(rewriter, op->getLoc(), result, factor);
    rewriter.replaceAllUsesWith(value, result);
    graph.replace(value, result);
    raised = true;
  }
  return raised;
}

/// Whether the match is to be raised; says so if it is not.
bool ActivationRaiser::accept(const ActivationMatch &match) {
  llvm::SmallPtrSet<Expression *, 16> inside(match.interior.begin(),
                                             match.interior.end());
  std::string name = getText(match.activation);
  for (Expression *step : match.interior) {
    if (step == match.root || isa<arith::ExtFOp>(step->op))
      continue;
    bool isUsed = step->escapes || llvm::any_of(step->users, [&](auto *user) {
                    return !inside.contains(user);
                  });
    if (!isUsed)
      continue;
    reportMissed(match.root, name + ": the result of " +
                                 step->op->getName().getStringRef() +
                                 " in the midst of it has another use");
    return false;
  }
  if (isPartOfLargerFunction(match)) {
    reportMissed(match.root,
                 name + " is a part of a function that is no activation");
    return false;
  }
  if (strictRounding && !match.roundings.empty()) {
    reportMissed(match.root, name + " without the " + describeRoundings(match));
    return false;
  }
  return true;
}

unsigned ActivationRaiser::run() {
  llvm::SmallPtrSet<Expression *, 32> covered;
  SmallVector<Expression *> roots;
  for (Expression &expression : graph.getExpressions())
    if (expression.isOperation())
      roots.push_back(&expression);
  unsigned count = 0;
  // What an activation is made of comes before it.
  for (Expression *root : llvm::reverse(roots)) {
    if (covered.contains(root))
      continue;
    std::optional<ActivationMatch> match = matchActivation(root);
    if (!match)
      match = matchRegrouped(root);
    if (!match) {
      if (isa<arith::MulFOp>(root->op))
        if (std::string text = explainNearMiss(root); !text.empty())
          reportMissed(root, text);
      continue;
    }
    Location loc = root->op->getLoc();
    if (!accept(*match) || !raise(*match))
      continue;
    ++count;
    covered.insert(match->interior.begin(), match->interior.end());
    remark::passed(loc, raiseRemarkOpts) << describe(*match);
  }
  return count;
}

unsigned mlir::glu::raiseActivations(Operation *root, bool strictRounding) {
  return ActivationRaiser(root, strictRounding).run();
}

//===----------------------------------------------------------------------===//
// Gates
//===----------------------------------------------------------------------===//

/// The activation whose result `value` is, if nothing else reads it.
static ActivationOp getActivation(Value value) {
  auto activation = value.getDefiningOp<ActivationOp>();
  return activation && value.hasOneUse() ? activation : nullptr;
}

static bool raiseGate(IRRewriter &rewriter, Operation *op) {
  if (op->getNumResults() != 1)
    return false;
  auto multiply = matchElementwise<arith::MulFOp>(op->getResult(0));
  if (!multiply || !llvm::all_of(multiply->maps, [](AffineMap map) {
        return map.isIdentity();
      }))
    return false;
  Value lhs = multiply->operands[0], rhs = multiply->operands[1];
  if (!getActivation(lhs))
    std::swap(lhs, rhs);
  ActivationOp activation = getActivation(lhs);
  // A scaled activation is no gate.
  if (!activation || getUniformConstant(rhs) ||
      lhs.getType() != rhs.getType() ||
      lhs.getType() != op->getResult(0).getType() ||
      activation->getBlock() != op->getBlock())
    return false;
  bool isNarrow =
      cast<FloatType>(getElementTypeOrSelf(lhs.getType())).getWidth() < 32;
  rewriter.setInsertionPoint(op);
  auto gate = rewriter.replaceOpWithNewOp<GateOp>(
      op, op->getResult(0).getType(), activation.getActivation(),
      isNarrow ? Rounding::AsUnfused : Rounding::F32Through, activation.getX(),
      rhs, activation.getBeta());
  gate->setDiscardableAttrs(activation->getDiscardableAttrDictionary());
  rewriter.eraseOp(activation);
  return true;
}

unsigned mlir::glu::raiseGates(Operation *root) {
  IRRewriter rewriter(root->getContext());
  SmallVector<Operation *> ops;
  root->walk([&](Operation *op) {
    if (isa<arith::MulFOp, linalg::LinalgOp>(op))
      ops.push_back(op);
  });
  return llvm::count_if(ops,
                        [&](Operation *op) { return raiseGate(rewriter, op); });
}
