//===- TensorMatchers.h - Recognize ops on tensors by meaning ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GLU_LIB_TRANSFORMS_TENSORMATCHERS_H
#define GLU_LIB_TRANSFORMS_TENSORMATCHERS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::glu {

/// Whether the sizes that are known agree.
bool agree(ArrayRef<int64_t> sizes);

/// The ops whose maps and body say elementwise f(a) or f(a, b): an op on
/// tensors, or a linalg op whose body is that one op on scalars.
struct Elementwise {
  Operation *op; // f
  SmallVector<Value, 2> operands;
  SmallVector<AffineMap, 2> maps; // how each operand is read
};

template <typename OpTy>
std::optional<Elementwise> matchElementwise(Value value);

/// The input that an op like `linalg.broadcast`, `linalg.transpose` or
/// `linalg.fill` copies; null if the op does more.
OpOperand *matchCopy(linalg::LinalgOp op);

/// The `[n]` or the scalar (which may be of another float type) of which
/// `value`, read along `map`, is the broadcast along all dimensions but the
/// last one. Null if it is none.
Value matchBroadcast(Value value, AffineMap map);
Value matchBroadcast(Value value);

/// The value of which `value` is the rounding to a narrower type, to nearest
/// even. Null if it is none.
Value matchRounding(Value value);

/// `value` before it was widened, which keeps its numbers.
Value stripWidening(Value value);

/// A slice along one dimension: `size` elements of `source` from `offset`, in
/// blocks of `block` elements that each begin `stride` after the one before.
struct Slice {
  Value source;
  int64_t offset = 0, size = 0, stride = 1, block = 1;
};

/// Whether the slice takes all of dimension `dim`.
bool isWholeDimension(tensor::ExtractSliceOp slice, int64_t dim);

/// Reads `value` as a slice with static bounds along `dim` that keeps every
/// other dimension whole: a slice, or one of the parts of each block, of the
/// dimension expanded to `[blocks, parts, block]`.
std::optional<Slice> matchSlice(Value value, int64_t dim);

//===----------------------------------------------------------------------===//
// Implementation
//===----------------------------------------------------------------------===//

/// The op in the body of `op`, if it is one alone and `op` is elementwise.
Operation *getElementwiseBody(linalg::LinalgOp op);

template <typename OpTy>
std::optional<Elementwise> matchElementwise(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  Operation *op = value.getDefiningOp();
  if (!type || !op)
    return std::nullopt;
  if (isa<OpTy>(op))
    return Elementwise{
        op, llvm::to_vector<2>(op->getOperands()),
        SmallVector<AffineMap, 2>(op->getNumOperands(),
                                  AffineMap::getMultiDimIdentityMap(
                                      type.getRank(), op->getContext()))};
  auto linalgOp = dyn_cast<linalg::LinalgOp>(op);
  Operation *scalar = linalgOp ? getElementwiseBody(linalgOp) : nullptr;
  if (!isa_and_nonnull<OpTy>(scalar))
    return std::nullopt;
  Elementwise result{scalar, {}, {}};
  for (Value operand : scalar->getOperands()) {
    OpOperand *input =
        linalgOp.getMatchingOpOperand(cast<BlockArgument>(operand));
    result.operands.push_back(input->get());
    result.maps.push_back(linalgOp.getMatchingIndexingMap(input));
  }
  return result;
}

} // namespace mlir::glu

#endif // GLU_LIB_TRANSFORMS_TENSORMATCHERS_H
