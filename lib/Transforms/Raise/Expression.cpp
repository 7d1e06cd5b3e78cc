//===- Expression.cpp - Elementwise code as functions of reals ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Expression.h"
#include "glu/IR/GLU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

using namespace mlir;
using namespace mlir::glu;

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// Comparisons are those of numbers: whether they are ordered makes no
/// difference.
static RealFunction getComparison(arith::CmpFPredicate predicate) {
  using P = arith::CmpFPredicate;
  switch (predicate) {
  case P::OEQ:
  case P::UEQ:
    return [](Reals x) -> long double { return x[0] == x[1]; };
  case P::OGT:
  case P::UGT:
    return [](Reals x) -> long double { return x[0] > x[1]; };
  case P::OGE:
  case P::UGE:
    return [](Reals x) -> long double { return x[0] >= x[1]; };
  case P::OLT:
  case P::ULT:
    return [](Reals x) -> long double { return x[0] < x[1]; };
  case P::OLE:
  case P::ULE:
    return [](Reals x) -> long double { return x[0] <= x[1]; };
  case P::ONE:
  case P::UNE:
    return [](Reals x) -> long double { return x[0] != x[1]; };
  case P::AlwaysTrue:
  case P::ORD:
    return [](Reals) -> long double { return 1; };
  case P::AlwaysFalse:
  case P::UNO:
    return [](Reals) -> long double { return 0; };
  }
  llvm_unreachable("unknown predicate");
}

static RealFunction getActivationFunction(ActivationOp op) {
  ActivationAttrInterface activation = op.getActivation();
  FloatType type =
      getComputeType(cast<FloatType>(getElementTypeOrSelf(op.getX())));
  return [=](Reals x) {
    return activation.evaluate(type, x[0], x.size() > 1 ? x[1] : 0);
  };
}

RealFunction mlir::glu::getFunction(Operation *op) {
  // Functions of integers are none, but for those of booleans.
  auto isBoolean = [&] {
    return getElementTypeOrSelf(op->getResult(0)).isInteger(1);
  };
#define GLU_FUNCTION(OP, EXPRESSION)                                           \
  .Case([](OP) -> RealFunction {                                               \
    return [](Reals x) -> long double { return EXPRESSION; };                  \
  })
#define GLU_BOOLEAN(OP, EXPRESSION)                                            \
  .Case([&](OP) -> RealFunction {                                              \
    if (!isBoolean())                                                          \
      return nullptr;                                                          \
    return [](Reals x) -> long double { return EXPRESSION; };                  \
  })
  return llvm::TypeSwitch<Operation *, RealFunction>(op)
      // clang-format off
      GLU_FUNCTION(arith::AddFOp, x[0] + x[1])
      GLU_FUNCTION(arith::SubFOp, x[0] - x[1])
      GLU_FUNCTION(arith::MulFOp, x[0] * x[1])
      GLU_FUNCTION(arith::DivFOp, x[0] / x[1])
      GLU_FUNCTION(arith::NegFOp, -x[0])
      GLU_FUNCTION(arith::ExtFOp, x[0])
      GLU_FUNCTION(arith::TruncFOp, x[0])
      GLU_FUNCTION(arith::SIToFPOp, x[0])
      GLU_FUNCTION(arith::UIToFPOp, x[0])
      GLU_FUNCTION(arith::MaximumFOp, std::max(x[0], x[1]))
      GLU_FUNCTION(arith::MaxNumFOp, std::max(x[0], x[1]))
      GLU_FUNCTION(arith::MinimumFOp, std::min(x[0], x[1]))
      GLU_FUNCTION(arith::MinNumFOp, std::min(x[0], x[1]))
      GLU_FUNCTION(arith::SelectOp, x[0] ? x[1] : x[2])
      GLU_BOOLEAN(arith::AndIOp, x[0] && x[1])
      GLU_BOOLEAN(arith::OrIOp, x[0] || x[1])
      GLU_BOOLEAN(arith::XOrIOp, x[0] != x[1])
      GLU_FUNCTION(math::AbsFOp, std::fabs(x[0]))
      GLU_FUNCTION(math::CbrtOp, std::cbrt(x[0]))
      GLU_FUNCTION(math::ClampFOp, std::max(std::min(x[0], x[2]), x[1]))
      GLU_FUNCTION(math::CopySignOp, std::copysign(x[0], x[1]))
      GLU_FUNCTION(math::CoshOp, std::cosh(x[0]))
      GLU_FUNCTION(math::ErfOp, std::erf(x[0]))
      GLU_FUNCTION(math::ErfcOp, std::erfc(x[0]))
      GLU_FUNCTION(math::ExpOp, std::exp(x[0]))
      GLU_FUNCTION(math::Exp2Op, std::exp2(x[0]))
      GLU_FUNCTION(math::ExpM1Op, std::expm1(x[0]))
      GLU_FUNCTION(math::FmaOp, x[0] * x[1] + x[2])
      GLU_FUNCTION(math::FPowIOp, std::pow(x[0], x[1]))
      GLU_FUNCTION(math::LogOp, std::log(x[0]))
      GLU_FUNCTION(math::Log10Op, std::log10(x[0]))
      GLU_FUNCTION(math::Log1pOp, std::log1p(x[0]))
      GLU_FUNCTION(math::Log2Op, std::log2(x[0]))
      GLU_FUNCTION(math::PowFOp, std::pow(x[0], x[1]))
      GLU_FUNCTION(math::RsqrtOp, 1 / std::sqrt(x[0]))
      GLU_FUNCTION(math::SinhOp, std::sinh(x[0]))
      GLU_FUNCTION(math::SqrtOp, std::sqrt(x[0]))
      GLU_FUNCTION(math::TanhOp, std::tanh(x[0]))
      .Case([](arith::ExtUIOp extension) -> RealFunction {
        if (!getElementTypeOrSelf(extension.getIn()).isInteger(1))
          return nullptr;
        return [](Reals x) { return x[0]; };
      })
      .Case([](arith::CmpFOp cmp) { return getComparison(cmp.getPredicate()); })
      .Case([](ActivationOp act) { return getActivationFunction(act); })
                                                          // clang-format on
                                                          .Default([](
                                                                       Operation
                                                                           *) {
                                                            return RealFunction();
                                                          });
#undef GLU_FUNCTION
#undef GLU_BOOLEAN
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// `value` as `type` holds it.
static double roundTo(double value, Type type) {
  auto floatType = dyn_cast<FloatType>(type);
  if (!floatType)
    return value;
  bool isExact;
  llvm::APFloat number(value);
  number.convert(floatType.getFloatSemantics(),
                 llvm::APFloat::rmNearestTiesToEven, &isExact);
  return number.convertToDouble();
}

static std::optional<double> getNumber(Attribute attribute) {
  if (auto elements = dyn_cast<DenseElementsAttr>(attribute)) {
    if (!elements.isSplat())
      return std::nullopt;
    attribute = elements.getSplatValue<Attribute>();
  }
  if (auto number = dyn_cast<FloatAttr>(attribute))
    return number.getValueAsDouble();
  auto integer = dyn_cast<IntegerAttr>(attribute);
  if (!integer)
    return std::nullopt;
  if (integer.getType().isInteger(1))
    return integer.getValue().getBoolValue();
  return integer.getValue().getSExtValue();
}

std::optional<double> mlir::glu::getUniformConstant(Value value) {
  Attribute constant;
  if (matchPattern(value, m_Constant(&constant)))
    return getNumber(constant);
  Operation *op = value.getDefiningOp();
  // Ops that move elements, or repeat one.
  if (isa_and_nonnull<linalg::FillOp, linalg::BroadcastOp, linalg::TransposeOp,
                      tensor::SplatOp, tensor::CollapseShapeOp,
                      tensor::ExpandShapeOp, tensor::ReshapeOp, tensor::CastOp,
                      tensor::ExtractSliceOp, tensor::ExtractOp>(op))
    return getUniformConstant(op->getOperand(0));
  if (auto elements = dyn_cast_or_null<tensor::FromElementsOp>(op))
    if (elements.getElements().size() == 1)
      return getUniformConstant(elements.getElements()[0]);
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// The graph
//===----------------------------------------------------------------------===//

bool mlir::glu::isElementwiseCode(linalg::LinalgOp op) {
  if (!op.hasPureTensorSemantics() ||
      op.getNumParallelLoops() != op.getNumLoops())
    return false;
  for (OpResult result : op->getResults())
    if (!op.getIndexingMapMatchingResult(result).isIdentity())
      return false;
  for (OpOperand *input : op.getDpsInputOperands())
    if (!op.getMatchingIndexingMap(input).isProjectedPermutation(
            /*allowZeroInResults=*/true))
      return false;
  for (BlockArgument out : op.getRegionOutputArgs())
    if (!out.use_empty())
      return false;
  return llvm::all_of(op.getBlock()->without_terminator(), [](Operation &body) {
    return body.getNumResults() == 1 &&
           (body.hasTrait<OpTrait::ConstantLike>() || getFunction(&body));
  });
}

ExpressionGraph::ExpressionGraph(Operation *root) {
  root->walk<WalkOrder::PreOrder>([&](Operation *op) {
    visit(op);
    // The body is visited with its op.
    return isa<linalg::LinalgOp>(op) ? WalkResult::skip()
                                     : WalkResult::advance();
  });
  findEscapes();
}

void ExpressionGraph::visit(Operation *op) {
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
    if (isElementwiseCode(linalgOp))
      visitLinalg(linalgOp);
    return;
  }
  if (op->getNumResults() == 1 && getFunction(op))
    visitElementwise(op);
}

void ExpressionGraph::visitElementwise(Operation *op) {
  if (!isa<RankedTensorType>(op->getResult(0).getType()))
    return;
  modelled.insert(op);
  bind(op->getResult(0),
       getOperation(op, getElementTypeOrSelf(op->getResult(0))));
}

void ExpressionGraph::visitLinalg(linalg::LinalgOp op) {
  if (op->getNumResults() == 1)
    if (std::optional<double> number = getUniformConstant(op->getResult(0))) {
      Type type = getElementTypeOrSelf(op->getResult(0));
      return bind(op->getResult(0), getConstant(*number, type));
    }
  modelled.insert(op);
  for (OpOperand *input : op.getDpsInputOperands())
    bind(op.getMatchingBlockArgument(input), getRead(op, input));
  for (Operation &body : op.getBlock()->without_terminator())
    if (!body.hasTrait<OpTrait::ConstantLike>())
      bind(body.getResult(0), getOperation(&body, body.getResult(0).getType()));
  for (auto [result, yielded] : llvm::zip(
           op->getResults(), op.getBlock()->getTerminator()->getOperands()))
    bind(result, get(yielded));
}

Expression &ExpressionGraph::create(Type type) {
  Expression &expression = expressions.emplace_back();
  expression.type = type;
  expression.number = expressions.size();
  return expression;
}

void ExpressionGraph::bind(Value value, Expression *expression) {
  byValue[value] = expression;
  expression->values.push_back(value);
}

Expression *ExpressionGraph::getConstant(double value, Type type) {
  value = roundTo(value, type);
  auto bits = llvm::bit_cast<uint64_t>(value);
  Key key{reinterpret_cast<const void *>(bits),
          nullptr,
          type.getAsOpaquePointer(),
          {}};
  Expression *&expression = byKey[key];
  if (!expression) {
    expression = &create(type);
    expression->constant = value;
  }
  return expression;
}

Expression *ExpressionGraph::get(Value value) {
  if (Expression *known = byValue.lookup(value))
    return known;
  Type type = getElementTypeOrSelf(value);
  Expression *expression;
  if (std::optional<double> number = getUniformConstant(value))
    expression = getConstant(*number, type);
  else
    expression = &create(type);
  bind(value, expression);
  return expression;
}

/// An input as the body of `op` reads it. What is broadcast or transposed is
/// another leaf than what is not.
Expression *ExpressionGraph::getRead(linalg::LinalgOp op, OpOperand *operand) {
  AffineMap map = op.getMatchingIndexingMap(operand);
  Expression *source = get(operand->get());
  if (map.isIdentity() || source->constant)
    return source;
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  const void *shape = type.hasStaticShape()
                          ? type.clone(IntegerType::get(op.getContext(), 1))
                                .getAsOpaquePointer()
                          : op.getOperation();
  Key key{nullptr, map.getAsOpaquePointer(), shape, {source}};
  Expression *&read = byKey[key];
  if (!read)
    read = &create(source->type);
  return read;
}

Expression *ExpressionGraph::getOperation(Operation *op, Type type) {
  SmallVector<Expression *, 3> operands;
  for (Value operand : op->getOperands())
    operands.push_back(get(operand));
  RealFunction function = getFunction(op);
  if (llvm::all_of(operands, [](Expression *x) { return x->constant; })) {
    SmallVector<long double> numbers;
    for (Expression *operand : operands)
      numbers.push_back(*operand->constant);
    return getConstant(function(numbers), type);
  }
  Key key{op->getName().getAsOpaquePointer(),
          op->getAttrDictionary().getAsOpaquePointer(),
          type.getAsOpaquePointer(),
          {operands.begin(), operands.end()}};
  Expression *&expression = byKey[key];
  if (expression)
    return expression;
  expression = &create(type);
  expression->function = std::move(function);
  expression->operands = operands;
  expression->op = op;
  for (Expression *operand : operands)
    if (!llvm::is_contained(operand->users, expression))
      operand->users.push_back(expression);
  return expression;
}

void ExpressionGraph::findEscapes() {
  for (Expression &expression : expressions)
    for (Value value : expression.values)
      for (Operation *user : value.getUsers()) {
        // A yielded scalar is the result of the linalg op.
        Operation *owner =
            isa<linalg::YieldOp>(user) ? user->getParentOp() : user;
        expression.escapes |= !modelled.contains(owner) &&
                              !modelled.contains(user->getParentOp());
      }
}

void ExpressionGraph::replace(Value from, Value to) {
  Expression *expression = byValue.lookup(from);
  if (!expression)
    return;
  byValue.erase(from);
  llvm::erase(expression->values, from);
  if (expression->op && expression->op == from.getDefiningOp())
    expression->op = to.getDefiningOp();
  if (!byValue.lookup(to))
    bind(to, expression);
}
