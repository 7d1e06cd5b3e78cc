//===- SizeEquations.cpp - Which sizes of a program agree -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Compiler/CallAnalysis.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::glu;

/// The unknown of a dimension.
unsigned SizeEquations::getNode(Value tensor, unsigned dim) {
  auto [it, isNew] = nodes.try_emplace({tensor, dim}, nodes.size());
  if (isNew)
    classes.grow(nodes.size());
  return it->second;
}

/// The unknown of a number.
unsigned SizeEquations::getNode(Value index) {
  if (auto dim = index.getDefiningOp<tensor::DimOp>())
    if (std::optional<int64_t> number = dim.getConstantIndex())
      if (auto type = dyn_cast<RankedTensorType>(dim.getSource().getType()))
        if (*number >= 0 && *number < type.getRank())
          return getNode(dim.getSource(), *number);
  return getNode(index, 0);
}

void SizeEquations::addSameShape(ValueRange tensors) {
  RankedTensorType shape;
  Value first;
  for (Value tensor : tensors) {
    auto type = dyn_cast<RankedTensorType>(tensor.getType());
    if (!type || (shape && type.getRank() != shape.getRank()))
      continue;
    if (!shape) {
      shape = type;
      first = tensor;
    }
    for (int64_t dim = 0; dim < shape.getRank(); ++dim)
      classes.join(getNode(first, dim), getNode(tensor, dim));
  }
}

void SizeEquations::addStructured(linalg::LinalgOp op) {
  SmallVector<std::optional<unsigned>> loops(op.getNumLoops());
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    for (auto [number, expr] : llvm::enumerate(map.getResults())) {
      auto loop = dyn_cast<AffineDimExpr>(expr);
      if (!loop)
        continue;
      unsigned node = getNode(operand.get(), number);
      std::optional<unsigned> &known = loops[loop.getPosition()];
      if (known)
        classes.join(*known, node);
      known = node;
    }
  }
}

void SizeEquations::addReshape(Value expanded, Value collapsed,
                               ArrayRef<SmallVector<int64_t, 2>> groups) {
  auto type = cast<RankedTensorType>(expanded.getType());
  for (auto [number, group] : llvm::enumerate(groups)) {
    int64_t factor = 1;
    SmallVector<int64_t> dynamic;
    for (int64_t dim : group) {
      if (type.isDynamicDim(dim))
        dynamic.push_back(dim);
      else
        factor *= type.getDimSize(dim);
    }
    if (dynamic.size() == 1 && factor > 0)
      multiples.push_back({getNode(collapsed, number),
                           getNode(expanded, dynamic.front()), factor});
  }
}

/// The sizes of the dimensions `dims` of `tensor` are `sizes`.
void SizeEquations::addSizes(Value tensor, ArrayRef<unsigned> dims,
                             ArrayRef<OpFoldResult> sizes) {
  for (auto [dim, size] : llvm::zip_equal(dims, sizes))
    if (auto value = dyn_cast<Value>(size))
      classes.join(getNode(tensor, dim), getNode(value));
}

void SizeEquations::add(Operation *op) {
  if (auto structured = dyn_cast<linalg::LinalgOp>(op))
    addStructured(structured);
  if (auto destination = dyn_cast<DestinationStyleOpInterface>(op))
    for (OpResult result : op->getResults())
      addSameShape({result, destination.getTiedOpOperand(result)->get()});
  if (auto cast = dyn_cast<tensor::CastOp>(op))
    addSameShape({cast.getSource(), cast.getDest()});
  if (op->hasTrait<OpTrait::Elementwise>()) {
    addSameShape(op->getOperands());
    for (Value result : op->getResults())
      addSameShape({op->getOperand(0), result});
  }
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
    addReshape(expand.getResult(), expand.getSrc(),
               expand.getReassociationIndices());
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op))
    addReshape(collapse.getSrc(), collapse.getResult(),
               collapse.getReassociationIndices());
  if (auto empty = dyn_cast<tensor::EmptyOp>(op))
    addSizes(empty,
             llvm::to_vector(llvm::seq<unsigned>(0, empty.getType().getRank())),
             empty.getMixedSizes());
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op)) {
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    SmallVector<OpFoldResult> kept;
    for (auto [dim, size] : llvm::enumerate(slice.getMixedSizes()))
      if (!dropped.test(dim))
        kept.push_back(size);
    addSizes(slice, llvm::to_vector(llvm::seq<unsigned>(0, kept.size())), kept);
  }
  if (auto apply = dyn_cast<affine::AffineApplyOp>(op)) {
    AffineExpr x, halved = apply.getAffineMap().getResult(0);
    AffineExpr c;
    if (auto binary = dyn_cast<AffineBinaryOpExpr>(halved)) {
      x = binary.getLHS();
      c = binary.getRHS();
    }
    auto factor = dyn_cast_or_null<AffineConstantExpr>(c);
    if (factor && halved.getKind() == AffineExprKind::FloorDiv &&
        isa<AffineDimExpr, AffineSymbolExpr>(x) && factor.getValue() > 0 &&
        apply->getNumOperands() == 1)
      multiples.push_back({getNode(apply->getOperand(0)),
                           getNode(apply.getResult()), factor.getValue()});
  }
}

//===----------------------------------------------------------------------===//
// Solving
//===----------------------------------------------------------------------===//

void SizeEquations::reset() {
  values.clear();
  for (auto [key, node] : nodes) {
    // A constant tensor of integers is no size.
    if (auto type = dyn_cast<RankedTensorType>(key.first.getType())) {
      if (!type.isDynamicDim(key.second))
        values[classes.findLeader(node)] = type.getDimSize(key.second);
    } else if (std::optional<int64_t> number = getConstantIntValue(key.first)) {
      values[classes.findLeader(node)] = *number;
    }
  }
  propagate();
}

bool SizeEquations::propagate() {
  auto find = [&](unsigned node) {
    auto it = values.find(classes.findLeader(node));
    return it == values.end() ? ShapedType::kDynamic : it->second;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (auto [node, of, factor] : multiples) {
      int64_t whole = find(node), part = find(of);
      if (ShapedType::isDynamic(whole) == ShapedType::isDynamic(part)) {
        if (!ShapedType::isDynamic(whole) && whole / factor != part)
          return false;
        continue;
      }
      if (ShapedType::isDynamic(whole))
        values[classes.findLeader(node)] = part * factor;
      else
        values[classes.findLeader(of)] = whole / factor;
      changed = true;
    }
  }
  return true;
}

std::optional<int64_t> SizeEquations::set(Value tensor, unsigned dim,
                                          int64_t size) {
  auto [it, isNew] =
      values.try_emplace(classes.findLeader(getNode(tensor, dim)), size);
  if (!isNew && it->second != size)
    return it->second;
  if (!propagate())
    return ShapedType::kDynamic;
  return {};
}

int64_t SizeEquations::get(Value tensor, unsigned dim) const {
  int64_t size = cast<RankedTensorType>(tensor.getType()).getDimSize(dim);
  auto node = nodes.find({tensor, dim});
  if (node == nodes.end())
    return size;
  auto value = values.find(classes.findLeader(node->second));
  return value == values.end() ? size : value->second;
}

SmallVector<int64_t> SizeEquations::getLoops(linalg::LinalgOp op) const {
  SmallVector<int64_t> loops(op.getNumLoops(), ShapedType::kDynamic);
  for (OpOperand &operand : op->getOpOperands())
    for (auto [number, expr] :
         llvm::enumerate(op.getMatchingIndexingMap(&operand).getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        loops[loop.getPosition()] = get(operand.get(), number);
  return loops;
}
