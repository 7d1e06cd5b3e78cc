//===- Maxout.cpp - The maximum of affine pieces to glu.maxout ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../Products.h"
#include "Raise.h"
#include "glu/Transforms/Transforms.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::glu;

/// The operands of a chain of maxima that ends at `value`.
static void collectPieces(Value value, bool isRoot,
                          SmallVectorImpl<Value> &pieces) {
  auto maximum = matchElementwise<arith::MaximumFOp>(value);
  bool isStep = maximum && (isRoot || value.hasOneUse()) &&
                llvm::all_of(maximum->maps,
                             [](AffineMap map) { return map.isIdentity(); });
  if (!isStep)
    return pieces.push_back(value);
  for (Value operand : maximum->operands)
    collectPieces(operand, /*isRoot=*/false, pieces);
}

/// Whether `value` is an operand of another maximum of the same chain.
static bool isInChain(Value value) {
  if (!value.hasOneUse())
    return false;
  Operation *user = *value.user_begin();
  return user->getNumResults() == 1 &&
         matchElementwise<arith::MaximumFOp>(user->getResult(0));
}

/// `value` with a dimension of size 1 in front.
static Value expandFront(OpBuilder &b, Location loc, Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<int64_t> shape{1};
  llvm::append_range(shape, type.getShape());
  SmallVector<ReassociationIndices> groups;
  for (int64_t d = 0; d < type.getRank(); ++d)
    groups.push_back({d + 1});
  groups.front().insert(groups.front().begin(), 0);
  return tensor::ExpandShapeOp::create(b, loc, type.clone(shape), value,
                                       groups);
}

/// `values` along a new first dimension.
static Value stack(OpBuilder &b, Location loc, ArrayRef<Value> values) {
  SmallVector<Value> expanded;
  for (Value value : values)
    expanded.push_back(expandFront(b, loc, value));
  return tensor::ConcatOp::create(b, loc, /*dim=*/0, expanded);
}

/// The part of dimension `dim` that `slice` takes of another tensor.
static Value takeSlice(OpBuilder &b, Location loc, Value value, int64_t dim,
                       const Slice &slice) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, value);
  SmallVector<OpFoldResult> offsets(sizes.size(), b.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(sizes.size(), b.getIndexAttr(1));
  offsets[dim] = b.getIndexAttr(slice.offset);
  sizes[dim] = b.getIndexAttr(slice.size);
  strides[dim] = b.getIndexAttr(slice.stride);
  return tensor::ExtractSliceOp::create(b, loc, value, offsets, sizes, strides);
}

/// The product that is the piece `value`, or of which it is a slice that other
/// pieces have their parts of.
static Factor matchPiece(Value value, Block *block) {
  auto type = cast<RankedTensorType>(value.getType());
  std::optional<Slice> slice = matchSlice(value, type.getRank() - 1);
  if (!slice || slice->block != 1 || !value.hasOneUse())
    return matchFactor(value, block);
  Factor factor = matchFactor(slice->source, block, /*isResult=*/true);
  if (factor.slice)
    factor.problem = "a product is sliced twice";
  factor.slice = slice;
  return factor;
}

/// The weight as `[in, out]`.
static Value getInOut(OpBuilder &b, Location loc, const Weight &weight) {
  if (weight.order == WeightOrder::InOut)
    return weight.value;
  ArrayRef<int64_t> shape = weight.getType().getShape();
  Value empty =
      tensor::EmptyOp::create(b, loc, ArrayRef<int64_t>{shape[1], shape[0]},
                              weight.getType().getElementType());
  return linalg::TransposeOp::create(b, loc, weight.value, empty,
                                     ArrayRef<int64_t>{1, 0})
      ->getResult(0);
}

/// What keeps `pieces` from being those of one maxout; empty if nothing does.
/// The greatest of several numbers rounded is the greatest one, rounded.
static std::string findProblem(ArrayRef<Factor> pieces, Type type) {
  const Factor &first = pieces.front();
  for (const Factor &piece : pieces) {
    if (!piece.problem.empty())
      return piece.problem;
    if (piece.x != first.x)
      return "the pieces are of different inputs";
    if (piece.activation || piece.expand)
      return "there is more to a piece than a product and a bias";
    if (bool(piece.bias) != bool(first.bias))
      return "only some of the pieces have a bias";
    if (!piece.weight.getType().hasStaticShape() ||
        getElementTypeOrSelf(piece.x) != getElementTypeOrSelf(type))
      return "the weights are of dynamic sizes or of another type";
  }
  return "";
}

static bool raise(IRRewriter &rewriter, Operation *op) {
  if (op->getNumResults() != 1 || isInChain(op->getResult(0)))
    return false;
  SmallVector<Value> values;
  collectPieces(op->getResult(0), /*isRoot=*/true, values);
  if (values.size() < 2)
    return false;
  SmallVector<Factor> pieces;
  for (Value value : values)
    pieces.push_back(matchPiece(value, op->getBlock()));
  if (!llvm::all_of(pieces, [](const Factor &piece) { return piece.product; }))
    return false;
  Location loc = op->getLoc();
  Type type = op->getResult(0).getType();
  if (std::string problem = findProblem(pieces, type); !problem.empty()) {
    remark::missed(loc, raiseRemarkOpts)
        << remark::reason("maximum of products: {0}", problem);
    return false;
  }
  rewriter.setInsertionPoint(op);
  SmallVector<Value> weights, biases;
  for (const Factor &piece : pieces) {
    Value weight = getInOut(rewriter, loc, piece.weight), bias = piece.bias;
    if (piece.slice)
      weight = takeSlice(rewriter, loc, weight, /*dim=*/1, *piece.slice);
    if (piece.slice && bias)
      bias = takeSlice(rewriter, loc, bias, /*dim=*/0, *piece.slice);
    weights.push_back(weight);
    if (bias)
      biases.push_back(bias);
  }
  Value init = tensor::EmptyOp::create(
      rewriter, loc, tensor::getMixedSizes(rewriter, loc, values.front()),
      getElementTypeOrSelf(type));
  rewriter.replaceOpWithNewOp<MaxoutOp>(
      op, type, pieces.front().x, stack(rewriter, loc, weights),
      biases.empty() ? Value() : stack(rewriter, loc, biases), init);
  remark::passed(loc, raiseRemarkOpts)
      << "maxout of " + std::to_string(pieces.size()) + " pieces";
  return true;
}

unsigned mlir::glu::raiseMaxout(Operation *root) {
  IRRewriter rewriter(root->getContext());
  SmallVector<Operation *> ops;
  root->walk([&](Operation *op) {
    if (op->getNumResults() == 1 &&
        isa<RankedTensorType>(op->getResult(0).getType()) &&
        isa<arith::MaximumFOp, linalg::LinalgOp>(op))
      ops.push_back(op);
  });
  return llvm::count_if(ops,
                        [&](Operation *op) { return raise(rewriter, op); });
}
