//===- PrefetchWeights.cpp - Fetch rows of weights ahead of use -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace mlir::glu {
#define GEN_PASS_DEF_PREFETCHWEIGHTSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;

/// Elements in a cache line.
static int64_t getLineElements(Type elementType) {
  return 64 / std::max<int64_t>(1, elementType.getIntOrFloatBitWidth() / 8);
}

/// Fetches the lines of the row that `read` will read `distance` iterations of
/// `loop` from now; the last rows fetch the last one again.
static void prefetchAhead(scf::ForOp loop, vector::TransferReadOp read,
                          int64_t distance) {
  OpBuilder b(read);
  Location loc = read.getLoc();
  Value one = arith::ConstantIndexOp::create(b, loc, 1);
  Value last = arith::SubIOp::create(b, loc, loop.getUpperBound(), one);
  Value ahead =
      arith::AddIOp::create(b, loc, loop.getInductionVar(),
                            arith::ConstantIndexOp::create(b, loc, distance));
  ahead = arith::MinSIOp::create(b, loc, ahead, last);
  SmallVector<Value> indices(read.getIndices());
  for (Value &index : indices)
    if (index == loop.getInductionVar())
      index = ahead;

  VectorType type = read.getVectorType();
  int64_t line = getLineElements(type.getElementType());
  Value start = indices.back();
  for (int64_t at = 0; at < type.getNumElements(); at += line) {
    Value offset = arith::ConstantIndexOp::create(b, loc, at);
    indices.back() = arith::AddIOp::create(b, loc, start, offset);
    memref::PrefetchOp::create(b, loc, read.getBase(), indices,
                               /*isWrite=*/false, /*localityHint=*/3,
                               /*isDataCache=*/true);
  }
}

namespace {
struct PrefetchWeightsPass
    : glu::impl::PrefetchWeightsPassBase<PrefetchWeightsPass> {
  using Base::Base;

  void runOnOperation() override {
    getOperation().walk([&](scf::ForOp loop) {
      if (loop.getOps<vector::FMAOp>().empty())
        return;
      SmallVector<vector::TransferReadOp> rows;
      for (auto read : loop.getOps<vector::TransferReadOp>())
        if (isa<MemRefType>(read.getBase().getType()) &&
            read.getPermutationMap().isMinorIdentity() &&
            llvm::is_contained(read.getIndices().drop_back(),
                               loop.getInductionVar()))
          rows.push_back(read);
      for (vector::TransferReadOp read : rows)
        prefetchAhead(loop, read, distance);
    });
  }
};
} // namespace
