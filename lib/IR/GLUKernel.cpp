//===- GLUKernel.cpp - Code on buffers in the midst of tensors ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The labels C1, C2, ... are those of docs/spec.md and test/IR/invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "glu/IR/GLU.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::glu;

LogicalResult KernelOp::verify() {
  Block &body = getBody().front();
  if (body.getNumArguments() != getNumOperands()) // C1
    return emitOpError("expected an argument of the region for each of ")
           << getNumOperands() << " operands, got " << body.getNumArguments();
  for (auto [operand, argument] :
       llvm::zip(getOperands(), body.getArguments())) { // C2
    auto tensor = dyn_cast<RankedTensorType>(operand.getType());
    auto buffer = dyn_cast<MemRefType>(argument.getType());
    bool fits =
        tensor ? buffer && buffer.getElementType() == tensor.getElementType() &&
                     succeeded(verifyCompatibleShape(tensor, buffer))
               : argument.getType() == operand.getType();
    if (!fits)
      return emitOpError("expected argument #")
             << argument.getArgNumber() << " of the region to be "
             << (tensor ? "a memref for " : "of type ") << operand.getType()
             << ", got " << argument.getType();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Bufferization
//===----------------------------------------------------------------------===//

bool KernelOp::bufferizesToMemoryRead(OpOperand &operand,
                                      const bufferization::AnalysisState &) {
  return isDpsInput(&operand);
}

bool KernelOp::bufferizesToMemoryWrite(OpOperand &operand,
                                       const bufferization::AnalysisState &) {
  return isDpsInit(&operand);
}

bufferization::AliasingValueList
KernelOp::getAliasingValues(OpOperand &operand,
                            const bufferization::AnalysisState &) {
  if (!isDpsInit(&operand))
    return {};
  return {
      {getTiedOpResult(&operand), bufferization::BufferRelation::Equivalent}};
}

/// Whether `buffer` may be cast to `type`, which fixes some of its strides.
static bool fitsLayout(MemRefType buffer, MemRefType type) {
  auto [strides, offset] = buffer.getStridesAndOffset();
  auto [expected, expectedOffset] = type.getStridesAndOffset();
  bool fits = ShapedType::isDynamic(expectedOffset) || offset == expectedOffset;
  for (auto [from, to] : llvm::zip(strides, expected))
    fits &= ShapedType::isDynamic(to) || from == to;
  return fits;
}

/// A buffer without gaps, of the sizes of `buffer`.
static FailureOr<Value>
createContiguous(RewriterBase &rewriter, Location loc, Value buffer,
                 const bufferization::BufferizationOptions &options) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<Value> sizes;
  for (int64_t d = 0; d < type.getRank(); ++d)
    if (type.isDynamicDim(d))
      sizes.push_back(memref::DimOp::create(rewriter, loc, buffer, d));
  return options.createAlloc(
      rewriter, loc, MemRefType::get(type.getShape(), type.getElementType()),
      sizes);
}

/// A buffer that does not lie as the code expects is copied, in or out.
LogicalResult
KernelOp::bufferize(RewriterBase &rewriter,
                    const bufferization::BufferizationOptions &options,
                    bufferization::BufferizationState &state) {
  Location loc = getLoc();
  Block &body = getBody().front();
  SmallVector<Value> arguments, results;
  SmallVector<std::pair<Value, Value>> copiesOut;
  for (auto [operand, argument] :
       llvm::zip_equal(getOperation()->getOpOperands(), body.getArguments())) {
    if (!isa<RankedTensorType>(operand.get().getType())) {
      arguments.push_back(operand.get());
      continue;
    }
    auto type = cast<MemRefType>(argument.getType());
    FailureOr<Value> buffer =
        bufferization::getBuffer(rewriter, operand.get(), options, state);
    if (failed(buffer))
      return failure();
    Value used = *buffer;
    if (!fitsLayout(cast<MemRefType>(used.getType()), type)) {
      FailureOr<Value> copy = createContiguous(rewriter, loc, *buffer, options);
      if (failed(copy))
        return failure();
      used = *copy;
      if (isDpsInit(&operand))
        copiesOut.push_back({used, *buffer});
      else if (failed(options.createMemCpy(rewriter, loc, *buffer, used)))
        return failure();
    }
    arguments.push_back(rewriter.createOrFold<memref::CastOp>(loc, type, used));
    if (isDpsInit(&operand))
      results.push_back(*buffer);
  }
  rewriter.inlineBlockBefore(&body, getOperation(), arguments);
  for (auto [from, to] : copiesOut)
    if (failed(options.createMemCpy(rewriter, loc, from, to)))
      return failure();
  bufferization::replaceOpWithBufferizedValues(rewriter, getOperation(),
                                               results);
  return success();
}
