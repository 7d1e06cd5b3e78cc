//===- ResultLoops.cpp - Loops of a linalg op by its result ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResultLoops.h"

using namespace mlir;

static AffineMap getResultMap(linalg::LinalgOp op) {
  return op.getMatchingIndexingMap(op.getDpsInitOperand(0));
}

std::optional<unsigned> mlir::glu::getResultLoop(linalg::LinalgOp op,
                                                 int64_t dim) {
  if (dim < 0)
    return std::nullopt;
  auto expr = dyn_cast<AffineDimExpr>(getResultMap(op).getResult(dim));
  if (!expr)
    return std::nullopt;
  return expr.getPosition();
}

std::optional<unsigned> mlir::glu::getLastResultLoop(linalg::LinalgOp op) {
  return getResultLoop(
      op, static_cast<int64_t>(getResultMap(op).getNumResults()) - 1);
}

bool mlir::glu::isContiguousAlong(linalg::LinalgOp op, unsigned loop) {
  for (AffineMap map : op.getIndexingMapsArray()) {
    ArrayRef<AffineExpr> exprs = map.getResults();
    for (AffineExpr expr : exprs.empty() ? exprs : exprs.drop_back())
      if (expr.isFunctionOfDim(loop))
        return false;
  }
  return true;
}
