//===- ReturnDestinations.cpp - Return what the caller passed -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Buffers.h"
#include "glu/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"

namespace mlir::glu {
#define GEN_PASS_DEF_RETURNDESTINATIONSPASS
#include "glu/Transforms/Passes.h.inc"
} // namespace mlir::glu

using namespace mlir;
using namespace mlir::glu;

static void returnDestinations(func::ReturnOp op) {
  for (OpOperand &result : op->getOpOperands()) {
    auto clone = result.get().getDefiningOp<bufferization::CloneOp>();
    if (!clone || !isa<BlockArgument>(clone.getInput()) ||
        !isWritten(clone.getInput()))
      continue;
    result.set(clone.getInput());
    if (clone->use_empty())
      clone.erase();
  }
}

namespace {
struct ReturnDestinationsPass
    : glu::impl::ReturnDestinationsPassBase<ReturnDestinationsPass> {
  using Base::Base;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    for (auto func : module.getOps<func::FuncOp>())
      // A call from inside would free what it gets back.
      if (func.isPublic() && SymbolTable::symbolKnownUseEmpty(func, module))
        func.walk(returnDestinations);
  }
};
} // namespace
