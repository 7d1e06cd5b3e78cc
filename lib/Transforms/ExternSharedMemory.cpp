//===- ExternSharedMemory.cpp - Shared memory that a launch sizes ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"

namespace mlir::glu {
#define GEN_PASS_DEF_EXTERNSHAREDMEMORYPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;

namespace {
struct ExternSharedMemoryPass
    : glu::impl::ExternSharedMemoryPassBase<ExternSharedMemoryPass> {
  using Base::Base;

  void runOnOperation() override {
    for (auto global : getOperation().getOps<LLVM::GlobalOp>()) {
      auto type = dyn_cast<LLVM::LLVMArrayType>(global.getType());
      if (!type || type.getNumElements() != 0 ||
          global.getAddrSpace() != unsigned(NVVM::NVVMMemorySpace::Shared))
        continue;
      global.setLinkage(LLVM::Linkage::External);
      global.setAlignment(1024);
    }
  }
};
} // namespace
