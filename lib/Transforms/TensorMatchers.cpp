//===- TensorMatchers.cpp - Recognize ops on tensors by meaning -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorMatchers.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"

using namespace mlir;
using namespace mlir::glu;

bool mlir::glu::agree(ArrayRef<int64_t> sizes) {
  int64_t known = ShapedType::kDynamic;
  for (int64_t size : sizes) {
    if (ShapedType::isDynamic(size))
      continue;
    if (!ShapedType::isDynamic(known) && size != known)
      return false;
    known = size;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Elementwise ops and broadcasts
//===----------------------------------------------------------------------===//

/// Whether `op` computes each element of its one result by itself.
static bool isParallel(linalg::LinalgOp op) {
  return op.hasPureTensorSemantics() && op->getNumResults() == 1 &&
         op.getNumParallelLoops() == op.getNumLoops() &&
         op.getIndexingMapMatchingResult(op->getResult(0)).isIdentity();
}

Operation *mlir::glu::getElementwiseBody(linalg::LinalgOp op) {
  if (!isParallel(op) || !llvm::hasNItems(*op.getBlock(), 2))
    return nullptr;
  Operation *scalar = &op.getBlock()->front();
  Operation *yield = op.getBlock()->getTerminator();
  if (scalar->getNumResults() != 1 ||
      yield->getOperand(0) != scalar->getResult(0))
    return nullptr;
  bool readsInputs = llvm::all_of(scalar->getOperands(), [&](Value operand) {
    return llvm::is_contained(op.getRegionInputArgs(), operand);
  });
  return readsInputs ? scalar : nullptr;
}

OpOperand *mlir::glu::matchCopy(linalg::LinalgOp op) {
  if (!isParallel(op))
    return nullptr;
  auto yielded =
      dyn_cast<BlockArgument>(op.getBlock()->getTerminator()->getOperand(0));
  if (!yielded || !llvm::is_contained(op.getRegionInputArgs(), yielded))
    return nullptr;
  return op.getMatchingOpOperand(yielded);
}

Value mlir::glu::stripWidening(Value value) {
  while (auto widening = matchElementwise<arith::ExtFOp>(value)) {
    if (!widening->maps[0].isIdentity())
      break;
    value = widening->operands[0];
  }
  return value;
}

Value mlir::glu::matchBroadcast(Value value, AffineMap map) {
  if (isa<FloatType>(value.getType()))
    return value;
  if (!isa<RankedTensorType>(value.getType()))
    return Value();
  unsigned rank = map.getNumDims();
  // A vector added to a vector is no broadcast.
  if (rank > 1 && map.getNumResults() == 1 &&
      map.getResult(0) == getAffineDimExpr(rank - 1, map.getContext()))
    return stripWidening(value);
  Operation *op = value.getDefiningOp();
  if (!op || !map.isIdentity())
    return Value();
  if (auto splat = dyn_cast<tensor::SplatOp>(op))
    return matchBroadcast(splat.getInput(), map);
  if (auto widening = matchElementwise<arith::ExtFOp>(value))
    return matchBroadcast(widening->operands[0], widening->maps[0]);
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  OpOperand *input = linalgOp ? matchCopy(linalgOp) : nullptr;
  if (!input)
    return Value();
  return matchBroadcast(input->get(), linalgOp.getMatchingIndexingMap(input));
}

Value mlir::glu::matchBroadcast(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  int64_t rank = type ? type.getRank() : 0;
  return matchBroadcast(
      value, AffineMap::getMultiDimIdentityMap(rank, value.getContext()));
}

Value mlir::glu::matchRounding(Value value) {
  auto narrowing = matchElementwise<arith::TruncFOp>(value);
  if (!narrowing || !narrowing->maps[0].isIdentity())
    return Value();
  auto mode = cast<arith::TruncFOp>(narrowing->op).getRoundingmode();
  if (mode && *mode != arith::RoundingMode::to_nearest_even)
    return Value();
  return narrowing->operands[0];
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

/// A tensor of the sizes of `value`, in front of elementwise ops, which do not
/// tell that their sizes are those of their operands.
static Value stripElementwise(Value value) {
  Operation *op = value.getDefiningOp();
  while (op && OpTrait::hasElementwiseMappableTraits(op)) {
    auto operand = llvm::find_if(op->getOperands(), [](Value operand) {
      return isa<RankedTensorType>(operand.getType());
    });
    if (operand == op->operand_end())
      break;
    value = *operand;
    op = value.getDefiningOp();
  }
  return value;
}

bool mlir::glu::isWholeDimension(tensor::ExtractSliceOp slice, int64_t dim) {
  if (!isZeroInteger(slice.getMixedOffsets()[dim]) ||
      !isOneInteger(slice.getMixedStrides()[dim]))
    return false;
  FailureOr<bool> equal = ValueBoundsConstraintSet::areEqual(
      slice.getMixedSizes()[dim], {stripElementwise(slice.getSource()), dim});
  return succeeded(equal) && *equal;
}

/// `tensor.collapse_shape` of one part of `tensor.expand_shape`.
static std::optional<Slice> matchBlocks(tensor::CollapseShapeOp collapse,
                                        int64_t dim) {
  auto slice = collapse.getSrc().getDefiningOp<tensor::ExtractSliceOp>();
  if (!slice || !slice->hasOneUse())
    return std::nullopt;
  auto expand = slice.getSource().getDefiningOp<tensor::ExpandShapeOp>();
  // The other part may be read besides.
  if (!expand || expand.getResult().hasNUsesOrMore(3) || dim < 0 ||
      dim >= expand.getSrcType().getRank() ||
      collapse.getType().getRank() != expand.getSrcType().getRank())
    return std::nullopt;
  // The expanded dimension is `[blocks, parts, block]`, and `[blocks, block]`
  // is what is collapsed.
  for (auto [d, groups] :
       llvm::enumerate(llvm::zip(expand.getReassociationIndices(),
                                 collapse.getReassociationIndices()))) {
    bool isDim = int64_t(d) == dim;
    if (std::get<0>(groups).size() != (isDim ? 3 : 1) ||
        std::get<1>(groups).size() != (isDim ? 2 : 1))
      return std::nullopt;
  }
  int64_t parts = dim + 1;
  ArrayRef<int64_t> shape = expand.getResultType().getShape();
  for (int64_t d = 0; d < int64_t(shape.size()); ++d)
    if (d != parts && !isWholeDimension(slice, d))
      return std::nullopt;
  int64_t part = slice.getStaticOffset(parts);
  if (slice.getDroppedDims().find_first() != parts ||
      ShapedType::isDynamic(part) ||
      ShapedType::isDynamicShape(shape.slice(dim, 3)))
    return std::nullopt;
  int64_t block = shape[dim + 2];
  return Slice{expand.getSrc(), part * block, shape[dim] * block,
               shape[parts] * block, block};
}

std::optional<Slice> mlir::glu::matchSlice(Value value, int64_t dim) {
  if (auto collapse = value.getDefiningOp<tensor::CollapseShapeOp>())
    return matchBlocks(collapse, dim);
  auto op = value.getDefiningOp<tensor::ExtractSliceOp>();
  if (!op || op.getType().getRank() != op.getSourceType().getRank() ||
      dim < 0 || dim >= op.getType().getRank())
    return std::nullopt;
  for (int64_t d = 0; d < op.getType().getRank(); ++d)
    if (d != dim && !isWholeDimension(op, d))
      return std::nullopt;
  Slice slice{op.getSource(), op.getStaticOffset(dim), op.getStaticSize(dim),
              op.getStaticStride(dim)};
  for (int64_t bound : {slice.offset, slice.size, slice.stride})
    if (ShapedType::isDynamic(bound))
      return std::nullopt;
  return slice;
}
