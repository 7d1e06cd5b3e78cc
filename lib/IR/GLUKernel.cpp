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

/// `buffer` with the layout that the code expects; a copy of a buffer that lies
/// otherwise.
static FailureOr<Value>
castBuffer(RewriterBase &rewriter, Location loc, Value buffer, MemRefType type,
           const bufferization::BufferizationOptions &options, bool isRead) {
  if (buffer.getType() == type)
    return buffer;
  auto [strides, offset] =
      cast<MemRefType>(buffer.getType()).getStridesAndOffset();
  auto [expected, expectedOffset] = type.getStridesAndOffset();
  bool fits = ShapedType::isDynamic(expectedOffset) || offset == expectedOffset;
  for (auto [from, to] : llvm::zip(strides, expected))
    fits &= ShapedType::isDynamic(to) || from == to;
  if (!fits) {
    SmallVector<Value> sizes;
    for (int64_t d = 0; d < type.getRank(); ++d)
      if (type.isDynamicDim(d))
        sizes.push_back(memref::DimOp::create(rewriter, loc, buffer, d));
    auto contiguous = MemRefType::get(type.getShape(), type.getElementType());
    FailureOr<Value> copy =
        options.createAlloc(rewriter, loc, contiguous, sizes);
    if (failed(copy))
      return failure();
    if (isRead && failed(options.createMemCpy(rewriter, loc, buffer, *copy)))
      return failure();
    buffer = *copy;
  }
  return rewriter.createOrFold<memref::CastOp>(loc, type, buffer);
}

LogicalResult
KernelOp::bufferize(RewriterBase &rewriter,
                    const bufferization::BufferizationOptions &options,
                    bufferization::BufferizationState &state) {
  Block &body = getBody().front();
  SmallVector<Value> arguments, results;
  SmallVector<std::pair<Value, Value>> copies;
  for (OpOperand &operand : getOperation()->getOpOperands()) {
    BlockArgument argument = body.getArgument(operand.getOperandNumber());
    if (!isa<RankedTensorType>(operand.get().getType())) {
      arguments.push_back(operand.get());
      continue;
    }
    FailureOr<Value> buffer =
        bufferization::getBuffer(rewriter, operand.get(), options, state);
    if (failed(buffer))
      return failure();
    FailureOr<Value> cast =
        castBuffer(rewriter, getLoc(), *buffer,
                   ::llvm::cast<MemRefType>(argument.getType()), options,
                   isDpsInput(&operand));
    if (failed(cast))
      return failure();
    arguments.push_back(*cast);
    if (isDpsInput(&operand))
      continue;
    results.push_back(*buffer);
    Value source = *cast;
    if (auto op = source.getDefiningOp<memref::CastOp>())
      source = op.getSource();
    if (source != *buffer)
      copies.push_back({*cast, *buffer});
  }
  rewriter.inlineBlockBefore(&body, getOperation(), arguments);
  for (auto [from, to] : copies)
    if (failed(options.createMemCpy(rewriter, getLoc(), from, to)))
      return failure();
  bufferization::replaceOpWithBufferizedValues(rewriter, getOperation(),
                                               results);
  return success();
}
