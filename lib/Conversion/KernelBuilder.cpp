//===- KernelBuilder.cpp - Makes a glu.kernel -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mlir::glu;

/// The buffer in which a kernel gets a tensor: rows may lie apart.
static MemRefType getBufferType(RankedTensorType type) {
  MLIRContext *ctx = type.getContext();
  SmallVector<int64_t> strides(type.getRank(), ShapedType::kDynamic);
  strides.back() = 1;
  return MemRefType::get(
      type.getShape(), type.getElementType(),
      StridedLayoutAttr::get(ctx, ShapedType::kDynamic, strides));
}

KernelOp mlir::glu::createKernel(
    RewriterBase &rewriter, Location loc, ValueRange inputs, ValueRange inits,
    function_ref<bool(Value)> isWhole,
    function_ref<void(CodeBuilder &, IRMapping &, ValueRange)> body) {
  auto kernel =
      KernelOp::create(rewriter, loc, inits.getTypes(), inputs, inits);
  OpBuilder::InsertionGuard guard(rewriter);
  Block *block = rewriter.createBlock(&kernel.getBody());
  IRMapping buffers;
  for (Value operand : kernel.getOperands()) {
    Type type = operand.getType();
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      type = isWhole(operand)
                 ? MemRefType::get(tensor.getShape(), tensor.getElementType())
                 : getBufferType(tensor);
    BlockArgument argument = block->addArgument(type, loc);
    if (!buffers.contains(operand))
      buffers.map(operand, argument);
  }
  CodeBuilder code(rewriter, loc);
  body(code, buffers, block->getArguments().take_back(inits.size()));
  return kernel;
}
