//===- Rows.cpp - Layers with one dimension of rows -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/IR/Rows.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::glu;

/// How the dimensions of `type` become two: [0, rank - 1) and the last, or, of
/// a single row, one and the last.
static SmallVector<ReassociationIndices> getGroups(RankedTensorType type) {
  int64_t rank = type.getRank();
  if (rank == 1)
    return {{0, 1}};
  return {llvm::to_vector<2>(llvm::seq<int64_t>(0, rank - 1)), {rank - 1}};
}

Value mlir::glu::flattenRows(OpBuilder &b, Location loc, Value v) {
  auto type = cast<RankedTensorType>(v.getType());
  if (type.getRank() == 2)
    return v;
  if (type.getRank() > 2)
    return tensor::CollapseShapeOp::create(b, loc, v, getGroups(type));
  auto row =
      RankedTensorType::get({1, type.getDimSize(0)}, type.getElementType());
  return tensor::ExpandShapeOp::create(b, loc, row, v, getGroups(type));
}

Value mlir::glu::unflattenRows(OpBuilder &b, Location loc, Value rows,
                               Value like) {
  auto type = cast<RankedTensorType>(like.getType());
  if (type.getRank() == 2)
    return rows;
  if (type.getRank() == 1)
    return tensor::CollapseShapeOp::create(b, loc, rows, getGroups(type));
  return tensor::ExpandShapeOp::create(b, loc, type, rows, getGroups(type),
                                       tensor::getMixedSizes(b, loc, like));
}
