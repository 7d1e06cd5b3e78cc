//===- LinalgToGPU.cpp - Structured ops to kernels, a thread an element ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CodeBuilder.h"
#include "glu/Conversion/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Affine/Utils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/IR/IRMapping.h"

namespace mlir::glu {
#define GEN_PASS_DEF_CONVERTLINALGTOGPUPASS
#include "glu/Conversion/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

namespace {
/// The threads of a block.
constexpr int64_t blockThreads = 256;

/// A thread computes the elements of the results at one point of the parallel
/// loops, and runs the other loops in order, with its elements in registers.
class ElementKernel {
public:
  ElementKernel(CodeBuilder &code, linalg::LinalgOp op)
      : code(code), op(op), ivs(op.getNumLoops()) {}
  void emit();

private:
  void emitThread(Value number);
  SmallVector<Value> emitLoops(ArrayRef<unsigned> dims, ValueRange values);
  SmallVector<Value> emitBody(ValueRange values);
  SmallVector<Value> getIndices(OpOperand &operand);
  Value load(OpOperand &operand);

  CodeBuilder &code;
  linalg::LinalgOp op;
  SmallVector<Value> sizes, ivs;
};
} // namespace

SmallVector<Value> ElementKernel::getIndices(OpOperand &operand) {
  SmallVector<Value> indices;
  AffineMap map = op.getMatchingIndexingMap(&operand);
  for (AffineExpr expr : map.getResults())
    indices.push_back(affine::expandAffineExpr(code.b, code.loc, expr, ivs,
                                               /*symbolValues=*/{}));
  return indices;
}

Value ElementKernel::load(OpOperand &operand) {
  if (op.isScalar(&operand))
    return operand.get();
  return code.create<memref::LoadOp>(operand.get(), getIndices(operand));
}

/// One evaluation of the body, with the results so far.
SmallVector<Value> ElementKernel::emitBody(ValueRange values) {
  Block *body = op.getBlock();
  IRMapping mapping;
  for (OpOperand *input : op.getDpsInputOperands())
    if (!body->getArgument(input->getOperandNumber()).use_empty())
      mapping.map(body->getArgument(input->getOperandNumber()), load(*input));
  for (auto [argument, value] : llvm::zip(op.getRegionOutputArgs(), values))
    mapping.map(argument, value);
  for (Operation &nested : body->without_terminator()) {
    if (auto index = dyn_cast<linalg::IndexOp>(nested))
      mapping.map(index.getResult(), ivs[index.getDim()]);
    else
      code.b.clone(nested, mapping);
  }
  return llvm::map_to_vector(
      body->getTerminator()->getOperands(),
      [&](Value v) { return mapping.lookupOrDefault(v); });
}

SmallVector<Value> ElementKernel::emitLoops(ArrayRef<unsigned> dims,
                                            ValueRange values) {
  if (dims.empty())
    return emitBody(values);
  return code.loop(0, sizes[dims[0]], 1, values,
                   [&](Value iv, ValueRange values) {
                     ivs[dims[0]] = iv;
                     return emitLoops(dims.drop_front(), values);
                   });
}

void ElementKernel::emitThread(Value number) {
  SmallVector<unsigned> parallel, others;
  for (auto [dim, iterator] : llvm::enumerate(op.getIteratorTypesArray()))
    (linalg::isParallelIterator(iterator) ? parallel : others).push_back(dim);
  // Threads that are neighbours take elements that are.
  while (!parallel.empty()) {
    unsigned dim = parallel.pop_back_val();
    ivs[dim] = parallel.empty() ? number : code.rem(number, sizes[dim]);
    number = code.div(number, sizes[dim]);
  }
  SmallVector<Value> values;
  for (OpOperand &init : op.getDpsInitsMutable()) {
    // What is not read may have no value yet.
    auto type = cast<MemRefType>(init.get().getType()).getElementType();
    values.push_back(op.payloadUsesValueFromOperand(&init)
                         ? load(init)
                         : code.create<ub::PoisonOp>(type).getResult());
  }
  values = emitLoops(others, values);
  for (auto [init, value] : llvm::zip(op.getDpsInitsMutable(), values))
    code.create<memref::StoreOp>(value, init.get(), getIndices(init));
}

void ElementKernel::emit() {
  Value count = code.get(1);
  SmallVector<Range> ranges = op.createLoopRanges(code.b, code.loc);
  for (auto [range, iterator] : llvm::zip(ranges, op.getIteratorTypesArray())) {
    sizes.push_back(
        getValueOrCreateConstantIndexOp(code.b, code.loc, range.size));
    if (linalg::isParallelIterator(iterator))
      count = code.mul(count, sizes.back());
  }
  Value one = code.get(1);
  // A grid of no blocks is an error.
  Value blocks = code.max(code.ceilDiv(count, blockThreads), 1);
  auto launch = code.create<gpu::LaunchOp>(blocks, one, one,
                                           code.get(blockThreads), one, one);
  launch.setFunctionAttr(
      FlatSymbolRefAttr::get(code.b.getContext(), "elements"));
  OpBuilder::InsertionGuard guard(code.b);
  code.b.setInsertionPointToStart(&launch.getBody().front());
  Value number = code.add(code.mul(launch.getBlockIds().x, blockThreads),
                          launch.getThreadIds().x);
  code.ifThen(code.isLess(number, count), [&] { emitThread(number); });
  code.create<gpu::TerminatorOp>();
}

namespace {
struct ConvertLinalgToGPUPass
    : glu::impl::ConvertLinalgToGPUPassBase<ConvertLinalgToGPUPass> {
  using Base::Base;

  void runOnOperation() override {
    // Copies are structured ops too.
    SmallVector<memref::CopyOp> copies;
    getOperation()->walk([&](memref::CopyOp op) { copies.push_back(op); });
    for (memref::CopyOp op : copies) {
      OpBuilder b(op);
      linalg::makeMemRefCopyOp(b, op.getLoc(), op.getSource(), op.getTarget());
      op.erase();
    }
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) {
      if (op.hasPureBufferSemantics())
        ops.push_back(op);
    });
    for (linalg::LinalgOp op : ops) {
      OpBuilder b(op);
      CodeBuilder code(b, op.getLoc());
      ElementKernel(code, op).emit();
      op.erase();
    }
  }
};
} // namespace
