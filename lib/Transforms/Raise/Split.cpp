//===- Split.cpp - Bodies of linalg ops as ops on tensors -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Split.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::glu;

namespace {
/// Makes the tensors that an op's body is about.
class Splitter {
public:
  Splitter(RewriterBase &rewriter, linalg::LinalgOp op)
      : rewriter(rewriter), op(op), loc(op.getLoc()),
        shape(cast<RankedTensorType>(op->getResult(0).getType())) {}

  Value getEmpty(Type elementType);
  Value getSplat(Value scalar);
  Value getInput(OpOperand *input);
  Value getResult(Operation &body, const IRMapping &tensors);

private:
  RankedTensorType getType(Type elementType) {
    return RankedTensorType::get(shape.getShape(), elementType);
  }

  RewriterBase &rewriter;
  linalg::LinalgOp op;
  Location loc;
  RankedTensorType shape;
};
} // namespace

Value Splitter::getEmpty(Type elementType) {
  return tensor::EmptyOp::create(
      rewriter, loc,
      tensor::getMixedSizes(rewriter, loc, op.getDpsInitOperand(0)->get()),
      elementType);
}

Value Splitter::getSplat(Value scalar) {
  RankedTensorType type = getType(scalar.getType());
  TypedAttr constant;
  if (type.hasStaticShape() && matchPattern(scalar, m_Constant(&constant)))
    return arith::ConstantOp::create(rewriter, loc,
                                     DenseElementsAttr::get(type, constant));
  if (Operation *definition = scalar.getDefiningOp();
      definition && definition->getBlock() == op.getBlock())
    scalar = rewriter.clone(*definition)->getResult(0);
  return linalg::FillOp::create(rewriter, loc, scalar,
                                getEmpty(scalar.getType()))
      .getResult(0);
}

/// An input in the shape of the result.
Value Splitter::getInput(OpOperand *input) {
  AffineMap map = op.getMatchingIndexingMap(input);
  Value value = input->get();
  if (!isa<RankedTensorType>(value.getType()))
    return getSplat(value);
  if (cast<RankedTensorType>(value.getType()).getRank() == 0)
    return getSplat(
        tensor::ExtractOp::create(rewriter, loc, value, ValueRange()));
  if (map.isIdentity())
    return value;
  auto identity =
      AffineMap::getMultiDimIdentityMap(shape.getRank(), rewriter.getContext());
  SmallVector<utils::IteratorType> iterators(shape.getRank(),
                                             utils::IteratorType::parallel);
  Type elementType = getElementTypeOrSelf(value);
  return linalg::GenericOp::create(
             rewriter, loc, getType(elementType), value, getEmpty(elementType),
             ArrayRef{map, identity}, iterators,
             [](OpBuilder &b, Location loc, ValueRange args) {
               linalg::YieldOp::create(b, loc, args[0]);
             })
      .getResult(0);
}

Value Splitter::getResult(Operation &body, const IRMapping &tensors) {
  if (body.hasTrait<OpTrait::ConstantLike>())
    return getSplat(body.getResult(0));
  SmallVector<Value> operands;
  for (Value operand : body.getOperands())
    operands.push_back(tensors.contains(operand) ? tensors.lookup(operand)
                                                 : getSplat(operand));
  OperationState state(body.getLoc(), body.getName(), operands,
                       getType(body.getResult(0).getType()), body.getAttrs());
  return rewriter.create(state)->getResult(0);
}

void mlir::glu::splitElementwise(
    RewriterBase &rewriter, linalg::LinalgOp op,
    function_ref<void(Value, Value)> notifyReplaced) {
  rewriter.setInsertionPoint(op);
  Splitter splitter(rewriter, op);
  IRMapping tensors;
  auto add = [&](Value scalar, Value tensor) {
    tensors.map(scalar, tensor);
    notifyReplaced(scalar, tensor);
  };
  for (OpOperand *input : op.getDpsInputOperands())
    add(op.getMatchingBlockArgument(input), splitter.getInput(input));
  for (Operation &body : op.getBlock()->without_terminator())
    add(body.getResult(0), splitter.getResult(body, tensors));
  SmallVector<Value> results;
  for (Value yielded : op.getBlock()->getTerminator()->getOperands())
    results.push_back(tensors.contains(yielded) ? tensors.lookup(yielded)
                                                : splitter.getSplat(yielded));
  for (auto [result, tensor] : llvm::zip(op->getResults(), results))
    notifyReplaced(result, tensor);
  rewriter.replaceOp(op, results);
}
