//===- ProtectArguments.cpp - Arguments are values ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::glu {
#define GEN_PASS_DEF_PROTECTARGUMENTSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;

namespace {
struct ProtectArgumentsPass
    : glu::impl::ProtectArgumentsPassBase<ProtectArgumentsPass> {
  using Base::Base;

  void runOnOperation() override {
    func::FuncOp func = getOperation();
    StringRef writable = bufferization::BufferizationDialect::kWritableAttrName;
    if (!func.isPublic() || func.isExternal())
      return;
    for (unsigned i = 0; i < func.getNumArguments(); ++i)
      if (isa<TensorType>(func.getArgument(i).getType()) &&
          !func.getArgAttr(i, writable))
        func.setArgAttr(i, writable, BoolAttr::get(&getContext(), false));
  }
};
} // namespace
