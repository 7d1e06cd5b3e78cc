//===- PackingKernels.cpp - Packing of weights as loops -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "Kernels/Packing.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mlir::glu;

using Place = function_ref<void(CodeBuilder &, function_ref<void()> emit)>;

static Value createEmpty(RewriterBase &rewriter, Location loc, Type type) {
  auto tensor = cast<RankedTensorType>(type);
  return tensor::EmptyOp::create(rewriter, loc, tensor.getShape(),
                                 tensor.getElementType());
}

static void convert(RewriterBase &rewriter, PackWeightsOp op, Place place) {
  Value init = createEmpty(rewriter, op.getLoc(), op.getType());
  KernelOp kernel = createKernel(
      rewriter, op.getLoc(), op.getWeights(), init,
      [&](Value operand) { return operand == init; },
      [&](CodeBuilder &code, IRMapping &buffers, ValueRange results) {
        SmallVector<Value> weights;
        for (Value weight : op.getWeights())
          weights.push_back(buffers.lookup(weight));
        place(code, [&] {
          emitPackedWeights(code, op.getLayout(), op.getPanels(), weights,
                            results[0]);
        });
      });
  rewriter.replaceOp(op, kernel.getResults());
}

static void convert(RewriterBase &rewriter, UnpackWeightsOp op, Place place) {
  SmallVector<Value> inits;
  for (Type type : op.getWeights().getTypes())
    inits.push_back(createEmpty(rewriter, op.getLoc(), type));
  KernelOp kernel = createKernel(
      rewriter, op.getLoc(), op.getPacked(), inits,
      [&](Value operand) { return operand == op.getPacked(); },
      [&](CodeBuilder &code, IRMapping &buffers, ValueRange results) {
        place(code, [&] {
          emitUnpackedWeights(code, op.getLayout(), op.getPanels(),
                              buffers.lookup(op.getPacked()), results);
        });
      });
  rewriter.replaceOp(op, kernel.getResults());
}

void mlir::glu::convertPacking(Operation *root, Place place) {
  SmallVector<Operation *> ops;
  root->walk([&](Operation *op) {
    if (isa<PackWeightsOp, UnpackWeightsOp>(op))
      ops.push_back(op);
  });
  IRRewriter rewriter(root->getContext());
  for (Operation *op : ops) {
    rewriter.setInsertionPoint(op);
    if (auto pack = dyn_cast<PackWeightsOp>(op))
      convert(rewriter, pack, place);
    else
      convert(rewriter, cast<UnpackWeightsOp>(op), place);
  }
}
