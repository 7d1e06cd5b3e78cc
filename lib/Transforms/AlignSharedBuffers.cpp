//===- AlignSharedBuffers.cpp - Say how shared memory is aligned ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::glu {
#define GEN_PASS_DEF_ALIGNSHAREDBUFFERSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;

namespace {
struct AlignSharedBuffersPass
    : glu::impl::AlignSharedBuffersPassBase<AlignSharedBuffersPass> {
  using Base::Base;

  void runOnOperation() override {
    gpu::GPUFuncOp func = getOperation();
    constexpr int64_t widestAccess = 16;
    auto alignment =
        IntegerAttr::get(IntegerType::get(&getContext(), 64), widestAccess);
    for (unsigned i = 0; i < func.getNumWorkgroupAttributions(); ++i)
      func.setWorkgroupAttributionAttr(i, LLVM::LLVMDialect::getAlignAttrName(),
                                       alignment);
  }
};
} // namespace
