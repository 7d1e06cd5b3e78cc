//===- Buffers.cpp - What is done to a buffer -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Buffers.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

/// Whether a kernel has the copy engine write into the array of a tensor map,
/// which may be known by its address.
static bool isStoredTo(Value map) {
  return llvm::any_of(map.getUsers(), [](Operation *user) {
    if (isa<UnrealizedConversionCastOp, LLVM::PtrToIntOp, LLVM::IntToPtrOp>(
            user))
      return isStoredTo(user->getResult(0));
    return isa<NVVM::CpAsyncBulkTensorSharedCTAToGlobalOp>(user);
  });
}

/// Whether an op writes into `buffer` or a view of it.
bool mlir::glu::isWritten(Value buffer) {
  return llvm::any_of(buffer.getUsers(), [&](Operation *user) {
    if (isa<ViewLikeOpInterface>(user))
      return llvm::any_of(user->getResults(), isWritten);
    if (isa<nvgpu::TmaCreateDescriptorOp>(user))
      return isStoredTo(user->getResult(0));
    auto effects = dyn_cast<MemoryEffectOpInterface>(user);
    return effects && effects.getEffectOnValue<MemoryEffects::Write>(buffer);
  });
}
